"""Codes by a few cells, as dots on a line: how far the cells lie apart in who voices each code."""

from __future__ import annotations

from qualcode.charts._frame import framed
from qualcode.charts._look import Figure, Look
from qualcode.charts._points import Point, percents, points
from qualcode.charts._rows import cell_of, code_rows, dimensions, has, headings, of, of_codes, share
from qualcode.charts._titles import mirrored
from qualcode.charts._words import say
from qualcode.table import Column, Table

_MOST = 5
"""Of more cells than these the dots lie too close; there is the heat map."""

_TOLD = 3


def draws(table: Table) -> float:
    """How well this picture suits a table: best when two cells stand against each other."""
    if not of_codes(table):
        return 0.0
    if has(table, "side", "about"):
        return 0.9
    split = _split(table)
    cells = len({cell_of(row, table, split) for row in table.rows}) if split else 0
    return 0.0 if not 2 <= cells <= _MOST else 0.7 if cells == 2 else 0.4


def draw(table: Table, look: Look) -> Figure:
    """A row for each code, a dot in it for each cell: the share of its participants who voice the code."""
    split = _split(table)
    rows = code_rows(table, look)
    code, k, n = (table.index(name) for name in ("code", "participants_k", "participants_n"))
    found = [
        Point(
            rows[str(row[code])].key,
            " × ".join(cell_of(row, table, split)),
            share(row[k], row[n]),
            of(row[k], row[n], look),
            told={"code": str(row[code]), "k": row[k], "n": row[n]},
        )
        for row in table.rows
    ]
    series = list(dict.fromkeys(each.series for each in found))
    line = percents(say("heat_scale", look.language), [each.value for each in found])
    chart, width = points(list(rows.values()), series, found, line, joined=True)
    what = say("heat", look.language)
    title = mirrored(what, table, look) if has(table, "side", "about") else say("by", look.language, what=what, by=headings(split))
    told = [say("points_alt", look.language, rows=len(rows), columns=len(series)), *_apart(found, look)]
    notes = [say("dumbbell_notes", look.language), *([say("none", look.language)] if any(each.value is None for each in found) else [])]
    return framed(chart, look=look, table=table, title=title, notes=notes, width=width, alt_text=f"{title}. {' '.join(told)}")


def _split(table: Table) -> list[Column]:
    """What the dots of a row stand for; whom a side speaks about is the other side."""
    return [column for column in dimensions(table) if column.name != "about"]


def _apart(found: list[Point], look: Look) -> list[str]:
    """The rows whose dots lie furthest apart, in words."""
    by_row: dict[str, list[Point]] = {}
    for each in found:
        if each.value is not None:
            by_row.setdefault(each.row, []).append(each)
    spread = {row: max(each.value or 0.0 for each in dots) - min(each.value or 0.0 for each in dots) for row, dots in by_row.items()}
    furthest = sorted((row for row in spread if spread[row]), key=lambda row: -spread[row])[:_TOLD]
    places = "; ".join(f"{row} ({', '.join(f'{dot.series} {dot.text}' for dot in by_row[row])})" for row in furthest)
    return [say("widest", look.language, places=places)] if places else []
