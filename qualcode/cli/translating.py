"""The command codebook translate: a worksheet of what is not translated, and its return."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from qualcode.actions.acting import actor
from qualcode.cli.codebook_changes import Changing, tell
from qualcode.cli.codebook_checks import project_of
from qualcode.cli.options import Output, Without, parted
from qualcode.cli.results import listed, reading, ready, say, show_report, writing
from qualcode.errors import QualcodeError

if TYPE_CHECKING:
    from qualcode.actions.translating import Taken


def codebook_translate(
    changing: Changing,
    output: Annotated[Output, Without("label_language")],
    file: Annotated[
        Path | None, typer.Argument(metavar="FILE.yaml", readable=False, help="The codebook, if not the one of study.toml.")
    ] = None,
    to: Annotated[
        list[str], typer.Option("--to", metavar="LANGUAGE", help="What is missing in this language, or in several: fr,de. Else in all.")
    ] = [],
    field: Annotated[
        list[str],
        typer.Option("--field", metavar="FIELD", help="Only label, definition, include, exclude, examples or keywords, or several."),
    ] = [],
    back: Annotated[
        list[Path], typer.Option("--from", metavar="FILE", readable=False, help="A worksheet that was filled in: .xlsx, .docx or .csv.")
    ] = [],
    anyway: Annotated[
        bool, typer.Option("--anyway", help="With --from: take also what does not fit any more; it takes the place of what is there.")
    ] = False,
) -> int:
    """A worksheet of what is not translated, with the other languages beside an empty cell; and what was filled in, back into the codebook.

    --to writes the worksheet. --from reads it: each text goes to its place in the file, and no other line changes. A text whose source has changed
    since, or that somebody filled in meanwhile, is listed and left out, status 1. A language that the codebook has not yet becomes one of its own.

    Examples:
        qualcode codebook translate --to fr -o missing.xlsx
        qualcode codebook translate --to fr,de --field label,definition -o missing.docx
        qualcode codebook translate --from missing.xlsx --why "by the translator in Charleroi"
    """
    if back:
        if to or field or output.format or output.output:
            raise QualcodeError("--from takes a worksheet back, and makes none.", "Leave --to, --field, --format and -o away.")
        return _take(changing, file, back, anyway=anyway)
    if anyway or changing.dry_run or changing.why:
        raise QualcodeError("--anyway, --dry-run and --why are for a worksheet that comes back.", "Say which with --from FILE.")
    return _give(changing, output, file, parted(to), parted(field))


def _give(changing: Changing, output: Output, file: Path | None, to: list[str], field: list[str]) -> int:
    from qualcode.actions.filled_tables import SUFFIXES
    from qualcode.actions.translating import missing

    format = ready(output)
    with project_of(changing.project, file, reading) as store:
        found = missing(store, file, to, field)
    if not found.missing:
        say("Nothing is missing in any language of the codebook.")
        return 0
    if format == "csv" and len(found.missing) > 1:
        raise QualcodeError(
            f"A .csv file holds one table, and something is missing in {', '.join(found.missing)}.",
            "Say which with --to, or write .xlsx or .docx.",
        )
    show_report(found.report, output)
    for language, number in found.missing.items():
        say(f"{language}: {number} {'text is' if number == 1 else 'texts are'} missing.")
    if output.output is not None and output.output.suffix.lower() in SUFFIXES:
        say(f"When it is filled in: qualcode codebook translate{f' {file}' if file else ''} --from {output.output}")
    return 0


def _take(changing: Changing, file: Path | None, back: list[Path], *, anyway: bool) -> int:
    from qualcode.actions.translating import take

    with project_of(changing.project, file, writing) as store:
        coder = actor(store, changing.as_coder) if store is not None else None
        done = take(store, coder, file, back, anyway=anyway, why=changing.why, dry_run=changing.dry_run)
    return _told(changing, done, anyway=anyway)


def _told(changing: Changing, done: Taken, *, anyway: bool) -> int:
    """Say what came of a worksheet. Returns the status."""
    filled = done.filled
    came = "would come" if changing.dry_run else "came"
    say(
        f"{filled.taken} {'text' if filled.taken == 1 else 'texts'} {came} into the codebook, {filled.there} were there, {filled.empty} are empty."
    )
    new = [language for language in done.outcome.after.languages if language not in done.outcome.before.languages]
    if new:
        say(f"Languages of the codebook now: {', '.join(done.outcome.after.languages)}.")
    listed("Taken, though it did not fit any more:" if anyway else "Left out, because it does not fit any more:", filled.conflicts)
    if filled.conflicts and not anyway:
        say("To take it all the same: add --anyway")
    listed("Left out, because nothing in the codebook is meant by it:", filled.problems)
    listed("Not read in the worksheet:", done.notes)
    if filled.taken:
        tell(changing, done.outcome, f"Translated: {filled.taken} {'text' if filled.taken == 1 else 'texts'}")
    return int(bool(filled.problems or (filled.conflicts and not anyway)))
