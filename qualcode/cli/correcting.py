"""The commands transcripts correct, edit and diff, and what tag does with turns."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from qualcode.actions.acting import actor
from qualcode.cli.keyboard import once_more
from qualcode.cli.options import Acting, Output, Place, Read
from qualcode.cli.results import listed, progress, reading, ready, say, show, writing
from qualcode.errors import QualcodeError
from qualcode.table import Cell, Column, Table

if TYPE_CHECKING:
    from qualcode.actions.correcting import Outcome

_STATES = {
    "placed": "codings on the same words",
    "changed": "codings whose words were changed",
    "moved": "codings whose words stand elsewhere: wait",
    "unsure": "codings of whose words something is left: wait",
    "missing": "codings whose words are gone: wait",
    "lost": "codings marked as lost",
}
"""The states of codings, in words."""

_Why = Annotated[str, typer.Option("--why", metavar="TEXT", help="The reason, for the history.")]
_Id = Annotated[str, typer.Argument(metavar="ID", help="The transcript.")]


def transcripts_correct(
    acting: Acting,
    output: Output,
    how: Read,
    transcript: _Id,
    file: Annotated[Path, typer.Argument(metavar="FILE", readable=False, help="The corrected version, in any form that import reads.")],
    why: _Why = "",
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Read, compare and report; change nothing.")] = False,
) -> None:
    """Take a corrected version of a transcript: a new revision, to which codings, notes, suggestions and decisions go along.

    Each coding is found again by its words and what stands around them. Those whose place is not sure wait for their coders: qualcode review
    --kind anchor. Speakers who are called otherwise keep their role and variables. The old revision stays: qualcode transcripts diff.

    Examples:
        qualcode transcripts correct fg1 "fg1 nagelezen.docx" --dry-run
        qualcode transcripts correct fg1 "fg1 nagelezen.docx" --why "heard again by two"
    """
    from qualcode.actions import correcting

    ready(output)
    with writing(acting.project) as store, progress("Correcting"):
        coder = actor(store, acting.as_coder)
        outcome = correcting.correct(store, coder, transcript, file, how.options(), why=why, dry_run=dry_run)
    _tell(outcome, output, dry_run=dry_run)


def transcripts_edit(acting: Acting, output: Output, transcript: _Id, why: _Why = "") -> None:
    """Correct a transcript in an editor ($VISUAL or $EDITOR): its text as it stands in the project, labels and all.

    What you save there is taken as by transcripts correct. If it cannot be, you can go on in the editor, or leave: then nothing changes, and
    your text is kept.

    Examples:
        qualcode transcripts edit fg1 --why "turn 12 misheard"
    """
    from qualcode.actions import coding, correcting, editing
    from qualcode.store import revisions

    ready(output)
    with reading(acting.project) as store:
        actor(store, acting.as_coder)
        text, number = coding.text_of(store, transcript), revisions.current(store, transcript)

    def take(new: str) -> Outcome | None:
        if new == text:
            say(f"Nothing was changed in the editor; {transcript} stays as it is.")
            return None
        with writing(acting.project) as store, progress("Correcting"):
            coder = actor(store, acting.as_coder)
            if revisions.current(store, transcript) != number:
                raise QualcodeError(
                    f"{transcript} has been corrected by another meanwhile.",
                    f"See what differs: qualcode transcripts diff {transcript}, and edit again.",
                )
            return correcting.edited(store, coder, transcript, new, why=why)

    outcome = editing.edited(transcript, text, take, again=once_more)
    if outcome is not None:
        _tell(outcome, output)


def transcripts_diff(
    place: Place,
    output: Output,
    transcript: _Id,
    first: Annotated[int | None, typer.Option("--from", metavar="N", min=1, help="The revision before.")] = None,
    last: Annotated[int | None, typer.Option("--to", metavar="N", min=1, help="The revision after.")] = None,
) -> None:
    """What differs between two revisions of a transcript, by turn: [-words taken out-] and {+words put in+}.

    Without --to it is the revision in use, without --from the one before it.

    Examples:
        qualcode transcripts diff fg1
        qualcode transcripts diff fg1 --from 1 --to 3 --format csv -o differences.csv
    """
    from qualcode.actions import correcting

    people = output.format in {"", "table"} and output.output is None
    with reading(place.project) as store:
        table = correcting.diff(store, transcript, first or 0, last or 0, people=people)
    show([table], output)
    if not table.rows:
        say("Nothing differs.")


def say_of_turns(acting: Acting, transcript: list[str], turns: tuple[int, int], *, language: str, speaker: str) -> None:
    """Say in which language turns of a transcript are, or whose they are. Raises QualcodeError for more than one transcript."""
    from qualcode.actions import correcting

    if len(transcript) != 1:
        raise QualcodeError("--turn is of one transcript.", "Name just one.")
    with writing(acting.project) as store:
        coder = actor(store, acting.as_coder)
        outcome = correcting.say(store, coder, transcript[0], range(turns[0], turns[1] + 1), language=language, speaker=speaker)
    numbers = f"turn {turns[0]}" if turns[0] == turns[1] else f"turns {turns[0]} to {turns[1]}"
    told = ", ".join([*([f"in {language}"] if language else []), *([f"of {speaker}"] if speaker else [])])
    say(f"{'Tagged' if outcome.changed else 'Tagged so already'}: {transcript[0]}, {numbers}: {told}")
    for line in outcome.speakers:
        say(f"  {line}")
    _tell_waiting(outcome)


def _tell(outcome: Outcome, output: Output, *, dry_run: bool = False) -> None:
    """What a correction did, on stdout, and what to look at, on stderr."""
    listed("For you to know:", outcome.notes)
    listed("Not kept in the text:", outcome.problems)
    if not outcome.changed:
        say(f"Nothing changed: {outcome.transcript} is so already.")
        return
    show([_table(outcome, dry_run=dry_run)], output)
    for line in outcome.speakers:
        say(line)
    if dry_run:
        say("Dry run: nothing was changed.")
        return
    number = outcome.correction.after
    say(f"{outcome.transcript} is at revision {number} now. See what differs with: qualcode transcripts diff {outcome.transcript}")
    _tell_waiting(outcome)


def _tell_waiting(outcome: Outcome) -> None:
    if outcome.correction.codings.get("changed"):
        say("Coders see those of their codings whose words were changed with: qualcode review --kind anchor --list --changed")
    waiting = outcome.correction.waiting
    if waiting:
        number = sum(waiting.values())
        whose = ", ".join(f"{count} of {coder}" for coder, count in waiting.items())
        what = "coding waits for a decision on its place" if number == 1 else "codings wait for a decision on their place"
        say(f"{number} {what} ({whose}) and until then {'counts' if number == 1 else 'count'} nowhere: qualcode review --kind anchor")


_TURNS = {
    "words": "turns with other words",
    "added": "turns put in",
    "removed": "turns taken out",
    "split": "turns out of one that was split",
    "joined": "turns joined out of several",
    "moved to here": "turns that stand elsewhere now",
    "speaker": "turns with another speaker",
    "language": "turns in another language",
    "time": "turns with another time",
    "white space": "turns with other white space",
}


def _table(outcome: Outcome, *, dry_run: bool) -> Table:
    before, after = outcome.before, outcome.after
    sizes = (("turns", before.turns, after.turns), ("words", before.words, after.words), ("speakers", before.speakers, after.speakers))
    rows: list[tuple[Cell, ...]] = [row for what, was, now in sizes for row in ((f"{what} before", was), (f"{what} now", now))]
    rows += [(what, outcome.differences[kind]) for kind, what in _TURNS.items() if outcome.differences.get(kind)]
    rows += [(what, outcome.correction.codings[state]) for state, what in _STATES.items() if outcome.correction.codings.get(state)]
    if outcome.correction.suggestions:
        rows.append(("suggestions that went along", outcome.correction.suggestions))
    return Table(
        title=f"{outcome.transcript} {'would be' if dry_run else 'is'} corrected",
        unit="transcript",
        columns=(Column("what", "what", "text"), Column("number", "number", "count")),
        rows=tuple(rows),
    )
