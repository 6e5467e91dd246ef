"""Mistakes that other programs make, and this one must not."""

from __future__ import annotations

import pytest

from qualcode.agreed import Heard, Put, Shared
from qualcode.agreement import ac1, alpha, f1, kappa, percent, pi
from qualcode.agreement._gathering import gathered
from qualcode.agreement._ratings import of_marks, of_rows
from qualcode.agreement._results import Draws, of_code
from tests.agreement.published import named

NO_DRAWS = Draws(1, 0)


def test_agreement_at_chance_is_0() -> None:
    """Two coders mark half of the text each, without regard to each other: not .30, as from a wrong formula of chance."""
    one = named("overlap", "independent_50pct")
    marks = of_marks(2500, 2500, 2500, 2500)
    assert one["wrong"]["QualCoder_formula"] == pytest.approx(0.2989)
    assert [kappa.value(marks), pi.value(marks), ac1.value(marks)] == pytest.approx([0, 0, 0])
    assert alpha.value(marks) == pytest.approx(0, abs=1e-3)


def test_overlapping_spans_of_one_coder_are_not_agreement() -> None:
    """Coder 0 marks one stretch twice over; coder 1 marks nothing."""
    turn = Heard(1, (), 0, 100, 20, None)
    puts = [Put(1, 1, 0, "a", 0, 60, 0, 12), Put(1, 2, 0, "a", 40, 100, 8, 20)]
    other = Heard(2, (), 110, 200, 20, None)
    found = gathered([Shared("t", (0, 1), [turn, other], puts)], 2)
    result = of_code(found, (), "a", NO_DRAWS, {})
    assert (result.marked, result.everyone, result.some, result.nobody) == ((1, 0), 0, 1, 1)
    assert result.f1 == 0
    assert result.alpha.value == pytest.approx(0)
    assert result.characters == pytest.approx(0)
    assert found.cells[()].spans.codes["a"].spans == [1, 0]


def test_documents_that_nobody_coded_do_not_count_as_1() -> None:
    """Five files without a code, and one with: kappa is of all units together, and no mean over files."""
    one = named("overlap", "pooled_vs_mean")["computed"]
    coded = of_marks(both=300, first=400, second=500, neither=28_800)
    whole = of_marks(both=300, first=400, second=500, neither=28_800 + 5 * 30_000)
    bare = of_marks(both=0, first=0, second=0, neither=30_000)
    assert kappa.value(bare) is None
    assert kappa.value(coded) == pytest.approx(one["only_coded_file"], abs=1e-3)
    assert kappa.value(whole) == pytest.approx(one["pooled_kappa"], abs=1e-3)
    assert f1.value(coded) == f1.value(whole)


@pytest.mark.parametrize("value", [0, 1])
def test_what_does_not_vary_is_not_defined(value: int) -> None:
    """All units have the code, or none: neither perfect nor no agreement."""
    units = of_rows([(value, value)] * 20, (0, 1))
    assert [one.value(units) for one in (alpha, kappa, pi, ac1)] == [None] * 4
    assert percent.value(units) == 1
    assert f1.value(units) == (1 if value else None)


def test_a_rare_code_does_not_look_agreed_by_what_lacks_it() -> None:
    """98 % of units are the same because neither coder gave them the code: F1 and alpha say what percent and AC1 hide."""
    marks = of_marks(both=0, first=10, second=10, neither=980)
    assert percent.value(marks) == 0.98
    assert (ac1.value(marks) or 0) > 0.97
    assert f1.value(marks) == 0
    assert (alpha.value(marks) or 1) < 0
