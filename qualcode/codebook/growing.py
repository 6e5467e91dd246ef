"""A YAML text read as a tree, with whatever a codebook cannot have called out at its place."""

from __future__ import annotations

import re
from contextlib import suppress
from dataclasses import dataclass, field
from typing import Any

from qualcode.codebook import _events
from qualcode.codebook.tree import (
    BLOCK,
    BRACES,
    BRACKETS,
    DEEPEST,
    LIST,
    MAP,
    MOST_CHARACTERS,
    MOST_NODES,
    PLAIN,
    QUOTED,
    Nodes,
    Scalar,
    Tree,
)
from qualcode.errors import Problem
from qualcode.text import beginning, canonical

FROM_OTHERS = "of a codebook of another program one of ours is made by: qualcode codebook import FILE -o codebooks/NEW.yaml"

MOST_COMPLAINTS = 200
"""Who has to look at more things than that begins with these."""

LONGEST_MESSAGE = 300
"""So many characters of a message are shown: what is wrong may be a text of any length."""

_CONFLICT = re.compile(r"^(?:<{7}|\|{7}|={7}|>{7})(?=[ \r\n]|\Z)", re.MULTILINE)
_MARKUP = re.compile(r"\ufeff?\s*<[?!A-Za-z]")
_AS_TEXT = "remove it, or put the text in quotation marks"


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
        """One more thing that is wrong, at a line and a column. Raises Enough when there are many."""
        self.found.append((line, column, beginning(message, LONGEST_MESSAGE), beginning(fix, LONGEST_MESSAGE)))
        if self.many:
            raise Enough

    @property
    def many(self) -> bool:
        """Whether there are so many that nothing more was looked for."""
        return len(self.found) >= MOST_COMPLAINTS

    def problems(self, where: str) -> tuple[Problem, ...]:
        """All of them, first place first; `where` names the file."""
        found = sorted(self.found, key=lambda one: one[:2])
        return tuple(Problem(f"{where}:{line}:{column}", message, fix) for line, column, message, fix in found)


class Enough(Exception):
    """The rest of the file cannot be read, or need not; why is among the complaints."""


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
    if not marks and _MARKUP.match(text):
        complaints.add_at(1, 1, "this is XML, not YAML", FROM_OTHERS)
        return None
    if marks:
        _call_out_marks(text, [mark for mark in marks if mark[0].startswith("<")] or marks, complaints)
        return None
    try:
        return _grown(text, complaints, fast=True)
    except _events.Careful:
        return _grown(text, complaints, fast=False)


def _call_out_marks(text: str, marks: list[re.Match[str]], complaints: Complaints) -> None:
    line, at = 1, 0
    with suppress(Enough):
        for mark in marks:
            line, at = line + text.count("\n", at, mark.start()), mark.start()
            complaints.add_at(line, 1, f"a conflict mark was left in: {mark[0]}", "settle it with qualcode codebook resolve")


def _grown(text: str, complaints: Complaints, *, fast: bool) -> Tree | None:
    """The tree of a text; complaints are made only when it could be read to where it stops."""
    heard = Complaints()
    root = None
    try:
        with _events.explained(text, fast=fast):
            root = _Grower(text, heard, fast=fast).document()
    except Enough:
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
    """Makes nodes of events; each method has taken the events of its node when it returns the node's number."""

    def __init__(self, text: str, complaints: Complaints, *, fast: bool) -> None:
        self.text = text
        self.nodes = Nodes(text)
        # The fast reader does not count a byte-order mark.
        self.before = int(fast and text.startswith("\ufeff"))
        self.events = _events.stream(text[self.before :], fast=fast)
        self.complaints = complaints

    def document(self) -> Tree | None:
        """The only document of the stream."""
        root: Tree | None = None
        for event in self.events:
            name = type(event).__name__
            if name == "DocumentStartEvent" and root is not None:
                mark = event.start_mark
                self.complaints.add_at(mark.line + 1, mark.column + 1, "a second document begins here", "keep one codebook in a file")
                raise Enough
            if name not in {"StreamStartEvent", "StreamEndEvent", "DocumentStartEvent", "DocumentEndEvent"}:
                root = self.nodes.node(self.node(event, 1))
        return None if isinstance(root, Scalar) and root.empty else root

    def node(self, event: Any, depth: int) -> int:
        """The node that begins with this event."""
        kind = type(event).__name__
        mark = event.start_mark
        line, column, start = mark.line + 1, mark.column + 1, mark.index + self.before
        if depth > DEEPEST:
            self.complaints.add_at(line, column, f"more than {DEEPEST} lists and maps stand within each other here", "nest less deeply")
            raise Enough
        if len(self.nodes.kinds) >= MOST_NODES:
            message = f"the file has more than {MOST_NODES:,} texts, lists and maps"
            self.complaints.add_at(line, column, message, "a codebook never has so many: is it the right file?")
            raise Enough
        if event.anchor is not None:
            if kind == "AliasEvent":
                said = f"*{event.anchor}"
                self.complaints.add_at(line, column, f"{said} is an alias, which a codebook cannot have", f'as text it is written "{said}"')
                return self.nodes.add_scalar(QUOTED, start, start, (line, column), said)
            self.complaints.add_at(line, column, f"&{event.anchor} is an anchor, which a codebook cannot have", _AS_TEXT)
        if event.tag is not None:
            self.complaints.add_at(line, column, f"{_tag(event)} is a tag, which a codebook cannot have", _AS_TEXT)
        if kind == "ScalarEvent":
            return self.scalar(event, line, column, start)
        flow = bool(event.flow_style)
        if kind == "SequenceStartEvent":
            at = self.nodes.add(BRACKETS if flow else LIST, start, start, line, column)
            self.items(at, depth, flow=flow)
        else:
            at = self.nodes.add(BRACES if flow else MAP, start, start, line, column)
            self.entries(at, depth, flow=flow)
        return at

    def scalar(self, event: Any, line: int, column: int, start: int) -> int:
        """A piece of text in its canonical form."""
        text, removed = canonical(event.value)
        if removed:
            unseen = ", ".join(f"U+{ord(char):04X}" for char in dict.fromkeys(event.value) if canonical(char)[1] or char == "\ufeff")
            self.complaints.add_at(line, column, f"the text holds characters that cannot be seen: {unseen}", "remove them")
        end = event.end_mark.index + self.before
        style = event.style
        if style in {"|", ">"}:
            return self.nodes.add_scalar(BLOCK, start, start + len(self.text[start:end].rstrip()), (line, column), text)
        return self.nodes.add_scalar(QUOTED if style else PLAIN, start, end, (line, column), text)

    def items(self, at: int, depth: int, *, flow: bool) -> None:
        """What stands in a list."""
        last = 0
        for event in self.events:
            if type(event).__name__ == "SequenceEndEvent":
                self.end(at, event, last, flow=flow)
                return
            last = self.node(event, depth + 1)

    def entries(self, at: int, depth: int, *, flow: bool) -> None:
        """The keys of a map with their values; a repeated key is left out."""
        nodes = self.nodes
        seen: dict[str, int] = {}
        last = 0
        for event in self.events:
            if type(event).__name__ == "MappingEndEvent":
                self.end(at, event, last, flow=flow)
                return
            key = self.node(event, depth + 1)
            value = self.node(next(self.events), depth + 1)
            if nodes.kinds[key] > BLOCK:
                self.complaints.add(nodes.node(key), "a key must be text", "put it in quotation marks")
                nodes.forget(key)
                continue
            said = nodes.said(key)
            if said in seen:
                first = nodes.lines[seen[said]]
                self.complaints.add(nodes.scalar(key), f"{said} stands here for the second time", f"it stands on line {first} already")
                nodes.forget(key)
                continue
            seen[said] = key
            if flow and nodes.kinds[value] == PLAIN and ":" not in self.text[nodes.ends[key] : nodes.starts[value]]:
                self.cut_off(last, key, value)
            last = value

    def end(self, at: int, event: Any, last: int, *, flow: bool) -> None:
        """A list or map ends: behind its bracket, else with the last of its parts."""
        self.nodes.ends[at] = self.nodes.ends[last] if last and not flow else event.end_mark.index + self.before
        self.nodes.afters[at] = len(self.nodes.kinds)

    def cut_off(self, before: int, key: int, value: int) -> None:
        """Between braces a comma ends a text, and what follows it is read as a key without a value."""
        nodes = self.nodes
        if not nodes.scalar(value).empty:
            return
        pieces = self.complaints.cut_off
        there = nodes.scalar(key)
        if before and pieces and nodes.kinds[before] == PLAIN and pieces[-1][-1].end == nodes.starts[before] and nodes.scalar(before).empty:
            pieces[-1].append(there)
        elif before and nodes.kinds[before] <= BLOCK:
            pieces.append([nodes.scalar(before), there])
        else:
            pieces.append([Scalar(there.line, there.column, "", True, there.start, there.start), there])


def _tag(event: Any) -> str:
    return str(event.tag).replace("tag:yaml.org,2002:", "!!")
