"""Transcripts given to coders to do, and on what terms."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from qualcode.actions.drawing import Drawn
from qualcode.model import Coder
from qualcode.store import coders, codings, transcripts
from qualcode.store.changes import Change, change
from qualcode.store.database import Store


@dataclass(frozen=True, slots=True)
class Given:
    """A transcript given to a coder (both ids): whether it is new to him, whether its terms changed, and how many of his codings there were suggested."""

    coder: str
    transcript: str
    new: bool
    changed: bool
    suggested: int


def assign(store: Store, coder: Coder, ids: Sequence[str], to: Sequence[str], *, suggestions: bool | None = None) -> list[Given]:
    """Give transcripts to coders, all or none; what one has begun or finished stays so. Returns an entry for each pair.

    `suggestions` says whether any are made for these coders there; None leaves it as it is: with suggestions, unless somebody has said
    otherwise. Raises QualcodeError for transcripts and coders that there are not.
    """
    terms = "" if suggestions is None else " --suggestions" if suggestions else " --no-suggestions"
    with change(store, f"coders assign {' '.join(ids)} --to {','.join(to)}{terms}", coder=coder.guid) as made:
        return [_given(made, coders.get(store, name), id, suggestions) for name in to for id in ids]


def assign_drawn(store: Store, coder: Coder, drawn: Drawn, to: Sequence[str], *, suggestions: bool | None = None) -> list[Given]:
    """Give what was drawn to all of these coders, and the rest to one each, in one change; the log says by which seed."""
    terms = "" if suggestions is None else " --suggestions" if suggestions else " --no-suggestions"
    command = f"coders assign {' '.join(drawn.ids)} --to {','.join(to)} --seed {drawn.seed}{terms}"
    with change(store, command, coder=coder.guid) as made:
        given = [_given(made, coders.get(store, name), id, suggestions) for name in to for id in drawn.ids]
        return given + [_given(made, coders.get(store, name), id, suggestions) for name, ids in drawn.rest.items() for id in ids]


def _given(made: Change, to: Coder, id: str, suggestions: bool | None) -> Given:
    store = made.store
    new = coders.state(store, to, transcripts.key(store, id)[1]) is None and coders.assign(made, to, id, "to do")
    changed = suggestions is not None and coders.aid(made, to, id, suggestions=suggestions)
    return Given(to.id, id, new, changed, codings.number_suggested(store, to, id))
