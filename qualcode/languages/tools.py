"""The languages the program knows, by their code, and what belongs to each."""

from __future__ import annotations

import importlib
import pkgutil
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

import qualcode.languages


@dataclass(frozen=True, slots=True)
class Language:
    """What the program knows of one language; empty where it knows nothing. Words are in lower case, with their accents."""

    code: str
    names: Mapping[str, str]
    function_words: frozenset[str] = frozenset()
    endings: frozenset[str] = frozenset()
    backchannels: frozenset[str] = frozenset()
    moderators: frozenset[str] = frozenset()
    observers: frozenset[str] = frozenset()
    stemmer: str = ""
    spacy: str = ""


@cache
def known() -> tuple[str, ...]:
    """The codes of the languages that have a file here: two letters each."""
    return tuple(sorted(found.name for found in pkgutil.iter_modules(qualcode.languages.__path__) if len(found.name) == 2))


@cache
def language(code: str) -> Language:
    """The language of a code; one without words for a code that has no file here."""
    if code not in known():
        return Language(code, {})
    data = importlib.import_module(f"qualcode.languages.{code}")
    return Language(
        code=code,
        names=data.NAMES,
        function_words=data.FUNCTION_WORDS,
        endings=data.ENDINGS,
        backchannels=data.BACKCHANNELS,
        moderators=data.MODERATORS,
        observers=data.OBSERVERS,
        stemmer=data.STEMMER,
        spacy=data.SPACY,
    )


@cache
def moderators() -> frozenset[str]:
    """The words for a moderator in every language we know: sessions mix languages, and so do their transcribers."""
    return frozenset().union(*(language(code).moderators for code in known()))


@cache
def observers() -> frozenset[str]:
    """The words for an observer in every language we know."""
    return frozenset().union(*(language(code).observers for code in known()))
