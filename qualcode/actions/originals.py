"""Where the file lies that a transcript was read from: found by its content, wherever it went within reach of the project."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from qualcode.store import transcripts
from qualcode.store.database import Store
from qualcode.text import one_line

FOLDER = "transcripts"
"""Where a project keeps the files as received."""


@dataclass(frozen=True, slots=True)
class Original:
    """The file that a transcript was read from, by the name and content it had then.

    `state` is `there`, `renamed` (its content under another name), `changed` (its name with another content) or `missing`; `path` is where
    that file lies, None when it is missing. `part` counts the transcripts of one file from 1.
    """

    transcript: str
    file_name: str
    sha256: str
    part: int
    state: str
    path: Path | None


def original(store: Store, id: str, *beside: Path) -> Original:
    """The original of a transcript, looked for below the project's transcripts/, in the project's folder, and in the folders `beside`.

    Raises QualcodeError for a transcript that is not there.
    """
    name, sha256, part = transcripts.file_of(store, id)
    files = list(dict.fromkeys(_files(store.folder, beside)))
    named = [path for path in files if one_line(path.name) == name]
    others = (path for path in files if one_line(path.name) != name)
    for state, paths in (("there", named), ("renamed", others)):
        for path in paths:
            if _content(path) == sha256:
                return Original(id, name, sha256, part + 1, state, path)
    return Original(id, name, sha256, part + 1, "changed" if named else "missing", named[0] if named else None)


def _files(folder: Path, beside: tuple[Path, ...]) -> Iterator[Path]:
    for here, _, names in os.walk(folder / FOLDER):
        yield from (Path(here, name) for name in sorted(names))
    for place in (folder, *beside):
        with suppress(OSError):
            yield from sorted(path for path in place.iterdir() if path.is_file())


def _content(path: Path) -> str:
    """The sha256 of a regular file; empty for one that is none, or may not be read."""
    try:
        if not path.is_file():
            return ""
        with path.open("rb") as stream:
            return hashlib.file_digest(stream, "sha256").hexdigest()
    except OSError:
        return ""
