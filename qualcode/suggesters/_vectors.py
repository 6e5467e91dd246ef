"""Texts as rows of numbers: stems and pieces of words, so that forms of a word, compounds and words of the same origin are near each other."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from functools import lru_cache
from typing import TYPE_CHECKING, Any, NamedTuple

from qualcode.languages import tools
from qualcode.suggesters._matching import plain
from qualcode.text import words

if TYPE_CHECKING:
    from numpy import float32
    from numpy.typing import NDArray

STEMS = 0.3
"""How much of the likeness of two texts is that of their stems; the rest is that of pieces of words."""

_PIECES = (3, 4, 5)  # letters
_FEW = 200  # of so few texts every piece counts; of more those that stand in two of them at least
_LONGEST = 40  # letters of a word that are looked at: what is longer is no word of a language


class Said(NamedTuple):
    """A text and its language."""

    text: str
    language: str


class Vectors:
    """What texts are measured by: stems and pieces of words, and how much each says (the rarer, the more)."""

    def __init__(self, stems: Mapping[str, int], pieces: Mapping[str, int], weights: tuple[NDArray[float32], NDArray[float32]]) -> None:
        self.stems, self.pieces, self.weights = stems, pieces, weights

    def __len__(self) -> int:
        return len(self.stems) + len(self.pieces)

    def rows(self, said: Sequence[Said]) -> Any:
        """A sparse row of length 1 for each text (0 for one without a known word): first its stems, then its pieces."""
        from scipy import sparse

        words_in, distinct = _counted(said)
        blocks = []
        shares = (STEMS, 1 - STEMS)
        for known, weight, share, made in zip((self.stems, self.pieces), self.weights, shares, (_stem_of, _pieces_of), strict=True):
            found = words_in @ _of_words(distinct, known, made)
            blocks.append(_normal(found @ sparse.diags_array(weight)) * math.sqrt(share))
        rows: Any = sparse.hstack(blocks, format="csr", dtype="float32")
        return rows

    def of_word(self, word: str, language: str) -> list[tuple[int, float]]:
        """The features of one word with their weights, by column."""
        found = [(self.stems[key], float(self.weights[0][self.stems[key]])) for key in _stem_of(word, language) if key in self.stems]
        begin = len(self.stems)
        return found + [
            (begin + self.pieces[key], float(self.weights[1][self.pieces[key]]) * math.sqrt(1 - STEMS))
            for key in _pieces_of(word, language)
            if key in self.pieces
        ]


def learn(said: Sequence[Said]) -> Vectors:
    """What these texts are measured by."""
    import numpy as np

    words_in, distinct = _counted(said)
    least = 1 if len(said) < _FEW else 2
    known, weights = [], []
    for made in (_stem_of, _pieces_of):
        keys: dict[str, int] = {}
        for word, language in distinct:
            for key in made(word, language):
                keys.setdefault(key, len(keys))
        holding = words_in @ _of_words(distinct, keys, made)
        number = np.bincount(holding.indices, minlength=len(keys))
        kept = [(key, number[at]) for key, at in keys.items() if number[at] >= least]
        known.append({key: at for at, (key, _) in enumerate(kept)})
        weights.append(np.array([math.log((1 + len(said)) / (1 + count)) + 1 for _, count in kept], dtype="float32"))
    return Vectors(known[0], known[1], (weights[0], weights[1]))


def spoken(text: str) -> list[str]:
    """The words of a text as they are measured: without regard to case and accents."""
    return [plain(word)[:_LONGEST] for word in words(text)]


@lru_cache(maxsize=200_000)
def _stem_of(word: str, language: str) -> tuple[str, ...]:
    return (plain(tools.stemmer(language)(word)),)


@lru_cache(maxsize=200_000)
def _pieces_of(word: str, language: str) -> tuple[str, ...]:
    del language
    padded = f" {word} "
    found: dict[str, None] = {}
    for length in _PIECES:
        found.update(dict.fromkeys(padded[at : at + length] for at in range(max(len(padded) - length + 1, 1))))
    return tuple(found)


def _counted(said: Sequence[Said]) -> tuple[Any, list[tuple[str, str]]]:
    """A row per text with its words (1 + the logarithm of how often), and the words with their languages, by column."""
    import numpy as np
    from scipy import sparse

    columns: dict[tuple[str, str], int] = {}
    begins, indices, counts = [0], [], []
    for text, language in said:
        for word, count in Counter(spoken(text)).items():
            indices.append(columns.setdefault((word, language), len(columns)))
            counts.append(1 + math.log(count))
        begins.append(len(indices))
    shape = (len(said), len(columns))
    return sparse.csr_array(
        (np.array(counts, dtype="float32"), np.array(indices, dtype="int32"), np.array(begins, dtype="int32")), shape=shape
    ), list(columns)


def _of_words(distinct: Iterable[tuple[str, str]], known: Mapping[str, int], made: Any) -> Any:
    """A row per word with the known features that it has."""
    import numpy as np
    from scipy import sparse

    begins, indices = [0], []
    for word, language in distinct:
        indices += [known[key] for key in made(word, language) if key in known]
        begins.append(len(indices))
    return sparse.csr_array(
        (np.ones(len(indices), dtype="float32"), np.array(indices, dtype="int32"), np.array(begins, dtype="int32")),
        shape=(len(begins) - 1, len(known)),
    )


def _normal(rows: Any) -> Any:
    from sklearn.preprocessing import normalize

    return normalize(rows.tocsr()) if rows.shape[0] and rows.shape[1] else rows.tocsr()
