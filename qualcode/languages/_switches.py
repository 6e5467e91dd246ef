"""Where in a text the language switches."""

from __future__ import annotations

import re
from functools import lru_cache

from qualcode.languages._evidence import VOTE, WORD, Evidence, spelling
from qualcode.model import Stretch
from qualcode.text import without_notes

# What a switch must bring, by where it happens: after a sentence, after a clause, in the middle of one.
_AFTER_SENTENCE, _AFTER_CLAUSE, _INSIDE = 0.5 * VOTE, 0.8 * VOTE, 2.5 * VOTE
_ENDLESS = float("inf")

_SENTENCE = re.compile(r"[.!?…\n]")
_CLAUSE = re.compile(r"[,;:()«»“”\"–—]|\s-\s")
_HINT = 0.5  # of a word's spelling: terms of the other language stand in any sentence


def stretches(text: str, evidence: Evidence) -> list[Stretch]:
    """The stretches of a text, in order and without gaps, each in one language and the next in another; one for a text without words.

    The course of languages is taken that the words speak for most, where every switch has a price: low between sentences, high inside one.
    """
    bare = without_notes(text).replace("’", "'")
    telling = _telling(bare, evidence)
    order = range(len(evidence.languages))
    best = [0.0] * len(order)
    came_from: list[list[int]] = []
    for _, price, scores in telling:
        leader = best.index(max(best))
        worth = best[leader] - price
        came_from.append([at if best[at] >= worth else leader for at in order])
        best = [(max(best[at], worth)) + scores[at] for at in order]
    found: list[Stretch] = []
    for (start, _, _), at in zip(telling, _path(best, came_from), strict=True):
        language = evidence.languages[at]
        if found and found[-1].language != language:
            found[-1] = Stretch(found[-1].start, start, found[-1].language)
            found.append(Stretch(start, len(text), language))
        elif not found:
            found.append(Stretch(0, len(text), language))
    return found or [Stretch(0, len(text), evidence.languages[0])]


def speaks_for_another(sentence: str, evidence: Evidence, best: int) -> bool:
    """Whether the words of a sentence say more of another language than of the `best` one, by as much as a switch to it costs."""
    total = [0.0] * len(evidence.languages)
    for number, word in enumerate(WORD.findall(sentence.replace("’", "'"))):
        for at, score in enumerate(_scores(word, evidence, begins=number == 0)):
            total[at] += score
    return max(total) - total[best] > _AFTER_SENTENCE


def _telling(text: str, evidence: Evidence) -> list[tuple[int, float, tuple[float, ...]]]:
    """Each word that tells a language: where a switch before it would begin, the price of that switch, and the word's scores.

    Between two such words a switch is cheapest after the end of a sentence, then of a clause; it begins with the word after.
    """
    found = []
    end, start, price = 0, 0, 0.0
    for word in WORD.finditer(text):
        here = _price(text[end : word.start()]) if end else 0.0
        begins = here in {0.0, _AFTER_SENTENCE}
        if here <= price:
            start, price = word.start(), here
        end = word.end()
        scores = _scores(word[0], evidence, begins=begins)
        if scores:
            found.append((start, price, scores))
            price = _ENDLESS
    return found


def _price(between: str) -> float:
    if between in {" ", ""}:
        return _INSIDE
    if _SENTENCE.search(between):
        return _AFTER_SENTENCE
    return _AFTER_CLAUSE if _CLAUSE.search(between) else _INSIDE


def _scores(word: str, evidence: Evidence, *, begins: bool) -> tuple[float, ...]:
    """What a word says of each language, nothing for a name; a capital where a sentence begins makes no name."""
    lower = word.lower()
    votes = evidence.votes.get(lower)
    if votes:
        return votes
    if lower in evidence.silent or len(lower) < 4 or (word[0].isupper() and not begins):
        return ()
    return _hint(lower, evidence.languages)


@lru_cache(maxsize=100_000)
def _hint(word: str, languages: tuple[str, ...]) -> tuple[float, ...]:
    return tuple(_HINT * score for score in spelling(word, languages))


def _path(best: list[float], came_from: list[list[int]]) -> list[int]:
    """The index of the language of every telling word, from the last one's best score back."""
    at = best.index(max(best))
    path = []
    for sources in reversed(came_from):
        path.append(at)
        at = sources[at]
    return path[::-1]
