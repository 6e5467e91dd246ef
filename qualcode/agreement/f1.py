"""F1 (Dice): how far coders agree on where a code is, whatever is without it. On units it is Holsti's coefficient of reliability too."""

from __future__ import annotations

from qualcode.agreement._ratings import Ratings, pairs, ratio


def specific(ratings: Ratings) -> tuple[float | None, ...]:
    """Specific agreement on each value (Spitzer & Fleiss 1974; Cicchetti & Feinstein 1990): 2a / (2a + b + c), over all pairs of coders.

    Artstein & Poesio (2008), p. 558:

    >>> from qualcode.agreement._ratings import of_table
    >>> [round(each, 3) for each in specific(of_table([[20, 10], [20, 50]]))]
    [0.571, 0.769]
    """
    same, given, _ = pairs(ratings)
    return tuple(ratio(one, every) for one, every in zip(same, given, strict=True))


def value(ratings: Ratings) -> float | None:
    """Specific agreement on the last value, which is the mark; None where no pair of coders gave it.

    Holsti (1969): 40 decisions are the same, of 50 of one coder and 60 of the other.

    >>> from qualcode.agreement._ratings import of_marks
    >>> round(value(of_marks(both=40, first=10, second=20, neither=0)), 3)
    0.727
    """
    return specific(ratings)[-1] if ratings.values else None
