"""Whole groups or transcripts drawn again by lot, for intervals by bootstrap."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from numpy import int64
    from numpy.random import Generator
    from numpy.typing import NDArray


def times_drawn(number: int, random: Generator, draws: int) -> NDArray[int64]:
    """How often each of so many comes in each draw of as many, with replacement: a row for each draw.

    >>> import numpy as np
    >>> times_drawn(4, np.random.default_rng(1), 2000).sum(axis=1).tolist() == [4] * 2000
    True
    """
    import numpy as np

    # Each one drawn and counted takes a tenth of the time that multinomial numbers take.
    taken = random.integers(number, size=(draws, number)) + number * np.arange(draws)[:, None]
    return np.bincount(taken.ravel(), minlength=draws * number).reshape(draws, number)
