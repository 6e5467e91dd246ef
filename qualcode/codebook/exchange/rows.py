"""Rows of a sheet as codes, each column a part of them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from qualcode.codebook.exchange.details import understood
from qualcode.codebook.exchange.found import Foreign, Found, arranged, called, check_number
from qualcode.codebook.exchange.headings import Columns
from qualcode.codebook.exchange.items import parted, unbulleted
from qualcode.codebook.exchange.splitting import BELOW_THEME, Marked, as_it_is, hints
from qualcode.codebook.exchange.values import Values
from qualcode.errors import Problem, Unreadable
from qualcode.model import Code
from qualcode.opening.sheet import Sheet, letters, shown


@dataclass(frozen=True, slots=True)
class _Row:
    """What a row says by field and language, and where it stands."""

    where: str
    texts: Mapping[str, Mapping[str, str]]

    def per_language(self, field: str) -> Mapping[str, str]:
        """The texts of a field."""
        return self.texts.get(field, {})

    def value(self, field: str) -> str:
        """What is said in a field that has no language."""
        return next(iter(self.per_language(field).values()), "")


class Table:
    """A sheet in which each row below the row `head` is a code; `marked` finds the codes above in a name."""

    def __init__(self, file: str, form: str, sheet: Sheet, head: int, *, columns: Columns, marked: Marked | None) -> None:
        self.file, self.form, self.sheet, self.head, self.columns = file, form, sheet, head, columns
        self.marked = marked or as_it_is
        self.values = Values()
        self.problems = self.sheet.above(self.head) if self.head > 0 else []

    def found(self) -> Found:
        """The codes. Raises Unreadable when there are none."""
        rows, codes = [], []
        for row in self._rows():
            if not row.per_language("label") and not row.value("id"):
                self.problems.append(Problem(row.where, "a row without a name was left out", "give the code a name"))
                continue
            rows.append(row)
            codes.append(Foreign(self._code(row), row.where))
            check_number(self.file, len(codes))
        if not codes:
            raise Unreadable(f"{self.file} holds no code.", "Write each code on a row of its own, below the headings.")
        placed, rings = arranged(self._under(rows, codes))
        problems = (*self.problems, *self.values.problems, *rings, *self._left_out())
        return Found(self.file, self.form, placed, problems=problems, notes=(*self.values.notes(), *hints(placed)))

    def _rows(self) -> Iterator[_Row]:
        for number, cells in enumerate(self.sheet.rows[self.head + 1 :], self.head + 1):
            texts: dict[str, dict[str, str]] = {}
            for at, (field, language) in self.columns.items():
                said = cells[at].strip() if at < len(cells) else ""
                if said:
                    before = texts.setdefault(field, {}).get(language)
                    texts[field][language] = f"{before}\n\n{said}" if before else said
            if texts:
                yield _Row(f"{self.file}, {self.sheet.where(number)}", texts)
            elif any(map(str.strip, cells)):
                self.problems.append(Problem(self.sheet.where(number), f"a row without a name was left out: `{shown(cells)}`"))

    def _left_out(self) -> Iterator[Problem]:
        """The columns that hold something, and no part of a code that is known."""
        heading = self.sheet.rows[self.head] if self.head >= 0 else ()
        for at in range(max(map(len, self.sheet.rows))):
            cells = [row[at].strip() for row in self.sheet.rows[self.head + 1 :] if at < len(row)]
            if at not in self.columns and any(cells):
                name = heading[at].strip() if at < len(heading) else ""
                yield Problem(f"{self.file}, column {letters(at)}", f"a column was left out: {name or 'without a heading'}")

    # --- a code -------------------------------------------------------------------------------------------------------------------------

    def _code(self, row: _Row) -> Code:
        labels = {language: self._named(text) for language, text in row.per_language("label").items()}
        named = called(Code("", "", "", labels or {"": row.value("id")}))
        code = Code(id=self._id(row), guid="", parent="", label=labels)
        definitions: dict[str, str] = {}
        for language, text in row.per_language("definition").items():
            code = understood(text, language).added_to(code)
            definitions |= code.definition
        fields: dict[str, Any] = {
            "definition": definitions,
            "include": {**code.include, **row.per_language("include")},
            "exclude": {**code.exclude, **row.per_language("exclude")},
            "examples": {**code.examples, **{language: unbulleted(text) for language, text in row.per_language("examples").items()}},
            "keywords": {**code.keywords, **{language: _words(text) for language, text in row.per_language("keywords").items()}},
            "guid": self.values.guid(row.value("guid"), row.where, named),
            "colour": self.values.colour(row.value("colour"), row.where, named),
            "codable": self.values.codable(row.value("codable"), row.where, named) and code.codable,
        }
        if row.value("status"):
            fields["status"] = self.values.status(row.value("status"), row.where, named)
        if row.value("since"):
            fields["since"] = self.values.since(row.value("since"), row.where, named)
        return replace(code, **fields)

    def _named(self, text: str) -> str:
        return self.marked(" ".join(text.split()))

    def _id(self, row: _Row) -> str:
        """The id that the row gives; a number beside a name is one of a database, which says nothing to people."""
        said = " ".join(row.value("id").split())
        return "" if said.isdecimal() and row.per_language("label") else said

    # --- what it stands under -------------------------------------------------------------------------------------------------------------

    def _under(self, rows: Sequence[_Row], codes: Sequence[Foreign]) -> list[Foreign]:
        """The codes under those that the column for it names, by id or name; by levels where there is no such column.

        What is named there and has no row of its own comes before the names of the codes under it.
        """
        if not any(field == "parent" for field, _ in self.columns.values()):
            return [replace(each, above=above) for each, above in zip(codes, _by_levels(rows), strict=True)]
        known: dict[str, int] = {}
        for at in range(len(rows) - 1, -1, -1):
            names = (*codes[at].code.label.values(), *rows[at].per_language("label").values(), rows[at].value("id"))
            known |= {name.casefold(): at for name in names if name}
        placed: list[Foreign] = []
        for at, (row, each) in enumerate(zip(rows, codes, strict=True)):
            said = [*row.per_language("parent").values()]
            above = next((known[name.casefold()] for one in said for name in (one, self._named(one)) if name.casefold() in known), -1)
            if said and above in {-1, at}:
                placed.append(replace(each, code=self._below(each.code, row.per_language("parent"))))
            else:
                placed.append(replace(each, above=above))
        return placed

    def _below(self, code: Code, above: Mapping[str, str]) -> Code:
        """The code, its name after that of what stands above, in the languages that say it; what says no language is in that of the first name."""
        first = next(iter(code.label), "")
        names = {language or first: self._named(text) for language, text in above.items()}
        labels = {
            language: f"{names[language]}{BELOW_THEME}{label}" if language in names else label for language, label in code.label.items()
        }
        if first and first not in names:
            labels[first] = f"{next(iter(names.values()))}{BELOW_THEME}{code.label[first]}"
        return replace(code, label=labels)


def _by_levels(rows: Sequence[_Row]) -> Iterator[int]:
    open_ones: list[tuple[int, int]] = []
    for at, row in enumerate(rows):
        said = row.value("level")
        level = int(said) if said.isdecimal() and len(said) < 4 else 0
        while level and open_ones and open_ones[-1][0] >= level:
            open_ones.pop()
        yield open_ones[-1][1] if level and open_ones else -1
        if level:
            open_ones.append((level, at))


def _words(text: str) -> tuple[str, ...]:
    """Keywords as people list them: one on a line, else between semicolons, else between commas."""
    if "\n" in text:
        return tuple(" ".join(line.split()) for line in text.split("\n") if line.strip())
    return parted(text) if ";" in text else tuple(" ".join(word.split()) for word in text.split(",") if word.strip())
