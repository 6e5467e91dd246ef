"""Which turns the filter of the workbench lets through, for commands."""

from __future__ import annotations

from qualcode.store.database import Store
from qualcode.workbench import limiting
from qualcode.workbench.desk import Desk
from qualcode.workbench.opening import reader


def numbers(store: Store, transcript: str, said: str) -> set[int]:
    """The numbers of the turns of a transcript that fit a filter; codes are those of who looks. Raises QualcodeError for what is unknown."""
    desk = Desk(store, reader(store, None), transcript)
    turns = desk.document.turns
    desk.limit(limiting.parsed(said, store.study, desk.book, {turn.speaker for turn in turns}))
    return {turns.numbers[at] for at in desk.shown}
