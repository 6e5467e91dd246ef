"""The command export: the report of a study."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Annotated

import typer

from qualcode.cli.options import Choice, Layered, Output, Place, Without, question
from qualcode.cli.results import reading, ready, say
from qualcode.errors import QualcodeError

_READ = ("html", "docx", "md", "latex")
"""The formats that a report can be read in."""


def export_report(
    place: Place,
    choice: Annotated[Choice, Without("language", "kind", "code", "attribute")],
    layered: Layered,
    output: Annotated[Path | None, typer.Option("-o", "--output", metavar="FILE", help="The file: .html or .docx (or .md, .tex).")] = None,
    language: Annotated[
        str, typer.Option("--language", metavar="CODE", help="The language of the report: nl, fr or en; else the first of the study.")
    ] = "",
    config: Annotated[
        Path | None, typer.Option("--config", metavar="FILE", help="What the report is to hold: title, authors, parts, comparisons ...")
    ] = None,
    config_example: Annotated[bool, typer.Option("--config-example", help="Show what such a file may hold, and do no more.")] = False,
) -> None:
    """Write the report: design, participants, codebook, frequencies, comparisons, stances, quotations, method and COREQ.

    The .html is one file to be read in any browser, offline, and printed; quotations can be filtered and tables sorted. The .docx is
    made of Word's own headings, captions and tables, to be edited. Comparisons, quotations and much else are chosen in a file
    (--config), which also answers what only authors know. For the tables as numbers see export tables, for all quotations quotes -o FILE,
    for the whole codebook codebook export.

    Examples:
        qualcode export report -o exports/report.html
        qualcode export report -o exports/rapport.docx --language fr --layer consensus
        qualcode export report --config-example > report.toml
        qualcode export report -o exports/report.html --config report.toml
    """
    from qualcode.actions.reporting import config as wishes
    from qualcode.actions.reporting import making
    from qualcode.exporters import _choose as exporters

    if config_example:
        sys.stdout.write(wishes.EXAMPLE)
        return
    if output is None:
        raise QualcodeError("Nothing says where the report is to be written.", "Give a file, as in: -o report.html")
    format = ready(Output(output=output))
    if format not in _READ:
        raise QualcodeError(
            f"A report is to be read, and {output.suffix} holds tables.", "Write .html or .docx; or use: qualcode export tables"
        )
    wish = wishes.read(config) if config is not None else wishes.Wish()
    with reading(place.project) as store:
        report = making.made(making.context_of(store, question(choice, Output(), layered), wish, language))
    exporters.write_file(report, output, format)
    say(f"Written: {output}")
