"""The output of speech recognition (.json): Whisper and those built on it, whisper.cpp, Hugging Face, Amazon Transcribe."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from functools import partial
from typing import Any

from qualcode.errors import Problem, Unreadable
from qualcode.importers._cues import cue_reading
from qualcode.importers._encodings import decoded
from qualcode.importers._lines import check_lines, many
from qualcode.importers._pieces import UNKNOWN, Piece, Plain, from_time
from qualcode.importers.json.recognised import KNOWN, SHAPES, Recognised, Segment
from qualcode.model import ImportOptions, Reading, Source
from qualcode.opening.guard import MEGABYTE, damaged, short
from qualcode.text import count_words

MAX_SIZE = 32 * MEGABYTE
MAX_TEXT = 8_000_000
"""Characters of speech in a file: those of a hundred hours."""
MAX_VALUES = 2_000_000
"""Values in a file: ten times those of a day of speech with a time for each word, and few enough to hold."""


def read(source: Source, options: ImportOptions) -> Reading:
    """The reading of what a program recognised, segments of a speaker that follow one another as one turn.

    Raises Unreadable for what is no JSON, is larger or deeper than a transcript can be, or has a shape that no known program writes.
    """
    name = source.path.name
    value, notes = _value(source, options)
    found = next((found for shape in SHAPES if (found := shape(value)) is not None), None)
    if found is None:
        raise Unreadable(f"{name} is JSON, but not of a form that is known.", f"Known are the forms of {KNOWN}. Others: save the text.")
    check_lines(name, len(found.segments))
    if sum(len(segment.text) for segment in found.segments) > MAX_TEXT:
        raise Unreadable(f"{name} has more than {MAX_TEXT} characters of speech, which no recording has.", "Is it the right file?")
    plain = Plain()
    cues = _pieces(found.segments, plain)
    if not cues:
        raise Unreadable(f"{name} has no segment with words in it.", "Is it the right file?")
    result = cue_reading(name, cues, options)
    remarks = (*notes, *_notes(found), *result.notes, *plain.notes())
    return replace(result, problems=tuple(_problems(found)), notes=remarks)


def _value(source: Source, options: ImportOptions) -> tuple[Any, tuple[str, ...]]:
    name = source.path.name
    large = len(source.data) > MAX_SIZE
    raw, notes = ("", ()) if large else decoded(source, options, MAX_SIZE)
    if large or raw.count(",") + raw.count("[") + raw.count("{") > MAX_VALUES:
        raise Unreadable(
            f"{name} has more than {MAX_SIZE // MEGABYTE} MB or {MAX_VALUES} values, which no transcript has.",
            "Have the program write segments without their tokens, or its .srt.",
        )
    try:
        return json.loads(raw, object_pairs_hook=partial(_object, name)), notes
    except RecursionError as error:
        raise Unreadable(f"{name} is nested deeper than any transcript.", "Is it the right file?") from error
    except ValueError as error:
        raise damaged(name) from error


def _object(file_name: str, pairs: list[tuple[str, object]]) -> dict[str, object]:
    made = dict(pairs)
    if len(made) < len(pairs):
        twice = next(key for key, count in Counter(key for key, _ in pairs).items() if count > 1)
        message = f"{file_name} says `{short(twice, 40)}` twice in one place: which of the two holds, nobody can tell."
        raise Unreadable(message, "Have the program write it again.")
    return made


def _pieces(segments: Sequence[Segment], plain: Plain) -> list[Piece]:
    """The segments as cues. Where the program names speakers, somebody unknown says what it gives to none."""
    unnamed = UNKNOWN if any(segment.speaker for segment in segments) else ""
    pieces = (Piece(plain.line(segment.speaker) or unnamed, plain.lines(segment.text), segment.start, segment.end) for segment in segments)
    return [piece for piece in pieces if piece.text]


def _notes(found: Recognised) -> list[str]:
    notes = [f"The file says that its language is {short(found.language, 30)}; turn by turn the words decide."] if found.language else []
    lacking = [segment for segment in found.segments if not segment.speaker]
    count = len(found.segments)
    if 0 < len(lacking) < count:
        notes.append(f"Segments without a speaker, said by {UNKNOWN}: {len(lacking)} of {count}, the first{from_time(lacking[0].start)}.")
    timeless = sum(segment.start is None for segment in found.segments)
    if timeless:
        notes.append(f"Segments without a time: {timeless} of {count}.")
    if found.disputed:
        notes.append(
            f"Segments of which the program gives some words to another speaker, kept with their own: {found.disputed} of {count}."
        )
    return notes


def _problems(found: Recognised) -> list[Problem]:
    problems = []
    if found.unread:
        others = f", and so {many(len(found.unread) - 1, 'other')}" if len(found.unread) > 1 else ""
        problems.append(Problem(f"segment {found.unread[0]}", f"it has no text that can be read and was left out{others}"))
    said = " ".join(segment.text for segment in found.segments)
    if found.whole and "".join(found.whole.split()) != "".join(said.split()):
        there, here = count_words(found.whole), count_words(said)
        message = f"the text of the whole has {many(there, 'word')}, its segments, which were read, have {here}"
        problems.append(Problem("text", message, "see whether something is missing"))
    return problems
