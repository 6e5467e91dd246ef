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
    """A unit, or several characters that show the same: [start, end), how many units, and what is put on it."""

    start: int
    end: int
    units: int
    puts: Sequence[Put]


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
        nothing = (((0,) * len(one.finished), 1),)
        for turn in one.turns:
            cell = cells.get(turn.key)
            if cell is None:
                cell = cells[turn.key] = Cell(Spans(coders, themes or {}, edges=edges))
            part = cell.parts.get(one.transcript)
            if part is None:
                part = cell.parts[one.transcript] = Part(one.finished)
            there = puts.get(turn.number, ())
            cell.spans.turn(turn, there)
            segments = _segments(turn, there, unit)
            if len(segments) == 1 and segments[0].units == 1 and not there:
                part.sizes[1] += 1
                part.sets[nothing] += 1
                continue
            _count(part, segments, bits)
            for at, name in enumerate(attributes):
                if given := tuple(_values(segments, at, coders)):
                    part.values[name][given] += 1
        for cell in cells.values():
            cell.spans.close(everyone=len(one.finished) == coders)
    return Gathered(coders, cells, bits)


def _segments(turn: Heard, puts: Sequence[Put], unit: Unit) -> list[Segment]:
    if unit == "char":
        return _characters(turn, puts)
    if turn.text is None or unit == "turn":
        return [Segment(turn.start, turn.end, 1, puts)]
    places = [(turn.start + span.start, turn.start + span.end) for span in sentences(turn.text)] or [(turn.start, turn.end)]
    if len(places) == 1:
        return [Segment(*places[0], 1, puts)]
    return [Segment(start, end, 1, _over(puts, start, end)) for start, end in places]


def _characters(turn: Heard, puts: Sequence[Put]) -> list[Segment]:
    edges = {turn.start, turn.end} | {max(turn.start, put.start) for put in puts} | {min(turn.end, put.end) for put in puts}
    return [Segment(start, end, end - start, _over(puts, start, end)) for start, end in pairwise(sorted(edges))]


def _over(puts: Sequence[Put], start: int, end: int) -> list[Put]:
    return [put for put in puts if put.start < end and put.end > start]


def _count(part: Part, segments: Sequence[Segment], bits: dict[str, int]) -> None:
    """Counts a turn for every code that is on it, and for all codes together. What large projects wait for: kept flat."""
    size = sum(segment.units for segment in segments)
    part.sizes[size] += 1
    of_code: dict[str, dict[int, int]] = {}
    sets: dict[tuple[int, ...], int] = {}
    for _, _, units, puts in segments:
        given = dict.fromkeys(part.finished, 0)
        codes: dict[str, int] = {}
        for _, _, coder, code, *_ in puts:
            codes[code] = codes.get(code, 0) | 1 << coder
            given[coder] |= bits.get(code) or bits.setdefault(code, 1 << len(bits))
        for code, mask in codes.items():
            known = of_code.setdefault(code, {})
            known[mask] = known.get(mask, 0) + units
        shown = tuple(given.values())
        sets[shown] = sets.get(shown, 0) + units
    for code, masks in of_code.items():
        part.codes[code][size, tuple(sorted(masks.items()))] += 1
    part.sets[tuple(sorted(sets.items()))] += 1


def _values(segments: Sequence[Segment], at: int, coders: int) -> Iterator[tuple[str, tuple[str | None, ...]]]:
    """For each unit and code that two coders or more put, the value of each one's longest coding there; of as long ones, the first counts."""
    for segment in segments:
        for code in sorted({put.code for put in segment.puts}):
            longest: dict[int, tuple[int, str | None]] = {}
            for put in segment.puts:
                common = min(put.end, segment.end) - max(put.start, segment.start)
                if put.code == code and common > longest.get(put.coder, (0, None))[0]:
                    longest[put.coder] = (common, put.values[at])
            if len(longest) > 1:
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
