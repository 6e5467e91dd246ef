"""What suggesters are told of a project."""

from __future__ import annotations

from collections.abc import Sequence

from qualcode.model import Code, Coder
from qualcode.store import codes, learning
from qualcode.store.database import Store
from qualcode.store.suggestions import UnitKind
from qualcode.suggesters._knowledge import Example, Knowledge

CACHE = ".cache"
"""The folder of a project for what can be made again at any time."""


def below(book: Sequence[Code], wanted: Sequence[str]) -> frozenset[str]:
    """Codes (ids) and all that stand under them; a code stands before those under it in the codebook."""
    found = set(wanted)
    for code in book if wanted else ():
        if code.parent in found:
            found.add(code.id)
    return frozenset(found)


def knowledge(store: Store, coder: Coder, *, by: UnitKind = "turn", cached: bool = True) -> Knowledge:
    """The codebook, what this coder sees coded and has refused, and the other turns (or sentences) of participants."""
    decided = learning.decided(store, coder, by)
    return Knowledge(
        codes=codes.book(store).codes,
        languages=store.study.languages,
        examples=tuple(
            Example(one.text, one.language, one.transcript, one.codes, one.refused, one.whole, f"{one.transcript} {one.turn}")
            for one in decided
            if one.whole or one.refused
        ),
        texts=tuple((one.text, one.language) for one in decided if not one.whole and not one.refused),
        cache=store.folder / CACHE if cached and store.writable else None,
    )
