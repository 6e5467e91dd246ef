"""What was said: the coded quotations, with who said it and where."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from qualcode.analysis._asked import ATTRIBUTE, Asked, amount, chosen_codes, code_label, columns_of, heading, value_labels
from qualcode.model import Codebook, Role, Study
from qualcode.table import Cell, Column, Table

_FEW = 8
_LARGE_SHARE = 0.25
_NAMED = 12
_FIXED = ("code", "label", "transcript", "turn", "speaker", "language", "quotation", "note")


@dataclass(frozen=True, slots=True)
class Quotation:
    """A coding as it is quoted: `quotation` is `text[start:end]`, said by `speaker` in that turn (0 and empty: in none).

    `language` is that of the turn, `variables` are the speaker's, and the transcript's where the speaker has none. `speakers` is how many
    have words in it, of whom `speaker` is the first that the selection lets through.
    """

    code: str
    transcript: str
    turn: int
    speaker: str
    role: Role
    language: str
    start: int
    end: int
    quotation: str
    variables: Mapping[str, str] = field(default_factory=dict)
    attributes: Mapping[str, str] = field(default_factory=dict)
    note: str = ""
    speakers: int = 1


def quotes(quotations: Sequence[Quotation], book: Codebook, study: Study, *, asked: Asked) -> Table:
    """The quotations by code in the order of the codebook, then by transcript and place; one row per coding.

    A column for every variable of the study and every attribute that occurs, and one for the notes on codings when there are any. Below
    the table stands how many quotations each participant supplies, a passage with several codes once; a warning names the participant who supplies more than 25 % of at least 8.
    """
    order = {code.id: rank for rank, code in enumerate(book.codes)}
    wanted = {code.id for code in chosen_codes(book, asked)}
    known = {code.id: code_label(code, asked) for code in book.codes}
    shown = [each for each in quotations if not asked.selection.codes or each.code in wanted]
    shown.sort(key=lambda each: (order.get(each.code, len(order)), each.code, each.transcript, each.turn, each.start, each.end))
    attributes = _attributes(shown, book)
    noted = any(each.note for each in shown)
    foreign = sorted({each.code for each in shown} - set(known))
    notes, warnings = _balance(shown)
    return Table(
        title="Quotations",
        unit="coding",
        columns=_columns(attributes, book, study, asked, noted=noted),
        rows=tuple(_row(each, known, tuple(study.variables), attributes, noted=noted) for each in shown),
        layer=asked.layer,
        selection=asked.selection.described(),
        notes=tuple(notes),
        warnings=(*warnings, *([f"Quoted, but not in the codebook: {', '.join(foreign)}."] if foreign else [])),
        group_by=2,
    )


def _attributes(quotations: Sequence[Quotation], book: Codebook) -> tuple[str, ...]:
    """The attributes that occur: those of the codebook in its order, then others."""
    seen = {name for each in quotations for name in each.attributes}
    declared = [attribute.id for attribute in book.attributes if attribute.id in seen]
    return (*declared, *sorted(seen - set(declared)))


def _columns(attributes: tuple[str, ...], book: Codebook, study: Study, asked: Asked, *, noted: bool) -> tuple[Column, ...]:
    variables = columns_of(study.variables, asked, study, beside=_FIXED)
    own = columns_of(map(ATTRIBUTE.__add__, attributes), asked, book=book, beside=(*_FIXED, *(column.name for column in variables)))
    return (
        Column("code", "code", "code"),
        Column("label", "label", "text"),
        *variables,
        Column("transcript", "transcript", "text"),
        Column("turn", "turn", "number"),
        Column("speaker", "speaker", "text"),
        Column("language", heading("language", asked), "text", labels=value_labels("language", asked)),
        Column("quotation", "quotation", "text"),
        *own,
        *([Column("note", "note", "text")] if noted else []),
    )


def _row(
    each: Quotation, known: Mapping[str, str], variables: tuple[str, ...], attributes: tuple[str, ...], *, noted: bool
) -> tuple[Cell, ...]:
    return (
        each.code,
        known.get(each.code, ""),
        *(each.variables.get(name) for name in variables),
        each.transcript,
        each.turn or None,
        each.speaker,
        each.language,
        each.quotation,
        *(each.attributes.get(name, "") for name in attributes),
        *([each.note] if noted else []),
    )


def _balance(quotations: Sequence[Quotation]) -> tuple[list[str], list[str]]:
    """How the passages quoted are spread over the participants, and who supplies too many of them."""
    passages = {(each.transcript, each.start, each.end): each for each in quotations}
    said = [each for each in passages.values() if each.role == "participant" and each.turn]
    others = sum(each.role != "participant" for each in passages.values())
    nobodys = len(passages) - len(said) - others
    per_voice = Counter((each.transcript, each.speaker) for each in said).most_common()
    per_voice.sort(key=lambda item: (-item[1], item[0]))
    groups = {each.transcript for each in said}
    counted = f"{amount(len(quotations), 'coding')} of {amount(len(passages), 'passage')}"
    notes = [f"{counted}: {len(said)} by {amount(len(per_voice), 'participant')} in {amount(len(groups), 'group')}."]
    if per_voice:
        more = f", and {amount(len(per_voice) - _NAMED, 'more participant')}" if len(per_voice) > _NAMED else ""
        listed = ", ".join(f"{speaker} ({transcript}) {number}" for (transcript, speaker), number in per_voice[:_NAMED])
        notes.append(f"Passages per participant: {listed}{more}.")
    if others:
        notes.append(f"{amount(others, 'passage')} by moderators or observers, which count in no other table.")
    if nobodys:
        notes.append(f"{amount(nobodys, 'passage')} in no turn (a label, a heading); such count in no other table.")
    shared = sum(each.speakers > 1 for each in passages.values())
    if shared:
        notes.append(f"{amount(shared, 'passage')} over the words of several speakers, of whom the first selected is named.")
    warnings = [
        f"{speaker} ({transcript}) supplies {number} of {len(said)} passages, more than 25 %."
        for (transcript, speaker), number in per_voice
        if len(said) >= _FEW and number > _LARGE_SHARE * len(said)
    ]
    return notes, warnings
