"""The codebook that QualCoder writes for people: what its lines say, and what is told of those that say nothing."""

from __future__ import annotations

from pathlib import Path

import pytest

from qualcode.codebook.exchange import outlines, reading
from qualcode.codebook.exchange.reading import Foreigners, Wish
from qualcode.errors import Unreadable
from qualcode.model import Source

HEAD = "Codebook for zorg\n========\n"


def read(text: str, name: str = "codebook.txt") -> Foreigners:
    return reading.read([Source(Path(name), text.encode())], Wish("b", ("nl",)))


def codes(found: Foreigners) -> list[tuple[str, str, bool, str]]:
    """Label, the label of what it stands under, whether it is for coding, and its definition."""
    labels = {code.id: code.label["nl"] for code in found.book.codes}
    return [(code.label["nl"], labels.get(code.parent, ""), code.codable, code.definition.get("nl", "")) for code in found.book.codes]


def test_categories_codes_and_memos_stand_on_lines_of_their_own() -> None:
    found = read(
        f"\ufeff{HEAD}Category:Zorg, catid:1, Owner: C1\nMemo: Al de zorg.\n\nVan allen.\n--Code: Huis, tuin, cid:3, Frq: 12, Owner: C1\n--Memo: \n"
        "----Code: Deur, cid:4, Frq: , Owner: C2\n----Memo: Memo: dicht\nCode: Geld--, cid:9, Frq: 0, Owner: \n"
    )
    assert codes(found) == [
        ("Zorg", "", False, "Al de zorg.\n\nVan allen."),
        ("Huis, tuin", "Zorg", True, ""),
        ("Deur", "Huis, tuin", True, "Memo: dicht"),
        ("Geld--", "", True, ""),
    ]
    assert found.problems == ()


def test_what_is_no_line_of_a_code_is_told() -> None:
    found = read(f"{HEAD}Van ons allen\nCode: Zorg, cid:3, Frq: 1, Owner: C1\nmeer daarover\n------Code: Diep, cid:4, Frq: 0, Owner: C1\n")
    assert codes(found) == [("Zorg", "", True, ""), ("Diep", "Zorg", True, "")]
    assert [str(problem) for problem in found.problems] == [
        "codebook.txt, line 3: a line was left out: `Van ons allen`",
        "codebook.txt, line 5: a line was left out: `meer daarover`",
    ]
    assert any("no memos" in note for note in found.notes)


def test_a_text_that_does_not_begin_so_is_a_table() -> None:
    assert not outlines.is_outline(Source(Path("x.txt"), b"Codebook for zorg\tmemo\nCode: a\tb\n"))
    assert codes(read("naam\tmemo\nCode: a\tDit.\n")) == [("Code: a", "", True, "Dit.")]


@pytest.mark.parametrize(
    ("data", "message"),
    [
        (b"Code: a, Count: 3", "x.odt is plain text, and no OpenDocument text."),
        (b"%PDF-1.4", "x.odt is a PDF file, and no OpenDocument text."),
    ],
)
def test_what_is_no_document_is_refused(data: bytes, message: str) -> None:
    with pytest.raises(Unreadable) as refused:
        reading.read([Source(Path("x.odt"), data)], Wish("x"))
    assert refused.value.message == message


def test_a_document_without_codes_is_refused() -> None:
    with pytest.raises(Unreadable, match="no line begins with `Category:` or `Code:`"):
        read(HEAD)
