"""The commands coding add, change, describe, note, remove, list and import."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from qualcode.actions import coding as actions
from qualcode.actions.acting import actor
from qualcode.actions.selecting import single
from qualcode.cli.options import Acting, Choice, Layered, Output, Place, question
from qualcode.cli.results import progress, reading, ready, say, show, writing
from qualcode.model import Coding
from qualcode.store import codings

_SHOWN = 70


def _told(coding: Coding) -> str:
    quotation = " ".join(coding.quotation.split())
    short = quotation if len(quotation) <= _SHOWN else quotation[: _SHOWN - 1] + "…"
    return f"{coding.guid[-8:]}  {coding.transcript} {coding.start}-{coding.end}  {coding.code}  {short}"


def coding_add(
    acting: Acting,
    transcript: Annotated[str, typer.Argument(metavar="TRANSCRIPT", help="The transcript.")],
    code: Annotated[str, typer.Argument(metavar="CODE", help="The code.")],
    turn: Annotated[int | None, typer.Option("--turn", metavar="N", min=1, help="The turn; all of it, unless more is said.")] = None,
    sentence: Annotated[int | None, typer.Option("--sentence", metavar="N", min=1, help="This sentence of the turn.")] = None,
    quote: Annotated[str, typer.Option("--quote", metavar="TEXT", help="These words, which stand there once.")] = "",
    at: Annotated[str, typer.Option("--at", metavar="START-END", help="This span of the text.")] = "",
    attribute: Annotated[list[str], typer.Option("--attribute", metavar="NAME=VALUE", help="An attribute, as stance=pro.")] = [],
    note: Annotated[str, typer.Option("--note", metavar="TEXT", help="A note.")] = "",
) -> None:
    """Put a code on text.

    Examples:
        qualcode coding add fg1 coop.secrecy --turn 12
        qualcode coding add fg1 coop.secrecy --turn 12 --sentence 2 --attribute stance=contra
        qualcode coding add fg1 coop.secrecy --quote "mijn zwijgen is een attest" --note "zie ook 118"
        qualcode coding add fg1 coop.secrecy --at 15090-15192
    """
    with writing(acting.project) as store:
        coder = actor(store, acting.as_coder)
        place = actions.span(store, transcript, at=at, turn=turn or 0, sentence=sentence or 0, quote=quote)
        made = actions.add(store, coder, transcript, code, place, note=note, attributes=single(attribute, "--attribute"))
    say(_told(made))


def coding_remove(
    acting: Acting,
    ids: Annotated[list[str], typer.Argument(metavar="ID", help="The codings; their last characters will do.")],
    why: Annotated[str, typer.Option("--why", metavar="TEXT", help="The reason, for the history.")] = "",
) -> None:
    """Take codings of yours off the text. Undo puts them back.

    Examples:
        qualcode coding remove a514 --why "belongs to coop.legal"
    """
    with writing(acting.project) as store:
        for coding in actions.remove(store, actor(store, acting.as_coder), ids, why=why):
            say(f"Removed: {_told(coding)}")


def coding_note(
    acting: Acting,
    id: Annotated[str, typer.Argument(metavar="ID", help="The coding; its last characters will do.")],
    text: Annotated[str, typer.Argument(metavar="TEXT", help="The note; empty takes it away.")],
) -> None:
    """Write a note on a coding of yours.

    Examples:
        qualcode coding note a514 "or coop.legal?"
        qualcode coding note a514 ""
    """
    with writing(acting.project) as store:
        say(_told(actions.note(store, actor(store, acting.as_coder), id, text)))


def coding_describe(
    acting: Acting,
    id: Annotated[str, typer.Argument(metavar="ID", help="The coding; its last characters will do.")],
    attribute: Annotated[list[str], typer.Argument(metavar="NAME=VALUE", help="An attribute; an empty value takes it away.")],
) -> None:
    """Say what a coding of yours is like, by the attributes that the codebook declares.

    Examples:
        qualcode coding describe a514 stance=contra interaction=nuance
        qualcode coding describe a514 stance=
    """
    with writing(acting.project) as store:
        said = {name: value or None for name, value in single(attribute, "--attribute").items()}
        say(_told(actions.describe(store, actor(store, acting.as_coder), id, said)))


def coding_change(
    acting: Acting,
    id: Annotated[str, typer.Argument(metavar="ID", help="The coding; its last characters will do.")],
    code: Annotated[str, typer.Option("--code", metavar="ID", help="It gets this code.")] = "",
    turn: Annotated[int | None, typer.Option("--turn", metavar="N", min=1, help="It stands on this turn.")] = None,
    sentence: Annotated[int | None, typer.Option("--sentence", metavar="N", min=1, help="On this sentence of the turn.")] = None,
    quote: Annotated[str, typer.Option("--quote", metavar="TEXT", help="On these words, which stand there once.")] = "",
    at: Annotated[str, typer.Option("--at", metavar="START-END", help="On this span of the text.")] = "",
) -> None:
    """Give a coding of yours another code, other words, or both; its note and attributes go along.

    Examples:
        qualcode coding change a514 --code coop.legal
        qualcode coding change a514 --turn 12 --sentence 2
    """
    with writing(acting.project) as store:
        coder = actor(store, acting.as_coder)
        place = None
        if turn or sentence or quote or at:
            transcript = codings.find(store, id).transcript
            place = actions.span(store, transcript, at=at, turn=turn or 0, sentence=sentence or 0, quote=quote)
        old, new = actions.alter(store, coder, id, code=code, place=place)
    say(f"Was: {_told(old)}")
    say(f"Is:  {_told(new)}")


def coding_list(place: Place, choice: Choice, layered: Layered, output: Output) -> None:
    """The codings of all layers, or of one. As csv it has all that is known of each, and is what coding import reads.

    Examples:
        qualcode coding list --code coop --layer anna
        qualcode coding list --format csv -o codings.csv
    """
    from qualcode.actions import asking, interchange, selecting
    from qualcode.store import codes

    with reading(place.project) as store:
        selection = selecting.selection(store, question(choice, output).said)
        layer = codings.layer(store, layered.layer, selection.transcripts) if layered.layer else None
        table = interchange.table(codings.all_of(store, selection, layer), codes.book(store))
        table = asking.with_waiting(store, table, layer, selection)
    show([interchange.for_people(table) if ready(output) == "table" else table], output)


def coding_import(
    acting: Acting,
    file: Annotated[
        Path,
        typer.Argument(metavar="FILE.csv", readable=False, help="Columns: transcript, code, coder, and start and end, or turn, or quote."),
    ],
    finished: Annotated[bool, typer.Option("--finished", help="These coders have finished these transcripts.")] = False,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Read and report, change nothing.")] = False,
) -> None:
    """Bring in codings: all of the file's rows, or none when one cannot be understood. Codings that are there already are left alone.

    Examples:
        qualcode coding import codings.csv --dry-run
        qualcode coding import codings.csv --finished
    """
    from qualcode.actions import interchange

    with writing(acting.project) as store, progress("Importing"):
        taken = interchange.read_in(store, file, actor=actor(store, acting.as_coder).id, finished=finished, dry_run=dry_run)
    for name in taken.new_coders:
        say(f"Entered as a coder: {name}")
    listed = ", ".join(f"{number} of {coder}" for coder, number in taken.new.items()) or "none"
    say(f"Codings that {'would come' if dry_run else 'came'} in: {listed}; there already: {taken.already}.")
    if taken.other:
        say(f"{taken.other} of those there have another note or other attributes in the file: they stay as they are here.")
