"""What the screen shows of a transcript: turns, and the codings and suggestions on them, as plain values."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Mapping, Sequence
from types import MappingProxyType
from typing import Literal, NamedTuple

from qualcode.model import Coding
from qualcode.store.suggestions import Short
from qualcode.store.turns import Turns

Kind = Literal["own", "other", "suggestion"]


class Mark(NamedTuple):
    """A code on a span: a coding of one's own, of another coder or layer, or a suggestion. `id` is its GUID, or the suggestion's id.

    `attributes` and `note` are the coding's; `score` is the suggestion's; `who` is another coder or layer, or a suggester.
    """

    id: str
    kind: Kind
    code: str
    start: int
    end: int
    who: str = ""
    attributes: Mapping[str, str] = MappingProxyType({})
    note: str = ""
    score: float = 0.0

    @property
    def span(self) -> tuple[int, int]:
        """Start and end in the canonical text."""
        return self.start, self.end


def of_coding(coding: Coding, coder: str) -> Mark:
    """A coding as this coder sees it."""
    own = coding.coder == coder and coding.layer == "coder"
    who = "" if own else coding.coder if coding.layer == "coder" else coding.layer
    return Mark(coding.guid, "own" if own else "other", coding.code, coding.start, coding.end, who, coding.attributes, coding.note)


def of_suggestion(one: Short) -> Mark:
    """A suggestion that waits."""
    return Mark(one.id, "suggestion", one.code, one.start, one.end, one.suggester, score=one.score)


_ORDER = {"own": 0, "other": 1, "suggestion": 2}


def _place(mark: Mark) -> tuple[int, int, int, float, str, str]:
    return mark.start, -mark.end, _ORDER[mark.kind], -mark.score, mark.code, mark.id


class Document:
    """A transcript with its turns in order and the marks on them. Turns are counted from 0 here; `Turn.number` is what people see."""

    def __init__(self, id: str, guid: str, revision: int, turns: Turns, marks: Iterable[Mark] = ()) -> None:
        self.id = id
        self.guid = guid
        self.revision = revision
        self.turns = turns
        self._starts, self._ends = turns.starts, turns.ends
        self._marks: dict[str, Mark] = {}
        self._by_turn: dict[int, list[Mark]] = {}
        self._sorted: dict[tuple[Kind, ...], list[Mark]] = {}
        self.put(marks)

    def turn_at(self, position: int) -> int:
        """Which turn holds a position of the canonical text, or the last that begins before it."""
        return max(0, bisect_right(self._starts, position) - 1)

    def touched(self, start: int, end: int) -> range:
        """The turns that a span touches."""
        first = bisect_right(self._ends, start)
        return range(first, max(first, bisect_left(self._starts, end)))

    def put(self, marks: Iterable[Mark]) -> None:
        """Take marks in; one with the id of another comes in its place."""
        changed: set[int] = set()
        self._sorted.clear()
        for mark in marks:
            if mark.id in self._marks:
                self.drop([mark.id])
            self._marks[mark.id] = mark
            for at in self.touched(mark.start, mark.end):
                there = self._by_turn.setdefault(at, [])
                there.append(mark)
                if len(there) > 1:
                    changed.add(at)
        for at in changed:
            self._by_turn[at].sort(key=_place)

    def drop(self, ids: Iterable[str]) -> None:
        """Leave marks out."""
        self._sorted.clear()
        for id in ids:
            mark = self._marks.pop(id, None)
            if mark is not None:
                for at in self.touched(mark.start, mark.end):
                    self._by_turn[at].remove(mark)

    def replace(self, marks: Iterable[Mark], *kinds: Kind) -> None:
        """Put marks in the place of all of these kinds."""
        kept = [mark for mark in self._marks.values() if mark.kind not in kinds]
        self._marks, self._by_turn = {}, {}
        self.put((*kept, *marks))

    def mark(self, id: str) -> Mark | None:
        """The mark with this id, or None."""
        return self._marks.get(id)

    def on(self, turn: int) -> tuple[Mark, ...]:
        """The marks that touch a turn, in the order of the text; of the same place own ones first, then others, then suggestions."""
        return tuple(self._by_turn.get(turn, ()))

    def marks(self, *kinds: Kind) -> Sequence[Mark]:
        """The marks of these kinds in the order of the text, each once."""
        if kinds not in self._sorted:
            self._sorted[kinds] = sorted((mark for mark in self._marks.values() if mark.kind in kinds), key=_place)
        return self._sorted[kinds]

    def coded(self, turn: int) -> bool:
        """Whether a turn carries a coding of one's own."""
        return any(mark.kind == "own" for mark in self._by_turn.get(turn, ()))

    def coded_turns(self) -> set[int]:
        """The turns that carry a coding of one's own."""
        return {at for mark in self.marks("own") for at in self.touched(mark.start, mark.end)}
