"""Words as bars of how often they are used; those that are typical of a part as dots, here and elsewhere."""

from __future__ import annotations

from typing import Any

from qualcode.charts._bars import Part, bars
from qualcode.charts._frame import framed, labels_width
from qualcode.charts._look import KINDS, Figure, Look
from qualcode.charts._panels import panels
from qualcode.charts._points import Point, numbers, points
from qualcode.charts._rows import Row, cell_of, dimensions, has, headings, number, of, readable
from qualcode.charts._words import say
from qualcode.figures import written
from qualcode.table import Column, Table
from qualcode.text import visible

_TOLD = 5
_PAIRS = ("first_word", "second_word", "times", "likelihood", "participants")


def draws(table: Table) -> float:
    """How well this picture suits a table."""
    return 0.8 if has(table, "term", "times", "times_rate", "participants_k", "participants_n") or has(table, *_PAIRS) else 0.0


def draw(table: Table, look: Look) -> Figure:
    """Of frequencies a bar for each word; of keyness, for each part, a row for each word with its rate here and elsewhere."""
    kind = "pairs" if has(table, *_PAIRS) else "keyness" if has(table, "rest_rate") else "words"
    named = [
        " ".join(visible(str(row[table.index(name)])) for name in (_PAIRS[:2] if kind == "pairs" else ("term",))) for row in table.rows
    ]
    split = [column for column in dimensions(table) if column.name not in {"term", *_PAIRS}]
    chart, width = _keyness(table, look, split) if kind == "keyness" else _bars(table, look, named, kind)
    title = say(kind, look.language)
    title = say("by", look.language, what=title, by=headings(split)) if split else title
    told = say("words_alt", look.language, rows=len(named), places=", ".join(named[:_TOLD]))
    notes = [say(f"{kind}_notes", look.language)]
    return framed(chart, look=look, table=table, title=title, notes=notes, width=width, alt_text=f"{title}. {told}")


def _bars(table: Table, look: Look, named: list[str], kind: str) -> tuple[Any, float]:
    """A bar for each word, as long as its rate; for each pair of words, as long as its likelihood."""
    what = say(f"{kind}_axis", look.language)
    measure = table.index("times_rate" if kind == "words" else "likelihood")
    parts, beside = [], {}
    for name, row in zip(named, table.rows, strict=True):
        times = row[table.index("times")]
        who = row[table.index("participants_k" if kind == "words" else "participants")]
        of_all = of(who, row[table.index("participants_n")], look) if kind == "words" else written(who, "count", look.figures)
        parts.append(Part(name, what, 0.0, number(row[measure]) or 0.0, "", {"times": times, "participants": who}))
        beside[name] = f"{written(times, 'count', look.figures)} · {of_all}"
    line = numbers(what, [part.end for part in parts], look.figures.decimal)
    return bars(readable([Row.of(name) for name in named]), {what: KINDS[0]}, parts, line, beside=beside)


def _keyness(table: Table, look: Look, split: list[Column]) -> tuple[Any, float]:
    series = [say("keyness_here", look.language), say("keyness_else", look.language)]
    rates = [number(row[table.index(name)]) for row in table.rows for name in ("times_rate", "rest_rate")]
    line = numbers(say("words_axis", look.language), rates, look.figures.decimal)
    cells = list(dict.fromkeys(cell_of(row, table, split) for row in table.rows))
    drawn = []
    room = labels_width(Row.of(visible(str(row[table.index("term")]))) for row in table.rows)
    for cell in cells:
        rows = [row for row in table.rows if cell_of(row, table, split) == cell]
        named = [Row.of(visible(str(row[table.index("term")]))) for row in rows]
        found = [
            Point(here.key, name, number(row[table.index(rate)]), written(row[table.index(rate)], "rate", look.figures))
            for here, row in zip(named, rows, strict=True)
            for name, rate in zip(series, ("times_rate", "rest_rate"), strict=True)
        ]
        drawn.append((" × ".join(cell), points(readable(named), series, found, line, joined=True, room=room)))
    return panels(drawn)
