"""undo, redo and history."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest

from tests.cli.running import Run, differing, dump, refusal

FG1 = "antwerpen-zorg-fg1"


def test_undo_and_redo_go_back_and_forth(project: Path, run: Run) -> None:
    for turn in (4, 5, 6):
        assert run("coding", "add", FG1, "coop.image", "--turn", str(turn)).status == 0
    assert run("undo", "2").err == f"Undone: coding add {FG1} coop.image\nUndone: coding add {FG1} coop.image\n"
    turns = [row["turn"] for row in run("coding", "list", "--format", "json").rows if row["origin"] == "manual"]
    assert turns == [4]
    assert run("redo").err == f"Done again: coding add {FG1} coop.image\n"
    turns = [row["turn"] for row in run("coding", "list", "--format", "json").rows if row["origin"] == "manual"]
    assert turns == [4, 5]
    assert run("coding", "add", FG1, "coop.legal", "--turn", "9").status == 0
    message, _ = refusal(run("redo"))
    assert message == "There is nothing of yours to redo."
    assert run("check").status == 0
    assert project.is_dir()


@pytest.mark.usefixtures("project")
def test_undo_takes_only_what_is_ones_own(run: Run) -> None:
    assert run("coders", "add", "anna").status == 0
    assert run("coding", "add", FG1, "coop.image", "--turn", "4").status == 0
    assert run("coding", "add", FG1, "coop.image", "--turn", "4", "--as", "anna").status == 0
    assert run("undo").status == 0
    assert [
        row["coder"] for row in run("coding", "list", "--code", "coop.image", "--format", "json").rows if row["origin"] == "manual"
    ] == ["anna"]


def test_everything_can_be_taken_back(project: Path, run: Run) -> None:
    """Back to the empty project, and forth to the same tables."""
    tables = [run(*line.split(), "--format", "json").out for line in ("count", "quotes", "transcripts list")]
    events = len(run("history", "--format", "json").rows)
    for _ in range(events - 1):
        assert run("undo").status == 0
    assert run("transcripts", "list", "--format", "json").rows == []
    assert run("check").status == 0
    for _ in range(events - 1):
        assert run("redo").status == 0
    assert [run(*line.split(), "--format", "json").out for line in ("count", "quotes", "transcripts list")] == tables
    assert run("check").status == 0
    assert project.is_dir()


@pytest.mark.usefixtures("project")
def test_the_history_tells_who_did_what_when_and_why(run: Run) -> None:
    made = run("coding", "add", FG1, "coop.image", "--turn", "4").err.split()[0]
    assert run("coding", "remove", made, "--why", "by mistake").status == 0
    assert run("undo").status == 0
    rows = run("history", "--format", "json").rows
    assert [row["command"] for row in rows[:3]] == [f"undo coding remove {made}", f"coding remove {made}", f"coding add {FG1} coop.image"]
    assert [row["state"] for row in rows[:3]] == ["", "undone", ""]
    assert (rows[1]["why"], rows[1]["coder"]) == ("by mistake", "C1")
    assert rows[-1]["command"] == "coders add C1"
    times = [dt.datetime.fromisoformat(row["time"]) for row in rows]
    assert times == sorted(times, reverse=True)
    assert all(time.tzinfo is not None for time in times)
    assert len(run("history", "--limit", "2", "--format", "json").rows) == 2
    assert run("history", "--coder", "C1", "--format", "json").rows == rows


def test_a_refused_undo_changes_nothing(project: Path, run: Run) -> None:
    """What somebody else has changed since is not taken back silently."""
    assert run("coders", "add", "anna").status == 0
    assert run("transcripts", "tag", FG1, "--region", "brussels").status == 0
    assert run("transcripts", "tag", FG1, "--region", "charleroi", "--as", "anna").status == 0
    before = dump(project)
    message, hint = refusal(run("undo"))
    assert "has been changed since" in message
    assert "qualcode history" in hint
    assert differing(before, dump(project)) == []


def test_what_cannot_be_taken_back_is_passed_over_when_asked(project: Path, run: Run) -> None:
    """Another coder has worked: her entry stays, and what was done before it is still the user's to take back."""
    assert run("coding", "add", FG1, "coop.legal", "--turn", "6").status == 0
    assert run("coders", "add", "anna").status == 0
    assert run("coding", "add", FG1, "coop.image", "--turn", "4", "--as", "anna").status == 0
    assert run("coding", "add", FG1, "coop.legal", "--turn", "9").status == 0
    assert run("undo").err == f"Undone: coding add {FG1} coop.legal\n"
    before = dump(project)
    message, hint = refusal(run("undo"))
    assert message == "'coders add anna' cannot be undone: anna has worked in the project since."
    assert hint.startswith(f"To take back 'coding add {FG1} coop.legal', which you did before: qualcode undo --skip. ")
    assert differing(before, dump(project)) == []
    told = run("undo", "2", "--skip").err.splitlines()
    assert told[0] == f"Passed over: {message}"
    assert told[1] == f"Undone: coding add {FG1} coop.legal"
    assert len(told) == 3
    assert run("redo", "2").status == 0
    assert {"coding", "coder"}.isdisjoint(differing(before, dump(project)))


@pytest.mark.usefixtures("project")
def test_when_nothing_can_be_taken_back_that_is_said(run: Run) -> None:
    assert run("coders", "add", "dora", "--as", "dora").status == 0
    assert run("coding", "add", FG1, "coop.image", "--turn", "4", "--as", "dora").status == 0
    assert run("undo", "--as", "dora").status == 0
    message, hint = refusal(run("undo", "--as", "dora"))
    assert message == "'coders add dora' cannot be undone: dora has worked in the project since."
    assert "--skip" not in hint
    message, _ = refusal(run("undo", "--skip", "--as", "dora"))
    assert message == "Nothing of yours can be undone any more."


def test_a_refusal_names_the_change_that_can_be_taken_back(project: Path, run: Run) -> None:
    """Of a codebook that goes on from it no earlier change can be, so a change before these is named; nothing is left behind by trying."""
    coding = run("coding", "add", FG1, "coop.legal", "--turn", "6")
    assert coding.status == 0
    assert run("coders", "add", "anna").status == 0
    assert run("codebook", "edit", "coop.image", "--label", "nl=Beeld").status == 0
    assert run("codebook", "add", "coop.new", "--label", "nl=Nieuw").status == 0
    assert run("coding", "add", FG1, "coop.new", "--turn", "4", "--as", "anna").status == 0
    before, files = dump(project), sorted((project / "codebooks").iterdir())
    message, hint = refusal(run("undo"))
    assert message == "'codebook add coop.new' cannot be undone: codings would lose their code: coop.new (1)."
    assert hint.startswith(f"To take back 'coding add {FG1} coop.legal', which you did before: qualcode undo --skip.")
    assert (differing(before, dump(project)), sorted((project / "codebooks").iterdir())) == ([], files)
    told = run("undo", "--skip").err.splitlines()
    assert [line.partition("' cannot be undone")[0] for line in told] == [
        "Passed over: 'codebook add coop.new",
        "Passed over: 'codebook edit coop.image",
        "Passed over: 'coders add anna",
        f"Undone: coding add {FG1} coop.legal",
    ]
    assert run("check").status == 0
