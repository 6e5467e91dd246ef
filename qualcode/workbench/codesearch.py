"""Codes found by a few letters of their id or of a label in any language, with room for slips of the finger."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass

from qualcode.model import Code
from qualcode.text import fold

_PARTS = re.compile(r"\w+")
CHOICES = "1234567890"
"""The keys that take one of the codes found, from the first on."""
_LONG_ENOUGH = 3
"""Fewer letters are taken as they are: a slip cannot be told from another word."""


@dataclass(frozen=True)
class Entry:
    """A code to be found: its names, their words and initials, the last part of its id, and the initials of the id."""

    id: str
    names: tuple[str, ...]
    words: tuple[str, ...]
    initials: tuple[str, ...]
    last: str
    initials_of_id: str


def entries(codes: Iterable[Code]) -> list[Entry]:
    """What codes can be found by: their ids and their labels in all languages."""
    found = []
    for code in codes:
        names = tuple(dict.fromkeys(fold(name) for name in (code.id, *code.label.values()) if name))
        parts = [tuple(_PARTS.findall(name)) for name in names]
        words = tuple(dict.fromkeys(word for part in parts for word in part))
        initials = tuple("".join(word[0] for word in part) for part in parts if len(part) > 1)
        own = _PARTS.findall(fold(code.id)) or [fold(code.id)]
        found.append(Entry(code.id, names, words, initials, own[-1], "".join(part[0] for part in own) if len(own) > 1 else ""))
    return found


def search(known: Sequence[Entry], said: str, likely: Sequence[str] = (), later: Collection[str] = ()) -> list[str]:
    """The ids of the codes that fit what was typed, the best first; of equals the likelier.

    All that there are when nothing was typed; `later` at the end then.
    """
    rank = {id: at for at, id in enumerate(likely)}
    query = fold(said).strip()
    scored = [(_fit(entry, query), rank.get(entry.id, len(rank)), at, entry.id) for at, entry in enumerate(known)]
    best = sorted((-fit, order, at, id) for fit, order, at, id in scored if fit > 0)
    ids = [id for _, _, _, id in best]
    return ids if query else sorted(ids, key=set(later).__contains__)


def takes_digits(known: Iterable[Entry], said: str) -> bool:
    """Whether a digit can choose from what was found: not where it may be the next letter of a code's name."""
    query = fold(said).strip()
    following = re.compile(rf"{re.escape(query)}\s*\d" if query else r"\b\d")
    return not any(following.search(name) for entry in known for name in entry.names)


def _fit(entry: Entry, query: str) -> float:
    """From 0, not at all, to 6, the very id.

    Beginnings come first: of a name of several words, of the last part of the id, the initials of the id, of a label's first word, of any
    word, of initials; then a part of a name, and at last a slip.
    """
    if not query:
        return 1.0
    if query == entry.id:
        return 6.0
    parts = _PARTS.findall(query)
    if not parts:
        return 0.0
    if len(parts) > 1 and any(name.startswith(query) for name in entry.names):
        return 5.0
    if entry.last.startswith(query):
        return 4.6
    if query == entry.initials_of_id:
        return 4.4
    if any(name.startswith(query) for name in entry.names):
        return 4.2
    if all(any(word.startswith(part) for word in entry.words) for part in parts):
        return 4.0
    if any(initials.startswith(query) for initials in entry.initials):
        return 3.0
    if any(query in name for name in entry.names):
        return 2.0
    return min(_slip(entry, part) for part in parts)


def _slip(entry: Entry, part: str) -> float:
    """How well a word that is typed wrongly fits the beginning of one of the code's: under 1; 0 for too many slips."""
    if len(part) < _LONG_ENOUGH:
        return 0.0
    from rapidfuzz.distance import OSA

    allowed = 1 if len(part) < 2 * _LONG_ENOUGH else 2
    slips = min(
        (OSA.distance(part, word[: len(part) + more], score_cutoff=allowed) for word in entry.words for more in (-1, 0, 1)), default=9
    )
    return 0.9 - 0.2 * slips if slips <= allowed else 0.0
