"""Settling what coders differ on in the transcript on the desk, from the turn of the cursor on."""

from __future__ import annotations

from qualcode.actions import adjudicating
from qualcode.actions.adjudicating import BOTH, NEITHER, OTHER, Decision
from qualcode.actions.comparing import Comparison, compare
from qualcode.analysis import disagreements
from qualcode.analysis._aligning import Spot
from qualcode.workbench.desk import Ask, Desk

_CODE = "another code"


def differing(desk: Desk) -> Ask | None:
    """Go to the next disagreement that is open, from this turn on, and ask what holds. Raises QualcodeError where no two coders have finished."""
    comparison = compare(desk.store, transcript=desk.document.id)
    here = desk.document.turns[desk.cursor.turn].start if desk.document.turns else 0
    found = sorted(comparison.open, key=lambda spot: (spot.end <= here, spot.start, spot.end, spot.key))
    if not found:
        desk.said = "Nothing is open here: what coders differ on in this transcript is settled."
        return None
    spot = found[0]
    desk.select(spot.start, spot.end)
    sides = [(coder, f"{coder}: {disagreements.said(spot, coder).replace(chr(10), '  ')}") for coder in spot.coders]
    rest = [(BOTH, "both"), (NEITHER, "neither"), (_CODE, "another code on these words")]
    kind = spot.seen_by(comparison.coders[0]).replace("-", " ")
    return Ask(
        "list",
        f"{' · '.join(spot.codes)} ({kind}), {len(found)} open",
        lambda said: _taken(desk, comparison, spot, said),
        options=[*sides, *rest],
    )


def _taken(desk: Desk, comparison: Comparison, spot: Spot, said: str) -> Ask:
    if said == _CODE:
        return Ask("code", f"Instead of {' and '.join(spot.codes)}", lambda code: _reason(desk, comparison, spot, Decision(OTHER, code)))
    return _reason(desk, comparison, spot, Decision(said))


def _reason(desk: Desk, comparison: Comparison, spot: Spot, decision: Decision) -> Ask:
    def done(why: str) -> None:
        what = f"--to {decision.code}" if decision.code else f"--take {decision.took}"
        with desk.store.transaction():
            agreed = adjudicating.take_agreed(desk.store, desk.coder, comparison)
            decided = Decision(decision.took, decision.code, why=why)
            adjudicating.decide(desk.store, desk.coder, comparison, [(spot, decided)], command=f"adjudicate {spot.key} {what}", why=why)
        desk.load_marks()
        also = f" {agreed.spots} that all agree on came in." if agreed.spots else ""
        desk.said = f"Settled: {decision.code or decision.took}.{also} C goes to the next."

    return Ask("line", "Why? The reason is kept, and may be empty", done)
