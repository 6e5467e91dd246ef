"""Times in the columns of a table: clocks, or numbers in a unit that the heading or the numbers themselves tell."""

from __future__ import annotations

import re
from collections.abc import Iterable
from itertools import pairwise
from typing import NamedTuple

from qualcode.importers import _times

_UNITS = {"milliseconds": 1.0, "seconds": 1000.0, "minutes": 60_000.0}
_SAID = re.compile(r"(?P<bare>.*?)[\s(\[]*(?:(?P<ms>ms|milli\w*)|(?P<s>s|sec\w*)|(?P<min>min\w*))[)\]]*")
_LONGEST_HEADING = 60
_NUMBER = re.compile(r"\d{1,12}(?:[.,]\d{1,9})?")
_BETWEEN = re.compile(r"\s*(?:-->|→|\s[-–]\s|[-–](?=\d{1,2}:\d{2}:))\s*")
_LONGEST = 80
"""Characters; two times are not written in more."""
_LATEST = 10**9
"""Milliseconds: nobody speaks for eleven days."""
_SLOW = 0.08
"""Words in a unit of time: nobody speaks as slowly in seconds, nor as fast in milliseconds."""


class Row(NamedTuple):
    """What a row says of its times, and how many words it has."""

    start: str
    end: str
    words: int


def unit_of(title: str) -> tuple[str, str]:
    """A heading without the unit in it, and the unit: `("start", "milliseconds")` for `start (ms)`; the unit is empty when none is said.

    >>> unit_of("start (ms)"), unit_of("end sec"), unit_of("begin"), unit_of("min")
    (('start', 'milliseconds'), ('end', 'seconds'), ('begin', ''), ('min', ''))
    """
    found = _SAID.fullmatch(title) if len(title) <= _LONGEST_HEADING else None
    if found is None or not found["bare"] or found["bare"][-1:].isalpha() == title[len(found["bare"]) : len(found["bare"]) + 1].isalpha():
        return title, ""
    return found["bare"], "milliseconds" if found["ms"] else "seconds" if found["s"] else "minutes"


def unit_told_by(rows: Iterable[Row]) -> str:
    """The unit of the numbers in columns of times: seconds when any has decimals, else what the words of the rows make likely.

    Empty when there are no numbers.
    """
    numbers: list[tuple[float, int]] = []
    length = words = 0.0
    for row in rows:
        start, end = _number(row.start), _number(row.end)
        if start is None:
            continue
        if "." in row.start + row.end or "," in row.start + row.end:
            return "seconds"
        numbers.append((start, row.words))
        if end is not None and end > start:
            length, words = length + end - start, words + row.words
    if not numbers:
        return ""
    if not length:
        for (start, count), (after, _) in pairwise(numbers):
            if after > start:
                length, words = length + after - start, words + count
    return "milliseconds" if length and words / length < _SLOW else "seconds"


def _number(said: str) -> float | None:
    return float(said.strip().replace(",", ".")) if _NUMBER.fullmatch(said.strip()) else None


def both(said: str) -> tuple[str, str]:
    """The beginning and the end that one cell says, `00:01:02 - 00:01:05`; the end is empty when it says none."""
    bare = said.strip()
    start, *end = _BETWEEN.split(bare, maxsplit=1) if len(bare) <= _LONGEST else (bare,)
    return start, end[0] if end else ""


def milliseconds(said: str, unit: str) -> int | None:
    """The milliseconds of a clock, or of a number in this unit; None for anything else."""
    number = _number(said)
    if number is not None:
        value = number * _UNITS.get(unit, 1000.0)
        return round(value) if value <= _LATEST else None
    return _times.alone(said.strip())
