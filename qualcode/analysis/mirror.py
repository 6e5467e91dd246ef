"""Two sides in the mirror: what each of them says of working with the other, code by code, with its stance."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from qualcode.analysis._asked import ATTRIBUTE, Asked, chosen_codes, code_label, heading, value_labels
from qualcode.analysis._cells import Place, places
from qualcode.analysis._rows import code_columns, coders_by_language, counted_in, denominators, language_warnings, mixture, voiced_columns
from qualcode.analysis._saying import say
from qualcode.analysis._words import column
from qualcode.counts import Base, Tally
from qualcode.errors import QualcodeError
from qualcode.model import UNSURE, Attribute, Codebook, Study
from qualcode.table import Cell, Column, Table

_WHO = "Who speaks is told by {named}; that they speak of the other side is taken from the codes, which are about working together."
_VOICED = "groups and participants: those who voice the code, of those held and present; below each stance, participants who voice it so."


def mirror(
    tallies: Sequence[Tally],
    bases: Sequence[Base],
    book: Codebook,
    study: Study,
    *,
    moves: Sequence[Tally],
    asked: Asked,
    attribute: Attribute,
) -> Table:
    """Two rows for each code that is used, one for either side that speaks `about` the other.

    Groups, participants, who voices it with each value of the attribute, and `share_difference`: the share of this side's participants less
    that of the other's. `asked.by` is one variable with two values here; `moves` have the attribute as their last dimension. Raises
    QualcodeError when there are not two sides.
    """
    named = heading(asked.by[0], asked, study, book)
    sides = [
        place for place in places(tallies, bases, book, asked, study, empty=False) if place.base and not {None, UNSURE} & set(place.key)
    ]
    if len(sides) != 2:
        known = ", ".join(str(place.key[0]) for place in sides) or "none"
        raise QualcodeError(
            f"A mirror has two sides, and {named} has {len(sides)} here: {known}.", "Give two: --where NAME=A --where NAME=B"
        )
    who = [value_labels(asked.by[0], asked, study, book).get(str(place.key[0]), str(place.key[0])) for place in sides]
    unlike = mixture(sides[0], asked) != mixture(sides[1], asked)
    return Table(
        title=say(asked.words, "{one} about {other}, {other} about {one}", one=who[0], other=who[1]),
        unit="participant",
        columns=_columns(attribute, asked, study, book),
        rows=tuple(_rows(tallies, moves, sides, book=book, asked=asked, attribute=attribute)),
        layer=asked.layer,
        selection=asked.described(),
        notes=(
            counted_in(asked),
            say(asked.words, _WHO, named=named),
            say(asked.words, _VOICED),
            say(asked.words, "difference of shares: of participants, this side less the other, in points."),
            *denominators(sides, asked, rates=False),
            *coders_by_language(asked),
        ),
        warnings=tuple(language_warnings(sides, asked, rates=False)) if unlike else (),
        group_by=2,
    )


def _rows(
    tallies: Sequence[Tally], moves: Sequence[Tally], sides: Sequence[Place], *, book: Codebook, asked: Asked, attribute: Attribute
) -> Iterator[tuple[Cell, ...]]:
    """A row for each code and side."""
    counted = {(tally.code, tally.key): tally for tally in tallies if tally.segments}
    by_value = {(tally.code, tally.key[:-1], tally.key[-1]): tally for tally in moves}
    used = {code for code, _ in counted}
    for code in chosen_codes(book, asked):
        if code.id in used or asked.all_codes:
            shares = [_share(counted.get((code.id, place.key)), place.base) for place in sides]
            for at, place in enumerate(sides):
                assert place.base is not None
                tally = counted.get((code.id, place.key))
                found = [by_value.get((code.id, place.key, value.id)) for value in attribute.values]
                mine, theirs = shares[at], shares[1 - at]
                yield (
                    *(code.id, code_label(code, asked), place.key[0], sides[1 - at].key[0]),
                    *(tally.transcripts if tally else 0, place.base.transcripts),
                    *(tally.participants if tally else 0, place.base.participants),
                    *(each.participants if each else 0 for each in found),
                    mine - theirs if mine is not None and theirs is not None else None,
                )


def _share(tally: Tally | None, base: Base | None) -> float | None:
    return (tally.participants if tally else 0) / base.participants if base and base.participants else None


def _columns(attribute: Attribute, asked: Asked, study: Study, book: Codebook) -> tuple[Column, ...]:
    words = value_labels(ATTRIBUTE + attribute.id, asked, study, book)
    sides = value_labels(asked.by[0], asked, study, book)
    return (
        *code_columns(asked.words),
        column("side", "text", language=asked.words, labels=sides),
        column("about", "text", language=asked.words, labels=sides),
        *voiced_columns(asked.words),
        *(Column(value.id, words.get(value.id, value.id), "count") for value in attribute.values),
        column("share_difference", "share", language=asked.words),
    )
