"""A project's database: opening it, reading rows, and transactions."""

from __future__ import annotations

import errno
import os
import shutil
import sqlite3
import tempfile
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any

from qualcode import study as studies
from qualcode.errors import QualcodeError
from qualcode.model import Study
from qualcode.store import clock, schema

FILE_NAME = "qualcode.db"
_OLDEST_SQLITE = (3, 40, 0)
_BUSY_MILLISECONDS = 5000


class Store:
    """An open project: its folder, its study, and the one connection to its database."""

    def __init__(
        self,
        folder: Path,
        connection: sqlite3.Connection,
        *,
        writable: bool,
        now: clock.Clock = clock.now,
        guid: Callable[[], str] = clock.uuid7,
    ) -> None:
        self.folder = folder
        self.path = folder / FILE_NAME
        self.connection = connection
        self.writable = writable
        self.now = now
        self.guid = guid
        self.study: Study = studies.read(folder)
        self.viewer = ""
        """The GUID of the coder who looks, empty when nobody says who that is: see `blinding`."""

    def rows(self, sql: str, values: Sequence[object] | dict[str, object] = ()) -> list[sqlite3.Row]:
        """The rows of a query."""
        return self.connection.execute(sql, values).fetchall()

    def value(self, sql: str, values: Sequence[object] | dict[str, object] = ()) -> Any:
        """The first column of the first row, or None."""
        row = self.connection.execute(sql, values).fetchone()
        return None if row is None else row[0]

    def seen(self) -> int:
        """A number that is another one once another program has changed the project."""
        return int(self.value("PRAGMA data_version"))

    def in_transaction(self) -> bool:
        """Whether a transaction is under way."""
        return self.connection.in_transaction

    @contextmanager
    def transaction(self) -> Iterator[None]:
        """One transaction, begun at once as a writer; inside another one, a savepoint of it."""
        if self.in_transaction():
            self.connection.execute("SAVEPOINT nested")
            try:
                yield
            except BaseException:
                if self.in_transaction():
                    self.connection.execute("ROLLBACK TO nested")
                    self.connection.execute("RELEASE nested")
                raise
            self.connection.execute("RELEASE nested")
            return
        self.connection.execute("BEGIN IMMEDIATE")
        try:
            yield
            self.connection.execute("COMMIT")
        except BaseException:
            # A full disk has rolled back already, and a second rollback would hide why.
            if self.in_transaction():
                self.connection.execute("ROLLBACK")
            raise

    @contextmanager
    def rehearsal(self) -> Iterator[None]:
        """A transaction that is taken back at its end: what is done in it shows what would happen."""
        with suppress(_NotMeant), self.transaction():
            yield
            raise _NotMeant


class _NotMeant(Exception):
    """Takes back what was done to see what would happen."""


@contextmanager
def explained(path: Path) -> Iterator[None]:
    """Turns what SQLite says into a QualcodeError that says what to do."""
    try:
        yield
    except sqlite3.Error as error:
        raise _explanation(error, path) from error
    except UnicodeDecodeError as error:
        # What SQLite says of a damaged schema can hold bytes that are no text.
        raise QualcodeError(f"{path} is damaged.", "Restore the newest file from backups/.") from error


def _explanation(error: sqlite3.Error, path: Path) -> QualcodeError:
    said = str(error)
    name = getattr(error, "sqlite_errorname", "")
    if name.startswith("SQLITE_FULL"):
        return QualcodeError(
            f"The disk is full: {path.name} could not be written.", "Make room and try again; what was saved before is still there."
        )
    if name.startswith(("SQLITE_BUSY", "SQLITE_LOCKED")):
        return QualcodeError(f"{path.name} is being written by another program.", "Try again in a moment.")
    if name.startswith(("SQLITE_READONLY", "SQLITE_CANTOPEN", "SQLITE_PERM")):
        return QualcodeError(f"{path} cannot be written.", "Check that you may write in this folder.")
    if name.startswith("SQLITE_IOERR"):
        return QualcodeError(
            f"The disk could not be read or written: {path.name} ({said}).", "Check that it is not full or broken, and try again."
        )
    if name.startswith(("SQLITE_CORRUPT", "SQLITE_NOTADB")):
        return QualcodeError(f"{path} is damaged or not a project file ({said}).", "Restore the newest file from backups/.")
    if name.startswith("SQLITE_CONSTRAINT"):
        return QualcodeError(
            f"This does not go together with what is in {path.name} now ({said}).", "See what was done last: qualcode history"
        )
    return QualcodeError(f"{path.name}: {said}", "Run: qualcode check")


def _connect(path: Path, query: str) -> sqlite3.Connection:
    if sqlite3.sqlite_version_info < _OLDEST_SQLITE:
        raise QualcodeError(f"SQLite {sqlite3.sqlite_version} is too old.", "Use a Python that comes with SQLite 3.40 or newer.")
    connection = sqlite3.connect(f"{path.resolve().as_uri()}?{query}", uri=True, isolation_level=None, timeout=_BUSY_MILLISECONDS / 1000)
    connection.row_factory = sqlite3.Row
    try:
        for pragma in ("foreign_keys = ON", "trusted_schema = OFF", "cell_size_check = ON", "synchronous = FULL", "temp_store = MEMORY"):
            connection.execute(f"PRAGMA {pragma}")
    except BaseException:
        connection.close()
        raise
    return connection


def create(folder: Path, *, now: clock.Clock = clock.now, guid: Callable[[], str] = clock.uuid7) -> Store:
    """A new, empty project in a folder that has a study.toml. Raises QualcodeError when there is a project already."""
    path = folder / FILE_NAME
    try:
        os.close(os.open(path, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600))
    except FileExistsError:
        raise QualcodeError(f"{folder} is a project already.", "Go on in it, or give another folder.") from None
    except OSError as error:
        raise QualcodeError(f"{path} cannot be made: {error.strerror}.", "Check that you may write in this folder.") from error
    try:
        with explained(path):
            connection = _connect(path, "mode=rw")
            try:
                store = _begun(folder, connection, now, guid)
            except BaseException:
                connection.close()
                raise
    except BaseException:
        for suffix in ("", "-wal", "-shm"):
            with suppress(FileNotFoundError):
                path.with_name(path.name + suffix).unlink()
        raise
    return store


def _begun(folder: Path, connection: sqlite3.Connection, now: clock.Clock, guid: Callable[[], str]) -> Store:
    store = Store(folder, connection, writable=True, now=now, guid=guid)
    connection.execute("PRAGMA journal_mode = WAL")
    connection.execute(f"PRAGMA application_id = {schema.APPLICATION_ID}")
    schema.migrate(store)
    with store.transaction():
        facts = {"project": guid(), "copy": guid(), "created": now(), "lamport": "0"}
        connection.executemany("INSERT INTO project (key, value) VALUES (?, ?)", facts.items())
    return store


@contextmanager
def opened(folder: Path, *, write: bool = False, now: clock.Clock = clock.now, guid: Callable[[], str] = clock.uuid7) -> Iterator[Store]:
    """The project in a folder, closed at the end. A reading command opens it so that nothing can be changed, and sees it as it is at one moment.

    Raises QualcodeError for a folder without a project, a damaged file, one of a newer version, and one that may not be written (`write`).
    """
    path = folder / FILE_NAME
    if not path.is_file():
        raise _no_project(folder)
    with _private_copy(path, write=write) as (place, query), explained(path):
        connection = _connect(place, query)
        try:
            if connection.execute("PRAGMA application_id").fetchone()[0] != schema.APPLICATION_ID:
                raise QualcodeError(
                    f"{path} is not a qualcode project.", "Restore the newest file from backups/, or begin with: qualcode init"
                )
            store = Store(folder, connection, writable=write, now=now, guid=guid)
            _up_to_date(store)
            if place == path and query == "mode=rw":
                _finish_the_codebook_file(store)
            if not write:
                connection.execute("PRAGMA query_only = ON")
                connection.execute("BEGIN")
            yield store
        finally:
            connection.close()


def _no_project(folder: Path) -> QualcodeError:
    if (folder / studies.FILE_NAME).is_file():
        return QualcodeError(f"{folder} has a {studies.FILE_NAME} but no {FILE_NAME} yet.", "Make it with: qualcode init")
    return QualcodeError(
        f"There is no project in {folder}.", "Begin one with: qualcode init, or go to its folder (or give --project FOLDER)."
    )


def _up_to_date(store: Store) -> None:
    if not schema.pending(store):
        return
    if not store.writable:
        raise QualcodeError(f"{store.path.name} is of an older version and has to be brought up to date first.", "Run: qualcode backup")
    from qualcode.store import backups

    backups.make(store, "before-migration")
    schema.migrate(store)


def _finish_the_codebook_file(store: Store) -> None:
    """Write what an interrupted command has left to write; when it cannot be done, who changes the codebook is told."""
    from qualcode.store import codebook_file, study_log

    codebook_file.finish(store)
    study_log.finish(store)


@contextmanager
def _private_copy(path: Path, *, write: bool) -> Iterator[tuple[Path, str]]:
    """Where to open the file, and how: in place, or what may only be read as a copy when a part of it still stands in its -wal."""
    if not os.access(path, os.R_OK):
        raise QualcodeError(f"{path} may not be read by you.", "Ask its owner for permission to read it.")
    may_write = os.access(path, os.W_OK) and os.access(path.parent, os.W_OK)
    if write and not may_write:
        raise QualcodeError(f"{path} may not be written by you.", "Ask for write permission on the folder, or work on a copy of it.")
    if may_write:
        yield path, "mode=rw"
        return
    wal, shared = (path.with_name(path.name + suffix) for suffix in ("-wal", "-shm"))
    if not wal.exists() or wal.stat().st_size == 0:
        yield path, "mode=ro&immutable=1"
        return
    if shared.exists():
        # Somebody is at work in it: only SQLite itself can read past that.
        yield path, "mode=ro"
        return
    with tempfile.TemporaryDirectory(prefix="qualcode-") as folder:
        try:
            for part in (path, wal):
                shutil.copyfile(part, Path(folder) / part.name)
        except OSError as error:
            full = error.errno == errno.ENOSPC
            raise QualcodeError(
                f"{path} cannot be read: {error.strerror}.", "Make room for a copy of it." if full else "Check your permissions."
            ) from error
        yield Path(folder) / path.name, "mode=rw"
