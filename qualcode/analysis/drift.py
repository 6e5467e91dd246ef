"""Whether coders drift apart: how much of what they coded they coded alike, in the course of coding and under each version of the codebook."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby

from qualcode.analysis import _team_words
from qualcode.analysis._aligning import AGREED, ATTRIBUTE, BOUNDARY, SEEN
from qualcode.analysis._saying import say
from qualcode.analysis._words import column
from qualcode.table import Cell, Column, Table

_SLICES = 4


@dataclass(frozen=True, slots=True)
class Coded:
    """A passage that somebody coded: its transcript, its kind as it is told, and when the last coding of the transcript was made, with the version of the codebook then."""

    transcript: str
    kind: str
    time: str
    version: str


_FOUND_BY_ALL = frozenset({AGREED, BOUNDARY, ATTRIBUTE})


Alpha = Callable[[frozenset[str]], float | None]
"""The median of the codes' alphas in some transcripts; None where none is defined."""


def by_time(
    found: Iterable[Coded], alpha: Alpha, slices: int = _SLICES, *, selection: Mapping[str, object] | None = None, words: str = "en"
) -> Table:
    """Passages in the order in which coders were done with the transcripts, in slices of about as many; a transcript stays together.

    The moment of a single coding says nothing of agreement: of what only one has coded, the other has no moment.
    """
    told = sorted(found, key=lambda one: (one.time, one.transcript))
    parts: list[list[Coded]] = []
    done = 0
    for _, group in groupby(told, key=lambda one: one.time):
        there = list(group)
        if parts and done * slices < len(parts) * len(told):
            parts[-1] += there
        else:
            parts.append(there)
        done += len(there)
    rows = tuple((_span(part, words), *_counted(part, alpha)) for part in parts)
    notes = [_how(words)]
    if len(parts) == 1:
        notes.append(say(words, "All transcripts were done with in one moment (as after an import): nothing can be said of a course."))
    columns = (column("time", "text", language=words, word="done_at"), *_columns(words))
    return Table(say(words, "Agreement in the course of coding"), "passage", columns, rows, selection=selection or {}, notes=tuple(notes))


def by_version(
    found: Iterable[Coded], versions: Sequence[str], alpha: Alpha, *, selection: Mapping[str, object] | None = None, words: str = "en"
) -> Table:
    """Passages by the version of the codebook in use when coders were done with their transcript; `versions` are all there were, in order."""
    told = list(found)
    rows = tuple((version, *_counted([one for one in told if one.version == version], alpha)) for version in versions)
    kept = tuple(row for row in rows if row[2])
    columns = (column("version", "text", language=words, word="version_since"), *_columns(words))
    return Table(
        say(words, "Agreement by version of the codebook"), "passage", columns, kept, selection=selection or {}, notes=(_how(words),)
    )


def _columns(words: str) -> tuple[Column, ...]:
    return (
        column("transcripts", "count", language=words),
        column("passages", "count", language=words),
        column("agreed", "count", language=words, word="coded_alike"),
        column("share", "share", language=words, word="share_alike"),
        column("share_found", "share", language=words),
        column("alpha_median", "number", language=words, word="alpha_of_codes"),
        *(Column(kind.replace("-", "_"), _team_words.kind(kind, words), "count") for kind in SEEN),
    )


def _how(words: str) -> str:
    return say(
        words,
        "A passage is what coders have put on the same words as far as it belongs together; alike: same code, words and attributes of all. Code"
        " found by all: also those with other edges or attributes; neither is corrected for chance. alpha: as in: qualcode agree, in these whole"
        " transcripts, the median of the codes.",
    )


def _counted(part: Sequence[Coded], alpha: Alpha) -> tuple[Cell, ...]:
    kinds = Counter(one.kind for one in part)
    every = len(part)
    shares = (sum(kinds[kind] for kind in wanted) / every if every else None for wanted in ({AGREED}, _FOUND_BY_ALL))
    there = frozenset(one.transcript for one in part)
    return len(there), every, kinds[AGREED], *shares, alpha(there), *(kinds[kind] for kind in SEEN)


def _span(part: Sequence[Coded], words: str) -> str:
    first, last = (one.time[:16].replace("T", " ") for one in (part[0], part[-1]))
    return first if first == last else say(words, "{first} to {last}", first=first, last=last)
