"""Containers that would harm are refused, each with an error that names the file."""

from __future__ import annotations

import io
import struct
import zipfile
from pathlib import Path

import pytest

from qualcode.errors import Unreadable
from qualcode.opening import guard
from tests.importers.inputs import docx, paragraph, reading, word_xml, zipped

HERE = Path(__file__).parent
TEXT = paragraph("Ja.", "R1: ") + paragraph("Nee.", "R2: ")


def refused(data: bytes, name: str = "verslag.docx") -> str:
    """The message that a file is refused with."""
    with pytest.raises(Unreadable) as caught:
        reading(name, data)
    assert caught.value.message.startswith(name)
    assert caught.value.hint
    return caught.value.message


def test_what_the_other_tests_break_is_fine_as_it_is() -> None:
    assert reading("verslag.docx", docx(TEXT)).drafts[0].text == "R1: Ja.\nR2: Nee."


@pytest.mark.parametrize("form", ["docx", "odt", "xlsx"])
@pytest.mark.parametrize("share", [0.02, 0.3, 0.6, 0.9, 0.999])
def test_a_container_that_is_cut_off_is_refused(form: str, share: float) -> None:
    path = min((HERE / form).glob(f"*.{form}"))
    whole = path.read_bytes()
    with pytest.raises(Unreadable):
        reading(path.name, whole[: int(len(whole) * share)])


def test_a_bomb_that_declares_its_size_is_refused_unopened() -> None:
    assert "is packed more than 200 times" in refused(docx("<w:p/>" + " " * 20_000_000))
    assert "more than 32 MB" in refused(zipped({"word/document.xml": word_xml(TEXT), "word/media/x.bin": bytes(33 * 1024 * 1024)}))


def test_a_bomb_that_declares_less_than_it_holds_is_refused_while_it_unpacks() -> None:
    data = bytearray(docx("<w:p/>" + " " * 20_000_000))
    central = data.index(b"PK\x01\x02")
    data[central + 24 : central + 28] = struct.pack("<I", 900)
    assert "200 times its packed size" in refused(bytes(data))


def test_a_member_that_is_not_as_long_as_declared_is_refused() -> None:
    data = bytearray(docx(TEXT))
    central = data.index(b"PK\x01\x02")
    data[central + 24 : central + 28] = struct.pack("<I", 100)
    assert refused(bytes(data)) == "verslag.docx is damaged or cut off."


def test_too_many_members_are_refused() -> None:
    many = {"word/document.xml": word_xml(TEXT)} | {f"word/media/{number}": b"" for number in range(guard.MAX_MEMBERS)}
    assert "it has 2001 parts" in refused(zipped(many))


def test_many_members_that_are_large_together_are_refused() -> None:
    parts: dict[str, bytes | str] = {f"word/media/{number}": bytes(23 * 1024 * 1024) for number in range(3)}
    parts["word/document.xml"] = word_xml(TEXT)
    assert "declares more than 64 MB" in refused(zipped(parts, zipfile.ZIP_STORED))


def test_a_tree_of_too_many_elements_is_refused() -> None:
    assert "tags" in refused(zipped({"word/document.xml": word_xml("<w:p/>" * guard.MAX_TAGS)}, zipfile.ZIP_STORED))


ENTITY = '<!DOCTYPE w:document [<!ENTITY x SYSTEM "file:///etc/hostname">]>'


@pytest.mark.parametrize("member", ["word/document.xml", "word/footnotes.xml", "word/settings.xml", "docProps/app.xml", "_rels/.rels"])
def test_a_document_type_in_any_part_is_refused(member: str) -> None:
    parts = {"word/document.xml": word_xml(TEXT), member: word_xml(paragraph("&x;"), ENTITY)}
    assert f"declares a document type or entities in '{member}'" in refused(zipped(parts))


@pytest.mark.parametrize("encoding", ["utf-16", "utf-16-be", "utf-32"])
def test_a_document_type_in_another_encoding_is_refused(encoding: str) -> None:
    xml = word_xml(paragraph("&x;"), ENTITY).replace("UTF-8", encoding.upper()).encode(encoding)
    assert "document type" in refused(zipped({"word/document.xml": xml}))


def test_entities_that_double_are_refused() -> None:
    laughs = (
        "<!DOCTYPE x [<!ENTITY a 'ha'>" + "".join(f"<!ENTITY {b} '&{a};&{a};'>" for a, b in zip("abcdefg", "bcdefgh", strict=True)) + "]>"
    )
    assert "document type" in refused(zipped({"word/document.xml": word_xml(paragraph("&h;"), laughs)}))


def test_two_parts_of_one_name_are_refused() -> None:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        archive.writestr("word/document.xml", word_xml(TEXT))
        with pytest.warns(UserWarning, match="Duplicate name"):
            archive.writestr("word/document.xml", word_xml(paragraph("Iets anders.")))
    assert "two parts of the same name" in refused(buffer.getvalue())


def test_a_locked_member_is_said_to_be_locked() -> None:
    data = bytearray(docx(TEXT))
    central = data.index(b"PK\x01\x02")
    data[central + 8] |= 1
    assert refused(bytes(data)) == "verslag.docx is protected by a password."


def test_an_opendocument_text_with_a_password_is_said_to_have_one() -> None:
    manifest = '<m:manifest xmlns:m="urn:m"><m:encryption-data/></m:manifest>'
    parts = {"mimetype": "application/vnd.oasis.opendocument.text", "META-INF/manifest.xml": manifest, "content.xml": "<x/>"}
    assert refused(zipped(parts), "verslag.odt") == "verslag.odt is protected by a password."


def test_names_that_lead_out_of_the_container_are_never_written_to(tmp_path: Path) -> None:
    outside = tmp_path / "uit.xml"
    found = reading("verslag.docx", zipped({"word/document.xml": word_xml(TEXT), f"../../../../../..{outside}": "<x/>"}))
    assert found.drafts[0].text == "R1: Ja.\nR2: Nee."
    assert not outside.exists()


def test_a_deep_tree_is_refused() -> None:
    assert "too deep within each other" in refused(docx("<w:sdt>" * 20_000 + TEXT + "</w:sdt>" * 20_000))


@pytest.mark.parametrize(
    ("parts", "message"),
    [
        ({"word/other.xml": "<x/>"}, "it has no word/document.xml"),
        ({"word/document.xml": "<x/>"}, "has no body"),
        ({"word/document.xml": word_xml("")}, "has no text in its body"),
        ({"word/document.xml": word_xml("<w:p><w:r><w:t> </w:t></w:r></w:p>")}, "has no text in its body"),
        ({"word/document.xml": "<w:document"}, "is damaged"),
        ({"ppt/presentation.xml": "<x/>"}, "a presentation"),
    ],
)
def test_a_container_without_a_document_in_it_is_refused(parts: dict[str, str], message: str) -> None:
    assert message in refused(zipped(parts))
