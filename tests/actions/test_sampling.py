"""Turns that teach most: chosen where little is known, spread, kept in the log, and told of wherever they are counted."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

from qualcode.actions import asking, progressing, sampling
from qualcode.actions.asking import Question
from qualcode.actions.selecting import Said as Asked
from qualcode.model import Coder, Selection
from qualcode.store import checking, codings, corrections, history
from qualcode.store.changes import change
from qualcode.store.database import Store
from qualcode.table import Table
from tests.actions.test_suggesting import WORDS
from tests.store.projects import SCRIPT, Said, Script, anna, bram, code, coded, load, project
from tests.store.state import state

TALK = {
    "nl": "Wij overleggen elke maandag met het team over de dossiers van de {} en dat vraagt veel vertrouwen.",
    "fr": "Nous parlons chaque lundi avec l'équipe des dossiers de la {} et cela demande un secret partagé.",
}
TOPICS = ("wachtlijst", "opvang", "begeleiding", "gevangenis", "probation", "thérapie")
SESSIONS = [
    Script(
        f"{region}-{language}",
        tuple(Said(f"R{at}", TALK[language].format(topic), language) for at, topic in enumerate(TOPICS)),
        variables={"region": region},
    )
    for region in ("antwerp", "charleroi")
    for language in TALK
]


def chosen(store: Store, number: int = 20, selection: Selection = Selection(), coder: Coder | None = None) -> list[tuple[object, object]]:
    """Transcript and turn of what is to be coded next."""
    table = sampling.choose(store, coder or anna(store), selection, number)
    return [(row[0], row[1]) for row in table.rows]


def warned(table: Table) -> list[str]:
    """What a table says of turns that were chosen."""
    return [warning for warning in table.warnings if "suggest --next" in warning]


def test_the_choice_is_spread_over_regions_and_languages(tmp_path: Path) -> None:
    with project(tmp_path, *SESSIONS) as store:
        load(store, anna(store), WORDS)
        found = chosen(store, 8)
        assert Counter(str(transcript) for transcript, _ in found) == {script.id: 2 for script in SESSIONS}
        assert {transcript for transcript, _ in chosen(store, 8, Selection(languages=("fr",)))} == {"antwerp-fr", "charleroi-fr"}


def test_what_is_like_coded_text_or_was_looked_at_comes_last_or_not_at_all(tmp_path: Path) -> None:
    other = "Mijn tante kweekt al jaren tomaten, sla en prei achter haar huis in de zon."
    script = Script(
        "fg9", (*(Said("R1", TALK["nl"].format(topic), "nl") for topic in TOPICS), Said("R2", other, "nl"), Said("R2", "Ja.", "nl"))
    )
    with project(tmp_path, script) as store:
        load(store, anna(store), WORDS)
        code(store, coded(script, "trust", script.turns[0].text))
        found = chosen(store)
        assert found[0] == ("fg9", 7)
        assert set(found) == {("fg9", turn) for turn in range(2, 9)}
        progressing.read(store, anna(store), "fg9", [7])
        assert ("fg9", 7) not in chosen(store)
        progressing.finish(store, anna(store), ["fg9"])
        assert chosen(store) == []
        assert chosen(store, coder=bram(store)) != []


def test_it_is_in_the_log_and_can_be_taken_back(tmp_path: Path) -> None:
    with project(tmp_path, *SESSIONS) as store:
        load(store, anna(store), WORDS)
        before = state(store)
        found = chosen(store, 3)
        assert (history.events(store)[0].command, history.events(store)[0].why) == ("suggest --next --limit 3", sampling.WARNING)
        after = state(store)
        assert len(after["samples"]) == len({transcript for transcript, _ in found})
        assert not any(checking.check(store).values())
        assert chosen(store, 3) == found
        assert state(store) == after
        history.undo(store, anna(store).guid)
        assert state(store) == before


def test_counting_warns_until_the_transcript_is_finished(tmp_path: Path) -> None:
    with project(tmp_path, SCRIPT, *SESSIONS) as store:
        load(store, anna(store), WORDS)
        code(store, coded(SCRIPT, "secrecy", "Het beroepsgeheim"))
        sessions = {script.id: script for script in SESSIONS}
        for transcript, turn in chosen(store, 4, Selection(transcripts=tuple(sessions))):
            assert isinstance(turn, int)
            script = sessions[str(transcript)]
            code(store, coded(script, "trust", script.turns[turn - 1].text))
        question = Question(layer="anna")
        (said,) = warned(asking.count(store, question))
        assert said.startswith("4 codings stand on turns that suggest --next chose")
        assert warned(asking.compare(store, question, ("region",))) == [said]
        assert warned(asking.count(store, Question(Asked(transcripts=("fg1",)), "anna"))) == []
        code(store, coded(SCRIPT, "secrecy", "Oui"), coder=bram(store))
        assert warned(asking.count(store, Question(layer="bram"))) == []
        progressing.finish(store, anna(store), [script.id for script in SESSIONS[1:]])
        (said,) = warned(asking.count(store, question))
        assert said.startswith(
            f"1 coding stands on turns that suggest --next chose because they teach most, in transcripts that are not finished ({SESSIONS[0].id})"
        )
        progressing.finish(store, anna(store), [SESSIONS[0].id])
        assert warned(asking.count(store, question)) == []


def test_of_a_transcript_that_was_corrected_since_all_turns_are_taken(tmp_path: Path) -> None:
    script = SESSIONS[0]
    with project(tmp_path, script) as store:
        load(store, anna(store), WORDS)
        ((_, turn),) = chosen(store, 1)
        elsewhere = script.turns[0 if turn != 1 else 1].text
        code(store, coded(script, "trust", elsewhere))
        assert warned(asking.count(store, Question())) == []
        corrected = Script(script.id, (*script.turns, Said("R9", "Nog iets.", "nl")), variables=script.variables)
        with change(store, "transcripts correct", coder=anna(store).guid) as made:
            corrections.correct(made, script.id, corrected.draft())
        assert len(codings.all_of(store)) == 1
        assert len(warned(asking.count(store, Question()))) == 1
