"""Words found in the turns, by the full-text index."""

from __future__ import annotations

import re
import sqlite3
from dataclasses import dataclass
from typing import Any

from qualcode.errors import QualcodeError
from qualcode.model import Role, Selection, Span
from qualcode.store import selections
from qualcode.store.database import Store
from qualcode.text import canonical, fold

_MOST_PARTS = 100
"""FTS5 refuses deeper queries than it has room for; nobody types as many words."""

_TERM = re.compile(r'"[^"]*"\*?|\S+')


@dataclass(frozen=True, slots=True)
class Hit:
    """A place that was found. `span` is in the turn's `text`; `start` is where the turn begins in the canonical text."""

    transcript: str
    turn: int
    speaker: str
    role: Role
    language: str
    start: int
    text: str
    span: Span


def query(words: str) -> str:
    """What people type as an FTS5 query: all words must occur in a turn; `"..."` is a phrase, `begin*` any ending, `OR` and `NOT` as they are.

    An `OR`, `AND` or `NOT` that does not stand between two words is left out. Raises QualcodeError when no word is left.
    """
    parts: list[str] = []
    between = ""
    for term in _TERM.findall(canonical(words)[0]):
        if term in ("OR", "NOT", "AND"):
            between = between or term
            continue
        bare = term.replace('"', "").rstrip("*").strip()
        if any(char.isalnum() for char in bare):
            parts += [between] if between and parts else []
            parts.append(f'"{bare}"' + ("*" if term.rstrip('"').endswith("*") else ""))
            between = ""
    if not parts:
        raise QualcodeError(
            f"There is no word to look for in: {words}", 'Give words, as in: qualcode search beroepsgeheim "secret partagé" wacht*'
        )
    if len(parts) > _MOST_PARTS:
        raise QualcodeError(f"These are more than {_MOST_PARTS} words to look for.", "Look for fewer at a time.")
    return " ".join(parts)


_FROM = """FROM turn_index
        JOIN turn ON turn.id = turn_index.rowid
        JOIN revision ON revision.id = turn.revision
        JOIN transcript ON transcript.id = revision.transcript AND transcript.revision = revision.number
        JOIN participant ON participant.id = turn.participant"""

_PLACE = """transcript.slug, turn.number, participant.label, participant.role, turn.language, turn."start", turn.text,
          highlight(turn_index, 0, char(2), char(3)) AS marked"""


def find(store: Store, words: str, selection: Selection) -> list[Hit]:
    """Every place in turns where the words occur, in the order of the text; without regard to case and accents."""
    where, values = _where(words, selection)
    sql = f"SELECT {_PLACE} {_FROM} WHERE {where} ORDER BY transcript.slug, turn.number"
    return [hit for row in store.connection.execute(sql, values) for hit in _hits(row)]


def first(store: Store, words: str, selection: Selection, limit: int) -> tuple[list[Hit], int]:
    """The first `limit` places that `find` gives; and where these are not all, how many turns hold the words, else 0.

    The turns are put in order before their texts are marked: of a frequent word that is most of the work.
    """
    where, values = _where(words, selection)
    sql = f"SELECT turn.id {_FROM} WHERE {where} ORDER BY transcript.slug, turn.number"
    keys = [row["id"] for row in store.connection.execute(sql, values)]
    hits: list[Hit] = []
    for key in keys:
        if len(hits) > limit:
            break
        sql = f"SELECT {_PLACE} {_FROM} WHERE turn_index MATCH :query AND turn_index.rowid = :key"
        hits += [hit for row in store.connection.execute(sql, {"query": values["query"], "key": key}) for hit in _hits(row)]
    return hits[:limit], len(keys) if len(hits) > limit else 0


def _where(words: str, selection: Selection) -> tuple[str, dict[str, Any]]:
    """The condition for turns that hold the words, and its values."""
    who, values = selections.persons(selection)
    turn, more = selections.turns(selection)
    return f"turn_index MATCH :query AND transcript.present = 1 AND {who} AND {turn}", {**values, **more, "query": query(words)}


def _hits(row: sqlite3.Row) -> list[Hit]:
    place = (row["slug"], row["number"], row["label"], row["role"], row["language"], row["start"], row["text"])
    return [Hit(*place, span) for span in _marked(row["marked"])]


def _marked(text: str) -> list[Span]:
    """The stretches between the marks of highlight(), in the text without marks."""
    spans = []
    position = 0
    start = 0
    for part in re.split("([\x02\x03])", text):
        if part == "\x02":
            start = position
        elif part == "\x03":
            spans.append(Span(start, position))
        else:
            position += len(part)
    return spans


def like(store: Store, words: str) -> list[str]:
    """Words of the transcripts that look like these, for a search that found nothing."""
    import difflib

    # What is made here is a view of the index for this connection, not a change of the project.
    store.connection.execute("PRAGMA query_only = OFF")
    try:
        store.connection.execute("CREATE VIRTUAL TABLE IF NOT EXISTS temp.vocabulary USING fts5vocab(main, turn_index, 'row')")
    finally:
        store.connection.execute(f"PRAGMA query_only = {'OFF' if store.writable else 'ON'}")
    known = [row[0] for row in store.connection.execute("SELECT term FROM temp.vocabulary ORDER BY doc DESC LIMIT 20000")]
    found: list[str] = []
    for word in _TERM.findall(words):
        found += difflib.get_close_matches(fold(word.strip('"*')), known, n=3, cutoff=0.75)
    return found
