"""What is learnt from codings and codebook together, and the chance that a code fits a text."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from qualcode.suggesters import _across, _material, _ridge, _signs, _vectors, _weighing
from qualcode.suggesters._across import Across
from qualcode.suggesters._knowledge import Knowledge
from qualcode.suggesters._material import Material
from qualcode.suggesters._vectors import Said, Vectors
from qualcode.suggesters.keywords import Finder

if TYPE_CHECKING:
    from numpy import float64
    from numpy.typing import NDArray

BOOK = 4.0
"""How many coded texts the codebook's text of a code counts for."""

_REFUSED = 0.5  # how far below a text that is not coded one lies that was refused
_PAIRS = 500_000  # of text and code that are weighed at most
_ENOUGH = 30  # codings: with so many the threshold goes half by what they have shown as far as it ever does
_BATCH = 4_000_000  # numbers held at a time when scoring


@dataclass(frozen=True, slots=True)
class Model:
    """What was learnt.

    `seen` are chances of coded texts judged unseen, whether the code was given, and which code it is (its place among the usable ones);
    `shown` is the least chance to show.
    """

    codes: tuple[str, ...]
    finder: Finder
    vectors: Vectors
    book: _signs.Book
    learned: Any
    scale: float
    frequency: NDArray[float64]
    weights: NDArray[float64]
    own: NDArray[float64]
    knots: NDArray[float64]
    shown: float
    seen: tuple[NDArray[float64], NDArray[float64], NDArray[Any]]
    across: Mapping[str, Across] = field(default_factory=dict)

    def chances(self, said: Sequence[Said], known: Any) -> NDArray[float64]:
        """For each text (and its row) and code the chance that it fits."""
        import numpy as np

        number = len(self.codes)
        found = np.zeros((len(said), number))
        for begin, end in batches(len(said), number):
            part, rows = said[begin:end], known[begin:end]
            likeness, hits = self.book.likeness(rows, part, number), _material.keyword_scores(part, self.finder, number)
            table = _signs.signs(rows @ self.learned / self.scale, likeness, hits, self.frequency)
            at = table @ self.weights[:-1] + self.weights[-1] + self.own
            found[begin:end] = _weighing.chance(_weighing.along(at, self.knots))
            for language, across in self.across.items():
                there = np.array([one.language == language for one in part])
                if there.any():
                    said_there = [one for one in part if one.language == language]
                    found[begin:end][there] = across.chances(rows[there], said_there, likeness[there], hits[there], self.frequency)
        return found


def batches(rows: int, codes: int) -> Iterator[tuple[int, int]]:
    """Beginnings and ends of as many rows as are held at a time."""
    size = max(64, _BATCH // (len(_weighing.SIGNS) * max(codes, 1)))
    for begin in range(0, rows, size):
        yield begin, min(begin + size, rows)


def learn(knowledge: Knowledge) -> Model:
    """Learn from what people have coded and from the codebook; from the codebook alone when nothing is coded."""
    import numpy as np

    material = _material.of(knowledge)
    number = len(material.codes)
    coded, texts, finder = material.said(), list(material.texts), Finder(knowledge)
    written = _material.books(material.codes)
    looked = [*coded, *texts]
    vectors, everything = _vectors.learn([*looked, *(said for _, said in written)])
    rows, others = everything[: len(coded)], everything[len(coded) : len(looked)]
    book = _signs.book(everything[len(looked) :], written, number, everything[: len(looked)], looked)
    learned, unseen = _learned(material, rows, book)
    usual = others @ learned if texts else unseen if coded else book.rows @ learned
    scale = float(np.std(usual) + 1e-6) if usual.size else 1.0
    frequency = _frequency(material.given[material.known.all(axis=1)])
    judged = _judged(material, rows.shape[0] + book.rows.shape[0])
    table = _signs.signs(
        unseen[judged] / scale,
        book.likeness(rows[judged], [coded[at] for at in judged], number),
        _material.keyword_scores([coded[at] for at in judged], finder, number),
        _frequencies(material)[judged],
    )
    given = material.given[judged]
    known = _telling(given, material.known[judged])
    weights = _weighing.fit(table, given, known)
    at = table @ weights[:-1] + weights[-1]
    own = _weighing.own(at, given, known)
    at = (at + own)[known]
    knots = _weighing.curve(at, given[known])
    place = np.broadcast_to(np.arange(number), known.shape)[known]
    seen = (_weighing.chance(_weighing.along(at, knots)), given[known], place)
    across = _across.learn(material, _across.Rows(rows, others, book), finder, frequency, _frequencies(material))
    model = Model(
        tuple(code.id for code in material.codes), finder, vectors, book, learned, scale, frequency, weights, own, knots, 0.5, seen, across
    )
    return _with_threshold(model, texts, others)


def _learned(material: Material, rows: Any, book: _signs.Book) -> tuple[Any, NDArray[float64]]:
    """Weights learnt from codings and codebook; and for each coded text what is learnt without its fold says of it."""
    import numpy as np
    from scipy import sparse

    number = len(material.codes)
    written = np.eye(number)[book.codes] if number else np.zeros((0, 0))
    given = np.vstack([material.given, written])
    times = np.maximum(given.sum(axis=0), 1)
    # A code with few codings speaks as loud as one with many.
    targets = (given - _REFUSED * np.vstack([material.refused, written * 0])) / np.sqrt(times)
    heft = np.concatenate([np.ones(len(material.given)), np.full(len(written), BOOK)])
    folds = np.concatenate([material.folds, np.full(len(written), -1)])
    learned, said = _ridge.left_out(sparse.vstack([rows, book.rows], format="csr"), targets, heft, folds)
    said = said[: len(material.given)]
    for fold in np.unique(material.folds):
        at = material.folds == fold
        without = np.maximum(times - material.given[at].sum(axis=0), 0.3)
        said[at] *= np.sqrt(times / without)
    return learned, said


def _telling(given: NDArray[float64], known: NDArray[Any]) -> NDArray[Any]:
    """Which pairs tell how sure a code is: not those of a code that every text has which was looked at, as nobody knows what it is not."""
    found: NDArray[Any] = known & (known & (given == 0)).any(axis=0)
    return found


def _frequency(given: NDArray[float64]) -> NDArray[float64]:
    """How much more often than usual each code is given, as logarithm; near 0 while little is coded, and for a code that all texts have."""
    import numpy as np

    number = given.shape[1]
    shares = (given.sum(axis=0) + 0.5) / (len(given) + 1)
    found: NDArray[float64] = (np.log(shares) - np.log(_weighing.usual(number))) * len(given) / (len(given) + 20)
    found[given.all(axis=0)] = 0.0
    return found


def _frequencies(material: Material) -> NDArray[float64]:
    """For each coded text how often the codes are given in the other folds."""
    import numpy as np

    found = np.zeros(material.given.shape)
    whole = material.known.all(axis=1)
    for fold in np.unique(material.folds):
        at = material.folds == fold
        found[at] = _frequency(material.given[~at & whole])
    return found


def _judged(material: Material, rows: int) -> NDArray[Any]:
    """The coded texts by which signs are weighed: judged unseen, and not more than are needed."""
    import numpy as np

    found = np.flatnonzero(_ridge.judged(rows, len(material.codes), material.folds)) if len(material.folds) else np.zeros(0, dtype=int)
    most = max(200, _PAIRS // max(len(material.codes), 1))
    return found[:: -(-len(found) // most)] if len(found) > most else found


def _with_threshold(model: Model, texts: list[Said], rows: Any) -> Model:
    """The model with the chance from which on it suggests: between what uncoded texts lead to expect and what coded texts have shown."""
    from dataclasses import replace

    chances, given, _ = model.seen
    most = texts[: max(100, _PAIRS // max(len(model.codes), 1))]
    expected = _weighing.expected_best(model.chances(most, rows[: len(most)]) if most else chances)
    if not given.any():
        return replace(model, shown=expected)
    # What a few codings have shown says little.
    share = 0.5 * given.sum() / (given.sum() + _ENOUGH)
    return replace(model, shown=float(expected ** (1 - share) * _weighing.seen_best(chances, given) ** share))
