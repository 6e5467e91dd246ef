"""Whether the rows of sheets are turns or respondents, and the transcripts in them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from qualcode.importers._answers import respondents
from qualcode.importers._sheet import Sheet, check_cells
from qualcode.importers._turn_columns import columns_of
from qualcode.importers._turn_rows import turns
from qualcode.model import Advice, ImportOptions, Reading


def from_sheets(name: str, sheets: Sequence[Sheet], options: ImportOptions) -> tuple[Reading, list[Sheet]]:
    """What the sheets of a file hold, and which of them were read: all whose rows are turns, else the first that has rows of answers.

    `name` is the file's, for errors. Raises Unreadable when there is neither.
    """
    for sheet in sheets:
        check_cells(name, len(sheet.rows) * max(map(len, sheet.rows), default=0))
    with_turns = [(sheet, columns) for sheet in sheets if (columns := columns_of(sheet, options)) is not None]
    if with_turns:
        return turns(name, with_turns, options), [sheet for sheet, _ in with_turns]
    chosen = next((sheet for sheet in sheets if sheet.header() is not None), Sheet("", ()))
    reading = respondents(name, chosen, options)
    advice = Advice("--speakers table", "Read as one row per respondent, one column per question. If a row is a turn, say so.")
    return replace(reading, advice=(advice, *reading.advice)), [chosen]
