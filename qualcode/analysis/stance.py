"""Who is for and who is against: each code by the values of an attribute of its codings, in participants and groups."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from qualcode.analysis._asked import ATTRIBUTE, Asked, chosen_codes, code_label, columns_of, heading, value_labels
from qualcode.analysis._cells import places
from qualcode.analysis._rows import (
    code_columns,
    coders_by_language,
    counted_columns,
    counted_in,
    denominators,
    language_warnings,
    title_by,
    untagged,
    voiced_columns,
)
from qualcode.analysis._saying import say
from qualcode.analysis._words import label
from qualcode.counts import Base, Tally
from qualcode.model import Attribute, Codebook, Study
from qualcode.table import Cell, Column, Table, without


def stance(
    tallies: Sequence[Tally],
    bases: Sequence[Base],
    book: Codebook,
    study: Study,
    *,
    marked: Sequence[Tally],
    whole: Sequence[Tally],
    asked: Asked,
    attribute: str,
) -> Table:
    """A row for each code that carries the attribute, and each cell that is held: how many participants and groups voice it with each value.

    `tallies` have the attribute as their last dimension; `marked` are of the codings that carry it, `whole` of all. Each value has a column of
    its name with participants, and `NAME_groups` with groups; who voices several values counts in each. Codes that never carry it have no row.
    """
    values = _values(attribute, tallies, book)
    cells = places(whole, bases, book, asked, study, empty=True)
    by_value = {(tally.code, tally.key[:-1], tally.key[-1]): tally for tally in tallies}
    of_marked, of_all = ({(tally.code, tally.key): tally for tally in found} for found in (marked, whole))
    carried = {tally.code for tally in marked if tally.segments}
    codes = [code for code in chosen_codes(book, asked) if code.id in carried or asked.all_codes]
    named = heading(ATTRIBUTE + attribute, asked, study, book)
    rows = []
    for code in codes:
        for place in cells:
            counts = [by_value.get((code.id, place.key, value)) for value in values]
            figures = _figures(place.base, of_marked.get((code.id, place.key)), of_all.get((code.id, place.key)), counts)
            rows.append((code.id, code_label(code, asked), *place.key, *figures))
    table = Table(
        title=title_by(asked, "{named}", "{named} by {by}", study, book, named=named),
        unit="participant",
        columns=_columns(attribute, values, asked, study, book),
        rows=tuple(rows),
        layer=asked.layer,
        selection=asked.described(),
        notes=(*_explained(asked, named), *denominators(cells, asked, rates=False), *coders_by_language(asked)),
        warnings=(*untagged(cells, asked), *language_warnings(cells, asked, rates=False)),
        group_by=2,
    )
    return without(table, {f"{value}_groups" for value in values} | {"segments_k", "segments_n"}) if asked.brief else table


def _values(attribute: str, tallies: Sequence[Tally], book: Codebook) -> list[str]:
    """The values in the order of the codebook, then others that occur."""
    declared: Attribute | None = next((each for each in book.attributes if each.id == attribute), None)
    known = [value.id for value in declared.values] if declared else []
    return [*known, *sorted({str(tally.key[-1]) for tally in tallies if tally.key[-1] is not None} - set(known))]


def _columns(attribute: str, values: Sequence[str], asked: Asked, study: Study, book: Codebook) -> tuple[Column, ...]:
    words: Mapping[str, str] = value_labels(ATTRIBUTE + attribute, asked, study, book)
    head = code_columns(asked.words)
    figures = (
        *voiced_columns(asked.words),
        *(Column(value, words.get(value, value), "count") for value in values),
        *(Column(f"{value}_groups", f"{words.get(value, value)}, {label('groups', asked.words)}", "count") for value in values),
        *counted_columns("segments", asked.words),
    )
    taken = [each.name for each in (*head, *figures)]
    return (*head, *columns_of(asked.by, asked, study, book, beside=taken), *figures)


def _figures(base: Base | None, marked: Tally | None, whole: Tally | None, counts: Sequence[Tally | None]) -> tuple[Cell, ...]:
    if base is None:
        return (0, 0, *[None] * (2 + 2 * len(counts)), None, None)
    return (
        marked.transcripts if marked else 0,
        base.transcripts,
        marked.participants if marked else 0,
        base.participants,
        *(tally.participants if tally else 0 for tally in counts),
        *(tally.transcripts if tally else 0 for tally in counts),
        marked.segments if marked else 0,
        whole.segments if whole else 0,
    )


def _explained(asked: Asked, named: str) -> list[str]:
    words = asked.words
    voiced = "groups and participants: those who voice the code with a value of {named}, of those held and present, the silent ones too."
    stretches = "segments: stretches coded whose coding says {named}, of all stretches coded. A code counts what stands under it too, once."
    if asked.brief:
        below = "Below each value of {named}: participants who voice the code with it; who voices several values counts in each."
        return [counted_in(asked), say(words, voiced, named=named), say(words, below, named=named)]
    return [
        counted_in(asked),
        say(words, voiced, named=named),
        say(words, "Below each value: participants who voice the code with it, and then groups; who voices several values counts in each."),
        say(words, stretches, named=named),
    ]
