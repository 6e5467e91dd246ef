"""Codebooks that were read, kept for the next command by the hash of their text: private, and of no effect when anything about them is odd."""

from __future__ import annotations

import hashlib
import hmac
import json
import os
import sys
from array import array
from contextlib import suppress
from dataclasses import dataclass, fields
from functools import cache
from pathlib import Path
from typing import Any, Final

import qualcode
from qualcode.codebook import tree
from qualcode.model import Attribute, AttributeValue, Code, Codebook

FOLDER: Final = ".qualcode-cache"
"""What the folder of a project that holds them is called; whoever deletes it loses nothing."""

WORTH_IT = 100_000
"""A text of fewer characters is read as fast as what was kept of it."""

_MOST_FILES = 16
_MOST_BYTES = 96 * 1024 * 1024
_LARGEST = 64 * 1024 * 1024
_SUFFIX = ".codebook"
_TAG_BYTES = 32
_READER = ("_events.py", "_pieces.py", "growing.py", "reading.py", "shelf.py", "tree.py", "../model.py", "../text.py")
_ODD = (OSError, ValueError, KeyError, TypeError, IndexError, RecursionError, MemoryError)
"""What reading a file can raise that is not what was written: it is then as if it were not there."""


@dataclass(frozen=True)
class Grown:
    """A text understood: the codebook, the tree of the text, and the pieces of text that a comma has cut off from each other."""

    book: Codebook
    root: tree.Mapping
    cut_off: tuple[tuple[tree.Scalar, ...], ...] = ()


@dataclass(frozen=True)
class Shelf:
    """A folder with what was read of texts. Nothing in it counts that was not written with the `key`, which only this user has."""

    folder: Path
    key: bytes

    def get(self, text: str) -> Grown | None:
        """What was read of this text, if it was kept by this version of the program and nobody has touched it since."""
        if len(text) < WORTH_IT:
            return None
        try:
            path = self._path(text)
            said = _private(path)
            body = said[_TAG_BYTES:]
            if not hmac.compare_digest(said[:_TAG_BYTES], self._tag(text, body)):
                return None
            grown = _unpacked(text, body)
        except _ODD:
            return None
        with suppress(OSError):
            os.utime(path)
        return grown

    def put(self, text: str, grown: Grown) -> None:
        """Keep what was read of a text; what was used longest ago makes place. Where nothing can be written nothing is kept."""
        if len(text) < WORTH_IT:
            return
        body = _packed(grown)
        path = self._path(text)
        part = path.with_suffix(f".{os.getpid()}.part")
        try:
            self.folder.mkdir(mode=0o700, exist_ok=True)
            if not (self.folder / ".gitignore").exists():
                (self.folder / ".gitignore").write_text("*\n", encoding="ascii")
            with os.fdopen(os.open(part, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600), "wb") as file:
                file.write(self._tag(text, body) + body)
            part.replace(path)
            self._tidy()
        except OSError:
            with suppress(OSError):
                part.unlink(missing_ok=True)

    def _path(self, text: str) -> Path:
        return self.folder / f"{hashlib.sha256(text.encode()).hexdigest()}{_SUFFIX}"

    def _tag(self, text: str, body: bytes) -> bytes:
        """What only this user can write below what was read of this text, by this version of the program."""
        tag = hashlib.blake2b(key=self.key, digest_size=_TAG_BYTES)
        for part in (_version().encode(), hashlib.sha256(text.encode()).digest(), body):
            tag.update(len(part).to_bytes(8, "big") + part)
        return tag.digest()

    def _tidy(self) -> None:
        """Removes what was used longest ago, and what a command that was killed has left."""
        found = sorted(((path.stat(), path) for path in self.folder.iterdir()), key=lambda one: one[0].st_mtime_ns, reverse=True)
        size = number = 0
        for about, path in found:
            if path.suffix not in {_SUFFIX, ".part"}:
                continue
            number += 1
            size += about.st_size
            if number > _MOST_FILES or size > _MOST_BYTES or (path.suffix == ".part" and number > 1):
                path.unlink(missing_ok=True)


def _private(path: Path) -> bytes:
    """The bytes of a file that is ours alone; raises OSError for any other."""
    with os.fdopen(os.open(path, os.O_RDONLY | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_BINARY", 0)), "rb") as file:
        about = os.fstat(file.fileno())
        others = hasattr(os, "geteuid") and (about.st_uid != os.geteuid() or about.st_mode & 0o077)
        if others or about.st_size > _LARGEST:
            raise PermissionError(path)
        return file.read(_LARGEST)


@cache
def _version() -> str:
    """The version of the program, of the files that read codebooks, and of what they make."""
    here = Path(__file__).parent
    with suppress(OSError):
        files = [(about.st_size, about.st_mtime_ns) for about in ((here / name).stat() for name in _READER)]
        shapes = [[field.name for field in fields(kind)] for kind in (Codebook, Code, Attribute, AttributeValue)]
        return json.dumps([qualcode.__version__, files, shapes, sys.byteorder, array("I").itemsize])
    return json.dumps([qualcode.__version__, os.urandom(8).hex()])


def _packed(grown: Grown) -> bytes:
    """The parts one after the other, each with its length before it."""
    nodes = grown.root.nodes
    said = {"book": _plain(grown.book), "odd": list(nodes.odd.items()), "cut_off": grown.cut_off}
    parts = (json.dumps(said, ensure_ascii=False, separators=(",", ":")).encode(), bytes(nodes.kinds), *map(array.tobytes, _numbers(nodes)))
    return b"".join(len(part).to_bytes(8, "big") + part for part in parts)


def _numbers(nodes: tree.Nodes) -> tuple[array[int], ...]:
    return (nodes.starts, nodes.ends, nodes.lines, nodes.columns, nodes.afters)


def _plain(value: Any) -> Any:
    """A value of the model as lists and maps."""
    if isinstance(value, (Codebook, Code, Attribute, AttributeValue)):
        return [_plain(getattr(value, field.name)) for field in fields(value)]
    return [_plain(part) for part in value] if isinstance(value, tuple) else dict(value) if isinstance(value, dict) else value


def _unpacked(text: str, body: bytes) -> Grown:
    """What `_packed` has packed. Raises ValueError and the like for anything else."""
    parts: list[bytes] = []
    at = 0
    while at < len(body):
        length = int.from_bytes(body[at : at + 8], "big")
        parts.append(body[at + 8 : at + 8 + length])
        at += 8 + length
    said, kinds, *numbers = parts
    nodes = tree.Nodes(text)
    nodes.kinds[:] = kinds
    for column, part in zip(_numbers(nodes), numbers, strict=True):
        column.frombytes(part)
    data = json.loads(said)
    nodes.odd = dict(data["odd"])
    root = nodes.node(0)
    if not isinstance(root, tree.Mapping) or len({len(kinds), *map(len, _numbers(nodes))}) > 1:
        raise ValueError("these are no nodes of a codebook")
    cut_off = tuple(tuple(tree.Scalar(*scalar) for scalar in pieces) for pieces in data["cut_off"])
    return Grown(_book(data["book"]), root, cut_off)


def _book(data: list[Any]) -> Codebook:
    id, version, languages, codes, attributes = data
    return Codebook(id, version, tuple(languages), tuple(map(_code, codes)), tuple(map(_attribute, attributes)))


_LISTS = tuple(at for at, field in enumerate(fields(Code)) if field.name in {"examples", "keywords"})


def _code(data: list[Any]) -> Code:
    for at in _LISTS:
        data[at] = {language: tuple(items) for language, items in data[at].items()}
    return Code(*data)


def _attribute(data: list[Any]) -> Attribute:
    id, label, values, ordered = data
    return Attribute(id, label, tuple(AttributeValue(*value) for value in values), ordered)
