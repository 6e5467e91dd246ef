"""What every table of agreement says of how it was made: whom, what and where it compares, and how its figures are to be read."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from qualcode.agreed import Coefficient, Key
from qualcode.analysis._asked import Asked, code_label
from qualcode.analysis._cells import cell_name, places
from qualcode.model import Base, Code, Codebook, Study

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


def where(to: Compared) -> list[str]:
    """Notes on what was compared."""
    who = "of everybody, moderators too," if to.moderators else "of participants"
    what = {
        "": f"Turns {who}; turns of more than {to.longest} words ({to.split}) sentence by sentence",
        "turn": f"Turns {who}",
        "sentence": f"Sentences {who}",
        "char": f"Characters of turns {who}",
    }[to.unit]
    finished = "two or more of them have finished" if to.partial else "all of them have finished"
    listed = f": {', '.join(to.region)}" if len(to.region) <= _LISTED else ""
    return [f"{what} are compared, coded by {to.names} apart, in {len(to.region)} of {to.held} transcripts that {finished}{listed}."]


def intervals(to: Compared, rows: Sequence[tuple[str, Coefficient]]) -> list[str]:
    """Notes on the intervals; `rows` are coefficients with what they are of."""
    if not to.draws:
        return ["No intervals were drawn (--draws 0)."]
    what = {
        "transcripts": "transcripts drawn anew",
        "turns": "turns drawn anew within their transcripts; it holds for these transcripts only",
        "": "transcripts drawn anew where there are six or more, else of turns within them, which holds for these transcripts only",
    }
    notes = [f"95 % interval: percentiles of {to.draws:,} draws (seed {to.seed}), {what[to.drawn]}."]
    without = [f"{name} {one.draws - one.defined:,}" for name, one in rows if one.ends is not None and one.defined < one.draws]
    if without:
        notes.append(f"Draws without variation, left out of the interval: {', '.join(without)}.")
    return notes


def convention() -> str:
    """How the source of alpha says that it is to be read."""
    return (
        "Krippendorff (2004, p. 241): “rely only on variables with reliabilities above α = .800”; those “between α = .667 and α = .800 only for"
        " drawing tentative conclusions”. That is a convention, not a test."
    )


def cautions(to: Compared, units: Mapping[Key, int], marked: Mapping[str, int]) -> list[str]:
    """Warnings: little to compare, coders without codings, transcripts that wait for somebody. `marked` are codings in the region by coder."""
    warnings = []
    few = [f"{cell_name(key)} {number}" if key else str(number) for key, number in units.items() if number < _SMALL]
    if few and to.unit != "char":
        warnings.append(
            f"Few units are coded by several coders ({', '.join(few[:_LISTED])}): one more or less changes the coefficients much."
        )
    if to.region and len(to.region) < _SHARE * to.held:
        warnings.append(f"{len(to.region)} of {to.held} transcripts: what agrees here may not agree elsewhere.")
    idle = [coder for coder in to.coders if not marked.get(coder)]
    if idle:
        verb = "has" if len(idle) == 1 else "have"
        warnings.append(
            f"{', '.join(idle)} {verb} put no code on these transcripts, and finished them: everything of the others is disagreement."
        )
    waiting: dict[tuple[str, ...], list[str]] = {}
    for id, who in to.missing.items():
        waiting.setdefault(who, []).append(id)
    for who, ids in waiting.items():
        more = f" and {len(ids) - _LISTED} more" if len(ids) > _LISTED else ""
        verb = "has" if len(who) == 1 else "have"
        warnings.append(f"Left out, as {', '.join(who)} {verb} not finished them: {', '.join(ids[:_LISTED])}{more}.")
    return warnings
