"""Undo and redo: only one's own, only what nobody has built on since."""

from __future__ import annotations

import dataclasses
from pathlib import Path

import pytest

from qualcode.errors import QualcodeError
from qualcode.store import coders, codings, database, history, transcripts
from qualcode.store.changes import change
from qualcode.store.database import Store
from qualcode.text import words_by_turn
from tests.store.projects import SCRIPT, anna, book, bram, bring_in, code, coded, load, project, remove
from tests.store.state import state


def tag(store: Store, coder: str, value: str | None) -> None:
    """fg1 is tagged by a coder."""
    with change(store, f"tag {value}", coder=coder) as made:
        transcripts.tag(made, "fg1", {"region": value})


def test_undo_takes_back_ones_own_newest_and_leaves_the_others(tmp_path: Path) -> None:
    with project(tmp_path, SCRIPT) as store:
        code(store, coded(SCRIPT, "coop.secrecy", "heilig"))
        code(store, coded(SCRIPT, "value.need", "heilig"), coder=bram(store))
        assert history.undo(store, anna(store).guid).command == "coding add"
        assert [(coding.coder, coding.code) for coding in codings.all_of(store)] == [("bram", "value.need")]
        history.redo(store, anna(store).guid)
        assert len(codings.all_of(store)) == 2


def test_there_may_be_nothing_to_undo_or_redo(tmp_path: Path) -> None:
    with project(tmp_path) as store:
        with pytest.raises(QualcodeError, match="nothing of yours to undo"):
            history.undo(store, bram(store).guid)
        with pytest.raises(QualcodeError, match="nothing of yours to redo"):
            history.redo(store, bram(store).guid)


def test_undo_refuses_what_another_has_changed_since(tmp_path: Path) -> None:
    with project(tmp_path, SCRIPT) as store:
        tag(store, anna(store).guid, "charleroi")
        tag(store, bram(store).guid, None)
        before = state(store)
        with pytest.raises(QualcodeError, match="'tag charleroi' cannot be undone: transcript tag has been changed since"):
            history.undo(store, anna(store).guid)
        assert state(store) == before
        history.undo(store, bram(store).guid)
        history.undo(store, anna(store).guid)
        assert transcripts.all_of(store)[0].variables["region"] == "antwerp"


def test_redo_refuses_what_another_has_changed_since(tmp_path: Path) -> None:
    with project(tmp_path, SCRIPT) as store:
        tag(store, anna(store).guid, "charleroi")
        history.undo(store, anna(store).guid)
        tag(store, bram(store).guid, None)
        with pytest.raises(QualcodeError, match="'tag charleroi' cannot be done again"):
            history.redo(store, anna(store).guid)


def test_an_import_on_which_others_have_coded_is_not_undone(tmp_path: Path) -> None:
    with project(tmp_path, SCRIPT) as store:
        code(store, coded(SCRIPT, "coop.secrecy", "heilig"), coder=bram(store))
        with pytest.raises(QualcodeError, match="bram has coded in fg1 since") as refused:
            history.undo(store, anna(store).guid)
        assert "transcripts remove fg1" in refused.value.hint
        assert len(codings.all_of(store)) == 1


def test_an_import_that_others_have_tagged_is_not_undone(tmp_path: Path) -> None:
    with project(tmp_path, SCRIPT) as store:
        tag(store, bram(store).guid, "charleroi")
        tag(store, bram(store).guid, "antwerp")
        with pytest.raises(QualcodeError, match="bram has changed the transcript since"):
            history.undo(store, anna(store).guid)


def test_codings_that_came_back_with_their_transcript_go_with_it_again(tmp_path: Path) -> None:
    with project(tmp_path, SCRIPT) as store:
        code(store, coded(SCRIPT, "coop.secrecy", "heilig"), coder=bram(store))
        with_codings = state(store)
        remove(store, "fg1")
        removed = state(store)
        bring_in(store, SCRIPT)
        assert state(store) == with_codings
        history.undo(store, anna(store).guid)
        assert state(store) == removed
        history.undo(store, anna(store).guid)
        assert state(store) == with_codings


def test_redo_is_over_once_something_else_is_done(tmp_path: Path) -> None:
    with project(tmp_path, SCRIPT) as store:
        tag(store, anna(store).guid, "charleroi")
        history.undo(store, anna(store).guid)
        tag(store, anna(store).guid, None)
        with pytest.raises(QualcodeError, match="nothing of yours to redo"):
            history.redo(store, anna(store).guid)


def test_undo_and_redo_can_be_repeated(tmp_path: Path) -> None:
    with project(tmp_path, SCRIPT) as store:
        coder = anna(store).guid
        start = state(store)
        tag(store, coder, "charleroi")
        one = state(store)
        tag(store, coder, None)
        two = state(store)
        for _ in range(3):
            history.undo(store, coder)
            assert state(store) == one
            history.undo(store, coder)
            assert state(store) == start
            history.redo(store, coder)
            assert state(store) == one
            assert history.redo(store, coder).command == "tag None"
            assert state(store) == two


def test_an_import_finished_in_the_same_breath_can_be_undone(tmp_path: Path) -> None:
    with project(tmp_path, SCRIPT) as store:
        before = state(store)
        with change(store, "coding import", coder=anna(store).guid) as made:
            codings.add(made, anna(store), [coded(SCRIPT, "coop.secrecy", "heilig")], origin="imported")
            coders.assign(made, anna(store), "fg1", "finished")
        after = state(store)
        history.undo(store, anna(store).guid)
        assert state(store) == before
        history.redo(store, anna(store).guid)
        assert state(store) == after


def test_what_another_copy_did_is_not_undone_here(tmp_path: Path) -> None:
    with project(tmp_path, SCRIPT) as store:
        store.connection.execute("UPDATE project SET value = 'another copy' WHERE key = 'copy'")
        with pytest.raises(QualcodeError, match="nothing of yours to undo"):
            history.undo(store, anna(store).guid)


def test_the_slug_that_is_taken_meanwhile_stops_an_undo(tmp_path: Path) -> None:
    with project(tmp_path, SCRIPT) as store:
        remove(store, "fg1")
        other = dataclasses.replace(SCRIPT, turns=SCRIPT.turns[:2])
        with change(store, "import another", coder=bram(store).guid) as made:
            transcripts.add(
                made, other.draft(), words_by_turn(other.draft()), slug="fg1", file_name="fg1.docx", sha256="another", variables={}
            )
        with pytest.raises(QualcodeError, match="does not go together"):
            history.undo(store, anna(store).guid)
        assert [transcript.file_name for transcript in transcripts.all_of(store)] == ["fg1.docx"]


def test_what_came_back_under_another_id_goes_before_its_old_one_is_restored(tmp_path: Path) -> None:
    other = dataclasses.replace(SCRIPT, turns=SCRIPT.turns[:2])
    with project(tmp_path, SCRIPT) as store:
        remove(store, "fg1")
        with change(store, "import another", coder=bram(store).guid) as made:
            transcripts.add(
                made, other.draft(), words_by_turn(other.draft()), slug="fg1", file_name="fg1.docx", sha256="another", variables={}
            )
        before = state(store)
        with change(store, "import again", coder=anna(store).guid) as made:
            transcripts.add(
                made, SCRIPT.draft(), words_by_turn(SCRIPT.draft()), slug="fg9", file_name="fg1.txt", sha256="sha of fg1", variables={}
            )
        history.undo(store, anna(store).guid)
        assert state(store) == before
        history.redo(store, anna(store).guid)
        assert transcripts.slugs(store) == ["fg1", "fg9"]


def test_the_log_tells_newest_first_what_stands_and_what_is_undone(tmp_path: Path) -> None:
    with project(tmp_path, SCRIPT) as store:
        coder = anna(store).guid
        tag(store, coder, "charleroi")
        tag(store, bram(store).guid, "antwerp")
        history.undo(store, bram(store).guid)
        found = history.events(store)
        assert [(event.command, event.coder, event.undone) for event in found[:4]] == [
            ("undo tag antwerp", "bram", False),
            ("tag antwerp", "bram", True),
            ("tag charleroi", "anna", False),
            ("import fg1", "anna", False),
        ]
        assert found[0].undoes == found[1].id
        assert [event.command for event in history.events(store, coder="bram")] == ["undo tag antwerp", "tag antwerp"]
        assert [event.command for event in history.events(store, limit=1)] == ["undo tag antwerp"]
        speaker = store.value("SELECT guid FROM participant WHERE label = 'R2'")
        assert [event.command for event in history.events(store, entity=speaker)] == ["import fg1"]
        history.redo(store, bram(store).guid)
        assert [event.undone for event in history.events(store)[:3]] == [False, True, False]


def test_the_codebook_can_be_undone_and_done_again(tmp_path: Path) -> None:
    with project(tmp_path, SCRIPT) as store:
        before = state(store)
        load(store, anna(store), book("value.need", labels={"coop": "Samen"}, version="2"))
        after = state(store)
        history.undo(store, anna(store).guid)
        assert state(store) == before
        history.redo(store, anna(store).guid)
    with database.opened(tmp_path) as store:
        assert state(store) == after
