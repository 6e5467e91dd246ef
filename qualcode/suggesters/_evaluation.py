"""Suggesters tried on what people have coded: they learn from some transcripts and suggest for the others."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from qualcode import plugins
from qualcode.model import Unit
from qualcode.suggesters import _measures
from qualcode.suggesters._knowledge import Example, Knowledge
from qualcode.suggesters._measures import Figures

if TYPE_CHECKING:
    from numpy import float64
    from numpy.typing import NDArray

MOST_FREQUENT = "most frequent"
"""The baseline that always says the codes that are given most."""

SIZES = (0, 25, 50, 100, 200, 500)
"""How many coded texts the points of a learning curve learn from."""

SURE = 0.8
"""The share of right suggestions that is asked for when it is tried how well a share can be promised."""

_FOLDS = 5

Scorer = Callable[[list[Unit], Knowledge], tuple[Any, float]]
"""Units and what is known, to a score for each unit and code, and the score from which on codes are shown."""


@dataclass(frozen=True, slots=True)
class Tried:
    """Suggestions beside what people gave: rows are `examples`, columns `codes`.

    `sure` is what is shown when SURE right ones are asked for; `keys` is how many it takes to give each code by hand.
    """

    codes: tuple[str, ...]
    examples: tuple[Example, ...]
    given: NDArray[float64]
    scores: NDArray[float64]
    shown: NDArray[float64]
    sure: NDArray[float64]
    keys: tuple[int, ...]

    def figures(self, wanted: Callable[[Example], bool] = lambda _: True) -> Figures:
        """What the suggestions are worth, for the texts that are wanted."""
        at = self._rows(wanted)
        return _measures.figures(self.given[at], self.scores[at], self.shown[at], self.keys)

    def sure_figures(self, wanted: Callable[[Example], bool] = lambda _: True) -> Figures:
        """As `figures`, of what is shown when SURE right ones are asked for."""
        at = self._rows(wanted)
        return _measures.figures(self.given[at], self.scores[at], self.sure[at], self.keys)

    def _rows(self, wanted: Callable[[Example], bool]) -> list[int]:
        return [at for at, example in enumerate(self.examples) if wanted(example)]


def tried(name: str, knowledge: Knowledge, *, size: int | None = None, seed: int = 0, scorer: Scorer | None = None) -> Tried:
    """A suggester tried on every coded text, which it never learns from itself nor from another of its group.

    `size` is from how many coded texts it learns at most, drawn by chance. The texts that it is tried on are known to it without their codes,
    as the texts of a project are. Only texts that were looked at for every code are judged, and only for the codes that are asked for.
    """
    import numpy as np

    codes = [code.id for code in knowledge.usable()]
    judged = sorted((one for one in knowledge.examples if one.whole and one.text.strip()), key=_order)
    if scorer is None:
        scorer = _scorer(name)
    given = np.array([[float(code in one.codes) for code in codes] for one in judged]).reshape(len(judged), len(codes))
    scores, shown, sure = np.zeros(given.shape), np.zeros(given.shape), np.zeros(given.shape)
    folds = folds_of([one.group for one in judged], seed)
    for fold in sorted(set(folds)):
        at = [place for place, own in enumerate(folds) if own == fold]
        held = {id(judged[place]) for place in at} if size != 0 else {id(one) for one in knowledge.examples}
        learnt = _drawn([one for one in knowledge.examples if id(one) not in held], size, seed)
        kept = {id(one) for one in learnt}
        others = tuple((one.text, one.language) for one in knowledge.examples if id(one) not in kept)
        known = replace(knowledge, examples=tuple(learnt), texts=knowledge.texts + others, cache=None)
        units = [Unit("", 0, 0, judged[place].text, judged[place].language) for place in at]
        scores[at], least = scorer(units, known)
        shown[at] = _shown(scores[at], least)
        sure[at] = _shown(scores[at], _promised(name, known))
    keys, asked = _measures.keys_of(codes), knowledge.asked()
    own = [at for at, code in enumerate(codes) if code in asked]
    given, scores, shown, sure = (each[:, own] for each in (given, scores, shown, sure))
    return Tried(tuple(codes[at] for at in own), tuple(judged), given, scores, shown, sure, tuple(keys[at] for at in own))


def folds_of(groups: Sequence[str], seed: int, number: int = _FOLDS) -> list[int]:
    """A fold for each text, that of its group: the largest groups first, each to the fold that has least.

    With a single group the texts are dealt out one by one, for lack of better.
    """
    import numpy as np

    chance = np.random.default_rng(seed)
    names, sizes = np.unique(np.array(groups, dtype=object).astype(str), return_counts=True) if groups else (np.array([]), np.array([]))
    if len(names) < 2:
        return [int(fold) for fold in chance.permutation(len(groups)) % number]
    mixed = chance.permutation(len(names))
    full = [0] * min(number, len(names))
    fold: dict[str, int] = {}
    for at in sorted(mixed, key=lambda place: -int(sizes[place])):
        least = min(range(len(full)), key=full.__getitem__)
        fold[str(names[at])] = least
        full[least] += int(sizes[at])
    return [fold[str(group)] for group in groups]


def _order(example: Example) -> tuple[str, str, str, str]:
    return (example.group, example.place, example.language, example.text)


def _drawn(examples: list[Example], size: int | None, seed: int) -> list[Example]:
    """So many of the coded texts, by chance; texts without a code come along in proportion."""
    import numpy as np

    if size is None:
        return examples
    ordered = sorted(examples, key=_order)
    coded = [one for one in ordered if one.codes]
    if size >= len(coded):
        return ordered
    chance = np.random.default_rng(seed)
    empty = [one for one in ordered if not one.codes]
    parts = ((coded, size), (empty, round(len(empty) * size / len(coded)) if coded else 0))
    return [part[at] for part, number in parts for at in sorted(chance.permutation(len(part))[:number])]


def _shown(scores: NDArray[float64], least: Any) -> Any:
    """Where scores are as high as the least one, or the least one of each code; a score of 0 never is."""
    import numpy as np

    return (scores >= np.maximum(least, 1e-9)).astype(float)


def _promised(name: str, knowledge: Knowledge) -> Any:
    """The scores of each code from which on a suggester's own codings promise SURE right ones; infinite where it cannot say."""
    import numpy as np

    module = plugins.load("suggesters", name) if plugins.has("suggesters", name) else None
    if module is None or not hasattr(module, "seen") or not knowledge.examples:
        return np.inf
    return _measures.leasts_for(SURE, *module.seen(knowledge)).of(len(knowledge.usable()))


def _scorer(name: str) -> Scorer:
    """How a suggester scores: by its own `scores`, else by its suggestions."""
    if name == MOST_FREQUENT:
        return _most_frequent
    module = plugins.load("suggesters", name)
    if hasattr(module, "scores"):
        own: Scorer = module.scores
        return own

    def by_suggestions(units: list[Unit], knowledge: Knowledge) -> tuple[Any, float]:
        import numpy as np

        place = {code.id: at for at, code in enumerate(knowledge.usable())}
        scores = np.zeros((len(units), len(place)))
        numbered = [replace(unit, transcript=str(at)) for at, unit in enumerate(units)]
        for one in module.suggest(numbered, replace(knowledge, least=0.0)):
            at = (int(one.transcript), place[one.code])
            scores[at] = max(scores[at], one.score)
        return scores, 0.0

    return by_suggestions


def _most_frequent(units: list[Unit], knowledge: Knowledge) -> tuple[Any, float]:
    """The share of texts that each code was given, the same for all; the most frequent code is shown."""
    import numpy as np

    coded, asked = [one for one in knowledge.examples if one.whole], knowledge.asked()
    number = [sum(code.id in one.codes for one in coded) if code.id in asked else 0 for code in knowledge.usable()]
    shares = np.array(number) / max(len(coded), 1)
    return np.tile(shares, (len(units), 1)), float(shares.max()) if len(shares) else 0.0
