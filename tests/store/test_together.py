"""Codes that stand together in turns, and near each other."""

from __future__ import annotations

from pathlib import Path

from qualcode.counts import Pair, Together
from qualcode.model import Selection
from qualcode.store import codings
from qualcode.store.codings import NewCoding
from qualcode.store.database import Store
from qualcode.store.together import together
from tests.store.projects import Said, Script, code, coded, place, project

GROUP = Script(
    "fg1",
    (
        Said("M", "Waarom eigenlijk?", "nl"),
        Said("R1", "Zonder vertrouwen geen hulp.", "nl"),
        Said("R2", "Oui, sans confiance rien.", "fr"),
        Said("R1", "Ja, en samen.", "nl"),
        Said("R2", "Enfin, peut-être.", "fr"),
    ),
    roles={"M": "moderator"},
    variables={"region": "antwerp", "sector": "care"},
    own={"R2": {"sector": "justice"}},
)


def turn(number: int, of: str) -> NewCoding:
    """A code on a whole turn, counted from 1."""
    return coded(GROUP, of, GROUP.turns[number - 1].text)


def found(store: Store, *by: str, first: tuple[str, ...] = (), second: tuple[str, ...] = (), within: int = 0) -> Together:
    return together(store, Selection(), codings.layer(store, "anna"), by, first=first, second=second, within=within)


def test_turns_with_both_codes_are_counted_once_with_who_says_them(tmp_path: Path) -> None:
    """Turn 2 (R1) carries secrecy twice and need; turn 3 (R2) both; turn 5 (R2) need alone; the moderator's turn 1 both, which counts not."""
    with project(tmp_path, GROUP) as store:
        code(store, turn(1, "coop.secrecy"), turn(1, "value.need"))
        code(store, coded(GROUP, "coop.secrecy", "Zonder"), coded(GROUP, "coop.secrecy", "hulp"), turn(2, "value.need"))
        code(store, turn(3, "coop.secrecy"), turn(3, "value.need"), turn(5, "value.need"))
        whole = found(store, first=("coop.secrecy",), second=("value.need",))
        assert whole.turns == {((), "coop.secrecy"): 2, ((), "value.need"): 3}
        assert whole.pairs == {((), "coop.secrecy", "value.need"): Pair(turns=2, transcripts=1, participants=2)}
        split = found(store, "sector", first=("coop.secrecy",), second=("value.need",))
        assert split.turns[("justice",), "value.need"] == 2
        assert split.pairs[("care",), "coop.secrecy", "value.need"].turns == 1
        spoken = found(store, "language", first=("coop.secrecy",), second=("value.need",))
        assert {key for key, *_ in spoken.pairs} == {("nl",), ("fr",)}


def test_a_theme_counts_and_pairs_with_no_code_below_it(tmp_path: Path) -> None:
    with project(tmp_path, GROUP) as store:
        code(store, turn(2, "coop.linking.formal"), turn(2, "coop.secrecy"), turn(2, "value.need"))
        pairs = found(store).pairs
        names = {(one, other) for _, one, other in pairs}
        assert ("coop", "value.need") in names
        assert ("coop.secrecy", "coop.linking.formal") in names
        assert not {("coop", "coop.secrecy"), ("coop.secrecy", "coop"), ("coop.linking", "coop.linking.formal")} & names
        assert all((other, one) not in names for one, other in names)


def test_turns_near_each_other_are_one_speakers_or_an_exchange(tmp_path: Path) -> None:
    """Secrecy on turn 2 (R1), need on turns 3 (R2), 4 (R1) and 5 (R2); within 2 turns are 3, an exchange, and 4, the same speaker.

    By chance: the participants' turns are 2 to 5, and of their 16 pairs of places 10 are different and at most 2 apart (2-3, 2-4, 3-4, 3-5,
    4-5, twice each): 1 x 3 x 10/16.
    """
    with project(tmp_path, GROUP) as store:
        code(store, turn(2, "coop.secrecy"), turn(3, "value.need"), turn(4, "value.need"), turn(5, "value.need"))
        pair = found(store, first=("coop.secrecy",), second=("value.need",), within=2).pairs[(), "coop.secrecy", "value.need"]
        assert pair == Pair(near_same=1, near_other=1, near_expected=30 / 16)
        back = found(store, first=("value.need",), second=("coop.secrecy",), within=2).pairs[(), "value.need", "coop.secrecy"]
        assert back == pair


def test_a_span_over_two_turns_is_in_both(tmp_path: Path) -> None:
    with project(tmp_path, GROUP) as store:
        code(store, NewCoding("fg1", "coop.secrecy", place(GROUP, "vertrouwen")[0], place(GROUP, "confiance")[1]))
        code(store, turn(2, "value.need"), turn(3, "value.need"))
        assert found(store, first=("coop.secrecy",), second=("value.need",)).pairs[(), "coop.secrecy", "value.need"].participants == 2
