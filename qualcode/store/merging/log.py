"""The logs of two copies made one, and every register brought to what was said of it last."""

from __future__ import annotations

import json
import sqlite3
from collections import Counter
from collections.abc import Callable, Iterator

from qualcode.errors import QualcodeError
from qualcode.model import KINDS
from qualcode.store import registers
from qualcode.store.changes import decoded
from qualcode.store.database import Store
from qualcode.store.merging.rows import _GUID, _ID, ROLES, spoilt
from qualcode.store.registers import Value
from qualcode.store.sharing import OTHERS

FARTHEST = 2**40
"""How far the counter of another copy may be ahead of ours; beyond that it would soon run out."""

MERGE = "merge "
"""What the command of an entry of the log begins with that says what came of a merge, not what a person has done."""

IS_MERGE = f"substr(event.command, 1, {len(MERGE)}) = '{MERGE}'"
"""Whether an entry of the log is of a merge."""

IN_ORDER = f"""change.field LIKE 'anchor:%' AND {IS_MERGE} DESC, event.lamport, event.id, change.position"""
"""The order of what was said of a register: the last holds. Of the place of a coding, what a person says holds before what a merge has found."""

SETTLED_LATER = (
    ("codebook", "version"),
    ("codebook", "file"),
    ("transcript", "slug"),
    ("transcript", "present"),
    ("transcript", "revision"),
)
"""Registers that follow from more than what was said last."""


def unite(store: Store) -> int:
    """Put the entries of `theirs` that ours has not into the log. Returns how many entries and changes came, those of other merges not counted.

    Raises QualcodeError for entries that cannot be, and when the counter of the copy is far ahead.
    """
    _check_counter(store)
    _check_events(store)
    run = store.connection.execute
    run("DROP TABLE IF EXISTS temp.touched")
    run("CREATE TEMP TABLE touched (noun TEXT, entity TEXT, field TEXT, PRIMARY KEY (entity, field, noun)) WITHOUT ROWID")
    # An entry without a change counts too: it says that study.toml is another one.
    new = "NOT EXISTS (SELECT 1 FROM main.event AS our WHERE our.id = event.id)"
    entries = store.value(f"SELECT count(*) FROM theirs.event WHERE {new} AND NOT {IS_MERGE}")
    run(
        f"""INSERT INTO main.event (id, copy, lamport, time, coder, command, why, study_hash, undoes, parents)
        SELECT id, copy, lamport, time, coder, command, why, study_hash, undoes, parents FROM theirs.event
        WHERE {new} ORDER BY lamport, id"""
    )
    run(
        f"""UPDATE main.event SET command = their.command, why = their.why FROM theirs.event AS their
        WHERE their.id = event.id AND event.command = '{OTHERS}' AND their.command <> '{OTHERS}'"""
    )
    run("DROP TABLE IF EXISTS temp.arrived")
    run(f"CREATE TEMP TABLE arrived AS {_ARRIVED}")
    _check_things(store)
    _check_values(store)
    _check_changes(store)
    run(
        "INSERT INTO main.change (event, position, noun, entity, field, before, after) SELECT event, position, noun, entity, field, before, after FROM temp.arrived"
    )
    run("INSERT OR IGNORE INTO temp.touched SELECT noun, entity, field FROM temp.arrived")
    return int(entries + store.value(f"SELECT count(*) FROM temp.arrived JOIN main.event ON event.id = arrived.event WHERE NOT {IS_MERGE}"))


_NUMBER = """(SELECT our.number FROM theirs.transcript JOIN theirs.revision AS their ON their.transcript = transcript.id
  JOIN main.revision AS our ON our.guid = their.guid WHERE transcript.guid = change.entity AND CAST(their.number AS TEXT) = change.{column})"""

_ARRIVED = f"""
SELECT change.event, change.position, change.noun, change.entity,
  CASE WHEN change.noun = 'coder' AND substr(change.field, 1, 9) = 'decision:'
    THEN 'decision:' || coalesce((SELECT ours FROM temp.key_map WHERE theirs = substr(change.field, 10)), substr(change.field, 10))
    ELSE change.field END AS field,
  CASE WHEN change.noun = 'transcript' AND change.field = 'revision' THEN {_NUMBER.format(column="before")} ELSE change.before END AS before,
  CASE WHEN change.noun = 'transcript' AND change.field = 'revision' THEN {_NUMBER.format(column="after")} ELSE change.after END AS after
FROM theirs.change LEFT JOIN main.change AS our ON our.event = change.event AND our.position = change.position
WHERE our.event IS NULL ORDER BY change.event, change.position
"""


def _check_counter(store: Store) -> None:
    """Raises QualcodeError for a counter that is far ahead; brings ours to theirs."""
    ours, theirs = (
        store.value(
            f"SELECT max((SELECT CAST(value AS INTEGER) FROM {copy}.project WHERE key = 'lamport'), coalesce((SELECT max(lamport) FROM {copy}.event), 0))"
        )
        for copy in ("main", "theirs")
    )
    if theirs - ours > FARTHEST:
        raise QualcodeError(
            "The counter of the copy is far ahead of ours.",
            "Nothing was merged: the copy is damaged, or somebody made it so. Ask for a fresh one: qualcode share",
        )
    store.connection.execute("UPDATE main.project SET value = ? WHERE key = 'lamport'", (str(max(ours, theirs)),))


def _check_events(store: Store) -> None:
    sql = """SELECT their.id FROM theirs.event AS their JOIN main.event AS our ON our.id = their.id
        WHERE (our.copy, our.lamport, our.time, our.coder, our.parents, our.study_hash, coalesce(our.undoes, ''))
          <> (their.copy, their.lamport, their.time, their.coder, their.parents, their.study_hash, coalesce(their.undoes, '')) LIMIT 1"""
    other = store.value(sql)
    if other is not None:
        raise spoilt(f"entry {other[-8:]} of the log is another one here")
    sql = "SELECT * FROM theirs.event AS their WHERE NOT EXISTS (SELECT 1 FROM main.event AS our WHERE our.id = their.id)"
    for row in store.connection.execute(sql):
        fine = _GUID.fullmatch(row["id"]) and _GUID.fullmatch(row["copy"]) and row["lamport"] > 0 and _ID.fullmatch(row["time"])
        if not fine or (row["coder"] and not _GUID.fullmatch(row["coder"])):
            raise spoilt("an entry of the log of no known form")
    if store.value(
        "SELECT 1 FROM theirs.event AS their JOIN theirs.event AS done ON done.id = their.undoes WHERE done.lamport >= their.lamport"
    ):
        raise spoilt("an undo from before what it takes back")


_ALLOWED: dict[tuple[str, str], tuple[Value, ...]] = {
    ("coder", "assignment"): ("to do", "in progress", "finished", None),
    ("coder", "decision"): (-2, -1, 0, 1, 2, None),
    ("coder", "unaided"): (1, None),
    ("transcript", "kind"): KINDS,
    ("participant", "role"): ROLES,
    ("finding", "evidence"): (1, None),
    **{(noun, "present"): (0, 1) for noun, field in registers.REGISTERS if field == "present"},
}
"""What registers may hold that hold one of few values."""


def _check_changes(store: Store) -> None:
    """Raises QualcodeError for a change of what we do not know, or to what it cannot hold."""
    for noun, kind in store.connection.execute(
        "SELECT DISTINCT noun, CASE WHEN instr(field, ':') THEN substr(field, 1, instr(field, ':') - 1) ELSE field END FROM temp.arrived"
    ).fetchall():
        if (noun, kind) not in registers.REGISTERS:
            raise spoilt(f"a change of {noun} {kind}"[:80])
        allowed = _ALLOWED.get((noun, kind))
        if allowed is None:
            continue
        sql = "SELECT DISTINCT after FROM temp.arrived WHERE noun = ? AND (field = ? OR substr(field, 1, ?) = ?)"
        for (after,) in store.connection.execute(sql, (noun, kind, len(kind) + 1, f"{kind}:")):
            if _value(after) not in allowed:
                raise spoilt(f"a {noun} whose {kind} is no such thing")


_THINGS = ("coding", "transcript", "participant", "coder", "finding", "code")


def _check_things(store: Store) -> None:
    """Raises QualcodeError for a change of what is in neither copy."""
    for noun in _THINGS:
        there = f"EXISTS (SELECT 1 FROM main.{noun} WHERE guid = arrived.entity)"
        if store.value(f"SELECT 1 FROM temp.arrived WHERE noun = ? AND NOT {there} LIMIT 1", (noun,)):
            raise spoilt(f"a change of a {noun} that is not in it")


def _check_values(store: Store) -> None:
    """Raises QualcodeError for what no register can hold: of values there are only texts and whole numbers."""
    for column in ("before", "after"):
        # CASE, as SQLite does not say in which order it looks at conditions, and of what is no JSON there is no type.
        strange = f"""CASE WHEN {column} IS NULL THEN 0 WHEN NOT json_valid({column}) THEN 1
          ELSE json_type({column}) NOT IN ('text', 'integer') OR typeof(json_extract({column}, '$')) NOT IN ('text', 'integer') END"""
        if store.value(f"SELECT 1 FROM temp.arrived WHERE {strange} LIMIT 1"):
            raise spoilt("a change to what cannot be read")
        for (text,) in store.connection.execute(f"SELECT {column} FROM temp.arrived WHERE instr(lower({column}), '\\ud')"):
            _value(text)
    for (after,) in store.connection.execute("SELECT after FROM temp.arrived WHERE noun = 'transcript' AND field = 'slug'"):
        if not _ID.fullmatch(str(_value(after))):
            raise spoilt("a transcript whose id is none")


# --- what was said last -----------------------------------------------------------------------------------------------------------------

_LAST = f"""
SELECT noun, entity, field, after FROM (
  SELECT change.noun, change.entity, change.field, change.after, row_number() OVER (
    PARTITION BY change.entity, change.field, change.noun ORDER BY {IN_ORDER}) AS rank,
    count(*) OVER (PARTITION BY change.entity, change.field, change.noun) AS ranks
  FROM temp.touched JOIN main.change ON change.entity = touched.entity AND change.field = touched.field AND change.noun = touched.noun
  JOIN main.event ON event.id = change.event)
WHERE rank = ranks
"""


_AT_ONCE = 10_000


def settle(store: Store, told: Callable[[list[str]], None]) -> Counter[tuple[str, str]]:
    """Bring every register that entries came for to what was said of it last, but for those that follow from more.

    The codings (GUIDs) that have changed are `told`, of all else how many have, by noun and field. A register of something that is not here
    (another transcript) keeps waiting for it in the log.
    """
    found: Counter[tuple[str, str]] = Counter()
    run = store.connection
    run.execute("DROP TABLE IF EXISTS temp.last")
    run.execute(f"CREATE TEMP TABLE last AS {_LAST}")
    rows = run.execute("SELECT noun, entity, field, after FROM temp.last")
    while some := rows.fetchmany(_AT_ONCE):
        changed = [one for row in some if (one := _changed(store, *row)) is not None]
        for noun, field in {(noun, field) for noun, _, field, _ in changed if field in _PLAIN}:
            values = [(value, entity) for each, entity, name, value in changed if (each, name) == (noun, field)]
            run.executemany(f'UPDATE main.{noun} SET "{field}" = ? WHERE guid = ?', values)
        for noun, entity, field, value in changed:
            if field not in _PLAIN:
                _write(run, noun, entity, field, value)
        told([entity for noun, entity, _, _ in changed if noun == "coding"])
        found.update((noun, field.partition(":")[0]) for noun, _, field, _ in changed if noun != "coding")
    return found


_PLAIN = ("present", "note")
"""Fields that are columns of the table of their noun: of these there may be very many."""


def _changed(store: Store, noun: str, entity: str, field: str, after: str | None) -> tuple[str, str, str, Value] | None:
    """A register with the value that it is to get, if that is another than it has and is settled here."""
    if (noun, field) in SETTLED_LATER or field.startswith("anchor:"):
        return None
    value = _value(after)
    return None if registers.read(store.connection, noun, entity, field) == value else (noun, entity, field, value)


def _value(text: str | None) -> Value:
    try:
        value = decoded(text)
        if type(value) is str:
            # Half a character, which JSON can say and no text can hold.
            value.encode()
    except (ValueError, RecursionError) as error:
        raise spoilt("a change to what cannot be read") from error
    if not (value is None or type(value) in (int, str)):
        raise spoilt("a change to what no register holds")
    return value


def _write(connection: sqlite3.Connection, noun: str, entity: str, field: str, value: Value) -> None:
    try:
        registers.write(connection, noun, entity, field, value)
    except sqlite3.IntegrityError as error:
        raise spoilt(f"a {noun} whose {field.partition(':')[0]} cannot be") from error


_ENTITIES = {"codebook": "'codebook'"}
"""What a noun may be, as SQL, where it has no table."""


def said_last(store: Store, noun: str, field: str, *, merges: bool = False) -> Iterator[tuple[str, Value]]:
    """For every thing of a noun, what was said last of a field, leaving out what merges have said (unless `merges`)."""
    sql = f"""SELECT entity, after FROM (
          SELECT change.entity, change.after, row_number() OVER (PARTITION BY change.entity ORDER BY event.lamport DESC, event.id DESC, position DESC) AS rank
          FROM change JOIN event ON event.id = change.event
          WHERE change.entity IN ({_ENTITIES.get(noun, f"SELECT guid FROM {noun}")}) AND change.noun = ? AND change.field = ?
            AND ({int(merges)} OR NOT {IS_MERGE}))
        WHERE rank = 1 ORDER BY entity"""
    for entity, after in store.connection.execute(sql, (noun, field)).fetchall():
        yield entity, _value(after)


def heads(store: Store) -> None:
    """The newest entries that this copy knows are now those of both."""
    found: set[str] = set()
    for copy in ("main", "theirs"):
        found |= set((store.value(f"SELECT value FROM {copy}.project WHERE key = 'heads'") or "").split())
    for id in found:
        if not _GUID.fullmatch(id) or store.value("SELECT 1 FROM main.event WHERE id = ?", (id,)) is None:
            raise spoilt("a log that does not say where it ends")
    if found:
        store.connection.execute(
            "INSERT INTO main.project (key, value) VALUES ('heads', ?) ON CONFLICT DO UPDATE SET value = excluded.value",
            (" ".join(sorted(found)),),
        )


def as_json(value: object) -> str:
    """A value as questions and reports keep it: the same text for the same value."""
    return json.dumps(value, ensure_ascii=False, sort_keys=True)
