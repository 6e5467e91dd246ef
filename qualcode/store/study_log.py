"""study.toml through time: which entry of the log was first made under which text of it, and what a merge has still to write into the file."""

from __future__ import annotations

import hashlib
import json
import sqlite3
from dataclasses import dataclass

from qualcode import files
from qualcode import study as studies
from qualcode.errors import QualcodeError
from qualcode.store import clock
from qualcode.store.database import Store

_PENDING = "study pending"
_COMMAND = "study.toml"


@dataclass(frozen=True, slots=True)
class Version:
    """An entry of the log, the first that a person made under a text of study.toml: the hash of that, and who (a coder's id)."""

    event: str
    hash: str
    coder: str


def by_people(store: Store) -> list[Version]:
    """Every text of study.toml that people worked under, in the order of the log; what merges say is left out."""
    sql = """SELECT event.id, event.study_hash, event.parents, coalesce(coder.slug, '') AS coder FROM event
        LEFT JOIN event AS before ON before.id = event.parents LEFT JOIN coder ON coder.guid = event.coder
        WHERE (before.id IS NULL OR before.study_hash <> event.study_hash) AND event.command NOT LIKE 'merge %'
        ORDER BY event.lamport, event.id"""
    found = []
    for row in store.rows(sql):
        known = {store.value("SELECT study_hash FROM event WHERE id = ?", (parent,)) for parent in row["parents"].split()}
        if row["study_hash"] not in known:
            found.append(Version(row["id"], row["study_hash"], row["coder"]))
    return found


def text_of(store: Store, hash: str) -> str:
    """The text of a study.toml that was worked under."""
    return str(store.value("SELECT text FROM study_version WHERE hash = ?", (hash,)))


def note(store: Store) -> None:
    """Enter the text that study.toml has now into the log, if nothing was done under it yet.

    The entry follows from the text and from what was done before: whoever makes it of this copy makes the same. To a log that does not say
    where it ends nothing is added: it is spoilt, and merging says so.
    """
    newest = store.rows("SELECT time, lamport FROM event ORDER BY lamport DESC, id DESC LIMIT 1")
    facts = dict(map(tuple, store.rows("SELECT key, value FROM project WHERE key IN ('copy', 'heads')")))
    known = [store.value("SELECT study_hash FROM event WHERE id = ?", (head,)) for head in facts.get("heads", "").split()]
    if not newest or None in known or store.study.hash in known:
        return
    id = clock.named("study", facts["copy"], store.study.hash, facts.get("heads", ""))
    put = store.connection.execute
    time, lamport = newest[0]["time"], newest[0]["lamport"] + 1
    put("INSERT OR IGNORE INTO main.study_version (hash, text, seen) VALUES (?, ?, ?)", (store.study.hash, store.study.text, time))
    put(
        """INSERT INTO main.event (id, copy, lamport, time, coder, command, why, study_hash, parents) VALUES (?, ?, ?, ?, '', ?, '', ?, ?)""",
        (id, facts["copy"], lamport, time, _COMMAND, store.study.hash, facts.get("heads", "")),
    )
    put("INSERT INTO main.project (key, value) VALUES ('heads', ?) ON CONFLICT DO UPDATE SET value = excluded.value", (id,))
    put("UPDATE main.project SET value = max(CAST(value AS INTEGER), ?) WHERE key = 'lamport'", (lamport,))


# --- the file ---------------------------------------------------------------------------------------------------------------------------


def aim(store: Store, hash: str) -> None:
    """study.toml is to have the text with this hash: it is written by `finish`, once this is on disk."""
    said = json.dumps({"before": store.study.hash, "after": hash})
    store.connection.execute("INSERT OR REPLACE INTO main.project (key, value) VALUES (?, ?)", (_PENDING, said))


def finish(store: Store) -> str:
    """Write what is still to be written into study.toml. Returns why it cannot be done, empty when nothing is left to do.

    A file that was changed by others meanwhile is left as it is, and nothing waits any more: what people write there holds.
    """
    pending = store.value("SELECT value FROM project WHERE key = ?", (_PENDING,))
    if pending is None or store.in_transaction():
        return ""
    said = json.loads(pending)
    path = store.folder / studies.FILE_NAME
    try:
        now = hashlib.sha256(path.read_bytes()).hexdigest()
        if now == said["before"]:
            files.put(path, text_of(store, said["after"]))
        with store.transaction():
            store.connection.execute("DELETE FROM project WHERE key = ?", (_PENDING,))
    except OSError as error:
        return f"{path.name} cannot be written: {error.strerror or error}"
    except sqlite3.OperationalError as error:
        return f"{store.path.name} cannot be written: {error}"
    store.study = studies.read(store.folder)
    return ""


def finished(store: Store) -> None:
    """The same, for a command that has changed something. Raises QualcodeError when the file could not be written."""
    why = finish(store)
    if why:
        raise QualcodeError(f"The change is saved, but not in study.toml: {why}.", "It is written by the next command that can.")
