"""What the declared design asks for in a cell."""

from __future__ import annotations

import pytest

from qualcode.analysis._design import planned_in
from qualcode.model import Selection
from tests.analysis.corpus import STUDY

EVERYTHING = Selection()


@pytest.mark.parametrize(
    ("by", "cell", "selection", "expected"),
    [
        ((), (), EVERYTHING, 8),
        (("region", "sector"), ("charleroi", "care"), EVERYTHING, 1),
        (("region",), ("charleroi",), EVERYTHING, 4),
        (("region",), ("ghent",), EVERYTHING, 0),
        (("region",), (None,), EVERYTHING, 0),
        (("phase",), ("single",), EVERYTHING, 4),
        (("region",), ("charleroi",), Selection(where={"sector": ("care",)}), 1),
        (("sector",), ("care",), Selection(where={"region": ("antwerp",), "phase": ("single",)}), 1),
        (("sector",), ("care",), Selection(where={"phase": ("mixed",)}), 0),
        (("language",), ("nl",), EVERYTHING, None),
        ((), (), Selection(languages=("nl",)), None),
        ((), (), Selection(kinds=("focus-group",)), 8),
        ((), (), Selection(kinds=("interview",)), None),
    ],
)
def test_plans_are_summed_where_they_speak_of_the_cell(
    by: tuple[str, ...], cell: tuple[str | None, ...], selection: Selection, expected: int | None
) -> None:
    """Planned: 2 regions x 2 sectors x 1 single focus group, and 2 regions x 2 mixed ones (not by sector)."""
    assert planned_in(STUDY, by, cell, selection) == expected
