"""Scott's pi, and Fleiss' kappa for more than two coders, who are interchangeable."""

from __future__ import annotations

from qualcode.agreement._gwet import observed_and_shares
from qualcode.agreement._ratings import Ratings, beyond_chance


def value(ratings: Ratings) -> float | None:
    """Agreement beyond that of coders who share one distribution of the values (Scott 1955; Fleiss 1971); None where it is not defined.

    Units with missing ratings count as in Gwet (2014). Artstein & Poesio (2008), p. 558:

    >>> from qualcode.agreement._ratings import of_table
    >>> round(value(of_table([[20, 10], [20, 50]])), 3)
    0.341
    """
    found = observed_and_shares(ratings)
    return None if found is None else beyond_chance(found[0], float((found[1] ** 2).sum()))
