"""What of the pages of a PDF file is text, in which order, and what is listed as left out."""

from __future__ import annotations

import subprocess
import sys
import zlib
from pathlib import Path

import pytest

from qualcode.errors import Unreadable
from qualcode.importers import _choose
from qualcode.importers.pdf import child, sniff
from qualcode.importers.pdf.child import MAX_PAGES
from qualcode.model import ImportOptions
from tests.importers.inputs import draft, reading, said

HERE = Path(__file__).parent
PLAIN, BOLD = "F1", "F2"
TOP, LINE = 700, 14

Words = tuple[float, float, str] | tuple[float, float, str, str] | tuple[float, float, str, str, float]


def objects(*contents: bytes, root: int = 1, trailer: bytes = b"") -> bytes:
    """A PDF file of these objects, numbered from 1."""
    out = b"%PDF-1.7\n"
    places = []
    for number, content in enumerate(contents, 1):
        places.append(len(out))
        out += b"%d 0 obj\n" % number + content + b"\nendobj\n"
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    head = b"xref\n0 %d\n0000000000 65535 f \n" % (len(contents) + 1)
    return out + head + table + b"trailer<</Size %d/Root %d 0 R%s>>\nstartxref\n%d\n%%%%EOF" % (len(contents) + 1, root, trailer, len(out))


def stream(data: bytes, entries: bytes = b"") -> bytes:
    """An object that holds this data."""
    return b"<<%s/Length %d>>stream\n%s\nendstream" % (entries, len(data), data)


def pdf(*pages: bytes, more: tuple[bytes, ...] = (), page: bytes = b"") -> bytes:
    """A PDF file with pages of this content, Helvetica as F1, its bold form as F2; `more` are objects 5, 6 ... for the `page` entries."""
    first = 5 + len(more)
    kids = b" ".join(b"%d 0 R" % (first + 2 * number) for number in range(len(pages)))
    font = b"<</Type/Font/Subtype/Type1/Encoding/WinAnsiEncoding/BaseFont/%s>>"
    made = [b"<</Type/Catalog/Pages 2 0 R>>", b"<</Type/Pages/Kids[%s]/Count %d>>" % (kids, len(pages))]
    made += [font % b"Helvetica", font % b"Helvetica-Bold", *more]
    for number, content in enumerate(pages):
        made.append(
            b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 560 800]/Contents %d 0 R/Resources<</Font<</F1 3 0 R/F2 4 0 R>>%s>>"
            % (first + 2 * number + 1, page or b">>")
        )
        made.append(stream(content))
    return objects(*made)


def shown(*words: Words) -> bytes:
    """Page content that shows these words: left edge, height, text, and perhaps font and size."""
    return b"".join(
        b"BT /%s %.1f Tf 1 0 0 1 %.1f %.1f Tm (%s) Tj ET\n"
        % (font.encode(), size, left, level, text.replace("\\", "\\\\").replace("(", "\\(").replace(")", "\\)").encode("cp1252"))
        for left, level, text, font, size in ((*one, *(PLAIN, 11.0)[len(one) - 3 :]) for one in words)
    )


def rows(*texts: str, left: float = 50, top: float = TOP) -> list[Words]:
    """Words in rows below each other."""
    return [(left, top - LINE * number, text) for number, text in enumerate(texts)]


LONG = "Vandaag is dit een rij die tot bij de rand van de bladzijde komt en dan op de volgende verder gaat,"
"""As wide as the text of a page is here."""


def test_rows_of_a_paragraph_are_joined_and_short_ones_end_it() -> None:
    page = shown(*rows(f"R1: {LONG}", f"zoals {LONG}", "en hier ophoudt.", "R2: Nee.", f"Maar {LONG}", "toch niet."))
    assert draft("a.pdf", pdf(page)).text.split("\n") == [
        f"R1: {LONG} zoals {LONG} en hier ophoudt.",
        "R2: Nee.",
        f"Maar {LONG} toch niet.",
    ]


def test_a_turn_goes_on_over_the_end_of_a_page() -> None:
    pages = shown(*rows(f"R1: {LONG}", f"zoals {LONG}")), shown(*rows("en hier ophoudt.", "R2: Nee."))
    assert said(draft("a.pdf", pdf(*pages))) == [("R1", f"{LONG} zoals {LONG} en hier ophoudt."), ("R2", "Nee.")]


def test_paragraphs_are_told_by_gaps_indents_and_labels_when_rows_are_full() -> None:
    gap = shown((50, 700, f"R1: {LONG}"), (50, 686, LONG), (50, 665, LONG), (50, 651, LONG), (50, 637, "R2: Nee."))
    assert draft("a.pdf", pdf(gap)).text.count("\n") == 2
    indents = shown((70, 700, LONG), (50, 686, LONG), (70, 672, LONG), (50, 658, LONG), (50, 644, LONG))
    assert draft("a.pdf", pdf(indents)).text.split("\n") == [f"{LONG} {LONG}", f"{LONG} {LONG} {LONG}"]
    hanging = shown((50, 700, LONG), (70, 686, LONG), (50, 672, LONG), (70, 658, LONG), (70, 644, LONG))
    assert draft("a.pdf", pdf(hanging)).text.split("\n") == [f"{LONG} {LONG}", f"{LONG} {LONG} {LONG}"]
    labels = shown(*rows(f"R1: {LONG}", f"R2: {LONG}", f"R1: {LONG}"))
    assert said(draft("a.pdf", pdf(labels))) == [("R1", LONG), ("R2", LONG), ("R1", LONG)]


def test_words_that_a_hyphen_breaks_keep_it() -> None:
    found = reading("a.pdf", pdf(shown(*rows(f"R1: {LONG[:-7]}hulp-", f"verlening {LONG[:-9]}CGG-", "Team.", "R2: Ja."))))
    assert "hulp-verlening" in found.drafts[0].text
    assert "CGG- Team." in found.drafts[0].text
    assert "Words that go on after a hyphen at the end of a line keep the hyphen: 1." in found.notes


def test_bold_labels_need_no_colon() -> None:
    turns = [("R1", "Ja."), ("R2", "Nee, dat niet."), ("R1", "Toch wel.")]
    words: list[Words] = []
    for number, (speaker, speech) in enumerate(turns):
        words += [(50, TOP - 20 * number, speaker, BOLD), (70, TOP - 20 * number, speech)]
    assert said(draft("a.pdf", pdf(shown(*words)))) == turns


def test_columns_with_labels_are_turns_in_the_order_of_drawing() -> None:
    speech = "Oui, bien sûr, et même plus que ça, puisque tout le monde était là"
    page = shown(
        *((50, 740, "Groupe de discussion, le premier de la série"), (50, 700, "P1 (maison"), (50, 686, "de justice)")),
        *((150, 700, speech), (150, 686, "ce jour-là."), (50, 660, "P2"), (150, 660, "Non."), (50, 640, "P1"), (150, 640, "Si.")),
        (50, 600, "Fin de l'enregistrement de ce jour"),
    )
    found = draft("a.pdf", pdf(page))
    assert said(found) == [("P1", f"{speech} ce jour-là."), ("P2", "Non."), ("P1", "Si.")]
    assert found.text.endswith("P1: Si.\nFin de l'enregistrement de ce jour")


def test_labels_before_an_indent_are_labels_even_where_the_row_begins_at_the_indent() -> None:
    speech = "Ja, dat is zo, en ik zou daar nog heel veel meer over kunnen zeggen, als"
    page = shown(
        *((50, 700, "R1", BOLD), (120, 700, speech), (120, 686, "er tijd was."), (50, 672, "R2", BOLD), (120, 672, "Nee.")),
        *((120, 658, "R1", BOLD), (160, 658, "Toch."), (50, 644, "R2", BOLD), (120, 644, "Goed dan.")),
        *((120, 630, "R1", BOLD), (160, 630, "Juist."), (50, 616, "R2", BOLD), (120, 616, "Ja.")),
    )
    turns = [("R1", f"{speech} er tijd was."), ("R2", "Nee."), ("R1", "Toch."), ("R2", "Goed dan."), ("R1", "Juist."), ("R2", "Ja.")]
    assert said(draft("a.pdf", pdf(page))) == turns


def test_a_row_that_is_stretched_to_the_margin_is_one_piece_of_text() -> None:
    stretched: list[Words] = [(50 + 60 * number, 672, word) for number, word in enumerate(["R1:", "En", "dan", "is", "dit", "uitgerekt"])]
    assert "R1: En dan is dit uitgerekt" in draft("a.pdf", pdf(shown(*rows("R1: Ja.", "R2: Nee."), *stretched))).text


def paged(number: int, *texts: str, head: str = "Werkversie", foot: str = "Pagina {} van 3", of: int = 0) -> bytes:
    """A page with a running head and foot."""
    return shown((50, 760, head), *rows(*texts), (280, 40, foot.format(number + of)))


def test_running_heads_and_page_numbers_are_left_out_and_listed() -> None:
    pages = paged(1, "R1: Een."), paged(2, "R2: Twee.", "R1: Drie."), paged(3, "R2: Vier.")
    found = reading("a.pdf", pdf(*pages))
    assert found.drafts[0].text == "R1: Een.\nR2: Twee.\nR1: Drie.\nR2: Vier."
    assert [str(problem) for problem in found.problems] == [
        "pages 1-3: a header is not part of the text: `Werkversie` (put it into the body of the text if it was said)"
    ]
    assert "Page numbers left out: 3." in found.notes


@pytest.mark.parametrize(("foot", "of"), [("{}", 0), ("- {} -", 0), ("{}/12", 0), ("{}", 6), ("FG1 {}", 0)])
def test_page_numbers_may_begin_anywhere_and_stand_with_words(foot: str, of: int) -> None:
    texts = ("R1: Een.", "R2: Twee.", "R1: Drie.", "R2: Vier.")
    found = draft("a.pdf", pdf(*(paged(number, text, head="", foot=foot, of=of) for number, text in enumerate(texts, 1))))
    assert found.text == "\n".join(texts)


def test_what_speakers_say_first_on_a_page_is_no_running_head() -> None:
    texts = [("R1: Ja.", "R2: Nee."), ("R1: Misschien.", "R2: Ja."), ("R2: Ja.", "R1: Nee.")]
    assert len(draft("a.pdf", pdf(*(shown(*rows(*pair)) for pair in texts))).turns) == 6
    alone = [("R1", f"{LONG}"), ("R1", "Ja."), ("R1", "Nee.")]
    found = draft("a.pdf", pdf(*(shown(*rows(label, speech, "R2", "Hm.")) for label, speech in alone)))
    assert [speaker for speaker, _ in said(found)] == ["R1", "R2"] * 3


def test_a_number_that_is_said_is_no_page_number() -> None:
    assert said(draft("a.pdf", pdf(shown(*rows("R1: Hoeveel?", "R2:", "12")))))[-1] == ("R2", "12")


def test_footnotes_are_taken_from_the_bottom_of_their_page_with_their_marks() -> None:
    page = shown(
        (50, 700, "R1: Ja"),
        (82, 704, "1", PLAIN, 6.0),
        (85.4, 700, ", en 2 keer nee."),
        (50, 686, "R2: Nee"),
        (90, 690, "2", PLAIN, 6.0),
        (50, 90, "1", PLAIN, 5.0),
        (54, 86, "Lacht, en kijkt", PLAIN, 9.0),
        (50, 75, "naar buiten.", PLAIN, 9.0),
        (50, 64, "2 Fluistert.", PLAIN, 9.0),
    )
    found = reading("a.pdf", pdf(page, shown(*rows("R1: Goed."))))
    assert found.drafts[0].text == "R1: Ja, en 2 keer nee.\nR2: Nee\nR1: Goed."
    assert [(problem.where, problem.message) for problem in found.problems] == [
        ("page 1", "a footnote is not part of the text: `Lacht, en kijkt naar buiten.`"),
        ("page 1", "a footnote is not part of the text: `Fluistert.`"),
    ]


def test_comments_fields_pictures_and_words_at_an_angle_are_listed() -> None:
    more = (
        b"<</Type/Annot/Subtype/Text/Rect[0 0 9 9]/Contents(Klopt dit?)>>",
        b"<</Type/Annot/Subtype/Widget/FT/Tx/T(naam)/V(Verslaggever)/Rect[0 0 9 9]>>",
        b"<</Type/Annot/Subtype/Link/Rect[0 0 9 9]/Contents(geen commentaar)>>",
        stream(b"\0", b"/Type/XObject/Subtype/Image/Width 1/Height 1/BitsPerComponent 8/ColorSpace/DeviceGray"),
    )
    page = b"/XObject<</I 8 0 R>>>>/Annots[5 0 R 6 0 R 7 0 R]"
    drawn = b"q 50 0 0 50 400 400 cm /I Do Q BT /F1 60 Tf .7 .7 -.7 .7 100 200 Tm (CONCEPT) Tj ET"
    pages = (shown(*rows("R1: Ja.", "R2: Nee.")) + drawn, shown(*rows("R1: Toch.", "R2: Goed.")) + drawn)
    found = reading("a.pdf", pdf(*pages, more=more, page=page))
    assert found.drafts[0].text == "R1: Ja.\nR2: Nee.\nR1: Toch.\nR2: Goed."
    assert [(problem.where, problem.message) for problem in found.problems] == [
        ("pages 1-2", "text that stands at an angle is left out: `CONCEPT`"),
        ("page 1", "a comment is not part of the text: `Klopt dit?`"),
        ("page 1", "a form field is not part of the text: `Verslaggever`"),
        ("page 2", "a comment is not part of the text: `Klopt dit?`"),
        ("page 2", "a form field is not part of the text: `Verslaggever`"),
        ("pages 1-2", "2 pictures left out"),
    ]


@pytest.mark.parametrize("turn", [b"0 1 -1 0 600 0", b"-1 0 0 -1 600 800", b"0 -1 1 0 0 800"])
def test_pages_that_lie_on_their_side_are_read(turn: bytes) -> None:
    content = b"q " + turn + b" cm " + shown(*rows("R1: Ja, heel goed.", "R2: Nee.", top=500)) + b" Q"
    assert said(draft("a.pdf", pdf(content))) == [("R1", "Ja, heel goed."), ("R2", "Nee.")]


def test_text_that_was_recognised_in_pictures_is_read_with_a_note() -> None:
    found = reading("a.pdf", pdf(b"3 Tr " + shown(*rows("R1: Ja.", "R2: Nee."))))
    assert said(found.drafts[0]) == [("R1", "Ja."), ("R2", "Nee.")]
    assert "The text was recognised in pictures of the pages (OCR): compare it with them." in found.notes


@pytest.mark.parametrize("code", [b"<00660069>", b"<FB01>"])
def test_ligatures_are_letters(code: bytes) -> None:
    mapping = b"1 begincodespacerange <00> <FF> endcodespacerange 1 beginbfchar <5A> %s endbfchar" % code
    cmap = b"/CIDInit/ProcSet findresource begin begincmap " + mapping + b" endcmap end"
    more = (b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica/ToUnicode 6 0 R>>", stream(cmap))
    content = shown(*rows("R1: Ja.", "R2: Nee.")) + b"BT /F3 11 Tf 50 600 Td (Z) Tj ET"
    data = pdf(content, more=more, page=b"/Font<</F1 3 0 R/F2 4 0 R/F3 5 0 R>>>>").replace(b"/Font<</F1 3 0 R/F2 4 0 R>>/Font", b"/Font")
    assert draft("a.pdf", data).text.endswith("fi")


def scan() -> bytes:
    """A page that is a picture."""
    image = stream(b"\0", b"/Type/XObject/Subtype/Image/Width 1/Height 1/BitsPerComponent 8/ColorSpace/DeviceGray")
    return pdf(b"q 600 0 0 800 0 0 cm /I Do Q", more=(image,), page=b"/XObject<</I 5 0 R>>>>")


def bomb() -> bytes:
    """A page whose content unpacks to far more than it is."""
    packer = zlib.compressobj()
    begin = packer.compress(b"") + packer.flush(zlib.Z_FULL_FLUSH)
    megabyte = packer.compress(b" " * 1024 * 1024) + packer.flush(zlib.Z_FULL_FLUSH)
    packed = begin + megabyte * 1000 + packer.flush()
    return objects(
        b"<</Type/Catalog/Pages 2 0 R>>",
        b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
        b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 600 800]/Contents 4 0 R>>",
        stream(packed, b"/Filter/FlateDecode"),
    )


@pytest.mark.parametrize(
    ("data", "message"),
    [
        (b"%PDF-1.7\nniets", "damaged or cut off"),
        (pdf(shown(*rows("R1: Ja.")))[:400], "damaged or cut off"),
        (pdf(b""), "has no text"),
        (scan(), "its pages are pictures"),
        (pdf(*[b""] * (MAX_PAGES + 1)), "more than 1000 pages"),
    ],
)
def test_a_file_without_text_that_can_be_had_is_refused(data: bytes, message: str) -> None:
    with pytest.raises(Unreadable, match=message) as caught:
        reading("a.pdf", data)
    assert caught.value.hint


def test_a_scan_is_refused_with_the_way_out() -> None:
    with pytest.raises(Unreadable) as caught:
        reading("a.pdf", scan())
    assert "ocrmypdf" in caught.value.hint


def test_letters_without_a_meaning_are_refused() -> None:
    words = "".join(chr(code) for code in range(1, 9)) * 4
    with pytest.raises(Unreadable, match="does not say which letters"):
        reading("a.pdf", pdf(shown((50, 700, "ab")) + b"BT /F1 11 Tf 50 600 Td (" + words.encode() + b") Tj ET"))


def test_a_file_that_needs_a_password_is_refused() -> None:
    locked = (
        b"<</Filter/Standard/V 1/R 2/P -44/O<" + b"31" * 32 + b">/U<" + b"32" * 32 + b">>>",
        b"<</Type/Catalog/Pages 3 0 R>>",
        b"<</Type/Pages/Kids[]/Count 0>>",
    )
    data = objects(*locked, root=2, trailer=b"/Encrypt 1 0 R/ID[<31313131><31313131>]")
    with pytest.raises(Unreadable, match="protected by a password"):
        reading("a.pdf", data)


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="only Linux holds a process to its memory")
def test_a_file_that_would_take_all_of_the_memory_is_refused() -> None:
    with pytest.raises(Unreadable, match="takes more than 5 s or 480 MB"):
        reading("a.pdf", bomb())


def test_the_program_that_reads_needs_nothing_of_ours() -> None:
    data = pdf(shown(*rows("R1: Ja.")))
    program = Path(child.__file__)
    done = subprocess.run([sys.executable, "-P", "-c", f"exec({program.read_text()!r})"], input=data, capture_output=True, check=True)
    assert b"R1: Ja." in done.stdout
    assert "from qualcode" not in program.read_text()


def test_pdf_files_are_known_by_their_beginning() -> None:
    assert sniff(b"%PDF-1.4", ".pdf") == sniff(b"%PDF-1.4", ".docx") > sniff(b"\n\n%PDF-1.4", ".pdf") > sniff(b"R1: Ja", ".pdf") == 0


def test_the_same_document_reads_the_same_from_word_and_from_pdf() -> None:
    word, printed = (draft_of(HERE / form / f"table.{form}") for form in ("docx", "pdf"))
    assert [participant for participant, _ in word] == [participant for participant, _ in printed]
    assert [" ".join(speech.split()) for _, speech in word] == [" ".join(speech.split()) for _, speech in printed]


def draft_of(path: Path) -> list[tuple[str, str]]:
    """Who says what in a file."""
    (only,) = _choose.read_file(path, ImportOptions()).drafts
    return said(only)
