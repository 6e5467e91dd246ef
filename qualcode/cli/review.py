"""The command review: whatever waits for a person, one at a time."""

from __future__ import annotations

import sys
from typing import Annotated, Literal

import typer

from qualcode.actions import suggesting
from qualcode.actions.acting import actor
from qualcode.actions.selecting import selection
from qualcode.cli.keyboard import Keyboard, at_terminal, keyboard
from qualcode.cli.options import Acting, Choice, Without
from qualcode.cli.results import say, writing
from qualcode.errors import QualcodeError
from qualcode.model import Coder, Turn, in_language
from qualcode.store import codes, suggestions, transcripts
from qualcode.store.database import Store
from qualcode.store.suggestions import Waiting
from qualcode.text import visible

Answer = Literal["accept", "reject", "skip", "quit"]

_KEYS: dict[str, Answer] = {
    "a": "accept",
    "y": "accept",
    "x": "reject",
    "n": "reject",
    " ": "skip",
    "s": "skip",
    "q": "quit",
    "\x1b": "quit",
    "\x04": "quit",
    "": "quit",
}
"""What a key means; no key at all: the terminal has gone."""


def review(
    acting: Acting,
    choice: Annotated[Choice, Without("kind", "attribute")],
    accept: Annotated[
        list[str], typer.Option("--accept", metavar="ID", help="Say yes to this suggestion, without asking; - reads ids from stdin.")
    ] = [],
    reject: Annotated[list[str], typer.Option("--reject", metavar="ID", help="Say no to this suggestion; - reads ids from stdin.")] = [],
    kind: Annotated[Literal["suggestion"], typer.Option("--kind", help="What to go through.")] = "suggestion",
) -> None:
    """Decide on suggestions, one at a time with the turn before: a accept, x reject, space skip, q quit. Each answer is saved at once.

    Without a terminal, --accept and --reject take the ids that qualcode suggest shows.

    Examples:
        qualcode review --code coop.secrecy --region antwerp
        qualcode review --accept 4f3a0c --reject 9b21d7
        cut -f1 chosen.txt | qualcode review --accept -
    """
    del kind
    with writing(acting.project) as store:
        coder = actor(store, acting.as_coder)
        if accept or reject:
            _decide(store, coder, accept, reject)
            return
        queue = suggestions.waiting(store, coder, selection(store, choice.said()))
        if not queue:
            say("Nothing waits for you. Make suggestions with: qualcode suggest")
            return
        if not at_terminal():
            raise QualcodeError(
                f"{len(queue)} suggestions wait, but there is no terminal to ask at.", "Decide with --accept ID and --reject ID."
            )
        with keyboard() as keys:
            _ask(store, coder, queue, keys)


def _decide(store: Store, coder: Coder, accept: list[str], reject: list[str]) -> None:
    if "-" in accept and "-" in reject:
        raise QualcodeError("The ids on stdin cannot be for both yes and no.", "Use - for one of --accept and --reject.")
    yes, no = _with_stdin(accept), _with_stdin(reject)
    both = set(yes) & set(no)
    if both:
        raise QualcodeError(f"Both yes and no to {', '.join(sorted(both))}.", "Say one of them.")
    with store.transaction():
        made = suggesting.accept(store, coder, yes) if yes else []
        refused = suggesting.reject(store, coder, no) if no else []
    if made:
        say(f"Accepted: {len(made)}. They are codings of {coder.id} now.")
    if refused:
        say(f"Rejected: {len(refused)}.")
    if not made and not refused:
        say("No ids came on stdin; nothing was decided.")


def _with_stdin(ids: list[str]) -> list[str]:
    if "-" not in ids:
        return ids
    return [id for id in ids if id != "-"] + sys.stdin.read().split()


def _ask(store: Store, coder: Coder, queue: list[Waiting], keys: Keyboard) -> None:
    done = {"accept": 0, "reject": 0, "skip": 0}
    turns: dict[str, list[Turn]] = {}
    for at, waiting in enumerate(queue, 1):
        if waiting.transcript not in turns:
            turns = {waiting.transcript: transcripts.turns(store, waiting.transcript)}
        # A second tap must not decide on what nobody has seen.
        keys.forget()
        _show(store, coder, waiting, turns[waiting.transcript], f"{at} of {len(queue)}")
        answer = _KEYS.get(keys.wait())
        while answer is None:
            answer = _KEYS.get(keys.wait())
        say(f" {answer}")
        if answer == "quit":
            break
        try:
            _settle(store, coder, waiting, answer)
        except QualcodeError as error:
            # Another window has decided on it, or a coding made meanwhile covers it: the others still wait.
            say(f"{error.message} {error.hint}")
            answer = "skip"
        done[answer] += 1
    say(f"{done['accept']} accepted, {done['reject']} rejected, {done['skip']} skipped; the others wait. Take one back with: qualcode undo")


def _settle(store: Store, coder: Coder, waiting: Waiting, answer: Answer) -> None:
    if answer == "accept":
        suggesting.accept(store, coder, [waiting.id])
    elif answer == "reject":
        suggesting.reject(store, coder, [waiting.id])


def _show(store: Store, coder: Coder, waiting: Waiting, turns: list[Turn], position: str) -> None:
    from rich.console import Console
    from rich.text import Text

    console = Console(stderr=True, highlight=False)
    console.rule(Text(f"{position}  {waiting.transcript}  turn {waiting.turn}"))
    turn = turns[waiting.turn - 1]
    if waiting.turn > 1:
        before = turns[waiting.turn - 2]
        console.print(Text(visible(f"{before.speaker}: {before.text}"), style="dim"))
    said = Text(visible(f"{turn.speaker}: "), style="bold")
    start, end = waiting.start - turn.start, min(waiting.end, turn.end) - turn.start
    # Brackets besides the colours: nothing may rest on colour alone.
    said.append(visible(turn.text[:start]), style="not bold")
    said.append(f"⟦{visible(turn.text[start:end])}⟧", style="reverse not bold")
    said.append(visible(turn.text[end:]), style="not bold")
    console.print(said)
    code = codes.get(codes.book(store), waiting.code)
    languages = (*([coder.language] if coder.language else []), *store.study.languages, "en")
    label = Text(visible(f"→ {code.id}  {in_language(code.label, languages)}"), style="bold")
    console.print(label, Text(visible(f" {waiting.score:.2f}  {waiting.reason}")))
    console.print(Text(visible(in_language(code.definition, languages)), style="italic"))
    console.print(Text("[a] accept  [x] reject  [space] skip  [q] quit"), end=" ")
