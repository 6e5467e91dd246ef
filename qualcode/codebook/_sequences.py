"""What of a sequence is in order already, and how one becomes another."""

from __future__ import annotations

import difflib
from bisect import bisect_left
from collections import Counter
from collections.abc import Iterator, Sequence

_MOST_COMPARED = 200_000
"""So many pairs of equal items are looked at to see what two sequences have in common: prose of some thousand words has fewer."""


def in_order(values: Sequence[int]) -> list[int]:
    """The positions of the most values that can stay where they are for the rest to be put between them, ascending.

    >>> in_order([3, 0, 1, 2])
    [1, 2, 3]
    """
    tails: list[int] = []
    ends: list[int] = []
    links: list[int] = []
    for at, value in enumerate(values):
        place = bisect_left(tails, value)
        links.append(ends[place - 1] if place else -1)
        tails[place : place + 1] = [value]
        ends[place : place + 1] = [at]
    found: list[int] = []
    at = ends[-1] if ends else -1
    while at >= 0:
        found.append(at)
        at = links[at]
    return found[::-1]


def steps(old: Sequence[str], new: Sequence[str]) -> Iterator[tuple[str, int, int, int, int]]:
    """How one sequence becomes another, in the form of difflib's opcodes.

    Where that would take minutes, what stands between the beginning and the end that both have is taken to be replaced.

    >>> list(steps("zorg en straf".split(), "zorg voor straf".split()))
    [('equal', 0, 1, 0, 1), ('replace', 1, 2, 1, 2), ('equal', 2, 3, 2, 3)]
    """
    most = min(len(old), len(new))
    first = next((at for at in range(most) if old[at] != new[at]), most)
    last = next((at for at in range(most - first) if old[-1 - at] != new[-1 - at]), most - first)
    end, stop = len(old) - last, len(new) - last
    if first:
        yield "equal", 0, first, 0, first
    was, now = old[first:end], new[first:stop]
    counts = Counter(now)
    if sum(counts[item] for item in was) <= _MOST_COMPARED:
        for what, a, b, c, d in difflib.SequenceMatcher(None, was, now, autojunk=False).get_opcodes():
            yield what, a + first, b + first, c + first, d + first
    else:
        yield "replace", first, end, first, stop
    if last:
        yield "equal", end, len(old), stop, len(new)
