"""Tables that the program has written and people have filled in, in whatever form they come back."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from qualcode.errors import Problem, QualcodeError

if TYPE_CHECKING:
    from qualcode.opening.sheet import Sheet

SUFFIXES = (".xlsx", ".docx", ".csv", ".tsv")
"""The forms that come back."""


def tables_in(path: Path, what: str) -> tuple[Sequence[Sheet], Sequence[Problem]]:
    """The tables in a file, and what is in none of their cells. Raises QualcodeError for a file that is no `what`."""
    from qualcode.errors import Unreadable
    from qualcode.opening import delimited, guard, tables, workbook

    suffix = path.suffix.lower()
    if suffix not in SUFFIXES:
        raise QualcodeError(f"{path.name} is no {what}: it ends in none of {', '.join(SUFFIXES)}.", "Give the file that was filled in.")
    source = guard.received(path, what)
    if suffix == ".xlsx":
        book = workbook.read(source, str.strip)
        return book.sheets, book.problems
    if suffix == ".docx":
        return tables.read(source), ()
    try:
        text = delimited.read(source, laid=str.strip)
    except Unreadable as error:
        raise QualcodeError(error.message, error.hint) from error
    return (text.sheet,), text.problems


def rows_of(path: Path, what: str, *needed: str) -> list[dict[str, str]]:
    """The filled rows of the first table that has these columns (of any, if none are named), each by the names of its columns.

    Raises QualcodeError for a file that holds none.
    """
    sheets, _ = tables_in(path, what)
    for sheet in sheets:
        at = sheet.header()
        names = [name.strip() for name in sheet.rows[at]] if at is not None else []
        if at is not None and set(needed) <= set(names):
            rows = (dict(zip(names, row, strict=False)) for row in sheet.rows[at + 1 :])
            return [{name: said for name, said in row.items() if name and said} for row in rows if any(row.values())]
    columns = f" with the columns {' and '.join(needed)}" if needed else ""
    raise QualcodeError(f"{path.name} holds no table{columns}.", f"Give the {what} that was filled in.")
