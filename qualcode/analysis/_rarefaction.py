"""How many codes so many units show: on average over all orders, at least and at most; and how many are still unseen."""

from __future__ import annotations

import random
from collections.abc import Sequence
from math import comb

ENUMERATED = 16
"""Up to so many units all orders are taken; of more, DRAWS orders are drawn with the seed SEED."""

DRAWS = 1000
SEED = 1


def rarefaction(incidence: Sequence[int], units: int) -> list[float]:
    """The mean number of different codes in 1, 2, ... units over all orders; `incidence` is how many units each code is in.

    S(k) is the sum over codes of 1 - C(n - n_i, k) / C(n, k) (Hurlbert 1971; Colwell et al. 2004).

    >>> [round(codes, 4) for codes in rarefaction([6, 6, 4, 2, 1, 1], 6)]
    [3.3333, 4.2, 4.8, 5.2667, 5.6667, 6.0]
    """
    return [sum(1 - comb(units - each, k) / comb(units, k) for each in incidence) for k in range(1, units + 1)]


def chao2(incidence: Sequence[int], units: int) -> float | None:
    """How many codes there are with those not seen yet, from those seen in one unit and in two (Chao 1987, bias-corrected); None without units.

    >>> round(chao2([6, 6, 4, 2, 1, 1], 6), 4)
    6.4167
    """
    if not units:
        return None
    once, twice = (sum(each == times for each in incidence) for times in (1, 2))
    return sum(each > 0 for each in incidence) + (units - 1) / units * once * (once - 1) / (2 * (twice + 1))


def extremes(units: Sequence[frozenset[str]]) -> tuple[list[int], list[int]]:
    """The fewest and the most different codes that 1, 2, ... of the units show, over all orders (or over DRAWS, of more than ENUMERATED).

    >>> extremes([frozenset("ab"), frozenset("b"), frozenset("c")])
    ([1, 2, 3], [2, 3, 3])
    """
    place = {code: at for at, code in enumerate(sorted(frozenset().union(*units)))}
    bits = [sum(1 << place[code] for code in unit) for unit in units]
    low, high = [len(place)] * len(bits), [0] * len(bits)
    for number, seen in _prefixes(bits):
        low[number - 1] = min(low[number - 1], seen)
        high[number - 1] = max(high[number - 1], seen)
    return low, high


def _prefixes(bits: Sequence[int]) -> list[tuple[int, int]]:
    """How many units, and how many codes they show: of every set of units, or of the beginnings of drawn orders."""
    if len(bits) <= ENUMERATED:
        union = [0] * (1 << len(bits))
        for chosen in range(1, len(union)):
            union[chosen] = union[chosen & (chosen - 1)] | bits[(chosen & -chosen).bit_length() - 1]
        return [(chosen.bit_count(), seen.bit_count()) for chosen, seen in enumerate(union) if chosen]
    chance = random.Random(SEED)  # noqa: S311 - orders, not secrets
    found = []
    for _ in range(DRAWS):
        seen = 0
        for number, each in enumerate(chance.sample(list(bits), len(bits)), 1):
            seen |= each
            found.append((number, seen.bit_count()))
    return found


def new_information(new: Sequence[int], base: int, run: int) -> list[float | None]:
    """For each unit in order, the codes new in the run of units that ends with it by those in the base; None before the first run.

    `new` is how many codes each unit brings. Guest, Namey & Chen 2020; base 4 with 37 codes, first run of 2 with 7 new ones, 19 %:

    >>> [share and round(share, 4) for share in new_information([16, 9, 7, 5, 4, 3, 1, 1, 0, 0], 4, 2)]
    [None, None, None, None, None, 0.1892, 0.1081, 0.0541, 0.027, 0.0]
    """
    first = sum(new[:base])
    return [sum(new[at + 1 - run : at + 1]) / first if at + 1 >= base + run and first else None for at in range(len(new))]
