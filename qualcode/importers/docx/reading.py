"""Word documents (.docx): the text of the body; what is not part of it is listed."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING

from qualcode.errors import Problem, Unreadable
from qualcode.importers._document import misplaced, reading
from qualcode.importers._lines import Block, Grid, Paragraph, Row, check_lines
from qualcode.importers.docx.headings import levels
from qualcode.importers.docx.rest import TC, TR, VAL, P, R, Rest, T, W, word
from qualcode.model import ImportOptions, Reading, Source
from qualcode.opening import guard

if TYPE_CHECKING:
    from lxml import etree


_MAIN = "word/document.xml"
_RELATIONS = "_rels/.rels"
_STYLES = "word/styles.xml"
_READ = re.compile(r"_rels/\.rels|word/(?:document\d*|footnotes|endnotes|comments|header\d*|footer\d*|styles)\.xml")
_STRICT = b"http://purl.oclc.org/ooxml/wordprocessingml/main"

TBL, TAB, BREAK, RETURN, HYPHEN, SOFT_HYPHEN, PTAB, SYM, TABS = (
    word(name) for name in ("tbl", "tab", "br", "cr", "noBreakHyphen", "softHyphen", "ptab", "sym", "tabs")
)
BOLD, TR_PR, HEADING = word("b"), word("trPr"), word("tblHeader")
MATH = "{http://schemas.openxmlformats.org/officeDocument/2006/math}t"
_TEXT = (T, TAB, BREAK, RETURN, HYPHEN, SOFT_HYPHEN, PTAB, SYM, MATH)
_INSTEAD = {TAB: "\t", PTAB: "\t", BREAK: "\n", RETURN: "\n", HYPHEN: "-", SOFT_HYPHEN: "\xad", SYM: "\N{REPLACEMENT CHARACTER}"}
_PROPERTIES = frozenset(
    word(name) for name in ("sectPr", "pPr", "rPr", "sdtPr", "sdtEndPr", "tblPr", "tblGrid", "trPr", "tcPr", "customXmlPr")
)


def read(source: Source, options: ImportOptions) -> Reading:
    """The draft of a Word document, with tracked changes as if accepted. Raises Unreadable for what is damaged, locked or dangerous."""
    name = source.path.name
    package = guard.unpack(source, lambda member: _READ.fullmatch(member) is not None)
    main, data = _main_part(source, package)
    root = guard.parse(name, main, data.replace(_STRICT, W.encode()) if _STRICT in data[:8192] else data)
    body = root.find(word("body"))
    if body is None:
        raise Unreadable(f"{name} has no body: its main part is no Word document.", "Open it in Word, and save it again as .docx.")
    rest = Rest(name)
    rest.prune(body)
    rest.beside(package.parts, main)
    problems = rest.problems(body)
    styles = package.parts.get(_STYLES)
    content = _Body(body, levels(body, lambda: guard.parse(name, _STYLES, styles) if styles else None))
    check_lines(name, len(content.paragraphs))
    blocks = list(content.blocks(body))
    return reading(name, blocks, options, (*problems, *content.left()), rest.notes())


def _main_part(source: Source, package: guard.Package) -> tuple[str, bytes]:
    name = source.path.name
    if _MAIN in package.parts:
        return _MAIN, package.parts[_MAIN]
    if _RELATIONS in package.parts:
        for relation in guard.parse(name, _RELATIONS, package.parts[_RELATIONS]).iter("{*}Relationship"):
            target = posixpath.normpath(relation.get("Target", "").lstrip("/"))
            if relation.get("Type", "").endswith("/officeDocument") and target.startswith("word/") and target in package.names:
                return target, guard.unpack(source, {target}.__contains__).parts[target]
    other = next((what for start, what in _OTHERS.items() if any(member.startswith(start) for member in package.names)), "")
    message = f"{name} is {other}, not a Word document." if other else f"{name} is no Word document: it has no {_MAIN}."
    raise Unreadable(message, "Save the transcript again as .docx, and import that.")


_OTHERS = {"xl/": "a spreadsheet", "ppt/": "a presentation", "mimetype": "an OpenDocument file"}


class _Body:
    """The paragraphs of a body, read in one go, and their order in its blocks."""

    def __init__(self, body: etree._Element, levels: Mapping[etree._Element, int]) -> None:
        self.body = body
        self.paragraphs = dict(_paragraphs(body, levels))
        self.taken: set[etree._Element] = set()

    def left(self) -> Iterator[Problem]:
        """What stands where Word writes no paragraph, as inside another or beside the cells of a row."""
        if len(self.taken) < len(self.paragraphs):
            for number, (element, paragraph) in enumerate(self.paragraphs.items(), 1):
                if element not in self.taken and paragraph.text.strip():
                    yield misplaced(number, paragraph.text)

    def blocks(self, parent: etree._Element) -> Iterator[Block]:
        for child in parent:
            tag = child.tag
            if tag == P:
                self.taken.add(child)
                yield self.paragraphs[child]
            elif tag == TBL:
                yield Grid(tuple(self._rows(child)))
            elif tag not in _PROPERTIES:
                yield from self.blocks(child)

    def _rows(self, parent: etree._Element) -> Iterator[Row]:
        for child in parent:
            if child.tag == TR:
                heading = any(True for properties in child.iterchildren(TR_PR) for _ in properties.iterchildren(HEADING))
                yield Row(tuple(tuple(_flat(self.blocks(cell))) for cell in _cells(child)), heading)
            elif child.tag not in _PROPERTIES:
                yield from self._rows(child)


def _cells(parent: etree._Element) -> Iterator[etree._Element]:
    for child in parent:
        if child.tag == TC:
            yield child
        elif child.tag not in _PROPERTIES:
            yield from _cells(child)


def _flat(blocks: Iterator[Block]) -> Iterator[Paragraph]:
    for block in blocks:
        if isinstance(block, Paragraph):
            yield block
        else:
            for row in block.rows:
                for cell in row.cells:
                    yield from cell


def _paragraphs(body: etree._Element, levels: Mapping[etree._Element, int]) -> Iterator[tuple[etree._Element, Paragraph]]:
    bold_runs = _bold_runs(body)
    element: etree._Element | None = None
    pieces: list[str] = []
    bolds: list[int] = []
    bold, leading = 0, True
    for node in body.iter(P, *_TEXT):
        tag = node.tag
        if tag == P:
            if element is not None:
                yield element, Paragraph("".join(pieces), (*bolds, bold), levels.get(element, 0))
                pieces, bolds = [], []
            element, bold, leading = node, 0, True
            continue
        if tag == T:
            text = node.text or ""
            if "\n" in text:
                text = text.replace("\n", " ")
        elif tag == TAB and _is_setting(node):
            continue
        else:
            text = _INSTEAD.get(tag) or node.text or ""
        pieces.append(text)
        if text == "\n":
            bolds.append(bold)
            bold, leading = 0, True
        elif leading:
            leading = node.getparent() in bold_runs
            bold += len(text) if leading else 0
    if element is not None:
        yield element, Paragraph("".join(pieces), (*bolds, bold), levels.get(element, 0))


def _is_setting(tab: etree._Element) -> bool:
    parent = tab.getparent()
    return parent is not None and parent.tag == TABS


def _bold_runs(body: etree._Element) -> set[etree._Element]:
    runs = set()
    for bold in body.iter(BOLD):
        properties = bold.getparent()
        run = properties.getparent() if properties is not None else None
        if run is not None and run.tag == R and bold.get(VAL, "1") not in ("0", "false", "off"):
            runs.add(run)
    return runs
