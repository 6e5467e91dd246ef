"""Codes by cells, as shaded squares: how many of the participants of each cell voice each code."""

from __future__ import annotations

from qualcode.charts._frame import framed, text_of
from qualcode.charts._heat import Square, heat, percents
from qualcode.charts._look import Figure, Look
from qualcode.charts._rows import cell_of, dimensions, has, headings, levels, names, number, of, share
from qualcode.charts._words import say
from qualcode.figures import written
from qualcode.table import Table

_TOLD = 3
"""How many of the highest cells the words for the picture name."""


def draws(table: Table) -> float:
    """How well this picture suits a table."""
    return 0.6 if has(table, "code", "participants_k", "participants_n") and dimensions(table) else 0.0


def draw(table: Table, look: Look) -> Figure:
    """A row for each code and a column for each cell; the share of participants is the shade, `k/n` is written in it."""
    split = dimensions(table)
    rows = names(table)
    code, k, n = (table.index(name) for name in ("code", "participants_k", "participants_n"))
    sizes: dict[tuple[str, ...], float] = {}
    for row in table.rows:
        cell = cell_of(row, table, split)
        sizes[cell] = max(sizes.get(cell, 0.0), number(row[n]) or 0.0)
    heads = {cell: "\n".join((*cell, f"n = {written(size, 'count', look.figures)}")) for cell, size in sizes.items()}
    squares = [
        Square(
            rows[str(row[code])],
            heads[cell_of(row, table, split)],
            share(row[k], row[n]),
            of(row[k], row[n], look),
            {"code": str(row[code]), "k": row[k], "n": row[n]},
        )
        for row in table.rows
    ]
    scale = percents(say("heat_scale", look.language), [square.value for square in squares])
    chart, width = heat(squares, list(rows.values()), list(heads.values()), scale, title=headings(split), levels=levels(rows, look))
    best = sorted((square for square in squares if square.value), key=lambda square: -(square.value or 0.0))[:_TOLD]
    places = "; ".join(
        f"{text_of(square.row)}, {square.column.split(chr(10) + 'n = ')[0].replace(chr(10), ' × ')} {square.text}" for square in best
    )
    told = [say("heat_alt", look.language, rows=len(rows), columns=len(heads))]
    if places:
        told.append(say("highest", look.language, places=places))
    notes = [say("heat_cells", look.language)]
    if any(square.value is None for square in squares):
        notes.append(say("none", look.language))
    title = say("by", look.language, what=say("heat", look.language), by=headings(split))
    return framed(chart, look=look, table=table, title=title, notes=notes, width=width, alt_text=f"{title}. {' '.join(told)}")
