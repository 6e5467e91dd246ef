"""Transcripts given to coders, with suggestions or without."""

from __future__ import annotations

from pathlib import Path

import pytest

from qualcode.actions import assigning, suggesting
from qualcode.actions.assigning import Given
from qualcode.actions.suggesting import Wish
from qualcode.errors import QualcodeError
from qualcode.model import Selection
from qualcode.store import checking, coders, history, suggestions
from tests.actions.test_suggesting import WORDS, suggested
from tests.store.projects import SCRIPT, Said, Script, anna, bram, load, project
from tests.store.state import state

OTHER = Script("in1", (Said("R9", "Zonder vertrouwen geen hulp.", "nl"),))


def test_who_codes_without_suggestions_sees_none_and_gets_none_made(tmp_path: Path) -> None:
    with project(tmp_path, SCRIPT, OTHER) as store:
        first, *_ = suggested(store)
        before = state(store)
        given = assigning.assign(store, bram(store), ["fg1"], ["anna"], suggestions=False)
        assert given == [Given("anna", "fg1", new=True, changed=True, suggested=0)]
        assert coders.assignments(store) == [coders.Assignment("anna", "fg1", "to do", 0, suggestions=False)]
        assert [one.transcript for one in suggestions.waiting(store, anna(store))] == ["in1"]
        assert {one.transcript for one in suggestions.waiting(store, bram(store))} == {"fg1", "in1"}
        told: list[str] = []
        assert [one.transcript for one in suggesting.suggest(store, anna(store), Selection(), Wish("keywords"), tell=told.append)] == [
            "in1"
        ]
        assert told == ["Left out, as anna codes without suggestions there: fg1"]
        with pytest.raises(QualcodeError, match=r"anna codes the transcript of suggestion .* without suggestions"):
            suggesting.accept(store, anna(store), [first.id])
        assert not any(checking.check(store).values())
        history.undo(store, bram(store).guid)
        assert state(store) == before
        assert suggesting.accept(store, anna(store), [first.id])


def test_terms_stay_until_others_are_said_and_what_was_begun_stays_so(tmp_path: Path) -> None:
    with project(tmp_path, SCRIPT, OTHER) as store:
        load(store, anna(store), WORDS)
        assigning.assign(store, anna(store), ["fg1", "in1"], ["anna", "bram"], suggestions=False)
        assert not any(one.new or one.changed for one in assigning.assign(store, anna(store), ["fg1", "in1"], ["anna", "bram"]))
        assert coders.unaided(store, bram(store)) == ["fg1", "in1"]
        (again,) = assigning.assign(store, anna(store), ["fg1"], ["bram"], suggestions=True)
        assert (again.new, again.changed) == (False, True)
        assert coders.unaided(store, bram(store)) == ["in1"]
        assert coders.unaided(store, anna(store)) == ["fg1", "in1"]


def test_all_or_none_are_assigned(tmp_path: Path) -> None:
    with project(tmp_path, SCRIPT) as store:
        before = state(store)
        for ids, to in ((["fg1", "fg7"], ["anna"]), (["fg1"], ["anna", "eva"])):
            with pytest.raises(QualcodeError, match="Unknown"):
                assigning.assign(store, anna(store), ids, to, suggestions=False)
        assert state(store) == before


def test_suggestions_that_were_accepted_before_are_told(tmp_path: Path) -> None:
    with project(tmp_path, SCRIPT) as store:
        first, second, _ = suggested(store)
        suggesting.accept(store, anna(store), [first.id, second.id])
        found = assigning.assign(store, anna(store), ["fg1"], ["anna", "bram"], suggestions=False)
        assert [(one.coder, one.new, one.suggested) for one in found] == [("anna", False, 2), ("bram", True, 0)]
