"""Where codings stand: a transcript's revision as the ground they are put on, and the turns that they touch there."""

from __future__ import annotations

import sqlite3
from bisect import bisect_right
from collections.abc import Iterator

from qualcode.errors import QualcodeError
from qualcode.store import transcripts
from qualcode.store.database import Store
from qualcode.text import word_starts, words_before

PLACED, CHANGED = SURE = ("placed", "changed")
"""The states of an anchor whose place is sure: with the words that were coded, or with some of them changed by a correction."""
MOVED, UNSURE, MISSING = WAITING = ("moved", "unsure", "missing")
"""The states of an anchor that waits for its coder: the words stand elsewhere, may stand here, or are gone."""
LOST = "lost"
"""The state of an anchor of which its coder has said that the words are gone."""

IS_SURE = "anchor.state IN ('placed', 'changed')"
"""The condition for codings that count; on the table anchor."""

_SURROUNDINGS = 40

INSERT_ANCHOR = (
    """INSERT INTO anchor (coding, revision, "start", "end", quotation, prefix, suffix, state) VALUES (?, ?, ?, ?, ?, ?, ?, ?)"""
)
INSERT_PIECE = "INSERT INTO coding_turn (coding, turn, span_start, span_end, word_start, word_end) VALUES (?, ?, ?, ?, ?, ?)"


class Place:
    """What is needed of a transcript's revision (its number; 0: the current one) to put codings on it."""

    def __init__(self, connection: sqlite3.Connection, key: int, number: int = 0) -> None:
        sql = """SELECT transcript.slug, transcript.guid, revision.id, revision.guid, revision.number, revision.text FROM transcript
            JOIN revision ON revision.transcript = transcript.id AND revision.number = coalesce(nullif(:number, 0), transcript.revision)
            WHERE transcript.id = :key"""
        row = connection.execute(sql, {"key": key, "number": number}).fetchone()
        self.key = key
        self.slug, self.guid, self.revision, self.revision_guid, self.number, self.text = row
        sql = 'SELECT id, "start", "end" FROM turn WHERE revision = ? ORDER BY number'
        self.turns: list[tuple[int, int, int]] = [tuple(row) for row in connection.execute(sql, (self.revision,))]
        self._starts = [start for _, start, _ in self.turns]
        self._words: dict[int, list[int]] = {}

    def turn(self, number: int) -> tuple[int, int]:
        """The span of a turn. Raises QualcodeError for one that is not there."""
        if not 1 <= number <= len(self.turns):
            raise QualcodeError(f"{self.slug} has no turn {number}.", f"Its turns are 1 to {len(self.turns)}.")
        return self.turns[number - 1][1:]

    def anchor(self, start: int, end: int, state: str) -> tuple[int, int, int, str, str, str, str]:
        """A row of the table anchor without its coding: the revision, the span, the quotation, what stands around it, and the state."""
        before, after = self.text[max(0, start - _SURROUNDINGS) : start], self.text[end : end + _SURROUNDINGS]
        return self.revision, start, end, self.text[start:end], before, after, state

    def pieces(self, start: int, end: int) -> list[tuple[int, int, int, int, int]]:
        """The turns that a span touches: (turn, start and end of the span, words of the turn before the span begins, before it ends)."""
        found = []
        for at in range(max(0, bisect_right(self._starts, start) - 1), len(self.turns)):
            turn, turn_start, turn_end = self.turns[at]
            if turn_start >= end:
                break
            if max(start, turn_start) < min(end, turn_end):
                begins = self._word_starts(at)
                found.append((turn, start, end, words_before(begins, start - turn_start), words_before(begins, end - turn_start)))
        return found

    def _word_starts(self, at: int) -> list[int]:
        if at not in self._words:
            _, start, end = self.turns[at]
            self._words[at] = word_starts(self.text[start:end])
        return self._words[at]


class Places:
    """The transcripts that codings are put on by their ids, each read once. Raises QualcodeError for one that the project has not."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self._known: dict[str, Place] = {}

    def __getitem__(self, slug: str) -> Place:
        place = self._known.get(slug)
        if place is None:
            place = self._known[slug] = Place(self._store.connection, transcripts.key(self._store, slug)[0])
        return place


def place_again(connection: sqlite3.Connection, transcript_guid: str) -> None:
    """Work out anew where the codings of a transcript stand in its current revision; those without a place there get that of the same text."""
    key = connection.execute("SELECT id FROM transcript WHERE guid = ?", (transcript_guid,)).fetchone()[0]
    place = Place(connection, key)
    connection.execute(
        """INSERT OR IGNORE INTO anchor (coding, revision, "start", "end", quotation, prefix, suffix, state)
        SELECT coding, :revision, "start", "end", quotation, prefix, suffix, state FROM anchor JOIN revision ON revision.id = anchor.revision
        WHERE revision.transcript = :key AND revision.sha256 = (SELECT sha256 FROM revision WHERE id = :revision)
        ORDER BY state = 'placed' DESC, revision.number DESC""",
        {"revision": place.revision, "key": key},
    )
    connection.execute("DELETE FROM coding_turn WHERE coding IN (SELECT id FROM coding WHERE transcript = ?)", (key,))
    connection.executemany(INSERT_PIECE, pieces(connection, place))


def pieces(connection: sqlite3.Connection, place: Place, coding: int = 0) -> Iterator[tuple[int, int, int, int, int, int]]:
    """The rows of coding_turn that the codings of a transcript (or this one) should have; those whose place is not sure have none."""
    sql = f"""SELECT coding.id, anchor."start", anchor."end" FROM coding
        JOIN anchor ON anchor.coding = coding.id AND anchor.revision = :revision
        WHERE coding.transcript = :key AND :coding IN (0, coding.id) AND {IS_SURE}"""
    values = {"revision": place.revision, "key": place.key, "coding": coding}
    for id, start, end in connection.execute(sql, values).fetchall():
        for piece in place.pieces(start, end):
            yield (id, *piece)


def without_place(store: Store) -> list[str]:
    """The GUIDs of the codings that have no place in the current revision of their transcript."""
    sql = """SELECT coding.guid FROM coding JOIN transcript ON transcript.id = coding.transcript
        LEFT JOIN revision ON revision.transcript = transcript.id AND revision.number = transcript.revision
        LEFT JOIN anchor ON anchor.coding = coding.id AND anchor.revision = revision.id
        WHERE coding.present = 1 AND transcript.present = 1 AND anchor.coding IS NULL"""
    return [row["guid"] for row in store.rows(sql)]
