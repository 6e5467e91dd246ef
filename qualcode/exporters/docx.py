"""Word documents with real tables that a report writer can edit."""

from __future__ import annotations

import io
import math
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, BinaryIO

from qualcode.exporters._cells import TEXTUAL, Grid, cleaned, footnotes, grid, spans, spoken, titled
from qualcode.exporters._package import settle
from qualcode.exporters._together import together
from qualcode.exporters._widths import Need, fitted, gathered, headed, needs, squeezed, with_room_to_fill
from qualcode.figures import typeset
from qualcode.table import Picture, Report, Spoken, Table
from qualcode.wording import colon, facts, word

if TYPE_CHECKING:
    from docx.document import Document

    from qualcode.exporters._word import Cell

SUFFIX = ".docx"

_WIDE = 6
"""More visible columns than this, and the page lies on its side."""

_LABEL = 22
"""So many characters of a label stand on a line if any page has room for them."""

_MANY = 8
"""More than this, or words that would be broken, and the text is smaller."""

_PADDING, _CHARACTER, _SMALL = 0.3, 0.18, 0.157
"""Centimetres that the sides of a cell take, and a character in it (on average, with some to spare), also of the smaller text."""

_UPRIGHT, _LYING = 17.0, 25.7
"""Centimetres between the margins of a page that stands, and of one on its side."""

_HIGH, _LOW = 25.7, 17.0
"""Centimetres between the upper and the lower margin of a page that stands, and of one on its side."""

_CAPTION, _HEADING, _LINE = 1.7, 1.4, 0.55
"""Centimetres that a caption below a picture takes with some to spare, a heading, and a line of text between paragraphs."""

_ROW, _MORE = (0.47, 0.37), (0.4, 0.33)
"""Centimetres that a row of a table takes, and each line more in it; in the smaller text too."""

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
                _block(
                    document, *blocks[at - 1], space=_Space(room, _above(report, place, at - 1)), language=report.language, numbers=numbers
                )
                if _leads(report, place, at - 1):
                    document.paragraphs[-1].paragraph_format.keep_with_next = True
                continue
            if place == 0:
                _begin(document, report, headings)
            if section.heading:
                mark(document.add_paragraph(section.heading, style=f"Heading {section.level}"), next(marks))


def _leads(report: Report, place: int, at: int) -> bool:
    """Whether a block is text before a table, a picture or a part of its section, with which it stays."""
    blocks = report.sections[place].blocks
    if not isinstance(blocks[at], str):
        return False
    if at + 1 < len(blocks):
        return not isinstance(blocks[at + 1], str)
    return place + 1 < len(report.sections) and report.sections[place + 1].level > report.sections[place].level


def _above(report: Report, place: int, at: int) -> float:
    """The centimetres that headings and text take which stay above a block, as far as they can be told beforehand."""
    section = report.sections[place]
    before = section.blocks[:at]
    if not all(isinstance(block, str) for block in before):
        return 0.0
    lines = sum(math.ceil(len(str(block)) * _CHARACTER / _UPRIGHT) + 0.5 for block in before)
    whole = place > 0 and report.sections[place - 1].level < section.level
    return (
        (_HEADING if section.heading else 0)
        + lines * _LINE
        + (_above(report, place - 1, len(report.sections[place - 1].blocks)) if whole else 0)
    )


@dataclass(frozen=True, slots=True)
class _Space:
    """The centimetres between the margins, and those that are taken above a block by what stays with it."""

    room: float
    above: float

    @property
    def page(self) -> float:
        """How high the pages are."""
        return _HIGH if self.room <= _UPRIGHT else _LOW


def _block(document: Document, block: object, shown: Grid | None, *, space: _Space, language: str, numbers: Counter[str]) -> None:
    from qualcode.exporters._word import caption, say

    if isinstance(block, Table) and shown is not None:
        numbers["table"] += 1
        caption(document, word("table", language), numbers["table"], block.title)
        _table(document, block, shown, space, language)
        _below(document, block, language)
    elif isinstance(block, Picture):
        _picture(document, block, space, language)
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
    fits = whole and _legible(wanted, _SMALL) <= _UPRIGHT
    return (len(wanted) > _WIDE and not fits) or _across(wanted) > _UPRIGHT


def _legible(wanted: Sequence[Need], character: float) -> float:
    """The centimetres that columns take which break no words and no short labels, with characters of this width."""
    return sum(max(need.least, min(need.cells, _LABEL)) * character + _PADDING for need in wanted)


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


def _table(document: Document, table: Table, shown: Grid, space: _Space, language: str) -> None:
    from qualcode.exporters._word import SMALL_STYLE, TEXT_STYLE, Cell, add_table, bound

    columns, rows = shown.columns, shown.rows
    if not rows:
        document.add_paragraph(word("empty", language))
        return
    right = [column.kind not in TEXTUAL for column in columns]
    single = [1] * (len(columns) - shown.leading)
    wanted = needs(columns, rows, spare=1)
    wanted = with_room_to_fill(columns, wanted)
    small = len(columns) > _MANY or _legible(wanted, _CHARACTER) > space.room
    style, character = (SMALL_STYLE, _SMALL) if small else (TEXT_STYLE, _CHARACTER)
    widths = _widths(wanted, space.room, character)
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
        widths,
        style,
        keeps=together([_height(row, widths, small=small) for row in body], space.page, bound(body)),
    )


def _height(row: Sequence[Cell], widths: Sequence[int], *, small: bool) -> float:
    """About how many centimetres a row takes, by the lines of its cells."""
    character = _SMALL if small else _CHARACTER
    rooms = [sum(widths)] if row[0].across > 1 else widths
    first, more = _MORE if small else _ROW
    lines = 1
    for cell, width in zip(row, rooms, strict=True):
        fit = max(1, int((width / _TWIPS - _PADDING) / character))
        lines = max(lines, sum(max(1, math.ceil(len(part) / fit)) for part in cell.text.split("\n")))
    return first + more * (lines - 1)


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


def _picture(document: Document, picture: Picture, space: _Space, language: str) -> None:
    """A picture that fits the page, with its words; those words alone for a form that Word does not take."""
    from docx.oxml.ns import qn
    from docx.shared import Cm

    if picture.form != "png":
        document.add_paragraph(colon(word("figure", language), language) + picture.alt)
        return
    shape = document.add_picture(io.BytesIO(picture.data))
    document.paragraphs[-1].paragraph_format.keep_with_next = bool(picture.title)
    high = space.page - space.above - _CAPTION
    scale = min(1.0, Cm(space.room) / shape.width, Cm(high) / shape.height)
    shape.width, shape.height = int(shape.width * scale), int(shape.height * scale)
    for properties in shape._inline.iter(qn("wp:docPr")):  # noqa: SLF001 - python-docx has no alternative text
        properties.set("descr", picture.alt)
