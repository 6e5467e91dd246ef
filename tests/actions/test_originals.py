"""The file that a transcript was read from is found by what is in it."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from qualcode.actions import correcting, importing, originals
from qualcode.errors import QualcodeError
from qualcode.model import ImportOptions
from qualcode.store import history, transcripts
from qualcode.store.changes import change
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
    (file,) = originals.originals(store, "fg-1", *beside)
    assert (file.revision, file.command, file.file_name) == (1, "import FG 1.txt", "FG 1.txt")
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
        originals.originals(store, "fg2")


def test_each_revision_has_its_own(store: Store) -> None:
    better = store.folder / "transcripts" / "FG 1 nagelezen.txt"
    better.write_text(TEXT.replace("Goed.", "Heel goed."), encoding="utf-8")
    correcting.correct(store, anna(store), "fg-1", better, ImportOptions())
    correcting.edited(store, anna(store), "fg-1", TEXT.replace("Goed.", "Best."))
    correcting.say(store, anna(store), "fg-1", range(1, 2), speaker="Moderator")
    said = [(one.revision, one.command, one.file_name, one.state) for one in originals.originals(store, "fg-1")]
    assert said == [
        (1, "import FG 1.txt", "FG 1.txt", "there"),
        (2, "transcripts correct fg-1 FG 1 nagelezen.txt", "FG 1 nagelezen.txt", "there"),
        (3, "transcripts edit fg-1", "", "typed"),
        (4, "transcripts tag fg-1 --turn 1 --speaker Moderator", "", "typed"),
    ]
    history.undo(store, anna(store).guid)
    better.unlink()
    assert [one.state for one in originals.originals(store, "fg-1")] == ["there", "missing", "typed", "typed"]


def test_a_file_that_is_read_again_otherwise_is_that_of_both_revisions(store: Store) -> None:
    with change(store, "transcripts remove fg-1", coder=anna(store).guid) as made:
        transcripts.remove(made, "fg-1")
    importing.run(store, anna(store), [store.folder / "transcripts" / "FG 1.txt"], ImportOptions(label="M"))
    assert [(one.revision, one.file_name, one.state) for one in originals.originals(store, "fg-1")] == [
        (1, "FG 1.txt", "there"),
        (2, "FG 1.txt", "there"),
    ]
