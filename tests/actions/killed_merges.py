"""Merges that are killed while they run, and what must hold of the project then."""

from __future__ import annotations

import random
import signal
import sqlite3
import threading
import time
from contextlib import closing
from pathlib import Path

from qualcode.actions import changing_codebooks
from qualcode.actions.describing_codes import Said as Described
from qualcode.store import checking, codes, codings, corrections, database
from qualcode.store.changes import change
from tests.actions.books import path_of
from tests.actions.copies import copied, lay_out
from tests.store.normalised import Normalised, differences, normalised
from tests.store.processes import started
from tests.store.projects import SCRIPT, Said, Script, anna, bram

State = tuple[Normalised, str, str]
"""What a project holds, and what its codebook file and study.toml say."""

_MERGE = """
import sys
from contextlib import ExitStack
from pathlib import Path
from qualcode.actions import merging
from qualcode.store import database
from tests.store.projects import anna
with ExitStack() as stack, database.opened(Path(sys.argv[1]), write=True) as store:
    work = merging.ready(stack, store, anna(store), [Path(sys.argv[2])])
    print("ready", flush=True)
    work.run()
    print("done", flush=True)
"""


def killed(ours: Path, theirs: Path, after: float | None) -> tuple[bool, float]:
    """Merge in a process of its own and kill it so many seconds after it was ready (None: let it end). Whether it said that it was done, and how long it took."""
    process = started(_MERGE, ours, theirs)
    assert process.stdout is not None
    assert process.stdout.readline() == "ready\n"
    begun = time.monotonic()
    timer = threading.Timer(after or 0.0, process.kill)
    if after is not None:
        timer.start()
    done = process.stdout.readline() == "done\n"
    lasted = time.monotonic() - begun
    timer.cancel()
    _, errors = process.communicate()
    assert process.returncode in {0, -signal.SIGKILL}, errors
    return done, lasted


def state(folder: Path) -> State:
    """What a project holds once it is opened again, and what its files say then. Asserts that it is sound, and that its backups are."""
    for backup in folder.glob("backups/*.db"):
        with closing(sqlite3.connect(backup)) as copy:
            assert copy.execute("PRAGMA integrity_check").fetchone() == ("ok",)
    with database.opened(folder, write=True) as store:
        loaded = codes.loaded(store)
        assert loaded is not None
        assert codes.hash_of(path_of(folder).read_text(encoding="utf-8")) == loaded[0]
        assert not any(checking.check(store).values())
        found = normalised(store)
    return found, path_of(folder).read_text(encoding="utf-8"), (folder / "study.toml").read_text(encoding="utf-8")


def worked_on(folder: Path, number: int) -> tuple[Path, Path]:
    """Two copies of a project that grew apart in codings (so many), in a correction, and in codebook and study: ours and theirs."""
    ours, theirs = lay_out(folder, "ours", "theirs")
    corrected = Script("fg1", (*SCRIPT.turns[:-1], Said("R1", "Ja, zeker.", "nl")), roles={"M": "moderator"}, silent=("R3",))
    chance = random.Random(7)
    with database.opened(theirs, write=True) as store:
        spans = [(start, start + chance.randrange(3, 30)) for start in (chance.randrange(60) for _ in range(number))]
        with change(store, "coding add", coder=bram(store).guid) as made:
            codings.add(made, bram(store), [codings.NewCoding("fg1", "coop.law", *span) for span in spans], origin="manual")
        with change(store, "transcripts correct fg1", coder=anna(store).guid) as made:
            corrections.correct(made, "fg1", corrected.draft())
        changing_codebooks.edit(store, anna(store), "money", Described(definition=("nl=Euro",)))
    study = theirs / "study.toml"
    study.write_text(study.read_text(encoding="utf-8").replace("A small study", "A larger study"), encoding="utf-8")
    with database.opened(ours, write=True) as store:
        changing_codebooks.edit(store, anna(store), "coop.law", Described(definition=("nl=De wet",)))
    return ours, theirs


def happened(folder: Path, before: State, after: State, *, done: bool) -> bool:
    """Whether a merge that was killed has happened. Asserts that all of it has, or nothing; `done`: it has said so."""
    found = state(folder)
    merged = found[1:] == after[1:]
    assert merged or found[1:] == before[1:]
    assert differences(found[0], after[0] if merged else before[0]) == []
    assert merged or not done
    return merged


def again(source: Path, target: Path) -> Path:
    """The same project at another place, as it was."""
    return copied(source, target, own=False)
