"""Codings that wait to be re-coded since their code was split: listed, asked about, decided on."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence

from qualcode.actions import coding, joining_codes
from qualcode.cli.keyboard import Keyboard, answer
from qualcode.cli.results import say
from qualcode.errors import QualcodeError
from qualcode.model import Coder, Selection, in_language
from qualcode.store import codes, questions
from qualcode.store.database import Store
from qualcode.store.questions import Waiting
from qualcode.table import Column, Table
from qualcode.text import visible

NOTHING = "No coding of yours waits to be re-coded."

_KEYS = "123456789bcdefghijlmnoprtuvwyz"
"""The keys for codes to choose from, in their order; the others mean something else."""

_ALL, _KEEP, _OFF = "each of them", "keep", "take off"
_AROUND = 160
"""Characters of the text that are shown on either side of a coding."""


def number(store: Store, coder: Coder, chosen: Selection) -> int:
    """How many wait."""
    return len(questions.waiting(store, coder, chosen))


def nobody(number: int) -> str:
    """What is said when there is no terminal to ask at."""
    return f"{number} {'coding waits' if number == 1 else 'codings wait'} to be re-coded, but there is no terminal to ask at."


def table(store: Store, coder: Coder, chosen: Selection) -> Table:
    """Those that wait, with the ids by which they are decided on, and the codes to choose from."""
    found = questions.waiting(store, coder, chosen)
    return Table(
        "Codings that wait to be re-coded",
        "coding",
        (
            Column("id", "id", "text"),
            Column("transcript", "transcript", "text"),
            Column("turn", "turn", "number"),
            Column("code", "code", "code"),
            Column("quotation", "quotation", "text"),
            Column("note", "note", "text"),
            Column("choices", "to choose from", "text"),
        ),
        tuple(
            (one.guid[-8:], one.transcript, one.turn or None, one.code, one.quotation, one.note, ", ".join(one.choices)) for one in found
        ),
        selection=chosen.described(),
        notes=("Until they are re-coded they count with the code that they have.",) if found else (),
    )


def decide(store: Store, coder: Coder, yes: list[str], no: list[str], into: Sequence[str]) -> list[str]:
    """Give codings the codes `into`, and take others off; returns what to tell."""
    if yes and not into:
        raise QualcodeError(
            "Nothing says which code they get.", "Add --to CODE (repeat it for several), as listed by: qualcode review --kind split --list"
        )
    if yes:
        joining_codes.choose(store, coder, yes, into)
    off = joining_codes.take_off(store, coder, no) if no else []
    return [
        *([f"Re-coded: {len(set(yes))}, {' and '.join(dict.fromkeys(into))}."] if yes else []),
        *([f"Taken off: {len(off)}. Take it back with: qualcode undo"] if off else []),
    ]


def ask(store: Store, coder: Coder, chosen: Selection, keys: Keyboard) -> None:
    """Ask about one after the other."""
    queue = questions.waiting(store, coder, chosen)
    done: Counter[str] = Counter()
    for at, waiting in enumerate(queue, 1):
        # A second tap must not decide on what nobody has seen.
        keys.forget()
        meanings = _meanings(waiting)
        _show(store, coder, waiting, meanings, f"{at} of {len(queue)}")
        said = answer(keys, meanings)
        if said == "quit":
            break
        done[_settled(store, coder, waiting, said)] += 1
    say(
        f"{done['re-coded']} re-coded, {done[_KEEP]} kept as they were, {done[_OFF]} taken off, {done['skip']} skipped; the others wait. "
        "Take one back with: qualcode undo"
    )


def _meanings(waiting: Waiting) -> dict[str, str]:
    several = {"a": _ALL} if len(waiting.choices) > 1 else {}
    return {**dict(zip(_KEYS, waiting.choices, strict=False)), **several, "k": _KEEP, "x": _OFF, " ": "skip", "s": "skip"}


def _settled(store: Store, coder: Coder, waiting: Waiting, said: str) -> str:
    """Do what was answered; returns what was done."""
    try:
        if said == _OFF:
            joining_codes.take_off(store, coder, [waiting.guid])
        elif said == _KEEP:
            joining_codes.choose(store, coder, [waiting.guid], [waiting.code])
        elif said != "skip":
            joining_codes.choose(store, coder, [waiting.guid], waiting.choices if said == _ALL else [said])
            return "re-coded"
    except QualcodeError as error:
        # Another window has decided on it: the others still wait.
        say(f"{error.message} {error.hint}")
        return "skip"
    return said


def _before(text: str, start: int) -> str:
    """What stands before a place, from the beginning of a word on."""
    if start <= _AROUND:
        return text[:start]
    return f"… {text[start - _AROUND : start].partition(' ')[2]}"


def _behind(text: str, end: int) -> str:
    """What stands behind a place, to the end of a word."""
    if end + _AROUND >= len(text):
        return text[end:]
    return f"{text[end : end + _AROUND].rpartition(' ')[0]} …"


def _show(store: Store, coder: Coder, waiting: Waiting, meanings: Mapping[str, str], position: str) -> None:
    from rich.console import Console
    from rich.text import Text

    console = Console(stderr=True, highlight=False)
    turn = f"  turn {waiting.turn}" if waiting.turn else ""
    console.rule(Text(f"{position}  {waiting.transcript}{turn}  coding {waiting.guid[-8:]}"))
    text = coding.text_of(store, waiting.transcript)
    line = Text(visible(_before(text, waiting.start)), style="dim")
    # Brackets besides the style: nothing may rest on colour alone.
    line.append(f"⟦{visible(waiting.quotation)}⟧", style="reverse")
    line.append(visible(_behind(text, waiting.end)), style="dim")
    console.print(line)
    if waiting.note:
        console.print(Text(visible(waiting.note), style="italic"))
    book = codes.book(store)
    languages = (*([coder.language] if coder.language else []), *store.study.languages, "en")
    console.print(Text(visible(f"It has {waiting.code}. It gets:")))
    for key, id in meanings.items():
        code = book.code(id)
        if code is not None and id in waiting.choices:
            console.print(Text(visible(f"[{key}] {id}  {in_language(code.label, languages)}"), style="bold"))
            definition = in_language(code.definition, languages)
            if definition:
                console.print(Text(visible(f"    {definition}"), style="italic"))
    several = f"[a] {_ALL}  " if "a" in meanings else ""
    console.print(Text(visible(f"{several}[k] keep {waiting.code}  [x] take it off  [space] skip  [q] quit")), end=" ")
