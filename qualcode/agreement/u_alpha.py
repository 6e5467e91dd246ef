"""Krippendorff's u-alpha: agreement on where passages begin and end and what they are, of coders who mark free spans on one text.

Spans of one coder must not overlap: it is worked out for one code, or for codes that exclude each other. Spans of one code that touch are
separate units. The text between spans is a gap, which counts by its length, so that texts may be joined end to end.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import pairwise, permutations
from typing import NamedTuple

_LEAST = 1e-9
"""Lengths are of characters: less than this is an error of rounding."""


class Marked(NamedTuple):
    """A span [start, end) on the text, and the code that it was given."""

    start: int
    end: int
    code: str


@dataclass(frozen=True, slots=True)
class Family:
    """The coefficients, None where not defined.

    `u` of spans and codes, `bar_u` of what is marked and what not, `cu` of the codes where pairs of coders both marked something, which is the
    share `coverage` of the text; `ku` of each code against the others there, with its share of what is marked with it.
    """

    u: float | None
    bar_u: float | None
    cu: float | None
    coverage: float | None
    ku: Mapping[str, float | None]
    ku_coverage: Mapping[str, float | None]


def family(coders: Sequence[Sequence[Marked]], length: int) -> Family:
    """The coefficients of what each coder marked on a text of so many characters (Krippendorff et al. 2016; 2019, section 12.6).

    Raises ValueError for spans of one coder that overlap. Krippendorff (2019), fig. 12.11, three coders and a text of 60:

    >>> alex = "0-7:1 7-13:2 30-32:5 32-37:6 37-44:6 44-60:7"
    >>> paul, suzan = "0-7:1 7-13:3 13-21:5 32-44:6", "0-7:1 7-13:4 13-21:5 32-37:6 37-41:6 41-44:6"
    >>> found = family([[marked(each) for each in said.split()] for said in (alex, paul, suzan)], 60)
    >>> round(found.u, 2), round(found.bar_u, 3), round(found.cu, 3), round(found.coverage, 3)
    (0.51, 0.414, 0.724, 0.461)
    >>> [found.ku[code] for code in "1267"], round(found.ku_coverage["5"], 3)
    ([1.0, 0.0, 1.0, None], 0.444)
    """
    return of_sums(sums(coders, length))


def marked(said: str) -> Marked:
    """A span as people write it: `0-7:1` is code 1 from 0 to 7."""
    place, _, code = said.partition(":")
    start, _, end = place.partition("-")
    return Marked(int(start), int(end), code)


def joined(spans: Iterable[tuple[int, int]]) -> list[tuple[int, int]]:
    """Spans in order, those that overlap made one; those that only touch stay apart."""
    found: list[tuple[int, int]] = []
    for start, end in sorted(spans):
        if found and start < found[-1][1]:
            found[-1] = (found[-1][0], max(found[-1][1], end))
        else:
            found.append((start, end))
    return found


class Marks(NamedTuple):
    """The spans of one code: how much of the text all coders together gave it, the squares of its spans' lengths, and how much is `agreed`.

    That is what pairs of coders both gave it, over all ordered pairs, by how many others each coder has.
    """

    given: float
    squares: float
    agreed: float


def of_marks(codes: Sequence[Marks], together: float, whole: float) -> float | None:
    """u-alpha of codes on a text; None where nothing is marked, or all. `whole` is its length times the coders.

    `together` is how much pairs of coders both marked, with whatever code, counted as in Marks.
    """
    given = sum(marks.given for marks in codes)
    gaps = whole - given
    observed = whole - 2 * given + together + sum(marks.agreed for marks in codes)
    chance = whole**2 - gaps - sum(marks.squares for marks in codes)
    if not chance:
        return None
    expected = whole * (gaps**2 - gaps + sum(marks.given**2 - marks.squares for marks in codes)) / chance
    return None if whole - expected < _LEAST else 1 - (whole - observed) / (whole - expected)


def _checked(spans: Sequence[Marked]) -> list[Marked]:
    ordered = sorted(spans)
    for one, other in pairwise(ordered):
        if other.start < one.end:
            raise ValueError(f"spans of one coder overlap: {one} and {other}")
    return ordered


@dataclass(slots=True)
class Sums:
    """What the coefficients need of one text, or of several one after the other: its `length`, and by code what was marked by so many `coders`.

    `given` is how much, `squares` the squares of the spans' lengths, `shared` how much pairs of coders marked with two codes, by how many others
    each has, and `inner` the squares of that for each span.
    """

    coders: int
    length: int = 0
    given: Counter[str] = field(default_factory=Counter)
    squares: Counter[str] = field(default_factory=Counter)
    shared: defaultdict[tuple[str, str], float] = field(default_factory=lambda: defaultdict(float))
    inner: defaultdict[str, float] = field(default_factory=lambda: defaultdict(float))

    def add(self, other: Sums) -> None:
        """Put the sums of another text behind."""
        self.length += other.length
        self.given.update(other.given)
        self.squares.update(other.squares)
        for pair, number in other.shared.items():
            self.shared[pair] += number
        for code, number in other.inner.items():
            self.inner[code] += number


def sums(coders: Sequence[Sequence[Marked]], length: int) -> Sums:
    """The sums of what each coder marked on one text. Raises ValueError for spans of one coder that overlap."""
    found = Sums(len(coders), length)
    ordered = [_checked(spans) for spans in coders]
    for spans in ordered:
        for span in spans:
            found.given[span.code] += span.end - span.start
            found.squares[span.code] += (span.end - span.start) ** 2
    of_span: defaultdict[tuple[int, int], float] = defaultdict(float)
    for one, other in permutations(range(len(ordered)), 2):
        for place, code, both in _common(ordered[one], ordered[other]):
            found.shared[ordered[one][place].code, code] += both / (len(coders) - 1)
            of_span[one, place] += both / (len(coders) - 1)
    for (coder, place), number in of_span.items():
        found.inner[ordered[coder][place].code] += number**2
    return found


def _common(ours: Sequence[Marked], theirs: Sequence[Marked]) -> Iterator[tuple[int, str, int]]:
    """Where spans of two coders overlap: the place of ours, the code of theirs, and how much."""
    begin = 0
    for place, span in enumerate(ours):
        while begin < len(theirs) and theirs[begin].end <= span.start:
            begin += 1
        for at in range(begin, len(theirs)):
            if theirs[at].start >= span.end:
                break
            yield place, theirs[at].code, min(span.end, theirs[at].end) - max(span.start, theirs[at].start)


def of_sums(found: Sums) -> Family:
    """The coefficients of sums."""
    codes = sorted(found.given)
    if found.coders < 2:
        return Family(None, None, None, None, dict.fromkeys(codes), dict.fromkeys(codes))
    together = sum(found.shared.values())
    each = [Marks(found.given[code], found.squares[code], found.shared.get((code, code), 0.0)) for code in codes]
    every = Marks(found.given.total(), found.squares.total(), together)
    whole = found.coders * found.length
    inside = {code: sum(number for (one, _), number in found.shared.items() if one == code) for code in codes}
    cu, ku = _of_codes(found, inside)
    return Family(
        u=of_marks(each, together, whole),
        bar_u=of_marks([every], together, whole),
        cu=cu,
        coverage=together / whole if whole else None,
        ku=ku,
        ku_coverage={code: inside[code] / found.given[code] if found.given[code] else None for code in codes},
    )


def _of_codes(found: Sums, inside: Mapping[str, float]) -> tuple[float | None, dict[str, float | None]]:
    """cu-alpha, and (k)u-alpha of each code, of what pairs of coders both marked."""
    total = sum(inside.values())
    left = total - sum(found.inner.values()) / total if total else 0.0
    if left < _LEAST:
        return None, dict.fromkeys(inside)

    def expected(one: str, other: str) -> float:
        return (inside[one] * inside[other] - (found.inner.get(one, 0.0) if one == other else 0.0)) / left

    same = sum(found.shared.get((code, code), 0.0) for code in inside)
    apart = total - sum(expected(code, code) for code in inside)
    ku: dict[str, float | None] = {}
    for code in inside:
        by_chance = sum(expected(code, other) for other in inside)
        beside = by_chance - expected(code, code)
        differing = inside[code] - found.shared.get((code, code), 0.0)
        ku[code] = 1 - by_chance / inside[code] * differing / beside if inside[code] and beside > _LEAST else None
    return 1 - (total - same) / apart if apart > _LEAST else None, ku
