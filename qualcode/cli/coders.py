"""The commands coders list, add, assign, read and finish."""

from __future__ import annotations

from typing import Annotated

import typer

from qualcode.actions.acting import actor, coder_id, said_coder
from qualcode.cli.drawing import Draw, drawn_tables
from qualcode.cli.options import Acting, Output, Place
from qualcode.cli.results import reading, ready, say, show, writing
from qualcode.table import Column, Table


def coders_list(place: Place, output: Output) -> None:
    """The coders, and how far each is with each transcript.

    Examples:
        qualcode coders list
    """
    from qualcode.actions.asking import label_languages
    from qualcode.analysis._asked import Asked, columns_of
    from qualcode.model import Selection
    from qualcode.store import coders

    with reading(place.project) as store:
        everyone = coders.all_of(store)
        assignments = coders.assignments(store)
        asked = Asked((), Selection(), "", label_languages(store, output.label_language))
    names = sorted({name for coder in everyone for name in coder.variables})
    who = (Column("coder", "coder", "text"), Column("name", "name", "text"), Column("language", "language", "text"))
    people = Table(
        "Coders",
        "coder",
        (*who, *columns_of(names, asked, store.study, beside=(column.name for column in who))),
        tuple((coder.id, coder.name, coder.language, *(coder.variables.get(name) for name in names)) for coder in everyone),
    )
    work = Table(
        "Assignments",
        "assignment",
        (
            Column("coder", "coder", "text"),
            Column("transcript", "transcript", "text"),
            Column("state", "state", "text"),
            Column("codings", "codings", "count"),
            Column("suggestions", "suggestions", "text"),
        ),
        tuple((one.coder, one.transcript, one.state, one.codings, "with" if one.suggestions else "without") for one in assignments),
        group_by=1,
    )
    one_table = ready(output) == "csv"
    show([people] if one_table or not assignments else [people, work], output)
    if one_table and assignments:
        say("A .csv holds one table: the assignments are in the other formats.")
    if not everyone:
        say("Enter yourself with: qualcode coders add CODER")


def coders_add(
    acting: Acting,
    id: Annotated[str, typer.Argument(metavar="CODER", help="The id: letters, digits and `-`, as in anna.")],
    name: Annotated[str, typer.Option("--name", metavar="NAME", help="The name.")] = "",
    language: Annotated[str, typer.Option("--language", metavar="CODE", help="The coder's language.")] = "",
    tag: Annotated[list[str], typer.Option("--tag", metavar="NAME=VALUE", help="A variable, as --sector care.")] = [],
) -> None:
    """Enter a coder: yourself, or with --as somebody else.

    Examples:
        qualcode coders add anna --name Anna --language nl
        qualcode coders add bram --language fr --sector justice --as anna
    """
    from qualcode.actions.selecting import pairs, tags
    from qualcode.store import coders
    from qualcode.store.changes import change

    coder_id(id)
    with writing(acting.project) as store:
        acts = coders.guid_of(id)
        if coders.all_of(store) and said_coder(acting.as_coder) not in ("", id):
            acts = actor(store, acting.as_coder).guid
        values = {variable: value for variable, value in tags(store.study, pairs(tag, "--tag")).items() if value is not None}
        with change(store, f"coders add {id}", coder=acts) as made:
            coders.add(made, id, name or id, language, values)
    say(f"Entered: {id}. Act as this coder with --as {id}, or for all commands: export QUALCODE_CODER={id}")


def coders_assign(
    acting: Acting,
    to: Annotated[str, typer.Option("--to", metavar="CODER[,CODER]", help="The coders.")],
    output: Output,
    draw: Draw,
    transcript: Annotated[
        list[str] | None, typer.Argument(metavar="[ID]...", help="The transcripts; with --share those to draw from, else all.")
    ] = None,
    suggestions: Annotated[
        bool | None,
        typer.Option("--suggestions/--no-suggestions", help="Whether suggestions are made for them there: without for agreement rounds."),
    ] = None,
) -> None:
    """Give transcripts to coders to do: each of them to every coder. What one has begun or finished stays so.

    With --share a part of them is drawn by lot, balanced over region, sector and language (or --over), and shown beside all of them; --rest
    gives the others to one coder each. Until a coder has finished a transcript she sees no codings of others there: none in lists, counts,
    the workbench and likenesses. Who has nothing to do in it, as whoever leads a team, sees all. Without suggestions, a coder sees none there
    and none can be made, until the transcript is assigned with --suggestions again.

    Examples:
        qualcode coders assign fg1 fg2 --to anna,bram
        qualcode coders assign --share 0.2 --seed 7 --to anna,bram --rest
        qualcode coders assign fg3 --to anna,bram --no-suggestions
    """
    from qualcode.actions import assigning

    names = [name.strip() for name in to.split(",")]
    draw.check(transcript or [])
    with writing(acting.project) as store:
        coder = actor(store, acting.as_coder)
        if draw.share is None:
            given = assigning.assign(store, coder, transcript or [], names, suggestions=suggestions)
        else:
            drawn = draw.drawn(store, transcript or [], names)
            given = assigning.assign_drawn(store, coder, drawn, names, suggestions=suggestions)
            show(drawn_tables(drawn, names, one=ready(output) == "csv"), output)
            say(
                f"Drawn with --seed {drawn.seed}: {len(drawn.ids)} of {sum(len(group.there) for group in drawn.groups)}, balanced over {', '.join(drawn.by)}."
            )
    new = [f"{one.transcript} to {one.coder}" for one in given if one.new]
    changed = [f"{one.transcript} for {one.coder}" for one in given if one.changed]
    if new or not changed:
        say(f"Assigned: {', '.join(new) or 'nothing new'}")
    if changed:
        say(f"{'With suggestions again' if suggestions else 'Without suggestions'}: {', '.join(changed)}")
    for one in given if suggestions is False else ():
        if one.suggested:
            say(f"Note: {one.suggested} of {one.coder}'s codings in {one.transcript} came from suggestions before.")


def coders_read(
    acting: Acting,
    transcript: Annotated[str, typer.Argument(metavar="ID", help="The transcript.")],
    turn: Annotated[str, typer.Option("--turn", metavar="N|N-M", help="This turn, or these; else all.")] = "",
    unread: Annotated[bool, typer.Option("--unread", help="Not read after all.")] = False,
) -> None:
    """Mark turns as read by you; the workbench shows how many are left. Turns that a correction changes are to be read again.

    Examples:
        qualcode coders read fg1 --turn 1-40
        qualcode coders read fg1 --turn 12 --unread
    """
    from qualcode.actions import progressing
    from qualcode.store import reading as rows

    with writing(acting.project) as store:
        coder = actor(store, acting.as_coder)
        progressing.read(store, coder, transcript, progressing.numbers(store, transcript, turn), unread=unread)
        done = len(rows.turns(store, coder, transcript))
    say(f"Read by {coder.id} in {transcript}: {done} {'turn' if done == 1 else 'turns'}")


def coders_finish(
    acting: Acting,
    transcript: Annotated[list[str], typer.Argument(metavar="ID", help="The transcripts.")],
    reopen: Annotated[bool, typer.Option("--reopen", help="Not finished after all.")] = False,
) -> None:
    """Say that you have finished transcripts: what carries no code there was looked at and found nothing.

    Examples:
        qualcode coders finish fg1
        qualcode coders finish fg1 --reopen
    """
    from qualcode.actions import progressing

    with writing(acting.project) as store:
        coder = actor(store, acting.as_coder)
        progressing.finish(store, coder, transcript, reopen=reopen)
    say(f"{'Open again' if reopen else 'Finished'} by {coder.id}: {', '.join(transcript)}")
