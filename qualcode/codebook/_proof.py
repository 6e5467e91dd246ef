"""Proof that a text says what a codebook says, code by code: only the lines that stand in none of the texts that it was made of are read."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from qualcode.codebook import reading, tree
from qualcode.codebook._source import Source
from qualcode.model import Code, Codebook

_LINE = re.compile(r"^( *)(?:-( +)(?=[^\s#])|codes:[ \t]*(?:#[^\r\n]*)?(?=\r?$))", re.MULTILINE)
"""A line that may begin a code, or the list of those below one."""

_NOTHING = re.compile(r"(?:[ \t]*(?:#[^\n]*)?\r?\n)*")
_DEEPEST = 8
"""How deep codes may stand to be read one by one; what is deeper is read as a whole."""


@dataclass(frozen=True)
class _Part:
    """The lines of a code, from that of its dash to that of the next: where they and its map begin, and the number of the part it stands under (-1: none)."""

    start: int
    map: int
    above: int


def says(text: str, target: Codebook, sources: Sequence[Source]) -> bool:
    """Whether the text is surely a codebook file that says what `target` says; False when reading it as a whole must decide.

    `sources` are texts that were read, the first of them the one that was changed. Every code begins with a dash of its own in a known
    column, and its lines are YAML by themselves: so no piece of text goes on from one code into the next, and they may be read apart.
    """
    parts = _parts(text)
    if not parts or len(parts) != len(target.codes) or len(text) > tree.MOST_CHARACTERS or not _same_head(text, parts, target, sources[0]):
        return False
    if len({code.id for code in target.codes}) < len(parts) or len({code.guid for code in target.codes}) < len(parts):
        return False
    known = {piece: code for source in sources if source.book.id == target.id for piece, code in _known(source)}
    for part, piece, code in zip(parts, _pieces(text, parts), target.codes, strict=True):
        if code.parent != (target.codes[part.above].id if part.above >= 0 else ""):
            return False
        there = known.get(piece) or reading.alone(piece, target.id)
        if there is None or (there != code and replace(there, parent=code.parent) != code):
            return False
    return True


def _same_head(text: str, parts: list[_Part], target: Codebook, source: Source) -> bool:
    """Whether what stands before the codes is that of a source which says the same there."""
    head = text[: parts[0].start]
    there = source.book
    same = (there.id, there.version, there.languages, there.attributes) == (target.id, target.version, target.languages, target.attributes)
    theirs = _parts(source.text)
    return same and bool(theirs) and source.text[: theirs[0].start] == head


def _known(source: Source) -> Iterator[tuple[str, Code]]:
    """The lines of the codes of a source, with what they say; nothing where they do not stand where its tree has them."""
    parts = _parts(source.text)
    places = source.places.values()
    if parts and len(parts) == len(places) and all(part.map == place.node.start for part, place in zip(parts, places, strict=True)):
        yield from zip(_pieces(source.text, parts), source.book.codes, strict=True)


def _pieces(text: str, parts: list[_Part]) -> Iterator[str]:
    ends = [*(part.start for part in parts[1:]), len(text)]
    return (text[part.start : end] for part, end in zip(parts, ends, strict=True))


def _parts(text: str) -> list[_Part]:
    """The codes of a text by their lines; none where it is not written as most are."""
    found: list[_Part] = []
    dashes: list[int] = []
    above: list[int] = []
    columns: list[int] = []
    pending: re.Match[str] | None = None
    for line in _LINE.finditer(text):
        column = len(line[1])
        if line[2] is None:
            if column == (columns[-1] if columns else 0) and (found or pending is None):
                pending = line
            continue
        if pending is not None and len(pending[1]) <= column and _NOTHING.fullmatch(text, text.find("\n", pending.end()) + 1, line.start()):
            dashes.append(column)
            columns.append(line.end())
            above.append(len(found) - 1)
        elif not found or (dashes and column > dashes[-1]):
            continue
        else:
            while dashes and dashes[-1] > column:
                dashes.pop()
                columns.pop()
                above.pop()
            if not dashes or dashes[-1] != column:
                return []
        if len(dashes) > _DEEPEST:
            return []
        pending = None
        columns[-1] = line.end() - line.start()
        found.append(_Part(line.start(), line.end(), above[-1]))
    return found
