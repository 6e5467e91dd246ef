"""Cohen's kappa, and Conger's for more than two coders. It rewards coders who use the categories unequally: alpha does not."""

from __future__ import annotations

from qualcode.agreement._ratings import Ratings, beyond_chance


def value(ratings: Ratings) -> float | None:
    """Agreement beyond that of coders who each keep their own shares of the values (Cohen 1960; Conger 1980); None where it is not defined.

    With missing ratings as in Gwet (2014): shares of a coder are of the units that he rated. Pool the units of all transcripts: a mean of
    kappas by transcript counts those that nobody coded as perfect.

    Cohen (1960), p. 45:

    >>> from qualcode.agreement._ratings import of_table
    >>> round(value(of_table([[88, 14, 18], [10, 40, 10], [2, 6, 12]])), 3)
    0.492
    """
    import numpy as np

    counts = ratings.counts()
    rated = counts.sum(axis=1)
    twice = rated >= 2
    units = ratings.weights[twice].sum()
    coders = ratings.patterns.shape[1]
    if not units or coders < 2:
        return None
    same = (counts * (counts - 1)).sum(axis=1)[twice] / (rated * (rated - 1))[twice]
    given = np.array(
        [[ratings.weights[ratings.patterns[:, coder] == at].sum() for at in range(len(ratings.values))] for coder in range(coders)]
    )
    of_coder = given.sum(axis=1, keepdims=True)
    if not of_coder.all():
        return None
    shares = given / of_coder
    mean = shares.mean(axis=0)
    expected = (mean**2).sum() - shares.var(axis=0, ddof=1).sum() / coders
    return beyond_chance((ratings.weights[twice] * same).sum() / units, expected)
