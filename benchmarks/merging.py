"""How long ten copies take to be merged: python -m benchmarks.merging.

Two projects of 500 transcripts of 8,000 words. Ten coders have coded apart, 10,000 codings each, every coding an entry of the log of its own; and a
project of 100,000 codings of which ten copies have 1,000 new codings each, 100 removed ones and 100 notes.
"""

from __future__ import annotations

import random
import shutil
import sqlite3
import sys
from contextlib import closing
from pathlib import Path

from benchmarks import _project
from benchmarks._measure import Job, Measured, Row, bench, part, qualcode, show
from qualcode.store import clock, coders, codes, codings, database, transcripts
from qualcode.store.changes import change
from qualcode.store.codings import NewCoding
from qualcode.store.places import Places

COPIES = 10
OWN, CHANGED, EACH = 1_000, 100, 10_000
MOST_SECONDS, MOST_MEGABYTES = 60, 300


def copies(project: Path, folder: Path, number: int) -> list[Path]:
    """Copies of a project, each with a GUID of its own and a coder who has put codings on it, one by one."""
    shutil.rmtree(folder, ignore_errors=True)
    made = []
    for at in range(COPIES):
        target = folder / f"copy-{at}"
        shutil.copytree(project, target, ignore=shutil.ignore_patterns("*.csv", "backups"))
        with closing(sqlite3.connect(target / database.FILE_NAME)) as connection:
            connection.execute("UPDATE project SET value = ? WHERE key = 'copy'", (clock.uuid7(),))
            connection.commit()
        _work(target, f"coder-{at}", number, random.Random(at))
        made.append(target)
    return made


def _work(folder: Path, name: str, number: int, draw: random.Random) -> None:
    with database.opened(folder, write=True) as store, store.transaction():
        with change(store, "coders add", coder=coders.guid_of(name)) as made:
            coder = coders.add(made, name, name, "nl", {})
        slugs = transcripts.slugs(store)
        ids = [code.id for code in codes.book(store).codes if code.codable]
        places = Places(store)
        there = [row["guid"] for row in store.rows("SELECT guid FROM coding ORDER BY id")]
        for _ in range(number):
            slug = draw.choice(slugs)
            turn = places[slug].turn(draw.randrange(1, len(places[slug].turns) + 1))
            with change(store, f"coding add {slug}", coder=coder.guid) as made:
                codings.add(made, coder, [NewCoding(slug, draw.choice(ids), *turn)], origin="manual", places=places)
        for guid in draw.sample(there, min(len(there), 2 * CHANGED)):
            with change(store, "coding", coder=coder.guid) as made:
                made.set("coding", guid, *(("present", 0) if draw.random() < 0.5 else ("note", "anders")))


def rows() -> list[Row]:
    with bench() as measuring:
        found = []
        for what, project, number in (
            (f"ten coders, {EACH:,} codings each", _project.corpus(measuring).project, EACH),
            (f"ten copies of {_project.DOCUMENTS * _project.PER_DOCUMENT:,} codings, {OWN:,} new each", _project.coded(measuring), OWN),
        ):
            made, into = measuring.folder / "copies", measuring.folder / "into"
            measuring.run(Job(part("merging", "copies", project, made, number), measuring.folder))
            shutil.rmtree(into, ignore_errors=True)
            shutil.copytree(project, into)
            run = measuring.run(Job(qualcode("merge", *(str(made / f"copy-{at}") for at in range(COPIES)), "--yes"), into))
            found.append(Row(what, Measured((run,)), most_seconds=MOST_SECONDS, most_megabytes=MOST_MEGABYTES))
            measuring.run(Job(qualcode("check"), into))
        return found


def main() -> None:
    match sys.argv[1:]:
        case ["copies", project, folder, number]:
            copies(Path(project), Path(folder), int(number))
        case _:
            show("Merging", rows())


if __name__ == "__main__":
    main()
