"""What codings in one language say of texts in another in which little or nothing is coded.

Three ways of judging by the codebook alone, which is the same in all languages (its text; what its keywords and texts together have led
coders to; each code's own regression on these), are averaged. Then the texts of that language are given the codes that seem surest, and
what they have in common is learnt from them in turn. A text is judged by what was learnt from others.
"""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, NamedTuple

from qualcode.suggesters import _material, _ridge, _signs, _weighing
from qualcode.suggesters._material import Material
from qualcode.suggesters._signs import Book
from qualcode.suggesters._vectors import Said
from qualcode.suggesters.keywords import Finder

if TYPE_CHECKING:
    from numpy import float64
    from numpy.typing import NDArray

FEW = 25
"""A language with fewer coded texts than these goes by those of the other languages."""

_LIKENESS, _HITS = 0.5, 0.5  # shares of the two when texts are compared by what of the codebook they touch
_SURE = 0.8  # of the codes that are to be expected this many are taken as given
_GIVEN = 0.3  # what a text counts for whose codes are taken as given
_ROUNDS = 2  # times that it is learnt from what seems surest: the second time by what was learnt in the first
_OWN = 0.7  # weight of what was learnt in the language itself
_BOOK = 4.0
_MOST_CODES = 200  # of more codes the regression on all of them would take too long


class Rows(NamedTuple):
    """The rows of the coded texts, of the others, and the codebook."""

    coded: Any
    others: Any
    book: Book


@dataclass(frozen=True, slots=True)
class Across:
    """What is known for one language by way of the others."""

    written: Any
    scales: tuple[float, float]
    touched: NDArray[float64]
    weights: tuple[NDArray[float64], NDArray[float64]]
    direct: NDArray[float64]
    own: tuple[Any, ...]
    shift: tuple[float, float]

    def chances(
        self, rows: Any, said: Sequence[Said], likeness: NDArray[float64], hits: NDArray[float64], frequency: NDArray[float64]
    ) -> NDArray[float64]:
        """For each text and code the chance that it fits."""
        import numpy as np

        at = self.judged(rows, likeness, hits, frequency)
        if not self.own:
            return _weighing.chance(at)
        half = np.array([_half(one) for one in said])
        # Each half is judged by what was learnt from the other one.
        own = np.where(half[:, None] == 0, rows @ self.own[1], rows @ self.own[0])
        scale, more = self.shift
        return _weighing.chance((at + _OWN * _signs.among(own)) * scale + more)

    def judged(self, rows: Any, likeness: NDArray[float64], hits: NDArray[float64], frequency: NDArray[float64]) -> NDArray[float64]:
        """The average of the three ways, in logits."""
        import numpy as np

        both = touching(likeness, hits)
        found = []
        for learned, weights in zip(
            (rows @ self.written / self.scales[0], both @ self.touched / self.scales[1]), self.weights, strict=True
        ):
            table = _signs.signs(learned, likeness, hits, frequency)
            found.append(table @ weights[:-1] + weights[-1])
        if self.direct.size:
            found.append(np.column_stack([hits, 0.3 * likeness]) @ self.direct[:-1] + self.direct[-1])
        mean: NDArray[float64] = np.mean([np.clip(each, -9, 9) for each in found], axis=0)
        return mean


def touching(likeness: NDArray[float64], hits: NDArray[float64]) -> NDArray[float64]:
    """What of the codebook a text touches, as a row: the same for texts in all languages."""
    import numpy as np

    keyed = hits / np.maximum(np.linalg.norm(hits, axis=1, keepdims=True), 0.5)
    like = likeness - likeness.mean(axis=1, keepdims=True) if likeness.shape[1] else likeness
    like = like / np.maximum(np.linalg.norm(like, axis=1, keepdims=True), 1e-6)
    return np.column_stack([keyed * _HITS**0.5, like * _LIKENESS**0.5])


def learn(material: Material, rows: Rows, finder: Finder, frequency: NDArray[float64], frequencies: NDArray[float64]) -> dict[str, Across]:
    """For each language with few coded texts, when others have enough, what these say of it."""
    import numpy as np

    coded = Counter(example.language for example in material.examples)
    waiting = Counter(said.language for said in material.texts)
    there = [language for language in sorted(waiting) if coded[language] < FEW and waiting[language] >= FEW]
    if not there or sum(coded.values()) < FEW or len(material.codes) > _MOST_CODES or len(material.codes) < 2:
        return {}
    judge = _judge(material, rows, finder, frequencies)
    found = {}
    for language in there:
        at = np.array([said.language == language for said in material.texts])
        texts = [said for said in material.texts if said.language == language]
        found[language] = _taught(judge, rows.others[at], texts, rows, material, finder=finder, frequency=frequency)
    return found


def _judge(material: Material, rows: Rows, finder: Finder, frequencies: NDArray[float64]) -> Across:
    """The three ways of judging by the codebook."""
    import numpy as np
    from scipy import sparse

    number, said = len(material.codes), material.said()
    likeness, hits = rows.book.likeness(rows.coded, said, number), _material.keyword_scores(said, finder, number)
    identity = np.eye(number)[rows.book.codes]
    heft = np.full(len(identity), _BOOK)
    written = _ridge.weights(rows.book.rows, identity / np.sqrt(np.maximum(identity.sum(axis=0), 1)), heft)
    by_text = rows.coded @ written
    both = np.vstack([touching(likeness, hits), touching(np.zeros_like(identity), identity)])
    given = np.vstack([material.given, identity])
    targets = given / np.sqrt(np.maximum(given.sum(axis=0), 1))
    folds = np.concatenate([material.folds, np.full(len(identity), -1)])
    touched, by_touch = _ridge.left_out(sparse.csr_array(both), targets, np.concatenate([np.ones(len(said)), heft]), folds)
    scales, weights = [], []
    for learned in (by_text, by_touch[: len(said)]):
        scale = float(np.std(learned) + 1e-6)
        table = _signs.signs(learned / scale, likeness, hits, frequencies)
        scales.append(scale)
        weights.append(_weighing.fit(table, material.given, material.known))
    direct = _direct(np.column_stack([hits, 0.3 * likeness]), material)
    return Across(written, (scales[0], scales[1]), touched, (weights[0], weights[1]), direct, (), (1.0, 0.0))


def _direct(touched: NDArray[float64], material: Material) -> NDArray[float64]:
    """For each code a column: its regression on what of the codebook the coded texts touch, and last the constant."""
    import numpy as np
    from sklearn.linear_model import LogisticRegression

    found = np.zeros((touched.shape[1] + 1, len(material.codes)))
    for code in range(len(material.codes)):
        given = material.given[:, code]
        if given.any() and not given.all():
            fitted = LogisticRegression(max_iter=200).fit(touched, given)
            found[:-1, code], found[-1, code] = fitted.coef_[0], fitted.intercept_[0]
        else:
            found[-1, code] = 9.0 if given.any() else _weighing.logit(0.5 / (len(given) + 1))
    return found


def _taught(
    judge: Across, own: Any, texts: list[Said], rows: Rows, material: Material, *, finder: Finder, frequency: NDArray[float64]
) -> Across:
    """What is learnt besides from the texts of the language with the codes that seem surest, each half of them apart."""
    from dataclasses import replace

    import numpy as np
    from scipy import sparse

    number = len(material.codes)
    likeness, hits = rows.book.likeness(own, texts, number), _material.keyword_scores(texts, finder, number)
    at = judge.judged(own, likeness, hits, frequency)
    chances = first = _weighing.chance(at)
    half = np.array([_half(said) for said in texts])
    identity = np.eye(number)[rows.book.codes]
    for _ in range(_ROUNDS):
        taken, learned = _surest(chances), []
        for side in (0, 1):
            there = half == side
            given = np.vstack([material.given, identity, taken[there]])
            heft = [np.ones(len(material.given)), np.full(len(identity), _BOOK), np.full(int(there.sum()), _GIVEN)]
            everything = sparse.vstack([rows.coded, rows.book.rows, own[there]], format="csr")
            targets = given / np.sqrt(np.maximum(given.sum(axis=0), 1))
            learned.append(_ridge.weights(everything, targets, np.concatenate(heft)))
        both = at + _OWN * _signs.among(np.where(half[:, None] == 0, own @ learned[1], own @ learned[0]))
        shift = _alike(both, at, float(first.sum()))
        chances = _weighing.chance(both * shift[0] + shift[1])
    return replace(judge, own=(learned[0], learned[1]), shift=shift)


def _surest(chances: NDArray[float64]) -> NDArray[float64]:
    """For each code the texts that it fits most surely, as many as are to be expected, with how sure that is."""
    import numpy as np

    found = np.zeros(chances.shape)
    for code in range(chances.shape[1]):
        number = max(1, round(_SURE * chances[:, code].sum()))
        best = np.argsort(-chances[:, code], kind="stable")[:number]
        found[best, code] = np.sqrt(chances[best, code])
    return found


def _alike(new: NDArray[float64], old: NDArray[float64], wanted: float) -> tuple[float, float]:
    """The factor and the shift that give new logits the spread of the old ones, and leave as many codes to be expected."""
    scale = float(old.std() / max(float(new.std()), 1e-6))
    low, high = -20.0, 20.0
    for _ in range(60):
        middle = (low + high) / 2
        if _weighing.chance(new * scale + middle).sum() < wanted:
            low = middle
        else:
            high = middle
    return scale, (low + high) / 2


def _half(said: Said) -> int:
    """Which half a text belongs to: always the same one."""
    return hashlib.sha256(said.text.encode("utf-8", "surrogatepass")).digest()[0] & 1
