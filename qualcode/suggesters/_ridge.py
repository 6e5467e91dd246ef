"""Regression of codes on texts with a penalty (ridge), solved at once for all codes, and what it says of texts that it has not seen."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from numpy import float64
    from numpy.typing import NDArray

_PENALTY = 0.5
_MOST = 3000  # rows up to which the exact solution is quicker than steps towards it
_STEPS = 15
"""Steps towards the solution for many rows: the penalty leaves little to gain after these."""


def weights(rows: Any, targets: NDArray[float64], heft: NDArray[float64]) -> Any:
    """A column of weights for each code: `rows @ weights` comes near to the targets. `heft` says how much each row counts."""
    import numpy as np

    if rows.shape[0] > _MOST:
        return _stepwise(rows, targets, heft)
    inner = (rows @ rows.T).toarray().astype("float64")
    inner[np.diag_indices_from(inner)] += _PENALTY / heft
    return rows.T @ np.linalg.solve(inner, targets).astype("float32")


def left_out(rows: Any, targets: NDArray[float64], heft: NDArray[float64], folds: NDArray[Any]) -> tuple[Any, NDArray[float64]]:
    """The weights, and what is said of each row by the weights learnt without its fold; rows of fold -1 are never left out.

    Every fold's answer follows from the inverse over all rows, so that nothing is learnt twice. For many rows the last fold is left out
    for good, and the others get what the weights say that have seen them.
    """
    import numpy as np

    if rows.shape[0] > _MOST:
        learnt = folds != folds.max()
        found = _stepwise(rows[learnt], targets[learnt], heft[learnt])
        return found, np.asarray(rows @ found, dtype="float64")
    inner = (rows @ rows.T).toarray().astype("float64")
    inner[np.diag_indices_from(inner)] += _PENALTY / heft
    inverse = np.linalg.inv(inner)
    dual = inverse @ targets
    said = targets.copy()
    for fold in np.unique(folds[folds >= 0]):
        at = np.flatnonzero(folds == fold)
        said[at] -= np.linalg.solve(inverse[np.ix_(at, at)], dual[at])
    return rows.T @ dual.astype("float32"), said


def judged(rows: int, folds: NDArray[Any]) -> NDArray[Any]:
    """Which rows `left_out` has judged without having seen them."""
    return folds == folds.max() if rows > _MOST else folds >= 0


def _stepwise(rows: Any, targets: NDArray[float64], heft: NDArray[float64]) -> Any:
    """Conjugate gradients for all codes side by side."""
    import numpy as np

    turned = rows.T.tocsr()
    weighed = heft[:, None].astype("float32")
    found = np.zeros((rows.shape[1], targets.shape[1]), dtype="float32")
    rest = turned @ (weighed * targets.astype("float32"))
    direction = rest.copy()
    size = (rest * rest).sum(axis=0)
    for _ in range(_STEPS):
        ahead = turned @ (weighed * (rows @ direction)) + _PENALTY * direction
        step = size / np.maximum((direction * ahead).sum(axis=0), 1e-12)
        found += step * direction
        rest -= step * ahead
        new = (rest * rest).sum(axis=0)
        direction = rest + new / np.maximum(size, 1e-12) * direction
        size = new
    return found
