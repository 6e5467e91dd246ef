"""Deciding where codings stand after a correction: at a terminal with one key each, and without one by their ids."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest

from tests.cli.running import Run, differing, dump, process, refusal
from tests.cli.terminals import PATIENCE_SECONDS, terminal
from tests.cli.test_correcting import FG1, PREACHING, SUPERVISION, corrected

KEYS = "[m] move to other words  [l] mark as lost  [space] skip  [q] quit"
WAY = "Op neutraal terrein dus."
REST = "Dat is de persoon, dat is niet de dienst."


@pytest.fixture
def waiting(project: Path, run: Run) -> dict[str, dict[str, Any]]:
    """The codings that wait after a correction, by state: one moved, one with little left, one gone."""
    for words in (WAY, REST):
        assert run("coding", "add", FG1, "coop.secrecy", "--quote", words).status == 0
    name = corrected(
        project,
        (SUPERVISION, "Neen."),
        (f"R2: {WAY}\n", ""),
        ("Wie durft? [gelach]", f"Wie durft? [gelach] {WAY}"),
        (REST, "Dat is de persoon zelf die het zegt, vind ik."),
    )
    assert run("transcripts", "correct", FG1, name).status == 0
    rows = run("review", "--kind", "anchor", "--list", "--format", "json").rows
    found = {row["state"]: row for row in rows}
    assert sorted(found) == ["missing", "moved", "unsure"]
    return found


def quotations(run: Run) -> set[str]:
    return {row["quote"] for row in run("coding", "list", "--transcript", FG1, "--format", "json").rows}


def states(run: Run) -> dict[str, str]:
    return {row["id"]: row["state"] for row in run("review", "--kind", "anchor", "--list", "--format", "json").rows}


def test_what_waits_is_listed_with_its_ids(waiting: dict[str, dict[str, Any]], run: Run) -> None:
    assert waiting["moved"]["words"] == waiting["moved"]["proposed"] == WAY
    assert (waiting["missing"]["words"], waiting["missing"]["proposed"]) == (SUPERVISION, None)
    assert waiting["unsure"]["words"] == REST
    assert waiting["unsure"]["proposed"].startswith("Dat is de persoon")
    assert not {WAY, SUPERVISION, REST} & quotations(run)
    assert run("review", "--kind", "anchor", "--list", "--code", "coop.secrecy", "--format", "json").rows == [
        row for row in run("review", "--kind", "anchor", "--list", "--format", "json").rows if row["code"] == "coop.secrecy"
    ]


def changed(run: Run) -> list[tuple[str, str, str]]:
    rows = run("review", "--kind", "anchor", "--list", "--changed", "--format", "json").rows
    assert {row["state"] for row in rows} <= {"placed", "changed"}
    return [(row["id"], row["words"], row["now"]) for row in rows]


def test_codings_on_words_that_were_corrected_are_listed_with_both(project: Path, run: Run) -> None:
    assert changed(run) == []
    assert "No coding of yours stands on words that were corrected." in run("review", "--kind", "anchor", "--list", "--changed").err
    assert run("coding", "add", FG1, "coop.secrecy", "--quote", REST).status == 0
    better = REST.replace("persoon", "mens")
    answer = run("transcripts", "correct", FG1, corrected(project, (REST, better)))
    assert "codings whose words were changed" in answer.text
    assert "whose words were changed with: qualcode review --kind anchor --list --changed" in answer.err
    ((id, words, now),) = [row for row in changed(run) if row[1] == REST]
    assert now == better
    assert (
        run("transcripts", "correct", FG1, corrected(project, (REST, better), ("Ze vinden ons soft.", "Ze vinden ons zacht."))).status == 0
    )
    assert (id, words, now) in changed(run), "what another correction did since says nothing of this one"
    assert run("transcripts", "correct", FG1, "transcripts/Antwerpen zorg FG1.txt").status == 0
    assert changed(run) == []


def test_where_a_coder_has_put_a_coding_himself_no_word_was_corrected(waiting: dict[str, dict[str, Any]], run: Run) -> None:
    id = str(waiting["unsure"]["id"])
    assert run("review", "--kind", "anchor", "--accept", id, "--quote", "Dat is de persoon zelf").status == 0
    assert id not in {row[0] for row in changed(run)}


def test_decisions_without_a_terminal(waiting: dict[str, dict[str, Any]], run: Run) -> None:
    ids = {state: str(row["id"]) for state, row in waiting.items()}
    answer = run("review", "--kind", "anchor", "--accept", ids["moved"], "--reject", ids["missing"])
    assert (answer.status, answer.err) == (0, "Placed: 1. They count again.\nMarked as lost: 1. Take it back with: qualcode undo\n")
    assert WAY in quotations(run)
    assert states(run) == {ids["missing"]: "lost", ids["unsure"]: "unsure"}
    answer = run("review", "--kind", "anchor", "--accept", ids["unsure"], "--quote", "Dat is de persoon zelf")
    assert re.fullmatch(rf"Placed: {ids['unsure']} at \d+-\d+\. It counts again\.\n", answer.err)
    assert "Dat is de persoon zelf" in quotations(run)
    answer = run("review", "--kind", "anchor", "--accept", ids["missing"], "--quote", "Neen.", "--turn", "2")
    assert answer.status == 0
    assert states(run) == {}
    assert run("check").status == 0
    assert run("undo", "4").status == 0
    assert states(run) == {row["id"]: state for state, row in waiting.items()}
    assert run("redo", "4").status == 0
    assert states(run) == {}


def test_decisions_that_cannot_be_made_change_nothing(project: Path, waiting: dict[str, dict[str, Any]], run: Run) -> None:
    missing, moved = str(waiting["missing"]["id"]), str(waiting["moved"]["id"])
    before = dump(project)
    for line, said, what in (
        (["--accept", missing], f"The words of coding {missing} are gone from {FG1}.", "--quote TEXT"),
        (["--accept", moved, "--accept", missing], f"The words of coding {missing} are gone", "--reject"),
        (["--accept", "ffffffff"], "No coding ffffffff waits for a decision on its place.", "--list"),
        (["--accept", "ff"], "ff is too short to name a coding.", "4 characters"),
        (["--accept", moved, "--reject", moved], f"Several answers to {moved}.", "one of them"),
        (["--accept", moved, "--as", "luc"], f"Coding {moved} is C1's.", "--as C1"),
        (["--accept", moved, "--quote", "nooit gezegd"], "The quote does not stand in", "transcripts show"),
        (["--accept", moved, "--quote", "de"], "The quote stands ", "--turn N"),
        (["--accept", moved, "--accept", missing, "--quote", "x"], "--quote says on which words one coding stands.", "one --accept ID"),
        (["--quote", "x"], "--quote says on which words one coding stands.", "one --accept ID"),
        (["--changed"], "--changed lists codings after a correction.", "--kind anchor --list"),
        ([], "3 codings wait, but there is no terminal to ask at.", "--accept ID"),
    ):
        if "luc" in line:
            assert run("coders", "add", "luc").status == 0
            before = dump(project)
        message, hint = refusal(run("review", "--kind", "anchor", *line))
        assert said in message, line
        assert what in hint, line
    message, _ = refusal(run("review", "--accept", moved, "--quote", "x"))
    assert message == f"There is no suggestion {moved}."
    assert differing(before, dump(project)) == []


def test_ids_come_from_stdin_too(project: Path, waiting: dict[str, dict[str, Any]], run: Run) -> None:
    ids = f"{waiting['moved']['id']}\n{waiting['unsure']['id']}\n"
    answer = process("review", "--kind", "anchor", "--accept", "-", folder=project, stdin=ids, QUALCODE_CODER="C1")
    assert (answer.status, answer.err) == (0, "Placed: 2. They count again.\n")
    assert set(states(run).values()) == {"missing"}


def test_each_key_does_what_the_screen_says(project: Path, waiting: dict[str, dict[str, Any]], run: Run) -> None:
    assert len(waiting) == 3
    with terminal(project, "review", "--kind", "anchor") as (screen, program):
        done = set()
        for _ in range(3):
            shown = " ".join(screen.until(KEYS).split())
            if f"⟦{SUPERVISION}⟧" in shown:
                assert "Coded in revision 1:" in shown
                assert "The words are gone from here: (turn 2)" in shown or "The words are gone from here: (turn 3)" in shown
                assert "[k] keep there" not in shown
                screen.press("k")
                screen.press("l")
                assert " lost\n" in screen.until("\n")
                done.add("lost")
            elif f"⟦{WAY}⟧" in shown:
                assert "The words stand elsewhere now: (turn" in shown
                assert "[k] keep there" in shown
                screen.press("k")
                screen.until(" keep\n")
                done.add("kept")
            else:
                assert f"⟦{REST}⟧" in shown
                assert "This is left of them" in shown
                screen.press("m")
                screen.until("nothing to skip): ")
                screen.press("nooit gezegd\n")
                assert "The quote does not stand in" in screen.until("nothing to skip): ")
                screen.press("die het zegt, vind ik\n")
                done.add("moved")
        assert done == {"lost", "kept", "moved"}
        assert "1 kept, 1 moved, 1 marked as lost, 0 skipped" in screen.until("qualcode undo")
        assert program.wait(PATIENCE_SECONDS) == 0
    assert {WAY, "die het zegt, vind ik"} <= quotations(run)
    assert list(states(run).values()) == ["lost"]
    assert run("check").status == 0


def test_one_may_skip_and_stop(project: Path, waiting: dict[str, dict[str, Any]], run: Run) -> None:
    with terminal(project, "review", "--kind", "anchor") as (screen, program):
        screen.until(KEYS)
        screen.press(" ")
        screen.until(KEYS)
        screen.press("m")
        screen.until("nothing to skip): ")
        screen.press("\n")
        screen.until(KEYS)
        screen.press("q")
        assert "0 kept, 0 moved, 0 marked as lost, 2 skipped" in screen.until("qualcode undo")
        assert program.wait(PATIENCE_SECONDS) == 0
    assert states(run) == {row["id"]: state for state, row in waiting.items()}


def test_another_window_may_decide_meanwhile(project: Path, waiting: dict[str, dict[str, Any]], run: Run) -> None:
    with terminal(project, "review", "--kind", "anchor") as (screen, program):
        screen.until(KEYS)
        for row in waiting.values():
            assert run("review", "--kind", "anchor", "--accept", str(row["id"]), "--quote", PREACHING).status == 0
        screen.press("l")
        assert "No coding" in screen.until(KEYS)
        screen.press("q")
        screen.until("qualcode undo")
        assert program.wait(PATIENCE_SECONDS) == 0


@pytest.mark.usefixtures("project")
def test_nothing_waits(run: Run) -> None:
    answer = run("review", "--kind", "anchor")
    assert (answer.status, answer.err) == (0, "No coding of yours waits for a decision on its place.\n")
    answer = run("review", "--kind", "anchor", "--list")
    assert answer.err == "No coding of yours waits for a decision on its place.\n"
    answer = run("review", "--list")
    assert answer.err == "Nothing waits for you. Make suggestions with: qualcode suggest\n"


def test_suggestions_are_listed_in_the_same_way(project: Path, run: Run) -> None:
    assert project.is_dir()
    rows = run("suggest", "--suggester", "keywords", "--coded", "--code", "coop", "--format", "json").rows
    assert {row["id"] for row in run("review", "--list", "--code", "coop", "--format", "json").rows} == {row["id"] for row in rows}
