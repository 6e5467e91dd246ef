"""Where the files lie that a transcript was read from: found by their content, wherever they went within reach of the project."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from qualcode.store import revisions
from qualcode.store.database import Store
from qualcode.store.revisions import Origin
from qualcode.text import one_line

FOLDER = "transcripts"
"""Where a project keeps the files as received."""


@dataclass(frozen=True, slots=True)
class Original:
    """The file that a revision of a transcript was read from, by the name and content it had then.

    `state` is `there`, `renamed` (its content under another name), `changed` (its name with another content), `missing`, or `typed` for a
    revision that was made by `command` and not read from a file; `path` is where that file lies, None when it is missing.
    """

    revision: int
    command: str
    file_name: str
    sha256: str
    state: str
    path: Path | None


def originals(store: Store, id: str, *beside: Path) -> list[Original]:
    """The file of each revision, looked for below the project's transcripts/, in the project's folder, and in the folders `beside`.

    Raises QualcodeError for a transcript that is not there.
    """
    origins = revisions.origins(store, id)
    files = list(dict.fromkeys(_files(store.folder, beside)))
    content = cache(_content)
    return [_found(origin, files, content) for origin in origins]


def _found(origin: Origin, files: Sequence[Path], content: Callable[[Path], str]) -> Original:
    """The original of one revision among some files; `content` gives the sha256 of one."""
    said = (origin.number, origin.command, origin.file_name, origin.sha256)
    if not origin.file_name:
        return Original(*said, "typed", None)
    named = [path for path in files if one_line(path.name) == origin.file_name]
    others = (path for path in files if one_line(path.name) != origin.file_name)
    for state, paths in (("there", named), ("renamed", others)):
        for path in paths:
            if content(path) == origin.sha256:
                return Original(*said, state, path)
    return Original(*said, "changed" if named else "missing", named[0] if named else None)


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
