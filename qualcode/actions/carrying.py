"""What a corrected transcript keeps of the old one: languages and times where its own file says nothing, and what is known of speakers."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cached_property

from qualcode.alignment import Alignment, align, partners, shared
from qualcode.languages import detect
from qualcode.model import UNSURE, Draft, DraftParticipant, DraftTurn, Span, Stretch
from qualcode.text import fold

_AN_HEIR = 0.2
"""The share of a speaker's words that another must have taken to be known as the same person."""


@dataclass(frozen=True)
class Change:
    """A transcript before and after a correction."""

    old: Draft
    new: Draft
    known: Alignment | None = None

    @cached_property
    def alignment(self) -> Alignment:
        """How the texts go together."""
        return self.known or align(self.old.text, self.new.text)

    def to(self, new: Draft) -> Change:
        """The same with more known of the new draft, whose text stays."""
        return Change(self.old, new, self.alignment)

    @cached_property
    def common(self) -> dict[tuple[int, int], int]:
        """How many characters old and new turns have in common, by their places."""
        olds, news = ([Span(turn.start, turn.end) for turn in draft.turns] for draft in (self.old, self.new))
        return shared(self.alignment, olds, news)

    @cached_property
    def partners(self) -> list[int | None]:
        """For each new turn the place of the old one that it goes on from."""
        return partners(self.common, len(self.new.turns))

    def pairs(self) -> Iterator[tuple[DraftTurn | None, DraftTurn]]:
        """Each new turn, with the old one that it goes on from."""
        for partner, turn in zip(self.partners, self.new.turns, strict=True):
            yield None if partner is None else self.old.turns[partner], turn


def with_languages(change: Change, languages: tuple[str, ...]) -> Draft:
    """The new draft with a language for every turn: that of its file, else the old one where the turn is as it was or a person has said it.

    What a person has said is what the words of the old turn do not tell by themselves.
    """
    old, new = change.old, change.new
    judged = detect.assign(replace(old, turns=tuple(turn._replace(language=UNSURE, languages=()) for turn in old.turns)), languages)
    by_words = dict(zip((turn.start for turn in old.turns), judged.turns, strict=True))
    kept: dict[int, DraftTurn] = {}
    turns = []
    for at, (before, turn) in enumerate(change.pairs()):
        if before is None or detect.is_said(turn):
            turns.append(turn)
        elif old.text[before.start : before.end] == new.text[turn.start : turn.end]:
            by = turn.start - before.start
            moved = tuple(Stretch(one.start + by, one.end + by, one.language) for one in before.languages)
            kept[at] = turn._replace(language=before.language, languages=moved)
            turns.append(kept[at])
        else:
            said = before.language != by_words[before.start].language
            turns.append(turn._replace(language=before.language) if said else turn)
    found = detect.assign(replace(new, turns=tuple(turns)), languages).turns
    return replace(new, turns=tuple(kept.get(at, turn) for at, turn in enumerate(found)))


def with_times(change: Change) -> Draft:
    """The new draft with the times of the old turns that it goes on from, if its own file has none at all."""
    new = change.new
    if any(turn.time_start is not None or turn.time_end is not None for turn in new.turns):
        return new
    taken: set[int] = set()
    turns = []
    for before, turn in change.pairs():
        first = before is not None and before.start not in taken
        turns.append(turn._replace(time_start=before.time_start, time_end=before.time_end) if before and first else turn)
        taken |= {before.start} if before else set()
    return replace(new, turns=tuple(turns))


@dataclass(frozen=True, slots=True)
class Speakers:
    """The speakers of a corrected transcript, with what is known of them, and in sentences what has become of the old ones."""

    participants: tuple[DraftParticipant, ...]
    told: tuple[str, ...]


def speakers(change: Change, moderators: Iterable[str] = ()) -> Speakers:
    """The speakers of the new draft with the roles, details and variables that they had; `moderators` are labels of whom a person says that.

    A label that is new and took the words of one that is gone is the same person, in two if two took them: role and variables go along.
    One that was there keeps its own, and gets those that it lacks of a label that was joined with it. Who was silent stays.
    """
    return _Succession(change, frozenset(map(fold, moderators))).result()


class _Succession:
    """Who takes the place of whom."""

    def __init__(self, change: Change, moderators: frozenset[str]) -> None:
        self._change = change
        self._moderators = moderators
        self._old = {one.label: one for one in change.old.participants}
        self._new = {one.label: one for one in change.new.participants}
        spoke = {turn.speaker for turn in change.old.turns}
        self._silent = [one for label, one in self._old.items() if label not in self._new and label not in spoke]
        self._gone = [label for label in self._old if label not in self._new and label in spoke]
        self._turns = Counter((before.speaker, turn.speaker) for before, turn in change.pairs() if before)
        self._said = Counter(turn.speaker for turn in change.new.turns)
        self._told: list[str] = []

    def result(self) -> Speakers:
        heirs = {label: self._heirs(label) for label in self._gone}
        self._tell_gone(heirs)
        people = [self._known(one, [label for label in self._gone if one.label in heirs[label]]) for one in self._new.values()]
        self._tell_others()
        if self._silent:
            self._told.append(f"{', '.join(one.label for one in self._silent)}: without a word, and kept as present.")
        return Speakers((*people, *self._silent), tuple(self._told))

    def _heirs(self, label: str) -> list[str]:
        """Who took the words of a speaker whose label is gone."""
        taken: defaultdict[str, int] = defaultdict(int)
        turns = self._change.old.turns, self._change.new.turns
        for (old, new), characters in self._change.common.items():
            if turns[0][old].speaker == label:
                taken[turns[1][new].speaker] += characters
        return sorted(name for name, characters in taken.items() if characters >= _AN_HEIR * sum(taken.values()))

    def _tell_gone(self, heirs: Mapping[str, list[str]]) -> None:
        for label, names in heirs.items():
            if not names:
                self._told.append(f"{label} has no turn any more.")
                continue
            counted = " and ".join(f"{name} ({self._number(label, name)})" for name in names)
            joined = " joined with" if len(names) == 1 and names[0] in self._old else ""
            self._told.append(f"{label} is{joined} {counted} now.")

    def _number(self, before: str, now: str) -> str:
        number = self._turns[before, now]
        return f"{number} {'turn' if number == 1 else 'turns'}"

    def _known(self, one: DraftParticipant, before: list[str]) -> DraftParticipant:
        """A speaker of the new draft, with what is known of the one with this label, and of those whose place it takes."""
        own = self._old.get(one.label)
        sources = [self._old[label] for label in before]
        said = fold(one.label) in self._moderators
        role = "moderator" if said else own.role if own else sources[0].role if sources else one.role
        detail = one.detail or (own.detail if own else sources[0].detail if sources else "")
        variables = dict(own.variables if own else one.variables)
        for name in sorted({name for source in sources for name in source.variables}):
            self._inherit(one.label, variables, name, sources)
        if own and role != own.role:
            self._told.append(f"{one.label} is the moderator now.")
        if not own and sources and role != "participant" and not said:
            self._told.append(f"{one.label} is {role}, as {sources[0].label} was.")
        return replace(one, role=role, detail=detail, variables=variables)

    def _inherit(self, label: str, variables: dict[str, str], name: str, sources: list[DraftParticipant]) -> None:
        """Give a speaker the value of a variable that those have whose place it takes, if nothing speaks against it."""
        values = {source.variables[name]: source.label for source in sources if name in source.variables}
        if name not in variables and len(values) == 1:
            value, source = next(iter(values.items()))
            variables[name] = value
            self._told.append(f"{label} has {name} {value}, as {source} had.")
        elif set(values) - {variables.get(name)}:
            others = ", ".join(f"{source} had {value}" for value, source in values.items() if value != variables.get(name))
            kept = f"keeps {name} {variables[name]}" if name in variables else f"has no {name}"
            self._told.append(f"{label} {kept}; {others}.")

    def _tell_others(self) -> None:
        """New speakers who take nobody's place, and turns that went from one who is still there to another."""
        for label in self._new:
            if label in self._old or any(self._turns[gone, label] for gone in self._gone):
                continue
            taken = [f"{self._number(before, label)} of {before}" for before in self._old if self._turns[before, label]]
            number = f"{self._said[label]} {'turn' if self._said[label] == 1 else 'turns'}"
            self._told.append(f"{label} is new: {', '.join([number, *taken])}.")
        for (before, now), _ in sorted(self._turns.items()):
            if before != now and before in self._new and now in self._old:
                known = [(self._old[label].role, dict(self._old[label].variables)) for label in (before, now)]
                stays = "; what is known of them stays with the labels" if known[0] != known[1] else ""
                self._told.append(f"{self._number(before, now)} went from {before} to {now}{stays}.")
