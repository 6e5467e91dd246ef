"""What suggestions are worth for each code: F1 as dots."""

from __future__ import annotations

from qualcode.charts._frame import framed
from qualcode.charts._look import Figure, Look
from qualcode.charts._points import Point, numbers, points
from qualcode.charts._rows import code_rows, has, number, of
from qualcode.charts._words import say
from qualcode.figures import written
from qualcode.table import Table


def draws(table: Table) -> float:
    """How well this picture suits a table."""
    return 0.8 if has(table, "code", "given", "shown", "right", "f1") else 0.0


def draw(table: Table, look: Look) -> Figure:
    """A row for each code with a dot for its F1; beside it how many were right of those shown, and how often the code was given."""
    rows, code = code_rows(table, look), table.index("code")
    found = []
    for row in table.rows:
        f1 = number(row[table.index("f1")])
        right, shown, given = (row[table.index(name)] for name in ("right", "shown", "given"))
        text = f"{written(f1, 'rate', look.figures)} · {of(right, shown, look)} · {written(given, 'count', look.figures)}"
        found.append(Point(rows[str(row[code])].key, "", f1, text, told={"code": str(row[code])}))
    line = numbers("F1", [0.0, 1.0], look.figures.decimal)
    chart, width = points(list(rows.values()), [""], found, line)
    title = say("f1", look.language)
    best = sorted((each for each in found if each.value), key=lambda each: -(each.value or 0.0))[:3]
    told = say("highest", look.language, places="; ".join(f"{each.row} {each.text}" for each in best)) if best else ""
    return framed(
        chart, look=look, table=table, title=title, notes=[say("f1_notes", look.language)], width=width, alt_text=f"{title}. {told}".strip()
    )
