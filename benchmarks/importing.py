"""How long 100 .docx of 8,000 words take to come in, beside the least that it could take: python -m benchmarks.importing.

The floor reads each file (zip, sha256, text by paragraph with lxml), inserts text and turns with a full-text index, and commits durably.
It finds no speakers, roles or languages, counts no words, keeps no log.
"""

from __future__ import annotations

import contextlib
import hashlib
import io
import os
import shutil
import sqlite3
import sys
import zipfile
from collections.abc import Iterator
from pathlib import Path

from benchmarks import _project
from benchmarks._measure import Job, Row, bench, part, qualcode, show, timed

FILES = 100
TIMES = 3
_MOST_TIMES = 3
_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_TABLES = """
PRAGMA journal_mode = WAL;
PRAGMA synchronous = FULL;
CREATE TABLE transcript (id INTEGER PRIMARY KEY, name TEXT, sha256 TEXT UNIQUE, text TEXT);
CREATE TABLE turn (id INTEGER PRIMARY KEY, transcript INTEGER, number INTEGER, text TEXT);
CREATE VIRTUAL TABLE turn_index USING fts5 (text, content='turn', content_rowid='id', tokenize='unicode61 remove_diacritics 2');
"""


def paragraphs(data: bytes) -> Iterator[str]:
    """The text of each paragraph of a .docx."""
    from lxml import etree

    with zipfile.ZipFile(io.BytesIO(data)) as package:
        root = etree.fromstring(package.read("word/document.xml"))
    for paragraph in root.iter(f"{_W}p"):
        yield "".join(text.text or "" for text in paragraph.iter(f"{_W}t"))


def floor(folder: Path, database: Path) -> None:
    connection = sqlite3.connect(database, isolation_level=None)
    connection.executescript(_TABLES)
    for file in sorted(folder.iterdir()):
        data = file.read_bytes()
        turns = list(paragraphs(data))
        connection.execute("BEGIN IMMEDIATE")
        values = (file.stem, hashlib.sha256(data).hexdigest(), "\n".join(turns))
        transcript = connection.execute("INSERT INTO transcript (name, sha256, text) VALUES (?, ?, ?)", values).lastrowid
        connection.executemany(
            "INSERT INTO turn (transcript, number, text) VALUES (?, ?, ?)", ((transcript, at, turn) for at, turn in enumerate(turns, 1))
        )
        connection.execute("INSERT INTO turn_index (rowid, text) SELECT id, text FROM turn WHERE transcript = ?", (transcript,))
        connection.execute("COMMIT")
    connection.close()


def program(files: str) -> None:
    """The command `import`, in this process, its table thrown away."""
    from qualcode.cli.app import run

    with Path(os.devnull).open("w", encoding="utf-8") as nowhere, contextlib.redirect_stdout(nowhere):
        if run(["import", files]):
            raise SystemExit(1)


def rows() -> list[Row]:
    with bench() as measuring:
        files = _project.transcripts(FILES) / "docx"
        folder = measuring.folder / "project"
        database = measuring.folder / "floor.db"

        empty = measuring.folder / "empty"
        _project.begun(measuring, empty)

        def fresh() -> None:
            shutil.rmtree(folder, ignore_errors=True)
            shutil.copytree(empty, folder)
            for path in measuring.folder.glob("floor.db*"):
                path.unlink()

        ours, least = (part("importing", "program", files), part("importing", "floor", files, database))
        whole, whole_floor, inside, inside_floor = measuring.beside(
            Job(qualcode("import", str(files)), folder, fresh),
            Job((*least, "whole"), folder, fresh),
            Job(ours, folder, fresh, inside=True),
            Job((*least, "inside"), folder, fresh, inside=True),
            times=TIMES,
            warm=False,
        )
    what = f"import of {FILES} .docx of 8,000 words"
    return [
        Row(f"{what}, whole command", whole, whole_floor, _MOST_TIMES),
        Row(f"{what}, started already", inside, inside_floor, _MOST_TIMES),
    ]


def main() -> None:
    match sys.argv[1:]:
        case ["program", files]:
            import qualcode.cli.importing  # noqa: F401

            timed(lambda: program(files))
        case ["floor", files, database, "whole"]:
            floor(Path(files), Path(database))
        case ["floor", files, database, "inside"]:
            timed(lambda: floor(Path(files), Path(database)))
        case _:
            show("Import", rows())


if __name__ == "__main__":
    main()
