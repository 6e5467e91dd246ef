"""Jaccard: of what either coder marked, the share that both did. It describes, and knows nothing of chance."""

from __future__ import annotations

from qualcode.agreement._ratings import Ratings, pairs, ratio


def value(ratings: Ratings) -> float | None:
    """A / (a + b + c) for the last value, which is the mark, over all pairs of coders; None where no pair gave it.

    The help of NVivo: of 1,000 characters 50 are coded by both users, 150 by one of them.

    >>> from qualcode.agreement._ratings import of_marks
    >>> value(of_marks(both=50, first=75, second=75, neither=800))
    0.25
    """
    same, given, _ = pairs(ratings)
    return ratio(same[-1], 2 * given[-1] - same[-1]) if ratings.values else None
