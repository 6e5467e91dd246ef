"""Files of one codebook in several languages joined: a code is known by its GUID, then by its id."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Any

from qualcode.codebook.exchange.found import UNSAID, Foreign, Found, arranged, called
from qualcode.errors import Problem, QualcodeError
from qualcode.model import Code

_PER_LANGUAGE = ("label", "definition", "include", "exclude", "examples", "keywords")
_VALUES = ("colour", "status", "since", "codable", "id")
_EMPTY = ("", "active")


def spoken(found: Found, language: str) -> Found:
    """The file with a language for the texts of which it does not say any."""
    return replace(found, codes=tuple(replace(each, code=_spoken(each.code, language)) for each in found.codes))


def _spoken(code: Code, language: str) -> Code:
    changed: dict[str, Any] = {}
    for name in _PER_LANGUAGE:
        texts = getattr(code, name)
        if UNSAID in texts:
            others = {key: text for key, text in texts.items() if key not in {UNSAID, language}}
            changed[name] = {language: texts[UNSAID], **others}
    return replace(code, **changed)


def joined(files: Sequence[Found]) -> Found:
    """One book of all files, in the tree of the first; where they differ in what has no language the first holds, and that is a problem.

    Raises QualcodeError for a file that has no code in common with those before it.
    """
    whole = files[0]
    for other in files[1:]:
        whole = _with(whole, other)
    return whole


def _with(whole: Found, other: Found) -> Found:
    by_guid = {each.code.guid: at for at, each in enumerate(whole.codes) if each.code.guid}
    by_id = {each.code.id: at for at, each in enumerate(whole.codes) if each.code.id}
    same: dict[int, int] = {}
    for at, each in enumerate(other.codes):
        there = by_guid.get(each.code.guid, by_id.get(each.code.id))
        if there is not None and there not in same.values():
            same[at] = there
    if not same:
        raise QualcodeError(
            f"{other.file} has no code in common with {whole.file}: no GUID and no id is the same.",
            "Import each for itself, and say which codes are the same with: qualcode codebook merge --matches",
        )
    codes = list(whole.codes)
    problems = [*whole.problems, *other.problems]
    new: dict[int, int] = {}
    for at, each in enumerate(other.codes):
        above = same.get(each.above, new.get(each.above, -1))
        if at in same:
            ours = codes[same[at]]
            problems += _differing(ours, each, other.file, moved=above != ours.above)
            codes[same[at]] = replace(ours, code=_merged(ours.code, each.code))
        else:
            new[at] = len(codes)
            codes.append(replace(each, above=above))
            problems.append(Problem(each.where, f"{called(each.code)} is in {other.file} only", "give it the texts of the other language"))
    met = set(same.values())
    problems += [
        Problem(each.where, f"{called(each.code)} is not in {other.file}", "give it the texts of that language")
        for at, each in enumerate(whole.codes)
        if at not in met
    ]
    found, rings = arranged(codes)
    return replace(whole, codes=found, problems=(*problems, *rings), notes=tuple(dict.fromkeys([*whole.notes, *other.notes])))


def _merged(ours: Code, theirs: Code) -> Code:
    texts: dict[str, Any] = {name: {**getattr(ours, name), **getattr(theirs, name), **getattr(ours, name)} for name in _PER_LANGUAGE}
    values: dict[str, Any] = {name: getattr(theirs, name) for name in ("colour", "status", "since", "id") if getattr(ours, name) in _EMPTY}
    return replace(ours, guid=ours.guid or theirs.guid, **texts, **values)


def _differing(ours: Foreign, theirs: Foreign, file: str, *, moved: bool) -> Iterator[Problem]:
    for name in _VALUES:
        one, other = getattr(ours.code, name), getattr(theirs.code, name)
        if one != other and one not in _EMPTY and other not in _EMPTY:
            yield Problem(theirs.where, f"{called(ours.code)}: {name} is {_told(other)} here, {_told(one)} before, which was kept")
    if moved:
        yield Problem(theirs.where, f"{called(ours.code)} stands under another code in {file}", "the first file's place was kept")
    for name in _PER_LANGUAGE:
        yield from _twice(ours, theirs, name, getattr(ours.code, name), getattr(theirs.code, name))


def _twice(ours: Foreign, theirs: Foreign, name: str, one: Mapping[str, object], other: Mapping[str, object]) -> Iterator[Problem]:
    for language in one:
        if other.get(language, one[language]) != one[language]:
            message = f"{called(ours.code)} has another {name} in {language} here, which was left out: {_told(other[language])}"
            yield Problem(theirs.where, message)


def _told(value: object) -> str:
    return str(value).lower() if isinstance(value, bool) else "; ".join(value) if isinstance(value, tuple) else str(value)
