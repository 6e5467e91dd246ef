"""Transcripts: stored whole, listed, tagged, removed, and read anew."""

from __future__ import annotations

import dataclasses
from pathlib import Path

import pytest

from qualcode.errors import QualcodeError
from qualcode.model import Draft, Selection, Stretch, Transcript
from qualcode.store import checking, codings, database, history, transcripts
from qualcode.store.changes import change
from qualcode.text import words_by_turn
from tests.store.projects import SCRIPT, Said, Script, anna, bram, bring_in, code, coded, place, project, remove
from tests.store.state import state


def test_a_transcript_is_listed_with_its_size(tmp_path: Path) -> None:
    with project(tmp_path, SCRIPT) as store:
        guid = transcripts.guid_of("sha of fg1", 0)
        assert transcripts.all_of(store) == [
            Transcript("fg1", guid, "focus-group", "fg1.txt", 1, 4, 16, 3, {"region": "antwerp", "sector": "care"})
        ]
        assert transcripts.key(store, "fg1")[1] == guid
        assert transcripts.slugs(store) == ["fg1"]
        assert transcripts.known_file(store, "sha of fg1") == ["fg1"]
        assert transcripts.taken(store, "fg1")
        assert not transcripts.taken(store, "fg2")
        with pytest.raises(QualcodeError, match="Unknown transcript: fg2"):
            transcripts.key(store, "fg2")


def test_turns_come_back_as_they_were(tmp_path: Path) -> None:
    said = (
        Said("INT", "Ça va?", "fr", time=1500),
        Said("R1", "Ja, oui, c'est ça. Zo is het.", "nl", (Stretch(4, 22, "fr"), Stretch(22, 34, "nl"))),
    )
    script = Script("in1", said, roles={"INT": "moderator"}, kind="interview")
    with project(tmp_path, script) as store:
        turns = transcripts.turns(store, "in1")
        assert [(turn.number, turn.speaker, turn.role, turn.text, turn.language, turn.words) for turn in turns] == [
            (1, "INT", "moderator", "Ça va?", "fr", 2),
            (2, "R1", "participant", "Ja, oui, c'est ça. Zo is het.", "nl", 8),
        ]
        assert [script.text[turn.start : turn.end] for turn in turns] == [turn.text for turn in turns]
        assert [turn.time_start for turn in turns] == [1500, None]
        stretches = [
            tuple(row)
            for row in store.rows(
                'SELECT number, stretch."start", stretch."end", stretch.language FROM stretch JOIN turn ON turn.id = turn'
            )
        ]
        assert stretches == [(2, 4, 22, "fr"), (2, 22, 34, "nl")]


def test_speakers_come_with_what_they_said_and_have(tmp_path: Path) -> None:
    with project(tmp_path, SCRIPT) as store:
        found = transcripts.participants(store, "fg1")
        assert [(one.label, one.role, one.turns, one.words, one.variables) for one in found] == [
            ("M", "moderator", 1, 6, {}),
            ("R1", "participant", 2, 9, {}),
            ("R2", "participant", 1, 7, {"sector": "justice"}),
            ("R3", "participant", 0, 0, {}),
        ]
        assert transcripts.participant(store, "fg1", "R3") == found[3]
        assert transcripts.speakers(store) == {"M", "R1", "R2", "R3"}
        with pytest.raises(QualcodeError, match="Unknown speaker in fg1: R7"):
            transcripts.participant(store, "fg1", "R7")


def test_tags_and_roles_are_set_and_taken_away(tmp_path: Path) -> None:
    with project(tmp_path, SCRIPT) as store:
        with change(store, "transcripts tag", coder=anna(store).guid) as made:
            assert transcripts.tag(made, "fg1", {"region": None, "phase": "mixed"})
            assert not transcripts.tag(made, "fg1", {"phase": "mixed"})
            assert transcripts.tag(made, "fg1", {"sector": None}, speaker="R2")
            assert transcripts.set_role(made, "fg1", "R2", "observer")
            assert not transcripts.set_role(made, "fg1", "R2", "observer")
        assert transcripts.all_of(store)[0].variables == {"phase": "mixed", "sector": "care"}
        assert transcripts.all_of(store)[0].participants == 2
        with pytest.raises(QualcodeError, match="Unknown role: boss"), change(store, "x") as made:
            transcripts.set_role(made, "fg1", "R2", "boss")


def test_transcripts_are_chosen_by_their_speakers(tmp_path: Path) -> None:
    other = Script("in1", (Said("R9", "Ja."),), variables={"region": "charleroi"}, kind="interview")
    with project(tmp_path, SCRIPT, other) as store:
        assert transcripts.chosen(store, Selection()) == {"fg1", "in1"}
        assert transcripts.chosen(store, Selection(where={"sector": ("justice",)})) == {"fg1"}
        assert transcripts.chosen(store, Selection(where={"region": ("charleroi",)})) == {"in1"}
        assert transcripts.chosen(store, Selection(speakers=("R9",))) == {"in1"}
        assert transcripts.chosen(store, Selection(kinds=("focus-group",), transcripts=("in1",))) == set()


def test_the_language_of_a_transcript_is_that_of_most_words_of_participants(tmp_path: Path) -> None:
    with project(tmp_path, SCRIPT, Script("fr1", (Said("R1", "Oui, bien sûr.", "fr"), Said("R2", "Ja.", "nl")))) as store:
        assert transcripts.languages(store) == {"fg1": "nl", "fr1": "fr"}


def test_the_same_file_has_the_same_guid_everywhere(tmp_path: Path) -> None:
    with project(tmp_path / "a", SCRIPT) as store:
        one = (
            state(store)["transcripts"],
            store.value("SELECT guid FROM revision"),
            store.rows("SELECT guid FROM participant ORDER BY guid"),
        )
    with project(tmp_path / "b", SCRIPT) as store:
        two = (
            state(store)["transcripts"],
            store.value("SELECT guid FROM revision"),
            store.rows("SELECT guid FROM participant ORDER BY guid"),
        )
    assert (one[:2], list(map(tuple, one[2]))) == (two[:2], list(map(tuple, two[2])))


def test_a_removed_transcript_comes_back_with_its_codings(tmp_path: Path) -> None:
    with project(tmp_path, SCRIPT) as store:
        code(store, coded(SCRIPT, "coop.secrecy", "heilig"))
        before = state(store)
        assert remove(store, "fg1") == 1
        assert transcripts.slugs(store) == []
        assert transcripts.known_file(store, "sha of fg1") == []
        bring_in(store, SCRIPT)
        assert state(store) == before


def test_another_id_kind_and_tags_hold_when_it_comes_back_and_are_undone(tmp_path: Path) -> None:
    with project(tmp_path, SCRIPT) as store:
        before = state(store)
        remove(store, "fg1")
        with change(store, "import", coder=anna(store).guid) as made:
            draft = dataclasses.replace(SCRIPT.draft(), kind="interview")
            transcripts.add(
                made, draft, words_by_turn(draft), slug="fg9", file_name="nieuw.txt", sha256="sha of fg1", variables={"region": "charleroi"}
            )
        (back,) = transcripts.all_of(store)
        assert (back.id, back.kind, back.file_name, back.revision) == ("fg9", "interview", "nieuw.txt", 1)
        assert back.variables == {"region": "charleroi", "sector": "care"}
        history.undo(store, anna(store).guid)
        history.undo(store, anna(store).guid)
        assert state(store) == before


def test_a_file_read_anew_with_other_speakers_keeps_the_codings_at_their_places(tmp_path: Path) -> None:
    text = SCRIPT.text
    one = dataclasses.replace(
        SCRIPT.draft(),
        turns=(SCRIPT.draft().turns[0]._replace(speaker="X", start=0, end=len(text.rstrip())),),
        participants=(dataclasses.replace(SCRIPT.draft().participants[0], label="X", role="participant"),),
    )
    with project(tmp_path) as store:

        def read(draft: Draft) -> None:
            with change(store, "import", coder=anna(store).guid) as made:
                transcripts.add(made, draft, words_by_turn(draft), slug="fg1", file_name="fg1.txt", sha256="sha", variables={})

        read(one)
        (guid,) = code(store, coded(SCRIPT, "coop.secrecy", "secret partagé"))
        first = state(store)
        assert codings.find(store, guid).turn == 1
        remove(store, "fg1")
        read(SCRIPT.draft())
        second = state(store)
        assert codings.find(store, guid).turn == 3
        assert (codings.find(store, guid).start, codings.find(store, guid).end) == place(SCRIPT, "secret partagé")
        assert [one.label for one in transcripts.participants(store, "fg1")] == ["M", "R1", "R2", "R3"]
        assert transcripts.speakers(store) == {"M", "R1", "R2", "R3"}
        assert transcripts.chosen(store, Selection(speakers=("X",))) == set()
        assert transcripts.all_of(store)[0].revision == 2
        remove(store, "fg1")
        read(one)
        assert state(store) == first
        assert transcripts.all_of(store)[0].revision == 1
        assert not any(checking.check(store).values())
        for _ in range(2):
            history.undo(store, anna(store).guid)
        assert state(store) == second
        for _ in range(2):
            history.undo(store, anna(store).guid)
        assert state(store) == first
        assert not any(checking.check(store).values())


def test_codings_hold_to_the_text_they_were_put_on(tmp_path: Path) -> None:
    with project(tmp_path, SCRIPT) as store:
        code(store, coded(SCRIPT, "coop.secrecy", "heilig"))
        other = dataclasses.replace(SCRIPT, turns=SCRIPT.turns[1:])
        remove(store, "fg1")
        with pytest.raises(QualcodeError, match="with another text, and codings stand on that"):
            bring_in(store, other)
        assert transcripts.slugs(store) == []
        history.undo(store, anna(store).guid)
        assert [coding.quotation for coding in codings.all_of(store)] == ["heilig"]


def test_without_codings_a_file_may_be_read_to_another_text(tmp_path: Path) -> None:
    with project(tmp_path, SCRIPT) as store:
        remove(store, "fg1")
        bring_in(store, dataclasses.replace(SCRIPT, turns=SCRIPT.turns[1:]))
        assert len(transcripts.turns(store, "fg1")) == 3
    with database.opened(tmp_path) as store:
        assert not any(checking.check(store).values())


def test_a_coding_is_not_brought_back_on_another_text(tmp_path: Path) -> None:
    other = dataclasses.replace(SCRIPT, turns=SCRIPT.turns[1:])
    with project(tmp_path, SCRIPT) as store:
        remove(store, "fg1")
        bring_in(store, other)
        code(store, coded(other, "coop.secrecy", "heilig"), coder=bram(store))
        history.undo(store, bram(store).guid)
        history.undo(store, anna(store).guid)
        history.undo(store, anna(store).guid)
        with pytest.raises(QualcodeError, match="text that codings stand on"):
            history.redo(store, bram(store).guid)
        assert codings.all_of(store) == []
