"""What coders put on transcripts, gathered into what coefficients need: memory grows with what differs between turns, not with the codings."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import groupby, pairwise
from operator import attrgetter
from typing import Literal, NamedTuple

from qualcode.agreed import Heard, Key, Put, Shared
from qualcode.agreement._spans import Spans
from qualcode.text import sentences

Unit = Literal["", "turn", "sentence", "char"]
"""What is counted; empty: turns, and sentences in those of more than LONG words."""

LONG = 120

Cluster = tuple[int, tuple[tuple[int, int], ...]]
"""A turn for one code: its units, and how many of them have which coders (a bit for each); the others have none."""

Sets = tuple[tuple[tuple[int, ...], int], ...]
"""A turn for all codes: the sets of codes that its raters gave, in their order (a bit for each code), and how many units show them."""

Values = tuple[tuple[str, tuple[str | None, ...]], ...]
"""A turn for one attribute: for each unit and code that two coders or more put, the code and the value that each coder gave."""


class Segment(NamedTuple):
    """A unit, or several characters that show the same: [start, end), how many units, and which coders (a bit for each) put which code."""

    start: int
    end: int
    units: int
    codes: dict[str, int]


@dataclass(slots=True)
class Part:
    """One transcript in one cell: which coders have finished it, how many turns have how many units, and what turns show how often."""

    finished: tuple[int, ...]
    sizes: Counter[int] = field(default_factory=Counter)
    codes: defaultdict[str, Counter[Cluster]] = field(default_factory=lambda: defaultdict(Counter))
    sets: Counter[Sets] = field(default_factory=Counter)
    values: defaultdict[str, Counter[Values]] = field(default_factory=lambda: defaultdict(Counter))

    @property
    def units(self) -> int:
        """How many units there are."""
        return sum(size * times for size, times in self.sizes.items())


@dataclass(slots=True)
class Cell:
    """One cell: its transcripts by id, and the spans in it."""

    spans: Spans
    parts: dict[str, Part] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Gathered:
    """All cells, and the codes that the bits of sets stand for."""

    coders: int
    cells: Mapping[Key, Cell]
    codes: Mapping[str, int]


def gathered(
    found: Iterable[Shared],
    coders: int,
    *,
    unit: Unit = "",
    attributes: Sequence[str] = (),
    themes: Mapping[str, str] | None = None,
    edges: bool = False,
) -> Gathered:
    """What is needed of transcripts. `themes` gives the theme of each code, `edges`: how far edges of spans lie apart is wanted, too."""
    cells: dict[Key, Cell] = {}
    bits: dict[str, int] = {}
    for one in found:
        puts = {number: list(there) for number, there in groupby(one.puts, key=attrgetter("turn"))}
        for turn in one.turns:
            cell = cells.get(turn.key)
            if cell is None:
                cell = cells[turn.key] = Cell(Spans(coders, themes or {}, edges=edges))
            part = cell.parts.get(one.transcript)
            if part is None:
                part = cell.parts[one.transcript] = Part(one.finished)
            there = puts.get(turn.number, ())
            segments = list(_segments(turn, there, unit))
            _count(part, segments, bits)
            cell.spans.turn(turn, there)
            for at, name in enumerate(attributes):
                if given := tuple(_values(there, segments, at, coders)):
                    part.values[name][given] += 1
        for cell in cells.values():
            cell.spans.close(everyone=len(one.finished) == coders)
    return Gathered(coders, cells, bits)


def _segments(turn: Heard, puts: Sequence[Put], unit: Unit) -> Iterator[Segment]:
    if unit == "char":
        yield from _characters(turn, puts)
        return
    if turn.text is not None and (unit == "sentence" or not unit):
        places = [(turn.start + span.start, turn.start + span.end) for span in sentences(turn.text)]
    else:
        places = [(turn.start, turn.end)]
    if len(places) == 1:
        codes: dict[str, int] = {}
        for put in puts:
            codes[put.code] = codes.get(put.code, 0) | 1 << put.coder
        yield Segment(*places[0], 1, codes)
        return
    for start, end in places:
        yield Segment(start, end, 1, _over(puts, start, end))


def _characters(turn: Heard, puts: Sequence[Put]) -> Iterator[Segment]:
    edges = {turn.start, turn.end} | {max(turn.start, put.start) for put in puts} | {min(turn.end, put.end) for put in puts}
    ordered = sorted(edges)
    for start, end in pairwise(ordered):
        yield Segment(start, end, end - start, _over(puts, start, end))


def _over(puts: Sequence[Put], start: int, end: int) -> dict[str, int]:
    codes: dict[str, int] = {}
    for put in puts:
        if put.start < end and put.end > start:
            codes[put.code] = codes.get(put.code, 0) | 1 << put.coder
    return codes


def _count(part: Part, segments: Sequence[Segment], bits: dict[str, int]) -> None:
    """Counts a turn for every code that is on it, and for all codes together."""
    size = sum(segment.units for segment in segments)
    part.sizes[size] += 1
    of_code: dict[str, dict[int, int]] = {}
    sets: Counter[tuple[int, ...]] = Counter()
    for segment in segments:
        given = dict.fromkeys(part.finished, 0)
        for code, mask in segment.codes.items():
            known = of_code.setdefault(code, {})
            known[mask] = known.get(mask, 0) + segment.units
            bit = bits.setdefault(code, 1 << len(bits))
            for coder in given:
                if mask >> coder & 1:
                    given[coder] |= bit
        sets[tuple(given.values())] += segment.units
    for code, masks in of_code.items():
        part.codes[code][size, tuple(sorted(masks.items()))] += 1
    part.sets[tuple(sorted(sets.items()))] += 1


def _values(puts: Sequence[Put], segments: Sequence[Segment], at: int, coders: int) -> Iterator[tuple[str, tuple[str | None, ...]]]:
    """For each unit and code that two coders or more put, the value of each one's longest coding there; of as long ones, the first counts."""
    for segment in segments:
        for code, mask in sorted(segment.codes.items()):
            if mask.bit_count() < 2:
                continue
            longest: dict[int, tuple[int, str | None]] = {}
            for put in puts:
                common = min(put.end, segment.end) - max(put.start, segment.start)
                if put.code == code and common > longest.get(put.coder, (0, None))[0]:
                    longest[put.coder] = (common, put.values[at])
            yield code, tuple(longest.get(coder, (0, None))[1] for coder in range(coders))


def of_pair(whole: Gathered, one: int, other: int) -> Gathered:
    """What two of the coders have in common, without spans."""
    both = {one: 0, other: 1}
    cells: dict[Key, Cell] = {}
    for key, cell in whole.cells.items():
        parts = {id: _of_pair(part, both) for id, part in cell.parts.items() if one in part.finished and other in part.finished}
        if parts:
            cells[key] = Cell(Spans(2, {}, edges=False), parts)
    return Gathered(2, cells, whole.codes)


def _of_pair(part: Part, both: Mapping[int, int]) -> Part:
    found = Part((0, 1), part.sizes)
    at = [part.finished.index(coder) for coder in both]
    for code, turns in part.codes.items():
        for (size, masks), times in turns.items():
            left: dict[int, int] = {}
            for mask, units in masks:
                kept = sum(1 << place for coder, place in both.items() if mask >> coder & 1)
                if kept:
                    left[kept] = left.get(kept, 0) + units
            if left:
                found.codes[code][size, tuple(sorted(left.items()))] += times
    for turn, times in part.sets.items():
        of_two: Counter[tuple[int, ...]] = Counter()
        for sets, units in turn:
            of_two[tuple(sets[place] for place in at)] += units
        found.sets[tuple(sorted(of_two.items()))] += times
    return found
