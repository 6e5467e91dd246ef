"""How the signs that a code fits a text are weighed into a chance, and from which chance on a code is suggested."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from numpy import float64
    from numpy.typing import NDArray

SIGNS = ("learned", "learned among codes", "codebook", "codebook among codes", "keywords", "a keyword", "frequency")
"""What speaks for a code: what was learned from codings, likeness to the codebook's text (each in itself, and beside the other codes),
its keywords (how many and how well they fit, and that there is one at all), and how often it is given."""

_BEFORE = (0.1, 0.2, 0.2, 0.3, 2.0, 2.0, 0.3)
"""Weights of the signs where nothing was coded: about those found on coded sets of several kinds, with keywords put first: somebody has chosen
them for these texts."""

_PULL = (4.0, 4.0, 4.0, 4.0, 2.0, 1.0, 4.0, 0.25)
"""How strongly few codings leave each weight, and the constant, where it was before."""

_USUAL = 1.4  # codes of a text, before any is known
_OWN = 0.5  # how far the chance of a code may lie from what the signs say: standard deviation, in logits
_BELIEVED = 10  # pairs: so much does the mean chance of some count beside how many of them were right
_RISE = 0.1  # of two pairs the one with the higher logit stays above the other
_WIDEST = 6
_LIKELY = -2.0  # a logit (a chance of 0.12) from which on it is looked at how far the signs say too much
_LINE = 5.0  # how strongly few pairs leave the line of these logits as it is
_STEPS, _NEAR = 50, 1e-6  # towards the best weights: at most so many, until they are as near as that
_LEAST, _MOST = 0.02, 0.6  # a code is suggested from a chance between these


def usual(codes: int) -> float:
    """How often a code is given before anything is coded."""
    return min(0.3, _USUAL / max(codes, 1))


def fit(signs: NDArray[float64], given: NDArray[float64], known: NDArray[Any]) -> NDArray[float64]:
    """The weights of the signs, and last a constant, by logistic regression over all pairs of text and code that are known."""
    import numpy as np

    before = prior(given.shape[1])
    table, truth = signs[known], given[known]
    if not len(truth):
        return before
    table = np.column_stack([table, np.ones(len(table))])
    pull = np.array(_PULL)

    def cost(weight: NDArray[float64], at: NDArray[float64]) -> float:
        return float(np.logaddexp(0, at).sum() - truth @ at + 0.5 * (pull * (weight - before) ** 2).sum())

    # Newton's steps, shortened where they would lead uphill: a few weights, so that each step is cheap and few are needed.
    found, at = before, table @ before
    reached = cost(found, at)
    for _ in range(_STEPS):
        said = chance(at)
        slope = table.T @ (said - truth) + pull * (found - before)
        bend = table.T @ (table * (said * (1 - said))[:, None]) + np.diag(pull)
        step = np.linalg.solve(bend, slope)
        while float(np.abs(step).max()) > _NEAR:
            value = cost(found - step, at - table @ step)
            if value <= reached:
                break
            step = step / 2
        else:
            break
        found, at, reached = found - step, at - table @ step, value
    return found


def prior(codes: int) -> NDArray[float64]:
    """The weights where nothing is coded, with the constant."""
    import numpy as np

    return np.array([*_BEFORE, logit(usual(codes)) - 0.4])


def own(at: NDArray[float64], given: NDArray[float64], known: NDArray[Any]) -> NDArray[float64]:
    """For each code, by how many logits it is given more or less often than the signs say; near 0 for codes of which little is known."""
    import numpy as np

    found = np.zeros(at.shape[1])
    for _ in range(8):
        said = chance(at + found)
        slope = ((given - said) * known).sum(axis=0) - found / _OWN**2
        found += slope / ((said * (1 - said) * known).sum(axis=0) + 1 / _OWN**2)
    return found


def chance(at: NDArray[float64]) -> NDArray[float64]:
    """Logits as chances."""
    import numpy as np

    result: NDArray[float64] = 1 / (1 + np.exp(-np.clip(at, -30, 30)))
    return result


def logit(value: float) -> float:
    """A chance as logit."""
    return math.log(value / (1 - value))


def curve(at: NDArray[float64], given: NDArray[float64]) -> NDArray[float64]:
    """Logits (first row) and what they have come to on texts judged unseen (second row), both rising; the signs together may say too much."""
    import numpy as np

    step = np.clip(np.round(at), -_WIDEST, _WIDEST)
    shift, slope = _line(at, given)
    points = []
    for low in np.unique(step):
        inside = step == low
        number, mean = int(inside.sum()), float(chance(at[inside]).mean())
        # Of the few that are surest is believed what the others have come to, or a handful would pass for certain.
        believed = float(chance(shift + slope * at[inside]).mean()) if low >= _LIKELY else mean
        share = (float(given[inside].sum()) + _BELIEVED * believed) / (number + _BELIEVED)
        points.append((logit(min(max(mean, 1e-4), 1 - 1e-4)), logit(min(max(share, 1e-4), 1 - 1e-4))))
    if len(points) < 2:
        return np.array([[-1.0, 1.0], [-1.0, 1.0]])
    found = np.array(sorted(points)).T
    for place in range(1, found.shape[1]):
        least = found[1, place - 1] + _RISE * (found[0, place] - found[0, place - 1])
        found[1, place] = max(found[1, place], least)
    return found


def _line(at: NDArray[float64], given: NDArray[float64]) -> tuple[float, float]:
    """The shift and slope of the logits that are not small, as logistic regression finds them; near 0 and 1 where few are known."""
    import numpy as np

    likely = at >= _LIKELY
    table = np.column_stack([np.ones(int(likely.sum())), np.clip(at[likely], -_WIDEST, _WIDEST)])
    before, found = np.array([0.0, 1.0]), np.array([0.0, 1.0])
    for _ in range(_STEPS):
        said = chance(table @ found)
        bend = table.T @ (table * (said * (1 - said))[:, None]) + _LINE * np.eye(2)
        step = np.linalg.solve(bend, table.T @ (said - given[likely]) + _LINE * (found - before))
        found = found - np.clip(step, -0.5, 0.5)
        if float(np.abs(step).max()) < _NEAR:
            break
    return float(found[0]), max(float(found[1]), _RISE)


def along(at: NDArray[float64], knots: NDArray[float64]) -> NDArray[float64]:
    """Logits as what they have come to; beyond the ends they go on as before."""
    import numpy as np

    result: NDArray[float64] = np.interp(at, knots[0], knots[1])
    result += np.minimum(at - knots[0, 0], 0) + np.maximum(at - knots[0, -1], 0) * _RISE
    return result


def expected_best(chances: NDArray[float64]) -> float:
    """The chance from which on suggestions have the best F1 that these chances lead to expect."""
    import numpy as np

    ordered = np.sort(chances, axis=None)[::-1]
    if not len(ordered):
        return 0.5
    right = np.cumsum(ordered)
    best = int(np.argmax(2 * right / (np.arange(1, len(ordered) + 1) + ordered.sum())))
    return float(min(max(ordered[best], _LEAST), _MOST))


def seen_best(chances: NDArray[float64], given: NDArray[float64]) -> float:
    """The chance from which on suggestions have the best F1 on texts whose codes are known."""
    import numpy as np

    order = np.argsort(-chances, kind="stable")
    right = np.cumsum(given[order])
    if not len(order) or not right[-1]:
        return 0.5
    best = int(np.argmax(2 * right / (np.arange(1, len(order) + 1) + right[-1])))
    ahead = chances[order[min(best + 1, len(order) - 1)]]
    return float(min(max((chances[order[best]] + ahead) / 2, _LEAST), _MOST))
