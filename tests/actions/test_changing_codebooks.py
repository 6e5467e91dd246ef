"""Changes of the codebook: every byte of the file but those of what changes, the project with it, and both taken back."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from qualcode.actions import changing_codebooks as actions
from qualcode.actions import codebooks
from qualcode.actions.describing_codes import Said
from qualcode.errors import QualcodeError
from qualcode.store import checking, codebook_file, codes, codings, database, history
from qualcode.store.database import Store
from tests.actions.books import TEXT, both, path_of, with_book, written
from tests.store.processes import said, started, without_rights
from tests.store.projects import SCRIPT, anna, bram, code, coded

GUID = "01a20000-0000-7000-8000-000000000001"
"""That of a code that is added."""

Act = Callable[[Store], actions.Outcome]


def add(store: Store, id: str, *label: str, **how: str) -> actions.Outcome:
    return actions.add(store, anna(store), id, Said(label=label), **how)  # type: ignore[arg-type]


CHANGES: dict[str, tuple[Act, list[tuple[str, str]]]] = {
    "add": (
        lambda store: actions.add(
            store, anna(store), "trust", Said(label=("nl=Vertrouwen", "fr=No"), keyword=("nl=vertrouw*", "nl=a, b")), under="coop", after="coop.secrecy"
        ),
        [
            (
                "      # examples come later\n",
                """\
      # examples come later

  - id: trust
    guid: GUID
    label: {nl: Vertrouwen, fr: "No"}
    keywords:
      nl: [vertrouw*, "a, b"]
    since: "0.3"
""",
            )
        ],
    ),
    "add at the top": (
        lambda store: actions.add(store, anna(store), "on", Said(label=("nl=Aan",), codable=False, status="proposed"), before="coop"),
        [("\ncodes:\n", '\ncodes:\n- id: "on"\n  guid: GUID\n  label: {nl: Aan}\n  status: proposed\n  since: "0.3"\n  codable: false\n\n')],
    ),
    "edit": (
        lambda store: actions.edit(
            store,
            anna(store),
            "coop.secrecy",
            Said(definition=("fr=Ce que l'on tait.",), keyword=("nl=geheim*",), drop_keyword=("nl=zwijgplicht",), colour="#3366aa"),
        ),
        [
            ("fr: Discrétion.     # to", "fr: Ce que l'on tait.     # to"),
            ('[zwijgplicht, "gedeeld geheim"]\n', '["gedeeld geheim", geheim*]\n    colour: "#3366aa"\n'),
        ],
    ),
    "take a text away": (
        lambda store: actions.edit(store, anna(store), "coop.law", Said(exclude=("fr=",))),
        [("exclude: {nl: 'zwijgen -> coop.secrecy.', fr: \"taire → coop.secrecy\"}", "exclude: {nl: 'zwijgen -> coop.secrecy.'}")],
    ),
    "rename": (
        lambda store: actions.rename(store, anna(store), "coop.secrecy", "zwijgen, spreken"),
        [
            ("  - id: coop.secrecy\n", "  - id: zwijgen, spreken\n    guid: SECRECY\n"),
            ("'zwijgen -> coop.secrecy.', fr: \"taire → coop.secrecy\"", "'zwijgen -> zwijgen, spreken.', fr: \"taire → zwijgen, spreken\""),
        ],
    ),
    "rename one that begins as another": (
        lambda store: actions.rename(store, anna(store), "coop.law", "law"),
        [("  - id: coop.law   #", "  - id: law   #"), ("# short\n", "# short\n    guid: LAW\n"), ("wet → coop.law,", "wet → law,")],
    ),
    "move": (
        lambda store: actions.move(store, anna(store), "money", under="coop"),
        [
            ('\n- id: money\n  label:\n    nl: Geld\n    fr: "Argent"\n', ""),
            ("{nl: Oude wet}\n", '{nl: Oude wet}\n\n  - id: money\n    label:\n      nl: Geld\n      fr: "Argent"\n'),
        ],
    ),
    "move before a sibling": (
        lambda store: actions.move(store, anna(store), "coop.law.old", before="coop.law"),
        [
            ("\n  - id: coop.law.old\n    label: {nl: Oude wet}\n", ""),
            ("\n  - id: coop.law   #", "\n  - id: coop.law.old\n    label: {nl: Oude wet}\n\n  - id: coop.law   #"),
        ],
    ),
    "move to the top": (
        lambda store: actions.move(store, anna(store), "coop.law.old", top=True, before="money"),
        [
            ("\n  - id: coop.law.old\n    label: {nl: Oude wet}\n", ""),
            ("\n- id: money\n", "\n- id: coop.law.old\n  label: {nl: Oude wet}\n\n- id: money\n"),
        ],
    ),
    "retire": (
        lambda store: actions.retire(store, anna(store), "money"),
        [('    fr: "Argent"\n', '    fr: "Argent"\n  status: retired\n')],
    ),
}  # fmt: skip


def expected(store: Store, steps: list[tuple[str, str]], text: str) -> str:
    guids = {each.id: each.guid for each in codes.book(store).codes}
    for old, new in steps:
        assert text.count(old) == 1, old
        text = text.replace(old, new)
    return text.replace("GUID", GUID).replace("SECRECY", guids["coop.secrecy"]).replace("LAW", guids["coop.law"])


@pytest.mark.parametrize("newline", ["\n", "\r\n"])
@pytest.mark.parametrize("name", CHANGES)
def test_only_the_lines_of_what_changes_are_touched_and_undo_brings_every_byte_back(name: str, newline: str, tmp_path: Path) -> None:
    act, steps = CHANGES[name]
    text = TEXT.replace("\n", newline)
    with with_book(tmp_path, SCRIPT, text=text) as store:
        code(store, coded(SCRIPT, "coop.secrecy", "heilig"), coded(SCRIPT, "coop.law", "hulp"))
        wanted = expected(store, steps, TEXT).replace("\n", newline)
        before = both(store)
        store.guid = _guids(store.guid)
        done = act(store)
        after = both(store)
        assert after[0] == wanted == done.new
        assert done.old == text
        assert codes.book(store) == done.after
        assert not any(checking.check(store).values())
        assert {coding.guid for coding in codings.all_of(store)} == {row[0] for row in before[1]["codings"]}
        history.undo(store, anna(store).guid)
        assert both(store) == before
        history.redo(store, anna(store).guid)
        assert both(store) == after
        assert not any(checking.check(store).values())


def _guids(others: Callable[[], str]) -> Callable[[], str]:
    """A maker of GUIDs: the event's, then GUID for the code, then others."""
    made = iter([others(), GUID])
    return lambda: next(made, "") or others()


def test_restore_is_what_retire_was_not(tmp_path: Path) -> None:
    with with_book(tmp_path) as store:
        actions.retire(store, anna(store), "money")
        assert codes.get(codes.book(store), "money").status == "retired"
        actions.restore(store, anna(store), "money")
        assert both(store)[0] == TEXT


def test_what_a_new_code_says_of_when_is_the_version_or_the_day(tmp_path: Path) -> None:
    with with_book(tmp_path / "a") as store:
        assert codes.get(add(store, "x", "nl=X").after, "x").since == "0.3"
    with with_book(tmp_path / "b", text=TEXT.replace("version: 0.3\n", "")) as store:
        store.now = lambda: "2026-03-31T23:04:05.678Z"
        assert codes.get(add(store, "x", "nl=X").after, "x").since == "2026-03-31"
        assert 'since: "2026-03-31"\n' in written(tmp_path / "b")


def test_an_id_that_a_renamed_code_had_can_be_given_to_another(tmp_path: Path) -> None:
    with with_book(tmp_path) as store:
        first = codes.get(codes.book(store), "money").guid
        actions.rename(store, anna(store), "money", "costs")
        second = codes.get(add(store, "money", "nl=Loon").after, "money").guid
        assert codes.get(codes.book(store), "costs").guid == first != second
        assert not any(checking.check(store).values())


# --- what is refused changes nothing ----------------------------------------------------------------------------------------------------


def edit(store: Store, id: str, **said: object) -> actions.Outcome:
    return actions.edit(store, anna(store), id, Said(**said))  # type: ignore[arg-type]


REFUSED: dict[str, tuple[Act, str]] = {
    "an id that is taken": (lambda store: add(store, "money", "nl=X"), "There is a code money already."),
    "no label": (lambda store: add(store, "x"), "The new code x has no label."),
    "an empty label": (lambda store: add(store, "x", "nl= "), "The new code x has no label."),
    "no id": (lambda store: add(store, "", "nl=X"), "'' cannot be the id of a code."),
    "an id of two lines": (lambda store: add(store, "a\nb", "nl=X"), "cannot be the id of a code."),
    "a parent that is not there": (lambda store: add(store, "x", "nl=X", under="cop"), "Unknown code: cop"),
    "a sibling elsewhere": (lambda store: add(store, "x", "nl=X", under="coop", after="money"), "money does not stand under coop."),
    "a language that is not declared": (lambda store: add(store, "x", "de=X"), "Unknown language of the codebook: de"),
    "no language": (lambda store: add(store, "x", "X"), "--label X says no language."),
    "two labels in a language": (lambda store: add(store, "x", "nl=X", "nl=Y"), "--label is given twice in nl."),
    "no label any more": (lambda store: edit(store, "money", label=("nl=", "fr=")), "codebooks/book.yaml has 1 problem."),
    "a colour that is none": (lambda store: edit(store, "money", colour="reddish"), "reddish is not a colour."),
    "a status that is none": (lambda store: edit(store, "money", status="done"), "Unknown status: done"),
    "a keyword that is not there": (lambda store: edit(store, "coop.law", drop_keyword=("nl=wett",)), "Unknown keyword of coop.law in nl: wett"),
    "a theme with codings": (lambda store: edit(store, "coop.secrecy", codable=False), "coop.secrecy has 1 coding and cannot be a theme."),
    "a name that is taken": (lambda store: actions.rename(store, anna(store), "money", "coop"), "There is a code coop already."),
    "under itself": (lambda store: actions.move(store, anna(store), "coop", under="coop.law"), "coop cannot be put under itself."),
    "nowhere": (lambda store: actions.move(store, anna(store), "coop"), "The place is not clear."),
    "two places": (lambda store: actions.move(store, anna(store), "coop.law", under="money", top=True), "The place is not clear."),
    "restore what is not retired": (lambda store: actions.restore(store, anna(store), "money"), "money is active and not retired."),
    "retire what is not there": (lambda store: actions.retire(store, anna(store), "mony"), "Unknown code: mony"),
}  # fmt: skip


@pytest.mark.parametrize("name", REFUSED)
def test_what_cannot_be_done_changes_nothing(name: str, tmp_path: Path) -> None:
    act, message = REFUSED[name]
    with with_book(tmp_path, SCRIPT) as store:
        code(store, coded(SCRIPT, "coop.secrecy", "heilig"))
        before = both(store)
        with pytest.raises(QualcodeError) as refused:
            act(store)
        assert message in refused.value.message
        assert both(store) == before


def test_a_dry_run_shows_the_change_and_makes_none(tmp_path: Path) -> None:
    with with_book(tmp_path) as store:
        before, events = both(store), store.value("SELECT count(*) FROM event")
        done = actions.rename(store, anna(store), "coop.law", "law", dry_run=True)
        assert "- id: law " in done.new
        assert both(store) == before
        assert store.value("SELECT count(*) FROM event") == events


def test_a_file_that_was_changed_since_is_not_overwritten(tmp_path: Path) -> None:
    with with_book(tmp_path) as store:
        actions.retire(store, anna(store), "money")
        ours = written(tmp_path).replace("Samenwerking", "Overleg")
        path_of(tmp_path).write_bytes(ours.encode())
        acts: tuple[Callable[[], object], ...] = (
            lambda: actions.restore(store, anna(store), "money"),
            lambda: history.undo(store, anna(store).guid),
        )
        for act in acts:
            with pytest.raises(QualcodeError, match="has been changed since it was loaded") as refused:
                act()
            assert "codebook load" in refused.value.hint
            assert written(tmp_path) == ours
        codebooks.load(store, anna(store), None)
        actions.restore(store, anna(store), "money")
        assert written(tmp_path) == TEXT.replace("Samenwerking", "Overleg")
        history.undo(store, anna(store).guid)
        history.undo(store, anna(store).guid)
        with pytest.raises(QualcodeError, match="'codebook retire money' cannot be undone: codebook file has been changed since"):
            history.undo(store, anna(store).guid)
        path_of(tmp_path).unlink()
        with pytest.raises(QualcodeError, match="is not in the project"):
            actions.retire(store, anna(store), "coop.law")


def test_what_another_coder_changed_since_is_not_undone(tmp_path: Path) -> None:
    with with_book(tmp_path) as store:
        actions.retire(store, anna(store), "money")
        actions.restore(store, bram(store), "money")
        with pytest.raises(QualcodeError, match="has been changed since"):
            history.undo(store, anna(store).guid)
        assert both(store)[0] == TEXT


def test_a_file_outside_of_the_project_is_not_written(tmp_path: Path) -> None:
    outside = tmp_path / "elsewhere.yaml"
    outside.write_text(TEXT, encoding="utf-8")
    with with_book(tmp_path / "p", text=TEXT.replace("0.3", "0.2")) as store:
        codebooks.load(store, anna(store), outside)
        with pytest.raises(QualcodeError, match=r"is not in the project: elsewhere\.yaml"):
            actions.retire(store, anna(store), "money")
        store.connection.execute("UPDATE codebook_version SET file_name = '../elsewhere.yaml'")
        with pytest.raises(QualcodeError, match="is not in the project"):
            actions.retire(store, anna(store), "money")
        assert outside.read_text(encoding="utf-8") == TEXT


# --- interrupted between database and file ----------------------------------------------------------------------------------------------

KILLED = """
import os, signal, sys
from pathlib import Path
from qualcode.actions import changing_codebooks
from qualcode.store import database
from tests.store.projects import anna

def stop(event, arguments):
    if event == "os.rename" and str(arguments[1]).endswith("book.yaml"):
        os.kill(os.getpid(), signal.SIGKILL)

with database.opened(Path(sys.argv[1]), write=True) as store:
    sys.addaudithook(stop)
    changing_codebooks.rename(store, anna(store), "coop.secrecy", "zwijgen")
"""
"""A rename that is killed when the file is to take its place: the database has the change, the file has not."""


def killed(folder: Path) -> None:
    process = started(KILLED, folder)
    _, errors = process.communicate(timeout=60)
    assert process.returncode == -9, errors


@pytest.mark.parametrize("write", [True, False])
def test_what_a_kill_has_left_to_write_is_written_by_whoever_opens_the_project(tmp_path: Path, *, write: bool) -> None:
    with with_book(tmp_path, SCRIPT) as store:
        code(store, coded(SCRIPT, "coop.secrecy", "heilig"))
    killed(tmp_path)
    assert written(tmp_path) == TEXT
    with database.opened(tmp_path, write=write) as store:
        assert "- id: zwijgen\n" in both(store)[0]
        assert [coding.code for coding in codings.all_of(store)] == ["zwijgen"]
        assert not any(checking.check(store).values())
    with database.opened(tmp_path, write=True) as store:
        history.undo(store, anna(store).guid)
        assert both(store)[0] == TEXT


def test_a_file_that_somebody_changed_after_a_kill_is_left_alone(tmp_path: Path) -> None:
    with with_book(tmp_path):
        pass
    killed(tmp_path)
    theirs = TEXT.replace("Samenwerking", "Overleg")
    path_of(tmp_path).write_bytes(theirs.encode())
    with database.opened(tmp_path, write=True) as store:
        assert written(tmp_path) == theirs
        assert "codebooks/book.yaml was changed by other means meanwhile" in codebook_file.waiting(store)
        with pytest.raises(QualcodeError, match="is not in its file yet") as refused:
            actions.retire(store, anna(store), "money")
        assert "codebook load" in refused.value.hint
        codebooks.load(store, anna(store), None)
        assert codebook_file.waiting(store) == ""
        actions.retire(store, anna(store), "money")
        assert "status: retired" in written(tmp_path)
        assert not any(checking.check(store).values())


def test_a_file_that_says_it_already_needs_no_writing(tmp_path: Path) -> None:
    with with_book(tmp_path):
        pass
    killed(tmp_path)
    fresh = path_of(tmp_path).with_name(".book.yaml.new")
    fresh.replace(path_of(tmp_path))
    with database.opened(tmp_path) as store:
        assert "- id: zwijgen\n" in both(store)[0]
        assert codebook_file.waiting(store) == ""


NOT_WRITTEN = """
import sys
from pathlib import Path
from qualcode.actions import changing_codebooks
from qualcode.errors import QualcodeError
from qualcode.store import database
from tests.actions.books import written
from tests.store.projects import anna
with database.opened(Path(sys.argv[1]), write=True) as store:
    events = store.value("SELECT count(*) FROM event")
    try:
        changing_codebooks.retire(store, anna(store), "money")
    except QualcodeError as error:
        print(error.message, error.hint)
    assert store.value("SELECT count(*) FROM event") == events
"""


@pytest.mark.parametrize("part", ["the file", "its folder"])
def test_who_may_not_write_is_told_before_anything_is_changed(part: str, tmp_path: Path) -> None:
    before = without_rights()
    with with_book(tmp_path):
        pass
    path = path_of(tmp_path)
    place = path if part == "the file" else path.parent
    mode = place.stat().st_mode
    place.chmod(0o500 if place.is_dir() else 0o400)
    try:
        told = said(NOT_WRITTEN, tmp_path, before=before)
    finally:
        place.chmod(mode)
    assert "Nothing was changed." in told
    assert written(tmp_path) == TEXT


def test_a_link_that_lies_in_wait_beside_the_file_is_not_written_through(tmp_path: Path) -> None:
    victim = tmp_path / "victim"
    victim.write_text("kept", encoding="utf-8")
    with with_book(tmp_path / "p") as store:
        path_of(tmp_path / "p").with_name(".book.yaml.new").symlink_to(victim)
        actions.retire(store, anna(store), "money")
        assert "status: retired" in both(store)[0]
    assert victim.read_text(encoding="utf-8") == "kept"


def test_the_file_keeps_its_permissions_and_a_link_stays_a_link(tmp_path: Path) -> None:
    with with_book(tmp_path) as store:
        real = tmp_path / "codebooks" / "real.yaml"
        path_of(tmp_path).rename(real)
        path_of(tmp_path).symlink_to("real.yaml")
        real.chmod(0o640)
        actions.retire(store, anna(store), "money")
        assert path_of(tmp_path).is_symlink()
        assert "status: retired" in real.read_text(encoding="utf-8")
        assert real.stat().st_mode & 0o777 == 0o640


AT_ONCE = """
import sys
from pathlib import Path
from qualcode.actions import changing_codebooks
from qualcode.actions.describing_codes import Said
from qualcode.store import coders, database
with database.opened(Path(sys.argv[1]), write=True) as store:
    who = coders.get(store, sys.argv[2])
    print("ready", flush=True)
    sys.stdin.readline()
    for at in range(15):
        changing_codebooks.add(store, who, f"{who.id}-{at}", Said(label=(f"nl={who.id} {at}",)))
    print("done", flush=True)
"""


def test_two_who_change_the_codebook_at_once_lose_nothing_and_are_not_refused(tmp_path: Path) -> None:
    with with_book(tmp_path):
        pass
    writers = [started(AT_ONCE, tmp_path, who) for who in ("anna", "bram")]
    for writer in writers:
        assert writer.stdout is not None
        assert writer.stdout.readline() == "ready\n"
    for writer in writers:
        assert writer.stdin is not None
        writer.stdin.write("go\n")
        writer.stdin.flush()
    for writer in writers:
        out, err = writer.communicate(timeout=60)
        assert (out, err, writer.returncode) == ("done\n", "", 0)
    with database.opened(tmp_path) as store:
        both(store)
        known = {each.id for each in codes.book(store).codes}
        assert known >= {f"{who}-{at}" for who in ("anna", "bram") for at in range(15)}
        assert not any(checking.check(store).values())


FAULTY = """
import sys
from pathlib import Path
from qualcode.actions import changing_codebooks
from qualcode.errors import QualcodeError
from qualcode.store import database
from tests.store.projects import anna

def full(event, arguments):
    if event == "os.rename" and str(arguments[1]).endswith("book.yaml"):
        raise OSError(28, "No space left on device")

with database.opened(Path(sys.argv[1]), write=True) as store:
    sys.addaudithook(full)
    try:
        changing_codebooks.retire(store, anna(store), "money")
    except QualcodeError as error:
        print(error.message, error.hint)
"""


def test_a_change_that_cannot_get_into_the_file_is_saved_and_written_later(tmp_path: Path) -> None:
    with with_book(tmp_path):
        pass
    told = said(FAULTY, tmp_path)
    assert told == (
        "The change is saved, but not in the codebook file: codebooks/book.yaml cannot be written: No space left on device. "
        "It is written by the next command that can.\n"
    )
    assert written(tmp_path) == TEXT
    with database.opened(tmp_path) as store:
        assert "status: retired" in both(store)[0]


def test_what_stands_in_the_way_beside_the_file_is_told_before_anything_is_changed(tmp_path: Path) -> None:
    with with_book(tmp_path) as store:
        obstacle = path_of(tmp_path).with_name(".book.yaml.new")
        obstacle.mkdir()
        events = store.value("SELECT count(*) FROM event")
        with pytest.raises(QualcodeError, match=r"codebooks/book\.yaml cannot be written") as refused:
            actions.retire(store, anna(store), "money")
        assert "Nothing was changed." in refused.value.hint
        assert store.value("SELECT count(*) FROM event") == events
        obstacle.rmdir()
        assert both(store)[0] == TEXT


def test_what_a_code_says_already_is_no_change(tmp_path: Path) -> None:
    with with_book(tmp_path) as store:
        events = store.value("SELECT count(*) FROM event")
        done = edit(store, "money", label=("nl=Geld",))
        assert done.old == done.new == written(tmp_path) == TEXT
        assert store.value("SELECT count(*) FROM event") == events


def test_a_project_without_codebook_and_a_file_that_is_no_text_are_told(tmp_path: Path) -> None:
    with with_book(tmp_path) as store:
        path_of(tmp_path).write_bytes(b"\xff\xfe")
        with pytest.raises(QualcodeError, match=r"codebooks/book\.yaml cannot be read: it is not UTF-8 text"):
            actions.retire(store, anna(store), "money")
        history.undo(store, anna(store).guid)
        store.connection.execute("DELETE FROM project WHERE key = 'codebook'")
        with pytest.raises(QualcodeError, match="No codebook is loaded yet"):
            actions.retire(store, anna(store), "money")
