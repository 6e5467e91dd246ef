"""The codebook file and the project brought together."""

from __future__ import annotations

from pathlib import Path

from qualcode.errors import Problem, QualcodeError
from qualcode.model import Codebook, Coder
from qualcode.store import codes
from qualcode.store.changes import change
from qualcode.store.database import Store


def path_of(store: Store, said: Path | None) -> Path:
    """The codebook file that is meant: the one said, else the one that study.toml names."""
    if said is not None:
        return said
    if not store.study.codebook:
        raise QualcodeError("study.toml names no codebook.", 'Write for example: codebook = "codebooks/themes.yaml", or give the file.')
    return store.folder / store.study.codebook


def load(store: Store, coder: Coder, said: Path | None) -> tuple[Codebook, bool]:
    """Read the file, and make it the codebook of the project. Returns it, and whether anything changed."""
    from qualcode.codebook import reading

    path = path_of(store, said)
    book, text = reading.read(path)
    with change(store, f"codebook load {path.name}", coder=coder.guid) as made:
        changed = codes.load(made, book, text, _file_name(store, path))
    return book, changed


def _file_name(store: Store, path: Path) -> str:
    try:
        return path.resolve().relative_to(store.folder.resolve()).as_posix()
    except ValueError:
        return path.name


def check(store: Store | None, path: Path) -> tuple[Codebook, list[Problem]]:
    """The book, and what a person should look at in it; with a project, also codes that it never uses."""
    from qualcode.codebook import checking, reading

    book, text = reading.read(path)
    used = codes.used(store) if store is not None and codes.loaded(store) else None
    return book, checking.check(book, str(path), used, text)


def out_of_step(store: Store) -> str:
    """A sentence when the codebook file is not the version that is loaded; empty when it is, or when there is nothing to compare."""
    version = codes.loaded(store)
    if version is None:
        return ""
    path = store.folder / version[1]
    try:
        text = path.read_bytes().decode("utf-8")
    except (OSError, UnicodeDecodeError):
        return ""
    return "" if codes.hash_of(text) == version[0] else f"{version[1]} has changed since it was loaded: qualcode codebook load"
