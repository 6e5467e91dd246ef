"""Codes as dots: the share of groups and of participants, with the interval of the share of groups where the table has one."""

from __future__ import annotations

from qualcode.charts._frame import framed
from qualcode.charts._look import Figure, Look
from qualcode.charts._points import Point, percents, points
from qualcode.charts._rows import code_rows, dimensions, has, number, of, of_codes, share
from qualcode.charts._words import say
from qualcode.table import Table

_TOLD = 3


def draws(table: Table) -> float:
    """How well this picture suits a table: frequencies of codes that are not split by anything."""
    wanted = of_codes(table) and has(table, "groups_k", "groups_n")
    return 0.6 if wanted and not dimensions(table) else 0.0


def draw(table: Table, look: Look) -> Figure:
    """A row for each code, with a dot for the share of groups and one for that of participants."""
    rows = code_rows(table, look)
    code = table.index("code")
    interval = table.index("groups_interval") if has(table, "groups_interval") else None
    found = []
    for row in table.rows:
        for name in ("groups", "participants"):
            k, n = row[table.index(f"{name}_k")], row[table.index(f"{name}_n")]
            ends = row[interval] if interval is not None and name == "groups" else None
            low, high = (number(end) for end in ends) if isinstance(ends, tuple) and len(ends) == 2 else (None, None)
            told = {"code": str(row[code]), "k": k, "n": n}
            found.append(Point(rows[str(row[code])].key, say(name, look.language), share(k, n), of(k, n, look), low, high, told))
    series = [say(name, look.language) for name in ("groups", "participants")]
    line = percents(say("dots_share", look.language), [number for each in found for number in (each.value, each.high)])
    chart, width = points(list(rows.values()), series, found, line)
    title = say("dots", look.language)
    notes = [say("dots_notes", look.language), *([say("wilson", look.language)] if any(each.low is not None for each in found) else [])]
    best = sorted((each for each in found if each.series == series[1] and each.value), key=lambda each: -(each.value or 0.0))[:_TOLD]
    told_ = say("points_alt", look.language, rows=len(rows), columns=len(series))
    places = "; ".join(f"{each.row} {each.text} {each.series}" for each in best)
    words = " ".join([told_, *([say("highest", look.language, places=places)] if places else [])])
    return framed(chart, look=look, table=table, title=title, notes=notes, width=width, alt_text=f"{title}. {words}")
