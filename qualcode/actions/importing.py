"""Bringing transcripts in: each file whole in one transaction, or not at all."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager, nullcontext, suppress
from dataclasses import dataclass, field, replace
from pathlib import Path

from qualcode import study as studies
from qualcode.actions import selecting, sheets
from qualcode.errors import Problem, QualcodeError, unknown
from qualcode.importers import _choose as importers
from qualcode.languages import detect
from qualcode.model import KINDS, Coder, Draft, DraftParticipant, ImportOptions, Progress, TranscriptKind, no_progress
from qualcode.store import transcripts
from qualcode.store.changes import change
from qualcode.store.database import Store
from qualcode.text import canonical, slug

VARIABLES_FILE = "transcripts.csv"
RESERVED = frozenset({"readme.md", VARIABLES_FILE, "codings.csv"})
"""Names that are no transcripts in a folder."""

_OWN_COLUMNS = {"file", "kind", "id"}


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
    """What an import did: what came in, what was left aside and why, which files could not be read, what could not be kept, and remarks."""

    arrived: list[Arrival] = field(default_factory=list)
    skipped: list[Problem] = field(default_factory=list)
    failed: list[Problem] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    notes: list[Problem] = field(default_factory=list)


def run(
    store: Store,
    coder: Coder,
    paths: Iterable[Path],
    options: ImportOptions,
    *,
    tags: Iterable[tuple[str, str]] = (),
    dry_run: bool = False,
    progress: Progress = no_progress,
) -> Outcome:
    """Import files and the files of folders. Good files are in when it returns, bad ones are listed; `dry_run` reads and changes nothing.

    Raises QualcodeError before anything is changed for a path that is not there, an unknown variable or value, and a transcripts.csv
    that cannot be understood.
    """
    given = selecting.values(store.study, dict(tags))
    outcome = Outcome()
    files = list(_files(paths, outcome))
    if options.identifier and len(files) != 1:
        raise QualcodeError("--id names one transcript, but several files are given.", "Import them one by one, or leave --id out.")
    beside = {folder: _variables_file(store, folder, outcome) for folder in dict.fromkeys(file.parent for file in files)}
    with suppress(_NotMeant), store.transaction() if dry_run else nullcontext():
        for at, file in enumerate(files):
            progress(at, len(files), file.name)
            try:
                _File(store, coder, file, options, beside[file.parent].get(canonical(file.name)[0], {}), given, outcome).take()
            except QualcodeError as error:
                outcome.failed.append(Problem(str(file), error.message.removeprefix(f"{file.name} "), error.hint))
        if dry_run:
            raise _NotMeant
    progress(len(files), len(files), "")
    return outcome


class _NotMeant(Exception):
    """Takes back what was done to see what would happen."""


def _files(paths: Iterable[Path], outcome: Outcome) -> Iterator[Path]:
    known = importers.suffixes()
    for path in paths:
        if not path.exists():
            raise QualcodeError(f"There is no file or folder {path}.", "Check the name; nothing was imported.")
        if not path.is_dir():
            yield path
            continue
        for file in sorted(path.iterdir()):
            if file.is_dir() or file.name.startswith((".", "~$")):
                continue
            if file.name.casefold() in RESERVED:
                outcome.skipped.append(Problem(str(file), "is not a transcript by its name"))
            elif file.suffix.casefold() not in known:
                outcome.skipped.append(Problem(str(file), "is of a form that is not read", f"forms that are: {' '.join(sorted(known))}"))
            else:
                yield file


def _variables_file(store: Store, folder: Path, outcome: Outcome) -> dict[str, dict[str, str]]:
    """What transcripts.csv says of each file: variables by id, and `kind` and `id` where it has these columns."""
    path = folder / VARIABLES_FILE
    if not path.is_file():
        return {}
    sheet = sheets.read(path)
    if "file" not in sheet.columns:
        raise QualcodeError(f"{path} has no column `file`.", "Its first line names the columns: file,region,sector,phase")
    with _at(f"{path}:1"):
        columns = [name if name in _OWN_COLUMNS else studies.variable(store.study, name).name for name in sheet.columns]
    found: dict[str, dict[str, str]] = {}
    for number, row in sheet.rows:
        said = {name: cell.strip() for name, cell in zip(columns, row, strict=True) if cell.strip()}
        own = {name: said[name] for name in said if name in _OWN_COLUMNS}
        with _at(f"{path}:{number}"):
            if own.get("file", "") in {"", *found}:
                what = f"{own['file']} is named a second time" if "file" in own else "the row names no file"
                raise QualcodeError(f"{what}.", "Give every row a file of its own.")
            if own.get("kind", KINDS[0]) not in KINDS:
                raise unknown("kind", own["kind"], KINDS)
            found[own["file"]] = own | selecting.values(store.study, {name: said[name] for name in said if name not in own})
    there = {canonical(file.name)[0] for file in folder.iterdir()}
    outcome.notes += [Problem(str(path), f"{name} is not in this folder") for name in found if name not in there]
    return found


@contextmanager
def _at(where: str) -> Iterator[None]:
    """Errors get their place before them."""
    try:
        yield
    except QualcodeError as error:
        raise QualcodeError(f"{where}: {error.message}", error.hint) from error


@dataclass(frozen=True, slots=True)
class _File:
    """One file on its way in. `beside` is what transcripts.csv says of it, `given` the variables that the command says."""

    store: Store
    coder: Coder
    path: Path
    options: ImportOptions
    beside: Mapping[str, str]
    given: Mapping[str, str]
    outcome: Outcome

    def take(self) -> None:
        """Read the file and store its transcripts in one transaction."""
        source = importers.open_source(self.path)
        sha256 = hashlib.sha256(source.data).hexdigest()
        known = transcripts.known_file(self.store, sha256)
        if known:
            self.outcome.skipped.append(Problem(str(self.path), f"is in the project already, as {', '.join(known)}"))
            return
        reading = importers.read_source(source, self._options())
        problems = list(reading.problems)
        ids = self._ids(reading.drafts)
        drafts = [detect.assign(draft, self.store.study.languages) for draft in reading.drafts]
        tagged = [self._variables(draft, problems) for draft in drafts]
        with change(self.store, f"import {self.path.name}", coder=self.coder.guid) as made:
            for id, draft, variables in zip(ids, drafts, tagged, strict=True):
                transcripts.add(made, draft, slug=id, file_name=self.path.name, sha256=sha256, variables=variables)
        for id, draft, tags in zip(ids, drafts, tagged, strict=True):
            said = transcripts.words_by_language(self.store, id)
            self.outcome.arrived.append(Arrival(id, self.path, draft.kind, draft.participants, len(draft.turns), said, tags))
        self.outcome.problems += [self._placed(problem) for problem in problems]
        self.outcome.notes += [Problem(self.path.name, note) for note in reading.notes]

    def _options(self) -> ImportOptions:
        kind = self.options.kind or self.beside.get("kind")
        if kind is not None and kind not in KINDS:
            raise unknown("kind", kind, KINDS)
        return replace(self.options, kind=kind, variables=tuple(studies.headings(self.store.study)))  # type: ignore[arg-type]

    def _placed(self, problem: Problem) -> Problem:
        where = f"{self.path.name}, {problem.where}" if problem.where else self.path.name
        return Problem(where, problem.message, problem.fix)

    def _ids(self, drafts: Iterable[Draft]) -> list[str]:
        """The ids of the parts of a file; parts with the same name are told apart by their number."""
        ids: list[str] = []
        for draft in drafts:
            id = self._id(draft)
            ids.append(f"{id}-{draft.part + 1}" if id in ids else id)
        return ids

    def _id(self, draft: Draft) -> str:
        id = self.options.identifier or self.beside.get("id") or slug(self.path.stem)
        if draft.name:
            id = f"{id}-{slug(draft.name) or draft.part + 1}"
        if not id or slug(id) != id:
            raise QualcodeError(f"{id or self.path.name} makes no id.", "Give one of small letters, digits and `-` with --id.")
        if transcripts.taken(self.store, id):
            raise QualcodeError(
                f"There is a transcript {id} already, with another content.",
                "Give this one a name of its own with --id, or remove the other.",
            )
        return id

    def _variables(self, draft: Draft, problems: list[Problem]) -> dict[str, str]:
        """A draft's variables: what the file says, over that transcripts.csv, over that the command."""
        found: dict[str, str] = {}
        known = studies.headings(self.store.study)
        for name, said in draft.variables.items():
            try:
                found.update(selecting.values(self.store.study, {known.get(studies.alike(name, known) or "", name): said}))
            except QualcodeError as error:
                problems.append(Problem(draft.name, f"{name} is not taken as a variable: {error.message}", error.hint))
        found.update({name: value for name, value in self.beside.items() if name not in _OWN_COLUMNS})
        found.update(self.given)
        return found
