"""Correcting a transcript: from another version of its file, in an editor, or turn by turn; codings go along."""

from __future__ import annotations

import hashlib
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from contextlib import nullcontext
from dataclasses import dataclass, replace
from pathlib import Path

from qualcode import study as studies
from qualcode.actions import carrying
from qualcode.analysis import revisions as comparing
from qualcode.errors import Problem, QualcodeError, unknown
from qualcode.importers import _choose as importers
from qualcode.importers import _edited as editing
from qualcode.importers._advice import NARRATOR
from qualcode.model import UNSURE, Coder, Draft, DraftParticipant, ImportOptions, Reading, Stretch
from qualcode.store import corrections, revisions, transcripts
from qualcode.store.changes import change
from qualcode.store.corrections import Correction
from qualcode.store.database import Store
from qualcode.table import Table
from qualcode.text import canonical, slug, words_by_turn

_HARDLY = 0.2
"""The share of a text that must be left for nobody to ask whether it is the right file."""


@dataclass(frozen=True, slots=True)
class Sizes:
    """How much there is in a transcript; `words` are those of everybody."""

    turns: int
    words: int
    speakers: int


@dataclass(frozen=True, slots=True)
class Outcome:
    """What a correction did, or would do.

    `differences` counts turns by what happened to them (`words`, `added`, `speaker` ...); `speakers` tells what became of speakers.
    `changed` is False when the transcript is what it was. Problems and notes are those of reading the new version.
    """

    transcript: str
    changed: bool
    before: Sizes
    after: Sizes
    correction: Correction
    differences: Mapping[str, int]
    speakers: tuple[str, ...] = ()
    problems: tuple[Problem, ...] = ()
    notes: tuple[Problem, ...] = ()


def correct(store: Store, coder: Coder, id: str, path: Path, options: ImportOptions, *, why: str = "", dry_run: bool = False) -> Outcome:
    """Take a corrected version of a transcript from a file of any form that is read.

    Labels that are known stay known, whatever they are called in the project. Raises QualcodeError for a transcript that is not there, a
    file that cannot be read, one with several transcripts of which none can be told to be this one, and one in which no speaker is found
    though the transcript has some.
    """
    old = revisions.draft(store, id)
    source = importers.open_source(path)
    told = replace(editing.knowing(old, options), variables=tuple(studies.headings(store.study)))
    reading = importers.read_source(source, told)
    parts = transcripts.parts(store, id)
    if len(reading.drafts) > 1 and parts == 1:
        reading = importers.read_source(source, replace(told, split="never"))
    draft = _own_part(reading.drafts, id, old.part if len(reading.drafts) == parts else -1, path.name)
    file = path.name, hashlib.sha256(source.data).hexdigest()
    made = _Made(store, coder, id, f"transcripts correct {id} {path.name}", why, file)
    return made.of(carrying.Change(old, draft), reading, options.moderators, dry_run=dry_run)


def edited(store: Store, coder: Coder, id: str, text: str, *, why: str = "") -> Outcome:
    """Take the text of a transcript as somebody has edited it. Raises QualcodeError for a text without words or speakers."""
    old = revisions.draft(store, id)
    reading = editing.read(id, old, text, ImportOptions())
    told = editing.read(id, old, old.text, ImportOptions())
    reading = replace(
        reading,
        notes=tuple(note for note in reading.notes if note not in told.notes),
        advice=tuple(advice for advice in reading.advice if advice not in told.advice),
    )
    made = _Made(store, coder, id, f"transcripts edit {id}", why)
    return made.of(carrying.Change(old, reading.drafts[0]), reading)


def say(store: Store, coder: Coder, id: str, turns: range, *, language: str = "", speaker: str = "", why: str = "") -> Outcome:
    """Say in which language turns are, or whose they are; the label in the text is put right too, where it stands there.

    It is a correction like others, with a revision of its own: the languages and speakers of turns are part of what a revision is. Raises
    QualcodeError for a turn that is not there and a language that the study has not.
    """
    old = revisions.draft(store, id)
    if not 1 <= turns.start < turns.stop <= len(old.turns) + 1:
        raise QualcodeError(
            f"{id} has no turn {turns.stop - 1 if turns.start >= 1 else turns.start}.", f"Its turns are 1 to {len(old.turns)}."
        )
    new = old
    if language:
        if language not in (*store.study.languages, UNSURE):
            raise unknown("language", language, (*store.study.languages, UNSURE))
        said = [turn._replace(language=language, languages=(Stretch(turn.start, turn.end, language),)) for turn in old.turns]
        new = replace(old, turns=tuple(said[at] if at + 1 in turns else turn for at, turn in enumerate(old.turns)))
    if speaker:
        new = _given(new, turns, _label(speaker))
    options = [*([f"--language {language}"] if language else []), *([f"--speaker {speaker}"] if speaker else [])]
    which = f"{turns.start}-{turns.stop - 1}" if len(turns) > 1 else str(turns.start)
    made = _Made(store, coder, id, f"transcripts tag {id} --turn {which} {' '.join(options)}", why)
    return made.of(carrying.Change(old, new), Reading(()))


def _label(said: str) -> str:
    """A label fit to stand in a text. Raises QualcodeError for one without a letter or digit."""
    label = " ".join(canonical(said)[0].split())
    if not any(map(str.isalnum, label)):
        raise QualcodeError(f"{said!r} is no label of a speaker.", "Give it as it is to stand in the text, as in: --speaker R4")
    return label


def _given(draft: Draft, turns: range, label: str) -> Draft:
    """The draft with some turns given to another speaker: the label before each of them is replaced, and what stood in brackets with it."""
    details = {one.label: one.detail for one in draft.participants}
    pieces: list[str] = []
    made = []
    end = by = 0
    for number, turn in enumerate(draft.turns, 1):
        between = draft.text[end : turn.start]
        if number in turns and turn.speaker != label:
            between = _relabelled(between, turn.speaker, details.get(turn.speaker, ""), label)
            by += len(between) - (turn.start - end)
            turn = turn._replace(speaker=label)  # noqa: PLW2901 - the turn as it is from here on
        pieces += [between, draft.text[turn.start : turn.end]]
        moved = tuple(Stretch(one.start + by, one.end + by, one.language) for one in turn.languages)
        made.append(turn._replace(start=turn.start + by, end=turn.end + by, languages=moved))
        end = turn.end
    speaking = {turn.speaker for turn in made}
    silent = {one.label for one in draft.participants} - {turn.speaker for turn in draft.turns}
    people = [one for one in draft.participants if one.label in speaking | silent]
    people += [DraftParticipant(label)] if label not in details else []
    return replace(draft, text="".join([*pieces, draft.text[end:]]), turns=tuple(made), participants=tuple(people))


def _relabelled(between: str, old: str, detail: str, new: str) -> str:
    """What stands before a turn, with another label in it; as it is when the old one does not stand there."""
    brackets = rf"(?:\s*[\[(]{re.escape(detail)}[\])])?" if detail else ""
    found = list(re.finditer(rf"(?<!\w){re.escape(old)}(?!\w){brackets}", between))
    return between[: found[-1].start()] + new + between[found[-1].end() :] if found else between


def diff(store: Store, id: str, first: int = 0, last: int = 0, *, people: bool = False) -> Table:
    """What differs between two revisions of a transcript, by turn.

    Without `last` it is the current one, without `first` the one that this came in the place of. Raises QualcodeError for a revision that
    is not there, and for a transcript that was never corrected.
    """
    current = revisions.current(store, id)
    after = last or current
    before = first or (revisions.replaced(store, id) if after == current else after - 1)
    if not before:
        raise QualcodeError(f"{id} was never corrected: it has one revision.", f"Correct it with: qualcode transcripts correct {id} FILE")
    old, new = revisions.draft(store, id, before), revisions.draft(store, id, after)
    between = carrying.Change(old, new)
    found = comparing.differences(old, new, between.alignment)
    names = comparing.renamed(old, new, found)
    return comparing.table(f"{id}: revision {before} and revision {after}", found, people=people, names=names)


@dataclass(frozen=True, slots=True)
class _Made:
    """A correction on its way in: of which transcript, by whom, by which command, why, from which file (name and sha256)."""

    store: Store
    coder: Coder
    id: str
    command: str
    why: str
    file: tuple[str, str] | None = None

    def of(self, between: carrying.Change, reading: Reading, moderators: Iterable[str] = (), *, dry_run: bool = False) -> Outcome:
        """Store the new draft with all that it keeps of the old one."""
        old = between.old
        _check_speakers(self.id, between)
        between = between.to(carrying.with_times(between))
        between = between.to(carrying.with_languages(between, self.store.study.languages))
        succession = carrying.speakers(between, moderators)
        new = replace(between.new, participants=succession.participants)
        rehearsal = self.store.rehearsal() if dry_run else nullcontext()
        with rehearsal, change(self.store, self.command, coder=self.coder.guid, why=self.why) as made:
            correction = corrections.correct(made, self.id, new, self.file, alignment=between.alignment)
            changed = not made.empty
        found = comparing.differences(old, new, between.alignment)
        return Outcome(
            self.id,
            changed,
            _sizes(old),
            _sizes(new),
            correction,
            Counter(kind for one in found for kind in one.kinds),
            succession.told if changed else (),
            reading.problems,
            (*_notes(self.id, reading), *_doubts(self.id, between)),
        )


def _own_part(drafts: tuple[Draft, ...], id: str, part: int, name: str) -> Draft:
    """The draft that is this transcript, of the several in a file: by its name, which the id ends in, else by its number (-1: unknown)."""
    named = [draft for draft in drafts if draft.name and id.endswith(f"-{slug(draft.name)}")]
    if len(drafts) == 1 or len(named) == 1:
        return (named or list(drafts))[0]
    if named or part < 0:
        raise QualcodeError(
            f"{name} holds {len(drafts)} transcripts, and nothing tells which of them is {id}.", f"Give a file that holds {id} alone."
        )
    return drafts[part]


def _check_speakers(id: str, between: carrying.Change) -> None:
    """Raises QualcodeError when a transcript of several speakers would become one of nobody in particular."""
    if len({turn.speaker for turn in between.old.turns}) > 1 and all(one.label == NARRATOR for one in between.new.participants):
        labels = ", ".join(one.label for one in between.old.participants[:6])
        raise QualcodeError(
            f"No speaker was recognised in the new version, while {id} has {labels}.",
            "Say what labels look like with --label REGEX, or see what is read: qualcode import FILE --dry-run",
        )


def _sizes(draft: Draft) -> Sizes:
    return Sizes(len(draft.turns), sum(words_by_turn(draft)), len({turn.speaker for turn in draft.turns}))


def _notes(id: str, reading: Reading) -> tuple[Problem, ...]:
    return (*(Problem(id, note) for note in reading.notes), *(Problem(id, advice.why, advice.option) for advice in reading.advice))


def _doubts(id: str, between: carrying.Change) -> Iterator[Problem]:
    """The remark on a text that has hardly anything of the old one."""
    left = sum(run.length for run in between.alignment.runs)
    if left < _HARDLY * len(between.old.text):
        share = f"{left / max(1, len(between.old.text)):.0%}"
        yield Problem(id, f"only {share} of the old text is left in the new one: is it the right file?", "take it back with: qualcode undo")
