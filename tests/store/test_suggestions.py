"""Suggestions: a cache, until a person decides; the decision is kept."""

from __future__ import annotations

import dataclasses
from pathlib import Path

import pytest

from qualcode.errors import QualcodeError
from qualcode.model import Selection, Suggestion, Unit
from qualcode.store import codings, decisions, history, suggestions, tallies
from qualcode.store.changes import change
from qualcode.store.database import Store
from tests.store.projects import SCRIPT, Said, Script, anna, book, bram, code, coded, load, place, project, remove

OTHER = Script("in1", (Said("R9", "Zonder vertrouwen geen hulp.", "nl"),), variables={"region": "charleroi"})


def suggestion(script: Script, code: str, words: str, score: float = 0.5) -> Suggestion:
    """A suggestion on these words."""
    return Suggestion(script.id, 1, *place(script, words), code, score, f"because of {words}", "keywords")


def suggest(store: Store, *made: Suggestion, suggester: str = "keywords") -> int:
    """Have these suggestions made for all turns."""
    return suggestions.replace(store, suggester, suggestions.units(store, Selection()), made)


def decide(store: Store, id: str, *, accepted: bool) -> None:
    """anna says yes or no."""
    with change(store, "review", coder=anna(store).guid) as made:
        decisions.decide(made, anna(store), id, said=int(accepted))


HEILIG = suggestion(SCRIPT, "coop.secrecy", "heilig", 0.9)
SECRET = suggestion(SCRIPT, "coop.secrecy", "secret", 0.4)
TRUST = suggestion(OTHER, "value.need", "vertrouwen")


def test_suggestions_are_made_for_the_turns_of_participants(tmp_path: Path) -> None:
    with project(tmp_path, SCRIPT, OTHER) as store:
        units = suggestions.units(store, Selection())
        assert [unit.text for unit in units] == [*(turn.text for turn in SCRIPT.turns[1:]), OTHER.turns[0].text]
        assert units[1] == Unit("fg1", 1, SCRIPT.spans()[2][0], SCRIPT.turns[2].text, "fr")
        assert [unit.transcript for unit in suggestions.units(store, Selection(where={"region": ("charleroi",)}))] == ["in1"]
        assert [unit.language for unit in suggestions.units(store, Selection(languages=("fr",)))] == ["fr"]


def test_what_waits_comes_in_the_order_of_the_text(tmp_path: Path) -> None:
    with project(tmp_path, SCRIPT, OTHER) as store:
        assert suggest(store, SECRET, TRUST, HEILIG) == 3
        found = suggestions.waiting(store, anna(store))
        assert [(one.transcript, one.turn, one.speaker, one.quotation, one.code, one.score) for one in found] == [
            ("fg1", 2, "R1", "heilig", "coop.secrecy", 0.9),
            ("fg1", 3, "R2", "secret", "coop.secrecy", 0.4),
            ("in1", 1, "R9", "vertrouwen", "value.need", 0.5),
        ]
        assert found[0].reason == "because of heilig"
        chosen = suggestions.waiting(store, anna(store), Selection(codes=("coop",), languages=("nl",)))
        assert [one.quotation for one in chosen] == ["heilig"]
        assert suggestions.counts(store) == {"coop.secrecy": 2, "value.need": 1}


def test_one_that_reaches_into_the_next_turn_shows_all_of_its_text(tmp_path: Path) -> None:
    with project(tmp_path, SCRIPT) as store:
        suggest(store, suggestion(SCRIPT, "coop.secrecy", "hulp.\nR2: Oui"))
        assert [(one.turn, one.quotation) for one in suggestions.waiting(store, anna(store))] == [(2, "hulp.\nR2: Oui")]


def test_a_suggester_replaces_its_own_for_the_transcripts_it_looked_at(tmp_path: Path) -> None:
    with project(tmp_path, SCRIPT, OTHER) as store:
        suggest(store, HEILIG, TRUST)
        suggest(store, SECRET, suggester="other")
        only = suggestions.units(store, Selection(transcripts=("fg1",)))
        assert suggestions.replace(store, "keywords", only, []) == 0
        assert [one.quotation for one in suggestions.waiting(store, anna(store))] == ["secret", "vertrouwen"]


def test_of_the_same_by_two_the_better_one_waits(tmp_path: Path) -> None:
    with project(tmp_path, SCRIPT) as store:
        suggest(store, HEILIG)
        suggest(store, dataclasses.replace(HEILIG, score=0.95, reason="sure"), suggester="other")
        (one,) = suggestions.waiting(store, anna(store))
        assert (one.score, one.reason, one.suggester) == (0.95, "sure", "other")
        assert suggestions.counts(store) == {"coop.secrecy": 1}
        assert suggestions.makers(store) == {"coop.secrecy": ["keywords", "other"]}


def test_nothing_counts_before_a_person_has_said_yes(tmp_path: Path) -> None:
    with project(tmp_path, SCRIPT, OTHER) as store:
        suggest(store, HEILIG, SECRET)
        events = store.value("SELECT count(*) FROM event")
        assert codings.all_of(store) == []
        assert codings.layers(store) == {}
        code(store, coded(SCRIPT, "value.need", "Ja."))
        found = tallies.tallies(store, Selection(), codings.layer(store))
        assert {tally.code for tally in found} == {"value", "value.need"}
        assert store.value("SELECT count(*) FROM event") == events + 1


def test_a_no_is_remembered_for_the_coder_who_said_it(tmp_path: Path) -> None:
    with project(tmp_path, SCRIPT) as store:
        suggest(store, HEILIG, SECRET)
        id = suggestions.waiting(store, anna(store))[0].id
        decide(store, id, accepted=False)
        suggest(store, HEILIG, SECRET)
        assert [one.quotation for one in suggestions.waiting(store, anna(store))] == ["secret"]
        assert [one.quotation for one in suggestions.waiting(store, bram(store))] == ["heilig", "secret"]
        with pytest.raises(QualcodeError, match="You have decided on suggestion"):
            suggestions.find(store, anna(store), id)
        history.undo(store, anna(store).guid)
        assert suggestions.find(store, anna(store), id).quotation == "heilig"


def test_what_one_has_coded_already_is_not_proposed(tmp_path: Path) -> None:
    with project(tmp_path, SCRIPT) as store:
        suggest(store, HEILIG)
        (one,) = suggestions.waiting(store, anna(store))
        code(store, coded(SCRIPT, "coop.secrecy", "is heilig."))
        assert suggestions.waiting(store, anna(store)) == []
        assert suggestions.find(store, bram(store), one.id) == one
        with pytest.raises(QualcodeError, match="is coded already"):
            suggestions.find(store, anna(store), one.id)


def test_in_short_are_the_same_that_wait(tmp_path: Path) -> None:
    with project(tmp_path, SCRIPT, OTHER) as store:
        capacity, low = suggestion(SCRIPT, "value.need", "secret"), suggestion(SCRIPT, "coop.secrecy", "secret", 0.2)
        suggest(store, HEILIG, SECRET, TRUST, capacity)
        suggest(store, low, suggester="learned")
        for step in range(3):
            wait = suggestions.waiting(store, anna(store), Selection(transcripts=("fg1",)))
            short = suggestions.in_short(store, anna(store), "fg1")
            assert len(short) == 3 - step
            assert sorted(short) == sorted((one.id, one.start, one.end, one.code, one.score, one.suggester) for one in wait)
            with change(store, "review", coder=anna(store).guid) as made:
                decisions.decide(made, anna(store), wait[0].id, said=decisions.NEVER if step else decisions.NO)
        assert len(suggestions.in_short(store, bram(store), "fg1")) == 3


def test_an_unknown_suggestion_is_told(tmp_path: Path) -> None:
    with project(tmp_path, SCRIPT) as store, pytest.raises(QualcodeError, match="There is no suggestion 12ab"):
        suggestions.find(store, anna(store), "12ab")


def test_suggestions_of_what_is_gone_do_not_wait(tmp_path: Path) -> None:
    with project(tmp_path, SCRIPT, OTHER) as store:
        suggest(store, HEILIG, TRUST)
        remove(store, "fg1")
        assert [one.quotation for one in suggestions.waiting(store, anna(store))] == ["vertrouwen"]
        load(store, anna(store), book("value.need", version="2"))
        assert suggestions.waiting(store, anna(store)) == []
        assert suggestions.counts(store) == {"coop.secrecy": 1}


def test_the_id_of_a_suggestion_is_the_same_in_every_copy(tmp_path: Path) -> None:
    ids = []
    for name in ("a", "b"):
        with project(tmp_path / name, *([OTHER, SCRIPT] if name == "a" else [SCRIPT])) as store:
            suggest(store, HEILIG)
            ids.append(suggestions.waiting(store, anna(store))[0].id)
    assert ids[0] == ids[1]
