"""The codebook in the project: versions by their text, codes by their GUID."""

from __future__ import annotations

import dataclasses
from pathlib import Path

import pytest

from qualcode.errors import QualcodeError
from qualcode.model import Selection
from qualcode.store import codes, codings, history
from qualcode.store.codings import NewCoding
from tests.store.projects import BOOK, PARENTS, SCRIPT, anna, book, bram, bring_in, code, coded, load, project, remove


def test_the_loaded_book_is_the_one_read_back(tmp_path: Path) -> None:
    with project(tmp_path) as store:
        assert codes.book(store) == BOOK
        assert codes.loaded(store) == (codes.hash_of(repr(BOOK)), "codebooks/book.yaml")
        assert list(codes.keys(store)) == list(PARENTS) or set(codes.keys(store)) == set(PARENTS)


def test_the_same_version_again_changes_nothing(tmp_path: Path) -> None:
    with project(tmp_path) as store:
        events = store.value("SELECT count(*) FROM event")
        assert not load(store, anna(store))
        assert store.value("SELECT count(*) FROM event") == events


def test_other_labels_and_places_keep_the_codings_and_the_rows_of_their_codes(tmp_path: Path) -> None:
    with project(tmp_path, SCRIPT) as store:
        (guid,) = code(store, coded(SCRIPT, "coop.secrecy", "heilig"))
        row = store.value("SELECT id FROM code WHERE slug = 'coop.secrecy'")
        assert load(store, anna(store), book(labels={"coop.secrecy": "Zwijgplicht"}, version="2"))
        assert codings.find(store, guid).code == "coop.secrecy"
        assert store.value("SELECT id FROM code WHERE slug = 'coop.secrecy'") == row
        found = codes.book(store).code("coop.secrecy")
        assert found is not None
        assert found.label == {"nl": "Zwijgplicht"}
        assert store.value("SELECT text FROM code_text WHERE code = ? AND field = 'label'", (row,)) == "Zwijgplicht"


def test_a_code_with_another_id_keeps_its_codings_by_its_guid(tmp_path: Path) -> None:
    renamed = tuple(dataclasses.replace(one, id="value.want") if one.id == "value.need" else one for one in BOOK.codes)
    with project(tmp_path, SCRIPT) as store:
        (guid,) = code(store, coded(SCRIPT, "value.need", "heilig"))
        load(store, anna(store), dataclasses.replace(BOOK, codes=renamed, version="2"))
        assert codings.find(store, guid).code == "value.want"
        assert codes.used(store) == {"value.want": 1}


def test_a_version_without_a_code_that_has_codings_is_refused(tmp_path: Path) -> None:
    with project(tmp_path, SCRIPT) as store:
        code(store, coded(SCRIPT, "value.need", "heilig"), coded(SCRIPT, "value.need", "Ja."), coder=bram(store))
        without = book("value.need", version="2")
        with pytest.raises(QualcodeError, match=r"value\.need \(2\)"):
            load(store, anna(store), without)
        assert codes.book(store) == BOOK
        assert set(codes.keys(store)) == set(PARENTS)
        history.undo(store, bram(store).guid)
        assert load(store, anna(store), without)
        assert "value.need" not in codes.keys(store)


def test_a_transcript_does_not_come_back_with_codings_whose_code_has_gone(tmp_path: Path) -> None:
    with project(tmp_path, SCRIPT) as store:
        code(store, coded(SCRIPT, "value.need", "heilig"))
        remove(store, "fg1")
        load(store, bram(store), book("value.need", version="2"))
        with pytest.raises(QualcodeError, match="would lose their code"):
            history.undo(store, anna(store).guid)
        with pytest.raises(QualcodeError, match="whose codes are not in the codebook"):
            bring_in(store, SCRIPT)
        assert codings.all_of(store) == []
        history.undo(store, bram(store).guid)
        history.undo(store, anna(store).guid)
        assert [coding.code for coding in codings.all_of(store)] == ["value.need"]


def test_loading_a_codebook_is_not_undone_under_the_codings_of_others(tmp_path: Path) -> None:
    with project(tmp_path, SCRIPT) as store:
        load(store, anna(store), book("value.need", version="0"))
        load(store, anna(store), book(version="2"))
        code(store, coded(SCRIPT, "value.need", "heilig"), coder=bram(store))
        with pytest.raises(QualcodeError, match="would lose their code"):
            history.undo(store, anna(store).guid)
        assert [coding.code for coding in codings.all_of(store)] == ["value.need"]
        assert codes.book(store).version == "2"


def test_without_a_codebook_nothing_can_be_coded(tmp_path: Path) -> None:
    with project(tmp_path, SCRIPT) as store:
        with store.transaction():
            codes.activate(store.connection, None)
        assert codes.loaded(store) is None
        assert codes.keys(store) == {}
        with pytest.raises(QualcodeError, match="No codebook is loaded yet"):
            code(store, NewCoding("fg1", "coop.secrecy", 0, 5))


def test_a_selection_means_the_code_that_has_the_id_now(tmp_path: Path) -> None:
    swapped = {"coop.secrecy": "value.need", "value.need": "coop.secrecy"}
    renamed = tuple(dataclasses.replace(one, id=swapped.get(one.id, one.id)) for one in BOOK.codes)
    with project(tmp_path, SCRIPT) as store:
        code(store, coded(SCRIPT, "coop.secrecy", "heilig"))
        load(store, anna(store), dataclasses.replace(BOOK, codes=renamed, version="2"))
        found = [codings.all_of(store, Selection(codes=(id,))) for id in ("value.need", "coop.secrecy")]
        assert [len(codings) for codings in found] == [1, 0]


def test_codes_are_asked_for_by_their_id() -> None:
    assert codes.get(BOOK, "value.need").parent == "value"
    with pytest.raises(QualcodeError, match=r"Unknown code: value\.ned") as refused:
        codes.get(BOOK, "value.ned")
    assert "value.need" in refused.value.hint
    with pytest.raises(QualcodeError, match="coop is a theme") as refused:
        codes.codable(BOOK, "coop")
    assert "coop.secrecy, coop.linking" in refused.value.hint
    assert codes.codable(BOOK, "coop.linking").id == "coop.linking"


def test_a_code_stands_under_all_that_are_above_it(tmp_path: Path) -> None:
    with project(tmp_path) as store:
        rows = store.rows(
            "SELECT code.slug AS code, above.slug AS above FROM code_ancestor JOIN code ON code.id = code_ancestor.code JOIN code AS above ON above.id = ancestor"
        )
        assert {row["above"] for row in rows if row["code"] == "coop.linking.formal"} == {"coop.linking.formal", "coop.linking", "coop"}
        assert {row["above"] for row in rows if row["code"] == "coop"} == {"coop"}
