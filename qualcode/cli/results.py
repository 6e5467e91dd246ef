"""What a command has to say: data to stdout or a file, talk to stderr."""

from __future__ import annotations

import io
import sys
import threading
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from qualcode import plugins
from qualcode.actions import codebooks
from qualcode.actions.acting import project_folder, said_coder
from qualcode.cli.options import Drawn, Output
from qualcode.errors import Problem, QualcodeError, unknown
from qualcode.model import Progress, no_progress
from qualcode.saying import ours
from qualcode.store import blinding, codebook_file, database
from qualcode.store.database import Store
from qualcode.table import Report, Table, report_of
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
        warning = codebook_file.waiting(store) or codebooks.out_of_step(store)
        if warning:
            say(f"Note: {warning}")
        blinding.look_as(store, said_coder(None))
        yield store


@contextmanager
def writing(folder: Path | None) -> Iterator[Store]:
    """The project opened for changing it."""
    with database.opened(project_folder(folder), write=True) as store:
        blinding.look_as(store, said_coder(None))
        yield store


def ready(output: Output) -> str:
    """The format that is meant. A command that changes something asks before it does: raises QualcodeError for what could not be written."""
    from qualcode.exporters import _choose as exporters

    format = output.format or (exporters.by_suffix(output.output) if output.output else "table")
    if not plugins.has("exporters", format):
        raise unknown("format", format, exporters.formats())
    if output.output and not output.output.parent.is_dir():
        raise QualcodeError(f"There is no folder {output.output.parent}.", "Make it first, or give another FILE after -o.")
    return format


def drawable(drawn: Drawn) -> None:
    """A command whose answer takes long asks before it works on it: raises QualcodeError for a picture that could not be written."""
    if drawn.chart is None:
        if drawn.picture:
            raise QualcodeError(f"Nothing says where the {drawn.picture} is to be drawn.", f"Give a file: --chart {drawn.picture}.svg")
        return
    from qualcode.actions import picturing

    picturing.ready(drawn.chart)


def draw(store: Store, tables: Sequence[Table], output: Output, drawn: Drawn) -> None:
    """Draw tables into a file (and files beside it when there are several), if the options say so."""
    drawable(drawn)
    if drawn.chart is None:
        return
    from qualcode.actions import picturing

    look = picturing.look(store, output.label_language)
    written, left = picturing.write(tables, drawn.chart, look, name=drawn.picture)
    for path in written:
        say(f"Drawn: {path}")
    for table in left:
        say(f"Not drawn: {table.title}" + ("" if drawn.picture else " (there is no picture of it)"))


def show(tables: Sequence[Table], output: Output) -> None:
    """Write tables as the options say: to stdout, or whole to a file."""
    show_report(report_of(tables, ours(output.label_language)), output)


def show_report(report: Report, output: Output) -> None:
    """Write a report as the options say: to stdout, or whole to a file."""
    from qualcode.exporters import _choose as exporters

    format = ready(output)
    if output.output:
        exporters.write_file(report, output.output, format)
        say(f"Written: {output.output}")
        return
    stream = sys.stdout.buffer
    if format != "table" and stream.isatty():
        stream.write(_for_a_terminal(report, format))
    else:
        plugins.load("exporters", format).write(report, stream)
    stream.flush()
    if format == "csv" and any(table.notes or table.warnings for table in report.tables()):
        from qualcode.exporters._notes import notes_text

        for line in notes_text(report).splitlines():
            say(line)


def _for_a_terminal(report: Report, format: str) -> bytes:
    data = io.BytesIO()
    plugins.load("exporters", format).write(report, data)
    if b"\0" in data.getvalue():
        raise QualcodeError(f"{format} is not for a terminal.", f"Write it to a file: -o FILE.{format}")
    return data.getvalue()


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
