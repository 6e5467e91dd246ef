"""Which codes occur where: the cells of one or several crossed variables side by side, empty ones too."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import combinations

from qualcode.analysis._asked import Asked, amount, heading
from qualcode.analysis._cells import Key, Place, cell_name, held_dimensions, held_part, places
from qualcode.analysis._design import p_text, planned_in, smallest_p
from qualcode.analysis._rows import frequency_table
from qualcode.errors import QualcodeError
from qualcode.model import UNSURE, Base, Codebook, Study, Tally
from qualcode.table import Table

_ALPHA = 0.05
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
    notes, warnings = _what_groups_can_show(cells)
    return frequency_table(
        f"Codes by {', '.join(heading(name, asked, study, book) for name in asked.by)}",
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
    by = held_dimensions(asked.by)
    spoken_at = by.index("language") if "language" in by and "language" not in study.variables else len(by)
    held = {_without(held_part(place.key, asked.by), spoken_at) for place in cells if place.base}
    not_held, not_spoken = [], []
    for key in dict.fromkeys(held_part(place.key, asked.by) for place in cells if not place.base):
        if spoken_at < len(by) and _without(key, spoken_at) in held:
            not_spoken.append(cell_name(key))
            continue
        planned = planned_in(study, by, key, asked.selection)
        not_held.append(cell_name(key) + (f" (planned {planned})" if planned else ""))
    restricted = set(asked.selection.described()) - {"where", "code", "attributes"} or set(asked.selection.where) - set(by)
    who = "No group of this selection" if restricted else "No group"
    return [
        *([f"{who} held in: {', '.join(not_held)}."] if not_held else []),
        *([f"No participant speaks in: {', '.join(not_spoken)}."] if not_spoken else []),
    ]


def _without(key: Key, position: int) -> Key:
    return key[:position] + key[position + 1 :]


def _what_groups_can_show(cells: Sequence[Place]) -> tuple[list[str], list[str]]:
    """Notes and warnings about the smallest p that groups as units could reach between two cells."""
    arms = sorted((place for place in cells if place.base and not {None, UNSURE} & set(place.key)), key=_groups, reverse=True)[:_MOST_ARMS]
    reached = {(one.key, other.key): _attainable(one, other) for one, other in combinations(arms, 2)}
    if not reached:
        return [], []
    best = min(reached.values())
    if best > _ALPHA:
        few, many = _groups(arms[-1]), _groups(arms[0])
        sizes = f"{few} to {amount(many, 'group')}" if few < many else amount(many, "group")
        return [], [f"With {sizes} per cell no difference can be shown to be significant (smallest attainable p = {p_text(best)})."]
    note = f"With groups as units an exact test of two cells could reach p = {p_text(best)}; tests are made by --differences only."
    small = [f"{cell_name(one)} and {cell_name(other)} ({p_text(p)})" for (one, other), p in reached.items() if p > _ALPHA]
    if not small:
        return [note], []
    more = f" and {len(small) - 6} more" if len(small) > 6 else ""
    pairs = "; ".join(small[:6]) + more
    return [note], [f"Too few groups to show a significant difference (smallest attainable p in parentheses): {pairs}."]


def _groups(place: Place) -> int:
    return place.base.transcripts if place.base else 0


def _attainable(one: Place, other: Place) -> float:
    assert one.base is not None
    assert other.base is not None
    mine, theirs = ({id for id, _ in base.by_transcript} for base in (one.base, other.base))
    return smallest_p(len(mine - theirs), len(theirs - mine), len(mine & theirs))
