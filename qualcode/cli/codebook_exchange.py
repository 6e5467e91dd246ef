"""The commands codebook export and import."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from qualcode.actions.acting import project_folder
from qualcode.cli.options import Choice, Layered, Output, Place, Without
from qualcode.cli.results import listed, reading, ready, say, show
from qualcode.errors import QualcodeError

if TYPE_CHECKING:
    from qualcode.actions.exchanging_codebooks import InUse
    from qualcode.codebook.exchange.reading import Foreigners
    from qualcode.store.database import Store

_FILES = "Files for other programs"
_REPORTS = "Annex of a report"


@dataclass(frozen=True)
class ForPrograms:
    """How a codebook is written for other programs."""

    form: Annotated[
        str, typer.Option("--form", metavar="FORM", help="Of .csv and .xlsx: full, qualcoder, taguette or maxqda.", rich_help_panel=_FILES)
    ] = "full"
    language: Annotated[
        list[str],
        typer.Option(
            "--language",
            metavar="CODE",
            help="Only this language. Else a file for each: FILE.nl.qdc, FILE.fr.qdc ...",
            rich_help_panel=_FILES,
        ),
    ] = field(default_factory=list)
    append_languages: Annotated[
        bool, typer.Option("--append-languages", help="Descriptions in .qdc hold the other languages too.", rich_help_panel=_FILES)
    ] = False

    def said(self) -> bool:
        """Whether any of it is asked for."""
        return self != ForPrograms()


@dataclass(frozen=True)
class ForReports:
    """How a codebook is written for the annex of a report."""

    label_language: Annotated[
        str, typer.Option("--label-language", metavar="CODES", help="The languages side by side, as in nl,fr.", rich_help_panel=_REPORTS)
    ] = ""
    examples: Annotated[
        int | None,
        typer.Option(
            "--examples",
            metavar="N",
            min=0,
            help="Of each code and language at most N examples of the codebook, and N quotations. Else all examples, and no quotations.",
            rich_help_panel=_REPORTS,
        ),
    ] = None
    keywords: Annotated[bool, typer.Option("--keywords", help="Keywords too.", rich_help_panel=_REPORTS)] = False

    def said(self) -> bool:
        """Whether any of it is asked for."""
        return self != ForReports()


def codebook_export(
    place: Place,
    output: Annotated[
        Path,
        typer.Option("-o", "--output", metavar="FILE", help="Its suffix says the form: .qdc .csv .xlsx .yaml, or .docx .html .md .tex."),
    ],
    programs: ForPrograms,
    reports: ForReports,
    choice: Annotated[Choice, Without("language", "code", "attribute")],
    layered: Layered,
    file: Annotated[Path | None, typer.Argument(metavar="FILE.yaml", readable=False, help="The codebook, if not the one in use.")] = None,
    counts: Annotated[
        bool, typer.Option("--counts", help="How often each code occurs: segments, participants, groups.", rich_help_panel=_REPORTS)
    ] = False,
) -> None:
    """Write the codebook for another program, or for the annex of a report. What a form cannot say is listed.

    .qdc is REFI-QDA, for NVivo, MAXQDA, ATLAS.ti, QualCoder and others: a file per language, with the same GUIDs. Include, exclude,
    examples, keywords and the id stand in the description, each after its name in brackets; codebook import reads them back. .csv and
    .xlsx hold everything (--form full), or what QualCoder, Taguette or MAXQDA read, a file per language. .yaml is the file as loaded.

    .docx, .html, .md and .tex are for a report: a table for each theme, languages side by side.

    Examples:
        qualcode codebook export -o exports/codebook.qdc
        qualcode codebook export -o exports/codes.xlsx --form maxqda --language fr
        qualcode codebook export -o exports/annex.docx --label-language nl,fr --examples 2 --counts --layer C1
    """
    from qualcode.actions import exchanging_codebooks as exchanging

    data = exchanging.is_data(output)
    _check(output, data=data, programs=programs, reports=reports, counts=counts)
    with _codebook(place, file, asks=counts or bool(reports.examples)) as (codebook, store):
        if data:
            counted = exchanging.number_of_codings(store, layered.layer, choice.said()) if counts and store else None
            wanted = exchanging.Data(programs.form, programs.language, programs.append_languages, counted)
            files = exchanging.as_data(codebook, output, wanted)
        else:
            languages = tuple(each.strip() for each in reports.label_language.split(",") if each.strip())
            annex = exchanging.Wanted(languages, reports.examples, reports.keywords, counts, layered.layer, choice.said())
            files = exchanging.as_report(codebook.book, output, annex, store)
    exchanging.written_down(files)
    listed("Not said there:", files.problems)
    for path, _ in files.files:
        say(f"Written: {path}")


def _check(output: Path, *, data: bool, programs: ForPrograms, reports: ForReports, counts: bool) -> None:
    """Raises QualcodeError for options that mean nothing for the file that is asked for, and for a folder that is not there."""
    suffix = output.suffix.lower()
    idle = []
    if not data and programs.said():
        idle += ["--form", "--language", "--append-languages"]
    if data and reports.said():
        idle += ["--label-language", "--examples", "--keywords"]
    if data and counts and programs.form != "taguette":
        idle.append("--counts")
    if data and suffix not in {".csv", ".xlsx"} and programs.form != "full":
        idle.append("--form")
    if data and suffix != ".qdc" and programs.append_languages:
        idle.append("--append-languages")
    if data and programs.language and (suffix == ".yaml" or (suffix != ".qdc" and programs.form == "full")):
        idle.append("--language")
    if idle:
        beside = "" if data or not programs.language else " Languages stand side by side with: --label-language nl,fr"
        raise QualcodeError(
            f"{', '.join(idle)}: of no use for {suffix}{f' in the form {programs.form}' if data else ''}.", f"Leave it away.{beside}"
        )
    if not output.parent.is_dir():
        raise QualcodeError(f"There is no folder {output.parent}.", "Make it first, or give another FILE after -o.")


@contextmanager
def _codebook(place: Place, file: Path | None, *, asks: bool) -> Iterator[tuple[InUse, Store | None]]:
    """The codebook, and the project when it is asked for more."""
    from qualcode.actions import exchanging_codebooks as exchanging

    if file is not None and asks:
        raise QualcodeError("Counts and quotations are of the codebook in use.", "Leave the file away, or load it first.")
    if file is not None:
        yield exchanging.in_file(file), None
        return
    with reading(place.project) as store:
        yield exchanging.in_use(store), store


# --- import -----------------------------------------------------------------------------------------------------------------------------


def codebook_import(
    place: Place,
    files: Annotated[
        list[Path],
        typer.Argument(metavar="FILE", readable=False, help=".qdc .qdpx .csv .tsv .txt .xlsx .odt; of one codebook, a language each."),
    ],
    output: Annotated[
        Path | None,
        typer.Option("-o", "--output", metavar="FILE", help="Write the codebook here, where there is none; else to stdout."),
    ] = None,
    language: Annotated[
        list[str], typer.Option("--language", metavar="CODE", help="The language of each file, in their order, if it is not told rightly.")
    ] = [],
    split: Annotated[
        str | None,
        typer.Option("--parted-by", metavar="SIGN", help="What parts the names above from a code's own, as in '::'; '' for nothing."),
    ] = None,
    id: Annotated[str, typer.Option("--id", metavar="ID", help="The id of the codebook, if not the file's name.")] = "",
    encoding: Annotated[
        str, typer.Option("--encoding", metavar="NAME", help="The encoding of .csv and .txt, if it is not told rightly.")
    ] = "",
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Show what would come, and write nothing.")] = False,
    format: Annotated[str, typer.Option("--format", "-f", metavar="FORMAT", help="Of what a dry run shows: table, csv, json ...")] = "",
) -> None:
    """Make a codebook of files of other programs: REFI-QDA (.qdc, .qdpx), tables of QualCoder, Taguette, MAXQDA or your own, and the codebook that QualCoder writes as .odt.

    Two files of one codebook in two languages become one codebook: codes are known by their GUID, or by the id in their description. Ids
    are made of labels, unless the file says them, or the codebook in use knows the GUID. Tables are known by their columns: code, label,
    name, naam, nom or tag, and definition, parent, colour, keywords ..., with a language as in `naam nl`. What cannot be kept is listed.

    Examples:
        qualcode codebook import book.nl.qdc book.fr.qdc -o codebooks/book.yaml
        qualcode codebook import codes.xlsx --language fr --dry-run
        qualcode codebook import nodes.qdc --parted-by '::' -o codebooks/nodes.yaml
    """
    from qualcode.actions import exchanging_codebooks as exchanging
    from qualcode.store.database import FILE_NAME

    if dry_run:
        ready(Output(format))
    elif format:
        raise QualcodeError("--format is for what a dry run shows.", "Add --dry-run, or leave it away.")
    elif output is not None:
        exchanging.check_new(output)
    how = exchanging.Strange(id, language, encoding, split)
    if (project_folder(place.project) / FILE_NAME).is_file():
        with reading(place.project) as store:
            found, text = exchanging.read(files, how, output, store)
    else:
        found, text = exchanging.read(files, how, output, None)
    if dry_run:
        from qualcode.codebook.exchange.previewing import as_table

        show([as_table(found.book)], Output(format))
    elif output is not None:
        exchanging.put_new(text, output)
    else:
        sys.stdout.buffer.write(text.encode())
    _tell(found, output, dry_run=dry_run)


def _tell(found: Foreigners, output: Path | None, *, dry_run: bool) -> None:
    for note in found.notes:
        say(note)
    listed("Not as it was there:", found.problems)
    number = len(found.book.codes)
    told = f"{number} {'code' if number == 1 else 'codes'} in {', '.join(found.book.languages)}"
    if dry_run:
        say(f"{told} would come in.")
    elif output is not None:
        say(f"Written: {output}: {told}.")
        say(f"Look through it with: qualcode codebook check {output}, take it into use with: qualcode codebook load {output}")
