"""Texts that grew apart from one, merged by lines."""

from __future__ import annotations

import sys
from collections.abc import Iterator, Sequence
from itertools import pairwise

from qualcode.alignment import Run, align

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
    found = []
    old = new = 0
    for run in (*_runs(before, after), Run(len(before), len(after), 0)):
        if (old, new) != (run.old, run.new):
            found.append((old, run.old, tuple(after[new : run.new])))
        old, new = run.old + run.length, run.new + run.length
    return found


_FIRST = 0x10000
"""From here on every number is a character that is neither a letter of a line nor white space."""


def _runs(before: Sequence[str], after: Sequence[str]) -> Iterator[Run]:
    """The lines that two texts have in common, found as words are, each line being one: however often one is said, that takes no longer than it may."""
    letters: dict[str, str] = {}
    for line in (*before, *after):
        letters.setdefault(line, chr(min(_FIRST + len(letters), sys.maxunicode)))
    if len(letters) > sys.maxunicode - _FIRST:
        return
    words = ["".join(f"{letters[line]} " for line in lines) for lines in (before, after)]
    for run in align(*words).runs:
        # A run may begin with the space behind a line that is another one.
        start, end = (run.old + 1) // 2, (run.old + run.length) // 2
        if start < end:
            yield Run(start, start - (run.old - run.new) // 2, end - start)


def _applied(before: Sequence[str], changes: Sequence[_Change]) -> Iterator[str]:
    at = 0
    for start, end, lines in changes:
        yield from before[at:start]
        yield from lines
        at = end
    yield from before[at:]
