"""How far the edges of two coders' spans lie apart, where both marked the same passage: in words."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import combinations
from statistics import median
from typing import NamedTuple


class Edged(NamedTuple):
    """A span by characters [start, end), and by words [first, last)."""

    start: int
    end: int
    first: int
    last: int


def matched(one: Sequence[Edged], other: Sequence[Edged]) -> list[tuple[Edged, Edged]]:
    """The spans of two coders that are each other's: of all that it overlaps, each shares most with this one; of as much, the first counts."""
    ours, theirs = sorted(one), sorted(other)
    best: dict[int, tuple[int, int]] = {}
    back: dict[int, tuple[int, int]] = {}
    begin = 0
    for at, span in enumerate(ours):
        while begin < len(theirs) and theirs[begin].end <= span.start:
            begin += 1
        for place in range(begin, len(theirs)):
            if theirs[place].start >= span.end:
                break
            common = min(span.end, theirs[place].end) - max(span.start, theirs[place].start)
            if common > best.get(at, (0, 0))[0]:
                best[at] = (common, place)
            if common > back.get(place, (0, 0))[0]:
                back[place] = (common, at)
    return [(ours[at], theirs[place]) for at, (_, place) in best.items() if back[place][1] == at]


def edges(coders: Sequence[Sequence[Edged]]) -> list[tuple[int, int]]:
    """For every pair of coders and every passage that both marked, by how many words its beginning and its end lie apart."""
    return [(abs(a.first - b.first), abs(a.last - b.last)) for one, other in combinations(coders, 2) for a, b in matched(one, other)]


def middle(found: Iterable[tuple[int, int]]) -> tuple[float | None, float | None]:
    """The median shift of beginnings and of ends, in words; None without a passage that both marked.

    Nobody has published an example. Three passages that both coders marked, counted by hand:

    >>> one = [Edged(0, 30, 0, 6), Edged(100, 160, 20, 32), Edged(300, 310, 60, 62)]
    >>> other = [Edged(5, 30, 1, 6), Edged(80, 150, 16, 30), Edged(300, 350, 60, 70), Edged(400, 420, 80, 84)]
    >>> edges([one, other]), middle(edges([one, other]))
    ([(1, 0), (4, 2), (0, 8)], (1, 2))
    """
    shifts = list(found)
    if not shifts:
        return None, None
    return median(start for start, _ in shifts), median(end for _, end in shifts)
