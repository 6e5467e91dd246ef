"""Where codings come from: who has coded in which language, and what came from suggestions."""

from __future__ import annotations

from collections import Counter

from qualcode.model import Origin, Selection
from qualcode.store import selections, settlements
from qualcode.store.codings import CONSENSUS, Layer
from qualcode.store.database import Store
from qualcode.store.places import IS_SURE


def by_language(store: Store, selection: Selection, layer: Layer) -> tuple[tuple[str, str, int], ...]:
    """The codings of a layer on participants' turns as (coder, language of the turn, how many): a coding on two turns counts in both."""
    who, who_values = selections.persons(selection)
    turn, turn_values = selections.turns(selection)
    numerator, values = selections.numerator(selection)
    sql = f"""SELECT coder.slug AS coder, turn.language, count(*) AS codings
        FROM coding
        JOIN coding_turn ON coding_turn.coding = coding.id
        JOIN turn ON turn.id = coding_turn.turn
        JOIN participant ON participant.id = turn.participant
        JOIN transcript ON transcript.id = coding.transcript
        JOIN coder ON coder.id = coding.coder
        WHERE coding.present = 1 AND transcript.present = 1 AND participant.role = 'participant'
          AND {layer.sql} AND {who} AND {turn} AND {numerator}
        GROUP BY coder.id, turn.language ORDER BY coder.slug, turn.language"""
    return tuple((row["coder"], row["language"], row["codings"]) for row in store.rows(sql, who_values | turn_values | values))


def by_origin(store: Store, selection: Selection, layer: Layer) -> tuple[tuple[str, Origin, int], ...]:
    """The codings of a layer under a selection as (code, origin, how many), codes in the order of the codebook."""
    there, values = _there(selection, layer)
    sql = f"""SELECT code.slug AS code, coding.origin, count(*) AS codings {there}
        GROUP BY code.id, coding.origin ORDER BY code.position, coding.origin"""
    return tuple((row["code"], row["origin"], row["codings"]) for row in store.rows(sql, values))


def from_suggestions(store: Store, selection: Selection, layer: Layer) -> Counter[str]:
    """How many codings of a layer under a selection came from suggestions, by code; of the consensus: rest on a coding of that code that did."""
    if layer.name != CONSENSUS:
        return Counter({code: number for code, origin, number in by_origin(store, selection, layer) if origin == "suggested"})
    accepted = {row["guid"]: row["code"] for row in store.rows("SELECT guid, code FROM coding WHERE origin = 'suggested'")}
    resting = {guid: {accepted.get(each) for each in one.codings} for one in settlements.all_of(store) for guid in one.made}
    there, values = _there(selection, layer)
    rows = store.rows(f"SELECT code.slug AS code, code.id AS key, coding.guid {there}", values)
    return Counter(row["code"] for row in rows if row["key"] in resting.get(row["guid"], ()))


def _there(selection: Selection, layer: Layer) -> tuple[str, dict[str, object]]:
    """The codings of a layer under a selection whose place is sure, with their codes: what of a query comes after its columns."""
    where, values = selections.codings(selection)
    sql = f"""FROM coding
        JOIN code ON code.id = coding.code
        JOIN transcript ON transcript.id = coding.transcript
        JOIN revision ON revision.transcript = transcript.id AND revision.number = transcript.revision
        JOIN anchor ON anchor.coding = coding.id AND anchor.revision = revision.id
        WHERE coding.present = 1 AND transcript.present = 1 AND {layer.sql} AND {where} AND {IS_SURE}"""
    return sql, values
