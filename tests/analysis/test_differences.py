"""How far two cells lie apart, and what so few groups allow to be tested."""

from __future__ import annotations

from dataclasses import replace

import pytest

from qualcode.analysis._bootstrap import Rates, bootstrapped
from qualcode.analysis._permutation import permutation_p
from qualcode.analysis._statistics import benjamini_hochberg, holm, odds_ratio, welch
from qualcode.analysis.differences import differences
from qualcode.counts import Base, Tally
from qualcode.errors import QualcodeError
from qualcode.model import Selection
from qualcode.table import Table
from tests.analysis.corpus import BOOK, STUDY, asked, corpus

BH_1995 = [0.0001, 0.0004, 0.0019, 0.0095, 0.0201, 0.0278, 0.0298, 0.0344, 0.0459, 0.324, 0.4262, 0.5719, 0.6528, 0.759, 1.0]


def groups(cell: str, *rates: int) -> tuple[Base, Tally]:
    """A cell of groups with 1,000 words and two participants each, one of whom voices the code in so many words."""
    ids = [f"{cell}-{at}" for at in range(len(rates))]
    said = tuple((id, words) for id, words in zip(ids, rates, strict=True) if words)
    base = Base((cell,), len(rates), 1000 * len(rates), 2 * len(rates), len(rates), tuple((id, 1000) for id in ids))
    return base, Tally("coop.secrecy", (cell,), len(said), len(said), sum(rates), len(said), len(said), (1,) * len(said), said)


def told(*cells: tuple[Base, Tally], spoken: dict[str, str] | None = None, codes: tuple[str, ...] = ()) -> Table:
    question = replace(asked("region", selection=Selection(codes=codes)), spoken=spoken or {})
    return differences([tally for _, tally in cells], [base for base, _ in cells], BOOK, STUDY, asked=question)


def test_two_cells_counted_by_hand() -> None:
    """Two groups against one.

    Corpus:
    a region=antwerp
      R1 100: coop.secrecy 0-10
      R2 100:
    b region=antwerp
      R1 100: coop.secrecy 0-30
    c region=charleroi
      R1 50: coop.secrecy 0-5
      R2 50:
      R3 0:

    antwerp: 2/2 groups, 2 of 3 participants, rates 50 and 300, mean 175. charleroi: 1/1, 1 of 3, rate 50. Shares 2/3 - 1/3. Odds with
    .5 added: (2.5 x 2.5) / (1.5 x 1.5) = 2.78. Rates 175 - 50 = 125, ratio 3.5. One group of 2 + 1 is apart in 3 ways: p at least 1/3.
    """
    small = corpus(test_two_cells_counted_by_hand)
    table = differences(small.tallies("region"), small.bases("region"), BOOK, STUDY, asked=asked("region"))
    row = next(row for row in table.records() if row["code"] == "coop.secrecy")
    assert (row["one"], row["other"]) == ("antwerp", "charleroi")
    assert [row[f"groups_{name}"] for name in ("one_k", "one_n", "other_k", "other_n")] == [2, 2, 1, 1]
    assert [row[f"participants_{name}"] for name in ("one_k", "one_n", "other_k", "other_n")] == [2, 3, 1, 3]
    assert row["share_difference"] == pytest.approx(1 / 3)
    assert row["odds_ratio"] == pytest.approx(25 / 9)
    assert [row[f"rate_{name}"] for name in ("one", "other", "difference", "ratio", "interval")] == [175.0, 50.0, 125.0, 3.5, None]
    assert (row["p"], row["p_adjusted"]) == (None, None)
    assert table.warnings[0].endswith("antwerp and charleroi (0.33).")


def test_with_three_groups_in_each_there_is_an_interval_but_no_test() -> None:
    table = told(groups("antwerp", 10, 20, 30), groups("charleroi", 0, 0, 3))
    row = table.records()[0]
    assert row["rate_interval"] == welch([10, 20, 30], [0, 0, 3])
    assert row["p"] is None
    assert "antwerp and charleroi (0.10)" in table.warnings[0]


def test_with_four_groups_in_each_whole_groups_are_exchanged() -> None:
    """4 of 8 groups can be chosen in 70 ways; that all four rates are above the other four happens in 2 of them."""
    row = told(groups("antwerp", 10, 20, 30, 40), groups("charleroi", 0, 1, 2, 3)).records()[0]
    assert row["p"] == row["p_adjusted"] == pytest.approx(2 / 70)


def test_cells_in_other_languages_are_not_tested() -> None:
    spoken = {f"antwerp-{at}": "nl" for at in range(4)} | {f"charleroi-{at}": "fr" for at in range(4)}
    table = told(groups("antwerp", 10, 20, 30, 40), groups("charleroi", 0, 1, 2, 3), spoken=spoken)
    assert table.records()[0]["p"] is None
    assert "rates differ by language too" in table.warnings[0]


def test_codes_that_were_chosen_are_corrected_by_holm_others_by_benjamini_and_hochberg() -> None:
    cells = groups("antwerp", 10, 20, 30, 40), groups("charleroi", 0, 1, 2, 3)
    assert "Benjamini" in " ".join(told(*cells).notes)
    assert "Holm" in " ".join(told(*cells, codes=("coop.secrecy",)).notes)


def test_each_cell_against_one() -> None:
    cells = [groups("antwerp", 10, 20), groups("charleroi", 0, 3), groups("ghent", 1, 1)]
    question = asked("region")
    tallies, bases = [tally for _, tally in cells], [base for base, _ in cells]
    assert len(differences(tallies, bases, BOOK, STUDY, asked=question).rows) == 3
    table = differences(tallies, bases, BOOK, STUDY, asked=question, against=("ghent",))
    assert [row["other"] for row in table.records()] == ["ghent", "ghent"]
    with pytest.raises(QualcodeError, match="Unknown cell: gent") as caught:
        differences(tallies, bases, BOOK, STUDY, asked=question, against=("gent",))
    assert "ghent" in caught.value.hint
    with pytest.raises(QualcodeError, match="no two cells"):
        differences(tallies[:1], bases[:1], BOOK, STUDY, asked=question)


def test_a_group_in_both_cells_is_exchanged_within_itself() -> None:
    """Six groups in either cell: 2 to the sixth flips, of which the observed one and its mirror are as extreme."""
    ids = tuple((f"g{at}", 1000) for at in range(6))
    bases = [Base((cell,), 6, 6000, 12, 6, ids) for cell in ("antwerp", "charleroi")]
    tally = Tally("coop.secrecy", ("antwerp",), 6, 6, 60, 6, 6, (1,) * 6, tuple((id, 10) for id, _ in ids))
    row = differences([tally], bases, BOOK, STUDY, asked=asked("region")).records()[0]
    assert row["p"] == pytest.approx(2 / 64)
    assert row["rate_interval"] is None


def test_whole_groups_are_drawn_again_where_there_are_six_in_either_cell() -> None:
    six, seven, five = (0, 10, 20, 30, 40, 50), (0, 1, 2, 3, 4, 5, 6), (0, 1, 2, 3, 4)
    row = told(groups("antwerp", *six), groups("charleroi", *seven)).records()[0]
    assert row["rate_bootstrap"] == bootstrapped([Rates(six, seven)])[0]
    assert row["rate_bootstrap"] != row["rate_interval"]
    few = told(groups("antwerp", *six), groups("charleroi", *five))
    assert "rate_bootstrap" not in few.records()[0]
    assert "bootstrap" not in " ".join(few.notes)


def test_of_several_pairs_only_those_with_groups_enough_have_it() -> None:
    table = told(groups("antwerp", 0, 10, 20, 30, 40, 50), groups("charleroi", 0, 1, 2, 3, 4, 5), groups("ghent", 5, 6, 7))
    found = {(row["one"], row["other"]): row["rate_bootstrap"] is not None for row in table.records()}
    assert found == {("antwerp", "charleroi"): True, ("antwerp", "ghent"): False, ("charleroi", "ghent"): False}
    assert sum("drawing whole groups again (2,000 draws, seed 1)" in note for note in table.notes) == 1


def test_groups_without_words_do_not_count_as_groups_to_draw() -> None:
    base, tally = groups("antwerp", 0, 10, 20, 30, 40, 50)
    silent = replace(base, by_transcript=(("antwerp-0", 0), *base.by_transcript[1:]))
    table = told((silent, tally), groups("charleroi", 0, 1, 2, 3, 4, 5))
    assert "rate_bootstrap" not in table.records()[0]


def test_published_corrections_and_effect_sizes() -> None:
    """Benjamini & Hochberg 1995, 15 p-values: Holm rejects 3, their own steps 4. Aspirin 189 of 11034 and 104 of 11037: odds ratio 1.83."""
    assert sum(p <= 0.05 for p in holm(BH_1995)) == 3
    assert sum(p <= 0.05 for p in benjamini_hochberg(BH_1995)) == 4
    assert [round(p, 4) for p in benjamini_hochberg(BH_1995)[:5]] == [0.0015, 0.003, 0.0095, 0.0356, 0.0603]
    assert [round(p, 4) for p in holm(BH_1995)[:5]] == [0.0015, 0.0056, 0.0247, 0.114, 0.2211]
    assert odds_ratio(189, 11034, 104, 11037) == pytest.approx(1.83, abs=0.006)
    assert odds_ratio(1, 2, 0, 0) is None


def test_many_arrangements_are_drawn_the_same_way_each_time() -> None:
    one, other = [float(at) for at in range(10, 20)], [float(at) for at in range(10)]
    assert permutation_p(one, other) == permutation_p(one, other) == pytest.approx(1 / 10_000, abs=2e-4)
    assert permutation_p(one, one) == 1
