"""What holds of every question: a part is never more than the whole, and neither splitting nor the order of import changes anything."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import replace

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from qualcode.actions import asking, patterns, talking
from qualcode.actions.asking import Question
from qualcode.model import Selection
from qualcode.store import codings, moments, talk, tallies, together, vocabulary
from qualcode.store.database import Store
from qualcode.table import Table
from tests.store.oracle import Put, World
from tests.store.projects import Script, bring_in, code, project, scratch
from tests.store.test_tallies import SELECTIONS, worlds

pytestmark = pytest.mark.thorough

LAYER = codings.Layer("anna", "coder", 1)
ASKED = Question(layer="anna")

QUESTIONS: tuple[Callable[[Store], Table], ...] = (
    lambda store: asking.count(store, ASKED, ("sector",)),
    lambda store: asking.compare(store, ASKED, ("region",)),
    lambda store: patterns.cooccur(store, ASKED, within=2),
    lambda store: patterns.stance(store, ASKED, ("language",)),
    lambda store: patterns.matrix(store, ASKED, ("transcript",), cells="words"),
    lambda store: patterns.saturation(store, ASKED, base=1, run=1),
    lambda store: talking.participation(store, ASKED, ("transcript",)),
    lambda store: talking.timeline(store, ASKED),
    lambda store: talking.interaction(store, ASKED, attribute="stance", within=2),
    lambda store: asking.quotes(store, ASKED, ("region",), best=1),
)


def fill(store: Store, scripts: Iterable[Script], puts: Iterable[Put]) -> None:
    for script in scripts:
        bring_in(store, script)
    code(store, *(put.new for put in puts))


def slow(examples: int) -> settings:
    return settings(max_examples=examples, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large], deadline=None)


@slow(30)
@given(world=worlds(), selection=SELECTIONS)
def test_a_selection_never_has_more_than_the_whole(world: World, selection: Selection) -> None:
    """Segments are stretches that overlapping codings join: leaving some of these out (by attribute or code) can part them, and is not asked."""
    with scratch() as folder, project(folder) as store:
        fill(store, world.scripts, world.codings)
        whole = {tally.code: tally for tally in tallies.tallies(store, Selection(), LAYER)}
        joined = not selection.attributes and not selection.codes
        for tally in tallies.tallies(store, selection, LAYER):
            every = whole[tally.code]
            assert tally.turns <= every.turns
            assert tally.words <= every.words
            assert tally.participants <= every.participants
            assert not joined or tally.segments <= every.segments
        both = together.together(store, Selection(), LAYER)
        part = together.together(store, selection, LAYER)
        assert all(number <= both.turns[place] for place, number in part.turns.items())
        assert all(pair.turns <= both.pairs[place].turns for place, pair in part.pairs.items())
        spoken = {(each.transcript, each.speaker): each.words for each in talk.talkers(store, Selection())}
        assert all(each.words <= spoken[each.transcript, each.speaker] for each in talk.talkers(store, selection))


@st.composite
def halves(draw: st.DrawFn) -> tuple[World, World]:
    """A world, and the same with its first transcript in two; no coding goes over the cut."""
    world = draw(worlds())
    script = world.scripts[0]
    at = draw(st.integers(0, len(script.turns)))
    first = replace(script, turns=script.turns[:at], silent=())
    second = replace(script, id="rest", turns=script.turns[at:])
    cut = len(first.text)
    kept: list[Put] = []
    moved: list[Put] = []
    for put in world.codings:
        new = put.new
        if new.transcript != script.id or new.end <= cut:
            kept.append(put)
            moved.append(put)
        elif new.start >= cut:
            kept.append(put)
            moved.append(replace(put, new=replace(new, transcript="rest", start=new.start - cut, end=new.end - cut)))
    parts = tuple(_own_speakers(each) for each in (first, second) if each.turns)
    return World(world.scripts, tuple(kept)), World((*parts, *world.scripts[1:]), tuple(moved))


def _own_speakers(script: Script) -> Script:
    return replace(script, own={name: own for name, own in script.own.items() if name in script.speakers})


@slow(30)
@given(pair=halves())
def test_splitting_a_transcript_changes_no_count_of_segments_turns_or_words(pair: tuple[World, World]) -> None:
    counted = []
    for world in pair:
        with scratch() as folder, project(folder) as store:
            fill(store, world.scripts, world.codings)
            both = together.together(store, Selection(), LAYER)
            words = vocabulary.vocabulary(vocabulary.spoken(store, Selection(), "nl"), list)
            found = [(tally.code, tally.segments, tally.turns, tally.words) for tally in tallies.tallies(store, Selection(), LAYER)]
            pairs = {place: each.turns for place, each in both.pairs.items()}
            turns: dict[str, int] = {}
            for each in moments.moments(store, Selection(), LAYER):
                turns[each.code] = turns.get(each.code, 0) + each.turns
            counted.append((found, both.turns, pairs, turns, {place: term.times for place, term in words.terms.items()}))
    assert counted[0] == counted[1]


@slow(12)
@given(world=worlds(), chance=st.randoms())
def test_the_order_of_import_changes_nothing(world: World, chance: object) -> None:
    scripts, puts = list(world.scripts), list(world.codings)
    answers = []
    for turn in range(2):
        if turn:
            chance.shuffle(scripts)  # type: ignore[attr-defined]
            chance.shuffle(puts)  # type: ignore[attr-defined]
        with scratch() as folder, project(folder) as store:
            fill(store, scripts, puts)
            answers.append([question(store) for question in QUESTIONS] if puts else [])
    assert answers[0] == answers[1]
