"""The codebook file as commands change it: first the database, with what the file is to say, then the file; finished later if that was interrupted."""

from __future__ import annotations

import json
import os
import sqlite3
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from qualcode import files
from qualcode.errors import QualcodeError
from qualcode.store.registers import Value

if TYPE_CHECKING:
    from qualcode.model import Codebook
    from qualcode.store.changes import Change
    from qualcode.store.database import Store

_WRITTEN = "codebook file"
_PENDING = "codebook pending"


@dataclass(frozen=True, slots=True)
class InUse:
    """The codebook file while it says what is in use: its hash, its name as the project knows it, where it lies, and its text."""

    hash: str
    name: str
    path: Path
    text: str


# --- the register: the hash of the text that a command has last given to the file -------------------------------------------------------


def read(connection: sqlite3.Connection) -> Value:
    """The hash of the text that a command has last given to the file; None when none has."""
    return _fact(connection, _WRITTEN)


def write(connection: sqlite3.Connection, value: Value) -> None:
    """Give the file the text with this hash: it is written by `finish`, once this is on disk."""
    before = _fact(connection, _WRITTEN)
    pending = _fact(connection, _PENDING)
    if pending is not None:
        before = json.loads(pending)["before"]
    _set(connection, _WRITTEN, None if value is None else str(value))
    _set(connection, _PENDING, json.dumps({"before": before, "after": value}) if value != before else None)


def _fact(connection: sqlite3.Connection, key: str) -> str | None:
    row = connection.execute("SELECT value FROM project WHERE key = ?", (key,)).fetchone()
    return None if row is None else str(row[0])


def _set(connection: sqlite3.Connection, key: str, value: str | None) -> None:
    connection.execute("DELETE FROM project WHERE key = ?", (key,))
    if value is not None:
        connection.execute("INSERT INTO project (key, value) VALUES (?, ?)", (key, value))


# --- what commands do -------------------------------------------------------------------------------------------------------------------


def in_use(store: Store) -> InUse:
    """The codebook file of the version in use. Raises QualcodeError when none is loaded, and when the file is not that version any more."""
    from qualcode.store import codes

    version = codes.loaded(store)
    if version is None:
        codes.book(store)
        raise AssertionError("a codebook that is in use is loaded")
    if store.writable and store.in_transaction():
        # Who was before us may have saved a change just now, and not have come to writing the file.
        _write(store)
    unwritten = waiting(store)
    if unwritten:
        raise QualcodeError(
            unwritten, "See what differs with: qualcode codebook diff; the file as it is comes into use with: qualcode codebook load"
        )
    hash, name = version
    path = _place(store, name)
    if path is None or not path.is_file():
        raise QualcodeError(
            f"The file of the codebook in use is not in the project: {name}",
            "Put it back there, or load another with: qualcode codebook load",
        )
    try:
        text = path.read_bytes().decode("utf-8")
    except (OSError, UnicodeDecodeError) as error:
        why = getattr(error, "strerror", None) or "it is not UTF-8 text"
        raise QualcodeError(f"{name} cannot be read: {why}.", "Is it a file that you may read?") from error
    if codes.hash_of(text) != hash:
        raise QualcodeError(
            f"{name} has been changed since it was loaded.",
            "See how with: qualcode codebook diff; take it into use with: qualcode codebook load",
        )
    return InUse(hash, name, path, text)


def change(made: Change, now: InUse, book: Codebook, text: str) -> bool:
    """Make this the codebook in force, and what its file is to say. False when it says so already."""
    from qualcode.store import codes

    if codes.hash_of(text) == now.hash:
        return False
    _set(made.store.connection, _WRITTEN, now.hash)
    codes.load(made, book, text, now.name)
    return made.set("codebook", codes.THE_ONE, "file", codes.hash_of(text))


def aim(store: Store, now: str | None, after: str) -> None:
    """What the file is to say after a merge (a hash), and what it says now; without `now` there is no file yet."""
    _set(store.connection, _WRITTEN, now)
    write(store.connection, after)


def prepare(store: Store) -> None:
    """Put what is to be written beside the file, as the last thing of a change: who may not write, or has no room, is told before it is made.

    Raises QualcodeError then.
    """
    job = _job(store)
    if job is None or job.path is None:
        return
    if job.before is None:
        job.path.parent.mkdir(parents=True, exist_ok=True)
    elif not os.access(job.path, os.W_OK):
        raise QualcodeError(f"{job.name} may not be written by you.", "Nothing was changed. Ask its owner for permission.")
    try:
        files.beside(job.path, job.text)
    except OSError as error:
        raise QualcodeError(
            f"{job.name} cannot be written: {error.strerror or error}.",
            "Nothing was changed. Check that you may write there, and that there is room.",
        ) from error


def finish(store: Store) -> str:
    """Write what is still to be written into the file. Returns why it cannot be done, empty when nothing is left to do.

    A file that was changed by others meanwhile is left as it is. What waits stays waiting.
    """
    if _fact(store.connection, _PENDING) is None or store.in_transaction():
        return ""
    why = _hindrance(store)
    if why:
        return why
    try:
        with store.transaction():
            return _write(store)
    except sqlite3.OperationalError as error:
        return f"{store.path.name} cannot be written: {error}"


def _write(store: Store) -> str:
    """The same within a transaction that writes: nobody else can come between."""
    why, job = _hindrance(store), _job(store)
    if job is None or why:
        return why
    assert job.path is not None, "what nothing hinders has a place"
    try:
        files.put(job.path, job.text)
    except OSError as error:
        return f"{job.name} cannot be written: {error.strerror or error}"
    _set(store.connection, _PENDING, None)
    return ""


def finished(store: Store) -> None:
    """The same, for a command that has changed something. Raises QualcodeError when the file could not be written."""
    why = finish(store)
    if why:
        raise QualcodeError(f"The change is saved, but not in the codebook file: {why}.", "It is written by the next command that can.")


def waiting(store: Store) -> str:
    """A sentence when something is still to be written into the file; empty when not."""
    if _fact(store.connection, _PENDING) is None:
        return ""
    why = _hindrance(store)
    return f"A change of the codebook is not in its file yet{f': {why}' if why else ''}."


def forget(store: Store) -> None:
    """Nothing is to be written any more: the file as it is was taken into use."""
    _set(store.connection, _PENDING, None)


def check(store: Store, refusal: str) -> None:
    """Raises QualcodeError, which begins with a refusal, when the file is not the version in use: it would be overwritten."""
    try:
        in_use(store)
    except QualcodeError as error:
        raise QualcodeError(f"{refusal}: {error.message}", error.hint) from error


# --- the file ---------------------------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class _Job:
    """What is to be written: into which file, what it should say before (a hash), and the text. Without `path` there is no such place."""

    name: str
    path: Path | None
    before: str | None
    after: str
    text: str


def _job(store: Store) -> _Job | None:
    pending = _fact(store.connection, _PENDING)
    if pending is None:
        return None
    said = json.loads(pending)
    row = store.rows("SELECT file_name, text FROM codebook_version WHERE hash = ?", (said["after"],))[0]
    return _Job(row["file_name"], _place(store, row["file_name"]), said["before"], said["after"], row["text"])


def _place(store: Store, name: str) -> Path | None:
    """Where a file of the project lies; None for a name that leads out of its folder."""
    folder = store.folder.resolve()
    path = (folder / name).resolve()
    return path if path.is_relative_to(folder) and path != folder else None


def _hindrance(store: Store) -> str:
    """Why the file may not be written: it says neither what it said before nor what it is to say. Empty when it may."""
    from qualcode.store import codes

    job = _job(store)
    if job is None:
        return ""
    if job.path is None:
        return f"{job.name} lies outside the project"
    if job.before is None and not job.path.exists():
        return ""
    try:
        now = codes.hash_of(job.path.read_bytes().decode("utf-8"))
    except (OSError, UnicodeDecodeError) as error:
        return f"{job.name} cannot be read: {getattr(error, 'strerror', None) or 'it is not UTF-8 text'}"
    return "" if now in (job.before, job.after) else f"{job.name} was changed by other means meanwhile"
