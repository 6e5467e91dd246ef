"""Two sides in the mirror: what each of them says of working with the other, code by code, with its stance."""

from __future__ import annotations

from collections.abc import Sequence

from qualcode.analysis._asked import ATTRIBUTE, Asked, chosen_codes, code_label, heading, value_labels
from qualcode.analysis._cells import places
from qualcode.analysis._rows import code_columns, coders_by_language, denominators, language_warnings, mixture
from qualcode.analysis._words import label
from qualcode.errors import QualcodeError
from qualcode.model import UNSURE, Attribute, Base, Codebook, Study, Tally
from qualcode.table import Cell, Column, Table

SIDES = ("one", "other")


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
    """A row for each code that is used: for either side groups, participants, and those who voice it with each value of the attribute.

    `asked.by` is one variable with two values here; its first value is the side `one`, the second the `other`. `share_difference` is the
    share of participants of the first less that of the second. `moves` have the attribute as their last dimension. Raises QualcodeError
    when there are not two sides.
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
    values = [value.id for value in attribute.values]
    counted = {(tally.code, tally.key): tally for tally in tallies if tally.segments}
    by_value = {(tally.code, tally.key[:-1], tally.key[-1]): tally for tally in moves}
    used = {code for code, _ in counted}
    rows = []
    for code in chosen_codes(book, asked):
        if code.id in used or asked.all_codes:
            cells: list[Cell] = [code.id, code_label(code, asked)]
            shares = []
            for place in sides:
                assert place.base is not None
                tally = counted.get((code.id, place.key))
                found = [by_value.get((code.id, place.key, value)) for value in values]
                k, n = tally.participants if tally else 0, place.base.participants
                shares.append(k / n if n else None)
                cells += [
                    tally.transcripts if tally else 0,
                    place.base.transcripts,
                    k,
                    n,
                    *(each.participants if each else 0 for each in found),
                ]
            one, other = shares
            rows.append((*cells, one - other if one is not None and other is not None else None))
    who = [value_labels(asked.by[0], asked, study, book).get(str(place.key[0]), str(place.key[0])) for place in sides]
    unlike = mixture(sides[0], asked) != mixture(sides[1], asked)
    return Table(
        title=f"{who[0]} about {who[1]}, {who[1]} about {who[0]}",
        unit="participant",
        columns=(
            *code_columns(asked.words),
            *_columns(who, attribute, asked, study, book),
            Column("share_difference", label("share_difference", asked.words), "share"),
        ),
        rows=tuple(rows),
        layer=asked.layer,
        selection=asked.selection.described(),
        notes=(
            f"Counted in the layer {asked.layer}. What moderators and observers say is left out everywhere.",
            f"Who speaks is told by {named}; that they speak of the other side is taken from the codes, which are about working together.",
            "groups and participants: those who voice the code, of those held and present; below each stance, participants who voice it so.",
            f"difference of shares: of participants, {who[0]} less {who[1]}, in points.",
            *denominators(sides, asked, rates=False),
            *coders_by_language(asked),
        ),
        warnings=tuple(language_warnings(sides, asked, rates=False)) if unlike else (),
        group_by=2,
    )


def _columns(who: Sequence[str], attribute: Attribute, asked: Asked, study: Study, book: Codebook) -> list[Column]:
    words = value_labels(ATTRIBUTE + attribute.id, asked, study, book)
    columns = []
    for side, said in zip(SIDES, who, strict=True):
        columns += [
            Column(f"groups_{side}_k", f"{said}: {label('groups', asked.words)}", "count", of=f"groups_{side}_n"),
            Column(f"groups_{side}_n", label("groups_n", asked.words), "count"),
            Column(f"participants_{side}_k", f"{said}: {label('participants', asked.words)}", "count", of=f"participants_{side}_n"),
            Column(f"participants_{side}_n", label("participants_n", asked.words), "count"),
            *(Column(f"{value.id}_{side}", f"{said}: {words.get(value.id, value.id)}", "count") for value in attribute.values),
        ]
    return columns
