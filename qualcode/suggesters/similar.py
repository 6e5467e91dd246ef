"""Suggests the codes of the coded texts that are most like a text: what was said here was said before.

The score is the share of the likeness of the nearest coded texts that speaks for the code, times how like the nearest of them is. Texts are
alike by their stems and pieces of words, rarer ones counting more.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, Any, NamedTuple

from qualcode.model import Suggestion, Unit
from qualcode.suggesters import _vectors
from qualcode.suggesters._knowledge import Example, Knowledge
from qualcode.suggesters._vectors import Said
from qualcode.text import beginning, sentences, words

if TYPE_CHECKING:
    from numpy import float64
    from numpy.typing import NDArray

NAME = "similar"

_NEAREST = 5
_WORDS = 3  # that say why a text is like another
_LEAST = 0.1  # texts less alike have little in common but small words
_QUOTED = 80  # characters
_BATCH = 1000  # texts compared at a time
_MOST = 3  # codes of a unit


class Neighbours:
    """Texts that others are compared with."""

    def __init__(self, said: Sequence[Said], others: Sequence[Said] = ()) -> None:
        self._vectors, rows = _vectors.learn([*said, *others])
        self._rows: Any = rows[: len(said)]

    def likeness(self, said: Sequence[Said]) -> NDArray[float64]:
        """How like each text (a row) each of those known (a column) is, from 0 to 1."""
        found: NDArray[float64] = (self._vectors.rows(said) @ self._rows.T).toarray()
        return found


class Near(NamedTuple):
    """A text (by number) that is like another, how like from 0 to 1, and the words in it that make it so."""

    text: int
    likeness: float
    words: tuple[str, ...]


def nearest(wanted: Said, said: Sequence[Said]) -> list[Near]:
    """The texts that are like one, the most alike first; of the words those that weigh most."""
    import numpy as np

    vectors, rows = _vectors.learn([*said, wanted])
    like = (rows[: len(said)] @ rows[[len(said)]].T).toarray()[:, 0]
    order = [int(at) for at in np.argsort(-like, kind="stable") if like[at] >= _LEAST]
    distinct = {(_vectors.measured(word), language) for at in order for text, language in (said[at],) for word in words(text)}
    listed = sorted(distinct)
    says = dict(zip(listed, (vectors.of_words(listed) @ rows[[len(said)]].T).toarray()[:, 0], strict=True))
    found = []
    for at in order:
        text, language = said[at]
        weighed = {word.lower(): float(says[_vectors.measured(word), language]) for word in words(text)}
        best = [word for word in sorted(weighed, key=lambda word: -weighed[word]) if weighed[word] > 0]
        found.append(Near(at, float(like[at]), tuple(best[:_WORDS])))
    return found


def suggest(units: Iterable[Unit], knowledge: Knowledge) -> list[Suggestion]:
    """At most three suggestions for each unit that is like coded ones, units in their order, best score first; none where nothing is coded."""
    asked = [unit for unit in units if unit.text.strip()]
    codes, usable = set(knowledge.asked()), {code.id for code in knowledge.usable()}
    coded = sorted((one for one in knowledge.examples if one.codes & usable), key=lambda one: (one.group, one.place, one.text))
    if not asked or not coded:
        return []
    neighbours = Neighbours([Said(one.text, one.language) for one in coded], [Said(*text) for text in knowledge.texts])
    found = []
    for begin in range(0, len(asked), _BATCH):
        part = asked[begin : begin + _BATCH]
        for unit, like in zip(part, neighbours.likeness([Said(unit.text, unit.language) for unit in part]), strict=True):
            found += of_unit(unit, like, coded, codes, least=knowledge.least or 0.0)
    return found


def of_unit(
    unit: Unit, like: NDArray[Any], coded: list[Example], codes: set[str], *, least: float, suggester: str = NAME
) -> list[Suggestion]:
    """What the nearest coded texts suggest for a unit; `like` says how like it each of them is."""
    nearest = [at for at in (-like).argsort(kind="stable") if coded[at].text != unit.text and like[at] >= _LEAST][:_NEAREST]
    voices: defaultdict[str, float] = defaultdict(float)
    first: defaultdict[str, list[int]] = defaultdict(list)
    for at in nearest:
        for code in sorted(coded[at].codes & codes):
            voices[code] += float(like[at])
            first[code].append(at)
    whole = sum(float(like[at]) for at in nearest)
    places = sentences(unit.text)
    span = (unit.transcript, unit.revision, unit.start + places[0].start, unit.start + places[-1].end)
    found = []
    for code, voice in sorted(voices.items(), key=lambda each: (-each[1], each[0]))[:_MOST]:
        best = coded[first[code][0]]
        score = round(voice / whole * float(like[first[code][0]]), 4)
        reason = f"as {best.place or best.group}: “{beginning(best.text, _QUOTED)}”"
        if score >= least:
            found.append(Suggestion(*span, code, min(score, 1.0), reason, suggester))
    return sorted(found, key=lambda one: -one.score)
