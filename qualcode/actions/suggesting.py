"""Suggestions made, and decided on: only a yes makes a coding."""

from __future__ import annotations

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from qualcode import plugins
from qualcode.actions import learning
from qualcode.errors import QualcodeError
from qualcode.model import Coder, Coding, Selection, Suggestion, Unit
from qualcode.store import coders, codes, codings, decisions, suggestions, thresholds, transcripts
from qualcode.store.changes import change
from qualcode.store.codings import NewCoding
from qualcode.store.database import Store
from qualcode.store.places import Places
from qualcode.store.suggestions import UnitKind, Waiting

DEFAULT = "learned"
"""Who proposes when nobody says: from the first minute no worse than keywords (docs/suggestions.md), and better with every coding."""

NOBODY = Coder("", "", "", "")
"""Who is not said: has coded and refused nothing, and sees what the team has agreed on."""

_MOST = 5
"""Codes of a unit that are suggested at most: more are no help to a person."""


@dataclass(frozen=True, slots=True)
class Wish:
    """How suggestions are to be made: by whom, for turns or sentences, also for those that carry a code already.

    `least` is the score from which on they are made; None: as `suggest --calibrate` has found, else as the suggester will. `most`: only so
    many are made, the best ones; 0: all. `settings` are what it needs besides.
    """

    suggester: str = DEFAULT
    by: UnitKind = "turn"
    coded: bool = False
    least: float | None = None
    most: int = 0
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

    It looks too at what she has coded where it made suggestions that the codebook no longer fits: these are made anew, or go.

    It learns from what she sees coded and what she has refused. `tell` takes what people have to know. Raises QualcodeError for a suggester
    that there is not, and for one that lacks what it needs.
    """
    units, found = _made(store, coder, selection, wish, tell)
    whose = coder if getattr(plugins.load("suggesters", wish.suggester), "LEARNS", True) else None
    only = _asked(store, selection)
    made_now = {(one.transcript, one.start, one.end, one.code): one for one in found}
    with store.transaction():
        suggestions.replace(store, wish.suggester, units, found, coder=whose, only=only)
        waiting = [
            (one, made_now.get((one.transcript, one.start, one.end, one.code))) for one in suggestions.waiting(store, coder, selection)
        ]
        own = [_by(one, made) for one, made in waiting if made]
        if wish.most and len(own) > wish.most:
            # Chosen among those that wait: what was answered or coded already would take their place.
            best = sorted(own, key=lambda one: -one.score)[: wish.most]
            own = [one for one in own if one in best]
            kept = [made_now[one.transcript, one.start, one.end, one.code] for one in own]
            suggestions.replace(store, wish.suggester, units, kept, coder=whose, only=only)
    return own


def anew(suggesters: Iterable[str]) -> str:
    """The commands that make the suggestions of these suggesters again."""
    return ", ".join("qualcode suggest" + ("" if name == DEFAULT else f" --suggester {name}") for name in sorted(suggesters))


def chosen(wish: Wish) -> Any:
    """The module of the suggester that is wished for. Raises QualcodeError for one that there is not, and for settings that it has no use for."""
    made = plugins.load("suggesters", wish.suggester)
    for name in wish.settings or {}:
        if name not in getattr(made, "NEEDS", ()):
            known = [each for each in plugins.names("suggesters") if name in getattr(plugins.load("suggesters", each), "NEEDS", ())]
            raise QualcodeError(f"{wish.suggester} has no use for {name}.", f"It is for --suggester {' or '.join(known)}.")
    return made


def _by(one: Waiting, made: Suggestion) -> Waiting:
    """What waits, with what this suggester says of it: another may have suggested the same."""
    return replace(one, score=made.score, reason=made.reason, evidence=made.evidence, suggester=made.suggester, stale=False)


def proposed(store: Store, selection: Selection, wish: Wish, *, tell: Callable[[str], None] | None = None) -> list[Waiting]:
    """What a suggester would suggest to NOBODY, in the order of the text: nothing is kept, so that none has an id. Raises as `suggest`."""
    _, found = _made(store, NOBODY, selection, wish, tell)
    if wish.most:
        found = sorted(found, key=lambda one: -one.score)[: wish.most]
    turns = {slug: transcripts.turns(store, slug) for slug in {one.transcript for one in found}}
    begins = {slug: [turn.start for turn in each] for slug, each in turns.items()}
    listed = []
    for one in sorted(found, key=lambda one: (one.transcript, one.start, one.end)):
        turn = turns[one.transcript][bisect_right(begins[one.transcript], one.start) - 1]
        words = turn.text[one.start - turn.start : one.end - turn.start]
        place = (one.transcript, turn.number, turn.speaker, one.start, one.end, words)
        listed.append(Waiting("", *place, one.code, one.score, one.reason, one.suggester, evidence=one.evidence))
    return listed


def _made(
    store: Store, coder: Coder, selection: Selection, wish: Wish, tell: Callable[[str], None] | None
) -> tuple[list[Unit], list[Suggestion]]:
    """The units that a suggester has looked at for a coder, and what it suggests for them."""
    made = chosen(wish)
    left = [id for id in coders.unaided(store, coder) if id in (selection.transcripts or (id,))]
    if left and tell:
        tell(f"Left out, as {coder.id} codes without suggestions there: {', '.join(left)}")
    stale = [one for one in suggestions.waiting(store, coder, selection) if one.stale and one.suggester == wish.suggester]
    units = suggestions.units(store, selection, by=wish.by, coder=coder, coded=wish.coded, anew=stale)
    kept = thresholds.get(store, coder, wish.suggester, wish.by) if wish.least is None else None
    known = replace(learning.knowledge(store, coder, by=wish.by), settings=wish.settings or {}, only=_asked(store, selection))
    least = {code.id: kept.of(code.guid) for code in known.usable()} if kept else {}
    known = replace(known, least=min(least.values(), default=0.0) if kept else wish.least, tell=tell or known.tell)
    found = _few(units, [one for one in made.suggest(units, known) if one.score >= least.get(one.code, 0.0)])
    return units, found


def _asked(store: Store, selection: Selection) -> frozenset[str]:
    return learning.below(codes.book(store).codes, selection.codes)


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
