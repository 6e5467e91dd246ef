"""The commands codebook log and diff: what became of the codebook, and what differs between versions of it."""

from __future__ import annotations

from typing import Annotated

import typer

from qualcode.cli.options import Output, Place
from qualcode.cli.results import reading, ready, say, show
from qualcode.errors import QualcodeError

_FOR_PROGRAMS = {"csv", "json", "xlsx"}


def codebook_log(
    place: Place,
    output: Output,
    code: Annotated[str | None, typer.Argument(metavar="CODE", help="Only what became of this code, which may be gone or renamed.")] = None,
) -> None:
    """Who changed the codebook, when, how and why, newest first; of one code each thing that changed, old beside new.

    Examples:
        qualcode codebook log
        qualcode codebook log coop.secrecy --format csv -o secrecy.csv
    """
    from qualcode.actions import codebook_versions as actions

    with reading(place.project) as store:
        table = actions.log(store) if code is None else actions.log_of(store, code)
    show([table], output)
    if not table.rows:
        say("No codebook was loaded yet.")


def codebook_diff(
    place: Place,
    output: Output,
    versions: Annotated[
        list[str] | None,
        typer.Argument(
            metavar="[OLD] [NEW]",
            help="Files, REVISION or REVISION:path of git, or versions of the project: number in codebook log, version, hash, or day.",
        ),
    ] = None,
) -> None:
    """What differs between two codebooks, code by code, old beside new. Words of one side only stand in [- -] and {+ +}; csv, json and xlsx have the bare texts.

    One alone is compared with the codebook in use; without any the file of study.toml is.

    Examples:
        qualcode codebook diff
        qualcode codebook diff 3 5 -o differences.html
        qualcode codebook diff 2026-03-31
        qualcode codebook diff HEAD~1
        qualcode codebook diff HEAD~1:codebooks/themes.yaml codebooks/themes.yaml
    """
    from qualcode.actions import codebook_versions as actions
    from qualcode.codebook.differences import as_table

    said = versions or []
    if len(said) > 2:
        raise QualcodeError(f"{len(said)} codebooks were given, two can be compared.", "Give the older and the newer one.")
    marked = ready(output) not in _FOR_PROGRAMS
    if len(said) == 2 and all(map(actions.is_outside, said)):
        old, new, found = actions.differing(None, said)
    else:
        with reading(place.project) as store:
            old, new, found = actions.differing(store, said)
    show([as_table(found, old, new, marked=marked)], output)
