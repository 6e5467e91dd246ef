"""The command review: whatever waits for a person, one at a time."""

from __future__ import annotations

import sys
from collections.abc import Mapping
from typing import Annotated, Literal, Protocol

import typer

from qualcode.actions.acting import actor
from qualcode.actions.selecting import selection
from qualcode.cli import anchor_queue, split_queue, suggestion_queue
from qualcode.cli.keyboard import Keyboard, at_terminal, keyboard
from qualcode.cli.options import Acting, Choice, Output, Without
from qualcode.cli.results import reading, say, show, writing
from qualcode.errors import QualcodeError
from qualcode.model import Coder, Selection
from qualcode.store.database import Store
from qualcode.table import Table


class _Queue(Protocol):
    """A module for one kind of what waits."""

    NOTHING: str

    def number(self, store: Store, coder: Coder, chosen: Selection) -> int: ...
    def nobody(self, number: int) -> str: ...
    def table(self, store: Store, coder: Coder, chosen: Selection) -> Table: ...
    def ask(self, store: Store, coder: Coder, chosen: Selection, keys: Keyboard) -> None: ...


_QUEUES: Mapping[str, _Queue] = {"suggestion": suggestion_queue, "anchor": anchor_queue, "split": split_queue}


def review(
    acting: Acting,
    choice: Annotated[Choice, Without("kind", "attribute")],
    output: Output,
    kind: Annotated[
        Literal["suggestion", "anchor", "split"],
        typer.Option(
            "--kind",
            help="What to go through: suggestions, codings whose place a correction of the text has left unsure, or whose code was split.",
        ),
    ] = "suggestion",
    list_: Annotated[bool, typer.Option("--list", help="List what waits, with its ids, and ask nothing.")] = False,
    accept: Annotated[
        list[str],
        typer.Option(
            "--accept",
            metavar="ID",
            help="Say yes to this one, without asking: a suggestion, the place proposed for a coding, or (with --to) a code; - reads ids from stdin.",
        ),
    ] = [],
    reject: Annotated[
        list[str],
        typer.Option(
            "--reject",
            metavar="ID",
            help="Say no to this suggestion, mark this coding as lost, or take it off as it fits no code; - reads ids from stdin.",
        ),
    ] = [],
    quote: Annotated[
        str, typer.Option("--quote", metavar="TEXT", help="With --kind anchor and one --accept: it stands on these words.")
    ] = "",
    turn: Annotated[int | None, typer.Option("--turn", metavar="N", min=1, help="With --quote: the words in this turn.")] = None,
    to: Annotated[
        list[str],
        typer.Option("--to", metavar="CODE", help="With --kind split and --accept: the code that it gets; repeat it for several."),
    ] = [],
) -> None:
    """Decide on what waits, one at a time. Each answer is saved at once, and undo takes it back.

    Suggestions, with the turn before: a accept, x reject, space skip, q quit. Codings after a correction (--kind anchor), with what they stood
    on and what stands there now: k keep there, m move to other words, l mark as lost. Codings of a code that was split (--kind split): the
    number of a code, a each of them, k keep the old code, x take it off. Without a terminal, --accept and --reject take ids.

    Examples:
        qualcode review --code coop.secrecy --region antwerp
        qualcode review --accept 4f3a0c --reject 9b21d7
        cut -f1 chosen.txt | qualcode review --accept -
        qualcode review --kind anchor
        qualcode review --kind anchor --list --format csv
        qualcode review --kind anchor --accept 4f3a0c --quote "mijn zwijgen is een attest" --turn 12
        qualcode review --kind split --accept 4f3a0c --to coop.silence
    """
    if to and not (kind == "split" and accept):
        raise QualcodeError("--to says which code a coding gets since its own was split.", "Give it with --kind split and --accept ID.")
    if (quote or turn) and not (kind == "anchor" and quote and len(accept) == 1 and not reject):
        raise QualcodeError("--quote says on which words one coding stands.", "Give it with --kind anchor and one --accept ID.")
    with (reading if list_ else writing)(acting.project) as store:
        coder = actor(store, acting.as_coder)
        chosen = selection(store, choice.said())
        if list_:
            _list(store, coder, kind, chosen, output)
        elif quote:
            anchor_queue.move(store, coder, accept[0], quote, turn=turn or 0)
        elif accept or reject:
            _decide(store, coder, kind, accept, reject, to=to)
        else:
            _go_through(store, coder, kind, chosen)


def _list(store: Store, coder: Coder, kind: str, chosen: Selection, output: Output) -> None:
    queue = _QUEUES[kind]
    table = queue.table(store, coder, chosen)
    show([table], output)
    if not table.rows:
        say(queue.NOTHING)


def _go_through(store: Store, coder: Coder, kind: str, chosen: Selection) -> None:
    queue = _QUEUES[kind]
    number = queue.number(store, coder, chosen)
    if not number:
        say(queue.NOTHING)
        return
    if not at_terminal():
        how = "--accept ID --to CODE" if kind == "split" else "--accept ID"
        raise QualcodeError(queue.nobody(number), f"Decide with {how} and --reject ID.")
    with keyboard() as keys:
        queue.ask(store, coder, chosen, keys)


def _decide(store: Store, coder: Coder, kind: str, accept: list[str], reject: list[str], *, to: list[str]) -> None:
    if "-" in accept and "-" in reject:
        raise QualcodeError("The ids on stdin cannot be for both yes and no.", "Use - for one of --accept and --reject.")
    yes, no = _with_stdin(accept), _with_stdin(reject)
    both = set(yes) & set(no)
    if both:
        raise QualcodeError(f"Both yes and no to {', '.join(sorted(both))}.", "Say one of them.")
    if not yes and not no:
        say("No ids came on stdin; nothing was decided.")
        return
    with store.transaction():
        if kind == "split":
            told = split_queue.decide(store, coder, yes, no, to)
        else:
            told = (anchor_queue if kind == "anchor" else suggestion_queue).decide(store, coder, yes, no)
    for line in told:
        say(line)


def _with_stdin(ids: list[str]) -> list[str]:
    if "-" not in ids:
        return ids
    return [id for id in ids if id != "-"] + sys.stdin.read().split()
