"""The commands undo, redo and history."""

from __future__ import annotations

from typing import Annotated

import typer

from qualcode.actions.acting import actor
from qualcode.actions.telling_time import local
from qualcode.cli.options import Acting, Output, Place
from qualcode.cli.results import reading, say, show, writing
from qualcode.store import history as log
from qualcode.table import Column, Table

_Times = Annotated[int, typer.Argument(metavar="TIMES", min=1, help="How many changes.")]


def undo(
    acting: Acting,
    times: _Times = 1,
    skip: Annotated[
        bool, typer.Option("--skip", help="Pass over those that cannot be taken back any more, as others have worked with them.")
    ] = False,
) -> None:
    """Take back your newest changes, one after the other.

    Examples:
        qualcode undo
        qualcode undo 3
        qualcode undo --skip
    """
    with writing(acting.project) as store:
        coder = actor(store, acting.as_coder)
        told: set[str] = set()
        for _ in range(times):
            done = log.undo_what_can_be(store, coder.guid) if skip else log.Undone(log.undo(store, coder.guid))
            for kept in dict.fromkeys(done.passed):
                if kept not in told:
                    say(f"Passed over: {kept}")
            told.update(done.passed)
            say(f"Undone: {done.event.command}")


def redo(acting: Acting, times: _Times = 1) -> None:
    """Do again what you took back last.

    Examples:
        qualcode redo
    """
    with writing(acting.project) as store:
        coder = actor(store, acting.as_coder)
        for _ in range(times):
            say(f"Done again: {log.redo(store, coder.guid).command}")


def history(
    place: Place,
    output: Output,
    coder: Annotated[str, typer.Option("--coder", metavar="CODER", help="Only what this coder did.")] = "",
    limit: Annotated[int, typer.Option("--limit", metavar="N", min=0, help="Only the newest N; 0 is all.")] = 0,
) -> None:
    """What was done, newest first.

    Examples:
        qualcode history --limit 10
        qualcode history --coder anna --format csv -o log.csv
    """
    from qualcode.store import coders

    with reading(place.project) as store:
        if coder:
            coders.get(store, coder)
        events = log.events(store, coder=coder, limit=limit)
    table = Table(
        "History",
        "event",
        (
            Column("time", "time", "text"),
            Column("coder", "coder", "text"),
            Column("command", "command", "text"),
            Column("changes", "changes", "count"),
            Column("state", "state", "text"),
            Column("why", "why", "text"),
        ),
        tuple(
            (local(event.time), event.coder, event.command, event.changes, "undone" if event.undone else "", event.why) for event in events
        ),
    )
    show([table], output)
