"""Codes as a list with an arc between each two that stand together: the thicker, the more turns they share."""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import Any

from qualcode.charts._frame import framed, labels_width, rows_axis, values
from qualcode.charts._look import DOTS, Figure, Look
from qualcode.charts._panels import panels
from qualcode.charts._rows import Row, cell_of, dimensions, has, headings, height, number, readable
from qualcode.charts._words import say
from qualcode.charts.cooccurrence import known, strongest
from qualcode.errors import QualcodeError
from qualcode.table import Cell, Table

_WIDE = 260
_STEPS = 24
_MOST = 300
_THICK = (0.8, 7.0)


def draws(table: Table) -> float:
    """How well this picture suits a table."""
    wanted = has(table, "code", "with", "turns_both", "turns_first", "turns_second", "c")
    return 0.4 if wanted and any(row[table.index("turns_both")] for row in table.rows) else 0.0


def draw(table: Table, look: Look) -> Figure:
    """A row for each code with a dot as large as its turns, and an arc for each pair; for each cell that the table is split by."""
    both = table.index("turns_both")
    pairs = [row for row in table.rows if number(row[both])]
    if len(pairs) > _MOST:
        raise QualcodeError(
            f"A picture of {len(pairs)} pairs could not be read: {_MOST} at most.", "Draw fewer: --least 2, or --code and --with."
        )
    split = dimensions(table)
    labels = known(table, look)
    cells = list(dict.fromkeys(cell_of(row, table, split) for row in pairs))
    most = max((number(row[both]) or 0.0 for row in pairs), default=1.0)
    drawn = [
        (" × ".join(cell), _arcs([row for row in pairs if cell_of(row, table, split) == cell], table, labels, look, most)) for cell in cells
    ]
    chart, width = panels(drawn)
    title = say("together", look.language)
    title = say("by", look.language, what=title, by=headings(split)) if split else title
    told = [say("together_alt", look.language, rows=len(pairs)), say("strongest", look.language, places=strongest(table, labels, look))]
    notes = [say("arcs_notes", look.language, least=int(min(number(row[both]) or 0.0 for row in pairs)), most=int(most))]
    return framed(chart, look=look, table=table, title=title, notes=notes, width=width, alt_text=f"{title}. {' '.join(told)}")


def _arcs(pairs: Sequence[Sequence[Cell]], table: Table, labels: dict[str, str], look: Look, most: float) -> tuple[Any, float]:
    import altair as alt

    code, with_, both = (table.index(name) for name in ("code", "with", "turns_both"))
    turns: dict[str, float] = {}
    for row in pairs:
        for at, size in ((code, "turns_first"), (with_, "turns_second")):
            turns[str(row[at])] = number(row[table.index(size)]) or 0.0
    order = [id for id in labels if id in turns]
    place = {id: at + 0.5 for at, id in enumerate(order)}
    rows = readable([Row.of(labels[id], look.levels.get(id, 0)) for id in order])
    low = min(row.level for row in rows)
    rows = [Row(row.key, row.label, row.level - low) for row in rows]
    points = [
        {
            "pair": number_,
            "step": step,
            "x": _WIDE * far / len(order) * math.sin(turn),
            "y": middle - far / 2 * math.cos(turn),
            "turns": row[both],
        }
        for number_, row in enumerate(pairs)
        for one, other in [sorted((place[str(row[code])], place[str(row[with_])]))]
        for far, middle in [(other - one, (one + other) / 2)]
        for step in range(_STEPS + 1)
        for turn in [math.pi * step / _STEPS]
    ]
    across = alt.X("x:Q", scale=alt.Scale(domain=[-6, _WIDE], nice=False), axis=None)
    lines = alt.Chart(values(points)).mark_line(color=DOTS[0], opacity=0.45)
    thick = alt.StrokeWidth("turns:Q", scale=alt.Scale(domain=[0, most], range=list(_THICK)), legend=None)
    down = alt.Y("y:Q", scale=alt.Scale(domain=[len(order), 0], nice=False), axis=None)
    arcs = lines.encode(x=across, y=down, order="step:Q", detail="pair:N", strokeWidth=thick)
    dots = [{"row": row.key, "x": 0, "turns": turns[id]} for id, row in zip(order, rows, strict=True)]
    sizes = alt.Size("turns:Q", scale=alt.Scale(domain=[0, max(turns.values())], range=[20, 160]), legend=None)
    marks = alt.Chart(values(dots)).mark_point(filled=True, color=DOTS[0], opacity=1).encode(x=across, y=rows_axis("row", rows), size=sizes)
    chart = alt.layer(marks, arcs).resolve_scale(y="independent").properties(width=_WIDE, height=height(rows) * len(rows))
    return chart, labels_width(rows) + _WIDE
