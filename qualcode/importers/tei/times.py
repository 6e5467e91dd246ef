"""Times in TEI: points on a timeline, clocks, seconds."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from lxml import etree

ID = "{http://www.w3.org/XML/1998/namespace}id"

_UNITS = {"ms": 1.0, "s": 1000.0, "min": 60_000.0, "h": 3_600_000.0}
_LATEST = 10**9
"""Milliseconds: nobody speaks for eleven days."""
_CLOCK = re.compile(r"(?:(\d{1,3}):)?(\d{1,2}):(\d{1,2})(?:[.,](\d{1,9}))?")
_NUMBER = re.compile(r"(\d{1,9}(?:\.\d{1,9})?)(ms|s|min|h)?")
_DURATION = re.compile(r"PT(?:(\d{1,4})H)?(?:(\d{1,5})M)?(?:(\d{1,6}(?:\.\d{1,9})?)S)?")


def milliseconds(said: str, unit: str = "s") -> int | None:
    """The milliseconds of a clock (`00:01:02.5`), a duration (`PT2.5S`) or a number in its own or this unit; None for anything else.

    >>> milliseconds("00:01:02.5"), milliseconds("PT1M2.5S"), milliseconds("62.5"), milliseconds("62500", "ms"), milliseconds("-1")
    (62500, 62500, 62500, 62500, None)
    """
    text = said.strip()
    if found := _NUMBER.fullmatch(text):
        return _bounded(float(found[1]) * _UNITS.get(found[2] or unit, 1000.0))
    if found := _CLOCK.fullmatch(text):
        seconds = (int(found[1] or 0) * 60 + int(found[2])) * 60 + int(found[3])
        return _bounded(1000 * (seconds + float(f"0.{found[4] or 0}")))
    if (found := _DURATION.fullmatch(text)) and len(text) > 2:
        return _bounded(1000 * (int(found[1] or 0) * 3600 + int(found[2] or 0) * 60 + float(found[3] or 0)))
    return None


def _bounded(value: float) -> int | None:
    return round(value) if value <= _LATEST else None


@dataclass(frozen=True, slots=True)
class _When:
    """A point of time as a document says it: milliseconds after another point, or by itself (None: not known)."""

    interval: int | None
    since: str
    itself: int | None


class Timeline:
    """When the points of time of a document are."""

    def __init__(self, root: etree._Element) -> None:
        self.whens: dict[str, _When] = {}
        self.points: dict[str, int | None] = {}
        for timeline in root.iter("{*}timeline"):
            self._read(timeline)

    def _read(self, timeline: etree._Element) -> None:
        """The points of one timeline: those without `since` are counted from the one before, clocks from the origin where it has one."""
        unit = timeline.get("unit", "s")
        origin = _id(timeline.get("origin", ""))
        said = {when.get(ID) or when.get("id") or "": when for when in timeline.iterchildren("{*}when")}
        begin = (_clock(said[origin]) if origin in said else None) or 0
        before = ""
        for id, when in said.items():
            clock = _clock(when)
            itself = max(clock - begin, 0) if clock is not None else None if before else 0
            self.whens[id] = _When(
                milliseconds(when.get("interval", ""), when.get("unit", unit)), _id(when.get("since", "")) or before, itself
            )
            before = id

    def at(self, said: str | None) -> int | None:
        """The milliseconds that an attribute says: of the point it refers to, else its own; None when it says nothing."""
        if not said:
            return None
        id = _id(said)
        return self._point(id) if id in self.whens else milliseconds(said)

    def _point(self, id: str) -> int | None:
        chain: list[str] = []
        seen: set[str] = set()
        while id not in self.points and id not in seen and id in self.whens and self.whens[id].interval is not None:
            chain.append(id)
            seen.add(id)
            id = self.whens[id].since
        at = self.points[id] if id in self.points else self.whens[id].itself if id in self.whens and id not in seen else 0
        for each in reversed(chain):
            interval = self.whens[each].interval
            at = _bounded(at + interval) if at is not None and interval is not None else None
            self.points[each] = at
        return at


def _id(said: str) -> str:
    return said.strip().rpartition("#")[2]


def _clock(when: etree._Element) -> int | None:
    """What a point says of itself: a clock, with or without a date before it and a zone behind it."""
    said = re.search(r"\d{1,3}:\d{2}:\d{2}(?:[.,]\d{1,9})?", when.get("absolute", "")[:80])
    return milliseconds(said[0]) if said else None
