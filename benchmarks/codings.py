"""How long 100,000 codings take to come in and to be listed, beside the least that it could take: python -m benchmarks.codings.

The floor of the import reads the same CSV, looks up names, cuts the quotations out of the texts, and inserts a row for each in one durable
transaction. It checks nothing, finds no turns, counts no words, keeps no log. That of the list is one SELECT.
"""

from __future__ import annotations

import csv
import shutil
import sqlite3
import sys
from pathlib import Path

from benchmarks import _project
from benchmarks._measure import Job, Row, bench, part, qualcode, show

TIMES = 2
_TABLE = """
PRAGMA synchronous = FULL;
CREATE TABLE bare (id INTEGER PRIMARY KEY, transcript INTEGER, code INTEGER, coder TEXT, "start" INTEGER, "end" INTEGER, quotation TEXT);
CREATE INDEX bare_by_transcript ON bare (transcript, code);
"""


def floor(database: Path, codings: Path) -> None:
    connection = sqlite3.connect(database, isolation_level=None)
    connection.executescript(_TABLE)
    codes = dict(connection.execute("SELECT slug, id FROM code"))
    texts = {
        slug: (key, text)
        for slug, key, text in connection.execute(
            "SELECT slug, transcript.id, text FROM transcript JOIN revision ON revision.transcript = transcript.id"
        )
    }
    with codings.open(encoding="utf-8", newline="") as file:
        rows = []
        for row in csv.DictReader(file):
            key, text = texts[row["transcript"]]
            start, end = int(row["start"]), int(row["end"])
            rows.append((key, codes[row["code"]], row["coder"], start, end, text[start:end]))
    connection.execute("BEGIN IMMEDIATE")
    connection.executemany('INSERT INTO bare (transcript, code, coder, "start", "end", quotation) VALUES (?, ?, ?, ?, ?, ?)', rows)
    connection.execute("COMMIT")
    connection.close()


def rows() -> list[Row]:
    with bench() as measuring:
        corpus = _project.corpus(measuring)
        folder = measuring.folder / "project"

        def fresh() -> None:
            shutil.rmtree(folder, ignore_errors=True)
            shutil.copytree(corpus.project, folder)

        database = folder / "qualcode.db"
        taken, taken_floor = measuring.beside(
            Job(qualcode("coding", "import", "codings.csv"), folder, fresh),
            Job(part("codings", "floor", database, folder / "codings.csv"), measuring.folder, fresh),
            times=TIMES,
            warm=False,
        )
        coded = _project.coded(measuring)
        listed, listed_floor = measuring.beside(
            Job(qualcode("coding", "list", "--format", "csv"), coded),
            Job(part("_sql", "list", coded / "qualcode.db"), coded),
            times=TIMES,
        )
    number = f"{_project.DOCUMENTS * _project.PER_DOCUMENT:,}"
    return [Row(f"coding import of {number} rows", taken, taken_floor), Row(f"coding list --format csv, {number}", listed, listed_floor)]


def main() -> None:
    match sys.argv[1:]:
        case ["floor", database, codings]:
            floor(Path(database), Path(codings))
        case _:
            show("Codings", rows())


if __name__ == "__main__":
    main()
