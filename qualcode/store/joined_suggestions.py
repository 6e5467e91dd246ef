"""Suggestions and the decisions on them when codes become one: what was proposed and decided of the old codes holds for the new one."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from qualcode.store.changes import Change
from qualcode.store.database import Store
from qualcode.store.suggestions import FOLLOWED, id_of


def follow(made: Change, gone: Sequence[str], into: str) -> tuple[int, int]:
    """Make suggestions of codes (GUIDs) those of another one, and the decisions on them decisions on those.

    A yes to one of several suggestions at a place is a yes there; a no is one unless another is still undecided. Returns how many
    suggestions and how many decisions came.
    """
    proposed = _rows(made.store, "suggestion", [*gone, into])
    decided = _rows(made.store, "suggestion_key", gone)
    _link(made.store, decided, into)
    suggestions = _suggestions(made.store, [row for row in proposed if row.code != into], into)
    return suggestions, _decisions(made, proposed, decided, into)


@dataclass(frozen=True, slots=True)
class _Row:
    """What a key stands for: a span of a revision and a code (its GUID), and the key by which it is known in all revisions."""

    key: str
    first: str
    transcript: int
    revision: int
    start: int
    end: int
    code: str
    transcript_guid: str
    number: int

    def of(self, code: str) -> str:
        """The key of the same place with another code."""
        return id_of(self.transcript_guid, self.number, self.start, self.end, code)


def _rows(store: Store, table: str, guids: Sequence[str]) -> list[_Row]:
    """The rows of `suggestion` (each key once) or `suggestion_key` with one of these codes."""
    first = "own.first" if table == "suggestion_key" else "coalesce((SELECT first FROM suggestion_key WHERE key = own.key), own.key)"
    sql = f"""SELECT DISTINCT own.key, {first}, own.transcript, own.revision, own."start", own."end", code.guid, transcript.guid, revision.number
        FROM {table} AS own JOIN code ON code.id = own.code JOIN transcript ON transcript.id = own.transcript
        JOIN revision ON revision.id = own.revision WHERE code.guid = ? ORDER BY own.key"""
    return [_Row(*row) for guid in guids for row in store.rows(sql, (guid,))]


def _link(store: Store, rows: Sequence[_Row], into: str) -> None:
    """Give the places of keys a key with the new code, so that those of one place in several revisions are known as one."""
    groups: defaultdict[str, list[_Row]] = defaultdict(list)
    for row in rows:
        groups[row.first].append(row)
    code = store.value("SELECT id FROM code WHERE guid = ?", (into,))
    for group in groups.values():
        keys = [row.of(into) for row in group]
        known = [store.value("SELECT first FROM suggestion_key WHERE key = ?", (key,)) for key in keys]
        first = next(filter(None, known), keys[0])
        for other in {*filter(None, known)} - {first}:
            store.connection.execute("UPDATE suggestion_key SET first = ? WHERE first = ?", (first, other))
        store.connection.executemany(
            """INSERT OR IGNORE INTO suggestion_key (key, first, transcript, revision, code, "start", "end") VALUES (?, ?, ?, ?, ?, ?, ?)""",
            [(key, first, row.transcript, row.revision, code, row.start, row.end) for key, row in zip(keys, group, strict=True)],
        )


def _suggestions(store: Store, rows: Sequence[_Row], into: str) -> int:
    sql = """INSERT OR IGNORE INTO suggestion (key, suggester, coder, transcript, revision, code, "start", "end", score, reason, evidence,
          codebook)
        SELECT ?, suggester, coder, transcript, revision, (SELECT id FROM code WHERE guid = ?), "start", "end", score, reason, evidence,
          (SELECT value FROM project WHERE key = 'codebook') FROM suggestion WHERE key = ?"""
    made = sum(store.connection.execute(sql, (row.of(into), into, row.key)).rowcount for row in rows)
    store.connection.executemany("UPDATE suggestion SET codebook = ? WHERE key = ?", [(FOLLOWED, row.key) for row in rows])
    return made


def _decisions(made: Change, proposed: Sequence[_Row], decided: Sequence[_Row], into: str) -> int:
    """Carry over what coders have decided; those who have decided on the new code at a place have said it."""
    store = made.store
    first = {row["key"]: row["first"] for row in store.rows("SELECT key, first FROM suggestion_key")}
    answers: defaultdict[str, dict[str, int]] = defaultdict(dict)
    sql = "SELECT coder.guid, decision.key, accepted FROM decision JOIN coder ON coder.id = decision.coder"
    for coder, key, accepted in store.rows(sql):
        known = answers[coder]
        known[first.get(key, key)] = max(accepted, known.get(first.get(key, key), accepted))
    there: defaultdict[str, set[str]] = defaultdict(set)
    for row in proposed:
        there[first.get(row.of(into), row.of(into))].add(row.first)
    keys: defaultdict[str, list[_Row]] = defaultdict(list)
    for row in decided:
        keys[first[row.of(into)]].append(row)
    number = 0
    for coder, said in answers.items():
        for place, rows in keys.items():
            values = [said[row.first] for row in rows if row.first in said]
            if not values or place in said or (max(values) <= 0 and there[place] - {place} - said.keys()):
                continue
            latest = max((row for row in rows if row.first in said), key=lambda row: row.number)
            number += made.set("coder", coder, f"decision:{latest.of(into)}", max(values))
    return number
