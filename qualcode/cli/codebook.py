"""The commands on the codebook; those that merge are in a module of their own."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from qualcode.actions.acting import actor
from qualcode.cli.codebook_checks import codebook_check
from qualcode.cli.merging import codebook_git_driver, codebook_merge, codebook_resolve
from qualcode.cli.options import Acting, Output, Place
from qualcode.cli.results import reading, ready, say, show, writing
from qualcode.errors import QualcodeError


def codebook_load(
    acting: Acting,
    file: Annotated[
        Path | None, typer.Argument(metavar="FILE.yaml", readable=False, help="The codebook, if not the one of study.toml.")
    ] = None,
) -> None:
    """Make a codebook file the one in use. A later version of it takes its place; codes with codings must still be in it.

    Examples:
        qualcode codebook load
        qualcode codebook load codebooks/themes.yaml
    """
    from qualcode.actions import codebooks

    with writing(acting.project) as store:
        book, changed = codebooks.load(store, actor(store, acting.as_coder), file)
    codable = sum(code.codable for code in book.codes)
    say(f"{'Loaded' if changed else 'In use already'}: {book.id} {book.version}, {codable} codes under {len(book.codes) - codable} themes.")


def codebook_show(
    place: Place,
    output: Output,
    code: Annotated[str | None, typer.Argument(metavar="CODE", help="Only this code and those below it.")] = None,
) -> None:
    """The codebook in use, in the language of your choice.

    Examples:
        qualcode codebook show coop --label-language fr
        qualcode codebook show -o codebook.docx
    """
    from qualcode.actions.asking import label_languages
    from qualcode.codebook.table import as_table
    from qualcode.store import codes

    with reading(place.project) as store:
        table = as_table(codes.book(store), label_languages(store, output.label_language), code)
    show([table], output)


__all__ = (
    "codebook_check", "codebook_diff", "codebook_git_driver", "codebook_load", "codebook_merge", "codebook_resolve", "codebook_show",
)  # fmt: skip

_FOR_PROGRAMS = {"csv", "json", "xlsx"}


def codebook_diff(
    place: Place,
    output: Output,
    versions: Annotated[
        list[str] | None,
        typer.Argument(metavar="[OLD] [NEW]", help="Files, or REVISION:path of git; one alone: against the codebook in use."),
    ] = None,
) -> None:
    """What differs between two codebooks, code by code, old beside new. Words of one side only stand in [- -] and {+ +}; csv, json and xlsx have the bare texts.

    Without NEW the file is compared with the codebook in use, without both the file of study.toml is.

    Examples:
        qualcode codebook diff
        qualcode codebook diff HEAD~1:codebooks/themes.yaml codebooks/themes.yaml
        qualcode codebook diff ours.yaml theirs.yaml -o differences.html
    """
    from qualcode.actions import codebooks
    from qualcode.codebook.differences import as_table

    said = versions or []
    if len(said) > 2:
        raise QualcodeError(f"{len(said)} codebooks were given, two can be compared.", "Give the older and the newer one.")
    marked = ready(output) not in _FOR_PROGRAMS
    if len(said) == 2:
        old, new, found = codebooks.differing(None, said)
    else:
        with reading(place.project) as store:
            old, new, found = codebooks.differing(store, said)
    show([as_table(found, old, new, marked=marked)], output)
