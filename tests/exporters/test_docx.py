"""Documents, read again and opened by an office program."""

from __future__ import annotations

import io
import struct
import subprocess
import zipfile
import zlib
from pathlib import Path
from typing import Any

import docx
from docx.enum.section import WD_ORIENT
from docx.oxml.ns import qn

from qualcode.exporters import docx as exporter
from qualcode.table import Column, Picture, Report, Section, Spoken, Table, report_of
from tests.exporters.conftest import PIXEL


def document_of(report: Report) -> Any:
    stream = io.BytesIO()
    exporter.write(report, stream)
    return docx.Document(stream)


def wide(columns: int) -> Table:
    return Table("t", "turn", tuple(Column(f"c{place}", f"c{place}", "count") for place in range(columns)), ((1,) * columns,))


def test_a_table_is_a_real_table(hard_report: Report) -> None:
    (table,) = document_of(hard_report).tables
    rows = table.rows
    assert table.style.name == "Light Shading"
    assert [cell.text for cell in rows[0].cells][:4] == ["code", "Région", "citaat", "groups"]
    assert [cell.text for cell in rows[1].cells][3:] == ["2/3", "1000000", "40%", "12.3", "1.2 · 3.4", "0.5", "[0.1, 0.9]"]
    assert rows[0]._tr.trPr.find(qn("w:tblHeader")) is not None
    assert all(row._tr.trPr.find(qn("w:cantSplit")) is not None for row in rows)
    assert "eerste regel\ntweede regel" in [cell.text for row in rows for cell in row.cells]


def test_numbers_stand_right_and_text_stands_left(hard_report: Report) -> None:
    (table,) = document_of(hard_report).tables
    sides = [[str(paragraph.alignment) for cell in row.cells[1:4] for paragraph in cell.paragraphs] for row in table.rows]
    assert all(side == ["None", "None", "RIGHT (2)"] for side in sides)


def test_a_leading_value_stands_once_for_its_rows(hard_report: Report) -> None:
    (table,) = document_of(hard_report).tables
    cells = [row._tr.tc_lst[0] for row in table.rows]
    assert [cell.vMerge for cell in cells[1:7]] == ["restart", "continue", "continue", "restart", "continue", "continue"]


def test_numbers_have_the_form_of_the_language_of_the_report(small_table: Table) -> None:
    report = Report("t", (Section("", (small_table,)),), "fr")
    rows = document_of(report).tables[0].rows
    assert [[cell.text for cell in row.cells][1:] for row in rows[1:]] == [["13\u00a0%", "12,5"], ["\u221250\u00a0%", "0,25"]]


def test_a_caption_stands_above_and_notes_below(full_report: Report) -> None:
    document = document_of(full_report)
    paragraphs = [(paragraph.style.name, paragraph.text) for paragraph in document.paragraphs]
    assert paragraphs[:3] == [("Title", "Verslag & meer"), ("Heading 1", "Wie <er> was"), ("Normal", "Een alinea.\n# met twee regels")]
    body = list(document.element.body)
    captions = [place for place, element in enumerate(body) if element.find(f".//{qn('w:fldSimple')}") is not None]
    assert ["".join(word.text for word in body[place].iter(qn("w:t"))) for place in captions] == [
        "Tabel 1. Codes",
        "Tabel 2. Codes by région <i>",
    ]
    assert all(body[place + 1].tag == qn("w:tbl") for place in captions)
    notes = [text for style, text in paragraphs if style == "Table Notes"]
    assert notes[0] == "Geteld: spreekbeurt · Codeerlaag: r1 · Selectie: alles"
    assert notes[-1].startswith("Let op: With 1 to 2 groups")


def test_a_wide_table_lies_on_its_side() -> None:
    upright, lying = document_of(report_of([wide(6)])), document_of(report_of([wide(7)]))
    assert [section.orientation for section in upright.sections] == [WD_ORIENT.PORTRAIT]
    assert [section.orientation for section in lying.sections] == [WD_ORIENT.LANDSCAPE]
    both = document_of(report_of([wide(6), wide(7), wide(7), wide(2)]))
    assert [section.orientation for section in both.sections] == [WD_ORIENT.PORTRAIT, WD_ORIENT.LANDSCAPE, WD_ORIENT.PORTRAIT]


def test_a_table_is_never_wider_than_the_page() -> None:
    for columns in (1, 6, 7, 12, 40):
        document = document_of(report_of([wide(columns)]))
        section = document.sections[0]
        room = section.page_width - section.left_margin - section.right_margin
        assert sum(column.width for column in document.tables[0].columns) <= room


def test_a_column_of_sentences_gets_the_room() -> None:
    columns = (Column("a", "turn", "number"), Column("b", "speaker", "text"), Column("c", "quotation", "text"))
    table = Table("t", "segment", columns, ((1, "R1", "Dat is wat ik zei. " * 10),))
    widths = [column.width for column in document_of(report_of([table])).tables[0].columns]
    assert widths[2] > 3 * (widths[0] + widths[1])


def test_sentences_stand_under_what_leads_them(quoted: Table) -> None:
    table = document_of(report_of([quoted])).tables[0]
    texts = [[cell.text for cell in row.cells] for row in table.rows]
    assert [row[0] for row in texts] == ["speaker", "coop.secrecy  Beroepsgeheim & [co]", "R1", "R2", "value.need  Noodzaak", "R3"]
    heading = table.rows[1]._tr
    assert [cell.grid_span for cell in heading.tc_lst] == [2]
    assert heading.findall(f".//{qn('w:b')}")
    assert heading.findall(f".//{qn('w:keepNext')}")
    speaker, quotation = (column.width for column in table.columns)
    assert quotation > 3 * speaker


def test_a_picture_has_its_words(full_report: Report) -> None:
    document = document_of(full_report)
    (shape,) = document.inline_shapes
    assert shape._inline.docPr.get("descr") == "Staven: 3 > 2"
    assert "Figuur: Een tekening" in [paragraph.text for paragraph in document.paragraphs]


def test_nothing_says_who_or_when(hard_report: Report) -> None:
    stream = io.BytesIO()
    exporter.write(hard_report, stream)
    with zipfile.ZipFile(stream) as package:
        assert {member.date_time for member in package.infolist()} == {(1980, 1, 1, 0, 0, 0)}
        assert b"python" not in package.read("docProps/core.xml")
        assert not [name for name in package.namelist() if name.endswith((".jpeg", ".jpg"))]
    properties = docx.Document(stream).core_properties
    assert properties.title == "Codes by région <i>"
    assert properties.author == properties.last_modified_by == ""


def pages_of(report: Report, libreoffice: str, pdftotext: str, folder: Path) -> list[str]:
    """The pages that an office program makes of it, as text."""
    path = folder / "report.docx"
    with path.open("wb") as stream:
        exporter.write(report, stream)
    profile = f"-env:UserInstallation={(folder / 'profile').as_uri()}"
    subprocess.run([libreoffice, profile, "--headless", "--convert-to", "pdf", "--outdir", folder, path], check=True, capture_output=True)
    text = subprocess.run([pdftotext, "-layout", path.with_suffix(".pdf"), "-"], check=True, capture_output=True, text=True).stdout
    return [page for page in text.split("\f") if page.strip()]


def test_an_office_program_opens_it(full_report: Report, libreoffice: str, pdftotext: str, tmp_path: Path) -> None:
    text = "".join(pages_of(full_report, libreoffice, pdftotext, tmp_path))
    for words in ("Verslag & meer", "Tabel 2. Codes by région <i>", "=1+1", "<script>alert('x')</script>", "Noodzaak | nut", "Let op:"):
        assert words in " ".join(text.split())


def test_a_column_in_another_language_says_so() -> None:
    columns = (Column("part", "deel", "text"), Column("fr", "Français", "text", language="fr"))
    (table,) = document_of(report_of([Table("t", "", columns, (("definitie", "Ce qui se dit."),))])).tables
    spoken = [[[lang.get(qn("w:val")) for lang in cell._tc.iter(qn("w:lang"))] for cell in row.cells] for row in table.rows]
    assert spoken == [[[], ["fr-BE"]], [[], ["fr-BE"]]]


def test_a_paragraph_in_another_language_says_so() -> None:
    document = document_of(Report("Verslag", (Section("", ("Geteld.", Spoken("Compté.", "fr"))),), "nl"))
    spoken = {paragraph.text: [lang.get(qn("w:val")) for lang in paragraph._p.iter(qn("w:lang"))] for paragraph in document.paragraphs}
    assert (spoken["Geteld."], spoken["Compté."]) == ([], ["fr-BE"])


def test_what_people_fill_in_is_coloured_as_wide_as_the_rest_and_in_its_language() -> None:
    long = "Wat deelnemers onder case management verstaan en wat de taak van een case manager is, ook als niemand het zo noemt."
    columns = (
        Column("code", "code", "code"),
        Column("nl", "nl", "text", language="nl"),
        Column("fr", "→ fr", "text", language="fr", fill=True),
        *(Column(name, name, "code") for name in ("field", "key")),
    )
    table = Table("t", "", columns, tuple((f"concept.role{number}", long, "", "definition", "0a1b2c3d4e") for number in range(3)))
    (made,) = document_of(report_of([table])).tables
    assert [cell.text for cell in made.rows[0].cells] == ["code", "nl", "→ fr", "field", "key"]
    cell = made.rows[1].cells[2]._tc
    assert cell.tcPr.find(qn("w:shd")).get(qn("w:fill")) == "FFF4CC"
    assert cell.find(f"{qn('w:p')}/{qn('w:pPr')}/{qn('w:rPr')}/{qn('w:lang')}").get(qn("w:val")) == "fr-BE"
    assert made.rows[1].cells[1]._tc.tcPr.find(qn("w:shd")) is None
    widths = [cell.width for cell in made.rows[1].cells]
    assert widths[2] > 0.9 * widths[1] > widths[0]


def test_ids_stay_whole_beside_sentences_in_many_languages() -> None:
    long = "Wat deelnemers onder case management verstaan en wat de taak van een case manager is, ook als niemand het zo noemt."
    for languages in (("nl", "fr", "en"), ("nl", "fr", "en", "es", "it")):
        columns = (
            Column("code", "code", "code"),
            Column("field", "field", "code"),
            *(Column(name, name, "text", language=name) for name in languages),
            Column("de", "→ de", "text", language="de", fill=True),
            Column("key", "key", "code"),
        )
        row = ("coop.communication", "definition", *[long] * len(languages), "", "0a1b2c3d4e")
        (made,) = document_of(report_of([Table("t", "", columns, (row,) * 3)])).tables
        widths = [column.width.cm for column in made.columns]
        assert widths[0] > 18 * 0.157 + 0.29
        assert widths[-1] > 10 * 0.157 + 0.29
        assert min(widths[2:-1]) > 2


WHOLE = Report(
    "Verslag",
    (
        Section("Vergelijking <&>", ("Vooraf.",)),
        Section("Naar regio", (wide(7), Picture(PIXEL, "png", "Staven", "Hoe vaak")), level=2),
        Section("Slot", (wide(30),)),
    ),
    "nl",
    byline="An Auteur",
    contents=True,
)


def test_a_report_read_as_a_whole_has_a_table_of_contents_that_is_filled_in() -> None:
    document = document_of(WHOLE)
    styled = [(paragraph.style.name, paragraph.text) for paragraph in document.paragraphs]
    assert styled[:8] == [
        *(("Title", "Verslag"), ("Subtitle", "An Auteur"), ("TOC Heading", "Inhoud")),
        *(("toc 1", "Vergelijking <&>"), ("toc 2", "Naar regio"), ("toc 1", "Slot")),
        *(("Heading 1", "Vergelijking <&>"), ("Normal", "Vooraf.")),
    ]
    body = document.element.body
    assert [field.get(qn("w:fldCharType")) for field in body.iter(qn("w:fldChar"))] == ["begin", "separate", "end"]
    assert [field.text for field in body.iter(qn("w:instrText"))] == [' TOC \\o "1-2" \\h \\z \\u ']
    marks = [mark.get(qn("w:name")) for mark in body.iter(qn("w:bookmarkStart"))]
    assert [link.get(qn("w:anchor")) for link in body.iter(qn("w:hyperlink"))] == marks
    assert len(set(marks)) == 3


def test_a_picture_has_a_caption_below_it() -> None:
    captions = [paragraph for paragraph in document_of(WHOLE).paragraphs if paragraph.style.name == "Caption"]
    texts = ["".join(word.text for word in paragraph._p.iter(qn("w:t"))) for paragraph in captions]
    assert texts == ["Tabel 1. t", "Figuur 1. Hoe vaak", "Tabel 2. t"]


def test_pages_are_turned_only_where_a_table_needs_it() -> None:
    assert [section.orientation for section in document_of(WHOLE).sections] == [WD_ORIENT.PORTRAIT, WD_ORIENT.LANDSCAPE]


def test_a_picture_stands_on_an_upright_page_and_a_wide_table_behind_it_lies() -> None:
    blocks = ("Vooraf.", Picture(PIXEL, "png", "Staven", "Hoe vaak"), wide(30), "Tussenin.", wide(2))
    document = document_of(Report("Verslag", (Section("Inleiding", ("Woorden.",)), Section("Deel", blocks, level=2)), "nl", contents=True))
    assert [section.orientation for section in document.sections] == [WD_ORIENT.PORTRAIT, WD_ORIENT.LANDSCAPE, WD_ORIENT.PORTRAIT]


def png(width: int, height: int) -> bytes:
    """A black picture of this size."""
    head = struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0)
    rows = zlib.compress(b"\0" * (width + 1) * height)
    parts = [name + data for name, data in ((b"IHDR", head), (b"IDAT", rows), (b"IEND", b""))]
    chunks = (struct.pack(">I", len(part) - 4) + part + struct.pack(">I", zlib.crc32(part)) for part in parts)
    return b"\x89PNG\r\n\x1a\n" + b"".join(chunks)


def _kept(paragraph: Any) -> bool:
    return paragraph.find(f".//{qn('w:keepNext')}") is not None


def _rows(number: int) -> Table:
    return Table("t", "code", (Column("c", "c", "text"), Column("n", "n", "count")), tuple((f"c{at}", at) for at in range(number)))


def test_no_page_begins_with_the_last_row_of_a_table_alone() -> None:
    (table,) = document_of(report_of([_rows(60)])).tables
    kept = [_kept(row._tr) for row in table.rows]
    assert kept == [True] * 3 + [False] * 53 + [True] * 5


def test_a_short_table_stays_on_one_page() -> None:
    (table,) = document_of(report_of([_rows(12)])).tables
    assert all(_kept(row._tr) for row in table.rows)


def test_text_under_a_heading_stays_with_the_table_picture_or_part_below_it() -> None:
    sections = (
        Section("One", ("before a part",)),
        Section("Part", ("first", "before a table", _rows(2), "after it"), 2),
        Section("Two", ("alone",)),
    )
    kept = {paragraph.text: _kept(paragraph._p) for paragraph in document_of(Report("r", sections)).paragraphs}
    assert {text: kept[text] for text in ("before a part", "first", "before a table", "after it", "alone")} == {
        "before a part": True,
        "first": False,
        "before a table": True,
        "after it": False,
        "alone": False,
    }


def test_a_tall_picture_leaves_room_for_what_stands_above_it() -> None:
    tall = png(100, 1000)
    high = [
        document_of(Report("r", sections)).inline_shapes[0].height.cm
        for sections in (
            (Section("", (Picture(tall, "png", "tall", "Title"),)),),
            (Section("Heading", ("Text. " * 60, Picture(tall, "png", "tall", "Title"))),),
            (Section("Whole", ("Text. " * 60,)), Section("Part", (Picture(tall, "png", "tall", "Title"),), 2)),
        )
    ]
    assert high == sorted(high, reverse=True)
    assert [round(each, 1) for each in high] == [24.0, 20.1, 18.7]


def test_office_programs_keep_headings_and_last_rows_with_what_belongs_to_them(libreoffice: str, pdftotext: str, tmp_path: Path) -> None:
    sections = (
        Section("First", (_rows(46),)),
        Section("Second", ("Said before it.", _rows(30))),
        Section("Third", ("Told before it.", _rows(8))),
    )
    text = pages_of(Report("r", sections), libreoffice, pdftotext, tmp_path)
    pages = [[line.split() for line in page.splitlines() if line.split()] for page in text]
    assert len(pages) > 1
    for page in pages:
        assert page[-1][0] not in {"Second", "Third", "Said", "Told", "Table"}
        assert sum(line[0].startswith("c") and len(line) == 2 for line in page[:8]) >= 2 or page[0][0] in {"r", "First", "Second", "Third"}


def test_an_office_program_keeps_the_table_of_contents(libreoffice: str, pdftotext: str, tmp_path: Path) -> None:
    path = tmp_path / "report.docx"
    with path.open("wb") as stream:
        exporter.write(WHOLE, stream)
    profile = f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}"
    subprocess.run([libreoffice, profile, "--headless", "--convert-to", "pdf", "--outdir", tmp_path, path], check=True, capture_output=True)
    text = subprocess.run([pdftotext, "-layout", path.with_suffix(".pdf"), "-"], check=True, capture_output=True, text=True).stdout
    assert text.split("Inhoud")[1].split()[:3] == ["Vergelijking", "<&>", "Naar"]


def test_several_columns_to_fill_in_leave_room_for_sentences_and_choices_have_the_room_of_their_words() -> None:
    long = "Wat deelnemers onder case management verstaan en wat de taak van een case manager is, ook als niemand het zo noemt."
    columns = (
        Column("passage", "passage", "text"),
        Column("decision", "decision", "text", fill=True, choices=("C1", "geen van beide")),
        Column("instead", "instead", "text", fill=True),
        Column("reason", "reason", "text", fill=True),
    )
    (made,) = document_of(report_of([Table("t", "", columns, ((long, "", "", ""),) * 3)])).tables
    passage, decision, instead, reason = (column.width.cm for column in made.columns)
    assert passage > instead == reason
    assert decision <= instead
