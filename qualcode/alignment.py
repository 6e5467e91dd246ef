"""Two versions of a text aligned, and where a stretch of the old one stands in the new one."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import NamedTuple

from qualcode.model import Span

_MOST_CELLS = 100_000_000
"""The product of the lengths up to which two texts are compared character by character: an eighth of it in bytes is needed for that."""
_SHINGLES = (4, 2, 1)
"""So many words in a row, found once in either text, hold two texts together; fewer are tried where that does not suffice."""
_FARTHEST = 200
"""How far what was put in or taken out is moved to begin where people would see it begin."""
_SOLID = 4
"""The length from which a run is no chance."""
_TOKEN = re.compile(r"\S+\s*")


class Run(NamedTuple):
    """`old[old:old + length]` of the old text is `new[new:new + length]` of the new one."""

    old: int
    new: int
    length: int


@dataclass(frozen=True)
class Alignment:
    """The runs that two texts have in common, ascending in both."""

    old: str
    new: str
    runs: tuple[Run, ...]

    @cached_property
    def _olds(self) -> list[int]:
        return [run.old for run in self.runs]

    @cached_property
    def _news(self) -> list[int]:
        return [run.new for run in self.runs]

    def within(self, start: int, end: int) -> Iterator[Run]:
        """The parts of the runs that lie in `old[start:end]`."""
        for run in self.runs[max(0, bisect_right(self._olds, start) - 1) :]:
            if run.old >= end:
                return
            first, last = max(run.old, start), min(run.old + run.length, end)
            if first < last:
                yield Run(first, run.new + first - run.old, last - first)

    def before(self, position: int) -> int:
        """Where in the new text the last run that begins before a position of the old one ends, or is at that position."""
        at = bisect_left(self._olds, position) - 1
        return 0 if at < 0 else self.runs[at].new + min(position - self.runs[at].old, self.runs[at].length)

    def after(self, position: int) -> int:
        """Where in the new text what follows a position of the old one goes on."""
        run = next(self.within(position, len(self.old)), None)
        return len(self.new) if run is None else run.new

    def to_new(self, position: int) -> int:
        """Where a position of the old text is in the new one; one that was taken out is where the text before it ends."""
        at = bisect_right(self._olds, position) - 1
        if at < 0:
            return 0
        run = self.runs[at]
        return run.new + min(position - run.old, run.length)

    def to_old(self, position: int) -> int:
        """Where a position of the new text is in the old one; one that was put in is where the text before it ends."""
        at = bisect_right(self._news, position) - 1
        if at < 0:
            return 0
        run = self.runs[at]
        return run.old + min(position - run.new, run.length)

    @cached_property
    def turned(self) -> Alignment:
        """The same from the new text to the old one."""
        return Alignment(self.new, self.old, tuple(Run(run.new, run.old, run.length) for run in self.runs))


def align(old: str, new: str) -> Alignment:
    """How the new text continues the old one: by words in a row that either has once, and between these by the fewest characters changed.

    Runs of fewer than four characters are chance and left out. Time and memory grow with the texts, not with their product: what is left
    between words in common and is longer than some 10,000 characters is compared by words, and counts as written anew where that is too
    long as well.
    """
    runs: list[Run] = []
    waiting = [(_Gap(0, len(old), 0, len(new)), 0)]
    while waiting:
        whole, depth = waiting.pop()
        gap = _without_ends(old, new, whole, runs)
        if gap.start < gap.end and gap.new_start < gap.new_end:
            held = _held(old, new, gap, depth)
            runs += held
            if held:
                waiting += [(part, depth) for part in _between(gap, held)]
            elif depth < len(_SHINGLES) and gap.cells > _MOST_CELLS:
                waiting.append((gap, depth + 1))
            else:
                runs += _compared(old, new, gap)
    found = _slid(old, new, list(_joined(runs)))
    return Alignment(old, new, tuple(run for run in found if run.length >= _SOLID or run.length == min(len(old), len(new))))


class _Gap(NamedTuple):
    """A stretch of the old text, and the one of the new text that stands in its place."""

    start: int
    end: int
    new_start: int
    new_end: int

    @property
    def cells(self) -> int:
        return (self.end - self.start) * (self.new_end - self.new_start)


def _without_ends(old: str, new: str, gap: _Gap, runs: list[Run]) -> _Gap:
    """The gap without what both stretches begin and end with, which is added to the runs."""
    most = min(gap.end - gap.start, gap.new_end - gap.new_start)
    ahead = _same(most, lambda at, size: old.startswith(new[gap.new_start + at : gap.new_start + at + size], gap.start + at))
    most -= ahead
    behind = _same(most, lambda at, size: old.endswith(new[gap.new_end - at - size : gap.new_end - at], 0, gap.end - at))
    runs += [Run(gap.start, gap.new_start, ahead), Run(gap.end - behind, gap.new_end - behind, behind)]
    return _Gap(gap.start + ahead, gap.end - behind, gap.new_start + ahead, gap.new_end - behind)


def in_common(one: str, other: str) -> int:
    """How many characters two texts begin with in common."""
    return _same(min(len(one), len(other)), lambda at, size: one.startswith(other[at : at + size], at))


def _same(most: int, agrees: Callable[[int, int], bool]) -> int:
    """How far two stretches agree, at most so far; `agrees` tells whether they do from a place on for a number of characters."""
    done = 0
    step = 4096
    while step:
        while done + step <= most and agrees(done, step):
            done += step
        step //= 8
    return done


def _held(old: str, new: str, gap: _Gap, depth: int) -> list[Run]:
    """What holds the two stretches together: words in a row that occur once in either, in the same order."""
    if depth >= len(_SHINGLES):
        return []
    there = _once(old, gap.start, gap.end, _SHINGLES[depth])
    here = _once(new, gap.new_start, gap.new_end, _SHINGLES[depth])
    pairs = sorted((span, here[words]) for words, span in there.items() if words in here)
    found: list[Run] = []
    for (start, end), (new_start, _) in _ascending(pairs):
        if found and found[-1].old - found[-1].new == start - new_start and start <= found[-1].old + found[-1].length:
            found[-1] = Run(found[-1].old, found[-1].new, end - found[-1].old)
        elif not found or (start >= found[-1].old + found[-1].length and new_start >= found[-1].new + found[-1].length):
            found.append(Run(start, new_start, end - start))
    return found


def _tokens(text: str, start: int, end: int) -> list[tuple[int, int]]:
    """The words of a stretch, each with the white space after it."""
    return [found.span() for found in _TOKEN.finditer(text, start, end)]


_Place = tuple[int, int]


def _once(text: str, start: int, end: int, number: int) -> dict[str, _Place]:
    """So many words in a row, where they occur once in a stretch."""
    tokens = _tokens(text, start, end)
    places: dict[str, _Place] = {}
    twice: set[str] = set()
    for (first, _), (_, last) in zip(tokens, tokens[number - 1 :], strict=False):
        words = text[first:last].rstrip()
        if words in places:
            twice.add(words)
        places[words] = (first, first + len(words))
    return {words: place for words, place in places.items() if words not in twice}


def _ascending(pairs: Sequence[tuple[_Place, _Place]]) -> list[tuple[_Place, _Place]]:
    """The longest choice of pairs, which come ascending by their first, that ascends by their second too."""
    tails: list[int] = []
    ends: list[int] = []
    before: list[int] = []
    for at, (_, (second, _)) in enumerate(pairs):
        length = bisect_left(tails, second)
        before.append(ends[length - 1] if length else -1)
        tails[length : length + 1] = [second]
        ends[length : length + 1] = [at]
    chosen = []
    at = ends[-1] if ends else -1
    while at >= 0:
        chosen.append(pairs[at])
        at = before[at]
    return chosen[::-1]


def _between(gap: _Gap, held: Sequence[Run]) -> Iterator[_Gap]:
    """What lies between the runs in a gap."""
    start, new_start = gap.start, gap.new_start
    for run in held:
        yield _Gap(start, run.old, new_start, run.new)
        start, new_start = run.old + run.length, run.new + run.length
    yield _Gap(start, gap.end, new_start, gap.new_end)


def _compared(old: str, new: str, gap: _Gap) -> Iterator[Run]:
    """The runs in a gap that nothing holds together: by characters where it is short enough, else by words, else none."""
    from rapidfuzz.distance import Indel

    if gap.cells <= _MOST_CELLS:
        for part in Indel.opcodes(old[gap.start : gap.end], new[gap.new_start : gap.new_end]):
            if part.tag == "equal":
                yield Run(gap.start + part.src_start, gap.new_start + part.dest_start, part.src_end - part.src_start)
        return
    there, here = _tokens(old, gap.start, gap.end), _tokens(new, gap.new_start, gap.new_end)
    if len(there) * len(here) <= _MOST_CELLS:
        words = [old[start:end].rstrip() for start, end in there]
        for part in Indel.opcodes(words, [new[start:end].rstrip() for start, end in here]):
            if part.tag == "equal":
                for at, other in zip(range(part.src_start, part.src_end), range(part.dest_start, part.dest_end), strict=True):
                    yield Run(there[at][0], here[other][0], len(words[at]))


def _joined(runs: list[Run]) -> Iterator[Run]:
    """The runs in order, those that follow one another without a gap as one."""
    last: Run | None = None
    for run in sorted(runs):
        if not run.length:
            continue
        if last and last.old + last.length == run.old and last.new + last.length == run.new:
            last = Run(last.old, last.new, last.length + run.length)
            continue
        if last:
            yield last
        last = run
    if last:
        yield last


def _slid(old: str, new: str, runs: list[Run]) -> list[Run]:
    """The runs, with what was only put in or only taken out between two of them where people would see it.

    Of `Ja.` and `Ja. Neen.` that could be `. Neen` or ` Neen.`: it is moved to begin where a line, a sentence or a word does.
    """
    for at in range(len(runs) - 1):
        run, following = runs[at], runs[at + 1]
        gap, put_in = following.old - run.old - run.length, following.new - run.new - run.length
        if bool(gap) == bool(put_in):
            continue
        text, start, size = (new, run.new + run.length, put_in) if put_in else (old, run.old + run.length, gap)
        by = _best_slide(text, start, size, run.length - 1, following.length - 1)
        runs[at] = run._replace(length=run.length + by)
        runs[at + 1] = Run(following.old + by, following.new + by, following.length - by)
    return runs


def _best_slide(text: str, start: int, size: int, before: int, after: int) -> int:
    """By how much a stretch of a text is best moved, at most so far, to one that leaves the same when it is taken out; 0 when it stands well."""
    best = (_edge(text, start), 0)
    at = start
    while at > max(0, start - min(before, _FARTHEST)) and text[at - 1] == text[at - 1 + size]:
        at -= 1
        best = max(best, (_edge(text, at), at - start), key=lambda one: one[0])
    at = start
    while at < start + min(after, _FARTHEST) and text[at] == text[at + size]:
        at += 1
        best = max(best, (_edge(text, at), at - start), key=lambda one: one[0])
    return best[1]


def _edge(text: str, at: int) -> int:
    """How clearly something begins at a place of a text."""
    before, behind = text[at - 1 : at], text[at : at + 1]
    if before in ("", "\n"):
        return 5
    if behind == "\n":
        return 4
    if before.isspace() or behind.isspace():
        return 3 if text[at - 2 : at - 1] in {".", "!", "?"} or before in {".", "!", "?"} else 2
    return 0 if before.isalnum() and behind.isalnum() else 1


def shared(alignment: Alignment, olds: Sequence[Span], news: Sequence[Span]) -> dict[tuple[int, int], int]:
    """How many characters each stretch of the old text has in common with each of the new one, by their places in the two ascending lists.

    Fewer than four are chance, such as the full stop that both end with, but for stretches that are no longer themselves.
    """
    found: dict[tuple[int, int], int] = {}
    starts = [span.start for span in news]
    for number, span in enumerate(olds):
        for run in alignment.within(span.start, span.end):
            at = max(0, bisect_right(starts, run.new) - 1)
            while at < len(news) and news[at].start < run.new + run.length:
                common = min(run.new + run.length, news[at].end) - max(run.new, news[at].start)
                if common > 0:
                    found[number, at] = found.get((number, at), 0) + common
                at += 1
    lengths = [[span.end - span.start for span in spans] for spans in (olds, news)]
    return {pair: size for pair, size in found.items() if size >= min(_SOLID, lengths[0][pair[0]], lengths[1][pair[1]])}


def partners(common: Mapping[tuple[int, int], int], news: int) -> list[int | None]:
    """For each of the new stretches the old one that it has most in common with, by what `shared` says; None where there is none."""
    best: list[tuple[int, int | None]] = [(0, None)] * news
    for (old, new), characters in sorted(common.items()):
        if characters > best[new][0]:
            best[new] = (characters, old)
    return [old for _, old in best]
