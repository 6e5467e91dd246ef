"""What the coefficients of one family share (Gwet 2014): agreement observed, and the shares of the values, with ratings that may be missing."""

from __future__ import annotations

from typing import TYPE_CHECKING

from qualcode.agreement._ratings import Ratings

if TYPE_CHECKING:
    from numpy import float64
    from numpy.typing import NDArray


def observed_and_shares(ratings: Ratings) -> tuple[float, NDArray[float64]] | None:
    """The mean over units rated twice of the share of pairs that agree, and over units rated at all of the share of each value; None without."""
    counts = ratings.counts()
    rated = counts.sum(axis=1)
    once, twice = rated >= 1, rated >= 2
    units = ratings.weights[twice].sum()
    if not units:
        return None
    same = (counts * (counts - 1)).sum(axis=1)[twice] / (rated * (rated - 1))[twice]
    shares = (ratings.weights[once, None] * counts[once] / rated[once, None]).sum(axis=0) / ratings.weights[once].sum()
    return float((ratings.weights[twice] * same).sum() / units), shares
