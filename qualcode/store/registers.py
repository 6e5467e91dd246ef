"""Registers: the fields that change. Each is read and written by noun, GUID and field, so that undo and merging need no more than the log."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from dataclasses import dataclass

Value = str | int | None
"""What a register holds; None is 'nothing there'."""

Read = Callable[[sqlite3.Connection, str, str], Value]
Write = Callable[[sqlite3.Connection, str, str, Value], None]


@dataclass(frozen=True, slots=True)
class Register:
    """How one field (or all fields `prefix:name`) is read and written. The third argument is the part of the field after the colon.

    `lasting`: a thing that is taken away keeps the value, so undo of its making leaves it.
    """

    read: Read
    write: Write
    lasting: bool = False


def _column(table: str, column: str) -> Register:
    def read(connection: sqlite3.Connection, guid: str, _: str) -> Value:
        row = connection.execute(f'SELECT "{column}" FROM {table} WHERE guid = ?', (guid,)).fetchone()
        return None if row is None else row[0]

    def write(connection: sqlite3.Connection, guid: str, _: str, value: Value) -> None:
        connection.execute(f'UPDATE {table} SET "{column}" = ? WHERE guid = ?', (value, guid))

    return Register(read, write, lasting=True)


def _presence(table: str) -> Register:
    """Presence: 1 or 0; what was never there is 0."""
    column = _column(table, "present")
    return Register(column.read, lambda connection, guid, name, value: column.write(connection, guid, name, value or 0))


def _map(table: str, owner: str, key: str) -> Register:
    """A row per (owner, key); None takes the row away."""

    def read(connection: sqlite3.Connection, guid: str, name: str) -> Value:
        sql = f"SELECT value FROM {table} WHERE {owner} = (SELECT id FROM {owner} WHERE guid = ?) AND {key} = ?"
        row = connection.execute(sql, (guid, name)).fetchone()
        return None if row is None else row[0]

    def write(connection: sqlite3.Connection, guid: str, name: str, value: Value) -> None:
        if value is None:
            sql = f"DELETE FROM {table} WHERE {owner} = (SELECT id FROM {owner} WHERE guid = ?) AND {key} = ?"
            connection.execute(sql, (guid, name))
            return
        sql = f"""INSERT INTO {table} ({owner}, {key}, value) SELECT id, ?, ? FROM {owner} WHERE guid = ?
            ON CONFLICT DO UPDATE SET value = excluded.value"""
        connection.execute(sql, (name, value, guid))

    return Register(read, write)


def _by_coder(table: str, column: str, other: str, find: str) -> Register:
    """A row per coder (the entity) and another thing (the name): its column, None takes the row away."""
    where = f"coder = (SELECT id FROM coder WHERE guid = ?) AND {other} = {find}"

    def read(connection: sqlite3.Connection, guid: str, name: str) -> Value:
        row = connection.execute(f"SELECT {column} FROM {table} WHERE {where}", (guid, name)).fetchone()
        return None if row is None else row[0]

    def write(connection: sqlite3.Connection, guid: str, name: str, value: Value) -> None:
        if value is None:
            connection.execute(f"DELETE FROM {table} WHERE {where}", (guid, name))
            return
        sql = f"""INSERT INTO {table} (coder, {other}, {column}) VALUES ((SELECT id FROM coder WHERE guid = ?), {find}, ?)
            ON CONFLICT DO UPDATE SET {column} = excluded.{column}"""
        connection.execute(sql, (guid, name, value))

    return Register(read, write)


def _codebook() -> Register:
    def read(connection: sqlite3.Connection, _guid: str, _name: str) -> Value:
        row = connection.execute("SELECT value FROM project WHERE key = 'codebook'").fetchone()
        return None if row is None else row[0]

    def write(connection: sqlite3.Connection, _guid: str, _name: str, value: Value) -> None:
        from qualcode.store import codes

        codes.activate(connection, None if value is None else str(value))

    return Register(read, write)


def _codebook_file() -> Register:
    def read(connection: sqlite3.Connection, _guid: str, _name: str) -> Value:
        from qualcode.store import codebook_file

        return codebook_file.read(connection)

    def write(connection: sqlite3.Connection, _guid: str, _name: str, value: Value) -> None:
        from qualcode.store import codebook_file

        codebook_file.write(connection, value)

    return Register(read, write)


def _merged() -> Register:
    """How far a copy (the GUID) was brought in: its counter then."""

    def read(connection: sqlite3.Connection, guid: str, _name: str) -> Value:
        row = connection.execute("SELECT CAST(value AS INTEGER) FROM project WHERE key = 'merged ' || ?", (guid,)).fetchone()
        return None if row is None else int(row[0])

    def write(connection: sqlite3.Connection, guid: str, _name: str, value: Value) -> None:
        connection.execute("INSERT OR REPLACE INTO project (key, value) VALUES ('merged ' || ?, ?)", (guid, str(value or 0)))

    return Register(read, write, lasting=True)


def _revision() -> Register:
    column = _column("transcript", "revision")

    def write(connection: sqlite3.Connection, guid: str, name: str, value: Value) -> None:
        from qualcode.store import places

        column.write(connection, guid, name, value)
        places.place_again(connection, guid)

    return Register(column.read, write, lasting=True)


def _anchor() -> Register:
    def read(connection: sqlite3.Connection, guid: str, name: str) -> Value:
        from qualcode.store import anchors

        return anchors.read(connection, guid, name)

    def write(connection: sqlite3.Connection, guid: str, name: str, value: Value) -> None:
        from qualcode.store import anchors

        anchors.write(connection, guid, name, value)

    return Register(read, write, lasting=True)


REGISTERS: dict[tuple[str, str], Register] = {
    ("coding", "present"): _presence("coding"),
    ("coding", "note"): _column("coding", "note"),
    ("coding", "anchor"): _anchor(),
    ("coding", "replaces"): _column("coding", "replaces"),
    ("coding", "attribute"): _map("coding_attribute", "coding", "attribute"),
    ("transcript", "present"): _presence("transcript"),
    ("transcript", "slug"): _column("transcript", "slug"),
    ("transcript", "kind"): _column("transcript", "kind"),
    ("transcript", "file_name"): _column("transcript", "file_name"),
    ("transcript", "revision"): _revision(),
    ("transcript", "tag"): _map("transcript_tag", "transcript", "variable"),
    ("transcript", "settlement"): _map("settlement", "transcript", "key"),
    ("participant", "role"): _column("participant", "role"),
    ("participant", "detail"): _column("participant", "detail"),
    ("participant", "tag"): _map("participant_tag", "participant", "variable"),
    ("coder", "present"): _presence("coder"),
    ("coder", "name"): _column("coder", "name"),
    ("coder", "language"): _column("coder", "language"),
    ("coder", "tag"): _map("coder_tag", "coder", "variable"),
    ("coder", "assignment"): _by_coder("assignment", "state", "transcript", "(SELECT id FROM transcript WHERE guid = ?)"),
    ("coder", "read"): _by_coder("reading", "turns", "revision", "(SELECT id FROM revision WHERE guid = ?)"),
    ("coder", "decision"): _by_coder("decision", "accepted", "key", "?"),
    ("coder", "threshold"): _by_coder("threshold", "value", "suggester", "?"),
    ("coder", "unaided"): _by_coder("unaided", "value", "transcript", "(SELECT id FROM transcript WHERE guid = ?)"),
    ("coder", "sample"): _by_coder("sample", "turns", "revision", "(SELECT id FROM revision WHERE guid = ?)"),
    ("codebook", "version"): _codebook(),
    ("codebook", "file"): _codebook_file(),
    ("coding", "translation"): _map("coding_translation", "coding", "language"),
    ("code", "summary"): _map("code_summary", "code", "cell"),
    ("finding", "present"): _presence("finding"),
    ("finding", "text"): _map("finding_text", "finding", "language"),
    ("finding", "evidence"): _map("finding_evidence", "finding", "evidence"),
    ("finding", "verdict"): _map("finding_verdict", "finding", "cell"),
    ("copy", "merged"): _merged(),
    ("question", "present"): _presence("question"),
    ("question", "choices"): _column("question", "choices"),
}
"""By noun and field; of a field `tag:region` the part before the colon."""


def find(noun: str, field: str) -> tuple[Register, str]:
    """The register of a field, and the name after the field's colon (empty when it has none)."""
    kind, _, name = field.partition(":")
    return REGISTERS[noun, kind], name


def read(connection: sqlite3.Connection, noun: str, guid: str, field: str) -> Value:
    """What the register holds now."""
    register, name = find(noun, field)
    return register.read(connection, guid, name)


def write(connection: sqlite3.Connection, noun: str, guid: str, field: str, value: Value) -> None:
    """Put a value in the register."""
    register, name = find(noun, field)
    register.write(connection, guid, name, value)
