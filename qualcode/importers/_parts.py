"""Several transcripts of one file put together into one reading."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from qualcode.errors import Unreadable
from qualcode.model import Reading
from qualcode.text import slug

MAX_PARTS = 2_000
"""Transcripts in one file: more than any study holds."""


def check_parts(name: str, count: int) -> None:
    """Raises Unreadable when a file holds more transcripts than a study can have."""
    if count > MAX_PARTS:
        raise Unreadable(f"{name} holds more than {MAX_PARTS} transcripts.", "Is it the right file? If so, split it.")


def together(parts: Sequence[tuple[str, Reading]]) -> Reading:
    """One reading of the parts of a file, each with its name, under which its drafts, problems and notes stand.

    A file of one part stays as it is. Parts whose names would make the same id get a number.
    """
    if len(parts) == 1:
        return parts[0][1]
    taken: dict[str, int] = {}
    named = [(free(name or f"{number}", taken), reading) for number, (name, reading) in enumerate(parts, 1)]
    drafts = [replace(draft, name=name) for name, reading in named for draft in reading.drafts]
    return Reading(
        tuple(replace(draft, part=part) for part, draft in enumerate(drafts)),
        tuple(replace(one, where=", ".join(filter(None, (name, one.where)))) for name, reading in named for one in reading.problems),
        tuple(f"{name}: {note}" for name, reading in named for note in reading.notes),
        tuple(one for _, reading in named for one in reading.unplaced),
        tuple(dict.fromkeys(one for _, reading in named for one in reading.advice)),
    )


def free(name: str, taken: dict[str, int]) -> str:
    """The name, with a number when another part has one of the same slug; `taken` knows the slugs, and up to which number they are."""
    key = slug(name) or name
    number, found = taken.get(key, 0), name
    while number and (slug(found) or found) in taken:
        number += 1
        found = f"{name} ({number})"
    taken[key] = max(number, 1)
    taken.setdefault(slug(found) or found, 1)
    return found
