"""Transcripts drawn by lot for double coding: alike to all of them, the same for the same seed, all or none assigned."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest

from qualcode.actions import assigning, drawing
from qualcode.errors import QualcodeError
from qualcode.store import coders, transcripts
from qualcode.store.changes import change
from qualcode.store.database import Store
from tests.store.projects import Said, Script, anna, project

CELLS = [(region, sector, language) for region in ("antwerp", "charleroi") for sector in ("justice", "care") for language in ("nl", "fr")]


def _scripts(each: int) -> list[Script]:
    return [
        Script(f"t{at:02}-{number}", (Said("R1", "Wat denkt u daarvan?", language),), variables={"region": region, "sector": sector})
        for at, (region, sector, language) in enumerate(CELLS)
        for number in range(each)
    ]


def drawn(store: Store, share: float, seed: int, *, rest: bool = False) -> drawing.Drawn:
    by = drawing.variables(store, [])
    return drawing.draw(store, [], share, seed=seed, by=by, coders=["anna", "bram"], rest=rest)


def test_a_draw_is_alike_in_regions_sectors_and_languages_to_all(tmp_path: Path) -> None:
    with project(tmp_path, *_scripts(3)) as store:
        for seed in range(4):
            found = drawn(store, 0.25, seed)
            assert found.by == ("region", "sector", "language")
            assert len(found.ids) == 6
            for at in range(3):
                there = Counter(group.values[at] for group in found.groups for _ in group.drawn)
                assert sorted(there.values()) == [3, 3]


def test_the_same_seed_draws_the_same_and_others_draw_others(tmp_path: Path) -> None:
    with project(tmp_path, *_scripts(3)) as store:
        assert drawn(store, 0.25, 7) == drawn(store, 0.25, 7)
        assert len({tuple(drawn(store, 0.25, seed).ids) for seed in range(8)}) > 4
        assert len(drawn(store, 0.001, 1).ids) == 1
        assert drawn(store, 1, 1).ids == transcripts.slugs(store)


def test_the_rest_goes_to_one_coder_each(tmp_path: Path) -> None:
    with project(tmp_path, *_scripts(1)) as store:
        with change(store, "none", coder=anna(store).guid):
            pass
        found = drawn(store, 0.25, 3, rest=True)
        given = assigning.assign_drawn(store, anna(store), found, ["anna", "bram"])
        assert all(one.new for one in given)
        to = Counter(one.transcript for one in coders.assignments(store))
        assert {id for id, number in to.items() if number == 2} == set(found.ids)
        assert sorted(to) == transcripts.slugs(store)
        numbers = Counter(one.coder for one in coders.assignments(store))
        assert abs(numbers["anna"] - numbers["bram"]) <= 1


@pytest.mark.parametrize("share", [0, -0.1, 1.01])
def test_a_share_that_is_none_is_refused(share: float, tmp_path: Path) -> None:
    with project(tmp_path, *_scripts(1)) as store, pytest.raises(QualcodeError, match="is not a share"):
        drawn(store, share, 1)


def test_without_transcripts_there_is_nothing_to_draw(tmp_path: Path) -> None:
    with project(tmp_path) as store, pytest.raises(QualcodeError, match="no transcript yet"):
        drawn(store, 0.5, 1)
