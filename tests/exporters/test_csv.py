"""Data for spreadsheets and programs."""

from __future__ import annotations

import csv
import io

import pytest

from qualcode.errors import QualcodeError
from qualcode.exporters import csv as exporter
from qualcode.table import Cell, Column, Report, Table, report_of


def rows_of(report: Report) -> list[list[str]]:
    stream = io.BytesIO()
    exporter.write(report, stream)
    return list(csv.reader(io.StringIO(stream.getvalue().decode(), newline="")))


def texts(*cells: str) -> Table:
    return Table("t", "turn", (Column("text", "a label", "text"),), tuple((cell,) for cell in cells))


@pytest.mark.parametrize("text", ["=1+1", "+32", "-5 dagen", "@naam", "\tx", "\nx", "＝1", "\x1b=1", "\r=1"])
def test_a_text_is_never_a_formula(text: str) -> None:
    cell = rows_of(report_of([texts(text)]))[1][0]
    assert cell.startswith("'")


def test_a_name_of_a_column_is_never_a_formula() -> None:
    table = Table("t", "turn", (Column("=x", "x", "text"),), ())
    assert rows_of(report_of([table])) == [["'=x"]]


def test_numbers_are_raw_and_undefined_is_empty() -> None:
    columns = tuple(Column(name, name, "number") for name in "abcde")
    row: tuple[Cell, ...] = (-5, 0.125, None, float("nan"), (0.1, None))
    assert rows_of(report_of([Table("t", "turn", columns, (row,))]))[1] == ["-5", "0.125", "", "", "[0.1, null]"]


def test_has_every_column_by_its_name_and_ids_as_they_are(hard_report: Report) -> None:
    rows = rows_of(hard_report)
    assert rows[0][:5] == ["code", "region", "quotation", "groups_k", "groups_n"]
    assert rows[1][:5] == ["coop.secrecy", "antwerp", 'Zij zei: "nee", één keer; ça va, naïf ü', "2", "3"]
    assert len(rows) == 1 + len(hard_report.tables()[0].rows)


def test_one_file_is_one_table(small_table: Table) -> None:
    with pytest.raises(QualcodeError, match="holds one table, this is 2") as caught:
        exporter.write(report_of([small_table, small_table]), io.BytesIO())
    assert ".xlsx" in caught.value.hint
    with pytest.raises(QualcodeError, match="this is 0"):
        exporter.write(report_of([]), io.BytesIO())


def test_exact_texts_come_back_as_they_were() -> None:
    cells = ["=1+1", "-5", "twee\nregels", '"', ",", "", "'x", "é\N{CLAPPING HANDS SIGN}", "\r"]
    stream = io.BytesIO()
    exporter.write_exact(texts(*cells), stream)
    read = list(csv.reader(io.StringIO(stream.getvalue().decode(), newline="")))
    assert [row[0] if row else "" for row in read[1:]] == cells


def test_half_a_character_is_told() -> None:
    with pytest.raises(QualcodeError, match="half a character"):
        exporter.write_exact(texts("\ud83d"), io.BytesIO())


def test_a_table_for_programs_may_have_no_headings() -> None:
    table = Table("t", "turn", (Column("a", "a", "text"), Column("b", "b", "text")), (("=1+1", "x,y"),))
    stream = io.BytesIO()
    exporter.write_exact(table, stream, headings=False)
    assert stream.getvalue() == b'=1+1,"x,y"\n'
