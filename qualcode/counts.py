"""What has been counted besides tallies, as values: what stands together, who speaks when, which words are used."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

Key = tuple[str | None, ...]
"""The values of a cell's dimensions in their order; None is not tagged."""


@dataclass(frozen=True, slots=True)
class Pair:
    """Two codes in one cell, counted in participants' turns. `turns` carry both, in so many `transcripts`, said by so many `participants`.

    `near_same` and `near_other` are pairs of different turns, one with either code and at most so many turns apart, of one participant or
    of two; they count in the cell of the turn with the first code. `near_expected` is how many of both kinds there would be on average if
    the codes were put on any turns of the participants in the same transcripts.
    """

    turns: int = 0
    transcripts: int = 0
    participants: int = 0
    near_same: int = 0
    near_other: int = 0
    near_expected: float = 0.0


@dataclass(frozen=True, slots=True)
class Together:
    """Codes in the cells of a grouping: the turns that carry each code, by cell and code; and what two codes have in common."""

    turns: Mapping[tuple[Key, str], int]
    pairs: Mapping[tuple[Key, str, str], Pair]
