"""Which quotations stand for a code: some that can be read at a glance, from different sessions and speakers."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from qualcode.codebook.annex import Said

_SHORTEST, _LONGEST = 60, 320
"""Characters between which a quotation says enough and is read at a glance."""


def chosen(said: Sequence[Said], most: int, languages: Sequence[str]) -> tuple[Said, ...]:
    """At most so many in each of these languages, and in all others together; the same ones whenever the same are given, in their order.

    Sessions and speakers that were not taken yet come first, then those of a length that is easily read. None is shortened.
    """
    columns: dict[str, list[int]] = {}
    for at, each in enumerate(said):
        columns.setdefault(each.language if each.language in languages else "", []).append(at)
    taken = {at for places in columns.values() for at in _taken(said, places, most)}
    return tuple(each for at, each in enumerate(said) if at in taken)


def _taken(said: Sequence[Said], places: Sequence[int], most: int) -> list[int]:
    left = list(places)
    taken: list[int] = []
    sessions: Counter[str] = Counter()
    speakers: Counter[tuple[str, str]] = Counter()
    while left and len(taken) < most:
        best = min(
            left,
            key=lambda at: (sessions[said[at].transcript], speakers[said[at].transcript, said[at].speaker], _hard(said[at].text), at),
        )
        left.remove(best)
        taken.append(best)
        sessions[said[best].transcript] += 1
        speakers[said[best].transcript, said[best].speaker] += 1
    return taken


def _hard(text: str) -> int:
    """How many characters a text is from a length that is easily read."""
    return max(_SHORTEST - len(text), len(text) - _LONGEST, 0)
