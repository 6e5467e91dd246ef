"""What was said: the coded quotations, with who said it and where."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import replace

from qualcode.analysis._asked import ATTRIBUTE, Asked, chosen_codes, code_label, columns_of, heading, value_labels
from qualcode.analysis._quotation import Quotation
from qualcode.analysis._rows import code_columns
from qualcode.analysis._saying import say
from qualcode.analysis._telling import rules, telling
from qualcode.analysis._words import column, label
from qualcode.analysis.balance import supplies
from qualcode.model import Codebook, Study
from qualcode.saying import amount
from qualcode.table import Cell, Column, Table

_FEW = 8
_LARGE_SHARE = 0.25
_NAMED = 12
_SHARED = "{passages} over the words of several speakers, of whom the first selected is named."
_FIXED = ("code", "label", "transcript", "turn", "speaker", "language", "quotation", "note")


def quotes(quotations: Sequence[Quotation], book: Codebook, study: Study, *, asked: Asked, best: int = 0) -> Table:
    """The quotations by code in the order of the codebook, then by transcript and place; one row per coding.

    With `best` only so many for each code and cell of `asked.by`, chosen by rule; a column for each language that translations are in.
    A column for every variable of the study and every attribute that occurs, and one for the notes on codings when there are any. Below
    the table stands how many quotations each participant supplies, a passage with several codes once; a warning names the participant who supplies more than 25 % of at least 8.
    """
    order = {code.id: rank for rank, code in enumerate(book.codes)}
    wanted = {code.id for code in chosen_codes(book, asked)}
    known = {code.id: code_label(code, asked) for code in book.codes}
    shown = [each for each in quotations if not asked.selection.codes or each.code in wanted]
    found = len(shown)
    if best:
        shown = telling(shown, best, lambda each: tuple(value_of(each, name) for name in asked.by))
    shown.sort(key=lambda each: (order.get(each.code, len(order)), each.code, each.transcript, each.turn, each.start, each.end))
    attributes = _attributes(shown, book)
    noted = any(each.note for each in shown)
    languages = sorted({language for each in shown for language in each.translations})
    foreign = sorted({each.code for each in shown} - set(known))
    notes, warnings = _balance(shown, asked)
    if best:
        text = "{shown} of {codings}, at most {best} for each code and cell."
        notes += [say(asked.words, text, shown=len(shown), codings=amount(found, "coding", asked.words), best=best), *rules(asked.words)]
    if foreign:
        warnings.append(say(asked.words, "Quoted, but not in the codebook: {codes}.", codes=", ".join(foreign)))
    return Table(
        title=say(asked.words, "Quotations"),
        unit="coding",
        columns=_columns(attributes, book, study, asked, noted=noted, languages=languages),
        rows=tuple(
            (
                *_row(each, known, tuple(study.variables)),
                *(each.translations.get(language) for language in languages),
                *(each.attributes.get(name, "") for name in attributes),
                *([each.note] if noted else []),
            )
            for each in shown
        ),
        layer=asked.layer,
        selection=asked.described(),
        notes=tuple(notes),
        warnings=tuple(warnings),
        group_by=2,
    )


def _attributes(quotations: Sequence[Quotation], book: Codebook) -> tuple[str, ...]:
    """The attributes that occur: those of the codebook in its order, then others."""
    seen = {name for each in quotations for name in each.attributes}
    declared = [attribute.id for attribute in book.attributes if attribute.id in seen]
    return (*declared, *sorted(seen - set(declared)))


def value_of(each: Quotation, dimension: str) -> str | None:
    """The value that a quotation has of a dimension; None where it has none."""
    own = {"transcript": each.transcript, "speaker": f"{each.transcript}/{each.speaker}", "language": each.language}
    if dimension.startswith(ATTRIBUTE):
        return each.attributes.get(dimension.removeprefix(ATTRIBUTE))
    return own.get(dimension) or each.variables.get(dimension)


def _columns(
    attributes: tuple[str, ...], book: Codebook, study: Study, asked: Asked, *, noted: bool, languages: Sequence[str]
) -> tuple[Column, ...]:
    variables = columns_of(study.variables, asked, study, beside=_FIXED)
    own = columns_of(map(ATTRIBUTE.__add__, attributes), asked, book=book, beside=(*_FIXED, *(column.name for column in variables)))
    return (
        *code_columns(asked.words),
        *variables,
        column("transcript", "text", language=asked.words),
        column("turn", "number", language=asked.words),
        column("speaker", "text", language=asked.words),
        Column("language", heading("language", asked), "text", labels=value_labels("language", asked)),
        replace(column("quotation", "text", language=asked.words), spoken="language"),
        *(
            Column(f"translation_{language}", f"{label('translation', asked.words)} ({language})", "text", language=language)
            for language in languages
        ),
        *own,
        *([column("note", "text", language=asked.words)] if noted else []),
    )


def _row(each: Quotation, known: Mapping[str, str], variables: tuple[str, ...]) -> tuple[Cell, ...]:
    return (
        *(each.code, known.get(each.code, "")),
        *(each.variables.get(name) for name in variables),
        *(each.transcript, each.turn or None, each.speaker, each.language, each.quotation),
    )


def _balance(quotations: Sequence[Quotation], asked: Asked) -> tuple[list[str], list[str]]:
    """How the passages quoted are spread over the participants, and who supplies too many of them."""
    words = asked.words
    passages = {(each.transcript, each.start, each.end): each for each in quotations}
    said = [each for each in passages.values() if each.role == "participant" and each.turn]
    others = sum(each.role != "participant" for each in passages.values())
    nobodys = len(passages) - len(said) - others
    per_voice = Counter((each.transcript, each.speaker) for each in said).most_common()
    per_voice.sort(key=lambda item: (-item[1], item[0]))
    groups = {each.transcript for each in said}
    notes = [
        say(
            words,
            "{codings} of {passages}: {said} by {participants} in {groups}.",
            codings=amount(len(quotations), "coding", words),
            passages=amount(len(passages), "passage", words),
            said=len(said),
            participants=amount(len(per_voice), "participant", words),
            groups=amount(len(groups), "group", words),
        )
    ]
    if per_voice:
        left = len(per_voice) - _NAMED
        more = say(words, ", and {participants}", participants=amount(left, "more participant", words)) if left > 0 else ""
        listed = ", ".join(f"{speaker} ({transcript}) {number}" for (transcript, speaker), number in per_voice[:_NAMED])
        notes.append(say(words, "Passages per participant: {listed}.", listed=listed + more))
    for number, text in (
        (others, "{passages} by moderators or observers, which count in no other table."),
        (nobodys, "{passages} in no turn (a label, a heading); such count in no other table."),
        (sum(each.speakers > 1 for each in passages.values()), _SHARED),
    ):
        if number:
            notes.append(say(words, text, passages=amount(number, "passage", words)))
    warnings = [
        supplies(speaker, transcript, number, len(said), words)
        for (transcript, speaker), number in per_voice
        if len(said) >= _FEW and number > _LARGE_SHARE * len(said)
    ]
    return notes, warnings
