"""What so few groups can show."""

from __future__ import annotations

from itertools import combinations, product
from statistics import fmean

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qualcode.analysis._design import smallest_p

Pairs = list[tuple[float, float]]


def exact_p(one: list[float], other: list[float], both: Pairs) -> float:
    """The two-sided p of the permutation test, by going through every arrangement."""
    pool = one + other
    differences = []
    for chosen in combinations(range(len(pool)), len(one)):
        for flips in product((False, True), repeat=len(both)):
            mine = [pool[at] for at in chosen] + [pair[flip] for pair, flip in zip(both, flips, strict=True)]
            theirs = [pool[at] for at in range(len(pool)) if at not in chosen]
            theirs += [pair[not flip] for pair, flip in zip(both, flips, strict=True)]
            differences.append(abs(fmean(mine) - fmean(theirs)))
    observed = abs(fmean(one + [pair[0] for pair in both]) - fmean(other + [pair[1] for pair in both]))
    return sum(difference >= observed - 1e-9 for difference in differences) / len(differences)


@pytest.mark.parametrize(("one", "other", "both"), [(2, 2, 0), (3, 3, 0), (2, 4, 0), (1, 3, 0), (0, 0, 3), (1, 2, 1), (2, 2, 1), (1, 1, 0)])
def test_it_is_reached_by_groups_that_are_wholly_apart(one: int, other: int, both: int) -> None:
    high = [1000.0 * 3**at for at in range(one)]
    low = [float(at) for at in range(other)]
    pairs = [(100.0 * 3**at, 0.0) for at in range(both)]
    assert exact_p(high, low, pairs) == pytest.approx(smallest_p(one, other, both))


numbers = st.integers(0, 50).map(float)


@given(
    st.lists(numbers, min_size=1, max_size=4), st.lists(numbers, min_size=1, max_size=4), st.lists(st.tuples(numbers, numbers), max_size=2)
)
def test_no_data_give_a_smaller_one(one: list[float], other: list[float], both: Pairs) -> None:
    assert exact_p(one, other, both) >= smallest_p(len(one), len(other), len(both)) - 1e-9


def test_one_group_against_one_shows_nothing() -> None:
    assert smallest_p(1, 1) == 1.0
    assert smallest_p(0, 0, both=1) == 1.0
