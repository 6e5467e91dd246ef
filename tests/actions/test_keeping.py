"""Where what was read of codebooks is kept."""

from __future__ import annotations

import stat
from pathlib import Path

import pytest

from qualcode.actions import codebooks, keeping
from qualcode.codebook import reading
from qualcode.codebook.shelf import FOLDER
from tests.store.projects import lay_out

TEXT = "id: own\nlanguages: [nl, fr]\ncodes:\n- {id: a, label: {nl: Een, fr: Un}, codable: false}\n" + f"# {'x' * 100_000}\n"


@pytest.fixture(autouse=True)
def _home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "home"))
    reading.forget()


def test_a_codebook_of_a_project_is_kept_in_it(tmp_path: Path) -> None:
    folder = lay_out(tmp_path / "study")
    (folder / "codebooks").mkdir()
    path = folder / "codebooks" / "own.yaml"
    path.write_text(TEXT, encoding="utf-8")
    first = codebooks.check(None, path)
    assert [kept.suffix for kept in sorted((folder / FOLDER).iterdir())] == ["", ".codebook"]
    key = tmp_path / "home" / "qualcode" / "key"
    assert (stat.S_IMODE(key.stat().st_mode), len(key.read_bytes())) == (0o600, 32)
    reading.forget()
    again = codebooks.check(None, path)
    assert (again[0].book, again[1]) == (first[0].book, first[1])
    key.write_bytes(b"short")
    assert keeping.shelf(folder) is None


def test_outside_a_project_nothing_is_kept(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    path = tmp_path / "own.yaml"
    path.write_text(TEXT, encoding="utf-8")
    codebooks.check(None, path)
    assert [each.name for each in tmp_path.iterdir()] == ["own.yaml"]


def test_a_file_from_elsewhere_is_kept_in_the_project_around_us(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = lay_out(tmp_path / "study")
    path = tmp_path / "theirs.yaml"
    path.write_text(TEXT, encoding="utf-8")
    monkeypatch.chdir(folder)
    keeping.source(path)
    assert len(list((folder / FOLDER).glob("*.codebook"))) == 1


def test_where_no_key_can_be_kept_nothing_is(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "file").write_text("", encoding="ascii")
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "file"))
    folder = lay_out(tmp_path / "study")
    (folder / "own.yaml").write_text(TEXT, encoding="utf-8")
    assert keeping.source(folder / "own.yaml").book.id == "own"
    assert not (folder / FOLDER).exists()
