"""Our own form of a codebook as one table, which loses nothing: a row for the codebook, each code, each attribute and each value."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from qualcode.codebook.exchange.found import Foreign, Found, arranged, check_number
from qualcode.codebook.exchange.items import bulleted, unbulleted
from qualcode.codebook.exchange.values import Values
from qualcode.errors import Problem, Unreadable
from qualcode.model import CODING_COLUMNS, Attribute, AttributeValue, Code, Codebook
from qualcode.opening.sheet import Sheet
from qualcode.table import Column, Table

FORM = "a table of qualcode"

_TEXTS = ("label", "definition", "include", "exclude")
_LISTS = ("examples", "keywords")
_BEFORE = ("kind", "id", "guid", "parent")
_AFTER = ("colour", "status", "since", "codable", "version", "languages", "ordered")
_PER_LANGUAGE = (*_TEXTS, *_LISTS)
_FORMULA = re.compile(r"'*[=+\-@\t\r\n＝＋－＠]")

_Row = dict[str, str]


def as_table(book: Codebook, *, guarded: bool) -> Table:
    """The codebook as a table. `guarded`: what a spreadsheet would take for a formula has a `'` before it, which `found` takes off."""
    languages = _languages(book)
    names = [*_BEFORE, *(f"{name}.{language}" for name in _PER_LANGUAGE for language in languages), *_AFTER]
    rows = [{"kind": "codebook", "id": book.id, "version": book.version, "languages": "\n".join(book.languages)}]
    rows += [_code(code) for code in book.codes]
    for attribute in book.attributes:
        ordered = {"ordered": "true"} if attribute.ordered else {}
        rows.append({"kind": "attribute", "id": attribute.id, **_labels(attribute.label), **ordered})
        rows += [{"kind": "value", "id": value.id, "parent": attribute.id, **_labels(value.label)} for value in attribute.values]
    cells = tuple(tuple(_guarded(row.get(name, "")) if guarded else row.get(name, "") for name in names) for row in rows)
    return Table(book.id, "", tuple(Column(name, name, "text") for name in names), cells, exact=True)


def _languages(book: Codebook) -> list[str]:
    texts: list[Mapping[str, object]] = [getattr(code, name) for code in book.codes for name in _PER_LANGUAGE]
    texts += [attribute.label for attribute in book.attributes]
    texts += [value.label for attribute in book.attributes for value in attribute.values]
    return list(dict.fromkeys([*book.languages, *(language for each in texts for language in each)]))


def _code(code: Code) -> _Row:
    row = {"kind": "code", "id": code.id, "guid": code.guid, "parent": code.parent}
    for name in _TEXTS:
        row |= {f"{name}.{language}": text for language, text in getattr(code, name).items()}
    row |= {f"examples.{language}": bulleted(items) for language, items in code.examples.items()}
    row |= {f"keywords.{language}": "\n".join(items) for language, items in code.keywords.items()}
    return row | {"colour": code.colour, "status": code.status, "since": code.since, "codable": "" if code.codable else "false"}


def _labels(label: Mapping[str, str]) -> _Row:
    return {f"label.{language}": text for language, text in label.items()}


def _guarded(text: str) -> str:
    return f"'{text}" if _FORMULA.match(text) else text


def _unguarded(text: str) -> str:
    return text[1:] if text.startswith("'") and _FORMULA.match(text) else text


# --- back -----------------------------------------------------------------------------------------------------------------------------


def is_full(headings: Collection[str]) -> bool:
    """Whether a sheet with these headings is of this form."""
    return {"kind", "id"} <= set(headings) and any(heading.startswith("label.") for heading in headings)


@dataclass
class _Book:
    """What the rows have said so far."""

    file: str
    head: _Row = field(default_factory=dict)
    codes: list[Foreign] = field(default_factory=list)
    above: list[str] = field(default_factory=list)
    attributes: dict[str, Attribute] = field(default_factory=dict)
    attribute_values: dict[tuple[str, str], AttributeValue] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)
    values: Values = field(default_factory=Values)

    def take(self, row: _Row, where: str) -> None:
        """Takes a row."""
        kind = row.get("kind", "").casefold()
        if kind == "codebook":
            self.head = self.head or row
        elif kind == "code":
            self.codes.append(Foreign(self.code(row, where), where))
            self.above.append(row.get("parent", ""))
            check_number(self.file, len(self.codes))
        elif kind == "attribute":
            self.attribute(row, where)
        elif kind == "value":
            self.value(row, where)
        else:
            self.problems.append(
                Problem(where, f"a row of no known kind was left out: {kind or 'empty'}", "known: codebook, code, attribute, value")
            )

    def code(self, row: _Row, where: str) -> Code:
        """The code of a row."""
        id = " ".join(row.get("id", "").split())
        texts: dict[str, Any] = {name: _texts(row, name) for name in _TEXTS}
        return Code(
            id=id,
            guid=self.values.guid(row.get("guid", ""), where, id),
            parent="",
            label={language: " ".join(text.split()) for language, text in texts.pop("label").items()},
            **texts,
            examples={language: items for language, text in _texts(row, "examples").items() if (items := unbulleted(text))},
            keywords={language: _lines(text) for language, text in _texts(row, "keywords").items()},
            colour=self.values.colour(row.get("colour", ""), where, id),
            status=self.values.status(row.get("status", ""), where, id),
            since=self.values.since(row.get("since", ""), where, id),
            codable=self.values.codable(row.get("codable", ""), where, id),
        )

    def attribute(self, row: _Row, where: str) -> None:
        """Takes an attribute."""
        id = row.get("id", "")
        if not id or id in CODING_COLUMNS or id in self.attributes:
            self.problems.append(
                Problem(
                    where, f"an attribute was left out: {id or 'without an id'}", "give it an id that no other has, nor a column of codings"
                )
            )
            return
        check_number(self.file, len(self.attributes), "attributes")
        ordered = self.values.truth(row.get("ordered", ""), where, f"whether {id} is ordered", otherwise=False)
        self.attributes[id] = Attribute(id, _texts(row, "label"), (), ordered)

    def value(self, row: _Row, where: str) -> None:
        """Takes a value of an attribute that stands above."""
        id, attribute = row.get("id", ""), row.get("parent", "")
        if attribute not in self.attributes or not id or (attribute, id) in self.attribute_values:
            message = f"a value of an attribute was left out: {id or 'without an id'}"
            self.problems.append(Problem(where, message, "give it an id of its own, and the attribute's id as parent"))
            return
        self.attribute_values[attribute, id] = AttributeValue(id, _texts(row, "label"))
        check_number(self.file, len(self.attribute_values), "values of attributes")

    def with_values(self) -> tuple[Attribute, ...]:
        """The attributes, each with its values."""
        values: dict[str, list[AttributeValue]] = {}
        for (attribute, _), value in self.attribute_values.items():
            values.setdefault(attribute, []).append(value)
        return tuple(replace(each, values=tuple(values.get(each.id, ()))) for each in self.attributes.values())


def found(file: str, sheet: Sheet, head: int, *, guarded: bool) -> Found:
    """What a sheet of this form holds, whose headings are in the row `head`. Raises Unreadable when there is no code in it."""
    names = [heading.strip() for heading in sheet.rows[head]]
    book = _Book(file)
    for number, cells in enumerate(sheet.rows[head + 1 :], head + 1):
        row = {name: (_unguarded(cell) if guarded else cell).strip() for name, cell in zip(names, cells, strict=False) if cell.strip()}
        if row:
            book.take(row, f"{file}, {sheet.where(number)}")
    if not book.codes:
        raise Unreadable(f"{file} has no row of a code.", "Write code in the column kind for each.")
    codes, rings = arranged(_under(book))
    book.problems += book.values.problems
    unknown = [name for name in names if name and not _is_known(name)]
    left = [Problem(file, f"the column {name} was left out", "known: " + ", ".join((*_BEFORE, "label.nl", *_AFTER))) for name in unknown]
    languages = tuple(" ".join(each.split()) for each in book.head.get("languages", "").split("\n") if each.strip())
    return Found(
        file,
        FORM,
        codes,
        languages or tuple(dict.fromkeys(name.partition(".")[2] for name in names if name.startswith("label."))),
        book.with_values(),
        book.head.get("id", ""),
        book.head.get("version", ""),
        (*book.problems, *rings, *left),
    )


def _is_known(name: str) -> bool:
    base, dot, language = name.partition(".")
    return name in _BEFORE or name in _AFTER or (base in _PER_LANGUAGE and bool(dot) and bool(language))


def _under(book: _Book) -> Sequence[Foreign]:
    ids = {each.code.id: at for at, each in reversed(list(enumerate(book.codes)))}
    placed = []
    for each, parent in zip(book.codes, book.above, strict=True):
        if parent and parent not in ids:
            book.problems.append(Problem(each.where, f"there is no code {parent} to stand under", f"{each.code.id} was put at the top"))
        placed.append(Foreign(each.code, each.where, ids.get(parent, -1) if parent else -1))
    return placed


def _lines(text: str) -> tuple[str, ...]:
    return tuple(" ".join(line.split()) for line in text.split("\n") if line.strip())


def _texts(row: _Row, name: str) -> dict[str, str]:
    return {heading.removeprefix(f"{name}."): text for heading, text in row.items() if heading.startswith(f"{name}.")}
