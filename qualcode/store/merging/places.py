"""Where codings stand after a merge: in the texts that they were put on, and in those that another copy has corrected."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from itertools import groupby
from typing import Any

from qualcode.alignment import Alignment, align
from qualcode.model import Span
from qualcode.placing import place as found_again
from qualcode.store import anchors, places, suggestions
from qualcode.store.changes import Change
from qualcode.store.database import Store
from qualcode.store.merging.log import IN_ORDER, IS_MERGE
from qualcode.store.merging.rows import spoilt
from qualcode.store.places import INSERT_ANCHOR, INSERT_PIECE, PLACED, SURE, Place

_SPAN = re.compile(r"(\d{1,12})-(\d{1,12}) (\w{1,20})")


def unite(store: Store) -> None:
    """Put the anchors that `theirs` has and ours has not beside ours. What they say is worked out anew from our text.

    Raises QualcodeError where a quotation is not what stands at its place.
    """
    run = store.connection.execute
    run("DROP TABLE IF EXISTS temp.new_anchor")
    run(
        """CREATE TEMP TABLE new_anchor AS SELECT our_coding.id AS coding, our_revision.id AS revision, our_revision.transcript, our_revision.number, their."start", their."end",
          their.quotation, their.state, our_coding.guid FROM theirs.anchor AS their
        JOIN theirs.coding AS their_coding ON their_coding.id = their.coding JOIN main.coding AS our_coding ON our_coding.guid = their_coding.guid
        JOIN theirs.revision AS their_revision ON their_revision.id = their.revision
        JOIN main.revision AS our_revision ON our_revision.guid = their_revision.guid
        WHERE NOT EXISTS (SELECT 1 FROM main.anchor AS our WHERE our.coding = our_coding.id AND our.revision = our_revision.id)
        ORDER BY our_revision.id, our_coding.id"""
    )
    rows = run("SELECT * FROM temp.new_anchor ORDER BY rowid")
    while some := rows.fetchmany(_AT_ONCE):
        store.connection.executemany(INSERT_ANCHOR.replace("anchor", "main.anchor", 1), list(_anchors(store, some)))


_AT_ONCE = 5_000


def _anchors(store: Store, rows: Iterable[Any]) -> Iterator[tuple[object, ...]]:
    """Anchors of theirs, in the order of the texts, as rows of ours."""
    for _, group in groupby(rows, lambda row: row["revision"]):
        first, *rest = group
        place = Place(store.connection, first["transcript"], first["number"])
        for row in (first, *rest):
            start, end = row["start"], row["end"]
            fits = anchors.is_state(row["state"], start, end) and 0 <= start <= end <= len(place.text)
            if not fits or place.text[start:end] != row["quotation"]:
                raise spoilt(f"coding {row['guid'][-8:]} quotes what does not stand there")
            yield (row["coding"], *place.anchor(start, end, row["state"]))


def settle(made: Change, moved: Iterable[str]) -> None:
    """Give every coding its place in the current text of its transcript: what was said of it last, else what it was carried to, else the place found now.

    `moved` are the transcripts (GUIDs) that have another text now than before the merge.
    """
    store = made.store
    changed = _said(store)
    for row in store.rows("SELECT DISTINCT transcript FROM coding WHERE guid IN (SELECT guid FROM temp.new_coding)"):
        changed.setdefault(row["transcript"], set())
    for guid in moved:
        changed.setdefault(store.value("SELECT id FROM transcript WHERE guid = ?", (guid,)), set())
    for key in _without_place(store):
        changed.setdefault(key, set())
    whole = {store.value("SELECT id FROM transcript WHERE guid = ?", (guid,)) for guid in moved}
    for key, said in sorted(changed.items()):
        now = Place(store.connection, key)
        uncounted = {row["id"] for row in store.rows(_NOT_COUNTED, {"key": key, "revision": now.revision})}
        codings = said | _carry(made, now) | uncounted
        _carry_keys(store, now)
        _count(store, now, None if key in whole else codings)
    if _without_place(store):
        raise spoilt("a coding that stands nowhere")


def _said(store: Store) -> dict[int, set[int]]:
    """Put the places that were said last of codings; returns the codings (rows) by transcript."""
    sql = f"""SELECT entity, field, after FROM (
          SELECT change.entity, change.field, change.after, row_number() OVER (PARTITION BY change.entity, change.field ORDER BY {IN_ORDER}) AS rank,
            count(*) OVER (PARTITION BY change.entity, change.field) AS ranks
          FROM temp.touched JOIN main.change ON change.entity = touched.entity AND change.field = touched.field AND change.noun = touched.noun
          JOIN main.event ON event.id = change.event WHERE touched.field LIKE 'anchor:%' AND touched.noun = 'coding')
        WHERE rank = ranks"""
    found: dict[int, set[int]] = {}
    for entity, field, after in store.connection.execute(sql).fetchall():
        where = store.rows(
            """SELECT coding.id, coding.transcript, revision.number FROM coding, revision WHERE coding.guid = ? AND revision.guid = ?
            AND revision.transcript = coding.transcript""",
            (entity, field.partition(":")[2]),
        )
        if not where or after in (None, "null"):
            continue
        said = _SPAN.fullmatch(str(after).strip('"'))
        ground = Place(store.connection, where[0]["transcript"], where[0]["number"])
        start, end, state = (int(said[1]), int(said[2]), said[3]) if said else (-1, -1, "")
        if not anchors.is_state(state, start, end) or not 0 <= start <= end <= len(ground.text):
            raise spoilt(f"coding {entity[-8:]} has a place that is none")
        anchors.write(store.connection, entity, ground.revision_guid, anchors.value(start, end, state))
        found.setdefault(where[0]["transcript"], set()).add(where[0]["id"])
    return found


def _without_place(store: Store) -> list[int]:
    """The transcripts (rows) with codings, also taken off ones, that have no place in the current text."""
    sql = """SELECT DISTINCT transcript.id FROM coding JOIN transcript ON transcript.id = coding.transcript
        JOIN revision ON revision.transcript = transcript.id AND revision.number = transcript.revision
        WHERE NOT EXISTS (SELECT 1 FROM anchor WHERE anchor.coding = coding.id AND anchor.revision = revision.id)"""
    return [row["id"] for row in store.rows(sql)]


_NOT_COUNTED = f"""
SELECT coding.id FROM coding JOIN anchor ON anchor.coding = coding.id AND anchor.revision = :revision
WHERE coding.transcript = :key AND {places.IS_SURE} AND NOT EXISTS (SELECT 1 FROM coding_turn WHERE coding_turn.coding = coding.id)
"""

_FIRST_READ = f"""
SELECT change.after AS number FROM change JOIN event ON event.id = change.event
WHERE change.noun = 'transcript' AND change.field = 'revision' AND change.entity = ? AND NOT {IS_MERGE}
GROUP BY change.after ORDER BY min(printf('%020d', event.lamport) || event.id)
"""
"""The numbers of the texts of a transcript in the order in which they came into use, by the log."""


def _carry(made: Change, now: Place) -> set[int]:
    """Find the places of codings that have none in the text that is in use now, from the first text in which they stood for sure.

    That text is the same in every copy, and so is the place. Returns the codings (rows).
    """
    store = made.store
    order = {int(row["number"]): at for at, row in enumerate(store.rows(_FIRST_READ, (now.guid,))) if row["number"] is not None}
    sql = f"""SELECT coding.id, coding.guid, revision.number, anchor."start", anchor."end" FROM coding
        JOIN anchor ON anchor.coding = coding.id JOIN revision ON revision.id = anchor.revision
        WHERE coding.transcript = :key AND {places.IS_SURE}
          AND NOT EXISTS (SELECT 1 FROM anchor AS here WHERE here.coding = coding.id AND here.revision = :revision)"""
    first: dict[int, Any] = {}
    for row in store.rows(sql, {"key": now.key, "revision": now.revision}):
        other = first.get(row["id"])
        if other is None or order.get(row["number"], len(order)) < order.get(other["number"], len(order)):
            first[row["id"]] = row
    ways: dict[int, Alignment] = {}
    new = []
    for row in first.values():
        start, end, state = _found(store, now, ways, row)
        new.append((row["id"], *now.anchor(start, end, state)))
        if state != PLACED:
            made.note("coding", row["guid"], f"anchor:{now.revision_guid}", None, anchors.value(start, end, state))
    store.connection.executemany(INSERT_ANCHOR, new)
    return set(first)


def _found(store: Store, now: Place, ways: dict[int, Alignment], row: Mapping[str, Any]) -> tuple[int, int, str]:
    number = row["number"]
    if number not in ways:
        ways[number] = align(Place(store.connection, now.key, number).text, now.text)
    found = found_again(ways[number], Span(row["start"], row["end"]))
    return found.start, found.end, found.state


def _carry_keys(store: Store, now: Place) -> None:
    """What was decided on suggestions in another text of the transcript holds in the one in use."""
    sql = """SELECT DISTINCT revision.number FROM suggestion_key AS own JOIN revision ON revision.id = own.revision
        WHERE own.transcript = ? AND own.revision <> ?
          AND NOT EXISTS (SELECT 1 FROM suggestion_key AS here WHERE here.first = own.first AND here.revision = ?)"""
    for row in store.rows(sql, (now.key, now.revision, now.revision)):
        before = Place(store.connection, now.key, row["number"])
        way = align(before.text, now.text)

        def placed(start: int, end: int, way: Alignment = way) -> tuple[int, int] | None:
            found = found_again(way, Span(start, end))
            return (found.start, found.end) if found.state in SURE else None

        suggestions.carry(store, before, now, placed)


def _count(store: Store, now: Place, codings: set[int] | None) -> None:
    """Work out which turns codings touch; None: all of the transcript."""
    run = store.connection
    if codings is None:
        run.execute("DELETE FROM coding_turn WHERE coding IN (SELECT id FROM coding WHERE transcript = ?)", (now.key,))
        run.executemany(INSERT_PIECE, places.pieces(run, now))
        return
    run.executemany("DELETE FROM coding_turn WHERE coding = ?", [(coding,) for coding in codings])
    sql = f"""SELECT coding.id, anchor."start", anchor."end" FROM coding JOIN anchor ON anchor.coding = coding.id AND anchor.revision = :revision
        WHERE coding.transcript = :key AND {places.IS_SURE}"""
    rows = run.execute(sql, {"revision": now.revision, "key": now.key}).fetchall()
    run.executemany(INSERT_PIECE, [(id, *piece) for id, start, end in rows if id in codings for piece in now.pieces(start, end)])
