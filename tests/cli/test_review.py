"""Deciding on suggestions: at a terminal with one key each, and without one by their ids."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest

from tests.cli.running import CODER, Run, differing, dump, process, refusal
from tests.cli.terminals import PATIENCE_SECONDS, terminal

PROMPT = "[X] never here  [space] skip  [?] keys  [q] quit"


@pytest.fixture
def suggested(project: Path, run: Run) -> list[dict[str, Any]]:
    """The suggestions that wait for C1 in the example project, in the order of the text."""
    assert len(list(project.glob("qualcode.db"))) == 1
    rows = run("suggest", "--suggester", "keywords", "--coded", "--code", "coop", "--format", "json").rows
    assert len(rows) > 4
    return rows


def test_each_key_does_what_the_screen_says(project: Path, suggested: list[dict[str, Any]], run: Run) -> None:
    with terminal(project, "review", "--code", "coop") as (screen, program):
        first = screen.until(PROMPT)
        assert f"1 of {len(suggested)}" in first
        assert "→ coop.secrecy  Beroepsgeheim" in first
        quotation = re.sub(r"\s+", " ", first).partition("⟦")[2].partition("⟧")[0]
        assert quotation in {row["quotation"] for row in suggested}
        screen.press("a")
        assert " accept\n" in (second := screen.until(PROMPT))
        assert f"2 of {len(suggested)}" in second
        screen.press("?")
        explained = screen.until("  q         quit")
        assert "  e         a sentence more\n" in explained.replace("\r", "")
        assert "  space, s  skip\n" in explained.replace("\r", "")
        screen.press("z")
        screen.press("\x1b[A")
        screen.press("xxx")
        assert " reject\n" in screen.until(PROMPT)
        screen.press(" ")
        assert f"4 of {len(suggested)}" in screen.until(PROMPT)
        screen.press("q")
        assert "1 accepted, 1 rejected, 1 skipped" in screen.until("qualcode undo")
        assert program.wait(PATIENCE_SECONDS) == 0
    assert "zz" not in screen.shown
    accepted = [row for row in run("coding", "list", "--format", "json").rows if row["origin"] == "suggested"]
    assert [row["quote"] for row in accepted] == [quotation]
    waiting = {row["id"] for row in run("suggest", "--suggester", "keywords", "--coded", "--code", "coop", "--format", "json").rows}
    assert len(waiting) == len(suggested) - 2
    decided = {row["id"] for row in suggested} - waiting
    undone = run("undo").err.removeprefix("Undone: review --reject ").strip()
    assert undone in decided
    assert undone != next(row["id"] for row in suggested if row["quotation"] == quotation)


def test_what_was_answered_is_saved_when_the_terminal_goes(project: Path, suggested: list[dict[str, Any]], run: Run) -> None:
    with terminal(project, "review", "--code", "coop") as (screen, program):
        screen.until(PROMPT)
        screen.press("x")
        screen.until(PROMPT)
        program.kill()
        program.wait()
    assert len(run("suggest", "--suggester", "keywords", "--coded", "--code", "coop", "--format", "json").rows) == len(suggested) - 1
    assert run("check").status == 0


def test_another_window_may_decide_meanwhile(project: Path, suggested: list[dict[str, Any]], run: Run) -> None:
    with terminal(project, "review", "--code", "coop") as (screen, program):
        screen.until(PROMPT)
        assert run("review", *(part for row in suggested for part in ("--reject", str(row["id"])))).status == 0
        screen.press("a")
        assert "decided" in screen.until(PROMPT)
        screen.press("q")
        assert "0 accepted, 0 rejected, 1 skipped" in screen.until("qualcode undo")
        assert program.wait(PATIENCE_SECONDS) == 0


def test_colour_can_be_turned_off(project: Path, suggested: list[dict[str, Any]]) -> None:
    assert suggested
    with terminal(project, "review", NO_COLOR="1") as (screen, _):
        screen.until(PROMPT)
        assert re.findall(r"\x1b\[[0-9;]*3[0-7]", screen.shown) == []
        screen.press("q")
        screen.until("skipped")


def test_the_coder_reads_labels_in_the_own_language(project: Path, suggested: list[dict[str, Any]], run: Run) -> None:
    assert suggested
    assert run("coders", "add", "luc", "--language", "fr").status == 0
    with terminal(project, "review", "--as", "luc", "--code", "coop") as (screen, _):
        assert "→ coop.coordination  Fonction de coordination" in screen.until(PROMPT)
        screen.press("q")
        screen.until("skipped")


def test_without_a_terminal_there_is_nobody_to_ask(suggested: list[dict[str, Any]], project: Path) -> None:
    answer = process("review", folder=project, QUALCODE_CODER=CODER)
    message, hint = refusal(answer)
    assert "suggestions wait, but there is no terminal to ask at." in message
    assert "--accept ID" in hint
    assert str(len(suggested)) not in hint


def test_ids_are_accepted_from_stdin_all_or_none(project: Path, suggested: list[dict[str, Any]], run: Run) -> None:
    ids = [str(row["id"]) for row in suggested]
    before = dump(project)
    message, _ = refusal(process("review", "--accept", "-", folder=project, stdin=f"{ids[0]}\nffffffffffff\n", QUALCODE_CODER=CODER))
    assert "ffffffffffff" in message
    message, _ = refusal(run("review", "--accept", ids[0], "--reject", "ffffffffffff"))
    assert "ffffffffffff" in message
    assert differing(before, dump(project)) == []
    answer = process("review", "--accept", "-", folder=project, stdin="\n".join(ids[:3]), QUALCODE_CODER=CODER)
    assert (answer.status, answer.err) == (0, "Accepted: 3. They are codings of C1 now.\n")
    answer = process("review", "--reject", "-", "--accept", ids[3], folder=project, stdin=ids[4], QUALCODE_CODER=CODER)
    assert (answer.status, answer.err) == (0, "Accepted: 1. They are codings of C1 now.\nRejected: 1.\n")
    answer = process("review", "--accept", "-", folder=project, QUALCODE_CODER=CODER)
    assert (answer.status, answer.err) == (0, "No ids came on stdin; nothing was decided.\n")


def test_a_suggestion_counts_only_when_a_person_has_said_yes(project: Path, suggested: list[dict[str, Any]], run: Run) -> None:
    assert project.is_dir()

    def segments() -> int:
        found = run("count", "--code", "coop", "--format", "json").rows
        return int(found[0]["segments"])

    before = segments()
    assert run("review", "--accept", str(suggested[0]["id"])).status == 0
    assert segments() in {before, before + 1}
    assert run("coding", "list", "--format", "json").rows[0]["origin"] in {"imported", "suggested"}
    assert run("undo").status == 0
    assert segments() == before
    assert str(suggested[0]["id"]) in {
        row["id"] for row in run("suggest", "--suggester", "keywords", "--coded", "--code", "coop", "--format", "json").rows
    }


@pytest.mark.usefixtures("empty")
def test_nothing_waits(run: Run) -> None:
    answer = run("review")
    assert (answer.status, answer.err) == (0, "Nothing waits for you. Make suggestions with: qualcode suggest\n")


def test_the_span_is_made_shorter_and_longer_before_it_is_accepted(project: Path, run: Run) -> None:
    assert run("suggest", "--suggester", "keywords", "--coded", "--transcript", "antwerpen-zorg-fg1").status == 0
    with terminal(project, "review", "--transcript", "antwerpen-zorg-fg1") as (screen, _):
        words = [_marked(screen.until(PROMPT))]
        for key in "lhhH":
            screen.press(key)
            words.append(_marked(screen.until(PROMPT)))
        assert words[1].startswith(words[0])
        assert words[2] == words[0] or words[1] == words[0]
        assert words[0].startswith(words[3])
        assert len(words[3]) < len(words[0])
        screen.press("a")
        screen.until(PROMPT)
        screen.press("q")
        screen.until("1 accepted")
    made = [row["quote"] for row in run("coding", "list", "--format", "json").rows if row["origin"] == "suggested"]
    assert [" ".join(quote.split()) for quote in made] == words[4:]


def _marked(screen: str) -> str:
    return re.sub(r"\s+", " ", screen).partition("⟦")[2].partition("⟧")[0]


def test_another_code_by_some_letters_and_never_here(project: Path, suggested: list[dict[str, Any]], run: Run) -> None:
    with terminal(project, "review", "--code", "coop") as (screen, _):
        screen.until(PROMPT)
        screen.press("c")
        screen.until("nothing to skip")
        screen.press("xyzzy\n")
        assert "No code fits xyzzy." in screen.until("nothing to skip")
        screen.press("value.need\n")
        assert "Coded: value.need" in screen.until(PROMPT)
        screen.press("X")
        screen.until(PROMPT)
        screen.press("q")
        assert "0 accepted, 1 with another code, 0 rejected, 1 never again there, 0 skipped" in screen.until("qualcode undo")
    first, second = sorted(suggested, key=lambda row: (row["transcript"], row["turn"]))[:2]
    assert run("history", "--format", "json").rows[0]["command"].startswith("review --never ")
    left = {row["id"] for row in run("review", "--list", "--code", "coop", "--format", "json").rows}
    assert not {first["id"], second["id"]} & left


def test_ids_are_answered_with_another_code_and_other_words(project: Path, suggested: list[dict[str, Any]], run: Run) -> None:
    assert project.is_dir()
    first, second, third = suggested[:3]
    assert run("review", "--accept", first["id"], "--to", "value.need").err.startswith("Accepted: value.need on “")
    words = " ".join(second["quotation"].split()[:2])
    assert run("review", "--accept", second["id"], "--quote", words).status == 0
    answer = run("review", "--never", third["id"])
    assert answer.err == f"Never suggested again in turn {third['turn']} of {third['transcript']}: {third['code']}\n"
    listed = run("coding", "list", "--format", "json").rows
    assert [row["quote"] for row in listed if row["origin"] == "suggested"] == [words]
    assert run("check").status == 0
    for line in (
        ["--accept", suggested[3]["id"], "--accept", suggested[4]["id"], "--to", "value.need"],
        ["--accept", suggested[3]["id"], "--to", "value.need", "--to", "coop.legal"],
        ["--accept", suggested[3]["id"], "--quote", "woorden die er niet staan"],
        ["--accept", suggested[3]["id"], "--never", suggested[3]["id"]],
        ["--kind", "anchor", "--never", suggested[3]["id"]],
    ):
        refusal(run("review", *line))
