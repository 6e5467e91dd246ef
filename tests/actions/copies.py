"""Copies of one project, worked on apart, and brought together in this order and that."""

from __future__ import annotations

import shutil
import sqlite3
import tempfile
from collections.abc import Iterator
from contextlib import ExitStack, closing, contextmanager
from functools import cache
from pathlib import Path

from qualcode.actions import merging, settling
from qualcode.actions.merging import Outcome
from qualcode.model import Coder
from qualcode.store import checking, clock, codings, database
from qualcode.store.database import Store
from qualcode.store.merging import asked
from tests.actions.books import with_book
from tests.store.normalised import Normalised, normalised
from tests.store.projects import SCRIPT, Said, Script, anna, bram, code, coded

SECOND = Script(
    "in1", (Said("R9", "Zeker nodig, dat zwijgen. Absolument, oui.", "nl"), Said("INT", "Waarom is dat zo?", "nl")), kind="interview"
)


@cache
def _template() -> Path:
    folder = Path(tempfile.mkdtemp(prefix="qualcode-copies-"))
    with with_book(folder / "study", SCRIPT, SECOND) as store:
        code(store, coded(SCRIPT, "money", "vertrouwen geen hulp"))
        code(store, coded(SCRIPT, "coop.secrecy", "secret partagé", "let op"), coder=bram(store))
    return folder / "study"


def lay_out(folder: Path, *names: str) -> list[Path]:
    """Copies of a project with two coders, a codebook file, two transcripts and a coding of each coder: each a copy of its own."""
    return [copied(_template(), folder / name) for name in names]


def copied(source: Path, target: Path, *, own: bool = True) -> Path:
    """A copy of a project's folder; `own`: with a GUID of its own, as `init --from` gives it."""
    shutil.copytree(source, target)
    if own:
        with closing(sqlite3.connect(target / database.FILE_NAME)) as connection:
            connection.execute("UPDATE project SET value = ? WHERE key = 'copy'", (clock.uuid7(),))
            connection.commit()
    return target


def merge(into: Path, *copies: Path) -> Outcome:
    """Bring copies into a project, by anna; there is no backup then."""
    with ExitStack() as stack, database.opened(into, write=True) as store:
        found = merging.ready(stack, store, anna(store), copies).run()
    shutil.rmtree(into / "backups")
    return found


def held(folder: Path) -> Normalised:
    """What a project holds, once it is proved sound."""
    with database.opened(folder) as store:
        problems = [str(problem) for found in checking.check(store).values() for problem in found]
        assert problems == []
        return normalised(store)


@contextmanager
def at_work(folder: Path) -> Iterator[tuple[Store, Coder]]:
    """A copy in which anna works."""
    with database.opened(folder, write=True) as store:
        yield store, anna(store)


def there(folder: Path) -> dict[str, tuple[str, str]]:
    """The code and the note of each coding."""
    with database.opened(folder) as store:
        return {coding.guid: (coding.code, coding.note) for coding in codings.all_of(store)}


def questions(folder: Path) -> list[asked.Waiting]:
    with database.opened(folder) as store:
        return asked.waiting(store)


def answered(folder: Path, choice: str) -> None:
    """The only question that waits gets this answer."""
    with at_work(folder) as (store, coder):
        (question,) = asked.waiting(store)
        settling.settle(store, coder, question, choice)
        assert asked.waiting(store) == []
