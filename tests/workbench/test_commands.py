"""What the help of a key names as its command is a command that does it: each is run."""

from __future__ import annotations

import shlex
from pathlib import Path

import pytest

from qualcode.cli.app import run as command
from qualcode.store import codings, database
from qualcode.workbench.keys import ACTS
from tests.workbench.benches import Bench, at_work

COMMANDS = sorted({act.command for act in ACTS if act.command})
ON_SUGGESTIONS = ("review --accept ID", "review --reject ID", "review --never ID")
AT_A_TERMINAL = ("code --pin CODE",)
WORDS = {
    "N": "2",
    "1-N": "1-2",
    "CODE": "value.need",
    "TEXT": "Het beroepsgeheim is heilig",
    "NAME=VALUE": "stance=pro",
    "START-END": "",
    "FILTER": "speaker:R1 code:-",
    "WORDS": "wachtlijst",
    "CODER": "C1",
    "nl=TEXT": "nl=Nieuw",
}


def spelt(said: str, project: Path) -> list[str]:
    """A command as one would type it in this project."""
    with database.opened(project) as store:
        mine = codings.all_of(store)[0]
        waiting = store.value("SELECT key FROM suggestion ORDER BY key")
    noun = said.split()[:2]
    id = str(waiting) if said in ON_SUGGESTIONS else mine.guid if noun[0] == "coding" and noun[1] != "add" else "fg1"
    words = {**WORDS, "ID": id, "START-END": f"{mine.start}-{mine.end - 1}"}
    if said.startswith("codebook add"):
        words["CODE"] = "nieuw"
    return [words.get(word, word) for word in shlex.split(said)]


@pytest.mark.parametrize("said", COMMANDS)
def test_the_command_of_a_key_runs(said: str, project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    async def script(bench: Bench) -> None:
        await bench.press("A", "j", "s", "1")
        if said == "redo":
            await bench.press("u", "1", "u")

    at_work(project, script, transcript="fg1")
    if said.startswith("suggest"):
        assert command(["suggest", "--transcript", "fg1"]) == 0
    line = spelt(said, project) if said != "redo" else ["redo"]
    status = command(line)
    told = capsys.readouterr()
    if said in AT_A_TERMINAL:
        assert "needs a terminal" in told.err
    elif said.startswith("adjudicate"):
        assert "No transcript was finished by two coders" in told.err
    else:
        assert status == 0, (line, told.err)


def test_the_filter_of_a_command_is_that_of_the_workbench(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    async def script(bench: Bench) -> None:
        await bench.press("j", "1")

    at_work(project, script, transcript="fg1")
    assert command(["transcripts", "show", "fg1", "--filter", "code:- speaker:R1", "--format", "csv"]) == 0
    said = capsys.readouterr().out
    assert "secret professionnel" in said
    assert "wachtlijst" not in said
    assert command(["transcripts", "show", "fg1", "--filter", "speaker:R7"]) == 1
    assert "Unknown speaker: R7" in capsys.readouterr().err
