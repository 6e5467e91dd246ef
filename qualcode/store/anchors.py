"""The place of a coding in a revision as a register, and the places that wait for their coder."""

from __future__ import annotations

import re
import sqlite3
from dataclasses import dataclass

from qualcode.errors import QualcodeError
from qualcode.model import Coder, Selection
from qualcode.store import places, selections
from qualcode.store.changes import Change
from qualcode.store.database import Store
from qualcode.store.places import CHANGED, INSERT_ANCHOR, INSERT_PIECE, LOST, MISSING, PLACED, SURE, WAITING, Place

_VALUE = re.compile(r"(\d+)-(\d+) (\w+)")


def value(start: int, end: int, state: str) -> str:
    """An anchor as its register holds it: `120-164 placed`."""
    return f"{start}-{end} {state}"


def read(connection: sqlite3.Connection, guid: str, revision: str) -> str | None:
    """The anchor of a coding in a revision (both GUIDs); None when it has none there."""
    sql = """SELECT anchor."start", anchor."end", anchor.state FROM anchor JOIN coding ON coding.id = anchor.coding
        JOIN revision ON revision.id = anchor.revision WHERE coding.guid = ? AND revision.guid = ?"""
    row = connection.execute(sql, (guid, revision)).fetchone()
    return None if row is None else value(*row)


def write(connection: sqlite3.Connection, guid: str, revision: str, said: str | int | None) -> None:
    """Put the anchor of a coding in a revision, and count the coding there when that is the current one. A place that is None stays."""
    found = _VALUE.fullmatch(str(said))
    if found is None:
        return
    coding, key = connection.execute("SELECT id, transcript FROM coding WHERE guid = ?", (guid,)).fetchone()
    number = connection.execute("SELECT number FROM revision WHERE guid = ?", (revision,)).fetchone()[0]
    place = Place(connection, key, number)
    row = place.anchor(int(found[1]), int(found[2]), found[3])
    connection.execute(f"{INSERT_ANCHOR} ON CONFLICT DO UPDATE SET {_SAME}", (coding, *row))
    if number == Place(connection, key).number:
        connection.execute("DELETE FROM coding_turn WHERE coding = ?", (coding,))
        connection.executemany(INSERT_PIECE, places.pieces(connection, place, coding))


_SAME = ", ".join(f'"{column}" = excluded."{column}"' for column in ("start", "end", "quotation", "prefix", "suffix", "state"))


@dataclass(frozen=True, slots=True)
class Waiting:
    """A coding whose place waits for its coder, was marked as lost, or has other words now.

    `start`, `end` and `quotation` are the place that is proposed in the current revision and what stands there; without words (`missing`,
    some `lost`) they are where the words stood. `turn` is the turn of that place (0: none). `words`, with what stood `before` and `after`
    them, are those that were coded, in the revision `number`.
    """

    guid: str
    transcript: str
    code: str
    coder: str
    layer: str
    note: str
    state: str
    start: int
    end: int
    quotation: str
    turn: int
    number: int
    words: str
    before: str
    after: str


_PLACES = """
SELECT coding.guid, transcript.slug AS transcript, code.slug AS code, coder.slug AS coder, coding.layer, coding.note, anchor.state,
  anchor."start", anchor."end", anchor.quotation,
  coalesce((SELECT turn.number FROM turn WHERE turn.revision = revision.id AND turn."start" <= anchor."start" AND turn."end" > anchor."start"),
    0) AS turn,
  known.number, was.quotation AS words, was.prefix AS before, was.suffix AS after
FROM coding
JOIN transcript ON transcript.id = coding.transcript
JOIN revision ON revision.transcript = transcript.id AND revision.number = transcript.revision
JOIN anchor ON anchor.coding = coding.id AND anchor.revision = revision.id
JOIN code ON code.id = coding.code
JOIN coder ON coder.id = coding.coder
JOIN anchor AS was ON was.coding = coding.id
JOIN revision AS known ON known.id = was.revision AND known.number = (
  SELECT {which}(sure.number) FROM revision AS sure JOIN anchor ON anchor.revision = sure.id
  WHERE anchor.coding = coding.id AND {sure})
WHERE coding.present = 1 AND transcript.present = 1
"""


_LATEST = _PLACES.format(which="max", sure=places.IS_SURE)
"""Codings with their place in the current revision and the last one that was sure."""
_FIRST = _PLACES.format(which="min", sure=places.IS_SURE)
"""As above, with the place that they were put at first."""

_DECIDED = """EXISTS (SELECT 1 FROM change JOIN event ON event.id = change.event WHERE change.noun = 'coding' AND change.entity = coding.guid
  AND change.field = 'anchor:' || revision.guid AND event.command LIKE 'review %')"""
"""The condition that the coder has decided on the place in the current revision."""


def waiting(store: Store, coder: Coder | None = None, selection: Selection | None = None, *, lost: bool = False) -> list[Waiting]:
    """The codings (of one coder) that wait for a decision on their place, in the order of the text; with `lost` those marked so as well."""
    states = (*WAITING, LOST) if lost else WAITING
    return _found(store, f"{_LATEST} AND anchor.state <> 'placed' AND anchor.state IN ({_listed(states)})", coder, selection)


def changed(store: Store, coder: Coder | None = None, selection: Selection | None = None) -> list[Waiting]:
    """The codings (of one coder) that stand at their place for sure, but on other words than those that were coded; they do not wait.

    Their `words` are those that were coded, their `quotation` what stands there now; other white space does not count. Those that the coder
    has put on other words are left out.
    """
    found = _found(store, f"{_FIRST} AND {places.IS_SURE} AND anchor.quotation <> was.quotation AND NOT {_DECIDED}", coder, selection)
    return [one for one in found if one.quotation.split() != one.words.split()]


def _found(store: Store, sql: str, coder: Coder | None, selection: Selection | None) -> list[Waiting]:
    chosen = selection or Selection()
    where, values = selections.transcripts(chosen)
    codes, more = selections.numerator(Selection(codes=chosen.codes, attributes=chosen.attributes))
    sql = f"""{sql} AND :coder IN ('', coder.guid) AND {where} AND {codes} ORDER BY transcript.slug, anchor."start", coding.guid"""
    return [Waiting(*row) for row in store.rows(sql, {**values, **more, "coder": coder.guid if coder else ""})]


def _listed(states: tuple[str, ...]) -> str:
    return ", ".join(f"'{state}'" for state in states)


def number_waiting(store: Store, layer_sql: str, selection: Selection) -> int:
    """How many codings of a layer (a condition on the table coding) wait for a decision, in the transcripts that a selection has speakers in."""
    where, values = selections.persons(selection)
    codes, more = selections.numerator(selection)
    sql = f"""SELECT count(*) FROM anchor JOIN coding ON coding.id = anchor.coding JOIN transcript ON transcript.id = coding.transcript
        JOIN revision ON revision.id = anchor.revision AND revision.number = transcript.revision
        WHERE anchor.state <> 'placed' AND anchor.state IN ({_listed(WAITING)}) AND coding.present = 1 AND transcript.present = 1 AND {layer_sql} AND {codes}
          AND EXISTS (SELECT 1 FROM participant WHERE participant.transcript = transcript.id AND {where})"""
    return int(store.value(sql, values | more))


def find(store: Store, id: str) -> Waiting:
    """The coding whose GUID is or ends in this and that waits for a decision on its place, or is marked as lost.

    Raises QualcodeError when there is none, or more than one.
    """
    if len(id) < 4:
        raise QualcodeError(f"{id} is too short to name a coding.", "Give at least its last 4 characters, as in: qualcode review --list")
    found = [one for one in waiting(store, lost=True) if one.guid.endswith(id)]
    if len(found) == 1:
        return found[0]
    if found:
        raise QualcodeError(f"There are several codings {id}.", "Give more of its characters.")
    raise QualcodeError(
        f"No coding {id} waits for a decision on its place.", "See those that do with: qualcode review --kind anchor --list"
    )


def settle(made: Change, one: Waiting, start: int, end: int) -> str:
    """Put a coding that waits at a place of the current revision. Returns its state now: `placed`, or `changed` when the words are others."""
    place = _ground(made.store, one)
    state = PLACED if place.text[start:end].split() == one.words.split() else CHANGED
    made.set("coding", one.guid, f"anchor:{place.revision_guid}", value(start, end, state))
    return state


def lose(made: Change, one: Waiting) -> None:
    """Mark a coding as lost: its words are gone, it counts nowhere, and it does not wait any more."""
    made.set("coding", one.guid, f"anchor:{_ground(made.store, one).revision_guid}", value(one.start, one.end, LOST))


def _ground(store: Store, one: Waiting) -> Place:
    row = store.rows("SELECT transcript FROM coding WHERE guid = ?", (one.guid,))[0]
    return Place(store.connection, row["transcript"])


def is_state(state: str, start: int, end: int) -> bool:
    """Whether there is such a state of an anchor, and it may have this span: only what is gone may be without words."""
    return state in (*SURE, *WAITING, LOST) and (start < end or state in (MISSING, LOST))
