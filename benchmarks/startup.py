"""How long the program takes to start, and small questions to a small project: python -m benchmarks.startup."""

from __future__ import annotations

import shutil
from pathlib import Path
from sys import executable

from benchmarks._measure import CODER, Bench, Job, Row, bench, qualcode, show
from qualcode import study

TIMES = 7
_SECONDS = 0.4
_PEER = "qc"
_ONE_COMMAND = '''
import typer


def greet(name: str = typer.Argument(help="Who is greeted.")) -> None:
    """Greet somebody."""
    typer.echo(name)


typer.run(greet)
'''


def demo_project(measuring: Bench) -> Path:
    """A project with the example study, its codebook and its codings."""
    folder = measuring.folder / "demo"
    for part in ("transcripts", "codebooks"):
        shutil.copytree(study.example() / part, folder / part)
    shutil.copy(study.example() / study.FILE_NAME, folder)
    codings = ("coding", "import", "transcripts/codings.csv")
    for command in (("init",), ("coders", "add", CODER), ("codebook", "load"), ("import", "transcripts"), codings):
        measuring.run(Job(qualcode(*command), folder))
    return folder


def rows() -> list[Row]:
    with bench() as measuring:
        app = measuring.folder / "one_command.py"
        app.write_text(_ONE_COMMAND, encoding="utf-8")
        demo = demo_project(measuring)
        questions = (("transcripts", "list"), ("count", "--layer", "C1"), ("compare", "--by", "region,sector", "--layer", "C1"))
        commands = (qualcode("--help"), (executable, str(app), "--help"), *(qualcode(*question) for question in questions), *peer())
        help_page, floor, *asked = measuring.beside(*(Job(command, demo) for command in commands), times=TIMES)
    listed, counted, compared, *others = asked
    return [
        Row("--help, beside a Typer app of one command", help_page, floor, most_times=1.5),
        Row("transcripts list, example study", listed, floor, most_seconds=_SECONDS),
        Row("count, example study", counted, floor, most_seconds=_SECONDS),
        Row("compare --by region,sector, example study", compared, floor),
        *(Row(f"--help of {_PEER}", other, floor) for other in others),
    ]


def peer() -> list[tuple[str, ...]]:
    """The help page of another program for the same work, where that is installed."""
    found = shutil.which(_PEER)
    if found is None:
        print(f"{_PEER}: not installed, so not measured.")
        return []
    return [(found, "--help")]


def main() -> None:
    show("Start", rows())


if __name__ == "__main__":
    main()
