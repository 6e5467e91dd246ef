"""How many codes more and more groups show."""

from __future__ import annotations

from dataclasses import replace

import pytest

from qualcode.analysis._rarefaction import DRAWS, chao2, extremes, new_information, rarefaction
from qualcode.analysis.saturation import inductive, saturation
from tests.analysis.corpus import BOOK, asked, corpus


def test_three_groups_counted_by_hand() -> None:
    """Two codes in the first, one of them in the second, another in the third; nothing that a moderator says.

    Corpus:
    a
      M* 5: value.need 0-5
      R1 20: coop.secrecy 0-5, coop.linking.formal 3-9
    b
      R1 20: coop.secrecy 0-5
    c
      R1 20: value.need 0-5

    Means over orders: 1 group 4/3; of 2 groups, a+b 2, a+c 3, b+c 2, mean 7/3; 3 groups 3. In order the groups bring 2, 0 and 1.
    """
    small = corpus(test_three_groups_counted_by_hand)
    tallies = [tally for tally in small.tallies("transcript") if tally.code in {"coop.secrecy", "coop.linking.formal", "value.need"}]
    table = saturation(tallies, small.bases("transcript"), BOOK, asked=asked(), base=1, run=1)
    rows = table.records()
    assert [row["codes_expected"] for row in rows] == pytest.approx([4 / 3, 7 / 3, 3])
    assert [(row["codes_low"], row["codes_high"]) for row in rows] == [(1, 2), (2, 3), (3, 3)]
    assert [(row["unit"], row["codes_new"], row["new_share"]) for row in rows] == [("a", 2, None), ("b", 0, 0.0), ("c", 1, 0.5)]
    assert table.title == "Coverage"
    assert "not saturation" in table.warnings[0]
    assert any("Chao2 estimates 3.3" in note for note in table.notes)


def test_of_a_codebook_that_grew_only_what_came_with_the_material_counts() -> None:
    """One code came in version 2.

    Corpus:
    a
      R1 20: coop.secrecy 0-5
    b
      R1 20: value.need 0-5
    """
    small = corpus(test_of_a_codebook_that_grew_only_what_came_with_the_material_counts)
    grew = replace(BOOK, codes=tuple(replace(code, since="2" if code.id == "value.need" else "") for code in BOOK.codes))
    assert [code.id for code in inductive(grew)] == ["value.need"]
    assert inductive(replace(BOOK, codes=tuple(replace(code, since="1") for code in BOOK.codes))) == ()
    table = saturation(small.tallies("transcript"), small.bases("transcript"), grew, asked=asked())
    assert table.title == "Saturation"
    assert [row["codes_new"] for row in table.records()] == [0, 1]


def test_cells_are_added_up_apart() -> None:
    """Two regions.

    Corpus:
    a region=antwerp
      R1 20: coop.secrecy 0-5
    b region=charleroi
      R1 20:
    """
    small = corpus(test_cells_are_added_up_apart)
    table = saturation(small.tallies("region", "transcript"), small.bases("region", "transcript"), BOOK, asked=asked("region"))
    assert [(row["region"], row["units"], row["codes_share"]) for row in table.records()] == [("antwerp", 1, 1.0), ("charleroi", 1, None)]


def test_published_and_computed_series() -> None:
    """Guest, Namey & Chen 2020: 37 codes in the base, 7 new in the first run: 19 %; and the series that goes on from there."""
    shares = new_information([16, 9, 7, 5, 4, 3, 1, 1, 0, 0], 4, 2)
    assert shares[5:] == pytest.approx([0.1892, 0.1081, 0.0541, 0.027, 0.0], abs=1e-4)
    assert rarefaction([6, 6, 4, 2, 1, 1], 6) == pytest.approx([3.3333, 4.2, 4.8, 5.2667, 5.6667, 6.0], abs=1e-4)
    assert chao2([6, 6, 4, 2, 1, 1], 6) == pytest.approx(6.4167, abs=1e-4)
    assert chao2([], 0) is None


def test_of_many_units_orders_are_drawn_and_lie_within_the_bounds() -> None:
    units = [frozenset({str(at), "x"}) for at in range(20)]
    low, high = extremes(units)
    assert low == high == list(range(2, 22))
    assert DRAWS >= 1000
