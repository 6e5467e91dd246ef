"""Which rows of a table stay on one page with what follows them, so that no page begins with one row, or ends with a head alone."""

from __future__ import annotations

from collections.abc import Sequence

_SHORT = 0.35
"""A table that takes no more of a page than this is not parted."""

_FIRST, _LAST = 2, 5
"""So many rows stay with the head, and so many with the notes, each if these take no more than _SHORT: or a page would stay empty before high rows."""


def together(heights: Sequence[float], page: float, bound: Sequence[bool]) -> list[bool]:
    """Whether each row stays with the next; the last with what is below the table. `heights` and `page` in one unit; those `bound` do anyhow.

    >>> together([1] * 3, 10, [False] * 3), together([1] * 9, 10, [False] * 9)
    ([True, True, True], [True, True, False, False, False, False, True, True, True])
    >>> together([4] * 9, 10, [False] * 9)
    [False, False, False, False, False, False, False, False, True]
    """
    if sum(heights) <= _SHORT * page:
        return [True] * len(heights)
    keeps = list(bound)
    left = _SHORT * page
    for place in range(min(_FIRST, len(heights))):
        left -= heights[place]
        if left < 0:
            break
        keeps[place] = True
    left = _SHORT * page
    for place in reversed(range(max(0, len(heights) - _LAST), len(heights))):
        left -= heights[place]
        if left < 0 and place < len(heights) - 1:
            break
        keeps[place] = True
    return keeps
