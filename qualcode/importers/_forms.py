"""The forms in which a line begins with a label: with a colon, in brackets, before a dash or a tab, in bold, alone, with a time."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from itertools import pairwise

from qualcode.importers import _labels, _times
from qualcode.importers._labels import DETAIL, LABEL, Mark
from qualcode.importers._lines import Line

SPACE = r"[ \t\xa0\u202f]"
_REACH = 400
"""How much of a line is looked at: labels are shorter, and patterns take long for a line of spaces."""
_STRONG = r"(?:\*{2,3}|__)?"
HEAD = (
    rf"{SPACE}*(?:(?:\[\d{{1,5}}\]|\d{{1,5}}[.)]){SPACE}*(?![:\d])|\d{{1,5}}{SPACE}+)?(?:[-–—•▪·►]{SPACE}+)?{_STRONG}"
    rf"(?:(?P<time>{_times.MARK}){SPACE}*(?:[-–]{SPACE}+)?)?"
)
"""The pattern of what may stand before a label: a number, a point of a list, the stars of Markdown, a time."""
AFTER = rf"(?:{SPACE}*(?P<after>{_times.MARK}))?"
"""The pattern of a time after a label."""
THEN = rf"(?:(?P<then>{_times.CLEAR}){SPACE}*)?"
"""The pattern of a time before the speech."""
_NAMED = rf"{HEAD}{LABEL}{_STRONG}{DETAIL}{_STRONG}{AFTER}"

_PLAIN = re.compile(r"([^\W\d_](?:[^\W_]|[ ](?=[^\W_])){0,40}) ?: (?=[^\W\d_])")
"""What most labels look like, `R1: text` and `Animateur : text`: seen in a tenth of the time, as `_COLON` sees it."""

# Patterns are compiled when they are first used: together they take a fifth of a second, and most files need two of them.
_COLON = rf"{_NAMED}{SPACE}*[:：]{_STRONG}(?![\d/\\]){SPACE}*{THEN}"
_COMMA = rf"{HEAD}{LABEL},{SPACE}*(?P<detail>[^,:;.!?\n\t]{{1,40}}){AFTER}{SPACE}*[:：](?![\d/\\]){SPACE}*{THEN}"
_BRACKET = rf"{HEAD}\[{LABEL}\](?:{DETAIL}(?={AFTER.replace('after', 'ahead')}{SPACE}*:))?{AFTER}{SPACE}*:?{SPACE}*{THEN}"
_DASH = rf"{_NAMED}{SPACE}*[-–—]{SPACE}+{THEN}(?=\S)"
_TAB = rf"{_NAMED}[ \xa0]*:?\t+[ \xa0]*{THEN}(?=\S)"
_BOLD = rf"{_NAMED}{SPACE}*[:.–-]?{SPACE}*{THEN}"
_ALONE = rf"{_NAMED}{SPACE}*{THEN}"
_NUMBERED = rf"{SPACE}*\d{{2,5}}{SPACE}+(?P<label>[A-Z]){SPACE}+(?=\S)"
_UPPER = r"[^\W\d_a-zà-öø-ÿ]"
_SPACED = (
    rf"{HEAD}(?P<label>{_UPPER}{{1,20}}[ -]?\d{{1,3}}|[^\W\d_]{{2,20}}(?=\.)|{_UPPER}{{2,20}}(?:{SPACE}{_UPPER}{{2,20}})?)"
    rf"{DETAIL}{AFTER}\.?{SPACE}+{THEN}(?=[^\s–—-])"
)


def _person(group: str) -> str:
    """The pattern of a name as meeting programs write it, with a comma perhaps."""
    return rf"(?P<{group}>[^\W\d_][^\n\t:;!?«»\"“”\[\](){{}}<>|*]{{0,60}}?)"


_PERSON = rf"(?:\[{_person('inside')}\]|{_person('label')}){DETAIL}"
_PERSON_THEN_TIME = rf"{SPACE}*{_PERSON}:?{SPACE}+(?P<clock>{_times.MARK}){SPACE}*:?{SPACE}*"
_TIME_THEN_PERSON = rf"{SPACE}*(?P<clock>{_times.MARK}){SPACE}*[-–|]?{SPACE}*{_PERSON}{SPACE}*:?{SPACE}*"
_PERSON_ALONE = rf"{SPACE}*{_PERSON}{SPACE}*:?{SPACE}*"

Finder = Callable[[Line], Mark | None]


def _mark(found: re.Match[str] | None) -> Mark | None:
    if found is None:
        return None
    label, detail, *typed = found.group("label", "detail", "time", "after", "then")
    return made(label, detail, next(filter(None, typed), ""), found.end())


def made(label: str, detail: str | None, typed: str, said: int) -> Mark:
    """A label with what stands with it: a detail that is a time is one, and `typed` is another."""
    if detail and _times.alone(detail) is not None:
        typed, detail = typed or detail, ""
    time, until = _times.span(typed) if typed else (None, None)
    return Mark(_labels.tidy(label), detail.strip() if detail else "", said, time, until)


def by_colon(beginning: str) -> Mark | None:
    """The label before a colon, whatever stands with it."""
    return _mark(re.match(_COLON, beginning))


def colon(line: Line) -> Mark | None:
    """`R1 (v, CGG): text`, `[00:12:30] R1: text`, `12. Modératrice : text`, `R1, CGG: text`."""
    beginning = line.text[:_REACH]
    if ":" not in beginning and "：" not in beginning:
        return None
    if plain := _PLAIN.match(beginning):
        return Mark(_labels.tidy(plain[1]), "", plain.end())
    mark = by_colon(beginning)
    if mark is None and "," in beginning:
        mark = _mark(re.match(_COMMA, beginning))
        if mark and _labels.several(together := f"{mark.label}, {mark.detail}"):
            return mark._replace(label=together, detail="")
        return mark if mark and (_labels.shaped(mark.label) or _labels.is_role_word(mark.label)) else None
    return mark


def bracket(line: Line) -> Mark | None:
    """`[Spreker 2] text`; other words in brackets are a transcriber's notes, unless a colon follows."""
    beginning = line.text[:_REACH]
    found = re.match(_BRACKET, beginning) if "[" in beginning else None
    mark = _mark(found)
    if mark is None or found is None:
        return None
    followed = ":" in found[0][found[0].rindex("]") :]
    return mark if followed or _labels.shaped(mark.label) or _labels.is_role_word(mark.label) else None


def colon_or_bracket(line: Line) -> Mark | None:
    """A label that a colon or brackets set off."""
    return colon(line) or bracket(line)


def dash(line: Line) -> Mark | None:
    """`P3 - text`."""
    mark = _mark(re.match(_DASH, line.text[:_REACH]))
    return mark if mark and len(mark.label.split()) <= 3 else None


def tab(line: Line) -> Mark | None:
    """`R1`, a tab, text."""
    beginning = line.text[:_REACH]
    return _mark(re.match(_TAB, beginning)) if "\t" in beginning else None


_LONGEST = 240
"""Characters; nothing that is longer is a label."""


def bold(line: Line) -> Mark | None:
    """A bold beginning of a line that goes on."""
    if not 0 < line.bold < _LONGEST or not line.text[line.bold :].strip():
        return None
    mark = _mark(re.fullmatch(_BOLD, line.text[: line.bold])) if line.bold <= _REACH else None
    return mark._replace(said=line.bold) if mark else None


def alone(line: Line) -> Mark | None:
    """A line that is a label and nothing else."""
    if line.cell or len(line.text) > 100 or line.text.rstrip().endswith((".", "!", "…", "-", "–")):
        return None
    mark = _mark(re.fullmatch(_ALONE, line.text))
    return mark if mark and len(mark.label.split()) <= 4 else None


def spaced(line: Line) -> Mark | None:
    """`INT. text`, `R1 text`, `MODERATOR text`: an upper-case word or `R1` and only a space after it; after a number a letter (`0012 M text`)."""
    lettered = re.match(_NUMBERED, line.text[:_REACH])
    if lettered:
        return Mark(lettered["label"], "", lettered.end())
    mark = _mark(re.match(_SPACED, line.text[:_REACH]))
    return mark if mark and (mark.label.isupper() or _labels.shaped(mark.label) or _labels.is_role_word(mark.label)) else None


def timed(lines: Sequence[Line]) -> list[Mark | None]:
    """A name and a time on a line, or on two lines in either order, with the words on the lines below: as meeting programs write them."""
    if any(line.start is not None for line in lines):
        return _above(lines)
    beside = [_beside(line) for line in lines]
    written = [number for number, line in enumerate(lines) if line.text.strip()]
    clocks = [_times.alone(lines[number].text) is not None for number in written]
    if sum(clocks) <= sum(mark is not None for mark in beside):
        return beside
    return max((_between(lines, written, clocks, step) for step in (1, -1)), key=_recurring)


def _beside(line: Line) -> Mark | None:
    if line.cell or ":" not in line.text or len(line.text) > 140:
        return None
    return _person_of(re.fullmatch(_PERSON_THEN_TIME, line.text)) or _person_of(re.fullmatch(_TIME_THEN_PERSON, line.text))


def _above(lines: Sequence[Line]) -> list[Mark | None]:
    """Names on the first of several lines of a cue."""
    marks: list[Mark | None] = [None] * len(lines)
    for number, (line, after) in enumerate(pairwise(lines)):
        first = not number or (lines[number - 1].start, lines[number - 1].end) != (line.start, line.end)
        if first and line.start is not None and (line.start, line.end) == (after.start, after.end):
            marks[number] = _person_of(re.fullmatch(_PERSON_ALONE, line.text), "-") if len(line.text) <= 100 else None
    return marks


def _between(lines: Sequence[Line], written: Sequence[int], clocks: Sequence[bool], step: int) -> list[Mark | None]:
    """Names alone on the line after a line that is a time (`step` 1), or on the one before it (-1)."""
    marks: list[Mark | None] = [None] * len(lines)
    for at, number in enumerate(written):
        if not clocks[at] and 0 <= at - step < len(written) and clocks[at - step] and len(lines[number].text) <= 100:
            marks[number] = _person_of(re.fullmatch(_PERSON_ALONE, lines[number].text), lines[written[at - step]].text)
    return marks


def _recurring(marks: Sequence[Mark | None]) -> int:
    labels = [mark.label for mark in marks if mark]
    return len(labels) - len(set(labels))


def _person_of(found: re.Match[str] | None, beside: str = "") -> Mark | None:
    """The label of a name as meeting programs write it; `beside` is the line with its time."""
    if found is None:
        return None
    return made(found["inside"] or found["label"], found["detail"], beside or found["clock"], found.end())
