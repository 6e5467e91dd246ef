"""The codebook through time: every entry of the log that brought another version of it, numbered from the first."""

from __future__ import annotations

from dataclasses import dataclass

from qualcode.store.changes import decoded
from qualcode.store.database import Store


@dataclass(frozen=True, slots=True)
class Entry:
    """A change of the codebook: its number, when, by whom (a coder's id), by which command and why, and the hashes of the versions.

    `undone`: it is taken back now. `came` and `went` are how many codings it put on and took off.
    """

    number: int
    event: str
    time: str
    coder: str
    command: str
    why: str
    before: str | None
    after: str | None
    undone: bool
    came: int
    went: int


_ENTRIES = """
SELECT event.id, event.time, coalesce(coder.slug, event.coder) AS coder, event.command, event.why, change.before, change.after,
  EXISTS (SELECT 1 FROM event AS undo WHERE undo.undoes = event.id
    AND NOT EXISTS (SELECT 1 FROM event AS redo WHERE redo.undoes = undo.id)) AS undone,
  (SELECT count(*) FROM change AS own WHERE own.event = event.id AND own.noun = 'coding' AND own.field = 'present' AND own.after = '1') AS came,
  (SELECT count(*) FROM change AS own WHERE own.event = event.id AND own.noun = 'coding' AND own.field = 'present' AND own.after = '0') AS went
FROM change JOIN event ON event.id = change.event LEFT JOIN coder ON coder.guid = event.coder
WHERE change.noun = 'codebook' AND change.field = 'version' ORDER BY event.lamport, event.id
"""


def entries(store: Store) -> list[Entry]:
    """The log of the codebook, the oldest first."""
    found = []
    for number, row in enumerate(store.rows(_ENTRIES), 1):
        before, after = (None if row[name] is None else str(decoded(row[name])) for name in ("before", "after"))
        facts = (row["id"], row["time"], row["coder"], row["command"], row["why"])
        found.append(Entry(number, *facts, before, after, bool(row["undone"]), row["came"], row["went"]))
    return found


def codings_of(store: Store, event: str, code: str) -> tuple[int, int]:
    """How many codings with a code (its GUID) an event put on and took off."""
    sql = """SELECT count(*) FROM change JOIN coding ON coding.guid = change.entity JOIN code ON code.id = coding.code
        WHERE change.event = ? AND change.noun = 'coding' AND change.field = 'present' AND change.after = ? AND code.guid = ?"""
    return int(store.value(sql, (event, "1", code))), int(store.value(sql, (event, "0", code)))


def standing(store: Store) -> set[str]:
    """The hashes of the versions that were brought in and not taken back: what the one in use has come from."""
    sql = """SELECT DISTINCT change.after FROM change JOIN event ON event.id = change.event
        WHERE change.noun = 'codebook' AND change.field = 'version' AND change.after IS NOT NULL AND event.undoes IS NULL
          AND NOT EXISTS (SELECT 1 FROM event AS undo WHERE undo.undoes = event.id
            AND NOT EXISTS (SELECT 1 FROM event AS redo WHERE redo.undoes = undo.id))"""
    return {str(decoded(row["after"])) for row in store.rows(sql)}


def called(store: Store, version: str) -> set[str]:
    """The hashes of the loaded codebooks whose file calls its version so."""
    return {row["hash"] for row in store.rows("SELECT hash FROM codebook_version WHERE json_extract(content, '$.version') = ?", (version,))}


@dataclass(frozen=True, slots=True)
class Version:
    """An entry of the log by which a person brought a version of the codebook into use: its hash, and by whom (a coder's id)."""

    event: str
    hash: str
    coder: str


def by_people(store: Store) -> list[Version]:
    """Every version that a person brought into use, in the order of the log; what merges of copies brought is left out."""
    sql = """SELECT event.id, change.after, coalesce(coder.slug, '') AS coder FROM change JOIN event ON event.id = change.event
        LEFT JOIN coder ON coder.guid = event.coder WHERE change.noun = 'codebook' AND change.field = 'version' AND event.command NOT LIKE 'merge %'
        ORDER BY event.lamport, event.id"""
    return [Version(row["id"], str(decoded(row["after"])), row["coder"]) for row in store.rows(sql) if row["after"] is not None]
