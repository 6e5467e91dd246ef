"""Suggestions made, and decided on: only a yes makes a coding."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping

from qualcode import plugins
from qualcode.errors import QualcodeError
from qualcode.model import Coder, Coding, Selection
from qualcode.store import codings, suggestions
from qualcode.store.changes import change
from qualcode.store.codings import NewCoding
from qualcode.store.database import Store
from qualcode.store.places import Places
from qualcode.store.suggestions import Waiting

DEFAULT = "keywords"


def suggest(
    store: Store,
    coder: Coder,
    selection: Selection,
    *,
    suggester: str = DEFAULT,
    least: float | None = None,
    settings: Mapping[str, str] | None = None,
    tell: Callable[[str], None] | None = None,
) -> list[Waiting]:
    """Have a suggester look at the participants' turns, keep what it finds, and return what waits for this coder, in the order of the text.

    It learns from her codings, those of the consensus and what she has refused. `least` is the score from which on it suggests; None leaves
    that to the suggester. `settings` are what it needs besides; `tell` takes what people have to know. Raises QualcodeError for a suggester
    that there is not, and for one that lacks what it needs.
    """
    from dataclasses import replace

    from qualcode.actions import learning

    made = plugins.load("suggesters", suggester)
    units = suggestions.units(store, selection)
    known = replace(learning.knowledge(store, coder), least=least, settings=settings or {})
    found = made.suggest(units, replace(known, tell=tell) if tell else known)
    suggestions.replace(store, suggester, units, found)
    return suggestions.waiting(store, coder, selection)


def accept(store: Store, coder: Coder, ids: Iterable[str], *, places: Places | None = None) -> list[Coding]:
    """Say yes to suggestions, all or none: each becomes a coding, and the decision is kept. Returns the codings.

    `places` of transcripts need not be read then.
    """
    wanted = list(dict.fromkeys(ids))
    with change(store, f"review --accept {' '.join(wanted)}", coder=coder.guid) as made:
        found = [suggestions.find(store, coder, id) for id in wanted]
        for waiting in found:
            suggestions.decide(made, coder, waiting.id, accepted=True)
        new = [NewCoding(waiting.transcript, waiting.code, waiting.start, waiting.end) for waiting in found]
        guids, _ = codings.add(made, coder, new, origin="suggested", places=places)
    return [codings.find(store, guid) for guid in guids]


def instead(store: Store, coder: Coder, id: str, code: str, place: tuple[int, int], *, places: Places | None = None) -> Coding:
    """Say no to a suggestion as it is, and put a code (its own or another one) on a span (its own or another one) in its place."""
    with change(store, f"review --reject {id}, coding add {code}", coder=coder.guid) as made:
        waiting = suggestions.find(store, coder, id)
        suggestions.decide(made, coder, waiting.id, accepted=False)
        guids, _ = codings.add(made, coder, [NewCoding(waiting.transcript, code, *place)], origin="manual", places=places)
        if not guids:
            raise QualcodeError(f"You have put {code} there already.", f"To say no to the suggestion: qualcode review --reject {id}")
    return codings.find(store, guids[0])


def reject(store: Store, coder: Coder, ids: Iterable[str]) -> list[Waiting]:
    """Say no to suggestions, all or none. Returns them."""
    wanted = list(dict.fromkeys(ids))
    with change(store, f"review --reject {' '.join(wanted)}", coder=coder.guid) as made:
        found = [suggestions.find(store, coder, id) for id in wanted]
        for waiting in found:
            suggestions.decide(made, coder, waiting.id, accepted=False)
    return found
