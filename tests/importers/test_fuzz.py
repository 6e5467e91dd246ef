"""Whatever happens to a file, it is read or refused by an error of our own."""

from __future__ import annotations

import random
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

from qualcode import plugins
from qualcode.errors import Unreadable
from qualcode.model import Reading
from qualcode.text import canonical
from tests.importers.inputs import reading, zipped

HERE = Path(__file__).parent
FILES = sorted(path for form in plugins.names("importers") for path in (HERE / form).glob(f"*.{form}"))
CHANGES = 40


def flip(chance: random.Random, data: bytes) -> bytes:
    """Some bytes become others."""
    out = bytearray(data)
    for _ in range(chance.randint(1, 8)):
        out[chance.randrange(len(out))] = chance.randrange(256)
    return bytes(out)


def cut(chance: random.Random, data: bytes) -> bytes:
    """A stretch is taken out."""
    start = chance.randrange(len(data))
    return data[:start] + data[start + chance.randint(1, 200) :]


def double(chance: random.Random, data: bytes) -> bytes:
    """A stretch comes twice, in another place."""
    start, place = chance.randrange(len(data)), chance.randrange(len(data))
    return data[:place] + data[start : start + chance.randint(1, 200)] + data[place:]


def clean_cut(chance: random.Random, data: bytes) -> bytes:
    """The end is missing."""
    return data[: chance.randrange(1, len(data))]


CHANGE: tuple[Callable[[random.Random, bytes], bytes], ...] = (flip, cut, double, clean_cut)


def changed(chance: random.Random, path: Path) -> bytes:
    """A file with one change: in its bytes, or in the markup of one of its members."""
    data = path.read_bytes()
    change = chance.choice(CHANGE)
    if not zipfile.is_zipfile(path) or chance.random() < 0.4:
        return change(chance, data)
    with zipfile.ZipFile(path) as archive:
        parts: dict[str, bytes | str] = {name: archive.read(name) for name in archive.namelist()}
    name = chance.choice([name for name, part in parts.items() if part])
    if chance.random() < 0.1:
        del parts[name]
    else:
        part = parts[name]
        parts[name] = change(chance, part.encode() if isinstance(part, str) else part)
    return zipped(parts)


def outcome(name: str, data: bytes) -> Reading | Unreadable:
    """What is read from a file, or the error that it is refused with."""
    try:
        return reading(name, data)
    except Unreadable as error:
        return error


@pytest.mark.parametrize("path", FILES, ids=lambda path: f"{path.parent.name}/{path.name}")
def test_a_changed_file_is_read_into_canonical_text_or_refused(path: Path) -> None:
    chance = random.Random(f"{path.parent.name}/{path.name}")
    outcomes = [outcome(path.name, changed(chance, path)) for _ in range(CHANGES)]
    assert all(error.message.startswith(path.name) for error in outcomes if isinstance(error, Unreadable))
    drafts = [draft for found in outcomes if isinstance(found, Reading) for draft in found.drafts]
    for draft in drafts:
        assert canonical(draft.text) == (draft.text, 0)
        assert all(turn.start < turn.end <= len(draft.text) for turn in draft.turns)
        assert all(one.end <= other.start for one, other in zip(draft.turns, draft.turns[1:], strict=False))
