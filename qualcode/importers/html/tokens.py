"""A web page, piece by piece: its tags, its text and its comments; and what its styles say of how text looks."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from html import unescape
from typing import NamedTuple

from qualcode.errors import Unreadable

MAX_TAGS = 200_000
"""Tags in one page: ten times those of a long session that Word saved, and few enough to read in seconds."""
MAX_ATTRIBUTES = 1_000_000
MAX_RULES = 20_000
MAX_LETTERS = 8_000_000
"""Letters between the tags of one page; a long session has 200,000."""
MAX_STYLES = 8_000_000
"""Letters that say how a page looks: Word writes some hundred for every paragraph."""

_MAX_VALUE = 10_000
"""Letters of an attribute that are looked at."""

_START = re.compile(r"<(?:([a-zA-Z][^\s/>]*)|/([a-zA-Z][^\s/>]*)|!--|[!?/])")
_ATTRIBUTE = re.compile(r"""[\s/]*+(?:(>)|([^\s/>][^\s/>=]*+)(?:\s*+=\s*+(?:"([^"]*+)"|'([^']*+)'|([^\s>"'][^\s>]*+)))?+)""")
_END_OF_COMMENT = re.compile(r"--!?>")
_LONG_NUMBER = re.compile(r"&#0*\d{8,};?")
_ASKED_FOR = frozenset("alt aria-label class hidden href id name rowspan style title type value".split())
_RAW = frozenset({"script", "style", "xmp", "iframe", "noembed", "noframes", "textarea", "title"})
"""Elements in which nothing but their end is a tag."""


class Token(NamedTuple):
    """One piece of a page: a `start` or `end` of an element, `text` as it is read, a `comment`, or the `style` rules of the page."""

    kind: str
    text: str
    attributes: Mapping[str, str] = {}


def tokens(name: str, page: str) -> Iterator[Token]:
    """The pieces of a page in order. Raises Unreadable for one that ends within a tag, or has more tags than any transcript.

    >>> [token[:2] for token in tokens("a.html", "<P>1 < 2<br>&eacute;</p>")]
    [('start', 'p'), ('text', '1 < 2'), ('start', 'br'), ('text', 'é'), ('end', 'p')]
    """
    position = said = letters = styles = 0
    attributes_left = MAX_ATTRIBUTES
    for _ in range(MAX_TAGS):
        found = _START.search(page, position)
        letters += (found.start() if found else len(page)) - said
        if letters > MAX_LETTERS:
            raise _too_large(name, MAX_LETTERS, "letters")
        if found is None:
            yield from _text(page[said:])
            return
        position = found.end()
        yield from _text(page[said : found.start()])
        if found[1] or found[2]:
            attributes, position, number = _attributes(name, page, position)
            attributes_left -= number
            if attributes_left < 0:
                raise _too_large(name, MAX_ATTRIBUTES, "attributes")
            element = (found[1] or found[2]).lower()
            styles += len(attributes.get("style", ""))
            end = _end_of(name, page, element, position) if found[1] and element in _RAW else position
            styles += end - position if element == "style" else 0
            if styles > MAX_STYLES:
                raise _too_large(name, MAX_STYLES, "letters of styles")
            yield Token("start" if found[1] else "end", element, attributes)
            if end > position:
                yield from _raw(element, page[position:end])
                position = end
        else:
            words, position = _comment(name, page, found)
            yield Token("comment", words)
        said = position
    raise _too_large(name, MAX_TAGS, "tags")


def _too_large(name: str, limit: int, what: str) -> Unreadable:
    return Unreadable(f"{name} has more than {limit} {what}, which no transcript has.", "Is it the right file? If so, split it.")


def _text(raw: str) -> Iterator[Token]:
    if raw:
        yield Token("text", unescape(_LONG_NUMBER.sub("\N{REPLACEMENT CHARACTER}", raw)) if "&" in raw else raw)


def _raw(element: str, raw: str) -> Iterator[Token]:
    if element == "style":
        yield Token("style", raw)
    elif element == "textarea":
        yield from _text(raw)


def _attributes(name: str, page: str, position: int) -> tuple[dict[str, str], int, int]:
    """The attributes of a tag that anybody asks for, where the tag ends, and how many attributes it has."""
    attributes: dict[str, str] = {}
    for number in range(MAX_ATTRIBUTES + 2):
        found = _ATTRIBUTE.match(page, position)
        if found is None:
            break
        position = found.end()
        if found[1]:
            return attributes, position, number
        key = found[2].lower()
        if key in _ASKED_FOR:
            value = (found[3] or found[4] or found[5] or "")[:_MAX_VALUE]
            attributes.setdefault(key, unescape(_LONG_NUMBER.sub("", value)) if "&" in value else value)
    else:
        raise _too_large(name, MAX_ATTRIBUTES, "attributes")
    raise _ends_within(name, "a tag")


def _end_of(name: str, page: str, element: str, position: int) -> int:
    """Where the end of an element is within which nothing else is a tag."""
    found = re.compile(rf"</{element}(?=[\s/>])", re.IGNORECASE).search(page, position)
    if found is None:
        raise _ends_within(name, f"the element {element}")
    return found.start()


def _ends_within(name: str, what: str) -> Unreadable:
    return Unreadable(f"{name} ends within {what}.", "It is damaged or cut off: save the page again, and import that.")


def _comment(name: str, page: str, start: re.Match[str]) -> tuple[str, int]:
    """The words of a comment and where it ends; other markup that is not part of the page (`<!DOCTYPE html>`, `<?xml ?>`) has none."""
    at = start.end()
    if start[0] != "<!--" or page.startswith((">", "->"), at):
        end = page.find(">", at)
        if end < 0:
            raise _ends_within(name, "a tag")
        return "", end + 1
    found = _END_OF_COMMENT.search(page, at)
    if found is None:
        raise _ends_within(name, "a comment")
    return page[at : found.start()], found.end()


class Look(NamedTuple):
    """What styles say of an element: None is nothing said."""

    bold: bool | None = None
    hidden: bool | None = None
    spaces_kept: bool | None = None


_NO_LOOK = Look()
_SELECTOR = re.compile(r"\s*([a-zA-Z][\w-]*)?(?:\.([\w-]+))?\s*")
_LIGHT = frozenset({"normal", "lighter", "100", "200", "300", "400", "500"})


class Styles:
    """The rules of a page for elements and classes; those for anything more special are not known."""

    def __init__(self, name: str) -> None:
        self.name = name
        self.rules = 0
        self.looks: dict[tuple[str, str], Look] = {}

    def add(self, css: str) -> None:
        """Take note of the rules of a style element. Raises Unreadable for more than any page has."""
        rules = _without_comments(css.replace("<!--", "")).split("}")
        self.rules += len(rules)
        if self.rules > MAX_RULES:
            raise _too_large(self.name, MAX_RULES, "rules for its look")
        for rule in rules:
            selectors, _, declared = rule.rpartition("{")
            look = _look(declarations(declared)) if "@" not in selectors else _NO_LOOK
            if look != _NO_LOOK:
                for selector in selectors.split(","):
                    if (found := _SELECTOR.fullmatch(selector)) and (found[1] or found[2]):
                        key = ((found[1] or "").lower(), found[2] or "")
                        self.looks[key] = _over(self.looks.get(key, _NO_LOOK), look)

    def of(self, element: str, attributes: Mapping[str, str], style: Mapping[str, str]) -> Look:
        """What the rules, and the declarations of its own style, say of an element."""
        look = self.looks.get((element, ""), _NO_LOOK)
        if self.looks:
            for name in attributes.get("class", "").split()[:20]:
                look = _over(look, self.looks.get(("", name), _NO_LOOK))
                look = _over(look, self.looks.get((element, name), _NO_LOOK))
        return _over(look, _look(style)) if style else look


def _without_comments(css: str) -> str:
    pieces = css.split("/*")
    return pieces[0] + "".join(piece.partition("*/")[2] for piece in pieces[1:])


_DECLARED = re.compile(r"(?:^|;)\s*(font-weight|display|visibility|white-space|mso-[a-z-]+)\s*:([^;]*)", re.IGNORECASE)


def declarations(css: str) -> dict[str, str]:
    """The properties that a style declares and that say anything of text, in lower case."""
    found = ((name.lower(), value.strip().lower()) for name, value in _DECLARED.findall(css))
    return {name: value.removesuffix("!important").rstrip() for name, value in found if value}


def _look(style: Mapping[str, str]) -> Look:
    weight, display, visibility, space = (style.get(name) for name in ("font-weight", "display", "visibility", "white-space"))
    hides = display == "none" or visibility in ("hidden", "collapse") or style.get("mso-hide") == "all"
    return Look(
        bold=None if weight is None or weight == "inherit" else weight not in _LIGHT,
        hidden=True if hides else None if display is None else False,
        spaces_kept=None if space is None else space.startswith("pre") or space == "break-spaces",
    )


def _over(under: Look, over: Look) -> Look:
    if over == _NO_LOOK:
        return under
    return Look(*(above if above is not None else below for below, above in zip(under, over, strict=True)))
