"""Pictures in the cells of a terminal: shares as small bars behind their figures, and the numbers of a matrix as shades."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from qualcode.exporters._cells import Line, visible_columns
from qualcode.table import Cell, Column, Table

_EIGHTHS = " ▏▎▍▌▋▊▉█"
_BAR = 5
_SHADES = " ░▒▓█"
_LEAST = 4
"""So many columns of one kind beside each other are a matrix."""

_SIZES = frozenset(
    ["turns", "words", "participants", "segments", "groups", "silent", "revision", "participants_n", "words_n", "held", "planned"]
)
"""Columns that measure something of their own, and are no part of a matrix."""


def pictured(table: Table, rows: Sequence[Line]) -> list[Line]:
    """The rows with a bar behind each share and each `k/n`, and a shade behind each number of a matrix; the same where there are none."""
    columns = visible_columns(table)
    behind = [_bars(table, column) for column in columns]
    for first, last in _matrices(columns):
        shades = _shades(table, columns[first:last])
        behind[first:last] = shades
    return [
        replace(line, cells=tuple(f"{cell} {signs[at]}" if signs else cell for cell, signs in zip(line.cells, behind, strict=True)))
        for at, line in enumerate(rows)
    ]


def bar(share: float) -> str:
    """A share as a bar of blocks, as wide as all bars.

    >>> bar(1.0), bar(0.5), bar(0.0)
    ('█████', '██▌  ', '     ')
    """
    eighths = round(min(max(share, 0.0), 1.0) * _BAR * 8)
    whole, rest = divmod(eighths, 8)
    return ("█" * whole + (_EIGHTHS[rest] if rest else "")).ljust(_BAR)


def shade(share: float) -> str:
    """A share of the highest number as a shade: something is never shown as nothing.

    >>> [shade(share) for share in (0.0, 0.01, 0.5, 1.0)]
    [' ', '░', '▒', '█']
    """
    return _SHADES[min(len(_SHADES) - 1, max(1, round(share * (len(_SHADES) - 1))))] if share > 0 else " "


def _bars(table: Table, column: Column) -> list[str]:
    """The bars of a column, one for each row; none of a column without shares, and where a share is below 0."""
    at = table.index(column.name)
    if column.kind == "count" and column.of:
        whole = table.index(column.of)
        found = [_part(row[at], row[whole]) for row in table.rows]
    elif column.kind == "share":
        found = [_part(row[at], 1) for row in table.rows]
    else:
        return []
    if any(share is not None and not 0 <= share <= 1 for share in found):
        return []
    return [bar(share or 0.0) for share in found]


def _part(part: Cell, whole: Cell) -> float | None:
    return part / whole if isinstance(part, int | float) and isinstance(whole, int | float) and whole else None


def _matrices(columns: Sequence[Column]) -> list[tuple[int, int]]:
    """Where columns of numbers of one kind stand beside each other, as (first, behind the last)."""
    found = []
    first = 0
    for at in range(1, len(columns) + 1):
        if at == len(columns) or not (_belongs(columns[at]) and _belongs(columns[first]) and columns[at].kind == columns[first].kind):
            if at - first >= _LEAST and _belongs(columns[first]):
                found.append((first, at))
            first = at
    return found


def _belongs(column: Column) -> bool:
    return column.kind in {"count", "share", "rate"} and not column.of and column.name not in _SIZES


def _shades(table: Table, columns: Sequence[Column]) -> list[list[str]]:
    cells = [[row[table.index(column.name)] for row in table.rows] for column in columns]
    most = max((cell for column in cells for cell in column if isinstance(cell, int | float)), default=0) or 1
    return [[shade(cell / most) if isinstance(cell, int | float) else " " for cell in column] for column in cells]
