"""Evil and damaged project files are refused before a row of them is read, and nothing in them runs."""

from __future__ import annotations

import os
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from qualcode.errors import QualcodeError
from qualcode.store import checking, database, foreign, sharing
from tests.store.projects import SCRIPT, STUDY, code, coded, project
from tests.store.test_migrations import FIRST


@pytest.fixture
def file(tmp_path: Path) -> Path:
    """A file for a colleague."""
    with project(tmp_path / "ours", SCRIPT) as store:
        code(store, coded(SCRIPT, "value.need", "Zonder vertrouwen"))
        sharing.write(store, tmp_path / "their.qualcode")
    return tmp_path / "their.qualcode"


def changed(file: Path, *statements: str) -> None:
    """The file after somebody has been at it with SQL."""
    with closing(sqlite3.connect(file, isolation_level=None)) as connection:
        for statement in statements:
            connection.execute(statement)


def refused(file: Path) -> QualcodeError:
    """What is said of a file that is not taken."""
    with pytest.raises(QualcodeError) as error, foreign.taken(file):
        pass
    return error.value


def test_a_file_is_taken_as_a_copy_that_goes_again(file: Path) -> None:
    before = file.read_bytes()
    with foreign.taken(file) as store:
        assert not any(checking.check(store).values())
        place = store.folder
        assert place != file.parent
    assert not place.exists()
    assert file.read_bytes() == before


def test_a_folder_is_taken_with_what_is_not_yet_in_its_main_file(tmp_path: Path) -> None:
    with project(tmp_path / "live", SCRIPT) as store:
        code(store, coded(SCRIPT, "value.need", "Zonder vertrouwen"))
        assert (tmp_path / "live" / "qualcode.db-wal").stat().st_size
        with foreign.taken(tmp_path / "live") as copy:
            assert copy.value("SELECT count(*) FROM coding") == 1


@pytest.mark.parametrize(
    "evil",
    [
        "CREATE TRIGGER bomb AFTER INSERT ON coding BEGIN DELETE FROM coding; END",
        "CREATE VIEW endless AS WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) SELECT count(*) FROM n",
        "CREATE TABLE more (x)",
        "CREATE INDEX more ON coding (note)",
        "DROP INDEX coding_by_transcript",
        "ALTER TABLE coding ADD COLUMN more TEXT",
        "CREATE VIRTUAL TABLE more USING fts5 (x)",
    ],
)
def test_what_holds_other_things_than_ours_is_refused(evil: str, file: Path) -> None:
    changed(file, evil)
    assert "holds what qualcode does not make" in refused(file).message


def test_a_view_of_ours_that_says_something_else_is_refused(file: Path) -> None:
    changed(
        file,
        "DROP VIEW tally",
        "CREATE VIEW tally AS WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) SELECT i AS code FROM n",
    )
    assert "holds what qualcode does not make" in refused(file).message


def test_a_newer_version_is_refused(file: Path) -> None:
    changed(file, "INSERT INTO _sqlite_migrations (migration_set, name, applied_at) VALUES ('qualcode', '9999_later', '')")
    assert "newer version" in refused(file).message


def test_what_is_no_project_is_refused(tmp_path: Path, file: Path) -> None:
    (tmp_path / "text.qualcode").write_text("Geen project")
    (tmp_path / "empty.qualcode").touch()
    changed(tmp_path / "other.qualcode", "CREATE TABLE x (y)")
    for name in ("text", "empty", "other"):
        assert "is not a project of qualcode" in refused(tmp_path / f"{name}.qualcode").message
    assert "There is no file" in refused(tmp_path / "none.qualcode").message
    assert "There is no project in" in refused(tmp_path).message
    (tmp_path / "cut.qualcode").write_bytes(file.read_bytes()[:-5000])
    assert "is damaged" in refused(tmp_path / "cut.qualcode").message


def test_damaged_pages_are_refused_or_leave_what_was_there(file: Path, tmp_path: Path) -> None:
    """Every hundredth byte of the middle is turned, one at a time: the file is refused, or its shape is ours all the same."""
    data = file.read_bytes()
    refusals = 0
    for at in range(4096, len(data), len(data) // 30):
        bad = tmp_path / "bad.qualcode"
        bad.write_bytes(data[:at] + bytes(0xFF - one for one in data[at : at + 64]) + data[at + 64 :])
        try:
            with foreign.taken(bad):
                pass
        except QualcodeError:
            refusals += 1
    assert refusals


def test_a_file_with_a_hole_as_large_as_a_disk_is_refused(file: Path) -> None:
    os.truncate(file, 1 << 43)
    assert "is too large" in refused(file).message


def test_values_of_other_types_than_ours_are_refused(file: Path) -> None:
    with closing(sqlite3.connect(file, isolation_level=None)) as connection:
        connection.execute("PRAGMA writable_schema = ON")
        connection.execute("UPDATE sqlite_schema SET sql = replace(sql, 'STRICT', '') WHERE name = 'coding'")
    changed(file, "UPDATE coding SET time = x'00ff'")
    assert refused(file).message.endswith((".", "holds what qualcode does not make, or lacks what it makes: coding."))


def test_one_of_an_older_version_is_brought_up_to_date_in_the_copy(tmp_path: Path) -> None:
    (tmp_path / "study.toml").write_text(STUDY, encoding="utf-8")
    with closing(sqlite3.connect(tmp_path / database.FILE_NAME)) as connection:
        connection.executescript(FIRST.read_text(encoding="utf-8"))
    before = (tmp_path / database.FILE_NAME).read_bytes()
    with foreign.taken(tmp_path) as store:
        assert not any(checking.check(store).values())
    assert (tmp_path / database.FILE_NAME).read_bytes() == before
    assert not (tmp_path / "backups").exists()
