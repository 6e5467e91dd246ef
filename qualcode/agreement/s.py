"""Bennett's S, which MAXQDA calls kappa (Brennan & Prediger 1981): chance is one in the number of values. Not for codes on free passages."""

from __future__ import annotations

from qualcode.agreement._gwet import observed_and_shares
from qualcode.agreement._ratings import Ratings, beyond_chance


def value(ratings: Ratings) -> float | None:
    """Agreement beyond 1 in the number of values; None where only one value was given, or no unit is rated twice.

    Artstein & Poesio (2008), p. 568:

    >>> from qualcode.agreement._ratings import of_table
    >>> round(value(of_table([[46, 0, 0], [6, 32, 6], [0, 0, 10]])), 2)
    0.82
    """
    found = observed_and_shares(ratings)
    if found is None or (found[1] > 0).sum() < 2:
        return None
    return beyond_chance(found[0], 1 / len(ratings.values))
