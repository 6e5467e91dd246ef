"""A table as a web page lays it out: what spans rows, what sorts and filters them, and how cells stand."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from qualcode.exporters._cells import TEXTUAL, Grid, footnotes, grid, spans, spoken, visible_columns
from qualcode.exporters._widths import Need, gathered, headed, needs
from qualcode.figures import defined, typeset
from qualcode.table import Cell, Column, Table
from qualcode.wording import facts

_MANY = 8
"""More columns than this, and they stand closer together."""

_ROOM = 130
"""About so many characters stand beside each other on a page on its side."""

_UPRIGHT = 95
"""And so many on one that stands."""

_GAP = 2
"""What a column takes besides its text, in characters."""

_LIST, _SHORT, _SENTENCES = 20, 12, 36
"""A list of rates longer than this may be broken over lines, a text no longer is not; a column of such sentences gets room."""


@dataclass(frozen=True, slots=True)
class _Cell:
    """A cell: its text, its class, for how many rows it stands (0: the one above stands for it), and what it is sorted by if not its text."""

    text: str
    form: str
    span: int
    head: bool
    language: str
    marked: bool
    value: str | None


@dataclass(frozen=True, slots=True)
class _Row:
    """A row, with the heading above it and its values of the filters."""

    heading: str
    classes: str
    values: list[str]
    cells: list[_Cell]


@dataclass(frozen=True, slots=True)
class _Filter:
    """What a reader may choose rows by."""

    name: str
    label: str
    options: list[str]


@dataclass(frozen=True, slots=True)
class Shown:
    """A table as the template lays it out; a column comes with its class. `lying`: printed, its page lies on its side."""

    id: str
    title: str
    classes: str
    lying: bool
    facts: list[tuple[str, str]]
    filters: list[_Filter]
    columns: list[tuple[Column, str]]
    rows: list[_Row]
    notes: list[str]
    warnings: tuple[str, ...]


def shown(table: Table, language: str, title: str, id: str, *, whole: bool) -> Shown:
    """The table under a title. In a report that is read as a `whole` it has its `id`, filters, and can be sorted."""
    plain = grid(table, typeset(language))
    laid = gathered(headed(plain), _ROOM)
    wanted = needs(laid.columns, laid.rows)
    forms = [
        _form(column, need, (line.cells[place] for line in laid.rows))
        for place, (column, need) in enumerate(zip(laid.columns, wanted, strict=True))
    ]
    filters = _filters(table) if whole else []
    sortable = whole and len(table.rows) > 1 and laid.columns == plain.columns
    classes = [name for name, holds in (("dense", len(laid.columns) > _MANY), ("sortable", sortable), ("filtered", filters)) if holds]
    return Shown(
        id=id if whole else "",
        title=title,
        classes=" ".join(classes),
        lying=whole and sum(need.least + _GAP for need in wanted) > _UPRIGHT,
        facts=facts(table, language),
        filters=filters,
        columns=list(zip(laid.columns, forms, strict=True)),
        rows=_rows(table, laid, forms, filters, sortable=sortable),
        notes=footnotes(table, language),
        warnings=table.warnings,
    )


def _form(column: Column, need: Need, cells: Iterable[str]) -> str:
    """How the cells of a column stand: sentences with room, figures right and in one piece, unless they are a long list of rates."""
    if column.kind in TEXTUAL:
        return "long" if need.fair > _SENTENCES else "short" if need.cells <= _SHORT else "text"
    return "rates" if column.kind == "rates" and max(map(len, cells), default=0) > _LIST else "number"


def _filters(table: Table) -> list[_Filter]:
    """The filters of a table, each with the values that occur, in the order in which they are declared or else found."""
    found = []
    for name in table.filters:
        column = table.columns[table.index(name)]
        present = dict.fromkeys(_named(row[table.index(name)], column) for row in table.rows)
        declared = [label for label in column.labels.values() if label in present]
        options = [option for option in dict.fromkeys([*declared, *present]) if option]
        found.append(_Filter(name, column.label, options))
    return found


def _named(cell: Cell, column: Column) -> str:
    return column.labels.get(str(cell), str(cell)) if cell is not None else ""


def _rows(table: Table, laid: Grid, forms: Sequence[str], filters: Sequence[_Filter], *, sortable: bool) -> list[_Row]:
    heads = min(1 + laid.leading, len(laid.columns))
    while heads > 1 and any(column.kind not in TEXTUAL for column in laid.columns[:heads]):
        heads -= 1
    # Rows that may be hidden have all their cells: one that stands for several would go with the first of them.
    spanned = [()] * len(laid.rows) if filters else spans(laid.rows, laid.leading)
    columns = visible_columns(table)
    rows = []
    for at, (line, span) in enumerate(zip(laid.rows, spanned, strict=True)):
        cells = [
            _Cell(
                text=text,
                form=forms[place],
                span=span[place] if place < len(span) else 1,
                head=place < heads,
                language=spoken(table, laid.columns[place], at),
                marked=laid.columns[place].marked,
                value=_value(table.rows[at][table.index(columns[place].name)], columns[place]) if sortable else None,
            )
            for place, text in enumerate(line.cells)
        ]
        names = [name for name, holds in (("row", bool(filters)), ("first", line.repeated == 0)) if holds]
        values = [_named(table.rows[at][table.index(each.name)], table.columns[table.index(each.name)]) for each in filters]
        rows.append(_Row(line.heading, " ".join(names), values, cells))
    return rows


def _value(cell: Cell, column: Column) -> str | None:
    """The number that a cell is sorted by, empty where it is not defined; None for a text, which is sorted as it stands."""
    if column.kind in TEXTUAL:
        return None
    if isinstance(cell, tuple):
        cell = next((part for part in cell if defined(part)), None)
    return repr(cell) if defined(cell) and isinstance(cell, int | float) else ""
