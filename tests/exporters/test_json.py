"""The shape of tables for programs."""

from __future__ import annotations

import io
import json
from typing import Any

from qualcode.exporters import json as exporter
from qualcode.table import Cell, Column, Report, Table, report_of


def read(report: Report) -> dict[str, Any]:
    stream = io.BytesIO()
    exporter.write(report, stream)
    value = json.loads(stream.getvalue(), parse_constant=lambda name: f"not JSON: {name}")
    assert isinstance(value, dict)
    return value


def test_a_table_has_the_documented_shape(hard_table: Table) -> None:
    table = read(report_of([hard_table]))
    assert list(table) == ["schema", "title", "unit", "layer", "selection", "columns", "rows", "notes", "warnings"]
    assert table["schema"] == "qualcode.table/1"
    assert table["selection"] == {"where": {"region": ["antwerp", "brussels"]}, "code": [], "language": ["nl"]}
    assert table["columns"][2] == {"name": "quotation", "label": "citaat", "kind": "text"}
    assert table["columns"][3] == {"name": "groups_k", "label": "groups", "kind": "count", "of": "groups_n"}
    assert table["columns"][1]["labels"] == {"antwerp": "Antwerpen"}
    assert len(table["rows"]) == len(hard_table.rows)


def test_ids_texts_and_numbers_are_exact(hard_table: Table) -> None:
    rows = read(report_of([hard_table]))["rows"]
    assert [row["quotation"] for row in rows] == [row[2] for row in hard_table.rows]
    assert rows[0]["code"] == "coop.secrecy"
    assert rows[0]["words"] == 1_000_000
    assert rows[0]["range"] == [0.1, 0.9]
    assert rows[1]["rates"] == [0, None]


def test_undefined_is_null() -> None:
    columns = tuple(Column(name, name, "number") for name in "abc")
    row: tuple[Cell, ...] = (None, float("nan"), (float("inf"), 1.5))
    assert read(report_of([Table("t", "turn", columns, (row,))]))["rows"] == [{"a": None, "b": None, "c": [None, 1.5]}]


def test_several_tables_are_a_report(full_report: Report) -> None:
    report = read(full_report)
    assert report["schema"] == "qualcode.report/1"
    assert report["title"] == "Verslag & meer"
    assert [table["title"] for table in report["tables"]] == ["Codes", "Codes by région <i>"]
    assert read(report_of([]))["tables"] == []


def test_half_a_character_is_escaped() -> None:
    table = Table("\ud83d", "turn", (Column("a", "a", "text"),), ())
    assert read(report_of([table]))["title"] == "\ud83d"
