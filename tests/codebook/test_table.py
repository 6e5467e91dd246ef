"""The codebook as a table."""

from __future__ import annotations

from pathlib import Path

import pytest

from qualcode.codebook.reading import parse, read
from qualcode.codebook.table import as_table
from qualcode.errors import QualcodeError

BOOK = parse(
    "id: small\n"
    "version: 2\n"
    "languages: [nl, fr]\n"
    "codes:\n"
    "- id: a\n"
    "  label: {nl: Aa, fr: Ah}\n"
    "  codable: false\n"
    "  codes:\n"
    "  - id: b\n"
    "    label: {nl: Bee}\n"
    "    definition: {nl: Wat b is., fr: Ce que b est.}\n"
    "    include: {nl: erbij}\n"
    "    exclude: {fr: pas ici}\n"
    "    keywords: {nl: [bee, been*], fr: [bé]}\n"
    "    since: 0.3\n"
    "    codes: [{id: c, label: {nl: Cee}, status: proposed}]\n"
    "- {id: d, label: {nl: Dee, fr: Dé}, status: retired}\n",
    "x.yaml",
)


def test_codes_stand_in_the_order_of_the_file_with_their_level() -> None:
    table = as_table(BOOK, ("nl",))
    assert (table.title, table.unit) == ("small 2", "code")
    assert [(row["code"], row["level"], row["parent"]) for row in table.records()] == [
        ("a", 1, ""),
        ("b", 2, "a"),
        ("c", 3, "b"),
        ("d", 1, ""),
    ]
    assert table.notes == ("4 codes, 2 of them for coding; languages: nl, fr.",)


def test_texts_are_in_the_language_asked_for_or_in_another() -> None:
    row = as_table(BOOK, ("fr", "nl")).records()[1]
    assert row == {
        "code": "b",
        "level": 2,
        "parent": "a",
        "label": "Bee",
        "definition": "Ce que b est.",
        "include": "erbij",
        "exclude": "pas ici",
        "keywords": "bé",
        "status": "active",
        "since": "0.3",
    }
    assert as_table(BOOK, ("nl", "fr")).records()[1]["keywords"] == "bee, been*"


def test_one_code_is_shown_with_those_below_it() -> None:
    table = as_table(BOOK, ("nl",), "b")
    assert [(row["code"], row["level"]) for row in table.records()] == [("b", 2), ("c", 3)]
    assert table.selection == {"code": ["b"]}
    assert [row["code"] for row in as_table(BOOK, ("nl",), "d").records()] == ["d"]


def test_an_unknown_code_is_an_error_that_names_those_like_it(repository: Path) -> None:
    book, _ = read(repository / "codebooks" / "case-management.yaml")
    with pytest.raises(QualcodeError) as caught:
        as_table(book, ("nl",), "coop.secrecie")
    assert caught.value.message == "Unknown code: coop.secrecie"
    assert "coop.secrecy" in caught.value.hint


def test_every_row_of_the_starter_codebook_has_a_label_in_each_language(repository: Path) -> None:
    book, _ = read(repository / "codebooks" / "case-management.yaml")
    for language in book.languages:
        rows = as_table(book, (language,)).records()
        assert len(rows) == 46
        assert [row["label"] for row in rows] == [code.label[language] for code in book.codes]
