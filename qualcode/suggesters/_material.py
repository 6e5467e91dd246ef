"""What there is to learn from: coded texts as a table of given and refused codes, and the codebook's own words."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from qualcode.model import Code, Unit
from qualcode.suggesters._knowledge import Example, Knowledge
from qualcode.suggesters._vectors import Said
from qualcode.suggesters.keywords import Finder

if TYPE_CHECKING:
    from numpy import float64
    from numpy.typing import NDArray

_FOLDS = 8
_LARGEST = 0.6  # part of the texts that one fold may hold when folds are groups
_TEXTS = 2000
"""So many of the texts that nobody has coded are looked at: enough to know what is usual in the project."""


@dataclass(frozen=True, slots=True)
class Material:
    """The codes, the coded texts in a fixed order, which code (column) each was given (1) or not, and which of that is known.

    `refused` are the pairs that a person said no to. `folds` keeps texts of one group together where there are groups enough.
    """

    codes: tuple[Code, ...]
    examples: tuple[Example, ...]
    given: NDArray[float64]
    known: NDArray[Any]
    refused: NDArray[Any]
    folds: NDArray[Any]
    texts: tuple[Said, ...]

    def said(self) -> list[Said]:
        """The coded texts."""
        return [Said(example.text, example.language) for example in self.examples]


def of(knowledge: Knowledge) -> Material:
    """What a project knows, in an order that does not depend on how it was asked for."""
    import numpy as np

    codes = knowledge.usable()
    at = {code.id: place for place, code in enumerate(codes)}
    examples = tuple(sorted((one for one in knowledge.examples if one.text.strip()), key=_order))
    shape = (len(examples), len(codes))
    given, refused, known = np.zeros(shape), np.zeros(shape, dtype=bool), np.zeros(shape, dtype=bool)
    for row, example in enumerate(examples):
        known[row] = example.whole
        for code in example.refused & at.keys():
            refused[row, at[code]] = known[row, at[code]] = True
        for code in example.codes & at.keys():
            given[row, at[code]] = known[row, at[code]] = True
    # Coders may contradict each other: what one has given is given.
    refused &= given == 0
    texts = sorted({Said(text, language) for text, language in knowledge.texts if text.strip()}, key=_hash)[:_TEXTS]
    return Material(codes, examples, given, known, refused, _folds(examples, knowledge.seed), tuple(texts))


def books(codes: Iterable[Code]) -> list[tuple[int, Said]]:
    """What the codebook says of each code in each language: label, definition, what to include, examples and keywords."""
    found = []
    for place, code in enumerate(codes):
        languages = dict.fromkeys([*code.label, *code.definition, *code.include, *code.examples, *code.keywords])
        for language in languages:
            parts = [texts.get(language, "") for texts in (code.label, code.definition, code.include)]
            parts += [*code.examples.get(language, ()), *(keyword.replace("*", "") for keyword in code.keywords.get(language, ()))]
            text = " ".join(filter(None, parts))
            if text.strip():
                found.append((place, Said(text, language)))
    return found


def keyword_scores(said: Sequence[Said], finder: Finder, codes: int) -> NDArray[float64]:
    """A row per text with the score of each code's keywords in it."""
    import numpy as np

    found = np.zeros((len(said), codes))
    for row, (text, language) in enumerate(said):
        for code, score in finder.scores(Unit("", 0, 0, text, language)).items():
            found[row, code] = score
    return found


def content(knowledge: Knowledge) -> str:
    """A hash of all that is learnt from: another one as soon as anything of it changes."""
    seen = hashlib.sha256()
    for part in (
        knowledge.languages,
        knowledge.seed,
        *(
            (code.id, *map(_sorted, (code.label, code.definition, code.include, code.examples, code.keywords)))
            for code in knowledge.usable()
        ),
        *((*_order(one), sorted(one.codes), sorted(one.refused), one.whole) for one in sorted(knowledge.examples, key=_order)),
        *sorted(knowledge.texts),
    ):
        seen.update(repr(part).encode("utf-8", "surrogatepass") + b"\n")
    return seen.hexdigest()


def _sorted(texts: Any) -> list[Any]:
    return sorted(texts.items())


def _order(example: Example) -> tuple[Any, ...]:
    return (example.group, example.place, example.language, example.text, sorted(example.codes), sorted(example.refused))


def _hash(said: Said) -> bytes:
    return hashlib.sha256(repr(tuple(said)).encode("utf-8", "surrogatepass")).digest()


def _folds(examples: tuple[Example, ...], seed: int) -> NDArray[Any]:
    """A fold for each text: its group's, or one by chance where few groups hold most."""
    import numpy as np

    chance = np.random.default_rng(seed)
    groups = sorted({example.group for example in examples})
    fold = dict(zip(groups, chance.permutation(len(groups)) % _FOLDS, strict=True))
    found = np.array([fold[example.group] for example in examples], dtype=int)
    if len(groups) > 2 and np.bincount(found).max() < _LARGEST * len(examples):
        return found
    return chance.permutation(len(examples)) % max(2, min(_FOLDS, len(examples)))
