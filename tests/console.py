"""Console sessions in documents: fenced blocks of commands and what they print, run in one shell and compared.

A line `...` stands for any number of lines, `...` within a line for any words. `python -m tests.console README.md` writes what is printed now in
the place of what is not.
"""

from __future__ import annotations

import os
import re
import subprocess
import sys
import tempfile
from dataclasses import dataclass
from pathlib import Path

import qualcode
from tests import forking

_BLOCK = re.compile(r"^```console\n(.*?)^```$", re.MULTILINE | re.DOTALL)
_ANY_LINES = r"(?:.*\n)*?"


@dataclass(frozen=True)
class Step:
    """A command of a session, and what it is to print on stdout and stderr together."""

    command: str
    expected: str


def steps(document: str) -> list[Step]:
    """The commands of all blocks of a document, in order."""
    found = []
    for block in _BLOCK.findall(document):
        for part in re.split(r"^\$ ", block, flags=re.MULTILINE)[1:]:
            command, _, expected = part.partition("\n")
            found.append(Step(command, expected))
    return found


def run(session: list[Step], folder: Path) -> list[str]:
    """What each command prints, all run in one shell in a folder, with `qualcode` being the program under test.

    A session may have a hundred commands: their processes are forks of one that has loaded the program.
    """
    programs = folder / "bin"
    programs.mkdir()
    work = folder / "work"
    work.mkdir()
    outputs = [folder / f"{at}.out" for at in range(len(session))]
    script = "\n".join(f"{{ {step.command}\n}} >'{path}' 2>&1" for step, path in zip(session, outputs, strict=True))
    environment = {name: value for name, value in os.environ.items() if not name.startswith("QUALCODE")}
    environment |= {"PATH": f"{programs}{os.pathsep}{environment['PATH']}", "HOME": str(folder), "COLUMNS": "100", "NO_COLOR": "1"}
    environment |= {"XDG_CONFIG_HOME": str(folder), "LC_ALL": "C.UTF-8", "PYTHONUTF8": "1"}
    paths = [str(Path(qualcode.__file__).parent.parent), str(Path(forking.__file__).parent.parent)]
    environment |= {"PYTHONPATH": os.pathsep.join(paths)}
    # The path of a socket must be short.
    with tempfile.TemporaryDirectory(prefix="qc") as short:
        where = Path(short, "s")
        program = programs / "qualcode"
        program.write_text(f'#!/bin/sh\nexec "{sys.executable}" -I -S "{forking.__file__}" "{where}" "$@"\n', encoding="utf-8")
        program.chmod(0o755)
        command = [sys.executable, "-m", "tests.forking", str(where)]
        with subprocess.Popen(command, env=environment, stdout=subprocess.PIPE, text=True) as server:
            assert server.stdout is not None
            try:
                assert server.stdout.readline() == "ready\n"
                subprocess.run(["bash", "-c", script], cwd=work, env=environment, check=False, timeout=300)
            finally:
                server.terminate()
    return [path.read_text(encoding="utf-8") if path.exists() else "" for path in outputs]


def matches(expected: str, printed: str) -> bool:
    """Whether what was printed is what was expected; white space at the ends of lines does not count."""
    pattern = ""
    for line in expected.splitlines():
        if line.strip() == "...":
            pattern += _ANY_LINES
        else:
            pattern += ".*".join(re.escape(part) for part in line.rstrip().split("...")) + "\n"
    text = "".join(line.rstrip() + "\n" for line in printed.splitlines())
    return re.fullmatch(pattern, text) is not None


def corrected(document: str, printed: list[str]) -> str:
    """The document with what was printed in the place of what does not match it."""
    outputs = iter(printed)

    def block(found: re.Match[str]) -> str:
        head, *parts = re.split(r"^\$ ", found[1], flags=re.MULTILINE)
        return f"```console\n{head}{''.join(map(step, parts))}```"

    def step(part: str) -> str:
        command, _, expected = part.partition("\n")
        text = next(outputs)
        now = expected if matches(expected, text) else "".join(f"{line.rstrip()}\n" for line in text.splitlines())
        return f"$ {command}\n{now}"

    return _BLOCK.sub(block, document)


if __name__ == "__main__":
    for name in sys.argv[1:]:
        path = Path(name)
        text = path.read_text(encoding="utf-8")
        with tempfile.TemporaryDirectory() as folder:
            path.write_text(corrected(text, run(steps(text), Path(folder))), encoding="utf-8")
