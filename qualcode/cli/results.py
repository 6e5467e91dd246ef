"""What a command has to say: data to stdout or a file, talk to stderr."""

from __future__ import annotations

import sys
import threading
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from qualcode import plugins
from qualcode.actions import codebooks
from qualcode.actions.acting import project_folder
from qualcode.cli.options import Output
from qualcode.errors import Problem
from qualcode.model import Progress, no_progress
from qualcode.store import database
from qualcode.store.database import Store
from qualcode.table import Table, report_of
from qualcode.text import visible

_PATIENCE_SECONDS = 1.0


def say(line: str) -> None:
    """A line of talk."""
    sys.stderr.write(visible(line) + "\n")


def listed(heading: str, problems: Sequence[Problem]) -> None:
    """A heading and what stands below it; nothing when there is nothing."""
    if problems:
        say(heading)
        for problem in problems:
            say(f"  {problem}")


@contextmanager
def reading(folder: Path | None) -> Iterator[Store]:
    """The project opened so that nothing can be changed; says so when its codebook file is not the version in use."""
    with database.opened(project_folder(folder)) as store:
        warning = codebooks.out_of_step(store)
        if warning:
            say(f"Note: {warning}")
        yield store


@contextmanager
def writing(folder: Path | None) -> Iterator[Store]:
    """The project opened for changing it."""
    with database.opened(project_folder(folder), write=True) as store:
        yield store


def show(tables: Sequence[Table], output: Output) -> None:
    """Write tables as the options say: to stdout, or whole to a file."""
    from qualcode.exporters import _choose as exporters

    format = output.format or (exporters.by_suffix(output.output) if output.output else "table")
    report = report_of(tables)
    if output.output:
        exporters.write_file(report, output.output, format)
        say(f"Written: {output.output}")
        return
    plugins.load("exporters", format).write(report, sys.stdout.buffer)
    sys.stdout.buffer.flush()
    if format == "csv":
        _notes(tables)


def _notes(tables: Sequence[Table]) -> None:
    for table in tables:
        for line in (*table.notes, *(f"Warning: {warning}" for warning in table.warnings)):
            say(line)


@contextmanager
def progress(what: str) -> Iterator[Progress]:
    """A progress bar on stderr, for people, once the work has lasted a second."""
    if not sys.stderr.isatty():
        yield no_progress
        return
    from rich.console import Console
    from rich.progress import Progress as Bar

    bar = Bar(console=Console(stderr=True), transient=True)
    task = bar.add_task(what, total=None)
    patience = threading.Timer(_PATIENCE_SECONDS, bar.start)
    patience.daemon = True
    patience.start()
    try:
        yield lambda done, total, now: bar.update(task, completed=done, total=total or None, description=visible(f"{what} {now}"))
    finally:
        patience.cancel()
        patience.join()
        bar.stop()
