"""Codes by cases, as shaded squares: who voices what at all, or how much."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from qualcode.charts._frame import framed
from qualcode.charts._heat import Scale, Square, heat, numbers, percents
from qualcode.charts._look import Figure, Look
from qualcode.charts._rows import Row, cell_of, code_rows, dimensions, has, headings, number, readable
from qualcode.charts._words import say
from qualcode.figures import written
from qualcode.table import Cell, Kind, Table
from qualcode.text import visible

_SIZES = frozenset({"participants_n", "words_n"})
_KINDS = frozenset({"count", "share", "rate"})


@dataclass(frozen=True, slots=True)
class _Grid:
    """A matrix with a row for each code, whichever way the table lies."""

    rows: dict[str, Row]
    cases: list[str]
    cells: dict[tuple[str, str], Cell]
    kind: Kind


def draws(table: Table) -> float:
    """How well this picture suits a table: numbers of one kind in all columns but those that name the rows."""
    if has(table, "participants_n", "words_n") and not has(table, "code"):
        return 0.7
    if [column.name for column in table.columns[:2]] != ["code", "label"] or len(table.columns) < 3:
        return 0.0
    rest = table.columns[2:]
    return 0.5 if len({column.kind for column in rest}) == 1 and rest[0].kind in _KINDS and not any(column.of for column in rest) else 0.0


def draw(table: Table, look: Look) -> Figure:
    """A row for each code and a column for each case."""
    grid = _by_code(table, look) if has(table, "code") else _by_case(table, look)
    found = [number(cell) for cell in grid.cells.values()]
    presence = grid.kind == "count" and table.unit == "participant" and set(found) <= {0.0, 1.0, None}
    what = say(f"matrix_{grid.kind if grid.kind != 'count' else table.unit}", look.language)
    squares = [
        Square(code, case, number(cell), "" if presence else written(cell, grid.kind, look.figures))
        for (code, case), cell in grid.cells.items()
    ]
    scale = Scale(what, 1.0) if presence else percents(what, found) if grid.kind == "share" else numbers(what, found)
    chart, width = heat(squares, readable(list(grid.rows.values())), grid.cases, scale, legend=not presence, least=16 if presence else 34)
    title = say("matrix", look.language)
    split = dimensions(table)
    title = say("by", look.language, what=title, by=headings(split)) if split else title
    notes = [say("matrix_presence", look.language) if presence else say("matrix_count", look.language, what=what)]
    told = say("grid_alt", look.language, rows=len(grid.rows), columns=len(grid.cases))
    return framed(chart, look=look, table=table, title=title, notes=notes, width=width, alt_text=f"{title}. {told}")


def _by_code(table: Table, look: Look) -> _Grid:
    rows, code = code_rows(table, look), table.index("code")
    columns = table.columns[2:]
    cells = {(rows[str(row[code])].key, visible(column.label)): row[table.index(column.name)] for row in table.rows for column in columns}
    return _Grid(rows, [visible(column.label) for column in columns], cells, columns[0].kind)


def _by_case(table: Table, look: Look) -> _Grid:
    split = dimensions(table)
    columns = [column for column in table.columns[len(split) :] if column.name not in _SIZES]
    labels = _unique([(column.name, visible(column.label)) for column in columns])
    rows = {id: Row.of(label, look.levels.get(id, 0)) for id, label in labels.items()}
    top = min((row.level for row in rows.values()), default=0)
    rows = {id: replace(row, level=row.level - top) for id, row in rows.items()}
    cells = {
        (rows[column.name].key, " × ".join(cell_of(row, table, split))): row[table.index(column.name)]
        for row in table.rows
        for column in columns
    }
    return _Grid(rows, list(dict.fromkeys(case for _, case in cells)), cells, columns[0].kind if columns else "count")


def _unique(named: Sequence[tuple[str, str]]) -> dict[str, str]:
    """The labels by id, with the id where labels are alike."""
    labels = [label for _, label in named]
    return {id: label if labels.count(label) == 1 else f"{label} ({visible(id)})" for id, label in named}
