"""Time marks that transcribers type: `[00:12:30]`, `00:12:30`, `#00:01:02-3#`."""

from __future__ import annotations

import re

_CLOCK = r"\d{1,2}:\d{2}(?::\d{2})?(?:[.,]\d{1,3})?"
_F4 = r"(?:\d{1,2}:)?\d{1,2}:\d{2}(?:[-.,]\d{1,3})?"
_LONG = r"\d{1,2}:\d{1,2}:\d{1,2}(?:[.,]\d{1,3})?"
_TO = r"[ \t\xa0]*(?:-->|[-–—])[ \t\xa0]*"
_FROM_TO = rf"(?:{_CLOCK}{_TO}{_CLOCK}|{_LONG}{_TO}{_LONG})"
_INSIDE = rf"(?:{_FROM_TO}|{_CLOCK})"
_SET_OFF = rf"\#{_F4}\#|\[{_INSIDE}\]|\({_INSIDE}\)|<{_INSIDE}>|\b{_FROM_TO}"
MARK = rf"(?:{_SET_OFF}|\b{_CLOCK}\b)"
"""The pattern of a time mark, without groups: `00:12:30`, in brackets or not, or from one time to another (`00:12:30 - 00:12:34`)."""

CLEAR = rf"(?:{_SET_OFF}|\b\d{{1,2}}:\d{{2}}:\d{{2}}(?:[.,]\d{{1,3}})?\b)"
"""The pattern of a time mark where words may say a time too: `9:00` has to stand in brackets."""

_PARTS = re.compile(r"(?:(\d+):)?(\d{1,2}):(\d{1,2})(?:[.,](\d{1,3})|-(\d{1,3})(?=#))?")
_LEADING = re.compile(rf"\s*({CLEAR})\s*(?:[-–]\s+)?")
_WHOLE = re.compile(rf"\s*({MARK})\s*")
_TRAILING = re.compile(rf"(?P<mark>\#{_F4}\#|\[{_CLOCK}\]|\({_CLOCK}\)|<{_CLOCK}>)\s*$")
_LONGEST = 30
_REACH = 200


def milliseconds(mark: str) -> int | None:
    """The time that a mark says, in milliseconds, of two the first; None when it is no time (`12:75`).

    >>> milliseconds("#00:01:02-3#"), milliseconds("[1:02:03]"), milliseconds("(02:03.25)"), milliseconds("12:75")
    (62300, 3723000, 123250, None)
    """
    return span(mark)[0]


def span(mark: str) -> tuple[int | None, int | None]:
    """From when to when a mark says that something lasts, in milliseconds; None for a time that it does not say or that is none.

    >>> span("00:01:02 --> 0:1:3.5"), span("[02:03]")
    ((62000, 63500), (123000, None))
    """
    start, end = ([*map(_time, _PARTS.finditer(mark)), None, None])[:2]
    return start, end if start is not None and end is not None and end >= start else None


def _time(found: re.Match[str]) -> int | None:
    hours, minutes, seconds = int(found[1] or 0), int(found[2]), int(found[3])
    if seconds > 59 or (found[1] and minutes > 59):
        return None
    return ((hours * 60 + minutes) * 60 + seconds) * 1000 + int((found[4] or found[5] or "0").ljust(3, "0"))


def leading(line: str) -> tuple[int | None, int]:
    """The time mark at the beginning of a line in milliseconds, and where the line goes on after it; (None, 0) without one."""
    found = _LEADING.match(line[:_REACH])
    time = milliseconds(found[1]) if found else None
    return (time, found.end()) if found and time is not None else (None, 0)


def trailing(line: str) -> tuple[int | None, int]:
    """The time mark in brackets or number signs at the end of a line in milliseconds, and where the line ends before it.

    (None, the length of the line) without one: a time in the last words (`om 12:30`) is no mark.
    """
    if not line or line.rstrip()[-1:] not in ("#", "]", ")", ">"):
        return None, len(line)
    shift = max(0, len(line.rstrip()) - _LONGEST)
    found = _TRAILING.search(line, shift)
    time = milliseconds(found["mark"]) if found else None
    return (time, found.start()) if found and time is not None else (None, len(line))


def alone(line: str) -> int | None:
    """The time of a line that holds a time mark and nothing else."""
    if len(line) > 60 or ":" not in line:
        return None
    found = _WHOLE.fullmatch(line)
    return milliseconds(found[1]) if found else None
