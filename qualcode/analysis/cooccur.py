"""Which codes stand together: in one turn, and in turns near each other."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from qualcode.analysis._asked import Asked, code_label, columns_of
from qualcode.analysis._cells import named, places
from qualcode.analysis._rows import coders_by_language, title_by
from qualcode.analysis._saying import say
from qualcode.analysis._words import column
from qualcode.counts import Base, Key, Pair, Together
from qualcode.model import Codebook, Study
from qualcode.saying import amount
from qualcode.table import Cell, Column, Kind, Table
from qualcode.wording import colon

_FIGURES: tuple[tuple[str, Kind, str | None], ...] = (
    ("turns_both", "count", "turns_first"),
    ("turns_first", "count", None),
    ("turns_second", "count", "turns_n"),
    ("turns_n", "count", None),
    ("of_first", "share", None),
    ("of_second", "share", None),
    ("c", "number", None),
    ("overlap", "share", None),
    ("lift", "number", None),
    ("groups_k", "count", "groups_n"),
    ("groups_n", "count", None),
    ("participants_k", "count", "participants_n"),
    ("participants_n", "count", None),
)
_NEAR: tuple[tuple[str, Kind, str | None], ...] = (
    ("near_same", "count", None),
    ("near_other", "count", None),
    ("near_expected", "number", None),
)


def cooccur(
    found: Together, bases: Sequence[Base], book: Codebook, *, asked: Asked, study: Study | None = None, within: int = 0, least: int = 1
) -> Table:
    """A row for each two codes that stand together in at least `least` turns (or near each other), and each cell that is held.

    Units are turns of participants. `of_first` and `of_second` are the shares of the turns with either code that carry both; `c` is turns
    with both by turns with either (Jaccard, as ATLAS.ti's c), `overlap` those of the rarer code, `lift` both times all turns by the product
    of either (1: as often as by chance). Pairs with most turns come first. `within` adds the pairs of turns at most so many turns apart.
    """
    cells = places((), bases, book, asked, study, empty=False)
    order = {code.id: rank for rank, code in enumerate(book.codes)}
    totals: dict[tuple[str, str], tuple[int, int]] = {}
    for (_, one, other), pair in found.pairs.items():
        turns, near = totals.get((one, other), (0, 0))
        totals[one, other] = turns + pair.turns, near + pair.near_same + pair.near_other
    shown = [names for names, (turns, near) in totals.items() if turns >= least or (near and within and least == 1)]
    shown.sort(key=lambda names: (-totals[names][0], -totals[names][1], order.get(names[0], -1), order.get(names[1], -1)))
    columns = _columns(asked, study, book, within)
    return Table(
        title=title_by(asked, "Codes together", "Codes together by {by}", study, book),
        unit="turn",
        columns=columns,
        rows=tuple(
            (
                one,
                other,
                *place.key,
                *_figures(found, place.key, place.base, (one, other), near=within > 0),
            )
            for one, other in shown
            for place in cells
            if place.base
        ),
        layer=asked.layer,
        selection=asked.described(),
        notes=(
            *_explained(asked, within),
            *_sizes({place.key: place.base for place in cells if place.base}, asked),
            *coders_by_language(asked),
        ),
        group_by=2,
    )


def _columns(asked: Asked, study: Study | None, book: Codebook, within: int) -> tuple[Column, ...]:
    labels = {code.id: code_label(code, asked) for code in book.codes}
    head = (column("code", "code", language=asked.words, labels=labels), column("with", "code", language=asked.words, labels=labels))
    figures = tuple(column(name, kind, of=of, language=asked.words) for name, kind, of in (*_FIGURES, *(_NEAR if within else ())))
    return (*head, *columns_of(asked.by, asked, study, book, beside=(each.name for each in (*head, *figures))), *figures)


def _figures(found: Together, key: Key, base: Base, names: tuple[str, str], *, near: bool) -> tuple[Cell, ...]:
    pair = found.pairs.get((key, *names), Pair())
    first, second = (found.turns.get((key, code), 0) for code in names)
    return (
        pair.turns,
        first,
        second,
        base.turns,
        *measures(pair.turns, first, second, base.turns),
        pair.transcripts,
        base.transcripts,
        pair.participants,
        base.participants,
        *((pair.near_same, pair.near_other, pair.near_expected) if near else ()),
    )


def measures(both: int, first: int, second: int, units: int) -> tuple[float | None, ...]:
    """The two conditional shares, c, the overlap coefficient and lift; None where a code is on no unit.

    ATLAS.ti's example, 5 of 100 and 10 quotations:

    >>> [round(value, 3) for value in measures(5, 100, 10, 1000)]
    [0.05, 0.5, 0.048, 0.5, 5.0]
    """
    return (
        both / first if first else None,
        both / second if second else None,
        both / (first + second - both) if first or second else None,
        both / min(first, second) if first and second else None,
        both * units / (first * second) if first and second else None,
    )


def _explained(asked: Asked, within: int) -> list[str]:
    words = asked.words
    counted = "Counted in the layer {layer}, in turns of participants: a turn carries a code however often, and the codes above it."
    notes = [
        say(words, counted, layer=asked.layer),
        say(
            words,
            "turns with both: of those with the first. of the first, of the second: turns with both, as a share of those with that code.",
        ),
        say(words, "c: turns with both, of turns with either; of the rarer: of those with the code that has fewer."),
        say(words, "lift: 1 is as often as by chance, 2 twice as often. Turns of one speaker are not independent: no test is made."),
    ]
    if within:
        near = (
            "near: pairs of different turns, one with either code, at most {turns} apart (those of moderators too), by one"
            " participant or two; by chance: the mean if both codes stood on any turns of the participants in the same transcripts."
        )
        notes.append(say(words, near, turns=amount(within, "turn", words)))
    return notes


def _sizes(held: Mapping[Key, Base], asked: Asked) -> list[str]:
    if len(held) > 40:
        return []
    words = asked.words
    names = {key: named(key, asked.by, asked) if key else say(words, "Held") for key in held}
    return [
        colon(names[key], words) + say(words, "{turns} of participants.", turns=amount(base.turns, "turn", words))
        for key, base in held.items()
    ]
