"""How long transcripts of 8,000 words take to come in, beside the least that it could take: python -m benchmarks.importing.

The floor reads each file (.docx: zip, text by paragraph with lxml; .txt: lines), takes its sha256, inserts text and turns with a full-text
index, and commits durably. It finds no speakers, roles or languages, counts no words, keeps no log. A search goes through all that came in.
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
from pathlib import Path

from benchmarks import _project
from benchmarks._measure import Bench, Job, Row, bench, part, qualcode, show, timed

FILES = 100
MANY = 1_000
TIMES = 3
_MOST_TIMES = 2
_MOST_MEGABYTES = 200
_MOST_SECONDS = 0.4
_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_TABLES = """
PRAGMA journal_mode = WAL;
PRAGMA synchronous = FULL;
CREATE TABLE transcript (id INTEGER PRIMARY KEY, name TEXT, sha256 TEXT UNIQUE, text TEXT);
CREATE TABLE turn (id INTEGER PRIMARY KEY, transcript INTEGER, number INTEGER, text TEXT);
CREATE VIRTUAL TABLE turn_index USING fts5 (text, content='turn', content_rowid='id', tokenize='unicode61 remove_diacritics 2');
"""


def paragraphs(data: bytes) -> list[str]:
    """The text of each paragraph of a .docx."""
    from lxml import etree

    with zipfile.ZipFile(io.BytesIO(data)) as package:
        root = etree.fromstring(package.read("word/document.xml"))
    return ["".join(text.text or "" for text in paragraph.iter(f"{_W}t")) for paragraph in root.iter(f"{_W}p")]


def lines(data: bytes) -> list[str]:
    """The written lines of a .txt."""
    return [line for line in data.decode().split("\n") if line]


def floor(folder: Path, database: Path) -> None:
    connection = sqlite3.connect(database, isolation_level=None)
    connection.executescript(_TABLES)
    for file in sorted(folder.iterdir()):
        data = file.read_bytes()
        turns = paragraphs(data) if file.suffix == ".docx" else lines(data)
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
        empty = measuring.folder / "empty"
        _project.begun(measuring, empty)
        return [*_beside_floor(measuring, empty, "docx"), *_beside_floor(measuring, empty, "txt"), *_many(measuring, empty)]


def _beside_floor(measuring: Bench, empty: Path, form: str) -> list[Row]:
    """FILES files of one form, beside the floor."""
    files = _project.transcripts(FILES) / form
    folder = measuring.folder / "project"
    database = measuring.folder / "floor.db"

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
    what = f"import of {FILES} .{form} of 8,000 words"
    return [
        Row(f"{what}, whole command", whole, whole_floor, _MOST_TIMES, most_megabytes=_MOST_MEGABYTES),
        Row(f"{what}, started already", inside, inside_floor, _MOST_TIMES),
    ]


def _many(measuring: Bench, empty: Path) -> list[Row]:
    """MANY files once, for memory, and searches through them."""
    files = _project.transcripts(MANY) / "docx"
    folder = measuring.folder / "many"
    shutil.copytree(empty, folder)
    (came,) = measuring.beside(Job(qualcode("import", str(files)), folder), times=1, warm=False)
    seldom, often = measuring.beside(
        Job(qualcode("search", "huisbezoek overlegt"), folder), Job(qualcode("search", "beroepsgeheim"), folder), times=5
    )
    return [
        Row(f"import of {MANY} .docx of 8,000 words", came, most_megabytes=_MOST_MEGABYTES),
        Row(f"search for a phrase in {MANY} transcripts", seldom, most_seconds=_MOST_SECONDS),
        Row(f"search for a frequent word in {MANY} transcripts", often, most_seconds=_MOST_SECONDS),
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
