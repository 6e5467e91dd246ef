"""What people say of a code in options, `nl=...` for each language, made changes to a codebook."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Literal

from qualcode import text as texts
from qualcode.errors import QualcodeError, unknown
from qualcode.model import Code, Codebook

if TYPE_CHECKING:
    from qualcode.codebook import changes as made_of

_COLOUR = re.compile(r"#[0-9A-Fa-f]{6}")
_STATUSES = ("active", "proposed", "retired")
_TEXTS: tuple[made_of.TextField, ...] = ("label", "definition", "include", "exclude")
_LISTS: tuple[made_of.ListField, ...] = ("examples", "keywords")
_VALUES: tuple[Literal["colour", "status", "codable"], ...] = ("colour", "status", "codable")


@dataclass(frozen=True)
class Said:
    """What is said of a code in the words of the command line; None where nothing is. `codable` is False for a theme."""

    label: tuple[str, ...] = ()
    definition: tuple[str, ...] = ()
    include: tuple[str, ...] = ()
    exclude: tuple[str, ...] = ()
    example: tuple[str, ...] = ()
    keyword: tuple[str, ...] = ()
    drop_example: tuple[str, ...] = ()
    drop_keyword: tuple[str, ...] = ()
    colour: str | None = None
    status: str | None = None
    codable: bool | None = None

    @property
    def empty(self) -> bool:
        """Whether nothing is said."""
        return self == Said()


@dataclass(frozen=True)
class Described:
    """The same understood: texts and lists by language. A text that is empty takes away the one that is there."""

    texts: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    more: Mapping[str, Mapping[str, tuple[str, ...]]] = field(default_factory=dict)
    less: Mapping[str, Mapping[str, tuple[str, ...]]] = field(default_factory=dict)
    values: Mapping[str, str | bool] = field(default_factory=dict)


def described(book: Codebook, said: Said) -> Described:
    """What is said, understood. Raises QualcodeError for what has no language or one that the codebook is not in, and for no colour or status."""
    found: dict[str, dict[str, str]] = {}
    for name in _TEXTS:
        for language, text in _pairs(book, getattr(said, name), f"--{name}"):
            if found.setdefault(name, {}).get(language, text) != text:
                raise QualcodeError(f"--{name} is given twice in {language}.", "Give one text for each language.")
            found[name][language] = " ".join(text.split()) if name == "label" else text.strip()
    values: dict[str, str | bool] = {}
    if said.colour is not None:
        values["colour"] = _colour(said.colour)
    if said.status is not None:
        if said.status not in _STATUSES:
            raise unknown("status", said.status, _STATUSES)
        values["status"] = said.status
    if said.codable is not None:
        values["codable"] = said.codable
    return Described(
        found,
        {"examples": _lists(book, said.example, "--example"), "keywords": _lists(book, said.keyword, "--keyword")},
        {"examples": _lists(book, said.drop_example, "--drop-example"), "keywords": _lists(book, said.drop_keyword, "--drop-keyword")},
        values,
    )


def _pairs(book: Codebook, said: Iterable[str], option: str) -> list[tuple[str, str]]:
    found = []
    for each in said:
        language, equals, text = each.partition("=")
        if not equals:
            raise QualcodeError(f"{option} {each} says no language.", f"Write for example: {option} {book.languages[0]}=...")
        if language.strip() not in book.languages:
            raise unknown("language of the codebook", language.strip(), book.languages)
        found.append((language.strip(), texts.canonical(text)[0]))
    return found


def _lists(book: Codebook, said: Iterable[str], option: str) -> dict[str, tuple[str, ...]]:
    found: dict[str, tuple[str, ...]] = {}
    for language, text in _pairs(book, said, option):
        item = " ".join(text.split()) if option.endswith("keyword") else text.strip()
        if not item:
            raise QualcodeError(f"{option} {language}= says nothing.", f"Write for example: {option} {language}=...")
        found[language] = tuple(dict.fromkeys((*found.get(language, ()), item)))
    return found


def _colour(said: str) -> str:
    """A colour as codebooks have it, of any form that people and programs write: `red`, `#36a`, `rgb(1, 2, 3)`."""
    from qualcode.codebook.exchange import colours

    if not said or _COLOUR.fullmatch(said):
        return said
    found = colours.colour(said)
    if not found:
        raise QualcodeError(f"{said} is not a colour.", "Write six hexadecimal digits in quotation marks: --colour '#3366aa'")
    return found


def check_id(id: str) -> None:
    """Raises QualcodeError for what cannot be the id of a code: it is any text on one line."""
    if not id or id != " ".join(id.split()) or texts.canonical(texts.visible(id))[0] != id:
        raise QualcodeError(f"{id!r} cannot be the id of a code.", "Take a short name on one line, the same in every language.")


def new_code(book: Codebook, said: Said, *, id: str, guid: str, parent: str, since: str) -> Code:
    """A code that is said to be so. Raises QualcodeError when it has no label, or its id is none."""
    check_id(id)
    known = described(book, said)
    if not any(known.texts.get("label", {}).values()):
        raise QualcodeError(f"The new code {id} has no label.", f"Give one in each language: --label {book.languages[0]}=...")
    values = {name: {language: text for language, text in parts.items() if text} for name, parts in known.texts.items()}
    lists = {name: parts for name, parts in known.more.items() if parts}
    return Code(**{"id": id, "guid": guid, "parent": parent, "since": since, **values, **lists, **known.values})  # type: ignore[arg-type]


def changes_to(book: Codebook, code: Code, said: Said) -> list[made_of.Change]:
    """The changes that make a code what is said. Raises QualcodeError for a list item to be dropped that is not there."""
    from qualcode.codebook.changes import SetList, SetText, SetValue

    known = described(book, said)
    made: list[made_of.Change] = []
    for name in _TEXTS:
        made += [SetText(code.id, name, language, text) for language, text in known.texts.get(name, {}).items()]
    for kind in _LISTS:
        there: Mapping[str, tuple[str, ...]] = getattr(code, kind)
        for language in dict.fromkeys([*known.more[kind], *known.less[kind]]):
            items = there.get(language, ())
            less = known.less[kind].get(language, ())
            for item in less:
                if item not in items:
                    raise unknown(f"{kind.removesuffix('s')} of {code.id} in {language}", item, items)
            more = [item for item in known.more[kind].get(language, ()) if item not in items]
            made.append(SetList(code.id, kind, language, (*(item for item in items if item not in less), *more)))
    for value in _VALUES:
        if value in known.values:
            made.append(SetValue(code.id, value, known.values[value]))
    return made
