"""The building blocks of a Word document: its styles, its pages and the XML of a table."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING
from xml.sax.saxutils import escape, quoteattr

from qualcode.exporters._cells import TO_FILL

if TYPE_CHECKING:
    from docx.document import Document
    from docx.section import Section
    from docx.text.paragraph import Paragraph
    from lxml.etree import _Element

TEXT_STYLE = "Table Text"
SMALL_STYLE = "Table Text Small"
NOTES_STYLE = "Table Notes"

_TABLE_STYLE = "LightShading"
_FONT = "Arial"
_SIDE = "85"
_FEW = 8
_NAMESPACE = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
_WORDS, _WORDS_END = '<w:t xml:space="preserve">', "</w:t>"
_SHORT, _LONG, _MARGIN = 21.0, 29.7, 2.0
_LINES = "".join(f'<w:{side} w:val="single" w:sz="4" w:space="0" w:color="BFBFBF"/>' for side in ("top", "left", "bottom", "right"))
_TO_FILL = f'<w:tcBorders>{_LINES}</w:tcBorders><w:shd w:val="clear" w:color="auto" w:fill="{TO_FILL}"/>'
_MARK = "_Toc"
_CONTENTS_STYLE = "toc"
_CONTENTS = ' TOC \\o "1-2" \\h \\z \\u '
_LOCALES = {"nl": "nl-BE", "fr": "fr-BE", "en": "en-GB"}


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell of a table: its text, whether it stands right, and for how many rows it stands (0: the one above stands for it too).

    A cell `across` several columns is a heading, and the only cell of its row. `language`: empty for that of the document. `fill`: it is
    to be filled in.
    """

    text: str
    right: bool
    span: int = 1
    across: int = 1
    language: str = ""
    fill: bool = False


def blank(language: str) -> Document:
    """An empty A4 document in this language with the styles that tables need."""
    import docx
    from docx.enum.style import WD_STYLE_TYPE
    from docx.oxml.ns import qn
    from docx.shared import Pt, RGBColor

    document = docx.Document()
    styles = document.styles
    defaults = styles.element.find(f"{qn('w:docDefaults')}/{qn('w:rPrDefault')}/{qn('w:rPr')}")
    defaults.find(qn("w:lang")).set(qn("w:val"), _LOCALES.get(language, language))
    for style in [*styles.element.iter(qn("w:rFonts"))]:
        style.attrib.clear()
        for script in ("ascii", "hAnsi", "cs", "eastAsia"):
            style.set(qn(f"w:{script}"), _FONT)
    for name, size, before, after in (
        ("Normal", 10.5, 0, 6),
        ("Title", 20, 0, 12),
        ("Subtitle", 11, 0, 18),
        ("Heading 1", 14, 18, 6),
        ("Heading 2", 12, 12, 6),
        ("TOC Heading", 12, 0, 6),
        (f"{_CONTENTS_STYLE} 1", 10.5, 3, 0),
        (f"{_CONTENTS_STYLE} 2", 10.5, 0, 0),
        ("Caption", 10, 12, 4),
        (TEXT_STYLE, 9, 1.5, 1.5),
        (SMALL_STYLE, 8, 1, 1),
        (NOTES_STYLE, 8.5, 2, 0),
    ):
        known = name.startswith(_CONTENTS_STYLE)
        style = styles[name] if name in styles else styles.add_style(name, WD_STYLE_TYPE.PARAGRAPH, builtin=known)
        style.font.size = Pt(size)
        style.font.color.rgb = RGBColor(0, 0, 0)
        style.paragraph_format.space_before = Pt(before)
        style.paragraph_format.space_after = Pt(after)
        style.paragraph_format.line_spacing = 1.0 if name != "Normal" else 1.15
        for border in style.element.findall(f"{qn('w:pPr')}/{qn('w:pBdr')}"):
            border.getparent().remove(border)
    styles["Caption"].paragraph_format.keep_with_next = True
    styles[f"{_CONTENTS_STYLE} 2"].paragraph_format.left_indent = Pt(14)
    package = document.part.package
    for key in [key for key, relation in package.rels.items() if relation.reltype.endswith("/thumbnail")]:
        package.rels.pop(key)
    return document


def lay(section: Section, *, landscape: bool) -> float:
    """Gives the pages of a section their form; the width of their text in centimetres."""
    from docx.enum.section import WD_ORIENT
    from docx.shared import Cm

    section.orientation = WD_ORIENT.LANDSCAPE if landscape else WD_ORIENT.PORTRAIT
    width, height = (_LONG, _SHORT) if landscape else (_SHORT, _LONG)
    section.page_width, section.page_height = Cm(width), Cm(height)
    section.left_margin = section.right_margin = section.top_margin = section.bottom_margin = Cm(_MARGIN)
    return width - 2 * _MARGIN


def mark(paragraph: Paragraph, number: int) -> None:
    """Gives a heading the name by which the table of contents points to it."""
    start = _parsed(f'<w:bookmarkStart {_NAMESPACE} w:id="{number}" w:name="{_MARK}{number}"/>')
    end = _parsed(f'<w:bookmarkEnd {_NAMESPACE} w:id="{number}"/>')
    place = paragraph._p.find(paragraph._p.tag.replace("}p", "}r"))  # noqa: SLF001 - python-docx has no bookmarks
    if place is not None:
        place.addprevious(start)
    paragraph._p.append(end)  # noqa: SLF001 - as above


def contents(document: Document, title: str, headings: Sequence[tuple[str, int]]) -> None:
    """A table of contents that Word can bring up to date; until then it has the headings (text and level), without the pages, as links."""
    document.add_paragraph(title, style="TOC Heading")
    last = len(headings) - 1
    for number, (text, level) in enumerate(headings):
        begin = _field("begin") + f'<w:r><w:instrText xml:space="preserve">{_CONTENTS}</w:instrText></w:r>' + _field("separate")
        link = f'<w:hyperlink w:anchor="{_MARK}{number}" w:history="1">{_run(text)}</w:hyperlink>'
        inside = f"{begin if number == 0 else ''}{link}{_field('end') if number == last else ''}"
        style = document.styles[f"{_CONTENTS_STYLE} {level}"].style_id
        form = f'<w:pPr><w:pStyle w:val="{style}"/></w:pPr>'
        document.element.body.insert_element_before(_parsed(f"<w:p {_NAMESPACE}>{form}{inside}</w:p>"), "w:sectPr")


def _field(part: str) -> str:
    return f'<w:r><w:fldChar w:fldCharType="{part}"/></w:r>'


def caption(document: Document, name: str, number: int, title: str, *, above: bool = True) -> None:
    """A caption that Word counts itself and puts in a list of tables or figures: `Table 1. The title`. It stands `above` what it names, or below."""
    paragraph = document.add_paragraph(style="Caption")
    if not above:
        paragraph.paragraph_format.keep_with_next = False
    paragraph.add_run(f"{name} ")
    counted = quoteattr(f" SEQ {name} \\* ARABIC ")
    field = _parsed(f"<w:fldSimple {_NAMESPACE} w:instr={counted}>{_run(str(number))}</w:fldSimple>")
    paragraph._p.append(field)  # noqa: SLF001 - python-docx has no fields
    say(paragraph, f". {title}")


def say(paragraph: Paragraph, text: str, *, bold: bool = False, language: str = "") -> None:
    """Adds text to a paragraph, in a language if not in that of the document; its line ends stay line ends."""
    run = paragraph.add_run(text)
    run.bold = bold or None
    if language:
        spoken = _parsed(f"<w:lang {_NAMESPACE} w:val={quoteattr(_LOCALES.get(language, language))}/>")
        run._r.get_or_add_rPr().append(spoken)  # noqa: SLF001 - python-docx has no languages


def add_table(
    document: Document, head: Sequence[Cell], rows: Sequence[Sequence[Cell]], widths: Sequence[int], style: str, *, keeps: Sequence[bool]
) -> None:
    """Adds a table in a style of text, its columns of these widths (twentieths of a point).

    Its head is repeated on every page and no row is broken over two; rows that keep stay on one page with the next, the last with what
    follows. The XML is written here: python-docx takes a second for 200 rows.
    """
    parts = [
        f'<w:tbl {_NAMESPACE}><w:tblPr><w:tblStyle w:val="{_TABLE_STYLE}"/><w:tblW w:w="{sum(widths)}" w:type="dxa"/>',
        '<w:tblLayout w:type="fixed"/>',
        f'<w:tblCellMar><w:left w:w="{_SIDE}" w:type="dxa"/><w:right w:w="{_SIDE}" w:type="dxa"/></w:tblCellMar>',
        '<w:tblLook w:val="0620" w:firstRow="1" w:lastRow="0" w:firstColumn="0" w:lastColumn="0" w:noHBand="1" w:noVBand="1"/></w:tblPr>',
        *("<w:tblGrid>", *(f'<w:gridCol w:w="{width}"/>' for width in widths), "</w:tblGrid>"),
        _row(head, widths, _Look(style, head=True, keep=True)),
    ]
    for place, (row, keep) in enumerate(zip(rows, keeps, strict=True)):
        parts.append(_row(row, widths, _Look(style, bold=row[0].across > 1, keep=keep, line=place > 0 and row[0].span > 0)))
    document.element.body.insert_element_before(_parsed("".join([*parts, "</w:tbl>"])), "w:sectPr")


def bound(rows: Sequence[Sequence[Cell]]) -> list[bool]:
    """Whether rows belong together with the next: a heading with two rows below it, and few rows that share their first cell."""
    found = []
    left, few, headed = 0, False, False
    for row in rows:
        if row[0].span:
            left, few = row[0].span, row[0].span <= _FEW
        left -= 1
        heads = row[0].across > 1
        found.append((few and left > 0) or heads or headed)
        headed = heads
    return found


@dataclass(frozen=True, slots=True)
class _Look:
    """How the cells of a row look: whether they are the table's head, bold, stay with what follows, and have a thin line above."""

    style: str
    head: bool = False
    bold: bool = False
    keep: bool = False
    line: bool = False


def _row(cells: Sequence[Cell], widths: Sequence[int], look: _Look) -> str:
    form = f"<w:trPr><w:cantSplit/>{'<w:tblHeader/>' if look.head else ''}</w:trPr>"
    if cells[0].across > 1:
        widths = [sum(widths)]
    return f"<w:tr>{form}{''.join(_cell(cell, width, look) for cell, width in zip(cells, widths, strict=True))}</w:tr>"


def _cell(cell: Cell, width: int, look: _Look) -> str:
    form = f'<w:tcW w:w="{width}" w:type="dxa"/>'
    if cell.across > 1:
        form += f'<w:gridSpan w:val="{cell.across}"/>'
    if cell.span != 1:
        form += f'<w:vMerge w:val="{"restart" if cell.span else "continue"}"/>'
    if cell.fill:
        form += _TO_FILL
    elif look.line:
        form += '<w:tcBorders><w:top w:val="single" w:sz="4" w:space="0" w:color="BFBFBF"/></w:tcBorders>'
    if look.head:
        form += '<w:vAlign w:val="bottom"/>'
    stand = f'<w:pStyle w:val="{look.style.replace(" ", "")}"/>{"<w:keepNext/>" if look.keep else ""}'
    if cell.right:
        stand += '<w:jc w:val="right"/>'
    if cell.fill and cell.language:
        # Who writes there is helped in that language.
        stand += f"<w:rPr><w:lang w:val={quoteattr(_LOCALES.get(cell.language, cell.language))}/></w:rPr>"
    return f"<w:tc><w:tcPr>{form}</w:tcPr><w:p><w:pPr>{stand}</w:pPr>{_run(cell.text, bold=look.head or look.bold, language=cell.language) if cell.text else ''}</w:p></w:tc>"


def _run(text: str, *, bold: bool = False, language: str = "") -> str:
    form = "<w:b/>" if bold else ""
    if language:
        form += f"<w:lang w:val={quoteattr(_LOCALES.get(language, language))}/>"
    words = escape(text).replace("\n", f"{_WORDS_END}<w:br/>{_WORDS}").replace("\t", f"{_WORDS_END}<w:tab/>{_WORDS}")
    return f"<w:r>{f'<w:rPr>{form}</w:rPr>' if form else ''}{_WORDS}{words}{_WORDS_END}</w:r>"


def _parsed(xml: str) -> _Element:
    from docx.oxml import parse_xml

    return parse_xml(xml)
