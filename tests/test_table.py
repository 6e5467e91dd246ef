"""Tables and reports as values."""

from __future__ import annotations

import dataclasses

import pytest

from qualcode.table import Column, Picture, Report, Section, Table, report_of, without

COLUMNS = (Column("code", "code", "code"), Column("k", "groups", "count", of="n"), Column("n", "groups held", "count"))


def table(*rows: tuple[str, int | None, int]) -> Table:
    return Table("Codes", "participant", COLUMNS, rows)


def test_every_row_has_a_cell_for_every_column() -> None:
    with pytest.raises(ValueError, match="Codes: a row of 2 cells for 3 columns"):
        Table("Codes", "participant", COLUMNS, (("a", 1, 2), ("b", 1)))


def test_rows_as_records_hold_the_denominators_too() -> None:
    made = table(("a", 1, 3), ("b", None, 3))
    assert made.records() == [{"code": "a", "k": 1, "n": 3}, {"code": "b", "k": None, "n": 3}]
    assert made.index("n") == 2
    with pytest.raises(ValueError, match="nothing"):
        made.index("nothing")


def test_a_table_is_a_value() -> None:
    assert table(("a", 1, 3)) == table(("a", 1, 3))
    with pytest.raises(dataclasses.FrozenInstanceError):
        table().title = "another"  # type: ignore[misc]


def test_a_report_gives_its_tables_in_order() -> None:
    first, second = table(("a", 1, 3)), dataclasses.replace(table(), title="More")
    report = Report("All", (Section("One", ("text", first)), Section("", (Picture(b"", "png", "a chart"), second))))
    assert report.tables() == [first, second]
    assert report.language == "en"


def test_a_report_of_tables_is_called_after_the_first() -> None:
    first, second = table(), dataclasses.replace(table(), title="More")
    report = report_of([first, second])
    assert report.title == "Codes"
    assert [section.heading for section in report.sections] == ["", ""]
    assert report.tables() == [first, second]
    assert report_of([]).title == ""


def test_a_table_without_some_of_its_columns() -> None:
    wide = dataclasses.replace(table(("a", 1, 2), ("b", None, 2)), group_by=2)
    narrow = without(wide, {"code", "n"})
    assert [column.name for column in narrow.columns] == ["k"]
    assert narrow.rows == ((1,), (None,))
    assert narrow.group_by == 1
