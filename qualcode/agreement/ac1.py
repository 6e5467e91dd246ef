"""Gwet's AC1: a side figure where a code is very rare or very common; it can hide that nobody agrees on where the rare code is."""

from __future__ import annotations

from qualcode.agreement._gwet import observed_and_shares
from qualcode.agreement._ratings import Ratings, beyond_chance


def value(ratings: Ratings) -> float | None:
    """Agreement beyond that of coders who guess where they are not sure (Gwet 2008); None where only one value was given, or no unit twice.

    Gwet's irrCAC, a table of 100 units of which 80 have the one value from both:

    >>> from qualcode.agreement._ratings import of_table
    >>> round(value(of_table([[80, 7], [8, 5]])), 3)
    0.808
    """
    found = observed_and_shares(ratings)
    if found is None or (found[1] > 0).sum() < 2:
        return None
    observed, shares = found
    return beyond_chance(observed, float((shares * (1 - shares)).sum()) / (len(shares) - 1))
