"""Krippendorff's alpha: any number of coders, ratings may be missing; nominal, ordinal, interval and ratio values."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Literal

from qualcode.agreement._ratings import Ratings

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy import float64
    from numpy.typing import NDArray

Level = Literal["nominal", "ordinal", "interval", "ratio"]


def value(ratings: Ratings, level: Level = "nominal") -> float | None:
    """1 less observed by expected disagreement; 0 is chance. None where it is not defined: only one value, or no unit rated twice.

    Krippendorff (2011), sections C and D: four observers, twelve units, some without a rating.

    >>> from qualcode.agreement._ratings import of_rows
    >>> observers = ["123321412...", "1233224125..", ".33323422513", "12332441251."]
    >>> units = of_rows(tuple(None if said == "." else int(said) for said in unit) for unit in zip(*observers))
    >>> [round(value(units, level), 3) for level in ("nominal", "ordinal", "interval", "ratio")]
    [0.743, 0.815, 0.849, 0.797]
    """
    import math

    found = float(from_coincidences(total(ratings), level, ratings.values))
    return None if math.isnan(found) else found


def total(ratings: Ratings) -> NDArray[float64]:
    """The coincidences of all units together."""
    import numpy as np

    return np.asarray((ratings.weights[:, None, None] * coincidences(ratings.counts())).sum(axis=0))


def coincidences(counts: NDArray[float64]) -> NDArray[float64]:
    """Of units (rows) with how many coders gave each value (columns): pairs of values of different coders, by how many others each has.

    A unit of n ratings counts n; one with fewer than two says nothing.
    """
    import numpy as np

    rated = counts.sum(axis=1)
    given = counts[:, :, None] * counts[:, None, :]
    places = np.arange(counts.shape[1])
    given[:, places, places] -= counts
    return np.asarray(given / np.maximum(rated - 1, 1)[:, None, None] * (rated >= 2)[:, None, None])


def from_coincidences(found: NDArray[float64], level: Level = "nominal", values: Sequence[Any] = ()) -> NDArray[float64]:
    """Alpha of coincidences, which are the last two axes of an array; not a number where it is not defined.

    The order of the values is that of the axes; for interval and ratio they must be numbers.
    """
    import numpy as np

    given = found.sum(axis=-1)
    number = given.sum(axis=-1)
    apart = _distances(given, level, values)
    observed = (found * apart).sum(axis=(-1, -2))
    expected = (given[..., :, None] * given[..., None, :] * apart).sum(axis=(-1, -2))
    with np.errstate(invalid="ignore", divide="ignore"):
        return np.where(expected > 0, 1 - (number - 1) * observed / expected, np.nan)


def _distances(given: NDArray[float64], level: Level, values: Sequence[Any]) -> NDArray[float64]:
    """How far two values lie apart; `given` is how often each was given, on which ordinal distances depend."""
    import numpy as np

    size = given.shape[-1]
    if level == "nominal":
        return 1 - np.eye(size)
    if level == "ordinal":
        below = np.cumsum(given, axis=-1) - given / 2
        return np.asarray((below[..., :, None] - below[..., None, :]) ** 2)
    numbers = np.array(values, dtype="float64")
    apart = numbers[:, None] - numbers[None, :]
    if level == "ratio":
        sums = numbers[:, None] + numbers[None, :]
        apart = np.divide(apart, sums, out=np.zeros_like(apart), where=sums != 0)
    return np.asarray(apart**2)
