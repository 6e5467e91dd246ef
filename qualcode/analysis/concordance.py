"""Where words were said: each match with what stands to its left and right."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from qualcode.analysis._asked import Asked, heading, value_labels
from qualcode.analysis._saying import say
from qualcode.analysis._words import column
from qualcode.model import Role
from qualcode.saying import amount
from qualcode.table import Column, Table

_LEFT_OUT = "Only the first {matches} are listed, of those in {turns} (--limit 0 lists all)."


@dataclass(frozen=True, slots=True)
class Match:
    """A match in a turn: `text` is the turn's, and `text[start:end]` is what was found."""

    transcript: str
    turn: int
    speaker: str
    role: Role
    language: str
    text: str
    start: int
    end: int


def concordance(matches: Sequence[Match], query: str, *, asked: Asked, width: int = 48, turns_in_all: int = 0) -> Table:
    """The matches by transcript, turn and place, each in one line: at most `width` characters of whole words on either side.

    Where `matches` are only the first of them, `turns_in_all` is how many turns hold one.
    """
    ordered = sorted(matches, key=lambda each: (each.transcript, each.turn, each.start, each.end))
    turns = {(each.transcript, each.turn) for each in ordered}
    groups = {each.transcript for each in ordered}
    others = sum(each.role != "participant" for each in ordered)
    words = asked.words
    counted = amount(len(ordered), "match", words)
    return Table(
        title=say(words, "Search: {query}", query=query),
        unit="match",
        columns=(
            column("transcript", "text", language=asked.words),
            column("turn", "number", language=asked.words),
            column("speaker", "text", language=asked.words),
            Column("language", heading("language", asked), "text", labels=value_labels("language", asked)),
            column("left", "text", language=asked.words),
            column("match", "text", language=asked.words),
            column("right", "text", language=asked.words),
        ),
        rows=tuple((each.transcript, each.turn, each.speaker, each.language, *_in_context(each, width)) for each in ordered),
        layer=asked.layer,
        selection=asked.described(),
        notes=(
            say(
                words,
                "{matches} in {turns} of {transcripts}, moderators and observers too ({others}).",
                matches=counted,
                turns=amount(len(turns), "turn", words),
                transcripts=amount(len(groups), "transcript", words),
                others=others,
            ),
        ),
        warnings=(say(words, _LEFT_OUT, matches=counted, turns=amount(turns_in_all, "turn", words)),) if turns_in_all else (),
        group_by=1,
    )


def _in_context(each: Match, width: int) -> tuple[str, str, str]:
    """Left context, match and right context on one line; words that do not fit are left out whole, with `…` in their place."""
    text = "".join(" " if char.isspace() else char for char in each.text)
    before, after = text[: each.start], text[each.end :]
    left, right = before[-width:] if width else "", after[:width]
    if len(left) < len(before):
        whole = not left or left[0] == " " or before[-len(left) - 1] == " "
        left = "… " + (left if whole else left.partition(" ")[2])
    if len(right) < len(after):
        whole = not right or right[-1] == " " or after[len(right)] == " "
        right = (right if whole else right.rpartition(" ")[0]) + " …"
    return _one_line(left), _one_line(text[each.start : each.end]), _one_line(right)


def _one_line(text: str) -> str:
    return " ".join(text.split())
