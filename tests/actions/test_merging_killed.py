"""A merge that is killed at any moment has happened or not: database, codebook file and study together."""

from __future__ import annotations

import random
import signal
import threading
import time
from pathlib import Path

import pytest

from qualcode.actions import changing_codebooks
from qualcode.actions.describing_codes import Said as Described
from qualcode.store import codes, database
from tests.actions.books import path_of
from tests.actions.copies import copied, held, lay_out, merge
from tests.store.normalised import Normalised, differences, normalised
from tests.store.processes import started
from tests.store.projects import SCRIPT, anna, code, coded

pytestmark = pytest.mark.thorough

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
    done = "done\n" in process.stdout.read()
    lasted = time.monotonic() - begun
    timer.cancel()
    _, errors = process.communicate()
    assert process.returncode in {0, -signal.SIGKILL}, errors
    return done, lasted


def state(folder: Path) -> tuple[Normalised, str, str]:
    """What a project holds once it is opened again, and what its files say then."""
    with database.opened(folder, write=True) as store:
        loaded = codes.loaded(store)
        assert loaded is not None
        assert codes.hash_of(path_of(folder).read_text(encoding="utf-8")) == loaded[0]
        found = normalised(store)
    return found, path_of(folder).read_text(encoding="utf-8"), (folder / "study.toml").read_text(encoding="utf-8")


def test_a_merge_is_whole_or_has_not_been(tmp_path: Path) -> None:
    ours, theirs = lay_out(tmp_path, "ours", "theirs")
    with database.opened(theirs, write=True) as store:
        code(store, coded(SCRIPT, "coop.law", "Zonder vertrouwen"))
        changing_codebooks.edit(store, anna(store), "money", Described(definition=("nl=Euro",)))
    study = theirs / "study.toml"
    study.write_text(study.read_text(encoding="utf-8").replace("A small study", "A larger study"), encoding="utf-8")
    with database.opened(ours, write=True) as store:
        changing_codebooks.edit(store, anna(store), "coop.law", Described(definition=("nl=De wet",)))
    whole = copied(ours, tmp_path / "whole", own=False)
    before = state(copied(ours, tmp_path / "before", own=False))
    done, lasted = killed(whole, theirs, None)
    assert done
    after = state(whole)
    assert differences(before[0], after[0])
    chance = random.Random(11)
    seen = set()
    for trial in range(6):
        folder = copied(ours, tmp_path / str(trial), own=False)
        done, _ = killed(folder, theirs, chance.uniform(0, 1.2 * lasted))
        found = state(folder)
        happened = found[1:] == after[1:]
        assert happened or found[1:] == before[1:]
        assert differences(found[0], after[0] if happened else before[0]) == []
        assert happened or not done
        seen.add(happened)
        assert held(folder)
        merge(folder, theirs)
        assert state(folder)[1:] == after[1:]
    assert seen
