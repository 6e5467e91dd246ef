"""The command codebook check: what a codebook lacks."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from qualcode.actions.acting import project_folder
from qualcode.cli.options import Output, Place, Without
from qualcode.cli.results import reading, ready, say, show
from qualcode.text import visible

if TYPE_CHECKING:
    from qualcode.store.database import Store


def codebook_check(
    place: Place,
    output: Annotated[Output, Without("label_language")],
    file: Annotated[
        Path | None, typer.Argument(metavar="FILE.yaml", readable=False, help="The codebook, if not the one of study.toml.")
    ] = None,
) -> int:
    """Look through a codebook file: missing translations, words in two codes, references to nothing, codes never used, examples nobody said. Status 1 when there is something.

    Examples:
        qualcode codebook check
        qualcode codebook check codebooks/themes.yaml
        qualcode codebook check -o findings.xlsx
    """
    from qualcode.actions import codebooks
    from qualcode.codebook.findings import as_table

    ready(output)
    with _project_of(place.project, file) as store:
        source, findings = codebooks.check(store, codebooks.path_of(store, file))
    book = source.book
    if output.format or output.output:
        show([as_table(findings, f"{book.id} {book.version}".strip())], output)
    else:
        for finding in findings:
            sys.stdout.write(visible(f"{finding}\n"))
    say(f"{len(book.codes)} codes, {len(book.attributes)} attributes, {_things(len(findings))} to look at.")
    return int(bool(findings))


@contextmanager
def _project_of(folder: Path | None, file: Path | None) -> Iterator[Store | None]:
    """The project, for reading; None where a file was given and there is no project."""
    from qualcode.store.database import FILE_NAME

    if file is not None and not (project_folder(folder) / FILE_NAME).is_file():
        yield None
        return
    with reading(folder) as store:
        yield store


def _things(number: int) -> str:
    return f"{number} {'thing' if number == 1 else 'things'}"
