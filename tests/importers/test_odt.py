"""What of an OpenDocument text is text, and what is listed as left out."""

from __future__ import annotations

import zipfile

import pytest

from qualcode.errors import Unreadable
from qualcode.importers.odt import sniff
from tests.importers.inputs import draft, reading, said, zipped

_SPACES = " ".join(
    f'xmlns:{prefix}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"'
    for prefix, name in {"office": "office", "text": "text", "table": "table", "draw": "drawing", "style": "style"}.items()
)


def odt(body: str, styles: str = "", kind: str = "text", pages: str = "") -> bytes:
    """An OpenDocument file with this body, and with `pages` as the part that holds headers and footers."""
    content = (
        f"<office:document-content {_SPACES}><office:automatic-styles>{styles}</office:automatic-styles><office:body><office:{kind}>{body}"
    )
    content += f"</office:{kind}></office:body></office:document-content>"
    parts = {"mimetype": "application/vnd.oasis.opendocument.text", "content.xml": content}
    return zipped(parts | ({"styles.xml": pages} if pages else {}), zipfile.ZIP_STORED)


def p(inner: str) -> str:
    """A paragraph."""
    return f"<text:p>{inner}</text:p>"


@pytest.mark.parametrize(
    ("inner", "text"),
    [
        ("een \n  twee", "een twee"),
        ("een<text:s/><text:s text:c='2'/>twee", "een   twee"),
        ("een <text:span> twee</text:span>", "een twee"),
        ("een<text:tab/>twee", "een\ttwee"),
        ("een<text:line-break/> twee", "een\ntwee"),
        ("<text:span>een<text:span>twee</text:span>drie</text:span>vier", "eentweedrievier"),
        ("<text:a>de nota</text:a>", "de nota"),
        ("een<text:soft-page-break/>twee<text:bookmark text:name='x'/>", "eentwee"),
        ("<text:date>1 mei</text:date>", "1 mei"),
        ("een<text:change text:change-id='c'/>twee", "eentwee"),
        ("een<text:s text:c='veel'/>twee", "een twee"),
    ],
)
def test_what_a_reader_sees_is_the_text(inner: str, text: str) -> None:
    assert said(draft("a.odt", odt(p(f"R1: {inner}") + p("R2: Ja."))))[0] == ("R1", text)


def test_lists_sections_and_headings_are_text() -> None:
    body = f"<text:h>R1: Kop.</text:h><text:section>{p('R2: Deel.')}</text:section><text:list><text:list-item>{p('R1: Punt.')}</text:list-item></text:list>"
    assert said(draft("a.odt", odt(body))) == [("R1", "Kop."), ("R2", "Deel."), ("R1", "Punt.")]


def test_deleted_text_is_left_out_and_counted() -> None:
    deleted = "<text:changed-region><text:deletion><text:p>weg</text:p></text:deletion></text:changed-region>"
    found = reading("a.odt", odt(f"<text:tracked-changes>{deleted}</text:tracked-changes>" + p("R1: Ja.") + p("R2: Nee.")))
    assert found.drafts[0].text == "R1: Ja.\nR2: Nee."
    assert "Tracked changes are read as if accepted: 0 insertions kept, 1 deletion left out." in found.notes


def test_notes_comments_boxes_and_hidden_text_are_listed_with_their_place() -> None:
    styles = "<style:style style:name='H' style:family='text'><style:text-properties text:display='none'/></style:style>"
    inner = (
        "R1: Ja<text:note><text:note-citation>1</text:note-citation><text:note-body><text:p>voetnoot</text:p></text:note-body></text:note>"
    )
    inner += "<office:annotation><text:p>vraag</text:p></office:annotation><draw:frame><draw:text-box><text:p>kader</text:p></draw:text-box></draw:frame>"
    found = reading("a.odt", odt(p("titel") + p(f"{inner}<text:span text:style-name='H'>stil</text:span>.") + p("R2: Nee."), styles))
    assert found.drafts[0].text == "titel\nR1: Ja.\nR2: Nee."
    assert [(problem.where, problem.message) for problem in found.problems] == [
        ("paragraph 2", "a footnote is not part of the text: `voetnoot`"),
        ("paragraph 2", "a comment is not part of the text: `vraag`"),
        ("paragraph 2", "a text box is not part of the text: `kader`"),
        ("paragraph 2", "hidden text is left out: `stil`"),
    ]


def test_a_table_of_two_columns_names_its_speakers() -> None:
    def row(*cells: str) -> str:
        return f"<table:table-row>{''.join(f'<table:table-cell>{p(cell)}</table:table-cell>' for cell in cells)}</table:table-row>"

    rows = f"<table:table-header-rows>{row('Wie', 'Wat')}</table:table-header-rows>{row('P1', 'Oui, bien sûr.')}{row('P2', 'Non.')}{row('P1', 'Si.')}"
    assert said(draft("a.odt", odt(f"<table:table>{rows}</table:table>"))) == [("P1", "Oui, bien sûr."), ("P2", "Non."), ("P1", "Si.")]


@pytest.mark.parametrize(
    ("data", "message"),
    [
        (odt(p("x"), kind="spreadsheet"), "but no text"),
        (odt(p(" ")), "no text in its body"),
        (zipped({"mimetype": "application/vnd.oasis.opendocument.text"}), "it has no content.xml"),
    ],
)
def test_a_file_without_text_is_refused(data: bytes, message: str) -> None:
    with pytest.raises(Unreadable, match=message):
        reading("a.odt", data)


def test_sniffing_knows_an_opendocument_text_from_other_containers() -> None:
    assert sniff(odt(p("x"))[:4096], ".zip") > sniff(b"PK\x03\x04word/document.xml", ".odt") > sniff(b"PK\x03\x04", ".zip") == 0


def test_headers_and_footers_are_listed_in_whatever_namespace_they_are() -> None:
    pages = f"<style:header>{p('Werkversie')}</style:header><x:header-first xmlns:x='urn:x'>{p('Blad een')}</x:header-first>"
    pages += (
        "<style:footer><x:p xmlns:x='urn:x'>Niet verspreiden</x:p></style:footer><style:footer-left><text:p>2</text:p></style:footer-left>"
    )
    styles = f"<office:document-styles {_SPACES}><office:master-styles>{pages}</office:master-styles></office:document-styles>"
    found = reading("a.odt", odt(p("R1: Ja.") + p("R2: Nee."), pages=styles))
    assert [problem.message for problem in found.problems] == [
        "a header is not part of the text: `Werkversie`",
        "a header is not part of the text: `Blad een`",
        "a footer is not part of the text: `Niet verspreiden`",
    ]


def test_words_where_no_paragraph_can_stand_are_listed() -> None:
    row = (
        f"<table:table-row><table:table-cell>{p('R1: Ja.')}</table:table-cell>naast<text:list>{p('ernaast')}</text:list></table:table-row>"
    )
    index = "<text:table-of-content><text:table-of-content-source>Inhoud</text:table-of-content-source></text:table-of-content>"
    item = f"<text:list><text:list-item><text:number>1.</text:number>{p('R1: Punt.')}</text:list-item></text:list>"
    frame = "<draw:frame>los<draw:image/><svg:desc xmlns:svg='urn:x'>plan</svg:desc></draw:frame>"
    found = reading("a.odt", odt(f"voor<!-- weg -->{index}<table:table>{row}</table:table>{p(f'R2: Nee.{frame}')}{item}na"))
    told = [problem.message for problem in found.problems]
    message = "stands where no paragraph can stand, and is not part of the text: `{}`"
    assert told == [
        *(message.format(words) for words in ("voor", "naast", "ernaast", "los")),
        "a picture or object is left out: `plan`",
        message.format("na"),
    ]
