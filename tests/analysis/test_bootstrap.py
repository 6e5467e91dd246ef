"""Intervals by drawing whole groups again: against what is published, exact and simulated."""

from __future__ import annotations

import random
from itertools import product
from statistics import fmean, quantiles

import pytest

from qualcode.analysis._bootstrap import Rates, bootstrapped

TREATED, CONTROL = (94, 197, 16, 38, 99, 141, 23), (52, 104, 146, 10, 51, 30, 40, 27, 46)
"""Days that mice lived: Efron & Tibshirani 1993, table 2.1."""


def interval(rates: Rates) -> tuple[float, float]:
    (found,) = bootstrapped([rates])
    assert found is not None
    return found


def test_the_spread_is_that_of_the_published_example() -> None:
    """Standard errors of the means over all draws: 23.36 and 13.33, so 26.9 of their difference, 30.63."""
    low, high = interval(Rates(TREATED, CONTROL))
    assert (low + high) / 2 == pytest.approx(30.63, abs=3)
    assert (high - low) / (2 * 1.96) == pytest.approx(26.9, abs=1)


def test_it_is_that_of_all_possible_draws() -> None:
    """Six groups in both cells can be drawn in 6 to the 6th ways; their means are all counted here."""
    pairs = ((3.0, 1.0), (0.0, 2.0), (5.0, 5.0), (9.0, 2.0), (4.0, 0.0), (1.0, 1.0))
    apart = [one - other for one, other in pairs]
    exact = quantiles((fmean(drawn) for drawn in product(apart, repeat=6)), n=40)
    assert interval(Rates((), (), pairs)) == pytest.approx((exact[0], exact[-1]), abs=0.25)


def test_turned_round_it_is_the_same_but_for_chance_and_a_code_has_its_own_whatever_else_is_asked() -> None:
    rates = Rates(TREATED, CONTROL)
    low, high = interval(rates)
    other = interval(Rates(CONTROL, TREATED))
    assert other == pytest.approx((-high, -low), abs=5)
    assert bootstrapped([Rates(TREATED[::-1], CONTROL), rates])[1] == (low, high)


def test_without_groups_enough_or_without_variation_there_is_none() -> None:
    assert bootstrapped([Rates(TREATED, CONTROL[:5])]) == [None]
    alike, one_sided = bootstrapped([Rates((1 / 3,) * 6, (0.1,) * 7), Rates((0,) * 6, CONTROL[:7])])
    assert alike is None
    assert one_sided is not None
    assert bootstrapped([]) == []


def test_large_cells_are_drawn_piece_by_piece(monkeypatch: pytest.MonkeyPatch) -> None:
    whole = interval(Rates(TREATED, CONTROL))
    monkeypatch.setattr("qualcode.analysis._bootstrap._AT_ONCE", 700)
    assert interval(Rates(TREATED, CONTROL)) == pytest.approx(whole, abs=6)


def test_where_there_is_no_difference_it_contains_none_about_as_often_as_can_be_worked_out() -> None:
    """Six values in either cell, all of one normal distribution: half as wide as 1.79 estimated standard errors, so P(|t| < 1.79) = 90 %.

    (Method 2.2 simulated 89 % for groups of uneven talk; python -m benchmarks.false_alarms does so with ours.)
    """
    chance = random.Random(3)
    runs, held = 500, 0
    for _ in range(runs):
        one, other = (tuple(chance.gauss(20, 5) for _ in range(6)) for _ in range(2))
        low, high = interval(Rates(one, other))
        held += low <= 0 <= high
    assert held / runs == pytest.approx(0.896, abs=0.04)
