"""Bringing transcripts in: each file whole in one transaction, or not at all."""

from __future__ import annotations

import hashlib
import os
import shlex
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager, nullcontext
from dataclasses import dataclass, field, replace
from pathlib import Path

from qualcode import study as studies
from qualcode.actions import beside, previewing, reading, selecting
from qualcode.actions.beside import Facts
from qualcode.actions.previewing import Preview
from qualcode.actions.reading import Job, Read, Reader, Result
from qualcode.errors import Problem, QualcodeError, Unusable, unknown
from qualcode.importers import _choose as importers
from qualcode.model import KINDS, UNSURE, Coder, Draft, DraftParticipant, ImportOptions, Progress, TranscriptKind, no_progress
from qualcode.store import transcripts
from qualcode.store.changes import change
from qualcode.store.database import Store
from qualcode.text import one_line, slug

VARIABLES_FILE = beside.FILE_NAME
RESERVED = frozenset({"readme.md", VARIABLES_FILE, "codings.csv", "findings.csv"})
"""Names that are no transcripts in a folder."""
_DEVICES = frozenset({"con", "prn", "aux", "nul", *(f"{port}{number}" for port in ("com", "lpt") for number in range(1, 10))})


@dataclass(frozen=True, slots=True)
class Arrival:
    """A transcript that came in: its id, what it was read from, its speakers, how many turns, and the variables it is tagged with.

    `words` are those of participants, by language. Its text is left to the store: there may be a thousand of them.
    """

    id: str
    file: Path
    kind: TranscriptKind
    participants: tuple[DraftParticipant, ...]
    turns: int
    words: Mapping[str, int]
    variables: Mapping[str, str] = field(default_factory=dict)


@dataclass
class Outcome:
    """What an import did: what came in, what was left aside and why, which files could not be read, what could not be kept, and remarks.

    `advice` are remarks whose `fix` is an option that may read the file better; `previews` are there after a dry run.
    """

    arrived: list[Arrival] = field(default_factory=list)
    skipped: list[Problem] = field(default_factory=list)
    failed: list[Problem] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    notes: list[Problem] = field(default_factory=list)
    advice: list[Problem] = field(default_factory=list)
    previews: list[Preview] = field(default_factory=list)


def run(
    store: Store,
    coder: Coder,
    paths: Iterable[Path],
    options: ImportOptions,
    *,
    tags: Iterable[tuple[str, str]] = (),
    dry_run: bool = False,
    reader: Reader = reading.in_turn,
    progress: Progress = no_progress,
) -> Outcome:
    """Import files and the files of folders. Good files are in when it returns, bad ones are listed; `dry_run` reads and changes nothing.

    `reader` is how files are read (`reading.reader`).
    Raises QualcodeError before anything is changed for a path that is not there, an unknown variable or value, and a transcripts.csv
    that cannot be understood.
    """
    importers.check(options)
    given = selecting.values(store.study, dict(tags))
    outcome = Outcome()
    files = list(_files(paths, outcome))
    if options.identifier and len(files) != 1:
        raise QualcodeError("--id names one transcript, but several files are given.", "Import them one by one, or leave --id out.")
    said: dict[Path, dict[str, Facts]] = {}
    for folder in dict.fromkeys(file.parent for file in files):
        said[folder], missing = beside.read(store.study, folder)
        outcome.notes += missing
    with store.rehearsal() if dry_run else nullcontext():
        facts = [said[path.parent].get(one_line(path.name), Facts()) for path in files]
        arriving = [_File(store, coder, path, options, each, given, outcome, dry_run) for path, each in zip(files, facts, strict=True)]
        jobs = (((at, file, sha256), job) for at, file in enumerate(arriving) for sha256, job in file.opened())
        for (at, file, sha256), result in reader(jobs):
            progress(at, len(files), file.path.name)
            file.take(sha256, result)
    progress(len(files), len(files), "")
    return outcome


def number_of_files(paths: Iterable[Path]) -> int:
    """How many files there are to be read. Raises QualcodeError for a path that is not there."""
    return sum(1 for _ in _files(paths, Outcome()))


def _files(paths: Iterable[Path], outcome: Outcome) -> Iterator[Path]:
    known = importers.suffixes()
    for path in paths:
        if not path.exists():
            raise QualcodeError(f"There is no file or folder {path}.", "Check the name; nothing was imported.")
        given = not path.is_dir()
        for file in [path] if given else sorted(path.iterdir()):
            if not given and (file.is_dir() or file.name.startswith((".", "~$"))):
                continue
            if not given and _leads_out(file, path):
                fix = "if it is a transcript, give its name too, or put it here"
                outcome.skipped.append(Problem(str(file), "is a link that leads out of the folder", fix))
                continue
            if file.name.casefold() in RESERVED:
                outcome.skipped.append(Problem(str(file), "is not a transcript by its name"))
            elif not given and file.suffix.casefold() not in known:
                outcome.skipped.append(Problem(str(file), "is of a form that is not read", f"forms that are: {' '.join(sorted(known))}"))
            else:
                yield file


def _leads_out(file: Path, folder: Path) -> bool:
    """Whether a file of a folder is a link to what lies elsewhere: a folder that somebody sent may hold links to anything."""
    return file.is_symlink() and not Path(os.path.realpath(file)).is_relative_to(os.path.realpath(folder))


@dataclass(frozen=True, slots=True)
class _File:
    """One file on its way in, or on a `dry_run`. `facts` are what transcripts.csv says of it, `given` the variables that the command says."""

    store: Store
    coder: Coder
    path: Path
    options: ImportOptions
    facts: Facts
    given: Mapping[str, str]
    outcome: Outcome
    dry_run: bool

    @property
    def name(self) -> str:
        """The file's name as it is kept."""
        return one_line(self.path.name)

    def opened(self) -> Iterator[tuple[str, Job]]:
        """The sha256 of the file, and how to read it; nothing for one that cannot be opened or is in the project, which the outcome says.

        A dry run reads what is in the project too.
        """
        with self._failing():
            source = importers.open_source(self.path)
            sha256 = hashlib.sha256(source.data).hexdigest()
            if self.dry_run or not self._known(sha256):
                yield sha256, Job(source, self._options(), self.store.study.languages)

    def take(self, sha256: str, result: Result) -> None:
        """Store the transcripts of the file in one transaction; the outcome says what came of it."""
        with self._failing():
            read = result()
            reading = read.reading
            # A file before this one may have been its copy.
            ids = self._known(sha256) or self._store(sha256, read)
            if self.dry_run:
                named = ids if len(ids) == len(reading.drafts) else [slug(draft.name) or ids[0] for draft in reading.drafts]
                self.outcome.previews.append(previewing.preview(self.path, reading, named))

    @contextmanager
    def _failing(self) -> Iterator[None]:
        """Errors are listed with the files that could not be read."""
        try:
            yield
        except Unusable:
            raise
        except QualcodeError as error:
            self.outcome.failed.append(Problem(str(self.path), error.message.removeprefix(f"{self.path.name} "), error.hint))

    def _known(self, sha256: str) -> list[str]:
        """The ids of the transcripts of the project with the content of the file; the outcome says so."""
        known = transcripts.known_file(self.store, sha256)
        if known:
            self.outcome.skipped.append(Problem(str(self.path), f"is in the project already, as {', '.join(known)}"))
        return known

    def _store(self, sha256: str, read: Read) -> list[str]:
        reading = read.reading
        problems = list(reading.problems)
        ids = self._ids(reading.drafts)
        problems += self._strangers(reading.drafts)
        drafts = [self._speakers(draft, problems) for draft in reading.drafts]
        tagged = [self._variables(draft, problems) for draft in drafts]
        with change(self.store, f"import {self.name}", coder=self.coder.guid) as made:
            for id, draft, words, variables in zip(ids, drafts, read.words, tagged, strict=True):
                transcripts.add(made, draft, words, slug=id, file_name=self.name, sha256=sha256, variables=variables)
        for id, draft, words, variables in zip(ids, drafts, read.words, tagged, strict=True):
            said = _by_language(draft, words)
            self.outcome.arrived.append(Arrival(id, self.path, draft.kind, draft.participants, len(draft.turns), said, variables))
        self.outcome.problems += [self._placed(problem) for problem in problems]
        self.outcome.notes += [Problem(self.name, note) for note in reading.notes]
        self.outcome.advice += [Problem(self.name, advice.why, advice.option) for advice in reading.advice]
        self.outcome.notes += [note for id, draft in zip(ids, drafts, strict=True) for note in _unsure(id, draft)]
        return ids

    def _options(self) -> ImportOptions:
        kind = self.options.kind or self.facts.kind or None
        if kind is not None and kind not in KINDS:
            raise unknown("kind", kind, KINDS)
        aliases = {**self.facts.aliases, **self.options.aliases}
        return replace(self.options, kind=kind, aliases=aliases, variables=tuple(studies.headings(self.store.study)))  # type: ignore[arg-type]

    def _placed(self, problem: Problem) -> Problem:
        where = f"{self.name}, {problem.where}" if problem.where else self.name
        return Problem(where, problem.message, problem.fix)

    def _ids(self, drafts: Iterable[Draft]) -> list[str]:
        """The ids of the parts of a file; parts with the same name are told apart by their number."""
        ids: list[str] = []
        for draft in drafts:
            id = self._id(draft)
            ids.append(f"{id}-{draft.part + 1}" if id in ids else id)
        return ids

    def _id(self, draft: Draft) -> str:
        part = self.facts.part(draft)
        id = part.id or self.options.identifier or self.facts.id or slug(self.path.stem)
        # What is written under this name later must be a file on Windows too, and no device.
        id = f"{id}-file" if id in _DEVICES and not self.options.identifier else id
        if draft.name and not part.id:
            id = f"{id}-{slug(draft.name) or draft.part + 1}"
        if not id or slug(id) != id:
            raise QualcodeError(f"{id or self.name} makes no id.", "Give one of small letters, digits and `-` with --id.")
        if transcripts.taken(self.store, id):
            raise self._taken(id)
        return id

    def _taken(self, id: str) -> QualcodeError:
        """What is said of a file whose transcript would have the id of another one."""
        file = shlex.quote(str(self.path))
        own = f"qualcode import {file} --id {slug(self.path.stem) or id}-{slug(self.path.suffix) or 2}"
        before = next((arrival.file.name for arrival in self.outcome.arrived if arrival.id == id), "")
        if before:
            same = f"If both are the same session, keep one of them out. If not: {own}"
            return QualcodeError(f"would be called {id} as {before} is, which was read just before.", same)
        corrected = f"If this is it corrected: qualcode transcripts correct {id} {file}. If it is another one: {own}"
        return QualcodeError(f"There is a transcript {id} already, with another content.", corrected)

    def _variables(self, draft: Draft, problems: list[Problem]) -> dict[str, str]:
        """A draft's variables: what the file says, over that transcripts.csv, of the file and of the part, over that the command."""
        said = self._said(draft.name, draft.variables, problems)
        return {**said, **self.facts.variables, **self.facts.part(draft).variables, **self.given}

    def _said(self, where: str, variables: Mapping[str, str], problems: list[Problem]) -> dict[str, str]:
        """The variables that a file says, by their names in the study; what the study does not know of them is listed."""
        found: dict[str, str] = {}
        known = studies.headings(self.store.study)
        for name, said in variables.items():
            try:
                found.update(selecting.values(self.store.study, {known.get(studies.alike(name, known) or "", name): said}))
            except QualcodeError as error:
                problems.append(Problem(where, f"{name} is not taken as a variable: {error.message}", error.hint))
        return found

    def _strangers(self, drafts: Sequence[Draft]) -> Iterator[Problem]:
        """The parts and speakers of transcripts.csv that the file does not have."""
        parts = f"its parts: {', '.join(draft.name for draft in drafts)}" if len(drafts) > 1 else "it is one transcript"
        for name in self.facts.unknown_parts(drafts):
            yield Problem(VARIABLES_FILE, f"part {name} is not in this file", parts)
        for facts, where, found in [(self.facts, "file", drafts), *((self.facts.part(draft), "part", [draft]) for draft in drafts)]:
            there = sorted({one.label for draft in found for one in draft.participants})
            for label in facts.speakers:
                if label not in there:
                    yield Problem(VARIABLES_FILE, f"speaker {label} is not in this {where}", f"its speakers: {', '.join(there)}")

    def _speakers(self, draft: Draft, problems: list[Problem]) -> Draft:
        """The draft with its speakers' variables: what the file says, over that transcripts.csv."""
        beside = {**self.facts.speakers, **self.facts.part(draft).speakers}
        participants = []
        for one in draft.participants:
            where = ", ".join(filter(None, (draft.name, f"speaker {one.label}")))
            variables = {**self._said(where, one.variables, problems), **beside.get(one.label, {})}
            participants.append(replace(one, variables=variables))
        return replace(draft, participants=tuple(participants))


def _by_language(draft: Draft, words: Sequence[int]) -> dict[str, int]:
    """How many words the participants say in each language that is spoken."""
    participants = {one.label for one in draft.participants if one.role == "participant"}
    said: Counter[str] = Counter()
    for turn, number in zip(draft.turns, words, strict=True):
        if turn.speaker in participants:
            said[turn.language] += number
    return said


_LISTED = 5


def _unsure(id: str, draft: Draft) -> list[Problem]:
    """The note on turns whose language nobody could tell; none when there are none."""
    numbers = [number for number, turn in enumerate(draft.turns, 1) if turn.language == UNSURE]
    if not numbers:
        return []
    listed = ", ".join(map(str, numbers[:_LISTED])) + (f" and {len(numbers) - _LISTED} more" if len(numbers) > _LISTED else "")
    said = f"{len(numbers)} of {len(draft.turns)} turns could be of any language ({UNSURE}): {listed}"
    return [Problem(id, said, f"say which: qualcode transcripts tag {id} --turn {numbers[0]} --language CODE")]
