"""Codes by how they are voiced: for to the right, against to the left, both around the middle; other attributes as bars of parts."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from qualcode.charts._bars import Part, bars
from qualcode.charts._frame import framed
from qualcode.charts._look import KINDS, Figure, Look
from qualcode.charts._points import Line, percents
from qualcode.charts._rows import Row, cell_of, code_rows, dimensions, has, headings, number, of, readable
from qualcode.charts._titles import mirrored
from qualcode.charts._words import say
from qualcode.table import Cell, Column, Table
from qualcode.text import visible

_LEFT, _MIDDLE, _RIGHT = ("contra",), ("ambivalent",), ("pro",)
_SIDES: Mapping[str, str] = {"contra": "#e08214", "ambivalent": "#e3dccf", "pro": "#0b3c6f"}
"""The values that a diverging bar is made of, with colours that differ in lightness too; others are told beside it."""

_NO_VALUES = frozenset(["segments", "words", "turns", "spontaneous", "prompted", "near_same", "near_other", "codes_new"])
_ENDS = ("_groups", "_replies", "_k", "_n")


def value_columns(table: Table) -> list[Column]:
    """The columns that count participants by a value of an attribute: those behind the participants in all."""
    if not has(table, "code", "participants_k", "participants_n"):
        return []
    after = table.columns[table.index("participants_n") + 1 :]
    return [
        column
        for column in after
        if column.kind == "count" and not column.of and column.name not in _NO_VALUES and not column.name.endswith(_ENDS)
    ]


def draws(table: Table) -> float:
    """How well this picture suits a table: one with participants by the values of an attribute."""
    return 0.8 if len(value_columns(table)) > 1 else 0.0


def draw(table: Table, look: Look) -> Figure:
    """A bar for each code and cell; its parts are the shares of the participants present who voice the code with each value."""
    found = value_columns(table)
    names = {column.name: visible(column.label) for column in found}
    split = [column for column in dimensions(table) if column.name != "about"]
    rows, keys = _rows(table, look, split)
    sided = {"contra", "pro"} <= set(names)
    shown = [name for name in (*_LEFT, *_MIDDLE, *_RIGHT) if name in names] if sided else list(names)
    kinds = {names[name]: _SIDES[name] if sided else KINDS[at % len(KINDS)] for at, name in enumerate(shown)}
    parts: list[Part] = []
    beside: dict[str, str] = {}
    for row, key in zip(table.rows, keys, strict=True):
        counts = {name: row[table.index(name)] for name in names}
        n = row[table.index("participants_n")]
        beside[key] = _beside(row, table, {name: label for name, label in names.items() if name not in shown}, look)
        parts += _parts(key, {name: counts[name] for name in shown}, n, names, sided=sided)
    line = _line(parts, look, sided=sided)
    chart, width = bars(rows, kinds, parts, line, beside=beside)
    title = _title(table, look, split, sided=sided)
    notes = [say("stance_notes", look.language), say("stance_any" if has(table, "segments_k") else "stance_all", look.language)]
    told = say("stance_alt", look.language, rows=len(keys), values=", ".join(names[name] for name in shown))
    return framed(chart, look=look, table=table, title=title, notes=notes, width=width, alt_text=f"{title}. {told}")


def _title(table: Table, look: Look, split: Sequence[Column], *, sided: bool) -> str:
    what = say("stance" if sided else "stance_values", look.language)
    if has(table, "side", "about"):
        return mirrored(what, table, look)
    return say("by", look.language, what=what, by=headings(split)) if split else what


def _rows(table: Table, look: Look, split: Sequence[Column]) -> tuple[list[Row], list[str]]:
    """The rows of the picture, and which of them each row of the table is: a heading for each code where it is split, and its cells below it."""
    codes, code = code_rows(table, look), table.index("code")
    cells = [" × ".join(cell_of(row, table, split)) for row in table.rows]
    keys = [codes[str(row[code])].key for row in table.rows]
    if len(set(cells)) < 2:
        return list(codes.values()), keys
    rows: dict[str, Row] = {}
    for at, (key, cell) in enumerate(zip(keys, cells, strict=True)):
        heading = codes[str(table.rows[at][code])]
        rows.setdefault(key, replace(heading, level=0))
        keys[at] = f"{key} · {cell}"
        rows[keys[at]] = replace(Row.of(cell, 1), key=keys[at])
    return readable(list(rows.values())), keys


def _beside(row: Sequence[Cell], table: Table, left: Mapping[str, str], look: Look) -> str:
    """What stands beside a bar: the values that it does not show, and those who voice any of all participants."""
    rest = [f"{label} {row[table.index(name)]}" for name, label in left.items() if row[table.index(name)]]
    return " · ".join([*rest, of(row[table.index("participants_k")], row[table.index("participants_n")], look)])


def _parts(key: str, counts: Mapping[str, Cell], n: Cell, names: Mapping[str, str], *, sided: bool) -> list[Part]:
    """The parts of a bar, in shares of n: side by side from 0 on, or with the middle around 0 and the others to either side of it."""
    whole = number(n)
    if not whole:
        return []
    shares = {name: (number(count) or 0.0) / whole for name, count in counts.items()}
    at = -sum(shares.get(name, 0.0) for name in _LEFT) - sum(shares.get(name, 0.0) for name in _MIDDLE) / 2 if sided else 0.0
    parts = []
    for name, share in shares.items():
        if share:
            parts.append(Part(key, names[name], at, at + share, str(counts[name]), {"k": counts[name], "n": n}))
        at += share
    return parts


def _line(parts: Sequence[Part], look: Look, *, sided: bool) -> Line:
    axis = percents(say("stance_axis", look.language), [end for part in parts for end in (part.start, part.end)], points=sided)
    if not sided:
        most = max((part.end for part in parts), default=1.0)
        return axis if most <= 1 else replace(axis, high=most * 1.02)
    return replace(axis, labels="format(abs(datum.value) * 100, '.0f') + '\u00a0%'")
