"""Suggestions that wait for a person: listed, asked about, decided on."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from qualcode.actions import suggesting
from qualcode.cli.keyboard import Keyboard, answer
from qualcode.cli.results import say
from qualcode.errors import QualcodeError
from qualcode.model import Coder, Selection, Turn, in_language
from qualcode.store import codes, suggestions, transcripts
from qualcode.store.database import Store
from qualcode.store.suggestions import Waiting
from qualcode.table import Column, Table
from qualcode.text import visible

NOTHING = "Nothing waits for you. Make suggestions with: qualcode suggest"

_THEN = "  (the code had other keywords then)"

_KEYS = {"a": "accept", "y": "accept", "x": "reject", "n": "reject", " ": "skip", "s": "skip"}


def number(store: Store, coder: Coder, chosen: Selection) -> int:
    """How many wait."""
    return len(suggestions.waiting(store, coder, chosen))


def nobody(number: int) -> str:
    """What is said when there is no terminal to ask at."""
    return f"{number} suggestions wait, but there is no terminal to ask at."


def table(store: Store, coder: Coder, chosen: Selection) -> Table:
    """Those that wait, in the order of the text."""
    return listed(suggestions.waiting(store, coder, chosen), chosen)


def listed(found: Sequence[Waiting], chosen: Selection, notes: tuple[str, ...] = ()) -> Table:
    """Suggestions with the ids by which they are decided on."""
    return Table(
        "Suggestions",
        "suggestion",
        (
            Column("id", "id", "text"),
            Column("transcript", "transcript", "text"),
            Column("turn", "turn", "number"),
            Column("code", "code", "code"),
            Column("score", "score", "number"),
            Column("reason", "words that matched", "text"),
            Column("quotation", "quotation", "text"),
        ),
        tuple((one.id, one.transcript, one.turn, one.code, round(one.score, 2), one.reason, one.quotation) for one in found),
        selection=chosen.described(),
        notes=(*notes, *_stale(found)),
    )


def _stale(found: Sequence[Waiting]) -> list[str]:
    """A note that names the suggestions whose codes have other keywords now."""
    ids = [one.id for one in found if one.stale]
    if not ids:
        return []
    return [f"{', '.join(ids)}: made with other keywords than the codebook has now; qualcode suggest makes them anew."]


def decide(store: Store, coder: Coder, yes: list[str], no: list[str]) -> list[str]:
    """Say yes and no to suggestions by their ids; returns what to tell."""
    made = suggesting.accept(store, coder, yes) if yes else []
    refused = suggesting.reject(store, coder, no) if no else []
    return [
        *([f"Accepted: {len(made)}. They are codings of {coder.id} now."] if made else []),
        *([f"Rejected: {len(refused)}."] if refused else []),
    ]


def ask(store: Store, coder: Coder, chosen: Selection, keys: Keyboard) -> None:
    """Ask about one after the other."""
    queue = suggestions.waiting(store, coder, chosen)
    done: Counter[str] = Counter()
    turns: dict[str, list[Turn]] = {}
    for at, waiting in enumerate(queue, 1):
        if waiting.transcript not in turns:
            turns = {waiting.transcript: transcripts.turns(store, waiting.transcript)}
        # A second tap must not decide on what nobody has seen.
        keys.forget()
        _show(store, coder, waiting, turns[waiting.transcript], f"{at} of {len(queue)}")
        said = answer(keys, _KEYS)
        if said == "quit":
            break
        try:
            if said == "accept":
                suggesting.accept(store, coder, [waiting.id])
            elif said == "reject":
                suggesting.reject(store, coder, [waiting.id])
        except QualcodeError as error:
            # Another window has decided on it, or a coding made meanwhile covers it: the others still wait.
            say(f"{error.message} {error.hint}")
            said = "skip"
        done[said] += 1
    say(f"{done['accept']} accepted, {done['reject']} rejected, {done['skip']} skipped; the others wait. Take one back with: qualcode undo")


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
    console.print(label, Text(visible(f" {waiting.score:.2f}  {waiting.reason}{_THEN if waiting.stale else ''}")))
    console.print(Text(visible(in_language(code.definition, languages)), style="italic"))
    console.print(Text("[a] accept  [x] reject  [space] skip  [q] quit"), end=" ")
