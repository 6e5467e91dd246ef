"""References to codes in the texts of a codebook: `→ other.code` or `-> other.code`."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Collection, Iterable, Iterator
from typing import Final

ARROW = re.compile(r"(?:->|→)\s*")
"""What stands before the id of a code."""

FIELDS: Final = ("definition", "include", "exclude")
"""The texts of a code that may refer to others."""

_NAME = re.compile(r"[^\s;,()]*")
_GOES_ON = re.compile(r"[\w-]|[.:]\w")
"""What makes an id part of a longer word."""


class Ids:
    """Ids of codes, to be found in texts: one may begin with another, and hold blanks and dots."""

    def __init__(self, ids: Iterable[str]) -> None:
        self.known = frozenset(ids)
        self._sorted = sorted(self.known)
        self._first = frozenset(id[:1] for id in self.known)
        self._longest = max(map(len, self.known), default=0)

    def end(self, text: str, start: int) -> int:
        """Where the longest id ends that begins at a place of a text, and does not go on as a longer word; 0 when none begins there."""
        said = text[start : start + self._longest] if text[start : start + 1] in self._first else ""
        while said and (at := bisect_right(self._sorted, said)):
            # Of the ids that are sought none comes after this one.
            near = self._sorted[at - 1]
            if said.startswith(near) and not _GOES_ON.match(text, start + len(near)):
                return start + len(near)
            said = _beginning_of_both(said, near[:-1])
        return 0

    def references(self, text: str) -> Iterator[tuple[int, int]]:
        """Where ids stand behind arrows."""
        for arrow in ARROW.finditer(text):
            end = self.end(text, arrow.end())
            if end:
                yield arrow.end(), end

    def dead(self, text: str) -> Iterator[str]:
        """What stands behind the arrows that lead to none of the ids; empty where nothing does.

        >>> list(Ids(["zorg"]).dead("behalve → zorg.nod; -> zorg, →"))
        ['zorg.nod', '']
        """
        for arrow in ARROW.finditer(text):
            if not self.end(text, arrow.end()):
                name = _NAME.match(text, arrow.end())
                yield name[0].rstrip(".:!?") if name else ""


def _beginning_of_both(one: str, other: str) -> str:
    return one[: next((at for at, (mine, its) in enumerate(zip(one, other, strict=False)) if mine != its), min(len(one), len(other)))]


def led(text: str, ids: Ids, gone: Collection[str], to: str) -> str:
    """A text whose references to the codes that are `gone` lead to another one; `ids` are all that there are.

    >>> led("behalve → zorg.nood, → zorg en -> zorg.", Ids(["zorg", "zorg.nood"]), {"zorg"}, "hulp")
    'behalve → zorg.nood, → hulp en -> hulp.'
    """
    for start, end in reversed(list(ids.references(text))):
        if text[start:end] in gone:
            text = text[:start] + to + text[end:]
    return text
