"""From which score on suggestions are worth showing: found on what a coder has coded, and kept."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from qualcode import plugins
from qualcode.actions import evaluating, learning, suggesting
from qualcode.actions.suggesting import Wish
from qualcode.errors import QualcodeError
from qualcode.model import Coder
from qualcode.store import thresholds
from qualcode.store.changes import change
from qualcode.store.database import Store
from qualcode.store.thresholds import Threshold
from qualcode.suggesters import _evaluation, _measures
from qualcode.suggesters._knowledge import Knowledge
from qualcode.suggesters._measures import Leasts
from qualcode.table import Column, Table

if TYPE_CHECKING:
    from numpy import float64
    from numpy.typing import NDArray

_STEP = 5  # of a hundred: shares that are tried when the one asked for cannot be had


@dataclass(frozen=True, slots=True)
class _Seen:
    """The scores of suggestions for what was coded, by what was learnt from other transcripts; whether each was right; the place of its code."""

    scores: NDArray[float64]
    given: NDArray[float64]
    codes: NDArray[Any]
    chances: bool

    def leasts(self, precision: float) -> Leasts:
        """The scores from which on they are right so often."""
        return _measures.leasts_for(precision, self.scores, self.given, self.codes, chances=self.chances, seen=True)


def calibrate(store: Store, coder: Coder, wish: Wish, precision: float) -> Table:
    """Find the scores from which on a share of `precision` of the suggestions is right, on what this coder has coded, and keep them.

    A code with codings enough has one of its own. Raises QualcodeError when too little is coded, and when no score is right so often, with
    what can be had; what was kept before stays then.
    """
    known = replace(learning.knowledge(store, coder, by=wish.by, cached=False), settings=wish.settings or {})
    suggesting.chosen(wish)
    evaluating.check(known, coder)
    seen = _seen(wish.suggester, known)
    leasts = seen.leasts(precision)
    if leasts.none:
        raise QualcodeError(
            f"From no score on is a share of {precision:.0%} of what {wish.suggester} suggests right, on what {coder.id} sees coded.",
            _instead(seen, precision),
        )
    codes = known.usable()
    least = leasts.of(len(codes)).round(4)
    shown = seen.scores >= least[seen.codes]
    own = {codes[at].guid: float(least[at]) for at in sorted(leasts.own)}
    every = None if leasts.every is None else round(float(leasts.every), 4)
    found = Threshold(wish.suggester, wish.by, every, precision, int(shown.sum()), int(seen.given[shown].sum()), own)
    with change(store, f"suggest --calibrate --precision {precision} {_words(wish)}", coder=coder.guid) as made:
        thresholds.keep(made, coder, found)
    return _table(found, seen, least, coder, known)


def forget(store: Store, coder: Coder, wish: Wish) -> bool:
    """Leave it to the suggester again what is shown. False when it was so already."""
    plugins.load("suggesters", wish.suggester)
    with change(store, f"suggest --calibrate --precision 0 {_words(wish)}", coder=coder.guid) as made:
        return thresholds.forget(made, coder, wish.suggester, wish.by)


def _instead(seen: _Seen, precision: float) -> str:
    """What can be had, where so much cannot: the highest share, in steps, that some score promises."""
    if seen.given.all() or not seen.given.any():
        return "Nothing says where codes do not fit: finish a transcript first, with qualcode coders finish"
    for lower in (step / 100 for step in range(95, 0, -_STEP)):
        if lower < precision and not seen.leasts(lower).none:
            return f"{lower:.0%} can be had: --precision {lower:g}. More codings and keywords may bring more."
    return "Code more first, or give the codes keywords; what it is worth says: qualcode suggest --evaluate"


def said(found: Threshold) -> str:
    """What a threshold means, in words."""
    which = f"{len(found.codes)} {'code' if len(found.codes) == 1 else 'codes'}"
    if found.least is None:
        whose = f"Only {which} shown, each from a score of its own on"
    else:
        whose = f"Shown from a score of {found.least:.2f} on" + (f" ({which} from one of their own)" if found.codes else "")
    return (
        f"{whose}, so that {found.precision:.0%} are right: "
        f"found by suggest --calibrate on {found.shown} suggestions, {found.right} of them right."
    )


def _words(wish: Wish) -> str:
    return f"--suggester {wish.suggester} --unit {wish.by}"


def _seen(suggester: str, known: Knowledge) -> _Seen:
    """What a suggester says of coded texts that it has not learnt from: as it has judged them itself, else tried over transcripts."""
    import numpy as np

    module = plugins.load("suggesters", suggester)
    if hasattr(module, "seen"):
        scores, given, codes = module.seen(known)
        return _Seen(scores, given, codes, chances=True)
    found = _evaluation.tried(suggester, known)
    place = np.broadcast_to(np.arange(len(found.codes)), found.scores.shape)
    return _Seen(found.scores.ravel(), found.given.ravel(), place.ravel(), chances=False)


def _table(found: Threshold, seen: _Seen, least: NDArray[float64], coder: Coder, known: Knowledge) -> Table:
    codes = known.usable()
    own = [at for at, code in enumerate(codes) if code.guid in found.codes]
    columns = (
        Column("suggester", "suggester", "text"),
        Column("unit", "unit", "text"),
        Column("precision", "asked to be right", "share"),
        Column("code", "code", "text"),
        Column("least", "shown from", "number"),
        Column("pairs", f"{found.by}s x codes", "count"),
        Column("shown", "would be shown", "count"),
        Column("right", "of these right", "count"),
        Column("share", "share right", "share"),
        Column("found", "share of codes found", "share"),
    )
    rows = []
    for code, from_, at in [
        ("all", found.least, slice(None)),
        *((codes[at].id, float(least[at]), seen.codes == at) for at in own),
    ]:
        shown = seen.scores[at] >= least[seen.codes[at]]
        number, right, given = int(shown.sum()), int(seen.given[at][shown].sum()), int(seen.given[at].sum())
        figures = (len(shown), number, right, right / number if number else None, right / given if given else None)
        rows.append((found.suggester, found.by, found.precision, code, from_, *figures))
    notes = (
        "Judged on what was coded, each transcript by what was learnt from others; a little more than asked is aimed at.",
        f"A code with {_measures.ENOUGH} codings or more may have a score of its own; all: what comes of all codes, and the score of the others.",
        "Kept for you and this suggester; --min-score overrules it once, qualcode undo takes it back.",
    )
    return Table(
        "Calibrated",
        f"{found.by} x code",
        columns,
        tuple(rows),
        layer=coder.id,
        notes=notes,
        warnings=evaluating.warnings(known),
        group_by=3,
    )
