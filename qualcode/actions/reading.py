"""Files read into drafts with a language for every turn: in turn, or ahead in other processes while the ones before are stored."""

from __future__ import annotations

import importlib
import os
import sys
from collections import Counter, deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Protocol, TypeVar

from qualcode.errors import QualcodeError, Unreadable
from qualcode.importers import _choose as importers
from qualcode.languages import detect
from qualcode.model import UNSURE, Draft, ImportOptions, Reading, Source
from qualcode.opening import guard
from qualcode.text import pieces_by_turn

if TYPE_CHECKING:
    from concurrent.futures import Future, ProcessPoolExecutor

MANY = 10
"""From so many files on other processes read ahead: starting them takes as long as reading a few."""

_MOST_PROCESSES = 3
_AHEAD = 5
"""How many files at most are ahead of the one that is stored, for each process: it has two at hand."""


@dataclass(frozen=True, slots=True)
class Read:
    """What was read from a file, and how many words each turn of each of its drafts has."""

    reading: Reading
    words: tuple[tuple[int, ...], ...]


@dataclass(frozen=True, slots=True)
class Job:
    """A file to be read, how, and the languages that its turns may be in."""

    source: Source
    options: ImportOptions
    languages: tuple[str, ...]

    @property
    def is_text(self) -> bool:
        """Whether it is plain text, by its name and its beginning."""
        data = self.source.data
        return self.source.path.suffix.casefold() == ".txt" and not guard.form(data) and not guard.is_markup(data[: importers.HEAD])

    def read(self) -> Read:
        """What is in the file, with the language and the words of every turn. Raises Unreadable when nothing of it can be taken."""
        reading = importers.read_source(self.source, self.options)
        apart = tuple(map(pieces_by_turn, reading.drafts))
        drafts = tuple(detect.assign(draft, self.languages, pieces) for draft, pieces in zip(reading.drafts, apart, strict=True))
        notes = (*reading.notes, *_as_the_file_says(reading.drafts, drafts, self.languages))
        # Counted here, where it is done beside the storing of the file before.
        return Read(replace(reading, drafts=drafts, notes=notes), tuple(tuple(turn.words for turn in pieces) for pieces in apart))


def _as_the_file_says(read: Iterable[Draft], judged: Iterable[Draft], languages: tuple[str, ...]) -> list[str]:
    """Notes on the turns whose language the file itself says, and on languages among them that the study does not declare."""
    turns = [turn for draft in read for turn in draft.turns]
    said = sum(map(detect.is_said, turns))
    if not said:
        return []
    others = Counter(turn.language for draft in judged for turn in draft.turns if turn.language not in (*languages, UNSURE))
    notes = [f"Languages that the file says are kept, of {said} of {len(turns)} turns."]
    if others:
        listed = ", ".join(f"{language} ({count})" for language, count in others.most_common())
        notes.append(f"Turns in languages that study.toml does not declare: {listed}.")
    return notes


Named = TypeVar("Named")
Result = Callable[[], Read]
"""Gives what was read, or raises Unreadable; to be asked for before the next file is."""


class Reader(Protocol):
    """Each job with its result, in the same order."""

    def __call__(self, jobs: Iterable[tuple[Named, Job]], /) -> Iterator[tuple[Named, Result]]:
        """The jobs by whatever names them; what cannot be read raises when its result is asked for."""


def in_turn(jobs: Iterable[tuple[Named, Job]]) -> Iterator[tuple[Named, Result]]:
    """Each job with its result, read when it is asked for."""
    for name, job in jobs:
        yield name, job.read


@contextmanager
def reader(files: int) -> Iterator[Reader]:
    """How to read so many files: many are read ahead by other processes, while the ones before are stored; a few in turn.

    To be entered before a project is opened: the processes may be copies of this one, and a connection to SQLite must not be copied. Where
    they cannot be, they import the main module of this one: it must be one that can be imported.
    """
    processes = min((os.cpu_count() or 1) - 1, _MOST_PROCESSES)
    if files < MANY or processes < 1:
        yield in_turn
        return
    readers = _Readers(processes)
    try:
        yield readers.ahead
    finally:
        readers.end()


class _Readers:
    """Processes that read; when a file ends one of them, there are others for the next files."""

    def __init__(self, processes: int) -> None:
        self.processes = processes
        self.pool = _pool(processes, copied=True)

    def ahead(self, jobs: Iterable[tuple[Named, Job]], /) -> Iterator[tuple[Named, Result]]:
        """As `in_turn`; no more than a few files are ahead of the one that is asked for."""
        waiting: deque[tuple[Named, _Waiting]] = deque()
        for name, job in jobs:
            waiting.append((name, _Waiting(job, self._submitted(job))))
            if len(waiting) > _AHEAD * self.processes:
                _help([one for _, one in waiting])
                first, one = waiting.popleft()
                yield first, one.result
        for name, one in waiting:
            yield name, one.result

    def end(self) -> None:
        self.pool.shutdown(cancel_futures=True)

    def _submitted(self, job: Job) -> Future[Read]:
        from concurrent.futures import BrokenExecutor

        try:
            return self.pool.submit(job.read)
        except BrokenExecutor:
            self.end()
            self.pool = _pool(self.processes)
            return self.pool.submit(job.read)


@dataclass(slots=True)
class _Waiting:
    """A job that another process reads, or this one has read."""

    job: Job
    future: Future[Read]

    def result(self) -> Read:
        """What was read, as soon as it is there."""
        from concurrent.futures import BrokenExecutor

        try:
            return self.future.result()
        except BrokenExecutor:
            return _alone(self.job)

    def read(self) -> None:
        """Read it here, if it is a text and no other process has begun with it: Python alone reads texts, and no file can end it."""
        from concurrent.futures import Future

        if self.job.is_text and self.future.cancel():
            self.future = Future()
            try:
                self.future.set_result(self.job.read())
            except QualcodeError as error:
                self.future.set_exception(error)


def _help(waiting: Sequence[_Waiting]) -> None:
    """While the first file is not read yet, read the last ones here: where there are few cores, storing takes less time than reading."""
    for one in reversed(waiting):
        if waiting[0].future.done():
            break
        one.read()


def _alone(job: Job) -> Read:
    """What a process of its own reads. Raises Unreadable when the file ends that."""
    from concurrent.futures import BrokenExecutor

    with _pool(1) as pool:
        try:
            return pool.submit(job.read).result()
        except BrokenExecutor as error:
            name = job.source.path.name
            raise Unreadable(
                f"{name} made the process that read it stop.", "Save it anew in the program that made it, or as text."
            ) from error


def _pool(processes: int, *, copied: bool = False) -> ProcessPoolExecutor:
    """Processes that read; `copied`: begun now as copies of this one where that is safe, which takes a tenth of the time of starting them."""
    from concurrent.futures import ProcessPoolExecutor
    from multiprocessing import get_context
    from threading import active_count

    # A copy has one thread, and may wait for ever for what another one held; on a Mac its libraries may not be used in a copy.
    copied = copied and sys.platform == "linux" and active_count() == 1
    if copied:
        importlib.import_module("qualcode.importers._speakers")
    pool = ProcessPoolExecutor(processes, mp_context=get_context("fork" if copied else "spawn"), initializer=_begin)
    if copied:
        pool.submit(int)
    return pool


def _speakers() -> None:
    """Nearly every form needs these: they are made ready while the project is opened."""
    importlib.import_module("qualcode.importers._speakers")


def _begin() -> None:
    """What a process does first: leave Ctrl-C to the one that started it, and end with that one, however it ends."""
    import gc
    import signal
    from multiprocessing import parent_process
    from threading import Thread

    signal.signal(signal.SIGINT, signal.SIG_IGN)
    gc.set_threshold(100_000, 50, 50)
    parent = parent_process()
    assert parent is not None

    def leave() -> None:
        parent.join()
        os._exit(1)

    Thread(target=leave, daemon=True).start()
