"""The text of a codebook file with the places of its codes: which lines belong to which, and pieces of it with changes made in them."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property
from itertools import compress

from qualcode.codebook import reading, tree
from qualcode.codebook.shelf import Shelf
from qualcode.model import Code, Codebook

Edit = tuple[int, int, str]
r"""`[start, end)` of a text makes place for other text, whose lines end in `\n`."""


@dataclass(frozen=True)
class Place:
    """A code in a text: its map, the list that it is an item of and the item's number there, and the id of the code above it."""

    code: Code
    node: tree.Mapping
    within: tree.Sequence
    number: int


_PIECES = bytes(kind <= tree.BLOCK for kind in range(256))
"""Of each kind of node whether it is a piece of text."""


class Source:
    """A codebook's text, what it says, and where."""

    def __init__(self, text: str, where: str, shelf: Shelf | None = None) -> None:
        """Raises QualcodeError for what is not a codebook; what was read before may lie on a shelf."""
        self.text = text
        self.shelf = shelf
        grown = reading.grown(text, where, shelf)
        self.book: Codebook = grown.book
        self.root: tree.Mapping = grown.root
        self.cut_off = grown.cut_off
        self.newline = "\r\n" if "\r\n" in text else "\n"
        self.json = self.root.flow and not self.root.entries[0].key.plain

    @cached_property
    def places(self) -> dict[str, Place]:
        """Where each code stands, by GUID."""
        codes = iter(self.book.codes)
        return {place.code.guid: place for place in self._below(self.root, codes)}

    @cached_property
    def by_id(self) -> dict[str, Place]:
        """Where each code stands, by id."""
        return {place.code.id: place for place in self.places.values()}

    @cached_property
    def attributes_at(self) -> dict[tuple[str, str], tuple[int, int]]:
        """The line and column of each attribute and of each of its values, by the ids of both; the attribute's own with an empty one."""
        listed = entry_of(self.root, "attributes")
        found = {}
        for attribute in listed.value.entries if listed is not None and isinstance(listed.value, tree.Mapping) else ():
            found[attribute.key.text.strip(), ""] = (attribute.key.line, attribute.key.column)
            values = entry_of(attribute.value, "values") if isinstance(attribute.value, tree.Mapping) else None
            for item in values.value.items if values is not None and isinstance(values.value, tree.Sequence) else ():
                id = entry_of(item, "id") if isinstance(item, tree.Mapping) else None
                if id is not None and isinstance(id.value, tree.Scalar):
                    found[attribute.key.text.strip(), id.value.text.strip()] = (item.line, item.column)
        return found

    @cached_property
    def code_at(self) -> dict[int, Code]:
        """The codes by where their maps begin."""
        return {place.node.start: place.code for place in self.places.values()}

    def _below(self, node: tree.Mapping, codes: Iterator[Code]) -> Iterator[Place]:
        listed = entry_of(node, "codes")
        if listed is None or not isinstance(listed.value, tree.Sequence):
            return
        for number, item in enumerate(listed.value.items):
            assert isinstance(item, tree.Mapping), "a code that is understood is a map"
            yield Place(next(codes), item, listed.value, number)
            yield from self._below(item, codes)

    # --- lines ----------------------------------------------------------------------------------------------------------------------

    def line_start(self, at: int) -> int:
        """Where the line of a position begins."""
        return self.text.rfind("\n", 0, at) + 1

    def line_end(self, at: int) -> int:
        """Where the line of a position ends, before its line end."""
        end = self.text.find("\n", at)
        if end < 0:
            return len(self.text)
        return end - (self.text[at:end].endswith("\r"))

    def next_line(self, at: int) -> int:
        """Where the line after that of a position begins."""
        return self.text.find("\n", at) + 1 or len(self.text)

    def line(self, start: int) -> str:
        """The line that begins at a position."""
        return self.text[start : self.line_end(start)]

    # --- whose lines they are -------------------------------------------------------------------------------------------------------

    def extent(self, within: tree.Sequence, number: int) -> tuple[int, int]:
        """The lines of an item of a list without brackets: the comments right above it, and those right below that stand deeper.

        Ends before the line end of the last line.
        """
        column = within.column - 1
        first, last = self.item_lines(within, number)
        above = self.line_start(first - 1)
        while first and _is_comment(self.line(above)) and _indent(self.line(above)) <= column:
            first, above = above, self.line_start(above - 1)
        below = self.next_line(last)
        while below < len(self.text) and _is_comment(self.line(below)) and _indent(self.line(below)) > column:
            last = self.line_end(below)
            below = self.next_line(below)
        return first, last

    def item_lines(self, within: tree.Sequence, number: int) -> tuple[int, int]:
        """The lines of an item of a list without brackets, from that of its dash, without the comments around it."""
        item = within.items[number]
        start = self.line_start(item.start)
        while self.text[start + within.column - 1 : start + within.column] != "-":
            start = self.line_start(start - 1)
        return start, self.line_end(item.end)

    def removed(self, within: tree.Sequence, number: int) -> Edit:
        """The lines of an item with the blank lines that set it apart."""
        start, end = self.extent(within, number)
        after = self.next_line(end)
        if number:
            while start and not self.line(self.line_start(start - 1)).strip():
                start = self.line_start(start - 1)
        else:
            while after < len(self.text) and not self.line(after).strip():
                after = self.next_line(after)
        return start, after, ""

    def gap(self, within: tree.Sequence) -> int:
        """How many blank lines stand between the items of a list."""
        if len(within.items) < 2:
            return 0
        end = self.line_end(self.extent(within, 0)[1])
        return self.text.count("\n", end, self.extent(within, 1)[0]) - 1 - self._comments(end, self.extent(within, 1)[0])

    def _comments(self, start: int, end: int) -> int:
        return sum(_is_comment(line) for line in self.text[start:end].split("\n"))

    def piece(self, start: int, end: int, edits: Iterable[Edit]) -> str:
        r"""A part of the text with edits made in it, its line ends as `\n`."""
        return self.changed(start, end, edits).replace("\r\n", "\n")

    def changed(self, start: int, end: int, edits: Iterable[Edit]) -> str:
        """A part of the text with edits made in it; what is put in takes the line ends of the file."""
        parts = []
        at = start
        for first, last, new in sorted(edits, key=lambda edit: edit[:2]):
            lines = new
            if first > at:
                parts.append(self.text[at:first])
                at = first
            elif first == last < at and new.startswith("\n"):
                # What comes behind lines that are taken out begins a line already, and ends one for what follows.
                lines = new[1:] + "\n" * (self.text[at - 1] == "\n")
            parts.append(lines.replace("\n", self.newline))
            at = max(at, last)
        parts.append(self.text[at:end])
        return "".join(parts)

    # --- comments -------------------------------------------------------------------------------------------------------------------

    def comments(self, start: int, end: int) -> Iterator[tuple[int, str]]:
        """The comments in a part of the text, with their places."""
        first = bisect_left(self._comments_at, start)
        for at in self._comments_at[first:]:
            if at >= end:
                return
            yield at, self.text[at : min(self.line_end(at), end)].rstrip()

    @cached_property
    def _comments_at(self) -> list[int]:
        """Where the comments begin: at what is a `#` and stands in no piece of text."""
        nodes = self.root.nodes
        pieces = nodes.kinds.translate(_PIECES)
        starts, ends = list(compress(nodes.starts, pieces)), list(compress(nodes.ends, pieces))
        found = []
        at = self.text.find("#")
        while at >= 0:
            before = bisect_right(starts, at) - 1
            if before >= 0 and ends[before] > at:
                at = self.text.find("#", ends[before])
            else:
                found.append(at)
                at = self.text.find("#", self.line_end(at))
        return found


def entry_of(node: tree.Mapping, name: str) -> tree.Entry | None:
    """The entry of a map with this key."""
    return next((entry for entry in node.entries if entry.key.text == name), None)


def indented(text: str, columns: int) -> str:
    r"""A text whose lines end in `\n`, moved to the right, or to the left where `columns` is below 0."""
    lines = text.split("\n")
    if columns >= 0:
        return "\n".join(" " * columns + line if line.strip() else line for line in lines)
    return "\n".join(line[min(-columns, _indent(line)) :] for line in lines)


def _indent(line: str) -> int:
    return len(line) - len(line.lstrip(" "))


def _is_comment(line: str) -> bool:
    return line.lstrip().startswith("#")
