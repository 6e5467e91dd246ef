"""The design as a grid: what is held in each planned cell, empty cells standing out, and what is held beyond the plan."""

from __future__ import annotations

from typing import Any

from qualcode.charts._frame import framed, labels_width, rows_axis, values
from qualcode.charts._heat import column_axis, headed
from qualcode.charts._look import CELL, INK, RULE, Figure, Look
from qualcode.charts._rows import Row, dimensions, has, height, number, readable, said
from qualcode.charts._words import say
from qualcode.figures import written
from qualcode.table import Cell, Column, Table
from qualcode.text import visible

_FILLS = {"full": "#0b3c6f", "part": "#9cc0dd", "none": "#ffffff", "beyond": "#d9d9d9"}
_EMPTY = "#b3400e"
_KINDS = frozenset({"focus-group", "interview", "written-interview"})


def draws(table: Table) -> float:
    """How well this picture suits a table."""
    return 0.8 if has(table, "held", "planned") and dimensions(table) else 0.0


def draw(table: Table, look: Look) -> Figure:
    """A row for each combination of values but the last, whose values are the columns; `held/planned` stands in the cells."""
    import altair as alt

    split = dimensions(table)
    cells = [_cell(row, table, look) for row in table.rows]
    rows = readable([Row.of(key) for key in dict.fromkeys(cell["row"] for cell in cells)])
    columns = list(dict.fromkeys(cell["column"] for cell in cells))
    left = labels_width(rows)
    head = headed(columns, [cell["text"] for cell in cells], left, 60)
    drawn = dict(zip(columns, head.labels, strict=True))
    data = [{**cell, "column": drawn[cell["column"]]} for cell in cells]
    states = [state for state in _FILLS if any(cell["state"] == say(f"design_{state}", look.language) for cell in cells)]
    colour = alt.Color(
        "state:N",
        scale=alt.Scale(domain=[say(f"design_{state}", look.language) for state in states], range=[_FILLS[state] for state in states]),
        legend=alt.Legend(
            title=None, orient="bottom", direction="horizontal", symbolType="square", symbolStrokeColor=INK, columns=4, offset=12
        ),
    )
    base = alt.Chart(values(data)).encode(x=column_axis("column", head, visible(split[-1].label)), y=rows_axis("row", rows))
    empty = f"datum.state === '{say('design_none', look.language)}'"
    border: Any = {"condition": {"test": empty, "value": _EMPTY}, "value": RULE}
    wide: Any = {"condition": {"test": empty, "value": 2}, "value": 1}
    squares = base.mark_rect().encode(color=colour, stroke=border, strokeWidth=wide)
    ink: Any = {"condition": {"test": f"datum.state === '{say('design_full', look.language)}'", "value": "#ffffff"}, "value": "#000000"}
    texts = base.mark_text(fontSize=CELL + 1).encode(text="text:N", color=ink)
    chart = (squares + texts).properties(width=head.width * len(columns), height=height(rows, 26) * len(rows))
    title = say("design", look.language)
    gone = [f"{cell['row']} · {cell['column']}" for cell in cells if cell["state"] == say("design_none", look.language)]
    told = say("design_alt", look.language, places="; ".join(gone)) if gone else say("design_whole", look.language)
    notes = [say("design_cells", look.language)]
    return framed(
        chart, look=look, table=table, title=title, notes=notes, width=left + head.width * len(columns), alt_text=f"{title}. {told}"
    )


def _cell(row: tuple[Cell, ...], table: Table, look: Look) -> dict[str, Any]:
    """What a cell of the picture shows of a row of the table."""
    split = dimensions(table)
    held, planned = (number(row[table.index(name)]) for name in ("held", "planned"))
    named = [_named(row[table.index(column.name)], column, look) for column in split]
    state = "beyond" if not planned else "none" if not held else "part" if held < planned else "full"
    whole = f"/{written(planned, 'count', look.figures)}" if planned else ""
    return {
        "row": " · ".join(part for part in named[:-1] if part) or say("all", look.language),
        "column": named[-1] or say("all", look.language),
        "text": f"{written(held, 'count', look.figures)}{whole}",
        "state": say(f"design_{state}", look.language),
        "held": held,
        "planned": planned,
    }


def _named(cell: Cell, column: Column, look: Look) -> str:
    """A value in words; empty where the plan does not ask for one."""
    if cell is None:
        return ""
    return say(str(cell), look.language) if cell in _KINDS and not column.labels else said(cell, column)
