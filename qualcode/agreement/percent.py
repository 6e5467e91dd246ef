"""Percent agreement: of all pairs of coders on all units, those who said the same. Never alone: units that nobody marked make most of it."""

from __future__ import annotations

from qualcode.agreement._ratings import Ratings, pairs, ratio


def value(ratings: Ratings) -> float | None:
    """The share of pairs of ratings of the same unit that are the same; None without a unit rated twice.

    Cohen (1960), p. 45, three categories:

    >>> from qualcode.agreement._ratings import of_table
    >>> round(value(of_table([[88, 14, 18], [10, 40, 10], [2, 6, 12]])), 3)
    0.7
    """
    same, _, number = pairs(ratings)
    return ratio(same.sum(), float(number))
