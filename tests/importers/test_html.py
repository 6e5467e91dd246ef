"""What of a web page is text, and what is listed as left out."""

from __future__ import annotations

import pytest

from qualcode.errors import Unreadable
from qualcode.importers.html import sniff
from qualcode.importers.html.reading import MAX_DEPTH
from qualcode.importers.html.tokens import MAX_ATTRIBUTES, MAX_LETTERS, MAX_RULES, MAX_STYLES, MAX_TAGS
from qualcode.model import ImportOptions
from tests.importers.inputs import draft, reading, said


def html(body: str, head: str = "") -> str:
    """A page with this body."""
    return f"<!DOCTYPE html><html><head><meta charset=utf-8>{head}</head><body>{body}</body></html>"


def words(inner: str, head: str = "") -> str:
    """What R1 says in a paragraph that goes on so after its label."""
    return said(draft("a.html", html(f"<p>R1: {inner}</p><p>R2: Ja.</p>", head)))[0][1]


@pytest.mark.parametrize(
    ("inner", "text"),
    [
        ("een \n  twee", "een twee"),
        ("een<b> twee </b> drie", "een twee drie"),
        ("een<br>twee<BR/>drie<br>", "een\ntwee\ndrie"),
        ("een<wbr>twee&shy;drie", "eentweedrie"),
        ("&eacute;&#233;&#xE9;&eacute; &lt;b&gt; &amp;eacute; &onbekend;", "éééé <b> &eacute; &onbekend;"),
        ("a&nbsp;: b", "a\xa0: b"),
        ("1 < 2 <3 en </ 4>", "1 < 2 <3 en"),
        ("&#x202e;ed&#0;v&#99999999999;", "ed�v�"),
        ('<a href="x">de nota</a><span title="a>b">, zie</span>', "de nota, zie"),
        ("<ins>nieuw</ins><del>oud</del>", "nieuw"),
        ("<script>if (a<b) {'</p>'}</script><style>p{}</style>ja<title>x</title>", "ja"),
        ("<textarea>een <b>veld</textarea>", "een <b>veld"),
        ("<pre>een\n  twee</pre>", "een\n  twee"),
        ("<span style='white-space: pre-wrap'>een\n  twee</span> drie", "een\n  twee drie"),
        ("<o:p>&nbsp;</o:p>ja<v:shape>", "\xa0ja"),
        ("<b><i>een</b></i> twee", "een twee"),
        ("<!doctype x><?xml y?><![if !z]>ja<![endif]>", "ja"),
        ("<p a='b' a=c =d e = f /g>ja", "ja"),
    ],
)
def test_what_a_reader_sees_is_the_text(inner: str, text: str) -> None:
    assert words(inner) == text.strip()


@pytest.mark.parametrize(
    ("blocks", "text"),
    [
        ("<div>R1: Ja.</div><div>R2: Nee.</div>", "R1: Ja.\nR2: Nee."),
        ("R1: Ja.<p>R2: Nee.<p>R1: Toch.", "R1: Ja.\nR2: Nee.\nR1: Toch."),
        ("<div><div>R1: Ja.</div>en<p>nog</p>iets</div>", "R1: Ja.\nen\nnog\niets"),
        ("<ul><li>R1: Ja.<li><p>R2: Nee.</p><ul><li>diep</ul></ul>R1: Ja.", "R1: Ja.\nR2: Nee.\ndiep\nR1: Ja."),
        ("<dl><dt>R1<dd>Ja.<dt>R2<dd>Nee.</dl>", "R1\nJa.\nR2\nNee."),
        ("<p>R1: Ja.</p><p></p><p>&nbsp;</p><p><br></p><hr><p>R2: Nee.</p>", "R1: Ja.\n\n\nR2: Nee."),
        ("<center>R1: Ja.</center></b></div></p>R2: Nee.", "R1: Ja.\nR2: Nee."),
        ("R1: Ja.<br>R2: Nee.<br><br>R1: Toch.", "R1: Ja.\nR2: Nee.\n\nR1: Toch."),
        ("<h1>Groep</h1><p>R1: Ja.</p><p>R2: Nee.</p>", "Groep\nR1: Ja.\nR2: Nee."),
    ],
)
def test_blocks_are_paragraphs(blocks: str, text: str) -> None:
    assert draft("a.html", html(blocks)).text == text


@pytest.mark.parametrize(
    "label",
    [
        "<b>{}</b>",
        "<strong>{}</strong>",
        "<span style='font-weight:600'>{}</span>",
        "<span class='x l'>{}</span>",
        "<em class=m>{}</em>",
        "<tt>{}</tt>",
    ],
)
def test_bold_labels_need_no_colon(label: str) -> None:
    turns = [("R1", "Ja, <b>heel</b> goed."), ("R2", "Nee."), ("R1", "Toch wel.")]
    page = "".join(f"<p>{label.format(speaker)} {speech}</p>" for speaker, speech in turns)
    style = (
        "<style><!-- /* .x{} */ .l, em.m { font-weight : 700 !important } tt{font-weight:bold}} @media print {.x{display:none}} --></style>"
    )
    assert said(draft("a.html", html(page, style))) == [("R1", "Ja, heel goed."), ("R2", "Nee."), ("R1", "Toch wel.")]


@pytest.mark.parametrize("hides", ["hidden", "style='display:none'", "style='visibility: hidden'", "style='mso-hide:all'", "class=weg"])
def test_what_is_hidden_is_listed(hides: str) -> None:
    page = f"<p>titel</p><p>R1: Ja<span {hides}> en <span>dit</span> niet</span>.</p><div {hides}><p>ook</p><p>dit</p></div><p>R2: Nee.</p>"
    found = reading("a.html", html(page, "<style>.weg{display:none}</style>"))
    assert found.drafts[0].text == "titel\nR1: Ja.\nR2: Nee."
    assert [str(problem) for problem in found.problems] == [
        "paragraph 2: hidden text is left out: `en dit niet`",
        "paragraph 3: hidden text is left out: `ook dit`",
    ]


def test_what_is_not_in_the_body_is_listed_with_its_place() -> None:
    page = """<div title="header"><p>Werkversie</p></div><p>titel</p>
    <p>R1: Ja<a href="#sdfootnote1sym"><sup>1</sup></a><!-- vraag --><!--[if mso]>weg<![endif]--><img src=x alt=boom><svg><text>tak</text></svg>.</p>
    <p>R2: Nee<noscript>zonder</noscript><select><option>a<option>b</select><input value=c><input type=hidden value=d>.</p>
    <div title="footer"><p>3</p></div><div id="sdfootnote1"><p><a href="#sdfootnote1anc">1</a>voet<p>noot</div><template>x</template>"""
    found = reading("a.html", html(page))
    assert found.drafts[0].text == "titel\nR1: Ja.\nR2: Nee."
    assert [(problem.where, problem.message) for problem in found.problems] == [
        ("", "a header is not part of the text: `Werkversie`"),
        ("paragraph 2", "a comment is not part of the text: `vraag`"),
        ("paragraph 2", "a picture or object is left out: `boom`"),
        ("paragraph 2", "a picture or object is left out"),
        ("paragraph 2", "a footnote is not part of the text: `voet noot`"),
        ("paragraph 3", "hidden text is left out: `zonder`"),
        ("paragraph 3", "a list of choices is not part of the text: `a b`"),
        ("paragraph 3", "a form field is not part of the text: `c`"),
        ("paragraph 4", "hidden text is left out: `x`"),
    ]


def test_changes_and_automatic_numbers_are_counted() -> None:
    page = "<ol><li>R1: <ins>nieuw</ins><ins> </ins><del>oud</del>.</ol><p>R2: <del><b>a</b>b</del>Nee.</p>"
    found = reading("a.html", html(page))
    assert found.notes == (
        "Tracked changes are read as if accepted: 1 insertion kept, 2 deletions left out.",
        "The automatic number or bullet of 1 paragraph is not part of the text.",
    )


def test_a_table_of_two_columns_names_its_speakers() -> None:
    rows = "<thead><tr><td>Wie<td>Wat</thead><tr><td>P1<td>Oui.<p>Bien.</p><tr><td>P2</td><td>Non.</td></tr><tr><td rowspan=2>P1<td>Si.<tr><td>Enfin."
    found = draft("a.html", html(f"<p>titel</p><table>{rows}</table><p>einde</p>"))
    assert found.text == "titel\nWie: Wat\nP1: Oui.\nBien.\nP2: Non.\nP1: Si.\nEnfin.\neinde"
    assert said(found) == [("P1", "Oui.\nBien."), ("P2", "Non."), ("P1", "Si.\nEnfin.")]


def test_tables_for_the_look_of_the_page_are_none() -> None:
    inner = "<table><tr><th>P1<td>Oui.<tr><th>P2<td>Non.<tr><th>P1<td>Si.</table>"
    found = draft("a.html", html(f"<table><tr><td>titel<td>{inner}</table>"))
    assert said(found) == [("P1", "Oui."), ("P2", "Non."), ("P1", "Si.")]
    assert found.text.startswith("titel\n")


def test_text_between_the_cells_of_a_table_is_kept() -> None:
    page = "<p>R1: Ja.</p><table>los<tr>nog<td>cel</td>tussen</tr></table></td><p>R2: Nee.</p><table><td>open"
    assert draft("a.html", html(page)).text == "R1: Ja.\nlos\nnog\ncel\ntussen\nR2: Nee.\nopen"


def test_anchors_of_noscribe_give_the_times() -> None:
    page = "<p><a name='ts_500_900_S01'>S01: Ja,</a><a name='ts_950_1400_S01'> goed.</a></p><p><a name='ts_1500_1900_S02'>S02: Nee.</a></p>"
    turns = draft("a.html", html(page)).turns
    assert [(turn.time_start, turn.time_end) for turn in turns] == [(500, 1400), (1500, 1900)]


def test_what_is_deeper_than_any_page_is_text_all_the_same() -> None:
    page = (
        f"<p>R1: Ja.</p>{'<div>' * 3 * MAX_DEPTH}<p>R2: <b>Nee</b>.</p><table><tr><td>cel</table>{'</div>' * 3 * MAX_DEPTH}<p>R1: Toch.</p>"
    )
    assert draft("a.html", html(page)).text.split("\n") == ["R1: Ja.", "R2: Nee.", "cel", "R1: Toch."]


@pytest.mark.parametrize(
    ("data", "text"),
    [
        (b"<meta charset=windows-1252><p>R1: caf\xe9 \x80</p>", "café €"),
        (b'<meta http-equiv="Content-Type" content="text/html; charset=ISO-8859-1"><p>R1: caf\xe9 \x92s</p>', "café ’s"),
        (b'<meta charset="macintosh"><p>R1: caf\x8e</p>', "café"),
        ("<meta charset=windows-1252><p>R1: café</p>".encode("utf-8-sig"), "café"),
        ("<html><p>R1: café</p>".encode("utf-16"), "café"),
        (b"<meta charset=utf-8><p>R1: caf\xe9</p>", "café"),
        (b"<meta charset=rot13><p>R1: caf\xc3\xa9</p>", "café"),
        (b"<?xml version='1.0' encoding='cp1250'?><html><p>R1: \xe8</p>", "č"),
    ],
)
def test_a_page_is_in_the_encoding_that_it_declares(data: bytes, text: str) -> None:
    assert said(draft("a.html", data, ImportOptions(label="R1")))[0][1] == text


def test_a_person_knows_the_encoding_better() -> None:
    data = b"<meta charset=windows-1252><p>R1: caf\x8e</p>"
    assert said(draft("a.html", data, ImportOptions(label="R1", encoding="mac-roman")))[0][1] == "café"


@pytest.mark.parametrize(
    ("page", "message"),
    [
        ("<p>R1: Ja.</p><p class='", "ends within a tag"),
        ("<p>R1: Ja.</p><p class", "ends within a tag"),
        ("<p>R1: Ja.</p><!x", "ends within a tag"),
        ("<p>R1: Ja.</p><!-- weg", "ends within a comment"),
        ("<p>R1: Ja.</p><script> weg", "ends within the element script"),
        ("<p> </p><!-- alleen hier -->", "no text in its body"),
        ("<!-->" * (MAX_TAGS + 1), "more than 200000 tags"),
        ("<p " + "a " * (MAX_ATTRIBUTES + 1) + ">", "more than 1000000 attributes"),
        ("<p>" + "a" * MAX_LETTERS + "<p>a", "more than 8000000 letters"),
        ("<style>" + "a{}" * MAX_RULES + "</style>", "more than 20000 rules"),
        ("<style>" + "a" * (MAX_STYLES + 1) + "</style>", "more than 8000000 letters of styles"),
        (f"<p style='{'a:b;' * 2_000}'>" * (MAX_STYLES // 8_000 + 1), "more than 8000000 letters of styles"),
        ("<p>a" * 50_001, "more than 50000 lines"),
    ],
)
def test_a_page_that_is_no_whole_transcript_is_refused(page: str, message: str) -> None:
    with pytest.raises(Unreadable, match=message):
        reading("a.html", f"<html>{page}")


def test_pages_are_known_by_their_beginning() -> None:
    assert sniff(b"<!DOCTYPE html>", ".html") == sniff(b"\xef\xbb\xbf\n<!-- a -->\n<HTML lang=nl>", ".htm")
    assert sniff("<html>".encode("utf-16"), ".html") > sniff(b"<p>R1", ".html") > sniff(b"<html>", ".doc") > sniff(b"R1: Ja", ".html") == 0
    assert reading("verslag.doc", html("<p>R1: Ja.<p>R2: Nee.")).notes[0] == "Read as .html, which it is whatever its name says."
