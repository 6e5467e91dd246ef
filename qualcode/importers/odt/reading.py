"""OpenDocument texts (.odt): the text of the body; what is not part of it is listed."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from typing import TYPE_CHECKING

from qualcode.errors import Problem, Unreadable
from qualcode.importers._document import Writing, beside, hidden, is_page_number, misplaced, picture, reading
from qualcode.importers._lines import Block, Grid, Paragraph, Row, changes_note
from qualcode.model import ImportOptions, Reading, Source
from qualcode.opening import guard

if TYPE_CHECKING:
    from lxml import etree


_CONTENT, _STYLES, _MANIFEST = "content.xml", "styles.xml", "META-INF/manifest.xml"


def _tag(prefix: str, name: str) -> str:
    return f"{{urn:oasis:names:tc:opendocument:xmlns:{prefix}:1.0}}{name}"


P, H, S, TAB, BREAK, NOTE, NUMBER, CHANGES, REGION = (
    _tag("text", name) for name in ("p", "h", "s", "tab", "line-break", "note", "number", "tracked-changes", "changed-region")
)
TABLE, ROW, CELL, COVERED, HEADER_ROWS = (
    _tag("table", name) for name in ("table", "table-row", "table-cell", "covered-table-cell", "table-header-rows")
)
ANNOTATION, BOX, FRAME, OBJECT = (
    _tag("office", "annotation"),
    _tag("drawing", "text-box"),
    _tag("drawing", "frame"),
    _tag("drawing", "object"),
)
_DRAWN = (
    FRAME,
    BOX,
    OBJECT,
    *(_tag("drawing", name) for name in ("custom-shape", "rect", "line", "ellipse", "polygon", "path", "g", "control")),
)
_SAID_OF_DRAWINGS = frozenset({"desc", "title", "binary-data", "annotation"})
_PARAGRAPHS = (P, H)
_ANY_PARAGRAPHS = ("{*}p", "{*}h")
_FO_WEIGHT, _HEAVY = _tag("xsl-fo-compatible", "font-weight"), frozenset({"bold", "700", "800", "900"})
_OUTLINE = _tag("text", "outline-level")
_DISPLAY, _NOT_SHOWN = _tag("text", "display"), frozenset({"none"})
_INDEXES = "table-of-content illustration-index table-index object-index user-index alphabetical-index bibliography".split()
_UNSAID = frozenset(
    [
        _tag("text", name)
        for name in ("bookmark", "soft-page-break", "ruby-text", "note-citation", "sequence-decls", "variable-decls", "script")
    ]
    + [_tag("text", f"{index}-source") for index in _INDEXES]
    + [_tag("office", "annotation-end"), _tag("office", "forms")]
)


def read(source: Source, options: ImportOptions) -> Reading:
    """The draft of an OpenDocument text, with tracked changes as if accepted. Raises Unreadable for what is damaged, locked or dangerous."""
    name = source.path.name
    package = guard.unpack(source, lambda member: member in {_CONTENT, _STYLES, _MANIFEST})
    if b"encryption-data" in package.parts.get(_MANIFEST, b""):
        raise guard.protected(name)
    if _CONTENT not in package.parts:
        raise Unreadable(f"{name} is no OpenDocument text: it has no {_CONTENT}.", "Save the transcript again as .odt, and import that.")
    root = guard.parse(name, _CONTENT, package.parts[_CONTENT])
    body = next(root.iter(_tag("office", "text")), None)
    if body is None:
        raise Unreadable(f"{name} is an OpenDocument file, but no text.", "Save the transcript as .odt, and import that.")
    walk = _Walk(_styles(root, _FO_WEIGHT, _HEAVY), _styles(root, _DISPLAY, _NOT_SHOWN))
    blocks = list(walk.blocks(body))
    if _STYLES in package.parts:
        walk.margins(guard.parse(name, _STYLES, package.parts[_STYLES]))
    return reading(name, blocks, options, walk.problems, walk.notes())


def _styles(root: etree._Element, attribute: str, values: frozenset[str]) -> frozenset[str]:
    """The names of the styles for stretches of text whose attribute has one of these values."""
    return frozenset(
        style.get(_tag("style", "name"), "")
        for style in root.iter(_tag("style", "style"))
        if style.get(_tag("style", "family")) == "text" and any(node.get(attribute) in values for node in style)
    )


class _Walk:
    """Goes through a body in its order and keeps what is not part of the text."""

    def __init__(self, bold: frozenset[str], hidden: frozenset[str]) -> None:
        self.bold = bold
        self.hidden = hidden
        self.number = 0
        self.counts: Counter[str] = Counter()
        self.problems: list[Problem] = []

    def blocks(self, parent: etree._Element) -> Iterator[Block]:
        self._lose(parent.text)
        for child in parent:
            tag = child.tag
            if tag in _PARAGRAPHS:
                self.number += 1
                line = Writing()
                self._inline(child, line, bold=False)
                yield line.paragraph(_level(child))
            elif tag == TABLE:
                yield Grid(tuple(self._rows(child, heading=False)))
            elif tag == CHANGES:
                self._changes(child)
            elif tag != NUMBER and not self._aside(child):
                yield from self.blocks(child)
            self._lose(child.tail)

    def _rows(self, parent: etree._Element, *, heading: bool) -> Iterator[Row]:
        self._lose(parent.text)
        for child in parent:
            if child.tag == ROW:
                self._lose(child.text)
                yield Row(tuple(tuple(self._cell(cell)) for cell in child if self._is_cell(cell)), heading)
            else:
                yield from self._rows(child, heading=heading or child.tag == HEADER_ROWS)
            self._lose(child.tail)

    def _is_cell(self, element: etree._Element) -> bool:
        """Whether a part of a row is a cell; the words of one that is none are listed."""
        self._lose(element.tail)
        if element.tag in (CELL, COVERED):
            return True
        self._lose(_words(element))
        self._loose(element)
        return False

    def _cell(self, parent: etree._Element) -> Iterator[Paragraph]:
        for block in self.blocks(parent):
            if isinstance(block, Paragraph):
                yield block
            else:
                for row in block.rows:
                    for cell in row.cells:
                        yield from cell

    def _inline(self, element: etree._Element, line: Writing, *, bold: bool) -> None:
        line.add(element.text, bold)
        for child in element:
            tag = child.tag
            if tag == S:
                count = child.get(_tag("text", "c"), "1")
                line.put(" " * min(int(count), 200) if count.isdecimal() and len(count) < 10 else " ", bold)
                line.spaced = False
            elif tag == TAB:
                line.put("\t", bold)
                line.spaced = False
            elif tag == BREAK:
                line.turn()
            elif child.get(_tag("text", "style-name"), "") in self.hidden:
                self.problems.append(hidden(self.number, "".join(map(str, child.itertext()))))
            elif not self._aside(child):
                self._inline(child, line, bold=bold or child.get(_tag("text", "style-name"), "") in self.bold)
            line.add(child.tail, bold)

    def _aside(self, element: etree._Element) -> bool:
        """Whether an element is not part of the text; what has words is listed."""
        tag = element.tag
        if tag == NOTE:
            body = [child for child in element if child.tag == _tag("text", "note-body")]
            kind = "endnote" if element.get(_tag("text", "note-class")) == "endnote" else "footnote"
            self.problems.append(beside(self.number, kind, " ".join(map(_words, body))))
        elif tag == ANNOTATION:
            self.problems.append(beside(self.number, "comment", _words(element)))
        elif tag in _DRAWN:
            words = _words(element)
            if words:
                self.problems.append(beside(self.number, "text box", words))
            self._loose(element)
            if not words and tag in (FRAME, OBJECT):
                self.problems.append(picture(self.number, "".join(node.text or "" for node in element.iter("{*}desc"))))
        else:
            return tag in _UNSAID
        return True

    def _loose(self, element: etree._Element) -> None:
        """List the words in a drawing that are in none of its paragraphs."""
        if element.tag not in _PARAGRAPHS and str(element.tag).rpartition("}")[2] not in _SAID_OF_DRAWINGS:
            self._lose(element.text)
            for child in element:
                self._loose(child)
                self._lose(child.tail)

    def _lose(self, words: str | None) -> None:
        """List words where no paragraph can stand."""
        if words and words.strip():
            self.problems.append(misplaced(self.number, words))

    def _changes(self, element: etree._Element) -> None:
        for region in element.iter(REGION):
            for change in region:
                self.counts[str(change.tag).rpartition("}")[2]] += 1

    def margins(self, styles: etree._Element) -> None:
        """List what stands in the headers and footers, whatever namespace they are in: those of first pages have had several."""
        seen: set[str] = set()
        for kind in ("header", "footer"):
            for element in styles.iter(*(f"{{*}}{kind}{which}" for which in ("", "-left", "-first"))):
                words = _words(element, _ANY_PARAGRAPHS)
                if not is_page_number(words) and words not in seen:
                    self.problems.append(beside(0, kind, words))
                seen.add(words)

    def notes(self) -> list[str]:
        """What was done with tracked changes."""
        return changes_note(self.counts["insertion"], self.counts["deletion"])


def _level(element: etree._Element) -> int:
    """The level of a heading, from 1; 0 for a paragraph."""
    level = element.get(_OUTLINE, "1")
    return int(level) if element.tag == H and level.isdecimal() and 0 < len(level) < 3 and level != "0" else int(element.tag == H)


def _words(element: etree._Element, paragraphs: tuple[str, ...] = _PARAGRAPHS) -> str:
    return " ".join(" ".join("".join(map(str, paragraph.itertext())).split()) for paragraph in element.iter(*paragraphs)).strip()
