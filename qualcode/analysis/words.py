"""Which words are used, and which are typical of a part of the corpus: one language at a time, with groups and speakers."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

from qualcode.analysis._asked import Asked, columns_of
from qualcode.analysis._cells import Key, named, places
from qualcode.analysis._keyness import PRIOR_WORDS, g2, log_odds, log_ratio, percent_difference
from qualcode.analysis._rows import title_by
from qualcode.analysis._saying import say
from qualcode.analysis._words import column
from qualcode.counts import Base, Term, Vocabulary
from qualcode.languages import tools
from qualcode.model import Codebook, Study, in_language
from qualcode.saying import amount, thousands
from qualcode.table import Cell, Column, Kind, Table
from qualcode.wording import colon

_BOOK = Codebook("", "", (), ())
_NOTHING = Term(0, 0, 0)

_FREQUENCIES: tuple[tuple[str, Kind, str | None], ...] = (
    ("term", "text", None),
    ("times", "count", None),
    ("times_rate", "rate", None),
    ("groups_k", "count", "groups_n"),
    ("groups_n", "count", None),
    ("participants_k", "count", "participants_n"),
    ("participants_n", "count", None),
    ("marker", "text", None),
)
_KEYNESS: tuple[tuple[str, Kind, str | None], ...] = (
    ("term", "text", None),
    ("times", "count", None),
    ("times_rest", "count", None),
    ("times_rate", "rate", None),
    ("rest_rate", "rate", None),
    ("g2", "number", None),
    ("percent_difference", "number", None),
    ("log_ratio", "number", None),
    ("log_odds", "number", None),
    ("groups_k", "count", "groups_n"),
    ("groups_n", "count", None),
    ("participants_k", "count", "participants_n"),
    ("participants_n", "count", None),
    ("marker", "text", None),
)


_TYPICAL = "Words that a cell uses more than all other cells together. G2: log-likelihood, how sure; %DIFF and log ratio: how much."
_ODDS = "log-odds: z with a Dirichlet prior, the words of all cells with the weight of {weight}."


def term_maker(language: str, *, forms: bool = False, everything: bool = False) -> Callable[[list[str]], Iterable[str]]:
    """What makes terms of words in lower case: their dictionary forms (`forms`: as they are), without stop words (`everything`: with them)."""
    lemmas: Mapping[str, str] = {} if forms else tools.lemmas(language)
    left_out = frozenset() if everything else _stop_words(language)

    def terms(words: list[str]) -> Iterator[str]:
        for word in words:
            if word not in left_out and (everything or _says_something(word)):
                lemma = lemmas.get(word, word).lower()
                if lemma not in left_out:
                    yield lemma

    return terms


def _says_something(word: str) -> bool:
    return len(word) > 1 and any(map(str.isalpha, word))


def _stop_words(language: str) -> frozenset[str]:
    """Stop words as spaCy has them, and what people say to show that they listen."""
    import importlib.util

    known = tools.language(language)
    name = f"spacy.lang.{known.spacy or language}.stop_words"
    if importlib.util.find_spec(f"spacy.lang.{known.spacy or language}") is None:
        return known.backchannels
    words: Iterable[str] = importlib.import_module(name).STOP_WORDS
    return frozenset(words) | known.backchannels


def frequencies(found: Vocabulary, *, asked: Asked, language: str, limit: int, least: int, lemmas: bool) -> Table:
    """A row for each term that is said at least `least` times, the most frequent first; at most `limit` of them (0: all)."""
    size = found.sizes.get((), _NOTHING)
    terms = sorted(
        ((term, each) for (_, term), each in found.terms.items() if each.times >= least), key=lambda each: (-each[1].times, each[0])
    )
    shown = terms[:limit] if limit else terms
    return Table(
        title=say(asked.words, "Words in {language}", language=_name(language, asked)),
        unit="word",
        columns=_columns(_FREQUENCIES, asked),
        rows=tuple((term, each.times, 1000 * each.times / size.times, *_use(each, size)) for term, each in shown),
        selection=asked.described(),
        notes=(
            *_explained(asked.words, lemmas=lemmas),
            f"{colon(say(asked.words, 'Held'), asked.words)}{_size(size, asked.words)}.",
            *_left_out(len(terms), len(shown), least, asked.words),
        ),
    )


def keyness(found: Vocabulary, study: Study, *, asked: Asked, language: str, limit: int, least: int, lemmas: bool) -> Table:
    """For each cell of `asked.by` the terms that it uses more than all other cells together, by G2; at most `limit` for each (0: all).

    Rates are per 1,000 words of participants in the language. Terms said fewer than `least` times in the cell are left out.
    """
    whole: defaultdict[str, int] = defaultdict(int)
    for (_, term), each in found.terms.items():
        whole[term] += each.times
    everything = sum(size.times for size in found.sizes.values())
    weight = PRIOR_WORDS / everything if everything else 0.0
    held = [Base(key, 0, 0, 0, 1) for key in found.sizes]
    rows: list[tuple[Cell, ...]] = []
    left = []
    for place in places((), held, _BOOK, asked, study, empty=False):
        size = found.sizes[place.key]
        others = everything - size.times
        typical = _typical(found, whole, place.key, others, least)
        shown = typical[:limit] if limit else typical
        left += _left_out(len(typical), len(shown), least, asked.words, named(place.key, asked.by, asked))
        for score, term, each, rest in shown:
            numbers = (each.times, rest, size.times, others)
            rows.append(
                (
                    *(*place.key, term, each.times, rest, 1000 * each.times / size.times, 1000 * rest / others, score),
                    percent_difference(*numbers),
                    log_ratio(*numbers),
                    log_odds(*numbers, prior=weight * whole[term], priors=PRIOR_WORDS),
                    *_use(each, size),
                )
            )
    columns = _columns(_KEYNESS, asked)
    return Table(
        title=title_by(asked, "Words in {language}", "Words in {language} by {by}", study, language=_name(language, asked)),
        unit="word",
        columns=(*columns_of(asked.by, asked, study, beside=(each.name for each in columns)), *columns),
        rows=tuple(rows),
        selection=asked.described(),
        notes=(
            *_explained(asked.words, lemmas=lemmas),
            say(asked.words, _TYPICAL),
            say(asked.words, _ODDS, weight=thousands(PRIOR_WORDS, asked.words)),
            *(f"{colon(named(key, asked.by, asked), asked.words)}{_size(size, asked.words)}." for key, size in found.sizes.items()),
            *left,
        ),
        warnings=(
            *([say(asked.words, "There is only one cell, and nothing to compare it with.")] if len(found.sizes) < 2 else []),
            say(asked.words, "Words of one speaker are not independent: no p-values. Read groups and participants before G2."),
        ),
        group_by=len(asked.by),
    )


def _typical(found: Vocabulary, whole: Mapping[str, int], cell: Key, others: int, least: int) -> list[tuple[float, str, Term, int]]:
    """The terms that a cell uses more than all others together, the most typical first: G2, term, its use here, how often it is said elsewhere."""
    size = found.sizes[cell].times
    typical = []
    for (key, term), each in found.terms.items():
        rest = whole[term] - each.times
        if key == cell and each.times >= least and others and each.times * others > rest * size:
            typical.append((g2(each.times, rest, size, others), term, each, rest))
    return sorted(typical, key=lambda each: (-each[0], each[1]))


def _use(each: Term, size: Term) -> tuple[Cell, ...]:
    marks = [
        "one voice" if each.participants == 1 else "",
        "one group" if each.transcripts == 1 and size.transcripts > 1 else "",
    ]
    return each.transcripts, size.transcripts, each.participants, size.participants, ", ".join(mark for mark in marks if mark)


def _columns(figures: Sequence[tuple[str, Kind, str | None]], asked: Asked) -> tuple[Column, ...]:
    return tuple(column(name, kind, of=of, language=asked.words) for name, kind, of in figures)


def _name(language: str, asked: Asked) -> str:
    return in_language(tools.language(language).names, asked.languages, language)


def _size(size: Term, words: str) -> str:
    counts = ((size.times, "word"), (size.participants, "participant"), (size.transcripts, "group"))
    said, participants, groups = (amount(number, noun, words) for number, noun in counts)
    return say(words, "{words} of {participants} in {groups}", words=said, participants=participants, groups=groups)


def _explained(words: str, *, lemmas: bool) -> list[str]:
    how = "By dictionary form." if lemmas else "As they stand."
    return [
        say(words, "Words of participants in that language only, also of turns that switch.") + f" {say(words, how)}",
        say(words, "groups, participants: those who use the word, of those who speak the language here."),
    ]


def _left_out(number: int, shown: int, least: int, words: str, where: str = "") -> list[str]:
    cell = colon(where, words) if where else ""
    text = "the first {shown} of {number} words said at least {least} times (--limit 0 lists all)."
    return [cell + say(words, text, shown=shown, number=number, least=least)] if shown < number else []
