"""One code of a codebook file as text of its own, for an editor, and put back where it stood."""

from __future__ import annotations

import difflib
from dataclasses import dataclass

from qualcode.codebook import tree
from qualcode.codebook._source import Source, entry_of, indented


@dataclass(frozen=True)
class Block:
    """The lines of a code, without those of the codes below it where they come last: `[start, end)` of the file, and what is shown of them.

    `column` is how far to the right they stand in the file, and not in what is shown.
    """

    start: int
    end: int
    column: int
    text: str


def block(source: Source, guid: str) -> Block:
    """The lines of the code with this GUID, its comments among them; of a code between brackets, just what stands between its braces."""
    place = source.places[guid]
    if place.within.flow:
        start, end = place.node.start, place.node.end
        return Block(start, end, 0, source.piece(start, end, ()))
    start, end = source.extent(place.within, place.number)
    below = entry_of(place.node, "codes")
    last = place.node.entries[-1]
    if below is last and isinstance(below.value, tree.Sequence) and not below.value.flow and below is not place.node.entries[0]:
        end = source.line_end(source.line_start(source.line_start(below.key.start) - 1))
    column = place.within.column - 1
    return Block(start, end, column, indented(source.piece(start, end, ()), -column))


def put_back(source: Source, block: Block, edited: str) -> str:
    """The text of the file with the edited lines in the place of those of the block; lines that are the same keep every byte."""
    there = source.piece(block.start, block.end, ()).split("\n")
    shown, said = block.text.split("\n"), edited.rstrip("\n").split("\n")
    lines: list[str] = []
    for what, a, b, c, d in difflib.SequenceMatcher(None, shown, said, autojunk=False).get_opcodes():
        lines += there[a:b] if what == "equal" else indented("\n".join(said[c:d]), block.column).split("\n") if d > c else []
    return source.changed(0, len(source.text), [(block.start, block.end, "\n".join(lines))])
