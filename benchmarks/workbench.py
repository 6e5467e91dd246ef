"""How many keys a coding takes in the workbench: python -m benchmarks.workbench [C1|C2].

A scripted coder reproduces the codings of one coder of the example study, code and span exactly, by real key events. For each transcript the
project holds this coder's codings of the others and all of the other coder's; suggestions come from these. Attributes are counted apart.
"""

from __future__ import annotations

import argparse
import asyncio
import heapq
import shutil
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import NamedTuple

from textual.pilot import Pilot

from benchmarks._measure import bench
from benchmarks.startup import demo_project
from qualcode import plugins
from qualcode.actions import coding as coding_actions
from qualcode.actions import suggesting
from qualcode.model import Coding, Selection, Span
from qualcode.store import coders, codings, database
from qualcode.workbench import opening, places
from qualcode.workbench.app import Workbench
from qualcode.workbench.codesearch import CHOICES, entries, search, takes_digits
from qualcode.workbench.desk import Desk
from qualcode.workbench.doing import with_keys
from qualcode.workbench.letters import within
from qualcode.workbench.likely import LIKELY, codes_for, keyed
from qualcode.workbench.pinning import codable

SIZE = (140, 40)
_NAMES = {",": "comma", ";": "semicolon", ".": "full_stop", "/": "slash", "+": "plus", "-": "minus", "*": "asterisk", "=": "equals_sign"}


class Step(NamedTuple):
    """A key and what it is pressed for."""

    key: str
    kind: str


@dataclass
class Tally:
    """Keys by kind, and how many codings they made in which way."""

    keys: Counter[str] = field(default_factory=Counter)
    ways: Counter[str] = field(default_factory=Counter)
    codings: int = 0
    wrong: int = 0

    def per_coding(self, *without: str) -> float:
        """Keys per coding, without those of some kinds."""
        return sum(number for kind, number in self.keys.items() if kind not in without) / max(1, self.codings)


_RESHAPE: tuple[tuple[str, Callable[[str, Span], Span]], ...] = (
    ("shift+right", lambda text, span: places.with_next(text, span.start, span.end)),
    ("shift+left", lambda text, span: places.without_last(text, span.start, span.end)),
    ("shift+up", lambda text, span: places.with_previous(text, span.start, span.end)),
    ("shift+down", lambda text, span: places.without_first(text, span.start, span.end)),
    (",", places.without_first_clause),
    (";", places.without_last_clause),
    ("ctrl+left", lambda text, span: places.moved_end(text, span, -1)),
    ("ctrl+right", lambda text, span: places.moved_end(text, span, 1)),
    ("ctrl+down", lambda text, span: places.moved_start(text, span, 1)),
    ("ctrl+up", lambda text, span: places.moved_start(text, span, -1)),
    ("right", lambda text, span: places.next_sentence(text, span.start, span.end)),
    ("left", lambda text, span: places.previous_sentence(text, span.start, span.end)),
)
_FARTHEST = 14
"""Keys that anybody would press to get to a span."""
_NEAR = 2
"""Turns that one goes to by the arrows; to those further off, beyond the screen, one pages."""


def reaching(text: str, begins: Sequence[tuple[tuple[Step, ...], Span]], target: Span) -> tuple[Step, ...] | None:
    """The fewest keys that lead from one of some spans of a turn to another one; None when there is no way of a sensible length."""
    queue = [(len(steps), at, steps, span) for at, (steps, span) in enumerate(begins)]
    heapq.heapify(queue)
    seen: set[Span] = set()
    count = len(queue)
    while queue:
        cost, _, steps, span = heapq.heappop(queue)
        if span == target:
            return steps
        if span in seen or cost > _FARTHEST:
            continue
        seen.add(span)
        for key, reshape in _RESHAPE:
            after = reshape(text, span)
            if after not in seen:
                count += 1
                heapq.heappush(queue, (cost + 1, count, (*steps, Step(key, "span")), after))
    return None


class Coder:
    """Who knows what is to be coded, and looks for the fewest keys to do it with what is on the screen."""

    def __init__(self, desk: Desk) -> None:
        self.desk = desk
        self.known = entries(code for code in desk.book.codes if codable(code))

    def to_span(self, turn: int, target: Span) -> tuple[Step, ...] | None:
        """Keys to a span of a turn from here, by what is selected and by letters; None where its letters are not on the screen."""
        desk = self.desk
        text = desk.document.turns[turn].text
        begins: list[tuple[tuple[Step, ...], Span]] = []
        offset = desk.document.turns[turn].start
        if desk.cursor.turn == turn:
            begins.append(((), Span(desk.cursor.start - offset, desk.cursor.end - offset)))
        away = turn - desk.cursor.turn
        if 0 < abs(away) <= _FARTHEST:
            # Short answers have no letter: the arrows go there.
            begins.append(((Step("down" if away > 0 else "up", "turn by turn"),) * abs(away), Span(0, len(text))))
        sentences = places.places(text).sentences
        here = [
            (letter, places.sentence_at(text, at)) for letter, (which, at) in desk.letters.items() if which == turn and letter.islower()
        ]
        for letter, first in here:
            reached: list[tuple[tuple[str, ...], Span]] = [((letter,), sentences[first])]
            if first + 1 < len(sentences):
                reached.append(((f"alt+{letter}",), Span(sentences[first].start, sentences[first + 1].end)))
            reached += [((letter, other), Span(sentences[first].start, sentences[last].end)) for other, last in here if last > first]
            for pressed, span in tuple(reached):
                absolute = (offset + span.start, offset + span.end)
                for capital, (_, at) in within(desk.document, turn, absolute).items():
                    if places.sentence_at(text, at) == first:
                        reached.append(((*pressed, capital), places.begun(text, span, at)))
            begins += [(tuple(Step(key, "span") for key in pressed), span) for pressed, span in reached]
            if not desk.view.picked:
                begins.append(((Step(letter.upper(), "span"),), Span(sentences[first].start, sentences[-1].end)))
        return reaching(text, begins, target) if begins else None

    def to_code(self, code: str) -> tuple[Step, ...]:
        """Keys that put a code on what is selected now."""
        desk = self.desk
        likely = codes_for(desk)
        for digit, id in desk.pins.items():
            if id == code:
                return (Step(digit, "code by digit"),)
        at_hand = keyed(desk)[: len(LIKELY)]
        if code in at_hand:
            return (Step(LIKELY[at_hand.index(code)], "code that is likely"),)
        if desk.last_code == code:
            return (Step(".", "code again"),)
        return tuple(Step(key, "code by search") for key in ("/", *self.searched(code, likely)))

    def searched(self, code: str, likely: Sequence[str]) -> tuple[str, ...]:
        """The fewest letters of its id or of a label with which the search shows a code, and the key that takes it there."""
        entry = next(one for one in self.known if one.id == code)
        typed = [word[:length] for length in range(1, 9) for word in (*entry.words, *entry.names) if len(word) >= length]
        later = with_keys(self.desk)
        for said in ("", *dict.fromkeys(typed)):
            shown = search(self.known, said, likely, later)[: len(CHOICES)]
            if said.isascii() and code in shown[:1]:
                return (*said, "enter")
            if said.isascii() and code in shown and takes_digits(self.known, said):
                return (*said, CHOICES[shown.index(code)])
        return (*code, "enter")


class Player:
    """Presses keys as a keyboard does, and counts them."""

    def __init__(self, app: Workbench, pilot: Pilot[None], tally: Tally) -> None:
        self.app, self.pilot, self.tally = app, pilot, tally

    async def press(self, steps: Sequence[Step]) -> None:
        """Press keys one by one."""
        for step in steps:
            self.tally.keys[step.kind] += 1
            name = _NAMES.get(step.key) or step.key
            await self.pilot.press(name)


async def code_all(player: Player, wanted: Sequence[Coding], *, attributes: bool) -> None:
    """Make all these codings in the order of the text."""
    desk = player.app.desk
    coder = Coder(desk)
    if not desk.view.letters:
        await player.press([Step("g", "letters on")])
    for target in wanted:
        turn = desk.document.turn_at(target.start)
        offset = desk.document.turns[turn].start
        span = Span(target.start - offset, target.end - offset)
        way = await _make(player, coder, turn, span, target)
        player.tally.ways[way] += 1
        player.tally.codings += 1
        made = desk.document.mark(desk.last_coding)
        if made is None or (made.code, made.start, made.end) != (target.code, target.start, target.end):
            player.tally.wrong += 1
            print(f"not made: {target.code} {target.start}-{target.end} {target.quotation!r}; {desk.said}")
        elif attributes:
            await _describe(player, target)


async def _make(player: Player, coder: Coder, turn: int, span: Span, target: Coding) -> str:
    desk = player.app.desk
    exact = [
        mark.id
        for mark in desk.document.marks("suggestion")
        if (mark.code, mark.start, mark.end) == (target.code, target.start, target.end)
    ]
    steps = coder.to_span(turn, span)
    if exact:
        at = [letter for letter, (which, at) in desk.letters.items() if which == turn and at == span.start and letter.islower()]
        begun = [mark for mark in desk.document.on(turn) if mark.kind == "suggestion" and mark.start == target.start]
        if at and max(begun, key=lambda mark: (mark.score, mark.code)).id == exact[0]:
            await player.press([Step(f"alt+shift+{at[0]}", "accept at letter")])
            return "suggestion accepted"
        tabs = _tabs(desk, exact[0])
        if tabs is not None and (steps is None or tabs <= len(steps)):
            await player.press([*[Step("tab", "to suggestion")] * tabs, Step("enter", "accept")])
            return "suggestion accepted"
    steps = await _come_near(player, coder, turn, span, steps)
    await player.press(steps)
    found = coder.to_code(target.code)
    await player.press(found)
    return found[0].kind


async def _come_near(player: Player, coder: Coder, turn: int, span: Span, steps: tuple[Step, ...] | None) -> tuple[Step, ...]:
    """Page until the span can be reached by a few keys from what is on the screen. Returns these keys."""
    view = player.app.transcript
    wraps = 0
    while steps is None or sum(step.kind == "turn by turn" for step in steps) > _NEAR:
        if wraps > 1:
            raise SystemExit(f"no way to turn {turn + 1}: {span}")
        before, at = view.top, player.app.desk.cursor.turn
        await player.press([Step("pagedown" if turn > at or steps is None else "pageup", "paging")])
        nearer = coder.to_span(turn, span)
        if nearer is None and view.top == before:
            wraps += 1
            await player.press([Step("home", "paging")])
            nearer = coder.to_span(turn, span)
        elif steps is not None and nearer is not None and len(nearer) >= len(steps):
            return nearer
        steps = nearer
    return steps


def _tabs(desk: Desk, id: str) -> int | None:
    """How often Tab is to be pressed until a suggestion is open; None when it lies behind."""
    ids = [mark.id for mark in desk.document.marks("suggestion")]
    if desk.cursor.meant in ids:
        first = ids.index(desk.cursor.meant) + 1
    else:
        first = sum(mark.start < desk.cursor.start for mark in desk.document.marks("suggestion"))
    number = ids.index(id) - first + 1
    if desk.cursor.meant == id:
        return 0
    return number if number > 0 else None


async def _describe(player: Player, target: Coding) -> None:
    """Give the attributes: the first one's values have keys of their own, others are chosen from the list."""
    declared = player.app.desk.book.attributes
    letters = iter("abcdefghijklmnopqrstuvwxyz")
    options = {(attribute.id, value.id): next(letters) for attribute in declared for value in attribute.values}
    first = declared[0]
    listed = []
    for name, value in target.attributes.items():
        if name == first.id:
            at = [one.id for one in first.values].index(value)
            await player.press([Step("+-*="[at], "attributes")])
        else:
            listed.append(Step(options[name, value], "attributes"))
    if listed:
        await player.press([Step("ctrl+t", "attributes"), *listed, Step("escape", "attributes")])


def projects(base: Path, coder: str, where: Path) -> Iterator[tuple[Path, list[Coding]]]:
    """For each transcript of a coder a project in which it is not coded by him, with suggestions, and what he coded in it."""
    with database.opened(base) as store:
        mine = [one for one in codings.all_of(store) if one.coder == coder]
    for transcript in dict.fromkeys(one.transcript for one in mine):
        folder = shutil.copytree(base, where / f"{coder}-{transcript}")
        wanted = sorted((one for one in mine if one.transcript == transcript), key=lambda one: (one.start, one.end))
        with database.opened(folder, write=True) as store:
            who = coders.get(store, coder)
            coding_actions.remove(store, who, [one.guid for one in wanted])
            for name in ("learned", "keywords"):
                if plugins.has("suggesters", name):
                    suggesting.suggest(store, who, Selection(transcripts=(transcript,)), suggesting.Wish(name, coded=True))
        yield folder, wanted
        shutil.rmtree(folder)


def reproduce(folder: Path, coder: str, wanted: list[Coding], tally: Tally, *, attributes: bool, alone: bool) -> None:
    """Have the scripted coder code one transcript."""

    async def go(desk: Desk) -> None:
        app = Workbench(desk)
        async with app.run_test(size=SIZE) as pilot:
            await pilot.pause()
            await code_all(Player(app, pilot, tally), wanted, attributes=attributes)

    with opening.desk(folder, coder, wanted[0].transcript, alone=alone) as (desk, _):
        desk.view.letters = True  # as her configuration says: letters = true
        asyncio.run(go(desk))


def keys(coder: str, *, attributes: bool, alone: bool, only: int) -> Tally:
    """The keys of all codings of a coder."""
    tally = Tally()
    with bench() as measuring:
        base = demo_project(measuring)
        for at, (folder, wanted) in enumerate(projects(base, coder, measuring.folder)):
            if only and at >= only:
                break
            reproduce(folder, coder, wanted, tally, attributes=attributes, alone=alone)
            print(f"{wanted[0].transcript}: {tally.codings} codings, {tally.per_coding('attributes'):.2f} keys each so far", flush=True)
    return tally


def show(coder: str, tally: Tally) -> None:
    """Print what was counted."""
    print(f"\n{coder}: {tally.codings} codings at {SIZE[0]}x{SIZE[1]}, {tally.wrong} not as in the file")
    print(f"keys per coding: {tally.per_coding('attributes'):.2f}; with attributes {tally.per_coding():.2f}")
    for kind, number in tally.keys.most_common():
        print(f"  {kind:24} {number:6} keys  {number / max(1, tally.codings):.2f} per coding")
    for way, number in tally.ways.most_common():
        print(f"  {way:24} {number:6} codings")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("coder", nargs="*", default=["C2", "C1"])
    parser.add_argument("--no-attributes", action="store_true", help="leave attributes out")
    parser.add_argument("--alone", action="store_true", help="the other coder's codings are hidden")
    parser.add_argument("--only", type=int, default=0, help="so many transcripts")
    said = parser.parse_args()
    if unknown := sorted({*said.coder} - {"C1", "C2"}):
        parser.error(f"No coder of the example study: {', '.join(unknown)}")
    for coder in said.coder:
        show(coder, keys(coder, attributes=not said.no_attributes, alone=said.alone, only=said.only))


if __name__ == "__main__":
    main()
