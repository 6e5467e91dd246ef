"""Edits that bring maps and lists of a YAML text to given values, touching no more than what differs."""

from __future__ import annotations

import difflib
import re
import uuid
from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import Final

from qualcode.codebook import tree
from qualcode.codebook._rendering import Fields, Style, Value
from qualcode.codebook._scalars import literal, scalar
from qualcode.codebook._sequences import steps
from qualcode.codebook._source import Edit, Source

KEEP: Final[Value] = "\0keep"
"""The value of an entry that somebody else sees to."""

ATTRIBUTE: Final = "attribute"
"""The name of a map whose values are attributes."""

_DEFAULTS = {"ordered": "false", "codable": "true", "status": "active"}
_ONE_LINE = frozenset({"id", "version", "label", "keywords", "colour", "status", "since", "languages", "values"})
_HEADER = re.compile(r"([|>])[-+0-9]*")


class Editor:
    """Edits to one text, in its own style."""

    def __init__(self, source: Source, style: Style) -> None:
        self.source = source
        self.style = style

    def map(self, node: tree.Mapping, wanted: Fields, order: Sequence[str], name: str = "", *, strict: bool = False) -> Iterator[Edit]:
        """The edits that make a map hold the wanted entries; a new one goes behind the last of those that `order` has before it.

        `name` is the field whose languages the map holds, empty for a map of fields. `strict`: entries that are not in the wanted order are moved.
        """
        keys = [entry.key.text for entry in node.entries]
        stays = [self._stays(entry, wanted, name) for entry in node.entries]
        if strict:
            in_order = _common(keys, [key for key in order if key in keys])
            stays = [stay and number in in_order for number, stay in enumerate(stays)]
        for entry, stay in zip(node.entries, stays, strict=True):
            value = wanted.get(entry.key.text)
            if stay and value is not None and value != KEEP:
                yield from self._value(node, entry, value, name or entry.key.text)
        final: list[int | str] = [number for number, stay in enumerate(stays) if stay]
        rank = {key: number for number, key in enumerate(order)}
        standing = [keys[number] for number in final if isinstance(number, int)]
        for key in sorted(wanted, key=lambda key: rank.get(key, len(rank))):
            if wanted[key] is not None and wanted[key] != KEEP and key not in standing:
                before = [at for at, other in enumerate(standing) if rank.get(other, -1) < rank.get(key, len(rank))]
                at = before[-1] + 1 if before else 0
                standing.insert(at, key)
                final.insert(at, key)
        new: Fields = {key: value for key, value in wanted.items() if key in final and value is not None}
        yield from self._braced_map(node, final, new) if node.flow else self._block_map(node, final, new, name)

    def _stays(self, entry: tree.Entry, wanted: Fields, name: str) -> bool:
        """Whether an entry is wanted, or says nothing that would have to go."""
        value = entry.value
        if wanted.get(entry.key.text) is not None:
            return True
        return isinstance(value, tree.Scalar) and (value.empty or (not name and value.text == _DEFAULTS.get(entry.key.text)))

    def _braced_map(self, node: tree.Mapping, final: list[int | str], new: Fields) -> Iterator[Edit]:
        spans = [(entry.key.start, max(entry.key.end, entry.value.end)) for entry in node.entries]
        texts = {key: self.style.braced_entry(key, value) for key, value in new.items() if value is not None}
        yield from self.braced(node, spans, [part if isinstance(part, int) else texts[part] for part in final])

    def _block_map(self, node: tree.Mapping, final: list[int | str], new: Fields, name: str) -> Iterator[Edit]:
        column = node.column - 1
        texts = {key: self.style.entry(key, value, column, name) for key, value in new.items() if value is not None}
        kept = [part for part in final if isinstance(part, int)]
        for number, entry in enumerate(node.entries):
            if number not in kept:
                yield from self._without_entry(node, entry, next((other for other in kept if other > number), None))
        before: int | None = None
        for part in final:
            if isinstance(part, int):
                before = part
            elif before is not None:
                at = self.source.line_end(_end(node.entries[before]))
                yield at, at, f"\n{' ' * column}{texts[part]}"
            elif kept:
                at = node.entries[kept[0]].key.start
                yield at, at, f"{texts[part]}\n{' ' * column}"
            else:
                at = self.source.line_start(node.entries[0].key.start)
                yield at, at, f"{' ' * column}{texts[part]}\n"

    def _without_entry(self, node: tree.Mapping, entry: tree.Entry, after: int | None) -> Iterator[Edit]:
        """The lines of an entry taken out, its comments kept; what follows the first one behind a dash moves up to the dash."""
        source = self.source
        margin = " " * (node.column - 1)
        start, end = source.line_start(entry.key.start), source.next_line(_end(entry))
        if source.text[start : entry.key.start].strip() and after is not None:
            moved = node.entries[after]
            at = source.line_end(_end(moved))
            yield entry.key.start, moved.key.start, ""
            yield at, at, "".join(f"\n{margin}{comment}" for _, comment in source.comments(entry.key.start, moved.key.start))
        else:
            yield start, end, "".join(f"{margin}{comment}\n" for _, comment in source.comments(entry.key.start, end))

    # --- values ---------------------------------------------------------------------------------------------------------------------

    def _value(self, node: tree.Mapping, entry: tree.Entry, value: Value, name: str) -> Iterator[Edit]:
        now = entry.value
        if isinstance(now, tree.Scalar) and now.empty:
            if value not in ({}, []):
                yield self._written(node, entry, now, value)
        elif isinstance(value, dict):
            assert isinstance(now, tree.Mapping), "what is given per language is a map"
            yield from self.map(now, value, list(value), "" if name == ATTRIBUTE else name)
        elif isinstance(value, list):
            yield from self._list(node, entry, value, name)
        elif isinstance(now, tree.Scalar) and not _same(now, value, name):
            yield self.replaced(now, value, node)

    def _written(self, node: tree.Mapping, entry: tree.Entry, now: tree.Scalar, value: Value) -> Edit:
        """A value where none was written."""
        text = self.style.braced(value) if node.flow or not isinstance(value, str) else scalar(value, flow=False)
        if now.end > now.start:
            return now.start, now.end, text
        colon = self.source.text.find(":", entry.key.end, max(now.start, entry.key.end + 1))
        return (entry.key.end, entry.key.end, f": {text}") if colon < 0 else (colon + 1, colon + 1, f" {text}")

    def replaced(self, now: tree.Scalar, value: Value, within: tree.Mapping | tree.Sequence) -> Edit:
        """Another text in the place of one, in the same quotation marks or as lines of its own if it can be."""
        source = self.source
        if not isinstance(value, str):
            return now.start, now.end, self.style.braced(value)
        column = within.column - 1 + self.style.step
        if now.block:
            header = source.line(now.start)
            lines = literal(value, column)
            found = _HEADER.match(header)
            if lines is not None and found:
                mark = "|" if "\n" in value else found[1]
                return now.start, now.end, f"{mark}{header[found.end() :]}\n{lines}"
        mark = source.text[now.start]
        alone = not source.text[now.end : source.line_end(now.end)].strip()
        if "\n" in value and alone and not within.flow and mark not in "\"'":
            lines = literal(value, column)
            if lines is not None:
                return now.start, now.end, f"|\n{lines}"
        return now.start, now.end, scalar(value, flow=within.flow, like=mark if mark in "\"'" else '"' if self.style.json else "")

    def _list(self, node: tree.Mapping, entry: tree.Entry, value: list[str] | list[Fields], name: str) -> Iterator[Edit]:
        now = entry.value
        if isinstance(now, tree.Scalar):
            texts = [str(item) for item in value]
            if len(texts) == 1 and not _same(now, texts[0], name):
                yield self.replaced(now, texts[0], node)
            elif len(texts) > 1:
                yield now.start, now.end, self.style.braced(texts)
        elif isinstance(now, tree.Sequence):
            yield from self._items(now, value, name)

    def _items(self, node: tree.Sequence, wanted: Sequence[str | Fields], name: str) -> Iterator[Edit]:
        was = [_identity(item, name) for item in node.items]
        final: list[int | str] = []
        for what, a, b, c, d in steps(was, [str(item if isinstance(item, str) else item["id"]) for item in wanted]):
            same = what == "replace" and b - a == d - c and all(isinstance(item, str) for item in wanted)
            if what == "equal" or same:
                for number, item in zip(range(a, b), wanted[c:d], strict=True):
                    yield from self._item(node, number, item, replace=same)
                final += range(a, b)
            else:
                final += [self.style.braced(item) if node.flow else self.style.item(item, node.column + 1) for item in wanted[c:d]]
        if node.flow:
            yield from self.braced(node, [(item.start, item.end) for item in node.items], final)
        else:
            yield from self._dashed(node, final)

    def _item(self, node: tree.Sequence, number: int, item: str | Fields, *, replace: bool) -> Iterator[Edit]:
        now = node.items[number]
        if isinstance(item, dict):
            assert isinstance(now, tree.Mapping), "a value of an attribute is a map"
            yield from self.map(now, item, list(item), "label")
        elif replace:
            assert isinstance(now, tree.Scalar), "an item is text"
            yield self.replaced(now, item, node)

    # --- lists ----------------------------------------------------------------------------------------------------------------------

    def braced(self, node: tree.Tree, spans: list[tuple[int, int]], final: list[int | str]) -> Iterator[Edit]:
        """The edits that leave between brackets what `final` says: parts that are there by number, in their order, and new ones."""
        kept = [part for part in final if isinstance(part, int)]
        if not kept:
            if spans or final:
                yield node.start + 1, node.end - 1, ", ".join(str(part) for part in final)
            return
        if kept[0]:
            yield spans[0][0], spans[kept[0]][0], ""
        for a, b in pairwise(kept):
            if b > a + 1:
                yield spans[a + 1][0], spans[b][0], ""
        if kept[-1] + 1 < len(spans):
            yield spans[kept[-1]][1], spans[-1][1], ""
        before: int | None = None
        for part in final:
            if isinstance(part, int):
                before = part
            elif before is None:
                yield spans[kept[0]][0], spans[kept[0]][0], f"{part}, "
            else:
                yield spans[before][1], spans[before][1], f", {part}"

    def _dashed(self, node: tree.Sequence, final: list[int | str]) -> Iterator[Edit]:
        """The same for a list with dashes; `final` has what stands behind the dash."""
        source = self.source
        margin = " " * (node.column - 1)
        lines = [source.item_lines(node, number) for number in range(len(node.items))]
        stays = set(final)
        for number, (start, end) in enumerate(lines):
            if number not in stays:
                yield start, source.next_line(end), ""
        before: int | None = None
        for part in final:
            if isinstance(part, int):
                before = part
            elif before is None:
                yield lines[0][0], lines[0][0], f"{margin}- {part}\n"
            else:
                yield lines[before][1], lines[before][1], f"\n{margin}- {part}"


def _end(entry: tree.Entry) -> int:
    return max(entry.key.end, entry.value.end)


def _same(now: tree.Scalar, value: Value, name: str) -> bool:
    """Whether a text says this already, as the reader of codebooks takes it."""
    if isinstance(value, bool):
        return now.plain and now.text.casefold() == str(value).casefold()
    if name == "guid":
        return str(uuid.UUID(" ".join(now.text.split()))) == value
    return _as_read(now.text, name) == value


def _as_read(text: str, name: str) -> str:
    return " ".join(text.split()) if name in _ONE_LINE else text.strip()


def _identity(item: tree.Tree, name: str) -> str:
    """What tells an item of a list from the others: its text, or its id."""
    if isinstance(item, tree.Scalar):
        return _as_read(item.text, name)
    assert isinstance(item, tree.Mapping), "an item is text or a map"
    return next(entry.value.text.strip() for entry in item.entries if entry.key.text == "id" and isinstance(entry.value, tree.Scalar))


def _common(now: Sequence[str], wanted: Sequence[str]) -> set[int]:
    """The numbers in `now` of what can stay where it is when `wanted` is the order."""
    blocks = difflib.SequenceMatcher(None, now, wanted, autojunk=False).get_matching_blocks()
    return {number for block in blocks for number in range(block.a, block.a + block.size)}
