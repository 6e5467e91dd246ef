"""Whose work it is: each function by the actor that is spoken of around it, or nobody."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from qualcode.analysis._asked import Asked, amount, code_label, columns_of, heading
from qualcode.analysis._cells import Key, places
from qualcode.analysis._rows import code_columns, coders_by_language, language_warnings
from qualcode.analysis._words import label
from qualcode.counts import Term
from qualcode.model import Base, Code, Codebook, Study
from qualcode.table import Cell, Column, Table

_NOTHING = Term(0, 0, 0)


def functions(
    around: Mapping[tuple[Key, str, str], Term],
    bases: Sequence[Base],
    book: Codebook,
    *,
    asked: Asked,
    study: Study,
    codes: Sequence[str],
    actors: Sequence[str],
    within: int,
    all_and_none: tuple[str, str],
) -> Table:
    """A row for each code and each cell that is held; for each actor (a code too), and for none of them, turns, groups and participants.

    A turn counts for an actor whose code stands in it or at most `within` turns away, so it can count for several. `all_and_none` are the
    names under which `around` holds all turns with the code, and those without any actor.
    """
    every, none = all_and_none
    cells = [place for place in places((), bases, book, asked, study, empty=False) if place.base]
    known: dict[str, Code] = {code.id: code for code in book.codes}
    rows: list[tuple[Cell, ...]] = []
    for code in codes:
        for place in cells:
            found = [around.get((place.key, code, other), _NOTHING) for other in (every, *actors, none)]
            counts = [number for each in found for number in (each.times, each.transcripts, each.participants)]
            rows.append((code, code_label(known[code], asked), *place.key, *counts))
    head = code_columns(asked.words)
    figures = [
        *_columns("all", label("all", asked.words), asked),
        *(each for actor in actors for each in _columns(actor, code_label(known[actor], asked), asked)),
        *_columns("none", label("none", asked.words), asked),
    ]
    named = ", ".join(heading(name, asked, study, book) for name in asked.by)
    return Table(
        title=f"Functions by actor and {named}" if named else "Functions by actor",
        unit="turn",
        columns=(*head, *columns_of(asked.by, asked, study, book, beside=(each.name for each in (*head, *figures))), *figures),
        rows=tuple(rows),
        layer=asked.layer,
        selection=asked.selection.described(),
        notes=(
            f"Counted in the layer {asked.layer}, in turns of participants that carry the function; a code counts what stands under it too.",
            f"Below each actor: turns with its code in them or at most {amount(within, 'turn')} away; groups; participants."
            if within
            else "Below each actor: turns with its code in them; groups; participants.",
            "A turn with several actors counts for each; nobody: turns with none of them.",
            *coders_by_language(asked),
        ),
        warnings=tuple(language_warnings(cells, asked, rates=False)),
        group_by=2,
    )


def _columns(name: str, words: str, asked: Asked) -> list[Column]:
    return [
        Column(f"{name}_turns", f"{words}: {label('turns', asked.words)}", "count"),
        Column(f"{name}_groups", f"{words}: {label('groups', asked.words)}", "count"),
        Column(f"{name}_participants", f"{words}: {label('participants', asked.words)}", "count"),
    ]
