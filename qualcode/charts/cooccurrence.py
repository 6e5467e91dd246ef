"""Codes by codes, as shaded squares: in how many turns two stand together, the darker the more of their turns they share."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from itertools import combinations
from typing import Any

from qualcode.charts._frame import framed
from qualcode.charts._heat import Scale, Square, heat, percents
from qualcode.charts._look import Figure, Look
from qualcode.charts._panels import panels
from qualcode.charts._rows import Row, cell_of, dimensions, has, headings, names, number, readable
from qualcode.charts._words import say
from qualcode.figures import written
from qualcode.table import Cell, Table

_TOLD = 3
_NARROW = 24


def draws(table: Table) -> float:
    """How well this picture suits a table."""
    return 0.8 if has(table, "code", "with", "turns_both", "c") else 0.0


def draw(table: Table, look: Look) -> Figure:
    """A triangle of codes, for each cell that the table is split by: `n` is written where two codes share turns, their `c` is the shade."""
    split = dimensions(table)
    labels = known(table, look)
    cells = list(dict.fromkeys(cell_of(row, table, split) for row in table.rows))
    c = [number(row[table.index("c")]) for row in table.rows]
    scale = percents(say("together_scale", look.language), c)
    drawn: list[tuple[str, tuple[Any, float]]] = []
    for cell in cells:
        rows = [row for row in table.rows if cell_of(row, table, split) == cell]
        drawn.append((" × ".join(cell), _triangle(rows, table, labels, look, scale)))
    chart, width = panels(drawn)
    title = say("together", look.language)
    title = say("by", look.language, what=title, by=headings(split)) if split else title
    turns = dict.fromkeys((*cell_of(row, table, split), written(row[table.index("turns_n")], "count", look.figures)) for row in table.rows)
    notes = [say("together_cells", look.language, turns="; ".join(" ".join(each) for each in turns))]
    told = [
        say("together_alt", look.language, rows=len(table.rows)),
        say("strongest", look.language, places=strongest(table, labels, look)),
    ]
    return framed(chart, look=look, table=table, title=title, notes=notes, width=width, alt_text=f"{title}. {' '.join(told)}")


def known(table: Table, look: Look) -> dict[str, str]:
    """The codes of both columns with their labels, in the order of the codebook where it is known."""
    found = {**names(table, look), **names(table, look, "with")}
    order = {id: at for at, id in enumerate(look.levels)}
    seen = {id: at for at, id in enumerate(found)}
    alike = Counter(found.values())
    ranked = sorted(found, key=lambda code: (order.get(code, len(order)), seen[code]))
    return {id: found[id] if alike[found[id]] == 1 else f"{found[id]} ({id})" for id in ranked}


def strongest(table: Table, labels: dict[str, str], look: Look) -> str:
    """The pairs that share most turns, in words."""
    code, with_, both = (table.index(name) for name in ("code", "with", "turns_both"))
    best = sorted(table.rows, key=lambda row: -(number(row[both]) or 0.0))[:_TOLD]
    return "; ".join(f"{labels[str(row[code])]} – {labels[str(row[with_])]} ({written(row[both], 'count', look.figures)})" for row in best)


def _triangle(rows: Sequence[Sequence[Cell]], table: Table, labels: dict[str, str], look: Look, scale: Scale) -> tuple[Any, float]:
    code, with_, both, c = (table.index(name) for name in ("code", "with", "turns_both", "c"))
    used = {str(row[at]) for row in rows for at in (code, with_)}
    order = [id for id in labels if id in used]
    rank = {id: at for at, id in enumerate(order)}
    lines = readable({id: Row.of(labels[id], look.levels.get(id, 0)) for id in order[1:]})
    empty = {(second, first): Square(lines[second].key, labels[first], None, "") for first, second in combinations(order, 2)}
    for row in rows:
        first, second = sorted((str(row[code]), str(row[with_])), key=rank.__getitem__)
        if first != second and row[both]:
            told = {"code": first, "with": second, "turns": row[both]}
            text = written(row[both], "count", look.figures)
            empty[second, first] = Square(lines[second].key, labels[first], number(row[c]), text, told)
    return heat(list(empty.values()), list(lines.values()), [labels[id] for id in order[:-1]], scale, least=_NARROW)
