"""What of a Word document is text, whose it is, and what is listed as left out."""

from __future__ import annotations

import pytest

from qualcode.importers.docx import sniff
from qualcode.model import ImportOptions
from qualcode.opening import guard
from tests.importers.inputs import W, docx, draft, paragraph, reading, said, table, word_xml, zipped


def run(inner: str) -> str:
    """A run that holds this markup."""
    return f"<w:r>{inner}</w:r>"


def turn(inner: str) -> str:
    """A paragraph of R1 that holds this markup after its label, and one of R2."""
    return f"<w:p>{run('<w:t>R1: </w:t>')}{inner}</w:p>{paragraph('Ja.', 'R2: ')}"


def words(inner: str) -> str:
    """What R1 says in a paragraph that holds this markup."""
    return said(draft("a.docx", docx(turn(inner))))[0][1]


T = "<w:t>{}</w:t>".format


@pytest.mark.parametrize(
    ("inner", "text"),
    [
        (run(T("een") + "<w:br/>" + T("twee")), "een\ntwee"),
        (run(T("een") + "<w:cr/>" + T("twee")), "een\ntwee"),
        (run(T("een") + "<w:tab/>" + T("twee")), "een\ttwee"),
        (run(T("CGG") + "<w:noBreakHyphen/>" + T("team")), "CGG-team"),
        (run(T("een") + "<w:softHyphen/>" + T("twee")), "eentwee"),
        (run(T("een\n   twee")), "een    twee"),
        (f"<w:ins>{run(T('nieuw'))}</w:ins>", "nieuw"),
        (f"<w:del>{run('<w:delText>oud</w:delText>')}</w:del>{run(T('nieuw'))}", "nieuw"),
        (f"<w:ins><w:del>{run('<w:delText>oud</w:delText>')}</w:del></w:ins>{run(T('nieuw'))}", "nieuw"),
        (f"<w:moveFrom>{run(T('hier'))}</w:moveFrom>{run(T('en'))}<w:moveTo>{run(T('daar'))}</w:moveTo>", "endaar"),
        (f"<w:hyperlink>{run(T('de nota'))}</w:hyperlink>", "de nota"),
        (f"<w:smartTag><w:smartTag>{run(T('Antwerpen'))}</w:smartTag></w:smartTag>", "Antwerpen"),
        (f"<w:sdt><w:sdtPr><w:alias w:val='x'/></w:sdtPr><w:sdtContent>{run(T('keuze'))}</w:sdtContent></w:sdt>", "keuze"),
        (f"<w:fldSimple w:instr=' PAGE '>{run(T('3'))}</w:fldSimple>", "3"),
        (run("<w:instrText> REF a </w:instrText>") + run(T("zie boven")), "zie boven"),
        (f"<w:customXml w:element='a'>{run(T('eigen'))}</w:customXml>", "eigen"),
        (
            "<w:oMath xmlns='http://schemas.openxmlformats.org/officeDocument/2006/math'><r><t>x+1</t></r></w:oMath>".replace(
                "w:oMath", "oMath"
            ),
            "x+1",
        ),
    ],
)
def test_what_a_reader_sees_is_the_text(inner: str, text: str) -> None:
    assert words(inner) == text


def test_tab_stops_of_a_paragraph_are_no_tabs_in_it() -> None:
    stops = "<w:p><w:pPr><w:tabs><w:tab w:val='left' w:pos='720'/></w:tabs></w:pPr>" + run(T("R1: Ja.")) + "</w:p>"
    assert draft("a.docx", docx(stops + paragraph("Nee.", "R2: "))).text == "R1: Ja.\nR2: Nee."


def test_a_paragraph_whose_end_is_deleted_goes_on_in_the_next() -> None:
    end = f"<w:p><w:pPr><w:rPr><w:del w:id='1'/></w:rPr></w:pPr>{run(T('R1: Eerst'))}</w:p><w:p>{run(T(' en dan.'))}</w:p>"
    assert said(draft("a.docx", docx(end + paragraph("Ja.", "R2: "))))[0] == ("R1", "Eerst en dan.")


def test_paragraphs_whose_ends_are_deleted_one_after_the_other_are_one() -> None:
    ended = "".join(f"<w:p><w:pPr><w:rPr><w:del/></w:rPr></w:pPr>{run(T(text))}</w:p>" for text in ("R1: Een", " twee", " drie"))
    assert said(draft("a.docx", docx(ended + f"<w:p>{run(T(' vier.'))}</w:p>" + paragraph("Ja.", "R2: "))))[0] == (
        "R1",
        "Een twee drie vier.",
    )


def test_deleted_rows_are_left_out() -> None:
    rows = table(("R1", "Ja, dat is zo."), ("R2", "Nee, toch niet."), ("R1", "Goed dan."))
    without = rows.replace(
        '<w:tr><w:tc><w:p><w:r><w:t xml:space="preserve">R2', '<w:tr><w:trPr><w:del/></w:trPr><w:tc><w:p><w:r><w:t xml:space="preserve">R2'
    )
    assert [speaker for speaker, _ in said(draft("a.docx", docx(rows)))] == ["R1", "R2", "R1"]
    assert [speaker for speaker, _ in said(draft("a.docx", docx(without)))] == ["R1", "R1"]


BOX = f"<w:txbxContent xmlns:w='{W}'>{paragraph('in een kader')}</w:txbxContent>"
MC = "http://schemas.openxmlformats.org/markup-compatibility/2006"


@pytest.mark.parametrize(
    "inner",
    [
        f"<w:pict><shape>{BOX}</shape></w:pict>",
        f"<w:drawing><inline>{BOX}</inline></w:drawing>",
        f"<a:AlternateContent xmlns:a='{MC}'><a:Choice><w:drawing>{BOX}</w:drawing></a:Choice><a:Fallback><w:pict>{BOX}</w:pict></a:Fallback></a:AlternateContent>",
        f"<w:drawing><a:AlternateContent xmlns:a='{MC}'><a:Choice>{BOX}</a:Choice><a:Fallback>{BOX}</a:Fallback></a:AlternateContent></w:drawing>",
    ],
)
def test_a_text_box_is_listed_once_and_is_no_text(inner: str) -> None:
    found = reading("a.docx", docx(turn(run(inner) + run(T("wel")))))
    assert said(found.drafts[0])[0] == ("R1", "wel")
    assert [problem.message for problem in found.problems] == ["a text box is not part of the text: `in een kader`"]
    assert found.problems[0].where == "paragraph 1"


def test_a_symbol_that_has_a_plain_letter_beside_it_is_that_letter() -> None:
    symbol = f"<a:AlternateContent xmlns:a='{MC}'><a:Choice Requires='w16se'><symEx/></a:Choice><a:Fallback>{T('🙂')}</a:Fallback></a:AlternateContent>"
    assert words(run(symbol)) == "🙂"


def test_footnotes_comments_and_headers_are_listed_with_their_words() -> None:
    note = "<w:{0}s xmlns:w='" + W + "'><w:{0} w:id='7'>" + paragraph("terzijde") + "</w:{0}></w:{0}s>"
    body = paragraph("titel") + turn(run(T("wel") + "<w:footnoteReference w:id='7'/>") + run("<w:commentReference w:id='7'/>"))
    header = f"<w:hdr xmlns:w='{W}'>{paragraph('vertrouwelijk')}</w:hdr>"
    found = reading(
        "a.docx", docx(body, footnotes=note.format("footnote"), comments=note.format("comment"), header1=header, header2=header)
    )
    assert [(problem.where, problem.message) for problem in found.problems] == [
        ("", "a header is not part of the text: `vertrouwelijk`"),
        ("paragraph 2", "a comment is not part of the text: `terzijde`"),
        ("paragraph 2", "a footnote is not part of the text: `terzijde`"),
    ]
    assert "terzijde" not in found.drafts[0].text


def test_hidden_text_is_left_out_and_listed() -> None:
    found = reading(
        "a.docx", docx(turn(run("<w:rPr><w:vanish/></w:rPr>" + T("geheim")) + run("<w:rPr><w:vanish w:val='0'/></w:rPr>" + T("open"))))
    )
    assert said(found.drafts[0])[0] == ("R1", "open")
    assert [problem.message for problem in found.problems] == ["hidden text is left out: `geheim`"]


def test_another_document_inside_is_listed() -> None:
    assert [str(problem) for problem in reading("a.docx", docx(turn(run(T("wel"))) + "<w:altChunk/>")).problems] == [
        "another document that is built in was not read (import that document too)"
    ]


def test_a_table_of_two_columns_names_its_speakers() -> None:
    rows = table(
        ("Spreker", "Tekst"),
        ("Moderator", "Wie begint er?"),
        ("R1 (v, CGG):", "Ik zal wel."),
        ("", "Of toch niet."),
        ("R1", "Ja."),
        ("R2", "Nee."),
    )
    found = reading("a.docx", docx(paragraph("Titel") + rows + paragraph("Einde")))
    assert found.drafts[0].text.split("\n") == [
        "Titel",
        "Spreker: Tekst",
        "Moderator: Wie begint er?",
        "R1 (v, CGG): Ik zal wel.",
        "Of toch niet.",
        "R1: Ja.",
        "R2: Nee.",
        "Einde",
    ]
    assert said(found.drafts[0]) == [("Moderator", "Wie begint er?"), ("R1", "Ik zal wel.\nOf toch niet."), ("R1", "Ja."), ("R2", "Nee.")]
    assert "Outside every turn: 3 lines, beginning with `Titel`." in found.notes


def test_a_table_with_a_time_before_the_speaker_gives_the_times() -> None:
    rows = table(("00:01:00", "P1", "Oui, on commence."), ("00:01:30", "P2", "Non."), ("00:02:00", "P1", "Si."))
    assert [(turn.speaker, turn.time_start) for turn in draft("a.docx", docx(rows)).turns] == [
        ("P1", 60_000),
        ("P2", 90_000),
        ("P1", 120_000),
    ]


def test_speakers_who_occur_once_each_are_known_by_their_labels() -> None:
    rows = table(("Moderator", "Wie begint er?"), ("R1", "Ik."), ("R2", "En ik."))
    assert [speaker for speaker, _ in said(draft("a.docx", docx(rows)))] == ["Moderator", "R1", "R2"]


def test_a_list_of_participants_before_a_transcript_is_no_speech() -> None:
    people = table(("R1", "vrouw, CGG"), ("R2", "man, parket"), ("R3", "vrouw, OCMW"))
    talk = paragraph("Wie begint er?", "Moderator: ") + paragraph("Ik.", "R1: ") + paragraph("Nee, ik.", "R2: ")
    assert said(draft("a.docx", docx(people + talk))) == [("Moderator", "Wie begint er?"), ("R1", "Ik."), ("R2", "Nee, ik.")]


def test_a_table_inside_a_turn_is_part_of_it() -> None:
    talk = paragraph("Kijk maar:", "R1: ") + table(("maandag", "gesloten"), ("dinsdag", "open")) + paragraph("Aha.", "R2: ")
    assert said(draft("a.docx", docx(talk))) == [("R1", "Kijk maar:\nmaandag\ngesloten\ndinsdag\nopen"), ("R2", "Aha.")]


def test_a_nested_table_is_read_where_it_stands() -> None:
    inner = table(("binnen", "in"))
    rows = (
        f"<w:tbl><w:tr><w:tc>{paragraph('R1')}</w:tc><w:tc>{paragraph('Voor de tabel.')}{inner}{paragraph('Erna.')}</w:tc></w:tr></w:tbl>"
    )
    assert said(draft("a.docx", docx(rows + rows), ImportOptions(speakers="table")))[0] == ("R1", "Voor de tabel.\nbinnen\nin\nErna.")


def test_options_say_where_speakers_are_named() -> None:
    rows = table(("Zorg", "R1: Wij zien dat anders dan zij."), ("Zorg", "R2: Dat is waar, helaas."))
    by_table, by_pattern = (draft("a.docx", docx(rows), ImportOptions(speakers=way)) for way in ("table", "pattern"))
    assert [speaker for speaker, _ in said(by_table)] == ["Zorg", "Zorg"]
    assert said(by_pattern) == [("R1", "Wij zien dat anders dan zij.\nZorg"), ("R2", "Dat is waar, helaas.")]


def test_bold_words_before_speech_are_labels_without_any_sign_between() -> None:
    body = (
        paragraph("Welkom.", "Animatrice ")
        + paragraph("Dank u.", "Anker ")
        + paragraph("Ja.", "Animatrice ")
        + paragraph("Goed.", "Anker ")
    )
    assert said(draft("a.docx", docx(body))) == [("Animatrice", "Welkom."), ("Anker", "Dank u."), ("Animatrice", "Ja."), ("Anker", "Goed.")]


def test_where_labels_are_bold_a_bold_one_may_occur_once_and_a_plain_one_is_speech() -> None:
    talk = [
        ("Anker:", " Hallo."),
        ("Buur:", " Dag."),
        ("", "Besluit: geen."),
        ("Anker:", " Wel?"),
        ("", "Besluit: toch."),
        ("Zus (v):", " Ik ook."),
    ]
    found = draft("a.docx", docx("".join(paragraph(text, label) for label, text in talk)))
    assert [speaker for speaker, _ in said(found)] == ["Anker", "Buur", "Anker", "Zus"]


def test_labels_are_found_after_soft_line_breaks() -> None:
    lines = "<w:br/>".join(map(T, ("R1: Ja.", "R2: Nee.", "R1: Toch.")))
    assert said(draft("a.docx", docx(f"<w:p>{run(lines)}</w:p>"))) == [("R1", "Ja."), ("R2", "Nee."), ("R1", "Toch.")]


def test_characters_that_act_on_a_terminal_are_left_out_and_counted() -> None:
    found = reading("a.docx", docx(turn(run(T("een&#x202E;twee&#x9B;drie e&#x301;&#x2028;vier")))))
    assert said(found.drafts[0])[0] == ("R1", "eentweedrie é\nvier")
    assert "Left out: 1 control character, 1 bidirectional mark; letters composed (NFC): 1; line ends made uniform: 1." in found.notes


def test_soft_hyphens_are_left_out_and_counted_however_word_writes_them() -> None:
    found = reading("a.docx", docx(turn(run(T("beroeps") + "<w:softHyphen/>" + T("ge&#xAD;heim")))))
    assert said(found.drafts[0])[0] == ("R1", "beroepsgeheim")
    assert "Left out: 2 soft hyphens." in found.notes


def test_characters_of_a_symbol_font_are_counted() -> None:
    assert "Characters of a symbol font, which no other font shows: 2." in reading("a.docx", docx(turn(run(T("&#xF04A;&#xF0E0;"))))).notes


def test_strict_documents_and_main_parts_of_another_name_are_read() -> None:
    strict = word_xml(paragraph("Ja.", "R1: ") + paragraph("Nee.", "R2: ")).replace(W, "http://purl.oclc.org/ooxml/wordprocessingml/main")
    assert draft("a.docx", zipped({"word/document.xml": strict})).text == "R1: Ja.\nR2: Nee."
    relations = '<Relationships xmlns="r"><Relationship Type="x/officeDocument" Target="/word/document22.xml"/></Relationships>'
    renamed = zipped({"_rels/.rels": relations, "word/document22.xml": word_xml(paragraph("Ja.", "R1: ") + paragraph("Nee.", "R2: "))})
    assert draft("a.docx", renamed).text == "R1: Ja.\nR2: Nee."
    odd = zipped({"_rels/.rels": relations.replace("document22", "main"), "word/main.xml": word_xml(paragraph("Ja.", "R1: "))})
    assert draft("a.docx", odd).text == "R1: Ja."


def test_every_word_in_the_markup_is_in_the_text_or_on_the_list() -> None:
    body = "".join(paragraph(f"woord{number}", f"R{number % 3}: ") for number in range(300))
    found = reading("a.docx", docx(body + turn(f"<w:onbekend><w:nogiets>{run(T('verstopt'))}</w:nogiets></w:onbekend>")))
    assert all(f"woord{number}" in found.drafts[0].text for number in range(300))
    assert "verstopt" in found.drafts[0].text


def test_sniffing_knows_a_word_document_from_other_containers() -> None:
    zip_head = b"PK\x03\x04" + b"\0" * 26
    assert sniff(zip_head + b"word/document.xml", ".bin") > sniff(zip_head + b"xl/workbook.xml", ".docx") > 0
    assert sniff(b"%PDF-", ".docx") == 0
    assert guard.form(zip_head) == "a zip file"
