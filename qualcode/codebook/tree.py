"""The tree of a YAML text: text, lists and maps with their places; nothing in it is a number or a date, nothing stands for something else."""

from __future__ import annotations

from array import array
from collections.abc import Iterator
from typing import Final, NamedTuple

MOST_CHARACTERS = 4_000_000
"""A codebook of two thousand codes in three languages is half as long."""

MOST_NODES = 300_000
"""The texts, lists and maps of a file, more than twice as many as that codebook has: what is more would take memory and time, and is none."""

DEEPEST = 32
"""How many lists and maps may stand within each other; a level of codes takes two."""

_EMPTY = {"", "~", "null", "Null", "NULL"}

PLAIN, QUOTED, BLOCK, LIST, BRACKETS, MAP, BRACES = range(7)
"""The kinds of nodes: text without and with quotation marks and on lines of its own, lists without and with brackets, maps with and without braces."""


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


_tuple = tuple.__new__


class Nodes:
    """Every node of a text in its order, a list or map before what stands in it: numbers side by side, of which views are made when they are asked for.

    `afters` is the number of the first node that does not stand in this one. `odd` has the texts that do not stand in the file just so.
    """

    __slots__ = ("afters", "columns", "ends", "kinds", "lines", "odd", "starts", "text")

    def __init__(self, text: str) -> None:
        self.text: Final = text
        self.kinds = bytearray()
        self.starts, self.ends, self.lines, self.columns, self.afters = (array("I") for _ in range(5))
        self.odd: dict[int, str] = {}

    def add(self, kind: int, start: int, end: int, line: int, column: int) -> int:
        """One more node, for now without any that stand in it. Returns its number."""
        at = len(self.kinds)
        self.kinds.append(kind)
        self.starts.append(start)
        self.ends.append(end)
        self.lines.append(line)
        self.columns.append(column)
        self.afters.append(at + 1)
        return at

    def add_scalar(self, kind: int, start: int, end: int, place: tuple[int, int], said: str) -> int:
        """One more piece of text, which says `said`; its place is its line and column."""
        at = self.add(kind, start, end, *place)
        if self.text[start + 1 : end - 1] != said if kind == QUOTED else self.text[start:end] != said:
            self.odd[at] = said
        return at

    def forget(self, at: int) -> None:
        """Takes out the last nodes, from a number on."""
        for column in (self.kinds, self.starts, self.ends, self.lines, self.columns, self.afters):
            del column[at:]
        self.odd = {number: said for number, said in self.odd.items() if number < at}

    def said(self, at: int) -> str:
        """What a piece of text says."""
        if at in self.odd:
            return self.odd[at]
        quoted = self.kinds[at] == QUOTED
        return self.text[self.starts[at] + quoted : self.ends[at] - quoted]

    def empty(self, at: int) -> bool:
        """Whether nothing was written here."""
        return self.kinds[at] == PLAIN and self.said(at) in _EMPTY

    def node(self, at: int) -> Tree:
        """The node of a number."""
        kind = self.kinds[at]
        if kind <= BLOCK:
            return self.scalar(at)
        return Sequence(self, at) if kind <= BRACKETS else Mapping(self, at)

    def scalar(self, at: int) -> Scalar:
        """The piece of text of a number."""
        kind, start, end = self.kinds[at], self.starts[at], self.ends[at]
        said = self.odd[at] if at in self.odd else self.text[start + 1 : end - 1] if kind == QUOTED else self.text[start:end]
        # A large codebook has a hundred thousand of these: made as tuples they take half the time.
        return _tuple(Scalar, (self.lines[at], self.columns[at], said, kind == PLAIN, start, end, kind == BLOCK))

    def within(self, at: int) -> Iterator[int]:
        """The numbers of the nodes that stand right in a list or map: of a map its keys and values in turn."""
        afters = self.afters
        end = afters[at]
        at += 1
        while at < end:
            yield at
            at = afters[at]


class _Container:
    """A list or a map at a line and a column, `[start, end)` of the file; `flow` when it is written between brackets or braces."""

    __slots__ = ("_at", "_nodes", "_parts")

    def __init__(self, nodes: Nodes, at: int) -> None:
        self._nodes = nodes
        self._at = at

    @property
    def line(self) -> int:
        """The line that it begins on, from 1."""
        return self._nodes.lines[self._at]

    @property
    def column(self) -> int:
        """The column that it begins at, from 1."""
        return self._nodes.columns[self._at]

    @property
    def start(self) -> int:
        """Where it begins."""
        return self._nodes.starts[self._at]

    @property
    def end(self) -> int:
        """Where it ends."""
        return self._nodes.ends[self._at]

    @property
    def flow(self) -> bool:
        """Whether it is written between brackets or braces."""
        return self._nodes.kinds[self._at] in {BRACKETS, BRACES}

    @property
    def nodes(self) -> Nodes:
        """All nodes of the text that it stands in."""
        return self._nodes

    @property
    def number(self) -> int:
        """Its number among them."""
        return self._at


class Sequence(_Container):
    """A list."""

    __slots__ = ()
    _parts: tuple[Tree, ...]

    @property
    def items(self) -> tuple[Tree, ...]:
        """What stands in it."""
        try:
            return self._parts
        except AttributeError:
            self._parts = tuple(map(self._nodes.node, self._nodes.within(self._at)))
            return self._parts


class Mapping(_Container):
    """A map; no two of its entries have the same key."""

    __slots__ = ()
    _parts: tuple[Entry, ...]

    @property
    def entries(self) -> tuple[Entry, ...]:
        """Its keys, and what stands with each."""
        try:
            return self._parts
        except AttributeError:
            nodes = self._nodes
            numbers = nodes.within(self._at)
            self._parts = tuple([_tuple(Entry, (nodes.scalar(key), nodes.node(next(numbers)))) for key in numbers])
            return self._parts


class Entry(NamedTuple):
    """A key of a map, and what stands with it."""

    key: Scalar
    value: Tree


Tree = Scalar | Sequence | Mapping
