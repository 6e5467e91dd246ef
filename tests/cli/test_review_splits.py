"""Re-coding what had a code that was split: at a terminal with one key each, and without one by ids."""

from __future__ import annotations

from collections import Counter
from pathlib import Path
from typing import Any

import pytest

from tests.cli.running import Run, process, refusal
from tests.cli.terminals import PATIENCE_SECONDS, terminal

PROMPT = "[a] each of them  [k] keep coop.secrecy  [x] take it off  [space] skip  [q] quit"
SPLIT = ("codebook", "split", "coop.secrecy", "--into", "coop.silence", "--into", "coop.legal")
LABELS = (
    "--label",
    "coop.silence:nl=Zwijgen",
    "--label",
    "coop.silence:fr=Silence",
    "--definition",
    "coop.silence:nl=Wat iemand voor zich houdt.",
)


def codes(run: Run) -> Counter[str]:
    return Counter(row["code"] for row in run("coding", "list", "--format", "json").rows)


@pytest.fixture
def split(project: Path, run: Run) -> list[dict[str, Any]]:
    """The codings that wait for C1, in the order of the text."""
    assert project.is_dir()
    before = codes(run)["coop.secrecy"]
    answer = run(*SPLIT, *LABELS, "--why", "te breed")
    assert answer.status == 0
    assert answer.err.splitlines()[-1] == f"{before} codings of C1 wait to be re-coded: qualcode review --kind split --as C1"
    rows = run("review", "--kind", "split", "--list", "--format", "json").rows
    assert len(rows) == before > 6
    assert {(row["code"], row["choices"]) for row in rows} == {("coop.secrecy", "coop.silence, coop.legal")}
    return rows


def test_each_key_does_what_the_screen_says(project: Path, split: list[dict[str, Any]], run: Run) -> None:
    before = codes(run)
    with terminal(project, "review", "--kind", "split") as (screen, program):
        first = screen.until(PROMPT)
        assert f"1 of {len(split)}" in first
        assert f"coding {split[0]['id']}" in first
        assert "[1] coop.silence  Zwijgen\n    Wat iemand voor zich houdt." in first
        assert "[2] coop.legal  Wettelijk kader" in first
        for key, said in (
            ("1", "coop.silence"),
            ("2", "coop.legal"),
            ("a", "each of them"),
            ("k", "keep"),
            ("x", "take off"),
            (" ", "skip"),
        ):
            screen.press(key)
            assert f" {said}\n" in screen.until(PROMPT)
        screen.press("z")
        screen.press("3")
        screen.press("q")
        assert "3 re-coded, 1 kept as they were, 1 taken off, 1 skipped; the others wait." in screen.until("qualcode undo")
        assert program.wait(PATIENCE_SECONDS) == 0
    after = codes(run)
    assert after["coop.silence"] == 2
    assert after["coop.legal"] == before["coop.legal"] + 2
    assert after["coop.secrecy"] == before["coop.secrecy"] - 4
    waiting = [row["id"] for row in run("review", "--kind", "split", "--list", "--format", "json").rows]
    assert waiting == [row["id"] for row in split[5:]]
    assert run("check").status == 0
    assert run("undo", "5").status == 0
    assert [row["id"] for row in run("review", "--kind", "split", "--list", "--format", "json").rows] == [row["id"] for row in split]
    assert codes(run) == before


def test_decisions_without_a_terminal(project: Path, split: list[dict[str, Any]], run: Run) -> None:
    ids = [str(row["id"]) for row in split]
    answer = run("review", "--kind", "split", "--accept", ids[0], "--accept", ids[1], "--to", "coop.silence", "--reject", ids[2])
    assert (answer.status, answer.err) == (0, "Re-coded: 2, coop.silence.\nTaken off: 1. Take it back with: qualcode undo\n")
    answer = run("review", "--kind", "split", "--accept", ids[3], "--to", "coop.silence", "--to", "coop.legal")
    assert answer.err == "Re-coded: 1, coop.silence and coop.legal.\n"
    answer = process(
        "review", "--kind", "split", "--accept", "-", "--to", "coop.legal", "--as", "C1", folder=project, stdin="\n".join(ids[4:6])
    )
    assert (answer.status, answer.err) == (0, "Re-coded: 2, coop.legal.\n")
    assert codes(run)["coop.silence"] == 3
    assert len(run("review", "--kind", "split", "--list", "--format", "json").rows) == len(split) - 6
    rest = ids[6:]
    words = [word for id in rest for word in ("--accept", id)]
    assert run("review", "--kind", "split", *words, "--to", "coop.secrecy").status == 0
    assert run("review", "--kind", "split").err == "No coding of yours waits to be re-coded.\n"
    assert codes(run)["coop.secrecy"] == len(rest)
    assert run("check").status == 0


def test_what_waits_is_said_with_every_table_and_can_be_selected(split: list[dict[str, Any]], run: Run) -> None:
    note = f"{len(split)} codings wait to be re-coded and count with the code that was split: qualcode review --kind split"
    for line in ("count", "compare --by region", "quotes", "coding list"):
        assert note in run(*line.split(), "--format", "json").data["notes"], line
    some = run("review", "--kind", "split", "--list", "--transcript", "antwerpen-zorg-fg1", "--format", "json").rows
    assert some == [row for row in split if row["transcript"] == "antwerpen-zorg-fg1"] != []
    assert run("review", "--kind", "split", "--list", "--code", "coop.legal", "--format", "json").rows == []


def test_a_pipe_is_told_how_to_decide(project: Path, split: list[dict[str, Any]]) -> None:
    answer = process("review", "--kind", "split", "--as", "C1", folder=project)
    message, hint = refusal(answer)
    assert message == f"{len(split)} codings wait to be re-coded, but there is no terminal to ask at."
    assert hint == "See them with --list; decide with --accept ID --to CODE and --reject ID."


def test_decisions_that_cannot_be_made(split: list[dict[str, Any]], run: Run) -> None:
    id = str(split[0]["id"])
    assert "Unknown choice for coding" in refusal(run("review", "--kind", "split", "--accept", id, "--to", "coop.image"))[0]
    assert f"Several answers to {id}" in refusal(run("review", "--kind", "split", "--accept", id, "--to", "coop.legal", "--reject", id))[0]
    assert run("coders", "add", "anna").status == 0
    assert "is C1's" in refusal(run("review", "--kind", "split", "--accept", id, "--to", "coop.legal", "--as", "anna"))[0]
    assert run("review", "--kind", "split", "--as", "anna").err == "No coding of yours waits to be re-coded.\n"
