"""Settling what coders differ on: what comes into the consensus, what holds and what not when codings change, and taking it back."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from qualcode.actions import adjudicating, asking, coding, correcting, differing
from qualcode.actions.adjudicating import BOTH, NEITHER, OTHER, Decision
from qualcode.actions.asking import Question
from qualcode.actions.comparing import Comparison, alone, compare, together
from qualcode.analysis._aligning import Spot
from qualcode.errors import QualcodeError
from qualcode.model import ImportOptions, Selection
from qualcode.store import checking, coders, codings, compared, database, history, settlements
from qualcode.store.changes import change
from qualcode.store.database import Store
from tests.store.projects import SCRIPT, anna, bram, code, coded, place, project
from tests.store.state import state


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    """One agreement, and one disagreement of each kind; anna and bram have finished."""
    with project(tmp_path, SCRIPT) as store:
        code(
            store,
            coded(SCRIPT, "coop.secrecy", "heilig", note="kort", stance="pro"),
            coded(SCRIPT, "coop.linking", "secret partagé"),
            coded(SCRIPT, "value.need", "geen hulp", stance="pro"),
            coded(SCRIPT, "coop.linking.formal", "Ja"),
        )
        code(
            store,
            coded(SCRIPT, "coop.secrecy", "heilig.", note="bref", stance="pro"),
            coded(SCRIPT, "coop.linking", "le secret partagé existe"),
            coded(SCRIPT, "value.need", "geen hulp", stance="contra"),
            coded(SCRIPT, "coop.secrecy", "Ja."),
            coded(SCRIPT, "value.need", "Oui"),
            coder=bram(store),
        )
        finish(store)
        yield store


def finish(store: Store, *slugs: str) -> None:
    with change(store, "finish") as made:
        for coder in (anna(store), bram(store)):
            for slug in slugs or ("fg1",):
                coders.assign(made, coder, slug, "finished")


def spot(comparison: Comparison, kind: str) -> Spot:
    """The one disagreement of a kind."""
    (found,) = [one for one in comparison.disagreements if one.seen_by("anna") == kind]
    return found


def settle(store: Store, kind: str, decision: Decision) -> adjudicating.Settled:
    comparison = compare(store)
    return adjudicating.decide(store, anna(store), comparison, [(spot(comparison, kind), decision)], command="adjudicate", why=decision.why)


def consensus(store: Store) -> list[tuple[str, str]]:
    return sorted((coding.code, coding.quotation) for coding in compared.consensus(store))


def raw(store: Store) -> list[object]:
    return [(coding, coding.attributes) for coding in compared.own(store)]


def test_the_kinds_of_what_they_differ_on(store: Store) -> None:
    comparison = compare(store)
    kinds = [one.seen_by("anna") for one in comparison.disagreements]
    assert sorted(kinds) == ["attribute", "boundary", "missed", "other-code"]
    assert [comparison.costs[one.key] > 0 for one in comparison.disagreements] == [True, True, False, False]
    assert {one.key for one in comparison.open} == {one.key for one in comparison.disagreements}


def test_what_all_agree_on_comes_in_by_itself_and_once(store: Store) -> None:
    before = raw(store)
    comparison = compare(store)
    assert adjudicating.number_agreed(comparison) == 1
    assert adjudicating.take_agreed(store, anna(store), comparison) == adjudicating.Settled(1, 1, 0)
    (taken,) = compared.consensus(store)
    assert (taken.code, taken.quotation, taken.attributes, taken.note) == ("coop.secrecy", "heilig.", {"stance": "pro"}, "kort / bref")
    assert codings.layer(store).name == "consensus"
    events = len(history.events(store))
    assert adjudicating.take_agreed(store, anna(store), compare(store)) == adjudicating.Settled(0, 0, 0)
    assert len(history.events(store)) == events
    assert raw(store) == before
    assert coders.assignments(store)[0].state == "finished"
    assert not any(checking.check(store).values())


@pytest.mark.parametrize(
    ("kind", "took", "comes"),
    [
        ("boundary", "anna", [("coop.linking", "secret partagé")]),
        ("boundary", "bram", [("coop.linking", "le secret partagé existe")]),
        ("boundary", BOTH, [("coop.linking", "le secret partagé existe")]),
        ("boundary", NEITHER, []),
        ("other-code", "anna", [("coop.linking.formal", "Ja")]),
        ("other-code", BOTH, [("coop.linking.formal", "Ja"), ("coop.secrecy", "Ja.")]),
        ("missed", "anna", []),
        ("missed", "bram", [("value.need", "Oui")]),
        ("missed", BOTH, [("value.need", "Oui")]),
        ("attribute", "bram", [("value.need", "geen hulp")]),
    ],
)
def test_a_side_is_taken_as_it_is(store: Store, kind: str, took: str, comes: list[tuple[str, str]]) -> None:
    before = raw(store)
    done = settle(store, kind, Decision(took, why="zo staat het in de definitie"))
    assert done == adjudicating.Settled(1, len(comes), 0)
    assert consensus(store) == comes
    assert raw(store) == before
    comparison = compare(store)
    assert spot(comparison, kind) not in comparison.open
    (said,) = settlements.all_of(store)
    assert (said.took, said.why, said.by) == (took, "zo staat het in de definitie", "anna")
    assert not any(checking.check(store).values())


def test_another_code_on_other_words_and_an_attribute(store: Store) -> None:
    words = place(SCRIPT, "Zonder vertrouwen geen hulp")
    settle(store, "attribute", Decision(OTHER, "coop.secrecy", words, {"stance": "contra"}))
    (came,) = compared.consensus(store)
    assert (came.code, came.quotation, came.attributes) == ("coop.secrecy", "Zonder vertrouwen geen hulp", {"stance": "contra"})


def test_both_cannot_hold_where_they_contradict_each_other_unless_one_says_which(store: Store) -> None:
    with pytest.raises(QualcodeError, match="stance is pro for anna and contra for bram"):
        settle(store, "attribute", Decision(BOTH))
    assert settlements.all_of(store) == []
    settle(store, "attribute", Decision(BOTH, attributes={"stance": "contra"}))
    assert [coding.attributes for coding in compared.consensus(store)] == [{"stance": "contra"}]


@pytest.mark.parametrize(
    ("kind", "decision", "why"),
    [
        ("boundary", Decision("carl"), "Unknown side: carl"),
        ("boundary", Decision(OTHER), "Nothing says what comes instead"),
        ("boundary", Decision("anna", "value.need"), "A side is taken as it is"),
        ("other-code", Decision(OTHER, place=(0, 3)), "Which code stands on these words"),
        ("boundary", Decision(OTHER, "coop"), "is a theme"),
        ("boundary", Decision(OTHER, "nothing"), "Unknown code"),
        ("boundary", Decision(NEITHER, attributes={"stance": "pro"}), "could have attributes"),
        ("boundary", Decision("anna", attributes={"stance": "maybe"}), "Unknown value of stance"),
    ],
)
def test_decisions_that_cannot_be(store: Store, kind: str, decision: Decision, why: str) -> None:
    before = state(store)
    with pytest.raises(QualcodeError, match=why):
        settle(store, kind, decision)
    assert state(store) == before


def test_a_decision_is_taken_back_and_done_again(store: Store) -> None:
    before = state(store)
    settle(store, "boundary", Decision(BOTH))
    after = state(store)
    history.undo(store, anna(store).guid)
    assert state(store) == before
    history.redo(store, anna(store).guid)
    assert state(store) == after


def test_what_is_decided_anew_takes_the_place_of_what_was_decided(store: Store) -> None:
    settle(store, "boundary", Decision("anna"))
    assert settle(store, "boundary", Decision("bram")) == adjudicating.Settled(1, 1, 1)
    assert consensus(store) == [("coop.linking", "le secret partagé existe")]
    history.undo(store, anna(store).guid)
    assert consensus(store) == [("coop.linking", "secret partagé")]


def test_a_decision_on_codings_that_have_changed_does_not_hold_and_is_asked_anew(store: Store) -> None:
    settle(store, "boundary", Decision("anna", why="kort is goed"))
    mine = next(one for one in compared.own(store) if one.code == "coop.linking" and one.coder == "bram")
    coding.alter(store, bram(store), mine.guid, place=place(SCRIPT, "mais le secret partagé"))
    comparison = compare(store)
    asked = spot(comparison, "boundary")
    assert asked in comparison.open
    (told,) = differing.told(comparison, [asked])
    assert (told.state, told.took, told.why) == ("stale", "anna", "kort is goed")
    assert any("1 decision does not hold any more" in note for note in differing.table(store, comparison, differing.Wanted()).notes)
    settle(store, "boundary", Decision("bram"))
    assert consensus(store) == [("coop.linking", "mais le secret partagé")]
    assert len(settlements.all_of(store)) == 1


def test_attributes_that_change_make_it_stale_and_notes_do_not(store: Store) -> None:
    settle(store, "boundary", Decision("anna"))
    mine = next(one for one in compared.own(store) if one.code == "coop.linking" and one.coder == "bram")
    coding.note(store, bram(store), mine.guid, "toch nog iets")
    assert len(compare(store).open) == 3
    coding.describe(store, bram(store), mine.guid, {"stance": "pro"})
    assert len(compare(store).open) == 4


def test_agreement_that_is_no_more_comes_off_once_nothing_is_left_of_it(store: Store) -> None:
    adjudicating.take_agreed(store, anna(store), compare(store))
    for one in compared.own(store):
        if one.quotation.startswith("heilig"):
            coding.remove(store, coders.get(store, one.coder), [one.guid])
    comparison = compare(store)
    assert len(comparison.orphans) == 1
    assert adjudicating.take_agreed(store, anna(store), comparison) == adjudicating.Settled(0, 0, 1)
    assert consensus(store) == []
    history.undo(store, anna(store).guid)
    assert consensus(store) == [("coop.secrecy", "heilig.")]


def test_agreement_that_one_has_left_is_asked_about(store: Store) -> None:
    adjudicating.take_agreed(store, anna(store), compare(store))
    mine = next(one for one in compared.own(store) if one.quotation == "heilig.")
    coding.remove(store, bram(store), [mine.guid])
    comparison = compare(store)
    asked = spot(comparison, "extra")
    assert asked in comparison.open
    assert consensus(store) == [("coop.secrecy", "heilig.")]
    settle(store, "extra", Decision("bram"))
    assert consensus(store) == []


def test_the_consensus_says_what_was_agreed_and_what_was_decided(store: Store) -> None:
    settle(store, "boundary", Decision(BOTH))
    settle(store, "missed", Decision(OTHER, "coop.secrecy"))
    adjudicating.take_agreed(store, anna(store), compare(store))
    assert sorted((one.code, one.origin) for one in compared.consensus(store)) == [
        ("coop.linking", "adjudicated"),
        ("coop.secrecy", "adjudicated"),
        ("coop.secrecy", "agreed"),
    ]


def test_what_one_coder_alone_has_coded_says_so(tmp_path: Path) -> None:
    with project(tmp_path, SCRIPT) as store:
        code(store, coded(SCRIPT, "coop.secrecy", "heilig"))
        with change(store, "finish") as made:
            coders.assign(made, anna(store), "fg1", "finished")
        adjudicating.take_agreed(store, anna(store), alone(store))
        assert [one.origin for one in compared.consensus(store)] == ["alone"]


def test_decisions_outlast_a_correction_of_the_text(store: Store, tmp_path: Path) -> None:
    settle(store, "boundary", Decision("anna"))
    file = tmp_path / "corrected.txt"
    file.write_text(SCRIPT.text.replace("Wat denken jullie", "Goed, wat denken jullie nu"), encoding="utf-8")
    correcting.correct(store, anna(store), "fg1", file, ImportOptions())
    comparison = compare(store)
    assert spot(comparison, "boundary") not in comparison.open
    assert consensus(store) == [("coop.linking", "secret partagé")]


def test_what_a_decision_of_another_copy_made_comes_off_when_it_does_not_hold(store: Store) -> None:
    """As after a merge: two copies have decided otherwise on the same, and the last decision holds."""
    settle(store, "boundary", Decision("anna"))
    (first,) = settlements.all_of(store)
    transcript = store.value("SELECT guid FROM transcript")
    with change(store, "merge", coder=bram(store).guid) as made:
        new, _ = codings.add(
            made, bram(store), [coded(SCRIPT, "coop.linking", "le secret partagé existe")], origin="manual", layer="consensus"
        )
        settlements.settle(
            made, transcript, settlements.Settlement("fg1", first.key, "bram", "", "bram", first.coders, first.codings, tuple(new))
        )
    assert len(consensus(store)) == 2
    assert any(
        "1 coding of the consensus is counted though another copy decided otherwise" in note
        for note in asking.count(store, Question()).notes
    )
    assert adjudicating.take_agreed(store, anna(store), compare(store)).taken_off == 1
    assert ("coop.linking", "secret partagé") not in consensus(store)
    assert ("coop.linking", "le secret partagé existe") in consensus(store)


def test_a_coding_of_the_consensus_that_was_there_is_used_and_stays_for_others(store: Store) -> None:
    (there,) = code(store, coded(SCRIPT, "value.need", "Oui"), layer="consensus")
    assert settle(store, "missed", Decision(BOTH)) == adjudicating.Settled(1, 0, 0)
    assert settlements.all_of(store)[0].made == (there,)


def test_only_transcripts_that_all_have_finished_are_compared(store: Store) -> None:
    with change(store, "reopen") as made:
        coders.assign(made, bram(store), "fg1", "in progress")
    with pytest.raises(QualcodeError, match="No transcript was finished by two coders"):
        compare(store)
    with pytest.raises(QualcodeError, match="anna alone cannot be compared"):
        compare(store, ["anna"])
    with pytest.raises(QualcodeError, match="Unknown coder: carl"):
        compare(store, ["anna", "carl"])


def test_a_selection_and_kinds_leave_costs_and_ids_as_they_are(store: Store) -> None:
    comparison = compare(store)
    some = differing.chosen(store, comparison, differing.Wanted(Selection(codes=("coop.secrecy",))))
    assert [one.seen_by("anna") for one in some] == ["other-code"]
    assert differing.chosen(store, comparison, differing.Wanted(kinds=("missed", "boundary"), limit=1)) == [spot(comparison, "missed")]
    with pytest.raises(QualcodeError, match="Unknown kind of disagreement"):
        differing.chosen(store, comparison, differing.Wanted(kinds=("wrong",)))


def test_agreement_before_and_after(store: Store) -> None:
    comparison = compare(store)
    adjudicating.take_agreed(store, anna(store), comparison)
    settle(store, "other-code", Decision("bram"))
    table = differing.progress(store, compare(store))
    rows = {row["code"]: row for row in table.records()}
    assert (rows["coop.secrecy"]["disagreements"], rows["coop.secrecy"]["settled"]) == (1, 1)
    assert (rows["coop.secrecy"]["alpha"], rows["coop.secrecy"]["alpha_settled"]) == (0.444, 1)
    assert rows["value.need"]["alpha"] == rows["value.need"]["alpha_settled"] != 1
    assert "coop.linking.formal" in rows, "a code that nobody has after settling"
    assert rows["coop.linking.formal"]["alpha_settled"] is None
    assert "1 of 4 disagreements are settled (taken: bram 1)." in table.notes


def test_two_decisions_that_come_to_the_same_make_one_coding(store: Store) -> None:
    comparison = compare(store)
    words = place(SCRIPT, "Zonder")
    both = [(spot(comparison, kind), Decision(OTHER, "coop.linking", words)) for kind in ("boundary", "other-code")]
    assert adjudicating.decide(store, anna(store), comparison, both, command="adjudicate") == adjudicating.Settled(2, 1, 0)
    one, other = settlements.all_of(store)
    assert one.made == other.made
    assert consensus(store) == [("coop.linking", "Zonder")]
    settle(store, "boundary", Decision(NEITHER))
    assert consensus(store) == [("coop.linking", "Zonder")], "the other decision holds"


def test_it_is_on_disk(store: Store, tmp_path: Path) -> None:
    settle(store, "boundary", Decision("anna"))
    with database.opened(tmp_path) as again:
        assert consensus(again) == [("coop.linking", "secret partagé")]


@pytest.mark.parametrize("value", ["x", "[]", "{}", '{"took": "both", "why": "", "by": "anna", "coders": [1], "codings": [], "made": []}'])
def test_a_decision_that_cannot_be_read_is_none(store: Store, value: str) -> None:
    (one,) = [spot for spot in compare(store).disagreements if spot.kind == "boundary"]
    with change(store, "merge", coder=anna(store).guid) as made:
        made.set("transcript", store.value("SELECT guid FROM transcript"), f"settlement:{one.key}", value)
    assert settlements.all_of(store) == []
    assert settlements.left_over(store) == []
    assert one in compare(store).open
    settle(store, "boundary", Decision("anna"))
    assert one not in compare(store).open


def stale_notes(store: Store) -> list[str]:
    """What a table of the consensus says of decisions that do not hold any more."""
    return [note.split(" of the consensus")[0] for note in asking.count(store, Question()).notes if "--stale" in note]


def test_a_decision_that_went_stale_is_listed_counted_and_told_with_the_consensus_until_it_is_redone(store: Store) -> None:
    settle(store, "boundary", Decision("anna", why="kort is goed"))
    settle(store, "missed", Decision(BOTH))
    assert stale_notes(store) == []
    theirs = spot(compare(store), "boundary").of("bram")[0]
    coding.alter(store, bram(store), theirs.guid, place=place(SCRIPT, "le secret partagé"))
    comparison = compare(store)
    assert [one.codes for one in differing.chosen(store, comparison, differing.Wanted(only_stale=True))] == [("coop.linking",)]
    states = {row["kind"]: row["stale"] for row in differing.by_kind(store, comparison, differing.Wanted()).records()}
    assert states == {"missed": 0, "extra": 0, "other-code": 0, "boundary": 1, "attribute": 0}
    progress = {row["code"]: (row["settled"], row["stale"]) for row in differing.progress(store, comparison).records()}
    assert (progress["coop.linking"], progress["value.need"]) == ((0, 1), (1, 0))
    (note,) = differing.stale_notes(store, comparison)
    assert "Codings of the consensus that rest on it and still count: 1." in note
    assert stale_notes(store) == ["At least 1 coding"]
    settle(store, "boundary", Decision(BOTH))
    assert differing.stale_notes(store, compare(store)) == stale_notes(store) == []


def test_what_makes_a_decision_stale_is_seen_without_comparing(store: Store) -> None:
    settle(store, "missed", Decision(BOTH))
    settle(store, "boundary", Decision(NEITHER))
    with_text = spot(compare(store), "missed")
    code(store, coded(SCRIPT, "value.need", "Wat denken"), coder=bram(store))
    assert stale_notes(store) == [], "a coding elsewhere changes nothing"
    coding.describe(store, bram(store), with_text.codings[0].guid, {"stance": "pro"})
    assert stale_notes(store) == ["At least 1 coding"]
    history.undo(store, bram(store).guid)
    assert stale_notes(store) == []
    code(store, coded(SCRIPT, "value.need", "Oui"))
    assert stale_notes(store) == ["At least 1 coding"], "another coding came onto its words"
    adjudicating.take_agreed(store, anna(store), compare(store))
    assert stale_notes(store) == []


def test_coders_are_named_in_a_row() -> None:
    assert [together(list(names), "nl") for names in ("", "A", "AB", "ABC")] == ["", "A", "A en B", "A, B en C"]
