"""Which codings of several coders agree, which make one disagreement and of which kind, and what each costs; counted by hand."""

from __future__ import annotations

from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from qualcode.agreement import alpha
from qualcode.agreement._ratings import of_rows
from qualcode.analysis import _aligning, _costing
from qualcode.analysis._aligning import Spot, align
from qualcode.analysis._costing import Ground
from qualcode.model import Coding

TEXT = "Wij weten niets van hen. Zij zwijgen, en dat mag. Niemand belt terug. Het geld is op in maart."
TURNS = ((0, 24), (25, 49), (50, 69), (70, 95))
"""A sentence is a turn here."""


def put(coder: str, code: str, words: str, note: str = "", **attributes: str) -> Coding:
    """A coding on these words."""
    start = TEXT.index(words)
    guid = f"{coder}/{code}/{start}-{start + len(words)}"
    return Coding(guid, "fg1", code, coder, "coder", start, start + len(words), words, 0, "manual", note, attributes)


def kinds(*codings: Coding, coders: tuple[str, ...] = ("A", "B"), first: str = "A") -> list[tuple[str, str]]:
    """The kinds of the spots as they are told, with their codes."""
    return [(spot.seen_by(first), "+".join(spot.codes)) for spot in align(codings, TEXT, coders)]


def test_the_same_words_and_code_are_agreed_on_whatever_stands_at_their_ends() -> None:
    assert kinds(put("A", "x", "Zij zwijgen"), put("B", "x", "Zij zwijgen,")) == [("agreed", "x")]
    assert kinds(put("A", "x", "Zij zwijgen", stance="pro"), put("B", "x", "Zij zwijgen", stance="pro")) == [("agreed", "x")]


def test_a_note_is_no_disagreement() -> None:
    assert kinds(put("A", "x", "Zij zwijgen", note="twijfel"), put("B", "x", "Zij zwijgen")) == [("agreed", "x")]


def test_another_attribute_on_the_same_words() -> None:
    assert kinds(put("A", "x", "Zij zwijgen", stance="pro"), put("B", "x", "Zij zwijgen", stance="contra")) == [("attribute", "x")]
    assert kinds(put("A", "x", "Zij zwijgen", stance="pro"), put("B", "x", "Zij zwijgen")) == [("attribute", "x")]


def test_words_that_overlap_with_the_same_code_are_a_boundary() -> None:
    assert kinds(put("A", "x", "Zij zwijgen"), put("B", "x", "zwijgen, en dat mag")) == [("boundary", "x")]
    assert kinds(put("A", "x", "Zij"), put("A", "x", "dat mag"), put("B", "x", "Zij zwijgen, en dat mag")) == [("boundary", "x")]


def test_words_that_only_touch_are_two_disagreements() -> None:
    assert kinds(put("A", "x", "Zij zwijgen,"), put("B", "x", " en dat mag")) == [("extra", "x"), ("missed", "x")]


def test_what_one_has_is_extra_in_her_view_and_missed_in_the_others() -> None:
    one = put("B", "x", "Zij zwijgen")
    assert kinds(one, first="A") == [("missed", "x")]
    assert kinds(one, first="B") == [("extra", "x")]
    assert kinds(one, first="somebody else") == [("missed", "x")]


def test_of_three_the_majority_says_who_missed_it() -> None:
    two, one = (put("A", "x", "Zij zwijgen"), put("B", "x", "Zij zwijgen")), put("C", "x", "Niemand belt")
    for first in "ABC":
        assert kinds(*two, one, coders=("A", "B", "C"), first=first) == [("missed", "x"), ("extra", "x")]


def test_another_code_on_nearly_the_same_words() -> None:
    assert kinds(put("A", "x", "Zij zwijgen, en dat mag"), put("B", "y", "zwijgen, en dat mag.")) == [("other-code", "x+y")]


def test_another_code_on_few_common_words_is_not_that() -> None:
    assert kinds(put("A", "x", "Zij zwijgen, en dat mag"), put("B", "y", "Zij zwijgen")) == [("missed", "y"), ("extra", "x")]


def test_a_code_that_both_have_is_taken_for_no_other() -> None:
    both = put("A", "x", "Zij zwijgen"), put("B", "x", "Zij zwijgen")
    assert kinds(*both, put("B", "y", "Zij zwijgen")) == [("agreed", "x"), ("missed", "y")]


def test_of_two_other_codes_the_one_on_more_common_words_is_meant() -> None:
    whole = put("A", "x", "Zij zwijgen, en dat mag")
    found = kinds(whole, put("B", "y", "Zij zwijgen, en dat"), put("B", "z", "zwijgen, en dat mag"))
    assert found == [("other-code", "x+y"), ("missed", "z")]


def test_three_coders_with_three_codes_on_the_same_words_are_one_disagreement() -> None:
    words = "Niemand belt terug"
    found = kinds(put("A", "x", words), put("B", "y", words), put("C", "z", words), coders=("A", "B", "C"))
    assert found == [("other-code", "x+y+z")]


def test_codings_of_coders_who_are_not_compared_are_left_out() -> None:
    assert kinds(put("A", "x", "Zij zwijgen"), put("C", "x", "Zij zwijgen")) == [("extra", "x")]


def test_one_coders_overlapping_spans_are_not_agreement() -> None:
    assert kinds(put("A", "x", "Zij zwijgen"), put("A", "x", "zwijgen, en")) == [("extra", "x")]


def test_an_id_follows_from_the_codings_and_what_they_say() -> None:
    one, other = put("A", "x", "Zij zwijgen", stance="pro"), put("B", "x", "Zij zwijgen", stance="contra")
    (before,) = align([one, other], TEXT, "AB")
    (turned,) = align([other, one], TEXT, "BA")
    (changed,) = align([one, put("B", "x", "Zij zwijgen", stance="pro")], TEXT, "AB")
    assert before.key == turned.key != changed.key
    (noted,) = align([one, put("B", "x", "Zij zwijgen", note="nu wel", stance="contra")], TEXT, "AB")
    assert noted.key == before.key


GROUNDS = {"fg1": Ground(("A", "B"), TURNS)}


def test_costs_are_what_alpha_lacks_and_are_counted_by_hand() -> None:
    """Four turns, two coders: eight ratings. A has x on the first two turns, B on the second: of 8, 3 have it; one pair differs."""
    spots = align([put("A", "x", "weten niets"), put("A", "x", "Zij zwijgen"), put("B", "x", "Zij zwijgen")], TEXT, "AB")
    (figure,) = _costing.agreements(_costing.put(spots), GROUNDS).values()
    assert (figure.ratings, figure.coded, figure.differing) == (8, 3, 2)
    assert figure.alpha == pytest.approx(1 - 2 / 8 * (8 * 7) / (2 * 3 * 5))
    (cost,) = _costing.costs(spots, GROUNDS).values()
    assert cost == pytest.approx(1 - (figure.alpha or 0))


def test_a_turn_that_several_disagreements_bear_on_is_shared_between_them() -> None:
    spots = align([put("A", "x", "Zij zwijgen"), put("A", "x", "dat mag"), put("B", "x", "Niemand")], TEXT, "AB")
    one, other, third = _costing.costs(spots, GROUNDS).values()
    assert one == other == pytest.approx(third / 2)


def test_where_both_have_the_code_in_a_turn_nothing_is_lost() -> None:
    spots = align([put("A", "x", "Zij zwijgen"), put("B", "x", "dat mag"), put("A", "y", "Zij"), put("B", "y", "Zij zwijgen")], TEXT, "AB")
    assert list(_costing.costs(spots, GROUNDS).values()) == [0, 0, 0]


def test_what_lies_outside_of_the_turns_that_count_costs_nothing() -> None:
    spots = align([put("A", "x", "Het geld")], TEXT, "AB")
    grounds = {"fg1": Ground(("A", "B"), TURNS[:3])}
    assert _costing.agreements(_costing.put(spots), grounds) == {}
    assert list(_costing.costs(spots, grounds).values()) == [0]


def test_text_in_dispute_is_what_some_have_coded_and_others_not() -> None:
    (boundary,) = align([put("A", "x", "Zij zwijgen"), put("B", "x", "zwijgen, en")], TEXT, "AB")
    assert _costing.disputed(boundary) == len("Zij ") + len(", en")
    (other,) = align([put("A", "x", "Zij zwijgen"), put("B", "y", "Zij zwijgen")], TEXT, "AB")
    assert _costing.disputed(other) == 2 * len("Zij zwijgen")


@st.composite
def some_codings(draw: st.DrawFn) -> list[Coding]:
    """Codings of three coders, no two of one coder alike."""
    edges = st.integers(0, len(TEXT))
    facts = draw(
        st.lists(st.tuples(st.sampled_from("ABC"), st.sampled_from("xyz"), edges, edges, st.sampled_from(["", "pro"])), max_size=14)
    )
    found = {}
    for coder, code, one, other, stance in facts:
        start, end = min(one, other), max(one, other)
        if TEXT[start:end].strip():
            guid = f"{coder}/{code}/{start}-{end}"
            attributes = {"stance": stance} if stance else {}
            found[guid] = Coding(guid, "fg1", code, coder, "coder", start, end, TEXT[start:end], 0, "manual", "", attributes)
    return list(found.values())


@settings(max_examples=80, deadline=None)
@given(some_codings(), st.randoms(use_true_random=False))
def test_every_coding_is_in_one_spot_and_the_order_of_coders_changes_nothing(codings: list[Coding], random: Random) -> None:
    spots = align(codings, TEXT, "ABC")
    assert sorted(coding.guid for spot in spots for coding in spot.codings) == sorted(coding.guid for coding in codings)
    random.shuffle(codings)
    again = align(codings, TEXT, "CAB")
    assert [spot.key for spot in again] == [spot.key for spot in spots]
    grounds = {"fg1": Ground(("A", "B", "C"), TURNS)}
    assert _costing.costs(again, grounds) == pytest.approx(_costing.costs(spots, grounds))
    for spot in spots:
        assert spot.seen_by("A") in {*_aligning.SEEN, "agreed"}


@settings(max_examples=80, deadline=None)
@given(some_codings())
def test_alpha_is_that_of_the_statistic_and_costs_make_what_it_lacks(codings: list[Coding]) -> None:
    spots = align(codings, TEXT, "ABC")
    grounds = {"fg1": Ground(("A", "B", "C"), TURNS)}
    figures = _costing.agreements(_costing.put(spots), grounds)
    lacks = 0.0
    for code, figure in figures.items():
        rows = [
            [
                int(any(one.coder == coder and one.code == code and one.start < end and one.end > start for one in codings))
                for coder in "ABC"
            ]
            for start, end in TURNS
        ]
        right = alpha.value(of_rows(rows, (0, 1)))
        assert figure.alpha == (None if right is None else pytest.approx(right))
        lacks += 0 if right is None else 1 - right
    assert sum(_costing.costs(spots, grounds).values()) == pytest.approx(lacks)


def test_identical_coders_agree_on_all() -> None:
    spots = [put(coder, code, words) for coder in "AB" for code, words in (("x", "Zij zwijgen"), ("y", "belt"), ("x", "Het geld"))]
    found: list[Spot] = align(spots, TEXT, "AB")
    assert {spot.kind for spot in found} == {_aligning.AGREED}
    assert _costing.costs(found, GROUNDS) == {}
