"""Deciding where codings stand whose place a correction has left unsure."""

from __future__ import annotations

from collections.abc import Iterable

from qualcode.actions import coding as coding_actions
from qualcode.errors import QualcodeError
from qualcode.model import Coder
from qualcode.store import anchors
from qualcode.store.anchors import Waiting
from qualcode.store.changes import change
from qualcode.store.database import Store


def keep(store: Store, coder: Coder, ids: Iterable[str]) -> list[Waiting]:
    """Put codings on the words that are proposed for them, all or none; returns them as they waited.

    Raises QualcodeError for one that does not wait, one of another coder, and one whose words are gone.
    """
    wanted = list(dict.fromkeys(ids))
    with change(store, f"review --kind anchor --accept {' '.join(wanted)}", coder=coder.guid) as made:
        found = [_own(store, coder, id) for id in wanted]
        for one in found:
            if not one.quotation:
                raise QualcodeError(
                    f"The words of coding {one.guid[-8:]} are gone from {one.transcript}.",
                    "Say on which it is to stand, with --quote TEXT, or mark it as lost, with --reject.",
                )
            anchors.settle(made, one, one.start, one.end)
    return found


def move(store: Store, coder: Coder, id: str, quote: str, *, turn: int = 0) -> tuple[int, int]:
    """Put a coding on other words, which stand once in its transcript (or in a turn of it). Returns the span.

    Raises QualcodeError for a coding that does not wait or is another coder's, and for words that stand there not at all or several times.
    """
    where = f" --turn {turn}" if turn else ""
    with change(store, f"review --kind anchor --accept {id} --quote {quote!r}{where}", coder=coder.guid) as made:
        one = _own(store, coder, id)
        start, end = coding_actions.span(store, one.transcript, turn=turn, quote=quote)
        anchors.settle(made, one, start, end)
    return start, end


def lose(store: Store, coder: Coder, ids: Iterable[str]) -> list[Waiting]:
    """Mark codings as lost, all or none: they count nowhere, and wait no more. Returns them as they waited."""
    wanted = list(dict.fromkeys(ids))
    with change(store, f"review --kind anchor --reject {' '.join(wanted)}", coder=coder.guid) as made:
        found = [_own(store, coder, id) for id in wanted]
        for one in found:
            anchors.lose(made, one)
    return found


def _own(store: Store, coder: Coder, id: str) -> Waiting:
    one = anchors.find(store, id)
    if one.coder != coder.id:
        raise QualcodeError(f"Coding {id} is {one.coder}'s.", f"Only its coder decides on it: --as {one.coder}")
    return one
