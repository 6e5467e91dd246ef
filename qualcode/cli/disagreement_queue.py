"""Disagreements between coders at a terminal: asked about one after the other, those first that cost most."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from qualcode.actions import adjudicating, comparing
from qualcode.actions.adjudicating import BOTH, NEITHER, OTHER, Decision
from qualcode.actions.comparing import Comparison
from qualcode.analysis import disagreements
from qualcode.analysis._aligning import OTHER_CODE, Spot
from qualcode.cli.code_prompt import asked_code
from qualcode.cli.keyboard import Keyboard, answer
from qualcode.cli.results import say
from qualcode.errors import QualcodeError
from qualcode.model import Coder, in_language
from qualcode.store import codes, history
from qualcode.store.database import Store
from qualcode.text import visible

_AROUND = 300
"""Characters of the text that are shown on either side."""

_KEYS = {"b": BOTH, "n": NEITHER, "c": "another code", "w": "other words", "u": "undo", " ": "skip", "s": "skip"}


def ask(store: Store, coder: Coder, comparison: Comparison, found: Sequence[Spot], named: Sequence[str], keys: Keyboard) -> Counter[str]:
    """Ask about one after the other; each answer is saved at once. Returns how often what was said."""
    queue = [spot.key for spot in found]
    done: Counter[str] = Counter()
    answered: list[int] = []
    seen = store.seen()
    at = 0
    while at < len(queue):
        if store.seen() != seen:
            comparison, seen = comparing.compare(store, named), store.seen()
        spot = comparison.by_key.get(queue[at])
        if spot is None:
            say("Its codings have changed meanwhile; it is asked about anew next time.")
            at += 1
            continue
        # A second tap must not decide on what nobody has seen.
        keys.forget()
        _show(store, coder, comparison, spot, f"{at + 1} of {len(queue)}")
        said = answer(keys, _meanings(spot))
        if said == "quit":
            break
        if said == "undo":
            at = _taken_back(store, coder, answered, at)
            done["undo"] += 1
            continue
        if said != "skip":
            if not _decided(store, coder, comparison, spot, said.removeprefix(_SIDE), keys):
                continue
            answered.append(at)
        done[said] += 1
        at += 1
    return done


_DIGITS = "1234567890"
"""The keys of the coders: there are ten at most."""

_SIDE = "take "
"""Before a coder's id, which may be the word for another key."""


def _meanings(spot: Spot) -> dict[str, str]:
    return {**{key: f"{_SIDE}{coder}" for key, coder in zip(_DIGITS, spot.coders, strict=False)}, **_KEYS}


def _taken_back(store: Store, coder: Coder, answered: list[int], at: int) -> int:
    """Take the last answer of this sitting back; returns where to go on."""
    if not answered:
        say("Nothing was decided in this sitting yet. What was before: qualcode undo")
        return at
    try:
        say(f"Taken back: {history.undo(store, coder.guid).command}")
    except QualcodeError as error:
        say(f"{error.message} {error.hint}")
        return at
    return answered.pop()


def _decided(store: Store, coder: Coder, comparison: Comparison, spot: Spot, said: str, keys: Keyboard) -> bool:
    """Ask for what an answer needs besides, and save it; False when it was left or cannot be so, and is asked again."""
    try:
        decision = _with_details(store, spot, said, keys)
        if decision is None:
            return False
        command = f"adjudicate {spot.key} --take {said}" if decision.took != OTHER else f"adjudicate {spot.key} --to {decision.code}"
        adjudicating.decide(store, coder, comparison, [(spot, decision)], command=command, why=decision.why)
    except QualcodeError as error:
        say(f"{error.message} {error.hint}")
        return False
    return True


def _with_details(store: Store, spot: Spot, said: str, keys: Keyboard) -> Decision | None:
    code, place = "", None
    if said == "another code":
        code = asked_code(store, keys)
        if not code:
            return None
    if said in {"another code", "other words"}:
        words = keys.line("Its words, as they stand in the text (nothing: those between ⟦ ⟧): ")
        place = adjudicating.place(store, spot, words) if words else None
        if said == "other words" and place is None:
            return None
    if said == "other words" and len(spot.codes) > 1:
        code = asked_code(store, keys)
        if not code:
            return None
    why = keys.line("Why (kept; nothing: no reason): ")
    return Decision(OTHER if code or place else said, code, place, why=why)


def _show(store: Store, coder: Coder, comparison: Comparison, spot: Spot, position: str) -> None:
    from rich.console import Console
    from rich.text import Text

    console = Console(stderr=True, highlight=False)
    turn = comparison.turn(spot)
    where = f"{spot.transcript}  turn {turn.number}  {turn.speaker}" if turn else spot.transcript
    kind = spot.seen_by(comparison.coders[0])
    console.rule(Text(visible(f"{position}  {where}  {kind}  cost {comparison.costs[spot.key]:.3f}  {spot.key}")))
    shown = disagreements.passage(comparison.texts[spot.transcript], spot.start, spot.end, _AROUND)
    before, _, rest = shown.partition("⟦")
    words, _, behind = rest.rpartition("⟧")
    line = Text(visible(before), style="dim")
    # Brackets besides the style: nothing may rest on colour alone.
    line.append(f"⟦{visible(words)}⟧", style="reverse not dim")
    line.append(visible(behind), style="dim")
    console.print(line)
    languages = (*([coder.language] if coder.language else []), *store.study.languages, "en")
    book = codes.book(store)
    for id in spot.codes:
        code = codes.get(book, id)
        console.print(Text(visible(f"{id}  {in_language(code.label, languages)}"), style="bold"))
        if spot.kind == OTHER_CODE:
            console.print(Text(visible(in_language(code.definition, languages)), style="italic"))
    for key, one in zip(_DIGITS, spot.coders, strict=False):
        said = disagreements.said(spot, one).replace("\n", "  ")
        console.print(Text(visible(f"[{key}] {one}: {said}")))
    for old in comparison.stale(spot):
        reason = f", because: {old.why}" if old.why else ""
        console.print(Text(visible(f"Decided before by {old.by}: {old.took}{reason}. Codings have changed since."), style="italic"))
    sides = "  ".join(f"[{key}] {one}" for key, one in zip(_DIGITS, spot.coders, strict=False))
    rest_of_keys = "[b] both  [n] neither  [c] code  [w] words  [u] undo  [space] skip  [q] quit"
    console.print(Text(f"{sides}  {rest_of_keys}"), end=" ")
