"""Where the keywords of one language stand in a text: whole words, any endings (`*`), phrases, and inflected forms."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from functools import cache, lru_cache
from itertools import pairwise, product
from typing import NamedTuple

from qualcode.languages import tools
from qualcode.text import fold, notes, placed_words, wraps

EXACT, LEMMA, STEM, WITHIN = 1.0, 0.8, 0.6, 0.5
"""How well a word fits a keyword: as written (case and accents aside) or by `*`; by its dictionary form; by its stem; as a compound that has
the keyword, in one of these forms, for a part."""

_SHORTEST = 4  # letters of a word or stem; shorter ones fit too much
_KEPT = 0.6  # of a word's letters must be in its stem: "over" is no form of "overheden", nor "commune" of "communication"
_PIECE = re.compile(r"[^-]+")
_LONGEST = 60  # letters: what is longer is no word
_SAME = 3  # letters at the beginning of a word that no stemmer changes
_KNOWN = 200_000  # words whose plain form is kept: transcripts say the same ones again and again
_BETWEEN = re.compile(r"(?:[^\S\n]|[\-‐‑'’\"“”„«»])*")  # what may stand between the words of a phrase


class Token(NamedTuple):
    """A word of a text, at `text[start:end]`; the parts of a word with hyphens are words."""

    word: str
    start: int
    end: int


class Match(NamedTuple):
    """A keyword found at `text[start:end]`, and how well it fits (its word that fits least): EXACT, LEMMA, STEM or WITHIN."""

    keyword: str
    start: int
    end: int
    fit: float


class _Part(NamedTuple):
    """One word of a keyword, in lower case and with straight apostrophes; `open` stands for any ending."""

    word: str
    open: bool


def tokens(text: str) -> list[Token]:
    """The words of a text with their places; notes are none.

    spaCy's tokens find the same keywords (tests compare them over the example study), but its French pipeline takes seconds to start.
    """
    return _apart(placed_words(text))


def _apart(placed: Iterable[tuple[str, int]]) -> list[Token]:
    """Words with their places, those with hyphens in parts."""
    found = []
    for word, start in placed:
        if "-" in word:
            found += [Token(piece[0], start + piece.start(), start + piece.end()) for piece in _PIECE.finditer(word)]
        else:
            found.append(Token(word, start, start + len(word)))
    return found


@lru_cache(maxsize=_KNOWN)
def plain(word: str) -> str:
    """A word without regard to case, accents, ligatures and the form of the apostrophe."""
    return fold(word).replace("œ", "oe").replace("æ", "ae").replace("’", "'")


def _lower(word: str) -> str:
    """A word as dictionaries have it: in lower case, with straight apostrophes."""
    return word.lower().replace("’", "'")


def parts(keyword: str) -> tuple[_Part, ...]:
    """The words of a keyword in order; a `*` that does not end a word means nothing."""
    found: list[_Part] = []
    for piece in keyword.split():
        inside = [_Part(_lower(token.word), open=False) for token in tokens(piece.replace("*", ""))]
        if inside and piece.endswith("*"):
            inside[-1] = inside[-1]._replace(open=True)
        found += inside
    return tuple(found)


class Matcher:
    """Finds keywords of one language. What a word fits is worked out once for each different word."""

    def __init__(self, language: str, keywords: Iterable[str]) -> None:
        self._language = language
        self._phrases: defaultdict[int, list[tuple[str, list[int]]]] = defaultdict(list)
        self._by_form: dict[float, defaultdict[str, list[int]]] = {fit: defaultdict(list) for fit in (EXACT, LEMMA, STEM)}
        self._by_beginning: defaultdict[str, list[int]] = defaultdict(list)
        self._stemmed: set[str] = set()
        self._fit = cache(self._fitting_apart)
        self._joints = tools.language(language).joints
        numbers: dict[_Part, int] = {}
        for keyword in dict.fromkeys(keywords):
            found = parts(keyword)
            for part in found:
                if part not in numbers:
                    numbers[part] = len(numbers)
                    self._add(part, numbers[part])
            if found:
                self._phrases[numbers[found[0]]].append((keyword, [numbers[part] for part in found]))

    def _add(self, part: _Part, number: int) -> None:
        if part.open:
            self._by_beginning[plain(part.word)].append(number)
            return
        self._by_form[EXACT][plain(part.word)].append(number)
        if len(part.word) >= _SHORTEST:
            self._by_form[LEMMA][self._lemma(part.word)].append(number)
            self._by_form[STEM][self._stem(part.word)].append(number)
            self._stemmed.add(plain(part.word)[:_SAME])

    def _lemma(self, word: str) -> str:
        return plain(tools.lemmas(self._language).get(word, word))

    def _stem(self, word: str) -> str:
        """The stem of a word; the word itself when the stem leaves too little of it to go by."""
        stem = plain(tools.stemmer(self._language)(word))
        if stem[-2:-1] == stem[-1:]:  # gezinn(en) and gezin
            stem = stem[:-1]
        return stem if len(stem) >= max(_SHORTEST, _KEPT * len(word)) else plain(word)

    def _fitting_apart(self, word: str) -> dict[int, float]:
        """As `_fitting`, and of a word with hyphens what its parts fit."""
        return {number: fit for part in word.split("-") for number, fit in self._fitting(part).items()}

    def _fitting(self, word: str) -> dict[int, float]:
        """The parts of keywords that a word fits, by number, and how well."""
        lower = _lower(word)
        found = self._as_word(lower)
        if self._joints and 2 * _SHORTEST <= len(lower) <= _LONGEST:
            for part in self._parts(lower):
                for number in self._as_word(part):
                    found.setdefault(number, WITHIN)
        return found

    def _as_word(self, word: str) -> dict[int, float]:
        """The parts of keywords that a word fits as a whole."""
        bare = plain(word)
        found: dict[int, float] = {}
        for length in range(1, min(len(bare), _LONGEST) + 1):
            found.update(dict.fromkeys(self._by_beginning.get(bare[:length], ()), EXACT))
        forms = [(EXACT, bare)]
        if len(word) >= _SHORTEST:
            forms.append((LEMMA, self._lemma(word)))
            if bare[:_SAME] in self._stemmed:
                forms.append((STEM, self._stem(word)))
        for fit, form in forms:
            for number in self._by_form[fit].get(form, ()):
                found.setdefault(number, fit)
        return found

    def _parts(self, word: str) -> Iterator[str]:
        """The parts of a compound, if a word can be one: what stands before and after each is a word itself."""
        cuts = range(_SHORTEST, len(word) - _SHORTEST + 1)
        begins = [0, *(cut for cut in cuts if any(self._known(word[:cut].removesuffix(joint)) for joint in self._joints))]
        ends = [*(cut for cut in cuts if any(self._known(word[cut:].removeprefix(joint)) for joint in self._joints)), len(word)]
        for begin, end in product(begins, ends):
            if _SHORTEST <= end - begin < len(word):
                yield word[begin:end]

    def _known(self, word: str) -> bool:
        """Whether something is a word that compounds are made of."""
        return len(word) >= _SHORTEST and word in _of_compounds(self._language)

    def matches(self, text: str, spoken: list[Token] | None = None) -> list[Match]:
        """Every place of every keyword among the words of a text, in order of their beginning. `spoken` are its words; else they are looked for."""
        if spoken is None:
            placed = placed_words(text) if self._phrases else []
            if not any(self._fit(word) for word, _ in placed):
                return []
            spoken = _apart(placed)
        fits = [self._fit(token.word) for token in spoken]
        found = []
        for at, fitting in enumerate(fits):
            for number in fitting:
                for keyword, wanted in self._phrases.get(number, ()):
                    fit = _whole(text, spoken[at : at + len(wanted)], fits[at : at + len(wanted)], wanted)
                    if fit:
                        found.append(Match(keyword, spoken[at].start, spoken[at + len(wanted) - 1].end, fit))
        return found


@cache
def _of_compounds(language: str) -> frozenset[str]:
    """The words of a language that compounds may be made of."""
    return tools.dictionary(language) - tools.language(language).function_words


def _whole(text: str, spoken: list[Token], fits: list[dict[int, float]], wanted: list[int]) -> float:
    """How well words fit a phrase, by the one that fits least; 0 when one does not or something stands between two of them."""
    if len(fits) < len(wanted):
        return 0.0
    fit = min(fitting.get(number, 0.0) for fitting, number in zip(fits, wanted, strict=True))
    if fit and all(_adjacent(text, one.end, other.start) for one, other in pairwise(spoken)):
        return fit
    return 0.0


def _adjacent(text: str, start: int, end: int) -> bool:
    between = text[start:end]
    for span in reversed(notes(between)):
        between = between[: span.start] + between[span.end :]
    before, line_end, after = between.partition("\n")
    if line_end and not wraps(text, text.index("\n", start)):
        return False
    return bool(_BETWEEN.fullmatch(before + after))
