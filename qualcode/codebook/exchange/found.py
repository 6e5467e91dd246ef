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
    """The codes in the order of a codebook: each after the one that it stands under, else as they stood; who stands under itself is put at the top."""
    below: dict[int, list[int]] = {}
    problems = []
    for at, each in enumerate(codes):
        above = each.above
        if _in_a_ring(codes, at):
            problems.append(
                Problem(each.where, f"{called(each.code)} stands under itself, and was put at the top", "move it after the import")
            )
            above = -1
            codes = [*codes[:at], replace(each, above=-1), *codes[at + 1 :]]
        below.setdefault(above, []).append(at)
    order: list[int] = []
    waiting = below.get(-1, [])[::-1]
    while waiting:
        at = waiting.pop()
        order.append(at)
        waiting += below.get(at, [])[::-1]
    new = {at: number for number, at in enumerate(order)}
    return tuple(replace(codes[at], above=new.get(codes[at].above, -1)) for at in order), tuple(problems)


def _in_a_ring(codes: Sequence[Foreign], at: int) -> bool:
    """Whether a code is among those that it stands under."""
    above, seen = codes[at].above, {at}
    while above >= 0 and above not in seen:
        seen.add(above)
        above = codes[above].above
    return above == at


def called(code: Code) -> str:
    """What a code is called in messages: by its first label, else by its id."""
    label = next(iter(code.label.values()), code.id or "a code without a name")
    return re.sub("[\x1e\x1f]", " > ", label)


MOST_CODES = 10_000
"""Five times as many as the largest codebooks that we measure with."""


def check_number(file: str, count: int) -> None:
    """Raises Unreadable for a file with more codes than any codebook has."""
    if count > MOST_CODES:
        raise Unreadable(f"{file} has more than {MOST_CODES} codes.", "No codebook has so many: is it the right file?")
