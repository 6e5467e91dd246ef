"""Names that hold the names of the codes above them, taken apart: the hierarchy that other programs write into names."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace

from qualcode.codebook.exchange.found import Foreign, Found, arranged, called, check_number
from qualcode.errors import Problem, Unreadable
from qualcode.model import Code

BELOW_THEME, BELOW_CODE = "\x1f", "\x1e"
"""What stands in a label that was found after the name of a theme, and after that of a code: no text can hold it."""

_MOST_PARTS = 100
_DEEPEST = 300
_SIGNS = {"::": r"[^\s:]\s*::\s*[^\s:]", ">": r"[^\s>-]\s*>{1,3}\s*[^\s>]", "\\": r"\w\s*\\\s*\w"}

Path = tuple[str, ...]
Marked = Callable[[str], str]
"""Puts these marks into a name as it stands in a file."""


def as_it_is(name: str) -> str:
    """The name without any mark."""
    return name


def marked_by(separator: str) -> Marked:
    """Names that are parted by a text; the blanks around it belong to no name."""
    return marked_by_patterns({rf"\s*{re.escape(separator.strip() or separator)}\s*": BELOW_THEME})


def marked_by_patterns(patterns: Mapping[str, str]) -> Marked:
    """Names that are parted by what these patterns find, the first ones first, each with its mark."""
    known = [(re.compile(pattern), mark) for pattern, mark in patterns.items()]

    def marked(name: str) -> str:
        for pattern, mark in known:
            name = mark.join(filter(None, pattern.split(name))) or name
        return name

    return marked


def hints(codes: Iterable[Foreign]) -> tuple[str, ...]:
    """What a person may want to know of names that look as if they held the names of codes above them."""
    names = [label for each in codes for label in each.code.label.values()]
    counts = {sign: sum(bool(re.search(pattern, name)) for name in names) for sign, pattern in _SIGNS.items()}
    return tuple(
        f"{count} {'name holds' if count == 1 else 'names hold'} `{sign}`: --parted-by '{sign}' puts these codes under those that they name."
        for sign, count in counts.items()
        if count
    )


def split(found: Found) -> Found:
    """The codes under those that their names say; of those that no row holds, themes are made."""
    if not any(BELOW_THEME in label or BELOW_CODE in label for each in found.codes for label in each.code.label.values()):
        return found
    paths: list[Path] = []
    for each in found.codes:
        before = paths[each.above] if each.above >= 0 else ()
        own = _parts(_first(each.code))
        if len(own) > _MOST_PARTS:
            raise Unreadable(f"{each.where}: a name has more than {_MOST_PARTS} parts.", "Is what parts them the right sign?")
        if len(before) > _DEEPEST:
            raise Unreadable(f"{each.where}: codes stand more than {_DEEPEST} deep under each other.", "Is it the right file?")
        paths.append((*before, *own))
    there: dict[Path, int] = {}
    problems = list(found.problems)
    for at, path in enumerate(paths):
        if there.setdefault(path, at) != at:
            problems.append(
                Problem(found.codes[at].where, f"{called(found.codes[at].code)} stands here for the second time", "join them later")
            )
    codes = list(found.codes)
    for at, path in enumerate(paths):
        above = -1
        for length in range(1, len(path)):
            if path[:length] not in there:
                there[path[:length]] = len(codes)
                check_number(found.file, len(codes))
                codes.append(Foreign(_above(found.codes[at].code, length, len(path)), found.codes[at].where, above))
            above = there[path[:length]]
        codes[at] = replace(codes[at], code=_own(codes[at].code), above=above)
    ordered, rings = arranged(_first_named(codes, len(found.codes)))
    number = len(codes) - len(found.codes)
    noun = "code" if any(each.code.codable for each in codes[len(found.codes) :]) else "theme"
    note = f"{number} {noun if number == 1 else f'{noun}s'} came in by the names that stand before those of others."
    return replace(found, codes=ordered, problems=(*problems, *rings), notes=(*found.notes, *([note] if number else [])))


def _first(code: Code) -> str:
    return next(iter(code.label.values()), "")


def _parts(label: str) -> Path:
    return tuple(re.split(f"[{BELOW_THEME}{BELOW_CODE}]", label))


def _own(code: Code) -> Code:
    return replace(code, label={language: _parts(label)[-1] for language, label in code.label.items()})


def _above(code: Code, length: int, whole: int) -> Code:
    """What is said of a code above: its name in the languages that name as many, and whether it is a theme."""
    own = len(_parts(_first(code)))
    at = length - (whole - own) - 1
    labels = {language: parts[at] for language, label in code.label.items() if len(parts := _parts(label)) == own}
    signs = re.sub(f"[^{BELOW_THEME}{BELOW_CODE}]", "", _first(code))
    return Code(id="", guid="", parent="", label=labels, codable=BELOW_CODE in signs[: at + 1])


def _first_named(codes: list[Foreign], found: int) -> list[Foreign]:
    """The codes with those that were made right before the first that stands under them."""
    first = {at: at for at in range(found)}
    for at in range(len(codes) - 1, -1, -1):
        above = codes[at].above
        if above >= found:
            first[above] = min(first.get(above, at), first.get(at, at))
    order = sorted(range(len(codes)), key=lambda at: (first.get(at, at), at < found))
    new = {at: number for number, at in enumerate(order)}
    return [replace(codes[at], above=new.get(codes[at].above, -1)) for at in order]
