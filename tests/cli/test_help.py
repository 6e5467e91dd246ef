"""Help pages: every command says what it does, with examples; nothing in them is lost or old."""

from __future__ import annotations

import re
import shlex
from pathlib import Path

import pytest

from qualcode.cli.app import COMMANDS, load
from tests.cli.running import Run, process

ALL = [f"{name} {part}" if part else name for name, entry in COMMANDS.items() for part in (entry.group or ("",))]


def options(line: str) -> dict[str, str | None]:
    """The options of a command, with the names of their values."""
    name, _, part = line.partition(" ")
    command = load(name)
    command = command.commands[part] if part else command
    return {option: parameter.name for parameter in command.params for option in (*parameter.opts, *parameter.secondary_opts)}


@pytest.mark.parametrize("line", ALL)
def test_every_command_has_a_page_with_examples(line: str, run: Run) -> None:
    answer = run(*line.split(), "--help")
    assert answer.status == 0
    assert answer.err == ""
    assert f"Usage: qualcode {line} [OPTIONS]" in answer.text
    first = answer.text.splitlines()[3].strip()
    assert re.match(r"[A-Z].{15}", first), first
    assert f" $ qualcode {line}" in answer.text
    assert "Annotated" not in answer.text
    assert "dataclass" not in answer.text


def examples() -> list[str]:
    found = []
    for line in ALL:
        name, _, part = line.partition(" ")
        command = load(name)
        epilog = (command.commands[part] if part else command).epilog or ""
        found += [example.removeprefix("$ ").replace("\\[", "[") for example in epilog.splitlines() if example.startswith("$ ")]
    return found


@pytest.mark.parametrize("example", examples())
def test_examples_use_options_that_there_are(example: str) -> None:
    words = shlex.split(example.rpartition("| ")[2])
    assert words[0] == "qualcode"
    line = " ".join(words[1:3]) if COMMANDS[words[1]].group else words[1]
    assert line in ALL
    variables = {"--region", "--sector"} if {"--where", "--tag"} & set(options(line)) else set()
    assert {word for word in words if word.startswith("-") and word != "-"} <= set(options(line)) | variables


def test_the_first_page_lists_every_command_in_order(run: Run) -> None:
    page = run("--help").text
    places = [page.index(f"│ {name} ") for name in COMMANDS]
    assert places == sorted(places)
    for entry in COMMANDS.values():
        assert entry.help.endswith(".")
        assert " ".join(entry.help.split()[:3]) in page


@pytest.mark.parametrize("name", [name for name, entry in COMMANDS.items() if entry.group])
def test_a_group_alone_shows_its_page(name: str, run: Run) -> None:
    answer = run(name)
    assert answer.status == 2
    assert answer.err == ""
    for part in COMMANDS[name].group:
        assert f"│ {part} " in answer.text
        assert part in COMMANDS[name].help


def test_the_program_alone_shows_its_page(run: Run) -> None:
    answer = run()
    assert answer.status == 2
    assert "│ compare " in answer.text
    assert answer.err == ""


def test_names_mean_the_same_everywhere() -> None:
    """An option of one name asks for one kind of thing, whatever the command."""
    meant: dict[str, set[str]] = {}
    for line in ALL:
        name, _, part = line.partition(" ")
        command = load(name)
        for parameter in (command.commands[part] if part else command).params:
            for option in parameter.opts:
                if option.startswith("--"):
                    meant.setdefault(option, set()).add(str(parameter.metavar))
    several = {option: kinds for option, kinds in meant.items() if len(kinds) > 1}
    # A text or a pattern of it; one or several of a kind; from here to there, whatever it is that lies between.
    assert set(several) <= {"--kind", "--label", "--label-language", "--by", "--turn", "--from", "--to"}, several


def test_the_version(run: Run) -> None:
    assert re.fullmatch(r"qualcode \d+\.\d+\S*\n", run("--version").text)


def test_completion_for_a_shell(tmp_path: Path) -> None:
    def completed(line: str, word: str) -> set[str]:
        answer = process(folder=tmp_path, _QUALCODE_COMPLETE="complete_bash", _TYPER_COMPLETE_ARGS=line, COMP_WORDS=line, COMP_CWORD=word)
        return set(answer.text.split())

    assert {"compare", "count", "coders", "codebook", "coding"} <= completed("qualcode co", "1")
    assert "add" in completed("qualcode coding a", "2")
    assert "--code" in completed("qualcode count --c", "2")
