"""What coders are compared on, and how far they agree, as values."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

Key = tuple[str | None, ...]
"""The values of a cell's dimensions in their order; None is not tagged."""

Ends = tuple[float, float]


# --- what is compared ---------------------------------------------------------------------------------------------------------------


class Heard(NamedTuple):
    """A turn that counts: its number, its cell, its span in the canonical text and its words; its text where sentences are to be told."""

    number: int
    key: Key
    start: int
    end: int
    words: int
    text: str | None


class Put(NamedTuple):
    """What a coding has in one turn: the turn's number, the coding by row, the coder's place among those compared, the code's id.

    `start` and `end` are those of the whole coding; `first` and `last` say how many words of the turn come before it begins and ends.
    `values` are those of the attributes that were asked for.
    """

    turn: int
    coding: int
    coder: int
    code: str
    start: int
    end: int
    first: int
    last: int
    values: tuple[str | None, ...] = ()


@dataclass(frozen=True, slots=True)
class Shared:
    """A transcript that coders have finished: which (by their places, ascending), its turns in order, and what these coders put on them."""

    transcript: str
    finished: tuple[int, ...]
    turns: Sequence[Heard]
    puts: Sequence[Put]


# --- how far coders agree -----------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Coefficient:
    """A coefficient (None: not defined) with its 95 % interval: the draws in which it was `defined`, of so many `draws`."""

    value: float | None
    ends: Ends | None = None
    defined: int = 0
    draws: int = 0


@dataclass(frozen=True, slots=True)
class OfCode:
    """How far coders agree on one code in one cell.

    `marked` are the units with the code by coder; `everyone`, `some` and `nobody` the units that all, some and none of the coders who rated
    them gave it. `characters` is kappa on characters, `also` other coefficients that were asked for, by name.
    """

    key: Key
    code: str
    marked: tuple[int, ...]
    everyone: int
    some: int
    nobody: int
    percent: float | None
    f1: float | None
    alpha: Coefficient
    ac1: float | None
    characters: float | None
    also: Mapping[str, float | None] = field(default_factory=dict)

    @property
    def units(self) -> int:
        """The units that two coders or more have rated."""
        return self.everyone + self.some + self.nobody


@dataclass(frozen=True, slots=True)
class Overall:
    """How far coders agree on everything in one cell: alpha of whole sets of codes, and the alphas of the codes that any of them used.

    `alphas` are by code, None where not defined; `f1` is of all codes pooled. `coders` are the places of those compared, `units` are rated by two
    of them or more.
    """

    key: Key
    coders: tuple[int, ...]
    transcripts: int
    turns: int
    units: int
    sets: Coefficient
    alphas: Mapping[str, float | None]
    f1: float | None


@dataclass(frozen=True, slots=True)
class OfSpans:
    """How far the spans of one code agree in one cell, on the characters that all coders compared have finished.

    `spans` by coder; `matched` are pairs of spans that are each other's; `bar_u` is |u-alpha, `f1` and `kappa` are on characters, `start` and
    `end` median shifts in words. `ku` is (k)u-alpha within the theme, `coverage` the share of what is marked that another marked too, with any
    code of the theme; both None where codes of the theme overlap.
    """

    key: Key
    code: str
    spans: tuple[int, ...]
    matched: int
    bar_u: float | None
    f1: float | None
    kappa: float | None
    start: float | None
    end: float | None
    ku: float | None
    coverage: float | None


@dataclass(frozen=True, slots=True)
class OfTheme:
    """How far coders agree on which code of a theme stands where: u-alpha, |u-alpha, cu-alpha with its coverage.

    None of them is defined where spans of one coder with different codes of the theme overlap, which `overlaps` counts.
    """

    key: Key
    theme: str
    codes: int
    spans: int
    overlaps: int
    u: float | None
    bar_u: float | None
    cu: float | None
    coverage: float | None


@dataclass(frozen=True, slots=True)
class OfAttribute:
    """How far coders agree on an attribute where they put the same code (empty: on all codes); `units` have values of two coders or more.

    `without` are those where two coders or more put the code, and fewer than two of them gave a value.
    """

    key: Key
    attribute: str
    code: str
    units: int
    without: int
    percent: float | None
    alpha: Coefficient
