"""Copies brought together: what comes in, what goes, what is asked, and what is refused."""

from __future__ import annotations

import sqlite3
from contextlib import ExitStack, closing
from pathlib import Path

import pytest

from qualcode.actions import merging, settling, sharing
from qualcode.errors import QualcodeError
from qualcode.store import codings, corrections, database, history, transcripts
from qualcode.store.changes import change
from qualcode.store.merging import asked
from tests.actions.copies import answered, at_work, copied, held, lay_out, merge, questions, there
from tests.store.projects import SCRIPT, Said, Script, bram, bring_in, code, coded, remove

CORRECTED = Script(
    "fg1",
    (SCRIPT.turns[0], Said("R1", "Het beroepsgeheim is en blijft heilig. Zonder vertrouwen geen hulp.", "nl"), *SCRIPT.turns[2:]),
    roles={"M": "moderator"},
    silent=("R3",),
)
OTHERWISE = Script("fg1", (*SCRIPT.turns[:-1], Said("R1", "Ja, zeker.", "nl")), roles={"M": "moderator"}, silent=("R3",))


@pytest.fixture
def copies(tmp_path: Path) -> tuple[Path, Path]:
    """Two copies of one project."""
    ours, theirs = lay_out(tmp_path, "ours", "theirs")
    return ours, theirs


def set_field(folder: Path, guid: str, field: str, value: str | int) -> None:
    with at_work(folder) as (store, coder), change(store, f"coding {field}", coder=coder.guid) as made:
        made.set("coding", guid, field, value)


def correct(folder: Path, script: Script) -> None:
    with at_work(folder) as (store, coder), change(store, f"transcripts correct {script.id}", coder=coder.guid) as made:
        corrections.correct(made, script.id, script.draft())


def first_of(folder: Path) -> str:
    return min(there(folder))


def test_what_is_new_comes_in_and_merging_twice_is_merging_once(copies: tuple[Path, Path]) -> None:
    ours, theirs = copies
    with at_work(theirs) as (store, _):
        (guid,) = code(store, coded(SCRIPT, "coop.law", "Zonder vertrouwen", "nieuw"), coder=bram(store))
    found = merge(ours, theirs).brought
    assert [(one.coder, one.transcript, one.code, one.new, one.gone, one.changed) for one in found.codings] == [
        ("bram", "fg1", "coop.law", 1, 0, 0)
    ]
    assert there(ours)[guid] == ("coop.law", "nieuw")
    before = held(ours)
    assert merge(ours, theirs).nothing
    assert held(ours) == before


def test_a_preview_says_what_comes_in_and_changes_nothing(copies: tuple[Path, Path]) -> None:
    ours, theirs = copies
    with at_work(theirs) as (store, _):
        code(store, coded(SCRIPT, "coop.law", "Zonder vertrouwen"))
    before = (ours / "qualcode.db").read_bytes()
    with ExitStack() as stack, at_work(ours) as (store, coder):
        found = merging.ready(stack, store, coder, [theirs]).preview()
    assert sum(one.new for one in found.brought.codings) == 1
    assert (ours / "qualcode.db").read_bytes() == before
    assert not (ours / "backups").exists()


def test_there_is_a_backup_of_what_was_before(copies: tuple[Path, Path]) -> None:
    ours, theirs = copies
    with at_work(theirs) as (store, _):
        code(store, coded(SCRIPT, "coop.law", "Zonder vertrouwen"))
    with ExitStack() as stack, at_work(ours) as (store, coder):
        done = merging.ready(stack, store, coder, [theirs]).run()
    assert done.backup is not None
    with closing(sqlite3.connect(done.backup)) as connection:
        assert connection.execute("SELECT count(*) FROM coding").fetchone() == (2,)


def test_removed_here_and_untouched_there_is_removed(copies: tuple[Path, Path]) -> None:
    ours, theirs = copies
    guid = first_of(ours)
    set_field(theirs, guid, "present", 0)
    assert sum(one.gone for one in merge(ours, theirs).brought.codings) == 1
    assert guid not in there(ours)
    assert questions(ours) == []


@pytest.mark.parametrize("choice", ["keep", "remove"])
@pytest.mark.parametrize("edit_first", [True, False])
def test_edited_here_and_removed_there_is_asked(choice: str, edit_first: bool, copies: tuple[Path, Path]) -> None:
    """Whichever was done first: neither knew of the other."""
    ours, theirs = copies
    guid = first_of(ours)
    acts: list[tuple[Path, str, str | int]] = [(ours, "note", "belangrijk"), (theirs, "present", 0)]
    for folder, field, value in acts if edit_first else acts[::-1]:
        set_field(folder, guid, field, value)
    merge(ours, theirs)
    (question,) = questions(ours)
    assert (question.what, question.facts["coding"]) == ("coding", guid)
    assert guid not in there(ours)
    answered(ours, choice)
    assert there(ours).get(guid, ("", ""))[1] == ("belangrijk" if choice == "keep" else "")
    # Who brings that in is not asked again, and neither are we.
    merge(theirs, ours)
    merge(ours, theirs)
    assert questions(theirs) == questions(ours) == []
    assert there(theirs) == there(ours)


def test_removed_after_having_seen_the_edit_is_removed_without_a_question(copies: tuple[Path, Path]) -> None:
    ours, theirs = copies
    guid = first_of(ours)
    set_field(ours, guid, "note", "belangrijk")
    merge(theirs, ours)
    set_field(theirs, guid, "present", 0)
    merge(ours, theirs)
    assert guid not in there(ours)
    assert questions(ours) == []


def test_a_folder_copied_by_hand_is_a_copy_like_another(tmp_path: Path) -> None:
    """Both have one GUID as a copy: who knew what is told by the log all the same."""
    (ours,) = lay_out(tmp_path, "ours")
    theirs = copied(ours, tmp_path / "theirs", own=False)
    guid = first_of(ours)
    set_field(ours, guid, "note", "belangrijk")
    set_field(theirs, guid, "present", 0)
    merge(ours, theirs)
    assert [question.what for question in questions(ours)] == ["coding"]
    assert held(ours)


def test_two_different_texts_of_one_name_do_not_merge(copies: tuple[Path, Path]) -> None:
    ours, theirs = copies
    texts = {"ours": "Wij zeggen dit over geld.", "theirs": "Zij zeggen dat over geld."}
    for folder in copies:
        with at_work(folder) as (store, coder):
            script = Script(folder.name, (Said("R1", texts[folder.name], "nl"),))
            bring_in(store, script)
            with change(store, "transcripts rename", coder=coder.guid) as made:
                made.set("transcript", transcripts.key(store, folder.name)[1], "slug", "fg2")
            code(store, codings.NewCoding("fg2", "money", 4, 12))
    found = merge(ours, theirs).brought
    ((now, was),) = found.renamed.items()
    assert was == "fg2"
    assert now.startswith("fg2-")
    with database.opened(ours) as store:
        assert {slug: transcripts.text(store, transcripts.key(store, slug)[0])[1] for slug in ("fg2", now)} == {
            "fg2": "R1: Wij zeggen dit over geld.\n",
            now: "R1: Zij zeggen dat over geld.\n",
        }
        assert sorted(coding.transcript for coding in codings.all_of(store)) == ["fg1", "fg1", "fg2", now]


def test_one_file_read_in_two_copies_is_one_transcript(copies: tuple[Path, Path]) -> None:
    ours, theirs = copies
    for folder in copies:
        with at_work(folder) as (store, _):
            bring_in(store, Script("fg2", (Said("R1", "Over geld.", "nl"),)))
            code(store, codings.NewCoding("fg2", "money", 4, 8))
    merge(ours, theirs)
    with database.opened(ours) as store:
        assert transcripts.slugs(store) == ["fg1", "fg2", "in1"]
        assert [coding.transcript for coding in codings.all_of(store)] == ["fg1", "fg1", "fg2", "fg2"]
    assert questions(ours) == []


def test_a_correction_there_takes_our_codings_along(copies: tuple[Path, Path]) -> None:
    ours, theirs = copies
    with at_work(ours) as (store, _):
        (guid,) = code(store, coded(SCRIPT, "coop.law", "Zonder vertrouwen"))
    correct(theirs, CORRECTED)
    merge(ours, theirs)
    with database.opened(ours) as store:
        coding = codings.find(store, guid)
        assert coding.quotation == "Zonder vertrouwen"
        assert CORRECTED.text[coding.start : coding.end] == "Zonder vertrouwen"
    assert held(ours)
    assert questions(ours) == []


@pytest.mark.parametrize("who", [0, 1])
def test_corrected_here_and_there_is_asked(who: int, copies: tuple[Path, Path]) -> None:
    ours, theirs = copies
    correct(ours, CORRECTED)
    correct(theirs, OTHERWISE)
    merge(ours, theirs)
    merge(theirs, ours)
    ((question,), (same,)) = questions(ours), questions(theirs)
    assert question == same
    assert question.what == "text"
    choice, revision = question.choices[who]
    answered(ours, choice)
    with database.opened(ours) as store:
        assert (
            store.value(
                "SELECT revision.guid FROM revision JOIN transcript ON transcript.id = transcript AND number = transcript.revision WHERE slug = 'fg1'"
            )
            == revision
        )
    merge(theirs, ours)
    assert held(theirs) == held(ours)
    assert questions(theirs) == []


def test_who_chooses_between_corrections_is_shown_the_turns_that_would_be_others(copies: tuple[Path, Path]) -> None:
    ours, theirs = copies
    correct(ours, CORRECTED)
    correct(theirs, OTHERWISE)
    merge(ours, theirs)
    with database.opened(ours) as store:
        (question,) = asked.waiting(store)
        said = dict(settling.choices_of(store, question))
    assert said["anna-2"] == "revision 3, as it is now" or said["anna"] == "revision 3, as it is now"
    (other,) = [text for text in said.values() if text.startswith("revision 2")]
    assert "turn 2: Het beroepsgeheim is {+en blijft +}heilig." in other
    assert "turn 4: [-Ja, zeker.-] / turn 4: {+Ja.+}" in other
    assert said["both"] == "the corrections of all of them"


@pytest.mark.parametrize("choice", ["keep", "remove"])
def test_corrected_here_and_removed_there_is_asked(choice: str, copies: tuple[Path, Path]) -> None:
    ours, theirs = copies
    correct(ours, CORRECTED)
    with at_work(theirs) as (store, coder):
        remove(store, "fg1", coder)
    merge(ours, theirs)
    merge(theirs, ours)
    assert [question.what for question in questions(ours)] == ["transcript"]
    assert questions(theirs) == questions(ours)
    answered(ours, choice)
    with database.opened(ours) as store:
        assert ("fg1" in transcripts.slugs(store)) == (choice == "keep")
        if choice == "keep":
            assert transcripts.text(store, transcripts.key(store, "fg1")[0])[1] == CORRECTED.text
    merge(theirs, ours)
    assert questions(theirs) == []
    assert held(theirs) == held(ours)


def test_corrections_of_different_turns_can_both_be_taken(copies: tuple[Path, Path]) -> None:
    ours, theirs = copies
    correct(ours, CORRECTED)
    correct(theirs, OTHERWISE)
    merge(ours, theirs)
    answered(ours, "both")
    with database.opened(ours) as store:
        _, text = transcripts.text(store, transcripts.key(store, "fg1")[0])
    assert text == Script("fg1", (*CORRECTED.turns[:-1], OTHERWISE.turns[-1])).text
    assert held(ours)
    merge(theirs, ours)
    assert held(theirs) == held(ours)
    assert questions(theirs) == []


def test_a_speaker_whom_only_one_correction_knows_comes_along(copies: tuple[Path, Path]) -> None:
    ours, theirs = copies
    correct(ours, CORRECTED)
    correct(
        theirs, Script("fg1", (*SCRIPT.turns[:-1], Said("R7", "Ja.", "nl")), roles={"M": "moderator", "R7": "observer"}, silent=("R3",))
    )
    merge(theirs, ours)
    answered(theirs, "both")
    with database.opened(theirs) as store:
        people = {one.label: one.role for one in transcripts.participants(store, "fg1")}
    assert people == {"M": "moderator", "R1": "participant", "R2": "participant", "R3": "participant", "R7": "observer"}
    assert held(theirs)


def test_corrections_of_one_turn_cannot_both_be_taken(copies: tuple[Path, Path]) -> None:
    ours, theirs = copies
    other = Script(
        "fg1", (SCRIPT.turns[0], Said("R1", "Het geheim is heilig.", "nl"), *SCRIPT.turns[2:]), CORRECTED.roles, CORRECTED.silent
    )
    correct(ours, CORRECTED)
    correct(theirs, other)
    merge(ours, theirs)
    (question,) = questions(ours)
    assert [name for name, _ in question.choices] == ["anna", "anna-2"]


def test_a_part_comes_back_without_taking_the_rest_away(tmp_path: Path) -> None:
    (ours,) = lay_out(tmp_path, "ours")
    with at_work(ours) as (store, _):
        sharing.share(store, tmp_path / "part.qualcode", ["in1"])
    sharing.begin(tmp_path / "part.qualcode", tmp_path / "part")
    before = there(ours)
    assert there(tmp_path / "part") == {}
    with at_work(tmp_path / "part") as (store, _):
        (guid,) = code(store, codings.NewCoding("in1", "coop.law", 4, 16), coder=bram(store))
        sharing.share(store, tmp_path / "back.qualcode")
    with at_work(ours) as (store, _):
        (own,) = code(store, coded(SCRIPT, "coop.law", "Zonder vertrouwen"))
    merge(ours, tmp_path / "back.qualcode")
    assert set(there(ours)) == {*before, guid, own}
    assert held(ours)
    # And the whole comes into the part, where it was missing.
    came = merge(tmp_path / "part", ours).brought.others
    assert held(tmp_path / "part") == held(ours)
    # A text that was not there is new, and not corrected.
    assert came["transcript", "present"] == 1
    assert ("transcript", "revision") not in came


# --- refused ----------------------------------------------------------------------------------------------------------------------------


def test_undo_does_not_take_back_a_merge_and_names_the_backup(copies: tuple[Path, Path]) -> None:
    ours, theirs = copies
    with at_work(ours) as (store, coder):
        code(store, coded(SCRIPT, "coop.law", "Ja"))
    with at_work(theirs) as (store, _):
        code(store, coded(SCRIPT, "coop.law", "Zonder vertrouwen"))
    merge(ours, theirs)
    with at_work(ours) as (store, coder):
        with pytest.raises(QualcodeError) as error:
            history.undo(store, coder.guid)
        assert "merge theirs" in error.value.message
        assert "backups" in error.value.hint
        assert history.undo_what_can_be(store, coder.guid).event.command == "coding add"
