"""The lines that every file form is brought to before speakers are looked for."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import NamedTuple

from qualcode.errors import Unreadable
from qualcode.model import Stretch
from qualcode.text import COMPOSED, LEFT_OUT, LINE_ENDS, canonical, counted, unprintable

MAX_LINES = 50_000
"""Lines in one transcript; a long session has a thousand."""

_PRIVATE = re.compile("[\ue000-\uf8ff]")


class Line(NamedTuple):
    r"""One line of the canonical text, and what the file form knows of it.

    `bold` is how many characters at its beginning are bold; `soft` says that it goes on with the paragraph of the line before. Where the
    form itself names the speaker, `label` and `detail` hold the name and `said` is where in the line the speech begins. Lines that are
    `outside` belong to nobody; those in a `cell` stand in a table that names no speakers. Times are milliseconds.
    `heading` is the level of a line that the form marks as a heading, from 1; 0 for any other. `languages` are the stretches of its text of
    which the file says the language; only a text that is canonical already has any. `doubts` are the pieces in it, with
    the label, that begin like one which was not believed.
    """

    text: str
    bold: int = 0
    soft: bool = False
    label: str = ""
    detail: str = ""
    said: int = 0
    outside: bool = False
    cell: bool = False
    start: int | None = None
    end: int | None = None
    heading: int = 0
    languages: tuple[Stretch, ...] = ()
    doubts: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Paragraph:
    r"""A paragraph of a document, raw: its text with `\n` at soft line breaks, and how much of each line's beginning is bold.

    `heading` is the level of a paragraph that the document marks as a heading, from 1; 0 for any other. Times are milliseconds.
    """

    text: str
    bold: tuple[int, ...] = (0,)
    heading: int = 0
    start: int | None = None
    end: int | None = None


@dataclass(frozen=True, slots=True)
class Row:
    """A row of a table: the paragraphs of each cell. `heading` says that the document marks it as a heading."""

    cells: tuple[tuple[Paragraph, ...], ...]
    heading: bool = False


@dataclass(frozen=True, slots=True)
class Grid:
    """A table of a document."""

    rows: tuple[Row, ...]


Block = Paragraph | Grid


def typed(text: str) -> list[Line]:
    """The lines of a plain text. Where blank lines part the paragraphs, a line after a written one goes on with its paragraph."""
    pieces = text.split("\n")
    written = [bool(piece) and not piece.isspace() for piece in pieces]
    parted = not all(written[:-1])
    return [Line(piece, soft=parted and before) for piece, before in zip(pieces, [False, *written], strict=False)]


def paragraph_lines(paragraph: Paragraph, *, cell: bool = False) -> Iterator[Line]:
    """The lines of one paragraph."""
    if "\n" not in paragraph.text:
        yield Line(paragraph.text, paragraph.bold[0], cell=cell, heading=paragraph.heading, start=paragraph.start, end=paragraph.end)
        return
    for number, text in enumerate(paragraph.text.split("\n")):
        bold = paragraph.bold[number] if number < len(paragraph.bold) else 0
        start = paragraph.start if number == 0 else None
        yield Line(text, bold, soft=number > 0, cell=cell, heading=paragraph.heading, start=start, end=paragraph.end)


def cleaned(lines: Iterable[Line], already: Mapping[str, int] | None = None) -> tuple[list[Line], list[str]]:
    """The lines with canonical text and without blank ones at both ends, and notes on characters that were changed or are not shown.

    `already` is what was changed in the file before it was taken apart into lines.
    """
    kept = list(lines)
    while kept and not kept[-1].text.strip():
        kept.pop()
    first = next((number for number, line in enumerate(kept) if line.text.strip()), 0)
    out: list[Line] = []
    changes = Counter(already or {})
    private = 0
    for line in kept[first:]:
        if line.text.isprintable() and (line.text.isascii() or unicodedata.is_normalized("NFC", line.text)):
            out.append(line)
            continue
        text, changed = counted(line.text)
        changes += changed
        private += private_characters(text)
        bold, said = len(canonical(line.text[: line.bold])[0]), len(canonical(line.text[: line.said])[0])
        out += [
            line._replace(text=piece, bold=bold, said=said) if number == 0 else Line(piece, soft=True, outside=line.outside, cell=line.cell)
            for number, piece in enumerate(text.split("\n"))
        ]
    return out, character_notes(changes, private)


def check_lines(name: str, count: int) -> None:
    """Raises Unreadable when a file has more lines (paragraphs, cues) than a transcript can have."""
    if count > MAX_LINES:
        raise Unreadable(f"{name} has more than {MAX_LINES} lines, which no transcript has.", "Is it the right file? If so, split it.")


def character_notes(changes: Mapping[str, int] | int, private: int) -> list[str]:
    """Notes on what canonical text changed, kind by kind, and on characters that only one font shows; none when there are none."""
    by_kind = {"control character": changes} if isinstance(changes, int) else changes
    left_out = ", ".join(many(by_kind[kind], kind) for kind in LEFT_OUT if by_kind.get(kind))
    said = [f"left out: {left_out}"] if left_out else []
    said += [f"letters composed (NFC): {by_kind[COMPOSED]}"] if by_kind.get(COMPOSED) else []
    said += [f"line ends made uniform: {by_kind[LINE_ENDS]}"] if by_kind.get(LINE_ENDS) else []
    line = "; ".join(said)
    notes = [f"{line[0].upper()}{line[1:]}."] if line else []
    return notes + ([f"Characters of a symbol font, which no other font shows: {private}."] if private else [])


def private_characters(text: str) -> int:
    """How many characters of a text have no meaning but in one font."""
    return sum(len(_PRIVATE.findall(line)) for line in unprintable(text))


def changes_note(kept: int, left_out: int, moved: int = 0) -> list[str]:
    """The note on tracked changes, none when there are none."""
    if not (kept or left_out or moved):
        return []
    said = [f"{many(kept, 'insertion')} kept", f"{many(left_out, 'deletion')} left out"]
    if moved:
        said.append(f"{many(moved, 'move')} counted once")
    return [f"Tracked changes are read as if accepted: {', '.join(said)}."]


def many(count: int, noun: str) -> str:
    """`1 line`, `2 lines`."""
    return f"{count} {noun}{'' if count == 1 else 's'}"
