"""A corpus small enough to count by hand, written out in a test's docstring, and tallied word by word.

After a line `Corpus:`, up to an empty line: a transcript (`id variable=value ...`), below it, indented, its turns in order:
`speaker words [language] [variable=value ...]: code start-end, ...`, with positions of words in the turn. `*` after a speaker marks a moderator.
"""

from __future__ import annotations

import inspect
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field

from qualcode import study as studies
from qualcode.analysis._asked import Asked
from qualcode.counts import Base, Tally
from qualcode.model import Code, Codebook, Selection

CODES = {
    "coop": "",
    "coop.secrecy": "coop",
    "coop.linking": "coop",
    "coop.linking.formal": "coop.linking",
    "value": "",
    "value.need": "value",
}
BOOK = Codebook("book", "1", ("nl", "fr"), tuple(Code(id, id, parent, {"nl": id.upper()}) for id, parent in CODES.items()))


STUDY = studies.parse(
    """
    name = "A small study"
    languages = ["nl", "fr"]
    [variables.region]
    label = { nl = "Arrondissement", fr = "Arrondissement", en = "District" }
    values.antwerp = { nl = "Antwerpen", fr = "Anvers" }
    values.charleroi = { nl = "Charleroi", fr = "Charleroi" }
    [variables.sector]
    label = { nl = "Sector", fr = "Secteur" }
    values.justice = { nl = "Justitie", fr = "Justice" }
    values.care = { nl = "Hulpverlening", fr = "Soins" }
    [[planned]]
    kind = "focus-group"
    phase = "single"
    cross = ["region", "sector"]
    per_cell = 1
    [[planned]]
    kind = "focus-group"
    phase = "mixed"
    cross = ["region"]
    per_cell = 2
    """
)


def asked(*by: str, selection: Selection | None = None, all_codes: bool = False) -> Asked:
    """A question about the consensus."""
    return Asked(by, selection or Selection(), "consensus", ("nl", "fr"), all_codes=all_codes)


@dataclass(frozen=True)
class Turn:
    """A turn: so many words of one speaker, and what they are coded with."""

    transcript: str
    number: int
    speaker: str
    moderator: bool
    words: int
    codings: tuple[tuple[str, int, int], ...] = ()
    values: dict[str, str] = field(default_factory=dict)


def _ancestors(code: str) -> list[str]:
    return [code, *_ancestors(CODES[code])] if code else []


@dataclass(frozen=True)
class Corpus:
    """Turns, and what is counted in them."""

    turns: tuple[Turn, ...]

    def _cells(self, by: Sequence[str]) -> dict[tuple[str | None, ...], list[Turn]]:
        cells: dict[tuple[str | None, ...], list[Turn]] = {}
        for turn in self.turns:
            if not turn.moderator and not (turn.words == 0 and "language" in by):
                cells.setdefault(tuple(turn.values.get(name) for name in by), []).append(turn)
        return cells

    def bases(self, *by: str) -> list[Base]:
        """What is there in each cell."""
        return [
            Base(
                key,
                turns=sum(turn.words > 0 for turn in turns),
                words=sum(turn.words for turn in turns),
                participants=len({(turn.transcript, turn.speaker) for turn in turns}),
                transcripts=len({turn.transcript for turn in turns}),
                by_transcript=_summed((turn.transcript, turn.words) for turn in turns),
            )
            for key, turns in self._cells(by).items()
        ]

    def tallies(self, *by: str) -> list[Tally]:
        """What is coded in each cell, a code with what stands under it."""
        found = [_tally(code, key, turns) for key, turns in self._cells(by).items() for code in CODES]
        return [tally for tally in found if tally]


def _summed(pairs: Iterable[tuple[str, int]]) -> tuple[tuple[str, int], ...]:
    sums: dict[str, int] = {}
    for id, number in pairs:
        sums[id] = sums.get(id, 0) + number
    return tuple(sums.items())


def _tally(code: str, key: tuple[str | None, ...], turns: Sequence[Turn]) -> Tally | None:
    segments: dict[tuple[str, str], int] = {}
    words: list[tuple[str, int]] = []
    touched = 0
    for turn in turns:
        covered = [set(range(start, end)) for coded, start, end in turn.codings if code in _ancestors(coded)]
        stretches: list[set[int]] = []
        for piece in covered:
            joined = [other for other in stretches if other & piece]
            stretches = [other for other in stretches if not other & piece] + [piece.union(*joined)]
        if stretches:
            touched += 1
            voice = (turn.transcript, turn.speaker)
            segments[voice] = segments.get(voice, 0) + len(stretches)
            words.append((turn.transcript, len(set().union(*stretches))))
    if not segments:
        return None
    by_transcript = _summed(words)
    return Tally(
        code,
        key,
        segments=sum(segments.values()),
        turns=touched,
        words=sum(number for _, number in by_transcript),
        participants=len(segments),
        transcripts=len(by_transcript),
        shares=tuple(sorted(segments.values(), reverse=True)),
        by_transcript=by_transcript,
    )


def _pair(word: str) -> tuple[str, str]:
    name, _, value = word.partition("=")
    return name, value


def corpus(test: Callable[..., object]) -> Corpus:
    """The corpus in the docstring of a test."""
    lines = inspect.cleandoc(test.__doc__ or "").splitlines()
    turns: list[Turn] = []
    transcript = ""
    tags: dict[str, str] = {}
    for line in lines[lines.index("Corpus:") + 1 :]:
        if not line.strip():
            break
        if not line.startswith("  "):
            transcript, *rest = line.split()
            tags = dict(map(_pair, rest))
            continue
        head, _, coded = line.partition(":")
        speaker, words, *more = head.split()
        own = dict(_pair(word) if "=" in word else ("language", word) for word in more)
        codings = []
        for part in filter(None, map(str.strip, coded.split(","))):
            code, place = part.split()
            start, end = map(int, place.split("-"))
            codings.append((code, start, end))
        values = {"transcript": transcript, **tags, **own}
        turns.append(Turn(transcript, len(turns), speaker.rstrip("*"), speaker.endswith("*"), int(words), tuple(codings), values))
    return Corpus(tuple(turns))
