"""Notes, warnings and titles of tables in the language of the report: they stand in English where they are said, and here is how to say them otherwise.

The English text is the key of its translations (`_dutch.py`, `_french.py`); a test finds the texts that have none.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

Two = tuple[str, str]
"""One, and several."""

_EN_PLURALS = {"match": "matches", "summary": "summaries"}

_NOUNS: Mapping[str, Mapping[str, Two]] = {
    "nl": {
        "group": ("groep", "groepen"),
        "participant": ("deelnemer", "deelnemers"),
        "more participant": ("andere deelnemer", "andere deelnemers"),
        "word": ("woord", "woorden"),
        "turn": ("beurt", "beurten"),
        "passage": ("passage", "passages"),
        "coding": ("codering", "coderingen"),
        "transcript": ("transcript", "transcripten"),
        "code": ("code", "codes"),
        "column": ("kolom", "kolommen"),
        "summary": ("samenvatting", "samenvattingen"),
        "match": ("vondst", "vondsten"),
    },
    "fr": {
        "group": ("groupe", "groupes"),
        "participant": ("participant", "participants"),
        "more participant": ("autre participant", "autres participants"),
        "word": ("mot", "mots"),
        "turn": ("tour", "tours"),
        "passage": ("passage", "passages"),
        "coding": ("codage", "codages"),
        "transcript": ("transcription", "transcriptions"),
        "code": ("code", "codes"),
        "column": ("colonne", "colonnes"),
        "summary": ("résumé", "résumés"),
        "match": ("occurrence", "occurrences"),
    },
}


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


def amount(number: int, noun: str, language: str = "en") -> str:
    """A number with its noun.

    >>> amount(1, "group"), amount(3, "group"), amount(0, "word", "nl"), amount(0, "word", "fr")
    ('1 group', '3 groups', '0 woorden', '0 mot')
    """
    words = _NOUNS.get(language, {}).get(noun, (noun, _EN_PLURALS.get(noun, f"{noun}s")))
    single = number == 1 or (language == "fr" and number == 0)
    return f"{number} {words[0] if single else words[1]}"


def decimal(text: str, language: str) -> str:
    """A number that was written with a point, as the language has it."""
    return text.replace(".", ",") if language in {"nl", "fr"} else text


def percent(share: float, language: str, decimals: int = 1) -> str:
    r"""A share as percents.

    >>> percent(0.4531, "en"), percent(0.4531, "nl")
    ('45.3%', '45,3\xa0%')
    """
    written = decimal(f"{100 * share:.{decimals}f}", language)
    return f"{written}\u00a0%" if language in {"nl", "fr"} else f"{written}%"


def thousands(number: int, language: str) -> str:
    r"""A large number with its thousands parted.

    >>> thousands(20000, "en"), thousands(20000, "nl"), thousands(20000, "fr")
    ('20,000', '20.000', '20\xa0000')
    """
    return f"{number:,}".replace(",", {"nl": ".", "fr": "\u00a0"}.get(language, ","))


def first(items: Sequence[str], most: int, language: str, between: str = ", ") -> str:
    """The first items in a row, and how many more there are."""
    more = say(language, " and {n} more", n=len(items) - most) if len(items) > most else ""
    return between.join(items[:most]) + more
