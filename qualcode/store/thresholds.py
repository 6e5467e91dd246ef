"""From which score on suggestions are shown to a coder, as was found on what she has coded."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field

from qualcode.model import Coder
from qualcode.store.changes import Change
from qualcode.store.database import Store
from qualcode.store.suggestions import UnitKind


@dataclass(frozen=True, slots=True)
class Threshold:
    """Suggestions of a suggester for turns or sentences are shown from `least` on (None: none are), for a share of `precision` to be right.

    Some codes (by GUID) have a least score of their own (`codes`). It was found where `shown` suggestions for what was coded would have been
    shown, `right` of them right.
    """

    suggester: str
    by: UnitKind
    least: float | None
    precision: float
    shown: int
    right: int
    codes: Mapping[str, float] = field(default_factory=dict)

    def of(self, code_guid: str) -> float:
        """The score from which on a code is shown; infinite for one that is not."""
        least = self.codes.get(code_guid, self.least)
        return float("inf") if least is None else least


def keep(made: Change, coder: Coder, found: Threshold) -> bool:
    """Keep a threshold in the place of the one there. False when it is the same."""
    facts = {"least": found.least, "precision": found.precision, "shown": found.shown, "right": found.right, "codes": dict(found.codes)}
    return made.set("coder", coder.guid, _field(found.suggester, found.by), json.dumps(facts))


def forget(made: Change, coder: Coder, suggester: str, by: UnitKind) -> bool:
    """Leave it to the suggester what is shown. False when it was so already."""
    return made.set("coder", coder.guid, _field(suggester, by), None)


def get(store: Store, coder: Coder, suggester: str, by: UnitKind) -> Threshold | None:
    """The threshold that a coder's suggestions are shown by; None where there is none."""
    sql = "SELECT value FROM threshold JOIN coder ON coder.id = threshold.coder WHERE coder.guid = ? AND threshold.suggester = ?"
    value = store.value(sql, (coder.guid, f"{suggester} {by}"))
    return Threshold(suggester, by, **json.loads(value)) if value else None


def _field(suggester: str, by: UnitKind) -> str:
    return f"threshold:{suggester} {by}"
