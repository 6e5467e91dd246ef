"""Tallies and bases, compared with what is counted one character at a time, and with what a person counts."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from qualcode.counts import Base, Tally
from qualcode.errors import QualcodeError
from qualcode.model import Origin, Role, Selection, TranscriptKind
from qualcode.store import checking, codings, database, tallies, transcripts
from qualcode.store.changes import change
from qualcode.store.codings import NewCoding
from qualcode.store.database import Store
from tests.store.oracle import Put, World
from tests.store.projects import (
    CODABLE,
    PARENTS,
    Said,
    Script,
    anna,
    book,
    bram,
    bring_in,
    code,
    coded,
    load,
    place,
    project,
    remove,
    scratch,
)

REGIONS = ("antwerp", "charleroi")
SECTORS = ("justice", "care")
LANGUAGES = ("nl", "fr")
KINDS: tuple[TranscriptKind, ...] = ("focus-group", "interview")
ORIGINS: tuple[Origin, ...] = ("manual", "search", "imported")
SPEAKERS = ("M", "R1", "R2")

GROUPINGS = (
    (),
    ("region",),
    ("language",),
    ("speaker",),
    ("transcript",),
    ("kind",),
    ("attribute:stance",),
    ("origin",),
    ("region", "sector"),
    ("language", "region"),
    ("attribute:stance", "speaker", "origin"),
)


@st.composite
def scripts(draw: st.DrawFn, id: str) -> Script:
    """A short transcript of any make."""
    texts = st.lists(st.sampled_from(["ja", "oui", "beroepsgeheim", "samen", "et", "puis.", "wacht,"]), min_size=1, max_size=5).map(
        " ".join
    )
    turns = st.builds(Said, st.sampled_from(SPEAKERS), texts, st.sampled_from(LANGUAGES))
    roles: dict[str, Role] = {
        "M": draw(st.sampled_from(["moderator", "participant"])),
        "R2": draw(st.sampled_from(["participant", "observer"])),
    }
    tags: dict[str, str] = draw(
        st.fixed_dictionaries({}, optional={"region": st.sampled_from(REGIONS), "sector": st.sampled_from(SECTORS)})
    )
    own = draw(st.dictionaries(st.sampled_from(SPEAKERS), st.fixed_dictionaries({"sector": st.sampled_from(SECTORS)}), max_size=2))
    found = tuple(draw(st.lists(turns, min_size=1, max_size=6)))
    there = {turn.speaker for turn in found}
    silent = ("R3",) if draw(st.booleans()) else ()
    return Script(id, found, roles, silent, tags, {name: own[name] for name in own if name in there}, draw(st.sampled_from(KINDS)))


@st.composite
def puts(draw: st.DrawFn, among: list[Script]) -> Put:
    """A coding anywhere, over as many turns as it likes."""
    script = draw(st.sampled_from(among))
    start = draw(st.integers(0, len(script.text) - 1))
    end = draw(st.integers(start + 1, min(len(script.text), start + 60)))
    attributes = draw(st.fixed_dictionaries({}, optional={"stance": st.sampled_from(["pro", "contra"])}))
    new = NewCoding(script.id, draw(st.sampled_from(CODABLE)), start, end, "", attributes)
    return Put(new, draw(st.sampled_from(ORIGINS)))


@st.composite
def worlds(draw: st.DrawFn) -> World:
    """Up to three transcripts and up to ten codings in them."""
    there = [draw(scripts(f"fg{number}")) for number in range(draw(st.integers(1, 3)))]
    texts = {script.id: script.text for script in there}
    unique: dict[tuple[object, ...], Put] = {}
    for put in draw(st.lists(puts(there), min_size=2, max_size=10)):
        if texts[put.new.transcript][put.new.start : put.new.end].strip():
            unique.setdefault((put.new.transcript, put.new.code, put.new.start, put.new.end), put)
    return World(tuple(there), tuple(unique.values()))


PARTS: list[dict[str, Any]] = [
    {"where": {"region": ("antwerp",)}},
    {"where": {"region": REGIONS, "sector": ("care",)}},
    {"where": {"sector": ("justice",)}},
    {"kinds": ("interview",)},
    {"transcripts": ("fg0",)},
    {"transcripts": ("fg0", "fg1")},
    {"speakers": ("R1",)},
    {"speakers": ("R1", "M")},
    {"languages": ("fr",)},
    {"codes": ("coop",)},
    {"codes": ("coop.linking", "value.need")},
    {"codes": ("coop.linking.formal",)},
    {"attributes": {"stance": ("pro",)}},
    {"attributes": {"stance": ("pro", "contra")}},
]
SELECTIONS = st.lists(st.sampled_from(PARTS), min_size=1, max_size=2).map(lambda parts: Selection(**{**parts[0], **parts[-1]}))


def fill(store: Store, world: World) -> None:
    """Put what the world has into a project, and things that must not count."""
    for script in world.scripts:
        bring_in(store, script)
        code(store, NewCoding(script.id, "coop.linking", 0, len(script.text)), coder=bram(store))
    for origin in ORIGINS:
        code(store, *(put.new for put in world.codings if put.origin == origin), origin=origin)
    gone = Script("gone", (Said("R1", "ja ja"),))
    bring_in(store, gone)
    code(store, coded(gone, "coop.secrecy", "ja ja"))
    remove(store, "gone")
    off = code(store, NewCoding(world.scripts[0].id, "coop.secrecy", 0, 5))
    with change(store, "coding remove", coder=anna(store).guid) as made:
        for guid in off:
            made.set("coding", guid, "present", 0)


@settings(max_examples=60, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large])
@given(world=worlds(), selection=SELECTIONS, by=st.sampled_from(GROUPINGS), themes=st.booleans())
def test_what_sql_counts_is_what_is_counted_character_by_character(
    world: World, selection: Selection, by: tuple[str, ...], themes: bool
) -> None:
    with scratch() as folder, project(folder) as store:
        fill(store, world)
        layer = codings.layer(store, "anna") if world.codings else codings.Layer("anna", "coder", 1)
        for chosen, grouping in ((Selection(), by), (selection, ()), (selection, by)):
            found = tallies.tallies(store, chosen, layer, grouping, themes=themes)
            assert {(tally.code, tally.key): tally for tally in found} == world.tallies(chosen, grouping, themes=themes)
            assert len({(tally.code, tally.key) for tally in found}) == len(found)
            order = list(PARENTS)
            assert [order.index(tally.code) for tally in found] == sorted(order.index(tally.code) for tally in found)
            bases = tallies.bases(store, chosen, grouping)
            assert {base.key: base for base in bases} == world.bases(chosen, grouping)
            assert len({base.key for base in bases}) == len(bases)


GROUP = Script(
    "fg1",
    (
        Said("M", "Waarom eigenlijk?", "nl"),
        Said("R1", "Zonder vertrouwen geen hulp.", "nl"),
        Said("R2", "Oui, sans confiance rien.", "fr"),
        Said("R1", "Ja, en samen.", "nl"),
    ),
    roles={"M": "moderator"},
    silent=("R3",),
    variables={"region": "antwerp", "sector": "care"},
    own={"R2": {"sector": "justice"}},
)


def counted(store: Store, by: tuple[str, ...] = (), selection: Selection | None = None) -> dict[tuple[str, tuple[str | None, ...]], Tally]:
    """The tallies of anna's codings by code and cell."""
    found = tallies.tallies(store, selection or Selection(), codings.layer(store, "anna"), by)
    return {(tally.code, tally.key): tally for tally in found}


def test_a_span_over_two_speakers_counts_once_in_all_and_for_each_in_a_split_by_speaker(tmp_path: Path) -> None:
    with project(tmp_path, GROUP) as store:
        code(store, NewCoding("fg1", "coop.secrecy", place(GROUP, "vertrouwen")[0], place(GROUP, "sans confiance")[1]))
        whole = counted(store)["coop.secrecy", ()]
        assert (whole.segments, whole.turns, whole.words, whole.participants, whole.shares) == (1, 2, 6, 2, (1, 1))
        split = counted(store, ("speaker",))
        assert {key[0]: (tally.segments, tally.words) for (of, key), tally in split.items() if of == "coop.secrecy"} == {
            "fg1/R1": (1, 3),
            "fg1/R2": (1, 3),
        }


def test_codings_of_one_code_that_overlap_are_one_segment_and_those_that_only_touch_are_two(tmp_path: Path) -> None:
    with project(tmp_path, GROUP) as store:
        start, end = place(GROUP, "Zonder vertrouwen geen hulp")
        middle = place(GROUP, "geen")[0]
        code(store, NewCoding("fg1", "value.need", start, middle), NewCoding("fg1", "value.need", middle, end))
        touching = counted(store)["value.need", ()]
        code(store, coded(GROUP, "value.need", "vertrouwen geen"))
        joined = counted(store)["value.need", ()]
    assert (touching.segments, touching.words, touching.turns) == (2, 4, 1)
    assert (joined.segments, joined.words, joined.turns) == (1, 4, 1)


def test_a_theme_counts_once_what_several_of_its_codes_mark(tmp_path: Path) -> None:
    with project(tmp_path, GROUP) as store:
        code(store, coded(GROUP, "coop.secrecy", "Zonder vertrouwen"), coded(GROUP, "coop.linking.formal", "vertrouwen geen hulp"))
        found = counted(store)
    assert {of: (tally.segments, tally.words) for (of, _), tally in found.items()} == {
        "coop": (1, 4),
        "coop.secrecy": (1, 2),
        "coop.linking": (1, 3),
        "coop.linking.formal": (1, 3),
    }


def test_what_only_a_moderator_says_counts_nowhere(tmp_path: Path) -> None:
    with project(tmp_path, GROUP) as store:
        code(store, coded(GROUP, "coop.secrecy", "Waarom eigenlijk"))
        assert counted(store) == {}
        code(store, NewCoding("fg1", "coop.secrecy", place(GROUP, "eigenlijk")[0], place(GROUP, "Zonder")[1]))
        assert counted(store)["coop.secrecy", ()].words == 1


def test_a_participants_own_value_holds_before_the_transcripts(tmp_path: Path) -> None:
    with project(tmp_path, GROUP) as store:
        code(store, coded(GROUP, "coop.secrecy", "confiance"), coded(GROUP, "coop.secrecy", "vertrouwen"))
        found = counted(store, ("region", "sector"))
        bases = {base.key: base for base in tallies.bases(store, Selection(), ("region", "sector"))}
    assert {key: tally.words for (of, key), tally in found.items() if of == "coop.secrecy"} == {
        ("antwerp", "care"): 1,
        ("antwerp", "justice"): 1,
    }
    assert (bases["antwerp", "care"].participants, bases["antwerp", "care"].words) == (2, 7)
    assert (bases["antwerp", "justice"].participants, bases["antwerp", "justice"].words) == (1, 4)


def test_silent_participants_are_in_the_denominator_unless_it_is_made_of_turns(tmp_path: Path) -> None:
    with project(tmp_path, GROUP) as store:
        assert tallies.bases(store, Selection()) == [Base((), 3, 11, 3, 1, (("fg1", 11),))]
        assert {base.key: base.participants for base in tallies.bases(store, Selection(), ("language",))} == {("nl",): 1, ("fr",): 1}
        assert tallies.bases(store, Selection(languages=("fr",))) == [Base((), 1, 4, 1, 1, (("fg1", 4),))]
        assert tallies.bases(store, Selection(speakers=("R3",))) == [Base((), 0, 0, 1, 1, (("fg1", 0),))]


def test_counts_follow_a_change_of_role_and_of_tags(tmp_path: Path) -> None:
    with project(tmp_path, GROUP) as store:
        code(store, coded(GROUP, "coop.secrecy", "confiance"))
        with change(store, "transcripts tag", coder=anna(store).guid) as made:
            transcripts.tag(made, "fg1", {"region": "charleroi"})
            transcripts.tag(made, "fg1", {"sector": None}, speaker="R2")
        assert list(counted(store, ("region", "sector"))) == [("coop", ("charleroi", "care")), ("coop.secrecy", ("charleroi", "care"))]
        with change(store, "transcripts tag", coder=anna(store).guid) as made:
            transcripts.set_role(made, "fg1", "R2", "observer")
        assert counted(store) == {}


def test_a_read_only_project_counts_the_same(tmp_path: Path) -> None:
    with project(tmp_path, GROUP) as store:
        code(store, coded(GROUP, "coop.secrecy", "confiance"))
        written = counted(store, ("speaker",))
    with database.opened(tmp_path) as store:
        assert counted(store, ("speaker",)) == written


def test_a_code_that_is_retired_is_still_counted(tmp_path: Path) -> None:
    with project(tmp_path, GROUP) as store:
        code(store, coded(GROUP, "coop.secrecy", "confiance"))
        load(store, anna(store), book(retired=("coop.secrecy",), version="2"))
        assert counted(store)["coop.secrecy", ()].segments == 1


@pytest.mark.parametrize("damage", ["DELETE FROM code_ancestor", "UPDATE code SET present = 0 WHERE slug = 'coop.secrecy'"])
def test_codings_whose_code_is_lost_are_told_and_not_left_out(tmp_path: Path, damage: str) -> None:
    with project(tmp_path, GROUP) as store:
        code(store, coded(GROUP, "coop.secrecy", "confiance"))
        store.connection.execute(damage)
        with pytest.raises(QualcodeError, match="Codings carry a code that the codebook in use has not") as caught:
            counted(store)
        assert caught.value.hint == "See what is wrong: qualcode check"
        assert any(checking.check(store).values())


def test_more_than_ten_dimensions_keep_the_order_that_was_asked(tmp_path: Path) -> None:
    by = ("sector", "region", "kind", "transcript", "speaker", *(f"mood{at}" for at in range(7)))
    with project(tmp_path, GROUP) as store:
        code(store, coded(GROUP, "coop.secrecy", "confiance"))
        own = {f"mood{at}": f"value {at}" for at in range(7)}
        with change(store, "transcripts tag", coder=anna(store).guid) as made:
            transcripts.tag(made, "fg1", dict(own))
        keys = {tally.key for tally in tallies.tallies(store, Selection(), codings.layer(store, "anna"), by)}
        assert keys == {("justice", "antwerp", "focus-group", "fg1", "fg1/R2", *own.values())}
        assert keys <= {base.key for base in tallies.bases(store, Selection(), by)}
