"""The codebook in the project: every loaded version by its content, and the codes of the one in force."""

from __future__ import annotations

import dataclasses
import hashlib
import json
import sqlite3
from typing import Any

from qualcode.errors import QualcodeError, unknown
from qualcode.model import Attribute, AttributeValue, Code, Codebook
from qualcode.store.changes import Change
from qualcode.store.database import Store

_TEXT_FIELDS = ("label", "definition", "include", "exclude")
_LIST_FIELDS = ("examples", "keywords")

THE_ONE = "codebook"
"""The codebook in the log: a project has one, whatever id its versions carry."""


def hash_of(text: str) -> str:
    """The hash by which a version of a codebook file is known."""
    return hashlib.sha256(text.encode()).hexdigest()


def load(made: Change, book: Codebook, text: str, file_name: str) -> bool:
    """Make this the codebook in force. False when it was already.

    Raises QualcodeError when codes that carry codings are not in it: their codings would be seen no more.
    """
    store = made.store
    hash = keep(store, book, text, file_name, store.now())
    changed = made.set("codebook", THE_ONE, "version", hash)
    lost = without_code(store)
    if lost:
        raise QualcodeError(
            f"{file_name} has no longer these codes, which have codings: {', '.join(lost)}",
            "Keep them (qualcode codebook retire, rename, join), or remove the codings first.",
        )
    return changed


def keep(store: Store, book: Codebook, text: str, file_name: str, loaded: str) -> str:
    """Keep a version of the codebook, whether or not it comes into force. Returns its hash."""
    hash = hash_of(text)
    content = json.dumps(dataclasses.asdict(book), ensure_ascii=False)
    store.connection.execute(
        """INSERT INTO main.codebook_version (hash, file_name, text, content, loaded) VALUES (?, ?, ?, ?, ?)
        ON CONFLICT DO UPDATE SET file_name = excluded.file_name""",
        (hash, file_name, text, content, loaded),
    )
    return hash


def without_code(store: Store) -> list[str]:
    """The codes that codings carry and the codebook in force has not, with the number of codings: `coop.secrecy (3)`."""
    sql = """SELECT code.slug, count(*) AS codings FROM coding JOIN code ON code.id = coding.code
        JOIN transcript ON transcript.id = coding.transcript
        WHERE coding.present = 1 AND transcript.present = 1 AND code.present = 0 GROUP BY code.id ORDER BY code.slug"""
    return [f"{row['slug']} ({row['codings']})" for row in store.rows(sql)]


def activate(connection: sqlite3.Connection, hash: str | None) -> None:
    """Make a loaded version the one in force (None: no codebook): codes are known by GUID, and keep their rows."""
    connection.execute("UPDATE code SET present = 0")
    connection.execute("DELETE FROM code_text")
    connection.execute("DELETE FROM code_ancestor")
    if hash is None:
        connection.execute("DELETE FROM project WHERE key = 'codebook'")
        return
    connection.execute("INSERT INTO project (key, value) VALUES ('codebook', ?) ON CONFLICT DO UPDATE SET value = excluded.value", (hash,))
    content = connection.execute("SELECT content FROM codebook_version WHERE hash = ?", (hash,)).fetchone()[0]
    book = _book(json.loads(content))
    keys: dict[str, int] = {}
    for position, code in enumerate(book.codes):
        values = (code.id, keys.get(code.parent), position, code.colour, code.status, code.codable)
        connection.execute(
            """INSERT INTO code (slug, parent, position, colour, status, codable, guid, present) VALUES (?, ?, ?, ?, ?, ?, ?, 1)
            ON CONFLICT (guid) DO UPDATE SET slug = excluded.slug, parent = excluded.parent, position = excluded.position,
              colour = excluded.colour, status = excluded.status, codable = excluded.codable, present = 1""",
            (*values, code.guid),
        )
        keys[code.id] = connection.execute("SELECT id FROM code WHERE guid = ?", (code.guid,)).fetchone()[0]
        connection.executemany(
            "INSERT INTO code_text (code, field, language, position, text) VALUES (?, ?, ?, ?, ?)",
            [(keys[code.id], *row) for row in _texts(code)],
        )
        above: str = code.id
        while above:
            connection.execute("INSERT INTO code_ancestor (code, ancestor) VALUES (?, ?)", (keys[code.id], keys[above]))
            parent = book.code(above)
            above = parent.parent if parent else ""


def _texts(code: Code) -> list[tuple[str, str, int, str]]:
    rows = [(field, language, 0, text) for field in _TEXT_FIELDS for language, text in getattr(code, field).items()]
    for field in _LIST_FIELDS:
        rows += [(field, language, at, text) for language, texts in getattr(code, field).items() for at, text in enumerate(texts)]
    return rows


def _book(data: dict[str, Any]) -> Codebook:
    def lists(texts: dict[str, list[str]]) -> dict[str, tuple[str, ...]]:
        return {language: tuple(items) for language, items in texts.items()}

    codes = [Code(**{**code, "examples": lists(code["examples"]), "keywords": lists(code["keywords"])}) for code in data["codes"]]
    attributes = [
        Attribute(**{**attribute, "values": tuple(AttributeValue(**value) for value in attribute["values"])})
        for attribute in data["attributes"]
    ]
    return Codebook(data["id"], data["version"], tuple(data["languages"]), tuple(codes), tuple(attributes))


def of_content(content: str) -> Codebook:
    """What a version says, from what is kept of it. Raises KeyError, TypeError or ValueError for what is no codebook."""
    return _book(json.loads(content))


def loaded(store: Store) -> tuple[str, str] | None:
    """The hash and the file name of the version in force, or None."""
    found = store.rows("SELECT hash, file_name FROM codebook_version WHERE hash = (SELECT value FROM project WHERE key = 'codebook')")
    return (found[0]["hash"], found[0]["file_name"]) if found else None


@dataclasses.dataclass(frozen=True)
class Loaded:
    """A version of the codebook that was loaded: the hash and name of its file, when that was, and what it says."""

    hash: str
    file_name: str
    loaded: str
    book: Codebook


def versions(store: Store) -> list[Loaded]:
    """Every version that was ever loaded, the latest first."""
    found = store.rows("SELECT hash, file_name, loaded, content FROM codebook_version ORDER BY loaded DESC, hash")
    return [Loaded(row["hash"], row["file_name"], row["loaded"], _book(json.loads(row["content"]))) for row in found]


def text_of(store: Store, hash: str) -> str:
    """The text of the file of a loaded version."""
    return str(store.value("SELECT text FROM codebook_version WHERE hash = ?", (hash,)))


def version(store: Store, hash: str) -> Codebook:
    """What a loaded version says."""
    return _book(json.loads(store.value("SELECT content FROM codebook_version WHERE hash = ?", (hash,))))


def is_loaded(store: Store) -> bool:
    """Whether a codebook is in force."""
    return store.value("SELECT 1 FROM project WHERE key = 'codebook'") is not None


def book(store: Store) -> Codebook:
    """The codebook in force. Raises QualcodeError when none is loaded yet."""
    content = store.value("SELECT content FROM codebook_version WHERE hash = (SELECT value FROM project WHERE key = 'codebook')")
    if content is None:
        raise QualcodeError(
            "No codebook is loaded yet.", "Load one with: qualcode codebook load FILE.yaml, or begin one with: qualcode codebook add CODE"
        )
    return _book(json.loads(content))


def get(book: Codebook, id: str) -> Code:
    """The code with this id. Raises QualcodeError with the known ids that look like it."""
    code = book.code(id)
    if code is None:
        raise unknown("code", id, (code.id for code in book.codes))
    return code


def codable(book: Codebook, id: str, *, retired: bool = False) -> Code:
    """The code with this id that codings may carry. Raises QualcodeError for a theme, and unless `retired` for a retired code."""
    code = get(book, id)
    if not code.codable:
        below = [other.id for other in book.codes if other.parent == id]
        raise QualcodeError(f"{id} is a theme and cannot be put on text.", f"Take one of the codes below it: {', '.join(below)}")
    if code.status == "retired" and not retired:
        raise QualcodeError(f"{id} is retired.", "Take another code, or make it active again in the codebook.")
    return code


def keys(store: Store) -> dict[str, int]:
    """The rows of the codes in force, by id."""
    return {row["slug"]: row["id"] for row in store.rows("SELECT slug, id FROM code WHERE present = 1")}


def used(store: Store, *, by_guid: bool = False) -> dict[str, int]:
    """How many codings each code has, all layers together, by id or by GUID."""
    sql = """SELECT code.slug, code.guid, count(*) AS codings FROM coding JOIN code ON code.id = coding.code
        JOIN transcript ON transcript.id = coding.transcript
        WHERE coding.present = 1 AND transcript.present = 1 AND code.present = 1 GROUP BY code.id"""
    return {row["guid" if by_guid else "slug"]: row["codings"] for row in store.rows(sql)}
