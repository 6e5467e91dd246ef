"""How a text is written in YAML so that every reader takes it for that text."""

from __future__ import annotations

import json
import re

_BEGINNINGS = frozenset("-?:,[]{}#&*!|>'\"%@`=<~")
_INSIDE = re.compile(r": |:$| #")
_FLOW = frozenset(",[]{}")
_BLANKS = str.maketrans({"\xa0": "x", "\u202f": "x"})
_NOT_TEXT = re.compile(
    r"""y|n|yes|no|on|off|true|false|null|\.nan|[-+]?\.inf|\.\.\..*
    | [-+]?(?:0b[01_]+|0o?[0-7_]+|0x[0-9a-f_]+)
    | [-+]?(?:\.[0-9_]+|[0-9][0-9_,]*(?:\.[0-9_]*)?)(?:e[-+]?[0-9]+)?
    | [-+]?[0-9][0-9_]*(?::[0-5]?[0-9])+(?:\.[0-9_]*)?
    | [0-9]{4}-[0-9][0-9]?-[0-9][0-9]?(?:[t ].*)?""",
    re.IGNORECASE | re.VERBOSE,
)
"""What some reader of YAML takes for a truth, a number, a time of day or a date."""


def scalar(text: str, *, flow: bool, like: str = "") -> str:
    """The text on one line: without quotation marks where that is safe, else in those of `like` if it can be.

    `like` is how the text stood before: `"`, `'` or empty.
    """
    if not like and _is_plain(text, flow=flow):
        return text
    if like == "'" and text.translate(_BLANKS).isprintable():
        return "'" + text.replace("'", "''") + "'"
    return _double(text)


def literal(text: str, indent: int) -> str | None:
    r"""The lines below a `|` for a text of several lines, with `\n` between; None when only quotation marks can keep it as it is."""
    lines = text.split("\n")
    if text != text.strip() or not all(line.translate(_BLANKS).isprintable() and line == line.rstrip() for line in lines):
        return None
    return "\n".join(" " * indent + line if line else "" for line in lines)


def _is_plain(text: str, *, flow: bool) -> bool:
    if not text or text != text.strip() or text[0] in _BEGINNINGS or not text.translate(_BLANKS).isprintable():
        return False
    return not (_INSIDE.search(text) or _NOT_TEXT.fullmatch(text) or (flow and _FLOW.intersection(text)))


def _double(text: str) -> str:
    said = json.dumps(text, ensure_ascii=False)
    return "".join(
        char if char.isprintable() or char in "\xa0\u202f" else f"\\u{ord(char):04X}" if ord(char) < 0x10000 else f"\\U{ord(char):08X}"
        for char in said
    )
