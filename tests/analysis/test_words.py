"""Which words are used, and which are typical of whom."""

from __future__ import annotations

import pytest

from qualcode.analysis._keyness import g2, log_odds, log_ratio, percent_difference
from qualcode.analysis.collocations import collocations, pairs
from qualcode.analysis.words import frequencies, keyness, term_maker
from qualcode.counts import Term, Vocabulary
from tests.analysis.corpus import STUDY, asked

FOUND = Vocabulary(
    {("justice",): Term(50_000, 3, 10), ("care",): Term(75_000, 3, 12)},
    {
        (("justice",), "wet"): Term(52, 3, 8),
        (("care",), "wet"): Term(57, 2, 5),
        (("care",), "zorg"): Term(4, 1, 1),
        (("justice",), "ja"): Term(2, 1, 1),
    },
)


def test_published_values_of_the_measures() -> None:
    """52 in 50,000 against 57 in 75,000 words; two sentences about a fox and a donkey, prior .05 for each of their 11 words."""
    numbers = 52, 57, 50_000, 75_000
    assert g2(*numbers) == pytest.approx(2.6517, abs=1e-4)
    assert percent_difference(*numbers) == pytest.approx(36.84, abs=0.01)
    assert log_ratio(*numbers) == pytest.approx(0.4525, abs=1e-4)
    assert log_odds(1, 0, 9, 9, prior=0.05, priors=0.55) == pytest.approx(0.6894227886807968)
    assert log_odds(0, 1, 9, 9, prior=0.05, priors=0.55) == pytest.approx(-0.6894227886807968)
    assert log_odds(2, 2, 9, 9, prior=0.05, priors=0.55) == 0
    assert (percent_difference(1, 0, 10, 10), log_ratio(0, 0, 10, 10), g2(1, 0, 10, 0)) == (None, None, 0.0)


def test_words_that_a_cell_uses_more_than_the_others() -> None:
    table = keyness(FOUND, STUDY, asked=asked("sector"), language="nl", limit=0, least=3, lemmas=True)
    wet, zorg = table.records()
    assert [wet[name] for name in ("sector", "term", "times", "times_rest", "times_rate", "rest_rate")] == [
        "justice",
        "wet",
        52,
        57,
        1.04,
        0.76,
    ]
    assert wet["g2"] == pytest.approx(2.6517, abs=1e-4)
    assert [wet[name] for name in ("groups_k", "groups_n", "participants_k", "participants_n", "marker")] == [3, 3, 8, 10, ""]
    assert (zorg["sector"], zorg["term"], zorg["percent_difference"], zorg["marker"]) == ("care", "zorg", None, "one voice, one group")
    assert table.title == "Words in Nederlands by Sector"
    assert "no p-values" in table.warnings[-1]


def test_what_is_not_listed_is_said() -> None:
    found = Vocabulary({(): Term(100, 2, 5)}, {((), "a1"): Term(9, 2, 3), ((), "b1"): Term(5, 1, 1), ((), "c1"): Term(1, 1, 1)})
    table = frequencies(found, asked=asked(), language="nl", limit=1, least=2, lemmas=False)
    assert [(row["term"], row["times"], row["times_rate"]) for row in table.records()] == [("a1", 9, 90.0)]
    assert "the first 1 of 2 words said at least 2 times (--limit 0 lists all)." in table.notes


def test_terms_are_dictionary_forms_without_stop_words() -> None:
    said = ["de", "mensen", "gaan", "naar", "gesprekken", "ja", "2005", "x"]
    assert "gesprek" in list(term_maker("nl")(said))
    assert "gesprekken" in list(term_maker("nl", forms=True)(said))
    assert not {"de", "naar", "ja", "2005", "x"} & {*term_maker("nl", forms=True)(said)}
    assert list(term_maker("nl", forms=True, everything=True)(said)) == said


def test_collocations_are_side_by_side_in_one_turn() -> None:
    """`gedeeld beroepsgeheim` 3 times in two turns; `beroepsgeheim` ends one turn and `gedeeld` begins the next, which is no pair."""
    turns = [["gedeeld", "beroepsgeheim", "en", "gedeeld", "beroepsgeheim"], ["gedeeld", "beroepsgeheim", "bestaat"], ["wet", "wet"]]
    counted = Vocabulary(
        {},
        {((), pair): Term(sum(pairs(turn).count(pair) for turn in turns), 1, 2) for turn in turns for pair in pairs(turn)},
    )
    table = collocations(turns, counted, asked=asked(), language="nl", limit=0, least=2)
    (row,) = table.records()
    assert (row["first_word"], row["second_word"], row["times"]) == ("gedeeld", "beroepsgeheim", 3)
    assert isinstance(row["pmi"], float)
    assert row["pmi"] > 0
    assert collocations(turns, counted, asked=asked(), language="nl", word="wet", limit=0, least=2).rows == ()
