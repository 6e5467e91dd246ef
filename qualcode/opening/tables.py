"""The tables of a Word document as sheets of text."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from qualcode.errors import Unreadable
from qualcode.model import Source
from qualcode.opening import guard
from qualcode.opening.sheet import Sheet, check_cells
from qualcode.text import canonical

if TYPE_CHECKING:
    from lxml import etree

_DOCUMENT = "word/document.xml"
_GONE = ("del", "moveFrom")
"""What stands in these was taken out with tracked changes on."""

_SIGNS = {"br": "\n", "cr": "\n", "tab": " ", "noBreakHyphen": "-"}


def read(source: Source) -> tuple[Sheet, ...]:
    """The tables of a document that do not stand in others, each a sheet: what was put in with tracked changes is there, what was taken out is not.

    Lines of a cell are those of its paragraphs. Raises Unreadable for what is no Word document.
    """
    name = source.path.name
    package = guard.unpack(source, lambda member: member == _DOCUMENT)
    if _DOCUMENT not in package.parts:
        raise Unreadable(f"{name} is no Word document.", "Save it again as .docx, and give that.")
    root = guard.parse(name, _DOCUMENT, package.parts[_DOCUMENT])
    found = [table for table in root.iter("{*}tbl") if not any(_is(above, "tbl") for above in table.iterancestors())]
    check_cells(name, sum(1 for _ in root.iter("{*}tc")))
    return tuple(
        Sheet(f"table {number}" if len(found) > 1 else "", tuple(map(tuple, _rows(table)))) for number, table in enumerate(found, 1)
    )


def _rows(table: etree._Element) -> Iterator[list[str]]:
    for row in _own(table, "tr"):
        cells: list[str] = []
        for cell in _own(row, "tc"):
            span = cell.find("{*}tcPr/{*}gridSpan")
            wide = next((value for key, value in span.attrib.items() if str(key).endswith("}val")), "1") if span is not None else "1"
            cells.append(_text(cell))
            cells += [""] * (min(int(wide), 100) - 1 if str(wide).isdecimal() else 0)
        yield cells


def _own(node: etree._Element, name: str) -> Iterator[etree._Element]:
    """The parts of this name that belong to a table or row, also those within a control or a tracked change, and not to a table in it."""
    for child in node.iterchildren():
        if _is(child, name):
            yield child
        elif not _is(child, "tbl") and not any(_is(child, gone) for gone in _GONE):
            yield from _own(child, name)


def _text(cell: etree._Element) -> str:
    lines = ["".join(_words(paragraph)) for paragraph in cell.iter("{*}p")]
    return canonical("\n".join(lines))[0].strip()


def _words(node: etree._Element) -> Iterator[str]:
    """What a paragraph says, without what stands in paragraphs within it."""
    for child in node.iterchildren():
        name = str(child.tag).rpartition("}")[2]
        if name in {"t", "br", "cr", "tab", "noBreakHyphen"}:
            yield _SIGNS.get(name, child.text or "")
        elif name not in {"p", *_GONE}:
            yield from _words(child)


def _is(node: etree._Element, name: str) -> bool:
    return str(node.tag).rpartition("}")[2] == name
