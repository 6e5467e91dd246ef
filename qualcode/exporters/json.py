"""JSON: a table, or several, with everything that stands with it, for programs."""

from __future__ import annotations

import json
import re
from typing import BinaryIO

from qualcode.figures import defined
from qualcode.table import Cell, Report, Table

SUFFIX = ".json"

_ACTS = re.compile("[\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069\ufeff\ufffe\uffff\ud800-\udfff]")
"""Characters that JSON allows as they are and that act on a terminal or cannot be written: they are escaped."""


def write(report: Report, stream: BinaryIO) -> None:
    """One table as an object of schema `qualcode.table/1`; any other number as `qualcode.report/1` with a list of such objects.

    Ids and numbers are raw; undefined is null. Each row stands on a line of its own.
    """
    tables = [_table(table) for table in report.tables()]
    if len(tables) == 1:
        text = _object(tables[0])
    else:
        listed = ",\n".join(_object(table) for table in tables)
        text = f'{{\n  "schema": "qualcode.report/1",\n  "title": {_dumps(report.title)},\n  "tables": [{listed}]\n}}'
    stream.write((text + "\n").encode())


def _table(table: Table) -> dict[str, object]:
    return {
        "schema": "qualcode.table/1",
        "title": table.title,
        "unit": table.unit,
        "layer": table.layer,
        "selection": table.selection,
        "columns": [
            {"name": column.name, "label": column.label, "kind": column.kind}
            | ({"of": column.of} if column.of else {})
            | ({"labels": dict(column.labels)} if column.labels else {})
            for column in table.columns
        ],
        "rows": [{name: _raw(cell) for name, cell in record.items()} for record in table.records()],
        "notes": list(table.notes),
        "warnings": list(table.warnings),
    }


def _object(table: dict[str, object]) -> str:
    """The object with a line for each key and for each item of a list."""
    entries = []
    for key, value in table.items():
        if isinstance(value, list) and value:
            items = ",\n".join(f"    {_dumps(item)}" for item in value)
            entries.append(f"  {_dumps(key)}: [\n{items}\n  ]")
        else:
            entries.append(f"  {_dumps(key)}: {_dumps(value)}")
    return "{\n" + ",\n".join(entries) + "\n}"


def _dumps(value: object) -> str:
    text = json.dumps(value, ensure_ascii=False, allow_nan=False, default=dict)
    return _ACTS.sub(lambda found: f"\\u{ord(found[0]):04x}", text)


def _raw(cell: Cell) -> Cell | list[float | None]:
    if isinstance(cell, tuple):
        return [part if defined(part) else None for part in cell]
    return cell if defined(cell) else None
