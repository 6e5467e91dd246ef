"""What a dry run shows: the labels that were found, with what their speakers say, and the lines that nobody says."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from qualcode import text as texts
from qualcode.model import Advice, Draft, DraftParticipant, DraftTurn, Reading, Role, Unplaced

_BEGINNING = 80
_MANY_QUESTIONS = 2


@dataclass(frozen=True, slots=True)
class Voice:
    """A speaker as the file labels him: how many turns, words and transcriber's notes are his, and how and in which line he begins.

    `line` counts the lines of the file's text from 1; 0 for one who says nothing.
    """

    label: str
    role: Role
    detail: str
    turns: int
    words: int
    notes: int
    line: int
    beginning: str


@dataclass(frozen=True, slots=True)
class Preview:
    """How a file would be read: the speakers of each of its transcripts by id, the lines that nobody says, and other options to read it by."""

    file: Path
    voices: tuple[tuple[str, Voice], ...]
    unplaced: tuple[Unplaced, ...]
    advice: tuple[Advice, ...]


def preview(file: Path, reading: Reading, ids: Sequence[str]) -> Preview:
    """What a dry run shows of a file; `ids` are those of the drafts of its reading."""
    voices = ((id, voice) for id, draft in zip(ids, reading.drafts, strict=True) for voice in voices_of(draft))
    return Preview(file, tuple(voices), reading.unplaced, reading.advice)


def voices_of(draft: Draft) -> list[Voice]:
    """The speakers of a draft in order of appearance; the questions of a questionnaire, a speaker each, are one voice."""
    asked = [one for one in draft.participants if one.role == "moderator"]
    if draft.kind != "written-interview" or len(asked) <= _MANY_QUESTIONS:
        return _voices(draft, draft.participants)
    return [*_voices(draft, [one for one in draft.participants if one.role != "moderator"]), _together(_voices(draft, asked))]


def _voices(draft: Draft, people: Sequence[DraftParticipant]) -> list[Voice]:
    ends = [at for at, char in enumerate(draft.text) if char == "\n"]
    turns: dict[str, list[DraftTurn]] = {one.label: [] for one in people}
    for turn in draft.turns:
        if turn.speaker in turns:
            turns[turn.speaker].append(turn)
    return [_voice(draft, one, turns[one.label], ends) for one in people]


def _voice(draft: Draft, one: DraftParticipant, turns: Sequence[DraftTurn], ends: Sequence[int]) -> Voice:
    said = [draft.text[turn.start : turn.end] for turn in turns]
    words, notes = sum(len(texts.words(each)) for each in said), sum(map(texts.noted, said))
    line = draft.line + bisect_right(ends, turns[0].start) + 1 if turns else 0
    return Voice(one.label, one.role, one.detail, len(turns), words, notes, line, texts.beginning(said[0], _BEGINNING) if said else "")


def _together(questions: Sequence[Voice]) -> Voice:
    first = questions[0]
    turns, words, notes = (sum(counts) for counts in zip(*((one.turns, one.words, one.notes) for one in questions), strict=True))
    return Voice(f"{len(questions)} questions", first.role, "", turns, words, notes, first.line, first.beginning)
