"""What each disagreement costs in agreement: its part of what a code's alpha lacks to 1."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

from qualcode.analysis._aligning import AGREED, Spot

Put = tuple[str, str, str, int, int]
"""A code on a span: transcript, code, coder, start and end."""


@dataclass(frozen=True)
class Ground:
    """What agreement in one transcript is counted over: who is compared, and the units (participants' turns, or parts of them) as spans, in order."""

    coders: tuple[str, ...]
    units: tuple[tuple[int, int], ...]

    def touched(self, start: int, end: int) -> range:
        """The units, by their place among these, that a span has characters of."""
        return range(bisect_right(self.units, start, key=lambda unit: unit[1]), bisect_left(self.units, end, key=lambda unit: unit[0]))


Grounds = Mapping[str, Ground]
"""By transcript."""

_Units = dict[tuple[str, int], set[str]]


@dataclass(frozen=True)
class Agreement:
    """How far coders agree on the units that have one code: `coded` is how many (coder, unit) have it, of `ratings` in all.

    `differing` is the sum over units of the pairs of coders who differ, both ways round, by the number of coders less one.
    """

    ratings: int
    coded: int
    differing: float

    @property
    def each(self) -> float | None:
        """What 1 of `differing` costs; None where nothing varies."""
        pairs = self.coded * (self.ratings - self.coded)
        return (self.ratings - 1) / (2 * pairs) if pairs else None

    @property
    def alpha(self) -> float | None:
        """Krippendorff's alpha, nominal, of having the code or not; None where nothing varies."""
        return None if self.each is None else 1 - self.differing * self.each


def put(spots: Iterable[Spot]) -> Iterator[Put]:
    """What the coders have put."""
    for spot in spots:
        for coding in spot.codings:
            yield coding.transcript, coding.code, coding.coder, coding.start, coding.end


def agreements(placed: Iterable[Put], grounds: Grounds) -> dict[str, Agreement]:
    """The agreement on each code that anybody has put on a unit."""
    ratings = sum(len(ground.coders) * len(ground.units) for ground in grounds.values())
    return {
        code: Agreement(
            ratings,
            sum(map(len, units.values())),
            sum(_differing(len(having), len(grounds[transcript].coders)) for (transcript, _), having in units.items()),
        )
        for code, units in _units(placed, grounds).items()
    }


def _units(placed: Iterable[Put], grounds: Grounds) -> dict[str, _Units]:
    """For each code, who has it on which unit."""
    found: defaultdict[str, _Units] = defaultdict(lambda: defaultdict(set))
    for transcript, code, coder, start, end in placed:
        for unit in grounds[transcript].touched(start, end):
            found[code][transcript, unit].add(coder)
    return found


def _differing(having: int, coders: int) -> float:
    return 2 * having * (coders - having) / (coders - 1)


def costs(spots: Sequence[Spot], grounds: Grounds) -> dict[str, float]:
    """What each disagreement costs, by its key: by so much the alpha of its code would rise if its units were settled, whichever way.

    That is its part of the observed disagreement, divided by that which chance would bring: the costs of all disagreements on a code make
    1 - alpha. A unit on which several disagreements bear is shared out evenly between them. A disagreement on two codes costs what it costs
    both. One that leaves no unit in dispute (boundaries within a turn, attributes, what the moderator says) costs nothing.
    """
    units = _units(put(spots), grounds)
    figures = agreements(put(spots), grounds)
    bearing: defaultdict[tuple[str, str, int], set[str]] = defaultdict(set)
    for spot in spots:
        if spot.kind != AGREED:
            for transcript, code, _, start, end in put([spot]):
                for at in grounds[transcript].touched(start, end):
                    bearing[code, transcript, at].add(spot.key)
    found = {spot.key: 0.0 for spot in spots if spot.kind != AGREED}
    for (code, transcript, at), keys in bearing.items():
        lost = _differing(len(units[code][transcript, at]), len(grounds[transcript].coders)) * (figures[code].each or 0.0)
        for key in keys if lost else ():
            found[key] += lost / len(keys)
    return found


def disputed(spot: Spot) -> int:
    """How many characters some of its coders have coded and others not, each code for itself."""
    total = 0
    for code in spot.codes:
        edges = sorted({edge for coding in spot.codings if coding.code == code for edge in (coding.start, coding.end)})
        for start, end in pairwise(edges):
            having = {coding.coder for coding in spot.codings if coding.code == code and coding.start < end and coding.end > start}
            total += (end - start) * (0 < len(having) < len(spot.coders))
    return total
