"""Who knew what: whether the maker of one entry of the log had seen another."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Sequence

from qualcode.store.database import Store

_Place = tuple[int, str]
"""Where an entry stands in its copy: its counter and id."""


class Causes:
    """The log as lines of entries, each made by one copy that saw all those before in the line; a line begins with what its maker had seen.

    Most entries follow the one before in their copy, so that there are few lines however long the log is.
    """

    def __init__(self, store: Store) -> None:
        self._store = store
        self._starts: dict[str, list[_Place]] = {}
        self._seen: dict[tuple[str, int], dict[tuple[str, int], _Place]] = {}
        sql = """SELECT copy, lamport, id, parents FROM (
              SELECT *, lag(id, 1, '') OVER (PARTITION BY copy ORDER BY lamport, id) AS before FROM event)
            WHERE before = '' OR parents <> before ORDER BY lamport, id"""
        rows = store.rows(sql)
        for row in rows:
            self._starts.setdefault(row["copy"], []).append((row["lamport"], row["id"]))
        for row in rows:
            # Parents are older: their lines are known by now.
            line = self._line(row["copy"], (row["lamport"], row["id"]))
            self._seen[line] = self._seen_by(row["parents"].split())

    def _line(self, copy: str, place: _Place) -> tuple[str, int]:
        return copy, bisect_right(self._starts[copy], place) - 1

    def _seen_by(self, parents: Iterable[str]) -> dict[tuple[str, int], _Place]:
        found: dict[tuple[str, int], _Place] = {}
        for parent in parents:
            where = self._where(parent)
            if where is None:
                continue
            line, place = where
            for other, last in (*self._seen.get(line, {}).items(), (line, place)):
                found[other] = max(found.get(other, last), last)
        return found

    def _where(self, event: str) -> tuple[tuple[str, int], _Place] | None:
        row = self._store.connection.execute("SELECT copy, lamport, id FROM event WHERE id = ?", (event,)).fetchone()
        if row is None:
            return None
        place = (row["lamport"], row["id"])
        return self._line(row["copy"], place), place

    def knew(self, event: str, other: str) -> bool:
        """Whether the maker of an entry had seen another one, or it is the same."""
        mine, theirs = self._where(event), self._where(other)
        if mine is None or theirs is None:
            return False
        if mine[0] == theirs[0]:
            return theirs[1] <= mine[1]
        last = self._seen[mine[0]].get(theirs[0])
        return last is not None and theirs[1] <= last

    def apart(self, event: str, other: str) -> bool:
        """Whether neither maker had seen the other's entry."""
        return not self.knew(event, other) and not self.knew(other, event)

    def newest(self, events: Sequence[str]) -> list[str]:
        """Of some entries those that no maker of another of them had seen, in the given order."""
        return [event for event in events if not any(other != event and self.knew(other, event) for other in events)]
