"""Which lines of a transcript begin with a speaker's label, judged over the whole of it."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache

from qualcode.importers import _forms, _labels, _times
from qualcode.importers._labels import Mark
from qualcode.importers._lines import Line
from qualcode.importers._patterns import Pattern
from qualcode.model import ImportOptions

_PLAIN = 0.4
"""The share of lines that `label:` must begin for the other forms of a label not to be tried."""
_WEAK = 0.2
"""The share of lines that a label without a colon must begin."""
_UNKNOWN = 0.1
"""The share of lines that labels must begin when none is known as one."""
_SETTLED = 2
_MOSTLY = 0.6
"""Where so many participants are known by their labels, and labels that are known begin so many of the lines that might, others must recur
more often to be believed."""
_TIMED = 0.6
"""The share of names with a time that must look like names."""
_MIN_BOLD = 3
"""How many labels must be bold for boldness to tell labels from speech: the moderator's alone often is."""
_REACH = 400
_MAX_REST = 60
_MAX_HEADING = 20

_PLAINEST = _forms.colon_or_bracket
_OTHERS: tuple[_forms.Finder, ...] = (_forms.bold, _forms.tab, _forms.dash, _forms.alone, _forms.spaced)
_ELSEWHERE: tuple[_forms.Finder, ...] = (_forms.tab, _forms.dash, _forms.alone)
"""The forms in which a label that is one already is recognised among labels of another form."""

_OF_THE_PROGRAM = re.compile(
    r"(?P<who>\S.{0,60}?)\s+(?:started|stopped|a (?:démarré|commencé|lancé|arrêté)|heeft|is)\b.{0,30}\b"
    r"(?:transcri\w+|recording|opname|enregistrement)(?:\s\w{3,12})?\.?"
)


@dataclass(frozen=True, slots=True)
class Marks:
    """For each line its label or None.

    `doubted` are labels that were taken for speech, by the index of their line; `outside` are lines that a meeting program wrote.
    """

    of: tuple[Mark | None, ...]
    doubted: Mapping[int, Mark] = field(default_factory=dict)
    outside: frozenset[int] = frozenset()


@dataclass(frozen=True, slots=True)
class _Found:
    """The labels that one style finds: all candidates, how much each looks like a label, and those that are believed."""

    candidates: list[Mark | None]
    looks: Mapping[str, int]
    accepted: frozenset[str] = frozenset()

    @property
    def lines(self) -> int:
        return sum(1 for mark in self.candidates if mark and mark.label in self.accepted)


def find(lines: Sequence[Line], options: ImportOptions) -> Marks:
    """The labels that lines begin with. Raises Unusable for a label pattern that is none or takes too long."""
    if any(line.label for line in lines):
        return Marks(tuple(Mark(line.label, line.detail, line.said, line.start) if line.label else None for line in lines))
    if options.speakers == "table":
        return Marks((None,) * len(lines))
    if options.label:
        pattern = Pattern("--label", options.label)
        return Marks(tuple(_by_pattern(pattern, line.text) for line in lines))
    return _by_style(lines, _labels.named(options))


@cache
def _around() -> tuple[re.Pattern[str], re.Pattern[str], re.Pattern[str]]:
    """What may stand before a person's pattern, what after it with a detail, and what without; compiled only where a pattern is given."""
    return (
        re.compile(rf"{_forms.HEAD}(?P<bracket>\[)?"),
        re.compile(rf"\]?{_labels.DETAIL}{_forms.AFTER}{_forms.SPACE}*(?:[:：]|\t|$){_forms.SPACE}*{_forms.THEN}"),
        re.compile(rf"\]?{_forms.AFTER}{_forms.SPACE}*[:：.–—-]?{_forms.SPACE}*{_forms.THEN}"),
    )


def _by_pattern(pattern: Pattern, text: str) -> Mark | None:
    """The label that a person's pattern finds at the beginning of a line, or after a number, a time or a bracket there."""
    ahead, detailed, plainly = _around()
    before = ahead.match(text[:_REACH])
    assert before is not None
    for position in sorted({0, before.start("time"), before.end("time"), before.end()} - {-1}):
        start = position + len(text[position:]) - len(text[position:].lstrip())
        found = pattern.match(text, start)
        if found is None:
            continue
        label = found.groupdict().get("label") or (found[1] if found.re.groups else found[0]) or found[0]
        name, detail = _labels.split(label)
        after = detailed.match(text, found.end()) or plainly.match(text, found.end())
        assert after is not None
        groups = after.groupdict()
        typed = (before["time"] if position else None) or groups["after"] or groups["then"] or ""
        return _forms.made(name or label, detail or groups.get("detail"), typed, after.end())
    return None


def _by_style(lines: Sequence[Line], named: tuple[str, ...]) -> Marks:
    written = [number for number, line in enumerate(lines) if line.text.strip()]
    plain = _style(_PLAINEST, lines, len(written), named)
    best = plain
    outside: frozenset[int] = frozenset()
    if plain.lines < _PLAIN * len(written):
        timed = _timed(lines, len(written), named)
        others = [] if timed.accepted else [_style(finder, lines, len(written), named) for finder in _OTHERS]
        best = max([timed, plain, *others], key=lambda style: style.lines)
        outside = _program_lines(lines, timed.accepted) if best is timed else outside
    if not best.accepted:
        return Marks((None,) * len(lines), _doubted(lines, [None] * len(lines), plain, -1))
    marks = [mark if mark and mark.label in best.accepted else None for mark in best.candidates]
    for number in written:
        if marks[number] is None:
            marks[number] = _known(lines[number], plain.candidates[number], best.accepted, named)
    _drop_heading(lines, marks, plain.candidates)
    first = next((number for number, mark in enumerate(marks) if mark), len(marks))
    doubted = _doubted(lines, marks, plain, first) | _doubted(lines, marks, best, first)
    return Marks(tuple(marks), dict(sorted(doubted.items())), outside)


def _style(finder: _forms.Finder, lines: Sequence[Line], written: int, named: tuple[str, ...]) -> _Found:
    candidates = [finder(line) if line.text else None for line in lines]
    counts = Counter(mark.label for mark in candidates if mark)
    looks = {label: _labels.looks(label, named) for label in counts}
    known = [label for label in counts if looks[label] == _labels.KNOWN]
    participants = sum(_labels.shaped(label) for label in known)
    settled = participants >= _SETTLED and sum(counts[label] for label in known) >= _MOSTLY * counts.total()
    needed = {_labels.KNOWN: 1, _labels.NAME: 5 if settled else 2, _labels.PERHAPS: 5 if settled else 3}
    good = {label for label, count in counts.items() if looks[label] in needed and count >= (2 if _letter(label) else needed[looks[label]])}
    good = _by_boldness(lines, candidates, good, looks)
    begun = sum(counts[label] for label in good)
    if not known:
        alone = len(good) < 2
        if begun < max(2, written * (3 * _UNKNOWN if alone else _UNKNOWN)):
            return _Found(candidates, looks)
    if begun == 1 and next(number for number, mark in enumerate(candidates) if mark and mark.label in good) > _MAX_HEADING:
        return _Found(candidates, looks)
    if finder is not _PLAINEST and begun < _WEAK * written:
        return _Found(candidates, looks)
    initials = Counter(len(label) for label in good if _initials(label))
    good |= {label for label in counts if _initials(label) and initials[len(label)] >= 2}
    return _Found(candidates, looks, frozenset(good))


def _letter(label: str) -> bool:
    return len(label) == 1 and label.isupper()


def _initials(label: str) -> bool:
    return label.isupper() and label.isalpha() and len(label) <= 3


def _timed(lines: Sequence[Line], written: int, named: tuple[str, ...]) -> _Found:
    """The names that stand with a time: a name that occurs once is one too."""
    candidates = _forms.timed(lines)
    counts = Counter(mark.label for mark in candidates if mark)
    looks = {label: _labels.looks(label, named) for label in counts}
    good = {label for label, count in counts.items() if looks[label] >= _labels.NAME or (looks[label] == _labels.PERHAPS and count > 1)}
    begun = sum(counts[label] for label in good)
    if begun < max(2, _WEAK * written, _TIMED * counts.total()):
        good = set()
    return _Found(candidates, looks, frozenset(good))


def _program_lines(lines: Sequence[Line], people: frozenset[str]) -> frozenset[int]:
    """Lines in which the meeting program says what one of the speakers did: `Lies Wouters stopped transcription`."""
    found = ((number, _OF_THE_PROGRAM.fullmatch(line.text.strip())) for number, line in enumerate(lines) if len(line.text) < 200)
    return frozenset(number for number, said in found if said and said["who"] in people)


def _by_boldness(lines: Sequence[Line], candidates: list[Mark | None], good: set[str], looks: dict[str, int]) -> set[str]:
    """Where labels are bold, an unknown one that is not is speech, and a bold one that occurs once is a label."""
    bold: Counter[str] = Counter()
    plain: Counter[str] = Counter()
    for line, mark in zip(lines, candidates, strict=True):
        if mark and looks[mark.label] >= _labels.NAME:
            (bold if 0 < line.bold < len(line.text) else plain)[mark.label] += 1
    unknown = sum(count for label, count in plain.items() if label in good and looks[label] != _labels.KNOWN)
    if len(bold) < _MIN_BOLD or bold.total() < 2 * unknown:
        return good
    return {label for label in good if looks[label] == _labels.KNOWN} | set(bold)


def _known(line: Line, candidate: Mark | None, accepted: frozenset[str], named: tuple[str, ...]) -> Mark | None:
    """The label of a line in another form than that of the rest, if it is known as a label."""
    for mark in (candidate, _forms.bold(line)):
        if mark and _labels.looks(mark.label, named) == _labels.KNOWN:
            return mark
    elsewhere = (finder(line) for finder in _ELSEWHERE)
    return next(
        (mark for mark in elsewhere if mark and _kin(mark.label, accepted) and _labels.looks(mark.label, named) == _labels.KNOWN), None
    )


def _kin(label: str, accepted: frozenset[str]) -> bool:
    """Whether a label is one of those, or differs from one in its number only."""
    return label in accepted or re.sub(r"\d+", "0", label) in {re.sub(r"\d+", "0", other) for other in accepted}


def _drop_heading(lines: Sequence[Line], marks: list[Mark | None], candidates: list[Mark | None]) -> None:
    """Take back labels in a heading such as `Date: ...`, `Moderator: M1`: short ones among lines of that form which are no labels."""
    heading: set[int] = set()
    for number in range(min(len(lines), _MAX_HEADING)):
        mark, text = marks[number], lines[number].text
        if mark is None:
            if candidates[number] and len(text) <= _MAX_REST * 2:
                heading.add(number)
            continue
        rest = text[mark.said :].strip()
        beside = number - 1 in heading or (number + 1 < len(lines) and marks[number + 1] is None and candidates[number + 1] is not None)
        if not beside or not rest or len(rest) > _MAX_REST or rest.endswith((".", "?", "!", "…")) or _times.trailing(rest)[0] is not None:
            return
        marks[number] = None
        heading.add(number)


def _doubted(lines: Sequence[Line], marks: Sequence[Mark | None], style: _Found, first: int) -> dict[int, Mark]:
    """The candidates of a style after the first label that look like one and were not believed, by the index of their line."""
    return {
        number: mark
        for number, mark in enumerate(style.candidates)
        if mark and number > first and marks[number] is None and style.looks[mark.label] >= _labels.NAME and lines[number].text.strip()
    }
