"""Codebooks that go out and come back: what the form holds is as it was, and what it does not hold was listed."""

from __future__ import annotations

import io
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given

from qualcode.codebook import reading as ours
from qualcode.codebook.exchange import details, full, peers, qdc, reading
from qualcode.codebook.exchange.reading import Wish
from qualcode.exporters import csv, xlsx
from qualcode.model import Code, Codebook, Source
from tests.codebook.exchange.schema import faults
from tests.codebook.making import codebooks, few

LANGUAGES = ("nl", "fr", "en")


@pytest.fixture(scope="module")
def starter(repository: Path) -> Codebook:
    """The starter codebook."""
    return ours.read(repository / "codebooks" / "case-management.yaml")[0]


def as_csv(book: Codebook) -> Source:
    data = io.BytesIO()
    csv.write_exact(full.as_table(book, guarded=True), data)
    return Source(Path("book.csv"), data.getvalue())


def as_xlsx(book: Codebook) -> Source:
    data = io.BytesIO()
    xlsx.write_exact(full.as_table(book, guarded=False), data)
    return Source(Path("book.xlsx"), data.getvalue())


def as_qdc(book: Codebook) -> list[Source]:
    return [Source(Path(f"book.{language}.qdc"), qdc.written(book, language)) for language in LANGUAGES]


def in_order(book: Codebook) -> dict[str, Code]:
    return {code.id: code for code in book.codes}


@few
@given(codebooks())
def test_a_codebook_comes_back_from_the_full_form(book: Codebook) -> None:
    if book.codes:
        for source in (as_csv(book), as_xlsx(book)):
            found = reading.read([source], Wish("another"))
            assert found.problems == ()
            assert replace(found.book, languages=()) == replace(book, languages=())
            assert found.book.languages[:2] == book.languages


@few
@given(codebooks())
def test_codes_come_back_from_a_file_per_language_with_ids_guids_and_texts(book: Codebook) -> None:
    if not book.codes:
        return
    sources = as_qdc(book)
    assert [faults(source.data) for source in sources] == [[], [], []]
    found = reading.read(sources, Wish("b"))
    assert found.problems == ()
    assert in_order(found.book) == in_order(book)
    assert list(in_order(found.book)) == [code.id for code in book.codes]
    lost = " ".join(map(str, qdc.losses(book, LANGUAGES)))
    assert ("attributes of codings" in lost) == bool(book.attributes)
    assert ("version" in lost) == bool(book.version)
    assert ("no label in nl" in lost) == any("nl" not in code.label for code in book.codes)
    assert "texts in" not in lost


@few
@given(codebooks())
def test_what_was_read_is_a_file_of_ours(book: Codebook) -> None:
    if book.codes:
        found = reading.read(as_qdc(book), Wish("b"))
        assert ours.parse(reading.text_of(found.book, ["Imported"], "x.yaml"), "x.yaml") == found.book


@few
@given(codebooks())
def test_other_programs_are_told_everything_but_what_is_listed(book: Codebook) -> None:
    for code in book.codes:
        said = details.understood(details.described(code, "nl", ("fr", "en"), spoken=details.named(code, "nl", ())[1], theme=True), "nl")
        bare = Code(
            id="", guid=code.guid, parent=code.parent, label={"nl": code.label["nl"]} if "nl" in code.label else {}, colour=code.colour
        )
        assert said.added_to(bare) == code


def test_the_starter_codebook_is_the_same_from_every_form_that_keeps_guids(starter: Codebook) -> None:
    assert reading.read([as_csv(starter)], Wish("x")).book == starter
    assert reading.read([as_xlsx(starter)], Wish("x")).book == starter
    assert reading.read(as_qdc(starter), Wish("x")).book.codes == starter.codes


@pytest.mark.parametrize("form", peers.FORMS)
def test_the_starter_codebook_comes_back_from_other_programs_forms(starter: Codebook, form: str) -> None:
    written = peers.written(starter, form, "nl")
    data = io.BytesIO()
    csv.write_exact(written.table, data, headings=written.headings)
    found = reading.read([Source(Path("codes.csv"), data.getvalue())], Wish(starter.id))
    assert found.problems == ()
    codes = {code.label["nl"]: code for code in found.book.codes}
    was = {code.label["nl"]: code for code in starter.codes}
    assert list(codes) == list(was)
    for label, code in codes.items():
        nl = {field: {"nl": getattr(was[label], field)["nl"]} for field in ("definition", "keywords") if "nl" in getattr(was[label], field)}
        assert {field: getattr(code, field) for field in nl} == nl
        assert code.codable == was[label].codable
        assert (code.parent == "") == (was[label].parent == "")
    listed = "\n".join(map(str, written.problems))
    assert "46 codes: no GUID is said; the id stands in the memo: all codes" in listed
    assert "attributes of codings are left out: stance, interaction, realisation" in listed
    assert "8 codes: a " in listed


def test_a_file_of_one_language_may_hold_the_texts_of_the_others(starter: Codebook) -> None:
    alone = Source(Path("book.nl.qdc"), qdc.written(starter, "nl", starter.languages))
    found = reading.read([alone], Wish(starter.id))
    assert found.book.codes == starter.codes
    assert [str(problem) for problem in qdc.losses(starter, ("nl",), starter.languages)] == [
        "the codebook: its version is not said: 0.1.0",
        "the codebook: attributes of codings are left out: stance, interaction, realisation (the full form keeps them: .csv or .xlsx)",
    ]
    assert "46 codes: texts in fr are left out: all codes" in map(str, qdc.losses(starter, ("nl",)))
