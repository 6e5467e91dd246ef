"""How typical a word is of one part of a corpus against another: four measures, with published values."""

from __future__ import annotations

import math

PRIOR_WORDS = 1000
"""The weight, in words, of the prior of `log_odds`: the words of both parts together."""


def g2(a: int, b: int, c: int, d: int) -> float:
    """Log-likelihood of `a` in `c` words against `b` in `d` (two cells, as UCREL; Rayson & Garside 2000). 0: no difference.

    52 in 50,000 words against 57 in 75,000:

    >>> round(g2(52, 57, 50_000, 75_000), 4)
    2.6517
    """
    if not c or not d:
        return 0.0
    expected = [c * (a + b) / (c + d), d * (a + b) / (c + d)]
    return max(0.0, 2 * sum(seen * math.log(seen / mean) for seen, mean in zip((a, b), expected, strict=True) if seen))


def percent_difference(a: int, b: int, c: int, d: int) -> float | None:
    """%DIFF: by how many percent the first rate is above the second (Gabrielatos & Marchi 2011); None where the second is 0.

    >>> round(percent_difference(52, 57, 50_000, 75_000), 2)
    36.84
    """
    return 100 * (a / c - b / d) / (b / d) if b and c and d else None


def log_ratio(a: int, b: int, c: int, d: int) -> float | None:
    """The binary logarithm of the ratio of rates, .5 in the place of 0 (Hardie 2014): 1 is twice as frequent, 2 four times.

    >>> round(log_ratio(52, 57, 50_000, 75_000), 4)
    0.4525
    """
    return math.log2(((a or 0.5) / c) / ((b or 0.5) / d)) if c and d and (a or b) else None


def log_odds(a: int, b: int, c: int, d: int, *, prior: float, priors: float) -> float | None:
    """The z of the difference of log-odds with a Dirichlet prior: `prior` for this word, `priors` in all (Monroe, Colaresi & Quinn 2008, 16-22).

    `brown` in `the quick brown fox jumps over the lazy pig` and not in `the lazy purple pig jumps over the lazier donkey`, .05 for each of 11 words:

    >>> round(log_odds(1, 0, 9, 9, prior=0.05, priors=0.55), 6)
    0.689423
    """
    one, other = a + prior, b + prior
    rest = (c + priors - one, d + priors - other)
    if min(one, other, *rest) <= 0:
        return None
    return (math.log(one / rest[0]) - math.log(other / rest[1])) / math.sqrt(1 / one + 1 / other)
