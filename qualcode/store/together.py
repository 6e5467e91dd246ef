"""Codes that stand together: in one turn, and in turns near each other, in one pass over the coded turns in their order."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import defaultdict, deque
from collections.abc import Collection, Iterable, Iterator
from itertools import groupby
from operator import itemgetter
from typing import Any, NamedTuple

from qualcode.counts import Key, Pair, Together
from qualcode.model import Selection
from qualcode.store import selections
from qualcode.store.codings import Layer
from qualcode.store.database import Store
from qualcode.store.groupings import Above, Grouping, ancestors, grouping_of, people
from qualcode.store.passages import coded_pieces

_Codes = tuple[int, ...]


class _Turn(NamedTuple):
    """A coded turn of a participant: transcript and participant by row, its number, its cell, and its codes with those above them."""

    transcript: int
    number: int
    participant: int
    key: Key
    codes: _Codes


class _Counter:
    """What two codes have in common in one cell; `group` and `person` are the last ones counted."""

    __slots__ = ("expected", "group", "groups", "other", "persons", "same", "seen", "turns")

    def __init__(self) -> None:
        self.turns = self.groups = self.persons = self.same = self.other = 0
        self.expected = 0.0
        self.group = -1
        self.seen: set[int] = set()

    def both(self, group: int, participant: int) -> None:
        """Count a turn with both codes."""
        self.turns += 1
        if group != self.group:
            self.group = group
            self.groups += 1
            self.seen.clear()
        if participant not in self.seen:
            self.seen.add(participant)
            self.persons += 1

    def pair(self) -> Pair:
        """What was counted."""
        return Pair(self.turns, self.groups, self.persons, self.same, self.other, self.expected)


def together(
    store: Store,
    selection: Selection,
    layer: Layer,
    by: tuple[str, ...] = (),
    *,
    first: Collection[str] = (),
    second: Collection[str] = (),
    within: int = 0,
) -> Together:
    """Turns with each code, and with two codes: one of `first` and one of `second` (none: any), never a code and one above or below it.

    A code counts for those above it. `within` is how many turns apart (those of moderators too) count as near; 0 counts no such pairs.
    Memory grows with the cells and the pairs of codes, not with the codings.
    """
    names = {row["id"]: row["slug"] for row in store.rows("SELECT id, slug FROM code WHERE present = 1 ORDER BY position")}
    grouping = grouping_of(by)
    above = ancestors(store, themes=True)
    chosen = [{id for id, slug in names.items() if not wanted or slug in wanted} for wanted in (first, second)]
    sweep = _Sweep(chosen[0], chosen[1], above, list(names), within=within)
    numbers = _numbers(store, selection) if within else {}
    for transcript, turns in groupby(_coded(store, grouping, selection, layer, above=above, wanted=chosen[0] | chosen[1]), itemgetter(0)):
        sweep.transcript(transcript, turns, numbers.get(transcript, []))
    return Together(
        {(key, names[code]): number for (key, code), number in sweep.single.items()},
        {(key, names[one], names[other]): counter.pair() for (key, one, other), counter in sweep.pairs.items()},
    )


class _Sweep:
    """Counts over transcripts, one after the other."""

    def __init__(self, first: set[int], second: set[int], above: Above, order: list[int], *, within: int) -> None:
        self.single: defaultdict[tuple[Key, int], int] = defaultdict(int)
        self.pairs: defaultdict[tuple[Key, int, int], _Counter] = defaultdict(_Counter)
        self._related = {(code, other) for code, found in above.items() for other in found}
        self._first, self._second, self._within = first, second, within
        self._rank = {code: rank for rank, code in enumerate(order)}
        self._known: dict[tuple[_Codes, _Codes], list[tuple[int, int]]] = {}

    def transcript(self, transcript: int, turns: Iterable[_Turn], numbers: list[int]) -> None:
        """Count the coded turns of one transcript; `numbers` are those of all its participants' turns, where nearness counts."""
        single: defaultdict[tuple[Key, int], int] = defaultdict(int)
        window: deque[_Turn] = deque()
        known, pairs = self._known, self.pairs
        for turn in turns:
            _, number, participant, key, codes = turn
            for code in codes:
                single[key, code] += 1
            for one, other in known.get((codes, codes)) or self._couples(codes, codes):
                pairs[key, one, other].both(transcript, participant)
            if self._within:
                while window and window[0].number < number - self._within:
                    window.popleft()
                for before in window:
                    self._near(before, turn)
                    self._near(turn, before)
                window.append(turn)
        for place, count in single.items():
            self.single[place] += count
        if self._within:
            self._expect(single, numbers)

    def _couples(self, mine: _Codes, theirs: _Codes) -> list[tuple[int, int]]:
        """The pairs of a first code among `mine` and a second among `theirs`, each pair of two codes once where both are either."""
        found = self._known.get((mine, theirs))
        if found is None:
            found = [
                (one, other)
                for one in mine
                for other in theirs
                if one in self._first and other in self._second and self._apart(one, other) and self._once(one, other)
            ]
            self._known[mine, theirs] = found
        return found

    def _apart(self, one: int, other: int) -> bool:
        return one != other and (one, other) not in self._related and (other, one) not in self._related

    def _once(self, one: int, other: int) -> bool:
        return self._rank[one] < self._rank[other] or other not in self._first or one not in self._second

    def _near(self, mine: _Turn, theirs: _Turn) -> None:
        for one, other in self._couples(mine.codes, theirs.codes):
            counter = self.pairs[mine.key, one, other]
            if mine.participant == theirs.participant:
                counter.same += 1
            else:
                counter.other += 1

    def _expect(self, single: dict[tuple[Key, int], int], numbers: list[int]) -> None:
        """Adds how many near pairs chance would give: each code on as many turns as here, any of the transcript's participants' turns."""
        near = sum(bisect_right(numbers, at + self._within) - bisect_left(numbers, at - self._within) - 1 for at in numbers)
        if not near:
            return
        share = near / len(numbers) ** 2
        whole: defaultdict[int, int] = defaultdict(int)
        for (_, code), number in single.items():
            whole[code] += number
        for (key, one), number in single.items():
            for other, theirs in whole.items():
                if one in self._first and other in self._second and self._apart(one, other) and self._once(one, other):
                    self.pairs[key, one, other].expected += number * theirs * share


def _coded(store: Store, grouping: Grouping, selection: Selection, layer: Layer, *, above: Above, wanted: set[int]) -> Iterator[_Turn]:
    """The participants' turns that carry a wanted code, transcript by transcript in their order. What a large corpus waits for: kept flat."""
    persons = people(store, grouping, selection)
    known: dict[tuple[int, ...], _Codes] = {}
    last: tuple[Any, ...] | None = None
    codes: list[int] = []

    def turn() -> _Turn | None:
        assert last is not None
        person = persons.get(last[2])
        if person is None:
            return None
        own = (codes[0],) if len(codes) == 1 else tuple(sorted(set(codes)))
        found = known.get(own)
        if found is None:
            found = known[own] = tuple(sorted({code for one in own for code in above[one]} & wanted))
        key = person[1] if not grouping.turn else grouping.arranged(person[1], last[4:], ())
        return _Turn(last[0], last[1], last[2], key, found) if found else None

    for row in coded_pieces(store, grouping, selection, layer):
        if last is not None and row[1] == last[1] and row[0] == last[0]:
            codes.append(row[3])
            continue
        if last is not None and (made := turn()) is not None:
            yield made
        last = row
        codes = [row[3]]
    if last is not None and (made := turn()) is not None:
        yield made


def _numbers(store: Store, selection: Selection) -> dict[int, list[int]]:
    """The numbers of the participants' turns that the selection lets through, by transcript, ascending."""
    who, values = selections.persons(selection)
    turn, turn_values = selections.turns(selection)
    sql = f"""SELECT transcript.id, turn.number FROM transcript
        JOIN revision ON revision.transcript = transcript.id AND revision.number = transcript.revision
        JOIN turn ON turn.revision = revision.id
        JOIN participant ON participant.id = turn.participant
        WHERE transcript.present = 1 AND participant.role = 'participant' AND {who} AND {turn} ORDER BY transcript.id, turn.number"""
    found: dict[int, list[int]] = {}
    for id, number in store.rows(sql, values | turn_values):
        found.setdefault(id, []).append(number)
    return found
