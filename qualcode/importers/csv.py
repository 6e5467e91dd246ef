"""Tables as text (.csv, .tsv) with a row per turn or a row per respondent."""

from __future__ import annotations

from dataclasses import replace

from qualcode.model import ImportOptions, Reading, Source
from qualcode.opening import guard

SUFFIXES = (".csv", ".tsv")


def sniff(head: bytes, suffix: str) -> float:
    """How sure it is that a file is a table as text, from 0 to 1: its suffix says so, and its first bytes say nothing else."""
    return 0.6 if suffix in SUFFIXES and not guard.form(head) else 0


def read(source: Source, options: ImportOptions) -> Reading:
    """The drafts of a table: its turns, or one for each respondent. Raises Unreadable for quotation marks that do not fit, and for no table."""
    from qualcode.importers._lines import character_notes, private_characters
    from qualcode.importers._sheet_rows import from_sheets
    from qualcode.opening import delimited

    table = delimited.read(source, options.encoding)
    reading, _ = from_sheets(source.path.name, [table.sheet], options)
    private = sum(private_characters(cell) for row in table.sheet.rows for cell in row)
    return replace(
        reading,
        problems=(*table.problems, *reading.problems),
        notes=(*table.notes, *reading.notes, *character_notes(table.changes, private)),
    )
