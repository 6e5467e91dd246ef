"""Comma-separated values: the data of one table and nothing else, in UTF-8, for spreadsheets and other programs."""

from __future__ import annotations

import csv
import json
from types import SimpleNamespace
from typing import BinaryIO

from qualcode.errors import QualcodeError
from qualcode.exporters._cells import clean_table
from qualcode.figures import defined
from qualcode.table import Cell, Report, Table

SUFFIX = ".csv"

_FORMULA = tuple("=+-@\t\r\n＝＋－＠")


def write(report: Report, stream: BinaryIO) -> None:
    """The table of the report: names of columns, then raw ids and numbers, undefined as an empty cell.

    Text that a spreadsheet would take for a formula gets a `'` before it, unless the table is for reading back (`exact`). Raises QualcodeError for more or less than one table.
    """
    tables = report.tables()
    if len(tables) != 1:
        raise QualcodeError(f"A .csv file holds one table, this is {len(tables)}.", "Ask for one table, or write .xlsx.")
    if tables[0].exact:
        write_exact(tables[0], stream)
    else:
        _write(clean_table(tables[0]), stream, guard=True)


def write_exact(table: Table, stream: BinaryIO, *, headings: bool = True) -> None:
    """The table with every text as it is, for programs that read it back: a spreadsheet may take some of it for formulas."""
    _write(table, stream, guard=False, headings=headings)


def _write(table: Table, stream: BinaryIO, *, guard: bool, headings: bool = True) -> None:
    """Writes names and rows. A text with a carriage return is quoted only when that is in the line end, which is then shortened."""
    lines: list[str] = []
    writer = csv.writer(SimpleNamespace(write=lines.append), lineterminator="\r\n")
    if headings:
        writer.writerow([_guarded(column.name) if guard else column.name for column in table.columns])
    for row in table.rows:
        writer.writerow([_guarded(cell) if guard and isinstance(cell, str) else _raw(cell) for cell in row])
    try:
        stream.write("".join(f"{line[:-2]}\n" for line in lines).encode())
    except UnicodeEncodeError as error:
        raise QualcodeError(
            "A text of the table has half a character in it and cannot be written.", "Write .xlsx, or correct that text."
        ) from error


def _guarded(text: str) -> str:
    return f"'{text}" if text.startswith(_FORMULA) else text


def _raw(cell: Cell) -> str | int | float:
    """A cell as data; what has several parts as a JSON list: `[0.1, null]`."""
    if cell is None or not defined(cell):
        return ""
    return json.dumps([part if defined(part) else None for part in cell]) if isinstance(cell, tuple) else cell
