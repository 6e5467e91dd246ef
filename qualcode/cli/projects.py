"""A project as a whole: made, backed up, checked."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from qualcode.actions.acting import project_folder
from qualcode.cli.options import Output, Place
from qualcode.cli.results import reading, say, show
from qualcode.table import Column, Table


def init(
    folder: Annotated[Path, typer.Argument(metavar="FOLDER", readable=False, help="The folder; it is made when it is not there.")] = Path(),
    name: Annotated[str, typer.Option("--name", metavar="NAME", help="What the study is called.")] = "",
    language: Annotated[list[str], typer.Option("--language", metavar="CODE", help="A language that people speak; repeat it.")] = [
        "nl",
        "fr",
    ],
    from_: Annotated[Path | None, typer.Option("--from", metavar="FILE", help="A copy that a colleague made with qualcode share.")] = None,
) -> None:
    """Make a project of a folder: study.toml, codebooks/, transcripts/, exports/ and the database qualcode.db.

    What is there already is kept. Then say in study.toml what sessions are compared by, and enter yourself with qualcode coders add. With
    --from the folder holds what is in a colleague's copy; what you do in it comes back with qualcode share, and there with qualcode merge.

    Examples:
        qualcode init my-study --name "Case management" --language nl --language fr
        qualcode init --from colleague.qualcode my-study
    """
    if from_ is not None:
        _begin(from_, folder)
        return
    from qualcode.actions import initialising

    made = initialising.run(folder, name=name, languages=tuple(language))
    say(f"Made in {folder.resolve().name}: {', '.join(made)}")
    go = "" if folder.resolve() == Path.cwd() else f"cd {folder}, "
    say(f"Next: {go}say in study.toml what you compare by, then: qualcode coders add CODER, and: qualcode import transcripts/")


def _begin(file: Path, folder: Path) -> None:
    from qualcode.actions import sharing

    made = sharing.begin(file, folder)
    say(f"Made in {folder.resolve().name}: {', '.join(made)}")
    go = "" if folder.resolve() == Path.cwd() else f"cd {folder}, "
    say(f"Next: {go}see what you have to do with: qualcode coders list; then code, and send your work back with: qualcode share")


def backup(
    place: Place,
    output: Annotated[Path | None, typer.Option("-o", "--output", metavar="FILE", help="Where to; otherwise into backups/.")] = None,
) -> None:
    """Copy the database into backups/, and check the copy.

    The files of study, codebook and transcripts are not in it: they are yours already. To restore one, leave the
    workbench, delete qualcode.db-wal if there is one, and copy the backup over qualcode.db.

    Examples:
        qualcode backup
        qualcode backup -o /media/usb/study.db
    """
    from qualcode.store import backups, database

    with database.opened(project_folder(place.project), write=True) as store:
        path = backups.make(store, target=output)
    say(f"Written and checked: {path}")


def check(place: Place, output: Output) -> int:
    """Prove the promises on this project: quotations are the text, nothing is half there, the log tells all. Status 1 when one does not hold.

    Examples:
        qualcode check
        qualcode check --format json
    """
    from qualcode.store import checking

    with reading(place.project) as store:
        found = checking.check(store)
    rows = tuple((promise, len(problems), str(problems[0]) if problems else "") for promise, problems in found.items())
    table = Table(
        title="Promises",
        unit="promise",
        columns=(Column("promise", "promise", "text"), Column("problems", "problems", "count"), Column("first", "first problem", "text")),
        rows=rows,
    )
    show([table], output)
    for problems in found.values():
        for problem in problems:
            say(str(problem))
    return int(any(found.values()))
