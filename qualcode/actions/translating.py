"""What of a codebook is not translated, given to people as a worksheet, and taken back from it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from qualcode.actions import codebooks, keeping
from qualcode.actions.changing_codebooks import Outcome
from qualcode.actions.filled_tables import tables_in
from qualcode.actions.rewriting import rewritten
from qualcode.errors import Problem
from qualcode.model import Coder
from qualcode.store.database import Store
from qualcode.table import Report

if TYPE_CHECKING:
    from qualcode.codebook._source import Source
    from qualcode.codebook.filled import Filled, Row


@dataclass(frozen=True)
class Worksheet:
    """A worksheet to be filled in, and how many texts are missing in each language."""

    report: Report
    missing: dict[str, int]


def missing(store: Store | None, file: Path | None, languages: Sequence[str], fields: Sequence[str] = ()) -> Worksheet:
    """A worksheet of what is missing in some languages of a codebook file; without `languages` in each where something is."""
    from qualcode.codebook import worksheet as sheets

    book = keeping.source(codebooks.path_of(store, file)).book
    for language in languages:
        sheets.check_language(book, language)
    wanted = list(dict.fromkeys(languages)) or sheets.incomplete(book)
    report = sheets.report(book, wanted, fields)
    return Worksheet(report, {language: len(table.rows) for language, table in zip(wanted, report.tables(), strict=True)})


@dataclass(frozen=True)
class Taken:
    """What came of worksheets: what became of the codebook, what was filled in, and what could not be read in them."""

    outcome: Outcome
    filled: Filled
    notes: tuple[Problem, ...]


def take(
    store: Store | None,
    coder: Coder | None,
    file: Path | None,
    worksheets: Sequence[Path],
    *,
    anyway: bool = False,
    why: str = "",
    dry_run: bool = False,
) -> Taken:
    """Put what was filled in into the codebook file, and into the project when it is in use there.

    What does not fit any more is listed, and with `anyway` taken all the same. Raises QualcodeError for a file that is no worksheet.
    """
    from qualcode.codebook import filled

    path = codebooks.path_of(store, file)
    rows: list[Row] = []
    notes: list[Problem] = []
    for worksheet in worksheets:
        sheets, problems = tables_in(worksheet, "worksheet")
        rows += filled.rows(worksheet.name, sheets)
        notes += problems
    found: list[Filled] = []

    def make(source: Source) -> str:
        from qualcode.codebook.writing import written

        found[:] = [filled.settled(source.book, rows, anyway=anyway)]
        return written(source, found[0].book, where=str(path))

    names = " ".join(worksheet.name for worksheet in worksheets)
    outcome = rewritten(store, coder, path, f"codebook translate --from {names}", make, why=why, dry_run=dry_run)
    return Taken(outcome, found[0], tuple(notes))
