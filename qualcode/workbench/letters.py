"""Letters by which sentences on the screen are picked with one key."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from qualcode.workbench.document import Document
from qualcode.workbench.places import places
from qualcode.workbench.viewport import HEAD, Row

ALPHABET = "abcdefghijklmnopqrstuvwxyz"
_FEW = 3
"""A sentence of fewer words gets no letter, unless it begins a turn of several."""


def allotted(document: Document, rows: Sequence[Row], cursor: int) -> dict[str, tuple[int, int]]:
    """The sentences that begin on these rows by letter, each as its turn and its position there.

    Where there are more than letters, those from the cursor's turn downwards come first. What moderators say is passed over.
    """
    spots = [spot for spot in _begun(document, rows) if document.turns[spot[0]].role == "participant"]
    ahead = [spot for spot in spots if spot[0] >= cursor]
    behind = [spot for spot in spots if spot[0] < cursor]
    taken = sorted([*ahead, *reversed(behind)][: len(ALPHABET)])
    return dict(zip(ALPHABET, taken, strict=False))


def within(document: Document, turn: int, span: tuple[int, int]) -> dict[str, tuple[int, int]]:
    """The clauses inside a span of a turn by capital, each as its turn and its position there; a sentence has its own letter."""
    begins = document.turns[turn].start
    known = places(document.turns[turn].text)
    sentences = {sentence.start for sentence in known.sentences}
    inside = [at for at in known.clause_starts if span[0] < begins + at < span[1] and at not in sentences]
    return {letter.upper(): (turn, at) for letter, at in zip(ALPHABET, inside, strict=False)}


def _begun(document: Document, rows: Iterable[Row]) -> Iterable[tuple[int, int]]:
    for row in rows:
        if row.line == HEAD:
            continue
        sentences = places(document.turns[row.turn].text).sentences
        for at, sentence in enumerate(sentences):
            if row.start <= sentence.start < max(row.end, row.start + 1):
                words = document.turns[row.turn].text[sentence.start : sentence.end].count(" ") + 1
                if words >= _FEW or (at == 0 and len(sentences) > 1):
                    yield row.turn, sentence.start
