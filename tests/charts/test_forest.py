"""Numbers with their intervals, of codes, of codes in cells, and of cells that have no codes."""

from __future__ import annotations

from qualcode.charts._choose import able, drawn
from qualcode.charts._look import Look
from qualcode.table import Column, Table
from tests.charts.drawings import cut, overlapping

PAIRS = Table(
    "Agreement of each two coders",
    "turn",
    (
        Column("coder", "coder", "text"),
        Column("with", "with", "text"),
        Column("region", "District", "text", labels={"antwerp": "Antwerpen"}),
        Column("units", "units", "count"),
        Column("alpha", "alpha (sets)", "number"),
        Column("alpha_interval", "95 % interval", "interval"),
        Column("lowest", "lowest", "code"),
    ),
    (
        ("anna", "bram", "antwerp", 40, 0.62, (0.5, 0.75), "coop.secrecy"),
        ("anna", "eva", "antwerp", 0, None, None, None),
    ),
)


def test_cells_without_codes_have_a_row_each() -> None:
    """Two coders and a region are what a row is called, and what is not defined has a dash."""
    assert able(PAIRS)[0] == "forest"
    made = drawn(PAIRS, Look("en", {}), form="svg").data.decode()
    for text in ("anna × bram × Antwerpen", "anna × eva × Antwerpen", "0.62", "–", "Alpha (sets)"):
        assert text in made
    assert ", by code" not in made
    assert cut(made) == []
    assert overlapping(made) == []


def test_one_number_without_words_is_no_picture() -> None:
    alone = Table("All", "turn", PAIRS.columns[3:6], ((40, 0.62, (0.5, 0.75)),))
    assert "forest" not in able(alone)
