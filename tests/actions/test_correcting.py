"""Correcting a transcript: from a file of any form, from an edited text, turn by turn; told, rehearsed, compared, undone."""

from __future__ import annotations

import random
from pathlib import Path

import docx
import openpyxl
import pytest

from qualcode.actions import correcting, importing
from qualcode.actions.correcting import Outcome, Sizes
from qualcode.errors import QualcodeError
from qualcode.model import ImportOptions, Selection
from qualcode.store import anchors, checking, codings, history, revisions, transcripts
from qualcode.store.changes import change
from qualcode.store.codings import NewCoding
from qualcode.store.database import Store
from tests.edits import EDITS, Edited
from tests.store.projects import anna, bram, code, project
from tests.store.state import state

TALK = """Mod: Wat denken jullie over het beroepsgeheim in zo'n overleg?

R1: Het beroepsgeheim is heilig. Zonder vertrouwen geen hulp.

R2: Oui, mais le secret partagé existe aussi chez nous.

R1: Ja.
"""


def file(folder: Path, text: str, name: str = "fg1.txt") -> Path:
    """A transcript as a text file."""
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / name
    path.write_text(text, encoding="utf-8")
    return path


def begun(store: Store, folder: Path, text: str = TALK, options: ImportOptions | None = None, name: str = "fg1.txt") -> None:
    """A transcript imported by anna."""
    outcome = importing.run(store, anna(store), [file(folder / "in", text, name)], options or ImportOptions())
    assert not outcome.failed


def put(store: Store, words: str, code_id: str = "coop.secrecy") -> str:
    """A coding on these words, which stand once in fg1; returns its GUID."""
    text = revisions.draft(store, "fg1").text
    start = text.index(words)
    return code(store, NewCoding("fg1", code_id, start, start + len(words)))[0]


def correct(store: Store, path: Path, options: ImportOptions | None = None, *, dry_run: bool = False, id: str = "fg1") -> Outcome:
    """Correct as anna."""
    return correcting.correct(store, anna(store), id, path, options or ImportOptions(), dry_run=dry_run, why="heard again")


def sound(store: Store) -> bool:
    return not any(checking.check(store).values())


NEW = TALK.replace("heilig", "heel heilig").replace("R1: Ja.", "R1: Ja.\n\nR3: Neen.")


def test_a_corrected_file_is_taken_with_all_that_stands_on_the_old_one(tmp_path: Path) -> None:
    with project(tmp_path) as store:
        begun(store, tmp_path)
        put(store, "Zonder vertrouwen geen hulp.")
        put(store, "Het beroepsgeheim is heilig.", "value.need")
        put(store, "secret partagé")
        done = correct(store, file(tmp_path, NEW.replace("mais le secret partagé existe aussi", "cela existe"), "fg1 verbeterd.txt"))
        assert done.changed
        assert (done.before, done.after) == (Sizes(4, 27, 3), Sizes(5, 25, 4))
        assert done.differences == {"words": 2, "added": 1}
        assert (done.correction.before, done.correction.after) == (1, 2)
        assert done.correction.codings == {"changed": 1, "missing": 1, "placed": 1}
        assert done.correction.waiting == {"anna": 1}
        assert done.speakers == ("R3 is new: 1 turn.",)
        (event, *_) = history.events(store)
        assert (event.command, event.why) == ("transcripts correct fg1 fg1 verbeterd.txt", "heard again")
        assert [coding.quotation for coding in codings.all_of(store)] == [
            "Het beroepsgeheim is heel heilig.",
            "Zonder vertrouwen geen hulp.",
        ]
        assert sound(store)


def test_the_same_content_changes_nothing_whatever_its_form(tmp_path: Path) -> None:
    with project(tmp_path) as store:
        begun(store, tmp_path)
        put(store, "heilig")
        with change(store, "tag", coder=anna(store).guid) as made:
            transcripts.set_role(made, "fg1", "R2", "observer")
            transcripts.tag(made, "fg1", {"sector": "care"}, speaker="R1")
        before, events = state(store), store.value("SELECT count(*) FROM event")
        document = docx.Document()
        for line in TALK.strip("\n").split("\n"):
            document.add_paragraph(line)
        document.save(str(tmp_path / "fg1.docx"))
        for path in (tmp_path / "in" / "fg1.txt", file(tmp_path, "\ufeff" + TALK.replace("\n", "\r\n"))):
            done = correct(store, path)
            assert (done.changed, done.differences, done.speakers) == (False, {}, ())
        assert (state(store), store.value("SELECT count(*) FROM event")) == (before, events)
        done = correct(store, tmp_path / "fg1.docx")
        assert done.differences == {}
        assert [turn.text for turn in transcripts.turns(store, "fg1")] == [turn.text for turn in transcripts.turns(store, "fg1", 1)]


def test_a_dry_run_tells_the_same_and_changes_nothing(tmp_path: Path) -> None:
    with project(tmp_path) as store:
        begun(store, tmp_path)
        put(store, "heilig")
        before = state(store)
        path = file(tmp_path, NEW.replace("R2:", "R7:"))
        told = correct(store, path, dry_run=True)
        assert state(store) == before
        assert store.value("SELECT count(*) FROM revision") == 1
        assert correct(store, path) == told
        assert told.changed


def test_what_the_project_knows_of_speakers_holds_over_what_the_file_says(tmp_path: Path) -> None:
    with project(tmp_path) as store:
        begun(store, tmp_path, options=ImportOptions(aliases={"R2": "Deelnemer B"}))
        with change(store, "tag", coder=anna(store).guid) as made:
            transcripts.set_role(made, "fg1", "Deelnemer B", "observer")
            transcripts.tag(made, "fg1", {"sector": "care"}, speaker="R1")
        done = correct(store, file(tmp_path, NEW.replace("R1:", "R4 (v, CGG):")))
        assert done.speakers == ("R1 is R4 (2 turns) now.", "R4 has sector care, as R1 had.", "R3 is new: 1 turn.")
        assert [(one.label, one.role, one.detail, one.variables) for one in transcripts.participants(store, "fg1")] == [
            ("Mod", "moderator", "", {}),
            ("Deelnemer B", "observer", "", {}),
            ("R4", "participant", "v, CGG", {"sector": "care"}),
            ("R3", "participant", "", {}),
        ]
        assert sound(store)
        assert correct(store, file(tmp_path, NEW), ImportOptions(moderators=("R1",))).speakers[0] == "R4 is R1 (2 turns) now."
        assert transcripts.participant(store, "fg1", "R1").role == "moderator"


def test_a_transcript_does_not_become_one_of_nobody_in_particular(tmp_path: Path) -> None:
    with project(tmp_path) as store:
        begun(store, tmp_path)
        before = state(store)
        with pytest.raises(QualcodeError, match=r"No speaker was recognised in the new version, while fg1 has Mod, R1, R2") as refused:
            correct(store, file(tmp_path, "Een verslag.\n\nEr werd veel gezegd.\n"))
        assert "--label REGEX" in refused.value.hint
        assert state(store) == before
        again = TALK.replace("Mod:", "Mod >").replace("R1:", "R1 >").replace("R2:", "R2 >")
        assert correct(store, file(tmp_path, again), ImportOptions(label=r"(Mod|R\d) >")).differences == {}


def test_another_text_altogether_is_asked_about(tmp_path: Path) -> None:
    with project(tmp_path) as store:
        begun(store, tmp_path)
        put(store, "heilig")
        done = correct(store, file(tmp_path, "Mod: Qui commence ?\n\nP1: Bonjour à tous et toutes.\n\nP2: Rien.\n"))
        assert [note.fix for note in done.notes if "is it the right file?" in note.message] == ["take it back with: qualcode undo"]
        assert done.correction.waiting == {"anna": 1}


def test_a_file_that_is_not_there_or_cannot_be_read_changes_nothing(tmp_path: Path) -> None:
    with project(tmp_path) as store:
        begun(store, tmp_path)
        for path, said in ((tmp_path / "nowhere.txt", "cannot be opened"), (file(tmp_path, ""), "is empty")):
            with pytest.raises(QualcodeError, match=said):
                correct(store, path)
        with pytest.raises(QualcodeError, match="Unknown transcript: fg9"):
            correct(store, file(tmp_path, TALK), id="fg9")
        assert transcripts.all_of(store)[0].revision == 1


def sheet(path: Path, *answers: str) -> Path:
    """Written interviews of two people."""
    book = openpyxl.Workbook()
    assert book.active is not None
    book.active.append(["id", "Wat vindt u van het beroepsgeheim?", "Wat mist u?"])
    for name, answer in zip(("Resp A", "Resp B"), answers, strict=True):
        book.active.append([name, answer, "Tijd, en nog eens tijd."])
    book.save(path)
    return path


def test_of_a_file_of_several_the_own_part_is_taken(tmp_path: Path) -> None:
    with project(tmp_path) as store:
        importing.run(store, anna(store), [sheet(tmp_path / "vragen.xlsx", "Het is heilig.", "Het remt.")], ImportOptions())
        assert transcripts.slugs(store) == ["vragen-resp-a", "vragen-resp-b"]
        done = correct(store, sheet(tmp_path / "beter.xlsx", "Het is heilig.", "Het remt soms."), id="vragen-resp-b")
        assert done.differences == {"words": 1}
        assert "Het remt soms." in revisions.draft(store, "vragen-resp-b").text
        assert revisions.draft(store, "vragen-resp-a").text.count("heilig") == 1
        done = correct(
            store, file(tmp_path, revisions.draft(store, "vragen-resp-a").text.replace("is heilig", "is dat"), "a.txt"), id="vragen-resp-a"
        )
        assert done.differences == {"words": 1}


def test_nobody_guesses_which_part_is_meant(tmp_path: Path) -> None:
    with project(tmp_path) as store:
        begun(store, tmp_path)
        with pytest.raises(QualcodeError, match="holds 2 transcripts, and nothing tells which of them is fg1"):
            correct(store, sheet(tmp_path / "vragen.xlsx", "Het is heilig.", "Het remt."))
        assert transcripts.all_of(store)[0].revision == 1


def test_an_edited_text_is_taken_in_the_same_way(tmp_path: Path) -> None:
    with project(tmp_path) as store:
        begun(store, tmp_path)
        put(store, "heilig")
        text = revisions.draft(store, "fg1").text
        assert not correcting.edited(store, anna(store), "fg1", text).changed
        done = correcting.edited(store, anna(store), "fg1", text.replace("R1: Ja.", "R2: Ja."))
        assert (done.differences, done.speakers) == ({"speaker": 1}, ("1 turn went from R1 to R2.",))
        assert done.correction.codings == {"placed": 1}
        assert history.events(store)[0].command == "transcripts edit fg1"
        with pytest.raises(QualcodeError, match="has no text in it"):
            correcting.edited(store, anna(store), "fg1", "\n")


def test_the_language_of_turns_is_said_and_held_by_later_corrections(tmp_path: Path) -> None:
    with project(tmp_path) as store:
        begun(store, tmp_path)
        put(store, "heilig")
        done = correcting.say(store, anna(store), "fg1", range(2, 4), language="fr")
        assert done.differences == {"language": 1}
        assert [turn.language for turn in transcripts.turns(store, "fg1")] == ["nl", "fr", "fr", "nl"]
        assert history.events(store)[0].command == "transcripts tag fg1 --turn 2-3 --language fr"
        assert correct(store, file(tmp_path, NEW)).changed
        assert [turn.language for turn in transcripts.turns(store, "fg1")] == ["nl", "fr", "fr", "nl", "nl"]
        assert not correcting.say(store, anna(store), "fg1", range(2, 3), language="fr").changed
        assert correcting.say(store, anna(store), "fg1", range(5, 6), language="und").changed
        assert [coding.quotation for coding in codings.all_of(store)] == ["heilig"]
        for _ in range(3):
            history.undo(store, anna(store).guid)
        assert [turn.language for turn in transcripts.turns(store, "fg1")] == ["nl", "nl", "fr", "nl"]
        assert sound(store)


def test_a_turn_is_given_to_another_speaker_in_the_text_too(tmp_path: Path) -> None:
    with project(tmp_path) as store:
        begun(store, tmp_path, TALK.replace("R1: Ja.", "R1 (v, CGG): Ja."))
        put(store, "Ja.")
        done = correcting.say(store, anna(store), "fg1", range(4, 5), speaker="R5")
        assert done.speakers == ("R5 is new: 1 turn, 1 turn of R1.",)
        assert revisions.draft(store, "fg1").text.endswith("\nR5: Ja.\n")
        assert [one.speaker for one in codings.quoted(store, Selection(), codings.layer(store))] == ["R5"]
        done = correcting.say(store, anna(store), "fg1", range(4, 5), speaker="R2")
        assert done.speakers == ("R5 is joined with R2 (1 turn) now.",)
        assert [one.label for one in transcripts.participants(store, "fg1")] == ["Mod", "R1", "R2"]
        assert not correcting.say(store, anna(store), "fg1", range(4, 5), speaker="R2").changed
        done = correcting.say(store, anna(store), "fg1", range(1, 5), speaker="R2", language="fr")
        assert {turn.speaker for turn in transcripts.turns(store, "fg1")} == {"R2"}
        assert {turn.language for turn in transcripts.turns(store, "fg1")} == {"fr"}
        assert [coding.quotation for coding in codings.all_of(store)] == ["Ja."]
        assert sound(store)


def test_only_turns_that_are_there_and_languages_of_the_study_are_said(tmp_path: Path) -> None:
    with project(tmp_path) as store:
        begun(store, tmp_path)
        for turns, said in ((range(2), "no turn 0"), (range(4, 7), "no turn 6"), (range(3, 2), "no turn 1")):
            with pytest.raises(QualcodeError, match=said):
                correcting.say(store, anna(store), "fg1", turns, language="fr")
        with pytest.raises(QualcodeError, match="Unknown language: klingon"):
            correcting.say(store, anna(store), "fg1", range(1, 2), language="klingon")


def test_a_label_is_one_line_of_text_whatever_was_typed(tmp_path: Path) -> None:
    with project(tmp_path) as store:
        begun(store, tmp_path)
        correcting.say(store, anna(store), "fg1", range(4, 5), speaker=" \x1b[31mDeelnemer\n 9 ")
        assert transcripts.turns(store, "fg1")[3].speaker == "[31mDeelnemer 9"
        assert sound(store)
        with pytest.raises(QualcodeError, match="is no label of a speaker"):
            correcting.say(store, anna(store), "fg1", range(4, 5), speaker=" \x07:")


def test_revisions_are_compared_by_turn(tmp_path: Path) -> None:
    with project(tmp_path) as store:
        begun(store, tmp_path)
        with pytest.raises(QualcodeError, match="fg1 was never corrected"):
            correcting.diff(store, "fg1")
        correct(store, file(tmp_path, NEW))
        correct(store, file(tmp_path, NEW.replace("Neen.", "Neen, niet altijd.")))
        assert [row["after"] for row in correcting.diff(store, "fg1").records()] == ["Neen, niet altijd."]
        whole = correcting.diff(store, "fg1", 1, 3)
        assert whole.title == "fg1: revision 1 and revision 3"
        assert [row["turn"] for row in whole.records()] == [2, 5]
        assert [row["turn"] for row in correcting.diff(store, "fg1", last=2).records()] == [2, 5]
        assert correcting.diff(store, "fg1", 2, people=True).rows[0][-1] == "Neen{+, niet altijd+}."
        with pytest.raises(QualcodeError, match="fg1 has no revision 4"):
            correcting.diff(store, "fg1", 1, 4)


def test_edits_at_random_leave_a_sound_project_and_can_all_be_undone(repository: Path, tmp_path: Path) -> None:
    """A whole session is edited over and over; two coders' codings go along, and undo brings each state back."""
    draw = random.Random(11)
    with project(tmp_path) as store:
        source = repository / "transcripts" / "Brussel-Bruxelles mixte FG8.txt"
        begun(store, tmp_path, source.read_text(encoding="utf-8"))
        turns = transcripts.turns(store, "fg1")
        for coder in (anna(store), bram(store)):
            code(store, *(NewCoding("fg1", "coop.secrecy", turn.start, turn.end) for turn in draw.sample(turns, 60)), coder=coder)
        states = [state(store)]
        for _ in range(3):
            made = Edited(text := revisions.draft(store, "fg1").text, list(text), list(range(len(text))))
            for _ in range(15):
                draw.choice(EDITS)(made, draw, draw.randrange(len(made.characters)))
            done = correcting.edited(store, anna(store), "fg1", made.text)
            assert done.changed
            assert sum(done.correction.codings.values()) == 120
            states.append(state(store))
        assert len(codings.all_of(store)) + len(anchors.waiting(store)) == 120
        assert sound(store)
        for before in states[-2::-1]:
            history.undo(store, anna(store).guid)
            assert state(store) == before
        for after in states[1:]:
            history.redo(store, anna(store).guid)
            assert state(store) == after
        assert sound(store)
