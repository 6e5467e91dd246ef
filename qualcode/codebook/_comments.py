"""Comments as part of what people write: at which code each stands, and which of them are new in a version."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from functools import lru_cache

from qualcode.codebook import tree
from qualcode.codebook._source import Source

Anchor = tuple[str, str]
"""The GUID of a code (empty: the codebook) and the field that a comment stands at or above (empty: the code as a whole)."""


@lru_cache(maxsize=8)
def anchored(source: Source) -> dict[Anchor, list[str]]:
    """The comments of a file by where they stand, in their order."""
    found: dict[Anchor, list[str]] = {}
    extents = [(0, len(source.text), "", source.root)]
    for guid, place in source.places.items():
        flow = place.within.flow
        start, end = (place.node.start, place.node.end) if flow else source.extent(place.within, place.number)
        extents.append((start, end, guid, place.node))
    reached = 0
    open_codes = [extents[0]]
    for at, comment in source.comments(0, len(source.text)):
        while reached + 1 < len(extents) and extents[reached + 1][0] <= at:
            reached += 1
            open_codes.append(extents[reached])
        while open_codes[-1][1] < at:
            open_codes.pop()
        _, _, guid, node = open_codes[-1]
        found.setdefault((guid, _field(source, node, at)), []).append(comment)
    return found


def _field(source: Source, node: tree.Mapping, at: int) -> str:
    if at < node.start:
        return "" if node is not source.root else node.entries[0].key.text
    for entry in node.entries:
        if at <= source.line_end(max(entry.key.end, entry.value.end)):
            return entry.key.text
    return ""


def new_comments(
    base: Source | None, main: Source, others: Sequence[tuple[Source, Mapping[str, str]]], names: Mapping[str, str], was: Mapping[str, str]
) -> dict[Anchor, list[str]]:
    """The comments that `others` have and neither the base nor `main`, at codes of the result that `main` has too.

    `names` is the GUID in `main` of each code of the result, that of each other source stands with it; `was` is that in the base.
    """
    old = _renamed(anchored(base), was) if base is not None else {}
    there = _renamed(anchored(main), names)
    counted = _counts(old)
    known: dict[str, set[str]] = {}
    for part in (old, there):
        for (guid, _), comments in part.items():
            known.setdefault(guid, set()).update(comments)
    found: dict[Anchor, list[str]] = {}
    for other, origins in others:
        brought = _renamed(anchored(other), origins)
        total = _counts(brought)
        for (guid, field), comments in brought.items():
            if guid and guid not in names:
                continue
            for comment in comments:
                if comment not in known.setdefault(guid, set()) and total[comment] > counted[comment]:
                    known[guid].add(comment)
                    found.setdefault((guid, field), []).append(comment)
    return found


def _renamed(comments: Mapping[Anchor, list[str]], origins: Mapping[str, str]) -> dict[Anchor, list[str]]:
    """Comments by the GUIDs of the result; those at codes that are gone stand nowhere."""
    back = {there: guid for guid, there in origins.items()} | {"": ""}
    return {(back[guid], field): part for (guid, field), part in comments.items() if guid in back}


def _counts(comments: Mapping[Anchor, list[str]]) -> Counter[str]:
    return Counter(comment for part in comments.values() for comment in part)
