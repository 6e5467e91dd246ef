"""What was acknowledged is there: after a kill at any moment, with two at work at once, on a full disk."""

from __future__ import annotations

import random
import subprocess
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest

from qualcode.store import checking, codings, database, transcripts
from qualcode.store.codings import NewCoding
from tests.store.processes import said, started
from tests.store.projects import Said, Script, code, lay_out, project

pytestmark = pytest.mark.thorough

LONG = Script("long", tuple(Said(f"R{at % 5}", f"Beurt {at} over het beroepsgeheim en het vertrouwen.", "nl") for at in range(200)))

WORKING = """
import sys
from pathlib import Path
from qualcode.store import database
from qualcode.store.codings import NewCoding
from tests.store.projects import Said, Script, anna, bring_in, code

folder, trial = Path(sys.argv[1]), sys.argv[2]
with database.opened(folder, write=True) as store:
    print("open", flush=True)
    for number in range(1000):
        id = f"t{trial}-{number}"
        script = Script(id, tuple(Said(f"R{at % 3}", f"Beurt {at} van {id}.") for at in range(60)))
        bring_in(store, script)
        print("transcript", id, flush=True)
        for at in range(5):
            (guid,) = code(store, NewCoding(id, "coop.secrecy", at * 10, at * 10 + 8))
            print("coding", guid, flush=True)
"""


def killed(folder: Path, trial: int, after: float) -> list[list[str]]:
    """What a program at work has acknowledged when it is killed some seconds after it began."""
    process = started(WORKING, folder, trial)
    assert process.stdout is not None
    assert process.stdout.readline() == "open\n"
    timer = threading.Timer(after, process.kill)
    timer.start()
    lines = process.stdout.read().splitlines(keepends=True)
    timer.join()
    process.communicate()
    assert process.returncode == -9
    return [line.split() for line in lines if line.endswith("\n")]


def test_nothing_acknowledged_is_lost_and_nothing_is_half_there_after_kill_9(tmp_path: Path) -> None:
    draw = random.Random(9)
    folder = lay_out(tmp_path)
    acknowledged: list[list[str]] = []
    for trial in range(30):
        acknowledged += killed(folder, trial, draw.uniform(0.0, 0.15))
        with database.opened(folder) as store:
            assert {id for what, id in acknowledged if what == "transcript"} <= set(transcripts.slugs(store))
            assert {id for what, id in acknowledged if what == "coding"} <= {coding.guid for coding in codings.all_of(store)}
            assert {transcript.turns for transcript in transcripts.all_of(store)} <= {60}
            unlogged = store.value("SELECT count(*) FROM coding WHERE guid NOT IN (SELECT entity FROM change)")
            assert (store.value("SELECT count(*) FROM coding"), unlogged) == (store.value("SELECT count(*) FROM anchor"), 0)
    with database.opened(folder) as store:
        assert not any(checking.check(store).values())
    assert len(acknowledged) > 30


WRITING = """
import sys
from pathlib import Path
from qualcode.store import coders, database
from qualcode.store.codings import NewCoding
from tests.store.projects import code
with database.opened(Path(sys.argv[1]), write=True) as store:
    who = coders.get(store, sys.argv[2])
    print("ready", flush=True)
    sys.stdin.readline()
    for at in range(200):
        code(store, NewCoding("long", "coop.secrecy", at * 20, at * 20 + 9), coder=who)
    print("done", flush=True)
"""


def test_two_who_write_at_once_lose_nothing_and_are_not_refused(tmp_path: Path) -> None:
    with project(tmp_path, LONG):
        pass
    writers = [started(WRITING, tmp_path, who) for who in ("anna", "bram")]
    for writer in writers:
        assert writer.stdout is not None
        assert writer.stdout.readline() == "ready\n"
    for writer in writers:
        assert writer.stdin is not None
        writer.stdin.write("go\n")
        writer.stdin.flush()
    for writer in writers:
        out, err = writer.communicate(timeout=60)
        assert (out, err, writer.returncode) == ("done\n", "", 0)
    with database.opened(tmp_path) as store:
        assert codings.layers(store) == {"anna": 200, "bram": 200}
        counters = [row["lamport"] for row in store.rows("SELECT lamport FROM event ORDER BY lamport")]
        assert counters == list(range(1, len(counters) + 1))
        assert not any(checking.check(store).values())


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    """A disk of one megabyte."""
    place = tmp_path / "small"
    place.mkdir()
    mounted = subprocess.run(["mount", "-t", "tmpfs", "-o", "size=1m", "tmpfs", str(place)], capture_output=True, check=False)
    if mounted.returncode:
        pytest.skip("a small disk may not be mounted here")
    yield place
    subprocess.run(["umount", str(place)], check=True)


FILLING = """
import resource, sys
from pathlib import Path
from qualcode.errors import QualcodeError
from qualcode.store import database
from qualcode.store.codings import NewCoding
from tests.store.projects import code
folder, most = Path(sys.argv[1]), int(sys.argv[2])
if most:
    resource.setrlimit(resource.RLIMIT_FSIZE, (most, most))
try:
    with database.opened(folder, write=True) as store:
        for at in range(1000):
            for guid in code(store, NewCoding("long", "coop.secrecy", at * 8, at * 8 + 7)):
                print(guid, flush=True)
except QualcodeError as error:
    print(error.message, error.hint, sep="\\n")
"""


def filled(folder: Path, most: int) -> tuple[set[str], list[str]]:
    """What was acknowledged until the disk was full, and what was said then."""
    lines = said(FILLING, folder, most).splitlines()
    return set(lines[:-2]), lines[-2:]


def test_a_full_disk_is_told_and_what_was_acknowledged_is_there(small_disk: Path) -> None:
    with project(small_disk / "project", LONG):
        pass
    guids, told = filled(small_disk / "project", 0)
    assert told == [
        "The disk is full: qualcode.db could not be written.",
        "Make room and try again; what was saved before is still there.",
    ]
    with database.opened(small_disk / "project") as store:
        assert {coding.guid for coding in codings.all_of(store)} == guids
    subprocess.run(["mount", "-o", "remount,size=8m", str(small_disk)], check=True)
    with database.opened(small_disk / "project", write=True) as store:
        code(store, NewCoding("long", "value.need", 0, 8))
        assert {coding.guid for coding in codings.all_of(store)} > guids
        assert not any(checking.check(store).values())


def test_a_file_that_may_grow_no_more_is_told_and_what_was_acknowledged_is_there(tmp_path: Path) -> None:
    with project(tmp_path, LONG):
        pass
    guids, told = filled(tmp_path, 1_500_000)
    assert "disk" in told[0]
    assert "full" in told[0] + told[1]
    assert guids
    with database.opened(tmp_path) as store:
        assert {coding.guid for coding in codings.all_of(store)} == guids
        assert not any(checking.check(store).values())
