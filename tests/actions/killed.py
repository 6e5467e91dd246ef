"""Imports of many files that are killed while they run, and what must hold of the project then."""

from __future__ import annotations

import os
import signal
import threading
import time
from pathlib import Path

from qualcode.importers import _choose
from qualcode.model import ImportOptions
from qualcode.store import checking, database, transcripts
from tests.importers.inputs import docx, paragraph
from tests.store.processes import started
from tests.store.projects import lay_out

_IMPORT = """
import sys
from pathlib import Path
from qualcode.actions import importing, reading
from qualcode.model import ImportOptions
from qualcode.store import database
from tests.store.projects import anna
with reading.reader(reading.MANY) as reader, database.opened(Path(sys.argv[1]), write=True) as store:
    print("open", flush=True)
    told = lambda done, total, name: print(done, flush=True)
    outcome = importing.run(store, anna(store), [Path(sys.argv[2])], ImportOptions(), reader=reader, progress=told)
    assert not outcome.failed, outcome.failed
"""


def write_files(folder: Path, number: int) -> dict[str, str]:
    """Transcripts of some sixty turns, as text and as Word documents; what the text of each must be, by its id, in the order of import."""
    folder.mkdir()
    for at in range(number):
        turns = [(f"R{turn % 5 + 1}", f"Beurt {turn} van gesprek {at}, over het vertrouwen en le secret partagé.") for turn in range(60)]
        path = folder / f"gesprek-{at:03}.{'txt' if at % 2 else 'docx'}"
        if at % 2:
            path.write_text("\n".join(f"{speaker}: {words}" for speaker, words in turns), encoding="utf-8")
        else:
            path.write_bytes(docx("".join(paragraph(words, f"{speaker}: ") for speaker, words in turns)))
    return {path.stem: _choose.read_file(path, ImportOptions()).drafts[0].text for path in sorted(folder.iterdir())}


def killed(project: Path, files: Path, after: float | None) -> tuple[int, float, float]:
    """Import files into a fresh project and kill it some seconds after it was opened (None: let it end).

    Returns how many files were reported as in, after how many seconds the first of them was under way, and how long it all ran. No
    process of it may be left soon after.
    """
    process = started(_IMPORT, lay_out(project), files, session=True)
    assert process.stdout is not None
    assert process.stdout.readline() == "open\n"
    begun = time.monotonic()
    timer = threading.Timer(after or 0.0, process.kill)
    if after is not None:
        timer.start()
    lines = [process.stdout.readline()]
    first = time.monotonic() - begun
    lines += process.stdout.read().splitlines(keepends=True)
    lasted = time.monotonic() - begun
    timer.cancel()
    _, errors = process.communicate()
    assert process.returncode in {0, -signal.SIGKILL}, errors
    _wait_until_gone(process.pid)
    # A file is under way when its number is told: those before it are in.
    return max((int(line) for line in lines if line.endswith("\n")), default=0), first, lasted


def _wait_until_gone(group: int) -> None:
    for _ in range(300):
        try:
            os.killpg(group, 0)
        except ProcessLookupError:
            return
        time.sleep(0.1)
    raise AssertionError("processes of an import that was killed go on")


def whole(project: Path, expected: dict[str, str], reported: int) -> int:
    """How many files are in. Asserts that the project opens and is sound, that those reported are in, and that each is whole."""
    with database.opened(project) as store:
        there = transcripts.slugs(store)
        assert set(list(expected)[:reported]) <= set(there)
        for id in there:
            assert transcripts.text(store, transcripts.key(store, id)[0])[1] == expected[id]
            assert len(transcripts.turns(store, id)) == 60
        assert not any(checking.check(store).values())
        return len(there)
