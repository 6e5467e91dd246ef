"""Who talks how much and after whom, where codes stand in a session, and who takes them up."""

from __future__ import annotations

from pathlib import Path

import pytest

from qualcode.counts import Exchange, Follow, Moments, Talker
from qualcode.errors import QualcodeError
from qualcode.model import Selection
from qualcode.store import codings
from qualcode.store.codings import NewCoding
from qualcode.store.database import Store
from qualcode.store.exchanges import exchanges, moderators_turns
from qualcode.store.moments import moments
from qualcode.store.talk import follows, talkers
from tests.store.projects import Said, Script, code, coded, project

GROUP = Script(
    "fg1",
    (
        Said("M", "Wat denken jullie?", "nl", time=0),
        Said("R1", "Zonder vertrouwen geen hulp.", "nl", time=5000),
        Said("R2", "Oui, sans confiance rien.", "fr", time=9000),
        Said("R1", "Ja.", "nl", time=12000),
        Said("M", "Dank u.", "nl", time=13000),
        Said("R2", "Tot slot nog iets anders.", "nl", time=14000),
    ),
    roles={"M": "moderator"},
    silent=("R3",),
    variables={"region": "antwerp", "sector": "care"},
    own={"R2": {"sector": "justice"}},
)


def turn(number: int, of: str, **attributes: str) -> NewCoding:
    return coded(GROUP, of, GROUP.turns[number - 1].text, **attributes)


def exchanged(store: Store, *by: str, within: int = 2, named: dict[tuple[str, str], int] | None = None) -> dict[str, Exchange]:
    found = exchanges(store, Selection(), codings.layer(store, "anna"), by, attribute="stance", within=within, named=named or {})
    return {code: each for (_, code), each in found.items()}


def test_talk_is_counted_for_everybody_in_order_of_appearance(tmp_path: Path) -> None:
    with project(tmp_path, GROUP) as store:
        assert talkers(store, Selection(), ("sector",)) == [
            Talker(("care",), "fg1", "M", "moderator", 2, 5),
            Talker(("care",), "fg1", "R1", "participant", 2, 5),
            Talker(("justice",), "fg1", "R2", "participant", 2, 9),
            Talker(("care",), "fg1", "R3", "participant", 0, 0),
        ]
        spoken = {(each.speaker, each.key): each.words for each in talkers(store, Selection(), ("language",))}
        assert spoken["R2", ("fr",)] == 4
        assert spoken["R2", ("nl",)] == 5
        with pytest.raises(QualcodeError, match="says nothing of who talks"):
            talkers(store, Selection(), ("attribute:stance",))


def test_who_follows_whom(tmp_path: Path) -> None:
    with project(tmp_path, GROUP) as store:
        found = follows(store, Selection(speakers=("R1",)))
        assert found == [
            Follow("fg1", "R1", "participant", "M", "moderator", 1),
            Follow("fg1", "R1", "participant", "R2", "participant", 1),
        ]
        assert sum(each.times for each in follows(store, Selection())) == len(GROUP.turns) - 1


def test_places_are_shares_of_the_words_of_the_session(tmp_path: Path) -> None:
    """3 + 4 + 4 + 1 + 2 + 5 = 19 words. `geen` is the third word of turn 2, after 5 words; turn 6 comes after 14."""
    with project(tmp_path, GROUP) as store:
        code(store, coded(GROUP, "coop.secrecy", "geen"), coded(GROUP, "coop.secrecy", "hulp"), turn(6, "coop.secrecy"))
        found = {each.code: each for each in moments(store, Selection(), codings.layer(store, "anna"), parts=2)}
        assert found["coop"] == Moments((), "fg1", "coop", 2, 5 / 19, (5 / 19 + 14 / 19) / 2, 14 / 19, 2, 5000, (1, 1))
        split = moments(store, Selection(), codings.layer(store, "anna"), ("sector",), parts=4)
        assert {(each.key, each.turns) for each in split if each.code == "coop"} == {(("care",), 1), (("justice",), 1)}


def test_a_code_is_answered_by_another_participant_only(tmp_path: Path) -> None:
    """Turn 2 (R1, for) is taken up by turn 3 (R2, against); turn 4 (R1) takes up turn 3; nobody takes up turn 6, which is 2 after turn 4."""
    with project(tmp_path, GROUP) as store:
        code(store, turn(2, "coop.secrecy", stance="pro"), turn(3, "coop.secrecy", stance="contra"), turn(4, "coop.linking"))
        code(store, turn(6, "coop.secrecy", stance="pro"))
        found = exchanged(store)
        assert found["coop.secrecy"] == Exchange(turns=3, answered=1, replies={"contra": 1}, prompted=0, spontaneous=1)
        assert found["coop"] == Exchange(turns=4, answered=3, replies={"contra": 1, "pro": 1}, prompted=0, spontaneous=1)
        assert exchanged(store, within=1)["coop"].answered == 2


def test_a_code_is_prompted_when_a_moderator_has_named_it_before(tmp_path: Path) -> None:
    with project(tmp_path, GROUP) as store:
        code(store, turn(2, "coop.secrecy"), turn(3, "value.need"), turn(6, "coop.linking"))
        code(store, turn(5, "coop.linking"))
        found = exchanged(store, named={("fg1", "coop.secrecy"): 1, ("fg1", "value.need"): 5})
        assert {id: (each.prompted, each.spontaneous) for id, each in found.items()} == {
            "coop": (0, 1),
            "coop.secrecy": (1, 0),
            "value": (0, 1),
            "value.need": (0, 1),
            "coop.linking": (1, 0),
        }
        assert [(number, unit.text) for number, unit in moderators_turns(store, Selection())] == [(1, "Wat denken jullie?"), (5, "Dank u.")]
