"""A codebook in one language as tables that QualCoder, Taguette and MAXQDA read."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import dataclass

from qualcode.codebook.exchange.details import described, named
from qualcode.codebook.exchange.losses import Losses
from qualcode.errors import Problem
from qualcode.model import Code, Codebook
from qualcode.table import Column, Table

_LONGEST_MAXQDA = 63
"""Characters of a name: MAXQDA cuts off what is more."""


@dataclass(frozen=True)
class Written:
    """The table, whether its first row is to hold the names of the columns, and what the form does not say."""

    table: Table
    headings: bool
    problems: tuple[Problem, ...]


def written(book: Codebook, form: str, language: str, counts: Mapping[str, int] | None = None) -> Written:
    """The codebook in the form of a program (a name of FORMS); `counts`: how many codings each code has, where the form says it."""
    return FORMS[form](_Told(book, language), counts)


class _Told:
    """The codebook as a program without languages is told of it."""

    def __init__(self, book: Codebook, language: str) -> None:
        self.book = book
        self.language = language
        self.codes = {code.id: code for code in book.codes}
        self.labels = {code.id: named(code, language, book.languages) for code in book.codes}
        self.names = {id: name for id, (name, _) in self.labels.items()}
        self.losses = Losses(book)

    def memo(self, code: Code) -> str:
        return described(code, self.language, spoken=self.labels[code.id][1], theme=True)

    def alone(self, program: str) -> dict[str, str]:
        """Names that stand for one code each, whatever it stands under: a name that several have gets that of the code above behind it."""
        times = Counter(name.casefold() for name in self.names.values())
        same = [code for code in self.book.codes if times[self.names[code.id].casefold()] > 1]
        taken = {name.casefold() for name in self.names.values()}
        found = dict(self.names)
        for code in same:
            base = f"{self.names[code.id]} ({self.names.get(code.parent, code.id)})"
            number, name = 1, base
            while name.casefold() in taken:
                number += 1
                name = f"{base} {number}"
            taken.add(name.casefold())
            found[code.id] = name
        self.losses.add(f"{program} tells codes apart by their names alone, so the code above is named too", same)
        return found

    def without(self, names: Mapping[str, str], signs: Mapping[str, str], program: str) -> dict[str, str]:
        """Names without the signs that part a code from the one above."""
        found = {id: _replaced(name, signs) for id, name in names.items()}
        changed = [code for code in self.book.codes if found[code.id] != names[code.id]]
        said = " and ".join(signs)
        self.losses.add(f"{said} in names part codes in {program}, so {' and '.join(signs.values())} stands there", changed)
        return found

    def path(self, code: Code, names: Mapping[str, str], between: Callable[[Code], str]) -> str:
        """The name of a code after those that it stands under; `between` says what stands after each of these."""
        parts = [names[code.id]]
        while code.parent:
            code = self.codes[code.parent]
            parts.insert(0, names[code.id] + between(code))
        return "".join(parts)

    def ended(self, *columns: tuple[str, list[str]], headings: bool = True) -> Written:
        """The table of these columns, and what it does not say."""
        self.losses.of_the_book()
        self.losses.add("no GUID is said; the id stands in the memo", self.book.codes, "a .qdc and the full form keep it")
        self.losses.add("no colour is said", (code for code in self.book.codes if code.colour))
        rows = tuple(zip(*(cells for _, cells in columns), strict=True))
        table = Table(self.book.id, "", tuple(Column(name, name, "text") for name, _ in columns), rows, exact=True)
        return Written(table, headings, self.losses.problems())


def _replaced(name: str, signs: Mapping[str, str]) -> str:
    for sign, other in signs.items():
        name = name.replace(sign, other)
    return name


def _qualcoder(told: _Told, counts: Mapping[str, int] | None) -> Written:
    """No headings; the path of a code and its memo. `>>` stands after a category, `>>>` after a code, which has no categories below it."""
    del counts
    above = {code.parent for code in told.book.codes}
    categories: set[str] = set()
    for code in told.book.codes:
        if not code.codable and code.id in above and (not code.parent or code.parent in categories):
            categories.add(code.id)
    names = told.without(told.alone("QualCoder"), {">": "›"}, "QualCoder")
    codes = [code for code in told.book.codes if code.id not in categories]
    told.losses.add(
        "a theme becomes a code: categories have codes below them, and none above", (code for code in codes if not code.codable)
    )
    told.losses.add(
        "a category has a name there and nothing else",
        (code for code in told.book.codes if code.id in categories),
        "its id and texts are in the other forms",
    )
    paths = [told.path(code, names, lambda each: ">>" if each.id in categories else ">>>") for code in codes]
    return told.ended(("code", paths), ("memo", [told.memo(code) for code in codes]), headings=False)


def _taguette(told: _Told, counts: Mapping[str, int] | None) -> Written:
    codes = told.book.codes
    names = told.alone("Taguette")
    told.losses.add("a theme becomes a tag like others", (code for code in codes if not code.codable))
    columns = [
        ("tag", [names[code.id] for code in codes]),
        ("parent", [names.get(code.parent, "") for code in codes]),
        ("description", [told.memo(code) for code in codes]),
    ]
    if counts is not None:
        columns.append(("number of highlights", [str(counts.get(code.id, 0)) for code in codes]))
    return told.ended(*columns)


def _maxqda(told: _Told, counts: Mapping[str, int] | None) -> Written:
    del counts
    codes = told.book.codes
    names = told.without(told.names, {">": "›", "\\": "/"}, "MAXQDA")
    told.losses.add(
        f"MAXQDA cuts names after {_LONGEST_MAXQDA} characters", (code for code in codes if len(names[code.id]) > _LONGEST_MAXQDA)
    )
    told.losses.add("a theme becomes a code like others", (code for code in codes if not code.codable))
    paths = [told.path(code, names, lambda _: " > ") for code in codes]
    return told.ended(("Code", paths), ("Memo", [told.memo(code) for code in codes]))


FORMS: Mapping[str, Callable[[_Told, Mapping[str, int] | None], Written]] = {
    "qualcoder": _qualcoder,
    "taguette": _taguette,
    "maxqda": _maxqda,
}
"""The forms of other programs, by name."""


def taken(form: str, suffix: str) -> str:
    """A sentence when the program takes codebooks from files of another kind; else empty."""
    wanted, program = {"qualcoder": (".csv", "QualCoder"), "taguette": (".csv", "Taguette"), "maxqda": (".xlsx", "MAXQDA")}[form]
    return "" if suffix == wanted else f"{program} takes codebooks from {wanted}"
