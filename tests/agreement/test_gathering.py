"""What is gathered from transcripts: units, patterns, spans, values."""

from __future__ import annotations

from collections.abc import Sequence
from random import Random

import pytest

from qualcode.agreed import Heard, Put, Shared
from qualcode.agreement._gathering import Gathered, Unit, gathered, of_pair
from qualcode.agreement._results import Draws, of_attribute, of_code, overall
from qualcode.agreement._span_results import of_spans, of_theme

NO_DRAWS = Draws(1, 0)
DRAWS = Draws(1, 300)
TEXT = "Een korte zin. Nog een zin die langer is. En dan niets."
"""Sentences at 0-14, 15-41 and 42-55."""


def turn(number: int, start: int, text: str | None = None, length: int = 55, key: tuple[str, ...] = ()) -> Heard:
    return Heard(number, key, start, start + length, length // 5, text)


def put(number: int, coder: int, code: str, start: int, end: int, *, coding: int = 0, value: str | None = None) -> Put:
    return Put(number, coding or hash((coder, code, start, end)), coder, code, start, end, start // 5, end // 5, (value,))


def counts(found: Gathered, code: str, key: tuple[str, ...] = ()) -> tuple[tuple[int, ...], int, int, int]:
    one = of_code(found, key, code, NO_DRAWS, {})
    return one.marked, one.everyone, one.some, one.nobody


def test_a_turn_carries_a_code_however_often() -> None:
    turns = [turn(1, 0), turn(2, 100), turn(3, 200)]
    puts = [put(1, 0, "a", 0, 10), put(1, 0, "a", 20, 30), put(1, 1, "a", 40, 50), put(2, 1, "a", 100, 120), put(2, 0, "b", 100, 101)]
    found = gathered([Shared("t", (0, 1), turns, puts)], 2)
    assert counts(found, "a") == ((1, 2), 1, 1, 1)
    assert counts(found, "b") == ((1, 0), 0, 1, 2)
    assert counts(found, "never") == ((0, 0), 0, 0, 3)


@pytest.mark.parametrize(
    ("unit", "text", "wanted"),
    [
        ("turn", None, ((1, 1), 1, 0, 0)),
        ("", None, ((1, 1), 1, 0, 0)),
        ("", TEXT, ((2, 1), 0, 3, 0)),
        ("sentence", TEXT, ((2, 1), 0, 3, 0)),
        ("char", None, ((20, 13), 0, 33, 22)),
    ],
)
def test_units(unit: Unit, text: str | None, wanted: tuple[tuple[int, ...], int, int, int]) -> None:
    """One coder marks the end of the first sentence and the beginning of the second, the other the third: in one turn the same, else not."""
    puts = [put(1, 0, "a", 1005, 1025), put(1, 1, "a", 1042, 1055)]
    found = gathered([Shared("t", (0, 1), [turn(1, 1000, text)], puts)], 2, unit=unit)
    assert counts(found, "a") == wanted


def test_who_has_not_finished_a_transcript_is_missing_there() -> None:
    """Of three coders two have finished the second transcript: its units have two ratings, and the third one's silence is no opinion."""
    first = Shared("t", (0, 1, 2), [turn(1, 0)], [put(1, coder, "a", 0, 5) for coder in range(3)])
    second = Shared("u", (0, 2), [turn(1, 0), turn(2, 100)], [put(1, 0, "a", 0, 5)])
    found = gathered([first, second], 3)
    one = of_code(found, (), "a", NO_DRAWS, {})
    assert (one.marked, one.everyone, one.some, one.nobody) == ((2, 1, 1), 1, 1, 1)
    assert one.f1 == pytest.approx(2 * 3 / (2 * 3 + 1))
    assert one.alpha.value == pytest.approx(1 - (7 - 1) * 1 / (3 * 4))
    assert found.cells[()].spans.length == 55


def test_cells_are_apart_and_a_coding_over_two_turns_is_one_span() -> None:
    turns = [turn(1, 0, key=("nl",)), turn(2, 60, key=("fr",)), turn(3, 120, key=("nl",))]
    puts = [put(number, 0, "a", 30, 160, coding=7) for number in (1, 2, 3)] + [put(3, 1, "a", 120, 175)]
    found = gathered([Shared("t", (0, 1), turns, puts)], 2, edges=True)
    assert counts(found, "a", ("nl",)) == ((2, 1), 1, 1, 0)
    assert counts(found, "a", ("fr",)) == ((1, 0), 0, 1, 0)
    dutch = of_spans(found, ("nl",), "a", "a")
    assert dutch.spans == (1, 1)
    assert dutch.matched == 1
    assert dutch.f1 == pytest.approx(2 * 40 / (65 + 55))


def test_spans_that_touch_are_two_and_those_that_overlap_are_one() -> None:
    puts = [put(1, 0, "a", 0, 10), put(1, 0, "a", 10, 20), put(1, 0, "a", 15, 30), put(1, 1, "a", 0, 30)]
    found = gathered([Shared("t", (0, 1), [turn(1, 0)], puts)], 2, edges=True)
    assert of_spans(found, (), "a", "a").spans == (2, 1)


def test_themes_are_told_only_where_their_codes_exclude_each_other() -> None:
    themes = {"a.one": "a", "a.two": "a", "b.one": "b", "b.two": "b"}
    puts = [put(1, 0, "a.one", 0, 10), put(1, 0, "a.two", 10, 20), put(1, 1, "a.one", 0, 20)]
    puts += [put(1, 0, "b.one", 30, 40), put(1, 0, "b.two", 35, 45), put(1, 1, "b.one", 30, 40)]
    later = Shared("u", (0, 1), [turn(1, 0)], [])
    found = gathered([Shared("t", (0, 1), [turn(1, 0)], puts), later], 2, themes=themes, edges=True)
    apart, crossing = (of_theme(found, (), theme) for theme in ("a", "b"))
    assert (apart.codes, apart.spans, apart.overlaps) == (2, 3, 0)
    assert apart.coverage == pytest.approx(20 / 110)
    assert apart.u is not None
    assert apart.bar_u is not None
    assert apart.u < apart.bar_u
    assert (crossing.overlaps, crossing.u, crossing.cu, crossing.coverage) == (1, None, None, None)
    assert of_spans(found, (), "b.one", "b").ku is None
    assert of_spans(found, (), "b.one", "b").bar_u is not None


def test_values_are_compared_where_both_put_the_code() -> None:
    """The longest coding of a coder in the unit speaks; a coder without a value leaves the unit out of alpha."""
    turns = [turn(number, 100 * number) for number in range(1, 5)]
    puts = [
        *(put(1, 0, "a", 100, 102, value="contra"), put(1, 0, "a", 105, 120, value="pro"), put(1, 1, "a", 100, 110, value="pro")),
        *(put(2, 0, "a", 200, 210, value="contra"), put(2, 1, "a", 200, 210, value="pro")),
        *(put(3, 0, "a", 300, 310, value="pro"), put(3, 1, "a", 300, 310)),
        *(put(4, 0, "b", 400, 410, value="contra"), put(4, 1, "b", 400, 410, value="contra")),
    ]
    found = gathered([Shared("t", (0, 1), turns, puts)], 2, attributes=("stance",))
    every, a, b = of_attribute(found, (), "stance", values=("pro", "contra"), level="nominal", codes=("a", "b"), draws=DRAWS)
    assert [(one.code, one.units, one.without, one.percent) for one in (every, a, b)] == [
        ("", 3, 1, pytest.approx(2 / 3)),
        ("a", 2, 1, 0.5),
        ("b", 1, 0, 1.0),
    ]
    assert every.alpha.value == pytest.approx(1 - 5 * 1 / (3 * 3))
    assert b.alpha.value is None


def transcripts(number: int) -> list[Shared]:
    """Transcripts of three coders who often see the same."""
    made = []
    random = Random(5)
    for at in range(number):
        turns = [turn(each, 100 * each, length=40 + each) for each in range(1, 13)]
        puts = [
            put(each, coder, code, 100 * each, 100 * each + 20)
            for each in range(1, 13)
            for code in "abc"
            for there in [random.random() < 0.4]
            for coder in range(3)
            if there == (random.random() < 0.8)
        ]
        made.append(Shared(f"t{at}", (0, 1, 2), turns, puts))
    return made


def figures(found: Gathered, draws: Draws = NO_DRAWS) -> list[object]:
    codes = [of_code(found, (), code, draws, {}) for code in sorted(found.codes)]
    whole = overall(found, (), codes, (0, 1, 2), draws)
    return [*codes, whole.sets, whole.f1]


@pytest.mark.parametrize("number", [2, 7])
def test_intervals_hold_the_figure_and_are_the_same_for_the_same_seed(number: int) -> None:
    found = gathered(transcripts(number), 3)
    codes = [of_code(found, (), code, DRAWS, {}) for code in sorted(found.codes)]
    for alpha in (*(one.alpha for one in codes), overall(found, (), codes, (0, 1, 2), DRAWS).sets):
        assert alpha.value is not None
        assert alpha.ends is not None
        assert alpha.ends[0] < alpha.value < alpha.ends[1]
        assert (alpha.defined, alpha.draws) == (300, 300)
    assert figures(found, DRAWS) == figures(gathered(transcripts(number), 3), DRAWS)
    assert figures(found, DRAWS) != figures(found, Draws(2, 300))


def test_splitting_a_transcript_changes_no_figure() -> None:
    (whole,) = transcripts(1)
    parts = [
        Shared(
            name,
            whole.finished,
            [each for each in whole.turns if each.number in numbers],
            [each for each in whole.puts if each.turn in numbers],
        )
        for name, numbers in (("t0 a", range(1, 6)), ("t0 b", range(6, 20)))
    ]
    assert figures(gathered([whole], 3)) == figures(gathered(parts, 3))


def test_two_of_three_are_compared_as_if_the_third_were_not_there() -> None:
    both = of_pair(gathered(transcripts(3), 3), 0, 2)
    alone = gathered([_only(one, {0: 0, 2: 1}) for one in transcripts(3)], 2)
    for code in "abc":
        one, other = (of_code(found, (), code, DRAWS, {}) for found in (both, alone))
        assert (one.marked, one.f1, one.alpha, one.ac1) == (other.marked, other.f1, other.alpha, other.ac1)
    assert overall(both, (), [], (0, 1), DRAWS).sets == overall(alone, (), [], (0, 1), DRAWS).sets


def _only(one: Shared, places: dict[int, int]) -> Shared:
    puts: Sequence[Put] = [each._replace(coder=places[each.coder]) for each in one.puts if each.coder in places]
    return Shared(one.transcript, tuple(places.values()), one.turns, puts)


def test_draws_without_variation_are_counted() -> None:
    """One turn of two carries the code: in about a quarter of the draws it does not come, and in as many nothing else comes."""
    puts = [put(1, 0, "a", 0, 10), put(1, 1, "a", 0, 10)]
    found = gathered([Shared("t", (0, 1), [turn(1, 0), turn(2, 100)], puts)], 2)
    alpha = of_code(found, (), "a", Draws(1, 2000), {}).alpha
    assert (alpha.value, alpha.ends, alpha.draws) == (1, (1, 1), 2000)
    assert 900 < alpha.defined < 1100
