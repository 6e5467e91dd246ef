"""Numbers before every line, or every fifth: they are part of the page, not of the speech."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise

from qualcode.importers._lines import Line, many

_NUMBER = re.compile(r"[ \t\xa0]*(\d{1,5})(?:[ \t\xa0]+(?=\S)|[ \t\xa0]*$)")
_REACH = 40
_MOSTLY = 0.9
"""The share of the numbers that must follow the one before them as the lines do."""
_STEPS = {1: (8, 0.9), 5: (4, 0.15), 10: (4, 0.08)}
"""How many lines numbers are apart, how many there must be at least, and the share of lines that have one then."""


def without(lines: Sequence[Line], labelled: Sequence[bool]) -> tuple[list[Line], list[str]]:
    """The lines without the numbers that count them, and a note; as they are when they have none, or only before labels.

    `labelled` says of each line whether it begins with a label: a number before it is outside its turn anyway.
    """
    found = {number: said for number, line in enumerate(lines) if not line.label and (said := _begins(line.text))}
    if len(found) < 4 or all(labelled[number] for number in found) or any(line.languages for line in lines):
        return list(lines), []
    written = [number for number, line in enumerate(lines) if line.text.strip()]
    order = {number: at for at, number in enumerate(written)}
    counting = [number for number in found if number in order]
    steps = [(int(found[other][1]) - int(found[one][1]), order[other] - order[one]) for one, other in pairwise(counting)]
    by = max(_STEPS, key=lambda step: sum(number == lines == step for number, lines in steps))
    regular = sum(number == lines == by for number, lines in steps)
    least, share = _STEPS[by]
    # A page may begin anew, so that not every number follows the one before it.
    if len(counting) < max(least, share * len(written)) or regular < _MOSTLY * len(steps):
        return list(lines), []
    kept = [_shortened(line, found[number].end()) if number in found else line for number, line in enumerate(lines)]
    return kept, [f"Numbers of lines left out of the text: {many(len(found), 'line')} began with one."]


def _begins(text: str) -> re.Match[str] | None:
    # Most lines begin with a letter, which is seen faster than a pattern sees it.
    return None if text[:1].isalpha() else _NUMBER.match(text[:_REACH])


def _shortened(line: Line, by: int) -> Line:
    return line._replace(text=line.text[by:], bold=max(0, line.bold - by))
