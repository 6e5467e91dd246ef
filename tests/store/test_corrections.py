"""A corrected transcript: codings, suggestions and decisions go along, what is not sure waits, and all of it can be undone."""

from __future__ import annotations

import dataclasses
from pathlib import Path

import pytest

from qualcode.errors import QualcodeError
from qualcode.model import Coder, Selection, Stretch, Suggestion
from qualcode.store import anchors, checking, codings, corrections, decisions, history, revisions, search, suggestions, tallies, transcripts
from qualcode.store.changes import change
from qualcode.store.codings import NewCoding
from qualcode.store.corrections import Correction
from qualcode.store.database import Store
from tests.store.projects import SCRIPT, Said, Script, anna, bram, bring_in, code, coded, place, project, remove
from tests.store.state import state


def rewritten(*changes: tuple[str, str], script: Script = SCRIPT) -> Script:
    """The transcript with other words in some of its turns; a turn without words is gone."""
    turns = []
    for turn in script.turns:
        text = turn.text
        for old, new in changes:
            text = text.replace(old, new)
        if text:
            turns.append(dataclasses.replace(turn, text=text))
    return dataclasses.replace(script, turns=tuple(turns))


def correct(store: Store, script: Script, coder: Coder | None = None, file: tuple[str, str] | None = None) -> Correction:
    """Correct a transcript as one change."""
    with change(store, f"transcripts correct {script.id}", coder=(coder or anna(store)).guid) as made:
        return corrections.correct(made, script.id, script.draft(), file)


def quotations(store: Store) -> list[tuple[str, str]]:
    """The codings that count: who, and what stands there."""
    return [(coding.coder, coding.quotation) for coding in codings.all_of(store)]


def sound(store: Store) -> bool:
    """Whether check finds nothing."""
    return not any(checking.check(store).values())


TYPO = rewritten(("heilig", "heilig, altijd"), ("denken", "denkt"))
WITHOUT_SECRET = rewritten(("Oui, mais le secret partagé existe aussi.", "Oui."))


def test_a_correction_is_a_new_revision_and_the_old_one_stays_readable(tmp_path: Path) -> None:
    with project(tmp_path, SCRIPT) as store:
        code(store, coded(SCRIPT, "coop.secrecy", "Zonder vertrouwen", "let op", stance="pro"))
        done = correct(store, TYPO)
        assert done == Correction(1, 2, {"placed": 1}, {}, 0)
        assert transcripts.all_of(store)[0].revision == 2
        assert [turn.text for turn in transcripts.turns(store, "fg1")] == [turn.text for turn in TYPO.turns]
        assert [turn.text for turn in transcripts.turns(store, "fg1", 1)] == [turn.text for turn in SCRIPT.turns]
        (coding,) = codings.all_of(store)
        assert (coding.start, coding.end) == place(TYPO, "Zonder vertrouwen")
        assert (coding.note, coding.attributes, coding.turn) == ("let op", {"stance": "pro"}, 2)
        assert [hit.text for hit in search.find(store, "altijd", Selection())] == [TYPO.turns[1].text]
        assert [hit.text for hit in search.find(store, "denken", Selection())] == []
        assert revisions.replaced(store, "fg1") == 1
        assert sound(store)
        with pytest.raises(QualcodeError, match="fg1 has no revision 3") as refused:
            transcripts.turns(store, "fg1", 3)
        assert refused.value.hint == "Its revisions are 1 to 2."


def test_what_was_never_corrected_has_one_revision(tmp_path: Path) -> None:
    with project(tmp_path, SCRIPT) as store:
        assert revisions.replaced(store, "fg1") == 0
        with pytest.raises(QualcodeError) as refused:
            transcripts.turns(store, "fg1", 2)
        assert refused.value.hint == "It was never corrected."


def test_the_same_again_changes_nothing(tmp_path: Path) -> None:
    with project(tmp_path, SCRIPT) as store:
        code(store, coded(SCRIPT, "coop.secrecy", "heilig"))
        before, events = state(store), store.value("SELECT count(*) FROM event")
        assert correct(store, SCRIPT) == Correction(1, 1)
        assert (state(store), store.value("SELECT count(*) FROM event")) == (before, events)


def test_codings_of_every_coder_are_placed_changed_moved_unsure_or_missing(tmp_path: Path) -> None:
    new = rewritten(
        ("heilig", "heiliger"),
        ("Zonder vertrouwen geen hulp.", ""),
        ("Oui, mais le secret partagé existe aussi.", "Oui."),
        ("Wat denken", "Zonder vertrouwen geen hulp. Wat denken"),
    )
    with project(tmp_path, SCRIPT) as store:
        code(store, coded(SCRIPT, "coop.secrecy", "Het beroepsgeheim"), coded(SCRIPT, "value.need", "heilig"))
        code(store, coded(SCRIPT, "coop.linking", "Zonder vertrouwen geen hulp."), coded(SCRIPT, "value.need", "Ja."), coder=bram(store))
        code(store, coded(SCRIPT, "coop.secrecy", "secret partagé"), coder=bram(store), layer="consensus")
        done = correct(store, new)
        assert done.codings == {"changed": 1, "missing": 1, "moved": 1, "placed": 2}
        assert done.waiting == {"bram": 2}
        assert quotations(store) == [("anna", "Het beroepsgeheim"), ("anna", "heiliger"), ("bram", "Ja.")]
        missing, moved = sorted(anchors.waiting(store), key=lambda one: one.state)
        assert (missing.state, missing.words, missing.quotation, missing.turn) == ("missing", "secret partagé", "", 3)
        assert missing.start == missing.end
        assert (moved.state, moved.words, moved.quotation, moved.turn, moved.number) == ("moved", moved.words, moved.words, 1, 1)
        assert moved.before.endswith("is heilig. ")
        assert anchors.waiting(store, anna(store)) == []
        assert [one.code for one in anchors.waiting(store, bram(store), Selection(codes=("coop.linking",)))] == ["coop.linking"]
        assert anchors.waiting(store, bram(store), Selection(transcripts=("in1",))) == []
        assert sound(store)


def test_codings_that_wait_count_nowhere(tmp_path: Path) -> None:
    with project(tmp_path, SCRIPT) as store:
        (guid,) = code(store, coded(SCRIPT, "coop.secrecy", "secret partagé"))
        code(store, coded(SCRIPT, "value.need", "Ja."))
        correct(store, WITHOUT_SECRET)
        layer = codings.layer(store)
        assert {tally.code for tally in tallies.tallies(store, Selection(), layer)} == {"value", "value.need"}
        assert [one.coding.code for one in codings.quoted(store, Selection(), layer)] == ["value.need"]
        assert [row["quotation"] for row in store.rows("SELECT quotation FROM coding_quotes")] == ["Ja."]
        assert [tuple(row) for row in store.rows("SELECT code, codings FROM tally")] == [("value.need", 1)]
        assert anchors.number_waiting(store, layer.sql, Selection()) == 1
        assert anchors.number_waiting(store, layer.sql, Selection(codes=("value",))) == 0
        assert anchors.number_waiting(store, "coding.layer = 'consensus'", Selection()) == 0
        assert codings.find(store, guid).quotation == ""


def test_a_coding_taken_off_goes_along_and_can_be_put_back(tmp_path: Path) -> None:
    with project(tmp_path, SCRIPT) as store:
        code(store, coded(SCRIPT, "coop.secrecy", "heilig"), coder=bram(store))
        history.undo(store, bram(store).guid)
        assert correct(store, TYPO).codings == {}
        history.redo(store, bram(store).guid)
        assert quotations(store) == [("bram", "heilig")]
        assert sound(store)


def test_a_correction_is_undone_and_done_again_with_all_that_came_of_it(tmp_path: Path) -> None:
    with project(tmp_path, SCRIPT) as store:
        code(store, coded(SCRIPT, "coop.secrecy", "heilig"), coded(SCRIPT, "value.need", "secret partagé"))
        before = state(store)
        correct(store, WITHOUT_SECRET)
        after = state(store)
        assert after != before
        (waits,) = anchors.waiting(store)
        with change(store, "review", coder=anna(store).guid) as made:
            anchors.lose(made, waits)
        lost = state(store)
        for _ in range(2):
            history.undo(store, anna(store).guid)
            assert state(store) == after
            history.undo(store, anna(store).guid)
            assert state(store) == before
            assert sound(store)
            history.redo(store, anna(store).guid)
            assert state(store) == after
            history.redo(store, anna(store).guid)
            assert state(store) == lost
            assert sound(store)


def test_a_correction_on_which_others_have_coded_is_not_undone(tmp_path: Path) -> None:
    with project(tmp_path, SCRIPT) as store:
        correct(store, TYPO)
        code(store, coded(TYPO, "coop.secrecy", "altijd"), coder=bram(store))
        with pytest.raises(QualcodeError, match="bram has coded in fg1 since, in the text as it is now") as refused:
            history.undo(store, anna(store).guid)
        file = transcripts.file_of(store, "fg1")[0]
        assert refused.value.hint.endswith(f"with all codings: qualcode transcripts correct fg1 {file}")
        assert quotations(store) == [("bram", "altijd")]


def test_where_the_text_before_was_typed_it_can_be_typed_again(tmp_path: Path) -> None:
    with project(tmp_path, SCRIPT) as store:
        correct(store, TYPO)
        correct(store, WITHOUT_SECRET)
        code(store, coded(WITHOUT_SECRET, "coop.secrecy", "Zonder vertrouwen"), coder=bram(store))
        with pytest.raises(QualcodeError) as refused:
            history.undo(store, anna(store).guid)
        assert refused.value.hint.endswith("with all codings: qualcode transcripts edit fg1")


def test_a_coding_of_ones_own_can_be_undone_after_another_has_corrected_the_text(tmp_path: Path) -> None:
    with project(tmp_path, SCRIPT) as store:
        code(store, coded(SCRIPT, "coop.secrecy", "secret partagé"))
        correct(store, WITHOUT_SECRET, bram(store))
        history.undo(store, anna(store).guid)
        assert anchors.waiting(store) == []
        assert sound(store)
        history.redo(store, anna(store).guid)
        assert len(anchors.waiting(store)) == 1


def test_words_are_kept_at_what_is_left_of_them_or_put_elsewhere(tmp_path: Path) -> None:
    new = rewritten((" is heilig. Zonder vertrouwen geen", ""))
    with project(tmp_path, SCRIPT) as store:
        code(store, coded(SCRIPT, "coop.secrecy", SCRIPT.turns[1].text), coded(SCRIPT, "value.need", "heilig"))
        assert correct(store, new).codings == {"missing": 1, "unsure": 1}
        first, second = sorted(anchors.waiting(store), key=lambda one: one.code)
        assert first.quotation == "Het beroepsgeheim hulp."
        with change(store, "review", coder=anna(store).guid) as made:
            assert anchors.settle(made, first, first.start, first.end) == "changed"
            assert anchors.settle(made, second, *place(new, "hulp")) == "changed"
        assert quotations(store) == [("anna", "Het beroepsgeheim hulp."), ("anna", "hulp")]
        assert anchors.waiting(store) == []
        assert sound(store)
        history.undo(store, anna(store).guid)
        assert len(anchors.waiting(store)) == 2
        assert quotations(store) == []
        assert sound(store)


def test_what_was_marked_as_lost_waits_no_more_and_can_be_found_all_the_same(tmp_path: Path) -> None:
    with project(tmp_path, SCRIPT) as store:
        (guid,) = code(store, coded(SCRIPT, "coop.secrecy", "secret partagé"))
        correct(store, WITHOUT_SECRET)
        with change(store, "review", coder=anna(store).guid) as made:
            anchors.lose(made, anchors.find(store, guid[-6:]))
        assert anchors.waiting(store) == []
        assert [one.state for one in anchors.waiting(store, lost=True)] == ["lost"]
        assert anchors.number_waiting(store, "1 = 1", Selection()) == 0
        assert sound(store)
        with change(store, "review", coder=anna(store).guid) as made:
            anchors.settle(made, anchors.find(store, guid), *place(WITHOUT_SECRET, "Oui."))
        assert quotations(store) == [("anna", "Oui.")]


def test_only_what_waits_is_found_as_that(tmp_path: Path) -> None:
    with project(tmp_path, SCRIPT) as store:
        one, other = code(store, coded(SCRIPT, "coop.secrecy", "heilig"), coded(SCRIPT, "value.need", "secret partagé"))
        correct(store, WITHOUT_SECRET)
        assert anchors.find(store, other[-4:]).guid == other
        with pytest.raises(QualcodeError, match=f"No coding {one[-8:]} waits"):
            anchors.find(store, one[-8:])
        with pytest.raises(QualcodeError, match="abc is too short"):
            anchors.find(store, "abc")


def test_words_that_come_back_are_found_from_where_they_stood_for_sure(tmp_path: Path) -> None:
    with project(tmp_path, SCRIPT) as store:
        code(store, coded(SCRIPT, "coop.secrecy", "secret partagé"), coded(SCRIPT, "value.need", "existe aussi"))
        correct(store, WITHOUT_SECRET)
        waits, gone = sorted(anchors.waiting(store), key=lambda one: one.code)
        with change(store, "review", coder=anna(store).guid) as made:
            anchors.lose(made, gone)
        again = rewritten(("denken", "denkt"), ("existe aussi", "est possible"))
        assert correct(store, again).codings == {"lost": 1, "placed": 1}
        assert quotations(store) == [("anna", "secret partagé")]
        assert correct(store, TYPO).codings == {"placed": 2}
        assert waits.words == "secret partagé"
        assert sound(store)


def test_going_back_to_an_earlier_text_is_that_revision_again(tmp_path: Path) -> None:
    with project(tmp_path, SCRIPT) as store:
        code(store, coded(SCRIPT, "coop.secrecy", "secret partagé"))
        before = state(store)
        correct(store, WITHOUT_SECRET)
        code(store, coded(WITHOUT_SECRET, "value.need", "heilig"))
        done = correct(store, SCRIPT)
        assert (done.before, done.after, done.codings) == (2, 1, {"placed": 2})
        assert quotations(store) == [("anna", "heilig"), ("anna", "secret partagé")]
        assert revisions.replaced(store, "fg1") == 2
        assert sound(store)
        for _ in range(3):
            history.undo(store, anna(store).guid)
        assert state(store) == before


def test_speakers_of_a_correction_come_and_go(tmp_path: Path) -> None:
    new = Script(
        "fg1",
        (*SCRIPT.turns[:1], dataclasses.replace(SCRIPT.turns[1], speaker="R4"), *SCRIPT.turns[2:3], Said("R4", "Ja.", "nl")),
        roles={"M": "moderator", "R4": "observer"},
        own={"R4": {"sector": "care"}, "R2": {"sector": "justice"}},
    )
    with project(tmp_path, SCRIPT) as store:
        code(store, coded(SCRIPT, "coop.secrecy", "heilig"))
        before = state(store)
        assert correct(store, new).codings == {"placed": 1}
        assert [(one.label, one.role, one.turns, one.variables) for one in transcripts.participants(store, "fg1")] == [
            ("M", "moderator", 1, {}),
            ("R2", "participant", 1, {"sector": "justice"}),
            ("R4", "observer", 2, {"sector": "care"}),
        ]
        assert [one.speaker for one in codings.quoted(store, Selection(), codings.layer(store))] == ["R4"]
        assert [(turn.speaker, turn.role) for turn in transcripts.turns(store, "fg1", 1)][:2] == [("M", "moderator"), ("R1", "participant")]
        assert sound(store)
        history.undo(store, anna(store).guid)
        assert state(store) == before


def test_the_file_of_a_correction_is_known(tmp_path: Path) -> None:
    with project(tmp_path, SCRIPT) as store:
        correct(store, TYPO, file=("fg1-better.docx", "sha of the correction"))
        assert transcripts.known_file(store, "sha of the correction") == ["fg1"]
        assert transcripts.known_file(store, "sha of fg1") == ["fg1"]
        assert [tuple(row) for row in store.rows("SELECT file_name, file_sha256 FROM revision ORDER BY number")] == [
            (None, None),
            ("fg1-better.docx", "sha of the correction"),
        ]
        remove(store, "fg1")
        assert transcripts.known_file(store, "sha of the correction") == []


def suggest(store: Store, script: Script, *words: str) -> None:
    """Have secrecy suggested for these words of a transcript as it is now."""
    units = suggestions.units(store, Selection())
    made = [Suggestion(script.id, units[0].revision, *place(script, each), "coop.secrecy", 0.5, "x", "test") for each in words]
    suggestions.replace(store, "test", units, made)


def waiting(store: Store, coder: Coder) -> list[str]:
    return [one.quotation for one in suggestions.waiting(store, coder)]


def say_no(store: Store, coder: Coder, quotation: str) -> None:
    (one,) = [one for one in suggestions.waiting(store, coder) if one.quotation == quotation]
    with change(store, f"no to {quotation}", coder=coder.guid) as made:
        decisions.decide(made, coder, one.id, said=0)


def test_suggestions_and_decisions_hold_after_a_correction_and_after_it_is_undone(tmp_path: Path) -> None:
    with project(tmp_path, SCRIPT) as store:
        suggest(store, SCRIPT, "beroepsgeheim is", "vertrouwen", "secret")
        say_no(store, bram(store), "vertrouwen")
        done = correct(store, WITHOUT_SECRET)
        assert done.suggestions == 2
        assert waiting(store, anna(store)) == ["beroepsgeheim is", "vertrouwen"]
        assert waiting(store, bram(store)) == ["beroepsgeheim is"]
        assert suggestions.counts(store) == {"coop.secrecy": 2}
        suggest(store, WITHOUT_SECRET, "beroepsgeheim is", "vertrouwen", "hulp")
        assert waiting(store, bram(store)) == ["beroepsgeheim is", "hulp"]
        (no,) = [one for one in suggestions.waiting(store, anna(store)) if one.quotation == "vertrouwen"]
        with pytest.raises(QualcodeError, match="You have decided"):
            suggestions.find(store, bram(store), no.id)
        say_no(store, bram(store), "beroepsgeheim is")
        assert sound(store)
        history.undo(store, anna(store).guid)
        suggest(store, SCRIPT, "beroepsgeheim is", "vertrouwen", "secret")
        assert waiting(store, anna(store)) == ["beroepsgeheim is", "vertrouwen", "secret"]
        assert waiting(store, bram(store)) == ["secret"]
        history.undo(store, bram(store).guid)
        assert waiting(store, bram(store)) == ["beroepsgeheim is", "secret"]
        history.redo(store, anna(store).guid)
        suggest(store, WITHOUT_SECRET, "beroepsgeheim is", "vertrouwen")
        assert waiting(store, bram(store)) == ["beroepsgeheim is"]
        assert sound(store)


def test_a_decision_holds_even_if_its_suggestion_was_not_made_any_more(tmp_path: Path) -> None:
    with project(tmp_path, SCRIPT) as store:
        suggest(store, SCRIPT, "vertrouwen")
        say_no(store, anna(store), "vertrouwen")
        suggest(store, SCRIPT)
        correct(store, TYPO)
        suggest(store, TYPO, "vertrouwen")
        assert waiting(store, anna(store)) == []
        assert waiting(store, bram(store)) == ["vertrouwen"]
        correct(store, SCRIPT)
        suggest(store, SCRIPT, "vertrouwen")
        assert waiting(store, anna(store)) == []
        assert sound(store)


def test_a_coding_made_of_a_suggestion_stays_one_that_somebody_accepted(tmp_path: Path) -> None:
    with project(tmp_path, SCRIPT) as store:
        suggest(store, SCRIPT, "heilig")
        (one,) = suggestions.waiting(store, anna(store))
        with change(store, "review", coder=anna(store).guid) as made:
            decisions.decide(made, anna(store), one.id, said=1)
            codings.add(made, anna(store), [NewCoding("fg1", one.code, one.start, one.end)], origin="suggested")
        correct(store, rewritten(("heilig", "heiliger")))
        assert quotations(store) == [("anna", "heiliger")]
        assert waiting(store, anna(store)) == []
        assert sound(store)


def test_a_removed_transcript_comes_back_as_it_was_corrected(tmp_path: Path) -> None:
    with project(tmp_path, SCRIPT) as store:
        code(store, coded(SCRIPT, "coop.secrecy", "heilig"))
        correct(store, TYPO)
        before = state(store)
        remove(store, "fg1")
        with pytest.raises(QualcodeError, match="with another text"):
            bring_in(store, SCRIPT)
        history.undo(store, anna(store).guid)
        assert state(store) == before
        assert sound(store)


def test_a_revision_read_back_makes_itself_again(tmp_path: Path) -> None:
    switching = Script(
        "in1", (Said("R9", "Zeker nodig. Absolument.", "nl", (Stretch(4, 17, "nl"), Stretch(17, 28, "fr")), 1500), Said("INT", "Ja?"))
    )
    with project(tmp_path, SCRIPT, switching) as store:
        correct(store, TYPO)
        for id, number in (("fg1", 2), ("in1", 1)):
            guid = transcripts.key(store, id)[1]
            made = transcripts.guid_of_revision(guid, revisions.draft(store, id))
            assert made == store.value("SELECT guid FROM revision WHERE number = ? ORDER BY id DESC", (number,))
            with change(store, "again", coder=anna(store).guid) as again:
                assert corrections.correct(again, id, revisions.draft(store, id)).after == number
                assert again.empty
        assert revisions.draft(store, "fg1", 1).text == SCRIPT.text
        assert [one.label for one in revisions.draft(store, "fg1").participants] == ["M", "R1", "R2", "R3"]
        assert revisions.draft(store, "fg1").participants[2].variables == {"sector": "justice"}
