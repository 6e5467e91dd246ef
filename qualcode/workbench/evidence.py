"""What the words of a span say for each code: by the codebook's own texts, and by what this coder sees coded already."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from math import exp, log

from qualcode.languages import tools
from qualcode.model import Code
from qualcode.text import fold
from qualcode.workbench.pinning import codable

_WORD = re.compile(r"\w+")
_SHORTEST = 3
"""Letters of the shortest word that says anything."""
_UNSEEN = 0.5
"""How far a code is trusted beyond the words that it was seen with: as if it had been given half a text more, with everybody's words."""
_TRUST = 0.4
"""How much of what the words say is believed: they do not come one independent of the other."""


class Evidence:
    """Words that were coded, by code. It learns while nobody waits, text by text, and says what it knows by then."""

    def __init__(self, codes: Iterable[Code]) -> None:
        self._texts = 0
        self._of_all: Counter[str] = Counter()
        self._of_code: defaultdict[str, Counter[str]] = defaultdict(Counter)
        self._number: Counter[str] = Counter()
        for code in filter(codable, codes):
            for language, text in _own_texts(code):
                self.learn(code.id, text, language)

    def learn(self, code: str, text: str, language: str) -> None:
        """Take in that a text was given a code."""
        found = _words(text, language)
        self._texts += 1
        self._number[code] += 1
        self._of_all.update(found)
        self._of_code[code].update(found)

    def chances(self, text: str, language: str) -> Mapping[str, float]:
        """How likely each code is that is known, by the words alone; all together 1. Empty when no word is known."""
        known = [(word, self._of_all[word] / self._texts) for word in _words(text, language) if word in self._of_all]
        if not known:
            return {}
        weights = {}
        for code, seen in self._of_code.items():
            number = self._number[code] + _UNSEEN
            weights[code] = sum(log((seen[word] + _UNSEEN * share) / number / share) for word, share in known)
        most = max(weights.values())
        raised = {code: exp(_TRUST * (weight - most)) for code, weight in weights.items()}
        total = sum(raised.values())
        return {code: value / total for code, value in raised.items()}


def _own_texts(code: Code) -> Iterator[tuple[str, str]]:
    """What the codebook says of a code, by language."""
    for language, label in code.label.items():
        said = [label, label, code.definition.get(language, ""), code.include.get(language, "")]
        yield language, " ".join([*said, *code.keywords.get(language, ()), *code.examples.get(language, ())])


@cache
def _empty_words() -> frozenset[str]:
    return frozenset(fold(word) for code in tools.known() for word in tools.language(code).function_words)


def _words(text: str, language: str) -> set[str]:
    """The words of a text that say something, without their endings where the language is one we know."""
    trim = tools.trimmer(language) if language in tools.known() else str
    return {trim(word) for word in _WORD.findall(fold(text)) if len(word) >= _SHORTEST and word not in _empty_words()}
