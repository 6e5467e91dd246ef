"""Tables as text, whatever parts their cells, as a sheet of text."""

from __future__ import annotations

import csv
import re
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace

from qualcode.errors import Problem, Unreadable
from qualcode.model import Source
from qualcode.opening.encodings import decoded
from qualcode.opening.sheet import Sheet, check_cells
from qualcode.text import LINE_ENDS, counted

_LONGEST_CELL = 10_000_000
"""Characters; a whole transcript can stand in one, and the csv module's own limit is lower."""
_DELIMITERS = {"\t": "a tab", ";": "a semicolon", ",": "a comma"}
_SAMPLE = 200_000
"""Characters that are looked at to tell the delimiter."""
_LINE = re.compile(r"[^\n]*\n|[^\n]+")
_SAID = re.compile(r"sep=(.)\n", re.IGNORECASE)
_SPACES = re.compile(r"[^\S\n\xa0\u202f]+")


@dataclass(frozen=True, slots=True)
class Delimited:
    """The sheet in a text file. `notes` say how it was read, its encoding first; `changes` counts what canonical text changed, by kind."""

    sheet: Sheet
    problems: tuple[Problem, ...]
    notes: tuple[str, ...]
    changes: Counter[str]


def tidied(cell: str) -> str:
    """A cell with single spaces and without empty lines."""
    if "\n" not in cell and "  " not in cell:
        return cell.strip()
    return "\n".join(line for each in cell.split("\n") if (line := _SPACES.sub(" ", each).strip()))


def read(source: Source, encoding: str = "", laid: Callable[[str], str] = tidied, delimiter: str = "", *, short: bool = True) -> Delimited:
    """The table in a text file; `laid` says how the spaces and lines of a cell stand, `delimiter` what parts cells, where that is known.

    `short`: rows with too few cells are problems. Raises Unreadable for quotation marks that do not fit.
    """
    raw, notes = decoded(source, encoding)
    text, changes = counted(raw)
    del changes[LINE_ENDS]
    said = _SAID.match(text)
    delimiter = said[1] if said else delimiter or _delimiter(text)
    rows, literal = _records(source.path.name, text, said.end() if said else 0, delimiter)
    sheet, ragged = _even([row for row in rows if any(map(str.strip, row.cells))], delimiter, laid, short=short)
    remarks = [f"Cells are parted by {_called(delimiter)}."]
    if literal:
        remarks.append("Quotation marks are kept as they stand: they do not enclose the cells of every row.")
    return Delimited(sheet, tuple(ragged), (*notes, *remarks), changes)


@dataclass(frozen=True, slots=True)
class _Record:
    """A row of the table as it stands in the file, and the line that it begins on."""

    line: int
    cells: tuple[str, ...]


def _delimiter(text: str) -> str:
    """What parts the cells: the delimiter with which most rows are as wide as each other, and wider than one cell."""

    def even(delimiter: str) -> tuple[float, int]:
        widths: Counter[int] = Counter()
        try:
            for row in csv.reader(_lines(text[:_SAMPLE]), delimiter=delimiter):
                widths[len(row)] += any(row)
        except csv.Error:
            return 0.0, 0
        width, count = max(((width, count) for width, count in widths.items() if width > 1), key=lambda each: each[1], default=(1, 0))
        return count / max(widths.total(), 1), width

    csv.field_size_limit(_LONGEST_CELL)
    return max(_DELIMITERS, key=even)


def _lines(text: str, begin: int = 0) -> Iterator[str]:
    return (found[0] for found in _LINE.finditer(text, begin))


def _records(name: str, text: str, begin: int, delimiter: str) -> tuple[list[_Record], bool]:
    """The rows, and whether quotation marks are no more than signs in them. Raises Unreadable."""
    try:
        return list(_parsed(name, text, begin, delimiter, csv.QUOTE_MINIMAL)), False
    except _Unfit as unfit:
        try:
            rows = list(_parsed(name, text, begin, delimiter, csv.QUOTE_NONE))
        except _Unfit:
            rows = []
        if rows and len({len(row.cells) for row in rows}) == 1 and len(rows[0].cells) > 1:
            return rows, True
        raise Unreadable(
            f"{name}, line {unfit.line}: this row cannot be read: {unfit.why}.", 'Write quotation marks within a text twice: "".'
        ) from unfit


class _Unfit(Exception):
    """A row whose quotation marks do not fit."""

    def __init__(self, line: int, why: str) -> None:
        super().__init__(why)
        self.line = line
        self.why = why


def _parsed(name: str, text: str, begin: int, delimiter: str, quoting: int) -> Iterator[_Record]:
    reader = csv.reader(_lines(text, begin), delimiter=delimiter, quoting=quoting, strict=True)  # type: ignore[arg-type]
    above = 1 if begin else 0
    line = above + 1
    spent = 0
    try:
        for row in reader:
            spent += len(row) + 1
            check_cells(name, spent)
            yield _Record(line, tuple(row))
            line = above + reader.line_num + 1
    except csv.Error as error:
        raise _Unfit(line, str(error)) from error


def _even(rows: Sequence[_Record], delimiter: str, laid: Callable[[str], str], *, short: bool) -> tuple[Sheet, list[Problem]]:
    """The sheet, with no row below its headings wider than these; where cells had to be joined or are missing is listed."""
    cells = [tuple(map(laid, row.cells)) for row in rows]
    sheet = Sheet("", tuple(cells), places=tuple(row.line for row in rows), place="line")
    head = sheet.header()
    if head is None:
        return sheet, []
    width = len(cells[head])
    problems = []
    for number, row in enumerate(rows[head + 1 :], head + 1):
        found = f"{_many(len(row.cells))} for {width} columns"
        if len(row.cells) < width and not short:
            continue
        if len(row.cells) < width:
            problems.append(Problem(sheet.where(number), found, "those that are missing are taken for empty"))
        elif any(cells[number][width:]):
            cells[number] = (*cells[number][: width - 1], laid(delimiter.join(row.cells[width - 1 :])))
            fix = f"what is too much is kept in the last; put quotation marks around texts with {_called(delimiter)} in them"
            problems.append(Problem(sheet.where(number), found, fix))
        else:
            cells[number] = cells[number][:width]
    return replace(sheet, rows=tuple(cells)), problems


def _called(delimiter: str) -> str:
    return _DELIMITERS.get(delimiter, f"`{delimiter}`")


def _many(count: int) -> str:
    return f"{count} cell{'' if count == 1 else 's'}"
