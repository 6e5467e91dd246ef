"""Tables of Word documents as sheets of text."""

from __future__ import annotations

import io
import random
import zipfile
from pathlib import Path

import pytest

from qualcode.errors import Unreadable
from qualcode.model import Source
from qualcode.opening import tables

SPACE = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'


def packed(body: str) -> bytes:
    """A document with this body, as a file."""
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w") as archive:
        archive.writestr("word/document.xml", f"<w:document {SPACE}><w:body>{body}</w:body></w:document>")
    return data.getvalue()


def rows(body: str) -> list[list[tuple[str, ...]]]:
    return [list(sheet.rows) for sheet in tables.read(Source(Path("x.docx"), packed(body)))]


def cell(*paragraphs: str, form: str = "") -> str:
    return f"<w:tc>{form}{''.join(f'<w:p><w:r><w:t>{text}</w:t></w:r></w:p>' for text in paragraphs)}</w:tc>"


def table(*made: tuple[str, ...]) -> str:
    lines = (f"<w:tr>{''.join(cells)}</w:tr>" for cells in made)
    return f"<w:tbl>{''.join(lines)}</w:tbl>"


def test_every_table_is_a_sheet_and_every_paragraph_a_line() -> None:
    text = table((cell("code"), cell("→ fr")), (cell("a"), cell("Se taire.", "", "Oui.")))
    assert rows(f"<w:p><w:r><w:t>above</w:t></w:r></w:p>{text}{table((cell('x'),))}") == [
        [("code", "→ fr"), ("a", "Se taire.\n\nOui.")],
        [("x",)],
    ]
    assert [sheet.title for sheet in tables.read(Source(Path("x.docx"), packed(text + text)))] == ["table 1", "table 2"]


def test_what_a_cell_holds_is_what_it_shows() -> None:
    inner = (
        "<w:p><w:r><w:t>Se</w:t><w:tab/><w:t>tai</w:t></w:r><w:ins><w:r><w:t>re</w:t></w:r></w:ins><w:hyperlink><w:r><w:t>.</w:t></w:r></w:hyperlink>"
        "<w:del><w:r><w:delText>Parler</w:delText></w:r></w:del><w:moveFrom><w:r><w:t>Crier</w:t></w:r></w:moveFrom><w:r><w:br/><w:t>É</w:t></w:r></w:p>"
    )
    control = f"<w:sdt><w:sdtContent>{cell('b')}</w:sdtContent></w:sdt>"
    wide = cell("c", form='<w:tcPr><w:gridSpan w:val="2"/></w:tcPr>')
    gone = f"<w:del><w:tr>{cell('gone')}</w:tr></w:del>"
    assert rows(f"<w:tbl><w:tr><w:tc>{inner}</w:tc>{control}{wide}</w:tr>{gone}</w:tbl>") == [[("Se taire.\nÉ", "b", "c", "")]]


def test_a_table_within_a_cell_is_part_of_the_cell() -> None:
    assert rows(table((f"<w:tc>{table((cell('x'), cell('y')))}<w:p/></w:tc>", cell("z")))) == [[("x\ny", "z")]]


@pytest.mark.parametrize("data", [b"", b"PK", b"<html/>", packed("</w:body>"), packed("<!DOCTYPE x>")])
def test_what_is_no_document_is_refused(data: bytes) -> None:
    with pytest.raises(Unreadable):
        tables.read(Source(Path("x.docx"), data))


def test_a_damaged_document_is_refused_or_read() -> None:
    whole = packed(
        table(*[(cell(f"code{number}"), cell("Se taire.", form='<w:tcPr><w:gridSpan w:val="2"/></w:tcPr>')) for number in range(5)])
    )
    chance = random.Random(1)
    refused = 0
    for _ in range(150):
        data = bytearray(whole)
        for _ in range(chance.randint(1, 4)):
            data[chance.randrange(len(data))] = chance.randrange(256)
        try:
            tables.read(Source(Path("x.docx"), bytes(data)))
        except Unreadable:
            refused += 1
    assert refused > 50
