"""Subtitle files: times, the paragraphs that are shown then, and the words in these without their markup."""

from __future__ import annotations

import html
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from qualcode.errors import Problem, Unreadable
from qualcode.importers._encodings import decoded
from qualcode.importers._lines import character_notes, check_lines, private_characters
from qualcode.importers._pieces import Piece, Plain
from qualcode.model import ImportOptions, Source
from qualcode.opening.guard import MEGABYTE, short
from qualcode.text import counted

MAX_SIZE = 8 * MEGABYTE
"""Bytes of a subtitle file: those of sixteen hours of speech with a time for every word."""

_CLOCK = r"(?:(\d{1,4}):)?(\d{1,3}):(\d{1,2})(?:[.,](\d{1,3}))?"
_ARROW = r"(?:-{1,3}>|[–—]>|→)"
_TIMING = re.compile(rf"\s*{_CLOCK}\s*{_ARROW}\s*{_CLOCK}(?:\s.*)?")
_LIKE_TIMING = re.compile(r"\s*\d[\d:.,]*\s*-->|.{0,80}-->\s*\d[\d:.,]*(?:\s|$)")


class Paragraph(NamedTuple):
    """Lines that no blank one parts. `line` is the number of the first, `parted` whether a blank one stands before it."""

    line: int
    parted: bool
    lines: tuple[str, ...]


_VOICE = re.compile(r"<v(?:\.[^\s<>]*)?[ \t]([^<>\n]*)>")
_TAG = re.compile(
    r"</?(?:[cibuvs]|ruby|rt|lang|font|span)?(?:\.[^\s<>]*)?(?:[ \t][^<>\n]*)?>|<\d[\d:.]*>|\{\\[^{}\n]{0,80}\}", re.IGNORECASE
)
_BREAK = re.compile(r"<br[ \t]*/?>", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Shown:
    """What is shown from `start` to `end` (milliseconds, None when they cannot be understood); `id` is the line before the time."""

    id: str
    start: int | None
    end: int | None
    paragraphs: tuple[Paragraph, ...]


def subtitles(source: Source, options: ImportOptions) -> tuple[str, list[str]]:
    """The canonical text of a subtitle file, and notes on how it came about.

    Raises Unreadable for what is no text, and for more bytes, lines or voices than subtitles can have.
    """
    name = source.path.name
    if len(source.data) > MAX_SIZE:
        raise Unreadable(
            f"{name} has more than {MAX_SIZE // MEGABYTE} MB, which no subtitles have.", "Is it the right file? If so, split it."
        )
    raw, notes = decoded(source, options)
    text, changes = counted(raw)
    check_lines(name, max(text.count("\n"), text.count("<v")))
    return text, [*notes, *character_notes(changes, private_characters(text))]


def is_timing(line: str) -> bool:
    """Whether a line says, or is meant to say, from when to when something is shown."""
    if ">" not in line and "→" not in line:
        return False
    return _TIMING.fullmatch(line) is not None or ("-->" in line and _LIKE_TIMING.match(line) is not None)


def blocks(text: str, *, names: bool) -> tuple[tuple[Paragraph, ...], list[Shown], list[Problem]]:
    """What stands before the first time, what is shown, and the times that cannot be understood.

    With `names` any line between a blank line and a time is the name of what is shown then, else only a number is.
    """
    lines = text.split("\n")
    timings = [number for number, line in enumerate(lines) if is_timing(line)]
    begins = [
        timing - _has_id(lines, last, timing, count, names=names)
        for count, (last, timing) in enumerate(zip([-1, *timings], timings, strict=False), 1)
    ]
    shown = []
    problems = []
    for timing, begin, end in zip(timings, begins, [*begins, len(lines)][1:], strict=True):
        times = _times(lines[timing])
        if times is None:
            message = f"the time of a cue cannot be understood: `{short(lines[timing])}`"
            problems.append(Problem(f"line {timing + 1}", message, "its words are kept without a time"))
        start, until = times or (None, None)
        shown.append(Shown("".join(lines[begin:timing]).strip(), start, until, _paragraphs(lines, timing + 1, end)))
    return _paragraphs(lines, 0, begins[0] if begins else len(lines)), shown, problems


def _has_id(lines: Sequence[str], last: int, timing: int, count: int, *, names: bool) -> bool:
    """Whether the line before a time is its name or number, and no words; `last` is the time before it, `count` which one it is."""
    before = timing - 1
    if before <= last or not lines[before].strip():
        return False
    parted = before == 0 or (before - 1 > last and not lines[before - 1].strip())
    if lines[before].strip().isdecimal():
        return parted or lines[before].strip() in (str(count), str(count - 1))
    return names and parted


def _paragraphs(lines: Sequence[str], start: int, end: int) -> tuple[Paragraph, ...]:
    found: list[tuple[int, bool, list[str]]] = []
    blank = start == 0
    for number in range(start, end):
        if not lines[number].strip():
            blank = True
        elif blank or not found:
            found.append((number + 1, blank, [lines[number]]))
            blank = False
        else:
            found[-1][2].append(lines[number])
    return tuple(Paragraph(line, parted, tuple(words)) for line, parted, words in found)


def _times(line: str) -> tuple[int, int] | None:
    found = _TIMING.fullmatch(line)
    if found is None:
        return None
    hours, minutes, seconds, fraction = (found.groups("0")[at::4] for at in range(4))
    start, end = (
        ((int(hours[at]) * 60 + int(minutes[at])) * 60 + int(seconds[at])) * 1000 + int(fraction[at].ljust(3, "0")) for at in range(2)
    )
    return (start, end) if start <= end else None


def words(shown: Shown, paragraphs: Sequence[Paragraph], plain: Plain, voice: str = "") -> Iterator[Piece]:
    """What each voice says in these paragraphs of what is shown, without markup; `voice` is that of words before any tag that names one."""
    marked = "\n".join(line for paragraph in paragraphs for line in paragraph.lines)
    parts = _VOICE.split(marked)
    for name, said in ((voice, parts[0]), *zip(parts[1::2], parts[2::2], strict=True)):
        text = plain.lines(_without_markup(said))
        if text:
            yield Piece(plain.line(_without_markup(name)), text, shown.start, shown.end)


def _without_markup(marked: str) -> str:
    return html.unescape(_TAG.sub("", _BREAK.sub(" ", marked))) if "<" in marked or "&" in marked or "{" in marked else marked


def gaps_note(gaps: Sequence[int]) -> list[str]:
    """The note on blank lines within what is shown at once; `gaps` are the numbers of the lines after them."""
    return [f"Blank lines within a cue, which goes on after them: {len(gaps)}, the first before line {gaps[0]}."] if gaps else []
