"""The codebook file and the project."""

from __future__ import annotations

from pathlib import Path

import pytest

from qualcode.actions import codebooks
from qualcode.errors import QualcodeError
from qualcode.store import codes, codings, database, history
from tests.store.projects import SCRIPT, anna, code, project

TEXT = """id: own
version: 1.0.0
languages: [nl, fr]
codes:
- id: coop
  label: {nl: Samenwerking, fr: Collaboration}
  codable: false
  codes:
  - id: coop.secrecy
    label: {nl: Beroepsgeheim, fr: Secret}
    keywords: {nl: [beroepsgeheim]}
"""


def write(folder: Path, text: str) -> Path:
    """The codebook file that study.toml names."""
    path = folder / "codebooks" / "book.yaml"
    path.parent.mkdir(exist_ok=True)
    path.write_text(text, encoding="utf-8")
    return path


def test_the_file_that_the_study_names_is_loaded_once(tmp_path: Path) -> None:
    with project(tmp_path) as store:
        write(tmp_path, TEXT)
        book, changed = codebooks.load(store, anna(store), None)
        assert changed
        assert [one.id for one in book.codes] == ["coop", "coop.secrecy"]
        assert codes.book(store) == book
        assert codes.loaded(store) == (codes.hash_of(TEXT), "codebooks/book.yaml")
        assert codebooks.load(store, anna(store), None) == (book, False)
        assert codebooks.out_of_step(store) == ""


def test_guids_that_the_file_does_not_give_stay_the_same(tmp_path: Path) -> None:
    with project(tmp_path, SCRIPT) as store:
        write(tmp_path, TEXT)
        first, _ = codebooks.load(store, anna(store), None)
        code(store, codings.NewCoding("fg1", "coop.secrecy", 0, 5))
        write(tmp_path, TEXT.replace("Beroepsgeheim", "Zwijgplicht"))
        assert codebooks.out_of_step(store) == "codebooks/book.yaml has changed since it was loaded: qualcode codebook load"
        second, changed = codebooks.load(store, anna(store), None)
        assert changed
        assert [one.guid for one in first.codes] == [one.guid for one in second.codes]
        assert [coding.code for coding in codings.all_of(store)] == ["coop.secrecy"]
        history.undo(store, anna(store).guid)
        assert codes.book(store) == first


def test_a_book_with_a_mistake_leaves_the_loaded_one(tmp_path: Path) -> None:
    with project(tmp_path) as store:
        before = codes.book(store)
        write(tmp_path, TEXT + TEXT)
        with pytest.raises(QualcodeError) as refused:
            codebooks.load(store, anna(store), None)
        assert refused.value.problems
        assert codes.book(store) == before


def test_another_file_can_be_said(tmp_path: Path) -> None:
    other = tmp_path / "elsewhere.yaml"
    other.write_text(TEXT, encoding="utf-8")
    with project(tmp_path / "p") as store:
        codebooks.load(store, anna(store), other)
        assert codes.loaded(store) == (codes.hash_of(TEXT), "elsewhere.yaml")
        assert codebooks.out_of_step(store) == ""
        with pytest.raises(QualcodeError, match="There is no codebook"):
            codebooks.load(store, anna(store), None)


def test_a_study_that_names_no_codebook_says_so(tmp_path: Path) -> None:
    with project(tmp_path) as store:
        text = (tmp_path / "study.toml").read_text(encoding="utf-8")
        (tmp_path / "study.toml").write_text(text.replace("codebook =", "# codebook ="), encoding="utf-8")
    with database.opened(tmp_path, write=True) as store, pytest.raises(QualcodeError, match=r"study\.toml names no codebook"):
        codebooks.load(store, anna(store), None)


def test_checking_knows_which_codes_are_used(tmp_path: Path) -> None:
    with project(tmp_path, SCRIPT) as store:
        path = write(tmp_path, TEXT)
        codebooks.load(store, anna(store), None)
        source, without = codebooks.check(None, path)
        assert source.book.id == "own"
        _, before = codebooks.check(store, path)
        assert before == without
        code(store, codings.NewCoding("fg1", "coop.secrecy", 0, 5))
        _, after = codebooks.check(store, path)
        unused = {finding.code for finding in after if finding.kind == "never used"}
        assert unused == {each.id for each in source.book.codes if each.codable} - {"coop.secrecy"}
        path.write_text(path.read_text(encoding="utf-8").replace("id: own", "id: other"), encoding="utf-8")
        _, other = codebooks.check(store, path)
        assert "never used" not in {finding.kind for finding in other}
