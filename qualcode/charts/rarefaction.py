"""How many codes more and more groups show: the mean over all orders as a line, the fewest and the most as a band."""

from __future__ import annotations

from typing import Any

from qualcode.charts._frame import framed
from qualcode.charts._lines import lines
from qualcode.charts._look import Figure, Look
from qualcode.charts._rows import cell_of, dimensions, has, headings, number
from qualcode.charts._words import say
from qualcode.table import Table

_COLUMNS = {"x": "units", "y": "codes_expected", "low": "codes_low", "high": "codes_high"}


def draws(table: Table) -> float:
    """How well this picture suits a table."""
    return 0.8 if has(table, *_COLUMNS.values()) else 0.0


def draw(table: Table, look: Look) -> Figure:
    """A line with a band for each cell that the table is split by."""
    split = dimensions(table)
    data: list[dict[str, Any]] = []
    for row in table.rows:
        name = " × ".join(cell_of(row, table, split)) or say("all_groups", look.language)
        data.append({"series": name, **{place: number(row[table.index(column)]) for place, column in _COLUMNS.items()}})
    series = list(dict.fromkeys(row["series"] for row in data))
    most = max((row["high"] or 0.0 for row in data), default=1.0) * 1.05
    chart, width = lines(
        data, series, look, x=say("rarefaction_x", look.language), y=say("rarefaction_y", look.language), most=most, whole=True
    )
    title = say("rarefaction", look.language)
    title = say("by", look.language, what=title, by=headings(split)) if split else title
    last = {row["series"]: row for row in data}
    told = " ".join(
        say("rarefaction_alt", look.language, name=name, codes=round(row["y"] or 0), units=round(row["x"] or 0))
        for name, row in last.items()
    )
    notes = [say("rarefaction_notes", look.language)]
    return framed(chart, look=look, table=table, title=title, notes=notes, width=width, alt_text=f"{title}. {told}")
