"""Codes by cells, as shaded squares: how many of the participants of each cell voice each code."""

from __future__ import annotations

from dataclasses import dataclass

from qualcode.charts._frame import framed
from qualcode.charts._heat import Square, heat, percents
from qualcode.charts._look import Figure, Look
from qualcode.charts._rows import cell_of, code_rows, dimensions, has, headings, number, of, of_codes, share
from qualcode.charts._words import say
from qualcode.figures import written
from qualcode.table import Table

_TOLD = 3
"""How many of the highest cells the words for the picture name."""


@dataclass(frozen=True, slots=True)
class _Measure:
    """What is counted of what, and the beginning of the names of its words; `sized`: each cell has one denominator for all its codes."""

    count: str
    of: str
    words: str
    sized: bool = True


def _measure(table: Table) -> _Measure | None:
    """What is drawn of a table: the turns of actors, transcripts that apply a code, or participants; None where it has none of them."""
    if has(table, "code", "actor", "turns_k", "turns_n"):
        return _Measure("turns_k", "turns_n", "functions", sized=False)
    if has(table, "code", "applied_k", "applied_n"):
        return _Measure("applied_k", "applied_n", "applied")
    return _Measure("participants_k", "participants_n", "heat") if of_codes(table) else None


def draws(table: Table) -> float:
    """How well this picture suits a table: counts of codes that are split by something."""
    return 0.6 if _measure(table) and dimensions(table) else 0.0


def draw(table: Table, look: Look) -> Figure:
    """A row for each code and a column for each cell; the share of participants is the shade, `k/n` is written in it."""
    measure = _measure(table)
    assert measure is not None
    split = dimensions(table)
    rows = code_rows(table, look)
    code, k, n = (table.index(name) for name in ("code", measure.count, measure.of))
    sizes: dict[tuple[str, ...], float] = {}
    for row in table.rows:
        cell = cell_of(row, table, split)
        sizes[cell] = max(sizes.get(cell, 0.0), number(row[n]) or 0.0)
    heads = {
        cell: "\n".join((*cell, *([f"n = {written(size, 'count', look.figures)}"] if measure.sized else [])))
        for cell, size in sizes.items()
    }
    squares = [
        Square(
            rows[str(row[code])].key,
            heads[cell_of(row, table, split)],
            share(row[k], row[n]),
            of(row[k], row[n], look),
            {"code": str(row[code]), "k": row[k], "n": row[n]},
        )
        for row in table.rows
    ]
    scale = percents(say(f"{measure.words}_scale", look.language), [square.value for square in squares])
    chart, width = heat(squares, list(rows.values()), list(heads.values()), scale, title=headings(split))
    best = sorted((square for square in squares if square.value), key=lambda square: -(square.value or 0.0))[:_TOLD]
    places = "; ".join(f"{square.row}, {square.column.split(chr(10) + 'n = ')[0].replace(chr(10), ' × ')} {square.text}" for square in best)
    told = [say("heat_alt", look.language, rows=len(rows), columns=len(heads))]
    if places:
        told.append(say("highest", look.language, places=places))
    notes = [say(f"{measure.words}_cells", look.language)]
    if any(square.value is None for square in squares):
        notes.append(say("none", look.language))
    title = say("by", look.language, what=say(measure.words, look.language), by=headings(split))
    return framed(chart, look=look, table=table, title=title, notes=notes, width=width, alt_text=f"{title}. {' '.join(told)}")
