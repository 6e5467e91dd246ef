"""Which importer reads a file, and what is said of files that none can read."""

from __future__ import annotations

import os
import shutil
from pathlib import Path

import pytest

from qualcode.errors import Unreadable
from qualcode.importers import _choose
from qualcode.model import ImportOptions
from tests.importers.inputs import reading

HERE = Path(__file__).parent


def refused(path: Path) -> Unreadable:
    """The error that a file is refused with."""
    with pytest.raises(Unreadable) as caught:
        _choose.read_file(path, ImportOptions())
    assert "\n" not in caught.value.message + caught.value.hint
    assert path.name in caught.value.message
    return caught.value


def test_the_suffixes_of_all_forms_are_known() -> None:
    assert {".docx", ".odt", ".txt", ".vtt", ".xlsx"} <= _choose.suffixes()


def test_an_empty_file_is_said_to_be_empty(tmp_path: Path) -> None:
    path = tmp_path / "leeg.docx"
    path.write_bytes(b"")
    assert refused(path).message == "leeg.docx is empty."


@pytest.mark.parametrize(
    ("begin", "name", "message"),
    [
        (b"Rar!\x1a\x07", "verslag.docx", "verslag.docx is a RAR file, not .docx."),
        (b"Rar!\x1a\x07", "verslag.txt", "verslag.txt is a RAR file, not .txt."),
        (b"Rar!\x1a\x07", "verslag.rar", "verslag.rar is a RAR file."),
        (b"7z\xbc\xaf", "verslag.docx", "verslag.docx is a 7z file, not .docx."),
        (
            b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600,
            "verslag.docx",
            "verslag.docx is an old Office file (.doc or .xls), not .docx.",
        ),
        (b"gewone tekst", "verslag.docx", "verslag.docx is not a .docx file, whatever its name says."),
        (b"gewone tekst", "verslag.json", "verslag.json is not a .json file, whatever its name says."),
        (b"gewone tekst", "verslag.abc", "verslag.abc is of a form that cannot be read."),
        (b"\0\0\0\x20ftypM4A ", "band.txt", "band.txt is a sound or video recording, not .txt."),
    ],
)
def test_a_file_that_is_not_what_its_name_says_is_named_as_what_it_is(tmp_path: Path, begin: bytes, name: str, message: str) -> None:
    path = tmp_path / name
    path.write_bytes(begin)
    error = refused(path)
    assert error.message == message
    assert all(suffix in error.hint for suffix in (".docx", ".odt", ".txt", ".vtt", ".xlsx"))


def test_a_document_with_a_password_is_said_to_have_one(tmp_path: Path) -> None:
    path = tmp_path / "geheim.docx"
    path.write_bytes(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 504 + "EncryptedPackage".encode("utf-16-le"))
    assert refused(path).message == "geheim.docx is protected by a password."


def test_a_word_document_under_another_name_is_read_and_said_to_be_one(tmp_path: Path) -> None:
    path = tmp_path / "verslag.txt"
    shutil.copy(HERE / "docx" / "table.docx", path)
    found = _choose.read_file(path, ImportOptions())
    expected = _choose.read_file(HERE / "docx" / "table.docx", ImportOptions())
    assert found.drafts == expected.drafts
    assert found.notes == ("Read as .docx, which it is whatever its name says.", *expected.notes)


def test_subtitles_are_recognised_by_their_first_line() -> None:
    assert reading("gesprek.txt", "WEBVTT\n\n00:01.000 --> 00:02.000\nJa.\n").drafts[0].turns[0].time_start == 1000


def test_a_folder_and_a_missing_file_are_refused(tmp_path: Path) -> None:
    assert refused(tmp_path).message == f"{tmp_path.name} is not a file."
    assert "cannot be opened" in refused(tmp_path / "weg.txt").message


def test_a_pipe_is_refused_and_not_waited_for(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pijp.txt")
    assert refused(tmp_path / "pijp.txt").message == "pijp.txt is not a file."


def test_a_file_larger_than_any_transcript_is_refused_before_it_is_read(tmp_path: Path) -> None:
    path = tmp_path / "groot.txt"
    with path.open("wb") as stream:
        stream.truncate(65 * 1024 * 1024)
    assert refused(path).message == "groot.txt has more than 64 MB."
