"""Suggestions made and decided on: a yes makes one coding, a no is remembered, either can be taken back."""

from __future__ import annotations

from pathlib import Path

import pytest

from qualcode.actions import suggesting
from qualcode.errors import QualcodeError
from qualcode.model import Code, Codebook, Selection, Suggestion
from qualcode.store import checking, codings, history, suggestions
from qualcode.store.database import Store
from qualcode.store.suggestions import Waiting
from tests.store.projects import SCRIPT, anna, bram, guid, load, project
from tests.store.state import state

WORDS = Codebook(
    "words",
    "1",
    ("nl", "fr"),
    (
        Code("secrecy", guid("secrecy"), "", {"nl": "Geheim"}, keywords={"nl": ("beroepsgeheim",), "fr": ("secret partagé",)}),
        Code("trust", guid("trust"), "", {"nl": "Vertrouwen"}, keywords={"nl": ("vertrouw*",)}),
    ),
)


def suggested(store: Store) -> list[Waiting]:
    """What waits for anna once the keywords of WORDS were looked for."""
    load(store, anna(store), WORDS)
    return suggesting.suggest(store, anna(store), Selection())


def test_what_is_said_by_participants_is_suggested_and_counts_nowhere(tmp_path: Path) -> None:
    with project(tmp_path, SCRIPT) as store:
        found = suggested(store)
        assert [(one.turn, one.code) for one in found] == [(2, "secrecy"), (2, "trust"), (3, "secrecy")]
        assert all(SCRIPT.text[one.start : one.end] == one.quotation for one in found)
        assert codings.all_of(store) == []
        assert suggesting.suggest(store, anna(store), Selection()) == found


def test_a_yes_makes_one_coding_with_the_decision_in_the_same_event(tmp_path: Path) -> None:
    with project(tmp_path, SCRIPT) as store:
        first, second, third = suggested(store)
        before = state(store)
        events = len(history.events(store))
        made = suggesting.accept(store, anna(store), [first.id, third.id, first.id])
        assert [(coding.code, coding.quotation, coding.origin, coding.coder) for coding in made] == [
            (one.code, one.quotation, "suggested", "anna") for one in (first, third)
        ]
        assert len(history.events(store)) == events + 1
        assert suggestions.waiting(store, anna(store)) == [second]
        assert not any(checking.check(store).values())
        after = state(store)
        history.undo(store, anna(store).guid)
        assert state(store) == before
        assert suggestions.waiting(store, anna(store)) == [first, second, third]
        history.redo(store, anna(store).guid)
        assert state(store) == after
        assert not any(checking.check(store).values())


def test_it_is_decided_once_and_all_or_none(tmp_path: Path) -> None:
    with project(tmp_path, SCRIPT) as store:
        first, second, third = suggested(store)
        suggesting.accept(store, anna(store), [first.id])
        before = state(store)
        for decide in (suggesting.accept, suggesting.reject):
            with pytest.raises(QualcodeError, match="You have decided on suggestion"):
                decide(store, anna(store), [second.id, first.id])
            with pytest.raises(QualcodeError, match="There is no suggestion"):
                decide(store, anna(store), [third.id, "unknown"])
        assert state(store) == before


def test_a_no_is_remembered_and_only_ones_own(tmp_path: Path) -> None:
    with project(tmp_path, SCRIPT) as store:
        first, second, third = suggested(store)
        assert suggesting.reject(store, anna(store), [first.id, second.id]) == [first, second]
        assert suggesting.suggest(store, anna(store), Selection()) == [third]
        assert suggestions.waiting(store, bram(store)) == [first, second, third]
        assert codings.all_of(store) == []
        history.undo(store, anna(store).guid)
        assert suggestions.waiting(store, anna(store)) == [first, second, third]


def test_one_that_holds_another_may_be_accepted_together_with_it(tmp_path: Path) -> None:
    with project(tmp_path, SCRIPT) as store:
        found = suggested(store)
        start, end = SCRIPT.spans()[1]
        units = suggestions.units(store, Selection())
        wider = [Suggestion("fg1", 1, start, end, "secrecy", 0.3, "x", "wider")]
        suggestions.replace(store, "wider", units, wider)
        whole = next(one for one in suggestions.waiting(store, anna(store)) if one.suggester == "wider")
        assert len(suggesting.accept(store, anna(store), [whole.id, found[0].id])) == 2
