"""The spans that coders put on the turns of a cell, summed up transcript by transcript: how much of the text they have in common."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from qualcode.agreed import Heard, Put
from qualcode.agreement.shift import Edged, edges
from qualcode.agreement.u_alpha import Marked, Sums, joined, sums


@dataclass(slots=True)
class OnText:
    """One code: spans by coder, the squares of their lengths, how many characters have which coders (a bit for each), and shifts of edges."""

    spans: list[int]
    squares: int = 0
    masks: Counter[int] = field(default_factory=Counter)
    shifts: Counter[tuple[int, int]] = field(default_factory=Counter)


@dataclass(slots=True)
class OnTheme:
    """The codes of one theme: the sums of u-alpha, and how often spans of one coder with different codes overlap."""

    sums: Sums
    overlaps: int = 0


class Spans:
    """The turns of a cell as one text, without what stands between them, and what coders put on it; only what all coders have finished.

    Spans of one coder and code that overlap are made one.
    """

    def __init__(self, coders: int, themes: Mapping[str, str], *, edges: bool) -> None:
        self.length = 0
        self.codes: dict[str, OnText] = {}
        self.themes: dict[str, OnTheme] = {}
        self._coders, self._theme, self._edges = coders, themes, edges
        self._at = self._words = 0
        self._here: dict[str, list[list[Edged]]] = {}
        self._open: dict[int, int] = {}

    def turn(self, turn: Heard, puts: Sequence[Put]) -> None:
        """Put a turn behind the others, with what is on it. What large projects wait for: kept flat."""
        begins, ends, said, here, before = turn.start, turn.end, self._words, self._here, self._open
        moved = self._at - begins
        for _, coding, coder, code, start, end, first, last, _ in puts:
            by_coder = here.get(code)
            if by_coder is None:
                by_coder = here[code] = [[] for _ in range(self._coders)]
            spans = by_coder[coder]
            if coding in before:
                begun = before[coding]
                spans[begun] = spans[begun]._replace(end=min(end, ends) + moved, last=said + last)
                continue
            if end > ends:
                before[coding] = len(spans)
                end = ends  # noqa: PLW2901 - the rest is in another turn
            spans.append(Edged(max(begins, start) + moved, end + moved, said + first, said + last))
        self._at += turn.end - turn.start
        self._words += turn.words

    def close(self, *, everyone: bool) -> None:
        """The transcript is over; what is on it counts when `everyone` has finished it."""
        if everyone and self._at:
            self.length += self._at
            made = {code: [_made_one(spans) for spans in by_coder] for code, by_coder in self._here.items()}
            for code, by_coder in made.items():
                self._add(self.codes.setdefault(code, OnText([0] * self._coders)), by_coder)
            if self._theme:
                self._add_themes(made)
        self._at = self._words = 0
        self._here, self._open = {}, {}

    def theme_of(self, code: str) -> str:
        """The theme that a code belongs to."""
        return self._theme.get(code, code)

    def _add(self, to: OnText, by_coder: Sequence[Sequence[Edged]]) -> None:
        changes: list[tuple[int, int]] = []
        for coder, spans in enumerate(by_coder):
            to.spans[coder] += len(spans)
            for start, end, _, _ in spans:
                to.squares += (end - start) ** 2
                changes += (start, 1 << coder), (end, 1 << coder)
        mask = before = 0
        for at, bit in sorted(changes):
            if mask and at > before:
                to.masks[mask] += at - before
            before = at
            mask ^= bit
        if self._edges:
            to.shifts.update(edges(by_coder))

    def _add_themes(self, made: Mapping[str, Sequence[Sequence[Edged]]]) -> None:
        of_theme: defaultdict[str, list[list[Marked]]] = defaultdict(lambda: [[] for _ in range(self._coders)])
        for code, by_coder in made.items():
            for coder, spans in enumerate(by_coder):
                of_theme[self.theme_of(code)][coder] += [Marked(span.start, span.end, code) for span in spans]
        for theme in {*self.themes, *of_theme}:
            known = self.themes.setdefault(theme, OnTheme(Sums(self._coders, self.length - self._at)))
            marked = of_theme[theme]
            overlaps = sum(_overlaps(spans) for spans in marked)
            known.overlaps += overlaps
            known.sums.add(Sums(self._coders, self._at) if overlaps else sums(marked, self._at))


def _made_one(spans: Iterable[Edged]) -> list[Edged]:
    """Spans in order, those that overlap made one."""
    ordered = sorted(spans)
    if all(one.end <= other.start for one, other in pairwise(ordered)):
        return ordered
    ends: dict[int, tuple[int, int]] = {}
    places = joined((span.start, span.end) for span in ordered)
    at = 0
    for place in places:
        while at < len(ordered) and ordered[at].start < place[1]:
            first, last = ends.get(place[0], (ordered[at].first, 0))
            ends[place[0]] = (first, max(last, ordered[at].last))
            at += 1
    return [Edged(start, end, *ends[start]) for start, end in places]


def _overlaps(spans: list[Marked]) -> int:
    """How many spans begin before one is over that began before; none begins twice at one place with the same code."""
    reached, found = -1, 0
    for span in sorted(spans):
        found += int(span.start < reached)
        reached = max(reached, span.end)
    return found
