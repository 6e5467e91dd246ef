"""Intervals: turns are drawn again within their transcripts, or transcripts where there are enough of them, and the coefficient is worked out anew."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any
from zlib import crc32

from qualcode.agreement.alpha import Level, from_coincidences
from qualcode.redrawing import times_drawn

if TYPE_CHECKING:
    from numpy import float64, int64
    from numpy.random import Generator
    from numpy.typing import NDArray

DRAWS = 2000
"""How often is drawn."""
ENOUGH = 6
"""From so many transcripts on, these are drawn and not their turns."""
_LEVEL = (2.5, 97.5)
_AT_ONCE = 4_000_000  # numbers that are held at once


@dataclass(frozen=True, slots=True)
class Interval:
    """The 95 % interval of the draws in which there was variation, by percentiles; `defined` says of how many, of `draws`. None without any."""

    low_high: tuple[float, float] | None
    defined: int
    draws: int


@dataclass(frozen=True, slots=True, eq=False)
class Strata:
    """What is drawn from: for each transcript the distinct things that its turns show (rows of numbers that add up), and how many turns show each."""

    rows: Sequence[Any]
    times: Sequence[NDArray[int64]]


def generator(seed: int, name: str = "") -> Generator:
    """What draws for one figure: the same whatever other figures are asked for."""
    import numpy as np

    return np.random.default_rng([seed, crc32(name.encode())])


def drawn(strata: Strata, random: Generator, draws: int = DRAWS) -> NDArray[float64]:
    """The sums of the rows in each draw: of as many turns of every transcript as there are, or of as many whole transcripts."""
    import numpy as np

    if len(strata.rows) >= ENOUGH:
        whole = np.stack([times @ rows for rows, times in zip(strata.rows, strata.times, strict=True)])
        return np.asarray(times_drawn(len(whole), random, draws) @ whole)
    sums = np.zeros((draws, strata.rows[0].shape[1] if strata.rows else 0))
    for rows, times in zip(strata.rows, strata.times, strict=True):
        number = int(times.sum())
        step = max(1, _AT_ONCE // max(1, len(times)))
        for begin in range(0, draws if number else 0, step):
            weights = random.multinomial(number, times / number, size=min(step, draws - begin))
            sums[begin : begin + step] += weights @ rows
    return sums


def percentiles(values: NDArray[float64]) -> Interval:
    """The interval of the values of the draws; those that are not defined are left out and counted."""
    import numpy as np

    known = values[~np.isnan(values)]
    low, high = np.percentile(known, _LEVEL) if len(known) else (math.nan, math.nan)
    return Interval((float(low), float(high)) if len(known) else None, len(known), len(values))


def alpha_interval(strata: Strata, random: Generator, level: Level = "nominal", values: Sequence[Any] = (), draws: int = DRAWS) -> Interval:
    """The interval of alpha, of coincidences: each row is a square of them, laid out row by row.

    Hayes & Krippendorff (2007), 40 units of one text, ordinal: 0.618 to 0.840 with another generator of chance.

    >>> import numpy as np
    >>> from qualcode.agreement import alpha
    >>> from qualcode.agreement._ratings import of_table
    >>> units = of_table([[80, 10], [5, 5]])
    >>> rows = alpha.coincidences(units.counts()).reshape(4, 4)
    >>> found = alpha_interval(Strata([rows], [units.weights.astype("int64")]), generator(1))
    >>> [round(end, 1) for end in found.low_high], found.defined
    ([0.0, 0.6], 2000)
    """
    sums = drawn(strata, random, draws)
    size = math.isqrt(sums.shape[1])
    return percentiles(from_coincidences(sums.reshape(draws, size, size), level, values))
