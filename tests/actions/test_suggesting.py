"""Suggestions made and decided on: for what is not coded, from what one may see; a yes makes one coding, a no is remembered."""

from __future__ import annotations

from pathlib import Path

import pytest

from qualcode.actions import coding, learning, suggesting
from qualcode.actions.suggesting import Wish
from qualcode.errors import QualcodeError
from qualcode.model import Code, Codebook, Coder, Selection, Stretch, Suggestion
from qualcode.store import checking, codings, history, suggestions
from qualcode.store.database import Store
from qualcode.store.suggestions import Waiting
from tests.store.projects import SCRIPT, Said, Script, anna, bram, code, coded, guid, load, project
from tests.store.state import state

WORDS = Codebook(
    "words",
    "1",
    ("nl", "fr"),
    (
        Code("secrecy", guid("secrecy"), "", {"nl": "Geheim"}, keywords={"nl": ("beroepsgeheim",), "fr": ("secret partagé",)}),
        Code("trust", guid("trust"), "", {"nl": "Vertrouwen"}, keywords={"nl": ("vertrouw*",)}),
    ),
)


def suggested(store: Store) -> list[Waiting]:
    """What waits for anna once the keywords of WORDS were looked for."""
    load(store, anna(store), WORDS)
    return suggesting.suggest(store, anna(store), Selection(), Wish("keywords"))


def test_what_is_said_by_participants_is_suggested_and_counts_nowhere(tmp_path: Path) -> None:
    with project(tmp_path, SCRIPT) as store:
        found = suggested(store)
        assert [(one.turn, one.code) for one in found] == [(2, "secrecy"), (2, "trust"), (3, "secrecy")]
        assert all(SCRIPT.text[one.start : one.end] == one.quotation for one in found)
        assert codings.all_of(store) == []
        assert suggesting.suggest(store, anna(store), Selection(), Wish("keywords")) == found


def test_a_yes_makes_one_coding_with_the_decision_in_the_same_event(tmp_path: Path) -> None:
    with project(tmp_path, SCRIPT) as store:
        first, second, third = suggested(store)
        before = state(store)
        events = len(history.events(store))
        made = suggesting.accept(store, anna(store), [first.id, third.id, first.id])
        assert [(coding.code, coding.quotation, coding.origin, coding.coder) for coding in made] == [
            (one.code, one.quotation, "suggested", "anna") for one in (first, third)
        ]
        assert len(history.events(store)) == events + 1
        assert suggestions.waiting(store, anna(store)) == [second]
        assert not any(checking.check(store).values())
        after = state(store)
        history.undo(store, anna(store).guid)
        assert state(store) == before
        assert suggestions.waiting(store, anna(store)) == [first, second, third]
        history.redo(store, anna(store).guid)
        assert state(store) == after
        assert not any(checking.check(store).values())


def test_it_is_decided_once_and_all_or_none(tmp_path: Path) -> None:
    with project(tmp_path, SCRIPT) as store:
        first, second, third = suggested(store)
        suggesting.accept(store, anna(store), [first.id])
        before = state(store)
        for decide in (suggesting.accept, suggesting.reject):
            with pytest.raises(QualcodeError, match="You have decided on suggestion"):
                decide(store, anna(store), [second.id, first.id])
            with pytest.raises(QualcodeError, match="There is no suggestion"):
                decide(store, anna(store), [third.id, "unknown"])
        assert state(store) == before


def test_a_no_is_remembered_and_only_ones_own(tmp_path: Path) -> None:
    with project(tmp_path, SCRIPT) as store:
        first, second, third = suggested(store)
        assert suggesting.reject(store, anna(store), [first.id, second.id]) == [first, second]
        assert suggesting.suggest(store, anna(store), Selection(), Wish("keywords")) == [third]
        assert suggestions.waiting(store, bram(store)) == [first, second, third]
        assert codings.all_of(store) == []
        history.undo(store, anna(store).guid)
        assert suggestions.waiting(store, anna(store)) == [first, second, third]


def test_one_that_holds_another_may_be_accepted_together_with_it(tmp_path: Path) -> None:
    with project(tmp_path, SCRIPT) as store:
        found = suggested(store)
        start, end = SCRIPT.spans()[1]
        units = suggestions.units(store, Selection())
        wider = [Suggestion("fg1", 1, start, end, "secrecy", 0.3, "x", "wider")]
        suggestions.replace(store, "wider", units, wider)
        whole = next(one for one in suggestions.waiting(store, anna(store)) if one.suggester == "wider")
        assert len(suggesting.accept(store, anna(store), [whole.id, found[0].id])) == 2


def proposed(store: Store, wish: Wish = Wish("keywords"), *codes: str, coder: Coder | None = None) -> list[tuple[str, str]]:
    """What waits for anna (or another coder) after suggestions were made: words and code."""
    found = suggesting.suggest(store, coder or anna(store), Selection(codes=codes), wish)
    return [(one.quotation, one.code) for one in found]


def test_what_is_coded_is_left_out_unless_it_is_asked_for(tmp_path: Path) -> None:
    with project(tmp_path, SCRIPT) as store:
        load(store, anna(store), WORDS)
        code(store, coded(SCRIPT, "trust", "Het beroepsgeheim"))
        assert proposed(store) == [("Oui, mais le secret partagé existe aussi.", "secrecy")]
        assert [words for words, _ in proposed(store, Wish("keywords", by="sentence"))] == [
            "Zonder vertrouwen geen hulp.",
            "Oui, mais le secret partagé existe aussi.",
        ]
        assert ("Het beroepsgeheim is heilig.", "secrecy") in proposed(store, Wish("keywords", coded=True))
        assert ("Het beroepsgeheim is heilig.", "secrecy") in proposed(store, coder=bram(store))


def test_a_sentence_is_read_in_the_language_that_it_is_in(tmp_path: Path) -> None:
    text = "Dat is zo. Le secret partagé existe."
    begin = len("R1: Dat is zo. ")
    script = Script("fg9", (Said("R1", text, "nl", (Stretch(4, begin, "nl"), Stretch(begin, 4 + len(text), "fr"))),))
    with project(tmp_path, script) as store:
        load(store, anna(store), WORDS)
        assert proposed(store) == []
        assert proposed(store, Wish("keywords", by="sentence")) == [("Le secret partagé existe.", "secrecy")]


def test_only_the_codes_asked_for_are_proposed_and_others_stay_as_they_were(tmp_path: Path) -> None:
    with project(tmp_path, SCRIPT) as store:
        load(store, anna(store), WORDS)
        everything = proposed(store)
        assert {code for _, code in proposed(store, Wish("keywords"), "trust")} == {"trust"}
        assert proposed(store, Wish("keywords", least=1.0), "trust") == []
        left = [(one.quotation, one.code) for one in suggestions.waiting(store, anna(store))]
        assert left == [each for each in everything if each[1] != "trust"]


def test_a_turn_gets_a_few_codes_at_most(tmp_path: Path) -> None:
    names = [f"theme-{number}" for number in range(8)]
    many = Codebook("many", "1", ("nl",), tuple(Code(name, guid(name), "", {"nl": name}, keywords={"nl": (name,)}) for name in names))
    script = Script("fg9", (Said("R1", f"Het gaat over {', '.join(names)}.", "nl"), Said("R2", "En over theme-7.", "nl")))
    with project(tmp_path, script) as store:
        load(store, anna(store), many)
        assert [code for _, code in proposed(store)] == [*names[:5], "theme-7"]


def test_what_was_learnt_from_one_coder_is_not_shown_to_another(tmp_path: Path) -> None:
    other = Script("in1", (Said("R9", "Ook voor mij is het beroepsgeheim heilig.", "nl"),))
    with project(tmp_path, SCRIPT, other) as store:
        load(store, anna(store), WORDS)
        code(store, coded(SCRIPT, "trust", "Het beroepsgeheim is heilig."), coder=bram(store))
        like = Wish("similar", coded=True, least=0.0)
        assert proposed(store, like, coder=bram(store))
        assert suggestions.waiting(store, anna(store)) == []
        assert proposed(store, like) == []
        (hers,) = [one for one in suggestions.waiting(store, bram(store)) if one.suggester == "similar"][:1]
        with pytest.raises(QualcodeError, match="There is no suggestion"):
            suggesting.accept(store, anna(store), [hers.id])


def test_the_consensus_teaches_only_where_one_codes_no_more(tmp_path: Path) -> None:
    with project(tmp_path, SCRIPT) as store:
        load(store, anna(store), WORDS)
        code(store, coded(SCRIPT, "trust", "Oui, mais"), coder=bram(store), layer="consensus")
        assert [set(one.codes) for one in learning.knowledge(store, anna(store)).examples] == [{"trust"}]
        coding.add(store, anna(store), "fg1", "secrecy", SCRIPT.spans()[3])
        assert [set(one.codes) for one in learning.knowledge(store, anna(store)).examples] == [{"secrecy"}]


def held(store: Store) -> list[tuple[str, str, str]]:
    """anna's codings: code, words, origin."""
    return [(one.code, one.quotation, one.origin) for one in codings.all_of(store) if one.coder == "anna"]


def test_one_accepted_on_other_words_was_suggested_still(tmp_path: Path) -> None:
    with project(tmp_path, SCRIPT) as store:
        first, *_ = suggested(store)
        before = state(store)
        suggesting.instead(store, anna(store), first.id, first.code, suggesting.quoted(store, anna(store), first.id, "beroepsgeheim"))
        assert held(store) == [("secrecy", "beroepsgeheim", "suggested")]
        assert first.id not in {one.id for one in suggestions.waiting(store, anna(store))}
        assert not any(checking.check(store).values())
        history.undo(store, anna(store).guid)
        assert state(store) == before
        store.connection.execute("UPDATE coding SET origin = 'suggested'")
        store.connection.execute("DELETE FROM change WHERE field LIKE 'decision:%'")
        assert len(checking.check(store)["suggestions count only once accepted"]) == 1


def test_another_code_is_a_no_to_the_suggestion_and_a_coding_by_hand(tmp_path: Path) -> None:
    with project(tmp_path, SCRIPT) as store:
        first, *_ = suggested(store)
        suggesting.instead(store, anna(store), first.id, "trust", (first.start, first.end))
        assert held(store) == [("trust", first.quotation, "manual")]
        (example,) = learning.knowledge(store, anna(store)).examples
        assert (set(example.codes), set(example.refused)) == ({"trust"}, {"secrecy"})
        with pytest.raises(QualcodeError, match="Unknown code: trusty"):
            suggesting.instead(store, bram(store), first.id, "trusty", (first.start, first.end))


def test_never_here_holds_for_the_turn_on_whatever_words_and_whoever_suggests(tmp_path: Path) -> None:
    with project(tmp_path, SCRIPT) as store:
        first, second, third = suggested(store)
        suggesting.reject(store, anna(store), [first.id], never=True)
        start, end = SCRIPT.spans()[1]
        wider = [Suggestion("fg1", 1, start, end, code, 0.3, "x", "wider") for code in ("secrecy", "trust")]
        suggestions.replace(store, "wider", suggestions.units(store, Selection()), wider)
        assert [(one.turn, one.code, one.suggester) for one in suggestions.waiting(store, anna(store))] == [
            (2, "trust", "wider"),
            (2, "trust", "keywords"),
            (3, "secrecy", "keywords"),
        ]
        (hidden,) = [one for one in suggestions.waiting(store, bram(store)) if one.code == "secrecy" and one.suggester == "wider"]
        with pytest.raises(QualcodeError, match="You have said that secrecy is never to be suggested there"):
            suggesting.accept(store, anna(store), [hidden.id])
        history.undo(store, anna(store).guid)
        assert {first.id, second.id, third.id, hidden.id} <= {one.id for one in suggestions.waiting(store, anna(store))}
