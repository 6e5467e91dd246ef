"""How wide a text is when it is drawn, and texts parted so that they fit."""

from __future__ import annotations

import unicodedata
from functools import cache

_PLAIN = {
    190: "'",
    222: "ijl‘’",
    259: "|",
    277: " !,./:;I[\\]ft·",
    333: "()-`r{}“”²³",
    354: '"',
    389: "*",
    399: "°",
    469: "^",
    500: "Jcksvxyz",
    548: "≥≤±≠",
    556: "#$0123456789?L_abdeghnopqu–«»€",
    583: "+<=>~−×",
    610: "FTZ",
    666: "&ABEKPSVXY",
    722: "CDHNRUw",
    777: "GOQ",
    833: "Mm½",
    889: "%",
    943: "W",
    1000: "—…→",
    1015: "@",
}
_BOLD = {
    237: "'",
    277: " ,./I\\ijl·‘’",
    279: "|",
    333: "!()-:;[]`ft²³",
    389: "*r{}",
    399: "°",
    474: '"',
    500: "z“”",
    548: "≥≤±≠",
    556: "#$0123456789J_aceksvxy–«»€",
    583: "+<=>^~−×",
    610: "?FLTZbdghnopqu",
    666: "EPSVXY",
    722: "&ABCDHKNRU",
    777: "GOQw",
    833: "M½",
    889: "%m",
    943: "W",
    975: "@",
    1000: "—…→",
}
"""The widths of characters in thousandths of their size, in Liberation Sans and what is as wide (Arial, Helvetica)."""

_WIDTHS = [{char: width for width, chars in table.items() for char in chars} for table in (_PLAIN, _BOLD)]
_OTHER = 700
_WIDE = 1000


def text_width(text: str, size: float, *, bold: bool = False) -> float:
    """How many pixels wide a line of text is at this size.

    >>> round(text_width("Beroepsgeheim", 10)), round(text_width("é", 10)) == round(text_width("e", 10))
    (70, True)
    """
    return sum(_char_width(char, bold) for char in text) * size / 1000


@cache
def _char_width(char: str, bold: bool) -> int:
    widths = _WIDTHS[bold]
    if char in {"\u00a0", "\u202f"}:
        return widths[" "]
    if unicodedata.combining(char) or unicodedata.category(char) in {"Cf", "Cc"}:
        return 0
    if unicodedata.east_asian_width(char) in {"W", "F"}:
        return _WIDE
    # A letter with an accent is as wide as without, but for an i, whose accent can be wider than it.
    base = unicodedata.normalize("NFD", char)[0]
    return max(widths.get(base, _OTHER), widths["r"] if base != char else 0)


def wrapped(text: str, room: float, size: float, *, bold: bool = False) -> list[str]:
    """The text in lines that are no wider than `room`, parted at blanks and hyphens, and within a word only where it is wider itself.

    >>> wrapped("Structurele knelpunten en financiering", 90, 11)
    ['Structurele', 'knelpunten en', 'financiering']
    >>> wrapped("coordinatoren-coordinateurs-pc10", 90, 11)
    ['coordinatoren-', 'coordinateurs-', 'pc10']
    """
    lines = [""]
    for piece in _pieces(text):
        if lines[-1] and text_width((lines[-1] + piece).rstrip(), size, bold=bold) > room:
            lines[-1] = lines[-1].rstrip(" ")
            lines.append("")
        lines[-1] += piece
        while text_width(lines[-1].rstrip(), size, bold=bold) > room and len(lines[-1]) > 1:
            kept = len(lines[-1]) - 1
            while kept > 1 and text_width(lines[-1][:kept], size, bold=bold) > room:
                kept -= 1
            lines[-1:] = [lines[-1][:kept], lines[-1][kept:]]
    return [line.rstrip(" ") for line in lines]


def _pieces(text: str) -> list[str]:
    """A text in pieces behind which a line may end."""
    pieces = [""]
    for char in " ".join(text.split(" ")):
        pieces[-1] += char
        if char in " -/–":
            pieces.append("")
    return [piece for piece in pieces if piece]


def longest(texts: list[str], size: float, *, bold: bool = False) -> float:
    """The width of the widest of these lines; 0 without any."""
    return max((text_width(text, size, bold=bold) for text in texts), default=0.0)
