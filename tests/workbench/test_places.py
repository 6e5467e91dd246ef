"""Where spans can begin and end in a turn."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from qualcode.model import Span
from qualcode.workbench import places

TURN = "Wij bellen, ja, maar niemand neemt op. Dat is het. En d'accord !"


def said(span: Span) -> str:
    return TURN[span.start : span.end]


def test_from_the_whole_turn_to_its_sentences_and_back() -> None:
    first = places.next_sentence(TURN, 0, len(TURN))
    assert said(first) == "Wij bellen, ja, maar niemand neemt op."
    second = places.next_sentence(TURN, first.start, first.end)
    assert said(second) == "Dat is het."
    assert places.previous_sentence(TURN, second.start, second.end) == first
    assert places.previous_sentence(TURN, first.start, first.end) == first
    assert said(places.previous_sentence(TURN, 0, len(TURN))).endswith("!")


def test_a_span_takes_sentences_in_and_lets_them_go() -> None:
    first = places.next_sentence(TURN, 0, len(TURN))
    both = places.with_next(TURN, first.start, first.end)
    assert said(both).endswith("Dat is het.")
    assert places.without_last(TURN, both.start, both.end) == first
    assert said(places.without_first(TURN, both.start, both.end)) == "Dat is het."
    assert places.with_previous(TURN, 39, 50) == Span(0, 50)


def test_words_and_clauses_are_taken_off_and_put_back() -> None:
    first = places.next_sentence(TURN, 0, len(TURN))
    assert said(places.moved_end(TURN, first, -1)) == "Wij bellen, ja, maar niemand neemt op"
    assert said(places.moved_start(TURN, first, 1)).startswith("bellen")
    assert said(places.without_first_clause(TURN, first)) == "ja, maar niemand neemt op"
    assert said(places.without_last_clause(TURN, first)) == "Wij bellen, ja"
    assert places.moved_end(TURN, Span(0, 3), -1) == Span(0, 3)


def test_clauses_are_parted_by_signs_brackets_and_words_that_join() -> None:
    turn = "En dan bel ik, want alleen durft ze niet. [lacht] Klein beginnen. Je dis que c’est un mur : « bonjour »."
    known = places.places(turn)
    assert [turn[start:].split(maxsplit=1)[0] for start in known.clause_starts] == [
        *("En", "dan", "bel", "want", "alleen", "[lacht]", "Klein", "Je", "que", "c’est", "«"),
    ]
    ends = [turn[:end] for end in known.clause_ends]
    assert [end for end in ends if end.endswith((",", ".", ":", " "))] == []
    assert any(end.endswith("bel ik") for end in ends)
    assert ends[-1].endswith("« bonjour »")


def test_a_span_that_begins_within_its_only_sentence_has_no_full_stop_and_one_over_several_keeps_it() -> None:
    first = places.next_sentence(TURN, 0, len(TURN))
    assert said(places.begun(TURN, first, TURN.index("maar"))) == "maar niemand neemt op"
    both = places.with_next(TURN, first.start, first.end)
    assert said(places.begun(TURN, both, TURN.index("maar"))) == "maar niemand neemt op. Dat is het."
    assert said(places.begun(TURN, first, 0)) == said(first)


def test_signs_that_follow_each_other_are_taken_one_by_one() -> None:
    turn = "Il dit : « en septembre ». Voilà."
    span = places.next_sentence(turn, 0, len(turn))
    shorter = places.moved_end(turn, span, -1)
    assert turn[shorter.start : shorter.end].endswith("septembre »")


def test_the_mouse_takes_whole_words() -> None:
    assert said(places.snapped(TURN, 5, 6)) == "bellen"
    assert said(places.snapped(TURN, 5, 13)) == "bellen, ja"
    assert places.snapped("a   b", 2, 3) == Span(2, 2)


@given(
    st.text("ab ,.!\n'", max_size=40), st.lists(st.sampled_from(["s", "S", "e", "E", "b", "B", "h", "l", "H", "L", ",", ";"]), max_size=12)
)
def test_no_key_leads_out_of_the_turn_or_to_nothing(text: str, keys: list[str]) -> None:
    if not text.strip():
        return
    span = Span(0, len(text))
    for key in keys:
        span = {
            "s": lambda s: places.next_sentence(text, s.start, s.end),
            "S": lambda s: places.previous_sentence(text, s.start, s.end),
            "e": lambda s: places.with_next(text, s.start, s.end),
            "E": lambda s: places.without_last(text, s.start, s.end),
            "b": lambda s: places.with_previous(text, s.start, s.end),
            "B": lambda s: places.without_first(text, s.start, s.end),
            "h": lambda s: places.moved_end(text, s, -1),
            "l": lambda s: places.moved_end(text, s, 1),
            "L": lambda s: places.moved_start(text, s, 1),
            "H": lambda s: places.moved_start(text, s, -1),
            ",": lambda s: places.without_first_clause(text, s),
            ";": lambda s: places.without_last_clause(text, s),
        }[key](span)
        assert 0 <= span.start < span.end <= len(text)
