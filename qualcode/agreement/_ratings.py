"""What coders said of units, as patterns with how many units show each: what every statistic is worked out from."""

from __future__ import annotations

from collections import Counter
from collections.abc import Hashable, Iterable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from numpy import float64, int64
    from numpy.typing import NDArray

MISSING = -1
"""In a pattern: this coder has not rated the unit."""


@dataclass(frozen=True, slots=True, eq=False)
class Ratings:
    """What coders said of units, in the order of `values` from less to more.

    A row of `patterns` holds the place in `values` that each coder gave, or MISSING; `weights` how many units show the row (of characters: how
    many characters).
    """

    values: tuple[Any, ...]
    patterns: NDArray[int64]
    weights: NDArray[float64]

    def counts(self) -> NDArray[float64]:
        """How many coders gave each value: a row for each pattern, a column for each value."""
        import numpy as np

        return np.stack([(self.patterns == place).sum(axis=1) for place in range(len(self.values))], axis=1).astype("float64")

    def only(self, value: object) -> Ratings:
        """The same, with one value against all others: 0 (another) and 1 (this one)."""
        import numpy as np

        binary = (self.patterns == self.values.index(value)).astype("int64")
        return Ratings((0, 1), np.where(self.patterns == MISSING, MISSING, binary), self.weights)


def of_patterns(found: Iterable[tuple[Sequence[int], float]], values: Sequence[Any]) -> Ratings:
    """Ratings of patterns (places in `values`, or MISSING) with how many units show each."""
    import numpy as np

    rows = list(found)
    patterns = np.array([pattern for pattern, _ in rows], dtype="int64").reshape(len(rows), len(rows[0][0]) if rows else 0)
    return Ratings(tuple(values), patterns, np.array([weight for _, weight in rows], dtype="float64"))


def of_rows(rows: Iterable[Sequence[Hashable]], values: Sequence[Any] = ()) -> Ratings:
    """Ratings of units as rows with what each coder said, None where nothing; `values` in their order, if not that of the values themselves."""
    counted = Counter(tuple(row) for row in rows)
    known = list(values) or sorted({value for row in counted for value in row if value is not None})
    place = {value: at for at, value in enumerate(known)} | {None: MISSING}
    return of_patterns((([place[value] for value in row], weight) for row, weight in counted.items()), known)


def of_table(table: Sequence[Sequence[float]], values: Sequence[Any] = ()) -> Ratings:
    """Ratings of two coders from a table of units: a row for what the first said, a column for what the second said."""
    places = range(len(table))
    return of_patterns((((one, other), table[one][other]) for one in places for other in places), list(values) or list(places))


def of_marks(both: float, first: float, second: float, neither: float) -> Ratings:
    """Ratings of two coders from how many units both marked, only the first, only the second, and neither."""
    return of_table([[neither, second], [first, both]])


def pairs(ratings: Ratings) -> tuple[NDArray[float64], NDArray[float64], NDArray[float64]]:
    """What pairs of coders said of the same unit, over all units: how often both gave each value, either did, and how many pairs there are.

    The first two are arrays by value; a pair with the same value has given it twice. Ordered pairs: each is counted both ways.
    """
    import numpy as np

    counts = ratings.counts()
    rated = counts.sum(axis=1, keepdims=True)
    weights = ratings.weights[:, None]
    same = (weights * counts * (counts - 1)).sum(axis=0)
    given = (weights * counts * (rated - 1)).sum(axis=0)
    return same, given, np.asarray((ratings.weights * (rated * (rated - 1))[:, 0]).sum())


def ratio(part: float, whole: float) -> float | None:
    """The quotient; None where it is not defined."""
    return float(part) / float(whole) if whole else None


def beyond_chance(observed: float, expected: float) -> float | None:
    """How far what was observed lies above what is expected by chance, of what could; None where chance leaves nothing to show."""
    return None if expected >= 1 - 1e-12 else float((observed - expected) / (1 - expected))
