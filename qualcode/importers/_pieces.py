"""Pieces of speech that a file form keeps apart (cues, annotations, utterances, rows), put together into the lines of a transcript."""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from operator import attrgetter
from typing import NamedTuple

from qualcode.importers import _labels, _marks
from qualcode.importers._labels import Mark
from qualcode.importers._lines import Line, character_notes, private_characters
from qualcode.model import UNSURE, ImportOptions, Stretch
from qualcode.opening.guard import short
from qualcode.text import counted

UNKNOWN = "Unknown"
"""The speaker of words of which the file does not tell who says them, while it does of others."""

_NAMED = 0.8
"""The share of pieces that begin with `name:` from which on they all do, as the cues of Zoom."""

_DASH = re.compile(r"(?:>{2,3}|[-–—])(?:(?P<space>[ \xa0]+)(?=\S)|(?=[^\W\d_]|[\"'“‘«\[(…¡¿]))")
_NAME = re.compile(r"(?P<name>[^\s:][^:\n]{0,79}):[ \xa0]+(?=\S)")
_DETAIL = re.compile(r"(?P<label>[^()]*[^()\s])\s*\((?P<detail>[^()]{1,80})\)")
_SPACES = re.compile(r"[^\S\n\xa0\u202f]+")
_LONGEST = 200
"""Characters in a label; what is longer is cut for it, and stands in the text as it is."""
_MEANWHILE = re.compile(r"//\s*(?=\w)")


@dataclass(frozen=True, slots=True)
class Piece:
    r"""What one voice says in one piece; `voice` is empty where none is named, times are milliseconds.

    The text is canonical, with `\n` where the form has lines. A piece that is `outside` is said by nobody: a title, something that happens.
    `languages` are the stretches of the text of which the file says the language.
    """

    voice: str
    text: str
    start: int | None = None
    end: int | None = None
    outside: bool = False
    languages: tuple[Stretch, ...] = ()


class Plain:
    """Makes the texts of pieces canonical, and counts what had to be changed in all of them."""

    def __init__(self) -> None:
        self.changes: Counter[str] = Counter()
        self.private = 0

    def lines(self, raw: str) -> str:
        """The text with single spaces and without empty lines. Spaces that do not break stay."""
        if raw.isprintable() and (raw.isascii() or unicodedata.is_normalized("NFC", raw)):
            return (_SPACES.sub(" ", raw) if "  " in raw else raw).strip()
        text, changed = counted(raw)
        self.changes += changed
        self.private += private_characters(text)
        lines = (_SPACES.sub(" ", line).strip() for line in text.split("\n"))
        return "\n".join(filter(None, lines))

    def line(self, raw: str) -> str:
        """The text on one line."""
        return self.lines(raw).replace("\n", " ")

    def notes(self) -> list[str]:
        """What was changed in the texts so far."""
        return character_notes(self.changes, self.private)


def stated(text: str, language: str) -> tuple[Stretch, ...]:
    """The languages of a piece of which the file says one for all of it; none when it says `und` or nothing."""
    return () if language in ("", UNSURE) else (Stretch(0, len(text), language),)


def lines_of(
    pieces: Sequence[Piece],
    options: ImportOptions,
    *,
    glue: str = " ",
    unnamed: str = "Cues that name no voice, and count as said by the voice",
    apart: bool = False,
) -> tuple[list[Line], list[str]]:
    r"""The lines of pieces in their order, and notes. What one voice goes on to say in the next pieces is one line.

    `glue` stands between such pieces and for line ends within them; with `\n` the lines after the first are soft ones. Where no piece names
    a voice, labels are looked for in their words. `unnamed` begins the note on pieces that name none among others that do. With `apart`
    every piece that names its voice is a line of its own.
    """
    if not any(piece.voice for piece in pieces):
        return _by_label(pieces, options, glue)
    said = [piece for piece in pieces if not piece.outside]
    lacking = sum(not piece.voice for piece in said)
    meanwhile = sum(_MEANWHILE.match(piece.voice) is not None for piece in said)
    notes = [f"{unnamed} before them: {lacking} of {len(said)}."] if lacking else []
    if meanwhile:
        notes.append(f"Said while another speaks, by the mark // before the name: {meanwhile} of {len(said)}.")
    return _by_voice(pieces, glue, apart=apart), notes


def from_time(time: int | None) -> str:
    """Where something begins, as a note says it: ` from 00:12:30 on`, empty when the time is not known."""
    if time is None:
        return ""
    minutes, seconds = divmod(time // 1000, 60)
    return f" from {minutes // 60:02}:{minutes % 60:02}:{seconds:02} on"


class _Joined:
    """Lines that grow by what the same speaker goes on to say in the next pieces."""

    def __init__(self, glue: str) -> None:
        self.glue = glue
        self.heads: list[Line] = []
        self.words: list[list[str]] = []
        self.lengths: list[int] = []
        self.languages: list[list[Stretch]] = []

    def begin(self, head: Line, words: str, languages: Sequence[Stretch] = ()) -> None:
        self.heads.append(head)
        self.words.append([])
        self.lengths.append(len(head.text))
        self.languages.append([])
        self.go_on(words, languages, head.end)

    def go_on(self, words: str, languages: Sequence[Stretch], end: int | None) -> None:
        self.heads[-1] = self.heads[-1]._replace(end=end)
        if not words:
            return
        at = self.lengths[-1] + (len(self.glue) if self.words[-1] else 0)
        self.words[-1].append(words)
        self.lengths[-1] = at + len(words)
        self.languages[-1] += _moved(languages, at)

    def doubt(self, words: str, label: str) -> None:
        """The words, which go on with the last line, begin like a label that was not believed; nothing for an empty label."""
        if label:
            self.heads[-1] = self.heads[-1]._replace(doubts=(*self.heads[-1].doubts, (words, label)))

    def lines(self) -> list[Line]:
        lines: list[Line] = []
        for head, words, languages in zip(self.heads, self.words, self.languages, strict=True):
            begin = first = 0
            for text in (head.text + self.glue.join(words)).split("\n"):
                line = Line("", soft=True, outside=head.outside, end=head.end) if begin else head
                end = begin + len(text)
                first = bisect_right(languages, begin, lo=first, key=attrgetter("end"))
                inside = languages[first : bisect_left(languages, end, lo=first, key=attrgetter("start"))]
                lines.append(line._replace(text=text, languages=_part(inside, begin, end)))
                begin = end + 1
        return lines


def _moved(languages: Iterable[Stretch], by: int) -> list[Stretch]:
    return [Stretch(one.start + by, one.end + by, one.language) for one in languages]


def _part(languages: Iterable[Stretch], start: int, end: int) -> tuple[Stretch, ...]:
    """The stretches of a text as far as they lie in `text[start:end]`, by their places in that."""
    return tuple(
        Stretch(max(one.start, start) - start, min(one.end, end) - start, one.language)
        for one in languages
        if max(one.start, start) < min(one.end, end)
    )


def _by_voice(pieces: Sequence[Piece], glue: str, *, apart: bool) -> list[Line]:
    """Lines from pieces that name voices; those that name none go on with the voice before them."""
    joined = _Joined(glue)
    speaker = ""
    for piece in pieces:
        text = piece.text.replace("\n", glue)
        label, detail = called(piece.voice)
        if piece.outside or not (label or speaker):
            joined.begin(Line("", outside=True, start=piece.start, end=piece.end), text)
            speaker = ""
        elif speaker and (not label or (label == speaker and not apart)):
            joined.go_on(text, piece.languages, piece.end)
        else:
            speaker = label
            begin = f"{piece.voice}: "
            head = Line(begin, label=label, detail=detail, said=len(begin), start=piece.start, end=piece.end)
            joined.begin(head, text, piece.languages)
    return joined.lines()


@lru_cache(4096)
def called(voice: str) -> tuple[str, str]:
    """The label of a voice and what stands in brackets with it. `//S01` is S01, who speaks while another does."""
    if len(voice) > _LONGEST:
        return short(voice, _LONGEST), ""
    plain = _MEANWHILE.sub("", voice, count=1).strip()
    label, detail = _labels.split(plain)
    if label:
        return label, detail
    found = _DETAIL.fullmatch(plain)
    return (found["label"], found["detail"].strip()) if found else (plain, "")


class _Row(NamedTuple):
    """A line of a piece: whether it is the `first`, the `dash` of a dialogue that begins it, and its `words` without that.

    The words begin at `at` of the piece's text.
    """

    piece: Piece
    first: bool
    dash: str
    words: str
    at: int

    def said(self, start: int = 0) -> tuple[str, tuple[Stretch, ...]]:
        """The words from `start` on, without white space around them, and their languages as far as the file says them."""
        words = self.words[start:].strip()
        begin = self.at + self.words.index(words, start)
        return words, _part(self.piece.languages, begin, begin + len(words))

    def head(self, begin: str, label: str = "", detail: str = "", time: int | None = None) -> Line:
        """The line of a transcript that begins here, with what is no speech of it so far."""
        start = self.piece.start if time is None else time
        outside = self.piece.outside or not (label or begin)
        return Line(begin, label=label, detail=detail, said=len(begin), outside=outside, start=start, end=self.piece.end)


def _rows(pieces: Sequence[Piece]) -> list[_Row]:
    rows = []
    for piece in pieces:
        lines = piece.text.split("\n")
        dashes = [_DASH.match(line) for line in lines]
        dialogue = sum(dash is not None for dash in dashes) > 1 or any(dash and dash["space"] for dash in dashes)
        at = 0
        for number, (line, dash) in enumerate(zip(lines, dashes, strict=True)):
            begin = dash[0] if dash and dialogue else ""
            rows.append(_Row(piece, number == 0, begin, line[len(begin) :], at + len(begin)))
            at += len(line) + 1
    return rows


def _by_label(pieces: Sequence[Piece], options: ImportOptions, glue: str) -> tuple[list[Line], list[str]]:
    """Lines from pieces that name speakers in their words (`R1: text`), or that name none."""
    rows = _rows(pieces)
    # A cue of one word is speech and no label of what is said in the next: as in a cell.
    lines = [
        Line(row.words, start=row.piece.start, end=row.piece.end, outside=row.piece.outside, cell=row.piece.text == row.words)
        for row in rows
    ]
    found = _marks.find(lines, options)
    marks = list(found.of)
    notes = [] if options.label or options.speakers == "table" else _believe(rows, marks)
    doubted = {number: mark.label for number, mark in found.doubted.items() if marks[number] is None}
    if not any(marks):
        return _unnamed(rows, glue, doubted), notes
    joined = _Joined(glue)
    label = ""
    for number, (row, mark) in enumerate(zip(rows, marks, strict=True)):
        words, languages = row.said(mark.said if mark else 0)
        if row.piece.outside:
            joined.begin(row.head(""), row.words)
            label = ""
        elif mark and mark.label != label:
            label = mark.label
            colon = ":" if mark.said >= len(row.words) and row.words[-1:].isalnum() else ""
            joined.begin(row.head(f"{row.words[: mark.said].rstrip()}{colon} ", label, mark.detail, mark.time), words, languages)
        elif mark is None and row.dash:
            label = UNKNOWN
            joined.begin(row.head(row.dash, label), words, languages)
        elif label:
            joined.go_on(words, languages, row.piece.end)
        else:
            joined.begin(row.head(""), words)
        joined.doubt(row.words, doubted.get(number, ""))
    dashes = sum(mark is None and bool(row.dash) for row, mark in zip(rows, marks, strict=True))
    if dashes:
        notes.append(f"Lines that begin with a dash, for somebody else, and name nobody: {dashes}. {UNKNOWN} says them.")
    return joined.lines(), notes


def _unnamed(rows: Sequence[_Row], glue: str, doubted: Mapping[int, str]) -> list[Line]:
    """A line for each piece, and in a dialogue one for each dash."""
    joined = _Joined(glue)
    for number, row in enumerate(rows):
        if row.first or row.dash:
            joined.begin(row.head(row.dash)._replace(outside=row.piece.outside, cell=True), *row.said())
        else:
            joined.go_on(*row.said(), row.piece.end)
        joined.doubt(row.words, doubted.get(number, ""))
    return joined.lines()


def _believe(rows: Sequence[_Row], marks: list[Mark | None]) -> list[str]:
    """Where nearly every piece begins with a name and a colon, add the labels of those who speak once or have a comma in their name.

    Returns a note on those that begin with none.
    """
    first = [number for number, row in enumerate(rows) if row.first]
    named = {number: found for number in first if (found := _NAME.match(rows[number].words))}
    if len(named) < max(2, _NAMED * len(first)):
        return []
    counts = Counter(found["name"] for found in named.values())
    for number, found in named.items():
        label, detail = called(found["name"])
        if marks[number] is None and (counts[found["name"]] > 1 or _labels.looks(label) >= _labels.NAME):
            marks[number] = Mark(label, detail, found.end())
    lacking = sum(marks[number] is None for number in first)
    return [f"Cues that name nobody, and count as said by the speaker before them: {lacking} of {len(first)}."] if lacking else []
