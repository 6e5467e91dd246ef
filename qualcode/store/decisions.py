"""What coders have said to suggestions: kept, merged, and learnt from."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass

from qualcode.model import Coder, Selection
from qualcode.store import selections
from qualcode.store.changes import Change
from qualcode.store.database import Store

YES, YES_ELSEWHERE = 1, 2
"""A yes as it stands, and a yes on other words."""
NO, NEVER, OTHER_CODE = 0, -1, -2
"""A no; a no to the code here, on whatever words; and a no because another code came in its place."""

DECIDED = """(EXISTS (SELECT 1 FROM decision JOIN coder ON coder.id = decision.coder WHERE coder.guid = :coder AND decision.key = {key})
  OR EXISTS (SELECT 1 FROM suggestion_key AS own JOIN suggestion_key AS other ON other.first = own.first
    JOIN decision ON decision.key = other.key JOIN coder ON coder.id = decision.coder WHERE own.key = {key} AND coder.guid = :coder))"""
"""Whether a coder has decided on the suggestion with this key, or on it under the key that it had in another revision."""

UNAIDED = """EXISTS (SELECT 1 FROM unaided JOIN coder ON coder.id = unaided.coder
  WHERE coder.guid = :coder AND unaided.transcript = transcript.id)"""
"""Whether a coder codes a transcript without suggestions; on the table transcript."""


class Barred:
    """The places where a coder has said that a code is never to be suggested: turns, whatever the words."""

    def __init__(self, store: Store, coder: Coder) -> None:
        self._turns: defaultdict[tuple[int, int], list[tuple[int, int]]] = defaultdict(list)
        sql = f"""SELECT DISTINCT place.revision, place.code, turn."start", turn."end" FROM decision
            JOIN coder ON coder.id = decision.coder AND coder.guid = ?
            JOIN suggestion_key AS own ON own.key = decision.key
            JOIN suggestion_key AS place ON place.first = own.first
            JOIN turn ON turn.revision = place.revision AND turn."start" < place."end" AND turn."end" > place."start"
            WHERE decision.accepted = {NEVER}"""
        for revision, code, start, end in store.rows(sql, (coder.guid,)):
            self._turns[revision, code].append((start, end))

    def holds(self, revision: int, code: int, start: int, end: int) -> bool:
        """Whether a code (its row) is barred from a turn that a span of a revision (its row) touches."""
        turns = self._turns.get((revision, code))
        return turns is not None and any(turn[0] < end and turn[1] > start for turn in turns)


def decide(made: Change, coder: Coder, id: str, *, said: int) -> None:
    """Keep what a coder says to a suggestion, what stands at its place, so that the answer holds after a correction of the text too, and who made it."""
    made.store.connection.execute(
        """INSERT INTO suggestion_key (key, first, transcript, revision, code, "start", "end", suggesters)
        SELECT key, key, transcript, revision, code, "start", "end", group_concat(DISTINCT suggester) FROM suggestion WHERE key = :key
          AND coder IN (0, (SELECT id FROM coder WHERE guid = :coder)) GROUP BY key
        ON CONFLICT (key) DO UPDATE SET suggesters = excluded.suggesters WHERE suggesters = ''""",
        {"key": id, "coder": coder.guid},
    )
    made.set("coder", coder.guid, f"decision:{id}", said)


@dataclass(frozen=True, slots=True)
class Answer:
    """What a coder (an id) has said to a suggestion: of which code, made by whom (empty: nobody knows), in which language the turn is."""

    coder: str
    code: str
    suggesters: tuple[str, ...]
    language: str
    said: int


def answers(store: Store, selection: Selection) -> list[Answer]:
    """What coders have said to suggestions of codes that there are, under a selection, by coder and in the order of the text."""
    where, values = selections.persons(selection)
    turn, more = selections.turns(selection)
    below, codes_values = selections.numerator(Selection(codes=selection.codes))
    sql = f"""SELECT coder.slug AS coder, code.slug AS code, suggestion_key.suggesters, turn.language, decision.accepted FROM decision
        JOIN coder ON coder.id = decision.coder
        JOIN suggestion_key ON suggestion_key.key = decision.key
        JOIN code ON code.id = suggestion_key.code AND code.present = 1
        JOIN transcript ON transcript.id = suggestion_key.transcript AND transcript.present = 1
        JOIN turn ON turn.id = (SELECT before.id FROM turn AS before WHERE before.revision = suggestion_key.revision
          AND before."start" <= suggestion_key."start" ORDER BY before."start" DESC LIMIT 1)
        JOIN participant ON participant.id = turn.participant
        WHERE {where} AND {turn} AND {below.replace("coding.code", "suggestion_key.code")}
        ORDER BY coder.slug, transcript.slug, turn.number, suggestion_key."start", code.position"""
    rows = store.rows(sql, values | more | codes_values)
    return [Answer(row[0], row[1], tuple(filter(None, row[2].split(","))), row[3], row[4]) for row in rows]
