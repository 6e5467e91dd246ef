"""Decisions of copies come together: the last one holds in whatever order they are merged, and what it overtook comes off."""

from __future__ import annotations

from pathlib import Path

from qualcode.actions import adjudicating
from qualcode.actions.adjudicating import BOTH, Decision
from qualcode.actions.comparing import compare
from qualcode.store import checking, coders, compared, database, settlements
from qualcode.store.changes import change
from tests.actions.copies import copied, held, lay_out, merge
from tests.store.projects import SCRIPT, anna, bram, code, coded

WORDS = "Zonder vertrouwen"
WIDER = "Zonder vertrouwen geen hulp"


def team(folder: Path) -> Path:
    """A project in which anna and bram have put the same code on other words, and both have finished; returns its folder."""
    with database.opened(folder, write=True) as store:
        code(store, coded(SCRIPT, "coop.law", WORDS))
        code(store, coded(SCRIPT, "coop.law", WIDER), coder=bram(store))
        with change(store, "finish") as made:
            for coder in (anna(store), bram(store)):
                coders.assign(made, coder, "fg1", "finished")
    return folder


def decide(folder: Path, took: str, why: str) -> None:
    with database.opened(folder, write=True) as store:
        comparison = compare(store)
        adjudicating.take_agreed(store, anna(store), comparison)
        decisions = [(spot, Decision(took, why=why)) for spot in comparison.disagreements if spot.codes == ("coop.law",)]
        assert len(decisions) == 1
        adjudicating.decide(store, anna(store), comparison, decisions, command="adjudicate")


def decided(folder: Path) -> list[tuple[str, str]]:
    with database.opened(folder) as store:
        return [(one.took, one.why) for one in settlements.all_of(store) if one.why]


def test_the_last_decision_holds_whoever_merges_and_what_it_overtook_comes_off(tmp_path: Path) -> None:
    (ours,) = lay_out(tmp_path, "ours")
    theirs = copied(team(ours), tmp_path / "theirs")
    decide(ours, "anna", "eerst")
    decide(theirs, "bram", "ergens anders")
    decide(theirs, BOTH, "later")
    aside = copied(ours, tmp_path / "aside", own=False)
    merge(ours, theirs)
    merge(theirs, aside)
    assert held(ours) == held(theirs)
    assert decided(ours) == [("both", "later")]
    with database.opened(ours, write=True) as store:
        assert sorted(coding.quotation for coding in compared.consensus(store) if coding.code == "coop.law") == [WORDS, WIDER]
        assert adjudicating.take_agreed(store, anna(store), compare(store)).taken_off == 1
        assert [coding.quotation for coding in compared.consensus(store) if coding.code == "coop.law"] == [WIDER]
        assert [spot for spot in compare(store).open if "coop.law" in spot.codes] == []
        assert not any(checking.check(store).values())
