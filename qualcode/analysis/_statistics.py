"""Figures for the difference of two cells: intervals, effect sizes, and p-values corrected for their number."""

from __future__ import annotations

import math
from collections.abc import Sequence
from statistics import fmean, variance


def t_quantile(p: float, df: float) -> float:
    """The value that a t variable with `df` degrees of freedom stays below with probability `p` (0.5 to 1).

    Student's table, two-sided 95 %:

    >>> [round(t_quantile(0.975, df), 3) for df in (1, 2, 4, 10, 30)]
    [12.706, 4.303, 2.776, 2.228, 2.042]
    """
    low, high = 0.0, 1.0
    while _t_below(high, df) < p:
        high *= 2
    for _ in range(80):
        middle = (low + high) / 2
        low, high = (middle, high) if _t_below(middle, df) < p else (low, middle)
    return high


def _t_below(t: float, df: float) -> float:
    return 1 - _incomplete_beta(df / (df + t * t), df / 2, 0.5) / 2


def _incomplete_beta(x: float, a: float, b: float) -> float:
    """The regularised incomplete beta function, by its continued fraction (Lentz's method; Abramowitz & Stegun 26.5.8)."""
    if x <= 0 or x >= 1:
        return float(x >= 1)
    if x > (a + 1) / (a + b + 2):
        return 1 - _incomplete_beta(1 - x, b, a)
    front = math.exp(math.lgamma(a + b) - math.lgamma(a) - math.lgamma(b) + a * math.log(x) + b * math.log1p(-x)) / a
    tiny = 1e-300
    value, upper, lower = 1.0, 1.0, 0.0
    for step in range(300):
        m = step // 2
        if step == 0:
            term = 1.0
        elif step % 2 == 0:
            term = m * (b - m) * x / ((a + 2 * m - 1) * (a + 2 * m))
        else:
            term = -(a + m) * (a + b + m) * x / ((a + 2 * m) * (a + 2 * m + 1))
        lower = 1 / ((1 + term * lower) or tiny)
        upper = (1 + term / upper) or tiny
        value *= upper * lower
        if step and abs(1 - upper * lower) < 1e-14:
            break
    return front * (value - 1)


def welch(one: Sequence[float], other: Sequence[float], level: float = 0.95) -> tuple[float, float] | None:
    """The interval of the difference of two means (first less second) without assuming equal variances (Welch 1947).

    None with fewer than 3 values in either, or when all values of both are the same within each: such an interval would have no width.

    Hours of sleep gained with two drugs (Student 1908):

    >>> drug = [0.7, -1.6, -0.2, -1.2, -0.1, 3.4, 3.7, 0.8, 0.0, 2.0]
    >>> low, high = welch(drug, [1.9, 0.8, 1.1, 0.1, -0.1, 4.4, 5.5, 1.6, 4.6, 3.4])
    >>> round(low, 4), round(high, 4)
    (-3.3655, 0.2055)
    """
    if min(len(one), len(other)) < 3:
        return None
    parts = [variance(values) / len(values) for values in (one, other)]
    if not sum(parts):
        return None
    df = sum(parts) ** 2 / sum(part**2 / (len(values) - 1) for part, values in zip(parts, (one, other), strict=True))
    middle, half = fmean(one) - fmean(other), t_quantile((1 + level) / 2, df) * math.sqrt(sum(parts))
    return middle - half, middle + half


def odds_ratio(a: int, n: int, b: int, m: int) -> float | None:
    """The odds ratio of `a` of `n` against `b` of `m`, with .5 added to each of the four numbers (Haldane 1956); None where one is empty.

    Aspirin and heart attacks, 189 of 11034 against 104 of 11037 (Physicians' Health Study; without the .5 it is 1.83):

    >>> round(odds_ratio(189, 11034, 104, 11037), 2)
    1.83
    """
    if not n or not m:
        return None
    return (a + 0.5) * (m - b + 0.5) / ((n - a + 0.5) * (b + 0.5))


def wilson(k: int, n: int) -> tuple[float, float] | None:
    """The 95 % interval of a share `k` of `n` (Wilson 1927); None without any.

    >>> [tuple(round(end, 3) for end in wilson(k, n)) for k, n in ((0, 3), (2, 3), (3, 6))]
    [(0.0, 0.561), (0.208, 0.939), (0.188, 0.812)]
    """
    if not n:
        return None
    z = 1.959963984540054
    middle, half = (k + z * z / 2) / (n + z * z), z / (n + z * z) * math.sqrt(k * (n - k) / n + z * z / 4)
    return max(0.0, middle - half), min(1.0, middle + half)


def holm(ps: Sequence[float]) -> list[float]:
    """Each p corrected for how many there are by Holm's steps (1979): the chance of any false alarm among them stays below the level.

    >>> [round(p, 4) for p in holm([0.01, 0.04, 0.03])]
    [0.03, 0.06, 0.06]
    """
    adjusted = [0.0] * len(ps)
    highest = 0.0
    for rank, at in enumerate(sorted(range(len(ps)), key=ps.__getitem__)):
        highest = max(highest, min(1.0, (len(ps) - rank) * ps[at]))
        adjusted[at] = highest
    return adjusted


def benjamini_hochberg(ps: Sequence[float]) -> list[float]:
    """Each p corrected by Benjamini & Hochberg (1995): of those below the level, that share are expected to be false alarms.

    >>> [round(p, 4) for p in benjamini_hochberg([0.01, 0.04, 0.03])]
    [0.03, 0.04, 0.04]
    """
    adjusted = [0.0] * len(ps)
    lowest = 1.0
    for rank, at in reversed(list(enumerate(sorted(range(len(ps)), key=ps.__getitem__), 1))):
        lowest = min(lowest, len(ps) * ps[at] / rank)
        adjusted[at] = lowest
    return adjusted
