"""Files that are whole or not there."""

from __future__ import annotations

import os
import resource
from pathlib import Path

import pytest

from qualcode.errors import QualcodeError
from qualcode.exporters._choose import by_suffix, formats, write_file
from qualcode.exporters._notes import notes_text
from qualcode.table import Report, Table, report_of


def test_the_formats_are_those_of_the_design() -> None:
    assert set(formats()) >= {"table", "csv", "json", "md", "html", "xlsx", "docx", "latex"}


@pytest.mark.parametrize(("name", "format"), [("a.csv", "csv"), ("a.b.TEX", "latex"), ("a.txt", "table"), ("a.docx", "docx")])
def test_a_name_tells_the_format(name: str, format: str) -> None:
    assert by_suffix(Path(name)) == format


@pytest.mark.parametrize("name", ["a.pdf", "a", ".csv"])
def test_an_unknown_suffix_lists_the_known_ones(name: str) -> None:
    with pytest.raises(QualcodeError) as caught:
        by_suffix(Path(name))
    assert ".docx" in caught.value.hint


@pytest.mark.parametrize("format", ["csv", "docx", "html", "json", "latex", "md", "table", "xlsx"])
def test_a_file_is_for_its_owner_only_and_alone(format: str, small_table: Table, tmp_path: Path) -> None:
    path = tmp_path / "out"
    write_file(report_of([small_table]), path, format)
    assert path.stat().st_mode & 0o777 == 0o600
    assert [*tmp_path.iterdir()] == [path]


def test_csv_has_its_notes_beside_it(hard_report: Report, small_table: Table, tmp_path: Path) -> None:
    path = tmp_path / "codes.csv"
    notes = tmp_path / "codes.csv.notes.txt"
    write_file(hard_report, path, "csv")
    assert notes.read_text(encoding="utf-8") == notes_text(hard_report)
    assert notes_text(hard_report).splitlines() == [
        "Codes by région <i>",
        "Unit counted: participant",
        "Layer: R1_layer",
        "Selection: region = antwerp, brussels; language = nl",
        "- groups: n = 3 | [x]",
        "- # geen kop",
        "! Caution: With 1 to 2 groups per cell no difference can be shown & that is <all>.",
    ]
    write_file(report_of([small_table]), path, "csv")
    assert notes.read_text(encoding="utf-8").startswith("Codes\nUnit counted: turn"), "notes of an older table must not stay"


def test_notes_of_a_report_say_what_its_pictures_show(full_report: Report) -> None:
    assert "\n\nFiguur: Staven: 3 > 2\n\n" in notes_text(full_report)
    assert notes_text(report_of([])) == ""


def test_a_folder_that_is_not_there_is_told(small_table: Table, tmp_path: Path) -> None:
    with pytest.raises(QualcodeError, match="cannot be written") as caught:
        write_file(report_of([small_table]), tmp_path / "none" / "a.csv", "csv")
    assert caught.value.hint == f"Make the folder {tmp_path / 'none'} first."


def test_a_folder_is_no_file(small_table: Table, tmp_path: Path) -> None:
    with pytest.raises(QualcodeError, match="cannot be written") as caught:
        write_file(report_of([small_table]), tmp_path, "csv")
    assert caught.value.hint == "Give the name of a file in that folder."


@pytest.mark.skipif(os.geteuid() == 0, reason="who may write everywhere cannot be refused")
def test_a_folder_that_may_not_be_written_to_is_told(small_table: Table, tmp_path: Path) -> None:
    tmp_path.chmod(0o500)
    with pytest.raises(QualcodeError, match="Permission denied"):
        write_file(report_of([small_table]), tmp_path / "a.csv", "csv")
    tmp_path.chmod(0o700)


def test_a_write_that_fails_leaves_the_file_that_was_there(hard_report: Report, tmp_path: Path) -> None:
    path = tmp_path / "a.html"
    path.write_text("before", encoding="utf-8")
    limits = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (1000, limits[1]))
    try:
        with pytest.raises(QualcodeError, match="cannot be written"):
            write_file(hard_report, path, "html")
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, limits)
    assert path.read_text(encoding="utf-8") == "before"
    assert [*tmp_path.iterdir()] == [path]


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="this system has no full device")
def test_a_full_device_is_told_and_stays_a_device(small_table: Table) -> None:
    with pytest.raises(QualcodeError, match="No space left"):
        write_file(report_of([small_table]), Path("/dev/full"), "json")
    assert Path("/dev/full").is_char_device()


def test_a_link_is_followed(small_table: Table, tmp_path: Path) -> None:
    target, link = tmp_path / "target.json", tmp_path / "link.json"
    target.write_text("before", encoding="utf-8")
    link.symlink_to(target)
    write_file(report_of([small_table]), link, "json")
    assert link.is_symlink()
    assert '"qualcode.table/1"' in target.read_text(encoding="utf-8")


def test_an_unknown_format_lists_the_known_ones(small_table: Table, tmp_path: Path) -> None:
    with pytest.raises(QualcodeError, match="Unknown exporter: pdf"):
        write_file(report_of([small_table]), tmp_path / "a", "pdf")
    assert not [*tmp_path.iterdir()]
