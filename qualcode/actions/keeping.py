"""Where what was read of codebooks is kept for the next command: in the project that they belong to, sealed with a key of this user."""

from __future__ import annotations

import os
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING

from qualcode import study
from qualcode.store.database import FILE_NAME

if TYPE_CHECKING:
    from qualcode.codebook._source import Source
    from qualcode.codebook.shelf import Shelf

_KEY_BYTES = 32


def source(path: Path) -> Source:
    """A codebook file; what an earlier command has read of it is taken as read. Raises QualcodeError for what is none."""
    from qualcode.codebook import reading
    from qualcode.codebook._source import Source

    return Source(reading.text_of(path), str(path), shelf(path.parent))


def shelf(folder: Path) -> Shelf | None:
    """The shelf of the project that a folder lies in, else of the one around us; None without a project, or where no key can be kept.

    A codebook may quote what people said: what is kept of it stays in the project, and goes with it.
    """
    from qualcode.codebook.shelf import FOLDER, Shelf

    project = next((each for here in (folder.absolute(), Path.cwd()) for each in (here, *here.parents) if _is_project(each)), None)
    key = _key() if project is not None else None
    return Shelf(project / FOLDER, key) if project is not None and key is not None else None


def _is_project(folder: Path) -> bool:
    return (folder / FILE_NAME).is_file() or (folder / study.FILE_NAME).is_file()


def _key() -> bytes | None:
    """The key of this user, made when it is first needed: `$XDG_CACHE_HOME/qualcode/key`, or the same below ~/.cache."""
    base = os.environ.get("XDG_CACHE_HOME")
    path = (Path(base) if base else Path.home() / ".cache") / "qualcode" / "key"
    with suppress(OSError, RuntimeError):
        if not path.exists():
            path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
            with os.fdopen(os.open(path, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600), "wb") as file:
                file.write(os.urandom(_KEY_BYTES))
        key = path.read_bytes()
        return key if len(key) == _KEY_BYTES else None
    return None
