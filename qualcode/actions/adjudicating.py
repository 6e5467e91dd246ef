"""Settling what coders differ on: what is decided becomes the layer of the consensus, and their own layers stay as they are."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace

from qualcode.actions import coding as coding_actions
from qualcode.actions.comparing import Comparison
from qualcode.analysis._aligning import AGREED, ATTRIBUTE, Spot, words_of
from qualcode.errors import Problem, QualcodeError, unknown
from qualcode.model import IN_CONSENSUS, Coder, Coding, Origin
from qualcode.store import codes, codings, compared, settlements, transcripts
from qualcode.store.changes import Change, change
from qualcode.store.codings import CONSENSUS, NewCoding
from qualcode.store.database import Store
from qualcode.store.places import Places
from qualcode.store.settlements import Settlement
from qualcode.text import canonical

BOTH, NEITHER, OTHER = "both", "neither", "other"
"""What can be taken besides a coder's side: all of what they say, nothing of it, or another code or span."""


@dataclass(frozen=True, slots=True)
class Decision:
    """What is decided on a disagreement: `took` is BOTH, NEITHER, OTHER or a coder's id.

    With OTHER `code` or `place` is what comes instead, or both are. `attributes` hold for what comes of it, whatever the coders say.
    """

    took: str
    code: str = ""
    place: tuple[int, int] | None = None
    attributes: Mapping[str, str] = field(default_factory=dict)
    why: str = ""


@dataclass(frozen=True, slots=True)
class Settled:
    """What came of decisions: how many disagreements are settled, how many codings of the consensus came, and how many were taken off for them."""

    spots: int
    made: int
    taken_off: int = 0


def find(comparison: Comparison, id: str) -> Spot:
    """The disagreement whose id is or begins with this. Raises QualcodeError when there is none, or more than one."""
    if len(id) < 4:
        raise QualcodeError(
            f"{id} is too short to name a disagreement.", "Give at least its first 4 characters, as in: qualcode disagreements"
        )
    found = [spot for spot in comparison.spots if spot.kind != AGREED and spot.key.startswith(id)]
    if len(found) == 1:
        return found[0]
    if found:
        raise QualcodeError(f"There are several disagreements {id}.", "Give more of its characters.")
    raise QualcodeError(
        f"There is no disagreement {id}.", "Have its codings changed since? See those that there are with: qualcode disagreements"
    )


def check(store: Store, spot: Spot, decision: Decision) -> None:
    """Raises QualcodeError for a decision that cannot be on a disagreement."""
    if decision.took not in {BOTH, NEITHER, OTHER, *spot.coders}:
        raise unknown("side", decision.took, (*spot.coders, BOTH, NEITHER))
    if decision.took == OTHER and not decision.code and decision.place is None:
        raise QualcodeError("Nothing says what comes instead.", "Give another code with --to CODE, other words with --quote TEXT, or both.")
    if decision.took != OTHER and (decision.code or decision.place):
        raise QualcodeError("A side is taken as it is, with its code and its words.", "Give --to and --quote without --take.")
    if decision.took == OTHER and not decision.code and len(spot.codes) > 1:
        raise QualcodeError(f"Which code stands on these words: {' or '.join(spot.codes)}?", "Give it with --to CODE.")
    if decision.took == NEITHER and decision.attributes:
        raise QualcodeError("Nothing comes of it that could have attributes.", "Leave --attribute away, or take a side.")
    if decision.code:
        codes.codable(codes.book(store), decision.code)


def outcome(spot: Spot, decision: Decision, text: str) -> list[NewCoding]:
    """What comes into the consensus of a decision. Raises QualcodeError for BOTH where what coders say of the same words contradicts itself."""
    if decision.took == NEITHER:
        return []
    if decision.took == OTHER:
        place = decision.place or (spot.start, spot.end)
        alone = len(spot.codes) == 1 and decision.code in {"", *spot.codes}
        return [_joined(spot.codings if alone else (), decision, decision.code or spot.codes[0], place, spot.transcript)]
    chosen = spot.codings if decision.took in {BOTH, AGREED} else spot.of(decision.took)
    groups = _stretches(chosen) if decision.took == BOTH and spot.kind != ATTRIBUTE else _same_words(chosen, text)
    return [_joined(group, decision, group[0].code, _around(group), spot.transcript) for group in groups]


def _around(group: Sequence[Coding]) -> tuple[int, int]:
    return min(one.start for one in group), max(one.end for one in group)


def _same_words(chosen: Iterable[Coding], text: str) -> list[list[Coding]]:
    """Codings by code and words."""
    groups: dict[tuple[str, tuple[int, int]], list[Coding]] = {}
    for coding in chosen:
        groups.setdefault((coding.code, words_of(text, coding.start, coding.end)), []).append(coding)
    return list(groups.values())


def _stretches(chosen: Iterable[Coding]) -> list[list[Coding]]:
    """Codings by code and stretch without a gap."""
    groups: list[list[Coding]] = []
    for coding in sorted(chosen, key=lambda one: (one.code, one.start, one.end)):
        if groups and groups[-1][0].code == coding.code and coding.start < _around(groups[-1])[1]:
            groups[-1].append(coding)
        else:
            groups.append([coding])
    return groups


def _joined(group: Sequence[Coding], decision: Decision, code: str, place: tuple[int, int], transcript: str) -> NewCoding:
    """One coding in the place of several, with all that they say."""
    attributes: dict[str, str] = {}
    said: dict[str, str] = {}
    for coding in group:
        for name, value in coding.attributes.items():
            if name not in decision.attributes and attributes.setdefault(name, value) != value:
                raise QualcodeError(
                    f"Both cannot hold: {name} is {attributes[name]} for {said[name]} and {value} for {coding.coder}.",
                    f"Take one of them, or say which value it has: --attribute {name}={value}",
                )
            said.setdefault(name, coding.coder)
    notes = dict.fromkeys(coding.note for coding in group if coding.note)
    return NewCoding(transcript, code, *place, " / ".join(notes), {**attributes, **decision.attributes})


def decide(
    store: Store, coder: Coder, comparison: Comparison, decisions: Sequence[tuple[Spot, Decision]], *, command: str, why: str = ""
) -> Settled:
    """Settle disagreements, all or none, in the place of what was decided on their codings before.

    Raises QualcodeError for a decision that cannot be, with the disagreement's id.
    """
    for spot, decision in decisions:
        try:
            check(store, spot, decision)
            outcome(spot, decision, comparison.texts[spot.transcript])
        except QualcodeError as error:
            raise QualcodeError(f"{spot.key}: {error.message}", error.hint) from error
    with change(store, command, coder=coder.guid, why=why) as made:
        return _settle(made, coder, comparison, decisions)


def possible(store: Store, comparison: Comparison, spots: Iterable[Spot], decision: Decision) -> tuple[list[Spot], list[Problem]]:
    """Those of some disagreements on which the same can be decided, and why it cannot be on the others."""
    found: list[Spot] = []
    problems: list[Problem] = []
    for spot in spots:
        try:
            check(store, spot, decision)
            outcome(spot, decision, comparison.texts[spot.transcript])
        except QualcodeError as error:
            problems.append(Problem(spot.key, error.message))
        else:
            found.append(spot)
    return found, problems


def number_agreed(comparison: Comparison) -> int:
    """How many spots all agree on, and that are not in the consensus yet."""
    return sum(spot.kind == AGREED and spot.key not in comparison.settled for spot in comparison.spots)


def take_agreed(store: Store, coder: Coder, comparison: Comparison, command: str = "adjudicate --agreed") -> Settled:
    """Take what all agree on into the consensus, in one change, and out of it what rests on no coding or decision any more."""
    decisions = [(spot, Decision(AGREED)) for spot in comparison.spots if spot.kind == AGREED and spot.key not in comparison.settled]
    with change(store, command, coder=coder.guid) as made:
        settled = _settle(made, coder, comparison, decisions)
        off = _withdraw(made, comparison.orphans, keep={guid for one in settlements.all_of(store) for guid in one.made})
        off += _take_off(made, settlements.left_over(store))
    return replace(settled, taken_off=settled.taken_off + off)


def _settle(made: Change, coder: Coder, comparison: Comparison, decisions: Sequence[tuple[Spot, Decision]]) -> Settled:
    store = made.store
    before = {one.key: one for spot, _ in decisions for one in comparison.earlier(spot)}
    before.update((one.key, one) for one in comparison.decided if one.key in {spot.key for spot, _ in decisions})
    others = {guid for one in comparison.decided if one.key not in before for guid in one.made}
    off = _withdraw(made, before.values(), keep=others)
    wanted = [outcome(spot, decision, comparison.texts[spot.transcript]) for spot, decision in decisions]
    there = _there(store, (one for each in wanted for one in each))
    places = Places(store)
    number = 0
    for origin in IN_CONSENSUS:
        came = (each for (spot, decision), each in zip(decisions, wanted, strict=True) if _origin(spot, decision) == origin)
        new = _once(one for each in came for one in each if _where(one) not in there)
        guids, _ = codings.add(made, coder, new.values(), origin=origin, layer=CONSENSUS, places=places, retired=True)
        there.update(zip(new, guids, strict=True))
        number += len(new)
    for (spot, decision), each in zip(decisions, wanted, strict=True):
        settlement = Settlement(
            transcript=spot.transcript,
            key=spot.key,
            took=decision.took,
            why=canonical(decision.why)[0].strip(),
            by=coder.id,
            coders=tuple(sorted(comparison.guids[id] for id in spot.coders)),
            codings=tuple(sorted(coding.guid for coding in spot.codings)),
            made=tuple(sorted(there[_where(one)] for one in each)),
        )
        settlements.settle(made, transcripts.key(store, spot.transcript)[1], settlement)
    return Settled(len(decisions), number, off)


def _origin(spot: Spot, decision: Decision) -> Origin:
    """How what comes of a decision comes into the consensus."""
    if decision.took != AGREED:
        return "adjudicated"
    return "agreed" if len(spot.coders) > 1 else "alone"


def _where(one: NewCoding | Coding) -> tuple[str, str, int, int]:
    return one.transcript, one.code, one.start, one.end


def _there(store: Store, wanted: Iterable[NewCoding]) -> dict[tuple[str, str, int, int], str]:
    """The codings of the consensus that stand already where one is wanted, by what they are."""
    places = {_where(one) for one in wanted}
    return {_where(coding): coding.guid for coding in compared.consensus(store) if _where(coding) in places} if places else {}


def _once(wanted: Iterable[NewCoding]) -> dict[tuple[str, str, int, int], NewCoding]:
    """What is wanted, each place once: where two decisions come to the same, with what both say."""
    found: dict[tuple[str, str, int, int], NewCoding] = {}
    for one in wanted:
        first = found.setdefault(_where(one), one)
        found[_where(one)] = replace(first, attributes={**one.attributes, **first.attributes})
    return found


def _withdraw(made: Change, decided: Iterable[Settlement], *, keep: set[str]) -> int:
    """Take decisions away with the codings of the consensus that rest on them and on no other; returns how many codings."""
    off: list[str] = []
    for one in decided:
        settlements.forget(made, transcripts.key(made.store, one.transcript)[1], one.key)
        off += [guid for guid in one.made if guid not in keep]
    return _take_off(made, settlements.present(made.store, off))


def _take_off(made: Change, guids: Sequence[str]) -> int:
    made.take_off("coding", guids)
    return len(guids)


def place(store: Store, spot: Spot, quote: str, *, turn: int = 0) -> tuple[int, int]:
    """The span of other words for a disagreement: in a turn, if one is said, else where they stand once in the turns of the disagreement or in the transcript.

    Raises QualcodeError when they stand there not at all or several times.
    """
    if turn:
        return coding_actions.span(store, spot.transcript, turn=turn, quote=quote)
    for near in transcripts.turns(store, spot.transcript):
        if near.start < spot.end and near.end > spot.start:
            try:
                return coding_actions.span(store, spot.transcript, turn=near.number, quote=quote)
            except QualcodeError:
                continue
    return coding_actions.span(store, spot.transcript, quote=quote)


def comes_to(store: Store, spot: Spot, decision: Decision, comparison: Comparison, before: Settlement) -> bool:
    """Whether a decision comes to just what stands in the consensus by the one before."""
    wanted = {_where(one) for one in outcome(spot, decision, comparison.texts[spot.transcript])}
    return wanted == {_where(coding) for coding in compared.consensus(store) if coding.guid in before.made}
