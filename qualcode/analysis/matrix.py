"""Codes by cases: a row for each case and a column for each code, or the other way round, for reading and for other programs."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Literal

from qualcode.analysis._asked import Asked, chosen_codes, code_label, columns_of, value_labels
from qualcode.analysis._cells import Place, cell_name, places
from qualcode.analysis._rows import code_columns, coders_by_language, counted_in, language_warnings, title_by, untagged
from qualcode.analysis._saying import say
from qualcode.analysis._words import column
from qualcode.counts import Base, Tally
from qualcode.model import Codebook, Study
from qualcode.table import Cell, Column, Kind, Table

Cells = Literal["presence", "segments", "words", "participants", "share", "rate"]
CELLS: tuple[Cells, ...] = ("presence", "segments", "words", "participants", "share", "rate")

_VALUES: Mapping[str, tuple[Kind, str, str, Callable[[Tally | None, Base], Cell]]] = {
    "presence": (
        "count",
        "participant",
        "In the cells: 1: a participant voices the code; 0: nobody does.",
        lambda tally, _: int(bool(tally)),
    ),
    "segments": (
        "count",
        "segment",
        "In the cells: stretches coded, overlapping ones once.",
        lambda tally, _: tally.segments if tally else 0,
    ),
    "words": ("count", "word", "In the cells: words of participants that are coded.", lambda tally, _: tally.words if tally else 0),
    "participants": (
        "count",
        "participant",
        "In the cells: participants who voice the code.",
        lambda tally, _: tally.participants if tally else 0,
    ),
    "share": (
        "share",
        "participant",
        "In the cells: the share of the participants present who voice the code.",
        lambda tally, base: (tally.participants if tally else 0) / base.participants if base.participants else None,
    ),
    "rate": (
        "rate",
        "word",
        "In the cells: words coded per 1,000 words of participants.",
        lambda tally, base: 1000 * (tally.words if tally else 0) / base.words if base.words else None,
    ),
}


def matrix(
    tallies: Sequence[Tally],
    bases: Sequence[Base],
    book: Codebook,
    *,
    asked: Asked,
    study: Study | None = None,
    cells: Cells = "presence",
    codes_as_rows: bool = False,
) -> Table:
    """A row for each case (a cell of `asked.by` that is held) and a column, named by its id, for each code that is used.

    `cells` says what stands in them. With `codes_as_rows` a row for each code, and a column for each case, named by its values parted by
    ` x `. Codes without codings are left out, unless `asked.all_codes`. Undefined where nobody speaks.
    """
    kind, unit, said, value = _VALUES[cells]
    held = [(place, place.base) for place in places(tallies, bases, book, asked, study, empty=False) if place.base]
    counted = {(tally.code, tally.key): tally for tally in tallies if tally.segments}
    used = {code for code, _ in counted}
    codes = [code for code in chosen_codes(book, asked) if asked.all_codes or code.id in used]
    columns: tuple[Column, ...]
    rows: tuple[tuple[Cell, ...], ...]
    if codes_as_rows:
        columns = (*code_columns(asked.words), *(_case(place, kind, asked, study, book) for place, _ in held))
        rows = tuple(
            (code.id, code_label(code, asked), *(value(counted.get((code.id, place.key)), base) for place, base in held)) for code in codes
        )
    else:
        sizes = (column("participants_n", "count", language=asked.words), column("words_n", "count", language=asked.words))
        taken = [*(code.id for code in codes), *(each.name for each in sizes)]
        dimensions = columns_of(asked.by, asked, study, book, beside=taken)
        columns = (*dimensions, *sizes, *(Column(code.id, code_label(code, asked), kind) for code in codes))
        rows = tuple(
            (*place.key, base.participants, base.words, *(value(counted.get((code.id, place.key)), base) for code in codes))
            for place, base in held
        )
    shown = [place for place, _ in held]
    return Table(
        title=title_by(asked, "Codes", "Codes by {by}", study, book),
        unit=unit,
        columns=columns,
        rows=rows,
        layer=asked.layer,
        selection=asked.described(),
        notes=(
            counted_in(asked),
            say(asked.words, said),
            say(asked.words, "A code counts what stands under it too, once."),
            *coders_by_language(asked),
        ),
        warnings=(*untagged(shown, asked), *language_warnings(shown, asked, rates=cells in {"words", "rate"})),
        group_by=2 if codes_as_rows else max(0, len(asked.by) - 1),
    )


def _case(place: Place, kind: Kind, asked: Asked, study: Study | None, book: Codebook) -> Column:
    words = [value_labels(name, asked, study, book) for name in asked.by]
    label = " x ".join("–" if value is None else known.get(value, value) for value, known in zip(place.key, words, strict=True))
    return Column(cell_name(place.key), label, kind)
