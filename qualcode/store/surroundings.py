"""What stands around a code: in the same turn, and in the turns before and after."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Collection
from itertools import groupby
from operator import attrgetter

from qualcode.counts import Key, Term
from qualcode.model import Selection
from qualcode.store.codings import Layer
from qualcode.store.database import Store
from qualcode.store.groupings import ancestors, grouping_of
from qualcode.store.passages import CodedTurn, coded_turns

ALL, NONE = "all", "none"
"""In the place of a code: every turn with the first code, and those around which none of the others stands."""


class _Count:
    __slots__ = ("groups", "last", "seen", "turns")

    def __init__(self) -> None:
        self.turns = self.groups = 0
        self.last = -1
        self.seen: set[int] = set()

    def add(self, turn: CodedTurn) -> None:
        self.turns += 1
        self.seen.add(turn.participant)
        if turn.transcript != self.last:
            self.last = turn.transcript
            self.groups += 1


def surroundings(
    store: Store, selection: Selection, layer: Layer, by: tuple[str, ...], *, first: Collection[str], second: Collection[str], within: int
) -> dict[tuple[Key, str, str], Term]:
    """For each cell, code of `first` and code of `second`: turns with the first that have the second in them or at most `within` turns away.

    Also for ALL and NONE in the place of the second. A code counts for those above it; all turns are those of participants.
    """
    names = {row["id"]: row["slug"] for row in store.rows("SELECT id, slug FROM code WHERE present = 1")}
    firsts, seconds = ({id for id, slug in names.items() if slug in wanted} for wanted in (first, second))
    above = ancestors(store, themes=True)
    counted: dict[tuple[Key, str, str], _Count] = {}
    turns = coded_turns(store, grouping_of(by), selection, layer)
    for _, found in groupby(turns, key=attrgetter("transcript")):
        coded = [(turn, {ancestor for (code,) in turn.pieces for ancestor in above[code]}) for turn in found]
        numbers = [turn.number for turn, _ in coded]
        for turn, codes in coded:
            begin, end = bisect_left(numbers, turn.number - within), bisect_right(numbers, turn.number + within)
            around = {names[code] for _, near in coded[begin:end] for code in near & seconds}
            for code in codes & firsts:
                for other in (ALL, *(around or {NONE})):
                    counted.setdefault((turn.key, names[code], other), _Count()).add(turn)
    return {place: Term(each.turns, each.groups, len(each.seen)) for place, each in counted.items()}
