"""A comparison as a report has it: a row for each code, and its cells side by side."""

from __future__ import annotations

from dataclasses import replace

from qualcode.actions.reporting.words import said
from qualcode.table import Cell, Column, Table

MOST = 4
"""With more cells than this, participants only: a page has no room for groups too."""

_HEAD = 2


def crosswise(table: Table, dimensions: int, language: str) -> Table:
    """The table with a row for each code and columns for each cell: groups and participants of those there are, as `k/n`.

    The columns of `table` are code, label, so many dimensions, and figures, `groups_k` and `participants_k` with theirs among them; every
    code has a row for every cell. A column's name is that of the cell and the figure, as `antwerp x care:groups_k`.
    """
    dims = table.columns[_HEAD : _HEAD + dimensions]
    cells = list(dict.fromkeys(row[_HEAD : _HEAD + dimensions] for row in table.rows))
    figures = ("groups", "participants") if len(cells) <= MOST else ("participants",)
    places = [table.index(f"{figure}_{part}") for figure in figures for part in ("k", "n")]
    columns = [column for cell in cells for figure in figures for column in _columns(cell, dims, figure, language)]
    codes: dict[tuple[Cell, ...], list[Cell]] = {}
    for row in table.rows:
        codes.setdefault(row[:_HEAD], []).extend(row[place] for place in places)
    return replace(
        table,
        columns=(*table.columns[:_HEAD], *columns),
        rows=tuple((*code, *values) for code, values in codes.items()),
        group_by=0,
    )


def name_of(cell: tuple[Cell, ...]) -> str:
    """A cell in the name of a column."""
    return " x ".join("–" if value is None else str(value) for value in cell)


def label_of(cell: tuple[Cell, ...], columns: tuple[Column, ...]) -> str:
    """A cell in the words of its columns."""
    return " × ".join(
        "–" if value is None else column.labels.get(str(value), str(value)) for value, column in zip(cell, columns, strict=True)
    )


def _columns(cell: tuple[Cell, ...], dims: tuple[Column, ...], figure: str, language: str) -> tuple[Column, Column]:
    name, label = name_of(cell), label_of(cell, dims)
    n = f"{name}:{figure}_n"
    words = {"groups": ("cell groups", "cell groups held"), "participants": ("cell participants", "cell participants present")}[figure]
    return (
        Column(f"{name}:{figure}_k", said(words[0], language, cell=label), "count", of=n),
        Column(n, said(words[1], language, cell=label), "count"),
    )
