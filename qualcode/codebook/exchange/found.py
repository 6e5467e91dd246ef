"""What a file of another program holds of a codebook, before it is made one of ours."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from qualcode.errors import Problem, Unreadable
from qualcode.model import Attribute, Code

UNSAID = ""
"""The language of texts of which the file does not say it."""


@dataclass(frozen=True)
class Foreign:
    """A code as it was found. `above` is the position in the list of the code that it stands under, -1 at the top; `where` is its place.

    Its id, GUID (in the form that ours have) and label may be missing, its parent is not set, and its colour is one of ours or none.
    """

    code: Code
    where: str
    above: int = -1


@dataclass(frozen=True)
class Found:
    """The codes of a file, each after the one that it stands under. `form` says in which form they stand there.

    Only our own form knows languages, attributes, an id and a version of the codebook.
    """

    file: str
    form: str
    codes: tuple[Foreign, ...]
    languages: tuple[str, ...] = ()
    attributes: tuple[Attribute, ...] = ()
    id: str = ""
    version: str = ""
    problems: tuple[Problem, ...] = ()
    notes: tuple[str, ...] = ()


def arranged(codes: Sequence[Foreign]) -> tuple[tuple[Foreign, ...], tuple[Problem, ...]]:
    """The codes in the order of a codebook: each after the one that it stands under, else as they stood.

    Those that stand under themselves are put at the top, which is a problem.
    """
    opened = _opened([each.above for each in codes])
    below: dict[int, list[int]] = {}
    problems = []
    for at, each in enumerate(codes):
        below.setdefault(-1 if at in opened else each.above, []).append(at)
        if at in opened:
            problems.append(
                Problem(each.where, f"{called(each.code)} stands under itself, and was put at the top", "move it after the import")
            )
    order: list[int] = []
    waiting = below.get(-1, [])[::-1]
    while waiting:
        at = waiting.pop()
        order.append(at)
        waiting += below.get(at, [])[::-1]
    new = {at: number for number, at in enumerate(order)}
    found = (replace(codes[at], above=-1 if at in opened else new.get(codes[at].above, -1)) for at in order)
    return tuple(found), tuple(problems)


def _opened(above: Sequence[int]) -> set[int]:
    """Of every ring of codes that stand under each other the first, at which it is opened."""
    opened: set[int] = set()
    done = [False] * len(above)
    for start in range(len(above)):
        way: dict[int, int] = {}
        at = start
        while at >= 0 and not done[at] and at not in way:
            way[at] = len(way)
            at = above[at]
        if at in way:
            opened.add(min(each for each, number in way.items() if number >= way[at]))
        for each in way:
            done[each] = True
    return opened


def called(code: Code) -> str:
    """What a code is called in messages: by its first label, else by its id."""
    label = next(iter(code.label.values()), code.id or "a code without a name")
    return re.sub("[\x1e\x1f]", " > ", label)


MOST_CODES = 10_000
"""Five times as many as the largest codebooks that we measure with."""

MOST_LETTERS = 2_000_000
"""Letters of all codes of a file: a file of ours holds twice as many, in all languages."""


def check_number(file: str, count: int, what: str = "codes") -> None:
    """Raises Unreadable for a file with more codes (or other things) than any codebook has."""
    if count > MOST_CODES:
        raise Unreadable(f"{file} has more than {MOST_CODES} {what}.", "No codebook has so many: is it the right file?")
