"""Regression of codes on texts with a penalty (ridge), solved at once for all codes, and what it says of texts that it has not seen."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from numpy import float32, float64
    from numpy.typing import NDArray

_PENALTY = 0.5
_FEW, _MOST = 3000, 6000
"""Rows up to which the exact solution is quicker than steps towards it, for few codes and for many."""
_STEPS = 15
"""Steps towards the solution for many rows: the penalty leaves little to gain after these."""
_TOGETHER = 64  # codes that are solved side by side: of more the tables of steps would take much memory


def weights(rows: Any, targets: NDArray[float64], heft: NDArray[float64]) -> Any:
    """A column of weights for each code: `rows @ weights` comes near to the targets. `heft` says how much each row counts."""
    from scipy import linalg

    if rows.shape[0] > _exact(targets.shape[1]):
        return _stepwise(rows, targets, heft)
    return rows.T @ linalg.cho_solve(linalg.cho_factor(_inner(rows, heft), lower=True), targets.astype("float32"))


def left_out(rows: Any, targets: NDArray[float64], heft: NDArray[float64], folds: NDArray[Any]) -> tuple[Any, NDArray[float64]]:
    """The weights, and what is said of each row by the weights learnt without its fold; rows of fold -1 are never left out.

    Every fold's answer follows from the inverse over all rows, so that nothing is learnt twice. For many rows the last fold is left out
    for good, and the others get what the weights say that have seen them.
    """
    import numpy as np
    from scipy import linalg

    if rows.shape[0] > _exact(targets.shape[1]):
        found = _stepwise(rows, targets, np.where(folds != folds.max(), heft, 0.0))
        return found, np.asarray(rows @ found, dtype="float64")
    inverse = linalg.cho_solve(linalg.cho_factor(_inner(rows, heft), lower=True), np.eye(rows.shape[0], dtype="float32"))
    dual = inverse @ targets.astype("float32")
    said = targets.copy()
    for fold in np.unique(folds[folds >= 0]):
        at = np.flatnonzero(folds == fold)
        said[at] -= np.linalg.solve(inverse[np.ix_(at, at)], dual[at])
    return rows.T @ dual, said


def judged(rows: int, codes: int, folds: NDArray[Any]) -> NDArray[Any]:
    """Which rows `left_out` has judged without having seen them."""
    return folds == folds.max() if rows > _exact(codes) else folds >= 0


def _exact(codes: int) -> int:
    """So many rows are solved exactly: that takes as long for one code as for many."""
    return min(_MOST, max(_FEW, int(300 * math.sqrt(codes))))


def _inner(rows: Any, heft: NDArray[float64]) -> NDArray[float32]:
    """The likeness of every two rows, and the penalty."""
    import numpy as np

    found: NDArray[float32] = (rows @ rows.T).toarray()
    found[np.diag_indices_from(found)] += (_PENALTY / heft).astype("float32")
    return found


def _stepwise(rows: Any, targets: NDArray[float64], heft: NDArray[float64]) -> Any:
    """The weights, for some codes at a time."""
    import numpy as np

    found = np.zeros((rows.shape[1], targets.shape[1]), dtype="float32")
    weighed = heft[:, None].astype("float32")
    for begin in range(0, targets.shape[1], _TOGETHER):
        _solve(rows, targets[:, begin : begin + _TOGETHER].astype("float32"), weighed, found[:, begin : begin + _TOGETHER])
    return found


def _solve(rows: Any, targets: NDArray[float32], weighed: NDArray[float32], found: NDArray[float32]) -> None:
    """Conjugate gradients for codes side by side: what is found becomes the weights."""
    import numpy as np

    rest = rows.T @ (weighed * targets)
    direction = rest.copy()
    size = (rest * rest).sum(axis=0)
    for _ in range(_STEPS):
        ahead = rows.T @ (weighed * (rows @ direction))
        ahead += _PENALTY * direction
        step = size / np.maximum((direction * ahead).sum(axis=0), 1e-12)
        found += step * direction
        rest -= step * ahead
        new = (rest * rest).sum(axis=0)
        direction *= new / np.maximum(size, 1e-12)
        direction += rest
        size = new
