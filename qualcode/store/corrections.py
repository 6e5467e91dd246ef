"""A transcript corrected: a new revision, to which codings, notes, suggestions and decisions go along."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from qualcode.alignment import Alignment, align
from qualcode.model import Draft, Span
from qualcode.placing import place
from qualcode.store import anchors, reading, suggestions, transcripts
from qualcode.store.changes import Change
from qualcode.store.places import INSERT_ANCHOR, LOST, PLACED, SURE, Place
from qualcode.text import words_by_turn


@dataclass(frozen=True, slots=True)
class Correction:
    """What a correction did: the numbers of the revisions before and after it, and what became of the codings that are there.

    `codings` counts them by state; `waiting` counts by coder (an id) those that wait for a decision on their place.
    """

    before: int
    after: int
    codings: Mapping[str, int] = field(default_factory=dict)
    waiting: Mapping[str, int] = field(default_factory=dict)
    suggestions: int = 0


def correct(
    made: Change, slug: str, draft: Draft, file: tuple[str, str] | None = None, *, alignment: Alignment | None = None
) -> Correction:
    """Make a draft the revision of a transcript: text, turns, speakers with their roles and variables, and a place for every coding.

    The draft's own id, kind and variables are left aside. `file` is the name and sha256 of the file it came from. A draft that was a
    revision of the transcript before is that revision again, with the places that codings had there. `alignment` is that of the texts
    before and after, if it is known.
    """
    store = made.store
    key, guid = transcripts.key(store, slug)
    before = Place(store.connection, key)
    transcripts.set_participants(made, key, guid, draft, again=True)
    after = _revision(made, key, guid, draft, file)
    if after.number == before.number:
        return Correction(before.number, after.number)
    ways = _Ways(made, after, {before.number: alignment} if alignment else {})
    _carry_codings(made, before, after, ways)
    _carry_reading(made, before, after, ways)
    carried = suggestions.carry(store, before, after, lambda start, end: ways.sure(before.number, start, end))
    made.set("transcript", guid, "revision", after.number)
    return _told(made, before.number, after, carried)


def _revision(made: Change, key: int, guid: str, draft: Draft, file: tuple[str, str] | None) -> Place:
    """The revision that a draft makes: a new one, or the one that it made before."""
    store = made.store
    number = store.value("SELECT number FROM revision WHERE guid = ?", (transcripts.guid_of_revision(guid, draft),))
    if number is None:
        number = int(store.value("SELECT max(number) FROM revision WHERE transcript = ?", (key,))) + 1
        transcripts.insert_revision(store.connection, key, guid, draft, words=words_by_turn(draft), number=number, file=file)
    return Place(store.connection, key, number)


class _Ways:
    """The ways from other revisions of a transcript to one of them; each is found once."""

    def __init__(self, made: Change, after: Place, known: Mapping[int, Alignment]) -> None:
        self._connection = made.store.connection
        self._after = after
        self._known = dict(known)

    def from_revision(self, number: int) -> Alignment:
        """The way from the revision with this number."""
        if number not in self._known:
            self._known[number] = align(Place(self._connection, self._after.key, number).text, self._after.text)
        return self._known[number]

    def sure(self, number: int, start: int, end: int) -> tuple[int, int] | None:
        """Where a span of a revision stands for sure; None when that is not known."""
        found = place(self.from_revision(number), Span(start, end))
        return (found.start, found.end) if found.state in SURE else None


_WITHOUT = """
SELECT coding.id, coding.guid, anchor."start", anchor."end", anchor.state, known.number AS known, was."start" AS known_start,
  was."end" AS known_end
FROM coding
LEFT JOIN anchor ON anchor.coding = coding.id AND anchor.revision = :before
JOIN anchor AS was ON was.coding = coding.id
JOIN revision AS known ON known.id = was.revision AND known.number = (
  SELECT max(revision.number) FROM revision JOIN anchor ON anchor.revision = revision.id
  WHERE anchor.coding = coding.id AND anchor.state IN ('placed', 'changed') AND revision.id <> :after)
WHERE coding.transcript = :key AND NOT EXISTS (SELECT 1 FROM anchor WHERE anchor.coding = coding.id AND anchor.revision = :after)
"""


def _carry_codings(made: Change, before: Place, after: Place, ways: _Ways) -> None:
    """Give every coding, also those that are taken off, a place in the revision unless it has one there.

    Those whose place was not sure, or which were made and taken off in another revision, are looked for from where they stood for sure;
    what was marked as lost stays so, unless its words are there again.
    """
    rows = []
    values = {"before": before.revision, "after": after.revision, "key": after.key}
    for row in made.store.rows(_WITHOUT, values):
        start, end, state = row["start"], row["end"], row["state"]
        if state is None or before.text != after.text:
            here = state in SURE
            number, span = (before.number, Span(start, end)) if here else (row["known"], Span(row["known_start"], row["known_end"]))
            found = place(ways.from_revision(number), span)
            again = state != LOST or found.state == PLACED
            start, end, state = found.start, found.end, found.state if again else LOST
        rows.append((row["id"], *after.anchor(start, end, state)))
        if state != PLACED:
            made.note("coding", row["guid"], f"anchor:{after.revision_guid}", None, anchors.value(start, end, state))
    made.store.connection.executemany(INSERT_ANCHOR, rows)


def _carry_reading(made: Change, before: Place, after: Place, ways: _Ways) -> None:
    """Turns that say the same at the same place stay read; the others are to be read again."""
    readers = made.store.rows(
        "SELECT coder.guid, reading.turns FROM reading JOIN coder ON coder.id = reading.coder WHERE reading.revision = ?",
        (before.revision,),
    )
    if not readers:
        return
    turns = 'SELECT number, "start", text FROM turn WHERE revision = ?'
    now = {(row["start"], row["text"]): row["number"] for row in made.store.rows(turns, (after.revision,))}
    way = ways.from_revision(before.number)
    same = {
        row["number"]: now[way.to_new(row["start"]), row["text"]]
        for row in made.store.rows(turns, (before.revision,))
        if (way.to_new(row["start"]), row["text"]) in now
    }
    for row in readers:
        reading.add(made, row["guid"], after.revision_guid, (same[at] for at in reading.numbers_of(row["turns"]) if at in same))


def _told(made: Change, before: int, after: Place, carried: int) -> Correction:
    sql = """SELECT anchor.state, coder.slug AS coder FROM coding JOIN anchor ON anchor.coding = coding.id AND anchor.revision = ?
        JOIN coder ON coder.id = coding.coder WHERE coding.present = 1"""
    found = made.store.rows(sql, (after.revision,))
    waiting = _counted(row["coder"] for row in found if row["state"] not in (*SURE, LOST))
    return Correction(before, after.number, _counted(row["state"] for row in found), waiting, carried)


def _counted(names: Iterable[str]) -> dict[str, int]:
    return dict(sorted(Counter(names).items()))
