"""Which paragraphs of a Word document are headings, by their style or outline level."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING

from qualcode.importers.docx.rest import PPR, VAL, P, word

if TYPE_CHECKING:
    from lxml import etree

_STYLE, _OUTLINE = word("pStyle"), word("outlineLvl")
_DEFINED, _ID, _NAME, _BASED = word("style"), word("styleId"), word("name"), word("basedOn")
_HEADING = re.compile(r"(?:heading|kop|titre)\s*([1-9])", re.IGNORECASE)
_DEEPEST = 9
_CHAIN = 20


def levels(body: etree._Element, styles: Callable[[], etree._Element | None]) -> dict[etree._Element, int]:
    """The level of each paragraph that is a heading, from 1. `styles` gives the document's styles; it is asked only when one is used."""
    used = [(paragraph, node.get(VAL, "")) for node in body.iter(_STYLE) if (paragraph := _paragraph(node)) is not None]
    root = styles() if used else None
    by_style = _style_levels(root) if root is not None else {}
    found = {paragraph: by_style[style] for paragraph, style in used if style in by_style}
    for node in body.iter(_OUTLINE):
        paragraph, level = _paragraph(node), _outline(node)
        if paragraph is not None and level:
            found[paragraph] = level
    return found


def _paragraph(node: etree._Element) -> etree._Element | None:
    """The paragraph whose property this is; None for one that was before a tracked change."""
    properties = node.getparent()
    parent = properties.getparent() if properties is not None and properties.tag == PPR else None
    return parent if parent is not None and parent.tag == P else None


def _outline(node: etree._Element) -> int:
    value = node.get(VAL, "")
    return int(value) + 1 if value.isdecimal() and len(value) == 1 and int(value) < _DEEPEST else 0


def _style_levels(root: etree._Element) -> Mapping[str, int]:
    """The level of each style that is one of headings, or based on one."""
    own: dict[str, int] = {}
    based: dict[str, str] = {}
    for style in root.iter(_DEFINED):
        id = style.get(_ID, "")
        name = style.find(_NAME)
        outline = next((level for node in style.iter(_OUTLINE) if (level := _outline(node))), 0)
        heading = _HEADING.fullmatch(name.get(VAL, "").strip()) if name is not None else None
        title = name is not None and name.get(VAL, "").casefold() == "title"
        own[id] = outline or (int(heading[1]) if heading else int(title))
        base = style.find(_BASED)
        based[id] = base.get(VAL, "") if base is not None else ""
    return {id: level for id in own if (level := _inherited(id, own, based))}


def _inherited(id: str, own: Mapping[str, int], based: Mapping[str, str]) -> int:
    for _ in range(_CHAIN):
        if own.get(id) or id not in based:
            break
        id = based[id]
    return own.get(id, 0)
