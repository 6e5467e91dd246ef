"""The tour in the README, and sessions in other documents, are what the program prints."""

from __future__ import annotations

import os
import re
from pathlib import Path

import pytest

from tests.console import Step, corrected, matches, run, steps

THOROUGH = [pytest.param(f"docs/{name}.md", marks=pytest.mark.thorough) for name in ("codebooks", "findings", "teams")]
_OF_SCREENS = {"workbench.svg"}
"""Pictures that no command of a session draws."""

_PICTURE = re.compile(r"!\[[^\]]+\]\((\w+/\w+\.svg)\)")


@pytest.mark.parametrize("document", ["README.md", *THOROUGH])
def test_a_session_prints_what_the_document_says(repository: Path, tmp_path: Path, document: str) -> None:
    session = steps((repository / document).read_text(encoding="utf-8"))
    assert len(session) > 10
    printed = run(session, tmp_path)
    wrong = [
        f"$ {step.command}\n--- expected\n{step.expected}--- printed\n{text}"
        for step, text in zip(session, printed, strict=True)
        if not matches(step.expected, text)
    ]
    assert not wrong, "\n".join(wrong)
    pictures_are_those_drawn(repository / document, tmp_path / "work")


def pictures_are_those_drawn(document: Path, work: Path) -> None:
    """What a session has drawn is what the document shows. Run with QUALCODE_UPDATE=1 after a change, and look at what comes out."""
    for name in _PICTURE.findall(document.read_text(encoding="utf-8")):
        shown = document.parent / name
        if shown.name in _OF_SCREENS:
            continue
        (drawn,) = work.rglob(shown.name)
        if os.environ.get("QUALCODE_UPDATE"):
            shown.parent.mkdir(exist_ok=True)
            shown.write_bytes(drawn.read_bytes())
        assert shown.read_bytes() == drawn.read_bytes(), name


@pytest.mark.parametrize(
    ("expected", "printed", "same"),
    [
        ("one\ntwo\n", "one\ntwo\n", True),
        ("one\ntwo\n", "one\n", False),
        ("one\n", "one\ntwo\n", False),
        ("one\n...\n", "one\ntwo\nthree\n", True),
        ("...\n", "", True),
        ("one\n...\nfour\n", "one\ntwo\nthree\n", False),
        ("a ... c\n", "a b b c\n", True),
        ("a ... c\n", "a\nc\n", False),
        ("one   \n", "one\n", True),
        ("", "", True),
        ("", "one\n", False),
        ("1.5 (x)\n", "1x5 (x)\n", False),
    ],
)
def test_the_comparison_tells_right_from_wrong(expected: str, printed: str, same: bool) -> None:
    assert matches(expected, printed) is same


def test_a_session_keeps_its_folder_and_variables(tmp_path: Path) -> None:
    """Commands run in one shell: what one changes holds for the next, and what goes wrong is printed like the rest."""
    session = [Step(command, "") for command in ("mkdir a", "cd a", "export B=b", "echo $B $(basename $PWD)", "qualcode nonsense")]
    printed = run(session, tmp_path)
    assert printed[3] == "b a\n"
    assert "nonsense" in printed[4]


def test_steps_are_read_in_order() -> None:
    document = "text\n```console\n$ a\nx\n$ b\n```\nmore\n```sh\n$ c\n```\n```console\n$ d\ny\nz\n```\n"
    assert steps(document) == [Step("a", "x\n"), Step("b", ""), Step("d", "y\nz\n")]


def test_a_document_is_corrected_only_where_it_is_wrong() -> None:
    document = "text\n```console\n$ a\n...\nx\n$ b\nold\n```\nmore\n```sh\n$ c\n```\n```console\n$ d\n```\n"
    printed = ["1\n2\nx\n", "new  \n", ""]
    wanted = document.replace("old", "new")
    assert corrected(document, printed) == wanted
    assert corrected(wanted, printed) == wanted
