"""What the words of a text say about its language: votes of frequent words, and spelling."""

from __future__ import annotations

import math
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache, lru_cache

from qualcode.languages import _spelling, tools
from qualcode.text import without_notes

WORD = re.compile(r"[^\W\d_]+'?")
"""Words for detection: `l'` and `d'` are words, since they tell the language; figures are none. For text with straight apostrophes."""

VOTE = 5.0
"""What a frequent word of one language only adds to that language's score, in natural logarithms of odds."""

_SMOOTHING = 1e-5
_OVERLAP = 3  # a letter stands in grams of one, two and three letters
_SPELLING = 3.0  # at most, either way: one word does not decide against a vote
_NAME = 0.5  # of the spelling of a word with a capital: it may be a name, and names are of any language


@dataclass(frozen=True, slots=True)
class Evidence:
    """What tells these languages from each other.

    `exclusive` holds, per language, the frequent words that no other of the languages shares and that nobody says as a filler in any of
    them, `telling` all of these. `votes` gives a score per language for each frequent word that not all of them share, `silent` are the frequent words that all
    of them share. `fillers` are the back-channels of all.
    """

    languages: tuple[str, ...]
    exclusive: tuple[frozenset[str], ...]
    telling: frozenset[str]
    votes: Mapping[str, tuple[float, ...]]
    silent: frozenset[str]
    fillers: frozenset[str]

    def of(self, words: Iterable[str]) -> list[float]:
        """The score of each language for these words (as `WORD` finds them): votes and, for other words, spelling."""
        total = [0.0] * len(self.languages)
        for word in words:
            lower = word.lower()
            scores = self.votes.get(lower) or (() if lower in self.silent else spelling(lower, self.languages))
            weight = 1.0 if lower == word or lower in self.votes else _NAME
            for at, score in enumerate(scores):
                total[at] += weight * score
        return total


def words_of(text: str) -> list[str]:
    """The words of a text, as `WORD` finds them, without the transcriber's notes."""
    return WORD.findall(without_notes(text).replace("’", "'"))


def probabilities(scores: list[float]) -> list[float]:
    """The scores as probabilities that add up to 1."""
    highest = max(scores)
    odds = [math.exp(score - highest) for score in scores]
    return [each / sum(odds) for each in odds]


@cache
def evidence_of(languages: tuple[str, ...]) -> Evidence:
    """What tells these languages from each other, from the lists in their files; nothing for a language without a file."""
    known = [tools.language(code) for code in languages]
    fillers = frozenset(_single(word for each in known for word in each.backchannels))
    frequent = [frozenset(_single(each.function_words | each.backchannels)) for each in known]
    votes = {}
    for word in frozenset().union(*frequent):
        holders = [word in words for words in frequent]
        if not all(holders):
            # A filler travels between languages, a word of several languages speaks for each of them less.
            weight = VOTE / sum(holders) * (0.5 if word in fillers else 1.0)
            votes[word] = tuple(weight if holds else 0.0 for holds in holders)
    exclusive = tuple(
        frozenset(word for word in words if word not in fillers and sum(word in other for other in frequent) == 1) for words in frequent
    )
    telling = frozenset().union(*exclusive)
    return Evidence(languages, exclusive, telling, votes, frozenset().union(*frequent) - votes.keys(), fillers)


def _single(words: Iterable[str]) -> Iterator[str]:
    for word in words:
        parts = WORD.findall(word)
        if len(parts) == 1:
            yield parts[0]


@lru_cache(maxsize=100_000)
def spelling(word: str, languages: tuple[str, ...]) -> tuple[float, ...]:
    """How much better a word's letters fit each language than the languages' average: by our own table where it knows all of them."""
    bare = word.rstrip("'")
    if all(language in _spelling.LANGUAGES for language in languages):
        known = dict(zip(_spelling.LANGUAGES, _spelling.scores(bare), strict=True))
        mean = sum(known[language] for language in languages) / len(languages)
        scores = {language: known[language] - mean for language in languages}
    else:
        scores = _by_profiles(bare, languages)
    return tuple(max(-_SPELLING, min(_SPELLING, scores.get(language, 0.0))) for language in languages)


def _by_profiles(word: str, languages: tuple[str, ...]) -> dict[str, float]:
    """The fit of a word's letters to each language that langdetect has a profile of.

    The profiles hold how often one, two and three letters in a row occur in a language. Their product is computed as it is, where
    langdetect's own detector draws from it at random, which is slower and less often right on single words.
    """
    known, grams = _profiles(languages)
    total = [0.0] * len(known)
    framed = f" {word} "
    for start in range(len(framed)):
        for gram in (framed[start : start + 1], framed[start : start + 2], framed[start : start + 3]):
            for at, score in enumerate(grams.get(gram, ())):
                total[at] += score
    return {language: score / _OVERLAP for language, score in zip(known, total, strict=True)}


@cache
def _profiles(languages: tuple[str, ...]) -> tuple[tuple[str, ...], dict[str, tuple[float, ...]]]:
    """The languages that langdetect has a profile of, and for each run of letters its log frequency in each, less their mean."""
    from importlib.resources import files

    from langdetect.detector_factory import DetectorFactory

    folder = files("langdetect") / "profiles"
    known = tuple(language for language in languages if language.isascii() and language.isalpha() and (folder / language).is_file())
    if len(known) < 2:
        return (), {}
    # A factory of our own: the one of the module loads the profiles of 55 languages.
    factory = DetectorFactory()
    factory.load_json_profile([(folder / language).read_text(encoding="utf-8") for language in known])
    grams = {}
    for gram, frequencies in factory.word_lang_prob_map.items():
        logs = [math.log(frequency + _SMOOTHING) for frequency in frequencies]
        mean = sum(logs) / len(logs)
        grams[gram] = tuple(log - mean for log in logs)
    grams.pop(" ", None)
    return known, grams
