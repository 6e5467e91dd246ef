"""Project files that others made: copied, looked through and brought up to date before a row of them is read."""

from __future__ import annotations

import json
import os
import re
import shutil
import sqlite3
import tempfile
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager, suppress
from functools import cache
from pathlib import Path

from qualcode import study as studies
from qualcode.errors import QualcodeError
from qualcode.store import schema
from qualcode.store.database import FILE_NAME, Store, explained, opened

SUFFIX = ".qualcode"
"""What the file for a colleague is called by."""

STUDY = "study"
"""The fact that says with which study.toml (its hash) such a file was made."""

_GUID = re.compile(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}")
_COUNTER = re.compile(r"[0-9]{1,18}")

_HEADER = b"SQLite format 3\x00"
_APPLICATION_ID_AT = 68

_LIMITS = {
    sqlite3.SQLITE_LIMIT_LENGTH: 256 * 1024**2,
    sqlite3.SQLITE_LIMIT_SQL_LENGTH: 1024**2,
    sqlite3.SQLITE_LIMIT_EXPR_DEPTH: 100,
    sqlite3.SQLITE_LIMIT_COMPOUND_SELECT: 50,
    sqlite3.SQLITE_LIMIT_TRIGGER_DEPTH: 1,
    sqlite3.SQLITE_LIMIT_ATTACHED: 0,
}
_STEPS_PER_BYTE = 40
_FEWEST_STEPS = 50_000_000
_EVERY = 100_000
"""Steps of SQLite's machine between two looks at how many there were."""


@contextmanager
def taken(path: Path) -> Iterator[Store]:
    """A copy of a file for colleagues, of a project's folder or of its database, checked and brought up to date; gone at the end.

    Nothing in it is run: it has our tables, indexes and views, and nothing else. What its rows say is not checked yet. Raises QualcodeError for
    what is no such file, is damaged, holds other things than ours, or comes from a newer version.
    """
    found = _file(path)
    with tempfile.TemporaryDirectory(prefix="qualcode-") as name:
        folder = Path(name)
        copy = folder / FILE_NAME
        _copied(found, copy)
        try:
            with closing(_guarded(copy)) as connection:
                _looked_through(connection, found)
                text = _study_text(connection, found)
        except (sqlite3.Error, UnicodeError) as error:
            raise _damaged(found) from error
        (folder / studies.FILE_NAME).write_text(text, encoding="utf-8")
        with explained(found), opened(folder, write=True) as store:
            store.connection.execute("PRAGMA journal_mode = DELETE")
            yield store


def _file(path: Path) -> Path:
    found = path / FILE_NAME if path.is_dir() else path
    if not found.is_file():
        raise QualcodeError(
            f"There is no project in {path}." if path.is_dir() else f"There is no file {path}.",
            f"Give a file made with qualcode share, as colleague{SUFFIX}, or the folder of a project.",
        )
    try:
        with found.open("rb") as file:
            head = file.read(100)
    except OSError as error:
        raise QualcodeError(f"{found} cannot be read: {error.strerror}.", "Is it a file that you may read?") from error
    if not head.startswith(_HEADER) or int.from_bytes(head[_APPLICATION_ID_AT : _APPLICATION_ID_AT + 4], "big") != schema.APPLICATION_ID:
        raise QualcodeError(f"{found} is not a project of qualcode.", f"Give a file made with qualcode share, as colleague{SUFFIX}.")
    return found


def _copied(path: Path, copy: Path) -> None:
    """The file as it is at one moment, with what still stands in a -wal beside it."""
    size = path.stat().st_size
    if size > shutil.disk_usage(copy.parent).free // 2:
        raise QualcodeError(
            f"{path} is too large to be looked through here: {size // 1024**2} MB.", "Make room in the folder for passing files."
        )
    wal = path.with_name(f"{path.name}-wal")
    query = "mode=ro" if wal.exists() and wal.stat().st_size else "mode=ro&immutable=1"
    os.close(os.open(copy, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600))
    try:
        with (
            closing(sqlite3.connect(f"{path.resolve().as_uri()}?{query}", uri=True)) as source,
            closing(sqlite3.connect(copy)) as target,
        ):
            source.backup(target)
            target.execute("PRAGMA journal_mode = DELETE")
    except (sqlite3.Error, UnicodeDecodeError) as error:
        # What SQLite says of a damaged schema can hold bytes that are no text.
        raise _damaged(path) from error


def _guarded(path: Path) -> sqlite3.Connection:
    """A connection in which nothing can be written, nothing of the file is run, and nothing lasts without end."""
    connection = sqlite3.connect(f"{path.as_uri()}?mode=ro&immutable=1", uri=True, isolation_level=None)
    for pragma in ("trusted_schema = OFF", "cell_size_check = ON", "mmap_size = 0", "query_only = ON"):
        connection.execute(f"PRAGMA {pragma}")
    for limit, most in _LIMITS.items():
        connection.setlimit(limit, most)
    left = max(_FEWEST_STEPS, path.stat().st_size * _STEPS_PER_BYTE) // _EVERY

    def enough() -> int:
        nonlocal left
        left -= 1
        return int(left < 0)

    connection.set_progress_handler(enough, _EVERY)
    return connection


def _looked_through(connection: sqlite3.Connection, path: Path) -> None:
    """Raises QualcodeError unless the file has just our tables, whole and without rows that point nowhere."""
    there = _shape(connection)
    if not {name for _, name, _ in there} >= {"_sqlite_migrations", "project", "event"}:
        raise QualcodeError(f"{path} is not a project of qualcode.", f"Give a file made with qualcode share, as colleague{SUFFIX}.")
    done = [row[0] for row in connection.execute("SELECT name FROM _sqlite_migrations WHERE migration_set = ?", (schema.MIGRATION_SET,))]
    newer = [name for name in done if name not in schema.NAMES]
    if newer:
        raise QualcodeError(
            f"{path} was written by a newer version of qualcode ({newer[-1]}).",
            "Install that version or a later one: pip install --upgrade qualcode",
        )
    strange = sorted(name for _, name, _ in there ^ _expected(tuple(done)))
    if strange:
        raise QualcodeError(
            f"{path} holds what qualcode does not make, or lacks what it makes: {', '.join(strange[:3])}.",
            "Nothing was read from it. Ask for a fresh one: qualcode share",
        )
    if [row[0] for row in connection.execute("PRAGMA quick_check(1)")] != ["ok"] or connection.execute(
        "PRAGMA foreign_key_check"
    ).fetchone():
        raise _damaged(path)
    facts = dict(connection.execute("SELECT key, value FROM project").fetchall())
    wrong = [key for key, is_one in _FACTS.items() if not is_one(connection, facts.get(key))]
    if wrong:
        raise QualcodeError(
            f"{path} does not say what a copy says of itself: {', '.join(wrong)}.",
            "Nothing was read from it. Ask for a fresh one: qualcode share",
        )


def _is_guid(_: sqlite3.Connection, said: str | None) -> bool:
    return said is not None and _GUID.fullmatch(said) is not None


def _is_counter(_: sqlite3.Connection, said: str | None) -> bool:
    return said is not None and _COUNTER.fullmatch(said) is not None


def _is_unfinished(table: str) -> Callable[[sqlite3.Connection, str | None], bool]:
    """Whether it is a change of a file that an interrupted command has left: to a text that is kept in a table, from one known by its hash, if any."""

    def is_one(connection: sqlite3.Connection, said: str | None) -> bool:
        if said is None:
            return True
        try:
            texts = json.loads(said)
            before, after = texts["before"], texts["after"]
        except (ValueError, TypeError, KeyError, RecursionError):
            return False
        if not isinstance(after, str) or not isinstance(before, str | None):
            return False
        return connection.execute(f"SELECT 1 FROM {table} WHERE hash = ?", (after,)).fetchone() is not None

    return is_one


_FACTS = {
    "copy": _is_guid,
    "project": _is_guid,
    "lamport": _is_counter,
    "codebook pending": _is_unfinished("codebook_version"),
    "study pending": _is_unfinished("study_version"),
}
"""What a copy has to say of itself, and whether it does."""


def _shape(connection: sqlite3.Connection) -> set[tuple[str, str, str]]:
    """Tables, indexes, views and triggers, with what they are made by, white space aside."""
    rows = connection.execute("SELECT type, name, coalesce(sql, '') FROM sqlite_schema").fetchall()
    return {(kind, name, " ".join(sql.split())) for kind, name, sql in rows}


@cache
def _expected(done: tuple[str, ...]) -> set[tuple[str, str, str]]:
    """The shape of a project that went through these migrations."""
    from sqlite_utils import Database

    with closing(sqlite3.connect(":memory:", isolation_level=None)) as connection:
        later = [name for name in schema.NAMES if name not in done]
        schema.migrations().apply(Database(connection, execute_plugins=False), stop_before=later[0] if later else None)
        return _shape(connection)


def _study_text(connection: sqlite3.Connection, path: Path) -> str:
    """The study.toml that belongs to it: beside it in its folder, else the one it was shared with, else that of its newest entry."""
    beside = path.parent / studies.FILE_NAME
    if path.name == FILE_NAME and beside.is_file():
        return studies.read(path.parent).text
    sql = """SELECT text FROM study_version WHERE hash = coalesce((SELECT value FROM project WHERE key = ?),
        (SELECT study_hash FROM event ORDER BY lamport DESC, id DESC LIMIT 1))"""
    row = connection.execute(sql, (STUDY,)).fetchone()
    if row is None:
        raise QualcodeError(f"{path} says nothing of its study.", "Give the folder of the project, or a file made with qualcode share.")
    return studies.parse(str(row[0]), f"study.toml in {path}").text


def _damaged(path: Path) -> QualcodeError:
    return QualcodeError(f"{path} is damaged.", "Nothing was read from it. Ask for a fresh one: qualcode share")


@contextmanager
def placed(target: Path) -> Iterator[Path]:
    """A place beside a file that is to be made, for its owner alone; what stands there at the end is the file, whole and on the disk, or nothing is.

    Raises QualcodeError when there is such a file, or it cannot be written.
    """
    partial = target.with_name(f".{target.name}.{os.getpid()}.part")
    if target.exists():
        raise QualcodeError(f"{target} is there already.", "Give another name.")
    try:
        os.close(os.open(partial, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600))
    except OSError as error:
        raise QualcodeError(
            f"{target} cannot be written: {error.strerror}.", "Check that the folder is there and that you may write in it."
        ) from error
    try:
        yield partial
        with partial.open("rb") as file:
            os.fsync(file.fileno())
        partial.replace(target)
    finally:
        for suffix in ("", "-journal", "-wal", "-shm"):
            with suppress(FileNotFoundError):
                partial.with_name(partial.name + suffix).unlink()
