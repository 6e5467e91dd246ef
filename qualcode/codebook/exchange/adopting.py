"""What was found in files of other programs made a codebook of ours: every code with an id, a GUID and a label."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from qualcode.codebook import tree
from qualcode.codebook.exchange.found import Foreign, Found, called
from qualcode.codebook.reading import guid_of
from qualcode.errors import Problem
from qualcode.model import Code, Codebook, in_language
from qualcode.text import beginning, fold, slug

LEVELS = (tree.DEEPEST - 4) // 2
"""Codes under codes that a file of ours can hold: each takes a list and a map, its lists of examples two more."""

_LONGEST_ID = 40
_SIGNS = re.compile(r"[\W_]+")


_FOLDERS = frozenset({"nodes", "codes", "code system", "codesystem", "knopen", "noeuds", "codebook", "codeboek", "tags"})
"""What programs call a folder around all codes, folded."""


def unwrapped(found: Found) -> Found:
    """The codes without the folder that a program has put around them all: one that is no code and says nothing."""
    first = found.codes[0]
    names = {fold(label) for label in first.code.label.values()}
    outside = sum(each.above < 0 for each in found.codes)
    if outside > 1 or len(found.codes) < 2 or first.code.codable or first.code.definition or not names <= _FOLDERS:
        return found
    note = f"The folder around all codes was left out: {called(first.code)}."
    codes = tuple(replace(each, above=each.above - 1) for each in found.codes[1:])
    return replace(found, codes=codes, notes=(*found.notes, note))


@dataclass(frozen=True)
class Adopted:
    """The codebook, and what could not stay as it was."""

    book: Codebook
    problems: tuple[Problem, ...]


def adopted(found: Found, id: str, languages: Sequence[str], known: Mapping[str, str] | None = None) -> Adopted:
    """The codebook `id` of what was found. Codes keep the ids that their file gives them, else those that `known` has for their GUID.

    Others get the first words of their label, after the id of the theme that they stand under. `languages` are the best ones first.
    """
    problems: list[Problem] = []
    codes: list[Code] = []
    level: list[int] = []
    themes: list[int] = []
    names = _Names(id, [each.code.id for each in found.codes], known or {})
    guids = _Guids(id, found.codes)
    above = _lifted(found.codes, level, problems)
    for at, each in enumerate(found.codes):
        code = _labelled(each, at, languages, problems)
        parent = codes[above[at]].id if above[at] >= 0 else ""
        theme = themes[above[at]] if above[at] >= 0 else at
        themes.append(theme)
        code_id = names.of(each, in_language(code.label, tuple(languages)), codes[theme].id if theme != at else "", problems)
        guid = guids.of(each, code_id, problems)
        codes.append(replace(code, id=code_id, guid=guid, parent=parent))
    spoken = tuple(dict.fromkeys([*found.languages, *languages]))
    return Adopted(Codebook(id, found.version, spoken, tuple(codes), found.attributes), (*found.problems, *problems))


def _lifted(codes: Sequence[Foreign], level: list[int], problems: list[Problem]) -> list[int]:
    """What each code stands under, none deeper than a file of ours can hold."""
    above: list[int] = []
    for each in codes:
        over = each.above
        if over >= 0 and level[over] >= LEVELS:
            problems.append(
                Problem(each.where, f"{called(each.code)} stands more than {LEVELS} codes deep", f"it was put at level {LEVELS}; move it")
            )
            while level[over] >= LEVELS:
                over = above[over]
        above.append(over)
        level.append(level[over] + 1 if over >= 0 else 1)
    return above


def _labelled(each: Foreign, at: int, languages: Sequence[str], problems: list[Problem]) -> Code:
    """The code with a label: of one that has none, the beginning of its definition, else its number."""
    if any(each.code.label.values()):
        return each.code
    label = beginning(in_language(each.code.definition, tuple(languages)), 60) or each.code.id or f"Code {at + 1}"
    problems.append(Problem(each.where, "a code has no name", f"it was called {label}"))
    return replace(each.code, label={languages[0]: label})


class _Guids:
    """GUIDs, each given once."""

    def __init__(self, book: str, codes: Sequence[Foreign]) -> None:
        self.book = book
        self.given = {each.code.guid for each in codes}
        self.taken: set[str] = set()

    def of(self, each: Foreign, id: str, problems: list[Problem]) -> str:
        """The GUID of a code with this id."""
        guid = each.code.guid
        if guid in self.taken:
            problems.append(Problem(each.where, f"{id} has the GUID of a code before it", "it got one of its own"))
        if not guid or guid in self.taken:
            guid, number = guid_of(self.book, id), 1
            while guid in self.taken or guid in self.given:
                number += 1
                guid = guid_of(self.book, f"{id}\n{number}")
        self.taken.add(guid)
        return guid


class _Names:
    """Ids, each given once."""

    def __init__(self, book: str, given: Sequence[str], known: Mapping[str, str]) -> None:
        self.book = book
        self.known = known
        self.given = set(filter(None, given))
        self.taken: set[str] = set()
        self.numbers: dict[str, int] = {}

    def of(self, each: Foreign, label: str, theme: str, problems: list[Problem]) -> str:
        """The id of a code with this label below this theme (empty: at the top)."""
        wanted = each.code.id or self.known.get(each.code.guid, "")
        id = self._free(wanted or self._made(label, theme), mine=bool(each.code.id))
        if each.code.id and id != each.code.id:
            problems.append(Problem(each.where, f"a code before it has the id {each.code.id}", f"it became {id}"))
        self.taken.add(id)
        return id

    def _free(self, wanted: str, *, mine: bool) -> str:
        """The id that is wanted, with a number behind it when another code has it, or (unless it is `mine`) is to have it."""
        id = wanted
        while id in self.taken or (id in self.given and not (mine and id == wanted)):
            self.numbers[wanted] = self.numbers.get(wanted, 1) + 1
            id = f"{wanted}-{self.numbers[wanted]}"
        return id

    def _made(self, label: str, theme: str) -> str:
        own = slug(label) or _SIGNS.sub("-", label.casefold()).strip("-") or "code"
        short = own if len(own) <= _LONGEST_ID else own[: _LONGEST_ID + 1].rpartition("-")[0] or own[:_LONGEST_ID]
        return f"{theme}.{short}" if theme else short
