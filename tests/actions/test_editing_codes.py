"""A code given to an editor: its own lines, put back as they were left."""

from __future__ import annotations

from pathlib import Path

import pytest

from qualcode.actions import changing_codebooks as actions
from qualcode.errors import QualcodeError
from qualcode.store import checking, codes, codings, history
from qualcode.store.database import Store
from tests.actions.books import TEXT, both, with_book, written
from tests.store.projects import SCRIPT, anna, code, coded

SECRECY = """\
# Of secrecy
- id: coop.secrecy
  label: {nl: Beroepsgeheim, fr: Secret}
  definition:
    nl: >-
      Zwijgplicht
      en toestemming.
    fr: Discrétion.     # to be made longer
  exclude: {nl: "wet → coop.law, geld → money"}
  keywords:
    nl: [zwijgplicht, "gedeeld geheim"]
    # examples come later"""


def edited(store: Store, id: str, *steps: tuple[str, str]) -> actions.Outcome:
    """What comes of some changes made in the editor."""
    shown = actions.shown(store, id)
    text = shown.text
    for old, new in steps:
        assert text.count(old) == 1, old
        text = text.replace(old, new)
    return actions.edited(store, anna(store), shown, text)


def test_the_editor_gets_the_lines_of_the_code_and_its_comments_alone(tmp_path: Path) -> None:
    with with_book(tmp_path) as store:
        assert actions.shown(store, "coop.secrecy").text == SECRECY
        assert actions.shown(store, "coop").text == (
            "# About cooperation\n- id: coop\n  label: {nl: Samenwerking,   fr: 'Collaboration'}  # both agreed\n  codable: false"
        )
        assert actions.shown(store, "coop.law.old").text == "- id: coop.law.old\n  label: {nl: Oude wet}"


@pytest.mark.parametrize("newline", ["\n", "\r\n"])
def test_what_is_written_there_stands_in_the_file_as_it_was_written(newline: str, tmp_path: Path) -> None:
    with with_book(tmp_path, text=TEXT.replace("\n", newline)) as store:
        before = both(store)
        edited(
            store,
            "coop.secrecy",
            ("Discrétion.     # to be made longer", "Ce qu'on\n      tait.   # longer now"),
            ("# Of secrecy", "# Of  secrecy, and more"),
        )
        after = both(store)
        assert after[0] == (
            TEXT.replace("Discrétion.     # to be made longer", "Ce qu'on\n        tait.   # longer now")
            .replace("# Of secrecy", "# Of  secrecy, and more")
            .replace("\n", newline)
        )
        assert codes.get(codes.book(store), "coop.secrecy").definition["fr"] == "Ce qu'on tait."
        history.undo(store, anna(store).guid)
        assert both(store) == before
        history.redo(store, anna(store).guid)
        assert both(store) == after


def test_a_theme_is_edited_without_the_codes_below_it(tmp_path: Path) -> None:
    with with_book(tmp_path) as store:
        edited(store, "coop", ("  codable: false", "  colour: '#3366aa'  # blue\n  codable: false"))
        assert both(store)[0] == TEXT.replace("  codable: false\n", "  colour: '#3366aa'  # blue\n  codable: false\n")


def test_another_id_renames_the_code(tmp_path: Path) -> None:
    with with_book(tmp_path, SCRIPT) as store:
        code(store, coded(SCRIPT, "coop.secrecy", "heilig"))
        guid = codes.get(codes.book(store), "coop.secrecy").guid
        edited(store, "coop.secrecy", ("id: coop.secrecy", "id: zwijgen"), ("Discrétion.", "Silence."))
        assert codes.get(codes.book(store), "zwijgen").guid == guid
        assert [coding.code for coding in codings.all_of(store)] == ["zwijgen"]
        assert both(store)[0] == (
            TEXT.replace("- id: coop.secrecy\n", f"- id: zwijgen\n    guid: {guid}\n").replace("Discrétion.", "Silence.").replace("> coop.secrecy.", "> zwijgen.").replace("→ coop.secrecy", "→ zwijgen")
        )  # fmt: skip
        assert not any(checking.check(store).values())


def test_a_code_between_braces_is_edited_there(tmp_path: Path) -> None:
    text = "id: own\nlanguages: [nl]\ncodes: [{id: a, label: {nl: A}}, {id: b, label: {nl: B}}]\n"
    with with_book(tmp_path, text=text) as store:
        assert actions.shown(store, "b").text == "{id: b, label: {nl: B}}"
        edited(store, "b", ("nl: B", "nl: 'B, b'"))
        assert both(store)[0] == text.replace("nl: B", "nl: 'B, b'")


@pytest.mark.parametrize(
    ("id", "step", "message"),
    [
        ("coop.secrecy", (SECRECY, "  \n"), "Nothing is left of coop.secrecy."),
        ("coop.secrecy", ("{nl: Beroepsgeheim, fr: Secret}", "Secret"), "codebooks/book.yaml has 1 problem."),
        ("coop.secrecy", ("{nl: Beroepsgeheim", "{nl: [Beroepsgeheim"), "problem"),
        ("coop.secrecy", ("- id: coop.secrecy", "- id: money"), "codebooks/book.yaml has 1 problem."),
        ("coop.secrecy", ("- id: coop.secrecy", "- id: new\n  label: {nl: New}\n- id: coop.secrecy"), "Only coop.secrecy is edited here."),
        ("coop.secrecy", ("    # examples come later", "  codes: [{id: new, label: {nl: New}}]"), "Only coop.secrecy is edited here."),
        ("coop", ("  codable: false", "  codes: []"), "codebooks/book.yaml has 1 problem."),
        ("coop.secrecy", ("- id: coop.secrecy", "- id: coop.secrecy\n  guid: 6f9619ff-8b86-d011-b42d-00c04fc964ff"), "The GUID of coop.secrecy was changed."),
        ("coop.secrecy", ("- id: coop.secrecy", "- id: coop.secrecy\n  codable: false"), "coop.secrecy has 1 coding and cannot be a theme."),
    ],
)  # fmt: skip
def test_what_cannot_be_taken_changes_nothing(id: str, step: tuple[str, str], message: str, tmp_path: Path) -> None:
    with with_book(tmp_path, SCRIPT) as store:
        code(store, coded(SCRIPT, "coop.secrecy", "heilig"))
        before = both(store)
        with pytest.raises(QualcodeError) as refused:
            edited(store, id, step)
        assert message in refused.value.message
        assert both(store) == before


def test_a_codebook_that_was_changed_meanwhile_is_not_overwritten(tmp_path: Path) -> None:
    with with_book(tmp_path) as store:
        shown = actions.shown(store, "money")
        actions.retire(store, anna(store), "coop.law")
        before = written(tmp_path)
        with pytest.raises(QualcodeError, match="The codebook has been changed since you began to edit"):
            actions.edited(store, anna(store), shown, shown.text.replace("Geld", "Loon"))
        assert written(tmp_path) == before
