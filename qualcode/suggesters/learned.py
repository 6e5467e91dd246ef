"""Suggests what people have coded in texts like this: learnt from their codings and refusals, and from the codebook before there are any.

The score of a suggestion is the chance that it is right, as far as the project's own codings show: of suggestions with 0.8, about 8 in 10.
The reason is the words that weighed most, and the coded text that is most alike.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

from qualcode.model import Span, Suggestion, Unit
from qualcode.suggesters import _saved
from qualcode.suggesters._evidence import Asked, Evidence, looked
from qualcode.suggesters._knowledge import Knowledge
from qualcode.suggesters._model import Model
from qualcode.suggesters._vectors import Said

if TYPE_CHECKING:
    from numpy import float64
    from numpy.typing import NDArray

NAME = "learned"

_MOST = 3  # codes of a unit: more are no help to a person
_BATCH = 4000  # units looked at together


def suggest(units: Iterable[Unit], knowledge: Knowledge) -> list[Suggestion]:
    """At most three suggestions for each unit, units in their order, best score first; none below the least score, and none without a reason.

    The least score is what the knowledge says, else the one from which on suggestions are most often right and complete.
    """
    asked = [unit for unit in units if unit.text.strip()]
    if not asked or not knowledge.asked():
        return []
    model = _saved.model(knowledge)
    least = model.shown if knowledge.least is None else knowledge.least
    wanted = knowledge.asked()
    others = [at for at, code in enumerate(model.codes) if code not in wanted]
    evidence = Evidence(model, knowledge)
    found: list[Suggestion] = []
    for begin in range(0, len(asked), _BATCH):
        found += _suggested(asked[begin : begin + _BATCH], model, evidence, others, least)
    return found


def _suggested(units: list[Unit], model: Model, evidence: Evidence, others: list[int], least: float) -> list[Suggestion]:
    """Suggestions for some units, but for the codes that are not asked for."""
    there = looked(units, model.vectors)
    chances = model.chances([Said(unit.text, unit.language) for unit in units], there.rows)
    chances[:, others] = -1.0  # below every least score
    best = (-chances).argsort(axis=1, kind="stable")[:, :_MOST].tolist()
    floor = max(least, 0.0)
    shown = [Asked(at, code) for at, codes in enumerate(best) for code in codes if chances[at, code] >= floor]
    found = []
    for (at, code), why in zip(shown, evidence.found(there, shown), strict=True):
        if not why.words:
            continue
        unit = units[at]
        place = (unit.transcript, unit.revision, unit.start + why.span.start, unit.start + why.span.end)
        evident = tuple(Span(unit.start + each.start, unit.start + each.end) for each in why.places)
        found.append(Suggestion(*place, model.codes[code], round(float(chances[at, code]), 4), why.words, NAME, evident))
    return found


def scores(units: Iterable[Unit], knowledge: Knowledge) -> tuple[NDArray[float64], float]:
    """For each unit and usable code the chance that it fits, and the chance from which on codes are suggested."""
    model = _saved.model(knowledge)
    said = [Said(unit.text, unit.language) for unit in units]
    return model.chances(said, model.vectors.rows(said)), model.shown if knowledge.least is None else knowledge.least


def seen(knowledge: Knowledge) -> tuple[NDArray[float64], NDArray[float64], NDArray[Any]]:
    """The chances of coded texts that were judged unseen, whether each was given, and the place of its code: what thresholds are set by."""
    return _saved.model(knowledge).seen
