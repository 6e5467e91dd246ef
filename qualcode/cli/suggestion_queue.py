"""Suggestions that wait for a person: listed, asked about, decided on."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence

from qualcode.actions import suggesting
from qualcode.cli.code_prompt import asked_code
from qualcode.cli.keyboard import Keyboard, answer
from qualcode.cli.results import say
from qualcode.errors import QualcodeError
from qualcode.model import Coder, Selection, Span, Turn, in_language
from qualcode.store import codes, suggestions, transcripts
from qualcode.store.database import Store
from qualcode.store.suggestions import Waiting
from qualcode.table import Column, Table
from qualcode.text import beginning, visible
from qualcode.workbench import places

PLACES = ("start", "end", "evidence")
"""Columns for programs: where a suggestion and the words that speak for it stand in the canonical text."""

NOTHING = "Nothing waits for you. Make suggestions with: qualcode suggest"

_THEN = "  (the codebook said something else of the code then)"

_QUOTED = 60  # characters

_SHAPES: Mapping[str, Callable[[str, int, int], Span]] = {
    "a sentence more": places.with_next,
    "a sentence less": places.without_last,
    "a sentence more before": places.with_previous,
    "a sentence less before": places.without_first,
    "a word more": lambda text, start, end: places.moved_end(text, Span(start, end), 1),
    "a word less": lambda text, start, end: places.moved_end(text, Span(start, end), -1),
    "a word more before": lambda text, start, end: places.moved_start(text, Span(start, end), -1),
    "a word less before": lambda text, start, end: places.moved_start(text, Span(start, end), 1),
}
"""What the keys make of a span, as in the workbench."""

_KEYS = {
    "a": "accept",
    "y": "accept",
    "c": "another code",
    "x": "reject",
    "n": "reject",
    "X": "never here",
    " ": "skip",
    "s": "skip",
    **dict(zip("eEbBlhHL", _SHAPES, strict=True)),
}

PROMPT = "[a] accept  [c] code  [eEbB lhHL] span  [x] reject  [X] never here  [space] skip  [?] keys  [q] quit"


def number(store: Store, coder: Coder, chosen: Selection) -> int:
    """How many wait."""
    return len(suggestions.waiting(store, coder, chosen))


def nobody(number: int) -> str:
    """What is said when there is no terminal to ask at."""
    return f"{number} suggestions wait, but there is no terminal to ask at."


def table(store: Store, coder: Coder, chosen: Selection) -> Table:
    """Those that wait, in the order of the text."""
    return listed(suggestions.waiting(store, coder, chosen), chosen, tuple(_idle(store, coder, chosen)))


def _idle(store: Store, coder: Coder, chosen: Selection) -> list[str]:
    """A note on the suggestions that wait no more, as their codes cannot be given any longer."""
    found = suggestions.idle(store, coder, chosen)
    if not found:
        return []
    number = sum(found.values())
    them = "1 suggestion waits" if number == 1 else f"{number} suggestions wait"
    named = ", ".join(f"{code} ({number})" for code, number in sorted(found.items()))
    return [f"{them} no more, as codes were retired, split or taken out: {named}. qualcode suggest makes others."]


def listed(found: Sequence[Waiting], chosen: Selection, notes: tuple[str, ...] = ()) -> Table:
    """Suggestions with the ids by which they are decided on; those that are not kept have none."""
    return Table(
        "Suggestions",
        "suggestion",
        (
            Column("id", "id", "text"),
            Column("transcript", "transcript", "text"),
            Column("turn", "turn", "number"),
            Column("code", "code", "code"),
            Column("score", "score", "number"),
            Column("suggester", "by", "text"),
            Column("reason", "why", "text"),
            Column("evidence", "these words at", "text"),
            Column("start", "start", "number"),
            Column("end", "end", "number"),
            Column("quotation", "quotation", "text"),
        ),
        tuple(
            (
                *(one.id or None, one.transcript, one.turn, one.code, round(one.score, 2), one.suggester, one.reason, _evidence(one)),
                *(one.start, one.end, one.quotation),
            )
            for one in found
        ),
        selection=chosen.described(),
        notes=(*notes, *_stale(found)),
    )


def _evidence(one: Waiting) -> str | None:
    """The words that speak for a suggestion with where they stand in the canonical text; None where none do by themselves."""
    listed = [f"“{one.quotation[place.start - one.start : place.end - one.start]}” {place.start}-{place.end}" for place in one.evidence]
    return "; ".join(listed) or None


def _stale(found: Sequence[Waiting]) -> list[str]:
    """A note that names the suggestions of whose codes the codebook says something else now."""
    ids = [one.id for one in found if one.stale]
    if not ids:
        return []
    anew = suggesting.anew({one.suggester for one in found if one.stale})
    return [f"{', '.join(ids)}: made with other keywords or texts of their codes than the codebook has now. Made anew by: {anew}"]


def decide(store: Store, coder: Coder, yes: list[str], no: list[str], never: list[str]) -> list[str]:
    """Say yes and no to suggestions by their ids; returns what to tell."""
    made = suggesting.accept(store, coder, yes) if yes else []
    refused = suggesting.reject(store, coder, no) if no else []
    barred = suggesting.reject(store, coder, never, never=True) if never else []
    return [
        *([f"Accepted: {len(made)}. They are codings of {coder.id} now."] if made else []),
        *([f"Rejected: {len(refused)}."] if refused else []),
        *(f"Never suggested again in turn {one.turn} of {one.transcript}: {one.code}" for one in barred),
    ]


def take(store: Store, coder: Coder, id: str, code: str, quote: str, turn: int) -> None:
    """Accept a suggestion with another code, on other words, or both."""
    waiting = suggestions.find(store, coder, id)
    place = suggesting.quoted(store, coder, id, quote, turn=turn) if quote else (waiting.start, waiting.end)
    made = suggesting.instead(store, coder, id, code or waiting.code, place)
    say(f"Accepted: {made.code} on “{beginning(made.quotation, _QUOTED)}”. It is a coding of {coder.id} now.")


def ask(store: Store, coder: Coder, chosen: Selection, keys: Keyboard) -> None:
    """Ask about one after the other."""
    queue = suggestions.waiting(store, coder, chosen)
    for line in _idle(store, coder, chosen):
        say(line)
    done: Counter[str] = Counter()
    turns: dict[str, list[Turn]] = {}
    never: set[tuple[str, int, str]] = set()
    for at, waiting in enumerate(queue, 1):
        if (waiting.transcript, waiting.turn, waiting.code) in never:
            continue
        if waiting.transcript not in turns:
            turns = {waiting.transcript: transcripts.turns(store, waiting.transcript)}
        said = _answered(store, coder, waiting, turns[waiting.transcript], f"{at} of {len(queue)}", keys)
        if said == "quit":
            break
        if said == "never here":
            never.add((waiting.transcript, waiting.turn, waiting.code))
        done[said] += 1
    parts = [f"{done['accept']} accepted", *([f"{done['another code']} with another code"] if done["another code"] else [])]
    refused = [f"{done['reject']} rejected", *([f"{done['never here']} never again there"] if done["never here"] else [])]
    say(f"{', '.join([*parts, *refused])}, {done['skip']} skipped; the others wait. Take one back with: qualcode undo")


def _answered(store: Store, coder: Coder, waiting: Waiting, turns: list[Turn], position: str, keys: Keyboard) -> str:
    """Ask about one, on a span that may be changed first, until it is decided or left; returns what was said."""
    span = Span(waiting.start, waiting.end)
    turn = turns[waiting.turn - 1]
    while True:
        # A second tap must not decide on what nobody has seen.
        keys.forget()
        _show(store, coder, waiting, turns, position, span)
        said = answer(keys, _KEYS)
        if said in _SHAPES:
            span = _reshaped(turn, span, said)
            continue
        try:
            if said == "another code":
                return said if _with_other_code(store, coder, waiting, span, keys) else "skip"
            _decided(store, coder, waiting, span, said)
        except QualcodeError as error:
            # Another window has decided on it, or a coding made meanwhile covers it: the others still wait.
            say(f"{error.message} {error.hint}")
            return "skip"
        return said


def _decided(store: Store, coder: Coder, waiting: Waiting, span: Span, said: str) -> None:
    if said == "accept" and (span.start, span.end) == (waiting.start, waiting.end):
        suggesting.accept(store, coder, [waiting.id])
    elif said == "accept":
        suggesting.instead(store, coder, waiting.id, waiting.code, (span.start, span.end))
    elif said in {"reject", "never here"}:
        suggesting.reject(store, coder, [waiting.id], never=said == "never here")


def _reshaped(turn: Turn, span: Span, how: str) -> Span:
    """The span with more or fewer sentences or words; of one that goes on into the next turn what lies in this one."""
    start, end = span.start - turn.start, min(span.end, turn.end) - turn.start
    found = _SHAPES[how](turn.text, start, end)
    return Span(turn.start + found.start, turn.start + found.end)


def _with_other_code(store: Store, coder: Coder, waiting: Waiting, span: Span, keys: Keyboard) -> bool:
    """Ask for another code and take it; False when nothing was typed."""
    code = asked_code(store, keys)
    if code:
        say(f"Coded: {suggesting.instead(store, coder, waiting.id, code, (span.start, span.end)).code}")
    return bool(code)


def _pieces(text: str, begin: int, span: Span, evidence: Sequence[Span]) -> Iterator[tuple[str, bool]]:
    """The words of a span of a turn, which begins at `begin`, in pieces, with whether they speak for the suggestion."""
    at = span.start
    for place in evidence:
        start, end = max(at, place.start - begin), min(span.end, place.end - begin)
        if start < end:
            yield text[at:start], False
            yield text[start:end], True
            at = end
    yield text[at : span.end], False


def _show(store: Store, coder: Coder, waiting: Waiting, turns: list[Turn], position: str, span: Span) -> None:
    from rich.console import Console
    from rich.text import Text

    console = Console(stderr=True, highlight=False)
    console.rule(Text(f"{position}  {waiting.transcript}  turn {waiting.turn}"))
    turn = turns[waiting.turn - 1]
    if waiting.turn > 1:
        before = turns[waiting.turn - 2]
        console.print(Text(visible(f"{before.speaker}: {before.text}"), style="dim"))
    said = Text(visible(f"{turn.speaker}: "), style="bold")
    start, end = span.start - turn.start, min(span.end, turn.end) - turn.start
    # Brackets besides the colours: nothing may rest on colour alone.
    said.append(visible(turn.text[:start]), style="not bold")
    said.append("⟦", style="reverse not bold")
    for words, speaks in _pieces(turn.text, turn.start, Span(start, end), waiting.evidence):
        said.append(visible(words), style="reverse bold underline" if speaks else "reverse not bold")
    said.append("⟧", style="reverse not bold")
    said.append(visible(turn.text[end:]), style="not bold")
    console.print(said)
    code = codes.get(codes.book(store), waiting.code)
    languages = (*([coder.language] if coder.language else []), *store.study.languages, "en")
    label = Text(visible(f"→ {code.id}  {in_language(code.label, languages)}"), style="bold")
    console.print(label, Text(visible(f" {waiting.score:.2f}  {waiting.reason}{_THEN if waiting.stale else ''}")))
    console.print(Text(visible(in_language(code.definition, languages)), style="italic"))
    console.print(Text(PROMPT), end=" ")
