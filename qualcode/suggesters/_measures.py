"""What suggestions are worth: figures over texts whose codes are known."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from numpy import float64
    from numpy.typing import NDArray

LITTLE = 5
"""No figure is given for a code that has fewer codings than these."""

ENOUGH = 20
"""Of a code with so many codings or more it is judged apart from which score on it is suggested."""

_BELIEVED = 10  # suggestions: so much does the mean chance count when a least score is chosen
_MARGIN = 0.15  # of the wrong ones that are allowed, fewer are aimed at
_DIGITS = 4  # of a score that are kept with a suggestion: what is equal then is shown together
_STEPS = 5  # of equal width, in which chances are held against how often they were right


@dataclass(frozen=True, slots=True)
class OfCode:
    """One code: how often it was given, suggested, and both."""

    given: int
    shown: int
    right: int

    @property
    def f1(self) -> float | None:
        """2 x right / (given + shown); None for a code with too few codings to say."""
        return 2 * self.right / (self.given + self.shown) if self.given >= LITTLE else None


@dataclass(frozen=True, slots=True)
class Step:
    """Suggestions with a score from `low` to `high`: how many, their mean score, how many were right."""

    low: float
    high: float
    number: int
    mean: float
    right: int


@dataclass(frozen=True, slots=True)
class Figures:
    """What suggestions for `texts` texts are worth.

    `micro`: F1 over all pairs of text and code; `macro`: the mean F1 of codes with LITTLE codings or more; `first`: share of texts with a
    code whose best code is right; `third`: share of given codes that are among the three best; `precision`: share of what is shown that is right;
    `keys`: what a coder would have saved. None where nothing can be said.
    """

    texts: int
    given: int
    shown: int
    right: int
    micro: float | None
    macro: float | None
    first: float | None
    third: float | None
    by_code: tuple[OfCode, ...]
    calibration: tuple[Step, ...]
    keys: int

    @property
    def precision(self) -> float | None:
        """Share of what is shown that is right."""
        return self.right / self.shown if self.shown else None


def figures(given: NDArray[float64], scores: NDArray[float64], shown: NDArray[float64], keys: Sequence[int]) -> Figures:
    """The figures of suggestions: `given` and `shown` are 1 or 0 for each text and code, `scores` rank the codes of a text.

    `keys` is how many it takes to give each code by hand; a suggestion takes one, to accept or to refuse. Equal scores rank no code first
    by chance: a text all of whose scores are 0 has no best code.
    """
    import numpy as np

    texts, codes = given.shape
    right = given * shown
    by_code = tuple(OfCode(*(int(table[:, code].sum()) for table in (given, shown, right))) for code in range(codes))
    of_codes = [each.f1 for each in by_code if each.f1 is not None]
    total = int(given.sum() + shown.sum())
    order = np.argsort(-scores, axis=1, kind="stable")[:, :3]
    ranked = np.take_along_axis(given * (scores > 0), order, axis=1) if codes else np.zeros((texts, 1))
    saved = int((right.sum(axis=0) * (np.array(keys) - 1)).sum() - (shown - right).sum()) if codes else 0
    return Figures(
        texts=texts,
        given=int(given.sum()),
        shown=int(shown.sum()),
        right=int(right.sum()),
        micro=float(2 * right.sum() / total) if total else None,
        macro=float(np.mean(of_codes)) if of_codes else None,
        first=float(ranked[:, 0].sum() / given.any(axis=1).sum()) if given.any() else None,
        third=float(ranked.sum() / given.sum()) if given.any() else None,
        by_code=by_code,
        calibration=_calibration(given, scores),
        keys=saved,
    )


def _calibration(given: NDArray[float64], scores: NDArray[float64]) -> tuple[Step, ...]:
    found = []
    for step in range(_STEPS):
        low, high = step / _STEPS, (step + 1) / _STEPS
        inside = (scores >= low) & ((scores < high) | (step == _STEPS - 1)) & (scores > 0)
        number = int(inside.sum())
        found.append(Step(low, high, number, float(scores[inside].mean()) if number else 0.0, int(given[inside].sum())))
    return tuple(found)


def keys_of(codes: Sequence[str]) -> list[int]:
    """How many keys it takes to give each code by hand: its id until no other begins so, and Enter."""
    found = []
    for code in codes:
        length = 1
        while length < len(code) and any(other.startswith(code[:length]) for other in codes if other != code):
            length += 1
        found.append(length + 1)
    return found


@dataclass(frozen=True, slots=True)
class Leasts:
    """The scores from which on suggestions are right as often as asked.

    `every`: those of all codes together (None: of no score can that be said); `own`: of codes that have one of their own, by their place.
    """

    every: float | None
    own: Mapping[int, float]

    @property
    def none(self) -> bool:
        """Whether nothing is to be shown."""
        return self.every is None and not self.own

    def of(self, codes: int) -> NDArray[float64]:
        """The least score of each code; infinite for one of which nothing is to be shown."""
        import numpy as np

        found = np.full(codes, np.inf if self.every is None else self.every)
        for at, least in self.own.items():
            found[at] = least
        return found


def leasts_for(
    precision: float, scores: NDArray[float64], given: NDArray[float64], codes: NDArray[Any], *, chances: bool = True, seen: bool = False
) -> Leasts:
    """As `least_for`, of all suggestions together, and of each code that was given often enough to be judged by itself.

    `codes` is the place of the code of each suggestion.
    """
    import numpy as np

    every, own = least_for(precision, scores, given, chances=chances, seen=seen), {}
    order = np.argsort(codes, kind="stable")
    for part in np.split(order, np.flatnonzero(np.diff(codes[order])) + 1):
        if given[part].sum() >= ENOUGH:
            least = least_for(precision, scores[part], given[part], chances=chances, seen=seen)
            if least not in (None, every):
                own[int(codes[part[0]])] = least
    return Leasts(every, own)


def least_for(
    precision: float, scores: NDArray[float64], given: NDArray[float64], *, chances: bool = True, seen: bool = False
) -> float | None:
    """The lowest score from which on suggestions are right as often as asked; None when they never are, or too few are to say.

    While few suggestions are seen above a score, what is believed of them beforehand counts as much as what was seen: their mean score where
    scores are chances, else the share of all suggestions that is right. A little more than what is asked is looked for: the lowest score of
    many is one that was lucky. `seen`: as often must have been right of those that were seen, whatever is believed of them.
    """
    import numpy as np

    if seen:
        # Downwards, or the score that was found would leave out the very suggestion that it was found by.
        scores = np.floor(scores * 10**_DIGITS + 1e-6) / 10**_DIGITS
    if not chances:
        made = scores > 0
        scores, given = scores[made], given[made]
    order = np.argsort(-scores, kind="stable")
    if given.sum() < LITTLE:
        return None
    right, number = np.cumsum(given[order]), np.arange(1, len(order) + 1)
    believed = np.cumsum(scores[order]) / number if chances else given.mean()
    expected = (right + _BELIEVED * believed) / (number + _BELIEVED + 1)
    if seen:
        expected = np.minimum(expected, np.where(right >= precision * number, 1.0, 0.0))
    # Of equal scores all are shown or none.
    last = np.append(np.diff(scores[order]) != 0, True)
    reached = np.flatnonzero(last & (number >= LITTLE) & (expected >= precision + _MARGIN * (1 - precision)))
    if not len(reached):
        return None
    least = float(scores[order[reached[-1]]])
    if seen and chances:
        # Where no chance was seen between this one and the next, those as high as what is asked are good enough.
        ahead = float(scores[order[min(reached[-1] + 1, len(order) - 1)]])
        return min(least, max((least + ahead) / 2, precision))
    return least
