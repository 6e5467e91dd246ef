"""Backups: a whole copy of the database, opened and checked before it counts."""

from __future__ import annotations

import os
import sqlite3
from contextlib import closing, suppress
from pathlib import Path

from qualcode.errors import QualcodeError
from qualcode.store.database import Store, explained

FOLDER = "backups"


def make(store: Store, reason: str = "", *, target: Path | None = None) -> Path:
    """Copy the database as it is now into backups/ (or to `target`), check the copy, and return its path.

    Raises QualcodeError when it cannot be written or does not check out; then there is no copy.
    """
    stamp = store.now().replace(":", "").replace(".", "-")
    path = target or store.folder / FOLDER / f"qualcode-{stamp}{'-' + reason if reason else ''}.db"
    partial = path.with_name(f".{path.name}.{os.getpid()}.part")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        if path.exists():
            raise QualcodeError(f"{path} is there already.", "Give another name.")
        os.close(os.open(partial, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600))
    except OSError as error:
        raise QualcodeError(f"{path} cannot be written: {error.strerror}.", "Give another place with: qualcode backup -o FILE") from error
    try:
        with explained(path), closing(sqlite3.connect(partial)) as copy:
            store.connection.backup(copy)
            copy.execute("PRAGMA journal_mode = DELETE")
            answer = copy.execute("PRAGMA quick_check").fetchone()[0]
            if answer != "ok":
                raise QualcodeError(f"The copy does not check out: {answer}.", "Run: qualcode check")
        with partial.open("rb") as file:
            os.fsync(file.fileno())
        partial.replace(path)
    finally:
        with suppress(FileNotFoundError):
            partial.unlink()
    return path
