"""How the program says something in its own three languages: words, nouns with their numbers, and numbers as each language writes them."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping

Three = tuple[str, str, str]
"""What is said in English, in Dutch and in French."""

Two = tuple[str, str]
"""A noun for one, and for several."""

_PLACE = {"nl": 1, "fr": 2, "en": 0}

LANGUAGES = tuple(_PLACE)
"""Those that our own words are in."""

_BEFORE_A_SIGN = re.compile(r" (?=[:;!?%»])|(?<=«) ")
"""Where French has a space that must not break."""

COMMA = frozenset({"nl", "fr"})
"""Those that write a comma in decimals."""

_NOUNS: Mapping[str, tuple[Two, Two, Two]] = {
    "group": (("group", "groups"), ("groep", "groepen"), ("groupe", "groupes")),
    "participant": (("participant", "participants"), ("deelnemer", "deelnemers"), ("participant", "participants")),
    "more participant": (("more participant", "more participants"), ("andere deelnemer", "andere deelnemers"), ("autre participant", "autres participants")),
    "coder": (("coder", "coders"), ("codeur", "codeurs"), ("codeur", "codeurs")),
    "transcript": (("transcript", "transcripts"), ("transcript", "transcripten"), ("transcription", "transcriptions")),
    "focus-group": (("focus group", "focus groups"), ("focusgroep", "focusgroepen"), ("groupe de discussion", "groupes de discussion")),
    "interview": (("interview", "interviews"), ("interview", "interviews"), ("entretien", "entretiens")),
    "written-interview": (("written interview", "written interviews"), ("schriftelijk interview", "schriftelijke interviews"), ("entretien écrit", "entretiens écrits")),
    "session": (("session", "sessions"), ("sessie", "sessies"), ("séance", "séances")),
    "turn": (("turn", "turns"), ("beurt", "beurten"), ("tour", "tours")),
    "word": (("word", "words"), ("woord", "woorden"), ("mot", "mots")),
    "match": (("match", "matches"), ("vondst", "vondsten"), ("occurrence", "occurrences")),
    "passage": (("passage", "passages"), ("passage", "passages"), ("passage", "passages")),
    "quotation": (("quotation", "quotations"), ("citaat", "citaten"), ("citation", "citations")),
    "theme": (("theme", "themes"), ("thema", "thema's"), ("thème", "thèmes")),
    "code": (("code", "codes"), ("code", "codes"), ("code", "codes")),
    "coding": (("coding", "codings"), ("codering", "coderingen"), ("codage", "codages")),
    "change": (("change", "changes"), ("wijziging", "wijzigingen"), ("modification", "modifications")),
    "column": (("column", "columns"), ("kolom", "kolommen"), ("colonne", "colonnes")),
    "summary": (("summary", "summaries"), ("samenvatting", "samenvattingen"), ("résumé", "résumés")),
}  # fmt: skip


def ours(language: str) -> str:
    """The language in which we say something to whom would have it in this one: English where our words are not in it."""
    return language if language in _PLACE else "en"


def said(words: Three, language: str) -> str:
    r"""The words in a language, in English where it is not ours; in French no line begins with the sign that ends something.

    >>> said(("group", "groep", "groupe"), "nl"), said(("group", "groep", "groupe"), "de"), said(("held:", "gehouden:", "tenus :"), "fr")
    ('groep', 'group', 'tenus\xa0:')
    """
    if language == "fr":
        return _BEFORE_A_SIGN.sub("\u00a0", words[2])
    return words[_PLACE[ours(language)]]


def amount(number: int, noun: str, language: str = "en", written: Callable[[int, str], str] = lambda number, _: str(number)) -> str:
    """A number with its noun, in French one for 0 too. Raises KeyError for a noun that has no words here.

    >>> amount(1, "group"), amount(3, "group"), amount(0, "word", "nl"), amount(0, "word", "fr")
    ('1 group', '3 groups', '0 woorden', '0 mot')
    """
    one, several = _NOUNS[noun][_PLACE[ours(language)]]
    single = number == 1 or (language == "fr" and number == 0)
    return f"{written(number, language)} {one if single else several}"


def decimal(text: str, language: str) -> str:
    """A number that was written with a point, as the language has it."""
    return text.replace(".", ",") if language in COMMA else text


def percent(share: float, language: str, decimals: int = 1) -> str:
    r"""A share as percents.

    >>> percent(0.4531, "en"), percent(0.4531, "nl")
    ('45.3%', '45,3\xa0%')
    """
    gap = "\u00a0" if language in COMMA else ""
    return f"{decimal(f'{100 * share:.{decimals}f}', language)}{gap}%"


def thousands(number: int, language: str) -> str:
    r"""A large number with its thousands parted.

    >>> thousands(20000, "en"), thousands(20000, "nl"), thousands(20000, "fr")
    ('20,000', '20.000', '20\xa0000')
    """
    return f"{number:,}".replace(",", said((",", ".", "\u00a0"), language))
