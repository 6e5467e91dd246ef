"""Which words stand side by side more often than by chance."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from qualcode.analysis._asked import Asked
from qualcode.analysis._saying import say
from qualcode.analysis._words import column
from qualcode.analysis.words import term_maker
from qualcode.counts import Vocabulary
from qualcode.table import Table

BETWEEN = "\u00a0"
"""Between the two words of a pair that is counted as one term."""


_LEFT_OUT = "The first {shown} of {number} pairs (--limit 0 lists all)."


def pairs(words: list[str]) -> list[str]:
    """The words of a turn two by two, as terms."""
    return [f"{one}{BETWEEN}{other}" for one, other in pairwise(words)]


def collocations(
    turns: Sequence[Sequence[str]], counted: Vocabulary, *, asked: Asked, language: str, word: str = "", limit: int, least: int
) -> Table:
    """A row for each two words side by side in a turn at least `least` times, neither a stop word: by log-likelihood, the strongest first.

    `turns` are the words of each turn in lower case; `counted` the `pairs` of the same. With `word` only pairs with it. `pmi` is the binary
    logarithm of how many times more often than by chance. Measures by nltk (Dunning 1993; Church & Hanks 1990).
    """
    from nltk.collocations import BigramAssocMeasures, BigramCollocationFinder

    finder = BigramCollocationFinder.from_documents(turns)
    tells = term_maker(language, forms=True)
    finder.apply_ngram_filter(lambda one, other: len(list(tells([one, other]))) < 2 or (word != "" and word not in {one, other}))
    finder.apply_freq_filter(least)
    measures = BigramAssocMeasures()
    surprise = dict(finder.score_ngrams(measures.pmi))
    scored = sorted(finder.score_ngrams(measures.likelihood_ratio), key=lambda each: (-each[1], each[0]))
    shown = scored[:limit] if limit else scored
    rows = []
    for (one, other), score in shown:
        use = counted.terms[(), f"{one}{BETWEEN}{other}"]
        rows.append((one, other, use.times, score, surprise[one, other], use.transcripts, use.participants))
    return Table(
        title=say(asked.words, "Collocations of {word}", word=word) if word else say(asked.words, "Collocations"),
        unit="word",
        columns=(
            column("first_word", "text", language=asked.words),
            column("second_word", "text", language=asked.words),
            column("times", "count", language=asked.words),
            column("likelihood", "number", language=asked.words),
            column("pmi", "number", language=asked.words),
            column("groups", "count", language=asked.words),
            column("participants", "count", language=asked.words),
        ),
        rows=tuple(rows),
        selection=asked.described(),
        notes=(
            say(asked.words, "Two words side by side in one turn of a participant, as they stand; pairs with a stop word are left out."),
            say(asked.words, "log-likelihood: how sure that they belong together; PMI: 1 is twice as often as by chance, 2 four times."),
            *([say(asked.words, _LEFT_OUT, shown=len(shown), number=len(scored))] if len(shown) < len(scored) else []),
        ),
    )
