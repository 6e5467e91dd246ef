"""Where in a file one transcript ends and the next begins: headings that say so."""

from __future__ import annotations

import re
import shlex
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from qualcode.importers._lines import Line, many
from qualcode.importers._patterns import MAX_PATTERN, Pattern
from qualcode.model import Advice, ImportOptions
from qualcode.opening.guard import short
from qualcode.text import fold

_MAX_HEADING = 100
_LISTED = 4

_SESSION = r"""
    focus[- ]?groep(?:s?[- ]?gesprek)? | focus[- ]?group | focus[- ]?groupe | fgd? | groupe\ de\ discussion | groupe\ focalise
    | (?:(?:diepte|groeps|groep|duo|expert)[- ]?)?interview | entretien(?:\ (?:de\ groupe|collectif|individuel|semi-directif))? | entrevue
    | (?:re)?transcript(?:ie|ion)?
"""
_PART = r"sessie | session | seance | zitting | (?:groeps)?gesprek | conversation | groep | groupe | group | respondent | deelnemer | participant"
"""Words that parts of one session are called by too: only headings that are marked as such are believed."""
_NUMBER = r"[ ._-]{0,3}(?:(?:nr\.?|n[°ºo]\.?|no\.?|\#)\ ?)?(?P<number>\d{1,3}[a-z]?|[ivx]{1,5}|[a-h])(?!\w)(?:\s*(?:[-–—:,|/(]|\s{2}).*)?"
_SESSION_NUMBER = re.compile(rf"(?P<word>{_SESSION}){_NUMBER}", re.VERBOSE)
_PART_NUMBER = re.compile(rf"(?P<word>{_SESSION}|{_PART}){_NUMBER}", re.VERBOSE)
_SESSION_WORD = re.compile(rf"(?:{_SESSION})\b.*", re.VERBOSE)
_DECORATED = re.compile(r"\s*(?P<before>[=*#_~—–+-]{2,}|#{1,3}(?=\s))\s*(?P<name>[^\s=*#_~].*?)\s*(?P<after>[=*#_~—–+-]{2,})?\s*")


class _Kind(NamedTuple):
    """What headings of one kind share: whether they have a number, how they are marked, and as what or by which word."""

    unnumbered: bool
    marked: str
    what: str


@dataclass(frozen=True, slots=True)
class Headings:
    """Lines that may begin a transcript each, with its name, by their index.

    `said`: a person gave their pattern; `sure`: they are numbered, each with another number.
    """

    names: Mapping[int, str]
    said: bool = False
    sure: bool = False


def find(lines: Sequence[Line], options: ImportOptions) -> Headings | None:
    """The headings of the transcripts of a file; None for a file that has at most one. Raises Unusable for a pattern that is none."""
    if options.split == "never":
        return None
    if options.split != "auto":
        found = _by_pattern(lines, Pattern("--split", options.split))
        return Headings(found, said=True) if found else None
    kinds: defaultdict[_Kind, dict[int, tuple[str, str]]] = defaultdict(dict)
    for number, line in enumerate(lines):
        text = line.text.strip()
        if 1 < len(text) <= _MAX_HEADING and not (line.label or line.cell or line.soft):
            for kind, name, which in _read(text, line.heading):
                kinds[kind][number] = (name, which)
    several = [(kind, found) for kind, found in sorted(kinds.items()) if len(found) > 1]
    if not several or (len(several) > 1 and several[0][0][:2] == several[1][0][:2]):
        return None
    kind, named = several[0]
    different = len({which for _, which in named.values()}) == len(named)
    return Headings({number: name for number, (name, _) in named.items()}, sure=not kind.unnumbered) if different else None


def _by_pattern(lines: Sequence[Line], pattern: Pattern) -> dict[int, str]:
    found = {}
    for number, line in enumerate(lines):
        text = line.text.strip()
        if text and not line.label and (pattern.match(text) or pattern.match(_plain(text))):
            found[number] = _plain(text)
    return found


def _plain(text: str) -> str:
    decorated = _DECORATED.fullmatch(text)
    return short(decorated["name"] if decorated else text, _MAX_HEADING).rstrip(" :")


def _read(text: str, level: int) -> Iterator[tuple[_Kind, str, str]]:
    """Of what kind a line is, if it may be the heading of a transcript, its name, and what tells it from others."""
    decorated = _DECORATED.fullmatch(text)
    name = (decorated["name"] if decorated else text).rstrip(" :")
    folded = fold(name)
    marked, what = ("1 style", str(level)) if level else ("2 signs", decorated["before"][0]) if decorated else ("3 words", "")
    numbered = (_PART_NUMBER if level or decorated else _SESSION_NUMBER).fullmatch(folded)
    if numbered and (level or decorated or not name.endswith((".", "?", "!", "…", ",", ";"))):
        yield _Kind(False, marked, what or re.sub(r"[\s-]", "", numbered["word"])), name, numbered["number"]
    elif (level or decorated) and _SESSION_WORD.fullmatch(folded):
        yield _Kind(True, marked, what), name, folded


class Piece(NamedTuple):
    """A part of a file: its name, how many lines stand before it, and its own."""

    name: str
    begin: int
    lines: list[Line]


def parts(lines: Sequence[Line], headings: Headings) -> list[Piece]:
    """What stands before the first heading, without a name, and the parts that the headings begin."""
    begins = sorted(headings.names)
    found = [Piece("", 0, list(lines[: begins[0]]))]
    for begin, end in zip(begins, [*begins[1:], len(lines)], strict=True):
        part = list(lines[begin:end])
        part[0] = part[0]._replace(heading=part[0].heading or 1)
        while not part[-1].text.strip():
            part.pop()
        found.append(Piece(headings.names[begin], begin, part))
    return found


def done(headings: Headings) -> Advice:
    """That a file was split, and how not to."""
    return Advice(
        "--split never", f"Split into {many(len(headings.names), 'transcript')} at its headings: {_listed(headings)}. Keep it one."
    )


def possible(headings: Headings) -> Advice:
    """That a file may hold several transcripts, and how to split it."""
    pattern = "|".join(re.sub(r"[.?+*^$()[\]{}|\\]", r"\\\g<0>", name) for name in headings.names.values())
    option = f"--split {shlex.quote(pattern) if len(pattern) <= MAX_PATTERN else 'REGEX'}"
    return Advice(option, f"Perhaps these begin transcripts of their own: {_listed(headings)}. If so, split there.")


def _listed(headings: Headings) -> str:
    names = [f"`{short(name, 40)}`" for name in headings.names.values()]
    return ", ".join(names[:_LISTED]) + (f" and {len(names) - _LISTED} more" if len(names) > _LISTED else "")
