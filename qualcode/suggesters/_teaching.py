"""Which texts teach most when they are coded: those that the suggester is unsure of, and that are like none that is coded."""

from __future__ import annotations

from collections import Counter
from collections.abc import Hashable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from qualcode.model import Unit
from qualcode.suggesters import _saved, learned
from qualcode.suggesters._knowledge import Knowledge
from qualcode.suggesters._vectors import Said

if TYPE_CHECKING:
    from numpy import float64
    from numpy.typing import NDArray

_UNSURE = 3  # codes of a text by which it is judged how unsure its codes are
_BATCH = 1000  # texts compared at a time
_SHORT = 5  # words: a text of so many counts half, as little is learnt from it


@dataclass(frozen=True, slots=True)
class Worth:
    """What coding a text may teach, from 0 to 1: how unsure its likeliest codes are, and how unlike it is to what is coded."""

    uncertainty: float
    novelty: float

    @property
    def both(self) -> float:
        """Uncertainty times novelty."""
        return self.uncertainty * self.novelty


def chosen(units: Sequence[Unit], knowledge: Knowledge, cells: Sequence[Sequence[Hashable]], number: int) -> list[tuple[int, Worth]]:
    """The units to be coded next, at most `number`, the best first, by their place among `units`, each with its worth.

    `cells` are the values that each unit has in some dimensions, over which the choice is spread: of several with a value that was chosen
    already each counts less. So do those that are like one that was chosen, and short ones.
    """
    import numpy as np

    if not units:
        return []
    said = [Said(unit.text, unit.language) for unit in units]
    unsure = _unsure(units, knowledge)
    rows = _saved.model(knowledge).vectors.rows(said)
    novel = 1 - _nearest(rows, knowledge)
    length = np.array([len(unit.text.split()) for unit in units])
    worth = unsure * novel * length / (length + _SHORT)
    apart = np.ones(len(units))
    left = np.ones(len(units), dtype=bool)
    had: list[Counter[Hashable]] = [Counter() for _ in cells[0]]
    found = []
    for _ in range(min(number, len(units))):
        share = np.array([np.prod([1 / (1 + had[at][value]) for at, value in enumerate(cell)]) for cell in cells])
        best = int(np.argmax(np.where(left, worth * apart * share, -1.0)))
        found.append((best, Worth(round(float(unsure[best]), 4), round(float(novel[best]), 4))))
        left[best] = False
        apart = np.minimum(apart, 1 - (rows @ rows[[best]].T).toarray()[:, 0])
        for at, value in enumerate(cells[best]):
            had[at][value] += 1
    return found


def _unsure(units: Sequence[Unit], knowledge: Knowledge) -> NDArray[float64]:
    """The mean entropy, in bits, of the codes of each unit that are least sure."""
    import numpy as np

    chances, _ = learned.scores(units, knowledge)
    if not chances.shape[1]:
        return np.ones(len(units))
    clear = np.clip(chances, 1e-9, 1 - 1e-9)
    bits = -(clear * np.log2(clear) + (1 - clear) * np.log2(1 - clear))
    most: NDArray[float64] = np.sort(bits, axis=1)[:, -_UNSURE:].mean(axis=1)
    return most


def _nearest(rows: Any, knowledge: Knowledge) -> NDArray[float64]:
    """How like each text the coded one is that is most like it."""
    import numpy as np

    coded = [Said(one.text, one.language) for one in knowledge.examples if one.whole and one.text.strip()]
    found = np.zeros(rows.shape[0])
    if coded:
        known = _saved.model(knowledge).vectors.rows(coded).T
        for begin in range(0, rows.shape[0], _BATCH):
            found[begin : begin + _BATCH] = np.clip((rows[begin : begin + _BATCH] @ known).toarray().max(axis=1), 0, 1)
    return found
