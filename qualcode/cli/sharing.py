"""The commands share and merge: copies of a project apart, and together again."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from qualcode.actions.acting import actor
from qualcode.cli.options import Acting, Output, Place
from qualcode.cli.results import progress, reading, ready, say, show, writing


def share(
    place: Place,
    output: Annotated[Path, typer.Option("-o", "--output", metavar="FILE", help="The file to make, as colleague.qualcode.")],
    transcript: Annotated[list[str], typer.Option("--transcript", metavar="ID", help="Only this transcript; repeat it for several.")] = [],
    assigned_to: Annotated[
        str, typer.Option("--assigned-to", metavar="CODER", help="Only the transcripts that this coder has to do.")
    ] = "",
) -> None:
    """Make a copy for a colleague: one file with study, codebooks, texts, codings and the log. Only you may read it at first.

    The files that transcripts came from stay here. There it becomes a project with qualcode init --from; what was done in it comes back with
    qualcode share, and here with qualcode merge. Who takes part without this program can open it in any SQLite tool.

    Examples:
        qualcode share -o colleague.qualcode
        qualcode share --assigned-to bram -o bram.qualcode
    """
    from qualcode.actions import sharing

    with reading(place.project) as store:
        made = sharing.share(store, output, transcript, assigned_to)
    left = f"; {made.left_out} left out" if made.left_out else ""
    say(
        f"Written and checked: {output}: {_counted(made.transcripts, 'transcript')}{left}, {_counted(made.codings, 'coding')}, {_counted(made.coders, 'coder')}."
    )
    say(f"It holds what people said: send it only by safe ways. There: qualcode init --from {output.name} FOLDER")


def _counted(number: int, noun: str) -> str:
    return f"{number} {noun}{'' if number == 1 else 's'}"


def merge(
    acting: Acting,
    files: Annotated[list[Path], typer.Argument(metavar="FILE", help="Copies made with qualcode share, or folders of projects.")],
    output: Output,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Only say what would come in.")] = False,
    yes: Annotated[bool, typer.Option("--yes", help="Do not ask first.")] = False,
) -> None:
    """Bring copies of the project back: codings, notes, decisions, assignments, variables, corrections, codebook and study.

    First it says what would come in, by coder, transcript and code, and what copies do not agree on. Then it makes a backup, and brings all of
    it in or nothing. A transcript is known by what is in its file, not by its name. What one has removed and nobody else has touched is
    removed; what cannot be decided waits in qualcode review --kind merge. Merging twice is merging once, in whatever order.

    A merge is no act of yours that undo takes back: it names the backup, which can be put back as qualcode backup says.

    Examples:
        qualcode merge bram.qualcode chloe.qualcode --dry-run
        qualcode merge bram.qualcode --yes
        qualcode merge ../copy-of-the-study
    """
    from contextlib import ExitStack

    from qualcode.actions import merging
    from qualcode.cli import merged

    ready(output)
    with ExitStack() as stack, writing(acting.project) as store:
        coder = actor(store, acting.as_coder)
        with progress("Looking through"):
            work = merging.ready(stack, store, coder, files)
            # Without a question in between, what would come in and what came in are one.
            found = work.run() if yes and not dry_run else work.preview()
        for path in work.doubts.apart:
            say(f"Note: {path} is no copy of this project: it was begun apart. Is it the right file?")
        for path in work.doubts.unloaded:
            say(f"Note: {path} has changed since it was loaded there: that does not come along. There: qualcode codebook load")
        show(merged.tables(found, one=ready(output) == "csv"), output)
        for line in merged.told(found):
            say(line)
        if found.nothing or dry_run:
            say("Nothing is new: all of it is here already." if found.nothing else "Nothing was changed: this is what would come in.")
            return
        if not yes:
            if not merged.agreed():
                say("Nothing was merged.")
                return
            with progress("Merging"):
                found = work.run()
    say(f"Merged. The project as it was before: {found.backup}")
    if found.questions:
        say(
            f"{_counted(found.questions, 'question')} wait{'s' if found.questions == 1 else ''} for a decision: qualcode review --kind merge"
        )
