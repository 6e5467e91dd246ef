"""Codes as numbers with their intervals: agreement by code, differences of rates, any table with a number and its interval."""

from __future__ import annotations

from dataclasses import replace
from itertools import takewhile

from qualcode.charts._frame import framed
from qualcode.charts._look import Figure, Look
from qualcode.charts._points import PERCENT, Point, numbers, points
from qualcode.charts._rows import Row, cell_of, code_rows, dimensions, has, number, readable
from qualcode.charts._words import say
from qualcode.figures import defined, written
from qualcode.table import Column, Table
from qualcode.text import visible
from qualcode.wording import colon

_NUMBERS = frozenset({"number", "rate", "share"})

_LINES = {"alpha": (0.667, 0.8)}
"""What readers hold the numbers of a column against."""

_CONTRAST = ("one", "other")


def _measured(table: Table) -> tuple[Column, Column] | None:
    """The first number that an interval follows; None without any that is defined."""
    for value, interval in zip(table.columns, table.columns[1:], strict=False):
        if value.kind in _NUMBERS and interval.kind == "interval" and any(defined(row[table.index(interval.name)]) for row in table.rows):
            return value, interval
    return None


def draws(table: Table) -> float:
    """How well this picture suits a table."""
    if not _measured(table):
        return 0.0
    return 0.8 if has(table, "code") else 0.7 if _words(table) else 0.0


def draw(table: Table, look: Look) -> Figure:
    """A row for each code (and each cell that it is split by), or each cell, with the number as a dot and its interval as a line."""
    measured = _measured(table)
    assert measured is not None
    value, interval = measured
    keys, rows = _rows(table, look)
    found = []
    for key, row in zip(keys, table.rows, strict=True):
        ends = row[table.index(interval.name)]
        low, high = (number(end) for end in ends) if isinstance(ends, tuple) and len(ends) == 2 else (None, None)
        said = number(row[table.index(value.name)])
        text = written(said, value.kind, look.figures) + (f" {written(ends, 'interval', look.figures)}" if low is not None else "")
        found.append(Point(key, "", said, text, low, high, {"code": str(row[table.index("code")])} if has(table, "code") else {}))
    line = numbers(
        visible(value.label),
        [each for point in found for each in (point.value, point.low, point.high)],
        look.figures.decimal,
        marks=_LINES.get(value.name, ()),
    )
    chart, width = points(rows, [""], found, replace(line, labels=PERCENT) if value.kind == "share" else line)
    what = _named(table, value, look)
    title = say("forest", look.language, what=what) if has(table, "code") else what
    notes = [say("forest_notes", look.language, interval=visible(interval.label))]
    notes += [say("alpha", look.language)] if value.name == "alpha" else []
    notes += [say("undefined", look.language)] if any(each.value is None for each in found) else []
    told = "; ".join(f"{each.row} {each.text}" for each in found[:40])
    return framed(chart, look=look, table=table, title=title, notes=notes, width=width, alt_text=f"{title}. {told}.")


def _words(table: Table) -> list[Column]:
    """The columns of words before the first number."""
    return list(takewhile(lambda column: column.kind in {"text", "code"}, table.columns))


def _rows(table: Table, look: Look) -> tuple[list[str], list[Row]]:
    """What each row of the table is called, and the rows of the picture in their order."""
    if not has(table, "code"):
        keys = [_cell(row, table, _words(table)) for row in table.rows]
        return keys, readable([Row.of(key) for key in dict.fromkeys(keys)])
    split = [column for column in dimensions(table) if column.name not in _CONTRAST]
    codes, code = code_rows(table, look), table.index("code")
    if len({_cell(row, table, split) for row in table.rows}) < 2:
        return [codes[str(row[code])].key for row in table.rows], list(codes.values())
    keys = [f"{codes[str(row[code])].key}, {_cell(row, table, split)}" for row in table.rows]
    return keys, readable([Row.of(key) for key in dict.fromkeys(keys)])


def _cell(row: tuple[object, ...], table: Table, split: list[Column]) -> str:
    return " × ".join(cell_of(row, table, split))  # type: ignore[arg-type]


def _named(table: Table, value: Column, look: Look) -> str:
    """The words for the number, with the two cells that it holds against each other where there are such."""
    label = visible(value.label)
    label = label[:1].upper() + label[1:]
    if not has(table, *_CONTRAST):
        return label
    pairs = {(row[table.index("one")], row[table.index("other")]) for row in table.rows}
    if len(pairs) != 1:
        return label
    one, other = cell_of(table.rows[0], table, [table.columns[table.index(name)] for name in _CONTRAST])
    return f"{colon(label, look.language)}{say('against', look.language, one=one, other=other)}"
