"""What has been counted, as values: tallies and what they are of, what stands together, who speaks when, which words are used."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

Key = tuple[str | None, ...]
"""The values of a cell's dimensions in their order; None is not tagged."""


@dataclass(frozen=True)
class Tally:
    """One code in one cell of a grouping, counted by interval union in one layer under one selection.

    `key` holds the values of the grouping's dimensions in their order (None: not tagged). `segments` are stretches coded (overlapping
    ones once, a code with its children once), `turns` the turns they touch, `words` the participants' words covered, `participants`
    and `transcripts` how many different ones; moderators and observers count in none of these. `shares` is how many segments each
    participant has, largest first; `by_transcript` is (transcript id, words covered).
    """

    code: str
    key: Key
    segments: int
    turns: int
    words: int
    participants: int
    transcripts: int
    shares: tuple[int, ...] = ()
    by_transcript: tuple[tuple[str, int], ...] = ()


@dataclass(frozen=True)
class Base:
    """The denominators of one cell of a grouping: what is there, coded or not.

    `participants` counts the silent ones too unless the cell is part of a turn's properties (language); `by_transcript` is
    (transcript id, participants' words).
    """

    key: Key
    turns: int
    words: int
    participants: int
    transcripts: int
    by_transcript: tuple[tuple[str, int], ...] = ()


@dataclass(frozen=True)
class Spoken:
    """What one speaker says in one language: turns (by most of their words), words (by stretches), and how many turns switch."""

    transcript: str
    speaker: str
    role: str
    language: str
    turns: int
    words: int
    switching: int


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


@dataclass(frozen=True, slots=True)
class Talker:
    """A speaker of a transcript in one cell: turns and words; 0 of both for who stays silent."""

    key: Key
    transcript: str
    speaker: str
    role: str
    turns: int
    words: int


@dataclass(frozen=True, slots=True)
class Follow:
    """How many turns of a speaker are followed at once by a turn of another (or the same)."""

    transcript: str
    speaker: str
    role: str
    next: str
    next_role: str
    times: int


@dataclass(frozen=True, slots=True)
class Moments:
    """Where in one transcript a code stands on participants' turns, in one cell.

    A place is the share of all words of the session, moderators' too, that are said before it. `turns` is how many turns carry the code,
    `parts` how many of them lie in each of so many equal parts; `first_turn` counts from 1, `first_time` is in milliseconds.
    """

    key: Key
    transcript: str
    code: str
    turns: int
    first: float
    middle: float
    last: float
    first_turn: int
    first_time: int | None
    parts: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Exchange:
    """What becomes of a code in one cell, in turns of participants that carry it.

    `answered` are turns after which another participant takes the code up within so many turns; `replies` are, for each value of the
    attribute, turns with it that take up what another participant has said within so many turns before. In `prompted` transcripts a
    moderator has named the code before a participant does, in `spontaneous` ones not.
    """

    turns: int
    answered: int
    replies: Mapping[str, int]
    prompted: int
    spontaneous: int


@dataclass(frozen=True, slots=True)
class Term:
    """A word (or two side by side) in one cell: how often, in how many transcripts, said by how many participants."""

    times: int
    transcripts: int
    participants: int


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """The words of participants in one language: of each cell how many words, transcripts and participants there are, and its terms."""

    sizes: Mapping[Key, Term]
    terms: Mapping[tuple[Key, str], Term]
