"""Opening a project: what is there, what is not, and what may be done with it."""

from __future__ import annotations

import os
import shutil
import sqlite3
import stat
from contextlib import closing
from pathlib import Path

import pytest

from qualcode.errors import QualcodeError
from qualcode.model import Selection
from qualcode.store import backups, checking, codings, database, schema, search, tallies
from tests.store.processes import said, without_rights
from tests.store.projects import SCRIPT, STUDY, code, coded, lay_out, project


def refused(folder: Path, *, write: bool = False) -> QualcodeError:
    """The error that opening gives."""
    with pytest.raises(QualcodeError) as found, database.opened(folder, write=write):
        pytest.fail("it was opened")
    error = found.value
    assert "\n" not in error.message + error.hint
    return error


def test_a_folder_without_a_project_says_how_to_begin(tmp_path: Path) -> None:
    error = refused(tmp_path)
    assert (error.message, error.hint[:32]) == (f"There is no project in {tmp_path}.", "Begin one with: qualcode init, o")
    (tmp_path / "study.toml").write_text(STUDY, encoding="utf-8")
    assert "has a study.toml but no qualcode.db yet" in refused(tmp_path).message


def test_a_project_without_its_study_is_told(tmp_path: Path) -> None:
    (lay_out(tmp_path) / "study.toml").unlink()
    assert "study.toml" in refused(tmp_path).message


@pytest.mark.parametrize("data", [b"not a database, but long enough to be one" * 100, b"SQLite format 3\x00" + b"\xff" * 5000])
def test_a_file_that_is_no_database_is_told(tmp_path: Path, data: bytes) -> None:
    (lay_out(tmp_path) / database.FILE_NAME).write_bytes(data)
    for write in (False, True):
        error = refused(tmp_path, write=write)
        assert "damaged or not a project file" in error.message
        assert "backups" in error.hint


def test_an_empty_file_and_a_database_of_something_else_are_told(tmp_path: Path) -> None:
    path = lay_out(tmp_path) / database.FILE_NAME
    path.write_bytes(b"")
    assert "is not a qualcode project" in refused(tmp_path).message
    path.unlink()
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("CREATE TABLE project (key, value)")
    assert "is not a qualcode project" in refused(tmp_path, write=True).message


def change_migrations(folder: Path, sql: str) -> None:
    """Make the project one of another version."""
    with closing(sqlite3.connect(folder / database.FILE_NAME)) as connection:
        connection.execute(sql)
        connection.commit()


def test_a_project_of_a_newer_version_is_left_alone(tmp_path: Path) -> None:
    lay_out(tmp_path)
    change_migrations(
        tmp_path,
        f"INSERT INTO _sqlite_migrations (migration_set, name, applied_at) VALUES ('{schema.MIGRATION_SET}', '0099_later', '2030-01-01')",
    )
    before = (tmp_path / database.FILE_NAME).read_bytes()
    for write in (False, True):
        error = refused(tmp_path, write=write)
        assert "was written by a newer version of qualcode (0099_later)" in error.message
        assert "Install that version or a later one" in error.hint
    assert (tmp_path / database.FILE_NAME).read_bytes() == before


def older(folder: Path, *rest: str) -> Path:
    """A project on which no migration was done yet."""
    path = lay_out(folder) / database.FILE_NAME
    path.unlink()
    with closing(sqlite3.connect(path)) as connection:
        connection.execute(f"PRAGMA application_id = {schema.APPLICATION_ID}")
        connection.executescript(
            "CREATE TABLE _sqlite_migrations (id INTEGER PRIMARY KEY, migration_set TEXT, name TEXT, applied_at TEXT);" + ";".join(rest)
        )
    return path


def test_an_older_project_is_brought_up_to_date_by_who_may_write_after_a_backup(tmp_path: Path) -> None:
    older(tmp_path)
    assert "is of an older version" in refused(tmp_path).message
    with database.opened(tmp_path, write=True) as store:
        assert schema.applied(store) == schema.NAMES
        assert store.value("SELECT count(*) FROM coding") == 0
        assert store.value("PRAGMA foreign_keys") == 1
    (backup,) = (tmp_path / backups.FOLDER).iterdir()
    assert "before-migration" in backup.name
    with closing(sqlite3.connect(backup)) as connection:
        assert connection.execute("SELECT count(*) FROM sqlite_schema WHERE name = 'coding'").fetchone() == (0,)


def test_a_migration_that_would_leave_rows_pointing_nowhere_is_taken_back(tmp_path: Path) -> None:
    path = older(
        tmp_path, "CREATE TABLE a (id INTEGER PRIMARY KEY)", "CREATE TABLE b (a INTEGER REFERENCES a (id))", "INSERT INTO b VALUES (7)"
    )
    assert "point nowhere" in refused(tmp_path, write=True).message
    with closing(sqlite3.connect(path)) as connection:
        assert connection.execute("SELECT count(*) FROM sqlite_schema WHERE name = 'coding'").fetchone() == (0,)


def test_a_new_project_is_for_its_owner_and_of_our_kind(tmp_path: Path) -> None:
    (tmp_path / "study.toml").write_text(STUDY, encoding="utf-8")
    before = os.umask(0)
    try:
        store = database.create(tmp_path)
        code_path = tmp_path / database.FILE_NAME
        assert [stat.S_IMODE(path.stat().st_mode) for path in sorted(tmp_path.glob("qualcode.db*"))] == [0o600] * 3
        assert store.value("PRAGMA application_id") == schema.APPLICATION_ID
        assert store.value("PRAGMA journal_mode") == "wal"
        assert store.value("PRAGMA synchronous") == 2
        assert store.value("PRAGMA foreign_keys") == 1
        assert store.value("PRAGMA trusted_schema") == 0
        assert stat.S_IMODE(backups.make(store).stat().st_mode) == 0o600
        store.connection.close()
        with database.opened(tmp_path, write=True) as store, store.transaction():
            store.connection.execute("UPDATE project SET value = '0' WHERE key = 'lamport'")
            assert {stat.S_IMODE(path.stat().st_mode) for path in tmp_path.glob("qualcode.db*")} == {0o600}
    finally:
        os.umask(before)
    with pytest.raises(QualcodeError, match="is a project already"):
        database.create(tmp_path)
    assert code_path.exists()


def test_a_project_that_cannot_be_made_leaves_nothing(tmp_path: Path) -> None:
    with pytest.raises(QualcodeError, match=r"has no study\.toml"):
        database.create(tmp_path)
    assert list(tmp_path.iterdir()) == []
    with pytest.raises(QualcodeError, match="cannot be made"):
        database.create(tmp_path / "no such folder")


def test_reading_commands_cannot_write(tmp_path: Path) -> None:
    with project(tmp_path, SCRIPT) as store:
        code(store, coded(SCRIPT, "coop.secrecy", "heilig"))
    with database.opened(tmp_path) as store:
        for ask in (lambda: None, lambda: tallies.tallies(store, Selection(), codings.layer(store)), lambda: search.like(store, "heilg")):
            ask()
            for sql in ("DELETE FROM coding", "UPDATE project SET value = 'x'", "CREATE TABLE x (y)"):
                with pytest.raises(sqlite3.OperationalError, match="readonly"):
                    store.connection.execute(sql)
        with pytest.raises(QualcodeError, match="cannot be written"):
            code(store, coded(SCRIPT, "coop.secrecy", "Ja."))
    with database.opened(tmp_path) as store:
        assert len(codings.all_of(store)) == 1


def test_reading_commands_see_one_moment(tmp_path: Path) -> None:
    with project(tmp_path, SCRIPT) as writer, database.opened(tmp_path) as reader:
        assert codings.all_of(reader) == []
        code(writer, coded(SCRIPT, "coop.secrecy", "heilig"))
        assert codings.all_of(reader) == []
        with database.opened(tmp_path) as later:
            assert len(codings.all_of(later)) == 1


def test_what_goes_wrong_in_sqlite_is_explained(tmp_path: Path) -> None:
    with project(tmp_path, SCRIPT) as store:
        with pytest.raises(QualcodeError, match="does not go together"), database.explained(store.path):
            store.connection.execute("INSERT INTO project VALUES ('copy', 'x')")
        with pytest.raises(QualcodeError, match=r"qualcode\.db: no such table"), database.explained(store.path):
            store.connection.execute("SELECT * FROM none_such")
        with pytest.raises(QualcodeError, match="is damaged"), database.explained(store.path):
            b"\xff".decode()
        other = sqlite3.connect(store.path, isolation_level=None, timeout=0)
        other.execute("BEGIN IMMEDIATE")
        store.connection.execute("PRAGMA busy_timeout = 10")
        with pytest.raises(QualcodeError, match="is being written by another program"):
            code(store, coded(SCRIPT, "coop.secrecy", "heilig"))
        other.close()
        assert len(code(store, coded(SCRIPT, "coop.secrecy", "heilig"))) == 1


READ = """
import sys
from pathlib import Path
from qualcode.errors import QualcodeError
from qualcode.store import checking, codings, database, search
try:
    with database.opened(Path(sys.argv[1]), write=len(sys.argv) > 2) as store:
        search.like(store, "heilg")
        print(len(codings.all_of(store)), any(checking.check(store).values()))
except QualcodeError as error:
    print(error.message, error.hint, sep="|")
"""


@pytest.fixture
def locked(tmp_path: Path) -> Path:
    """A project with a coding in a folder where nothing may be written any more."""
    folder = tmp_path / "locked"
    with project(folder, SCRIPT) as store:
        code(store, coded(SCRIPT, "coop.secrecy", "heilig"))
    return folder


def close_off(folder: Path) -> None:
    """Take the right to write away."""
    for path in folder.iterdir():
        path.chmod(0o400)
    folder.chmod(0o500)


def test_what_may_only_be_read_is_read_and_not_written(locked: Path) -> None:
    close_off(locked)
    before = without_rights()
    assert said(READ, locked, before=before) == "1 False\n"
    assert said(READ, locked, "write", before=before).partition("|")[0] == f"{locked / database.FILE_NAME} may not be written by you."
    assert sorted(path.name for path in locked.iterdir()) == ["qualcode.db", "study.toml"]
    locked.chmod(0o700)


def test_what_still_stands_in_the_log_of_writes_is_read_too(locked: Path, tmp_path: Path) -> None:
    other = tmp_path / "copied"
    with database.opened(locked, write=True) as store:
        code(store, coded(SCRIPT, "coop.secrecy", "Ja."))
        shutil.copytree(locked, other, ignore=shutil.ignore_patterns("*-shm"))
    assert (other / "qualcode.db-wal").stat().st_size > 0
    close_off(other)
    assert said(READ, other, before=without_rights()) == "2 False\n"
    other.chmod(0o700)


def test_what_another_program_is_writing_is_read_as_it_stands(locked: Path) -> None:
    before = without_rights()
    with database.opened(locked, write=True) as store:
        code(store, coded(SCRIPT, "coop.secrecy", "Ja."))
        locked.chmod(0o500)
        try:
            for path in locked.iterdir():
                path.chmod(0o400)
            assert said(READ, locked, before=before) == "2 False\n"
        finally:
            locked.chmod(0o700)


def test_what_a_crashed_program_left_is_read_where_nothing_may_be_written(locked: Path, tmp_path: Path) -> None:
    other = tmp_path / "copied"
    with database.opened(locked, write=True) as store:
        code(store, coded(SCRIPT, "coop.secrecy", "Ja."))
        shutil.copytree(locked, other)
    assert (other / "qualcode.db-shm").exists()
    close_off(other)
    assert said(READ, other, before=without_rights()) == "2 False\n"
    other.chmod(0o700)


def test_what_may_not_even_be_read_says_so(locked: Path) -> None:
    (locked / database.FILE_NAME).chmod(0o000)
    assert said(READ, locked, before=without_rights()).partition("|")[0] == f"{locked / database.FILE_NAME} may not be read by you."


def test_check_finds_nothing_after_all_this(locked: Path) -> None:
    with database.opened(locked) as store:
        assert not any(checking.check(store).values())
