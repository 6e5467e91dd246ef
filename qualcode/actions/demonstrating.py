"""The whole way once, on the example study: from files to tables."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from qualcode import plugins
from qualcode import study as studies
from qualcode.actions import asking, codebooks, concluding, importing, initialising, interchange, suggesting
from qualcode.actions.asking import Question
from qualcode.actions.reporting import making
from qualcode.actions.reporting.config import Wish
from qualcode.actions.selecting import Said
from qualcode.errors import QualcodeError
from qualcode.exporters import _choose as exporters
from qualcode.model import Coder, ImportOptions, Progress, Selection
from qualcode.store import coders, database
from qualcode.store.changes import change
from qualcode.store.database import Store
from qualcode.table import Report, Table, report_of

CODER = "C1"
"""Who coded the example study."""

_PARTS = (studies.FILE_NAME, "codebooks", "transcripts")


@dataclass(frozen=True, slots=True)
class Shown:
    """What the demonstration has to show: the frequencies, the comparisons, and the files that were written, the report among them."""

    folder: Path
    tables: tuple[Table, ...]
    written: tuple[Path, ...]


def folder_for(said: Path | None) -> Path:
    """Where the demonstration takes place: the folder said, else here when the study lies here, else a new folder `qualcode-demo`."""
    if said is not None:
        return said
    here = Path.cwd()
    return here if _is_example(here) else here / "qualcode-demo"


def _is_example(folder: Path) -> bool:
    """Whether the study in a folder is the example, and not one of the user's own."""
    if not all((folder / part).exists() for part in _PARTS):
        return False
    return (folder / studies.FILE_NAME).read_bytes() == (studies.example() / studies.FILE_NAME).read_bytes()


def run(folder: Path, say: Callable[[str], None], progress: Progress, *, exports: bool = True) -> Shown:
    """Go the whole way in a folder: a fresh one, or one with the study in it; doing it again adds nothing twice.

    Without `exports` only the project is made: nothing is counted and written. Raises QualcodeError for a folder with other things in it.
    """
    _lay_out(folder, say)
    if not (folder / database.FILE_NAME).exists():
        say(f"init: made {', '.join(initialising.run(folder))}")
    with database.opened(folder, write=True) as store:
        coder = _coder(store)
        book, _ = codebooks.load(store, coder, None)
        say(f"codebook load: {len(book.codes)} codes in {', '.join(book.languages)}")
        _bring_in(store, coder, folder / "transcripts", say, progress)
        # By keywords, as what is learnt from one coder is not for whoever tries the study.
        waiting = suggesting.suggest(store, coder, Selection(), suggesting.Wish("keywords", coded=True))
        say(f"suggest: {len(waiting)} suggestions wait for a person (qualcode review); none counts before")
        if not exports:
            return Shown(folder, (), ())
        question = Question(layer=CODER)
        # Interviews are of one person each: among groups they would pass for groups.
        of_groups = Question(Said(kinds=("focus-group",)), layer=CODER)
        tables = {
            "codes": asking.count(store, question),
            "codes-by-region": asking.compare(store, of_groups, ("region",)),
            "codes-by-sector": asking.compare(store, of_groups, ("sector",)),
            "quotations": asking.quotes(store, question),
        }
        reports = _reports(store, question, progress)
    written = (*_written(folder / "exports", tables, progress), *_put(folder / "exports", reports, progress))
    return Shown(folder, tuple(table for name, table in tables.items() if name != "quotations"), written)


def _lay_out(folder: Path, say: Callable[[str], None]) -> None:
    """Put the study into a folder that has none. The files are copied, the originals stay as they are."""
    if _is_example(folder):
        return
    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        raise QualcodeError(f"{folder} is not empty, and is not the example study.", "Give a new folder: qualcode demo my-demo")
    example = studies.example()
    try:
        for part in _PARTS:
            if (example / part).is_dir():
                shutil.copytree(example / part, folder / part)
            else:
                folder.mkdir(parents=True, exist_ok=True)
                shutil.copyfile(example / part, folder / part)
    except OSError as error:
        raise QualcodeError(f"{folder} cannot be written: {error.strerror or error}.", "Give a folder that you may write in.") from error
    say(f"demo: the example study is now in {folder}")


def _coder(store: Store) -> Coder:
    known = {coder.id: coder for coder in coders.all_of(store)}
    if CODER in known:
        return known[CODER]
    with change(store, f"coders add {CODER}", coder=coders.guid_of(CODER)) as made:
        return coders.add(made, CODER, CODER, "", {})


def _bring_in(store: Store, coder: Coder, folder: Path, say: Callable[[str], None], progress: Progress) -> None:
    outcome = importing.run(store, coder, [folder], ImportOptions(), progress=progress)
    if outcome.failed:
        raise QualcodeError("Files of the example study cannot be read.", "Delete the folder and try again.", tuple(outcome.failed))
    turns = sum(arrival.turns for arrival in outcome.arrived)
    say(f"import: {len(outcome.arrived)} transcripts with {turns} turns; left aside: {len(outcome.skipped)}")
    for problem in outcome.problems:
        say(f"  {problem}")
    taken = interchange.read_in(store, folder / "codings.csv", actor=coder.id, finished=True)
    say(f"coding import: {sum(taken.new.values())} codings came in, {taken.already} were there already")
    if not (folder / concluding.FILE_NAME).is_file():
        return
    stated = concluding.read_in(store, coder, folder / concluding.FILE_NAME)
    say(f"findings import: {stated.new} findings, {stated.verdicts} verdicts of the mixed groups")


def _reports(store: Store, question: Question, progress: Progress) -> dict[str, Report]:
    """The whole report by format: as a page with pictures, and as a document without, as drawing takes most of the time."""
    found = {}
    for number, (format, pictures) in enumerate((("html", "svg"), ("docx", ""))):
        progress(number, 2, f"report as {format}")
        found[format] = making.made(making.context_of(store, question, Wish(), pictures=pictures))
    return found


def _put(folder: Path, reports: dict[str, Report], progress: Progress) -> tuple[Path, ...]:
    """Writes the reports into the folder."""
    written = []
    for number, (format, report) in enumerate(reports.items()):
        progress(number, len(reports), f"report as {format}")
        path = folder / f"report{plugins.load('exporters', format).SUFFIX}"
        exporters.write_file(report, path, format)
        written.append(path)
    return tuple(written)


def _written(folder: Path, tables: dict[str, Table], progress: Progress) -> tuple[Path, ...]:
    formats = exporters.formats()
    written: list[Path] = []
    folder.mkdir(exist_ok=True)
    for name, table in tables.items():
        for format in formats:
            progress(len(written), len(tables) * len(formats), f"{name} as {format}")
            path = folder / (name + plugins.load("exporters", format).SUFFIX)
            exporters.write_file(report_of([table]), path, format)
            written.append(path)
    return tuple(written)
