"""A YAML file as a tree of plain text with places: nothing in it is read as a number or a date, and nothing stands for something else."""

from __future__ import annotations

import collections.abc
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any, NamedTuple

from qualcode.codebook import _events
from qualcode.errors import Problem
from qualcode.text import canonical

MOST_CHARACTERS = 4_000_000
"""A codebook of two thousand codes in three languages is half as long."""

DEEPEST = 32
"""How many lists and maps may stand within each other; a level of codes takes two."""

_CONFLICT = re.compile(r"^(?:<{7}|\|{7}|={7}|>{7})(?=[ \r\n]|\Z)", re.MULTILINE)
_EMPTY = {"", "~", "null", "Null", "NULL"}


class Scalar(NamedTuple):
    """A piece of text at a line and a column, both from 1; it is `[start, end)` of the file. `plain` is without quotation marks.

    What was not written has its place where it could be; `block` begins with `|` or `>`, on lines of its own.
    """

    line: int
    column: int
    text: str
    plain: bool = True
    start: int = 0
    end: int = 0
    block: bool = False

    @property
    def empty(self) -> bool:
        """Whether nothing was written here."""
        return self.plain and self.text in _EMPTY


class Sequence(NamedTuple):
    """A list, `[start, end)` of the file; `flow` when it is written between brackets."""

    line: int
    column: int
    items: tuple[Tree, ...]
    start: int = 0
    end: int = 0
    flow: bool = False


class Mapping(NamedTuple):
    """A map, `[start, end)` of the file; no two of its entries have the same key. `flow` when it is written between braces."""

    line: int
    column: int
    entries: tuple[Entry, ...]
    start: int = 0
    end: int = 0
    flow: bool = False


class Entry(NamedTuple):
    """A key of a map, and what stands with it."""

    key: Scalar
    value: Tree


Tree = Scalar | Sequence | Mapping


@dataclass(slots=True)
class Complaints:
    """What is wrong with a file: each thing with its line and column, and what to do."""

    found: list[tuple[int, int, str, str]] = field(default_factory=list)
    cut_off: list[list[Scalar]] = field(default_factory=list)
    """Texts between braces that a comma has ended, each with what follows it: that can be read, but was surely meant otherwise."""

    def add(self, at: Tree, message: str, fix: str = "") -> None:
        """One more thing that is wrong, at the place of a node."""
        self.add_at(at.line, at.column, message, fix)

    def add_at(self, line: int, column: int, message: str, fix: str = "") -> None:
        """One more thing that is wrong, at a line and a column."""
        self.found.append((line, column, message, fix))

    def problems(self, where: str) -> tuple[Problem, ...]:
        """All of them, first place first; `where` names the file."""
        found = sorted(self.found, key=lambda one: one[:2])
        return tuple(Problem(f"{where}:{line}:{column}", message, fix) for line, column, message, fix in found)


class _Stop(Exception):
    """The rest of the file cannot be read; why is among the complaints."""


def grow(text: str, complaints: Complaints) -> Tree | None:
    """The tree of a YAML text, or None when the text is empty or cannot be read as YAML.

    Aliases, anchors, tags, repeated keys, a second document and control characters are complaints; what stands there is left out.
    """
    if len(text) > MOST_CHARACTERS:
        complaints.add_at(
            1, 1, f"the file has more than {MOST_CHARACTERS:,} characters", "a codebook is never that long: is it the right file?"
        )
        return None
    marks = list(_CONFLICT.finditer(text))
    for mark in marks:
        complaints.add_at(
            text.count("\n", 0, mark.start()) + 1, 1, f"a conflict mark was left in: {mark[0]}", "settle it with qualcode codebook resolve"
        )
    if marks:
        return None
    try:
        return _grown(text, complaints, fast=True)
    except _events.Careful:
        return _grown(text, complaints, fast=False)


def _grown(text: str, complaints: Complaints, *, fast: bool) -> Tree | None:
    """The tree of a text; complaints are made only when it could be read to where it stops."""
    heard = Complaints()
    root = None
    try:
        with _events.explained(text, fast=fast):
            root = _Grower(text, heard, fast=fast).document()
    except _Stop:
        pass
    except _events.Broken as broken:
        heard.add_at(broken.line, broken.column, broken.message, broken.fix)
    if fast and heard.found and len(text) < _events.LONG:
        # Who has to look at the file is told by the reader that says it best.
        raise _events.Careful
    complaints.found += heard.found
    complaints.cut_off += heard.cut_off
    return root


class _Grower:
    """Makes nodes of events; each method has taken the events of its node when it returns."""

    def __init__(self, text: str, complaints: Complaints, *, fast: bool) -> None:
        self.text = text
        # The fast reader does not count a byte-order mark.
        self.before = int(fast and text.startswith("\ufeff"))
        self.events = _events.stream(text[self.before :], fast=fast)
        self.complaints = complaints
        self.last_end = 0

    def document(self) -> Tree | None:
        """The only document of the stream."""
        root: Tree | None = None
        for event in self.events:
            name = type(event).__name__
            if name == "DocumentStartEvent" and root is not None:
                self.complaints.add_at(*_place(event), "a second document begins here", "keep one codebook in a file")
                raise _Stop
            if name not in {"StreamStartEvent", "StreamEndEvent", "DocumentStartEvent", "DocumentEndEvent"}:
                root = self.node(event, 1)
        return None if isinstance(root, Scalar) and root.empty else root

    def node(self, event: Any, depth: int) -> Tree:
        """The node that begins with this event."""
        mark = event.start_mark
        line, column, start = mark.line + 1, mark.column + 1, mark.index + self.before
        if depth > DEEPEST:
            self.complaints.add_at(line, column, f"more than {DEEPEST} lists and maps stand within each other here", "nest less deeply")
            raise _Stop
        kind = type(event).__name__
        if event.anchor is not None and kind == "AliasEvent":
            self.complaints.add_at(
                line, column, f"*{event.anchor} is an alias, which a codebook cannot have", f'as text it is written "*{event.anchor}"'
            )
            return Scalar(line, column, f"*{event.anchor}", plain=False)
        if event.anchor is not None:
            self.complaints.add_at(
                line, column, f"&{event.anchor} is an anchor, which a codebook cannot have", "remove it, or put the text in quotation marks"
            )
        if event.tag is not None:
            self.complaints.add_at(
                line, column, f"{_tag(event)} is a tag, which a codebook cannot have", "remove it, or put the text in quotation marks"
            )
        if kind == "ScalarEvent":
            return self.scalar(event, line, column, start)
        if kind == "SequenceStartEvent":
            items = tuple(self.items(depth))
            return Sequence(line, column, items, start, self.end_of(event, items[-1:]), event.flow_style)
        entries = tuple(self.entries(depth))
        return Mapping(line, column, entries, start, self.end_of(event, [entry.value for entry in entries[-1:]]), event.flow_style)

    def end_of(self, event: Any, parts: collections.abc.Sequence[Tree]) -> int:
        """Where a list or map ends: behind its bracket, else with the last of its parts."""
        if event.flow_style or not parts:
            return int(self.last_end)
        return parts[-1].end

    def scalar(self, event: Any, line: int, column: int, start: int) -> Scalar:
        """A piece of text in its canonical form."""
        text, removed = canonical(event.value)
        if removed:
            unseen = ", ".join(f"U+{ord(char):04X}" for char in dict.fromkeys(event.value) if canonical(char)[1] or char == "\ufeff")
            self.complaints.add_at(line, column, f"the text holds characters that cannot be seen: {unseen}", "remove them")
        end = event.end_mark.index + self.before
        if event.style in {"|", ">"}:
            end = start + len(self.text[start:end].rstrip())
            return Scalar(line, column, text, False, start, end, True)
        return Scalar(line, column, text, not event.style, start, end)

    def items(self, depth: int) -> Iterator[Tree]:
        """What stands in a list."""
        for event in self.events:
            if type(event).__name__ == "SequenceEndEvent":
                self.last_end = event.end_mark.index + self.before
                return
            yield self.node(event, depth + 1)

    def entries(self, depth: int) -> Iterator[Entry]:
        """The keys of a map with their values; a repeated key is left out."""
        seen: dict[str, Scalar] = {}
        before: Tree | None = None
        for event in self.events:
            if type(event).__name__ == "MappingEndEvent":
                self.last_end = event.end_mark.index + self.before
                return
            key = self.node(event, depth + 1)
            after = next(self.events)
            value = self.node(after, depth + 1)
            if not isinstance(key, Scalar):
                self.complaints.add(key, "a key must be text", "put it in quotation marks")
            elif key.text in seen:
                self.complaints.add(key, f"{key.text} stands here for the second time", f"it stands on line {seen[key.text].line} already")
            else:
                seen[key.text] = key
                if isinstance(value, Scalar) and value.empty and ":" not in self.text[key.end : value.start]:
                    self.cut_off(before, key)
                before = value
                yield Entry(key, value)

    def cut_off(self, before: Tree | None, key: Scalar) -> None:
        """Between braces a comma ends a text, and what follows it is read as a key without a value."""
        pieces = self.complaints.cut_off
        if pieces and isinstance(before, Scalar) and before.empty and pieces[-1][-1].end == before.start:
            pieces[-1].append(key)
        else:
            pieces.append([before if isinstance(before, Scalar) else Scalar(key.line, key.column, "", True, key.start, key.start), key])


def _place(event: Any) -> tuple[int, int]:
    return event.start_mark.line + 1, event.start_mark.column + 1


def _tag(event: Any) -> str:
    return str(event.tag).replace("tag:yaml.org,2002:", "!!")
