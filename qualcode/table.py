"""The result of a question: a typed table that says what it counts, and a report made of such tables."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Literal, Self

Kind = Literal["text", "code", "count", "share", "rate", "rates", "number", "interval"]
"""How a column's cells are meant: `share` is 0 to 1, `rate` is per 1,000 words, `rates` is one rate per group, `interval` a (low, high) pair."""

Cell = str | int | float | None | tuple[float | None, ...]
"""None is undefined: it is printed as undefined, never as 0."""


class Described(dict[str, object]):
    """The parts of a selection, with the words that formats for people have for them: of a name, and of a `name=value`."""

    __slots__ = ("words",)

    words: Mapping[str, str]

    def __init__(self, parts: Mapping[str, object], words: Mapping[str, str]) -> None:
        """The parts, and the words for them."""
        super().__init__(parts)
        self.words = words


@dataclass(frozen=True, slots=True)
class Column:
    """A column of a table.

    `of` names the column with the denominator of this count: formats for people write `2/3` and leave that column out.
    `labels` gives, for formats for people, the words for the ids that stand in the cells. `language` is that of the column's texts, where
    it is not that of the report; `spoken` names the column that holds it, where each cell has a language of its own. `marked`: words that
    have gone stand in `[- -]`, words that have come in `{+ +}`. `fill`: people fill it in, with one
    of `choices` where there are any.
    """

    name: str
    label: str
    kind: Kind
    of: str | None = None
    labels: Mapping[str, str] = field(default_factory=dict)
    language: str = ""
    marked: bool = False
    fill: bool = False
    choices: tuple[str, ...] = ()
    spoken: str = ""


@dataclass(frozen=True, slots=True)
class Table:
    """Typed columns and rows, with what is counted (`unit`), in whose codings (`layer`), in which part of the corpus (`selection`).

    `group_by` is the number of leading columns whose repeated values formats for people print once.
    `notes` explain the figures (denominators among them); `warnings` limit what may be concluded. `exact`: csv writes texts as they are,
    for programs, without the guard that keeps a spreadsheet from taking them for formulas. `filters` are the columns by whose values a
    reader may want to see some rows only.
    """

    title: str
    unit: str
    columns: tuple[Column, ...]
    rows: tuple[tuple[Cell, ...], ...]
    layer: str = ""
    selection: Mapping[str, object] = field(default_factory=dict)
    notes: tuple[str, ...] = ()
    warnings: tuple[str, ...] = ()
    group_by: int = 0
    exact: bool = False
    filters: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        """Every row has a cell for every column."""
        for row in self.rows:
            if len(row) != len(self.columns):
                raise ValueError(f"{self.title}: a row of {len(row)} cells for {len(self.columns)} columns")

    def index(self, name: str) -> int:
        """The position of the column called `name`."""
        return [column.name for column in self.columns].index(name)

    def records(self) -> list[dict[str, Cell]]:
        """The rows as name -> cell, every column included."""
        return [dict(zip((column.name for column in self.columns), row, strict=True)) for row in self.rows]


def without(table: Table, names: Collection[str]) -> Table:
    """The table without these columns."""
    kept = [place for place, column in enumerate(table.columns) if column.name not in names]
    return replace(
        table,
        columns=tuple(table.columns[place] for place in kept),
        rows=tuple(tuple(row[place] for place in kept) for row in table.rows),
        group_by=sum(place < table.group_by for place in kept),
        filters=tuple(name for name in table.filters if name not in names),
    )


@dataclass(frozen=True, slots=True)
class Picture:
    """A drawn chart: its bytes, their form (`png`, `svg`), the words that stand for it, and its title, if it is to have a caption."""

    data: bytes
    form: str
    alt: str
    title: str = ""


class Spoken(str):
    """A paragraph of text in a language of its own."""

    __slots__ = ("language",)

    language: str

    def __new__(cls, text: str, language: str) -> Self:
        """The text, in this language."""
        made = super().__new__(cls, text)
        made.language = language
        return made


@dataclass(frozen=True, slots=True)
class Section:
    """A part of a report: a heading (may be empty) and its blocks in order; a str is a paragraph of text, in the report's language or Spoken.

    A section of `level` 2 is part of the one of level 1 before it.
    """

    heading: str
    blocks: tuple[str | Table | Picture, ...]
    level: int = 1


@dataclass(frozen=True, slots=True)
class Report:
    """What an exporter writes: a title and sections. `language` is that of the report's own words.

    `byline` stands below the title: who wrote it, and when. A report to be read as a whole (`contents`) has a table of contents, and
    numbers over its tables and pictures.
    """

    title: str
    sections: tuple[Section, ...]
    language: str = "en"
    byline: str = ""
    contents: bool = False

    def tables(self) -> list[Table]:
        """Every table of the report, in order."""
        return [block for section in self.sections for block in section.blocks if isinstance(block, Table)]


def report_of(tables: Sequence[Table], language: str = "en") -> Report:
    """A report in a language that holds just these tables, titled after the first."""
    return Report(tables[0].title if tables else "", tuple(Section("", (table,)) for table in tables), language)
