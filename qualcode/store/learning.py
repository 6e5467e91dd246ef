"""What a coder's suggestions may learn from: the turns with their codes in the layers that she sees, and what she has refused."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass

from qualcode.model import Coder
from qualcode.store import reading
from qualcode.store.codings import CONSENSUS
from qualcode.store.database import Store
from qualcode.store.places import IS_SURE


@dataclass(frozen=True, slots=True)
class Decided:
    """A participant's turn, with the ids of the codes that it was given and of those that were refused for it.

    `whole`: the coder has looked at it for every code: it has codings, she has marked it as read, or finished its transcript.
    """

    transcript: str
    turn: int
    text: str
    language: str
    codes: frozenset[str]
    refused: frozenset[str]
    whole: bool


def decided(store: Store, coder: Coder) -> list[Decided]:
    """Every participant's turn, in the order of the text, with the codes of this coder and of the consensus. Others' codings are not seen."""
    values: dict[str, object] = {"coder": coder.guid, "consensus": CONSENSUS}
    given: defaultdict[int, set[str]] = defaultdict(set)
    sql = f"""SELECT coding_turn.turn, code.slug FROM coding JOIN coder ON coder.id = coding.coder
        JOIN coding_turn ON coding_turn.coding = coding.id JOIN code ON code.id = coding.code
        JOIN turn ON turn.id = coding_turn.turn JOIN anchor ON anchor.coding = coding.id AND anchor.revision = turn.revision
        WHERE coding.present = 1 AND (coding.layer = :consensus OR coder.guid = :coder) AND {IS_SURE}"""
    for turn, code in store.rows(sql, values):
        given[turn].add(code)
    refused: defaultdict[int, set[str]] = defaultdict(set)
    sql = """SELECT turn.id, code.slug FROM decision JOIN coder ON coder.id = decision.coder
        JOIN suggestion_key ON suggestion_key.key = decision.key JOIN code ON code.id = suggestion_key.code
        JOIN turn ON turn.revision = suggestion_key.revision
          AND turn."start" < suggestion_key."end" AND turn."end" > suggestion_key."start"
        WHERE coder.guid = :coder AND decision.accepted = 0"""
    for turn, code in store.rows(sql, {"coder": coder.guid}):
        refused[turn].add(code)
    finished = _finished(store, coder)
    read: dict[str, frozenset[int]] = {}
    found = []
    for row in store.rows(_TURNS):
        if row["slug"] not in read:
            read[row["slug"]] = reading.turns(store, coder, row["slug"])
        codes, no = frozenset(given[row["id"]]), frozenset(refused[row["id"]])
        whole = bool(codes) or row["slug"] in finished or row["number"] in read[row["slug"]]
        found.append(Decided(row["slug"], row["number"], row["text"], row["language"], codes, no - codes, whole))
    return found


_TURNS = """SELECT turn.id, transcript.slug, turn.number, turn.text, turn.language FROM turn
    JOIN revision ON revision.id = turn.revision
    JOIN transcript ON transcript.id = revision.transcript AND transcript.revision = revision.number
    JOIN participant ON participant.id = turn.participant
    WHERE transcript.present = 1 AND participant.role = 'participant' ORDER BY transcript.slug, turn.number"""


def _finished(store: Store, coder: Coder) -> set[str]:
    sql = """SELECT transcript.slug FROM assignment JOIN coder ON coder.id = assignment.coder
        JOIN transcript ON transcript.id = assignment.transcript WHERE coder.guid = ? AND assignment.state = 'finished'"""
    return {row["slug"] for row in store.rows(sql, (coder.guid,))}
