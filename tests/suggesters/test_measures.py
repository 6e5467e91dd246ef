"""The figures over suggestions: worked by hand."""

from __future__ import annotations

import numpy as np
import pytest

from qualcode.suggesters._measures import figures, keys_of, least_for

GIVEN = np.array([[1, 0, 0], [1, 1, 0], [0, 0, 0], [0, 0, 1]], dtype=float)
SCORES = np.array([[0.9, 0.1, 0.0], [0.3, 0.6, 0.5], [0.7, 0.0, 0.0], [0.2, 0.1, 0.0]])
SHOWN = (SCORES >= 0.5).astype(float)


def test_the_figures_of_four_texts() -> None:
    found = figures(GIVEN, SCORES, SHOWN, [3, 4, 2])
    assert (found.texts, found.given, found.shown, found.right) == (4, 4, 4, 2)
    assert found.micro == pytest.approx(2 * 2 / 8)
    assert found.precision == pytest.approx(0.5)
    # Of three texts with a code the first two have theirs on top; of four codes three are among the best three with a score.
    assert found.first == pytest.approx(2 / 3)
    assert found.third == pytest.approx(3 / 4)
    # Right: one of 3 keys, one of 4, for a key each; wrong: two keys.
    assert found.keys == 2 + 3 - 2
    assert found.macro is None
    assert [each.f1 for each in found.by_code] == [None, None, None]


def test_a_code_with_five_codings_has_a_figure() -> None:
    given = np.ones((5, 1))
    found = figures(given, given, np.array([[1.0], [1.0], [1.0], [0.0], [0.0]]), [2])
    assert found.by_code[0].f1 == found.macro == found.micro == pytest.approx(0.75)


def test_steps_of_scores_hold_what_was_right() -> None:
    steps = figures(GIVEN, SCORES, SHOWN, [2, 2, 2]).calibration
    assert [(step.number, step.right) for step in steps] == [(2, 0), (2, 1), (1, 0), (2, 1), (1, 1)]
    assert steps[-1].mean == pytest.approx(0.9)


def test_nothing_coded_and_nothing_shown_is_undefined() -> None:
    found = figures(np.zeros((2, 1)), np.zeros((2, 1)), np.zeros((2, 1)), [2])
    assert (found.micro, found.macro, found.first, found.third, found.precision) == (None,) * 5


def test_keys_are_those_until_no_other_code_begins_so_and_enter() -> None:
    assert keys_of(["coop.secrecy", "coop.image", "value"]) == [7, 7, 2]
    assert keys_of(["a", "ab"]) == [2, 3]


def test_the_least_score_promises_what_was_asked() -> None:
    scores = np.linspace(1, 0, 1000)
    given = (np.arange(1000) % 10 < 10 * scores).astype(float)
    least = least_for(0.8, scores, given)
    assert least is not None
    assert given[scores >= least].mean() == pytest.approx(0.83, abs=0.03)
    assert least_for(0.8, scores, np.zeros(1000)) is None
    assert least_for(0.8, np.full(100, 0.2), (np.arange(100) % 5 == 0).astype(float)) is None
