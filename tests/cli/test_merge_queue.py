"""review --kind merge at a terminal: one key each, and texts of others that want to act on it."""

from __future__ import annotations

import json
import re
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from tests.cli.running import Run
from tests.cli.terminals import PATIENCE_SECONDS, terminal

FG1 = "antwerpen-zorg-fg1"
PROMPT = "[k] leave it as it is  [space] skip  [q] quit"
EVIL = "[b]vet[/b] [/] \x1b]0;titel\x07\x1b[31mrood\u202etxet\u2066 \x9b2J"
"""Markup, a title and a colour for the terminal, and text that runs backwards."""


@pytest.fixture
def merged(project: Path, run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A project into which a copy was brought that does not agree with it on a coding, a transcript, a code and a definition, all with evil text."""
    run("coders", "add", "bram")
    run("share", "-o", tmp_path / "bram.qualcode")
    run("init", "--from", tmp_path / "bram.qualcode", tmp_path / "bram")
    first = run("coding", "list", "--transcript", FG1, "--format", "json").rows[0]["id"]
    text = [f"{row['speaker']}: {row['text']}" for row in run("transcripts", "show", FG1, "--format", "json").rows]
    for folder, who, id in ((tmp_path / "bram", "bram", "samenwerking"), (project, "C1", "Samenwerking")):
        words = f"zoals {who} het ziet"
        monkeypatch.chdir(folder)
        (folder / "anders.txt").write_text("\n".join([text[0], f"{text[1]} [b]{words}[/b] [/]", *text[2:]]), encoding="utf-8")
        assert run("transcripts", "correct", FG1, "anders.txt", "--as", who).status == 0
        run("codebook", "edit", "coop.secrecy", "--definition", f"nl=[b]{words}[/b] [/]", "--as", who)
        run("codebook", "add", id, "--label", f"nl=[b]{words}[/b]", "--as", who)
    run("coding", "remove", first)
    monkeypatch.chdir(tmp_path / "bram")
    assert run("coding", "note", first, "onschuldig").status == 0
    with closing(sqlite3.connect("qualcode.db", isolation_level=None)) as connection:
        connection.execute("UPDATE coding SET note = ? WHERE note = 'onschuldig'", (EVIL,))
        connection.execute("UPDATE change SET after = ? WHERE after = '\"onschuldig\"'", (json.dumps(EVIL, ensure_ascii=False),))
    monkeypatch.chdir(project)
    assert run("merge", tmp_path / "bram", "--yes").status == 0
    return project


def acts(shown: str) -> list[str]:
    """What of a screen would act on a terminal, besides the colours that the program gives its own words."""
    return re.findall(r"[\x00-\x09\x0b-\x1f\x7f-\x9f\u200e\u200f\u202a-\u202e\u2066-\u2069]", re.sub(r"\x1b\[[0-9;]*m", "", shown))


def test_each_key_does_what_the_screen_says_and_no_text_acts_on_the_terminal(merged: Path, run: Run) -> None:
    asked = [row["what"] for row in run("review", "--kind", "merge", "--list", "--format", "json").rows]
    assert list(dict.fromkeys(asked)) == ["codebook", "alike", "coding", "text"]
    with terminal(merged, "review", "--kind", "merge") as (screen, program):
        definition = screen.until(PROMPT)
        assert "1 of 4  changed in several copies" in definition
        assert "[3] C1: [b]zoals C1 het ziet[/b] [/]" in definition
        screen.press("3")
        alike = screen.until(PROMPT)
        assert "[1] join: they are one code: Samenwerking\n" in alike
        screen.press(" ")
        coding = screen.until(PROMPT)
        assert "removed in one copy, changed in another" in coding
        assert "[b]vet[/b] [/]" in coding
        assert "rood" in coding
        screen.press("k")
        text = screen.until(PROMPT)
        assert "{+bram+}" in text or "{+C1+}" in text
        screen.press("q")
        assert "1 decided, 1 left as they are, 1 skipped; the others wait." in screen.until("qualcode undo")
        assert program.wait(PATIENCE_SECONDS) == 0
        assert "\x1b[31m" not in screen.shown
        assert acts(screen.shown) == []
    left = run("review", "--kind", "merge", "--list")
    assert acts(left.text + left.err) == []
    assert "[b]zoals C1 het ziet[/b] [/]" in (merged / "codebooks" / "case-management.yaml").read_text(encoding="utf-8")
    assert run("check").status == 0
