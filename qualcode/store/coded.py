"""Where codings come from: who has coded in which language, and what came from suggestions."""

from __future__ import annotations

from qualcode.model import Origin, Selection
from qualcode.store import selections
from qualcode.store.codings import Layer
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
    where, values = selections.codings(selection)
    sql = f"""SELECT code.slug AS code, coding.origin, count(*) AS codings FROM coding
        JOIN code ON code.id = coding.code
        JOIN transcript ON transcript.id = coding.transcript
        JOIN revision ON revision.transcript = transcript.id AND revision.number = transcript.revision
        JOIN anchor ON anchor.coding = coding.id AND anchor.revision = revision.id
        WHERE coding.present = 1 AND transcript.present = 1 AND {layer.sql} AND {where} AND {IS_SURE}
        GROUP BY code.id, coding.origin ORDER BY code.position, coding.origin"""
    return tuple((row["code"], row["origin"], row["codings"]) for row in store.rows(sql, values))
