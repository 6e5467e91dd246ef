"""What names a speaker: what a label looks like, and how much it looks like one."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache, lru_cache
from typing import NamedTuple

from qualcode.languages import tools
from qualcode.model import ImportOptions
from qualcode.text import fold

KNOWN = 3
"""How much a label looks like one: a word for a speaker, `R1`, or what a person named."""
NAME = 2
"""As above: written like a name."""
PERHAPS = 1
"""As above: several words of which some are no names."""
NO = 0
"""As above: ordinary speech."""

_INSIDE = r"[^\n\t:;,!?«»\"“”\[\](){}<>|*"
LABEL = rf"(?P<label>\?{{1,3}}|[^\W\d_](?:{_INSIDE}]{{0,57}}?{_INSIDE}\s])??\??)"
"""The pattern of a label: from a letter to a character that is no space, without signs that no label has; or question marks."""
DETAIL = r"(?:[ \t\xa0\u202f]*[\[(](?P<detail>[^\[\]()\n]{1,80})[\])])?"
"""The pattern of what may stand in brackets with a label."""

_WHOLE = re.compile(rf"{LABEL}{DETAIL}")
_ROLE_WORDS = """
    deelnemer deelneemster respondent respondente spreker spreekster geinterviewde
    participant participante repondant repondante locuteur locutrice intervenant intervenante interviewe interviewee enquete enquetee
    speaker respondents interviewees
""".split()
_COUNTED_WORDS = """
    man vrouw stem persoon onbekend onbekende lid spr deeln resp part
    homme femme voix personne inconnu inconnue membre loc
    voice person male female unknown member
""".split()
_TOGETHER = frozenset("allen allemaal iedereen groep meerdere meerderen samen tous toutes ensemble groupe plusieurs all several".split())
_QUESTIONS = frozenset("q vraag question".split())
"""Words that name who asks: a moderator when questions are numbered, else perhaps a label, beside `Antwoord` or `Réponse`."""
_NUMBERED_THINGS = frozenset(
    """
    art artikel article par punt point fase phase stap etape dag dagen jour jours week cas case casus geval deel partie part hoofdstuk chapitre
    blz pag pagina page bijlage annexe tabel tableau figuur figure fig nr no nummer numero lot kap cap vb ex voorbeeld exemple thema theme
    niveau optie option scenario versie version kb wet loi min sec uur km kg eur tel gsm fg bl graad
    """.split()
)
"""Words that come with a number and name no speaker."""

_NOBODY = "(?:undefined|unknown|unidentified|onbekende?|inconnue?)"
_SHAPE = re.compile(
    rf"""(?:(?:{"|".join(_ROLE_WORDS + _COUNTED_WORDS)})[ ._-]*(?:(?:n[°ºro]\.?|\#)?[ ]?\d{{1,3}}|[a-z])
    |(?P<letters>[a-z]{{1,3}})[ ._-]?\d{{1,3}})(?:[ ._-]?[mvhf])?\??|\?{{1,3}}
    |(?:{"|".join(_ROLE_WORDS)})[ ]{_NOBODY}|{_NOBODY}[ ](?:{"|".join(_ROLE_WORDS)})""",
    re.VERBOSE,
)
_AND = re.compile(r"\s*[,/&+]\s*|\s+(?:en|et|and)\s+")
_FIRST_NAMES = frozenset("an ben bo jo mia wil".split())
"""First names that are words of one of the languages."""
_LETTERS = frozenset("IM")
"""Letters that are short for a moderator."""
_PARTICLES = frozenset("van de den der het 't du le la les d' l' el al ben von".split())
_NUMBER = re.compile(r"[\s.\d]+$|\s+[a-z]$")
_MAX_WORDS = 6
_LONGEST = 100
"""Characters: no word for a role is as long, with whatever number."""
_KEPT = 10_000


class Mark(NamedTuple):
    """A label that a line begins with, what stands with it, where the speech begins in the line, and the times typed there (ms)."""

    label: str
    detail: str
    said: int
    time: int | None = None
    until: int | None = None


def split(text: str) -> tuple[str, str]:
    """A label and what stands in brackets with it: of `R1 (v, CGG):` they are `R1` and `v, CGG`. ("", "") when it is no label.

    >>> split("R1 (v, CGG):"), split(" Modératrice :"), split("[Spreker 2]"), split("12:30")
    (('R1', 'v, CGG'), ('Modératrice', ''), ('Spreker 2', ''), ('', ''))
    """
    inner = text.strip().rstrip(":：").rstrip()
    if inner.startswith("[") and inner.endswith("]") and inner.count("[") == 1:
        inner = inner[1:-1].strip()
    found = _WHOLE.fullmatch(inner)
    return (tidy(found["label"]), (found["detail"] or "").strip()) if found else ("", "")


@lru_cache(_KEPT)
def tidy(label: str) -> str:
    """A label without a full stop after an abbreviation (`INT.`) and with single spaces."""
    label = " ".join(label.split())
    return label[:-1] if label.endswith(".") and label.count(".") == 1 else label


@cache
def _roles() -> Mapping[str, str]:
    """The words for roles, folded: `moderator`, `observer`, or `participant`."""
    roles = dict.fromkeys(_ROLE_WORDS, "participant")
    roles |= dict.fromkeys(map(fold, tools.observers()), "observer")
    return roles | dict.fromkeys(map(fold, tools.moderators()), "moderator")


@lru_cache(_KEPT)
def _role(label: str) -> str:
    """The role that a label says; empty for one that is no word for a role."""
    if len(label) > _LONGEST:
        return ""
    folded = fold(label)
    if (word := _NUMBER.sub("", folded)) in _QUESTIONS and folded[-1].isdigit():
        return "moderator"
    role = _roles().get(word, "")
    return role if role != "participant" or word == folded else ""


def is_moderator(label: str) -> bool:
    """Whether a label is a word for a moderator, with or without a number (`Mod. 1`, `Modératrice`, `INT`), or numbers questions (`Q1`)."""
    return _role(label) == "moderator"


def is_observer(label: str) -> bool:
    """Whether a label is a word for an observer, with or without a number."""
    return _role(label) == "observer"


def is_role_word(label: str) -> bool:
    """Whether a label is a word for a moderator, an observer or a participant."""
    return bool(_role(label))


@lru_cache(_KEPT)
def shaped(label: str) -> bool:
    """Whether a label has the form of one: `R1`, `Deelnemer 2`, `Participant n° 3`, `Man A`, `R?`, `???`."""
    if label.endswith("?") and label[:-1].isupper() and label[:-1].isalpha() and len(label) <= 3:
        return True
    found = _SHAPE.fullmatch(fold(label))
    letters = found["letters"] if found else None
    return found is not None and not (letters and (letters in _NUMBERED_THINGS or (_is_ordinary(letters) and not label.isupper())))


def several(label: str) -> bool:
    """Whether a label stands for several people at once: `Allen`, `R1 en R2`, `R1/R3`."""
    if label[:1].isupper() and fold(label) in _TOGETHER:
        return True
    parts = _AND.split(label)
    return len(parts) > 1 and all(part and (shaped(part) or is_role_word(part)) for part in parts)


@cache
def _ordinary() -> frozenset[str]:
    languages = [tools.language(code) for code in tools.known()]
    return frozenset().union(*(language.function_words | language.backchannels for language in languages))


def _is_ordinary(word: str) -> bool:
    return word.casefold().strip(".,") in _ordinary() and not (word.isupper() and len(word) <= 4) and not _is_first_name(word)


def _is_first_name(word: str) -> bool:
    return word.istitle() and word.lower() in _FIRST_NAMES


@lru_cache(_KEPT)
def looks(label: str, named: tuple[str, ...] = ()) -> int:
    """How much a label looks like one: KNOWN, NAME, PERHAPS or NO. `named` are labels that a person said are some."""
    if shaped(label) or is_role_word(label) or several(label) or label in _LETTERS or (named and fold(label) in set(map(fold, named))):
        return KNOWN
    if label[:1].isupper() and fold(label) in _QUESTIONS:
        return NAME
    words = label.split()
    if not words or len(words) > _MAX_WORDS or label.endswith("?") or not _may_be_name(words):
        return NO
    rest = [word for word in words if word not in _PARTICLES]
    return NAME if rest and all(word[0].isupper() or word[0].isdigit() for word in rest) else PERHAPS


def _may_be_name(words: list[str]) -> bool:
    first, last = words[0], words[-1]
    if (last.islower() and _is_ordinary(last)) or (fold(first).strip(".") in _NUMBERED_THINGS and last[0].isdigit()):
        return False
    return not _is_ordinary(first) or (first.lower() in _PARTICLES and len(words) > 1 and all(map(_is_family_name, words[1:])))


def _is_family_name(word: str) -> bool:
    """Whether a word can follow the particle of a family name: `De Backer`, not `De rechter` nor `De CGG`."""
    return word.lower() in _PARTICLES or (word[0].isupper() and not word.isupper() and not _is_ordinary(word))


def named(options: ImportOptions) -> tuple[str, ...]:
    """The labels that a person named in the options, and those that are known already."""
    return (*options.known, *options.moderators, *options.aliases, *options.aliases.values())
