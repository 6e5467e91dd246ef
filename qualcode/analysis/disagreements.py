"""What coders differ on: a table with a row for each disagreement, and the same as a worksheet for a meeting."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from qualcode.analysis import _team_words
from qualcode.analysis._aligning import SEEN, Spot
from qualcode.analysis._saying import say
from qualcode.analysis._team_words import heading
from qualcode.analysis._words import column
from qualcode.model import Coding, Turn
from qualcode.saying import ours
from qualcode.table import Cell, Column, Report, Section, Spoken, Table

_AROUND = 90
"""Characters of the text that are shown on either side of what is in dispute."""

_QUOTED = 120
"""Characters of a coder's own words, where these are not all that is in dispute."""

_EMPTY_LINES = re.compile(r"\n[\n\t ]*\n")

OPEN, SETTLED, STALE = "open", "settled", "stale"
"""How it stands with a disagreement: not decided, decided, or decided before codings changed, so that it is to be decided anew."""


@dataclass(frozen=True)
class Told:
    """A disagreement with what is told of it besides its codings: what it costs, the turn it begins in, and what was decided on it, by whom and why."""

    spot: Spot
    cost: float
    turn: Turn | None
    text: str
    state: str = OPEN
    took: str = ""
    why: str = ""


def disagreements(
    found: Sequence[Told], coders: Sequence[str], *, selection: Mapping[str, object], notes: Sequence[str] = (), language: str = "en"
) -> Table:
    """A row for each disagreement in the order given, with what each coder says. `coders` are all who are compared, the first is whose view is told."""
    decided = any(one.state != OPEN for one in found)
    names = ("id", "transcript", "turn", "speaker", "kind", "codes", "cost", "passage")
    labels = {
        "kind": {name: _team_words.kind(name, language) for name in SEEN},
        "state": {name: _team_words.state(name, language) for name in (OPEN, SETTLED, STALE)},
        "took": _team_words.taken(language),
    }
    columns = (
        *(_column(name, language, labels=labels.get(name)) for name in names),
        *says_columns(coders, language),
        *((_column(name, language, labels=labels.get(name)) for name in ("state", "took", "why")) if decided else ()),
    )
    rows = tuple((*_row(one, coders, language), *((one.state, one.took or None, one.why or None) if decided else ())) for one in found)
    title = say(language, "Disagreements")
    return Table(title, "disagreement", columns, rows, selection=selection, notes=(*notes, *_explained(coders, language)))


def _column(name: str, language: str, *, labels: Mapping[str, str] | None = None, fill: bool = False) -> Column:
    kind = {"turn": "number", "cost": "number", "codes": "code"}.get(name, "text")
    return Column(name, heading(name, language), kind, labels=labels or {}, fill=fill)  # type: ignore[arg-type]


def _row(one: Told, coders: Sequence[str], language: str) -> tuple[Cell, ...]:
    spot = one.spot
    return (
        spot.key,
        spot.transcript,
        one.turn.number if one.turn else None,
        one.turn.speaker if one.turn else None,
        spot.seen_by(coders[0]),
        " · ".join(spot.codes),
        round(one.cost, 4),
        passage(one.text, spot.start, spot.end),
        *_says(spot, coders, language),
    )


_SIDE_BY_SIDE = 3
"""So many coders have a column each; of more, one column says who says what, as a page has no room for ten."""


def says_columns(coders: Sequence[str], language: str) -> tuple[Column, ...]:
    """The columns of what coders say."""
    if len(coders) > _SIDE_BY_SIDE:
        return (Column("says", heading("says", language), "text"),)
    return tuple(Column(f"says_{coder}", coder, "text") for coder in coders)


def _says(spot: Spot, coders: Sequence[str], language: str) -> tuple[str | None, ...]:
    if len(coders) <= _SIDE_BY_SIDE:
        return tuple(said(spot, coder, language) if coder in spot.coders else None for coder in coders)
    same: dict[str, list[str]] = {}
    for coder in coders:
        if coder in spot.coders:
            same.setdefault(said(spot, coder, language), []).append(coder)
    return ("\n".join(f"{', '.join(who)}: {what}" for what, who in same.items()),)


def passage(text: str, start: int, end: int, around: int = _AROUND) -> str:
    """A stretch of a text between ⟦ ⟧, with some words of what stands before and behind it."""
    before, after = text[max(0, start - around) : start], text[end : end + around]
    if start > around:
        before = f"… {before.partition(' ')[2]}"
    if end + around < len(text):
        after = f"{after.rpartition(' ')[0]} …"
    return _EMPTY_LINES.sub("\n", f"{before}⟦{text[start:end]}⟧{after}")


def said(spot: Spot, coder: str, language: str = "en") -> str:
    """What one coder has put there: a line for each coding, with its words where they are not all that is in dispute, attributes and note."""
    lines = []
    for coding in spot.of(coder):
        lines.append(" · ".join([coding.code, *(f"{name}={value}" for name, value in coding.attributes.items())]))
        if (coding.start, coding.end) != (spot.start, spot.end):
            lines.append(f"“{_shortened(coding)}”")
        if coding.note:
            lines.append(f"{_team_words.note(language)}: {coding.note}")
    return "\n".join(lines) or _team_words.nothing(language)


def _shortened(coding: Coding) -> str:
    """The words of a coding; of long ones those at both ends, by which one sees where it begins and ends."""
    words = " ".join(coding.quotation.split())
    if len(words) <= _QUOTED:
        return words
    half = _QUOTED // 2
    return f"{words[:half].rpartition(' ')[0]} … {words[-half:].partition(' ')[2]}"


def _explained(coders: Sequence[str], language: str) -> list[str]:
    missed = (
        "Missed: most have it; extra: most have not. Between two, it is {coder} who missed it, or has it besides."
        " Other code: another code on nearly the same words; boundary: the same code on words that overlap; attribute: the same words and code."
    )
    cost = (
        "Cost: by so much the alpha of its code, as in: qualcode agree, would rise if it were settled; the costs of all disagreements on a"
        " code make 1 - alpha. 0 where no turn (or sentence of a long turn) is in dispute: edges within it, attributes."
    )
    return [say(language, missed, coder=coders[0]), say(language, cost)]


def worksheet(found: Sequence[Told], coders: Sequence[str], *, selection: Mapping[str, object], language: str = "en") -> Report:
    """The disagreements with empty columns for what a meeting decides: one of the choices, a code or words that come instead, and the reason."""
    choices = _team_words.choices(coders, language)
    columns = (
        _column("id", language),
        _column("where", language),
        _column("passage", language),
        *says_columns(coders, language),
        Column("decision", heading("decision", language), "text", fill=True, choices=choices),
        _column("instead", language, fill=True),
        _column("reason", language, fill=True),
    )
    rows = tuple(_sheet_row(one, coders, language) for one in found)
    title = say(language, "Disagreements")
    table = Table(title, "disagreement", columns, rows, selection=selection, notes=tuple(_explained(coders, language)))
    how = Spoken(_team_words.how(choices, language), ours(language))
    return Report(title, (Section("", (how, table)),), ours(language))


def _sheet_row(one: Told, coders: Sequence[str], language: str) -> tuple[Cell, ...]:
    key, transcript, turn, speaker, kind, _, _, around, *says = _row(one, coders, language)
    lines = [str(transcript), *([f"{_team_words.turn(language)} {turn}, {speaker}"] if turn else []), _team_words.kind(str(kind), language)]
    if one.state == STALE:
        lines.append(_team_words.before(one.took, one.why, language))
    return key, "\n".join(lines), around, *says, "", "", ""


def summary(
    found: Iterable[Told],
    coders: Sequence[str],
    *,
    selection: Mapping[str, object],
    notes: Sequence[str] = (),
    language: str = "en",
) -> Table:
    """How many disagreements there are of each kind, how many of them are settled, or were before codings changed, and what they cost in all."""
    told = list(found)
    rows = []
    for kind in SEEN:
        of_kind = [one for one in told if one.spot.seen_by(coders[0]) == kind]
        states = Counter(one.state for one in of_kind)
        rows.append((kind, len(of_kind), states[SETTLED], states[STALE], round(sum(one.cost for one in of_kind), 4)))
    columns = (
        _column("kind", language, labels={name: _team_words.kind(name, language) for name in SEEN}),
        column("disagreements", "count", language=language),
        column("settled", "count", language=language),
        column("stale", "count", language=language),
        _column("cost", language),
    )
    title = say(language, "Disagreements by kind")
    return Table(title, "disagreement", columns, tuple(rows), selection=selection, notes=(*notes, *_explained(coders, language)))
