"""The log read back: what was done, and taking it back."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass, replace
from itertools import islice

from qualcode.errors import QualcodeError
from qualcode.store import blinding, codebook_file, codes, places, registers
from qualcode.store.changes import change, decoded
from qualcode.store.database import Store, explained
from qualcode.store.revisions import taken_up
from qualcode.text import beginning

_MOST_TRIED = 50
"""Events that are tried before a refusal, to say which of them can be taken back."""

_UNDONE = """EXISTS (SELECT 1 FROM event AS undo WHERE undo.undoes = event.id
  AND NOT EXISTS (SELECT 1 FROM event AS redo WHERE redo.undoes = undo.id))"""

_OVERTAKEN = """EXISTS (SELECT 1 FROM event AS later WHERE later.coder = event.coder AND later.copy = event.copy
  AND later.undoes IS NULL AND later.lamport > event.lamport)"""


@dataclass(frozen=True, slots=True)
class Event:
    """One entry of the log. `coder` is an id (empty: the program), `changes` the number of its change rows, `undone` whether it is taken back now."""

    id: str
    time: str
    coder: str
    command: str
    why: str
    changes: int
    undone: bool
    undoes: str | None


_EVENTS = f"""
SELECT event.id, event.time, coalesce(coder.slug, event.coder) AS coder, event.command, event.why, event.undoes,
  (SELECT count(*) FROM change WHERE change.event = event.id) AS changes, {_UNDONE} AS undone
FROM event LEFT JOIN coder ON coder.guid = event.coder
"""


def events(store: Store, *, coder: str = "", entity: str = "", limit: int = 0) -> list[Event]:
    """The log, newest first: all of it, or of one coder (an id), or what concerns one thing (a GUID); `limit` 0 is no limit."""
    conditions = ["1 = 1"]
    if coder:
        conditions.append("coder.slug = :coder")
    if entity:
        conditions.append("event.id IN (SELECT event FROM change WHERE entity = :entity)")
    sql = f"{_EVENTS} WHERE {' AND '.join(conditions)} ORDER BY event.lamport DESC, event.id DESC LIMIT :limit"
    found = store.rows(sql, {"coder": coder, "entity": entity, "limit": limit or -1})
    blind = blinding.blind(store)
    return [replace(event, command=_guarded(event.command)) if blind and event.coder != blind else event for event in map(_event, found)]


_TELLING = ("coding", "review", "suggest", "adjudicate")
"""Commands that name a place and its code."""


def _guarded(command: str) -> str:
    """A command of another coder as far as it says nothing of where she has put which code."""
    words = command.split()
    return " ".join([*words[:2], "…"]) if words and words[0] in _TELLING and len(words) > 2 else command


def _event(row: sqlite3.Row) -> Event:
    return Event(
        id=row["id"],
        time=row["time"],
        coder=row["coder"],
        command=row["command"],
        why=row["why"],
        changes=row["changes"],
        undone=bool(row["undone"]),
        undoes=row["undoes"],
    )


def _newest(store: Store, coder: str, condition: str, before: Event | None = None) -> Event | None:
    """The newest event of a coder in this copy for which the condition holds; `before`: of those older than this one."""
    sql = f"""{_EVENTS} WHERE event.coder = :coder AND event.copy = (SELECT value FROM project WHERE key = 'copy') AND {condition}
        AND (:before IS NULL OR event.lamport < (SELECT lamport FROM event AS other WHERE other.id = :before))
        ORDER BY event.lamport DESC, event.id DESC LIMIT 1"""
    found = store.rows(sql, {"coder": coder, "before": before.id if before else None})
    return _event(found[0]) if found else None


class Kept(QualcodeError):
    """An event that cannot be taken back, because of what was done since: nothing of it was."""


@dataclass(frozen=True, slots=True)
class Undone:
    """What an undo took back, and why newer events were passed over: a sentence for each."""

    event: Event
    passed: tuple[str, ...] = ()


def undo(store: Store, coder: str) -> Event:
    """Take back the newest own event of this copy by a compensating one; returns the event taken back.

    Raises QualcodeError when there is none, when something it changed has been changed since, and when others have worked with what it made.
    """
    return _undone(store, coder, skip=False).event


def undo_what_can_be(store: Store, coder: str) -> Undone:
    """The same with the newest event that can still be taken back: newer ones, which cannot, are passed over. Raises as `undo` when there is none."""
    return _undone(store, coder, skip=True)


def _undone(store: Store, coder: str, *, skip: bool) -> Undone:
    passed: list[str] = []
    with explained(store.path), store.transaction():
        for event in _standing(store, coder):
            try:
                _take_back(store, event, coder)
                codebook_file.prepare(store)
                break
            except Kept as kept:
                if not skip:
                    raise _with_a_way_on(kept, _reachable(store, coder, event)) from None
                passed.append(kept.message)
        else:
            message = "Nothing of yours can be undone any more." if passed else "There is nothing of yours to undo."
            raise QualcodeError(message, "See what was done, and by whom: qualcode history")
    codebook_file.finished(store)
    return Undone(event, tuple(passed))


def _standing(store: Store, coder: str, before: Event | None = None) -> Iterator[Event]:
    """The own events of this copy that are not taken back, the newest first; `before`: those older than this one."""
    event = _newest(store, coder, f"event.undoes IS NULL AND NOT {_UNDONE}", before)
    while event is not None:
        yield event
        event = _newest(store, coder, f"event.undoes IS NULL AND NOT {_UNDONE}", event)


def _take_back(store: Store, event: Event, coder: str) -> None:
    with store.transaction():
        _leave_merges(event)
        _leave_work_of_others(store, event, coder)
        _compensate(store, event, coder, f"undo {event.command}", f"'{event.command}' cannot be undone")


def _reachable(store: Store, coder: str, refused: Event) -> Event | None:
    """The newest event before one that is refused that can be taken back: the one that `undo --skip` would come to. None is tried for long."""
    for event in islice(_standing(store, coder, refused), _MOST_TRIED):
        with store.rehearsal(), suppress(Kept):
            _take_back(store, event, coder)
            return event
    return None


def _with_a_way_on(kept: Kept, older: Event | None) -> Kept:
    """The same refusal, which says how to come to what was done before, if any of it can be taken back."""
    if older is None:
        return kept
    return Kept(kept.message, f"To take back '{beginning(older.command, 60)}', which you did before: qualcode undo --skip. {kept.hint}")


def redo(store: Store, coder: str) -> Event:
    """Do again what was undone last, if nothing else was done since; returns the event that stands again."""
    with explained(store.path), store.transaction():
        undone = _newest(
            store, coder, f"event.undoes IN (SELECT id FROM event WHERE undoes IS NULL) AND NOT {_UNDONE} AND NOT {_OVERTAKEN}"
        )
        if undone is None:
            raise QualcodeError("There is nothing of yours to redo.", "Only what was just undone can be done again: qualcode history")
        command = undone.command.removeprefix("undo ")
        _compensate(store, undone, coder, f"redo {command}", f"'{command}' cannot be done again")
        codebook_file.prepare(store)
        original = store.rows(f"{_EVENTS} WHERE event.id = ?", (undone.undoes,))
    codebook_file.finished(store)
    return _event(original[0])


def _compensate(store: Store, event: Event, coder: str, command: str, refusal: str) -> None:
    found = store.rows("SELECT noun, entity, field, before, after FROM change WHERE event = ? ORDER BY position DESC", (event.id,))
    rows = [row for row in found if row["before"] is not None or not registers.find(row["noun"], row["field"])[0].lasting]
    with change(store, command, coder=coder, undoes=event.id) as made:
        for row in rows:
            if registers.read(store.connection, row["noun"], row["entity"], row["field"]) != decoded(row["after"]):
                what = row["field"].partition(":")[0]
                raise Kept(f"{refusal}: {row['noun']} {what} has been changed since.", "See by whom: qualcode history")
        if any((row["noun"], row["field"]) == ("codebook", "file") for row in rows):
            codebook_file.check(store, refusal)
        for row in rows:
            made.set(row["noun"], row["entity"], row["field"], decoded(row["before"]))
        hidden = codes.without_code(store)
        if hidden:
            raise Kept(
                f"{refusal}: codings would lose their code: {', '.join(hidden)}.",
                "Load a codebook that has it, or remove the codings first.",
            )
        _leave_codings_without_place(store, coder, refusal)


def _leave_merges(event: Event) -> None:
    """Raises QualcodeError for a merge of copies: what came in is work of others, and here to stay."""
    if event.command.startswith("merge "):
        raise Kept(
            f"'{event.command}' cannot be undone: what came in is others' work.",
            "The project as it was before lies in backups/ (before-merge). How to put it back: qualcode backup --help",
        )


def _leave_codings_without_place(store: Store, coder: str, refusal: str) -> None:
    """Raises QualcodeError when codings would stand on another text than the one they were put on."""
    guids = places.without_place(store)
    sql = """SELECT transcript.slug, coder.slug AS coder FROM coding JOIN transcript ON transcript.id = coding.transcript
        JOIN coder ON coder.id = coding.coder WHERE coding.guid = ? AND coder.guid <> ?"""
    for guid in guids:
        for row in store.rows(sql, (guid, coder)):
            raise Kept(
                f"{refusal}: {row['coder']} has coded in {row['slug']} since, in the text as it is now.",
                f"To take up the text before that again, with all codings: {taken_up(store, row['slug'])}",
            )
    if guids:
        raise Kept(f"{refusal}: the text that codings stand on is another one now.", "See by whom: qualcode history")


_TOUCHED_BY_OTHERS = f"""SELECT mine.noun, coalesce(coder.slug, event.coder) AS coder FROM change AS mine
  JOIN change AS theirs ON theirs.entity = mine.entity AND theirs.noun = mine.noun
  JOIN event ON event.id = theirs.event LEFT JOIN coder ON coder.guid = event.coder
WHERE mine.event = :event AND mine.field = 'present' AND mine.after = '1' AND theirs.field NOT LIKE 'anchor:%'
  AND event.coder <> :coder AND event.undoes IS NULL AND NOT {_UNDONE}
  AND event.lamport > (SELECT lamport FROM event AS this WHERE this.id = :event) LIMIT 1"""

_CODED = """SELECT transcript.slug, coalesce(coder.slug, event.coder) AS coder FROM change AS mine
  JOIN transcript ON transcript.guid = mine.entity
  JOIN coding ON coding.transcript = transcript.id AND coding.present = 1
  JOIN change AS theirs ON theirs.entity = coding.guid AND theirs.field = 'present'
  JOIN event ON event.id = theirs.event LEFT JOIN coder ON coder.guid = event.coder
WHERE mine.event = :event AND mine.noun = 'transcript' AND mine.field = 'present' AND mine.after = '1' AND event.coder <> :coder
  AND event.lamport > (SELECT lamport FROM event AS this WHERE this.id = :event) LIMIT 1"""

_ACTED = """SELECT coder.slug FROM change JOIN coder ON coder.guid = change.entity
WHERE change.event = :event AND change.noun = 'coder' AND change.field = 'present' AND change.after = '1'
  AND (EXISTS (SELECT 1 FROM event WHERE event.coder = coder.guid AND event.id <> :event)
    OR EXISTS (SELECT 1 FROM coding WHERE coding.coder = coder.id AND coding.present = 1
      AND NOT EXISTS (SELECT 1 FROM change AS own WHERE own.event = :event AND own.entity = coding.guid))) LIMIT 1"""


def _leave_work_of_others(store: Store, event: Event, coder: str) -> None:
    """Raises QualcodeError when what an event made carries work that would go with it."""
    values: dict[str, object] = {"event": event.id, "coder": coder}
    refusal = f"'{event.command}' cannot be undone"
    for row in store.rows(_ACTED, values):
        raise Kept(f"{refusal}: {row['slug']} has worked in the project since.", "A coder who has done something stays.")
    for row in store.rows(_CODED, values):
        raise Kept(
            f"{refusal}: {row['coder']} has coded in {row['slug']} since.",
            f"To take it out with the codings: qualcode transcripts remove {row['slug']}",
        )
    for row in store.rows(_TOUCHED_BY_OTHERS, values):
        what = "list of codings to be re-coded" if row["noun"] == "question" else row["noun"]
        raise Kept(f"{refusal}: {row['coder']} has changed the {what} since.", "See what was done: qualcode history")
