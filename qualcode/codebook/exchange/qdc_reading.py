"""REFI-QDA codebooks (.qdc), and the codebook within a project (.qdpx), read as other programs write them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from typing import TYPE_CHECKING

from qualcode.codebook.exchange.details import understood
from qualcode.codebook.exchange.found import MOST_LETTERS, UNSAID, Foreign, Found, called, check_number
from qualcode.codebook.exchange.splitting import Marked, as_it_is, hints
from qualcode.codebook.exchange.values import Values
from qualcode.errors import Problem, Unreadable
from qualcode.model import Code, Source
from qualcode.opening import guard
from qualcode.text import canonical

if TYPE_CHECKING:
    from lxml import etree

PROJECT = ".qde"


def read(source: Source, marked: Marked = as_it_is) -> Found:
    """The codes of a .qdc, or of the codebook in a .qdpx, whatever their namespace; `marked` finds the codes above in names.

    Raises Unreadable for what is neither.
    """
    name = source.path.name
    root = _root(source)
    book = root if _local(root) == "CodeBook" else next(root.iter("{*}CodeBook"), None)
    listed = None if book is None else next(book.iterchildren("{*}Codes"), None)
    if book is None or listed is None:
        what = "it holds no codebook" if book is None else "its codebook has no codes"
        raise Unreadable(f"{name} is no REFI-QDA codebook: {what}.", "Export the codebook as .qdc again, and import that.")
    origin = canonical(root.get("origin") or book.get("origin") or "")[0]
    reader = _Reader(name, marked)
    reader.below(listed)
    if not reader.codes:
        raise Unreadable(f"{name} holds no code.", "Export the codebook as .qdc again, and import that.")
    sets = [child for each in book.iterchildren("{*}Sets") for child in each.iterchildren("{*}Set")]
    problems = (*reader.values.problems, *(_set(name, each) for each in sets))
    notes = (*reader.values.notes(), *reader.of_notes(), *hints(reader.codes))
    form = f"a REFI-QDA codebook{f' of {origin}' if origin else ''}"
    return Found(name, form, tuple(reader.codes), problems=problems, notes=notes)


def _root(source: Source) -> etree._Element:
    name = source.path.name
    if not source.data.startswith(b"PK"):
        if not guard.is_markup(source.data[:4096]):
            raise Unreadable(f"{name} is no REFI-QDA codebook: it is not XML.", "Export the codebook as .qdc again, and import that.")
        return guard.document(source)
    package = guard.unpack(source, lambda member: member.lower().endswith(PROJECT))
    if len(package.parts) != 1:
        raise Unreadable(f"{name} is no REFI-QDA project: it holds {len(package.parts)} files {PROJECT}.", "Export the codebook as .qdc.")
    [(member, data)] = package.parts.items()
    return guard.document(Source(source.path, data)) if data else guard.parse(name, member, data)


def _local(element: etree._Element) -> str:
    return str(element.tag).rpartition("}")[2]


class _Reader:
    """The codes that were found so far."""

    def __init__(self, name: str, marked: Marked) -> None:
        self.name = name
        self.marked = marked
        self.letters = 0
        self.codes: list[Foreign] = []
        self.values = Values()
        self.elsewhere: Counter[str] = Counter()

    def below(self, root: etree._Element) -> None:
        """Adds the codes below an element, each before those below it; however deep they stand."""
        waiting: list[tuple[Iterator[etree._Element], int]] = [(root.iterchildren("{*}Code"), -1)]
        while waiting:
            element = next(waiting[-1][0], None)
            if element is None:
                waiting.pop()
                continue
            self.codes.append(self.code(element, waiting[-1][1]))
            check_number(self.name, len(self.codes))
            waiting.append((element.iterchildren("{*}Code"), len(self.codes) - 1))

    def code(self, element: etree._Element, above: int) -> Foreign:
        """The code of an element."""
        where = f"{self.name}:{element.sourceline}"
        name = element.get("name") or ""
        text = "\n".join("".join(map(str, each.itertext())) for each in element.iterchildren("{*}Description"))
        self.letters += len(name) + len(text)
        guard.check_letters(self.name, self.letters, MOST_LETTERS)
        label = self.marked(" ".join(canonical(name)[0].split()))
        details = understood(canonical(text)[0].strip())
        code = details.added_to(Code(id="", guid="", parent="", label={UNSAID: label} if label else {}))
        named = called(code)
        for other in element.iterchildren():
            if _local(other) not in {"Code", "Description"}:
                self.elsewhere[_local(other)] += 1
        found = replace(
            code,
            guid=self.values.guid(element.get("guid") or "", where, named, needed=True),
            colour=self.values.colour(element.get("color") or element.get("colour") or "", where, named),
            codable=self.values.codable(element.get("isCodable") or "", where, named),
        )
        return Foreign(found, where, above)

    def of_notes(self) -> list[str]:
        """What stands with codes that has no place in a codebook, counted by kind."""
        return [f"{kind} with codes: {count}; what they refer to is not part of the codebook." for kind, count in self.elsewhere.items()]


def _set(file: str, element: etree._Element) -> Problem:
    members = sum(1 for _ in element.iterchildren("{*}MemberCode"))
    name = guard.short(element.get("name") or "without a name")
    return Problem(
        f"{file}:{element.sourceline}",
        f"a set of codes was left out: {name} ({members} {'code' if members == 1 else 'codes'})",
        "our codebooks have themes: move the codes under one",
    )
