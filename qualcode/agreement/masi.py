"""Alpha of whole sets of codes on each unit: MASI distance 1 - J * M (Passonneau 2006; the same as in nltk, another than (1 - J) * M')."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Hashable, Iterable, Mapping, Sequence
from collections.abc import Set as AbstractSet
from itertools import combinations
from math import comb
from typing import Any

Likeness = Callable[[int, int, int], float]
"""How alike two sets are, from 0 to 1, by how many members each has and how many they share."""


def masi(one: int, other: int, shared: int) -> float:
    """J * M: shares of members, times 1 for the same sets, 2/3 where one is in the other, 1/3 where they overlap, 0 else. Two empty sets: 1."""
    if one == other == shared:
        return 1.0
    weight = 2 / 3 if shared == min(one, other) else 1 / 3
    return weight * jaccard(one, other, shared)


def jaccard(one: int, other: int, shared: int) -> float:
    """Members in both, of those in either. Two empty sets: 1."""
    either = one + other - shared
    return shared / either if either else 1.0


def distance(one: AbstractSet[Any], other: AbstractSet[Any], likeness: Likeness = masi) -> float:
    """How far two sets lie apart.

    Passonneau (2006), as in nltk:

    >>> round(distance({1, 2}, {1, 2, 3, 4}), 4)
    0.6667
    """
    return 1 - likeness(len(one), len(other), len(one & other))


def alpha(rows: Iterable[Sequence[AbstractSet[Hashable] | None]], likeness: Likeness = masi) -> float | None:
    """Alpha of units as rows with the set that each coder gave, None where he did not rate; None where alpha is not defined.

    The nine units of DKPro Statistics' example of sets (its own variant of MASI, another than this one, gives 0.252):

    >>> said = ["/", "A/", "A/A", "A/B", "AB/A", "AB/AC", "ABC/ABC", "C/AC", "C/AC"]
    >>> round(alpha([set(each) for each in unit.split("/")] for unit in said), 5)
    0.27308
    """
    places: dict[Hashable, int] = {}
    units: Counter[tuple[int, ...]] = Counter()
    for row in rows:
        units[tuple(sum(1 << places.setdefault(one, len(places)) for one in each) for each in row if each is not None)] += 1
    return of_units(units, likeness)


def of_units(units: Mapping[tuple[int, ...], int], likeness: Likeness = masi) -> float | None:
    """Alpha of units, each as the sets that coders gave it (a bit for each member), with how often it occurs; None where it is not defined."""
    observed = 0.0
    given: Counter[int] = Counter()
    for unit, times in units.items():
        if len(unit) < 2:
            continue
        observed += times * apart(unit, likeness)
        for each in unit:
            given[each] += times
    number = sum(given.values())
    expected = number**2 - _alike(given, likeness)
    return 1 - (number - 1) * observed / expected if len(given) > 1 else None


def apart(unit: Sequence[int], likeness: Likeness = masi) -> float:
    """The distances between the sets of one unit, over all ordered pairs of coders, by how many others each has."""
    times = Counter(unit)
    if len(times) == 1:
        return 0.0
    total = sum(times[one] * times[other] * (1 - _like(one, other, likeness)) for one, other in combinations(times, 2))
    return 2 * total / (len(unit) - 1)


def _like(one: int, other: int, likeness: Likeness) -> float:
    return likeness(one.bit_count(), other.bit_count(), (one & other).bit_count())


def _alike(given: Mapping[int, int], likeness: Likeness) -> float:
    """How alike any two of the sets that were given are, summed over all ordered pairs.

    Only sets that share members are alike. How many pairs share how many follows from how many sets hold each group of members: that is counted
    for sets of few members; sets of many, of which such groups are too many, are held against all others one by one.
    """
    few = {one: times for one, times in given.items() if 1 << one.bit_count() <= 64 + len(given)}
    many = {one: times for one, times in given.items() if one not in few}
    total = given.get(0, 0) ** 2 + _of_few(few, likeness)
    for one, times in many.items():
        total += times * sum(_like(one, other, likeness) * number * (1 if other in many else 2) for other, number in given.items() if other)
    return total


def _of_few(given: Mapping[int, int], likeness: Likeness) -> float:
    """As `_alike`, of sets with members, by the groups of members that they hold."""
    holding: dict[int, Counter[int]] = {}
    for one, times in given.items():
        size, group = one.bit_count(), one
        while group:
            holding.setdefault(group, Counter())[size] += times
            group = (group - 1) & one
    both: Counter[tuple[int, int, int]] = Counter()
    for group, sizes in holding.items():
        shared = group.bit_count()
        for one, times in sizes.items():
            for other, number in sizes.items():
                both[one, other, shared] += times * number
    total = 0.0
    for (one, other, shared), number in both.items():
        # A pair that shares n members holds comb(n, k) groups of k: turned round, each group of k counts for pairs that share just j of them.
        total += number * sum((-1) ** (shared - just) * comb(shared, just) * likeness(one, other, just) for just in range(1, shared + 1))
    return total
