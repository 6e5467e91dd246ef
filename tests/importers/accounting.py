"""What a package holds in words, found without the importers: every piece of it must be in the text or in something that was listed."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass, field
from xml.etree import ElementTree as ET

from qualcode.model import Reading
from qualcode.text import canonical

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_MC = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
_ODF = re.compile(r"\{urn:oasis:names:tc:opendocument:xmlns:([\w-]+):1\.0\}([\w-]+)")
_PAGE = re.compile(r"\W*\d{1,4}(\W+\d{1,4})?\W*")
"""What is no words in a header or footer: the number of the page."""
_TIME = re.compile(r"\d{1,2}(:\d{2}){1,2}")
"""What stands before the label in the text of a row, in whatever cell it stands."""
_QUOTED = re.compile(r"`(.*)`", re.DOTALL)


@dataclass
class Group:
    """Pieces that belong together: the body of a document, one of its notes, one of its text boxes."""

    kind: str
    pieces: list[str] = field(default_factory=list)


def unaccounted(data: bytes, reading: Reading) -> list[str]:
    """The pieces of a .docx, .odt or .xlsx that are neither in the text, in their order, nor listed."""
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        parts = {name: package.read(name) for name in package.namelist() if _HOLDS_WORDS.fullmatch(name)}
    told = [text for draft in reading.drafts for text in (draft.name, *draft.variables, *draft.variables.values())]
    kept = _bare("".join([*(draft.text for draft in reading.drafts), *told, *reading.notes]))
    unread = {
        found[1] for problem in reading.problems if (found := re.fullmatch("sheet (.*)", problem.where)) and "not read" in problem.message
    }
    listed = [_bare(quoted[1]).rstrip("…") for problem in reading.problems if (quoted := _QUOTED.search(problem.message))]
    lost: list[str] = []
    for group in _groups(parts, unread):
        pieces = [piece for piece in map(_bare, group.pieces) if piece]
        whole = "".join(pieces)
        if group.kind != "body" and (any(quote and whole.startswith(quote) for quote in listed) or _PAGE.fullmatch(whole)):
            continue
        missing = _missing(pieces, kept, listed, in_order=group.kind == "body")
        # What is listed may be said elsewhere too: then it is not to be looked for in its place.
        lost += missing and _missing([piece for piece in pieces if piece not in listed], kept, listed, in_order=group.kind == "body")
    return lost


def _missing(pieces: list[str], kept: str, listed: list[str], *, in_order: bool) -> list[str]:
    """The pieces that are not in the text (one after the other, if `in_order`) and not listed."""
    lost = []
    place = 0
    for piece in pieces:
        at = kept.find(piece, place)
        if at >= 0:
            place = at + len(piece) if in_order else 0
        elif _TIME.fullmatch(piece) and piece in kept:
            continue
        elif not any(piece.startswith(quote) or quote in piece or piece in quote for quote in listed if quote):
            lost.append(piece)
    return lost


def _bare(text: str) -> str:
    return re.sub(r"[\s/]+", "", canonical(text)[0])


_HOLDS_WORDS = re.compile(
    r"word/(document\d*|footnotes|endnotes|comments|header\d*|footer\d*)\.xml|content\.xml|styles\.xml"
    r"|xl/(workbook|sharedStrings|worksheets/\w+|comments\w*|_rels/workbook)\.xml(\.rels)?|xl/comments/\w+\.xml"
)


def _groups(parts: dict[str, bytes], unread: set[str]) -> Iterator[Group]:
    for name, data in parts.items():
        if name.startswith("word/"):
            yield from _word(ET.fromstring(data))
        elif name == "content.xml":
            yield from _opendocument(ET.fromstring(data))
        elif name == "styles.xml":
            yield from (group for group in _opendocument(ET.fromstring(data)) if group.kind != "body")
    if any(name.startswith("xl/") for name in parts):
        yield from _cells(parts, unread)


# --- Word ---------------------------------------------------------------------------------------------------------------------------

_APART = {f"{_W}{name}" for name in ("footnote", "endnote", "comment", "hdr", "ftr", "txbxContent")}
_ELSEWHERE = {f"{_W}{name}" for name in ("moveFrom", "rPr", "pPr")}


def _word(root: ET.Element) -> Iterator[Group]:
    body = Group(root.tag.removeprefix(_W) if root.tag in _APART else "body")
    groups = [body]
    _word_pieces(root, body, groups)
    yield from groups


def _word_pieces(element: ET.Element, group: Group, groups: list[Group]) -> None:
    if element.tag in _ELSEWHERE or element.find(f"{_W}trPr/{_W}del") is not None:
        return
    if element.tag == f"{_MC}AlternateContent" and element.find(f"{_MC}Choice//{_W}t") is not None:
        element = element.findall(f"{_MC}Choice")[0]
    if element.tag in _APART:
        group = Group(element.tag.removeprefix(_W))
        groups.append(group)
    elif element.tag == f"{_W}r" and element.find(f"{_W}rPr/{_W}vanish") is not None:
        group = Group("hidden")
        groups.append(group)
    if element.tag == f"{_W}t" and element.text:
        group.pieces.append(element.text)
    for child in element:
        _word_pieces(child, group, groups)


# --- OpenDocument -------------------------------------------------------------------------------------------------------------------

_ODF_APART = {"note-body", "annotation", "text-box", "header", "footer", "header-left", "footer-left", "header-first", "footer-first"}
_ODF_APART |= {"custom-shape", "rect"}
_ODF_ELSEWHERE = {
    "tracked-changes",
    "note-citation",
    "ruby-text",
    "creator",
    "date",
    "sequence-decls",
    "forms",
    "automatic-styles",
    "desc",
    "title",
}


def _opendocument(root: ET.Element) -> Iterator[Group]:
    body = Group("body")
    groups = [body]
    _odf_pieces(root, body, groups, inside=False)
    yield from groups


def _odf_pieces(element: ET.Element, group: Group, groups: list[Group], *, inside: bool) -> None:
    """The words of paragraphs and headings; `inside` says that the element stands in one."""
    found = _ODF.match(element.tag)
    name = found[2] if found else ""
    if name in _ODF_ELSEWHERE:
        return
    if name in _ODF_APART:
        group = Group(name)
        groups.append(group)
    inside = name in {"p", "h"} or (inside and name not in _ODF_APART)
    if element.text and inside:
        group.pieces.append(element.text)
    for child in element:
        _odf_pieces(child, group, groups, inside=inside)
        if child.tail and inside:
            group.pieces.append(child.tail)


# --- spreadsheets -------------------------------------------------------------------------------------------------------------------


_S = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
_R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"


def _cells(parts: dict[str, bytes], unread: set[str]) -> Iterator[Group]:
    """The strings of the cells that a workbook shows, and its comments; sheets that are `unread` have been listed."""
    strings = [_string(entry) for entry in ET.fromstring(parts.get("xl/sharedStrings.xml", b"<x/>")).iter(f"{_S}si")]
    relations = {one.get("Id"): one.get("Target", "") for one in ET.fromstring(parts["xl/_rels/workbook.xml.rels"])}
    for sheet in ET.fromstring(parts["xl/workbook.xml"]).iter(f"{_S}sheet"):
        target = relations.get(sheet.get(f"{_R}id"), "").removeprefix("/xl/")
        if sheet.get("name") in unread or f"xl/{target}" not in parts:
            continue
        for cell in ET.fromstring(parts[f"xl/{target}"]).iter(f"{_S}c"):
            value = cell.findtext(f"{_S}v", "")
            if cell.get("t") == "s" and value.isdecimal() and int(value) < len(strings):
                yield Group("cell", [strings[int(value)]])
            elif cell.get("t") == "inlineStr":
                yield Group("cell", [_string(cell)])
    for name, data in parts.items():
        if name.startswith("xl/comments"):
            yield from (Group("comment", [_string(comment)]) for comment in ET.fromstring(data).iter(f"{_S}comment"))


def _string(element: ET.Element) -> str:
    """What a string holds, without the readings that stand above its signs."""
    above = {node for phonetic in element.iter(f"{_S}rPh") for node in phonetic.iter()}
    return "".join(node.text or "" for node in element.iter(f"{_S}t") if node not in above)
