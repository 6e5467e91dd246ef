"""Why codes are suggested: the words that weighed most, where they stand, and the coded quotation that is nearest."""

from __future__ import annotations

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from typing import TYPE_CHECKING, Any, NamedTuple

from qualcode.languages import tools
from qualcode.model import Span, Unit
from qualcode.suggesters._knowledge import Example, Knowledge
from qualcode.suggesters._matching import plain
from qualcode.suggesters._model import Model
from qualcode.suggesters._vectors import Said, Spoken, Vectors, spoken
from qualcode.suggesters.keywords import Hit
from qualcode.text import beginning, placed_words, sentences

if TYPE_CHECKING:
    from numpy import float32
    from numpy.typing import NDArray

_WORDS = 3
_KEYWORD = 2.0  # a keyword weighs as the word that says most, this many times
_NEIGHBOUR = 0.5  # a sentence beside the one that says most is evidence too when it says this part of it
_LIKE = 0.12  # texts less alike have little in common but small words
_SAYS = 0.2  # a word is a reason when it weighs this part of what the heaviest does
_QUOTED = 60  # characters
_COMPARED = 300  # coded texts of a code that others are compared with, evenly spread over all


class Asked(NamedTuple):
    """A code that is suggested for a text: both by number."""

    text: int
    code: int


class Looked(NamedTuple):
    """Units taken apart: the words of each with their places, the same by number, and the row of each."""

    units: Sequence[Unit]
    words: list[list[tuple[str, int]]]
    spoken: Spoken
    rows: Any


class _Taken(NamedTuple):
    """A text taken apart: its sentences, where they begin, its words, and the row of each in the table of what words say.

    `hits` are its keywords by code; `small` are the words of its language that are no reason: articles, pronouns ...
    """

    whole: str
    places: list[Span]
    starts: list[int]
    words: list[tuple[str, int]]
    rows: list[int]
    hits: Mapping[int, Sequence[Hit]]
    small: Collection[str]


class Reason(NamedTuple):
    """Why a code is suggested for a text: the span in the text that carries the evidence, the reason in words, and where its words stand."""

    span: Span
    words: str
    places: tuple[Span, ...]


class Evidence:
    """Finds the reasons for suggestions: for many at a time, as what words say is worked out for all together."""

    def __init__(self, model: Model, knowledge: Knowledge) -> None:
        self._model = model
        by_code: dict[str, list[int]] = defaultdict(list)
        for at, example in enumerate(knowledge.examples):
            for code in example.codes:
                by_code[code].append(at)
        some = {code: each[:: -(-len(each) // _COMPARED)] for code, each in by_code.items()}
        place = {at: number for number, at in enumerate(sorted({at for each in some.values() for at in each}))}
        self._examples = [knowledge.examples[at] for at in place]
        self._by_code: Mapping[str, list[int]] = {code: [place[at] for at in each] for code, each in some.items()}
        self._rows = model.vectors.rows([Said(each.text, each.language) for each in self._examples])

    def found(self, looked: Looked, asked: Sequence[Asked]) -> list[Reason]:
        """For each code that is asked about why it is suggested: without words where only how often it is given speaks for it.

        The span is whole sentences.
        """
        says = self._model.vectors.of_words(looked.spoken.words) @ self._model.learned
        taken = {at: self._taken(looked, at) for at in dict.fromkeys(one.text for one in asked)}
        found = []
        for one, like in zip(asked, self._nearest(looked, asked), strict=True):
            text = taken[one.text]
            why = _weighed(text, says[text.rows, one.code], text.hits.get(one.code, ()))
            found.append(why._replace(words=" · ".join(filter(None, (why.words, like)))))
        return found

    def _taken(self, looked: Looked, at: int) -> _Taken:
        unit = looked.units[at]
        places = sentences(unit.text)
        starts = [place.start for place in places]
        small = tools.language(unit.language).function_words
        return _Taken(unit.text, places, starts, looked.words[at], looked.spoken.texts[at], self._model.finder.hits(unit), small)

    def _nearest(self, looked: Looked, asked: Sequence[Asked]) -> list[str]:
        """For each code that is asked about the coded text that is most like the unit, other than itself; empty when none is like it."""
        found = [""] * len(asked)
        by_code: dict[int, list[int]] = defaultdict(list)
        for at, one in enumerate(asked):
            by_code[one.code].append(at)
        for code, places in by_code.items():
            known = self._by_code.get(self._model.codes[code], [])
            like = (looked.rows[[asked[at].text for at in places]] @ self._rows[known].T).toarray()
            examples = [self._examples[at] for at in known]
            for at, row in zip(places, like, strict=True):
                found[at] = _quoted(looked.units[asked[at].text].text, row, examples)
        return found


def looked(units: Sequence[Unit], vectors: Vectors) -> Looked:
    """Units taken apart, once for all that looks at their words."""
    words = [placed_words(unit.text) for unit in units]
    said = spoken(([word for word, _ in each], unit.language) for unit, each in zip(units, words, strict=True))
    return Looked(units, words, said, vectors.rows_of(said))


def _weighed(text: _Taken, weights: NDArray[float32], hits: Sequence[Hit]) -> Reason:
    """The sentences that say most for a code, and the words in them that weigh most; keywords weigh more than other words."""
    weighed = [(weight, placed) for weight, placed in zip(weights.tolist(), text.words, strict=True) if weight > 0]
    most = _KEYWORD * max(0.01, max(weighed)[0] if weighed else 0.0)
    by_sentence = [0.0] * len(text.places)
    for weight, (_, start) in weighed:
        by_sentence[bisect_right(text.starts, start) - 1] += weight
    for hit in hits:
        by_sentence[bisect_right(text.starts, hit.start) - 1] += most
    span = _span(text.places, by_sentence)
    inside = [(weight, word, start, start + len(word)) for weight, (word, start) in weighed if span.start <= start < span.end]
    inside += [
        (most * (1 + hit.weight), " ".join(text.whole[hit.start : hit.end].split()), hit.start, hit.end)
        for hit in hits
        if span.start <= hit.start < span.end
    ]
    least = _SAYS * max(inside)[0] if inside else 0.0
    said: dict[str, tuple[str, Span]] = {}
    for _, word, start, end in sorted((one for one in inside if one[0] >= least), key=lambda one: (-one[0], one[1], one[2])):
        if len(said) == _WORDS:
            break
        # A word of a phrase says nothing besides the phrase.
        within = any(start < other.end and end > other.start for _, other in said.values())
        if not within and word.lower() not in text.small:
            said.setdefault(plain(word), (word, Span(start, end)))
    places = tuple(sorted((place for _, place in said.values()), key=lambda place: place.start))
    return Reason(span, "; ".join(word for word, _ in said.values()), places)


def _quoted(text: str, like: NDArray[float32], examples: Sequence[Example]) -> str:
    import numpy as np

    while like.size:
        at = int(np.argmax(like))
        if like[at] < _LIKE:
            break
        if examples[at].text != text:
            place = examples[at].place or examples[at].group
            return f"as {place}: “{beginning(examples[at].text, _QUOTED)}”"
        like[at] = 0
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
