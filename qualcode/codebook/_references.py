"""References to codes in the texts of a codebook: `→ other.code` or `-> other.code`."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator

ARROW = re.compile(r"(?:->|→)\s*")
"""What stands before the id of a code."""

FIELDS = ("definition", "include", "exclude")
"""The texts of a code that may refer to others."""

_GOES_ON = re.compile(r"[\w-]|[.:]\w")
"""What makes an id part of a longer word."""


def references(text: str, ids: Collection[str]) -> Iterator[tuple[int, int]]:
    """Where an id stands behind an arrow: the longest of `ids` that it can be, for one may begin with another, or hold blanks."""
    longest = max(map(len, ids), default=0)
    for arrow in ARROW.finditer(text):
        start = arrow.end()
        for end in range(min(len(text), start + longest), start, -1):
            if text[start:end] in ids and not _GOES_ON.match(text, end):
                yield start, end
                break


def led(text: str, ids: Collection[str], gone: Collection[str], to: str) -> str:
    """A text whose references to the codes that are `gone` lead to another one; `ids` are all that there are.

    >>> led("behalve → zorg.nood, → zorg en -> zorg.", {"zorg", "zorg.nood"}, {"zorg"}, "hulp")
    'behalve → zorg.nood, → hulp en -> hulp.'
    """
    for start, end in reversed(list(references(text, ids))):
        if text[start:end] in gone:
            text = text[:start] + to + text[end:]
    return text
