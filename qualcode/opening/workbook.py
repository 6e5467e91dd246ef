"""Excel workbooks as sheets of text: what a cell shows is what is read, and what it hides is listed."""

from __future__ import annotations

import datetime as dt
import io
import re
import warnings
import zipfile
import zlib
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager, redirect_stdout
from dataclasses import dataclass
from itertools import islice
from typing import TYPE_CHECKING, Any

from qualcode.errors import Problem, Unreadable
from qualcode.model import Source
from qualcode.opening import guard
from qualcode.opening.sheet import Sheet, check_cells, letters
from qualcode.text import counted

if TYPE_CHECKING:
    from lxml import etree

_SPACES = re.compile(r"[^\S\xa0\u202f]+")

_MADE_BY_OTHERS = (
    *(OSError, LookupError, ValueError, TypeError, AttributeError, ArithmeticError, AssertionError, SyntaxError, RuntimeError, EOFError),
    *(zipfile.BadZipFile, zlib.error),
)
"""What openpyxl lets through when a workbook is not as it should be."""


@dataclass(frozen=True, slots=True)
class Workbook:
    """The sheets of a workbook, hidden ones too; `problems` are what stands in no cell: comments, and formulas without a value.

    `changes` counts what canonical text has changed in the cells, by kind.
    """

    sheets: tuple[Sheet, ...]
    problems: tuple[Problem, ...]
    changes: Counter[str]


def tidied(text: str) -> str:
    """A text with single spaces and without empty lines."""
    return "\n".join(line for line in (_SPACES.sub(" ", line).strip() for line in text.split("\n")) if line)


def read(source: Source, laid: Callable[[str], str] = tidied) -> Workbook:
    """The workbook in a file; `laid` says how the spaces and lines of a cell's text stand. Raises Unreadable."""
    name = source.path.name
    package = guard.unpack(source, lambda member: member.startswith(("xl/comments", "xl/worksheets/", "xl/sharedStrings")))
    if not any(member.startswith("xl/") for member in package.names):
        raise Unreadable(f"{name} is no Excel workbook.", "Save it again as .xlsx, and import that.")
    _check_order(name, package)
    spent: Counter[str] = Counter()
    sheets = _sheets(source, spent, laid)
    problems = _comments(name, package)
    if any(b"<f>" in part or b"<f " in part for part in package.parts.values()):
        problems += _unknown_values(source)
    return Workbook(tuple(sheets), tuple(problems), spent)


def _check_order(name: str, package: guard.Package) -> None:
    """Raises Unreadable for what openpyxl leaves out: rows and cells that are not in order, and words where it does not look for them."""
    for member, part in package.parts.items():
        if not (member.endswith(".xml") and member.startswith(("xl/worksheets/", "xl/sharedStrings"))):
            continue
        root = guard.parse(name, member, part)
        if not _in_place(root) or not _in_order(root):
            raise guard.damaged(name)


_STRINGS = {"is": "c", "si": "sst"}
"""Where each kind of string stands."""


def _in_place(part: etree._Element) -> bool:
    """Whether a cell has one string and one value, and words are in the one text of a string, in its runs, or beside it, as to how it is said."""
    doubled = ((part.iter("{*}si", "{*}is"), "{*}t"), (part.iter("{*}c"), "{*}is"), (part.iter("{*}c"), "{*}v"))
    if any(len(one) > 1 and sum(1 for _ in one.iterchildren(name)) > 1 for found, name in doubled for one in found):
        return False
    for text in part.iter("{*}t"):
        above = [*islice(text.iterancestors(), 3)]
        names = [str(element.tag).rpartition("}")[2] for element in above]
        if not text.text or names[:1] == ["rPh"]:
            continue
        string = 1 if names[:1] == ["r"] else 0
        if len(names) < string + 2 or _STRINGS.get(names[string]) != names[string + 1]:
            return False
        if names[string] == "is" and above[string + 1].get("t") != "inlineStr":
            return False
    return True


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


def _sheets(source: Source, spent: Counter[str], laid: Callable[[str], str]) -> list[Sheet]:
    try:
        with _quiet():
            book = _workbook(source, values=True)
            return [
                Sheet(sheet.title, tuple(_rows(sheet, source, spent, laid)), sheet.sheet_state != "visible") for sheet in book.worksheets
            ]
    except _MADE_BY_OTHERS as error:
        raise guard.damaged(source.path.name) from error


def _rows(sheet: Any, source: Source, spent: Counter[str], laid: Callable[[str], str]) -> Iterator[tuple[str, ...]]:
    """The rows of a sheet as text; `spent` counts what canonical text changes, letters and cells, with those that a far-away cell asks for."""
    sheet.reset_dimensions()
    for row in sheet.iter_rows(values_only=True):
        spent["cells"] += len(row) + 1
        check_cells(source.path.name, spent["cells"])
        cells = tuple(_text(value, spent, laid) for value in row)
        spent["read"] += sum(map(len, cells))
        guard.check_letters(source.path.name, spent["read"])
        yield cells


def _text(value: object, changes: Counter[str], laid: Callable[[str], str]) -> str:
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
    return laid(text)


def _comments(name: str, package: guard.Package) -> list[Problem]:
    found = []
    for member in sorted(package.parts):
        if member.startswith("xl/comments") and member.endswith(".xml"):
            for comment in guard.parse(name, member, package.parts[member]).iter("{*}comment"):
                words = "".join(node.text or "" for node in comment.iter("{*}t"))
                found.append(Problem(f"cell {comment.get('ref', '?')}", f"a comment is not part of the text: `{guard.short(words)}`"))
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
        raise guard.damaged(source.path.name) from error


def _raw(sheet: Any) -> Iterator[tuple[object, ...]]:
    sheet.reset_dimensions()
    yield from sheet.iter_rows(values_only=True)
