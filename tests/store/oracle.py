"""Tallies and bases counted one character at a time from what a test put into the project, to compare the store's with."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from qualcode.counts import Base, Tally
from qualcode.model import Selection
from qualcode.store.codings import NewCoding
from tests.store.projects import PARENTS, Said, Script

Key = tuple[str | None, ...]


@dataclass(frozen=True)
class Voice:
    """A turn and who says it where."""

    script: Script
    turn: Said
    start: int
    end: int

    @property
    def person(self) -> tuple[str, str]:
        return self.script.id, self.turn.speaker

    @cached_property
    def words(self) -> set[int]:
        """Where the words begin; the texts of these tests have plain words between blanks."""
        return {self.start + found.start() for found in re.finditer(r"[^\s.?!,]+", self.turn.text)}


@dataclass(frozen=True)
class Put:
    """A coding that was put on."""

    new: NewCoding
    origin: str


def above(code: str) -> list[str]:
    """A code and those above it."""
    return [code, *above(PARENTS[code])] if code else []


@dataclass(frozen=True)
class World:
    """What is in a project."""

    scripts: tuple[Script, ...]
    codings: tuple[Put, ...]

    @cached_property
    def voices(self) -> list[Voice]:
        return [Voice(script, turn, *span) for script in self.scripts for turn, span in zip(script.turns, script.spans(), strict=True)]

    def value(self, script: Script, speaker: str, name: str) -> str | None:
        """What a participant has of a dimension of persons."""
        fixed = {"transcript": script.id, "kind": script.kind, "speaker": f"{script.id}/{speaker}"}
        return fixed.get(name) or script.own.get(speaker, {}).get(name) or script.variables.get(name)

    def counts(self, script: Script, speaker: str, selection: Selection) -> bool:
        """Whether a speaker counts under a selection."""
        if script.roles.get(speaker, "participant") != "participant":
            return False
        return (
            (not selection.kinds or script.kind in selection.kinds)
            and (not selection.transcripts or script.id in selection.transcripts)
            and (not selection.speakers or speaker in selection.speakers)
            and all(self.value(script, speaker, name) in accepted for name, accepted in selection.where.items())
        )

    def heard(self, selection: Selection) -> list[Voice]:
        """The turns that count under a selection."""
        return [
            voice
            for voice in self.voices
            if self.counts(voice.script, voice.turn.speaker, selection)
            and (not selection.languages or voice.turn.language in selection.languages)
        ]

    def bases(self, selection: Selection, by: Sequence[str]) -> dict[Key, Base]:
        """What is there in each cell."""
        names = [name for name in by if name != "origin" and not name.startswith("attribute:")]
        cells: dict[Key, list[tuple[tuple[str, str], Voice | None]]] = {}
        for voice in self.heard(selection):
            key = tuple(self._of_turn(voice, name) for name in names)
            cells.setdefault(key, []).append((voice.person, voice))
        if not selection.languages and "language" not in names:
            for script in self.scripts:
                for speaker in script.speakers:
                    if self.counts(script, speaker, selection):
                        key = tuple(self.value(script, speaker, name) for name in names)
                        cells.setdefault(key, []).append(((script.id, speaker), None))
        return {key: _base(key, found) for key, found in cells.items()}

    def _of_turn(self, voice: Voice, name: str) -> str | None:
        return voice.turn.language if name == "language" else self.value(voice.script, voice.turn.speaker, name)

    def tallies(self, selection: Selection, by: Sequence[str], *, themes: bool = True) -> dict[tuple[str, Key], Tally]:
        """What is coded in each cell."""
        heard = self.heard(selection)
        chosen = [put for put in self.codings if _chosen(put.new, selection)]
        found: dict[tuple[str, Key], Tally] = {}
        for code in PARENTS:
            codings = [put for put in chosen if (code in above(put.new.code) if themes else code == put.new.code)]
            for apart in {tuple(_of_coding(put, name) for name in by) for put in codings}:
                alike = [put for put in codings if tuple(_of_coding(put, name) for name in by) == apart]
                pieces = [Piece(number, voice) for number, island in enumerate(_islands(alike, heard)) for voice in _touched(island, heard)]
                covered = {(put.new.transcript, at) for put in alike for at in range(put.new.start, put.new.end)}
                for key in {self._key(piece.voice, by, apart) for piece in pieces}:
                    here = [piece for piece in pieces if self._key(piece.voice, by, apart) == key]
                    found[code, key] = _tally(code, key, here, covered)
        return found

    def _key(self, voice: Voice, by: Sequence[str], apart: Key) -> Key:
        return tuple(
            said if name == "origin" or name.startswith("attribute:") else self._of_turn(voice, name)
            for name, said in zip(by, apart, strict=True)
        )


@dataclass(frozen=True)
class Piece:
    """A turn that an island touches."""

    island: int
    voice: Voice


def _of_coding(put: Put, name: str) -> str | None:
    if name == "origin":
        return put.origin
    return put.new.attributes.get(name.removeprefix("attribute:")) if name.startswith("attribute:") else None


def _chosen(new: NewCoding, selection: Selection) -> bool:
    return (not selection.codes or not set(above(new.code)).isdisjoint(selection.codes)) and all(
        new.attributes.get(name) in accepted for name, accepted in selection.attributes.items()
    )


def _touched(codings: Iterable[Put], voices: Iterable[Voice]) -> Iterator[Voice]:
    covered = {(put.new.transcript, at) for put in codings for at in range(put.new.start, put.new.end)}
    for voice in voices:
        if any((voice.script.id, at) in covered for at in range(voice.start, voice.end)):
            yield voice


def _islands(codings: Sequence[Put], heard: Sequence[Voice]) -> list[list[Put]]:
    """Codings of which somebody's words count, joined where they share a character."""
    islands: list[list[Put]] = []
    for put in codings:
        if not list(_touched([put], heard)):
            continue
        joined = [island for island in islands if any(_share(put.new, other.new) for other in island)]
        islands = [island for island in islands if island not in joined] + [[put, *(other for island in joined for other in island)]]
    return islands


def _share(one: NewCoding, other: NewCoding) -> bool:
    return one.transcript == other.transcript and not set(range(one.start, one.end)).isdisjoint(range(other.start, other.end))


def _summed(pairs: Iterable[tuple[str, int]]) -> tuple[tuple[str, int], ...]:
    sums: dict[str, int] = {}
    for name, number in pairs:
        sums[name] = sums.get(name, 0) + number
    return tuple(sorted(sums.items()))


def _tally(code: str, key: Key, pieces: Sequence[Piece], covered: set[tuple[str, int]]) -> Tally:
    turns = {(piece.voice.script.id, piece.voice.start): piece.voice for piece in pieces}
    islands: Mapping[tuple[str, str], set[int]] = {
        person: {piece.island for piece in pieces if piece.voice.person == person} for person in {piece.voice.person for piece in pieces}
    }
    by_transcript = _summed((id, sum((id, at) in covered for at in voice.words)) for (id, _), voice in turns.items())
    return Tally(
        code,
        key,
        segments=len({piece.island for piece in pieces}),
        turns=len(turns),
        words=sum(words for _, words in by_transcript),
        participants=len(islands),
        transcripts=len(by_transcript),
        shares=tuple(sorted(map(len, islands.values()), reverse=True)),
        by_transcript=by_transcript,
    )


def _base(key: Key, found: Sequence[tuple[tuple[str, str], Voice | None]]) -> Base:
    voices = [voice for _, voice in found if voice is not None]
    by_transcript = _summed([(person[0], 0) for person, _ in found] + [(voice.script.id, len(voice.words)) for voice in voices])
    return Base(
        key,
        turns=len(voices),
        words=sum(words for _, words in by_transcript),
        participants=len({person for person, _ in found}),
        transcripts=len(by_transcript),
        by_transcript=by_transcript,
    )
