"""Tables that people give as CSV, with the line that each row stands on."""

from __future__ import annotations

import csv
import io
from dataclasses import dataclass
from pathlib import Path

from qualcode.errors import QualcodeError
from qualcode.text import canonical

_LONGEST_CELL = 10_000_000
"""Characters; a quotation can be a whole transcript, and the csv module's own limit is lower."""


@dataclass(frozen=True, slots=True)
class Sheet:
    """The names of the columns, and the rows that hold anything, each with the line it begins on."""

    columns: tuple[str, ...]
    rows: tuple[tuple[int, list[str]], ...]


def read(path: Path) -> Sheet:
    """The sheet in a file, between commas or, as spreadsheets in many countries write it, semicolons.

    Texts are in canonical form. Raises QualcodeError for a file that is not there or not UTF-8, a column named twice, and a row with too
    few or too many cells.
    """
    try:
        text = canonical(path.read_bytes().decode("utf-8-sig"))[0]
    except FileNotFoundError:
        raise QualcodeError(f"There is no file {path}.", "Check the name.") from None
    except UnicodeDecodeError as error:
        raise QualcodeError(f"{path} is not in UTF-8: byte {error.start + 1} is no part of it.", 'Save it as "CSV UTF-8".') from error
    except OSError as error:
        raise QualcodeError(f"{path} cannot be read: {error.strerror}.", "Check its name and whether you may read it.") from error
    head = text.partition("\n")[0]
    csv.field_size_limit(_LONGEST_CELL)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=";" if head.count(";") > head.count(",") else ",", strict=True)
    rows: list[tuple[int, list[str]]] = []
    line = 1
    try:
        columns = tuple(name.strip() for name in next(reader, []))
        line = reader.line_num + 1
        for row in reader:
            if any(map(str.strip, row)):
                _check_width(path, line, row, columns)
                rows.append((line, row))
            line = reader.line_num + 1
    except csv.Error as error:
        raise QualcodeError(
            f"{path}:{line}: this row cannot be read: {error}.", 'Write quotation marks within a text twice: "".'
        ) from error
    twice = [name for at, name in enumerate(columns) if name in columns[:at]]
    if twice:
        raise QualcodeError(f"{path} has the column {twice[0]} twice.", "Name each column once.")
    return Sheet(columns, tuple(rows))


def _check_width(path: Path, line: int, row: list[str], columns: tuple[str, ...]) -> None:
    if len(row) != len(columns):
        raise QualcodeError(
            f"{path}:{line}: {len(row)} {'cell' if len(row) == 1 else 'cells'} for {len(columns)} columns.",
            "Give every row a cell for each column, and put quotation marks around a text with commas.",
        )
