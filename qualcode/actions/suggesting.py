"""Suggestions made, and decided on: only a yes makes a coding."""

from __future__ import annotations

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from qualcode import plugins
from qualcode.errors import QualcodeError
from qualcode.model import Coder, Coding, Selection, Suggestion, Unit
from qualcode.store import coders, codes, codings, decisions, suggestions, thresholds
from qualcode.store.changes import change
from qualcode.store.codings import NewCoding
from qualcode.store.database import Store
from qualcode.store.places import Places
from qualcode.store.suggestions import UnitKind, Waiting

DEFAULT = "keywords"

_MOST = 5
"""Codes of a unit that are suggested at most: more are no help to a person."""


@dataclass(frozen=True, slots=True)
class Wish:
    """How suggestions are to be made: by whom, for turns or sentences, also for those that carry a code already.

    `least` is the score from which on they are made; None: as `suggest --calibrate` has found, else as the suggester will. `settings` are
    what it needs besides.
    """

    suggester: str = DEFAULT
    by: UnitKind = "turn"
    coded: bool = False
    least: float | None = None
    settings: Mapping[str, str] | None = None


def suggest(
    store: Store,
    coder: Coder,
    selection: Selection,
    wish: Wish = Wish(),
    *,
    tell: Callable[[str], None] | None = None,
) -> list[Waiting]:
    """Have a suggester look at what this coder has not coded, keep what it finds, and return what of it waits for her, in the order of the text.

    It learns from what she sees coded and what she has refused. `tell` takes what people have to know. Raises QualcodeError for a suggester
    that there is not, and for one that lacks what it needs.
    """
    from qualcode.actions import learning

    made = plugins.load("suggesters", wish.suggester)
    left = [id for id in coders.unaided(store, coder) if id in (selection.transcripts or (id,))]
    if left and tell:
        tell(f"Left out, as {coder.id} codes without suggestions there: {', '.join(left)}")
    units = suggestions.units(store, selection, by=wish.by, coder=coder, coded=wish.coded)
    only = _below(store, selection.codes)
    known = replace(
        learning.knowledge(store, coder, by=wish.by), least=least_of(store, coder, wish), settings=wish.settings or {}, only=only
    )
    found = _few(units, made.suggest(units, replace(known, tell=tell) if tell else known))
    whose = coder if getattr(made, "LEARNS", True) else None
    suggestions.replace(store, wish.suggester, units, found, coder=whose, only=only)
    made_now = {(one.transcript, one.start, one.end, one.code) for one in found}
    return [one for one in suggestions.waiting(store, coder, selection) if (one.transcript, one.start, one.end, one.code) in made_now]


def least_of(store: Store, coder: Coder, wish: Wish) -> float | None:
    """The score from which on suggestions are made: as is wished, else as was calibrated; None leaves it to the suggester."""
    kept = thresholds.get(store, coder, wish.suggester, wish.by) if wish.least is None else None
    return kept.least if kept else wish.least


def _below(store: Store, wanted: Sequence[str]) -> frozenset[str]:
    """Codes and all that stand under them; a code stands before those under it in the codebook."""
    found = set(wanted)
    for code in codes.book(store).codes if wanted else ():
        if code.parent in found:
            found.add(code.id)
    return frozenset(found)


def _few(units: Sequence[Unit], made: Iterable[Suggestion]) -> list[Suggestion]:
    """Of the suggestions for each unit the best ones."""
    begins = sorted((unit.transcript, unit.start) for unit in units)
    by_unit: defaultdict[int, list[Suggestion]] = defaultdict(list)
    for one in made:
        by_unit[bisect_right(begins, (one.transcript, one.start))].append(one)
    return [one for each in by_unit.values() for one in sorted(each, key=lambda one: (-one.score, one.code))[:_MOST]]


def accept(store: Store, coder: Coder, ids: Iterable[str], *, places: Places | None = None) -> list[Coding]:
    """Say yes to suggestions, all or none: each becomes a coding, and the decision is kept. Returns the codings.

    `places` of transcripts need not be read then.
    """
    wanted = list(dict.fromkeys(ids))
    with change(store, f"review --accept {' '.join(wanted)}", coder=coder.guid) as made:
        found = [suggestions.find(store, coder, id) for id in wanted]
        for waiting in found:
            decisions.decide(made, coder, waiting.id, said=decisions.YES)
        new = [NewCoding(waiting.transcript, waiting.code, waiting.start, waiting.end) for waiting in found]
        guids, _ = codings.add(made, coder, new, origin="suggested", places=places)
    return [codings.find(store, guid) for guid in guids]


def instead(store: Store, coder: Coder, id: str, code: str, place: tuple[int, int], *, places: Places | None = None) -> Coding:
    """Take a suggestion on another span, or with another code in its place. Returns the coding.

    With its own code it is accepted: the coding keeps that it was suggested. Another code is a no to it, and a coding made by hand.
    """
    with change(store, f"review --accept {id} --to {code} at {place[0]}-{place[1]}", coder=coder.guid) as made:
        waiting = suggestions.find(store, coder, id)
        other = waiting.code != codes.codable(codes.book(store), code).id
        same = (waiting.start, waiting.end) == place
        said = decisions.OTHER_CODE if other else decisions.YES if same else decisions.YES_ELSEWHERE
        decisions.decide(made, coder, waiting.id, said=said)
        new = [NewCoding(waiting.transcript, code, *place)]
        guids, _ = codings.add(made, coder, new, origin="manual" if other else "suggested", places=places)
        if not guids:
            raise QualcodeError(f"You have put {code} there already.", f"To say no to the suggestion: qualcode review --reject {id}")
    return codings.find(store, guids[0])


def quoted(store: Store, coder: Coder, id: str, quote: str, *, turn: int = 0) -> tuple[int, int]:
    """The span of words that stand once in the turn of a suggestion, or in another turn of its transcript."""
    from qualcode.actions import coding

    waiting = suggestions.find(store, coder, id)
    return coding.span(store, waiting.transcript, turn=turn or waiting.turn, quote=quote)


def reject(store: Store, coder: Coder, ids: Iterable[str], *, never: bool = False) -> list[Waiting]:
    """Say no to suggestions, all or none: to those spans, or to their codes in those turns whatever the words (`never`). Returns them."""
    wanted = list(dict.fromkeys(ids))
    with change(store, f"review {'--never' if never else '--reject'} {' '.join(wanted)}", coder=coder.guid) as made:
        found = [suggestions.find(store, coder, id) for id in wanted]
        for waiting in found:
            decisions.decide(made, coder, waiting.id, said=decisions.NEVER if never else decisions.NO)
    return found
