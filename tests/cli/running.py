"""The program run as people run it: in this process for speed, or as a process of its own; and what a project holds, for comparing."""

from __future__ import annotations

import base64
import json
import os
import shlex
import shutil
import sqlite3
import subprocess
import sys
from collections.abc import Callable, Mapping
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from qualcode.cli import app

PROGRAM = (sys.executable, "-m", "qualcode")
ROOT = Path(__file__).parent.parent.parent
CODER = "C1"
STUDY = Path(__file__).parent / "study"
EVERYTHING = ("import transcripts", "coding import transcripts/codings.csv --finished")
"""What brings a study's transcripts and codings in."""


@dataclass(frozen=True)
class Answer:
    """What a command answered: its exit status, the bytes on stdout and the text on stderr."""

    status: int
    out: bytes
    err: str

    @property
    def text(self) -> str:
        """What stands on stdout."""
        return self.out.decode()

    @property
    def data(self) -> Any:
        """What stands on stdout, read as JSON."""
        return json.loads(self.out)

    @property
    def rows(self) -> list[dict[str, Any]]:
        """The rows of the table on stdout."""
        rows: list[dict[str, Any]] = self.data["rows"]
        return rows


Run = Callable[..., Answer]
"""The program run in this process: the arguments one by one."""


def made(folder: Path, repository: Path, *commands: str, study: Path = STUDY, transcripts: Path | None = None) -> Path:
    """A project with the design of a study (the tests' own) and the repository's codebook, after some commands of C1."""
    shutil.copytree(repository / "codebooks", folder / "codebooks")
    shutil.copyfile(study / "study.toml", folder / "study.toml")
    if transcripts is not None:
        shutil.copytree(transcripts, folder / "transcripts")
    with pytest.MonkeyPatch.context() as patch:
        patch.chdir(folder)
        patch.setenv("QUALCODE_CODER", CODER)
        for line in ("init", f"coders add {CODER}", "codebook load", *commands):
            assert app.run(line.split()) == 0, line
    return folder


def entered(folder: Path, patch: pytest.MonkeyPatch) -> Path:
    """A project's folder, which becomes that of the process; C1 acts in it."""
    patch.chdir(folder)
    patch.setenv("QUALCODE_CODER", CODER)
    patch.setenv("XDG_CONFIG_HOME", str(folder.parent / "config"))
    patch.setenv("COLUMNS", "120")
    return folder


def environment(folder: Path, **more: str) -> dict[str, str]:
    """The variables of a process that knows nothing of who runs the tests; `folder` is its home."""
    kept = {
        name: value for name, value in os.environ.items() if not name.startswith(("QUALCODE", "PYTEST", "COLUMNS", "LINES", "NO_COLOR"))
    }
    paths = os.pathsep.join(part for part in (str(ROOT), os.environ.get("PYTHONPATH", "")) if part)
    return kept | {"HOME": str(folder), "XDG_CONFIG_HOME": str(folder / ".config"), "PYTHONPATH": paths, "COLUMNS": "120"} | more


def process(
    *args: str | Path, folder: Path, stdin: str = "", before: tuple[str, ...] = (), program: tuple[str, ...] = PROGRAM, **more: str
) -> Answer:
    """The program as a process of its own, in a folder; `before` is a command that runs it (setpriv ...)."""
    done = subprocess.run(
        [*before, *program, *map(str, args)],
        cwd=folder,
        env=environment(folder, **more),
        input=stdin.encode(),
        capture_output=True,
        timeout=300,
        check=False,
    )
    return Answer(done.returncode, done.stdout, done.stderr.decode())


_ONE_AFTER_THE_OTHER = """
import base64, json, os, sys, tempfile
from qualcode.cli.app import run
answers, keep = [], os.dup(1)
for line in json.load(sys.stdin):
    files = [tempfile.TemporaryFile(), tempfile.TemporaryFile()]
    for number, file in enumerate(files, 1):
        os.dup2(file.fileno(), number)
    status = run(line)
    sys.stdout.flush(), sys.stderr.flush()
    answers.append((status, *(base64.b64encode(os.pread(file.fileno(), 10_000_000, 0)).decode() for file in files)))
os.write(keep, json.dumps(answers).encode())
"""


def processes(*lines: str, folder: Path, before: tuple[str, ...] = (), **more: str) -> dict[str, Answer]:
    """What several command lines answer, one after the other in one process, which starts faster than one for each."""
    stdin = json.dumps([shlex.split(line) for line in lines])
    done = process("-c", _ONE_AFTER_THE_OTHER, folder=folder, stdin=stdin, before=before, program=(sys.executable,), **more)
    assert done.status == 0, done
    answers = [(status, *map(base64.b64decode, said)) for status, *said in done.data]
    return {line: Answer(status, out, err.decode()) for line, (status, out, err) in zip(lines, answers, strict=True)}


def dump(folder: Path) -> dict[str, list[tuple[Any, ...]]]:
    """Every row of every table of a project."""
    with closing(sqlite3.connect(f"{(folder / 'qualcode.db').as_uri()}?mode=ro", uri=True)) as connection:
        tables = [
            row[0] for row in connection.execute("SELECT name FROM sqlite_master WHERE type = 'table' AND sql NOT LIKE 'CREATE VIRTUAL%'")
        ]
        return {table: sorted(connection.execute(f'SELECT * FROM "{table}"').fetchall(), key=repr) for table in tables}


def differing(before: Mapping[str, object], after: Mapping[str, object]) -> list[str]:
    """The tables that are not the same in two dumps."""
    return sorted(name for name in {*before, *after} if before.get(name) != after.get(name))


def refusal(answer: Answer, status: int = 1) -> tuple[str, str]:
    """The two lines of an error: what happened, and what to do. Asserts that there are just these after any list, and nothing on stdout."""
    lines = answer.err.splitlines()
    assert answer.status == status, answer
    assert answer.out == b"", answer
    assert "Traceback" not in answer.err
    assert [at for at, line in enumerate(lines) if line.startswith("Error: ")] == [len(lines) - 2], answer.err
    assert len(lines[-2]) > len("Error: ") + 5
    assert len(lines[-1]) > 5
    return lines[-2].removeprefix("Error: "), lines[-1]
