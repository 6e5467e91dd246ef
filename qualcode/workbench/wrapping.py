"""Text laid into lines of terminal cells: wide characters take two, accents of their own none, and what is one sign is never cut."""

from __future__ import annotations

import re
from bisect import bisect_right
from functools import lru_cache

_NARROW = re.compile(r"[\x20-\x7e\xa1-\xac\xae-\u02ff\u0370-\u0373\u0391-\u03ff\u0410-\u044f‘’“”–…€]*", re.ASCII)
"""Text of which every character takes one cell, which needs no looking up."""

_ODD = re.compile(
    "[\x00-\x1f\x7f-\xa0\xad\u061c\u180e\u200b\u200e\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufff9-\uffff\U000e0000-\U000e007f\ud800-\udfff]"
)


def shown(text: str) -> str:
    """A text of the same length that a terminal only shows: blanks for tabs and the like, a replacement for what would act on it."""
    return _ODD.sub(lambda found: " " if found[0] in "\t\n\xa0" else "\ufffd", text)


def is_narrow(text: str) -> bool:
    """Whether every character takes one cell for sure."""
    return text.isascii() or _NARROW.fullmatch(text) is not None


def signs(text: str) -> list[tuple[int, int, int]]:
    """What is seen as one sign each: where it begins and ends in a text that is `shown`, and how many cells it takes."""
    from rich.cells import split_graphemes

    found, _ = split_graphemes(text)
    return [(start, end, width) for start, end, width in found]


def cells(text: str) -> int:
    """How many cells a text takes."""
    if is_narrow(text):
        return len(text)
    return sum(width for _, _, width in signs(text))


def cut(text: str, width: int) -> str:
    """The beginning of a text that fits into so many cells, with `…` where it goes on."""
    line = shown(text)
    if width <= 0:
        return ""
    if cells(line) <= width:
        return line
    taken = 0
    for start, _, size in signs(line):
        if taken + size > width - 1:
            return line[:start].rstrip() + "…"
        taken += size
    return line


@lru_cache(maxsize=4096)
def wrapped(text: str, width: int) -> tuple[tuple[int, int], ...]:
    """The lines `(start, end)` of a text, at most `width` cells each: broken at blanks, in words only where one is longer than a line.

    The blank at a break belongs to no line. There is always at least one line.
    """
    lines: list[tuple[int, int]] = []
    start = 0
    for paragraph in text.split("\n"):
        if is_narrow(paragraph):
            lines += _narrow(paragraph, start, max(1, width))
        else:
            lines += _by_signs(shown(paragraph), start, max(1, width))
        start += len(paragraph) + 1
    return tuple(lines)


def _narrow(text: str, offset: int, width: int) -> list[tuple[int, int]]:
    lines = []
    at = 0
    while len(text) - at > width:
        blank = text.rfind(" ", at, at + width + 1)
        end = blank if blank > at else at + width
        lines.append((offset + at, offset + end))
        at = end + (blank > at)
    lines.append((offset + at, offset + len(text)))
    return lines


def _by_signs(text: str, offset: int, width: int) -> list[tuple[int, int]]:
    lines = []
    begun = taken = 0
    blank = blank_taken = -1
    for start, end, size in signs(text):
        while taken + size > width and start > begun and text[start] != " ":
            if blank >= begun:
                lines.append((offset + begun, offset + blank))
                begun, taken = blank + 1, taken - blank_taken - 1
            else:
                lines.append((offset + begun, offset + start))
                begun, taken = start, 0
            blank = -1
        if text[start] == " ":
            if taken >= width:
                lines.append((offset + begun, offset + start))
                begun, taken, blank = end, 0, -1
                continue
            blank, blank_taken = start, taken
        taken += size
    lines.append((offset + begun, offset + len(text)))
    return lines


def column(text: str, position: int) -> int:
    """How many cells of a line stand before a position in it."""
    return cells(shown(text[:position]))


def position(text: str, at: int) -> int:
    """Where in a line the sign at a cell begins; the end of the line for a cell behind it."""
    line = shown(text)
    if is_narrow(line):
        return max(0, min(at, len(line)))
    begins: list[int] = []
    starts: list[int] = []
    taken = 0
    for start, _, size in signs(line):
        begins.append(taken)
        starts.append(start)
        taken += size
    if at >= taken:
        return len(line)
    return starts[max(0, bisect_right(begins, at) - 1)]
