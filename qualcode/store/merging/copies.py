"""Another copy brought into this one, in one transaction: what comes of it depends on what both hold, not on the order of merging."""

from __future__ import annotations

import sqlite3
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field

from qualcode.store import blinding
from qualcode.store.changes import Change
from qualcode.store.database import Store
from qualcode.store.merging import log, places, rows
from qualcode.store.merging.rows import Read
from qualcode.store.registers import Value


@dataclass(frozen=True, slots=True)
class Copy:
    """A copy that is brought in: its GUID and its counter."""

    guid: str
    lamport: int


@dataclass(frozen=True, slots=True)
class Came:
    """How many codings with a code came from a coder in a transcript (ids), went, and were changed.

    The code is empty where who merges has not finished the transcript: she sees no codings of others there.
    """

    coder: str
    transcript: str
    code: str
    new: int
    gone: int
    changed: int


@dataclass(frozen=True)
class Brought:
    """What came in. `arrived` is how many entries and changes the log got; `renamed` the transcripts whose id another text has: that id, and the one it has now.

    `others` counts what else has changed, by noun and field.
    """

    arrived: int
    codings: Sequence[Came] = ()
    renamed: Mapping[str, str] = field(default_factory=dict)
    others: Mapping[tuple[str, str], int] = field(default_factory=dict)


def copy_of(store: Store) -> Copy:
    """Which copy of the project this is."""
    facts = dict(map(tuple, store.rows("SELECT key, value FROM project WHERE key IN ('copy', 'lamport')")))
    return Copy(facts["copy"], int(facts["lamport"]))


@contextmanager
def attached(store: Store, other: Store) -> Iterator[None]:
    """The checked copy of a foreign file beside our tables, to be read only. Outside of transactions."""
    run = store.connection.execute
    run("ATTACH ? AS theirs", (f"{other.path.resolve().as_uri()}?mode=ro",))
    # What is put together on the way is as large as what comes in: it need not be in memory.
    run("PRAGMA temp_store = FILE")
    try:
        yield
    finally:
        # After an error rows that were being read may hold it still: what went wrong is told, and nobody works on with this connection.
        with suppress(sqlite3.OperationalError):
            run("DETACH theirs")
            run("PRAGMA temp_store = MEMORY")


def unite(store: Store, read: Read) -> int:
    """Put the rows and the log of `theirs` beside ours; nothing that is there changes yet. Returns how many entries and changes came.

    Raises QualcodeError for what cannot be: nothing of a spoilt copy is taken.
    """
    try:
        rows.unite(store, read)
        arrived = log.unite(store)
        places.unite(store)
        log.heads(store)
    except sqlite3.OperationalError as error:
        if "Could not decode" not in str(error):
            raise
        raise rows.spoilt("a text that is none") from error
    return arrived


def collect(store: Store, read: Read) -> int:
    """The same into a copy that is only there to be brought into a project."""
    with store.transaction():
        return unite(store, read)


def settle(made: Change, copies: Iterable[Copy], arrived: int, codebook: Callable[[Change], None]) -> Brought:
    """Bring what is there to what both logs say; `codebook` brings the codebook to what follows from both. Returns what has changed."""
    store = made.store
    _codings_before(store)
    others = log.settle(store, _told(store))
    renamed, moved, taken = _transcripts(made)
    codebook(made)
    places.settle(made, moved)
    if arrived or not made.empty:
        for copy in copies:
            made.set("copy", copy.guid, "merged", copy.lamport)
    return Brought(arrived, _came(store), renamed, dict(sorted((others + taken).items())))


# --- transcripts ------------------------------------------------------------------------------------------------------------------------


def _transcripts(made: Change) -> tuple[dict[str, str], list[str], Counter[tuple[str, str]]]:
    """Bring ids, presence and texts of transcripts to what was said last; of several texts with one id, those that came later get another.

    Returns the ids that others have and what their transcripts are called now, the GUIDs of those with another text, and how many have changed, by field.
    """
    store = made.store
    there = {row["guid"]: row for row in store.rows("SELECT guid, slug, present, revision FROM transcript")}
    by_people, last = (dict(log.said_last(store, "transcript", "slug", merges=merges)) for merges in (False, True))
    present = {guid: int(value or 0) for guid, value in log.said_last(store, "transcript", "present")}
    slugs = _distinct(store, {guid: str(by_people.get(guid) or row["slug"]) for guid, row in there.items()}, present)
    numbers = {guid: int(value) for guid, value in log.said_last(store, "transcript", "revision") if value}
    run = store.connection.execute
    moved, renamed = [], {}
    changed: Counter[tuple[str, str]] = Counter()
    for guid, row in there.items():
        if slugs[guid] != row["slug"] or present.get(guid, 0) != row["present"]:
            run("UPDATE transcript SET present = 0 WHERE guid = ?", (guid,))
    for guid, row in there.items():
        number = numbers.get(guid, row["revision"])
        if store.value(_TEXT, (guid, number)) is None:
            raise rows.spoilt("a transcript without its text")
        run("UPDATE transcript SET slug = ?, present = ?, revision = ? WHERE guid = ?", (slugs[guid], present.get(guid, 0), number, guid))
        if number != row["revision"] and row["revision"]:
            moved.append(guid)
        said: Value = last.get(guid, row["slug"])
        if slugs[guid] != said:
            made.note("transcript", guid, "slug", said, slugs[guid])
        if slugs[guid] != row["slug"] and present.get(guid):
            renamed[slugs[guid]] = str(by_people.get(guid) or row["slug"])
        changed["transcript", "present"] += row["present"] != present.get(guid, 0)
        changed["transcript", "revision"] += row["revision"] not in (0, number)
    return {now: was for now, was in renamed.items() if now != was}, moved, +changed


_TEXT = "SELECT 1 FROM revision JOIN transcript ON transcript.id = revision.transcript WHERE transcript.guid = ? AND revision.number = ?"


def _distinct(store: Store, wanted: Mapping[str, str], present: Mapping[str, int]) -> dict[str, str]:
    """The ids of transcripts by GUID: who came first has the one that several are called by, the others get a piece of their GUID behind it."""
    sql = f"""SELECT change.entity FROM change JOIN event ON event.id = change.event
        WHERE change.noun = 'transcript' AND change.field = 'present' AND NOT {log.IS_MERGE}
        ORDER BY event.lamport, event.id, change.position"""
    order = list(dict.fromkeys(row["entity"] for row in store.rows(sql)))
    found: dict[str, str] = {}
    taken = set(wanted.values())
    first: set[str] = set()
    for guid in [*order, *sorted(set(wanted) - set(order))]:
        if guid not in wanted:
            continue
        slug = wanted[guid]
        if present.get(guid) and slug in first:
            slug = next(longer for length in range(4, len(guid) + 1) if (longer := f"{slug}-{guid[:length].rstrip('-')}") not in taken)
            taken.add(slug)
        elif present.get(guid):
            first.add(slug)
        found[guid] = slug
    return found


# --- what is told -----------------------------------------------------------------------------------------------------------------------


def _codings_before(store: Store) -> None:
    """Keep which codings are there, of those that something was said of."""
    run = store.connection.execute
    for table in ("was", "told"):
        run(f"DROP TABLE IF EXISTS temp.{table}")
        run(f"CREATE TEMP TABLE {table} (guid TEXT PRIMARY KEY) WITHOUT ROWID")
    run(
        """INSERT INTO temp.was SELECT DISTINCT coding.guid FROM temp.touched JOIN main.coding ON coding.guid = touched.entity
        WHERE touched.noun = 'coding' AND coding.present = 1"""
    )


def _told(store: Store) -> Callable[[list[str]], None]:
    """Keeps the codings (GUIDs) that have changed."""

    def keep(guids: list[str]) -> None:
        store.connection.executemany("INSERT OR IGNORE INTO temp.told VALUES (?)", ((guid,) for guid in guids))

    return keep


def _came(store: Store) -> list[Came]:
    sql = f"""SELECT coder.slug AS coder, transcript.slug AS transcript, iif({blinding.SEEN}, code.slug, '') AS code,
          sum(coding.present = 1 AND was.guid IS NULL) AS new, sum(coding.present = 0 AND was.guid IS NOT NULL) AS gone,
          sum(coding.present = 1 AND was.guid IS NOT NULL) AS changed
        FROM temp.told JOIN main.coding ON coding.guid = told.guid LEFT JOIN temp.was ON was.guid = told.guid
        JOIN coder ON coder.id = coding.coder JOIN transcript ON transcript.id = coding.transcript JOIN code ON code.id = coding.code
        GROUP BY coder.id, transcript.id, 3 HAVING new + gone + changed ORDER BY coder.slug, transcript.slug, min(code.position), 3"""
    rows = store.rows(sql, blinding.values(store))
    return [Came(*map(row.__getitem__, ("coder", "transcript", "code", "new", "gone", "changed"))) for row in rows]
