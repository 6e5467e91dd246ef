"""Which codes of two codebooks are the same: by GUID, then by id; and which may be, for a person to say."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations

from qualcode.model import Code, Codebook
from qualcode.text import fold


def same_codes(old: Codebook, new: Codebook) -> dict[str, str]:
    """The GUID in `old` of each code of `new` that is there too, by its GUID in `new`: known by GUID, and what is left by id."""
    known = {code.guid for code in old.codes}
    pairs = {code.guid: code.guid for code in new.codes if code.guid in known}
    left = {code.id: code.guid for code in old.codes if code.guid not in pairs}
    pairs.update({code.guid: left[code.id] for code in new.codes if code.guid not in known and code.id in left})
    return pairs


@dataclass(frozen=True)
class Likely:
    """Two codes that look like one: each by the name of its version and its id there, with what is alike, and how much (0 to 100)."""

    one: tuple[str, str]
    other: tuple[str, str]
    field: str
    language: str
    score: float
    texts: tuple[str, str]


_ALIKE = 85


def likely(books: Mapping[str, Codebook], alone: Mapping[str, Sequence[Code]]) -> tuple[Likely, ...]:
    """The pairs of codes of different versions whose label or definition is much alike in some language, the best first.

    `alone` has for each version the codes that no other has. Each code is proposed at most once. Nothing is decided by this.
    """
    found: list[Likely] = []
    for one, other in combinations(sorted(name for name in books if alone.get(name)), 2):
        for field in ("label", "definition"):
            for language in books[one].languages:
                found += _alike(one, other, field, language, alone)
    taken: set[tuple[str, str]] = set()
    best = []
    for each in sorted(found, key=lambda each: (-each.score, each.one, each.other)):
        if each.one not in taken and each.other not in taken:
            taken |= {each.one, each.other}
            best.append(each)
    return tuple(best)


def _alike(one: str, other: str, field: str, language: str, alone: Mapping[str, Sequence[Code]]) -> Iterator[Likely]:
    from rapidfuzz import fuzz, process

    choices = {code.id: getattr(code, field)[language] for code in alone[other] if language in getattr(code, field)}
    folded = {id: fold(text) for id, text in choices.items()}
    for code in alone[one]:
        text = getattr(code, field).get(language)
        if text is None:
            continue
        for _, score, id in process.extract(fold(text), folded, scorer=fuzz.token_sort_ratio, score_cutoff=_ALIKE, limit=3):
            yield Likely((one, code.id), (other, id), field, language, round(score, 1), (text, choices[id]))
