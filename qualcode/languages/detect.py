"""Which language a turn is in, and where in a turn the language switches."""

from __future__ import annotations

import math
import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from itertools import pairwise
from typing import NamedTuple

from qualcode.languages import tags
from qualcode.languages._evidence import Evidence, evidence_of, probabilities, words_of
from qualcode.languages._switches import speaks_for_another, stretches
from qualcode.model import UNSURE, Draft, DraftTurn, Stretch
from qualcode.text import Pieces, pieces_by_turn

_SENTENCE_END = re.compile(r"[.!?…\n]")
_SURE = 0.6  # below this probability a text is in no language that we would name
_FIRST = 5  # words
_SHORT = 3  # words; turns up to this length, and unsure ones, lean towards their speaker's language
_LEANING = 4.0  # at most, in natural logarithms of odds: less than a vote


def language_of(text: str, languages: tuple[str, ...]) -> tuple[str, float]:
    """The one of `languages` that a text is in (most of it), and how probable that is from 0 to 1; `und` when nothing speaks for any.

    With one language it is that, with probability 1.
    """
    asked = tuple(dict.fromkeys(languages))
    if len(asked) < 2:
        return (asked[0], 1.0) if asked else (UNSURE, 0.0)
    evidence = evidence_of(asked)
    return _best(evidence.of(words_of(text)), asked)


def assign(draft: Draft, languages: tuple[str, ...], apart: Sequence[Pieces] | None = None) -> Draft:
    """The draft with the language of every turn (that of most of its words) and its stretches, which cover just the turn.

    What the file says is kept, of a turn or of stretches of it, in any language; only what it leaves open is judged by its words. A turn of
    back-channels, notes and figures takes its speaker's language, else that of the turns beside it. What could be any of `languages` is
    `und`. With one language every turn of which the file says nothing is in that. `apart` are the pieces of the turns, if they are at hand.
    """
    asked = tuple(dict.fromkeys(languages))
    if len(asked) < 2:
        language = asked[0] if asked else UNSURE
        turns = [_as_said(draft, turn, asked) if is_said(turn) else _turn(turn, language) for turn in draft.turns]
        return replace(draft, turns=tuple(turns))
    evidence = evidence_of(asked)
    turns = []
    thin: dict[int, _Thin] = {}
    for at, (turn, pieces) in enumerate(zip(draft.turns, apart or pieces_by_turn(draft), strict=True)):
        if is_said(turn):
            turns.append(_as_said(draft, turn, asked))
            continue
        text = draft.text[turn.start : turn.end]
        language = _clear(text, pieces, evidence)
        found: list[Stretch] = []
        if not language:
            words = words_of(text)
            found = _switching(text, words, evidence)
            language = _most_spoken(text, found)
        if not language:
            thin[at] = _thin(words, evidence)
            language, _ = _best(thin[at].scores, asked)
        turns.append(_turn(turn, language, found))
    return replace(draft, turns=tuple(_settled(turns, thin, asked)))


def is_said(turn: DraftTurn) -> bool:
    """Whether the file that a turn was read from says the language of it, or of a part of it."""
    return turn.language != UNSURE or bool(turn.languages)


def _as_said(draft: Draft, turn: DraftTurn, asked: tuple[str, ...]) -> DraftTurn:
    """The turn with the languages that its file says. What lies between is in the language of the turn, else in that of its own words.

    White space and punctuation between two stretches belong to the first.
    """
    names = {tags.code(language): language for language in asked}
    text = draft.text[turn.start : turn.end]
    rest: list[Stretch] = []
    at = 0
    for one in (*turn.languages, Stretch(turn.end, turn.end, "")):
        start = one.start - turn.start
        between = text[at:start]
        if words_of(between):
            rest.append(Stretch(start - len(between.lstrip()), start, turn.language))
        at = max(at, one.end - turn.start)
    if turn.language == UNSURE:
        language, _ = language_of(" … ".join(text[one.start : one.end] for one in rest), asked)
        rest = [one._replace(language=language) for one in rest]
    said = [Stretch(one.start - turn.start, one.end - turn.start, one.language) for one in turn.languages]
    found: list[Stretch] = []
    for one in sorted((*said, *rest), key=lambda each: each.start):
        language = names.get(one.language, one.language)
        if not found or found[-1].language != language:
            found.append(Stretch(one.start, one.end, language))
    found = [
        Stretch(one.start if number else 0, after.start, one.language)
        for number, (one, after) in enumerate(pairwise([*found, Stretch(len(text), len(text), "")]))
    ]
    language = _most_spoken(text, found) or (found[0].language if found else names.get(turn.language, turn.language))
    return _turn(turn, language, found if len(found) > 1 else ())


class _Thin(NamedTuple):
    """A turn whose language its own words may not tell: each language's score, how many words, and whether all are back-channels."""

    scores: list[float]
    words: int
    hollow: bool


def _turn(turn: DraftTurn, language: str, found: Sequence[Stretch] = ()) -> DraftTurn:
    """The turn in this language, with these stretches of its text, or one that covers it."""
    by = turn.start
    if found:
        languages = tuple(Stretch(each.start + by, each.end + by, each.language) for each in found)
    else:
        languages = (Stretch(by, turn.end, language),)
    return DraftTurn(turn.speaker, by, turn.end, turn.time_start, turn.time_end, language, languages)


def _clear(text: str, pieces: Pieces, evidence: Evidence) -> str:
    """The language of a text that has several frequent words of one language and next to none of another; else empty."""
    # Most texts are clear without the words that begin with a capital, and small letters take time to make.
    best = _leading(pieces.all, pieces.mixed, evidence)
    if best is None:
        best = _leading(map(str.lower, pieces.all), pieces.mixed, evidence)
    return "" if best is None or _another_sentence(text, evidence, best) else evidence.languages[best]


def _leading(words: Iterable[str], mixed: Sequence[str], evidence: Evidence) -> int | None:
    """Which language has several frequent words among these while the others have next to none; None when there is none like that."""
    telling = evidence.telling.intersection(words)
    if mixed:
        telling |= evidence.telling.intersection(_parted(" ".join(mixed)))
    counts = [len(own & telling) for own in evidence.exclusive]
    most = max(counts)
    others = sum(counts) - most
    return None if others > 1 or most < 3 + 3 * others else counts.index(most)


def _parted(text: str) -> list[str]:
    """The words of a text in small letters, for looking up frequent ones: those with an apostrophe are apart."""
    return text.lower().replace("’", "'").replace("'", "' ").split()


def _another_sentence(text: str, evidence: Evidence, best: int) -> bool:
    """Whether a sentence without a frequent word of the best language is in another one."""
    own = evidence.exclusive[best]
    for sentence in _sentences(text):
        # Most sentences have a frequent word among their first.
        words = sentence.split(None, _FIRST)
        if len(words) > 1 and own.isdisjoint(words) and own.isdisjoint(_parted(sentence)) and speaks_for_another(sentence, evidence, best):
            return True
    return False


def _sentences(text: str) -> list[str]:
    """A text taken apart where sentences may end; faster than by a pattern."""
    for mark in "?!…\n":
        text = text.replace(mark, ".")
    return text.split(".")


def _switching(text: str, words: list[str], evidence: Evidence) -> list[Stretch]:
    """Where a text switches between languages; empty when it does not."""
    said = {word.lower() for word in words}
    if len(words) <= _SHORT or (sum(not said.isdisjoint(own) for own in evidence.exclusive) < 2 and not _SENTENCE_END.search(text[:-1])):
        return []
    found = stretches(text, evidence)
    return found if len(found) > 1 else []


def _most_spoken(text: str, found: list[Stretch]) -> str:
    """The language of most words; empty without stretches."""
    counts: Counter[str] = Counter()
    for stretch in found:
        counts[stretch.language] += len(words_of(text[stretch.start : stretch.end]))
    return counts.most_common(1)[0][0] if counts else ""


def _thin(words: list[str], evidence: Evidence) -> _Thin:
    return _Thin(evidence.of(words), len(words), all(word.lower() in evidence.fillers for word in words))


def _best(scores: list[float], languages: tuple[str, ...]) -> tuple[str, float]:
    likely = probabilities(scores)
    most = max(likely)
    return (languages[likely.index(most)], most) if most >= _SURE else (UNSURE, most)


def _settled(turns: list[DraftTurn], thin: Mapping[int, _Thin], languages: tuple[str, ...]) -> list[DraftTurn]:
    """The turns, with the language of those of thin evidence judged again by their speaker's other turns and by the turns beside them."""
    spoken: defaultdict[str, Counter[str]] = defaultdict(Counter)
    for at, turn in enumerate(turns):
        if turn.language != UNSURE and not (at in thin and thin[at].hollow):
            spoken[turn.speaker][turn.language] += 1
    settled = list(turns)
    for at, look in thin.items():
        others = Counter(spoken[turns[at].speaker])
        if look.hollow:
            language = others.most_common(1)[0][0] if others else turns[at].language
            settled[at] = _turn(turns[at], language)
        elif look.words <= _SHORT or turns[at].language == UNSURE:
            others[turns[at].language] -= 1
            scores = _leaning(look.scores, others, languages)
            settled[at] = _turn(turns[at], _best(scores, languages)[0])
    said = [turn.language for turn in settled if turn.language != UNSURE]
    nearest = said[0] if said else UNSURE
    for at, turn in enumerate(settled):
        if turn.language != UNSURE:
            nearest = turn.language
        elif at in thin and thin[at].hollow:
            settled[at] = _turn(turn, nearest)
    return settled


def _leaning(scores: list[float], spoken: Mapping[str, int], languages: tuple[str, ...]) -> list[float]:
    """The scores, less what the speaker's other turns say against each language: the logarithm of its odds against his first one."""
    counts = [max(0, spoken.get(language, 0)) + 0.2 for language in languages]
    return [score + max(-_LEANING, math.log(count / max(counts))) for score, count in zip(scores, counts, strict=True)]
