"""From which score on suggestions are worth showing: found on what a coder has coded, and kept."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from qualcode import plugins
from qualcode.actions import evaluating, learning
from qualcode.actions.suggesting import Wish
from qualcode.errors import QualcodeError
from qualcode.model import Coder
from qualcode.store import thresholds
from qualcode.store.changes import change
from qualcode.store.database import Store
from qualcode.store.thresholds import Threshold
from qualcode.suggesters import _evaluation, _measures
from qualcode.suggesters._knowledge import Knowledge
from qualcode.table import Column, Table

if TYPE_CHECKING:
    from numpy import float64
    from numpy.typing import NDArray


def calibrate(store: Store, coder: Coder, wish: Wish, precision: float) -> Table:
    """Find the score from which on a share of `precision` of the suggestions is right, on what this coder has coded, and keep it.

    Raises QualcodeError when too little is coded, and when no score is right so often; what was kept before stays then.
    """
    module = plugins.load("suggesters", wish.suggester)
    known = replace(learning.knowledge(store, coder, by=wish.by, cached=False), settings=wish.settings or {})
    evaluating.check(known, coder)
    chances = hasattr(module, "seen")
    scores, given = module.seen(known) if chances else _tried(wish.suggester, known)
    least = _measures.least_for(precision, scores, given, chances=chances, seen=True)
    if least is None:
        raise QualcodeError(
            f"From no score on is a share of {precision:.0%} of what {wish.suggester} suggests right, on what {coder.id} sees coded.",
            "Ask for less with --precision, or code more first; what it is worth says: qualcode suggest --evaluate",
        )
    shown = scores >= least
    found = Threshold(wish.suggester, wish.by, round(float(least), 4), precision, int(shown.sum()), int(given[shown].sum()))
    with change(store, f"suggest --calibrate --precision {precision} {_words(wish)}", coder=coder.guid) as made:
        thresholds.keep(made, coder, found)
    return _table(found, len(scores), int(given.sum()), coder, known)


def forget(store: Store, coder: Coder, wish: Wish) -> bool:
    """Leave it to the suggester again what is shown. False when it was so already."""
    plugins.load("suggesters", wish.suggester)
    with change(store, f"suggest --calibrate --precision 0 {_words(wish)}", coder=coder.guid) as made:
        return thresholds.forget(made, coder, wish.suggester, wish.by)


def said(found: Threshold) -> str:
    """What a threshold means, in words."""
    return (
        f"Shown from a score of {found.least:.2f} on, so that {found.precision:.0%} are right: "
        f"found by suggest --calibrate on {found.shown} suggestions, {found.right} of them right."
    )


def _words(wish: Wish) -> str:
    return f"--suggester {wish.suggester} --unit {wish.by}"


def _tried(suggester: str, known: Knowledge) -> tuple[NDArray[float64], NDArray[float64]]:
    """The scores that a suggester gives texts that it has not learnt from, and whether each code was given."""
    found = _evaluation.tried(suggester, known)
    return found.scores.ravel(), found.given.ravel()


def _table(found: Threshold, judged: int, given: int, coder: Coder, known: Knowledge) -> Table:
    columns = (
        Column("suggester", "suggester", "text"),
        Column("unit", "unit", "text"),
        Column("precision", "asked to be right", "share"),
        Column("least", "shown from", "number"),
        Column("pairs", f"{found.by}s x codes", "count"),
        Column("shown", "would be shown", "count"),
        Column("right", "of these right", "count"),
        Column("share", "share right", "share"),
        Column("found", "share of codes found", "share"),
    )
    row = (found.suggester, found.by, found.precision, found.least, judged, found.shown, found.right)
    shares = (found.right / found.shown, found.right / given if given else None)
    notes = (
        "Judged on what was coded, each transcript by what was learnt from others; a little more than asked is aimed at.",
        "Kept for you and this suggester; --min-score overrules it once, qualcode undo takes it back.",
    )
    return Table(
        "Calibrated", f"{found.by} x code", columns, ((*row, *shares),), layer=coder.id, notes=notes, warnings=evaluating.warnings(known)
    )
