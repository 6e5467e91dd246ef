"""The command review: whatever waits for a person, one at a time."""

from __future__ import annotations

import sys
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Annotated, Literal, Protocol

import typer

from qualcode.actions.acting import actor
from qualcode.actions.selecting import selection
from qualcode.cli import anchor_queue, merge_queue, split_queue, suggestion_queue
from qualcode.cli.keyboard import Keyboard, at_terminal, keyboard
from qualcode.cli.options import Acting, Choice, Output, Without
from qualcode.cli.results import reading, ready, say, show, writing
from qualcode.errors import QualcodeError
from qualcode.model import Coder, Selection
from qualcode.store.database import Store
from qualcode.table import Table, without


class _Queue(Protocol):
    """A module for one kind of what waits."""

    NOTHING: str

    def number(self, store: Store, coder: Coder, chosen: Selection) -> int: ...
    def nobody(self, number: int) -> str: ...
    def table(self, store: Store, coder: Coder, chosen: Selection) -> Table: ...
    def ask(self, store: Store, coder: Coder, chosen: Selection, keys: Keyboard) -> None: ...


_QUEUES: Mapping[str, _Queue] = {"suggestion": suggestion_queue, "anchor": anchor_queue, "split": split_queue, "merge": merge_queue}

Kind = Literal["suggestion", "anchor", "split", "merge"]


@dataclass(frozen=True)
class Listing:
    """Whether what waits is only listed."""

    list_: Annotated[bool, typer.Option("--list", help="List what waits, with its ids, and ask nothing.")] = False
    changed: Annotated[
        bool, typer.Option("--changed", help="With --kind anchor --list: those at their place on words that were corrected; they count.")
    ] = False

    def check(self, kind: Kind) -> None:
        """Raises QualcodeError for options that do not go together."""
        if self.changed and not (kind == "anchor" and self.list_):
            raise QualcodeError("--changed lists codings after a correction.", "Give it with --kind anchor --list.")


@dataclass(frozen=True)
class Decision:
    """What is decided without asking."""

    accept: Annotated[
        list[str],
        typer.Option(
            "--accept",
            metavar="ID",
            help="Say yes to this one, without asking: a suggestion, the place proposed for a coding, or (with --to) a code; - reads ids from stdin.",
        ),
    ] = field(default_factory=list)
    reject: Annotated[
        list[str],
        typer.Option(
            "--reject",
            metavar="ID",
            help="Say no to this suggestion, mark this coding as lost, or take it off as it fits no code; - reads ids from stdin.",
        ),
    ] = field(default_factory=list)
    quote: Annotated[
        str,
        typer.Option("--quote", metavar="TEXT", help="With one --accept of a suggestion or of --kind anchor: it stands on these words."),
    ] = ""
    turn: Annotated[int | None, typer.Option("--turn", metavar="N", min=1, help="With --quote: the words in this turn.")] = None
    to: Annotated[
        list[str],
        typer.Option(
            "--to",
            metavar="CODE",
            help="With --accept: the code that it gets instead; after a split repeat it for several; after a merge the answer.",
        ),
    ] = field(default_factory=list)
    never: Annotated[
        list[str],
        typer.Option(
            "--never",
            metavar="ID",
            help="Say no to this suggestion, and to its code in this turn on whatever words; - reads ids from stdin.",
        ),
    ] = field(default_factory=list)

    def check(self, kind: Kind) -> None:
        """Raises QualcodeError for options that do not go together."""
        one = len(self.accept) == 1 and self.accept != ["-"] and not self.reject and not self.never
        if self.to and not (kind in {"split", "merge"} and self.accept) and not (kind == "suggestion" and one and len(self.to) == 1):
            raise QualcodeError(
                "--to says which code comes instead.", "Give it with one --accept ID, or with --kind split and --accept ID."
            )
        if (self.quote or self.turn) and not (kind in {"anchor", "suggestion"} and self.quote and one):
            raise QualcodeError("--quote says on which words one coding stands.", "Give it with one --accept ID.")
        if self.never and kind != "suggestion":
            raise QualcodeError("--never says that a code is not to be suggested.", "Give it with suggestions.")


def review(
    acting: Acting,
    choice: Annotated[Choice, Without("kind", "attribute")],
    output: Output,
    listing: Listing,
    decision: Decision,
    kind: Annotated[
        Kind,
        typer.Option(
            "--kind",
            help="What to go through: suggestions, codings whose place a correction has left unsure, or whose code was split, or what copies do not agree on.",
        ),
    ] = "suggestion",
) -> None:
    """Decide on what waits, one at a time. Each answer is saved at once, and undo takes it back.

    Suggestions, with the turn before: a accept, c with another code, e E b B on more or fewer sentences at the end and the start, l h words, x
    reject, X never this code here, space skip, q quit. Codings after a correction (--kind anchor), with what they stood
    on and what stands there now: k keep there, m move to other words, l mark as lost. Codings of a code that was split (--kind split): the
    number of a code, a each of them, k keep the old code, x take it off. What copies do not agree on after qualcode merge (--kind merge): the
    number of an answer, k leave it as it is. Without a terminal, --accept and --reject take ids.

    Examples:
        qualcode review --code coop.secrecy --region antwerp
        qualcode review --accept 4f3a0c --reject 9b21d7 --never 77c0e1
        qualcode review --accept 4f3a0c --to coop.legal --quote "mijn zwijgen is een attest"
        cut -f1 chosen.txt | qualcode review --accept -
        qualcode review --kind anchor
        qualcode review --kind anchor --list --format csv
        qualcode review --kind anchor --list --changed
        qualcode review --kind anchor --accept 4f3a0c --quote "mijn zwijgen is een attest" --turn 12
        qualcode review --kind split --accept 4f3a0c --to coop.silence
        qualcode review --kind merge --accept 4f3a0c --to keep
    """
    listing.check(kind)
    decision.check(kind)
    with (reading if listing.list_ else writing)(acting.project) as store:
        coder = actor(store, acting.as_coder)
        chosen = selection(store, choice.said())
        if listing.list_:
            _list(store, coder, kind, chosen, output, changed=listing.changed)
        elif kind == "suggestion" and (decision.quote or decision.to):
            suggestion_queue.take(store, coder, decision.accept[0], "".join(decision.to), decision.quote, decision.turn or 0)
        elif decision.quote:
            anchor_queue.move(store, coder, decision.accept[0], decision.quote, turn=decision.turn or 0)
        elif decision.accept or decision.reject or decision.never:
            _decide(store, coder, kind, decision)
        else:
            _go_through(store, coder, kind, chosen)


def _list(store: Store, coder: Coder, kind: Kind, chosen: Selection, output: Output, *, changed: bool) -> None:
    queue = _QUEUES[kind]
    table = anchor_queue.table_of_changed(store, coder, chosen) if changed else queue.table(store, coder, chosen)
    show([without(table, suggestion_queue.PLACES) if kind == "suggestion" and ready(output) == "table" else table], output)
    if not table.rows:
        say(anchor_queue.NOTHING_CHANGED if changed else queue.NOTHING)


def _go_through(store: Store, coder: Coder, kind: Kind, chosen: Selection) -> None:
    queue = _QUEUES[kind]
    number = queue.number(store, coder, chosen)
    if not number:
        say(queue.NOTHING)
        return
    if not at_terminal():
        how = {"split": "--accept ID --to CODE", "merge": "--accept ID --to ANSWER"}.get(kind, "--accept ID")
        raise QualcodeError(queue.nobody(number), f"See them with --list; decide with {how} and --reject ID.")
    with keyboard() as keys:
        queue.ask(store, coder, chosen, keys)


def _decide(store: Store, coder: Coder, kind: Kind, decision: Decision) -> None:
    if sum("-" in ids for ids in (decision.accept, decision.reject, decision.never)) > 1:
        raise QualcodeError("The ids on stdin cannot be for both yes and no.", "Use - for one of --accept, --reject and --never.")
    yes, no, never = _with_stdin(decision.accept), _with_stdin(decision.reject), _with_stdin(decision.never)
    both = set(yes) & {*no, *never} | set(no) & set(never)
    if both:
        raise QualcodeError(f"Several answers to {', '.join(sorted(both))}.", "Give one of them.")
    if not yes and not no and not never:
        say("No ids came on stdin; nothing was decided.")
        return
    if kind == "merge":
        told = merge_queue.decide(store, coder, yes, no, decision.to)
        for line in told:
            say(line)
        return
    with store.transaction():
        if kind == "split":
            told = split_queue.decide(store, coder, yes, no, decision.to)
        else:
            told = anchor_queue.decide(store, coder, yes, no) if kind == "anchor" else suggestion_queue.decide(store, coder, yes, no, never)
    for line in told:
        say(line)


def _with_stdin(ids: list[str]) -> list[str]:
    if "-" not in ids:
        return ids
    return [id for id in ids if id != "-"] + sys.stdin.read().split()
