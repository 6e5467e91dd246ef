"""Suggesters are tried on texts that they have not learnt from."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from qualcode.model import Unit
from qualcode.suggesters import _evaluation
from qualcode.suggesters._evaluation import MOST_FREQUENT, folds_of, tried
from qualcode.suggesters._knowledge import Example, Knowledge
from tests.suggesters.test_learned import CODED, CODES, EXAMPLES


def test_a_group_stands_in_one_fold() -> None:
    groups = [f"g{at % 7}" for at in range(40)]
    folds = folds_of(groups, 1)
    assert len({(group, fold) for group, fold in zip(groups, folds, strict=True)}) == 7
    assert set(folds) == set(range(5))
    assert sorted(np.bincount(folds_of(["one"] * 12, 0))) == [2, 2, 2, 3, 3]
    assert folds_of([], 0) == []


def test_nobody_learns_from_what_is_judged() -> None:
    seen: list[tuple[set[str], set[str]]] = []

    def scorer(units: list[Unit], knowledge: Knowledge) -> tuple[object, float]:
        seen.append(({unit.text for unit in units}, {one.text for one in knowledge.examples}))
        assert {unit.text for unit in units} <= {text for text, _ in knowledge.texts}
        return np.ones((len(units), len(CODES))), 0.5

    found = tried("ones", CODED, scorer=scorer)
    group = {one.text: one.group for one in EXAMPLES}
    for judged, learnt in seen:
        assert not {group[text] for text in judged} & {group[text] for text in learnt}
    assert set().union(*(judged for judged, _ in seen)) == set(group)
    assert found.figures().third == 1.0


@pytest.mark.parametrize("size", [0, 3, 5])
def test_a_point_of_the_curve_learns_from_so_many(size: int) -> None:
    def scorer(units: list[Unit], knowledge: Knowledge) -> tuple[object, float]:
        assert len(knowledge.examples) == size
        return np.zeros((len(units), len(CODES))), 0.5

    tried("none", CODED, size=size, scorer=scorer)


def test_the_most_frequent_code_and_keywords_are_baselines() -> None:
    more = replace(CODED, examples=(*EXAMPLES, *(Example(f"Wachtlijst {at}.", "nl", f"h{at}", frozenset({"waiting"})) for at in range(6))))
    frequent, keywords = (tried(name, more).figures() for name in (MOST_FREQUENT, "keywords"))
    assert frequent.shown == frequent.texts == 18
    assert frequent.right == 10
    assert (keywords.shown, keywords.right) == (6, 6)


def test_only_what_was_looked_at_for_every_code_is_judged() -> None:
    half = replace(EXAMPLES[0], whole=False)
    assert tried("keywords", replace(CODED, examples=(half, *EXAMPLES[1:]))).figures().texts == len(EXAMPLES) - 1


def test_trying_twice_says_the_same() -> None:
    first, second = (tried("learned", CODED) for _ in range(2))
    assert (first.scores == second.scores).all()
    assert _evaluation.SURE == 0.8
