r"""What of a rich text is text, and what is listed as left out."""

from __future__ import annotations

from pathlib import Path

import pytest

from qualcode.errors import Unreadable
from qualcode.importers import _choose
from qualcode.importers.rtf import sniff
from qualcode.importers.rtf.reading import MAX_DEPTH
from qualcode.importers.rtf.tokens import MAX_TOKENS
from qualcode.model import ImportOptions
from tests.importers.inputs import draft, reading, said

HERE = Path(__file__).parent
FONTS = r"{\fonttbl{\f0\fcharset0 Calibri;}{\f1\fcharset238 Times New Roman CE;}{\f2\fcharset2 Wingdings;}{\f3\fcharset77 Geneva;}}"


def rtf(body: str, head: str = r"\ansi\ansicpg1252\deff0") -> bytes:
    """A rich text with this body."""
    return rf"{{\rtf1{head}{FONTS}{body}}}".encode("latin-1")


def words(inner: str) -> str:
    """What R1 says in a paragraph that goes on so after its label."""
    return said(draft("a.rtf", rtf(rf"\pard R1: {inner}\par R2: Ja.\par ")))[0][1]


@pytest.mark.parametrize(
    ("inner", "text"),
    [
        (r"caf\'e9", "café"),
        (r"caf\'c3\'a9", "cafÃ©"),
        (r"\u233?t\u233\'e9", "été"),
        (r"\uc2\u8217 ''s\uc0\u8217 s", "’s’s"),
        (r"{\uc0 a}\u8217?b", "a’b"),
        (r"\u8217\rquote s", "’s"),
        (r"\u-10179?\u-8694?", "\U0001f60a"),
        (r"\u-10179?alleen", "�alleen"),
        (r"l\rquote eau \ldblquote \~x\rdblquote  \emdash  y\endash z\bullet", "l’eau “\xa0x” — y–z•"),
        (r"CGG\_team en hulp\-verlening", "CGG-team en hulpverlening"),
        (r"\{a\} \\ b", r"{a} \ b"),
        (r"een\tab twee", "een\ttwee"),
        (r"een\line twee", "een\ntwee"),
        ("een\r\ntwee", "eentwee"),
        (r"een\page twee", "een\ntwee"),
        (r"de {\deleted oud }{\revised nieuw}e", "de nieuwe"),
        (r"de \deleted oud \deleted0 nieuwe", "de nieuwe"),
        (r"{\mvf hier}en{\mvt daar}", "endaar"),
        (r'{\field{\*\fldinst HYPERLINK "x"}{\fldrslt zie}} de nota', "zie de nota"),
        (r'{\field{\*\fldinst SYMBOL 233 \\f "Arial"}{\fldrslt}}t\u233?', "été"),
        (r"{\*\bkmkstart a}ja{\*\bkmkend a}{\xe nee}{\*\onbekend {\b weg}}", "ja"),
        (r"{\upr{gelezen door oude}{\*\ud{\u233?t\u233?}}}", "été"),
        (r"{\mmath{\*\moMath{\*\mctrlPr\f0 weg}{\mr x+1}}{\mmathPict weg}}", "x+1"),
        (r"a{\pict\bin5 }}}}}}b", "ab"),
        (r"\f1\'e8\f0\'e8\f3\'8e\plain\'e8", "čèéè"),
        (r"\'", ""),
    ],
)  # fmt: skip
def test_what_a_reader_sees_is_the_text(inner: str, text: str) -> None:
    assert words(inner + " .").removesuffix(".").rstrip() == text


@pytest.mark.parametrize(
    ("head", "encoding", "text"),
    [
        (r"\ansi\ansicpg1250", "", "č"),
        (r"\mac", "", "Ë"),
        (r"\pc", "", "Φ"),
        (r"\ansi\ansicpg65001", "", "�"),
        (r"\ansi\ansicpg99999", "", "è"),
        ("", "mac-roman", "Ë"),
    ],
)
def test_bytes_are_letters_of_the_code_page_that_the_file_names(head: str, encoding: str, text: str) -> None:
    data = rf"{{\rtf1{head} R1: \'e8\par R2: Ja.\par}}"
    assert said(draft("a.rtf", data, ImportOptions(encoding=encoding)))[0][1] == text


def test_bytes_that_are_no_letters_are_counted() -> None:
    found = reading("a.rtf", rtf(r"R1: a\'81b\'8d\par R2: Ja.\par"))
    assert said(found.drafts[0])[0][1] == "a�b�"
    assert "2 bytes are no letter" in str(found.problems[0])


def test_letters_of_two_bytes_may_be_half_plain_text() -> None:
    assert said(draft("a.rtf", rb"{\rtf1\ansi\ansicpg932 R1: \'83A.\par R2: Ja.}"))[0][1] == "ア."


def test_a_line_that_ends_in_a_backslash_is_a_paragraph() -> None:
    body = "\\b R1\\b0  Ja.\\\nNog.\\\r\n\\b R2\\b0  Nee."
    assert said(draft("a.rtf", rtf(body))) == [("R1", "Ja.\nNog."), ("R2", "Nee.")]


def test_bold_labels_need_no_colon_and_boldness_ends_with_its_group() -> None:
    body = r"{\b R1} Ja, \b heel\plain  goed.\par\pard\b R2\b0  Nee.\par{\b R1 }Toch wel.\par"
    assert said(draft("a.rtf", rtf(body))) == [("R1", "Ja, heel goed."), ("R2", "Nee."), ("R1", "Toch wel.")]


def test_a_paragraph_whose_end_is_deleted_goes_on_in_the_next() -> None:
    assert said(draft("a.rtf", rtf(r"R1: Eerst{\deleted\par} en dan.\par R2: Ja.\par")))[0] == ("R1", "Eerst en dan.")


def test_what_is_not_in_the_body_is_listed_with_its_place() -> None:
    body = (
        r"{\header Werkversie\par}{\headerf Werkversie\par}{\footer {\field{\*\fldinst PAGE}{\fldrslt 1}}\par}titel\par "
        r"R1: Ja{\super\chftn{\footnote\pard {\super\chftn} voet{\deleted x}noot\par}}{\*\footnote\ftnalt slot}"
        r"{\*\annotation{\*\atnref 0}vraag}{\shp{\*\shpinst{\sp{\sn pib}{\sv {\pict ffd8}}}{\sp{\sn wzDescription}{\sv boom}}{\shptxt kader\par}}}"
        r"{\v stil}{\*\shppict{\pict 89504e47}}{\nonshppict{\pict 00}}{\object{\*\objdata 00}{\result{\pict 00}tabel}}.\par R2: Nee.\par"
    )
    found = reading("a.rtf", rtf(body))
    assert found.drafts[0].text == "titel\nR1: Ja.\nR2: Nee."
    assert [(problem.where, problem.message) for problem in found.problems] == [
        ("", "a header is not part of the text: `Werkversie`"),
        ("paragraph 2", "a footnote is not part of the text: `voetnoot`"),
        ("paragraph 2", "an endnote is not part of the text: `slot`"),
        ("paragraph 2", "a comment is not part of the text: `vraag`"),
        ("paragraph 2", "a text box is not part of the text: `kader`"),
        ("paragraph 2", "a picture or object is left out: `boom`"),
        ("paragraph 2", "a picture or object is left out"),
        ("paragraph 2", "a picture or object is left out: `tabel`"),
        ("paragraph 2", "hidden text is left out: `stil`"),
    ]


def test_symbols_are_told_from_letters() -> None:
    found = reading("a.rtf", rtf(r'R1: Ja {\field{\*\fldinst SYMBOL 74 \\f "Wingdings" \\s 11}{\fldrslt\f2 J}}{\f2\'4a}.\par R2: Nee.\par'))
    assert said(found.drafts[0])[0][1] == "Ja �\uf04a."
    assert [str(problem) for problem in found.problems] == [
        "paragraph 1: a symbol (74 of the font Wingdings) stands as � in the text (type it as a letter or a word)"
    ]
    assert "Characters of a symbol font, which no other font shows: 1." in found.notes


def test_changes_and_automatic_numbers_are_counted() -> None:
    body = r"R1: {\revised nieuw}{\revised  en nog} {\deleted weg}{\deleted  en weg}{\mvt daar}.\par{\listtext 1.\tab}R2: Nee.\par{\pntext 2}R1: Ja.\par"
    found = reading("a.rtf", rtf(body))
    assert found.notes == (
        "Tracked changes are read as if accepted: 1 insertion kept, 1 deletion left out, 1 move counted once.",
        "The automatic number or bullet of 2 paragraphs is not part of the text.",
    )


def test_a_table_of_two_columns_names_its_speakers() -> None:
    def row(*cells: str) -> str:
        inner = r"\cell ".join([*cells, ""])
        return rf"\trowd\cellx1000\cellx5000\pard\intbl {inner}\row "

    rows = row("P1", r"Oui.\par Bien.") + row("P2", "Non.") + row("P1", "Si.")
    body = rf"titel\par{rows}\pard einde\par"
    found = draft("a.rtf", rtf(body))
    assert found.text == "titel\nP1: Oui.\nBien.\nP2: Non.\nP1: Si.\neinde"
    assert said(found) == [("P1", "Oui.\nBien."), ("P2", "Non."), ("P1", "Si.")]


def test_cells_that_are_joined_with_the_one_before_are_none_and_cells_without_a_row_are_kept() -> None:
    body = r"R1: Ja.\par\trowd\clmgf\cellx1000\clmrg\cellx5000\pard\intbl breed\cell\cell\row\pard R2: Nee.\par\intbl los\cell nog\pard\par R1: Si.\par"
    assert draft("a.rtf", rtf(body)).text == "R1: Ja.\nbreed\nR2: Nee.\nlos\nnog\nR1: Si."


@pytest.mark.parametrize(
    ("data", "message"),
    [
        (b"{\\rtf1 R1: Ja.\\par ", "damaged or cut off"),
        (b"{\\rtf1\\b\\par }", "no text in its body"),
        (b"{\\rtf1 {\\footnote alleen hier}}", "no text in its body"),
        (b"{\\rtf1 " + b"{" * (MAX_DEPTH + 1), "groups within groups"),
        (b"{\\rtf1 " + b"{}" * MAX_TOKENS + b"}", "marks and words"),
        (b"{\\rtf1 " + b"a\\par " * 50_001 + b"}", "more than 50000 lines"),
        (b"{\\rtf1 " + b"a\\line " * 50_001 + b"}", "more than 50000 lines"),
    ],
)
def test_a_file_that_is_no_whole_transcript_is_refused(data: bytes, message: str) -> None:
    with pytest.raises(Unreadable, match=message):
        reading("a.rtf", data)


def test_text_after_the_end_of_the_document_is_listed() -> None:
    found = reading("a.rtf", rtf(r"R1: Ja.\par R2: Nee.") + b"\r\n\x00{\\b en dit}")
    assert [problem.message for problem in found.problems] == ["text after the end of the document is left out: `en dit`"]
    assert not reading("a.rtf", rtf(r"R1: Ja.\par R2: Nee.") + b"\r\n\x00").problems


def test_rich_text_is_known_by_its_beginning() -> None:
    assert sniff(b"{\\rtf1", ".rtf") > sniff(b"\xef\xbb\xbf {\\rtf1", ".doc") > sniff(b"R1: Ja", ".rtf") == 0
    assert reading("verslag.doc", rtf(r"R1: Ja.\par R2: Nee.")).notes[0] == "Read as .rtf, which it is whatever its name says."


def test_the_same_document_reads_the_same_from_word_and_from_rich_text() -> None:
    word, rich = (_choose.read_file(HERE / form / f"libreoffice.{form}", ImportOptions()) for form in ("docx", "rtf"))
    assert word.drafts == rich.drafts
    lost = {"a text box is not part of the text: `Opmerking van de transcribent: R2 komt hier binnen.`"}
    assert {problem.message for problem in word.problems} - {problem.message for problem in rich.problems} == lost
