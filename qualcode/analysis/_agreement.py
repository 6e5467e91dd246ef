"""What every table of agreement says of how it was made: whom, what and where it compares, and how its figures are to be read."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from qualcode.agreed import Coefficient, Key
from qualcode.analysis._asked import Asked, code_label
from qualcode.analysis._cells import named, places
from qualcode.analysis._saying import first, say
from qualcode.counts import Base
from qualcode.model import Code, Codebook, Study
from qualcode.saying import thousands
from qualcode.wording import colon

_SMALL = 100
"""Of fewer units than this a coefficient says little."""
_SHARE = 0.1
"""Texts on methods ask for no less of the material to be coded twice."""
_LISTED = 40


@dataclass(frozen=True, slots=True)
class Compared:
    """Which coders are compared, and on what.

    `region` are the transcripts that count, of `held` in the selection; `partial`: some of them only some of the coders have finished. `missing`
    names those left out, with who has still to finish them. `unit` is empty for turns, but sentences in those of more than `longest` words,
    of which there are `split`. `drawn` says what intervals come of: `transcripts`, `turns` within them, or either, cell by cell (empty).
    """

    coders: tuple[str, ...]
    region: tuple[str, ...]
    held: int
    partial: bool
    missing: Mapping[str, tuple[str, ...]]
    unit: str
    longest: int
    split: int
    moderators: bool
    seed: int
    draws: int
    drawn: Literal["transcripts", "turns", ""]

    @property
    def noun(self) -> str:
        """What one unit is called."""
        return {"char": "character", "sentence": "sentence"}.get(self.unit, "turn")

    @property
    def names(self) -> str:
        """The coders for a sentence."""
        return ", ".join(self.coders)


def ordered(keys: Collection[Key], book: Codebook, asked: Asked, study: Study | None) -> list[Key]:
    """Cells in the order of the study."""
    bases = [Base(key, turns=1, words=0, participants=1, transcripts=1) for key in keys]
    return [place.key for place in places((), bases, book, asked, study, empty=False)]


def labels(book: Codebook, asked: Asked) -> dict[str, str]:
    """The label of each code."""
    return {code.id: code_label(code, asked) for code in book.codes}


def shown_codes(chosen: Sequence[Code], used: Collection[str], asked: Asked) -> list[str]:
    """The codes that have rows: those that any coder used, or all that may be put on text."""
    return [code.id for code in chosen if code.id in used or (asked.all_codes and code.codable)]


def where(to: Compared, words: str) -> list[str]:
    """A note on what was compared."""
    units = {
        "": "Units are turns, and of turns of more than {longest} words ({split}) their sentences.",
        "turn": "Units are turns.",
        "sentence": "Units are sentences.",
        "char": "Units are the characters of turns.",
    }[to.unit]
    who = "What moderators and observers say counts too." if to.moderators else "Only what participants say counts."
    region = (
        "Coded apart by {coders}, in {number} of {held} transcripts, which two or more of them have finished"
        if to.partial
        else "Coded apart by {coders}, in {number} of {held} transcripts, which all of them have finished"
    )
    there = say(words, region, coders=to.names, number=len(to.region), held=to.held)
    there = colon(there, words) + ", ".join(to.region) if len(to.region) <= _LISTED else there
    return [f"{say(words, units, longest=to.longest, split=to.split)} {say(words, who)} {there}."]


def intervals(to: Compared, rows: Sequence[tuple[str, Coefficient]], words: str) -> list[str]:
    """Notes on the intervals; `rows` are coefficients with what they are of."""
    if not to.draws:
        return [say(words, "No intervals were drawn (--draws 0).")]
    drawn = {
        "transcripts": "95 % interval: percentiles of {draws} draws (seed {seed}) of transcripts.",
        "turns": "95 % interval: percentiles of {draws} draws (seed {seed}) of turns within their transcripts; it holds for these transcripts only.",
        "": "95 % interval: percentiles of {draws} draws (seed {seed}) of transcripts where there are six or more, else of turns within them,"
        " and it holds for these only.",
    }[to.drawn]
    notes = [say(words, drawn, draws=thousands(to.draws, words), seed=to.seed)]
    lost = [(name, one.draws - one.defined) for name, one in rows if one.ends is not None and one.defined < one.draws]
    if lost:
        listed = ", ".join(f"{name} {thousands(number, words)}" for name, number in lost)
        notes.append(say(words, "Draws without variation, left out of the interval: {listed}.", listed=listed))
    return notes


def convention(words: str) -> str:
    """How the source of alpha says that it is to be read, in its own words."""
    quoted = (
        "“rely only on variables with reliabilities above α = .800”",
        "“between α = .667 and α = .800 only for drawing tentative conclusions”",
    )
    return say(
        words, "Krippendorff (2004, p. 241): {first}; those {second}. That is a convention, not a test.", first=quoted[0], second=quoted[1]
    )


def cautions(to: Compared, units: Mapping[Key, int], marked: Mapping[str, int], asked: Asked) -> list[str]:
    """Warnings: little to compare, coders without codings, transcripts that wait for somebody. `marked` are codings in the region by coder."""
    words = asked.words
    warnings = []
    few = [f"{named(key, asked.by, asked)} {number}".strip() for key, number in units.items() if number < _SMALL]
    if few and to.unit != "char":
        little = "Few units are coded by several coders ({listed}): one more or less changes the coefficients much."
        warnings.append(say(words, little, listed=first(few, _LISTED, words)))
    if to.region and len(to.region) < _SHARE * to.held:
        small = "{number} of {held} transcripts: what agrees here may not agree elsewhere."
        warnings.append(say(words, small, number=len(to.region), held=to.held))
    idle = [coder for coder in to.coders if not marked.get(coder)]
    if idle:
        nothing = "No code was put on these transcripts, though they are finished, by: {coders}. All that the others have is disagreement."
        warnings.append(say(words, nothing, coders=", ".join(idle)))
    waiting: dict[tuple[str, ...], list[str]] = {}
    for id, who in to.missing.items():
        waiting.setdefault(who, []).append(id)
    left = "Left out, as not finished by {coders}: {transcripts}."
    return warnings + [say(words, left, coders=", ".join(who), transcripts=first(ids, _LISTED, words)) for who, ids in waiting.items()]
