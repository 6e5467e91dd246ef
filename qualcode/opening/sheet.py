"""A table of cells as text, from whatever file form, and what its rows and columns are called."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from qualcode.errors import Problem, Unreadable
from qualcode.opening.guard import short
from qualcode.text import fold

MAX_CELLS = 500_000
"""Cells in the sheets of one file, empty ones that a far-away cell asks for too: a thousand respondents with five hundred answers."""


def check_cells(name: str, count: int) -> None:
    """Raises Unreadable when a file has more cells than anything that is read from tables."""
    if count > MAX_CELLS:
        raise Unreadable(f"{name} has more than {MAX_CELLS} cells.", "Keep only the rows and columns that are needed.")


@dataclass(frozen=True, slots=True)
class Sheet:
    """The cells of a sheet as canonical text, and what it is called (empty for the only one of a file).

    `places` says where each row stands in the file as people count there, `place` what they count.
    """

    title: str
    rows: tuple[tuple[str, ...], ...]
    hidden: bool = False
    places: tuple[int, ...] = ()
    place: str = "row"

    def where(self, row: int) -> str:
        """Where a row stands, for a person who looks for it."""
        return f"{self.place} {self.places[row] if self.places else row + 1}"

    def header(self) -> int | None:
        """The row of the headings: the first with two filled cells or more that is followed by another row."""
        for number, row in enumerate(self.rows):
            if sum(map(bool, row)) >= 2:
                return number if any(any(later) for later in self.rows[number + 1 :]) else None
        return None

    def above(self, header: int) -> list[Problem]:
        """What stands above the headings, which is left out."""
        message = "a row above the headings is left out"
        return [Problem(self.where(number), f"{message}: `{shown(row)}`") for number, row in enumerate(self.rows[:header]) if any(row)]


def wide(row: Sequence[str], width: int) -> tuple[str, ...]:
    """A row with empty cells up to this width."""
    return (*row, *[""] * (width - len(row)))


def shown(row: Sequence[str]) -> str:
    """What a row holds, on one line, for messages."""
    return short(" ".join(filter(None, row)))


def heading(title: str) -> str:
    """A heading for comparing: small letters without accents, without `_`, and without what stands at its end."""
    return " ".join(fold(title).replace("_", " ").split()).rstrip(" .:#?")


def letters(column: int) -> str:
    """What a spreadsheet calls a column that is counted from 0: A, B ... Z, AA."""
    found = ""
    column += 1
    while column:
        column, rest = divmod(column - 1, 26)
        found = chr(ord("A") + rest) + found
    return found
