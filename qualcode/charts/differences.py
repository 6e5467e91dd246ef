"""Codes as differences between two cells: how many points the share of participants of one lies above that of the other."""

from __future__ import annotations

from dataclasses import replace

from qualcode.charts._frame import framed
from qualcode.charts._look import Figure, Look
from qualcode.charts._points import Point, percents, points
from qualcode.charts._rows import Row, cell_of, code_rows, has, number, of, readable
from qualcode.charts._words import say
from qualcode.table import Table
from qualcode.wording import colon

_TOLD = 3


def draws(table: Table) -> float:
    """How well this picture suits a table."""
    return 0.7 if has(table, "code", "one", "other", "share_difference", "participants_one_k", "participants_other_k") else 0.0


def draw(table: Table, look: Look) -> Figure:
    """A row for each code and pair of cells, a dot for the difference of shares, to the right where the first cell has more."""
    codes, code = code_rows(table, look), table.index("code")
    pair = [table.columns[table.index(name)] for name in ("one", "other")]
    against = [say("against", look.language, **dict(zip(("one", "other"), cell_of(row, table, pair), strict=True))) for row in table.rows]
    several = len(set(against)) > 1
    keys = [
        f"{codes[str(row[code])].key}, {said}" if several else codes[str(row[code])].key
        for row, said in zip(table.rows, against, strict=True)
    ]
    found = [
        Point(
            key,
            "",
            number(row[table.index("share_difference")]),
            " · ".join(
                of(row[table.index(f"participants_{side}_k")], row[table.index(f"participants_{side}_n")], look)
                for side in ("one", "other")
            ),
            told={"code": str(row[code]), "against": said},
        )
        for row, key, said in zip(table.rows, keys, against, strict=True)
    ]
    line = percents(say("differences_axis", look.language), [each.value for each in found], points=True)
    rows = readable([Row.of(key) for key in keys]) if several else list(codes.values())
    chart, width = points(rows, [""], found, line)
    what = say("differences", look.language)
    title = what if several else f"{colon(what, look.language)}{against[0]}"
    furthest = sorted((each for each in found if each.value), key=lambda each: -abs(each.value or 0.0))[:_TOLD]
    places = "; ".join(f"{each.row} {each.text}" for each in furthest)
    told = say("widest", look.language, places=places) if places else ""
    notes = [say("differences_notes", look.language)]
    counted = replace(table, unit="participant")
    return framed(chart, look=look, table=counted, title=title, notes=notes, width=width, alt_text=f"{title}. {told}".strip())
