"""Other programs, where they are right, give the same: statsmodels for Cohen's and Fleiss' kappa, nltk for pi, alpha and MASI."""

from __future__ import annotations

from random import Random

import pytest

from qualcode.agreement import alpha, kappa, masi, pi
from qualcode.agreement._ratings import of_rows, of_table

TABLES = [[[Random(seed + 10 * row + column).randint(0, 30) for column in range(3)] for row in range(3)] for seed in range(5)]


@pytest.mark.parametrize("table", TABLES)
def test_cohens_kappa_is_that_of_statsmodels(table: list[list[int]]) -> None:
    from statsmodels.stats.inter_rater import cohens_kappa

    assert kappa.value(of_table(table)) == pytest.approx(cohens_kappa(table).kappa)


@pytest.mark.parametrize("seed", range(5))
def test_fleiss_kappa_is_that_of_statsmodels(seed: int) -> None:
    from statsmodels.stats.inter_rater import aggregate_raters, fleiss_kappa

    random = Random(seed)
    rows = [[random.choice([random.randint(0, 3), unit % 4]) for _ in range(5)] for unit in range(30)]
    assert pi.value(of_rows(rows)) == pytest.approx(fleiss_kappa(aggregate_raters(rows)[0]))


@pytest.mark.parametrize("seed", range(5))
def test_pi_and_alpha_are_those_of_nltk(seed: int) -> None:
    from nltk.metrics.agreement import AnnotationTask
    from nltk.metrics.distance import interval_distance

    random = Random(seed)
    rows = [[random.choice([random.randint(0, 3), unit % 4]) for _ in range(3)] for unit in range(25)]
    data = [(coder, unit, value) for unit, row in enumerate(rows) for coder, value in enumerate(row)]
    units = of_rows(rows)
    assert pi.value(of_rows([row[:2] for row in rows])) == pytest.approx(AnnotationTask([one for one in data if one[0] < 2]).pi())
    assert alpha.value(units) == pytest.approx(AnnotationTask(data).alpha())
    assert alpha.value(units, "interval") == pytest.approx(AnnotationTask(data, interval_distance).alpha())


@pytest.mark.parametrize("seed", range(5))
def test_masi_is_that_of_nltk_where_no_two_sets_are_empty(seed: int) -> None:
    from nltk.metrics.agreement import AnnotationTask
    from nltk.metrics.distance import masi_distance

    random = Random(seed)
    rows = [[frozenset(random.sample("abcde", random.randint(1, 3))) for _ in range(3)] for _ in range(20)]
    data = [(coder, unit, value) for unit, row in enumerate(rows) for coder, value in enumerate(row)]
    one, other = rows[0][:2]
    assert masi.distance(one, other) == pytest.approx(masi_distance(one, other))
    assert masi.alpha(rows) == pytest.approx(AnnotationTask(data, masi_distance).alpha())
