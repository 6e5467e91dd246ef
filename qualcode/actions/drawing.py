"""A share of the transcripts drawn by lot for double coding, alike in its regions, sectors and languages to all of them."""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from qualcode import study as studies
from qualcode.errors import QualcodeError
from qualcode.model import UNSURE
from qualcode.store import transcripts
from qualcode.store.database import Store

LANGUAGE = "language"
DRAWS = 500
_USUAL = ("region", "sector")


@dataclass(frozen=True, slots=True)
class Group:
    """Transcripts (ids) that have the same values, in the order of `Drawn.by`, and those of them that were drawn."""

    values: tuple[str, ...]
    there: tuple[str, ...]
    drawn: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Drawn:
    """What was drawn: by which variables it is balanced, by which seed, and the groups. `rest` is what was not drawn, by the coder who gets it."""

    by: tuple[str, ...]
    seed: int
    groups: tuple[Group, ...]
    rest: Mapping[str, Sequence[str]]

    @property
    def ids(self) -> list[str]:
        """The transcripts that were drawn."""
        return sorted(id for group in self.groups for id in group.drawn)


def variables(store: Store, said: Sequence[str]) -> tuple[str, ...]:
    """By what a draw is balanced: what is said, else region and sector as far as the study declares them, and the language that is mostly spoken."""
    if said:
        return tuple(name if name == LANGUAGE else studies.variable(store.study, name).name for name in said)
    return (*(name for name in _USUAL if name in store.study.variables), LANGUAGE)


def draw(store: Store, ids: Sequence[str], share: float, *, seed: int, by: tuple[str, ...], coders: Sequence[str], rest: bool) -> Drawn:
    """Draw a share (0 to 1) of the transcripts, at least one; the same seed draws the same.

    Of many draws by lot that one is taken in which each region, each sector and so on occurs most nearly as often as among all. With `rest` the
    others are given to one coder each, in turn through the groups. Raises QualcodeError for a share that is none.
    """
    if not 0 < share <= 1:
        raise QualcodeError(f"{share} is not a share of the transcripts.", "Give a number above 0 and not above 1, as in: --share 0.2")
    lot = random.Random(seed)  # noqa: S311 - a lot that can be drawn again, no secret
    groups = _groups(store, ids, by)
    total = sum(len(there) for there in groups.values())
    if not total:
        raise QualcodeError("There is no transcript yet.", "Bring some in with: qualcode import PATH")
    chosen = _balanced(groups, max(1, round(share * total)), lot)
    drawn = {values: tuple(id for id in there if id in chosen) for values, there in groups.items()}
    others: dict[str, list[str]] = {}
    if rest:
        left = [id for values, there in groups.items() for id in there if id not in drawn[values]]
        first = lot.randrange(len(coders))
        for at, id in enumerate(left, first):
            others.setdefault(coders[at % len(coders)], []).append(id)
    return Drawn(by, seed, tuple(Group(values, tuple(there), drawn[values]) for values, there in groups.items()), others)


def _groups(store: Store, ids: Sequence[str], by: tuple[str, ...]) -> dict[tuple[str, ...], list[str]]:
    """The transcripts by their values, in the order of these; what has no value is a value too."""
    spoken = transcripts.languages(store)
    chosen = set(ids)
    groups: dict[tuple[str, ...], list[str]] = {}
    for transcript in transcripts.all_of(store):
        if chosen and transcript.id not in chosen:
            continue
        values = tuple(spoken.get(transcript.id, UNSURE) if name == LANGUAGE else transcript.variables.get(name, "") for name in by)
        groups.setdefault(values, []).append(transcript.id)
    return dict(sorted(groups.items()))


def _balanced(groups: Mapping[tuple[str, ...], Sequence[str]], number: int, lot: random.Random) -> set[str]:
    """The draw of so many, among DRAWS of them by lot, in which the values, each by itself, occur most nearly as often as among all."""
    values = {id: group for group, there in groups.items() for id in there}
    share = number / len(values)
    wanted: Counter[tuple[int, str]] = Counter()
    for group in values.values():
        for margin in enumerate(group):
            wanted[margin] += 1
    best: tuple[float, list[str]] = (float("inf"), [])
    for _ in range(DRAWS):
        drawn = lot.sample(sorted(values), number)
        there = Counter(margin for id in drawn for margin in enumerate(values[id]))
        # Rounded, so that of draws that differ by nothing the first is taken.
        off = round(sum(abs(there[margin] - share * size) for margin, size in wanted.items()), 6)
        if off < best[0]:
            best = (off, drawn)
    return set(best[1])
