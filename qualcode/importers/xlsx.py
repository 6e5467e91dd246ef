"""Spreadsheets (.xlsx) with a row per respondent or a row per turn."""

from __future__ import annotations

from dataclasses import replace

from qualcode.errors import Problem
from qualcode.model import ImportOptions, Reading, Source

SUFFIXES = (".xlsx",)


def sniff(head: bytes, suffix: str) -> float:
    """How sure it is that a file is an Excel workbook, from 0 to 1."""
    if not head.startswith(b"PK\x03\x04") or b"word/" in head or b"opendocument" in head:
        return 0
    if b"xl/" in head:
        return 0.95
    return 0.8 if suffix in SUFFIXES else 0


def read(source: Source, options: ImportOptions) -> Reading:
    """The drafts of a workbook: the turns of sheets with a row for each, else a draft per respondent of the first. Raises Unreadable."""
    from qualcode.importers._lines import character_notes, private_characters
    from qualcode.importers._sheet_rows import from_sheets
    from qualcode.opening import workbook

    book = workbook.read(source)
    visible = [sheet for sheet in book.sheets if not sheet.hidden]
    reading, read_ones = from_sheets(source.path.name, visible, options)
    problems = [
        Problem(
            f"sheet {sheet.title}",
            f"{'a hidden sheet' if sheet.hidden else 'a sheet'} was not read",
            "import it as a file of its own",
        )
        for sheet in book.sheets
        if all(sheet is not one for one in read_ones) and any(any(row) for row in sheet.rows)
    ]
    problems += [*reading.problems, *book.problems]
    private = sum(private_characters(draft.text) for draft in reading.drafts)
    return replace(reading, problems=tuple(problems), notes=(*reading.notes, *character_notes(book.changes, private)))
