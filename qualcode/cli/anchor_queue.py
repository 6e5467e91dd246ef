"""Codings whose place a correction has left unsure: listed, asked about, decided on."""

from __future__ import annotations

import re
from collections import Counter

from qualcode.actions import coding, reviewing
from qualcode.cli.keyboard import Keyboard, answer
from qualcode.cli.results import say
from qualcode.errors import QualcodeError
from qualcode.model import Coder, Selection, in_language
from qualcode.store import anchors, codes
from qualcode.store.anchors import Waiting
from qualcode.store.database import Store
from qualcode.table import Column, Table
from qualcode.text import visible

NOTHING = "No coding of yours waits for a decision on its place."
NOTHING_CHANGED = "No coding of yours stands on words that were corrected."

_KEYS = {"k": "keep", "m": "move", "l": "lost", " ": "skip", "s": "skip"}
_AROUND = 60
"""Characters of the text that are shown on either side of a place."""

_HAPPENED = {
    "moved": "The words stand elsewhere now:",
    "unsure": "This is left of them, or they could stand elsewhere too:",
    "missing": "The words are gone from here:",
}


def number(store: Store, coder: Coder, chosen: Selection) -> int:
    """How many wait."""
    return len(anchors.waiting(store, coder, chosen))


def nobody(number: int) -> str:
    """What is said when there is no terminal to ask at."""
    return f"{number} {'coding waits' if number == 1 else 'codings wait'}, but there is no terminal to ask at."


def table(store: Store, coder: Coder, chosen: Selection) -> Table:
    """Those that wait, with the ids by which they are decided on, and those that were marked as lost."""
    found = anchors.waiting(store, coder, chosen, lost=True)
    notes = (
        "moved: the words stand elsewhere now. unsure: something is left of them, or they could stand elsewhere too. missing: they are gone.",
        "lost: marked so; it does not wait, and can be put on words all the same.",
    )
    return _listed("Codings that wait for a decision on their place", found, ("proposed", "proposed place"), chosen, notes)


def table_of_changed(store: Store, coder: Coder, chosen: Selection) -> Table:
    """Those that stand at their place, on words that a correction has changed since they were coded."""
    found = anchors.changed(store, coder, chosen)
    notes = ("They stand at their place and count. Where a code does not fit any more: qualcode coding remove ID",)
    return _listed("Codings whose words were corrected", found, ("now", "words there now"), chosen, notes)


def _listed(title: str, found: list[Waiting], now: tuple[str, str], chosen: Selection, notes: tuple[str, ...]) -> Table:
    """Codings with the words that were coded, and `now` (name and label of a column) with what stands at their place."""
    columns = ("id", "transcript", "turn", "code", "state", "words", now[0])
    labels = {"words": "coded words", now[0]: now[1]}
    return Table(
        title,
        "coding",
        tuple(
            Column(name, labels.get(name, name), "number" if name == "turn" else "code" if name == "code" else "text") for name in columns
        ),
        tuple((one.guid[-8:], one.transcript, one.turn or None, one.code, one.state, one.words, one.quotation or None) for one in found),
        selection=chosen.described(),
        notes=notes if found else (),
    )


def decide(store: Store, coder: Coder, yes: list[str], no: list[str]) -> list[str]:
    """Put codings at the places proposed for them, and mark others as lost; returns what to tell."""
    kept = reviewing.keep(store, coder, yes) if yes else []
    lost = reviewing.lose(store, coder, no) if no else []
    return [
        *([f"Placed: {len(kept)}. They count again."] if kept else []),
        *([f"Marked as lost: {len(lost)}. Take it back with: qualcode undo"] if lost else []),
    ]


def move(store: Store, coder: Coder, id: str, quote: str, *, turn: int) -> None:
    """Put a coding on words that are said."""
    start, end = reviewing.move(store, coder, id, quote, turn=turn)
    say(f"Placed: {id} at {start}-{end}. It counts again.")


def ask(store: Store, coder: Coder, chosen: Selection, keys: Keyboard) -> None:
    """Ask about one after the other."""
    queue = anchors.waiting(store, coder, chosen)
    done: Counter[str] = Counter()
    for at, waiting in enumerate(queue, 1):
        # A second tap must not decide on what nobody has seen.
        keys.forget()
        _show(store, coder, waiting, f"{at} of {len(queue)}")
        said = answer(keys, {key: meaning for key, meaning in _KEYS.items() if meaning != "keep" or waiting.quotation})
        if said == "quit":
            break
        done[_settled(store, coder, waiting, said, keys)] += 1
    say(
        f"{done['keep']} kept, {done['move']} moved, {done['lost']} marked as lost, {done['skip']} skipped; the others wait. "
        "Take one back with: qualcode undo"
    )


def _settled(store: Store, coder: Coder, waiting: Waiting, said: str, keys: Keyboard) -> str:
    """Do what was answered; returns what was done."""
    try:
        if said == "keep":
            reviewing.keep(store, coder, [waiting.guid])
        elif said == "lost":
            reviewing.lose(store, coder, [waiting.guid])
        elif said == "move":
            return _moved(store, coder, waiting, keys)
    except QualcodeError as error:
        # Another window has decided on it: the others still wait.
        say(f"{error.message} {error.hint}")
        return "skip"
    return said


_IN_TURN = re.compile(r"(\d+)\s*:\s*(.+)")


def _moved(store: Store, coder: Coder, waiting: Waiting, keys: Keyboard) -> str:
    """Ask for words until they are found once; nothing typed skips."""
    while words := keys.line("The words it is to stand on (12: words, for those in turn 12; nothing to skip): "):
        found = _IN_TURN.fullmatch(words)
        turn, quote = (int(found[1]), found[2]) if found else (0, words)
        try:
            reviewing.move(store, coder, waiting.guid, quote, turn=turn)
        except QualcodeError as error:
            say(f"{error.message} {error.hint}")
            continue
        return "move"
    return "skip"


def _show(store: Store, coder: Coder, waiting: Waiting, position: str) -> None:
    from rich.console import Console
    from rich.text import Text

    console = Console(stderr=True, highlight=False)
    console.rule(Text(f"{position}  {waiting.transcript}  coding {waiting.guid[-8:]}"))
    code = codes.get(codes.book(store), waiting.code)
    languages = (*([coder.language] if coder.language else []), *store.study.languages, "en")
    console.print(Text(visible(f"→ {code.id}  {in_language(code.label, languages)}"), style="bold"))
    if waiting.note:
        console.print(Text(visible(waiting.note), style="italic"))
    console.print(Text(f"Coded in revision {waiting.number}:"))
    console.print(_marked(waiting.before, waiting.words, waiting.after))
    console.print(Text(f"{_HAPPENED[waiting.state]}{f' (turn {waiting.turn})' if waiting.turn else ''}"))
    text = coding.text_of(store, waiting.transcript)
    before, after = text[max(0, waiting.start - _AROUND) : waiting.start], text[waiting.end : waiting.end + _AROUND]
    console.print(_marked(before, waiting.quotation, after))
    keep = "[k] keep there  " if waiting.quotation else ""
    console.print(Text(f"{keep}[m] move to other words  [l] mark as lost  [space] skip  [q] quit"), end=" ")


def _marked(before: str, words: str, after: str) -> object:
    """Words in brackets, besides the style: nothing may rest on colour alone."""
    from rich.text import Text

    line = Text("  … ")
    line.append(visible(before), style="dim")
    line.append(f"⟦{visible(words)}⟧", style="reverse")
    line.append(visible(after), style="dim")
    line.append(" …")
    return line
