"""Every format writes the hard table as its golden file says; set QUALCODE_UPDATE_GOLDEN=1 to write the golden files anew, and look at them."""

from __future__ import annotations

import io
import os
import zipfile
from pathlib import Path

import pytest

from qualcode import plugins
from qualcode.table import Report, report_of

FORMATS = plugins.names("exporters")
HERE = Path(__file__).parent
PARTS = {
    "docx": ("word/document.xml", "docProps/core.xml"),
    "xlsx": ("xl/worksheets/sheet1.xml", "xl/worksheets/sheet2.xml", "xl/workbook.xml", "docProps/core.xml"),
}


def written(report: Report, format: str) -> bytes:
    stream = io.BytesIO()
    plugins.load("exporters", format).write(report, stream)
    return stream.getvalue()


def main_parts(data: bytes, format: str) -> dict[str, str]:
    """What is compared: the bytes, or of an office file the parts that we write."""
    if format not in PARTS:
        return {"": data.decode()}
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        return {name: package.read(name).decode().replace("><", ">\n<") for name in PARTS[format]}


@pytest.mark.parametrize("format", FORMATS)
def test_writes_what_the_golden_file_says(format: str, hard_report: Report, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", "100")
    golden = HERE / f"golden.{format}"
    data = written(hard_report, format)
    if os.environ.get("QUALCODE_UPDATE_GOLDEN"):
        golden.write_bytes(data)
    assert golden.is_file(), f"a format needs a golden file: {golden.name}"
    assert main_parts(data, format) == main_parts(golden.read_bytes(), format)


@pytest.mark.parametrize("format", FORMATS)
def test_the_same_report_gives_the_same_bytes(format: str, hard_report: Report) -> None:
    assert written(hard_report, format) == written(hard_report, format)


@pytest.mark.parametrize("format", FORMATS)
def test_says_how_its_files_end(format: str) -> None:
    suffixes = [plugins.load("exporters", name).SUFFIX for name in FORMATS]
    suffix = plugins.load("exporters", format).SUFFIX
    assert suffix.startswith(".")
    assert suffixes.count(suffix) == 1


def whole(data: bytes, format: str) -> bytes:
    """The bytes that a program acts on: those of every member of a package."""
    if format not in PARTS:
        return data
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        return b"\n".join(package.read(name) for name in package.namelist() if name.endswith(".xml"))


@pytest.mark.parametrize("format", FORMATS)
def test_lets_nothing_through_that_acts_on_a_terminal(format: str, hard_report: Report) -> None:
    data = whole(written(hard_report, format), format)
    text = data.decode()
    assert not {char for char in text if char < " " and char not in "\n\r\t"}
    assert not set("\x7f\x9b\u202e\ufeff") & set(text)
    assert format in PARTS or "\r" not in text


@pytest.mark.parametrize("format", sorted(set(FORMATS) - {"csv"}))
def test_writes_a_whole_report(format: str, full_report: Report) -> None:
    text = whole(written(full_report, format), format).decode()
    assert "antwerp" in text.lower()
    assert "coop.secrecy" in text or "Beroepsgeheim" in text


@pytest.mark.parametrize("format", sorted(set(FORMATS) - {"csv"}))
def test_a_report_of_nothing_is_no_error(format: str) -> None:
    assert bool(written(report_of([]), format)) is (format != "table")
