"""Copies of a project brought together: what would come in, and doing it."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Sequence
from contextlib import ExitStack
from dataclasses import dataclass, replace
from pathlib import Path

from qualcode.actions import uniting_codebooks, uniting_studies
from qualcode.errors import QualcodeError
from qualcode.model import Codebook, Coder
from qualcode.store import backups, codebook_file, codes, foreign, study_log
from qualcode.store.changes import Change, change
from qualcode.store.database import FILE_NAME, Store, explained
from qualcode.store.merging import asked, copies
from qualcode.store.merging.asked import Asked
from qualcode.store.merging.causes import Causes
from qualcode.store.merging.copies import Brought
from qualcode.store.merging.log import as_json
from qualcode.store.merging.rows import Read, proper_name

ALIKE = "alike"
JOIN, APART = "join", "apart"


@dataclass(frozen=True)
class Outcome:
    """What a merge does: what comes in, whether codebook and study become others, how many questions wait then, and the backup made before."""

    brought: Brought
    codebook: bool
    study: bool
    questions: int
    backup: Path | None = None

    @property
    def nothing(self) -> bool:
        """Whether everything is here already."""
        return not self.brought.arrived and not self.codebook and not self.study


@dataclass(frozen=True)
class Doubts:
    """What people should know of copies before they are brought in: files of copies, and of their codebooks.

    `unloaded` are codebook files that say something else than their projects: that does not come along. `apart` are those that are no copies of
    this project, but of one that was begun apart.
    """

    unloaded: Sequence[Path]
    apart: Sequence[Path]


class Merge:
    """Some copies, looked through and ready to be brought into a project; they may be gone from where they lay."""

    def __init__(
        self, store: Store, coder: Coder, names: Sequence[str], other: Store, brought: Sequence[copies.Copy], *, doubts: Doubts
    ) -> None:
        self._store = store
        self._coder = coder
        self._command = f"merge {' '.join(names)}"
        self._other = other
        self._copies = brought
        self.doubts = doubts

    def preview(self) -> Outcome:
        """What would come in; nothing changes."""
        found: list[Outcome] = []
        study = self._store.study
        with explained(self._store.path), copies.attached(self._store, self._other), self._store.rehearsal():
            found.append(self._merge())
        self._store.study = study
        return found[0]

    def run(self) -> Outcome:
        """Bring the copies in, after a backup, in one transaction. Raises QualcodeError when they cannot be; then nothing is merged."""
        backup = backups.make(self._store, "before-merge")
        with explained(self._store.path), copies.attached(self._store, self._other):
            with self._store.transaction():
                found = self._merge()
                codebook_file.prepare(self._store)
            codebook_file.finished(self._store)
            study_log.finished(self._store)
        if found.nothing:
            backup.unlink()
            return found
        return replace(found, backup=backup)

    def _merge(self) -> Outcome:
        store = self._store
        other_codebook = False

        def codebook(made: Change) -> None:
            nonlocal other_codebook
            other_codebook = uniting_codebooks.settle(made, books, file_name=_file_name(store, self._other))

        if codes.is_loaded(store):
            codebook_file.in_use(store)
        study_log.note(store)
        with change(store, self._command, coder=self._coder.guid) as made:
            arrived = copies.unite(store, _reader(store))
            causes = Causes(store)
            books, studies = uniting_codebooks.Books(store, causes), uniting_studies.Studies(store, causes)
            brought = copies.settle(made, self._copies, arrived, codebook)
            other_study = uniting_studies.settle(store, studies)
            asked.ask(store, _questions(store, causes, books, studies))
            _check(store)
        return Outcome(brought, other_codebook, other_study, len(asked.waiting(store)))


def _reader(store: Store) -> Read:
    from qualcode.actions import keeping
    from qualcode.codebook import reading

    shelf = keeping.shelf(store.folder)

    def read(text: str, name: str) -> Codebook:
        return reading.grown(text, name, shelf).book

    return read


def _file_name(store: Store, other: Store) -> str:
    """Where the codebook lies here: where it lay, else where the copy has it."""
    version = codes.loaded(store) or codes.loaded(other)
    return version[1] if version else store.study.codebook


def _questions(store: Store, causes: Causes, books: uniting_codebooks.Books, studies: uniting_studies.Studies) -> Iterator[Asked]:
    yield from asked.questions(store, causes)
    yield from studies.questions()
    for conflict in (*uniting_codebooks.conflicts(books), *uniting_codebooks.removed(books)):
        yield Asked(conflict.about, conflict.choices)
    if codes.is_loaded(store):
        for one, other in uniting_codebooks.alike(codes.book(store)):
            yield Asked(as_json({"what": ALIKE, "codes": [one, other]}), ((JOIN, "they are one code"), (APART, "they are two codes")))


def _check(store: Store) -> None:
    """Raises QualcodeError where codings would be seen no more: that is never what a merge may come to."""
    hidden = codes.without_code(store)
    if hidden:
        raise QualcodeError(f"After the merge codings would be without a code: {', '.join(hidden)}.", "Nothing was merged.")


def ready(stack: ExitStack, store: Store, coder: Coder, files: Sequence[Path]) -> Merge:
    """Copies to be brought in, looked through: files made with `share`, and folders or databases of projects.

    Raises QualcodeError for what is none of these, is damaged, or comes from a newer version.
    """
    own = copies.copy_of(store)
    first = stack.enter_context(foreign.taken(files[0]))
    study_log.note(first)
    found = [copies.copy_of(first)]
    unloaded = [*_unloaded(files[0], first)]
    apart = [files[0]] if _is_apart(store, first) else []
    for file in files[1:]:
        # All are made one first, so that what comes in comes in at once.
        with foreign.taken(file) as other:
            study_log.note(other)
            found.append(copies.copy_of(other))
            unloaded += _unloaded(file, other)
            apart += [file] if _is_apart(store, other) else []
            with copies.attached(first, other):
                copies.collect(first, _reader(store))
    names = [file.name or str(file) for file in files]
    return Merge(store, coder, names, first, [copy for copy in found if copy.guid != own.guid], doubts=Doubts(unloaded, apart))


def _is_apart(store: Store, other: Store) -> bool:
    began = "SELECT value FROM project WHERE key = 'project'"
    return bool(store.value(began) != other.value(began))


def _unloaded(file: Path, other: Store) -> Iterator[Path]:
    """The codebook file in the folder of a project that is brought in, when it is not the version in use there."""
    folder = file if file.is_dir() else file.parent
    version = codes.loaded(other)
    if version is None or not proper_name(version[1]) or not (folder / FILE_NAME).is_file() or file.suffix == foreign.SUFFIX:
        return
    path = folder / version[1]
    if path.is_file():
        with path.open("rb") as read:
            if hashlib.file_digest(read, "sha256").hexdigest() != version[0]:
                yield path
