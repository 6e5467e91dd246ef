"""How much is said in which language, by whom."""

from __future__ import annotations

from collections import defaultdict
from itertools import groupby

from qualcode.counts import Spoken
from qualcode.model import Selection
from qualcode.store import selections
from qualcode.store.database import Store
from qualcode.text import count_words


def spoken(store: Store, selection: Selection) -> list[Spoken]:
    """What is said in each language, by transcript, speaker in order of appearance, and language.

    The words of a turn that switches are those of each stretch, so there can be words in a language without a turn in it.
    """
    where, values = selections.persons(selection)
    sql = f"""SELECT transcript.slug, participant.id, participant.label, participant.role, turn.language, turn.words, turn.id AS turn,
          turn."start", turn.text, stretch."start" AS begins, stretch."end" AS ends, stretch.language AS inside
        FROM transcript
        JOIN revision ON revision.transcript = transcript.id AND revision.number = transcript.revision
        JOIN turn ON turn.revision = revision.id
        JOIN participant ON participant.id = turn.participant
        LEFT JOIN stretch ON stretch.turn = turn.id
        WHERE transcript.present = 1 AND {where} ORDER BY transcript.slug, participant.id, turn.number, stretch."start" """
    found: list[Spoken] = []
    for (slug, _, label, role), rows in groupby(
        store.connection.execute(sql, values), key=lambda row: (row["slug"], row["id"], row["label"], row["role"])
    ):
        turns: defaultdict[str, set[int]] = defaultdict(set)
        switching: defaultdict[str, set[int]] = defaultdict(set)
        counts: defaultdict[str, int] = defaultdict(int)
        for row in rows:
            turns[row["language"]].add(row["turn"])
            if row["inside"] is None:
                counts[row["language"]] += row["words"]
            else:
                switching[row["language"]].add(row["turn"])
                counts[row["inside"]] += count_words(row["text"][row["begins"] - row["start"] : row["ends"] - row["start"]])
        found += [
            Spoken(slug, label, role, language, len(turns[language]), counts[language], len(switching[language]))
            for language in sorted({*turns, *counts})
        ]
    return found
