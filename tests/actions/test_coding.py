"""Codes put on text, taken off, and noted on, by who may."""

from __future__ import annotations

from pathlib import Path

import pytest

from qualcode.actions import coding
from qualcode.errors import QualcodeError
from qualcode.store import codings, history
from tests.store.projects import SCRIPT, anna, bram, place, project
from tests.store.state import state

TURN = SCRIPT.spans()[1]


@pytest.mark.parametrize(
    ("said", "span"),
    [
        ({"at": "4-9"}, (4, 9)),
        ({"turn": 2}, TURN),
        ({"turn": 2, "sentence": 2}, place(SCRIPT, "Zonder vertrouwen geen hulp.")),
        ({"quote": "heilig"}, place(SCRIPT, "heilig")),
        ({"quote": "beroepsgeheim", "turn": 2}, place(SCRIPT, "beroepsgeheim", "Het ")),
        ({"quote": "Oui,  mais"}, place(SCRIPT, "Oui, mais")),
    ],
)
def test_a_place_can_be_said_in_several_ways(tmp_path: Path, said: dict[str, str], span: tuple[int, int]) -> None:
    with project(tmp_path, SCRIPT) as store:
        assert coding.span(store, "fg1", **said) == span  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("said", "why"),
    [
        ({}, "Nothing says what is to be coded"),
        ({"at": "4"}, "4 is not a span"),
        ({"at": "-4-9"}, "-4-9 is not a span"),
        ({"turn": 5}, "fg1 has no turn 5"),
        ({"turn": -1}, "fg1 has no turn -1"),
        ({"turn": 2, "sentence": 3}, "Turn 2 of fg1 has no sentence 3"),
        ({"sentence": 1}, "A sentence needs its turn"),
        ({"at": "1-2", "turn": 2}, "Several places are said at once"),
        ({"turn": 2, "sentence": 1, "quote": "Het"}, "Several places are said at once"),
        ({"quote": "ongehoord"}, "does not stand in fg1"),
        ({"quote": "heilig", "turn": 3}, "does not stand in fg1"),
        ({"quote": "geheim"}, "stands 2 times in fg1"),
    ],
)
def test_a_place_that_is_none_is_refused(tmp_path: Path, said: dict[str, str], why: str) -> None:
    with project(tmp_path, SCRIPT) as store, pytest.raises(QualcodeError, match=why):
        coding.span(store, "fg1", **said)  # type: ignore[arg-type]


def test_a_coding_is_made_noted_on_removed_and_brought_back(tmp_path: Path) -> None:
    with project(tmp_path, SCRIPT) as store:
        made = coding.add(store, anna(store), "fg1", "coop.secrecy", TURN, note="een\r\nnoot", attributes={"stance": "pro"})
        assert (made.quotation, made.note, made.attributes) == (SCRIPT.turns[1].text, "een\nnoot", {"stance": "pro"})
        with pytest.raises(QualcodeError, match=r"You have put coop\.secrecy there already"):
            coding.add(store, anna(store), "fg1", "coop.secrecy", TURN)
        noted = coding.note(store, anna(store), made.guid[-6:], "anders")
        assert noted.note == "anders"
        before = state(store)
        assert coding.remove(store, anna(store), [made.guid], why="te ruim") == [noted]
        assert codings.all_of(store) == []
        assert history.events(store)[0].why == "te ruim"
        history.undo(store, anna(store).guid)
        assert state(store) == before


def test_only_its_coder_changes_a_coding(tmp_path: Path) -> None:
    with project(tmp_path, SCRIPT) as store:
        hers = coding.add(store, anna(store), "fg1", "coop.secrecy", TURN)
        his = coding.add(store, bram(store), "fg1", "coop.secrecy", TURN)
        with pytest.raises(QualcodeError, match="is bram's") as refused:
            coding.remove(store, anna(store), [hers.guid, his.guid])
        assert refused.value.hint == "Only its coder changes it: --as bram"
        with pytest.raises(QualcodeError, match="is anna's"):
            coding.note(store, bram(store), hers.guid, "x")
        assert codings.all_of(store) == [hers, his]
