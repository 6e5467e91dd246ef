"""The command import."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Literal

import typer

from qualcode.actions import importing
from qualcode.actions.acting import actor
from qualcode.actions.importing import Arrival, Outcome
from qualcode.actions.selecting import pairs
from qualcode.cli.options import Acting, Output
from qualcode.cli.results import listed, progress, ready, say, show, writing
from qualcode.errors import QualcodeError
from qualcode.model import ImportOptions
from qualcode.table import Cell, Column, Table


def import_(
    acting: Acting,
    output: Output,
    paths: Annotated[list[Path], typer.Argument(metavar="PATH", readable=False, help="Files, or folders with files.")],
    tag: Annotated[
        list[str], typer.Option("--tag", metavar="NAME=VALUE", help="A variable of all of them; --region antwerp does the same.")
    ] = [],
    id: Annotated[str, typer.Option("--id", metavar="ID", help="The id, instead of one made of the file's name.")] = "",
    kind: Annotated[str, typer.Option("--kind", metavar="KIND", help="focus-group, interview or written-interview.")] = "",
    speakers: Annotated[Literal["auto", "table", "pattern"], typer.Option("--speakers", help="How speakers are told.")] = "auto",
    label: Annotated[str, typer.Option("--label", metavar="REGEX", help="What a speaker's label looks like at the start of a line.")] = "",
    moderator: Annotated[list[str], typer.Option("--moderator", metavar="LABEL", help="This speaker is the moderator.")] = [],
    alias: Annotated[list[str], typer.Option("--alias", metavar="A=B", help="Speaker A is the same as B.")] = [],
    encoding: Annotated[
        str, typer.Option("--encoding", metavar="NAME", help="The encoding of text files, if it is not told rightly.")
    ] = "",
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Read and report, change nothing.")] = False,
) -> None:
    """Bring in transcripts: .docx .odt .rtf .txt .vtt .srt .eaf .cha, and .xlsx with a written interview per row.

    A transcripts.csv beside the files gives their variables. A file that cannot be read leaves the project as it was; the others are in.

    Examples:
        qualcode import transcripts/
        qualcode import fg7.docx --region charleroi --sector care --moderator INT
        qualcode import written.xlsx --kind written-interview --dry-run
    """
    ready(output)
    options = ImportOptions(speakers, label, tuple(moderator), dict(pairs(alias, "--alias")), encoding, kind or None, id)  # type: ignore[arg-type]
    with writing(acting.project) as store, progress("Importing") as step:
        coder = actor(store, acting.as_coder)
        outcome = importing.run(store, coder, paths, options, tags=pairs(tag, "--tag"), dry_run=dry_run, ahead=True, progress=step)
        declared = store.study.variables
    if outcome.arrived:
        show([_table(outcome, dry_run=dry_run)], output)
    listed("Left aside:", outcome.skipped)
    listed("For you to know:", outcome.notes)
    listed("Not kept in the text:", outcome.problems)
    if outcome.failed:
        raise _failure(outcome)
    number = len(outcome.arrived)
    say(f"{number} {'transcript' if number == 1 else 'transcripts'} {'would come' if dry_run else 'came'} in.")
    if not dry_run:
        _untagged(outcome, [name for name in declared if name != "phase"])


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


def _untagged(outcome: Outcome, declared: list[str]) -> None:
    """Says which transcripts lack variables that their participants do not have either."""
    missing = {arrival.id: [name for name in declared if not _tagged(arrival, name)] for arrival in outcome.arrived}
    lacking = {id: names for id, names in missing.items() if names}
    if lacking:
        told = "; ".join(f"{id} ({', '.join(names)})" for id, names in lacking.items())
        id, names = next(iter(lacking.items()))
        say(f"Not tagged yet: {told}. Do it with, for example: qualcode transcripts tag {id} --{names[0]} VALUE")


def _tagged(arrival: Arrival, name: str) -> bool:
    people = [one for one in arrival.participants if one.role == "participant"]
    return name in arrival.variables or (bool(people) and all(name in one.variables for one in people))


def _table(outcome: Outcome, *, dry_run: bool) -> Table:
    """What came in; words and languages are those of participants."""
    return Table(
        title="Would come in" if dry_run else "Imported",
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
