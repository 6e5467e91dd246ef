"""A folder made a project, or left as it was."""

from __future__ import annotations

from pathlib import Path

import pytest

from qualcode import study
from qualcode.actions import initialising
from qualcode.errors import QualcodeError
from qualcode.store import checking, database


def test_a_new_project_has_all_it_needs(tmp_path: Path) -> None:
    folder = tmp_path / "deeper" / "study"
    assert initialising.run(folder, name='A "study"', languages=("fr", "nl")) == [
        "codebooks",
        "transcripts",
        "exports",
        "study.toml",
        "qualcode.db",
    ]
    made = study.read(folder)
    assert (made.name, made.languages, made.codebook) == ('A "study"', ("fr", "nl"), "codebooks/codebook.yaml")
    with database.opened(folder, write=True) as store:
        assert not any(checking.check(store).values())


def test_a_name_on_several_lines_becomes_one_line(tmp_path: Path) -> None:
    initialising.run(tmp_path, name="two\nlines\x1b[31m \\ and \t more")
    assert study.read(tmp_path).name == "two lines[31m \\ and more"


def test_what_is_there_is_kept(tmp_path: Path) -> None:
    (tmp_path / "codebooks").mkdir()
    (tmp_path / "codebooks" / "own.yaml").write_text("id: own", encoding="utf-8")
    initialising.run(tmp_path)
    assert study.read(tmp_path).codebook == "codebooks/own.yaml"
    before = {path: path.read_bytes() for path in tmp_path.rglob("*") if path.is_file()}
    with pytest.raises(QualcodeError, match="is a project already"):
        initialising.run(tmp_path)
    assert {path: path.read_bytes() for path in tmp_path.rglob("*") if path.is_file()} == before


def test_a_study_of_ones_own_is_taken(tmp_path: Path) -> None:
    text = 'name = "own"\nlanguages = ["nl"]\n'
    (tmp_path / "study.toml").write_text(text, encoding="utf-8")
    assert "study.toml" not in initialising.run(tmp_path)
    assert (tmp_path / "study.toml").read_text(encoding="utf-8") == text


def test_what_fails_leaves_nothing_behind(tmp_path: Path) -> None:
    with pytest.raises(QualcodeError, match="is not a language code"):
        initialising.run(tmp_path / "above" / "deeper" / "study", languages=("Dutch",))
    assert not any(tmp_path.iterdir())
    (tmp_path / "file").touch()
    with pytest.raises(QualcodeError, match="cannot be made a project"):
        initialising.run(tmp_path / "file" / "study")
    own = tmp_path / "own"
    own.mkdir()
    (own / "study.toml").write_text("name = ", encoding="utf-8")
    with pytest.raises(QualcodeError, match="not valid TOML"):
        initialising.run(own)
    assert [path.name for path in own.iterdir()] == ["study.toml"]
