"""Quotations against talk, as dots: what share of what is quoted and of what is said comes from whom."""

from __future__ import annotations

from dataclasses import replace

from qualcode.charts._frame import framed
from qualcode.charts._look import Figure, Look
from qualcode.charts._points import Point, percents, points
from qualcode.charts._rows import Row, has, number, readable, said
from qualcode.charts._words import say
from qualcode.figures import written
from qualcode.table import Table
from qualcode.text import visible

_LEVELS = frozenset({"participant", "group", "language"})


def draws(table: Table) -> float:
    """How well this picture suits a table."""
    return 0.8 if has(table, "level", "name", "passages_k", "passages_share", "words_share") else 0.0


def draw(table: Table, look: Look) -> Figure:
    """A row for each participant, group and language, with a dot for its share of the quotations and one for its share of the talk."""
    series = [say("balance_quoted", look.language), say("balance_said", look.language)]
    rows: dict[str, Row] = {}
    level, named_so = (table.columns[table.index(column)] for column in ("level", "name"))
    found = []
    for row in table.rows:
        name, transcript = (visible(str(row[table.index(column)] or "")) for column in ("name", "transcript"))
        name = said(name, named_so)
        of = str(row[table.index("level")])
        heading = say(f"balance_{of}", look.language) if of in _LEVELS else said(of, level)
        rows.setdefault(heading, Row.of(heading))
        here = Row.of(" · ".join(dict.fromkeys(part for part in (name, transcript) if part)), 1)
        here = replace(here, key=f"{heading}: {here.key}")
        rows[here.key] = here
        for named, column in zip(series, ("passages_share", "words_share"), strict=True):
            cell = row[table.index(column)]
            found.append(Point(here.key, named, number(cell), written(cell, "share", look.figures)))
    line = percents(say("balance_axis", look.language), [each.value for each in found])
    chart, width = points(readable(list(rows.values())), series, found, line, joined=True)
    title = say("balance", look.language)
    told = say("points_alt", look.language, rows=len(table.rows), columns=2)
    return framed(
        chart, look=look, table=table, title=title, notes=[say("balance_notes", look.language)], width=width, alt_text=f"{title}. {told}"
    )
