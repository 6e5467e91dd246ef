"""Excel workbooks: a sheet per table with its numbers as numbers, and one sheet that says what they count."""

from __future__ import annotations

import io
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, BinaryIO

from qualcode.errors import QualcodeError
from qualcode.exporters._cells import TEXTUAL, TO_FILL, cleaned
from qualcode.exporters._package import settle
from qualcode.figures import defined, written
from qualcode.table import Cell, Column, Kind, Picture, Report, Table
from qualcode.wording import facts, word

SUFFIX = ".xlsx"

_FORMATS = {"share": "0.0%", "rate": "0.00", "decimal": "0.0###"}
"""How Excel shows them: with so many decimals that 0.4 % is not shown as none, nor 99.6 % as all."""
_FORMULA = tuple("=+-@\t\r\n")
_ROWS = 1_048_575
_TEXT = 32_767
_WIDEST = 60
_LONGEST_LIST = 253
"""Characters of the choices that a cell can offer."""

_Value = str | int | float | None


@dataclass(frozen=True, slots=True)
class _Field:
    """A column of a sheet: its heading and the kind of its values, and their place in the table; `end` is that of an interval."""

    label: str
    kind: Kind
    place: int
    column: Column
    end: int | None = None


def write(report: Report, stream: BinaryIO) -> None:
    """A workbook: every column of every table (also those that other formats show within another), and a sheet about them.

    Undefined is an empty cell; intervals have a column for each end; no text is ever a formula. Raises QualcodeError for a table with
    more rows than a sheet has.
    """
    from openpyxl import Workbook

    report = cleaned(report)
    tables = report.tables()
    about = word("about", report.language)
    names = _names([table.title for table in tables], about)
    book = Workbook(write_only=True)
    cut = [_sheet(book.create_sheet(name), table, report.language) for name, table in zip(names, tables, strict=True)]
    _about(book.create_sheet(about), report, names, cut)
    buffer = io.BytesIO()
    book.save(buffer)
    settle(buffer.getvalue(), report.title, stream)


def write_exact(table: Table, stream: BinaryIO) -> None:
    """A workbook with the table and nothing else, for programs that read it back. Raises QualcodeError for a text longer than a cell."""
    from openpyxl import Workbook

    for number, row in enumerate(table.rows, 2):
        for column, cell in zip(table.columns, row, strict=True):
            if isinstance(cell, str) and len(cell) > _TEXT:
                raise QualcodeError(
                    f"{column.label} in row {number} is longer than a cell holds: {len(cell)} characters.", "Write .csv instead."
                )
    book = Workbook(write_only=True)
    _sheet(book.create_sheet(_names([table.title], "")[0]), table, "en")
    buffer = io.BytesIO()
    book.save(buffer)
    settle(buffer.getvalue(), table.title, stream)


def _names(titles: Sequence[str], taken: str) -> list[str]:
    r"""A name for the sheet of each title: of at most 31 characters as Excel counts them, without `[]:*?/\`, and no two alike."""
    names: list[str] = []
    used = {taken.casefold(), "history"}
    for title in titles:
        base = " ".join("".join(" " if char in "[]:*?/\\" else char for char in title).split()).strip("' ") or "Table"
        number = 1
        while (name := _shortened(base, f" {number}" if number > 1 else "")).casefold() in used:
            number += 1
        used.add(name.casefold())
        names.append(name)
    return names


def _shortened(base: str, ending: str) -> str:
    while len((base + ending).encode("utf-16-le")) > 62:
        base = base[:-1]
    return base.rstrip("' ") + ending


def _sheet(sheet: Any, table: Table, language: str) -> int:
    """Writes a table; how many of its texts were too long for a cell."""
    from openpyxl.utils import get_column_letter

    if len(table.rows) > _ROWS:
        raise QualcodeError(f"{table.title}: {len(table.rows)} rows are more than a sheet holds.", "Write .csv, or select less.")
    fields = [field for place, column in enumerate(table.columns) for field in _fields(column, place, language)]
    rows = [[_value(row[field.place], field) for field in fields] for row in table.rows]
    to_fill = _WIDEST // max(sum(field.column.fill and not field.column.choices for field in fields), 1)
    widths = [_width(field, [row[place] for row in rows], to_fill) for place, field in enumerate(fields)]
    sheet.freeze_panes = "A2"
    sheet.print_title_rows = "1:1"
    sheet.auto_filter.ref = f"A1:{get_column_letter(max(len(fields), 1))}{len(rows) + 1}"
    _offer(sheet, fields, len(rows))
    pen = _Pen(sheet, widths)
    pen.write([field.label for field in fields], ["number_head" if field.kind not in TEXTUAL else "head" for field in fields])
    looks = [_look_of(field, [row[place] for row in rows]) for place, field in enumerate(fields)]
    for row in rows:
        pen.write(row, looks)
    return sum(isinstance(value, str) and len(value) > _TEXT for row in rows for value in row)


def _look_of(field: _Field, values: Sequence[object]) -> str:
    """How the cells of a column look: `decimal` where some of its numbers are not whole."""
    if field.column.fill:
        return "fill"
    if field.kind in TEXTUAL:
        return "text"
    return field.kind if field.kind in _FORMATS else "decimal" if any(isinstance(value, float) for value in values) else "number"


def _offer(sheet: Any, fields: Sequence[_Field], rows: int) -> None:
    """Cells that are filled in with one of some choices offer them, and take nothing else; more than Excel can hold are not offered."""
    from openpyxl.utils import get_column_letter
    from openpyxl.worksheet.datavalidation import DataValidation

    for place, field in enumerate(fields, start=1):
        listed = ",".join(field.column.choices)
        if listed and rows and len(listed) <= _LONGEST_LIST and listed.count(",") == len(field.column.choices) - 1:
            offered = DataValidation("list", formula1='"{}"'.format(listed.replace('"', '""')), allow_blank=True, showErrorMessage=True)
            letter = get_column_letter(place)
            offered.add(f"{letter}2:{letter}{rows + 1}")
            sheet.data_validations.append(offered)


def _fields(column: Column, place: int, language: str) -> list[_Field]:
    if column.kind == "interval":
        return [_Field(f"{column.label}: {word(name, language)}", "number", place, column, end) for end, name in enumerate(("low", "high"))]
    return [_Field(column.label, column.kind, place, column)]


def _value(cell: Cell, field: _Field) -> _Value:
    """A cell as it is stored: words by their labels, numbers raw, the rates of several groups as text; None for an empty cell."""
    if isinstance(cell, str):
        return field.column.labels.get(cell, cell) or None
    if isinstance(cell, tuple) and field.end is not None:
        cell = cell[field.end]
    if cell is None or not defined(cell):
        return None
    if field.kind == "rates" and isinstance(cell, tuple):
        return " · ".join(written(part, "rate") for part in cell)
    return written(cell, field.kind) if isinstance(cell, tuple) else cell


def _width(field: _Field, values: Sequence[_Value], to_fill: int) -> int:
    """Characters that a column needs: its longest line or the longest word of its heading, within reason; `to_fill` where people write."""
    if field.column.choices:
        return max(len(choice) for choice in field.column.choices) + 4
    if field.column.fill:
        return to_fill
    if field.kind in TEXTUAL or field.kind == "rates":
        longest = max((len(line) for value in values for line in str(value or "").split("\n")), default=0)
    else:
        longest = max((len(str(value)) for value in values if isinstance(value, int)), default=6)
    return min(max(longest, *map(len, field.label.split()), 6) + 3, _WIDEST)


def _about(sheet: Any, report: Report, names: Sequence[str], cut: Sequence[int]) -> None:
    """What every table counts, its notes and warnings, and the words for the pictures."""
    language = report.language
    pen = _Pen(sheet, [20, 100])
    for table, name, long in zip(report.tables(), names, cut, strict=True):
        pen.write([word("table", language), table.title], ["head", "head"])
        entries = [(word("sheet", language), name), *facts(table, language)]
        entries += [(word("note", language), note) for note in table.notes]
        entries += [(word("warning", language), warning) for warning in table.warnings]
        if long:
            entries.append((word("warning", language), f"{word('cut', language)}: {long}"))
        for entry in entries:
            pen.write(entry, ["text", "text"])
        pen.write([], [])
    for section in report.sections:
        for block in section.blocks:
            if isinstance(block, Picture):
                pen.write([word("figure", language), block.alt], ["text", "text"])
            elif isinstance(block, str):
                pen.write([word("note", language), block], ["text", "text"])


class _Pen:
    """Writes rows to a sheet, with columns of these widths; printed, it lies on A4 on its side with all columns on a page.

    The looks of cells are made once: openpyxl takes longer to find a look than to write a cell.
    """

    def __init__(self, sheet: Any, widths: Sequence[int]) -> None:
        from openpyxl.utils import get_column_letter

        self._sheet = sheet
        self._widths = widths
        self._row = 0
        self._looks = {
            "head": self._look(bold=True),
            "number_head": self._look(bold=True, right=True),
            "text": self._look(),
            "guarded": self._look(guarded=True),
            "fill": self._look(fill=True),
            "number": self._look(right=True),
            **{kind: self._look(right=True, form=form) for kind, form in _FORMATS.items()},
        }
        for place, width in enumerate(widths, start=1):
            sheet.column_dimensions[get_column_letter(place)].width = width
        sheet.page_setup.paperSize = 9
        sheet.page_setup.orientation = "landscape"
        sheet.page_setup.fitToHeight = 0
        sheet.sheet_properties.pageSetUpPr.fitToPage = True

    def _look(self, *, bold: bool = False, right: bool = False, guarded: bool = False, fill: bool = False, form: str = "General") -> Any:
        from openpyxl.cell import WriteOnlyCell
        from openpyxl.styles import Alignment, Border, Font, PatternFill, Side

        cell: Any = WriteOnlyCell(self._sheet)
        cell.font = Font(name="Calibri", sz=11, family=2, b=bold, scheme="minor")
        cell.alignment = Alignment(
            horizontal="right" if right else None, indent=int(right), vertical="bottom" if bold else "top", wrap_text=True
        )
        cell.number_format = form
        cell.quotePrefix = guarded
        if fill:
            line = Side("thin", "BFBFBF")
            cell.fill = PatternFill("solid", TO_FILL)
            cell.border = Border(line, line, line, line)
        return cell._style  # noqa: SLF001 - openpyxl has no other way to use a look again

    def write(self, values: Sequence[_Value], looks: Sequence[str]) -> None:
        """Writes the next row, as high as its texts need; text stays text, whatever it begins with and also when somebody edits it."""
        from openpyxl.cell import WriteOnlyCell

        self._row += 1
        cells = []
        high = 1
        for value, look, width in zip(values, looks, self._widths, strict=False):
            cell: Any = WriteOnlyCell(self._sheet, value[:_TEXT] if isinstance(value, str) else value)
            if isinstance(value, str):
                cell.data_type = "s"
                high = max(high, sum(-(-len(line) // (width - 2)) or 1 for line in value.split("\n")))
            cell._style = self._looks["guarded" if look == "text" and isinstance(value, str) and value.startswith(_FORMULA) else look]  # noqa: SLF001
            cells.append(cell)
        if high > 1:
            self._sheet.row_dimensions[self._row].height = min(15 * high, 400)
        self._sheet.append(cells)
