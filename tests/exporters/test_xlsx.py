"""Workbooks, read again."""

from __future__ import annotations

import dataclasses
import io
import zipfile
from typing import Any

import openpyxl
import pytest

from qualcode.errors import QualcodeError
from qualcode.exporters import xlsx
from qualcode.table import Column, Report, Section, Table, report_of


def book_of(report: Report) -> Any:
    stream = io.BytesIO()
    xlsx.write(report, stream)
    return openpyxl.load_workbook(stream)


def texts(*cells: str, title: str = "t") -> Table:
    return Table(title, "turn", (Column("text", "text", "text"),), tuple((cell,) for cell in cells))


def test_no_cell_is_a_formula(full_report: Report) -> None:
    cells = [cell for sheet in book_of(full_report) for row in sheet.iter_rows() for cell in row]
    assert {cell.data_type for cell in cells} <= {"s", "n"}
    guarded = [cell for cell in cells if isinstance(cell.value, str) and cell.value.startswith(("=", "+", "-"))]
    assert {cell.value for cell in guarded} >= {"=1+1", "-5 dagen"}
    assert all(cell.quotePrefix for cell in guarded)


def test_numbers_are_numbers_and_undefined_is_empty(hard_report: Report) -> None:
    sheet = book_of(hard_report).worksheets[0]
    rows = [[cell.value for cell in row] for row in sheet.iter_rows()]
    assert rows[0] == [
        *("code", "Région", "citaat", "groups", "groups held", "words", "top speaker", "per 1,000 words", "of each group", "α"),
        *("interval: low", "interval: high"),
    ]
    assert rows[1][3:] == [2, 3, 1_000_000, 0.4, 12.34, "1.2 · 3.4", 0.5, 0.1, 0.9]
    assert rows[3][3:] == [None, 0, None, None, None, None, None, None, None]
    assert rows[1][:2] == ["Beroepsgeheim", "Antwerpen"]
    assert rows[2][0] == "Beroepsgeheim"


def test_a_sheet_can_be_filtered_and_read(hard_report: Report) -> None:
    sheet = book_of(hard_report).worksheets[0]
    assert sheet.freeze_panes == "A2"
    assert sheet.auto_filter.ref == f"A1:L{sheet.max_row}"
    assert sheet["A1"].font.b
    assert sheet["G2"].number_format == "0.0%"
    assert sheet.column_dimensions["C"].width > sheet.column_dimensions["D"].width


def test_numbers_that_are_not_whole_are_shown_with_few_decimals_and_kept_with_all() -> None:
    columns = (Column("turn", "turn", "number"), Column("p", "p", "number"), Column("i", "interval", "interval"))
    table = Table("t", "group", columns, ((12, 1 / 7, (-1 / 3, 2.0)), (13, None, (0.5, 1 / 3))))
    sheet = book_of(report_of([table])).worksheets[0]
    assert [sheet[place].number_format for place in ("A2", "B2", "C2", "D3")] == ["General", "0.0###", "0.0###", "0.0###"]
    assert (sheet["B2"].value, sheet["C2"].value) == pytest.approx((1 / 7, -1 / 3), abs=1e-15)


def test_a_sheet_says_what_the_tables_count(full_report: Report) -> None:
    about = book_of(full_report).worksheets[-1]
    entries = [(row[0].value, row[1].value) for row in about.iter_rows() if row[0].value]
    assert about.title == "Over de tabellen"
    assert ("Geteld", "deelnemer") in entries
    assert ("Selectie", "region = antwerp, brussels; taal = nl") in entries
    assert ("Toelichting", "groups: n = 3 | [x]") in entries
    assert ("Figuur", "Een tekening") in entries


@pytest.mark.parametrize("title", ["", "About", "History", "a/b:c*d?[e]\\f", "'quoted'", "x" * 40, "\N{CLAPPING HANDS SIGN}" * 20])
def test_names_of_sheets_are_legal_and_differ(title: str) -> None:
    names = book_of(report_of([texts(title=title), texts(title=title), texts(title=title.upper())])).sheetnames
    assert len({name.casefold() for name in names}) == 4
    for name in names:
        assert 0 < len(name.encode("utf-16-le")) <= 62
        assert not set(name) & set("[]:*?/\\")
        assert not name.startswith("'")
        assert not name.endswith("'")
        assert name.casefold() != "history"


def test_a_text_that_no_cell_holds_is_cut_and_told() -> None:
    book = book_of(report_of([texts("a" * 40_000)]))
    assert len(book.worksheets[0]["A2"].value) == 32_767
    assert "cut in this workbook: 1" in [cell.value for cell in book.worksheets[-1]["B"]][-1]


def test_nothing_says_who_or_when(hard_report: Report) -> None:
    stream = io.BytesIO()
    xlsx.write(dataclasses.replace(hard_report, title="A & B"), stream)
    with zipfile.ZipFile(stream) as package:
        assert {member.date_time for member in package.infolist()} == {(1980, 1, 1, 0, 0, 0)}
    properties = openpyxl.load_workbook(stream).properties
    assert properties.title == "A & B"
    assert not properties.creator
    assert not properties.lastModifiedBy


def test_an_empty_table_has_its_headings() -> None:
    sheet = book_of(report_of([texts()])).worksheets[0]
    assert [[cell.value for cell in row] for row in sheet.iter_rows()] == [["text"]]


def test_a_table_for_programs_is_the_only_sheet_and_its_texts_are_whole() -> None:
    table = Table("t", "turn", (Column("a", "a", "text"),), (("=1+1",), ("",)), notes=("A note.",))
    stream = io.BytesIO()
    xlsx.write_exact(table, stream)
    book = openpyxl.load_workbook(stream)
    assert [sheet.title for sheet in book.worksheets] == ["t"]
    assert [[cell.value for cell in row] for row in book.worksheets[0].iter_rows()] == [["a"], ["=1+1"], [None]]
    assert book.worksheets[0]["A2"].data_type == "s"
    with pytest.raises(QualcodeError, match="a in row 2 is longer than a cell holds: 32768 characters"):
        xlsx.write_exact(Table("t", "turn", table.columns, (("x" * 32_768,),)), io.BytesIO())


def test_what_people_fill_in_is_coloured_and_wide_and_how_stands_on_the_sheet_about_it() -> None:
    columns = (Column("nl", "nl", "text"), Column("fr", "→ fr", "text", fill=True))
    report = Report("t", (Section("", ("Remplissez la colonne → fr.", Table("t", "", columns, (("Overleg", ""),)))),))
    sheet, about = book_of(report).worksheets
    assert [sheet["B2"].value, sheet["B2"].fill.fgColor.rgb, sheet["A2"].fill.fgColor.rgb] == [None, "00FFF4CC", "00000000"]
    assert sheet.column_dimensions["B"].width == 60
    assert ["Note", "Remplissez la colonne → fr."] in [[cell.value for cell in row] for row in about.iter_rows()]


def test_a_choice_is_offered_in_each_cell_and_several_cells_to_fill_in_are_less_wide() -> None:
    columns = (
        Column("id", "id", "text"),
        Column("decision", "decision", "text", fill=True, choices=("C1", "both", 'a "b"')),
        Column("reason", "reason", "text", fill=True),
        Column("instead", "instead", "text", fill=True),
    )
    sheet, _ = book_of(report_of([Table("t", "", columns, (("a", "", "", ""), ("b", "", "", "")))])).worksheets
    (offered,) = sheet.data_validations.dataValidation
    assert (str(offered.sqref), offered.type, offered.formula1) == ("B2:B3", "list", '"C1,both,a ""b"""')
    assert [sheet.column_dimensions[letter].width for letter in "BCD"] == [9, 30, 30]


@pytest.mark.parametrize("choices", [("x" * 200, "y" * 60), ("a, b", "c")])
def test_choices_that_a_cell_cannot_offer_are_not_offered(choices: tuple[str, ...]) -> None:
    columns = (Column("decision", "decision", "text", fill=True, choices=choices),)
    sheet, _ = book_of(report_of([Table("t", "", columns, (("",),))])).worksheets
    assert list(sheet.data_validations.dataValidation) == []
