"""The languages the program knows, by their code, and what belongs to each."""

from __future__ import annotations

import importlib
import pkgutil
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import Any

import qualcode.languages

_STEMS = 200_000  # words whose stem is kept: more than any corpus of one language has


@dataclass(frozen=True, slots=True)
class Language:
    """What the program knows of one language; empty where it knows nothing. Words are in lower case, with their accents.

    `endings` are taken off a word, one of each group after the other, to see roughly which words are forms of one, where a stemmer takes too long.
    They are without accents. `joints` is what may stand between two words that are written as one, where the language makes compounds: nothing (""), or an `s`.
    """

    code: str
    names: Mapping[str, str]
    function_words: frozenset[str] = frozenset()
    backchannels: frozenset[str] = frozenset()
    moderators: frozenset[str] = frozenset()
    observers: frozenset[str] = frozenset()
    connectives: frozenset[str] = frozenset()
    stemmer: str = ""
    spacy: str = ""
    joints: tuple[str, ...] = ()
    endings: tuple[str, ...] = ()


@cache
def known() -> tuple[str, ...]:
    """The codes of the languages that have a file here: two letters each."""
    return tuple(sorted(found.name for found in pkgutil.iter_modules(qualcode.languages.__path__) if len(found.name) == 2))


@cache
def language(code: str) -> Language:
    """The language of a code: from its file here, else as far as spaCy knows it; one without words for a code that neither knows."""
    if code not in known():
        return _of_spacy(code)
    data = importlib.import_module(f"qualcode.languages.{code}")
    return Language(
        code=code,
        names=data.NAMES,
        function_words=data.FUNCTION_WORDS,
        backchannels=data.BACKCHANNELS,
        moderators=data.MODERATORS,
        observers=data.OBSERVERS,
        connectives=getattr(data, "CONNECTIVES", frozenset()),
        stemmer=data.STEMMER,
        spacy=data.SPACY,
        endings=getattr(data, "ENDINGS", ()),
        joints=getattr(data, "JOINTS", ()),
    )


def _of_spacy(code: str) -> Language:
    """A language by spaCy's stop words and English name; loading spaCy takes a second, and only projects in other languages pay for it."""
    import snowballstemmer
    import spacy.util

    try:
        found = spacy.util.get_lang_class(code)
    except ImportError:
        return Language(code, {})
    name = found.__name__
    stemmer = name.lower() if name.lower() in snowballstemmer.algorithms() else ""
    return Language(code, {"en": name}, function_words=frozenset(found.Defaults.stop_words), stemmer=stemmer, spacy=code)


@cache
def moderators() -> frozenset[str]:
    """The words for a moderator in every language we know: sessions mix languages, and so do their transcribers."""
    return frozenset().union(*(language(code).moderators for code in known()))


@cache
def observers() -> frozenset[str]:
    """The words for an observer in every language we know."""
    return frozenset().union(*(language(code).observers for code in known()))


@cache
def connectives() -> frozenset[str]:
    """The words that join sentences and their parts, in every language we know: a quotation often begins behind one."""
    return frozenset().union(*(language(code).connectives for code in known()))


@cache
def stemmer(code: str) -> Callable[[str], str]:
    """The stemmer of a language for words in lower case; one that changes nothing for a language without."""
    name = language(code).stemmer
    if not name:
        return str
    import snowballstemmer

    stem: Callable[[str], str] = snowballstemmer.stemmer(name).stemWord
    return lru_cache(maxsize=_STEMS)(stem)


@cache
def trimmer(code: str) -> Callable[[str], str]:
    """What takes the endings off words in lower case without accents, a hundred times as fast as a stemmer; the stemmer where none are known.

    At least four letters stay, and of two equal ones at the end one.
    """
    groups = [re.compile(f"(?<=.{{4}})(?:{ending.replace(' ', '|')})$") for ending in language(code).endings]
    if not groups:
        return stemmer(code)

    def trim(word: str) -> str:
        for group in groups:
            word = group.sub("", word)
        return word[:-1] if word[-2:-1] == word[-1:] else word

    return trim


@cache
def lemmas(code: str) -> Mapping[str, str]:
    """The dictionary form of each inflected word in lower case that spaCy's lookup table of a language knows; empty without a table.

    The table is read from spacy-lookups-data as it is. spaCy's blank pipelines and its `load_lookups` give the same lemmas, but take
    seconds to start, most of them for tokens that nobody asks for.
    """
    table = _table(code, "lemma_lookup")
    # French has a list of one lemma for each word.
    if any(isinstance(lemma, list) for lemma in table.values()):
        table = {word: "".join(lemma[:1]) if isinstance(lemma, list) else lemma for word, lemma in table.items()}
    return table


@cache
def dictionary(code: str) -> frozenset[str]:
    """The words of a language that spaCy's tables know, in their dictionary form and inflected; empty without a table."""
    return frozenset(lemmas(code)).union(*_table(code, "lemma_index").values())


def _table(code: str, name: str) -> dict[str, Any]:
    """A table of spacy-lookups-data; empty when there is none of this name for a language."""
    import gzip
    import json
    from importlib.resources import files

    path = files("spacy_lookups_data") / "data" / f"{language(code).spacy}_{name}.json.gz"
    table = json.loads(gzip.decompress(path.read_bytes())) if path.is_file() else {}
    assert isinstance(table, dict)
    return table
