"""What the declared design asks for in a cell, and what so few groups can show."""

from __future__ import annotations

from math import comb, prod

from qualcode.analysis._saying import say
from qualcode.model import Planned, Selection, Study
from qualcode.saying import decimal


def smallest_p(one: int, other: int, both: int = 0) -> float:
    """The smallest two-sided p that an exact permutation test of a difference in means can give, with groups as units.

    `one` and `other` are the groups that stand in one arm only, `both` those that stand in either (a bilingual group in a split by
    language), whose two values are exchanged within the group. Every arrangement counts whose difference is as large as the observed
    one in either direction: the most extreme arrangement and, when the arms are of one size, its mirror image; with arms of different
    sizes the mirror image does not exist. (Fisher 1935, The Design of Experiments, section 21; Pitman 1937.)

    >>> arms = [(2, 2), (3, 3), (2, 4), (4, 4), (3, 6), (6, 6)]
    >>> [round(smallest_p(one, other), 3) for one, other in arms]
    [0.333, 0.1, 0.067, 0.029, 0.012, 0.002]

    Three pairs have 2 to the third sign flips:

    >>> smallest_p(0, 0, both=3)
    0.25
    """
    arrangements = comb(one + other, one) << both  # each shared group doubles them
    return min(1.0, (2 if one == other else 1) / arrangements)


def p_text(p: float, language: str = "en") -> str:
    """A p for a sentence.

    >>> [p_text(p) for p in (1.0, 0.1, 2 / 6, 1 / 15, 2 / 924, 0.0001)]
    ['1.00', '0.10', '0.33', '0.067', '0.002', 'below 0.001']
    """
    if p < 0.001:
        return say(language, "below 0.001")
    return decimal(f"{p:.2f}" if p >= 0.1 else f"{p:.3f}", language)


def p_equals(p: float, language: str = "en") -> str:
    """What a p is, for a sentence.

    >>> p_equals(0.029), p_equals(0.0001, "fr")
    ('p = 0.029', 'p < 0,001')
    """
    return f"p < {decimal('0.001', language)}" if p < 0.001 else f"p = {p_text(p, language)}"


def declared_values(study: Study, name: str, selection: Selection) -> tuple[str, ...]:
    """The values that a variable of the study can have under the selection, in the declared order; empty when it is not declared."""
    variable = study.variables.get(name)
    wanted = selection.where.get(name)
    return tuple(value for value in variable.values if not wanted or value in wanted) if variable else ()


def planned_in(study: Study, by: tuple[str, ...], cell: tuple[str | None, ...], selection: Selection) -> int | None:
    """How many sessions the design asks for in this cell under the selection; None when the design does not say.

    It does not say when it is not crossed by one of the variables of the cell or the selection, nor for a part of a transcript.
    """
    if selection.transcripts or selection.speakers or selection.languages:
        return None
    asked_for = [
        _share(study, planned, dict(zip(by, cell, strict=True)), selection)
        for planned in study.planned
        if not selection.kinds or planned.kind in selection.kinds
    ]
    known = [number for number in asked_for if number is not None]
    return sum(known) if known else None


def _share(study: Study, planned: Planned, cell: dict[str, str | None], selection: Selection) -> int | None:
    for name in {*cell, *selection.where} - set(planned.cross):
        if name != "phase":
            return None
        accepted = selection.where.get(name, (planned.phase,))
        if planned.phase not in accepted or cell.get(name, planned.phase) != planned.phase:
            return 0
    if any(name in planned.cross and value not in declared_values(study, name, selection) for name, value in cell.items()):
        return 0
    return planned.per_cell * prod(len(declared_values(study, name, selection)) for name in planned.cross if name not in cell)
