"""share, init --from: a copy for a colleague, whole or in part, and the folder that comes of it."""

from __future__ import annotations

import sqlite3
import stat
from contextlib import closing
from pathlib import Path

import pytest

from tests.cli.running import Run, dump

FG1 = "antwerpen-zorg-fg1"


def test_a_copy_becomes_a_project_that_holds_the_same(project: Path, run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    answer = run("share", "-o", tmp_path / "bram.qualcode")
    assert answer.status == 0
    assert answer.err.startswith("Written and checked: ")
    assert stat.S_IMODE((tmp_path / "bram.qualcode").stat().st_mode) == 0o600
    before = run("coding", "list", "--format", "csv").out
    assert run("init", "--from", tmp_path / "bram.qualcode", tmp_path / "bram").status == 0
    monkeypatch.chdir(tmp_path / "bram")
    assert run("coding", "list", "--format", "csv").out == before
    assert run("check").status == 0
    assert (tmp_path / "bram" / "study.toml").read_bytes() == (project / "study.toml").read_bytes()
    assert (tmp_path / "bram" / "codebooks" / "case-management.yaml").read_bytes() == (
        project / "codebooks" / "case-management.yaml"
    ).read_bytes()
    assert stat.S_IMODE((tmp_path / "bram" / "qualcode.db").stat().st_mode) == 0o600
    assert run("codebook", "edit", "coop.secrecy", "--definition", "nl=Anders").status == 0


def test_a_copy_has_a_guid_of_its_own_and_nothing_in_it_is_ours_to_undo(
    project: Path, run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    run("share", "-o", tmp_path / "bram.qualcode")
    run("init", "--from", tmp_path / "bram.qualcode", tmp_path / "bram")
    facts = []
    for folder in (project, tmp_path / "bram"):
        with closing(sqlite3.connect(folder / "qualcode.db")) as connection:
            facts.append(dict(connection.execute("SELECT key, value FROM project").fetchall()))
    assert facts[0]["project"] == facts[1]["project"]
    assert facts[0]["lamport"] == facts[1]["lamport"]
    assert facts[0]["copy"] != facts[1]["copy"]
    monkeypatch.chdir(tmp_path / "bram")
    assert "nothing of yours to undo" in run("undo").err


def test_a_part_holds_nothing_of_what_it_leaves_out(project: Path, run: Run, tmp_path: Path) -> None:
    run("coders", "add", "bram")
    run("coders", "add", "eva")
    run("coders", "assign", FG1, "--to", "bram")
    run("coders", "assign", FG1, "charleroi-justice-fg4", "--to", "eva")
    run("transcripts", "tag", FG1, "--region", "antwerp", "--why", "as in charleroi-justice-fg4")
    others = [row["transcript"] for row in run("transcripts", "list", "--format", "json").rows if row["transcript"] != FG1]
    words = run("transcripts", "show", others[0], "--format", "json").rows
    telling = max((row["text"] for row in words), key=len)
    answer = run("share", "--assigned-to", "bram", "-o", tmp_path / "bram.qualcode")
    assert f"1 transcript; {len(others)} left out" in answer.err
    data = (tmp_path / "bram.qualcode").read_bytes()
    assert telling.encode() in (project / "qualcode.db").read_bytes()
    assert telling.encode() not in data
    assert telling[:40].encode() not in data
    # Nor do commands that were about both name them.
    assert [other for other in others if other.encode() in data] == []
    assert run("init", "--from", tmp_path / "bram.qualcode", tmp_path / "bram").status == 0
    assert [row["transcript"] for row in run("transcripts", "list", "--project", tmp_path / "bram", "--format", "json").rows] == [FG1]
    assert run("check", "--project", tmp_path / "bram").status == 0
    assert run("search", "beroepsgeheim", "--project", tmp_path / "bram").status == 0


@pytest.mark.usefixtures("project")
def test_what_is_there_is_never_written_over(run: Run, tmp_path: Path) -> None:
    (tmp_path / "bram.qualcode").write_text("mine")
    assert "is there already" in run("share", "-o", tmp_path / "bram.qualcode").err
    assert (tmp_path / "bram.qualcode").read_text() == "mine"
    assert "does not end in .qualcode" in run("share", "-o", tmp_path / "bram.db").err
    assert "Unknown transcript" in run("share", "--transcript", "fg99", "-o", tmp_path / "b.qualcode").err
    run("coders", "add", "bram")
    assert "bram has no transcript to do." in run("share", "--assigned-to", "bram", "-o", tmp_path / "b.qualcode").err
    assert "Unknown coder" in run("share", "--assigned-to", "nobody", "-o", tmp_path / "b.qualcode").err


def test_init_from_a_copy_makes_all_or_nothing(project: Path, run: Run, tmp_path: Path) -> None:
    run("share", "-o", tmp_path / "bram.qualcode")
    before = dump(project)
    assert "is a project already" in run("init", "--from", tmp_path / "bram.qualcode", project).err
    assert dump(project) == before
    (tmp_path / "other").mkdir()
    (tmp_path / "other" / "study.toml").write_text('name = "mine"\n')
    assert "says something else" in run("init", "--from", tmp_path / "bram.qualcode", tmp_path / "other").err
    assert sorted(path.name for path in (tmp_path / "other").iterdir()) == ["study.toml"]


@pytest.mark.parametrize("name", ["study.toml", "../../evil.yaml", "/etc/evil.yaml", "qualcode.db", "a\\..\\b.yaml"])
@pytest.mark.usefixtures("project")
def test_a_copy_cannot_say_where_its_codebook_is_written(name: str, run: Run, tmp_path: Path) -> None:
    file = tmp_path / "evil.qualcode"
    run("share", "-o", file)
    with closing(sqlite3.connect(file)) as connection:
        connection.execute("UPDATE codebook_version SET file_name = ?", (name,))
        connection.commit()
    answer = run("init", "--from", file, tmp_path / "new")
    assert answer.status == 1
    assert not (tmp_path / "new").exists()
    assert "would write its codebook to" in answer.err
