"""Which words at the beginning of a line name a speaker: what a label looks like, and how much it looks like one."""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import cache, lru_cache
from typing import NamedTuple

from qualcode.importers import _times
from qualcode.importers._lines import Line
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

_SPACE = r"[ \t\xa0\u202f]"
_HEAD = (
    rf"{_SPACE}*(?:(?:\[\d{{1,5}}\]|\d{{1,5}}[.)]){_SPACE}*(?![:\d])|\d{{1,5}}{_SPACE}+)?"
    rf"(?:(?P<time>{_times.MARK}){_SPACE}*(?:[-–]{_SPACE}+)?)?"
)
_LABEL = r"(?P<label>[^\W\d_](?:[^\n\t:;,!?«»\"“”\[\](){}<>|]{0,57}[^\s:;,!?«»\"“”\[\](){}<>|])??\??)"
_DETAIL = rf"(?:{_SPACE}*[\[(](?P<detail>[^\[\]()\n]{{1,80}})[\])])?"
_AFTER = rf"(?:{_SPACE}*(?P<after>{_times.MARK}))?"
_THEN = rf"(?:(?P<then>{_times.MARK}){_SPACE}*)?"

_COLON = re.compile(rf"{_HEAD}{_LABEL}{_DETAIL}{_AFTER}{_SPACE}*[:：](?![\d/\\]){_SPACE}*{_THEN}")
_BRACKET = re.compile(rf"{_HEAD}\[{_LABEL}\]{_DETAIL}{_AFTER}{_SPACE}*:?{_SPACE}*{_THEN}")
_DASH = re.compile(rf"{_HEAD}{_LABEL}{_DETAIL}{_AFTER}{_SPACE}*[-–—]{_SPACE}+{_THEN}(?=\S)")
_TAB = re.compile(rf"{_HEAD}{_LABEL}{_DETAIL}{_AFTER}[ \xa0]*:?\t+[ \xa0]*{_THEN}(?=\S)")
_BOLD = re.compile(rf"{_HEAD}{_LABEL}{_DETAIL}{_AFTER}{_SPACE}*[:.–-]?{_SPACE}*{_THEN}")
_ALONE = re.compile(rf"{_HEAD}{_LABEL}{_DETAIL}{_AFTER}{_SPACE}*{_THEN}")
_SPACED = re.compile(
    rf"{_HEAD}(?P<label>[^\W\d_a-zà-öø-ÿ]{{1,20}}[ -]?\d{{1,3}}|[^\W\d_]{{2,20}}(?=\.)|[^\W\d_a-zà-öø-ÿ]{{2,20}}(?:{_SPACE}[^\W\d_a-zà-öø-ÿ]{{2,20}})?)"
    rf"{_DETAIL}{_AFTER}\.?{_SPACE}+{_THEN}(?=\S)"
)

_WHOLE = re.compile(rf"{_LABEL}{_DETAIL}")
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
_NOBODY = "(?:undefined|unknown|unidentified|onbekende?|inconnue?)"
_SHAPE = re.compile(
    rf"(?:(?:{'|'.join(_ROLE_WORDS + _COUNTED_WORDS)})[ ._-]*(?:\d{{1,3}}|[a-z])|(?!fg)[a-z]{{1,3}}[ ._-]?\d{{1,3}})(?:[ ._-]?[mvhf])?\??"
    rf"|(?:{'|'.join(_ROLE_WORDS)}) {_NOBODY}|{_NOBODY} (?:{'|'.join(_ROLE_WORDS)})"
)
_PARTICLES = frozenset("van de den der het 't du le la les d' l' el al ben von".split())
_MAX_WORDS = 6


class Mark(NamedTuple):
    """A label that a line begins with, what stands with it, where the speech begins in the line, and the time typed there (ms)."""

    label: str
    detail: str
    said: int
    time: int | None = None


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


@lru_cache(4096)
def tidy(label: str) -> str:
    """A label without a full stop after an abbreviation (`INT.`) and with single spaces."""
    label = " ".join(label.split())
    return label[:-1] if label.endswith(".") and label.count(".") == 1 else label


def _mark(found: re.Match[str] | None) -> Mark | None:
    if found is None:
        return None
    detail, *times = found.group("detail", "time", "after", "then")
    mark = next(filter(None, times), "")
    if detail and _times.alone(detail) is not None:
        mark, detail = mark or detail, ""
    time = _times.milliseconds(mark) if mark else None
    return Mark(tidy(found["label"]), detail.strip() if detail else "", found.end(), time)


def colon(line: Line) -> Mark | None:
    """`R1 (v, CGG): text`, `[00:12:30] R1: text`, `12. Modératrice : text`."""
    return _mark(_COLON.match(line.text)) if ":" in line.text[:240] or "：" in line.text[:240] else None


def bracket(line: Line) -> Mark | None:
    """`[Spreker 2] text`; other words in brackets are a transcriber's notes, unless a colon follows."""
    found = _BRACKET.match(line.text) if "[" in line.text[:40] else None
    mark = _mark(found)
    return (
        mark if mark and found and (":" in found[0][found[0].rindex("]") :] or _shaped(mark.label) or _is_role_word(mark.label)) else None
    )


def colon_or_bracket(line: Line) -> Mark | None:
    """A label that a colon or brackets set off."""
    return colon(line) or bracket(line)


def dash(line: Line) -> Mark | None:
    """`P3 - text`."""
    mark = _mark(_DASH.match(line.text))
    return mark if mark and len(mark.label.split()) <= 3 else None


def tab(line: Line) -> Mark | None:
    """`R1`, a tab, text."""
    return _mark(_TAB.match(line.text)) if "\t" in line.text[:240] else None


def bold(line: Line) -> Mark | None:
    """A bold beginning of a line that goes on."""
    if not line.bold or not line.text[line.bold :].strip():
        return None
    mark = _mark(_BOLD.fullmatch(line.text[: line.bold]))
    return Mark(mark.label, mark.detail, line.bold, mark.time) if mark else None


def alone(line: Line) -> Mark | None:
    """A line that is a label and nothing else."""
    if line.cell or len(line.text) > 100 or line.text.rstrip().endswith((".", "!", "…", "-", "–")):
        return None
    mark = _mark(_ALONE.fullmatch(line.text))
    return mark if mark and len(mark.label.split()) <= 4 else None


def spaced(line: Line) -> Mark | None:
    """`INT. text`, `R1 text`, `MODERATOR text`: an upper-case word or `R1`, and only a space after it."""
    mark = _mark(_SPACED.match(line.text))
    return mark if mark and (mark.label.isupper() or _shaped(mark.label) or _is_role_word(mark.label)) else None


Finder = Callable[[Line], Mark | None]


@cache
def _folded(words: frozenset[str]) -> frozenset[str]:
    return frozenset(map(fold, words))


@lru_cache(4096)
def is_moderator(label: str) -> bool:
    """Whether a label is a word for a moderator, with or without a number: `Mod. 1`, `Modératrice`, `INT`."""
    return _role_word(label) in _folded(tools.moderators())


@lru_cache(4096)
def is_observer(label: str) -> bool:
    """Whether a label is a word for an observer, with or without a number."""
    return _role_word(label) in _folded(tools.observers())


def _role_word(label: str) -> str:
    return re.sub(r"[\s.\d]+$|\s+[a-z]$", "", fold(label))


def _is_role_word(label: str) -> bool:
    return is_moderator(label) or is_observer(label) or fold(label) in _ROLE_WORDS


def _shaped(label: str) -> bool:
    return _SHAPE.fullmatch(fold(label)) is not None


@cache
def _ordinary() -> frozenset[str]:
    languages = [tools.language(code) for code in tools.known()]
    return frozenset().union(*(language.function_words | language.backchannels for language in languages))


def _is_ordinary(word: str) -> bool:
    return word.casefold().strip(".") in _ordinary() and not (word.isupper() and len(word) <= 4)


@lru_cache(4096)
def looks(label: str, named: tuple[str, ...] = ()) -> int:
    """How much a label looks like one: KNOWN, NAME, PERHAPS or NO. `named` are labels that a person said are some."""
    if _shaped(label) or _is_role_word(label) or fold(label) in {fold(name) for name in named}:
        return KNOWN
    words = label.split()
    if (
        not words
        or len(words) > _MAX_WORDS
        or label.endswith("?")
        or _is_ordinary(words[0])
        or (words[-1].islower() and _is_ordinary(words[-1]))
    ):
        return NO
    rest = [word for word in words if word not in _PARTICLES]
    return NAME if rest and all(word[0].isupper() or word[0].isdigit() for word in rest) else PERHAPS


def named(options: ImportOptions) -> tuple[str, ...]:
    """The labels that a person named in the options."""
    return (*options.moderators, *options.aliases, *options.aliases.values())
