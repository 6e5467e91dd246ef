"""What more coding brings to suggestions: F1 by how many coded turns were learnt from, a line for each suggester."""

from __future__ import annotations

from typing import Any

from qualcode.charts._frame import framed
from qualcode.charts._lines import lines
from qualcode.charts._look import Figure, Look
from qualcode.charts._rows import has, number
from qualcode.charts._words import say
from qualcode.table import Table
from qualcode.text import visible


def draws(table: Table) -> float:
    """How well this picture suits a table."""
    return 0.8 if has(table, "learnt") and len(table.columns) > 1 else 0.0


def draw(table: Table, look: Look) -> Figure:
    """A line for each suggester, from few turns to many."""
    data: list[dict[str, Any]] = []
    for row in table.rows:
        for column in table.columns[1:]:
            value = number(row[table.index(column.name)])
            if value is not None:
                data.append({"series": visible(column.label), "x": number(row[table.index("learnt")]), "y": value})
    series = [visible(column.label) for column in table.columns[1:]]
    chart, width = lines(data, series, look, x=say("curve_x", look.language), y="F1", most=1.0)
    title = say("curve", look.language)
    ends = {row["series"]: row["y"] for row in data}
    told = "; ".join(f"{name} {ends[name]:.2f}" for name in series if name in ends)
    return framed(chart, look=look, table=table, title=title, notes=[], width=width, alt_text=f"{title}. {told}.")
