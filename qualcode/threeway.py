"""Texts that grew apart from one, merged by lines."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from difflib import SequenceMatcher
from itertools import pairwise

_Change = tuple[int, int, tuple[str, ...]]
"""Lines `[start, end)` of the text before, and what came in their place."""


def merged(base: str, one: str, other: str) -> str | None:
    """The text with the changes of both, made in a text that both come from; None where both changed the same or neighbouring lines otherwise."""
    before = base.splitlines(keepends=True)
    ours, theirs = _changes(before, one), _changes(before, other)
    changes = sorted({*ours, *theirs})
    for first, second in pairwise(changes):
        if second[0] <= first[1]:
            return None
    return "".join(_applied(before, changes))


def _changes(before: Sequence[str], text: str) -> list[_Change]:
    after = text.splitlines(keepends=True)
    found = SequenceMatcher(None, before, after, autojunk=False).get_opcodes()
    return [(start, end, tuple(after[begin:stop])) for kind, start, end, begin, stop in found if kind != "equal"]


def _applied(before: Sequence[str], changes: Sequence[_Change]) -> Iterator[str]:
    at = 0
    for start, end, lines in changes:
        yield from before[at:start]
        yield from lines
        at = end
    yield from before[at:]
