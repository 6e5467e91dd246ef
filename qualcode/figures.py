"""Numbers as people read them: counts, shares, rates and intervals."""

from __future__ import annotations

import math
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Context, Decimal

from qualcode.saying import COMMA
from qualcode.table import Cell, Kind

UNDEFINED = "–"
"""What stands for a number that is not defined (None, or not finite): never 0, never empty."""

LISTED = 6
"""Of more rates than this in one cell, people are shown the lowest and the highest."""

_ROUNDING = Context(prec=400, rounding=ROUND_HALF_UP)


@dataclass(frozen=True, slots=True)
class Figures:
    """How numbers are written: the decimal sign, what stands before %, the minus sign, and what parts the ends of an interval."""

    decimal: str = "."
    gap: str = " "
    minus: str = "-"
    between: str = ", "


PLAIN = Figures()
"""Decimal point, ordinary space and hyphen: for text that goes on to other programs."""


def typeset(language: str) -> Figures:
    """The figures of a typeset document in this language: decimal comma in Dutch and French, spaces that do not break, a real minus."""
    if language in COMMA:
        return Figures(",", "\u00a0", "\u2212", "; ")
    return Figures(".", "", "\u2212", ", ")


def defined(cell: Cell) -> bool:
    """Whether a cell has a value: None, a number that is not finite, and a tuple of nothing but those have none."""
    if isinstance(cell, tuple):
        return any(defined(part) for part in cell)
    return cell is not None and not (isinstance(cell, float) and not math.isfinite(cell))


def written(cell: Cell, kind: Kind, figures: Figures = PLAIN) -> str:
    """A cell as people read it; text stays as it is.

    >>> written(0.4, "share"), written(12.34, "rate"), written(0.456, "rate"), written((1.2, 3.4), "rates"), written((0.1, 0.9), "interval")
    ('40 %', '12.3', '0.46', '1.2 · 3.4', '[0.1, 0.9]')
    """
    if isinstance(cell, str):
        return cell
    if not defined(cell) or cell is None:
        return UNDEFINED
    if isinstance(cell, tuple):
        if kind == "interval":
            return _interval(cell, figures)
        return _rates(cell, figures)
    if kind == "share":
        return _share(cell, figures)
    if kind in {"rate", "rates"}:
        return _rate(cell, figures)
    return _number(cell, figures)


def _fixed(value: float | Decimal, decimals: int, figures: Figures) -> str:
    """A number with so many decimals, halves rounded away from zero."""
    exact = value if isinstance(value, Decimal) else Decimal(repr(value))
    text = str(exact.quantize(Decimal(1).scaleb(-decimals), context=_ROUNDING))
    if not text.strip("-0."):
        text = text.lstrip("-")
    return text.replace(".", figures.decimal).replace("-", figures.minus)


def _beyond(value: float, limit: float, decimals: int, figures: Figures) -> str:
    """A number too small for its decimals: `<0.01`, so that what is there is never shown as 0."""
    return ("<" if value > 0 else ">") + _fixed(math.copysign(limit, value), decimals, figures)


def _share(value: float, figures: Figures) -> str:
    """Whole percents; one decimal below 1 and above 99, so that some is never shown as none and not all never as all.

    >>> [_share(value, PLAIN) for value in (0, 0.0001, 0.004, 0.125, 2 / 3, 0.996, 0.9999, 1, -0.2)]
    ['0 %', '<0.1 %', '0.4 %', '13 %', '67 %', '99.6 %', '>99.9 %', '100 %', '-20 %']
    """
    percent = Decimal(repr(value)) * 100
    size = abs(percent)
    if 0 < size < Decimal("0.05"):
        text = _beyond(value, 0.1, 1, figures)
    elif Decimal("99.95") <= size < 100:
        text = (">" if value > 0 else "<") + _fixed(math.copysign(99.9, value), 1, figures)
    else:
        text = _fixed(percent, 1 if 0 < size < 1 or 99 < size < 100 else 0, figures)
    return f"{text}{figures.gap}%"


def _rate(value: float, figures: Figures) -> str:
    """One decimal, two below 1.

    >>> [_rate(value, PLAIN) for value in (0, 0.001, 0.25, 0.999, 7, 48.25)]
    ['0', '<0.01', '0.25', '1.0', '7.0', '48.3']
    """
    if value == 0:
        return "0"
    if abs(value) < 0.005:
        return _beyond(value, 0.01, 2, figures)
    return _fixed(value, 2 if abs(value) < 0.995 else 1, figures)


def _rates(cell: tuple[float | None, ...], figures: Figures) -> str:
    r"""Each rate; of more than LISTED the lowest and the highest, with how many there are.

    >>> _rates((1.25, None, 3), PLAIN), _rates((0, *[5.0] * 9, 12.5, None), PLAIN)
    ('1.3 · – · 3.0', '0–12.5\xa0(12)')
    """
    if len(cell) <= LISTED:
        return " · ".join(written(part, "rate", figures) for part in cell)
    known = [rate for rate in cell if rate is not None and math.isfinite(rate)]
    return f"{_rate(min(known), figures)}–{_rate(max(known), figures)}\u00a0({len(cell)})"


def _number(value: float, figures: Figures) -> str:
    """Whole numbers in full, others with three significant digits, from 100 up with one decimal.

    >>> [_number(value, PLAIN) for value in (1e6, 0.5, 0.0481, 0.00002, 15.32, 1234.56, -0.8237)]
    ['1000000', '0.5', '0.0481', '<0.001', '15.3', '1234.6', '-0.824']
    """
    if value == int(value):
        return str(int(value)).replace("-", figures.minus)
    if abs(value) < 0.001:
        return _beyond(value, 0.001, 3, figures)
    decimals = max(1, 2 - math.floor(math.log10(abs(value))))
    return _fixed(value, decimals, figures).rstrip("0").rstrip(figures.decimal)


def _interval(ends: tuple[float | None, ...], figures: Figures) -> str:
    """Both ends with the same number of decimals: two significant digits of the larger end.

    >>> _interval((-0.5, 12.25), PLAIN), _interval((0.031, 0.912), PLAIN), _interval((None, 3), PLAIN)
    ('[-0.5, 12.3]', '[0.03, 0.91]', '[–, 3]')
    """
    known = [end for end in ends if end is not None and math.isfinite(end)]
    largest = max(abs(end) for end in known)
    decimals = max(1, 1 - math.floor(math.log10(largest))) if largest else 0
    while decimals and all(_fixed(end, decimals, PLAIN).endswith("0") for end in known):
        decimals -= 1
    texts = [UNDEFINED if end is None or not math.isfinite(end) else _fixed(end, decimals, figures) for end in ends]
    return f"[{figures.between.join(texts)}]"
