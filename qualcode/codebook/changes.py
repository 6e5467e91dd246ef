"""The changes that one can make to a codebook: each is a value, and makes another codebook of one."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Literal, Protocol

from qualcode.codebook._references import FIELDS, Ids, led
from qualcode.errors import QualcodeError, unknown
from qualcode.model import Code, Codebook

TextField = Literal["label", "definition", "include", "exclude"]
ListField = Literal["examples", "keywords"]


class Change(Protocol):
    """A change to a codebook."""

    def applied(self, book: Codebook) -> Codebook:
        """The codebook after the change. Raises QualcodeError when there is not what it is about."""
        ...


@dataclass(frozen=True)
class SetText:
    """A text of a code in a language; empty: it has none any more."""

    code: str
    field: TextField
    language: str
    text: str

    def applied(self, book: Codebook) -> Codebook:
        """The codebook with that text."""
        texts = _with(getattr(_code(book, self.code), self.field), self.language, self.text)
        return _replaced(book, self.code, **{self.field: texts})


@dataclass(frozen=True)
class SetList:
    """The examples or keywords of a code in a language; empty: it has none any more."""

    code: str
    field: ListField
    language: str
    items: tuple[str, ...]

    def applied(self, book: Codebook) -> Codebook:
        """The codebook with that list."""
        lists = _with(getattr(_code(book, self.code), self.field), self.language, self.items)
        return _replaced(book, self.code, **{self.field: lists})


@dataclass(frozen=True)
class SetValue:
    """The colour, status or GUID of a code, since when it is there, or whether it is for coding."""

    code: str
    field: Literal["colour", "status", "guid", "since", "codable"]
    value: str | bool

    def applied(self, book: Codebook) -> Codebook:
        """The codebook with that value."""
        return _replaced(book, self.code, **{self.field: self.value})


@dataclass(frozen=True)
class Rename:
    """Another id for a code; its GUID stays."""

    code: str
    id: str

    def applied(self, book: Codebook) -> Codebook:
        """The codebook with that id, in the codes below it too."""
        _code(book, self.code)
        if self.id != self.code and book.code(self.id) is not None:
            raise QualcodeError(f"There is a code {self.id} already.", "Take another id, or join the codes.")
        codes = (
            replace(code, id=self.id if code.id == self.code else code.id, parent=self.id if code.parent == self.code else code.parent)
            for code in book.codes
        )
        return replace(book, codes=tuple(codes))


@dataclass(frozen=True)
class Refer:
    """References to codes that had these ids led to another one, in the texts of all codes but some."""

    gone: tuple[str, ...]
    id: str
    leave: tuple[str, ...] = ()

    def applied(self, book: Codebook) -> Codebook:
        """The codebook with its references led there."""
        ids = Ids([*(code.id for code in book.codes), *self.gone])

        def after(code: Code, field: str) -> dict[str, str]:
            texts: Mapping[str, str] = getattr(code, field)
            return {language: led(text, ids, self.gone, self.id) for language, text in texts.items()}

        codes = (
            code if code.id in self.leave else replace(code, **{field: after(code, field) for field in FIELDS})  # type: ignore[arg-type]
            for code in book.codes
        )
        return replace(book, codes=tuple(codes))


@dataclass(frozen=True)
class Add:
    """A new code under its parent: behind its sibling `after` or before its sibling `before`, else as the last."""

    code: Code
    after: str = ""
    before: str = ""

    def applied(self, book: Codebook) -> Codebook:
        """The codebook with the code."""
        if book.code(self.code.id) is not None:
            raise QualcodeError(f"There is a code {self.code.id} already.", "Take another id.")
        return _placed(book, (self.code,), self.code.parent, after=self.after, before=self.before)


@dataclass(frozen=True)
class Remove:
    """A code taken out, with those below it."""

    code: str

    def applied(self, book: Codebook) -> Codebook:
        """The codebook without them."""
        gone = {code.id for code in subtree(book, self.code)}
        return replace(book, codes=tuple(code for code in book.codes if code.id not in gone))


@dataclass(frozen=True)
class Move:
    """A code, with those below it, put under another parent (empty: at the top): behind `after` or before `before` there, else as the last."""

    code: str
    parent: str
    after: str = ""
    before: str = ""

    def applied(self, book: Codebook) -> Codebook:
        """The codebook with the code in its new place."""
        moved = subtree(book, self.code)
        if self.code in {self.after, self.before}:
            raise QualcodeError(f"{self.code} cannot be put behind or before itself.", "Name another code.")
        if self.parent in {code.id for code in moved}:
            raise QualcodeError(f"{self.code} cannot be put under itself.", "Name a code that is not below it.")
        rest = Remove(self.code).applied(book)
        return _placed(rest, (replace(moved[0], parent=self.parent), *moved[1:]), self.parent, after=self.after, before=self.before)


def subtree(book: Codebook, id: str) -> tuple[Code, ...]:
    """A code and all those below it, in the order of the file. Raises QualcodeError when there is none of this id."""
    below = {_code(book, id).id}
    for code in book.codes:
        if code.parent in below:
            below.add(code.id)
    return tuple(code for code in book.codes if code.id in below)


def _code(book: Codebook, id: str) -> Code:
    found = book.code(id)
    if found is None:
        raise unknown("code", id, (code.id for code in book.codes))
    return found


def _with(parts: Mapping[str, object], language: str, part: object) -> dict[str, object]:
    return {key: value for key, value in {**parts, language: part}.items() if value}


def _replaced(book: Codebook, id: str, **fields: object) -> Codebook:
    _code(book, id)
    return replace(book, codes=tuple(replace(code, **fields) if code.id == id else code for code in book.codes))  # type: ignore[arg-type]


def _placed(book: Codebook, codes: tuple[Code, ...], parent: str, *, after: str, before: str) -> Codebook:
    """The codebook with a subtree put in: codes stand in the order of the file, a parent before those below it."""
    if parent:
        _code(book, parent)
    for sibling in filter(None, (after, before)):
        if _code(book, sibling).parent != parent:
            raise QualcodeError(f"{sibling} does not stand {f'under {parent}' if parent else 'at the top'}.", "Name a code that does.")
    if before:
        at = book.codes.index(_code(book, before))
    else:
        above = subtree(book, after or parent) if after or parent else book.codes
        at = book.codes.index(above[-1]) + 1 if above else 0
    return replace(book, codes=(*book.codes[:at], *codes, *book.codes[at:]))
