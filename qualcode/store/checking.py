"""The promises of the design, proved on a project: each check is a function that yields what does not hold."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator

from qualcode.errors import Problem
from qualcode.store import registers
from qualcode.store.changes import decoded
from qualcode.store.database import Store
from qualcode.text import canonical

Check = Callable[[Store], Iterator[Problem]]

_RESTORE = "restore the newest file from backups/"


def _file(store: Store) -> Iterator[Problem]:
    for row in store.rows("PRAGMA integrity_check(20)"):
        if row[0] != "ok":
            yield Problem(store.path.name, row[0], _RESTORE)


def _references(store: Store) -> Iterator[Problem]:
    for row in store.rows("PRAGMA foreign_key_check"):
        yield Problem(f"{store.path.name}: {row[0]} {row[1]}", f"points to a row of {row[2]} that is not there", _RESTORE)


def _texts(store: Store) -> Iterator[Problem]:
    sql = """SELECT transcript.slug, revision.number, revision.sha256, revision.text FROM revision
        JOIN transcript ON transcript.id = revision.transcript"""
    for row in store.connection.execute(sql):
        where = f"{row['slug']}, revision {row['number']}"
        if hashlib.sha256(row["text"].encode()).hexdigest() != row["sha256"]:
            yield Problem(where, "the text is not the one that was imported", _RESTORE)
        elif canonical(row["text"]) != (row["text"], 0):
            yield Problem(where, "the text is not in canonical form", "remove the transcript and import it again")


def _turns(store: Store) -> Iterator[Problem]:
    sql = """SELECT transcript.slug, turn.number FROM turn JOIN revision ON revision.id = turn.revision
        JOIN transcript ON transcript.id = revision.transcript
        WHERE substr(revision.text, turn."start" + 1, turn."end" - turn."start") <> turn.text"""
    for row in store.connection.execute(sql):
        yield Problem(f"{row['slug']}, turn {row['number']}", "is not what stands in the text", _RESTORE)


def _quotations(store: Store) -> Iterator[Problem]:
    sql = """SELECT transcript.slug, coding.guid FROM anchor JOIN coding ON coding.id = anchor.coding
        JOIN revision ON revision.id = anchor.revision JOIN transcript ON transcript.id = revision.transcript
        WHERE anchor.state = 'placed' AND substr(revision.text, anchor."start" + 1, anchor."end" - anchor."start") <> anchor.quotation"""
    for row in store.connection.execute(sql):
        yield Problem(f"{row['slug']}, coding {row['guid'][-8:]}", "its quotation is not what stands at its place", _RESTORE)


def _places(store: Store) -> Iterator[Problem]:
    sql = """SELECT transcript.slug, coding.guid FROM coding JOIN transcript ON transcript.id = coding.transcript
        LEFT JOIN revision ON revision.transcript = transcript.id AND revision.number = transcript.revision
        LEFT JOIN anchor ON anchor.coding = coding.id AND anchor.revision = revision.id WHERE anchor.coding IS NULL"""
    for row in store.connection.execute(sql):
        yield Problem(f"{row['slug']}, coding {row['guid'][-8:]}", "has no place in the current revision", _RESTORE)
    sql = """SELECT transcript.slug, coding.guid FROM coding_turn JOIN coding ON coding.id = coding_turn.coding
        JOIN transcript ON transcript.id = coding.transcript
        JOIN revision ON revision.transcript = transcript.id AND revision.number = transcript.revision
        JOIN anchor ON anchor.coding = coding.id AND anchor.revision = revision.id
        JOIN turn ON turn.id = coding_turn.turn
        WHERE coding_turn.span_start <> anchor."start" OR coding_turn.span_end <> anchor."end" OR turn.revision <> revision.id
          OR turn."start" >= anchor."end" OR turn."end" <= anchor."start\""""
    for row in store.connection.execute(sql):
        yield Problem(f"{row['slug']}, coding {row['guid'][-8:]}", "is counted at another place than its own", _RESTORE)


def _index(store: Store) -> Iterator[Problem]:
    import sqlite3

    writing = store.writable
    if not writing:
        store.connection.execute("PRAGMA query_only = OFF")
    try:
        store.connection.execute("INSERT INTO turn_index (turn_index, rank) VALUES ('integrity-check', 1)")
    except sqlite3.DatabaseError:
        yield Problem(store.path.name, "the search index does not agree with the turns", _RESTORE)
    finally:
        if not writing:
            store.connection.execute("PRAGMA query_only = ON")


def _log(store: Store) -> Iterator[Problem]:
    """The newest entry of the log for each field is what the field holds."""
    sql = """SELECT noun, entity, field, after FROM (
          SELECT change.*, row_number() OVER (PARTITION BY noun, entity, field ORDER BY event.lamport DESC, event.id DESC, position DESC) AS newest
          FROM change JOIN event ON event.id = change.event) WHERE newest = 1"""
    for row in store.rows(sql):
        if registers.read(store.connection, row["noun"], row["entity"], row["field"]) != decoded(row["after"]):
            yield Problem(
                f"{row['noun']} {row['entity'][-8:]}",
                f"{row['field']} is not what the log says",
                "somebody changed the file by other means",
            )


def _suggested(store: Store) -> Iterator[Problem]:
    """A coding that came from a suggestion has a yes of its coder in the log."""
    sql = """SELECT coding.guid FROM coding WHERE coding.origin = 'suggested' AND NOT EXISTS (
          SELECT 1 FROM change AS made JOIN change AS said ON said.event = made.event
          WHERE made.entity = coding.guid AND made.field = 'present' AND said.field LIKE 'decision:%' AND said.after = '1')"""
    for row in store.rows(sql):
        yield Problem(f"coding {row['guid'][-8:]}", "came from a suggestion that nobody accepted", "remove it: qualcode coding remove")


CHECKS: dict[str, Check] = {
    "the file is whole": _file,
    "every row points to one that is there": _references,
    "texts are those that were imported": _texts,
    "turns are what stands in the text": _turns,
    "a quotation is the text at its place": _quotations,
    "codings are counted at their place": _places,
    "the search index agrees with the turns": _index,
    "the log tells what the project holds": _log,
    "suggestions count only once accepted": _suggested,
}
"""What is promised, and the function that proves it."""


def check(store: Store) -> dict[str, list[Problem]]:
    """Every promise, and what does not hold of it (nothing, if all is well). Later checks are left out when the file itself is damaged."""
    found: dict[str, list[Problem]] = {}
    for promise, look in CHECKS.items():
        found[promise] = list(look(store))
        if look is _file and found[promise]:
            break
    return found
