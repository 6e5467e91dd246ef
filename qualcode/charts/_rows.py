"""What of a table is drawn: codes by their labels, the cells that they are counted in, and counts with what they are counted of."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Any, Self, TypeVar

from qualcode.charts._look import LABEL, LINE, Look
from qualcode.charts._measure import longest, wrapped
from qualcode.errors import QualcodeError
from qualcode.figures import UNDEFINED, written
from qualcode.table import Cell, Column, Table
from qualcode.text import visible

_ROOM = 260
"""How wide the label of a row may be before it goes on in a second line."""

_WIDER = 330
"""How wide labels of codes may be if none of them is wider: one that goes on makes all rows as high as two lines."""

_APART = 7
"""What keeps labels of several lines from each other."""

_MOST = 200
"""So many rows can be read in a picture."""

_Rows = TypeVar("_Rows", list[Any], dict[str, Any])

_CODES = frozenset({"code", "label", "with"})


def has(table: Table, *names: str) -> bool:
    """Whether the table has all these columns."""
    return set(names) <= {column.name for column in table.columns}


def of_codes(table: Table) -> bool:
    """Whether the table says how many participants voice each code, and not just those who do so in some way, or two codes."""
    return has(table, "code", "participants_k", "participants_n") and (has(table, "segments") or has(table, "side", "about"))


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


@dataclass(frozen=True, slots=True)
class Row:
    """A row of a picture: what it is called in the data, its label in lines, and how deep it lies below another."""

    key: str
    label: str
    level: int = 0

    @classmethod
    def of(cls, text: str, level: int = 0, room: float = _ROOM) -> Self:
        """A row that is called as its label says, which goes on in further lines where it is too long."""
        return cls(text, "\n".join(wrapped(text, room, LABEL, bold=True)), level)


def names(table: Table, look: Look, column: str = "code") -> dict[str, str]:
    """Each code of a column, in order, with the words that stand for it: its label, with its id where labels are alike."""
    at = table.index(column)
    beside = table.index("label") if column == "code" and has(table, "label") else None
    plain: dict[str, str] = {}
    for row in table.rows:
        id = str(row[at])
        label = str(row[beside]) if beside is not None and row[beside] else table.columns[at].labels.get(id, look.codes.get(id, id))
        plain.setdefault(id, visible(label) or visible(id))
    alike = Counter(plain.values())
    return {id: label if alike[label] == 1 else f"{label} ({visible(id)})" for id, label in plain.items()}


def code_rows(table: Table, look: Look, column: str = "code") -> dict[str, Row]:
    """A row for each code of a column, by its id, in order. Raises QualcodeError for more than can be read."""
    labels = names(table, look, column)
    widest = longest([*labels.values()], LABEL, bold=True)
    room = widest if widest <= _WIDER else _ROOM
    found = {id: Row.of(label, look.levels.get(id, 0), room) for id, label in labels.items()}
    top = min((row.level for row in found.values()), default=0)
    return readable({id: replace(row, level=row.level - top) for id, row in found.items()})


def readable(rows: _Rows) -> _Rows:
    """The rows. Raises QualcodeError for more than can be read."""
    if len(rows) > _MOST:
        raise QualcodeError(
            f"A picture of {len(rows)} rows could not be read: {_MOST} at most.",
            "Draw fewer, by a narrower selection such as --code or --transcript.",
        )
    return rows


def height(rows: Iterable[Row], least: int = 18) -> int:
    """How high each row is, so that the label with most lines fits."""
    more = max((row.label.count("\n") for row in rows), default=0)
    return max(least, more * LINE + LINE + (_APART if more else 3))


def of(part: Cell, whole: Cell, look: Look) -> str:
    """A count with what it is counted of: `3/13`; undefined of nothing."""
    if part is None or not whole:
        return UNDEFINED
    return f"{written(part, 'count', look.figures)}/{written(whole, 'count', look.figures)}"


def share(part: Cell, whole: Cell) -> float | None:
    """A count as a share of what it is counted of; None of nothing."""
    one, all_of_it = number(part), number(whole)
    return one / all_of_it if one is not None and all_of_it else None
