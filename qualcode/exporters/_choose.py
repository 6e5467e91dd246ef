"""Which formats there are, which one a file name asks for, and a report written to a file whole or not at all."""

from __future__ import annotations

import io
import os
import tempfile
from pathlib import Path

from qualcode import plugins
from qualcode.errors import QualcodeError
from qualcode.exporters._notes import notes_text
from qualcode.files import settle
from qualcode.table import Report

_GROUP = "exporters"


def formats() -> tuple[str, ...]:
    """The names of the formats that a report can be written in."""
    return plugins.names(_GROUP)


def by_suffix(path: Path) -> str:
    """The format that a file's name asks for. Raises QualcodeError, with the suffixes that are known, when it asks for none."""
    known = {str(plugins.load(_GROUP, name).SUFFIX): name for name in formats()}
    if path.suffix.lower() in known:
        return known[path.suffix.lower()]
    what = f"{path.suffix} is no format that can be written" if path.suffix else "the name has no suffix to tell the format by"
    raise QualcodeError(f"{path}: {what}.", f"Use one of {', '.join(sorted(known))}, or say which with --format.")


def write_file(report: Report, path: Path, format: str) -> None:
    """Writes the report to `path`, whole or not at all: a write that fails leaves the file that was there.

    A .csv with notes or warnings gets them in `PATH.notes.txt`. Files are for their owner only. Raises QualcodeError for an unknown
    format, and when the file cannot be written.
    """
    exporter = plugins.load(_GROUP, format)
    data = io.BytesIO()
    try:
        exporter.write(report, data)
    except OSError as error:
        raise _unwritable(path, error) from error
    put(data.getvalue(), path)
    notes = path.with_name(f"{path.name}.notes.txt")
    if format == "csv" and (any(table.notes or table.warnings for table in report.tables()) or notes.exists()):
        put(notes_text(report).encode(), notes)


def put(data: bytes, path: Path) -> None:
    """Writes bytes to `path`, whole or not at all, for their owner only. Raises QualcodeError when they cannot be written."""
    try:
        _put(data, path)
    except OSError as error:
        raise _unwritable(path, error) from error


def _unwritable(path: Path, error: OSError) -> QualcodeError:
    return QualcodeError(f"{path} cannot be written: {error.strerror or error}.", _hint(path))


def _hint(path: Path) -> str:
    if not path.parent.is_dir():
        return f"Make the folder {path.parent} first."
    return (
        "Write to a folder where you may write and where there is room." if not path.is_dir() else "Give the name of a file in that folder."
    )


def _put(data: bytes, path: Path) -> None:
    """Puts the bytes at the path by way of a temporary file beside it. Devices and pipes are written to as they are."""
    if path.exists() and not path.is_file() and not path.is_dir():
        path.write_bytes(data)
        return
    path = path.resolve()
    handle, name = tempfile.mkstemp(prefix=f".{path.name[:40]}.", suffix=".part", dir=path.parent)
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        Path(name).replace(path)
    finally:
        Path(name).unlink(missing_ok=True)
    settle(path.parent)
