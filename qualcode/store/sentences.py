"""What participants have said, sentence by sentence, with the codes that a layer has on it."""

from __future__ import annotations

from dataclasses import dataclass

from qualcode.model import Coding, Selection
from qualcode.store import learning, selections
from qualcode.store.database import Store


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence of a participant: the number of its turn, its language, where it begins in the canonical text, and the ids of codes on it."""

    transcript: str
    turn: int
    speaker: str
    language: str
    start: int
    text: str
    codes: tuple[str, ...]

    @property
    def end(self) -> int:
        """Where it ends in the canonical text."""
        return self.start + len(self.text)


def beside(store: Store, coding: Coding, selection: Selection) -> list[Sentence]:
    """The sentences under a selection, in the order of the text, with the codes that the layer of a coding has on them."""
    where, values = selections.persons(selection)
    turn, more = selections.turns(selection)
    sql = f"""SELECT turn.id, turn.number, transcript.slug, participant.label, turn."start", turn.text, turn.language FROM turn
        JOIN revision ON revision.id = turn.revision
        JOIN transcript ON transcript.id = revision.transcript AND transcript.revision = revision.number
        JOIN participant ON participant.id = turn.participant
        WHERE transcript.present = 1 AND participant.role = 'participant' AND {where} AND {turn} ORDER BY transcript.slug, turn.number"""
    coded, split = learning.beside(store, coding), learning.pieces(store, "sentence")
    found = []
    for row in store.rows(sql, values | more):
        for start, text, language in split(row["id"], row["start"], row["text"], row["language"]):
            end = start + len(text)
            codes = sorted({one.code for one in coded.get(row["id"], ()) if one.start < end and one.end > start})
            found.append(Sentence(row["slug"], row["number"], row["label"], language, start, text, tuple(codes)))
    return found
