"""What copies of the project do not agree on: listed, asked about, decided on."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence

from qualcode.actions import settling
from qualcode.cli.keyboard import Keyboard, answer
from qualcode.cli.results import say
from qualcode.errors import QualcodeError
from qualcode.model import Coder, Selection
from qualcode.store.database import Store
from qualcode.store.merging import asked
from qualcode.store.merging.asked import Waiting
from qualcode.table import Column, Table
from qualcode.text import visible

NOTHING = "Copies agree: nothing waits after a merge."

_WORDS = {
    "coding": "removed in one copy, changed in another",
    "transcript": "removed in one copy, worked on in another",
    "text": "corrected in several copies",
    "codebook": "changed in several copies",
    "study": "changed in several copies",
    "coded": "code removed in one copy, coded with in another",
    "alike": "codes that look like one",
}
_KEYS = "123456789bcdefghijmnoptuvwyz"
_LEAVE = "leave it as it is"


def number(store: Store, _: Coder, chosen: Selection) -> int:
    """How many wait."""
    return len(_waiting(store, chosen))


def nobody(number: int) -> str:
    """What is said when there is no terminal to ask at."""
    return f"{number} {'question waits' if number == 1 else 'questions wait'}, but there is no terminal to ask at."


def table(store: Store, _: Coder, chosen: Selection) -> Table:
    """Those that wait, with the ids by which they are decided on, and what may be answered: a row for each answer."""
    rows = [
        (question.guid[-8:], question.what, _WORDS[question.what], settling.words_of(store, question), choice, said)
        for question in _waiting(store, chosen)
        for choice, said in settling.choices_of(store, question)
    ]
    names = ("id", "what", "happened", "about", "answer", "meaning")
    note = "Decide with: qualcode review --kind merge --accept ID --to ANSWER; --reject ID leaves things as they are now."
    return Table(
        "What copies do not agree on",
        "answer",
        tuple(Column(name, name, "text") for name in names),
        tuple(rows),
        notes=(note,) if rows else (),
    )


def _waiting(store: Store, chosen: Selection) -> list[Waiting]:
    if chosen != Selection():
        raise QualcodeError("What copies do not agree on cannot be narrowed.", "Leave the other options away: qualcode review --kind merge")
    return asked.waiting(store)


def decide(store: Store, coder: Coder, yes: Sequence[str], no: Sequence[str], to: Sequence[str]) -> list[str]:
    """Give the questions with the ids `yes` the answer `to`, and leave what the others are about as it is; returns what to tell."""
    if yes and len(to) != 1:
        raise QualcodeError(
            "Nothing says what is the answer.", "Give one with --to, as in: qualcode review --kind merge --accept ID --to keep"
        )
    questions = [(asked.find(store, id), True) for id in yes] + [(asked.find(store, id), False) for id in no]
    for question, accepted in questions:
        if accepted:
            settling.settle(store, coder, question, to[0])
        else:
            settling.leave(store, coder, question)
    return [
        *([f"Decided: {len(yes)}, {to[0]}. Take it back with: qualcode undo"] if yes else []),
        *([f"Left as it is: {len(no)}."] if no else []),
    ]


def ask(store: Store, coder: Coder, chosen: Selection, keys: Keyboard) -> None:
    """Ask about one after the other."""
    queue = _waiting(store, chosen)
    done: Counter[str] = Counter()
    for at, question in enumerate(queue, 1):
        # A second tap must not decide on what nobody has seen.
        keys.forget()
        choices = settling.choices_of(store, question)
        meanings = {**dict(zip(_KEYS, (name for name, _ in choices), strict=False)), "k": _LEAVE, " ": "skip", "s": "skip"}
        _show(store, question, choices, meanings, f"{at} of {len(queue)}")
        said = answer(keys, meanings)
        if said == "quit":
            break
        done[_settled(store, coder, question, said)] += 1
    say(
        f"{done['decided']} decided, {done['left']} left as they are, {done['skip']} skipped; the others wait. Take one back with: qualcode undo"
    )


def _settled(store: Store, coder: Coder, question: Waiting, said: str) -> str:
    """Do what was answered; returns what was done."""
    if said == "skip":
        return said
    try:
        if said == _LEAVE:
            settling.leave(store, coder, question)
            return "left"
        settling.settle(store, coder, question, said)
    except QualcodeError as error:
        # Another window has decided on it, or it cannot be done any more: the others still wait.
        say(f"{error.message} {error.hint}")
        return "skip"
    return "decided"


def _show(store: Store, question: Waiting, choices: Sequence[tuple[str, str]], meanings: Mapping[str, str], position: str) -> None:
    from rich.console import Console
    from rich.text import Text

    console = Console(stderr=True, highlight=False)
    console.rule(Text(visible(f"{position}  {_WORDS[question.what]}")))
    console.print(Text(visible(settling.words_of(store, question)), style="bold"))
    texts = dict(choices)
    for key, name in meanings.items():
        if name in texts:
            console.print(Text(visible(f"[{key}] {name}: {texts[name]}")))
    console.print(Text(f"[k] {_LEAVE}  [space] skip  [q] quit"), end=" ")
