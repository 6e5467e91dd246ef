"""Whether coders drift apart: how much of what they coded they coded alike, in the course of coding and under each version of the codebook."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import groupby

from qualcode.analysis._aligning import AGREED, ATTRIBUTE, BOUNDARY, SEEN
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


def by_time(found: Iterable[Coded], slices: int = _SLICES) -> Table:
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
    rows = tuple((_span(part), *_counted(part)) for part in parts)
    notes = [_HOW]
    if len(parts) == 1:
        notes.append("All transcripts were done with in one moment (as after an import): nothing can be said of a course.")
    columns = (Column("time", "done (UTC)", "text"), *_COLUMNS)
    return Table("Agreement in the course of coding", "passage", columns, rows, notes=tuple(notes))


def by_version(found: Iterable[Coded], versions: Sequence[str]) -> Table:
    """Passages by the version of the codebook in use when coders were done with their transcript; `versions` are all there were, in order."""
    told = list(found)
    rows = tuple((version, *_counted([one for one in told if one.version == version])) for version in versions)
    kept = tuple(row for row in rows if row[2])
    return Table(
        "Agreement by version of the codebook",
        "passage",
        (Column("version", "version since (UTC)", "text"), *_COLUMNS),
        kept,
        notes=(_HOW,),
    )


_COLUMNS = (
    Column("transcripts", "transcripts", "count"),
    Column("passages", "passages", "count"),
    Column("agreed", "coded alike", "count"),
    Column("share", "share alike", "share"),
    Column("share_found", "code found by all", "share"),
    *(Column(kind.replace("-", "_"), kind.replace("-", " "), "count") for kind in SEEN),
)

_HOW = (
    "A passage is what coders have put on the same words as far as it belongs together; alike: same code, words and attributes of all. Code "
    "found by all: also those with other edges or attributes. No correction for chance: compare rows with each other only."
)


def _counted(part: Sequence[Coded]) -> tuple[Cell, ...]:
    kinds = Counter(one.kind for one in part)
    every = len(part)
    shares = (sum(kinds[kind] for kind in wanted) / every if every else None for wanted in ({AGREED}, _FOUND_BY_ALL))
    return len({one.transcript for one in part}), every, kinds[AGREED], *shares, *(kinds[kind] for kind in SEEN)


def _span(part: Sequence[Coded]) -> str:
    first, last = (one.time[:16].replace("T", " ") for one in (part[0], part[-1]))
    return first if first == last else f"{first} to {last}"
