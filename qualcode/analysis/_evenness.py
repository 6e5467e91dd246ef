"""How evenly talk is spread over people."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Spread:
    """`evenness`: Shannon's H by its largest value, 0 to 1. `effective`: as many people who talk alike would be as uneven (exp H). `gini`: 0 even."""

    evenness: float | None
    effective: float | None
    gini: float | None
    top_share: float | None


def spread(words: Sequence[int]) -> Spread:
    """How evenly so many words of each person are spread, those of 0 too; None where nobody says anything, or nobody could be uneven.

    >>> spread([5, 5, 5, 5])
    Spread(evenness=1.0, effective=4.0, gini=0.0, top_share=0.25)
    >>> spread([8, 0, 0, 0])
    Spread(evenness=0.0, effective=1.0, gini=0.75, top_share=1.0)
    """
    whole = sum(words)
    if not whole:
        return Spread(None, None, None, None)
    number = len(words)
    entropy = -sum(each / whole * math.log(each / whole) for each in words if each) + 0.0
    ranked = sorted(words)
    gini = sum((2 * rank - number - 1) * each for rank, each in enumerate(ranked, 1)) / (number * whole)
    return Spread(entropy / math.log(number) if number > 1 else None, math.exp(entropy), gini, ranked[-1] / whole)
