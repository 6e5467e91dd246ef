"""Texts as rows of numbers: stems and pieces of words, so that forms of a word, compounds and words of the same origin are near each other."""

from __future__ import annotations

import math
from array import array
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
_KEPT = 200_000  # words whose features are kept
_LONGEST = 40  # letters of a word that are looked at: what is longer is no word of a language


class Said(NamedTuple):
    """A text and its language."""

    text: str
    language: str


class Vectors:
    """What texts are measured by: stems and pieces of words, and how much each says (the rarer, the more). Stems are the first columns."""

    def __init__(self, stems: Mapping[str, int], pieces: Mapping[str, int], weights: tuple[NDArray[float32], NDArray[float32]]) -> None:
        self.stems, self.pieces, self.weights = stems, pieces, weights
        self._of_word = lru_cache(maxsize=_KEPT)(self._columns)

    def __len__(self) -> int:
        return len(self.stems) + len(self.pieces)

    def rows(self, said: Sequence[Said]) -> Any:
        """A sparse row of length 1 for each text (0 for one without a known word): first its stems, then its pieces."""
        words_in, distinct = _counted(said)
        return self.scaled(words_in @ self.features(distinct))

    def of_words(self, distinct: Sequence[tuple[str, str]]) -> Any:
        """A sparse row for each word (as `measured` gives it, with its language): what it adds to the row of a text before that is of length 1."""
        found = self.features(distinct)
        weights = [weights * math.sqrt(share) for weights, share in zip(self.weights, (STEMS, 1 - STEMS), strict=True)]
        found.data *= _joined(weights)[found.indices]
        return found

    def features(self, distinct: Iterable[tuple[str, str]]) -> Any:
        """A sparse row for each word with the known features that it has."""
        return _table(map(self._of_word, distinct), len(self))

    def _columns(self, word: tuple[str, str]) -> array[int]:
        """The known features of a word: its stem, then its pieces."""
        begin = len(self.stems)
        found = [self.stems[key] for key in _stem_of(*word) if key in self.stems]
        return array("i", found + [begin + self.pieces[key] for key in _pieces_of(word[0]) if key in self.pieces])

    def scaled(self, found: Any) -> Any:
        """Counted features as rows of length 1, in place: stems and pieces each by what they say, and both by their shares."""
        import numpy as np

        found.data *= _joined(self.weights)[found.indices]
        number = found.shape[0]
        block = np.repeat(np.arange(number, dtype="int32"), np.diff(found.indptr)) + number * (found.indices >= len(self.stems))
        length = np.sqrt(np.bincount(block, weights=np.square(found.data), minlength=2 * number))
        shares = np.repeat(np.sqrt([STEMS, 1 - STEMS]), number) / np.where(length > 0, length, 1)
        found.data *= shares.astype("float32")[block]
        return found


def learn(said: Sequence[Said]) -> tuple[Vectors, Any]:
    """What these texts are measured by, and their rows."""
    import numpy as np

    words_in, distinct = _counted(said)
    least = 1 if len(said) < _FEW else 2
    keys: tuple[dict[str, int], dict[str, int]] = ({}, {})
    for word, language in distinct:
        for known, made in zip(keys, (_stem_of(word, language), _pieces_of(word)), strict=True):
            for key in made:
                known.setdefault(key, len(known))
    none = np.zeros(0, dtype="float32")
    found = words_in @ Vectors(*keys, (none, none)).features(distinct)
    number = np.bincount(found.indices, minlength=found.shape[1])
    kept = np.flatnonzero(number >= least)
    weights = (np.log((1 + len(said)) / (1 + number[kept])) + 1).astype("float32")
    names = [*keys[0], *keys[1]]
    stems = int((kept < len(keys[0])).sum())
    vectors = Vectors(
        {names[column]: at for at, column in enumerate(kept[:stems].tolist())},
        {names[column]: at for at, column in enumerate(kept[stems:].tolist())},
        (weights[:stems], weights[stems:]),
    )
    return vectors, vectors.scaled(found if len(kept) == found.shape[1] else found[:, kept])


def measured(word: str) -> str:
    """A word as it is measured: without regard to case and accents."""
    return plain(word)[:_LONGEST]


@lru_cache(maxsize=_KEPT)
def _stem_of(word: str, language: str) -> tuple[str, ...]:
    return (plain(tools.trimmer(language)(word)),)


def _pieces_of(word: str) -> tuple[str, ...]:
    padded = f" {word} "
    return tuple(dict.fromkeys([padded[at : at + size] for size in _PIECES for at in range(max(len(padded) - size + 1, 1))]))


class _Columns(dict[str, int]):
    """The column of each word of one language, as it is written; `all` are the columns of all languages."""

    def __init__(self, language: str, all_: dict[tuple[str, str], int]) -> None:
        super().__init__()
        self._language, self._all = language, all_

    def __missing__(self, word: str) -> int:
        column = self[word] = self._all.setdefault((measured(word), self._language), len(self._all))
        return column


def _counted(said: Sequence[Said]) -> tuple[Any, list[tuple[str, str]]]:
    """A row per text with its words (1 + the logarithm of how often), and the words with their languages, by column."""
    import numpy as np
    from scipy import sparse

    columns: dict[tuple[str, str], int] = {}
    languages = {language: _Columns(language, columns) for language in dict.fromkeys(language for _, language in said)}
    begins, indices, counts = array("q", [0]), array("i"), array("i")
    for text, language in said:
        found = Counter(map(languages[language].__getitem__, words(text)))
        indices.extend(found)
        counts.extend(found.values())
        begins.append(len(indices))
    shape = (len(said), len(columns))
    weights = 1 + np.log(np.array(counts, dtype="float32"))
    return sparse.csr_array((weights, np.array(indices, dtype="int32"), np.array(begins, dtype="int64")), shape=shape), list(columns)


def _table(rows: Iterable[array[int]], columns: int) -> Any:
    """Lists of columns as a sparse table of ones."""
    import numpy as np
    from scipy import sparse

    begins, indices = array("q", [0]), array("i")
    for row in rows:
        indices.extend(row)
        begins.append(len(indices))
    ones = np.ones(len(indices), dtype="float32")
    shape = (len(begins) - 1, columns)
    return sparse.csr_array((ones, np.array(indices, dtype="int32"), np.array(begins, dtype="int64")), shape=shape)


def _joined(weights: Sequence[NDArray[float32]]) -> NDArray[float32]:
    import numpy as np

    return np.concatenate(weights).astype("float32")
