"""A merge that is killed at any moment has happened or not: database, codebook file and study together."""

from __future__ import annotations

import random
from pathlib import Path

import pytest

from tests.actions.copies import merge
from tests.actions.killed_merges import again, happened, killed, state, worked_on
from tests.store.normalised import differences

pytestmark = pytest.mark.thorough


def test_a_merge_is_whole_or_has_not_been(tmp_path: Path) -> None:
    ours, theirs = worked_on(tmp_path, 200)
    whole = again(ours, tmp_path / "whole")
    before = state(again(ours, tmp_path / "before"))
    done, lasted = killed(whole, theirs, None)
    assert done
    after = state(whole)
    assert differences(before[0], after[0])
    chance = random.Random(11)
    seen = set()
    for trial in range(6):
        folder = again(ours, tmp_path / str(trial))
        done, _ = killed(folder, theirs, chance.uniform(0, 1.2 * lasted))
        seen.add(happened(folder, before, after, done=done))
        merge(folder, theirs)
        assert state(folder)[1:] == after[1:]
    assert seen
