"""Which codings of several coders belong together: those that agree, and those that make one disagreement."""

from __future__ import annotations

import hashlib
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Literal, NamedTuple, get_args

from qualcode.model import Coding

Kind = Literal["agreed", "only", "other-code", "boundary", "attribute"]
AGREED: Kind = "agreed"
ONLY: Kind = "only"
"""Some coders have the code there, others have nothing of it."""
OTHER_CODE: Kind = "other-code"
"""Coders have different codes on nearly the same words."""
BOUNDARY: Kind = "boundary"
"""All have the code, on words that overlap and are not the same."""
ATTRIBUTE: Kind = "attribute"
"""All have the code on the same words, and say something else of it."""

MISSED, EXTRA = "missed", "extra"
"""What `only` is from somebody's view: others have it, or others have not."""

KINDS: tuple[Kind, ...] = get_args(Kind)

SEEN = (MISSED, EXTRA, OTHER_CODE, BOUNDARY, ATTRIBUTE)
"""The kinds of disagreements as they are told."""

NEAR = 0.5
"""Words are nearly the same when they have so much of what either covers in common."""

_KEY = 12


@dataclass(frozen=True)
class Spot:
    """What coders have put on the same stretch of a transcript as far as it belongs together; `coders` are those who are compared there.

    Every coding is in one spot.
    """

    kind: Kind
    codings: tuple[Coding, ...]
    coders: tuple[str, ...]

    @property
    def transcript(self) -> str:
        """The id of the transcript."""
        return self.codings[0].transcript

    @property
    def start(self) -> int:
        """Where the first of its codings begins."""
        return self.codings[0].start

    @cached_property
    def end(self) -> int:
        """Where the last of its codings ends."""
        return max(coding.end for coding in self.codings)

    @cached_property
    def codes(self) -> tuple[str, ...]:
        """The codes, by id."""
        return tuple(sorted({coding.code for coding in self.codings}))

    def of(self, coder: str) -> tuple[Coding, ...]:
        """What one coder has put there."""
        return tuple(coding for coding in self.codings if coding.coder == coder)

    @cached_property
    def having(self) -> frozenset[str]:
        """The coders who have put something there."""
        return frozenset(coding.coder for coding in self.codings)

    @cached_property
    def key(self) -> str:
        """A short name for it: the same as long as the same codings say the same and differ in the same way, also after a correction."""
        return next(keys_of(((coding.guid, coding.attributes) for coding in self.codings), (self.kind,)))

    def seen_by(self, first: str) -> str:
        """Its kind as it is told: one of SEEN, or `agreed`.

        What only some have was missed by the others when most have it, and is extra when few have; where it is as many, it is so from the view
        of the coder `first` (who, if not compared there, is the first who is).
        """
        if self.kind != ONLY:
            return self.kind
        others = len(self.coders) - len(self.having)
        if len(self.having) != others:
            return MISSED if len(self.having) > others else EXTRA
        return EXTRA if (first if first in self.coders else self.coders[0]) in self.having else MISSED


def keys_of(codings: Iterable[tuple[str, Mapping[str, str]]], kinds: Iterable[Kind] = KINDS) -> Iterator[str]:
    """The keys of what is of these kinds and of these codings, each by its GUID and attributes."""
    said = "\x1f".join(sorted(f"{guid} {sorted(attributes.items())}" for guid, attributes in codings))
    return (hashlib.sha256(f"{kind}\x1f{said}".encode()).hexdigest()[:_KEY] for kind in kinds)


def align(codings: Iterable[Coding], text: str, coders: Collection[str]) -> list[Spot]:
    """The spots of one transcript, in the order of its text; codings of others than `coders` are left out.

    Codings of one code belong together when their spans overlap, directly or by others of that code. If every coder has one there, they
    agree (same words, white space and punctuation at the ends aside, and same attributes), or differ in attributes, or in the boundary. What
    only some coders have is paired with another code that only others have, on nearly the same words, those that are most alike first.
    """
    compared = tuple(sorted(coders))
    parts = [_part(group, text, compared) for group in _overlapping(coding for coding in codings if coding.coder in compared)]
    whole = [Spot(part.kind, part.codings, compared) for part in parts if part.kind != ONLY]
    partial = [part for part in parts if part.kind == ONLY]
    found = [*whole, *(_together(group, compared) for group in _paired(partial))]
    return sorted(found, key=lambda spot: (spot.start, spot.end, spot.codes, spot.key))


class _Part(NamedTuple):
    """Codings of one code that overlap."""

    kind: Kind
    codings: tuple[Coding, ...]
    start: int
    end: int
    having: frozenset[str]

    @property
    def place(self) -> tuple[int, int, str, str]:
        """Where it stands in a fixed order."""
        return self.start, self.end, self.codings[0].code, self.codings[0].guid


def _in_order(codings: Iterable[Coding]) -> tuple[Coding, ...]:
    return tuple(sorted(codings, key=lambda coding: (coding.start, coding.end, coding.code, coding.coder, coding.guid)))


def _overlapping(codings: Iterable[Coding]) -> list[list[Coding]]:
    """Codings by code and stretch: each group is of one code, without a gap."""
    groups: list[list[Coding]] = []
    end = 0
    for coding in sorted(_in_order(codings), key=lambda coding: coding.code):
        if groups and groups[-1][0].code == coding.code and coding.start < end:
            groups[-1].append(coding)
            end = max(end, coding.end)
        else:
            groups.append([coding])
            end = coding.end
    return groups


def _part(group: Sequence[Coding], text: str, compared: Sequence[str]) -> _Part:
    having = frozenset(coding.coder for coding in group)
    kind = _kind(group, text) if len(having) == len(compared) else ONLY
    return _Part(kind, _in_order(group), min(one.start for one in group), max(one.end for one in group), having)


def _kind(group: Iterable[Coding], text: str) -> Kind:
    """How the coders differ who all have the code."""
    said: dict[str, dict[tuple[int, int], dict[str, str]]] = {}
    for coding in group:
        said.setdefault(coding.coder, {}).setdefault(words_of(text, coding.start, coding.end), {}).update(coding.attributes)
    first, *others = said.values()
    if any(other.keys() != first.keys() for other in others):
        return BOUNDARY
    return AGREED if all(other == first for other in others) else ATTRIBUTE


def words_of(text: str, start: int, end: int) -> tuple[int, int]:
    """A span without what is no letter or digit at its ends; all of it where there is none."""
    first, last = start, end
    while first < last and not text[first].isalnum():
        first += 1
    while last > first and not text[last - 1].isalnum():
        last -= 1
    return (first, last) if first < last else (start, end)


def _paired(parts: Sequence[_Part]) -> list[list[_Part]]:
    """Parts of different coders on nearly the same words together, the others alone."""
    near = sorted(_near(parts), key=lambda pair: (-pair[0], *sorted((pair[1].place, pair[2].place))))
    groups: dict[tuple[int, int, str, str], list[_Part]] = {part.place: [part] for part in parts}
    for _, one, other in near:
        ours, theirs = groups[one.place], groups[other.place]
        if ours is not theirs and not _having(ours) & _having(theirs):
            ours += theirs
            groups.update((part.place, ours) for part in theirs)
    return [group for place, group in groups.items() if place == group[0].place]


def _having(parts: Iterable[_Part]) -> frozenset[str]:
    return frozenset().union(*(part.having for part in parts))


def _near(parts: Iterable[_Part]) -> Iterable[tuple[float, _Part, _Part]]:
    """Pairs of parts of different codes and coders, with what they have in common of what either covers, if it is much."""
    open_: list[_Part] = []
    for part in sorted(parts, key=lambda part: part.place):
        open_ = [one for one in open_ if one.end > part.start]
        for one in open_:
            common = min(one.end, part.end) - part.start
            share = common / (max(one.end, part.end) - one.start)
            if share >= NEAR and one.codings[0].code != part.codings[0].code and not one.having & part.having:
                yield share, one, part
        open_.append(part)


def _together(group: Sequence[_Part], compared: tuple[str, ...]) -> Spot:
    codings = _in_order(coding for part in group for coding in part.codings)
    return Spot(OTHER_CODE if len({coding.code for coding in codings}) > 1 else ONLY, codings, compared)
