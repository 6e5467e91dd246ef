"""Spreadsheets (.xlsx) with a row per respondent or a row per turn."""

from __future__ import annotations

import datetime as dt
import io
import re
import warnings
import zipfile
import zlib
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager, redirect_stdout
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from qualcode.errors import Problem, Unreadable
from qualcode.importers import _guard
from qualcode.importers._guard import short
from qualcode.importers._lines import character_notes, private_characters
from qualcode.importers._sheet import Sheet, check_cells, letters
from qualcode.importers._sheet_rows import from_sheets
from qualcode.model import ImportOptions, Reading, Source
from qualcode.text import counted

if TYPE_CHECKING:
    from lxml import etree

SUFFIXES = (".xlsx",)

_SPACES = re.compile(r"[^\S\xa0\u202f]+")

_MADE_BY_OTHERS = (
    *(OSError, LookupError, ValueError, TypeError, AttributeError, ArithmeticError, AssertionError, SyntaxError, RuntimeError, EOFError),
    *(zipfile.BadZipFile, zlib.error),
)
"""What openpyxl lets through when a workbook is not as it should be."""


def sniff(head: bytes, suffix: str) -> float:
    """How sure it is that a file is an Excel workbook, from 0 to 1."""
    if not head.startswith(b"PK\x03\x04") or b"word/" in head or b"opendocument" in head:
        return 0
    if b"xl/" in head:
        return 0.95
    return 0.8 if suffix in SUFFIXES else 0


def read(source: Source, options: ImportOptions) -> Reading:
    """The drafts of a workbook: the turns of sheets with a row for each, else a draft per respondent of the first. Raises Unreadable."""
    name = source.path.name
    package = _guard.unpack(source, lambda member: member.startswith(("xl/comments", "xl/worksheets/", "xl/sharedStrings")))
    if not any(member.startswith("xl/") for member in package.names):
        raise Unreadable(f"{name} is no Excel workbook.", "Save it again as .xlsx, and import that.")
    _check_order(name, package)
    spent: Counter[str] = Counter()
    sheets = _sheets(source, spent)
    visible = [sheet for sheet in sheets if not sheet.hidden]
    reading, read_ones = from_sheets(name, visible, options)
    problems = [
        Problem(
            f"sheet {sheet.title}",
            f"{'a hidden sheet' if sheet.hidden else 'a sheet'} was not read",
            "import it as a file of its own",
        )
        for sheet in sheets
        if all(sheet is not one for one in read_ones) and any(any(row) for row in sheet.rows)
    ]
    problems += [*reading.problems, *_comments(name, package)]
    if any(b"<f>" in part or b"<f " in part for part in package.parts.values()):
        problems += _unknown_values(source)
    private = sum(private_characters(draft.text) for draft in reading.drafts)
    return replace(reading, problems=tuple(problems), notes=(*reading.notes, *character_notes(spent, private)))


def _check_order(name: str, package: _guard.Package) -> None:
    """Raises Unreadable for what openpyxl leaves out: rows and cells that are not in order, and a second text in one string."""
    for member, part in package.parts.items():
        if not (member.endswith(".xml") and member.startswith(("xl/worksheets/", "xl/sharedStrings"))):
            continue
        root = _guard.parse(name, member, part)
        if any(sum(1 for _ in string.iterchildren("{*}t")) > 1 for string in root.iter("{*}si", "{*}is")) or not _in_order(root):
            raise _guard.damaged(name)


def _in_order(sheet: etree._Element) -> bool:
    from openpyxl.utils.cell import coordinate_to_tuple

    number = 0
    for row in sheet.iter("{*}row"):
        above, number, column = number, number + 1, 0
        try:
            number = int(float(row.get("r", number)))
            for cell in row:
                before, place = column, cell.get("r")
                column = coordinate_to_tuple(place)[1] if place else column + 1
                if column <= before:
                    return False
        except (ValueError, OverflowError, TypeError):
            return False
        if number <= above:
            return False
    return True


@contextmanager
def _quiet() -> Iterator[None]:
    """Lets openpyxl warn of styles and extensions, which no text depends on, and even print, where nobody sees it."""
    with warnings.catch_warnings(), redirect_stdout(io.StringIO()):
        warnings.simplefilter("ignore")
        yield


def _workbook(source: Source, *, values: bool) -> Any:
    import openpyxl

    return openpyxl.load_workbook(io.BytesIO(source.data), read_only=True, data_only=values, keep_links=False)


def _sheets(source: Source, spent: Counter[str]) -> list[Sheet]:
    try:
        with _quiet():
            book = _workbook(source, values=True)
            return [Sheet(sheet.title, tuple(_rows(sheet, source, spent)), sheet.sheet_state != "visible") for sheet in book.worksheets]
    except _MADE_BY_OTHERS as error:
        raise _guard.damaged(source.path.name) from error


def _rows(sheet: Any, source: Source, spent: Counter[str]) -> Iterator[tuple[str, ...]]:
    """The rows of a sheet as text; `spent` counts what canonical text changes, letters, and cells, empty ones that a far-away cell asks for too."""
    sheet.reset_dimensions()
    for row in sheet.iter_rows(values_only=True):
        spent["cells"] += len(row) + 1
        check_cells(source.path.name, spent["cells"])
        cells = tuple(_text(value, spent) for value in row)
        spent["read"] += sum(map(len, cells))
        _guard.check_letters(source.path.name, spent["read"])
        yield cells


def _text(value: object, changes: Counter[str]) -> str:
    """A cell's value as a person would type it; line ends stay."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return str(value).upper()
    if isinstance(value, dt.datetime):
        midnight = value.time() == dt.time()
        return value.date().isoformat() if midnight else value.isoformat(" ", "minutes")
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    text, changed = counted(str(value))
    changes.update(changed)
    return "\n".join(line for line in (_SPACES.sub(" ", line).strip() for line in text.split("\n")) if line)


def _comments(name: str, package: _guard.Package) -> list[Problem]:
    found = []
    for member in sorted(package.parts):
        if member.startswith("xl/comments") and member.endswith(".xml"):
            for comment in _guard.parse(name, member, package.parts[member]).iter("{*}comment"):
                words = "".join(node.text or "" for node in comment.iter("{*}t"))
                found.append(Problem(f"cell {comment.get('ref', '?')}", f"a comment is not part of the text: `{short(words)}`"))
    return found


def _unknown_values(source: Source) -> list[Problem]:
    """Formulas whose value the file does not hold."""
    try:
        with _quiet():
            values, formulas = (_workbook(source, values=values) for values in (True, False))
            return [
                Problem(
                    f"sheet {sheet.title}, cell {letters(column)}{number}",
                    "a formula has no value in the file and was left out",
                    "open the file in a spreadsheet program and save it again",
                )
                for sheet in values.worksheets
                for number, (row, with_formulas) in enumerate(zip(_raw(sheet), _raw(formulas[sheet.title]), strict=False), 1)
                for column, (value, formula) in enumerate(zip(row, with_formulas, strict=False))
                if value is None and formula is not None
            ]
    except _MADE_BY_OTHERS as error:
        raise _guard.damaged(source.path.name) from error


def _raw(sheet: Any) -> Iterator[tuple[object, ...]]:
    sheet.reset_dimensions()
    yield from sheet.iter_rows(values_only=True)
