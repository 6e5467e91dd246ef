"""Codings: the quotation is the text, whatever is in it; what cannot be coded is refused; whose codings are counted."""

from __future__ import annotations

import dataclasses
import unicodedata
from itertools import count
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from qualcode.errors import QualcodeError
from qualcode.model import Selection
from qualcode.store import checking, coders, codings, database, places, transcripts
from qualcode.store.changes import change
from qualcode.store.codings import NewCoding
from qualcode.store.database import Store
from qualcode.text import canonical
from tests.store.projects import (
    SCRIPT,
    Said,
    Script,
    anna,
    book,
    bram,
    bring_in,
    code,
    coded,
    lay_out,
    load,
    place,
    project,
    remove,
    scratch,
)

HARD = st.sampled_from(
    ["é", "e\u0301", "x\u0302\u0323", "👩🏽‍🚒", "\xa0", "\u202f", "ﬁ", "“", "ß", "İ", "\t", "𝒶", "漢", "א", " ", "ja", "n'est", "\u2028"]
)
HARD_TEXTS = st.lists(st.one_of(HARD, st.characters()), min_size=1, max_size=30).map("".join)


@settings(max_examples=60)
@given(texts=st.lists(HARD_TEXTS, min_size=1, max_size=4), data=st.data())
def test_every_quotation_is_what_stands_at_its_span(texts: list[str], data: st.DataObject) -> None:
    turns = tuple(Said(f"R{at % 2}", canonical(text)[0].replace("\n", " ")) for at, text in enumerate(texts))
    text = Script("fg1", turns).text
    assert unicodedata.is_normalized("NFC", text)
    with scratch() as folder, project(folder, Script("fg1", turns)) as store:
        wanted = []
        for _ in range(4):
            start = data.draw(st.integers(0, len(text) - 1))
            end = data.draw(st.integers(start + 1, len(text)))
            if text[start:end].strip():
                wanted.append((start, end))
        code(store, *(NewCoding("fg1", "coop.secrecy", start, end) for start, end in wanted))
        found = codings.all_of(store)
        assert sorted({(coding.start, coding.end) for coding in found}) == sorted(set(wanted))
        stored = store.value("SELECT text FROM revision")
        assert [coding.quotation for coding in found] == [stored[coding.start : coding.end] for coding in found]
        assert stored == text
        assert not any(checking.check(store).values())


def test_a_coding_says_all_about_itself(tmp_path: Path) -> None:
    with project(tmp_path, SCRIPT) as store:
        (guid,) = code(
            store, coded(SCRIPT, "coop.secrecy", "secret partagé", "let op", stance="contra"), coder=bram(store), origin="search"
        )
        coding = codings.find(store, guid)
        start, end = place(SCRIPT, "secret partagé")
        assert dataclasses.asdict(coding) == {
            "guid": guid,
            "transcript": "fg1",
            "code": "coop.secrecy",
            "coder": "bram",
            "layer": "coder",
            "start": start,
            "end": end,
            "quotation": "secret partagé",
            "turn": 3,
            "origin": "search",
            "note": "let op",
            "attributes": {"stance": "contra"},
            "was": (),
        }
        assert codings.all_of(store) == [coding]
        assert codings.find(store, guid[-8:]) == coding


def test_a_coding_on_a_label_is_in_no_turn(tmp_path: Path) -> None:
    with project(tmp_path, SCRIPT) as store:
        code(store, NewCoding("fg1", "coop.secrecy", 0, 2))
        assert [coding.turn for coding in codings.all_of(store)] == [0]
        (said,) = codings.quoted(store, Selection(), codings.layer(store))
        assert (said.speaker, said.language, said.variables) == ("", "und", {"region": "antwerp", "sector": "care"})


def test_codings_come_in_the_order_of_the_text(tmp_path: Path) -> None:
    other = dataclasses.replace(SCRIPT, id="a-first")
    with project(tmp_path, SCRIPT, other) as store:
        code(
            store,
            coded(SCRIPT, "value.need", "Ja."),
            coded(SCRIPT, "coop.linking", "heilig"),
            coded(SCRIPT, "coop.secrecy", "heilig"),
            coded(other, "value.need", "Ja."),
        )
        assert [(coding.transcript, coding.code) for coding in codings.all_of(store)] == [
            ("a-first", "value.need"),
            ("fg1", "coop.secrecy"),
            ("fg1", "coop.linking"),
            ("fg1", "value.need"),
        ]


@pytest.mark.parametrize(
    ("new", "said"),
    [
        (NewCoding("fg1", "coop.secrecy", 5, 5), "empty"),
        (NewCoding("fg1", "coop.secrecy", 9, 5), "empty"),
        (NewCoding("fg1", "coop.secrecy", 5, 9999), "beyond the end"),
        (NewCoding("fg1", "coop.secrecy", -3, 5), "beyond the end"),
        (NewCoding("fg1", "coop.secrecy", 2, 3), "white space"),
        (NewCoding("fg2", "coop.secrecy", 0, 5), "Unknown transcript: fg2"),
        (NewCoding("fg1", "coop.secret", 0, 5), "Unknown code: coop.secret"),
        (NewCoding("fg1", "coop", 0, 5), "theme"),
        (NewCoding("fg1", "coop.secrecy", 0, 5, attributes={"mood": "pro"}), "Unknown attribute: mood"),
        (NewCoding("fg1", "coop.secrecy", 0, 5, attributes={"stance": "perhaps"}), "Unknown value of stance: perhaps"),
    ],
)
def test_what_cannot_be_coded_is_refused_and_nothing_of_its_company_stays(tmp_path: Path, new: NewCoding, said: str) -> None:
    with project(tmp_path, SCRIPT) as store:
        events = store.value("SELECT count(*) FROM event")
        with pytest.raises(QualcodeError, match=said):
            code(store, coded(SCRIPT, "value.need", "heilig"), new)
        assert codings.all_of(store) == []
        assert store.value("SELECT count(*) FROM event") == events
        assert store.value("SELECT count(*) FROM coding") == 0


def test_a_retired_code_is_put_on_nothing_new(tmp_path: Path) -> None:
    with project(tmp_path, SCRIPT) as store:
        load(store, anna(store), book(retired=("value.need",), version="2"))
        with pytest.raises(QualcodeError, match=r"value\.need is retired"):
            code(store, coded(SCRIPT, "value.need", "heilig"))


def test_the_same_coding_is_there_once_for_each_coder_and_layer(tmp_path: Path) -> None:
    new = coded(SCRIPT, "coop.secrecy", "heilig")
    with project(tmp_path, SCRIPT) as store:
        assert len(code(store, new, new)) == 1
        assert code(store, new) == []
        assert len(code(store, new, coder=bram(store))) == 1
        assert len(code(store, new, layer="consensus")) == 1
        assert len(codings.all_of(store)) == 3
        events = store.value("SELECT count(*) FROM event")
        assert code(store, new) == []
        assert store.value("SELECT count(*) FROM event") == events


def test_who_codes_has_begun_with_the_transcript(tmp_path: Path) -> None:
    with project(tmp_path, SCRIPT) as store:
        code(store, coded(SCRIPT, "coop.secrecy", "heilig"))
        with change(store, "coders finish", coder=anna(store).guid) as made:
            coders.assign(made, anna(store), "fg1", "finished")
        code(store, coded(SCRIPT, "coop.secrecy", "Ja."))
        assert coders.assignments(store) == [coders.Assignment("anna", "fg1", "finished", 2)]


def test_a_coding_is_found_by_the_end_of_its_guid(tmp_path: Path) -> None:
    numbers = count(1)
    with database.opened(lay_out(tmp_path), write=True, guid=lambda: f"{next(numbers):04}-9999") as store:
        bring_in(store, SCRIPT)
        guids = code(store, coded(SCRIPT, "coop.secrecy", "heilig"), coded(SCRIPT, "coop.secrecy", "Ja."))
        assert [codings.find(store, guid).guid for guid in guids] == guids
        assert codings.find(store, guids[1][1:]).guid == guids[1]
        with pytest.raises(QualcodeError, match="several codings 9999"):
            codings.find(store, "9999")
        with pytest.raises(QualcodeError, match="no coding zzzz"):
            codings.find(store, "zzzz")
        with pytest.raises(QualcodeError, match="too short"):
            codings.find(store, "999")


def test_codings_of_a_removed_transcript_are_found_no_more(tmp_path: Path) -> None:
    with project(tmp_path, SCRIPT) as store:
        (guid,) = code(store, coded(SCRIPT, "coop.secrecy", "heilig"))
        assert remove(store, "fg1") == 1
        assert codings.all_of(store) == []
        assert codings.layers(store) == {}
        with pytest.raises(QualcodeError, match="no coding"):
            codings.find(store, guid)


def selected(store: Store, selection: Selection) -> list[str]:
    """The quotations under a selection."""
    return [coding.quotation for coding in codings.all_of(store, selection)]


def test_a_list_of_codings_is_restricted_by_where_who_and_what(tmp_path: Path) -> None:
    other = Script("in1", (Said("R9", "Zeker nodig.", "nl"),), variables={"region": "charleroi"}, kind="interview")
    with project(tmp_path, SCRIPT, other) as store:
        code(
            store,
            coded(SCRIPT, "coop.secrecy", "heilig", stance="pro"),
            coded(SCRIPT, "coop.linking.formal", "secret partagé", stance="contra"),
            coded(SCRIPT, "value.need", "beroepsgeheim?"),
            coded(other, "value.need", "Zeker nodig"),
        )
        assert selected(store, Selection()) == ["beroepsgeheim?", "heilig", "secret partagé", "Zeker nodig"]
        assert selected(store, Selection(where={"region": ("charleroi",)})) == ["Zeker nodig"]
        assert selected(store, Selection(where={"sector": ("justice",)})) == ["secret partagé"]
        assert selected(store, Selection(where={"sector": ("care",), "region": ("antwerp",)})) == ["beroepsgeheim?", "heilig"]
        assert selected(store, Selection(kinds=("interview",))) == ["Zeker nodig"]
        assert selected(store, Selection(transcripts=("fg1",), languages=("fr",))) == ["secret partagé"]
        assert selected(store, Selection(speakers=("R1", "M"))) == ["beroepsgeheim?", "heilig"]
        assert selected(store, Selection(codes=("coop",))) == ["heilig", "secret partagé"]
        assert selected(store, Selection(codes=("coop.linking",))) == ["secret partagé"]
        assert selected(store, Selection(attributes={"stance": ("pro",)})) == ["heilig"]
        assert selected(store, Selection(attributes={"stance": ("pro", "contra")}, codes=("coop.linking",))) == ["secret partagé"]


def test_a_quotation_has_the_speaker_of_its_first_turn(tmp_path: Path) -> None:
    with project(tmp_path, SCRIPT) as store:
        code(store, NewCoding("fg1", "coop.secrecy", place(SCRIPT, "partagé")[0], place(SCRIPT, "Ja.")[1]))
        (said,) = codings.quoted(store, Selection(), codings.layer(store))
        assert (said.speaker, said.role, said.language) == ("R2", "participant", "fr")
        assert said.variables == {"region": "antwerp", "sector": "justice"}
        assert (said.coding.turn, said.turn, said.speakers) == (3, 3, 2)


def test_a_quotation_over_a_question_and_its_answer_has_who_answers(tmp_path: Path) -> None:
    with project(tmp_path, SCRIPT) as store:
        code(store, NewCoding("fg1", "coop.secrecy", place(SCRIPT, "Wat denken")[0], place(SCRIPT, "heilig")[1]))
        layer = codings.layer(store)
        (said,) = codings.quoted(store, Selection(), layer)
        assert (said.coding.turn, said.turn, said.speaker, said.role) == (1, 2, "R1", "participant")
        (said,) = codings.quoted(store, Selection(speakers=("M",)), layer)
        assert (said.turn, said.speaker, said.role) == (1, "M", "moderator")


def test_a_quotation_over_two_speakers_has_the_one_that_is_selected(tmp_path: Path) -> None:
    with project(tmp_path, SCRIPT) as store:
        code(store, NewCoding("fg1", "coop.secrecy", place(SCRIPT, "partagé")[0], place(SCRIPT, "Ja.")[1]))
        layer = codings.layer(store)
        for selection in (Selection(where={"sector": ("care",)}), Selection(speakers=("R1",)), Selection(languages=("nl",))):
            (said,) = codings.quoted(store, selection, layer)
            assert (said.turn, said.speaker, said.language, said.variables["sector"], said.speakers) == (4, "R1", "nl", "care", 2)
        assert codings.quoted(store, Selection(speakers=("M",)), layer) == []


def test_the_layer_is_the_only_coders_then_consensus_and_else_has_to_be_said(tmp_path: Path) -> None:
    new = coded(SCRIPT, "coop.secrecy", "heilig")
    with project(tmp_path, SCRIPT) as store:
        with pytest.raises(QualcodeError, match="There are no codings yet"):
            codings.layer(store)
        code(store, new)
        assert codings.layer(store).name == "anna"
        code(store, new, coded(SCRIPT, "coop.secrecy", "Ja."), coder=bram(store))
        with pytest.raises(QualcodeError, match=r"Several coders have codings: anna \(1\), bram \(2\)") as refused:
            codings.layer(store)
        assert "--layer anna" in refused.value.hint
        bram_layer = codings.layer(store, "bram")
        assert [coding.coder for coding in codings.all_of(store, layer=bram_layer)] == ["bram", "bram"]
        code(store, new, layer="consensus")
        assert codings.layer(store).name == "consensus"
        assert [coding.layer for coding in codings.all_of(store, layer=codings.layer(store))] == ["consensus"]
        assert [coding.layer for coding in codings.all_of(store, layer=codings.layer(store, "anna"))] == ["coder"]
        with pytest.raises(QualcodeError, match="Unknown coder: carla"):
            codings.layer(store, "carla")


def test_attributes_and_notes_stay_with_their_coding_across_reopening(tmp_path: Path) -> None:
    with project(tmp_path, SCRIPT) as store:
        code(store, coded(SCRIPT, "coop.secrecy", "heilig", "één\nnoot", stance="pro", tone="calm"), coded(SCRIPT, "value.need", "Ja."))
        before = codings.all_of(store)
    with database.opened(tmp_path) as store:
        assert codings.all_of(store) == before
    assert [(coding.note, coding.attributes) for coding in before] == [("één\nnoot", {"stance": "pro", "tone": "calm"}), ("", {})]


def test_turns_are_given_whole(tmp_path: Path) -> None:
    with project(tmp_path) as store:
        bring_in(store, SCRIPT)
        place_of = places.Places(store)["fg1"]
        assert place_of.turn(4) == place(SCRIPT, "Ja.")
        assert transcripts.turns(store, "fg1")[3].text == "Ja."
        for number in (0, 5):
            with pytest.raises(QualcodeError, match=f"no turn {number}"):
                place_of.turn(number)
