"""Codebooks in tables of QualCoder, Taguette, MAXQDA and of people, known by their columns."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from qualcode.codebook.exchange import full, headings
from qualcode.codebook.exchange.found import MOST_LETTERS, UNSAID, Found
from qualcode.codebook.exchange.rows import Table
from qualcode.codebook.exchange.splitting import BELOW_CODE, BELOW_THEME, Marked, marked_by_patterns
from qualcode.errors import Problem, Unreadable
from qualcode.model import Source
from qualcode.opening import delimited, guard, workbook
from qualcode.opening.sheet import Sheet

_HEAD = 20
"""The headings are looked for in so many rows."""

_TABS = (".txt", ".tsv")
_QUALCODER, _TAGUETTE, _MAXQDA, _OTHER = "codes as QualCoder takes them", "tags of Taguette", "codes of MAXQDA", "a table of codes"
_PARTS: Mapping[str, Marked] = {
    _QUALCODER: marked_by_patterns({r"\s*>{3,}\s*": BELOW_CODE, r"\s*>>\s*": BELOW_THEME}),
    _MAXQDA: marked_by_patterns({r"\s*[>\\]\s*": BELOW_THEME}),
}
"""How programs write the codes above into a name."""


def read(source: Source, encoding: str = "", marked: Marked | None = None) -> Found:
    """The codebook in a table; `marked` finds the codes above in names, else it is done as the program does it. Raises Unreadable."""
    notes: tuple[str, ...] = ()
    if source.data.startswith(b"PK"):
        book = workbook.read(source, str)
        sheets, problems = [sheet for sheet in book.sheets if not sheet.hidden], book.problems
    else:
        table = delimited.read(source, encoding, str, "\t" if source.path.suffix.lower() in _TABS else "", short=False)
        sheets, problems, notes = [table.sheet], table.problems, table.notes
    guard.check_letters(source.path.name, sum(len(cell) for sheet in sheets for row in sheet.rows for cell in row), MOST_LETTERS)
    found, sheet = _found(source, sheets, marked)
    left = [Problem(f"sheet {each.title}", "a sheet was not read") for each in sheets if each is not sheet and any(map(any, each.rows))]
    return replace(found, problems=(*problems, *left, *found.problems), notes=(*notes, *found.notes))


def _found(source: Source, sheets: Sequence[Sheet], marked: Marked | None) -> tuple[Found, Sheet]:
    name = source.path.name
    for sheet in sheets:
        for head, cells in enumerate(sheet.rows[:_HEAD]):
            if full.is_full([cell.strip() for cell in cells]):
                return full.found(name, sheet, head, guarded=not source.data.startswith(b"PK")), sheet
            columns = headings.columns(cells)
            if columns:
                form = _form(cells)
                return Table(name, form, sheet, head, columns=columns, marked=marked or _PARTS.get(form)).found(), sheet
    sheet = next((sheet for sheet in sheets if any(map(any, sheet.rows))), Sheet("", ()))
    width = max((sum(bool(cell.strip()) for cell in row) for row in sheet.rows), default=0)
    if not 0 < width <= 2:
        raise Unreadable(
            f"{name}: no column is known that names codes." if width else f"{name} holds no code.",
            "Call it code, label, name, naam or nom; others are definition, parent, colour, keywords, with a language as in label.nl",
        )
    two = {0: ("label", UNSAID), 1: ("definition", UNSAID)}
    return Table(name, _QUALCODER, sheet, -1, columns=two, marked=marked or _PARTS[_QUALCODER]).found(), sheet


def _form(cells: Sequence[str]) -> str:
    names = set(headings.names(cells))
    if "tag" in names and names & {"description", "parent", "number of highlights"}:
        return _TAGUETTE
    if "code" in names and names & {"memo", "code memo"}:
        return _MAXQDA
    return _OTHER
