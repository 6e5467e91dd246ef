"""Files of people that the program changes: whole or not at all, and so that they last."""

from __future__ import annotations

import os
from pathlib import Path


def beside(path: Path, text: str) -> Path:
    """Write a text, as UTF-8, into a file beside the one that it is meant for, on the disk and with its permissions; returns where.

    Raises OSError when it cannot be written: then nothing is left there.
    """
    there = path.resolve()
    fresh = there.with_name(f".{there.name}.new")
    data = text.encode()
    if fresh.is_file() and not fresh.is_symlink() and fresh.read_bytes() == data:
        return fresh
    # What lies there may be a link that leads elsewhere: it is never written through.
    fresh.unlink(missing_ok=True)
    try:
        with os.fdopen(os.open(fresh, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o666), "wb") as file:
            if there.exists():
                fresh.chmod(there.stat().st_mode & 0o777)
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
    except OSError:
        fresh.unlink(missing_ok=True)
        raise
    return fresh


def put(path: Path, text: str) -> None:
    """Write a file whole or not at all, with the permissions that it had; a link stays one. Raises OSError when it cannot be written."""
    there = path.resolve()
    fresh = beside(there, text)
    try:
        fresh.replace(there)
    except OSError:
        fresh.unlink(missing_ok=True)
        raise
    settle(there.parent)


def settle(folder: Path) -> None:
    """Make the new name last through a power cut, where folders can be synced."""
    if not hasattr(os, "O_DIRECTORY"):
        return
    handle = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
