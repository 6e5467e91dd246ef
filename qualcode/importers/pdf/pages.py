"""The pages of a PDF file, read in a program of its own: a file that takes all of the time or memory takes that program only."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Any, NamedTuple

from qualcode.errors import Unreadable
from qualcode.importers.pdf import child
from qualcode.model import Source
from qualcode.opening import guard

_PROGRAM = Path(child.__file__)
_PATIENCE = 30
"""Seconds by the clock, for a machine that is busy with other things; what counts is the time that the program works."""

_SPELT = {"ﬀ": "ff", "ﬁ": "fi", "ﬂ": "fl", "ﬃ": "ffi", "ﬄ": "ffl", "ﬅ": "st", "ﬆ": "st", "\u6600\ucf00": "ffi"}
_LIGATURES = re.compile("[\ufb00-\ufb06]|\u6600\ucf00|[\u6600\u6800\u6900\u6a00\u6b00\u6c00\u7300\u7400]{2,3}")


class Stretch(NamedTuple):
    """Words that follow each other on one line, set in the same way. Places are in points, `level` is how high the line is on its page.

    `glued` says that no space is before it, `first` is where its first word ends, `order` its place among all that is drawn on the page.
    `joints` are the places in it, by offset and left edge, where no space was drawn though others are: there may be a tab.
    """

    text: str
    left: float
    right: float
    level: float
    size: float
    bold: bool
    glued: bool
    first: float
    joints: list[tuple[int, float]]
    order: int


@dataclass(frozen=True, slots=True)
class Page:
    """One page: its text, and what is on it besides."""

    number: int
    width: float
    height: float
    stretches: tuple[Stretch, ...]
    ligatures: int
    askew: str
    invisible: int
    pictures: int
    notes: tuple[str, ...]
    fields: tuple[str, ...]


def pages(source: Source) -> list[Page]:
    """The pages of a PDF file. Raises Unreadable for what is damaged, protected, or takes more time and memory than a transcript can need."""
    name = source.path.name
    try:
        done = subprocess.run([sys.executable, "-P", _PROGRAM], input=source.data, capture_output=True, timeout=_PATIENCE, check=False)  # noqa: S603
    except subprocess.TimeoutExpired as error:
        raise _too_much(name) from error
    if done.returncode:
        raise _too_much(name)
    found = json.loads(done.stdout)
    if "error" in found:
        raise _refused(name, found["error"], found.get("page", 0))
    return [
        Page(
            number,
            page["width"],
            page["height"],
            tuple(_stretch(order, *stretch) for order, stretch in enumerate(page["stretches"])),
            sum(len(_LIGATURES.findall(stretch[0])) for stretch in page["stretches"]),
            page["askew"],
            page["invisible"],
            page["pictures"],
            tuple(page["notes"]),
            tuple(page["fields"]),
        )
        for number, page in enumerate(found["pages"], 1)
    ]


def _stretch(order: int, text: str, *rest: Any) -> Stretch:
    left, right, level, size, bold, glued, first, joints = rest
    return Stretch(_letters(text), left, right, level, size, bold, glued, first, [(offset, at) for offset, at in joints], order)


def _letters(text: str) -> str:
    """A text with letters for ligatures: those of fonts, and those whose halves come the wrong way round (`fi` as U+6600 U+6900)."""
    return _LIGATURES.sub(lambda found: _SPELT.get(found[0]) or found[0].encode("utf-16-be").decode("utf-16-le"), text)


def _too_much(name: str) -> Unreadable:
    return Unreadable(
        f"{name} is damaged, or takes more than {child.SECONDS} s or {child.MEMORY // guard.MEGABYTE} MB to read.",
        "If you trust it, print it to a new PDF, or save its text as .docx or .txt, and import that.",
    )


def _refused(name: str, why: str, page: int) -> Unreadable:
    if why == child.PROTECTED:
        return guard.protected(name)
    if why == child.LARGE_PAGES:
        return Unreadable(
            f"{name} has more than {child.MAX_PAGES} pages, which no transcript has.", "Is it the right file? If so, split it."
        )
    if why == child.LARGE_TEXT:
        return Unreadable(
            f"{name} has more than {child.MAX_LETTERS} letters, which no transcript has.", "Is it the right file? If so, split it."
        )
    return Unreadable(
        f"{name} is damaged or cut off{f': page {page} cannot be read' if page else ''}.", "Print it to a new PDF, and import that."
    )
