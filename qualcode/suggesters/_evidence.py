"""Why a code is suggested: the words that weighed most, where they stand, and the coded quotation that is nearest."""

from __future__ import annotations

from bisect import bisect_right
from collections import defaultdict
from typing import TYPE_CHECKING, Any

from qualcode.model import Span, Unit
from qualcode.suggesters._knowledge import Example, Knowledge
from qualcode.suggesters._matching import plain, tokens
from qualcode.suggesters._model import Model
from qualcode.suggesters._vectors import Said
from qualcode.text import beginning, sentences

if TYPE_CHECKING:
    from numpy import float64
    from numpy.typing import NDArray

_WORDS = 3
_KEYWORD = 2.0  # a keyword weighs as the word that says most, this many times
_NEIGHBOUR = 0.5  # a sentence beside the one that says most is evidence too when it says this part of it
_LIKE = 0.12  # texts less alike have little in common but small words
_QUOTED = 60  # characters


class Evidence:
    """Finds the reasons for suggestions. What a word says for a code is worked out once."""

    def __init__(self, model: Model, knowledge: Knowledge) -> None:
        self._model = model
        self._words: dict[tuple[str, str], NDArray[float64]] = {}
        self._examples: dict[str, list[Example]] = defaultdict(list)
        for example in knowledge.examples:
            for code in example.codes:
                self._examples[code].append(example)
        self._rows: dict[str, Any] = {}

    def found(self, unit: Unit, row: Any, code: int) -> tuple[Span, str]:
        """The span within the text of a unit (and its row) that carries the evidence for a code: whole sentences; and the reason in words."""
        places = sentences(unit.text)
        starts = [place.start for place in places]
        weighed: dict[str, tuple[float, str]] = {}
        by_sentence = [0.0] * len(places)
        heaviest = 0.0
        for word, start, _ in tokens(unit.text):
            weight = float(self._weights(word, unit.language)[code])
            heaviest = max(heaviest, weight)
            if weight > 0:
                by_sentence[bisect_right(starts, start) - 1] += weight
                weighed[plain(word)] = max((weight, word), weighed.get(plain(word), (0.0, "")))
        for hit in self._model.finder.hits(unit).get(code, ()):
            words = " ".join(unit.text[hit.start : hit.end].split())
            by_sentence[bisect_right(starts, hit.start) - 1] += _KEYWORD * max(heaviest, 0.01)
            weighed[plain(words)] = (_KEYWORD * max(heaviest, 0.01) * (1 + hit.weight), words)
        best = sorted(weighed.values(), key=lambda each: (-each[0], each[1]))[:_WORDS]
        parts = ["; ".join(word for _, word in best), self._nearest(unit, row, code)]
        return _span(places, by_sentence), " · ".join(filter(None, parts)) or "how often the code is given"

    def _weights(self, word: str, language: str) -> NDArray[float64]:
        """What a word says for each code."""
        import numpy as np

        key = (plain(word), language)
        if key not in self._words:
            features = self._model.vectors.of_word(*key)
            sums = np.zeros(len(self._model.codes))
            for column, weight in features:
                sums += weight * self._model.learned[column]
            self._words[key] = sums
        return self._words[key]

    def _nearest(self, unit: Unit, row: Any, code: int) -> str:
        """The coded text that is most like this one, other than itself; empty when none is like it."""
        examples = self._examples.get(self._model.codes[code], [])
        if not examples:
            return ""
        id = self._model.codes[code]
        if id not in self._rows:
            self._rows[id] = self._model.vectors.rows([Said(each.text, each.language) for each in examples])
        like = (self._rows[id] @ row.T).toarray()[:, 0]
        for at in (-like).argsort(kind="stable"):
            if like[at] < _LIKE:
                return ""
            if examples[at].text != unit.text:
                place = examples[at].place or examples[at].group
                return f"as {place}: “{beginning(examples[at].text, _QUOTED)}”"
        return ""


def _span(places: list[Span], by_sentence: list[float]) -> Span:
    """The sentence that says most, with those beside it that say enough; all of them when none says anything."""
    if not any(by_sentence):
        return Span(places[0].start, places[-1].end)
    best = max(range(len(places)), key=lambda at: by_sentence[at])
    first = last = best
    least = _NEIGHBOUR * by_sentence[best]
    while first > 0 and by_sentence[first - 1] >= least:
        first -= 1
    while last + 1 < len(places) and by_sentence[last + 1] >= least:
        last += 1
    return Span(places[first].start, places[last].end)
