"""Which codes stand together."""

from __future__ import annotations

import pytest

from qualcode.analysis.cooccur import cooccur, measures
from qualcode.counts import Base, Pair, Together
from tests.analysis.corpus import BOOK, asked

BASES = [Base((), 200, 4000, 12, 4, (("a", 1000), ("b", 1000), ("c", 1000), ("d", 1000)))]
FOUND = Together(
    {((), "coop.secrecy"): 100, ((), "value.need"): 10, ((), "coop.linking"): 20},
    {
        ((), "coop.secrecy", "value.need"): Pair(5, 2, 3, near_same=1, near_other=4, near_expected=2.5),
        ((), "coop.linking", "value.need"): Pair(0, 0, 0, near_other=2),
    },
)


def test_figures_of_a_pair() -> None:
    """5 turns of 200 with both, 100 with the first, 10 with the second: 5 %, 50 %, c 5/105 = .048, of the rarer 50 %, lift 5 x 200 / 1000."""
    table = cooccur(FOUND, BASES, BOOK, asked=asked())
    assert [row[:2] for row in table.rows] == [("coop.secrecy", "value.need")]
    row = table.records()[0]
    assert [row[name] for name in ("turns_both", "turns_first", "turns_second", "turns_n")] == [5, 100, 10, 200]
    assert [row[name] for name in ("of_first", "of_second", "overlap", "lift")] == [0.05, 0.5, 0.5, 1.0]
    assert row["c"] == pytest.approx(0.047619, abs=1e-6)
    assert [row[name] for name in ("groups_k", "groups_n", "participants_k", "participants_n")] == [2, 4, 3, 12]
    assert table.unit == "turn"


def test_near_pairs_are_shown_when_they_were_asked_for() -> None:
    table = cooccur(FOUND, BASES, BOOK, asked=asked(), within=2)
    assert [(row["code"], row["near_same"], row["near_other"], row["near_expected"]) for row in table.records()] == [
        ("coop.secrecy", 1, 4, 2.5),
        ("coop.linking", 0, 2, 0.0),
    ]
    assert len(cooccur(FOUND, BASES, BOOK, asked=asked(), within=2, least=6).rows) == 0


def test_what_is_on_no_turn_has_no_shares() -> None:
    assert measures(0, 0, 0, 10) == (None, None, None, None, None)
    assert measures(0, 0, 4, 10) == (None, 0, 0, None, None)
