"""What is most like a coding."""

from __future__ import annotations

from typing import Literal

from qualcode.actions import selecting
from qualcode.actions.asking import Question, asked_about
from qualcode.model import UNSURE
from qualcode.store import codings
from qualcode.store import sentences as said
from qualcode.store.database import Store
from qualcode.table import Table

Only = Literal["coded", "uncoded", ""]


def like(store: Store, guid: str, question: Question, *, limit: int = 0, only: Only = "") -> Table:
    """The passages that are most like a coding (its GUID or the end of it), one of each turn, with the words that make them so.

    `only` those that carry a code in the layer of the coding, or none. Raises QualcodeError when there is no such coding.
    """
    from qualcode.analysis.likeness import Alike, likeness
    from qualcode.suggesters import similar
    from qualcode.suggesters._vectors import Said

    coding = codings.find(store, guid)
    selection = selecting.selection(store, question.said)
    everything = said.beside(store, coding, selection)
    own = [one for one in everything if one.transcript == coding.transcript and one.start < coding.end and one.end > coding.start]
    passages = [one for one in everything if one not in own and (not only or bool(one.codes) == (only == "coded"))]
    wanted = Said(coding.quotation, own[0].language if own else UNSURE)
    by_turn: dict[tuple[str, int], Alike] = {}
    for near in similar.nearest(wanted, [Said(one.text, one.language) for one in passages]):
        one = passages[near.text]
        alike = Alike(one.transcript, one.turn, one.speaker, one.language, one.text, near.likeness, near.words, one.codes)
        by_turn.setdefault((one.transcript, one.turn), alike)
    asked = asked_about(store, question, selection)
    layer = codings.CONSENSUS if coding.layer == codings.CONSENSUS else coding.coder
    return likeness(list(by_turn.values()), coding, asked=asked, layer=layer, limit=limit)
