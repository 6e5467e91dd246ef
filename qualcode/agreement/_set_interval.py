"""The interval of alpha of whole sets of codes: turns are drawn again within their transcripts, or transcripts where there are enough."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

from qualcode.agreement import masi
from qualcode.agreement._bootstrap import DRAWS, ENOUGH, Interval, Strata, drawn, percentiles
from qualcode.redrawing import times_drawn

if TYPE_CHECKING:
    from numpy import float32, float64, int64
    from numpy.random import Generator
    from numpy.typing import NDArray

MOST_SETS = 4000
"""Of more different sets no interval is made: the distances of any two would take the memory of the machine."""

Turn = tuple[tuple[tuple[int, ...], int], ...]
"""The sets of codes that the raters of a unit gave (a bit for each code), and how many units of the turn show them."""


def set_interval(transcripts: Sequence[Mapping[Turn, int]], random: Generator, draws: int = DRAWS) -> Interval:
    """The interval of alpha with MASI distance. `transcripts` say for each how many turns show the same. None with more than MOST_SETS sets."""
    import numpy as np

    places: dict[int, int] = {}
    for turns in transcripts:
        for turn in turns:
            for sets, _ in turn:
                for one in sets:
                    places.setdefault(one, len(places))
    if len(places) > MOST_SETS:
        return Interval(None, 0, draws)
    distances = _distances(list(places))
    shown = [_shown(turns, places) for turns in transcripts]
    if len(shown) >= ENOUGH:
        whole = np.stack([times @ rows for rows, times in shown])
        between = whole[:, 1:].astype("float32") @ distances @ whole[:, 1:].astype("float32").T
        weights = times_drawn(len(whole), random, draws)
        sums = weights @ whole
        expected = ((weights @ between) * weights).sum(axis=1)
    else:
        sums = drawn(Strata([rows for rows, _ in shown], [times for _, times in shown]), random, draws)
        given = sums[:, 1:].astype("float32")
        expected = ((given @ distances) * given).sum(axis=1, dtype="float64")
    with np.errstate(invalid="ignore", divide="ignore"):
        return percentiles(np.where(expected > 0, 1 - (sums[:, 1:].sum(axis=1) - 1) * sums[:, 0] / expected, np.nan))


def _shown(turns: Mapping[Turn, int], places: Mapping[int, int]) -> tuple[Any, NDArray[int64]]:
    """What the turns of a transcript show, a row for each kind of turn: the distances in it, then how often each set was given; and how many show it."""
    import numpy as np
    from scipy.sparse import csr_array

    ordered = sorted(turns)
    values: list[float] = []
    columns: list[int] = []
    ends = [0]
    for turn in ordered:
        given: Counter[int] = Counter()
        for sets, number in turn:
            for one in sets:
                given[1 + places[one]] += number
        values += [sum(number * masi.apart(sets) for sets, number in turn), *given.values()]
        columns += [0, *given]
        ends.append(len(values))
    rows = csr_array((np.array(values, dtype="float64"), columns, ends), shape=(len(ordered), 1 + len(places)))
    times: NDArray[int64] = np.array([turns[turn] for turn in ordered], dtype="int64")
    return rows, times


def _distances(sets: Sequence[int]) -> NDArray[float32]:
    """The MASI distance of each two sets."""
    import numpy as np

    width = max((one.bit_length() for one in sets), default=0)
    members = np.array([[one >> bit & 1 for bit in range(width)] for one in sets], dtype="float32").reshape(len(sets), width)
    shared = members @ members.T
    sizes = members.sum(axis=1)
    smaller = np.minimum(sizes[:, None], sizes[None, :])
    either = sizes[:, None] + sizes[None, :] - shared
    weight = np.where(shared == either, 1.0, np.where(shared == smaller, 2 / 3, 1 / 3))
    likeness: NDArray[float64] = np.divide(shared, either, out=np.ones_like(shared), where=either > 0) * weight
    return (1 - likeness).astype("float32")
