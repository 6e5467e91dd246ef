"""The file that a transcript was read from is found by what is in it."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from qualcode.actions import importing, originals
from qualcode.errors import QualcodeError
from qualcode.model import ImportOptions
from qualcode.store.database import Store
from tests.store.projects import anna, project

TEXT = "M: Wie begint?\nR1: Ik wil wel.\nM: Goed.\n"


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    """A project with one transcript, whose file lies in transcripts/."""
    with project(tmp_path / "study") as store:
        folder = store.folder / "transcripts"
        folder.mkdir()
        (folder / "FG 1.txt").write_text(TEXT, encoding="utf-8")
        (folder / "other.txt").write_text("R1: Iets anders.\n", encoding="utf-8")
        importing.run(store, anna(store), [folder / "FG 1.txt"], ImportOptions())
        yield store


def found(store: Store, *beside: Path) -> tuple[str, str]:
    """The state of the original, and where it lies."""
    file = originals.original(store, "fg-1", *beside)
    assert file.file_name == "FG 1.txt"
    assert file.part == 1
    return file.state, str(file.path and os.path.relpath(file.path, store.folder))


def test_it_is_there(store: Store) -> None:
    assert found(store) == ("there", "transcripts/FG 1.txt")


def test_it_is_found_in_a_folder_below_and_in_the_projects_own(store: Store) -> None:
    (store.folder / "transcripts" / "2024").mkdir()
    shutil.move(store.folder / "transcripts" / "FG 1.txt", store.folder / "transcripts" / "2024")
    assert found(store) == ("there", "transcripts/2024/FG 1.txt")
    shutil.move(store.folder / "transcripts" / "2024" / "FG 1.txt", store.folder)
    assert found(store) == ("there", "FG 1.txt")


def test_it_is_known_under_another_name_and_in_another_folder(store: Store, tmp_path: Path) -> None:
    shutil.move(store.folder / "transcripts" / "FG 1.txt", tmp_path / "copy.txt")
    assert found(store) == ("missing", "None")
    assert found(store, tmp_path) == ("renamed", "../copy.txt")
    assert found(store, tmp_path / "nowhere") == ("missing", "None")


def test_a_file_of_its_name_with_another_content_is_not_it(store: Store, tmp_path: Path) -> None:
    path = store.folder / "transcripts" / "FG 1.txt"
    path.write_text(TEXT + "R1: Nog iets.\n", encoding="utf-8")
    assert found(store) == ("changed", "transcripts/FG 1.txt")
    (tmp_path / "old.txt").write_text(TEXT, encoding="utf-8")
    assert found(store, tmp_path) == ("renamed", "../old.txt")


def test_what_is_no_file_is_passed_by(store: Store) -> None:
    (store.folder / "transcripts" / "FG 1.txt").unlink()
    os.mkfifo(store.folder / "transcripts" / "FG 1.txt")
    (store.folder / "transcripts" / "dangling").symlink_to("nowhere")
    (store.folder / "transcripts" / "round").symlink_to(store.folder, target_is_directory=True)
    assert found(store) == ("changed", "transcripts/FG 1.txt")


def test_a_transcript_that_is_not_there_is_refused(store: Store) -> None:
    with pytest.raises(QualcodeError, match="Unknown transcript: fg2"):
        originals.original(store, "fg2")
