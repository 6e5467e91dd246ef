"""Which turns a coder has read."""

from __future__ import annotations

from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st

from qualcode.store import checking, history, reading
from qualcode.store.changes import change
from tests.store.projects import SCRIPT, anna, project


def test_turns_are_marked_as_read_and_taken_back(tmp_path: Path) -> None:
    with project(tmp_path, SCRIPT) as store:
        coder = anna(store)
        assert reading.turns(store, coder, "fg1") == frozenset()
        with change(store, "read", coder=coder.guid) as made:
            assert reading.mark(made, coder, "fg1", [1, 2, 999])
        assert reading.turns(store, coder, "fg1") == {1, 2}
        with change(store, "read", coder=coder.guid) as made:
            assert not reading.mark(made, coder, "fg1", [2])
            assert reading.mark(made, coder, "fg1", [1], read=False)
        assert reading.turns(store, coder, "fg1") == {2}
        history.undo(store, coder.guid)
        assert reading.turns(store, coder, "fg1") == {1, 2}
        history.undo(store, coder.guid)
        assert reading.turns(store, coder, "fg1") == frozenset()
        assert not any(checking.check(store).values())


@given(st.frozensets(st.integers(1, 60)))
def test_numbers_are_kept_as_ranges(numbers: frozenset[int]) -> None:
    assert reading.numbers_of(reading.ranges_of(numbers)) == numbers
