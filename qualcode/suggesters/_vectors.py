"""Texts as rows of numbers: stems and pieces of words, so that forms of a word, compounds and words of the same origin are near each other."""

from __future__ import annotations

import math
from array import array
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from functools import cache, lru_cache
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


class Spoken(NamedTuple):
    """Texts as the words in them, by number; `words` are those that the numbers stand for, as they are measured, with their languages."""

    texts: list[list[int]]
    words: list[tuple[str, str]]


class Vectors:
    """What texts are measured by: stems and pieces of words, and how much each says (the rarer, the more). Stems are the first columns."""

    def __init__(self, stems: Mapping[str, int], pieces: Mapping[str, int], weights: tuple[NDArray[float32], NDArray[float32]]) -> None:
        self.stems, self.pieces, self.weights = stems, pieces, weights
        self._of_word = lru_cache(maxsize=_KEPT)(self._columns)

    def __len__(self) -> int:
        return len(self.stems) + len(self.pieces)

    def rows(self, said: Sequence[Said]) -> Any:
        """A sparse row of length 1 for each text (0 for one without a known word): first its stems, then its pieces."""
        return self.rows_of(spoken((words(text), language) for text, language in said))

    def rows_of(self, said: Spoken) -> Any:
        """As `rows`, of texts whose words are known."""
        return self.scaled(_counted(said) @ self.features(said.words))

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
        found = [self.stems[key] for key in _stem_of(*word) if key in self.stems]
        pieces = dict.fromkeys(map(self.pieces.get, _pieces_of(word[0])))
        begin = len(self.stems)
        return array("i", found + [begin + piece for piece in pieces if piece is not None])

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

    looked = spoken((words(text), language) for text, language in said)
    least = 1 if len(said) < _FEW else 2
    keys: tuple[dict[str, int], dict[str, int]] = ({}, {})
    for word, language in looked.words:
        for known, made in zip(keys, (_stem_of(word, language), _pieces_of(word)), strict=True):
            for key in made:
                known.setdefault(key, len(known))
    none = np.zeros(0, dtype="float32")
    found = _counted(looked) @ Vectors(*keys, (none, none)).features(looked.words)
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


def _pieces_of(word: str) -> list[str]:
    """The pieces of a word, some of them perhaps twice."""
    padded = f" {word} "
    return list(map(padded.__getitem__, _cuts(len(padded))))


@cache
def _cuts(length: int) -> list[slice]:
    """Where the pieces of a word stand that has so many letters with the blanks around it."""
    return [slice(at, at + size) for size in _PIECES for at in range(max(length - size + 1, 1))]


class _Numbers(dict[str, int]):
    """The number of each word of one language, as it is written: the same one for words that are measured alike; `all` are those of all languages."""

    def __init__(self, language: str, all_: dict[tuple[str, str], int]) -> None:
        super().__init__()
        self._language, self._all = language, all_

    def __missing__(self, word: str) -> int:
        number = self[word] = self._all.setdefault((measured(word), self._language), len(self._all))
        return number


def spoken(texts: Iterable[tuple[Iterable[str], str]]) -> Spoken:
    """Texts, of each its words and its language, as numbers."""
    known: dict[tuple[str, str], int] = {}
    languages: dict[str, _Numbers] = {}
    found = []
    for said, language in texts:
        if language not in languages:
            languages[language] = _Numbers(language, known)
        found.append(list(map(languages[language].__getitem__, said)))
    return Spoken(found, list(known))


def _counted(said: Spoken) -> Any:
    """A sparse row per text with its words: 1 + the logarithm of how often."""
    import numpy as np
    from scipy import sparse

    begins, indices, counts = array("q", [0]), array("i"), array("i")
    for numbers in said.texts:
        found = Counter(numbers)
        indices.extend(found)
        counts.extend(found.values())
        begins.append(len(indices))
    shape = (len(said.texts), len(said.words))
    weights = 1 + np.log(np.array(counts, dtype="float32"))
    return sparse.csr_array((weights, np.array(indices, dtype="int32"), np.array(begins, dtype="int32")), shape=shape)


def _table(rows: Iterable[array[int]], columns: int) -> Any:
    """Lists of columns as a sparse table of ones."""
    import numpy as np
    from scipy import sparse

    kept = list(rows)
    indices = np.frombuffer(b"".join(kept), dtype="int32")
    begins = np.cumsum([0, *map(len, kept)], dtype="int32")
    return sparse.csr_array((np.ones(len(indices), dtype="float32"), indices, begins), shape=(len(kept), columns))


def _joined(weights: Sequence[NDArray[float32]]) -> NDArray[float32]:
    import numpy as np

    return np.concatenate(weights).astype("float32")
