"""Data on stdout, talk on stderr; eight formats, to stdout and by a file's suffix."""

from __future__ import annotations

import csv
import io
import json
import stat
import xml.etree.ElementTree as ET
import zipfile
from pathlib import Path

import pytest

from tests.cli.running import Run, refusal
from tests.cli.terminals import terminal

pytestmark = pytest.mark.usefixtures("shared")
SUFFIXES = {
    "table": ".txt",
    "csv": ".csv",
    "json": ".json",
    "md": ".md",
    "html": ".html",
    "xlsx": ".xlsx",
    "docx": ".docx",
    "latex": ".tex",
}
TEXTS = ("table", "csv", "json", "md")
LINES = (
    "count",
    "compare --by region",
    "quotes",
    "cooccur --within 2",
    "stance --by region",
    "matrix --by region",
    "matrix --codes-as-rows --cells share",
    "saturation",
    "participation",
    "participation --speakers",
    "participation --follows",
    "interaction --by sector",
    "interaction --consensus --code coop",
    "timeline",
    "words --language nl",
    "words --language nl --by region",
    "words --language nl --collocations --least 2",
    "matrix --framework --by region",
    "quotes --best 1",
    "inventory --kind focus-group",
    "functions",
    "mirror",
    "search justi*",
    "transcripts list",
    "transcripts list --design",
    "transcripts show antwerpen-zorg-fg1 --turn 1-9",
    "transcripts show antwerpen-zorg-fg1 --speakers",
    "coders list",
    "codebook show coop",
    "codebook log",
    "codebook log coop.secrecy",
    "coding list",
    "history",
    "check",
)


def readable(data: bytes, format: str) -> bool:
    """Whether these bytes are a whole file of the format."""
    if format in {"xlsx", "docx"}:
        with zipfile.ZipFile(io.BytesIO(data)) as package:
            return package.testzip() is None and all(
                ET.fromstring(package.read(name)) is not None for name in package.namelist() if name.endswith(".xml")
            )
    text = data.decode()
    if format == "json":
        return str(json.loads(text)["schema"]).startswith("qualcode.")
    if format == "csv":
        return len({len(row) for row in csv.reader(io.StringIO(text))}) == 1
    if format == "html":
        return text.startswith("<!DOCTYPE html>") and text.rstrip().endswith("</html>")
    if format == "latex":
        return text.count("\\begin{") == text.count("\\end{") > 0
    return text.endswith("\n")


@pytest.mark.parametrize("line", LINES)
def test_every_table_as_text(line: str, run: Run, tmp_path: Path) -> None:
    for format in TEXTS:
        answer = run(*line.split(), "--format", format)
        assert answer.status == 0, (format, answer.err)
        assert readable(answer.out, format), format
        assert format == "csv" or answer.err == "", format
        if format != "table":
            path = tmp_path / f"table{SUFFIXES[format]}"
            written = run(*line.split(), "-o", path)
            assert (written.status, written.out, written.err.splitlines()[0]) == (0, b"", f"Written: {path}")
            assert path.read_bytes() == answer.out


@pytest.mark.thorough
@pytest.mark.parametrize("line", LINES)
def test_every_table_as_a_document(line: str, run: Run) -> None:
    for format in (each for each in SUFFIXES if each not in TEXTS):
        answer = run(*line.split(), "--format", format)
        assert (answer.status, answer.err) == (0, ""), format
        assert readable(answer.out, format), format


@pytest.mark.parametrize(("format", "suffix"), SUFFIXES.items())
def test_the_suffix_says_the_format(format: str, suffix: str, run: Run, tmp_path: Path) -> None:
    path = tmp_path / f"Tabel met spaties{suffix.upper()}"
    assert run("count", "-o", path).status == 0
    assert readable(path.read_bytes(), format)
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert run("count", "--format", format, "--output", tmp_path / "without suffix").status == 0
    assert readable((tmp_path / "without suffix").read_bytes(), format)


def test_notes_of_a_csv_stand_beside_it(run: Run, tmp_path: Path) -> None:
    answer = run("compare", "--by", "region", "--format", "csv")
    assert "Layer: C1" in answer.err
    assert "smallest attainable p" in answer.err
    assert "Caution" not in answer.text
    assert run("compare", "--by", "region", "-o", tmp_path / "t.csv").status == 0
    assert (tmp_path / "t.csv.notes.txt").read_text() == answer.err


def test_json_has_the_shape_of_the_design(run: Run) -> None:
    data = run("compare", "--by", "region", "--code", "coop.secrecy", "--format", "json").data
    assert list(data) == ["schema", "title", "unit", "layer", "selection", "columns", "rows", "notes", "warnings"]
    assert data["schema"] == "qualcode.table/1"
    assert {"groups_k", "groups_n", "participants_k", "participants_n", "segments"} <= set(data["rows"][0])
    assert [column["name"] for column in data["columns"]] == list(data["rows"][0])
    assert {column["kind"] for column in data["columns"]} <= {"text", "code", "count", "share", "rate", "rates", "number", "interval"}
    turn = run("transcripts", "show", "antwerpen-zorg-fg1", "--turn", "3", "--format", "json").rows[0]
    assert list(turn) == ["turn", "speaker", "role", "language", "start", "end", "words", "text", "time"]


def test_numbers_in_data_are_raw(run: Run) -> None:
    answer = run("count", "--code", "coop", "--format", "csv")
    row = next(csv.DictReader(io.StringIO(answer.text)))
    assert float(row["rate"]) > 1
    assert 0 < float(row["top_share"]) < 1


def test_output_takes_the_place_of_an_older_file_whole(run: Run, tmp_path: Path) -> None:
    path = tmp_path / "t.json"
    path.write_text("older and longer" * 10_000)
    assert run("count", "-o", path).status == 0
    assert json.loads(path.read_text())["title"] == "Codes"
    assert [each.name for each in tmp_path.iterdir()] == ["t.json"]


def test_a_failed_output_leaves_the_older_file(run: Run, tmp_path: Path) -> None:
    path = tmp_path / "t.csv"
    path.write_text("older")
    refusal(run("compare", "--by", "region", "--by", "sector", "-o", path))
    assert path.read_text() == "older"


def test_colour_only_for_a_terminal_and_not_when_unwanted(shared: Path, run: Run) -> None:
    assert b"\x1b" not in run("count").out
    with terminal(shared, "count", "--code", "coop") as (screen, program):
        screen.until("marker: one voice")
        assert "\x1b[1m" in screen.shown
        assert program.wait(30) == 0
    with terminal(shared, "count", "--code", "coop", NO_COLOR="1") as (screen, program):
        screen.until("marker: one voice")
        assert "\x1b[3" not in screen.shown
        assert program.wait(30) == 0


@pytest.mark.parametrize("format", ["xlsx", "docx"])
def test_what_would_garble_a_terminal_stays_off_it(format: str, shared: Path) -> None:
    with terminal(shared, "count", "--format", format) as (screen, program):
        shown = screen.until(f"-o FILE.{format}")
        assert shown.splitlines()[0] == f"Error: {format} is not for a terminal."
        assert program.wait(30) == 1
    with terminal(shared, "count", "--format", "json", "--code", "coop") as (screen, program):
        assert '"schema": "qualcode.table/1"' in screen.until('"warnings"')


def test_a_narrow_terminal_loses_nothing(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    wide = run("quotes", "--code", "coop.image").text
    monkeypatch.setenv("COLUMNS", "40")
    narrow = run("quotes", "--code", "coop.image").text
    assert max(map(len, narrow.splitlines())) <= 40
    quotation = run("quotes", "--code", "coop.image", "--format", "json").rows[0]["quotation"].split()
    assert set(quotation) <= set(wide.split())
    assert set(quotation) <= set(narrow.split())
