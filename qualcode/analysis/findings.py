"""Findings told: what carries them, and whether the sessions that they were put to confirm them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from qualcode.analysis._asked import Asked, value_labels
from qualcode.analysis._saying import say
from qualcode.analysis._words import column, verdict_labels
from qualcode.conclusions import Finding, Judged
from qualcode.model import Coding, Study, in_language
from qualcode.table import Cell, Column, Table

_SHOWN = 8
"""How many characters of a coding's id are shown: its last ones, as commands take them."""


def findings(found: Sequence[Finding], *, asked: Asked) -> Table:
    """A row for each finding: its text, the codes and how many codings carry it, and how many of its verdicts are of each kind."""
    kinds = list(verdict_labels("en"))
    rows: list[tuple[Cell, ...]] = []
    for finding in found:
        given = [str(each.verdict) for each in finding.verdicts]
        counts = (given.count(kind) for kind in kinds)
        rows.append((finding.id, _text(finding, asked), ", ".join(finding.codes), len(finding.codings), *counts, len(given)))
    names = [kind.replace(" ", "_") for kind in kinds]
    return Table(
        title=say(asked.words, "Findings"),
        unit="verdict",
        columns=(
            column("finding", "text", language=asked.words),
            column("finding_text", "text", language=asked.words),
            column("codes", "text", language=asked.words),
            column("codings", "count", language=asked.words),
            *(column(f"{name}_k", "count", of="verdicts_n", language=asked.words) for name in names),
            column("verdicts_n", "count", language=asked.words, word="verdicts"),
        ),
        rows=tuple(rows),
        notes=(say(asked.words, "A verdict is that of a session, or of one side of it, to which the finding was put."),),
    )


def verdicts(found: Sequence[Finding], study: Study, *, asked: Asked) -> Table:
    """A row for each finding and a column for each session, or side of one, that was asked; None where this finding was not put to it.

    The last columns say whether the finding has other words since, and which it had.
    """
    places = _places(each for finding in found for each in finding.verdicts)
    rows: list[tuple[Cell, ...]] = []
    for finding in found:
        given = {_place(each): each.verdict for each in finding.verdicts}
        before = in_language(finding.before, asked.languages)
        rows.append((finding.id, _text(finding, asked), *(given.get(place) for place in places), before))
    labels = verdict_labels(asked.words)
    return Table(
        title=say(asked.words, "Findings and what sessions say of them"),
        unit="verdict",
        columns=(
            column("finding", "text", language=asked.words),
            column("finding_text", "text", language=asked.words),
            *(Column(_name(place), _heading(place, study, asked), "text", labels=labels) for place in places),
            column("text_before", "text", language=asked.words),
        ),
        rows=tuple(rows),
        notes=(
            say(asked.words, "{n} sessions, or sides of sessions, were asked." if places else "No session was asked yet.", n=len(places)),
            say(asked.words, "Words before: what the finding said when it was first put to a session, where it says something else now."),
        ),
    )


def words(finding: Finding, *, asked: Asked) -> Table:
    """The text of a finding in each language, and what it was at the first verdict where it is something else now."""
    languages = sorted({*finding.text, *finding.before}, key=lambda each: (each not in asked.languages, each))
    return Table(
        title=say(asked.words, "Finding {id}", id=finding.id),
        unit="text",
        columns=(
            column("language", "text", language=asked.words),
            column("finding_text", "text", language=asked.words),
            column("text_before", "text", language=asked.words),
        ),
        rows=tuple((language, finding.text.get(language, ""), finding.before.get(language, "")) for language in languages),
        notes=(say(asked.words, "Codes: {codes}", codes=", ".join(finding.codes)),) if finding.codes else (),
    )


def reasons(finding: Finding, study: Study, *, asked: Asked) -> Table:
    """A row for each verdict on a finding: of whom, what, and why."""
    rows = tuple((each.transcript, _side(each.side, study, asked), each.verdict, each.note) for each in finding.verdicts)
    labels = verdict_labels(asked.words)
    return Table(
        title=say(asked.words, "Verdicts on finding {id}", id=finding.id),
        unit="verdict",
        columns=(
            column("transcript", "text", language=asked.words),
            column("by_whom", "text", language=asked.words),
            column("verdict", "text", language=asked.words, labels=labels),
            column("note", "text", language=asked.words),
        ),
        rows=rows,
        group_by=1,
    )


def evidence(finding: Finding, quoted: Iterable[Coding], *, asked: Asked) -> Table:
    """A row for each coding that carries a finding."""
    rows = tuple((each.guid[-_SHOWN:], each.transcript, each.turn or None, each.code, each.coder, each.quotation) for each in quoted)
    return Table(
        title=say(asked.words, "Codings that carry finding {id}", id=finding.id),
        unit="coding",
        columns=(
            Column("id", "id", "text"),
            column("transcript", "text", language=asked.words),
            column("turn", "number", language=asked.words),
            column("code", "code", language=asked.words),
            column("coder", "text", language=asked.words),
            column("quotation", "text", language=asked.words),
        ),
        rows=rows,
    )


_Place = tuple[str, tuple[tuple[str, str], ...]]


def _text(finding: Finding, asked: Asked) -> str:
    return in_language(finding.text, asked.languages)


def _place(judged: Judged) -> _Place:
    return judged.transcript, tuple(sorted(judged.side.items()))


def _places(judged: Iterable[Judged]) -> list[_Place]:
    return sorted({_place(each) for each in judged})


def _name(place: _Place) -> str:
    transcript, side = place
    return "/".join((transcript, *(value for _, value in side)))


def _heading(place: _Place, study: Study, asked: Asked) -> str:
    transcript, side = place
    return f"{transcript}: {_side(dict(side), study, asked)}" if side else transcript


def _side(side: Mapping[str, str], study: Study, asked: Asked) -> str:
    return ", ".join(value_labels(name, asked, study).get(value, value) for name, value in sorted(side.items()))
