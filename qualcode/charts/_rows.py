"""What of a table is drawn: codes by their labels, the cells that they are counted in, and counts with what they are counted of."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Mapping, Sequence

from qualcode.charts._look import LABEL, LINE, Look
from qualcode.charts._measure import wrapped
from qualcode.figures import UNDEFINED, written
from qualcode.table import Cell, Column, Table
from qualcode.text import visible

_ROOM = 260
"""How wide the label of a row may be before it goes on in a second line."""

_CODES = frozenset({"code", "label", "with"})


def has(table: Table, *names: str) -> bool:
    """Whether the table has all these columns."""
    return set(names) <= {column.name for column in table.columns}


def number(cell: Cell) -> float | None:
    """A cell as a number; None where it is none, or none that is finite."""
    return float(cell) if isinstance(cell, int | float) and math.isfinite(cell) else None


def dimensions(table: Table) -> tuple[Column, ...]:
    """The columns of words before the first number, but for codes and their labels: what the rows are split by."""
    found = []
    for column in table.columns:
        if column.kind not in {"text", "code"}:
            break
        if column.name not in _CODES:
            found.append(column)
    return tuple(found)


def said(cell: Cell, column: Column) -> str:
    """A cell of words as people read it."""
    return visible(column.labels.get(str(cell), str(cell))) if cell is not None else UNDEFINED


def cell_of(row: Sequence[Cell], table: Table, columns: Sequence[Column]) -> tuple[str, ...]:
    """The values that a row has in these columns, as people read them."""
    return tuple(said(row[table.index(column.name)], column) for column in columns)


def headings(columns: Sequence[Column]) -> str:
    """The headings of these columns, for a sentence."""
    return ", ".join(visible(column.label) for column in columns)


def names(table: Table, column: str = "code") -> dict[str, str]:
    """Each code of a column, in order, with the lines that stand for it: its label, with its id where labels are alike."""
    at = table.index(column)
    beside = table.index("label") if column == "code" and has(table, "label") else None
    plain: dict[str, str] = {}
    for row in table.rows:
        id = str(row[at])
        label = str(row[beside]) if beside is not None and row[beside] else table.columns[at].labels.get(id, id)
        plain.setdefault(id, visible(label) or visible(id))
    alike = Counter(plain.values())
    return {id: lines(label if alike[label] == 1 else f"{label} ({visible(id)})") for id, label in plain.items()}


def levels(rows: Mapping[str, str], look: Look) -> dict[str, int]:
    """How deep each label of `names` lies under its theme."""
    return {label: look.levels.get(id, 0) for id, label in rows.items()}


def lines(label: str, room: float = _ROOM) -> str:
    """A label in lines that fit beside a picture."""
    return "\n".join(wrapped(label, room, LABEL, bold=True))


def height(labels: Sequence[str], least: int = 18) -> int:
    """How high each row is, so that the label with most lines fits."""
    return max(least, max((label.count("\n") for label in labels), default=0) * LINE + LINE + 3)


def of(part: Cell, whole: Cell, look: Look) -> str:
    """A count with what it is counted of: `3/13`; undefined of nothing."""
    if part is None or not whole:
        return UNDEFINED
    return f"{written(part, 'count', look.figures)}/{written(whole, 'count', look.figures)}"


def share(part: Cell, whole: Cell) -> float | None:
    """A count as a share of what it is counted of; None of nothing."""
    one, all_of_it = number(part), number(whole)
    return one / all_of_it if one is not None and all_of_it else None
