"""Files read into drafts with a language for every turn: in turn, or ahead in other processes while the ones before are stored."""

from __future__ import annotations

import os
from collections import Counter, deque
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from functools import partial
from typing import TYPE_CHECKING, TypeVar

from qualcode.errors import Unreadable
from qualcode.importers import _choose as importers
from qualcode.languages import detect
from qualcode.model import UNSURE, Draft, ImportOptions, Reading, Source
from qualcode.text import words_by_turn

if TYPE_CHECKING:
    from concurrent.futures import ProcessPoolExecutor

MANY = 10
"""From so many files on other processes read ahead: starting them takes as long as reading a few."""

_MOST_PROCESSES = 3


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

    def read(self) -> Read:
        """What is in the file, with the language and the words of every turn. Raises Unreadable when nothing of it can be taken."""
        reading = importers.read_source(self.source, self.options)
        drafts = tuple(detect.assign(draft, self.languages) for draft in reading.drafts)
        notes = (*reading.notes, *_as_the_file_says(reading.drafts, drafts, self.languages))
        # Counted here, where it is done beside the storing of the file before.
        return Read(replace(reading, drafts=drafts, notes=notes), tuple(map(words_by_turn, drafts)))


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


def in_turn(jobs: Iterable[tuple[Named, Job]]) -> Iterator[tuple[Named, Result]]:
    """Each job with its result, read when it is asked for."""
    for name, job in jobs:
        yield name, job.read


def ahead(jobs: Iterable[tuple[Named, Job]]) -> Iterator[tuple[Named, Result]]:
    """As `in_turn`, in the same order, read by other processes; no more than a few files are ahead of the one that is asked for."""
    processes = min((os.cpu_count() or 1) - 1, _MOST_PROCESSES)
    if processes < 1:
        yield from in_turn(jobs)
        return
    with _pool(processes) as pool:
        waiting: deque[tuple[Named, Result]] = deque()
        for name, job in jobs:
            waiting.append((name, _result(pool, job)))
            if len(waiting) > 2 * processes:
                yield waiting.popleft()
        yield from waiting


def _result(pool: ProcessPoolExecutor, job: Job) -> Result:
    """The result of a job of the pool. When one of the pool's processes has died, the job gets a process of its own."""
    from concurrent.futures import BrokenExecutor

    try:
        future = pool.submit(job.read)
    except BrokenExecutor:
        return partial(_alone, job)

    def result() -> Read:
        try:
            return future.result()
        except BrokenExecutor:
            return _alone(job)

    return result


def _alone(job: Job) -> Read:
    from concurrent.futures import BrokenExecutor

    with _pool(1) as pool:
        try:
            return pool.submit(job.read).result()
        except BrokenExecutor as error:
            name = job.source.path.name
            raise Unreadable(
                f"{name} made the process that read it stop.", "Save it anew in the program that made it, or as text."
            ) from error


@contextmanager
def _pool(processes: int) -> Iterator[ProcessPoolExecutor]:
    from concurrent.futures import ProcessPoolExecutor
    from multiprocessing import get_context

    # Not forked: a connection to SQLite must not be carried into another process.
    pool = ProcessPoolExecutor(processes, mp_context=get_context("spawn"), initializer=_begin)
    try:
        yield pool
    finally:
        pool.shutdown(cancel_futures=True)


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
