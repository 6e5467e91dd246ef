"""Cues, what is said from when to when in subtitles and by speech recognition, become a reading."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from itertools import groupby, pairwise

from qualcode.importers._lines import check_lines
from qualcode.importers._pieces import Piece, from_time, lines_of
from qualcode.importers._speakers import spoken
from qualcode.model import ImportOptions, Reading
from qualcode.opening.guard import short

_ROLLING = 0.3
"""The share of cues that repeat the one before and go on, from which on captions roll."""
_MIN_ROLLING = 3
_AT_ONCE = 500
"""Milliseconds within which a cue that rolls follows the one before."""
_LOOP = 5
"""How often the same words must come in a row for speech recognition to be doubted."""


def cue_reading(name: str, cues: Sequence[Piece], options: ImportOptions) -> Reading:
    """The reading of cues, those of a speaker that follow one another as one turn; `name` is the file's, for errors.

    Cues without any speaker are a turn each. Raises Unreadable for more cues than a transcript can have.
    """
    check_lines(name, len(cues))
    kept, rolled = _unrolled(cues)
    lines, notes = lines_of(kept, options)
    result = spoken(name, lines, options)
    return replace(result, notes=(*rolled, *_loops(kept), *notes, *result.notes))


def _unrolled(cues: Sequence[Piece]) -> tuple[list[Piece], list[str]]:
    """The cues without what each repeats of the one before, where captions roll over the screen or grow, and a note that says so.

    A word that is said once and shown three times would count three times in every share. Where captions do not roll, a cue with the
    words of the one before is somebody who says them again, and stays.
    """
    pairs = list(pairwise(cues))
    needed = max(_MIN_ROLLING, _ROLLING * len(pairs))
    below = [_below(one, other) for one, other in pairs]
    if sum(map(bool, below)) >= needed:
        kept = [*cues[:1], *(cue if text is None else replace(cue, text=text) for (_, cue), text in zip(pairs, below, strict=True))]
        return [cue for cue in kept if cue.text], [_rolling_note(sum(text is not None for text in below), len(cues))]
    if sum(one.text != other.text and _grows(one, other) for one, other in pairs) >= needed:
        grown: list[Piece] = []
        for cue in cues:
            if grown and _grows(grown[-1], cue):
                grown[-1] = replace(cue, start=grown[-1].start)
            else:
                grown.append(cue)
        return grown, [_rolling_note(len(cues) - len(grown), len(cues))]
    return list(cues), []


def _rolling_note(repeating: int, count: int) -> str:
    return f"Captions roll over the screen in this file: what {repeating} of {count} cues repeat of the one before is kept once."


def _follows(one: Piece, other: Piece) -> bool:
    return one.voice == other.voice and one.end is not None and other.start is not None and abs(other.start - one.end) <= _AT_ONCE


def _below(one: Piece, other: Piece) -> str | None:
    """The lines of a cue below those that it repeats from the end of the one before; None when it repeats none."""
    if not _follows(one, other):
        return None
    before, lines = one.text.split("\n"), other.text.split("\n")
    same = next((count for count in range(min(len(before), len(lines)), 0, -1) if before[-count:] == lines[:count]), 0)
    return "\n".join(lines[same:]) if same else None


def _grows(one: Piece, other: Piece) -> bool:
    """Whether a cue begins with the whole of the one before."""
    before, words = one.text.split(), other.text.split()
    return _follows(one, other) and len(words) >= len(before) and words[: len(before)] == before


def _loops(cues: Sequence[Piece]) -> list[str]:
    runs = [(list(run), words) for words, run in groupby(cues, key=lambda cue: cue.text) if words]
    return [
        f"The same words in {len(run)} cues in a row{from_time(run[0].start)}: `{short(words, 40)}`. "
        "Speech recognition repeats itself so where nobody speaks; listen there."
        for run, words in runs
        if len(run) >= _LOOP
    ]
