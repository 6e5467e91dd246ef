"""What holds of agreement whatever coders did."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from itertools import product
from typing import Any

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from qualcode.agreement import ac1, alpha, f1, jaccard, kappa, masi, percent, pi, s, u_alpha
from qualcode.agreement._ratings import Ratings, of_marks, of_rows
from qualcode.agreement.shift import Edged, matched
from qualcode.agreement.u_alpha import Marked, family, joined, sums

EVERY: tuple[Callable[[Ratings], Any], ...] = (
    *(one.value for one in (ac1, alpha, f1, jaccard, kappa, percent, pi, s)),
    lambda units: alpha.value(units, "ordinal"),
    lambda units: alpha.value(units, "ratio"),
)

VALUES = st.one_of(st.none(), st.integers(0, 3))
UNITS = st.integers(2, 5).flatmap(lambda coders: st.lists(st.lists(VALUES, min_size=coders, max_size=coders), min_size=1, max_size=12))
FULL = st.integers(2, 4).flatmap(
    lambda coders: st.lists(st.lists(st.integers(0, 2), min_size=coders, max_size=coders), min_size=2, max_size=12)
)


def same(one: float | None, other: float | None) -> bool:
    return one == other if one is None or other is None else one == pytest.approx(other, abs=1e-9)


@given(UNITS, st.randoms(use_true_random=False))
@settings(max_examples=60)
def test_the_order_of_coders_and_units_does_not_matter(rows: list[list[int | None]], random: Any) -> None:
    order = list(range(len(rows[0])))
    random.shuffle(order)
    mixed = [[row[place] for place in order] for row in rows]
    random.shuffle(mixed)
    for statistic in EVERY:
        assert same(statistic(of_rows(rows, range(4))), statistic(of_rows(mixed, range(4))))


@given(UNITS)
@settings(max_examples=40)
def test_names_of_values_do_not_matter(rows: list[list[int | None]]) -> None:
    named = [[None if value is None else "dcba"[value] for value in row] for row in rows]
    for statistic in (ac1.value, alpha.value, kappa.value, percent.value, pi.value, s.value):
        assert same(statistic(of_rows(rows, range(4))), statistic(of_rows(named, "abcd")))


@given(st.lists(VALUES, min_size=1, max_size=12), st.integers(2, 4))
@settings(max_examples=40)
def test_who_say_the_same_agree_or_have_nothing_to_show(said: list[int | None], coders: int) -> None:
    units = of_rows([[value] * coders for value in said], range(4))
    varied = len({value for value in said if value is not None}) > 1
    for level in ("nominal", "ordinal", "interval", "ratio"):
        assert same(alpha.value(units, level), 1 if varied else None)
    for one in (ac1, kappa, pi, s):
        assert same(one.value(units), 1 if varied else None)


@given(FULL)
@settings(max_examples=60)
def test_alpha_is_pi_with_a_correction_for_few_units(rows: list[list[int]]) -> None:
    """1 - alpha is (1 - pi) times (N - 1) / N, N being all ratings: of two coders and n units (2n - 1) / (2n)."""
    units = of_rows(rows, range(3))
    number = len(rows) * len(rows[0])
    fleiss = pi.value(units)
    assert same(alpha.value(units), None if fleiss is None else 1 - (1 - fleiss) * (number - 1) / number)


@given(st.lists(st.integers(0, 40), min_size=4, max_size=4))
def test_two_coders_and_a_mark_have_one_alpha_at_any_level(counts: list[int]) -> None:
    marks = of_marks(*counts)
    found = [alpha.value(marks, level) for level in ("nominal", "ordinal", "interval", "ratio")]
    assert all(same(found[0], other) for other in found)


SETS = st.frozensets(st.sampled_from("abcdef"), max_size=4)


def by_definition(rows: Sequence[Sequence[frozenset[str]]]) -> float | None:
    """Alpha of sets in the plainest way: every pair of values held against each other."""
    rated = [row for row in rows if len(row) > 1]
    every = Counter(value for row in rated for value in row)
    observed = sum(masi.distance(row[a], row[b]) / (len(row) - 1) for row in rated for a, b in product(range(len(row)), repeat=2) if a != b)
    expected = sum(every[a] * every[b] * masi.distance(a, b) for a, b in product(every, repeat=2))
    return 1 - (every.total() - 1) * observed / expected if expected else None


@given(st.lists(st.lists(SETS, min_size=1, max_size=4), min_size=1, max_size=10))
@settings(max_examples=60)
def test_alpha_of_sets_is_as_defined(rows: list[list[frozenset[str]]]) -> None:
    assert same(masi.alpha(rows), by_definition(rows))


@given(st.dictionaries(st.integers(0, 2**12 - 1), st.integers(1, 9), max_size=30))
@settings(max_examples=60)
def test_counting_groups_of_members_is_holding_sets_against_each_other(given_sets: dict[int, int]) -> None:
    for likeness in (masi.masi, masi.jaccard):
        plain = sum(a * b * masi._like(one, other, likeness) for one, a in given_sets.items() for other, b in given_sets.items())
        members = {one: times for one, times in given_sets.items() if one}
        assert masi._alike(given_sets, likeness) == pytest.approx(plain)
        assert masi._of_few(members, likeness) + given_sets.get(0, 0) ** 2 == pytest.approx(plain)


@st.composite
def texts(draw: st.DrawFn) -> tuple[list[list[Marked]], int]:
    """What two to four coders mark on a text, none of their spans overlapping."""
    length = draw(st.integers(5, 40))
    coders = []
    for _ in range(draw(st.integers(2, 4))):
        cuts = sorted(draw(st.sets(st.integers(0, length), max_size=8)))
        codes = draw(st.lists(st.sampled_from(["", "a", "b", "c"]), min_size=8, max_size=8))
        coders.append([Marked(start, end, code) for start, end, code in zip(cuts, cuts[1:], codes, strict=False) if code])
    return coders, length


def families(coders: list[list[Marked]], length: int) -> list[float | None]:
    found = family(coders, length)
    return [found.u, found.bar_u, found.cu, found.coverage, *found.ku.values(), *found.ku_coverage.values()]


@given(texts())
@settings(max_examples=80)
def test_of_spans_order_names_and_a_cut_between_texts_do_not_matter(made: tuple[list[list[Marked]], int]) -> None:
    coders, length = made
    found = families(coders, length)
    renamed = [[Marked(span.start, span.end, {"a": "x", "b": "y", "c": "z"}[span.code]) for span in spans] for spans in coders]
    assert all(map(same, found, families(coders[::-1], length)))
    assert all(map(same, found, families(renamed, length)))
    whole = sums(coders, length)
    whole.add(sums([[] for _ in coders], 11))
    whole.add(sums(coders, length))
    behind = [[*spans, *(Marked(span.start + length + 11, span.end + length + 11, span.code) for span in spans)] for spans in coders]
    one, other = u_alpha.of_sums(whole), family(behind, 2 * length + 11)
    assert same(one.u, other.u)
    assert same(one.cu, other.cu)
    assert all(same(one.ku[code], other.ku[code]) for code in one.ku)


@given(texts())
@settings(max_examples=60)
def test_of_spans_what_chance_expects_is_all_there_is(made: tuple[list[list[Marked]], int]) -> None:
    """The expected coincidences of all codes and gaps sum up to the whole text."""
    coders, length = made
    found = sums(coders, length)
    whole = len(coders) * length
    given_all = {code: (found.given[code], found.squares[code]) for code in found.given}
    gaps = whole - found.given.total()
    given_all[""] = (gaps, gaps)
    chance = whole**2 - sum(square for _, square in given_all.values())
    if not chance:
        return
    expected = sum(
        whole * (one * other - (square if a == b else 0)) / chance
        for (a, (one, square)), (b, (other, _)) in product(given_all.items(), repeat=2)
    )
    assert expected == pytest.approx(whole)


@given(texts())
@example(([[Marked(0, 1, "a"), Marked(1, 21, "a")]], 21))
@settings(max_examples=60)
def test_who_marks_the_same_spans_agrees_on_them(made: tuple[list[list[Marked]], int]) -> None:
    """Where nothing is marked, or all of the text with one code, nothing varies and alpha is not defined."""
    coders, length = made
    found = family([coders[0]] * 3, length)
    codes = {span.code for span in coders[0]}
    assert found.u is None or found.u == pytest.approx(1)
    assert found.cu is None or found.cu == pytest.approx(1)
    marked = sum(span.end - span.start for span in coders[0])
    assert (found.u is None) == (not codes or (len(codes) == 1 and marked == length))


@given(
    st.lists(st.tuples(st.integers(0, 30), st.integers(1, 9)), max_size=8),
    st.lists(st.tuples(st.integers(0, 30), st.integers(1, 9)), max_size=8),
)
@settings(max_examples=60)
def test_spans_are_matched_at_most_once_each_and_from_either_side(one: list[tuple[int, int]], other: list[tuple[int, int]]) -> None:
    ours, theirs = ([Edged(start, end, start, end) for start, end in joined((at, at + size) for at, size in each)] for each in (one, other))
    found = matched(ours, theirs)
    assert len({a for a, _ in found}) == len({b for _, b in found}) == len(found)
    assert all(a.start < b.end and b.start < a.end for a, b in found)
    assert bool(found) == any(a.start < b.end and b.start < a.end for a in ours for b in theirs)
