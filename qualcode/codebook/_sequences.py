"""What of a sequence is in order already."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence


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
