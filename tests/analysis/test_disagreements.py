"""What coders say of a disagreement: side by side where there is room for it, else together."""

from __future__ import annotations

from qualcode.analysis._aligning import Spot, align
from qualcode.analysis.disagreements import Told, disagreements
from qualcode.model import Coding
from qualcode.table import Table

TEXT = "Zij zwijgen."


def put(coder: str, code: str) -> Coding:
    return Coding(f"{coder}/{code}", "fg1", code, coder, "coder", 0, 11, TEXT[:11], 1, "manual")


def table(coders: str) -> Table:
    """A and C take it for x, B for y; whoever else there is has nothing."""
    (spot,) = align([put("A", "x"), put("B", "y"), put("C", "x")], TEXT, coders)
    assert isinstance(spot, Spot)
    return disagreements([Told(spot, 0.1, None, TEXT)], coders, selection={}, language="nl")


def test_three_coders_have_a_column_each() -> None:
    (row,) = table("ABC").records()
    assert [row[f"says_{coder}"] for coder in "ABC"] == ["x", "y", "x"]


def test_of_more_coders_those_who_say_the_same_stand_together() -> None:
    found = table("ABCDE")
    (row,) = found.records()
    assert row["says"] == "A, C: x\nB: y\nD, E: niets"
    assert found.columns[found.index("says")].label == "wie wat zegt"
