"""The command import."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Annotated

import typer

from qualcode.actions import importing, reading
from qualcode.actions.acting import actor
from qualcode.actions.importing import Arrival, Outcome
from qualcode.actions.selecting import single
from qualcode.cli import previews
from qualcode.cli.options import Acting, Output, Read
from qualcode.cli.results import listed, progress, ready, say, show, writing
from qualcode.errors import QualcodeError
from qualcode.table import Cell, Column, Table

_SCREENFUL = 20
_DRY = "Dry run"


@dataclass(frozen=True)
class Tags:
    """What is said of all the transcripts that come in."""

    tag: Annotated[
        list[str], typer.Option("--tag", metavar="NAME=VALUE", help="A variable of all of them; --region antwerp does the same.")
    ] = field(default_factory=list)
    id: Annotated[str, typer.Option("--id", metavar="ID", help="The id, instead of one made of the file's name.")] = ""
    kind: Annotated[str, typer.Option("--kind", metavar="KIND", help="focus-group, interview or written-interview.")] = ""


@dataclass(frozen=True)
class Rehearsal:
    """Whether nothing is to change, and what of it is shown then."""

    dry_run: Annotated[
        bool,
        typer.Option("--dry-run", help="Change nothing; show what it takes for labels, and which lines to check.", rich_help_panel=_DRY),
    ] = False
    only: Annotated[previews.Part | None, typer.Option("--only", help="Only this table of a dry run.", rich_help_panel=_DRY)] = None
    limit: Annotated[
        int | None,
        typer.Option(
            "--limit",
            metavar="N",
            min=0,
            help=f"Only the first N lines to check, 0 for all; as a table {_SCREENFUL}, else all.",
            rich_help_panel=_DRY,
        ),
    ] = None

    def check(self, format: str) -> None:
        """Raises QualcodeError for options that do not go together, or not with the format."""
        if (self.only or self.limit is not None) and not self.dry_run:
            raise QualcodeError("--only and --limit say what a dry run shows.", "Add --dry-run, or leave them out.")
        if self.dry_run and not self.only and format == "csv":
            which = "--only transcripts, speakers, lines or options."
            raise QualcodeError("A .csv file holds one table, a dry run has four.", f"Say which: {which}")


def import_(
    acting: Acting,
    output: Output,
    how: Read,
    paths: Annotated[list[Path], typer.Argument(metavar="PATH", readable=False, help="Files, or folders with files.")],
    said: Tags,
    dry: Rehearsal,
) -> None:
    """Bring in transcripts: .docx .odt .rtf .html .pdf .txt .vtt .srt .json .eaf .cha .tei .xml, and tables: .xlsx .csv .tsv.

    A table has a row for each turn (columns such as speaker, text, time, language, transcript) or for each respondent (a column for each
    question): its headings say which, and --speakers table or --kind written-interview when they do not. In .eaf, --label names tiers.

    A transcripts.csv beside the files says more of them, in the columns file, part, speaker, id, kind, aliases (Mod=Moderator; r1=R1) and the
    variables of the study: a row for each file, one with a part for a transcript of a file that holds several, one with a speaker for what
    holds of that speaker only. A file that cannot be read leaves the project as it was; the others are in.

    Examples:
        qualcode import transcripts/
        qualcode import fg7.docx --region charleroi --sector care --moderator INT
        qualcode import written.xlsx --kind written-interview --dry-run
        qualcode import fg7.docx --dry-run --only lines -f csv -o lines.csv
    """
    format = ready(output)
    dry.check(format)
    options = replace(how.options(), kind=said.kind or None, identifier=said.id)  # type: ignore[arg-type]
    tags = single(said.tag, "--tag").items()
    files = importing.number_of_files(paths)
    with reading.reader(files) as reader, writing(acting.project) as store, progress("Importing") as step:
        coder = actor(store, acting.as_coder)
        outcome = importing.run(store, coder, paths, options, tags=tags, dry_run=dry.dry_run, reader=reader, progress=step)
        declared = store.study.variables
    people = format == "table" and output.output is None
    tables = _tables(outcome, dry, people=people)
    if tables:
        show(tables, output)
    _tell(outcome, options=dry.dry_run and people and dry.only is None)
    if outcome.failed:
        raise _failure(outcome)
    number = len(outcome.arrived)
    say(f"{number} {'transcript' if number == 1 else 'transcripts'} {'would come' if dry.dry_run else 'came'} in.")
    if not dry.dry_run:
        _untagged(outcome, [name for name in declared if name != "phase"])


def _tell(outcome: Outcome, *, options: bool) -> None:
    """Lists what a person should know; the options that may read a file better with it, or (`options`) apart, on lines to be copied."""
    listed("Left aside:", outcome.skipped)
    listed("For you to know:", outcome.notes if options else [*outcome.notes, *outcome.advice])
    listed("Not kept in the text:", outcome.problems)
    if options and outcome.advice:
        say("Options that read it otherwise:")
        for advice in outcome.advice:
            say(f"  {advice.fix}")
            say(f"      {advice.where}: {advice.message}")


def _tables(outcome: Outcome, dry: Rehearsal, *, people: bool) -> list[Table]:
    """What came in; of a dry run the tables that were asked for, for `people` without empty ones and options, which are listed below."""
    if not dry.dry_run:
        return [_table(outcome)] if outcome.arrived else []
    most = dry.limit if dry.limit is not None else _SCREENFUL if people else 0
    tables: dict[previews.Part, Table] = {
        "transcripts": replace(_table(outcome), title="Would come in"),
        "speakers": previews.speakers(outcome.previews, people=people),
        "lines": previews.lines(outcome.previews, most, people=people),
        "options": previews.options(outcome.previews),
    }
    if dry.only:
        return [tables[dry.only]]
    return [table for name, table in tables.items() if not people or (table.rows and name != "options")]


def _failure(outcome: Outcome) -> QualcodeError:
    """What ends an import in which files could not be read: the one error of one file, or the list of them."""
    failed, others = outcome.failed, len({arrival.file for arrival in outcome.arrived}) + len(outcome.skipped)
    if len(failed) == 1 and not others:
        join = " " if failed[0].message[:1].islower() else ": "
        return QualcodeError(f"{failed[0].where}{join}{failed[0].message}", failed[0].fix)
    return QualcodeError(
        f"{len(failed)} of {len(failed) + others} files could not be imported; see above.",
        "Correct these and import again; files that are in already are left aside then.",
        tuple(failed),
    )


_LISTED = 10


def _untagged(outcome: Outcome, declared: list[str]) -> None:
    """Says which transcripts lack variables that their participants do not have either."""
    missing = {arrival.id: [name for name in declared if not _tagged(arrival, name)] for arrival in outcome.arrived}
    lacking = {id: names for id, names in missing.items() if names}
    if lacking:
        listed = [f"{id} ({', '.join(names)})" for id, names in lacking.items()]
        more = f" and {len(listed) - _LISTED} more" if len(listed) > _LISTED else ""
        told = "; ".join(listed[:_LISTED]) + more
        id, names = next(iter(lacking.items()))
        say(f"Not tagged yet: {told}. Do it with, for example: qualcode transcripts tag {id} --{names[0]} VALUE")


def _tagged(arrival: Arrival, name: str) -> bool:
    people = [one for one in arrival.participants if one.role == "participant"]
    return name in arrival.variables or (bool(people) and all(name in one.variables for one in people))


def _table(outcome: Outcome) -> Table:
    """What came in; words and languages are those of participants."""
    return Table(
        title="Imported",
        unit="transcript",
        columns=(
            Column("transcript", "transcript", "text"),
            Column("kind", "kind", "text"),
            Column("turns", "turns", "count"),
            Column("words", "words", "count"),
            Column("languages", "languages", "text"),
            Column("speakers", "speakers", "text"),
        ),
        rows=tuple(_row(arrival) for arrival in outcome.arrived),
        notes=("Words, and languages as shares of them, are those of participants.",),
    )


def _row(arrival: Arrival) -> tuple[Cell, ...]:
    total = sum(arrival.words.values())
    shares = sorted(arrival.words.items(), key=lambda item: -item[1])
    languages = [f"{language} {number / total:.0%}" for language, number in shares if number]
    return (arrival.id, arrival.kind, arrival.turns, total, ", ".join(languages), ", ".join(_speakers(arrival)))


def _speakers(arrival: Arrival) -> list[str]:
    """The labels, with the role of those who are no participants; the questions of a questionnaire are only counted."""
    asked = [one for one in arrival.participants if one.role == "moderator"]
    if arrival.kind == "written-interview" and len(asked) > 2:
        return [*(one.label for one in arrival.participants if one.role != "moderator"), f"{len(asked)} questions"]
    return [one.label if one.role == "participant" else f"{one.label} ({one.role})" for one in arrival.participants]
