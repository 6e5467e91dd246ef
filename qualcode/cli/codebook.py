"""The commands on the codebook; those that check, change, compare and merge are in modules of their own."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from qualcode.actions.acting import actor
from qualcode.cli.codebook_changes import (
    codebook_add,
    codebook_edit,
    codebook_join,
    codebook_move,
    codebook_rename,
    codebook_restore,
    codebook_retire,
    codebook_split,
)
from qualcode.cli.codebook_checks import codebook_check
from qualcode.cli.codebook_exchange import codebook_export, codebook_import
from qualcode.cli.codebook_schema import codebook_schema
from qualcode.cli.codebook_versions import codebook_diff, codebook_log
from qualcode.cli.merging import codebook_git_driver, codebook_merge, codebook_resolve
from qualcode.cli.options import Acting, Output, Place
from qualcode.cli.results import reading, say, show, writing
from qualcode.cli.translating import codebook_translate


def codebook_load(
    acting: Acting,
    file: Annotated[
        Path | None, typer.Argument(metavar="FILE.yaml", readable=False, help="The codebook, if not the one of study.toml.")
    ] = None,
    why: Annotated[str, typer.Option("--why", metavar="TEXT", help="The reason, for the history.")] = "",
) -> None:
    """Make a codebook file the one in use. A later version of it takes its place; codes with codings must still be in it.

    Examples:
        qualcode codebook load
        qualcode codebook load codebooks/themes.yaml --why "as agreed in March"
    """
    from qualcode.actions import codebooks

    with writing(acting.project) as store:
        book, changed = codebooks.load(store, actor(store, acting.as_coder), file, why=why)
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
    "codebook_add", "codebook_check", "codebook_diff", "codebook_edit", "codebook_export", "codebook_git_driver", "codebook_import",
    "codebook_join", "codebook_load", "codebook_log", "codebook_merge", "codebook_move", "codebook_rename", "codebook_resolve",
    "codebook_restore", "codebook_retire", "codebook_schema", "codebook_show", "codebook_split", "codebook_translate",
)  # fmt: skip
