"""Whether the consensus still rests on what coders say now, told at once, without comparing them anew."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence

from qualcode.analysis._aligning import keys_of
from qualcode.store import compared, settlements
from qualcode.store.compared import Placed
from qualcode.store.database import Store
from qualcode.store.settlements import Settlement


def number_stale(store: Store) -> int:
    """At least how many codings of the consensus rest only on decisions that do not hold any more.

    A decision does not hold when one of its codings has gone or has other attributes, or another with that code, by a coder who was compared,
    overlaps it. That another code came onto nearly the same words is only seen when all is compared.
    """
    decided = settlements.all_of(store)
    if not decided:
        return 0
    there = compared.placed(store)
    named = {guid for one in decided for guid in one.codings}
    more: defaultdict[tuple[str, str], list[Placed]] = defaultdict(list)
    for guid, coding in there.items():
        if guid not in named:
            more[coding.transcript, coding.code].append(coding)
    made: dict[bool, set[str]] = {True: set(), False: set()}
    for one in decided:
        made[_changed(one, there, more)].update(one.made)
    return len(settlements.present(store, made[True] - made[False]))


def _changed(one: Settlement, there: Mapping[str, Placed], more: Mapping[tuple[str, str], Sequence[Placed]]) -> bool:
    if not all(guid in there for guid in one.codings):
        return True
    now = [(guid, there[guid]) for guid in one.codings]
    if one.key not in keys_of((guid, coding.attributes) for guid, coding in now):
        return True
    return any(
        other.coder in one.coders and other.start < coding.end and other.end > coding.start
        for _, coding in now
        for other in more.get((coding.transcript, coding.code), ())
    )
