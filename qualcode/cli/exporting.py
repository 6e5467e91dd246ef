"""The commands export report and export tables."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Annotated

import typer

from qualcode.cli.options import Choice, Layered, Output, Place, Without, question
from qualcode.cli.results import reading, ready, say
from qualcode.errors import QualcodeError

_Language = Annotated[
    str, typer.Option("--language", metavar="CODE", help="The language of the report: nl, fr or en; else the first of the study.")
]

_READ = ("html", "docx", "md", "latex")
"""The formats that a report can be read in."""


_PICTURES = {"html": "svg", "docx": "png"}
"""The form of the pictures in them."""


def export_report(
    place: Place,
    choice: Annotated[Choice, Without("language", "kind", "code", "attribute")],
    layered: Layered,
    output: Annotated[Path | None, typer.Option("-o", "--output", metavar="FILE", help="The file: .html or .docx (or .md, .tex).")] = None,
    language: _Language = "",
    config: Annotated[
        Path | None, typer.Option("--config", metavar="FILE", help="What the report is to hold: title, authors, parts, comparisons ...")
    ] = None,
    config_example: Annotated[bool, typer.Option("--config-example", help="Show what such a file may hold, and do no more.")] = False,
) -> None:
    """Write the report: design, participants, codebook, frequencies, comparisons, stances, quotations, findings, agreement, method and COREQ.

    The .html is one file to be read in any browser, offline, and printed; quotations can be filtered and tables sorted. The .docx is
    made of Word's own headings, captions and tables, to be edited. Parts, comparisons, quotations and much else are chosen in a file
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
        report = making.made(making.context_of(store, question(choice, Output(), layered), wish, language, _PICTURES.get(format, "")))
    exporters.write_file(report, output, format)
    say(f"Written: {output}")


def export_tables(
    place: Place,
    choice: Annotated[Choice, Without("language", "kind", "code", "attribute")],
    layered: Layered,
    output: Annotated[
        Path, typer.Option("-o", "--output", metavar="FILE", help="A .xlsx or .tex with all tables, or a folder for a file of each.")
    ],
    language: _Language = "",
    config: Annotated[
        Path | None, typer.Option("--config", metavar="FILE", help="The same as of export report: which parts, which comparisons ...")
    ] = None,
    latex: Annotated[bool, typer.Option("--latex", help="In a folder also each table for LaTeX, with booktabs.")] = False,
) -> None:
    """Write every table that the report rests on, with all columns and rows: quotations, differences and rates of each group too.

    A .xlsx has a sheet for each, numbers as numbers, and a sheet that says what they count. A folder gets that workbook, and a .csv of each
    table with its notes beside it; with --latex a .tex of each too.

    Examples:
        qualcode export tables -o exports/tables.xlsx
        qualcode export tables -o exports/tables --latex --language fr
    """
    from qualcode.actions.reporting import config as wishes
    from qualcode.actions.reporting import making
    from qualcode.actions.reporting import tables as every

    every.target(output, latex=latex)
    wish = wishes.read(config) if config is not None else wishes.Wish()
    with reading(place.project) as store:
        context = making.context_of(store, question(choice, Output(), layered), wish, language)
        found = every.tables(context)
        written = every.write(found, output, context, latex=latex)
    if len(written) == 1:
        say(f"Written: {output}")
        return
    say(f"Written to {output}: {written[0].name}, and {len(found)} tables as .csv{' and .tex' if latex else ''}")
