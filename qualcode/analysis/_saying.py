"""Notes, warnings and titles of tables in the language of the report: they stand in English where they are said, and here is how to say them otherwise.

The English text is the key of its translations (`_dutch.py`, `_french.py`); a test finds the texts that have none.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence


def say(language: str, english: str, /, **values: object) -> str:
    """The text in a language, with values put in; in English where the language is not ours.

    >>> say("en", "{n} planned.", n=6), say("de", "{n} planned.", n=6)
    ('6 planned.', '6 planned.')
    """
    return _texts(language).get(english, english).format(**values)


def _texts(language: str) -> Mapping[str, str]:
    if language == "nl":
        from qualcode.analysis._dutch import TEXTS as DUTCH

        return DUTCH
    if language == "fr":
        from qualcode.analysis._french import TEXTS as FRENCH

        return FRENCH
    return {}


def first(items: Sequence[str], most: int, language: str, between: str = ", ") -> str:
    """The first items in a row, and how many more there are."""
    more = say(language, " and {n} more", n=len(items) - most) if len(items) > most else ""
    return between.join(items[:most]) + more
