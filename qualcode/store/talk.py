"""Who talks how much, and after whom."""

from __future__ import annotations

from qualcode.counts import Follow, Talker
from qualcode.errors import QualcodeError
from qualcode.model import Selection
from qualcode.store import selections
from qualcode.store.database import Store
from qualcode.store.groupings import columns, grouping_of, names

_CURRENT = """FROM transcript
        JOIN revision ON revision.transcript = transcript.id AND revision.number = transcript.revision"""


def talkers(store: Store, selection: Selection, by: tuple[str, ...] = ()) -> list[Talker]:
    """Everybody in the transcripts, moderators and silent ones too, by transcript and in order of appearance, with turns and words.

    A dimension of turns (language) gives a speaker one Talker for each of its values. Under a selection of languages, turns in others count not.
    """
    grouping = grouping_of(by)
    if grouping.coding:
        raise QualcodeError("What belongs to codings says nothing of who talks.", "Give --by a variable, transcript, kind or language.")
    who, values = selections.persons(selection)
    turn, turn_values = selections.turns(selection)
    sql = f"""SELECT transcript.slug, participant.label, participant.role, count(turn.id) AS turns, coalesce(sum(turn.words), 0) AS words
          {columns(grouping.person)}{columns(grouping.turn)}
        {_CURRENT}
        JOIN participant ON participant.transcript = transcript.id
        LEFT JOIN turn ON turn.participant = participant.id AND turn.revision = revision.id AND {turn}
        WHERE transcript.present = 1 AND participant.role IN ('participant', 'moderator', 'observer') AND {who}
        GROUP BY participant.id{names(sorted(grouping.turn))} ORDER BY transcript.slug, participant.id"""
    return [
        Talker(tuple(row[column] for column in grouping.all), row["slug"], row["label"], row["role"], row["turns"], row["words"])
        for row in store.rows(sql, values | turn_values | grouping.values)
    ]


def follows(store: Store, selection: Selection) -> list[Follow]:
    """How often each speaker's turn is followed by one of each; the selection restricts the first of the two."""
    who, values = selections.persons(selection)
    turn, turn_values = selections.turns(selection)
    sql = f"""SELECT transcript.slug, participant.label, participant.role, other.label AS next, other.role AS next_role, count(*) AS times
        {_CURRENT}
        JOIN turn ON turn.revision = revision.id
        JOIN participant ON participant.id = turn.participant
        JOIN turn AS after ON after.revision = turn.revision AND after.number = turn.number + 1
        JOIN participant AS other ON other.id = after.participant
        WHERE transcript.present = 1 AND {who} AND {turn}
        GROUP BY participant.id, other.id ORDER BY transcript.slug, participant.id, other.id"""
    return [Follow(*tuple(row)) for row in store.rows(sql, values | turn_values)]
