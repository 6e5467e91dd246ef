"""Suggests what people have coded in texts like this: learnt from their codings and refusals, and from the codebook before there are any.

The score of a suggestion is the chance that it is right, as far as the project's own codings show: of suggestions with 0.8, about 8 in 10.
The reason is the words that weighed most, and the coded text that is most alike.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from qualcode.model import Suggestion, Unit
from qualcode.suggesters import _saved
from qualcode.suggesters._evidence import Evidence
from qualcode.suggesters._knowledge import Knowledge
from qualcode.suggesters._vectors import Said

if TYPE_CHECKING:
    from numpy import float64
    from numpy.typing import NDArray

NAME = "learned"

_MOST = 3  # codes of a unit: more are no help to a person


def suggest(units: Iterable[Unit], knowledge: Knowledge) -> list[Suggestion]:
    """At most three suggestions for each unit, units in their order, best score first; none below the least score.

    The least score is what the knowledge says, else the one from which on suggestions are most often right and complete.
    """
    asked = [unit for unit in units if unit.text.strip()]
    if not asked or not knowledge.asked():
        return []
    model = _saved.model(knowledge)
    least = model.shown if knowledge.least is None else knowledge.least
    chances = model.chances([Said(unit.text, unit.language) for unit in asked])
    wanted = knowledge.asked()
    chances[:, [at for at, code in enumerate(model.codes) if code not in wanted]] = -1.0  # below every least score
    # Reasons are looked for where there is something to suggest.
    above = [at for at in range(len(asked)) if chances[at].max() >= least]
    rows = model.vectors.rows([Said(asked[at].text, asked[at].language) for at in above])
    evidence = Evidence(model, knowledge)
    found = []
    for number, at in enumerate(above):
        unit = asked[at]
        for code in map(int, (-chances[at]).argsort(kind="stable")[:_MOST]):
            if chances[at, code] < least:
                break
            span, reason = evidence.found(unit, rows[[number]], code)
            place = (unit.transcript, unit.revision, unit.start + span.start, unit.start + span.end)
            found.append(Suggestion(*place, model.codes[code], round(float(chances[at, code]), 4), reason, NAME))
    return found


def scores(units: Iterable[Unit], knowledge: Knowledge) -> tuple[NDArray[float64], float]:
    """For each unit and usable code the chance that it fits, and the chance from which on codes are suggested."""
    model = _saved.model(knowledge)
    said = [Said(unit.text, unit.language) for unit in units]
    return model.chances(said), model.shown if knowledge.least is None else knowledge.least


def seen(knowledge: Knowledge) -> tuple[NDArray[float64], NDArray[float64]]:
    """The chances of coded texts that were judged unseen, and whether each was given: what a threshold is set by."""
    return _saved.model(knowledge).seen
