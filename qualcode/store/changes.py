"""A change: rows and the event that tells of them, in one transaction."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager

from qualcode.store import registers
from qualcode.store.database import Store, explained
from qualcode.store.registers import Value


class Change:
    """What one event records. Fields are set through it; rows that it only tells of are `note`d."""

    def __init__(self, store: Store, event: str) -> None:
        self.store = store
        self.event = event
        self._rows: dict[tuple[str, str, str], tuple[Value, Value]] = {}

    def set(self, noun: str, guid: str, field: str, value: Value) -> bool:
        """Put a value in a register and record it. False when it held that value already.

        What is set twice is recorded once, from the value before the first to the one after the last: undo compares with that.
        """
        before = registers.read(self.store.connection, noun, guid, field)
        if before == value:
            return False
        registers.write(self.store.connection, noun, guid, field, value)
        self._record(noun, guid, field, before, value)
        return True

    def take_off(self, noun: str, guids: Sequence[str]) -> None:
        """Set `present` of things to 0, as `set` does for one: of very many it takes a fraction of the time."""
        listed = json.dumps(guids)
        there = "present = 1 AND guid IN (SELECT value FROM json_each(?))"
        found = {row[0] for row in self.store.rows(f"SELECT guid FROM {noun} WHERE {there}", (listed,))}
        self.store.connection.execute(f"UPDATE {noun} SET present = 0 WHERE {there}", (listed,))
        for guid in guids:
            if guid in found:
                self._record(noun, guid, "present", 1, 0)

    def _record(self, noun: str, guid: str, field: str, before: Value, value: Value) -> None:
        first, _ = self._rows.get((noun, guid, field), (before, value))
        if first == value:
            del self._rows[noun, guid, field]
        else:
            self._rows[noun, guid, field] = (first, value)

    def note(self, noun: str, guid: str, field: str, before: Value, after: Value) -> None:
        """Record what was written already: a row of a new thing."""
        self._rows[noun, guid, field] = (before, after)

    def note_first(self, noun: str, guid: str, **values: Value) -> None:
        """Record the values that a new thing begins with."""
        for field, value in values.items():
            self.note(noun, guid, field, None, value)

    def note_new(self, noun: str, guids: Iterable[str]) -> None:
        """Record that these things are there now."""
        for guid in guids:
            self.note(noun, guid, "present", 0, 1)

    @property
    def empty(self) -> bool:
        """Whether nothing has changed."""
        return not self._rows

    def write(self, coder: str, command: str, why: str, undoes: str | None) -> None:
        """Write the event. Called once, by `change`."""
        store = self.store
        lamport = int(store.value("SELECT value FROM project WHERE key = 'lamport'")) + 1
        store.connection.execute("UPDATE project SET value = ? WHERE key = 'lamport'", (str(lamport),))
        store.connection.execute(
            "INSERT OR IGNORE INTO study_version (hash, text, seen) VALUES (?, ?, ?)", (store.study.hash, store.study.text, store.now())
        )
        copy = store.value("SELECT value FROM project WHERE key = 'copy'")
        parents = store.value("SELECT value FROM project WHERE key = 'heads'") or ""
        store.connection.execute(
            """INSERT INTO event (id, copy, lamport, time, coder, command, why, study_hash, undoes, parents)
            VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)""",
            (self.event, copy, lamport, store.now(), coder, command, why, store.study.hash, undoes, parents),
        )
        store.connection.execute(
            "INSERT INTO project (key, value) VALUES ('heads', ?) ON CONFLICT DO UPDATE SET value = excluded.value", (self.event,)
        )
        store.connection.executemany(
            "INSERT INTO change (event, position, noun, entity, field, before, after) VALUES (?, ?, ?, ?, ?, ?, ?)",
            ((self.event, at, *place, _encoded(before), _encoded(after)) for at, (place, (before, after)) in enumerate(self._rows.items())),
        )


def _encoded(value: Value) -> str | None:
    if value is None:
        return None
    return str(value) if type(value) is int else json.dumps(value, ensure_ascii=False)


def decoded(text: str | None) -> Value:
    """A value as the log holds it."""
    return None if text is None else json.loads(text)


@contextmanager
def change(store: Store, command: str, *, coder: str = "", why: str = "", undoes: str | None = None) -> Iterator[Change]:
    """One change of the project by one coder (a GUID, empty for the program itself), recorded as one event.

    All of it is on disk when the block ends, or nothing when it raises. A change that changes nothing leaves no event.
    """
    with explained(store.path), store.transaction():
        made = Change(store, store.guid())
        yield made
        if not made.empty:
            made.write(coder, command, why, undoes)
