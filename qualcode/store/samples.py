"""Turns that were chosen because they teach most: which might be, which were, and how far what is counted rests on them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from qualcode.model import Coder, Selection, Unit
from qualcode.store import decisions, learning, reading, selections
from qualcode.store.changes import Change
from qualcode.store.codings import Layer
from qualcode.store.database import Store
from qualcode.store.groupings import columns, grouping_of
from qualcode.store.places import IS_SURE


@dataclass(frozen=True, slots=True)
class Candidate:
    """A turn that its coder has not looked at yet: its number (from 1), who speaks, the GUID of its revision, and the values of variables asked for."""

    unit: Unit
    number: int
    speaker: str
    revision: str
    values: tuple[str | None, ...]


def candidates(store: Store, coder: Coder, selection: Selection, variables: Sequence[str]) -> list[Candidate]:
    """The turns of participants under a selection that carry no code which a coder sees, are not read by her, and in no transcript that she has finished.

    Those that she codes without suggestions are left out too. In the order of the text.
    """
    where, values = selections.persons(selection)
    turn, more = selections.turns(selection)
    grouping = grouping_of(tuple(variables))
    sql = f"""SELECT turn.id, transcript.slug, transcript.revision, turn."start", turn.text, turn.language, turn.number, participant.label,
          revision.guid{columns(grouping.person)} FROM turn
        JOIN revision ON revision.id = turn.revision
        JOIN transcript ON transcript.id = revision.transcript AND transcript.revision = revision.number
        JOIN participant ON participant.id = turn.participant
        WHERE transcript.present = 1 AND participant.role = 'participant' AND {where} AND {turn} AND NOT {decisions.UNAIDED}
          AND NOT EXISTS (SELECT 1 FROM assignment JOIN coder ON coder.id = assignment.coder
            WHERE coder.guid = :coder AND assignment.transcript = transcript.id AND assignment.state = 'finished')
        ORDER BY transcript.slug, turn.number"""
    taken = learning.spans(store, coder)
    read: dict[str, frozenset[int]] = {}
    found = []
    for row in store.rows(sql, values | more | grouping.values | {"coder": coder.guid}):
        slug, number = row["slug"], row["number"]
        if slug not in read:
            read[slug] = reading.turns(store, coder, slug)
        if row["id"] not in taken and number not in read[slug] and row["text"].strip():
            unit = Unit(slug, row["revision"], row["start"], row["text"], row["language"])
            found.append(Candidate(unit, number, row["label"], row["guid"], tuple(row[column] for column in sorted(grouping.person))))
    return found


def keep(made: Change, coder: Coder, chosen: Iterable[Candidate]) -> None:
    """Keep that turns were chosen for a coder, besides those that were before."""
    by_revision: dict[str, set[int]] = {}
    for one in chosen:
        by_revision.setdefault(one.revision, set()).add(one.number)
    for revision, numbers in by_revision.items():
        sql = """SELECT turns FROM sample JOIN coder ON coder.id = sample.coder JOIN revision ON revision.id = sample.revision
            WHERE coder.guid = ? AND revision.guid = ?"""
        before = reading.numbers_of(made.store.value(sql, (coder.guid, revision)))
        made.set("coder", coder.guid, f"sample:{revision}", reading.ranges_of(numbers | before))


@dataclass(frozen=True, slots=True)
class Sampled:
    """How many codings stand on turns that were chosen, and in which transcripts (ids) these are."""

    codings: int
    transcripts: tuple[str, ...]


def counted(store: Store, selection: Selection, layer: Layer) -> Sampled:
    """The codings of a layer under a selection on turns that were chosen for their coder, as long as she has not finished their transcripts.

    Of a transcript that was corrected since all turns are taken. For the consensus the samples of all coders hold.
    """
    turns = _chosen(store, layer)
    if not turns:
        return Sampled(0, ())
    where, values = selections.codings(selection)
    sql = f"""SELECT transcript.slug, count(DISTINCT coding.id) AS n FROM coding JOIN transcript ON transcript.id = coding.transcript
        JOIN revision ON revision.transcript = transcript.id AND revision.number = transcript.revision
        JOIN anchor ON anchor.coding = coding.id AND anchor.revision = revision.id
        JOIN coding_turn ON coding_turn.coding = coding.id
        WHERE coding.present = 1 AND transcript.present = 1 AND {layer.sql} AND {where} AND {IS_SURE}
          AND coding_turn.turn IN ({", ".join(map(str, sorted(turns)))})
        GROUP BY transcript.id ORDER BY transcript.slug"""
    rows = store.rows(sql, values)
    return Sampled(sum(row["n"] for row in rows), tuple(row["slug"] for row in rows))


def _chosen(store: Store, layer: Layer) -> set[int]:
    """The turns (rows of the current revisions) that were chosen for the coders of a layer, who have not finished their transcripts."""
    sql = f"""SELECT sample.turns, revision.id AS revision, now.id AS now FROM sample
        JOIN revision ON revision.id = sample.revision JOIN transcript ON transcript.id = revision.transcript
        JOIN revision AS now ON now.transcript = transcript.id AND now.number = transcript.revision
        LEFT JOIN assignment ON assignment.coder = sample.coder AND assignment.transcript = transcript.id
        WHERE transcript.present = 1 AND coalesce(assignment.state, '') <> 'finished'
          AND {"1 = 1" if layer.coder is None else f"sample.coder = {layer.coder}"}"""
    found: set[int] = set()
    for row in store.rows(sql):
        keys: Mapping[int, int] = {
            each["number"]: each["id"] for each in store.rows("SELECT id, number FROM turn WHERE revision = ?", (row["now"],))
        }
        numbers = reading.numbers_of(row["turns"]) if row["revision"] == row["now"] else keys.keys()
        found |= {keys[number] for number in numbers if number in keys}
    return found
