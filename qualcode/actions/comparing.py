"""What several coders have put on the same words, held against each other, and what of it is settled."""

from __future__ import annotations

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property

from qualcode.agreement._gathering import LONG
from qualcode.analysis import _aligning, _costing
from qualcode.analysis._aligning import AGREED, Spot
from qualcode.analysis._costing import Ground
from qualcode.analysis._saying import say
from qualcode.errors import QualcodeError
from qualcode.model import Coding, Selection, Span, Turn
from qualcode.store import blinding, codings, compared, settlements, transcripts
from qualcode.store import coders as people
from qualcode.store.compared import Making
from qualcode.store.database import Store
from qualcode.store.settlements import Settlement
from qualcode.text import sentences

_LISTED = 3
"""Transcripts that are named."""


@dataclass(frozen=True)
class Comparison:
    """The spots of all transcripts that are compared, with what they cost.

    `coders` are all who are compared, in the order in which they were named; `left_out` says of transcripts with codings why they are not
    compared. `decided` are all decisions in these transcripts, `standing` the keys of those whose codings still say what they said then.
    `guids` are those of coders by their ids.
    """

    coders: tuple[str, ...]
    spots: tuple[Spot, ...]
    grounds: Mapping[str, Ground]
    turns: Mapping[str, Sequence[Turn]]
    texts: Mapping[str, str]
    makings: Mapping[str, Making]
    decided: tuple[Settlement, ...]
    standing: frozenset[str]
    guids: Mapping[str, str]
    left_out: tuple[str, ...] = ()

    @cached_property
    def costs(self) -> Mapping[str, float]:
        """What each disagreement costs, by its key."""
        return _costing.costs(self.spots, self.grounds)

    @cached_property
    def by_key(self) -> Mapping[str, Spot]:
        """The spots by key."""
        return {spot.key: spot for spot in self.spots}

    @property
    def disagreements(self) -> list[Spot]:
        """The spots on which coders differ: those first that cost most, then those with most text in dispute, then in the order of the text."""
        found = [spot for spot in self.spots if spot.kind != AGREED]
        return sorted(found, key=lambda spot: (-round(self.costs[spot.key], 12), -_costing.disputed(spot)))

    @cached_property
    def settled(self) -> Mapping[str, Settlement]:
        """The decision on each spot that is settled, by the spot's key: one on just that, or one among more coders on all of its codings."""
        said = {one.key: one for one in self.decided if one.key in self.standing}
        found = {}
        for spot in self.spots:
            over = [one for one in self._about.get(spot.codings[0].guid, ()) if one.key in said and self._holds(one, spot)]
            if spot.key in said or over:
                found[spot.key] = said.get(spot.key) or over[0]
        return found

    def _holds(self, one: Settlement, spot: Spot) -> bool:
        """Whether a decision was made on all of a spot's codings, and among its coders or more."""
        return {coding.guid for coding in spot.codings} <= {*one.codings} and {self.guids[id] for id in spot.coders} <= {*one.coders}

    @cached_property
    def _about(self) -> Mapping[str, Sequence[Settlement]]:
        """The decisions that are about each coding, by its GUID."""
        found: defaultdict[str, list[Settlement]] = defaultdict(list)
        for one in self.decided:
            for guid in one.codings:
                found[guid].append(one)
        return found

    @property
    def open(self) -> list[Spot]:
        """The disagreements that are not settled."""
        return [spot for spot in self.disagreements if spot.key not in self.settled]

    def earlier(self, spot: Spot) -> list[Settlement]:
        """The decisions on codings of a spot, or on those in whose place they came, that were made on something else than this spot."""
        known = sorted(self._lineage(coding.guid for coding in spot.codings))
        found = {one.key: one for guid in known for one in self._about.get(guid, ())}
        return [one for key, one in found.items() if key != spot.key]

    def stale(self, spot: Spot) -> list[Settlement]:
        """The decisions on a spot that do not hold any more, as codings have changed since."""
        return [one for one in self.earlier(spot) if one.key not in self.standing]

    @property
    def to_redo(self) -> list[Spot]:
        """The disagreements that were decided before codings changed, and are open again."""
        return [spot for spot in self.open if self.stale(spot)]

    @property
    def outdated(self) -> list[Settlement]:
        """The decisions that do not hold any more, as codings have changed since."""
        return [one for one in self.decided if one.key not in self.standing]

    @property
    def orphans(self) -> list[Settlement]:
        """The decisions that do not hold any more and of whose codings nothing is left to decide on."""
        known = self._lineage(coding.guid for spot in self.spots for coding in spot.codings)
        return [one for one in self.outdated if known.isdisjoint(one.codings)]

    def _lineage(self, guids: Iterable[str]) -> set[str]:
        found = set(guids)
        steps = list(found)
        for step in steps:
            more = [before for before in self.makings[step].replaces if before in self.makings and before not in found]
            found.update(more)
            steps += more
        return found

    def turn(self, spot: Spot) -> Turn | None:
        """The turn in which a spot begins."""
        turns = self.turns[spot.transcript]
        at = bisect_right(turns, spot.start, key=lambda turn: turn.end)
        return turns[at] if at < len(turns) and turns[at].start < spot.end else None


def compare(store: Store, said: Sequence[str] = (), *, transcript: str = "", words: str = "en") -> Comparison:
    """What coders have put side by side, in the transcripts (or this one) that all of them have finished; without names: whoever has finished each.

    `words` is the language in which it is said what is left out. Raises QualcodeError for an unknown coder, for one alone, and when there is no such transcript.
    """
    named = tuple(dict.fromkeys(people.get(store, id).id for id in said))
    if len(named) == 1:
        raise QualcodeError(f"{named[0]} alone cannot be compared.", "Name two coders or more: --coders A,B")
    blind = compared.to_finish(store)
    finished = {slug: done for slug, done in compared.finished(store).items() if len(done) > 1 and done.issuperset(named)}
    chosen = {slug: tuple(sorted(named or done)) for slug, done in finished.items() if slug not in blind and transcript in {"", slug}}
    if not chosen:
        who = " and ".join(named) if named else "two coders"
        also = f" that {blinding.viewer(store)} has not still to code" if finished else ""
        message = f"{transcript} was not finished by {who}." if transcript else f"No transcript{also} was finished by {who}."
        raise QualcodeError(message, f"Say that one is with: qualcode coders finish {transcript or 'TRANSCRIPT'}")
    found, apart = _compared(store, chosen, named, transcript)
    others = [slug for slug in apart if slug not in blind]
    return replace(found, left_out=_left_out(store, chosen, others, named, blind & finished.keys(), words=words))


def alone(store: Store) -> Comparison:
    """What one coder has put in transcripts that she has finished, and that nobody else has to do or has coded: of these all agree."""
    doing: defaultdict[str, set[str]] = defaultdict(set)
    for one in people.assignments(store):
        doing[one.transcript].add(one.coder)
    for coding in compared.own(store):
        doing[coding.transcript].add(coding.coder)
    finished = compared.finished(store)
    chosen = {slug: tuple(done) for slug, done in finished.items() if len(done) == 1 and doing[slug] == done}
    return _compared(store, chosen, ())[0]


def _compared(
    store: Store, chosen: Mapping[str, tuple[str, ...]], named: tuple[str, ...], transcript: str = ""
) -> tuple[Comparison, list[str]]:
    """The codings of transcripts by these coders, compared; and the transcripts that have codings and are none of these."""
    laid: dict[str, list[Coding]] = {slug: [] for slug in chosen}
    apart: dict[str, None] = {}
    for coding in compared.own(store, transcript):
        if coding.transcript in laid:
            laid[coding.transcript].append(coding)
        else:
            apart[coding.transcript] = None
    turns = {slug: transcripts.turns(store, slug) for slug in chosen}
    texts = {slug: transcripts.text(store, transcripts.key(store, slug)[0])[1] for slug in chosen}
    spots = {slug: _aligning.align(laid[slug], texts[slug], chosen[slug]) for slug in chosen}
    decided = tuple(one for one in settlements.all_of(store) if one.transcript in chosen)
    guids = {coder.id: coder.guid for coder in people.all_of(store)}
    found = Comparison(
        coders=named or tuple(sorted({coder for ids in chosen.values() for coder in ids})),
        spots=tuple(spot for found in spots.values() for spot in found),
        grounds={slug: Ground(chosen[slug], _units(turns[slug])) for slug in chosen},
        turns=turns,
        texts=texts,
        makings=compared.makings(store),
        decided=decided,
        standing=_standing(decided, spots, laid, texts, guids),
        guids=guids,
    )
    return found, list(apart)


def _units(turns: Iterable[Turn]) -> tuple[tuple[int, int], ...]:
    """What agreement is counted over, as `agree` does: participants' turns, and the sentences of long ones."""
    found: list[tuple[int, int]] = []
    for turn in turns:
        if turn.role == "participant":
            places = sentences(turn.text) if turn.words > LONG else [Span(0, turn.end - turn.start)]
            found += [(turn.start + place.start, turn.start + place.end) for place in places]
    return tuple(found)


def _standing(
    decided: Iterable[Settlement],
    spots: Mapping[str, Sequence[Spot]],
    laid: Mapping[str, Sequence[Coding]],
    texts: Mapping[str, str],
    guids: Mapping[str, str],
) -> frozenset[str]:
    """The keys of the decisions that still hold: what they were made on looks the same, among the coders who were compared then."""
    ids = {guid: id for id, guid in guids.items()}
    known: dict[tuple[str, tuple[str, ...]], set[str]] = {}
    for slug, found in spots.items():
        for spot in found[:1]:
            known[slug, spot.coders] = {one.key for one in found}
    holds = set()
    for one in decided:
        then = one.transcript, tuple(sorted(ids.get(guid, guid) for guid in one.coders))
        if then not in known:
            known[then] = {spot.key for spot in _aligning.align(laid[one.transcript], texts[one.transcript], then[1])}
        if one.key in known[then]:
            holds.add(one.key)
    return frozenset(holds)


def _left_out(
    store: Store, chosen: Mapping[str, object], apart: Sequence[str], named: Sequence[str], blind: Collection[str], *, words: str
) -> tuple[str, ...]:
    """Notes on what is not compared, and why."""
    notes = []
    if blind:
        text = "Not shown until {viewer} has finished them: {listed}."
        notes.append(say(words, text, viewer=blinding.viewer(store), listed=", ".join(sorted(blind))))
    if apart:
        listed = ", ".join(apart[:_LISTED])
        if len(apart) > _LISTED:
            listed += say(words, " and {n} more (qualcode coders list)", n=len(apart) - _LISTED)
        text = (
            "Not compared, as {who} have not all finished them: {listed}."
            if named
            else "Not compared, as no two coders have finished them: {listed}."
        )
        notes.append(say(words, text, who=together(named, words), listed=listed))
    waiting = {slug: number for slug, number in compared.waiting(store).items() if slug in chosen}
    if waiting:
        listed = ", ".join(f"{slug} ({number})" for slug, number in waiting.items())
        text = "Codings that wait for a decision on their place are not compared: {listed}. See: qualcode review --kind anchor"
        notes.append(say(words, text, listed=listed))
    return tuple(notes)


def together(coders: Sequence[str], words: str) -> str:
    """Coders in a row; empty without any."""
    return say(words, " and ").join(part for part in (", ".join(coders[:-1]), *coders[-1:]) if part)


def within(store: Store, found: Iterable[Spot], selection: Selection) -> list[Spot]:
    """Those of some spots of which a coding is let through by a selection. What costs how much does not depend on it."""
    if selection == Selection():
        return list(found)
    wanted = {coding.guid for coding in codings.all_of(store, selection)}
    return [spot for spot in found if any(coding.guid in wanted for coding in spot.codings)]
