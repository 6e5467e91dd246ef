"""Who knew what: whether the maker of one entry of the log had seen another."""

from __future__ import annotations

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache

from qualcode.store.database import Store
from qualcode.store.merging.rows import spoilt

_Place = tuple[int, str]
"""Where an entry stands in its copy: its counter and id."""

MOST_STRETCHES = 40_000
"""A merge makes two or three stretches. So many are of nobody's work, and what each has seen of the others would fill the memory."""


class Causes:
    """The log as stretches of entries: each made in one copy, one after the other, and seen by others as a whole or not at all.

    A stretch begins where a copy has brought another in, and behind every entry that is the last that another copy has seen of it. There are few
    of them however long the log is. What a stretch has seen is a number with a bit for each other one.
    """

    def __init__(self, store: Store) -> None:
        self._store = store
        self._at = lru_cache(maxsize=20_000)(self._find)
        begins = self._begins()
        order = sorted((place, copy) for copy, places in begins.items() for place in places)
        if len(order) > MOST_STRETCHES:
            raise spoilt(f"a log in {len(order)} stretches")
        self._starts = {copy: sorted(places) for copy, places in begins.items()}
        self._numbers = {(copy, place): number for number, (place, copy) in enumerate(order)}
        self._seen: list[int] = []
        for place, copy in order:
            self._seen.append(self._seen_by(begins[copy][place], len(self._seen)))

    def _begins(self) -> dict[str, dict[_Place, list[str]]]:
        """Where stretches begin, by copy, with the entries that they follow on."""
        found: dict[str, dict[_Place, list[str]]] = defaultdict(dict)
        sql = """SELECT copy, lamport, id, parents, before FROM (
              SELECT *, lag(id, 1, '') OVER (PARTITION BY copy ORDER BY lamport, id) AS before FROM event)
            WHERE before = '' OR parents <> before"""
        rows = self._store.rows(sql)
        for row in rows:
            found[row["copy"]][row["lamport"], row["id"]] = row["parents"].split()
        for parent in {parent for row in rows for parent in row["parents"].split() if parent != row["before"]}:
            entry = self._entry(parent)
            if entry is not None:
                copy, (counter, id) = entry
                # Nothing has this id: it only stands behind the one that others have seen, and before the next.
                found[copy].setdefault((counter, f"{id} "), [parent])
        return found

    def _entry(self, event: str) -> tuple[str, _Place] | None:
        row = self._store.connection.execute("SELECT copy, lamport, id FROM event WHERE id = ?", (event,)).fetchone()
        return None if row is None else (row["copy"], (row["lamport"], row["id"]))

    def _seen_by(self, parents: Iterable[str], number: int) -> int:
        """The stretches that the maker of a stretch had seen when it began; none of those can be younger than it."""
        seen = 0
        for parent in parents:
            before = self._at(parent)
            if before is not None and before[0] < number:
                seen |= self._seen[before[0]] | 1 << before[0]
        return seen

    def _find(self, event: str) -> tuple[int, _Place] | None:
        """The stretch that an entry is in, by its number, and where."""
        entry = self._entry(event)
        if entry is None:
            return None
        copy, place = entry
        starts = self._starts[copy]
        return self._numbers[copy, starts[bisect_right(starts, place) - 1]], place

    def knew(self, event: str, other: str) -> bool:
        """Whether the maker of an entry had seen another one, or it is the same."""
        mine, theirs = self._at(event), self._at(other)
        if mine is None or theirs is None:
            return False
        if mine[0] == theirs[0]:
            return theirs[1] <= mine[1]
        return bool(self._seen[mine[0]] >> theirs[0] & 1)

    def apart(self, event: str, other: str) -> bool:
        """Whether neither maker had seen the other's entry."""
        return not self.knew(event, other) and not self.knew(other, event)

    def newest(self, events: Sequence[str]) -> list[str]:
        """Of some entries those that no maker of another of them had seen, in the given order."""
        places = {event: place for event in events if (place := self._at(event)) is not None}
        seen = 0
        last: dict[int, _Place] = {}
        for stretch, where in places.values():
            if stretch not in last:
                seen |= self._seen[stretch]
            last[stretch] = max(last.get(stretch, where), where)
        return [event for event, (stretch, where) in places.items() if last[stretch] == where and not seen >> stretch & 1]

    def firsts(self, events: Sequence[str]) -> Iterator[str]:
        """Of some entries, in the order of the log, the first in each stretch: only these may have seen several that grew apart for the first time."""
        seen = set()
        for event in events:
            place = self._at(event)
            if place is not None and place[0] not in seen:
                seen.add(place[0])
                yield event
