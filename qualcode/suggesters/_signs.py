"""The signs that a code fits a text: what was learned from codings, the codebook's text, its keywords, how often it is given."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from qualcode.suggesters._vectors import Said

if TYPE_CHECKING:
    from numpy import float64
    from numpy.typing import NDArray

_ENOUGH = 20  # texts in a language tell what is usual in it


@dataclass(frozen=True, slots=True)
class Book:
    """The codebook's texts as rows, the code of each, and how like them texts of each language are: mean and spread by code."""

    rows: Any
    codes: NDArray[Any]
    usual: Mapping[str, tuple[NDArray[float64], NDArray[float64]]] = field(default_factory=dict)

    def likeness(self, rows: Any, said: Sequence[Said], number: int) -> NDArray[float64]:
        """How like the text of each code the texts are, against what is usual for that code and language."""
        import numpy as np

        found = np.zeros((rows.shape[0], number))
        like = (rows @ self.rows.T).toarray() if self.rows.shape[0] else np.zeros((rows.shape[0], 0))
        for column, code in enumerate(self.codes):
            found[:, code] = np.maximum(found[:, code], like[:, column])
        for language in {one.language for one in said}:
            if language in self.usual or "" in self.usual:
                mean, spread = self.usual.get(language) or self.usual[""]
                at = np.array([one.language == language for one in said])
                found[at] = (found[at] - mean) / spread
        return found


def book(own: Any, written: list[tuple[int, Said]], codes: int, rows: Any, said: Sequence[Said]) -> Book:
    """The codebook's texts with their own rows, with what likeness to them is usual in each language; in all ("") for languages of which there is little."""
    import numpy as np

    bare = Book(own, np.array([code for code, _ in written], dtype=int))
    if not said:
        return bare
    like = bare.likeness(rows, said, codes)
    usual = {"": (like.mean(axis=0), like.std(axis=0) + 1e-6)}
    languages = np.array([one.language for one in said])
    for language in sorted(set(languages)):
        own = like[languages == language]
        if len(own) >= _ENOUGH:
            usual[str(language)] = (own.mean(axis=0), own.std(axis=0) + 1e-6)
    return Book(bare.rows, bare.codes, usual)


def signs(learned: Any, likeness: NDArray[float64], hits: NDArray[float64], frequency: NDArray[float64]) -> NDArray[float64]:
    """The signs side by side, for each text and code."""
    import numpy as np

    spread = np.broadcast_to(frequency, hits.shape)
    return np.stack([learned, among(learned), likeness, among(likeness), 2 * hits, hits > 0, spread], axis=2)


def among(values: Any) -> Any:
    """Values of a text beside those of the other codes."""
    import numpy as np

    return (values - values.mean(axis=1, keepdims=True)) / (np.std(values, axis=1, keepdims=True) + 1e-6) if values.shape[1] else values
