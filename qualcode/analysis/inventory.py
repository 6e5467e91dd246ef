"""Which project does what: a row for each transcript, with its variables and how far each code is applied; and how many do, by a variable."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from qualcode.analysis._asked import ATTRIBUTE, Asked, code_label, columns_of, heading, value_labels
from qualcode.analysis._rows import code_columns, counted_columns, title_by
from qualcode.analysis._saying import say
from qualcode.analysis._words import column
from qualcode.counts import Tally
from qualcode.model import Attribute, Code, Codebook, Study, Transcript
from qualcode.saying import amount
from qualcode.table import Cell, Column, Table

CODED = "x"
"""In the place of a value: the code is there, but no coding says how far."""


_FURTHEST = "Counted in the layer {layer}. In the cells: {named}, the furthest that a coding says: {said}; {coded} = coded only."
_APPLIED = "coded: transcripts with the code; applied: with any value but {least}; fully: with {most}; of all transcripts here."


def applied(tallies: Sequence[Tally], attribute: Attribute) -> dict[tuple[str, str], str]:
    """For each transcript and code the furthest value that its codings say, CODED where none does; by transcript id and code id.

    The dimensions of `tallies` are transcript and the attribute, whose values go from less to more.
    """
    rank = {value.id: at for at, value in enumerate(attribute.values)}
    found: dict[tuple[str, str], str] = {}
    for tally in tallies:
        transcript, value = tally.key
        place = (str(transcript), tally.code)
        said = CODED if value is None or value not in rank else value
        if place not in found or rank.get(said, -1) > rank.get(found[place], -1):
            found[place] = said
    return found


def inventory(
    transcripts: Sequence[Transcript],
    found: Mapping[tuple[str, str], str],
    book: Codebook,
    study: Study,
    *,
    asked: Asked,
    codes: Sequence[Code],
    attribute: Attribute,
) -> Table:
    """A row for each transcript: its kind and variables, and for each code how far it is applied; None where it is not coded."""
    head = (column("transcript", "text", language=asked.words),)
    shown = [code for code in codes if code.codable]
    variables = columns_of(("kind", *study.variables), asked, study, beside=(*(code.id for code in shown), "transcript"))
    words = value_labels(ATTRIBUTE + attribute.id, asked, study, book)
    said = "; ".join(f"{value.id} = {words.get(value.id, value.id)}" for value in attribute.values)
    named = heading(ATTRIBUTE + attribute.id, asked, study, book)
    return Table(
        title=say(asked.words, "Inventory"),
        unit="transcript",
        columns=(*head, *variables, *(Column(code.id, code_label(code, asked), "text") for code in shown)),
        rows=tuple(
            (
                *(each.id, each.kind, *(each.variables.get(name) for name in study.variables)),
                *(found.get((each.id, code.id)) for code in shown),
            )
            for each in transcripts
        ),
        layer=asked.layer,
        selection=asked.described(),
        notes=(
            say(asked.words, _FURTHEST, layer=asked.layer, named=named, said=said, coded=CODED),
            f"{amount(len(transcripts), 'transcript', asked.words)}{_per_value(transcripts, study, asked)}.",
        ),
    )


def _per_value(transcripts: Sequence[Transcript], study: Study, asked: Asked) -> str:
    """How many transcripts each value of the variables has."""
    parts = []
    for name, variable in study.variables.items():
        words = value_labels(name, asked, study)
        counts = {value: sum(each.variables.get(name) == value for each in transcripts) for value in variable.values}
        parts.append(", ".join(f"{words.get(value, value)} {number}" for value, number in counts.items() if number))
    return "".join(f"; {part}" for part in parts if part)


def applications(
    transcripts: Sequence[Transcript],
    found: Mapping[tuple[str, str], str],
    book: Codebook,
    study: Study,
    *,
    asked: Asked,
    codes: Sequence[Code],
    attribute: Attribute,
) -> Table:
    """A row for each code and cell of `asked.by` (variables of transcripts): in how many transcripts it is coded, applied, applied fully.

    Applied is any value but the first, fully is the last; both are of all transcripts of the cell, coded or not.
    """
    cells: dict[tuple[str | None, ...], list[str]] = {}
    for each in transcripts:
        cells.setdefault(tuple(each.variables.get(name) for name in asked.by), []).append(each.id)
    order = [list(study.variables[name].values) for name in asked.by]
    keys = sorted(
        cells, key=lambda key: [place.index(value) if value in place else len(place) for value, place in zip(key, order, strict=True)]
    )
    values = [value.id for value in attribute.values]
    rows: list[tuple[Cell, ...]] = []
    for code in codes:
        if code.codable:
            for key in keys:
                said = [found.get((id, code.id)) for id in cells[key]]
                some = sum(value in values[1:] for value in said)
                fully = sum(value == values[-1] for value in said)
                coded = sum(value is not None for value in said)
                number = len(said)
                rows.append((code.id, code_label(code, asked), *key, coded, number, some, number, fully, number, values_of(said, values)))
    head = code_columns(asked.words)
    figures = (
        *counted_columns("coded", asked.words),
        *counted_columns("applied", asked.words),
        *counted_columns("fully", asked.words),
        column("values", "text", language=asked.words),
    )
    return Table(
        title=title_by(asked, "Applied", "Applied by {by}", study, book),
        unit="transcript",
        columns=(*head, *columns_of(asked.by, asked, study, book, beside=(each.name for each in (*head, *figures))), *figures),
        rows=tuple(rows),
        layer=asked.layer,
        selection=asked.described(),
        notes=(say(asked.words, _APPLIED, least=values[0], most=values[-1]),),
        group_by=2,
    )


def values_of(said: Sequence[str | None], values: Sequence[str]) -> str:
    """How often each value occurs: `0: 2, 2: 1`.

    >>> values_of(["2", None, "0", "0"], ["0", "1", "2"])
    '0: 2, 2: 1'
    """
    return ", ".join(f"{value}: {said.count(value)}" for value in (*values, CODED) if value in said)
