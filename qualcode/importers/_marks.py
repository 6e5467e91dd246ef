"""Which lines of a transcript begin with a speaker's label, judged over the whole of it."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from qualcode.errors import QualcodeError
from qualcode.importers import _labels, _times
from qualcode.importers._labels import Mark
from qualcode.importers._lines import Line
from qualcode.model import ImportOptions

MAX_PATTERN = 200
_PLAIN = 0.4
"""The share of lines that `label:` must begin for the other forms of a label not to be tried."""
_WEAK = 0.2
"""The share of lines that a label without a colon must begin."""
_UNKNOWN = 0.1
"""The share of lines that labels must begin when none is known as one."""
_SETTLED = 3
_MOSTLY = 0.8
"""Where so many labels are known, and begin so many of the lines that might, others must recur more often to be believed."""
_MIN_BOLD = 3
"""How many labels must be bold for boldness to tell labels from speech: the moderator's alone often is."""
_MAX_REST = 60
_MAX_HEADING = 20

_PLAINEST = _labels.colon_or_bracket
_OTHERS: tuple[_labels.Finder, ...] = (_labels.bold, _labels.tab, _labels.dash, _labels.alone, _labels.spaced)


@dataclass(frozen=True, slots=True)
class Marks:
    """For each line its label or None; `doubted` are those that were taken for speech, by the index of their line."""

    of: tuple[Mark | None, ...]
    doubted: Mapping[int, Mark] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class _Found:
    """The labels that one style finds: all candidates, and the labels that are believed."""

    candidates: list[Mark | None]
    accepted: frozenset[str]

    @property
    def lines(self) -> int:
        return sum(1 for mark in self.candidates if mark and mark.label in self.accepted)


def find(lines: Sequence[Line], options: ImportOptions) -> Marks:
    """The labels that lines begin with. Raises QualcodeError for a label pattern that is none."""
    if any(line.label for line in lines):
        return Marks(tuple(Mark(line.label, line.detail, line.said, line.start) if line.label else None for line in lines))
    if options.speakers == "table":
        return Marks((None,) * len(lines))
    if options.label:
        given = pattern(options.label)
        return Marks(tuple(_by_pattern(given, line) for line in lines))
    return _by_style(lines, _labels.named(options))


def pattern(text: str) -> re.Pattern[str]:
    """The pattern that a person gave for labels. Raises QualcodeError for one that is too long or cannot be understood."""
    if len(text) > MAX_PATTERN:
        raise QualcodeError(f"The pattern for labels has {len(text)} characters.", f"Make it at most {MAX_PATTERN} characters long.")
    try:
        return re.compile(text)
    except re.error as error:
        raise QualcodeError(
            f"The pattern for labels cannot be understood: {error}", r"Write a regular expression, for example --label 'R\d+|Mod'"
        ) from error


def pattern_for(labels: Iterable[str]) -> str:
    r"""A pattern that finds these labels, those that differ in their number only as one; `REGEX` when it would be longer than it may.

    >>> pattern_for(["Moderator", "R1", "R2", "Deelnemer 10", "R1?"])
    'Deelnemer \\d+|Moderator|R\\d+\\?|R\\d+'
    """
    # re.escape escapes spaces and hyphens too, which nobody has to read.
    forms = {re.sub(r"\d+", lambda _: r"\d+", re.sub(r"[.?+*^$()[\]{}|\\]", r"\\\g<0>", label)) for label in labels}
    pattern = "|".join(sorted(forms, key=lambda form: (-len(form), form)))
    return pattern if len(pattern) <= MAX_PATTERN else "REGEX"


_SEPARATOR = re.compile(r"[ \t\xa0\u202f]*[:：.–—-]?[ \t\xa0\u202f]*")


def _by_pattern(pattern: re.Pattern[str], line: Line) -> Mark | None:
    time, start = _times.leading(line.text)
    for position in (0, start) if start else (0,):
        found = pattern.match(line.text, position)
        if found is None or not found[0]:
            continue
        label = found.groupdict().get("label") or (found[1] if pattern.groups else found[0]) or found[0]
        name, detail = _labels.split(label)
        after = _SEPARATOR.match(line.text, found.end())
        return Mark(name or _labels.tidy(label), detail, after.end() if after else found.end(), time if position else None)
    return None


def _by_style(lines: Sequence[Line], named: tuple[str, ...]) -> Marks:
    written = [number for number, line in enumerate(lines) if line.text.strip()]
    plain = _style(_PLAINEST, lines, len(written), named)
    best = plain
    if plain.lines < _PLAIN * len(written):
        others = [_style(finder, lines, len(written), named) for finder in _OTHERS]
        best = max([plain, *others], key=lambda style: style.lines)
    if not best.accepted:
        return Marks((None,) * len(lines))
    marks = [mark if mark and mark.label in best.accepted else None for mark in best.candidates]
    for number in written:
        if marks[number] is None:
            marks[number] = _known(lines[number], plain.candidates[number], named)
    _drop_heading(lines, marks, plain.candidates)
    return Marks(tuple(marks), _doubted(lines, marks, plain.candidates))


def _style(finder: _labels.Finder, lines: Sequence[Line], written: int, named: tuple[str, ...]) -> _Found:
    candidates = [finder(line) for line in lines]
    counts = Counter(mark.label for mark in candidates if mark)
    looks = {label: _labels.looks(label, named) for label in counts}
    known = [label for label in counts if looks[label] == _labels.KNOWN]
    settled = len(known) >= _SETTLED and sum(counts[label] for label in known) >= _MOSTLY * counts.total()
    needed = {_labels.KNOWN: 1, _labels.NAME: 5 if settled else 2, _labels.PERHAPS: 5 if settled else 3}
    good = {label for label, count in counts.items() if looks[label] in needed and count >= needed[looks[label]]}
    good = _by_boldness(lines, candidates, good, looks)
    begun = sum(counts[label] for label in good)
    if not known:
        alone = len(good) < 2
        if begun < max(2, written * (3 * _UNKNOWN if alone else _UNKNOWN)):
            return _Found(candidates, frozenset())
    if finder is not _PLAINEST and begun < _WEAK * written:
        return _Found(candidates, frozenset())
    if sum(1 for label in good if _initials(label)) >= 2:
        good |= {label for label in counts if _initials(label)}
    return _Found(candidates, frozenset(good))


def _initials(label: str) -> bool:
    return label.isupper() and label.isalpha() and len(label) <= 3


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


def _known(line: Line, candidate: Mark | None, named: tuple[str, ...]) -> Mark | None:
    """The label of a line in another form than that of the rest, if it is known as a label."""
    for mark in (candidate, _labels.bold(line)):
        if mark and _labels.looks(mark.label, named) == _labels.KNOWN:
            return mark
    return None


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


def _doubted(lines: Sequence[Line], marks: list[Mark | None], candidates: list[Mark | None]) -> dict[int, Mark]:
    first = next((number for number, mark in enumerate(marks) if mark), len(marks))
    return {
        number: mark
        for number, mark in enumerate(candidates)
        if mark and number > first and marks[number] is None and _labels.looks(mark.label) >= _labels.NAME and lines[number].text.strip()
    }
