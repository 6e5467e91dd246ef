"""Word documents with real tables that a report writer can edit."""

from __future__ import annotations

import io
import math
from collections import Counter
from collections.abc import Sequence
from typing import TYPE_CHECKING, BinaryIO

from qualcode.exporters._cells import TEXTUAL, Grid, cleaned, footnotes, grid, spans, spoken, titled
from qualcode.exporters._package import settle
from qualcode.exporters._widths import Need, fitted, gathered, headed, needs, squeezed, with_room_to_fill
from qualcode.figures import typeset
from qualcode.table import Picture, Report, Spoken, Table
from qualcode.wording import colon, facts, word

if TYPE_CHECKING:
    from docx.document import Document

SUFFIX = ".docx"

_WIDE = 6
"""More visible columns than this, and the page lies on its side."""

_LABEL = 26
"""So many characters of a label stand on a line if any page has room for them."""

_MANY = 8
"""More than this, or words that would be broken, and the text is smaller."""

_PADDING, _CHARACTER, _SMALL = 0.3, 0.18, 0.157
"""Centimetres that the sides of a cell take, and a character in it (on average, with some to spare), also of the smaller text."""

_UPRIGHT, _LYING = 17.0, 25.7
"""Centimetres between the margins of a page that stands, and of one on its side."""

_HIGH, _LOW = 22.0, 14.5
"""Centimetres that a picture may be high on a page that stands, and on one on its side; its caption stands below."""

_TWIPS = 567
"""Word's unit of width, in a centimetre."""


def write(report: Report, stream: BinaryIO) -> None:
    """The report as a document: headings, numbered captions above the tables, notes below them, numbers as the report's language has them."""
    from qualcode.exporters._word import blank

    report = cleaned(report)
    document = blank(report.language)
    _fill(document, report)
    buffer = io.BytesIO()
    document.save(buffer)
    settle(buffer.getvalue(), report.title, stream)


def _fill(document: Document, report: Report) -> None:
    from docx.enum.section import WD_SECTION

    from qualcode.exporters._word import lay, mark

    headings = [(section.heading, section.level) for section in report.sections if section.heading]
    marks = iter(range(len(headings)))
    laid = [
        [(block, _laid_out(block, report.language) if isinstance(block, Table) else None) for block in section.blocks]
        for section in report.sections
    ]
    numbers = Counter[str]()
    room, lying = 0.0, None
    for place, (section, blocks, turns) in enumerate(zip(report.sections, laid, _turned(report, laid), strict=True)):
        for at, turned in enumerate(turns):
            if turned != lying:
                if lying is not None:
                    document.add_section(WD_SECTION.NEW_PAGE)
                room, lying = lay(document.sections[-1], landscape=turned), turned
            if at:
                _block(document, *blocks[at - 1], room=room, language=report.language, numbers=numbers)
                continue
            if place == 0:
                _begin(document, report, headings)
            if section.heading:
                mark(document.add_paragraph(section.heading, style=f"Heading {section.level}"), next(marks))


def _block(document: Document, block: object, shown: Grid | None, *, room: float, language: str, numbers: Counter[str]) -> None:
    from qualcode.exporters._word import caption, say

    if isinstance(block, Table) and shown is not None:
        numbers["table"] += 1
        caption(document, word("table", language), numbers["table"], block.title)
        _table(document, block, shown, room, language)
        _below(document, block, language)
    elif isinstance(block, Picture):
        _picture(document, block, room, language)
        if block.title:
            numbers["figure"] += 1
            caption(document, word("figure", language), numbers["figure"], block.title, above=False)
    else:
        say(document.add_paragraph(), str(block), language=block.language if isinstance(block, Spoken) else "")


def _turned(report: Report, laid: Sequence[Sequence[tuple[object, Grid | None]]]) -> list[list[bool]]:
    """Whether pages lie on their side for the heading of each section and for each of its blocks.

    A section is of one form, for its widest table, unless it has pictures: these want a page that stands. What has neither goes with what follows.
    """
    found: list[list[bool]] = []
    for place in reversed(range(len(laid))):
        own = [_wide(shown, whole=report.contents) if shown is not None else None for _, shown in laid[place]]
        pictured = any(isinstance(block, Picture) for block, _ in laid[place])
        part = place + 1 < len(laid) and report.sections[place + 1].level > report.sections[place].level
        if not pictured:
            whole = found[-1][0] if part and all(each is None for each in own) else any(own)
            found.append([whole] * (len(own) + 1))
            continue
        turns = []
        follows = False
        for each, (block, _) in reversed(list(zip(own, laid[place], strict=True))):
            follows = follows if isinstance(block, str) else bool(each)
            turns.append(follows)
        found.append([follows, *reversed(turns)])
    return found[::-1]


def _begin(document: Document, report: Report, headings: Sequence[tuple[str, int]]) -> None:
    """What stands first: the title, who wrote it, and for a report that is read as a whole a table of contents."""
    from qualcode.exporters._word import contents

    if titled(report):
        document.add_paragraph(report.title, style="Title")
    if report.byline:
        document.add_paragraph(report.byline, style="Subtitle")
    if report.contents and headings:
        contents(document, word("contents", report.language), headings)


def _wide(shown: Grid, *, whole: bool) -> bool:
    """Whether a page must lie on its side: for many columns, or for words that would be broken on an upright page.

    Where a report is read as a `whole`, pages are turned only for columns that an upright one has no room for.
    """
    wanted = needs(shown.columns, shown.rows, spare=1)
    legible = [max(need.least, min(need.cells, _LABEL)) for need in wanted]
    fits = whole and sum(width * _CHARACTER + _PADDING for width in legible) <= _UPRIGHT
    return (len(wanted) > _WIDE and not fits) or _across(wanted) > _UPRIGHT


def _across(wanted: Sequence[Need]) -> float:
    """The centimetres that columns take which break no words."""
    return sum(need.body * _CHARACTER + _PADDING for need in wanted)


def _laid_out(table: Table, language: str) -> Grid:
    """The cells of a table, in no more columns than a page on its side has room for when some hold sentences.

    What people fill in is read again by its columns, so these stay as they are.
    """
    if any(column.fill for column in table.columns):
        return grid(table, typeset(language))
    room = int(_LYING / _SMALL)
    return gathered(headed(grid(table, typeset(language))), room, math.ceil(_PADDING / _SMALL), spare=1)


def _table(document: Document, table: Table, shown: Grid, room: float, language: str) -> None:
    from qualcode.exporters._word import SMALL_STYLE, TEXT_STYLE, Cell, add_table

    columns, rows = shown.columns, shown.rows
    if not rows:
        document.add_paragraph(word("empty", language))
        return
    right = [column.kind not in TEXTUAL for column in columns]
    single = [1] * (len(columns) - shown.leading)
    wanted = needs(columns, rows, spare=1)
    wanted = with_room_to_fill(columns, wanted)
    small = len(columns) > _MANY or _across(wanted) > room
    style, character = (SMALL_STYLE, _SMALL) if small else (TEXT_STYLE, _CHARACTER)
    body: list[list[Cell]] = []
    for at, (line, span) in enumerate(zip(rows, spans(rows, shown.leading), strict=True)):
        if line.heading:
            body.append([Cell(line.heading, right=False, across=len(columns))])
        body.append(
            [
                Cell(text, side, rows_below, language=spoken(table, column, at), fill=column.fill)
                for text, side, rows_below, column in zip(line.printed(), right, (*span, *single), columns, strict=True)
            ]
        )
    add_table(
        document,
        [Cell(column.label, side, language=column.language) for column, side in zip(columns, right, strict=True)],
        body,
        _widths(wanted, room, character),
        style,
    )


def _below(document: Document, table: Table, language: str) -> None:
    """The small print below a table: what is counted, notes and warnings."""
    from docx.shared import Pt

    from qualcode.exporters._word import NOTES_STYLE, say

    entries = [("", " · ".join(colon(name, language) + value for name, value in facts(table, language)))]
    entries += [("", note) for note in footnotes(table, language)]
    entries += [(colon(word("warning", language), language), warning) for warning in table.warnings]
    entries = [(lead, text) for lead, text in entries if text] or [("", "")]
    for place, (lead, text) in enumerate(entries):
        paragraph = document.add_paragraph(style=NOTES_STYLE)
        if place < len(entries) - 1:
            paragraph.paragraph_format.keep_with_next = True
        else:
            paragraph.paragraph_format.space_after = Pt(12)
        if lead:
            say(paragraph, lead, bold=True)
        say(paragraph, text)


def _widths(wanted: Sequence[Need], room: float, character: float) -> list[int]:
    """The width of each column in Word's unit; together at most the room, which is in centimetres, as is the width of a character."""
    characters = int((room - _PADDING * len(wanted)) / character)
    found = fitted(wanted, characters) or squeezed(wanted, characters)
    widths = [width * character + _PADDING for width in found]
    scale = min(1.0, room / sum(widths))
    return [int(width * scale * _TWIPS) for width in widths]


def _picture(document: Document, picture: Picture, room: float, language: str) -> None:
    """A picture that fits the page, with its words; those words alone for a form that Word does not take."""
    from docx.oxml.ns import qn
    from docx.shared import Cm

    if picture.form != "png":
        document.add_paragraph(colon(word("figure", language), language) + picture.alt)
        return
    shape = document.add_picture(io.BytesIO(picture.data))
    document.paragraphs[-1].paragraph_format.keep_with_next = bool(picture.title)
    high = _HIGH if room <= _UPRIGHT else _LOW
    scale = min(1.0, Cm(room) / shape.width, Cm(high) / shape.height)
    shape.width, shape.height = int(shape.width * scale), int(shape.height * scale)
    for properties in shape._inline.iter(qn("wp:docPr")):  # noqa: SLF001 - python-docx has no alternative text
        properties.set("descr", picture.alt)
