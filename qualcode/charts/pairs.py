"""How far each two coders agree, as shaded squares: coders by coders, for each cell."""

from __future__ import annotations

from typing import Any

from qualcode.charts._frame import framed, labels_width
from qualcode.charts._heat import Scale, Square, heat
from qualcode.charts._look import Figure, Look
from qualcode.charts._panels import panels
from qualcode.charts._rows import Row, cell_of, has, number, readable
from qualcode.charts._words import say
from qualcode.errors import QualcodeError
from qualcode.figures import UNDEFINED, written
from qualcode.table import Cell, Column, Table
from qualcode.text import visible

_OF = "alpha_"
_MOST = 12


def draws(table: Table) -> float:
    """How well this picture suits a table."""
    return 0.8 if has(table, "coder") and len(_coders(table)) > 1 else 0.0


def draw(table: Table, look: Look) -> Figure:
    """For each cell a row and a column for each coder; the alpha of the two is the shade, and below 0 as light as 0."""
    of = _coders(table)
    split = table.columns[: table.index("coder")]
    cells: dict[tuple[str, ...], list[Square]] = {}
    for row in table.rows:
        coder = visible(str(row[table.index("coder")]))
        cells.setdefault(cell_of(row, table, split), []).extend(
            _square(coder, column, row[table.index(column.name)], look) for column in of
        )
    if len(cells) > _MOST:
        raise QualcodeError(f"A picture of {len(cells)} cells could not be read: {_MOST} at most.", "Draw fewer, by a narrower selection.")
    names = [visible(column.label) for column in of]
    rows = readable([Row.of(name) for name in names])
    labels = f"replace(format(datum.value, '.1f'), '.', '{look.figures.decimal}')"
    scale = Scale(say("coder_pairs_scale", look.language), 1.0, labels, (0.0, 0.2, 0.4, 0.6, 0.8, 1.0))
    drawn: list[tuple[str, tuple[Any, float]]] = []
    for key, squares in cells.items():
        last = len(drawn) == len(cells) - 1
        drawn.append((" · ".join(key), heat(squares, rows, names, scale, legend=last, room=labels_width(rows))))
    chart, width = panels(drawn)
    title = say("coder_pairs", look.language)
    notes = [say("coder_pairs_cells", look.language)]
    if any(square.text == UNDEFINED for squares in cells.values() for square in squares):
        notes.append(say("undefined", look.language))
    told = say("grid_alt", look.language, rows=len(table.rows), columns=len(of))
    return framed(chart, look=look, table=table, title=title, notes=notes, width=width, alt_text=f"{title}. {told}")


def _coders(table: Table) -> list[Column]:
    """The columns of coders who have a row too."""
    if not has(table, "coder"):
        return []
    there = {str(row[table.index("coder")]) for row in table.rows}
    return [column for column in table.columns if column.name.startswith(_OF) and column.name.removeprefix(_OF) in there]


def _square(coder: str, column: Column, alpha: Cell, look: Look) -> Square:
    other = visible(column.label)
    return Square(coder, other, number(alpha), "" if coder == other else written(alpha, "number", look.figures))
