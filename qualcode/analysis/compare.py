"""Which codes occur where: the cells of one or several crossed variables side by side, empty ones too."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import combinations

from qualcode.analysis._asked import Asked
from qualcode.analysis._cells import Key, Place, held_dimensions, held_part, named, places
from qualcode.analysis._design import p_equals, p_text, planned_in, smallest_p
from qualcode.analysis._rows import frequency_table, title_by
from qualcode.analysis._saying import first, say
from qualcode.counts import Base, Tally
from qualcode.errors import QualcodeError
from qualcode.model import UNSURE, Codebook, Study
from qualcode.saying import amount
from qualcode.table import Table

_ALPHA = 0.05
PAIRS = 6
"""So many pairs of cells are named in a warning."""

_MOST_ARMS = 40
"""So many cells are paired at most: those with the most groups, which can show the most."""


def compare(tallies: Sequence[Tally], bases: Sequence[Base], book: Codebook, study: Study, *, asked: Asked) -> Table:
    """The frequencies of the codes in each cell of the crossed dimensions `asked.by`, in the order of codebook and study.

    Columns and units are those of `count`. A cell that is held but has no coding has zeros; a cell that the study declares but holds no
    group for has 0 of 0 groups and is undefined otherwise, and a warning names it. Warnings also say when cells differ in language,
    and when so few groups cannot show a difference. Raises QualcodeError when there is nothing to compare by.
    """
    if not asked.by:
        raise QualcodeError("There is nothing to compare by.", "Name one or several variables, for example: --by region")
    cells = places(tallies, bases, book, asked, study, empty=True)
    notes, warnings = _what_groups_can_show(cells, asked)
    return frequency_table(
        title_by(asked, "Codes", "Codes by {by}", study, book),
        tallies,
        cells,
        book,
        asked,
        study=study,
        notes=notes,
        warnings=(*_not_held(cells, study, asked), *warnings),
    )


def _not_held(cells: Sequence[Place], study: Study, asked: Asked) -> list[str]:
    """Names the cells without a base: those that no group was held for, and those whose groups do not speak that language."""
    by, words = held_dimensions(asked.by), asked.words
    spoken_at = by.index("language") if "language" in by and "language" not in study.variables else len(by)
    held = {_without(held_part(place.key, asked.by), spoken_at) for place in cells if place.base}
    not_held, not_spoken = [], []
    for key in dict.fromkeys(held_part(place.key, asked.by) for place in cells if not place.base):
        if spoken_at < len(by) and _without(key, spoken_at) in held:
            not_spoken.append(named(key, by, asked))
            continue
        planned = planned_in(study, by, key, asked.selection)
        not_held.append(named(key, by, asked) + (say(words, " (planned {planned})", planned=planned) if planned else ""))
    restricted = set(asked.selection.described()) - {"where", "code", "attributes"} or set(asked.selection.where) - set(by)
    text = "No group of this selection held in: {cells}." if restricted else "No group held in: {cells}."
    return [
        *([say(words, text, cells=", ".join(not_held))] if not_held else []),
        *([say(words, "No participant speaks in: {cells}.", cells=", ".join(not_spoken))] if not_spoken else []),
    ]


def _without(key: Key, position: int) -> Key:
    return key[:position] + key[position + 1 :]


def _what_groups_can_show(cells: Sequence[Place], asked: Asked) -> tuple[list[str], list[str]]:
    """Notes and warnings about the smallest p that groups as units could reach between two cells."""
    arms = sorted((place for place in cells if place.base and not {None, UNSURE} & set(place.key)), key=_groups, reverse=True)[:_MOST_ARMS]
    reached = {(one.key, other.key): _attainable(one, other) for one, other in combinations(arms, 2)}
    if not reached:
        return [], []
    best, words = min(reached.values()), asked.words
    if best > _ALPHA:
        few, many = _groups(arms[-1]), _groups(arms[0])
        groups = amount(many, "group", words)
        sizes = say(words, "{few} to {groups}", few=few, groups=groups) if few < many else groups
        text = "With {sizes} per cell no difference can be shown to be significant (smallest attainable p = {p})."
        return [], [say(words, text, sizes=sizes, p=p_text(best, words))]
    text = "With groups as units an exact test of two cells could reach {p}; tests are made by --differences only."
    note = say(words, text, p=p_equals(best, words))
    small = [pair_text(one, other, asked, p) for (one, other), p in reached.items() if p > _ALPHA]
    if not small:
        return [note], []
    text = "Too few groups to show a significant difference (smallest attainable p in parentheses): {pairs}."
    return [note], [say(words, text, pairs=first(small, PAIRS, words, "; "))]


def pair_text(one: Key, other: Key, asked: Asked, p: float | None = None) -> str:
    """Two cells for a sentence, with the p that they can reach."""
    names = say(asked.words, "{one} and {other}", one=named(one, asked.by, asked), other=named(other, asked.by, asked))
    return names if p is None else f"{names} ({p_text(p, asked.words)})"


def _groups(place: Place) -> int:
    return place.base.transcripts if place.base else 0


def _attainable(one: Place, other: Place) -> float:
    assert one.base is not None
    assert other.base is not None
    mine, theirs = ({id for id, _ in base.by_transcript} for base in (one.base, other.base))
    return smallest_p(len(mine - theirs), len(theirs - mine), len(mine & theirs))
