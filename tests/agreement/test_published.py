"""Every published value of every coefficient comes out."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from qualcode.agreement import ac1, alpha, f1, jaccard, kappa, masi, percent, pi, s, u_alpha
from qualcode.agreement._bootstrap import Strata, alpha_interval, generator
from qualcode.agreement._ratings import Ratings, of_marks
from tests.agreement.published import Example, examples, named, ratings

COEFFICIENTS: dict[str, Callable[[Ratings], Any]] = {
    "po": percent.value,
    "Pbar": percent.value,
    "S": s.value,
    "pi": pi.value,
    "kappa": kappa.value,
    "fleiss_kappa": pi.value,
    "alpha": alpha.value,
    "ac1": ac1.value,
    "fleiss": pi.value,
    "conger": kappa.value,
    "bp": s.value,
    "specific_agreement": f1.specific,
    "ppos": lambda units: f1.specific(units)[0],
    "pneg": lambda units: f1.specific(units)[1],
    "alpha_nominal": alpha.value,
    "alpha_ordinal": lambda units: alpha.value(units, "ordinal"),
    "alpha_interval": lambda units: alpha.value(units, "interval"),
    "alpha_ratio": lambda units: alpha.value(units, "ratio"),
}
TERMS = {"pe_kappa", "pe_pi", "kappa_max"}
"""What the sources print besides: terms of a coefficient, not coefficients."""
DRAWN = {"icr_bootstrap_units_95", "unit_bootstrap_ordinal_95", "icr_bootstrap_krippendorff_95"}
"""Intervals, which are drawn: see below."""


def values(one: Example) -> dict[str, Any]:
    package = one.get("package", {})
    return {**one.get("expect", {}), **one.get("computed", {}), **package.get("irrCAC", package)}


UNITS = [(one["name"], name) for one in examples()["units"] for name in values(one) if name not in TERMS | DRAWN]


@pytest.mark.parametrize(("example", "name"), UNITS)
def test_of_units(example: str, name: str) -> None:
    one = named("units", example)
    wanted = values(one)[name]
    found = COEFFICIENTS[name](ratings(one))
    if wanted == "undefined":
        assert found is None
    else:
        assert found == pytest.approx(tuple(wanted) if isinstance(wanted, list) else wanted, abs=one.get("tol", 1e-9))


def test_fleiss_by_category() -> None:
    """Fleiss (1971) prints rounded figures; the exact ones come out."""
    units = ratings(named("units", "fleiss1971"))
    found = [pi.value(units.only(category)) for category in units.values]
    assert found == pytest.approx(named("units", "fleiss1971")["by_category"]["exact"], abs=1e-4)


@pytest.mark.parametrize(
    ("example", "level", "wanted"),
    [("krippendorff2011_C", "nominal", "icr_bootstrap_units_95"), ("hayes_krippendorff2007", "ordinal", "unit_bootstrap_ordinal_95")],
)
def test_intervals_by_units(example: str, level: alpha.Level, wanted: str) -> None:
    """Drawn with another generator they come near: of few units the ends move by some hundredths."""
    one = named("units", example)
    units = ratings(one)
    rows = alpha.coincidences(units.counts()).reshape(len(units.weights), -1)
    found = alpha_interval(Strata([rows], [units.weights.astype("int64")]), generator(1), level, units.values)
    assert found.low_high == pytest.approx(tuple({**one.get("package", {}), **one.get("computed", {})}[wanted]), abs=0.02)


def test_of_sets() -> None:
    for one, other, wanted in named("sets", "masi_pairs")["pairs"]:
        assert masi.distance(set(one), set(other)) == pytest.approx(wanted)
    rows = [[set(said) for said in unit] for unit in named("sets", "set_alpha")["rows"]]
    wanted = named("sets", "set_alpha")["computed"]
    assert masi.alpha(rows) == pytest.approx(wanted["alpha_masi_1_minus_JM"], abs=1e-5)
    assert masi.alpha(rows, masi.jaccard) == pytest.approx(wanted["alpha_jaccard"], abs=1e-5)


@pytest.mark.parametrize("example", [one["name"] for one in examples()["unitizing"] if not one.get("old")])
def test_of_spans(example: str) -> None:
    one = named("unitizing", example)
    found = u_alpha.family([[u_alpha.Marked(*span) for span in spans] for spans in one["coders"]], one["length"])
    ours = {"u": found.u, "bar_u": found.bar_u, "cu": found.cu, "ku": found.ku, "coverage_cu": found.coverage}
    ours["coverage_ku_5"] = found.ku_coverage.get("5")
    for name, wanted in values(one).items():
        assert ours[name] == pytest.approx(wanted, abs=one["tol"]), name


def test_on_characters() -> None:
    """NVivo's example, and coders who mark half of the text, or four fifths of it, without regard to each other."""
    one = named("overlap", "nvivo_percent")
    counts = one["counts"]
    assert percent.value(of_marks(counts["both"], counts["one"], 0, counts["none"])) == pytest.approx(one["expect"]["percent_agreement"])
    for name in ("nvivo_kappa_split_even", "independent_50pct", "independent_80pct"):
        one = named("overlap", name)
        counts = one["counts"]
        marks = of_marks(counts["both"], counts["only_a"], counts["only_b"], counts["none"])
        ours = {"kappa": kappa.value(marks), "jaccard": jaccard.value(marks), "f1": f1.value(marks)}
        for measure, wanted in one["computed"].items():
            assert ours[measure] == pytest.approx(wanted, abs=1e-4), (name, measure)


def test_holsti() -> None:
    one = named("overlap", "holsti")
    marks = of_marks(one["M"], one["N1"] - one["M"], one["N2"] - one["M"], 7)
    assert f1.value(marks) == pytest.approx(one["computed"]["holsti"], abs=1e-5)
