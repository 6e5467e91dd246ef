"""The lines that every file form is brought to before speakers are looked for."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from qualcode.text import canonical


class Line(NamedTuple):
    r"""One line of the canonical text, and what the file form knows of it.

    `bold` is how many characters at its beginning are bold; `soft` says that it goes on with the paragraph of the line before. Where the
    form itself names the speaker, `label` and `detail` hold the name and `said` is where in the line the speech begins. Lines that are
    `outside` belong to nobody; those in a `cell` stand in a table that names no speakers. Times are milliseconds.
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


@dataclass(frozen=True, slots=True)
class Paragraph:
    r"""A paragraph of a document, raw: its text with `\n` at soft line breaks, and how much of each line's beginning is bold."""

    text: str
    bold: tuple[int, ...] = (0,)


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


def paragraph_lines(paragraph: Paragraph, *, cell: bool = False) -> Iterator[Line]:
    """The lines of one paragraph."""
    if "\n" not in paragraph.text:
        yield Line(paragraph.text, paragraph.bold[0], cell=cell)
        return
    for number, text in enumerate(paragraph.text.split("\n")):
        yield Line(text, paragraph.bold[number] if number < len(paragraph.bold) else 0, soft=number > 0, cell=cell)


def cleaned(lines: Iterable[Line]) -> tuple[list[Line], int]:
    """The lines with canonical text and without blank ones at both ends, and how many control characters had to be left out."""
    kept = list(lines)
    while kept and not kept[-1].text.strip():
        kept.pop()
    first = next((number for number, line in enumerate(kept) if line.text.strip()), 0)
    del kept[:first]
    out: list[Line] = []
    removed = 0
    for line in kept:
        if line.text.isprintable() and (line.text.isascii() or unicodedata.is_normalized("NFC", line.text)):
            out.append(line)
            continue
        text, count = canonical(line.text)
        removed += count
        bold, said = len(canonical(line.text[: line.bold])[0]), len(canonical(line.text[: line.said])[0])
        out += [
            line._replace(text=piece, bold=bold, said=said) if number == 0 else Line(piece, soft=True, outside=line.outside, cell=line.cell)
            for number, piece in enumerate(text.split("\n"))
        ]
    return out, removed


def control_note(removed: int) -> Sequence[str]:
    """The note about control characters, none when there were none."""
    return (f"Control characters left out: {removed}.",) if removed else ()
