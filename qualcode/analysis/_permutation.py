"""An exact test of two cells with whole groups as units: how often chance alone arranges them as far apart."""

from __future__ import annotations

import random
from collections.abc import Iterator, Sequence
from itertools import combinations, product
from math import comb

MOST = 20_000
"""Up to so many arrangements are all tried; of more, DRAWS are drawn."""

DRAWS = 9_999
SEED = 1

_CLOSE = 1e-9


def permutation_p(one: Sequence[float], other: Sequence[float], pairs: Sequence[tuple[float, float]] = ()) -> float:
    """The two-sided p of the difference of means between two cells, over all arrangements of the groups (Fisher 1935, Pitman 1937).

    `one` and `other` are the values of groups that stand in one cell only; of a group in both cells its two values are a pair, which is
    exchanged within the group. Of more than MOST arrangements, DRAWS are drawn with the seed SEED, and p is (as extreme + 1) / (DRAWS + 1).

    >>> permutation_p([4, 5, 6], [1, 2, 3]), permutation_p([], [], [(3, 1), (2, 1), (5, 1)])
    (0.1, 0.25)
    """
    pool = [*one, *other]
    size = (len(one) + len(pairs), len(other) + len(pairs))
    observed = _difference(sum(one) + sum(a for a, _ in pairs), sum(other) + sum(b for _, b in pairs), size)
    everything = sum(pool) + sum(a + b for a, b in pairs)
    exact = comb(len(pool), len(one)) << len(pairs)
    first = _all(pool, len(one), pairs) if exact <= MOST else _drawn(pool, len(one), pairs)
    extreme = sum(abs(_difference(part, everything - part, size)) >= abs(observed) - _CLOSE for part in first)
    return extreme / exact if exact <= MOST else (extreme + 1) / (DRAWS + 1)


def _difference(one: float, other: float, size: tuple[int, int]) -> float:
    return one / size[0] - other / size[1]


def _all(pool: Sequence[float], number: int, pairs: Sequence[tuple[float, float]]) -> Iterator[float]:
    """The sum of the first cell in each arrangement."""
    flips = [sum(chosen) for chosen in product(*pairs)]
    for chosen in combinations(pool, number):
        total = sum(chosen)
        for flip in flips:
            yield total + flip


def _drawn(pool: Sequence[float], number: int, pairs: Sequence[tuple[float, float]]) -> Iterator[float]:
    chance = random.Random(SEED)  # noqa: S311 - arrangements, not secrets
    for _ in range(DRAWS):
        yield sum(chance.sample(pool, number)) + sum(pair[chance.random() < 0.5] for pair in pairs)
