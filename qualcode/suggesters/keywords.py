"""Suggests a code where its keywords stand: in the language of the turn, as whole words, phrases or inflected forms.

The score of a suggestion is 1 - product of (1 - weight) over the different keywords in it. A weight is 0.6 for a keyword of one word and
0.8 for a phrase; times how well the words fit (1 as written or by `*`, 0.8 by dictionary form, 0.6 by stem, 0.5 within a compound); divided by
how many codes have that keyword. So one keyword that no other code has gives 0.6, two give 0.84.
"""

from __future__ import annotations

from bisect import bisect_right
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from functools import lru_cache
from math import prod
from typing import NamedTuple

from qualcode.model import UNSURE, Code, Span, Suggestion, Unit
from qualcode.suggesters._knowledge import Knowledge
from qualcode.suggesters._matching import Matcher, plain
from qualcode.text import sentences

NAME = "keywords"
LEARNS = False
"""Nothing that people have coded is used: what is suggested to one coder may be shown to all."""

_WORD, _PHRASE = 0.6, 0.8
_LOOKED_AT = 4096  # texts whose keywords are kept: they are asked for again to say why a code is suggested


class _Keywords(NamedTuple):
    """The keywords of one language: what finds them, and for each its codes (by position) and the weight of an exact match."""

    matcher: Matcher
    codes: Mapping[str, tuple[int, ...]]
    weights: Mapping[str, float]


class Hit(NamedTuple):
    """A keyword of a code at `text[start:end]` of a unit."""

    keyword: str
    start: int
    end: int
    weight: float


def suggest(units: Iterable[Unit], knowledge: Knowledge) -> list[Suggestion]:
    """At most one suggestion for each unit and code whose keywords stand in it: units in their order, best score first.

    Its span is the sentences that hold the keywords; when others stand between them, the neighbouring ones that hold most. Its reason is
    the words found, each with its keyword where that is written otherwise; its evidence is where they stand. A unit of unsure language is searched in all the project's
    languages.
    """
    codes = knowledge.usable()
    asked = knowledge.asked()
    found: list[Suggestion] = []
    finder = Finder(knowledge)
    for unit in units:
        by_code = finder.hits(unit)
        if by_code:
            places = sentences(unit.text)
            made = [(code, _suggestion(unit, codes[code].id, hits, places)) for code, hits in by_code.items() if codes[code].id in asked]
            ordered = sorted(made, key=lambda each: (-each[1].score, each[0]))
            found += [suggestion for _, suggestion in ordered if suggestion.score >= (knowledge.least or 0)]
    return found


class Finder:
    """Finds the keywords of the usable codes. What a language's keywords are is worked out when the first text in it comes."""

    def __init__(self, knowledge: Knowledge) -> None:
        self._codes = knowledge.usable()
        self._languages = knowledge.languages
        self._known: dict[str, _Keywords] = {}
        self._hits = lru_cache(maxsize=_LOOKED_AT)(self._found)

    def scores(self, unit: Unit) -> dict[int, float]:
        """The codes whose keywords stand in a unit, by their position among the usable ones, with the score of all their keywords."""
        return {code: _score(_longest(hits)) for code, hits in self.hits(unit).items()}

    def hits(self, unit: Unit) -> Mapping[int, list[Hit]]:
        """The keywords that stand in a unit, by code."""
        return self._hits(unit.text, unit.language)

    def _found(self, text: str, spoken: str) -> Mapping[int, list[Hit]]:
        by_code: defaultdict[int, list[Hit]] = defaultdict(list)
        for language in self._languages if spoken == UNSURE else (spoken,):
            if language not in self._known:
                self._known[language] = _keywords(self._codes, language)
            matcher, owners, weights = self._known[language]
            for match in matcher.matches(text):
                for code in owners[match.keyword]:
                    by_code[code].append(Hit(match.keyword, match.start, match.end, weights[match.keyword] * match.fit))
        return by_code


def _keywords(codes: tuple[Code, ...], language: str) -> _Keywords:
    owners: defaultdict[str, list[int]] = defaultdict(list)
    sharing: Counter[str] = Counter()
    for at, code in enumerate(codes):
        own = dict.fromkeys(" ".join(keyword.split()) for keyword in code.keywords.get(language, ()))
        for keyword in own:
            owners[keyword].append(at)
        sharing.update({plain(keyword) for keyword in own})
    weights = {keyword: (_PHRASE if " " in keyword else _WORD) / sharing[plain(keyword)] for keyword in owners}
    return _Keywords(Matcher(language, owners), {keyword: tuple(each) for keyword, each in owners.items()}, weights)


def _suggestion(unit: Unit, code: str, hits: list[Hit], places: list[Span]) -> Suggestion:
    run = _fullest(_by_sentence(_longest(hits), places))
    kept = [hit for at in sorted(run) for hit in run[at]]
    score = _score(kept)
    start, end = places[min(run)].start, places[max(run)].end
    reason = "; ".join(dict.fromkeys(_reason(unit.text, hit) for hit in kept))
    evidence = tuple(Span(unit.start + hit.start, unit.start + hit.end) for hit in kept)
    return Suggestion(unit.transcript, unit.revision, unit.start + start, unit.start + end, code, round(score, 4), reason, NAME, evidence)


def _score(hits: Iterable[Hit]) -> float:
    best: dict[str, float] = {}
    for hit in hits:
        best[plain(hit.keyword)] = max(hit.weight, best.get(plain(hit.keyword), 0.0))
    return 1 - prod(1 - weight for weight in best.values())


def _longest(hits: list[Hit]) -> list[Hit]:
    """The hits without those that lie within another, in order: a word of a phrase is no evidence besides the phrase."""
    kept: list[Hit] = []
    for hit in sorted(hits, key=lambda each: (each.start, -each.end, -each.weight, each.keyword)):
        if not kept or hit.end > kept[-1].end:
            kept.append(hit)
    return kept


def _by_sentence(hits: list[Hit], places: list[Span]) -> dict[int, list[Hit]]:
    starts = [place.start for place in places]
    found: defaultdict[int, list[Hit]] = defaultdict(list)
    for hit in hits:
        found[bisect_right(starts, hit.start) - 1].append(hit)
    return found


def _fullest(held: dict[int, list[Hit]]) -> dict[int, list[Hit]]:
    """Of the sentences that hold hits, the neighbouring ones that hold most together; the first of equals."""
    runs: list[dict[int, list[Hit]]] = []
    for at in sorted(held):
        if runs and at - 1 in runs[-1]:
            runs[-1][at] = held[at]
        else:
            runs.append({at: held[at]})
    return max(runs, key=lambda run: sum(map(len, run.values())))


def _reason(text: str, hit: Hit) -> str:
    words = " ".join(text[hit.start : hit.end].split())
    return words if plain(words) == plain(hit.keyword) else f"{words} ({hit.keyword})"
