"""The building blocks of a Word document: its styles, its pages and the XML of a table."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

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
_SHORT, _LONG, _MARGIN = 21.0, 29.7, 2.0
_LOCALES = {"nl": "nl-BE", "fr": "fr-BE", "en": "en-GB"}


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell of a table: its text, whether it stands right, and for how many rows it stands (0: the one above stands for it too)."""

    text: str
    right: bool
    span: int = 1


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
        ("Heading 1", 14, 18, 6),
        ("Caption", 10, 12, 4),
        (TEXT_STYLE, 9, 1.5, 1.5),
        (SMALL_STYLE, 8, 1, 1),
        (NOTES_STYLE, 8.5, 2, 0),
    ):
        style = styles[name] if name in styles else styles.add_style(name, WD_STYLE_TYPE.PARAGRAPH)
        style.font.size = Pt(size)
        style.font.color.rgb = RGBColor(0, 0, 0)
        style.paragraph_format.space_before = Pt(before)
        style.paragraph_format.space_after = Pt(after)
        style.paragraph_format.line_spacing = 1.0 if name != "Normal" else 1.15
        for border in style.element.findall(f"{qn('w:pPr')}/{qn('w:pBdr')}"):
            border.getparent().remove(border)
    styles["Caption"].paragraph_format.keep_with_next = True
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


def caption(document: Document, name: str, number: int, title: str) -> None:
    """A caption that Word counts itself and puts in a list of tables: `Table 1. The title`."""
    paragraph = document.add_paragraph(style="Caption")
    paragraph.add_run(f"{name} ")
    field = _element("w:fldSimple", instr=f" SEQ {name} \\* ARABIC ")
    field.append(_run(str(number)))
    paragraph._p.append(field)  # noqa: SLF001 - python-docx has no fields
    say(paragraph, f". {title}")


def say(paragraph: Paragraph, text: str, *, bold: bool = False) -> None:
    """Adds text to a paragraph; its line ends stay line ends."""
    paragraph.add_run(text).bold = bold or None


def add_table(
    document: Document, head: Sequence[Cell], rows: Sequence[Sequence[Cell]], widths: Sequence[int], style: str, *, keep: bool
) -> None:
    """Adds a table in a style of text, its columns of these widths (twentieths of a point).

    Its head is repeated on every page, no row is broken over two; `keep`: what follows stays on the page of the last row. The XML is
    written here: python-docx takes a second for 200 rows.
    """
    table = _element("w:tbl")
    properties = _element("w:tblPr")
    properties.append(_element("w:tblStyle", val=_TABLE_STYLE))
    properties.append(_element("w:tblW", w=str(sum(widths)), type="dxa"))
    properties.append(_element("w:tblLayout", type="fixed"))
    margins = _element("w:tblCellMar")
    for side in ("left", "right"):
        margins.append(_element(f"w:{side}", w=_SIDE, type="dxa"))
    properties.append(margins)
    look = {"firstRow": "1", "lastRow": "0", "firstColumn": "0", "lastColumn": "0", "noHBand": "1", "noVBand": "1"}
    properties.append(_element("w:tblLook", val="0620", **look))
    table.append(properties)
    grid = _element("w:tblGrid")
    for width in widths:
        grid.append(_element("w:gridCol", w=str(width)))
    table.append(grid)
    table.append(_row(head, widths, _Look(style, head=True, keep=True)))
    for place, row in enumerate(rows):
        look_of_row = _Look(style, keep=keep and place == len(rows) - 1, line=place > 0 and row[0].span > 0)
        table.append(_row(row, widths, look_of_row))
    document.element.body.insert_element_before(table, "w:sectPr")


@dataclass(frozen=True, slots=True)
class _Look:
    """How the cells of a row look: whether they are headings, stay with what follows, and have a thin line above."""

    style: str
    head: bool = False
    keep: bool = False
    line: bool = False


def _row(cells: Sequence[Cell], widths: Sequence[int], look: _Look) -> _Element:
    row = _element("w:tr")
    properties = _element("w:trPr")
    properties.append(_element("w:cantSplit"))
    if look.head:
        properties.append(_element("w:tblHeader"))
    row.append(properties)
    for cell, width in zip(cells, widths, strict=True):
        row.append(_cell(cell, width, look))
    return row


def _cell(cell: Cell, width: int, look: _Look) -> _Element:
    element = _element("w:tc")
    properties = _element("w:tcPr")
    properties.append(_element("w:tcW", w=str(width), type="dxa"))
    if cell.span != 1:
        properties.append(_element("w:vMerge", val="restart" if cell.span else "continue"))
    if look.line:
        borders = _element("w:tcBorders")
        borders.append(_element("w:top", val="single", sz="4", space="0", color="BFBFBF"))
        properties.append(borders)
    if look.head:
        properties.append(_element("w:vAlign", val="bottom"))
    element.append(properties)
    paragraph = _element("w:p")
    form = _element("w:pPr")
    form.append(_element("w:pStyle", val=look.style.replace(" ", "")))
    if look.keep:
        form.append(_element("w:keepNext"))
    if cell.right:
        form.append(_element("w:jc", val="right"))
    paragraph.append(form)
    if cell.text:
        paragraph.append(_run(cell.text, bold=look.head))
    element.append(paragraph)
    return element


def _run(text: str, *, bold: bool = False) -> _Element:
    run = _element("w:r")
    if bold:
        properties = _element("w:rPr")
        properties.append(_element("w:b"))
        run.append(properties)
    for part in re.split("([\n\t])", text):
        if part == "\n":
            run.append(_element("w:br"))
        elif part == "\t":
            run.append(_element("w:tab"))
        elif part:
            words = _element("w:t")
            words.text = part
            words.set("{http://www.w3.org/XML/1998/namespace}space", "preserve")
            run.append(words)
    return run


def _element(name: str, **attributes: str) -> _Element:
    from docx.oxml import OxmlElement
    from docx.oxml.ns import qn

    element = OxmlElement(name)
    for key, value in attributes.items():
        element.set(qn(f"w:{key}"), value)
    return element
