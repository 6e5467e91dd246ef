"""Two versions of a text aligned: what they have in common, in order, and positions carried over."""

from __future__ import annotations

import random
import re
from collections import Counter
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qualcode.alignment import Alignment, Run, align, in_common, partners, shared
from qualcode.model import Span
from tests.edits import edited, study_text

OLD = "R1: Het beroepsgeheim is heilig.\nR2: Ja, maar niet altijd.\n"


def assert_sound(alignment: Alignment) -> None:
    """Runs are the same in both texts, and ascend in both."""
    end = new_end = 0
    for run in alignment.runs:
        assert run.length > 0
        assert run.old >= end
        assert run.new >= new_end
        assert alignment.old[run.old : run.old + run.length] == alignment.new[run.new : run.new + run.length]
        end, new_end = run.old + run.length, run.new + run.length
    assert end <= len(alignment.old)
    assert new_end <= len(alignment.new)


def test_what_was_put_in_and_taken_out_lies_between_the_runs() -> None:
    new = OLD.replace("is heilig", "is heel heilig").replace(" maar", "")
    alignment = align(OLD, new)
    assert [OLD[run.old : run.old + run.length] for run in alignment.runs] == [
        "R1: Het beroepsgeheim is ",
        "heilig.\nR2: Ja,",
        " niet altijd.\n",
    ]
    assert_sound(alignment)
    assert new[alignment.to_new(OLD.index("altijd")) :] == "altijd.\n"
    assert OLD[alignment.to_old(new.index("altijd")) :] == "altijd.\n"
    assert alignment.to_new(OLD.index("maar")) == alignment.to_new(OLD.index(" niet")) == new.index(" niet")
    assert alignment.to_old(new.index("l heilig")) == OLD.index("heilig")
    assert alignment.turned.to_new(new.index("altijd")) == OLD.index("altijd")


def test_the_same_text_is_one_run() -> None:
    assert align(OLD, OLD).runs == (Run(0, 0, len(OLD)),)
    assert align("a", "a").runs == (Run(0, 0, 1),)
    assert align("", "").runs == align("", OLD).runs == align(OLD, "").runs == ()


def test_what_has_nothing_in_common_has_no_runs() -> None:
    alignment = align("Zonder vertrouwen geen hulp.", "Oui, voilà.")
    assert alignment.runs == ()
    assert (alignment.to_new(9), alignment.before(9), alignment.after(9)) == (0, 0, len("Oui, voilà."))


def test_positions_before_and_after_the_first_and_last_run() -> None:
    alignment = align("zzzz het beroepsgeheim", "het beroepsgeheim yyyy")
    assert [alignment.to_new(at) for at in (0, 4, 5, 9)] == [0, 0, 0, 4]
    assert (alignment.before(0), alignment.before(7), alignment.after(7), alignment.after(22)) == (0, 2, 2, 22)


@pytest.mark.parametrize("seed", range(3))
def test_edits_all_over_cost_no_more_than_they_are(repository: Path, seed: int) -> None:
    """What was not edited is found: hardly a character less than the fewest edits would leave."""
    text = study_text(repository)
    made = edited(text, 100, random.Random(seed))
    alignment = align(text, made.text)
    assert_sound(alignment)
    kept = sum(origin is not None for origin in made.origins)
    assert sum(run.length for run in alignment.runs) >= 0.995 * kept
    exact = {origin: at for at, origin in enumerate(made.origins) if origin is not None}
    agree = sum(exact.get(run.old + at) == run.new + at for run in alignment.runs for at in range(run.length))
    assert agree >= 0.99 * kept


def test_every_label_changed_leaves_every_word(repository: Path) -> None:
    text = study_text(repository)
    new = re.sub(r"^(\w+):", r"Deelnemer \1:", text, flags=re.MULTILINE)
    assert new != text
    alignment = align(text, new)
    assert_sound(alignment)
    once = [word for word, times in Counter(text.split()).items() if times == 1 and word not in new.replace(word, "", 1)]
    assert len(once) > 1000
    assert [word for word in once if not new[alignment.to_new(text.index(word)) :].startswith(word)] == []


def test_a_text_too_long_to_be_compared_by_characters_is_compared_by_words() -> None:
    draw = random.Random(1)
    words = ["ja", "nee", "wel", "niet", "hier", "daar"]
    old = " ".join(draw.choices(words, k=4000))
    new = " ".join(word for word in old.split() if draw.random() > 0.05)
    alignment = align(old, new)
    assert_sound(alignment)
    assert sum(run.length for run in alignment.runs) > 0.8 * len(new)


def test_texts_of_two_talks_are_aligned_in_the_room_that_there_is() -> None:
    draw = random.Random(2)
    old, new = ("".join(draw.choices("abc ", k=60_000)) for _ in range(2))
    assert_sound(align(old, new))


@given(st.text("ab \n", max_size=80), st.text("ab \n", max_size=80))
def test_any_alignment_is_sound_both_ways(old: str, new: str) -> None:
    alignment = align(old, new)
    assert_sound(alignment)
    assert_sound(alignment.turned)
    places = [alignment.to_new(at) for at in range(len(old) + 1)]
    assert places == sorted(places)
    assert all(0 <= at <= len(new) for at in places)


@given(st.text("abc \n", max_size=80), st.text("abc \n", max_size=80), st.integers(0, 80), st.integers(0, 80))
def test_parts_of_runs_within_a_stretch_are_those_that_lie_there(old: str, new: str, start: int, end: int) -> None:
    alignment = align(old, new)
    pairs = {(run.old + at, run.new + at) for run in alignment.runs for at in range(run.length)}
    within = [(run.old + at, run.new + at) for run in alignment.within(start, end) for at in range(run.length)]
    assert within == sorted(pair for pair in pairs if start <= pair[0] < end)


def test_stretches_have_in_common_what_runs_between_them() -> None:
    new = OLD.replace("heilig.\nR2: Ja", "heilig. Ja").replace("niet altijd", "nooit")
    alignment = align(OLD, new)
    olds = [Span(4, 32), Span(37, 58)]
    assert [OLD[span.start : span.end] for span in olds] == ["Het beroepsgeheim is heilig.", "Ja, maar niet altijd."]
    news = [Span(4, len(new) - 1)]
    assert shared(alignment, olds, news) == {(0, 0): 28, (1, 0): len("Ja, maar n")}


def test_the_partner_of_a_stretch_is_the_one_that_it_has_most_in_common_with() -> None:
    assert partners({(0, 0): 5, (1, 0): 9, (2, 2): 4}, 3) == [1, None, 2]


@given(st.text("ab", max_size=30), st.text("ab", max_size=10), st.text("ab", max_size=10))
def test_what_two_texts_begin_with_in_common(both: str, one: str, other: str) -> None:
    found = in_common(both + one, both + other)
    assert found >= len(both)
    assert (both + one)[:found] == (both + other)[:found]
    assert (both + one)[found : found + 1] != (both + other)[found : found + 1] or found == len(both + one) == len(both + other)
