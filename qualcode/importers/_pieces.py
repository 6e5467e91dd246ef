"""Pieces of speech that a file form keeps apart (cues, annotations, utterances, rows), put together into the lines of a transcript."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from qualcode.importers import _labels, _marks
from qualcode.importers._lines import Line
from qualcode.model import ImportOptions


@dataclass(frozen=True, slots=True)
class Piece:
    r"""What one voice says in one piece; `voice` is empty where none is named, times are milliseconds.

    The text is canonical, with `\n` where the form has lines. A piece that is `outside` is said by nobody: a title, something that happens.
    """

    voice: str
    text: str
    start: int | None = None
    end: int | None = None
    outside: bool = False


def lines_of(
    pieces: Sequence[Piece],
    options: ImportOptions,
    *,
    glue: str = " ",
    unnamed: str = "Cues that name no voice, and count as said by the voice",
) -> tuple[list[Line], list[str]]:
    r"""The lines of pieces in their order, and notes. What one voice goes on to say in the next pieces is one line.

    `glue` stands between such pieces and for line ends within them; with `\n` the lines after the first are soft ones. Where no piece names
    a voice, labels are looked for in their words. `unnamed` begins the note on pieces that name none among others that do.
    """
    if any(piece.voice for piece in pieces):
        said = [piece for piece in pieces if not piece.outside]
        lacking = sum(not piece.voice for piece in said)
        return _by_voice(pieces, glue), [f"{unnamed} before them: {lacking} of {len(said)}."] if lacking else []
    return _by_label(pieces, options, glue), []


class _Joined:
    """Lines that grow by what the same speaker goes on to say in the next pieces."""

    def __init__(self, glue: str) -> None:
        self.glue = glue
        self.heads: list[Line] = []
        self.words: list[list[str]] = []

    def begin(self, head: Line, words: str) -> None:
        self.heads.append(head)
        self.words.append([words])

    def go_on(self, words: str, end: int | None) -> None:
        self.heads[-1] = self.heads[-1]._replace(end=end)
        self.words[-1].append(words)

    def lines(self) -> list[Line]:
        lines: list[Line] = []
        for head, words in zip(self.heads, self.words, strict=True):
            first, *others = (head.text + self.glue.join(filter(None, words))).split("\n")
            lines.append(head._replace(text=first))
            lines += (Line(text, soft=True, outside=head.outside, end=head.end) for text in others)
        return lines


def _by_voice(pieces: Sequence[Piece], glue: str) -> list[Line]:
    """Lines from pieces that name voices; those that name none go on with the voice before them."""
    joined = _Joined(glue)
    voice = ""
    apart = True
    for piece in pieces:
        text = piece.text.replace("\n", glue)
        if piece.outside or (not piece.voice and apart):
            joined.begin(Line("", outside=True, start=piece.start, end=piece.end), text)
            apart = True
        elif not apart and piece.voice in ("", voice):
            joined.go_on(text, piece.end)
        else:
            voice = piece.voice
            label, detail = _labels.split(voice)
            begin = f"{voice}: "
            joined.begin(Line(begin, label=label or voice, detail=detail, said=len(begin), start=piece.start, end=piece.end), text)
            apart = False
    return joined.lines()


def _by_label(pieces: Sequence[Piece], options: ImportOptions, glue: str) -> list[Line]:
    """Lines from pieces that name speakers in their words (`R1: text`), or that name none."""
    lines = [Line(words, start=piece.start, end=piece.end, outside=piece.outside) for piece in pieces for words in piece.text.split("\n")]
    marks = _marks.find(lines, options).of
    if not any(marks):
        return [Line(piece.text.replace("\n", " "), start=piece.start, end=piece.end) for piece in pieces]
    joined = _Joined(glue)
    label = ""
    for line, mark in zip(lines, marks, strict=True):
        words = line.text[mark.said if mark else 0 :].strip()
        if joined.heads and (mark is None or mark.label == label):
            joined.go_on(words, line.end)
        elif mark is None:
            joined.begin(line._replace(text="", outside=True), words)
        else:
            label = mark.label
            begin = f"{line.text[: mark.said].rstrip()} "
            start = line.start if mark.time is None else mark.time
            joined.begin(Line(begin, label=label, detail=mark.detail, said=len(begin), start=start, end=line.end), words)
    return joined.lines()
