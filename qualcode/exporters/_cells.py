"""What every format for people shows of a table: which columns, which words in the cells, and what stands with them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from qualcode.figures import LISTED, PLAIN, UNDEFINED, Figures, defined, written
from qualcode.model import UNSURE
from qualcode.table import Cell, Column, Picture, Report, Section, Spoken, Table
from qualcode.text import visible
from qualcode.wording import word

TEXTUAL = frozenset({"text", "code"})
"""The kinds of column whose cells are words: they stand left and may wrap."""

TO_FILL = "FFF4CC"
"""The colour of what people are to fill in."""


@dataclass(frozen=True, slots=True)
class Line:
    """A row as people read it; its first `repeated` cells are those of the row above and need not be printed again.

    `heading` stands above it, and holds for it and the rows below that have none.
    """

    cells: tuple[str, ...]
    repeated: int = 0
    heading: str = ""

    def printed(self) -> tuple[str, ...]:
        """The cells, with those that repeat the row above left empty."""
        return ("",) * self.repeated + self.cells[self.repeated :]

    def named(self, leading: int) -> str:
        """Its first cells as one text."""
        return "  ".join(cell for cell in self.cells[:leading] if cell)


def visible_columns(table: Table) -> tuple[Column, ...]:
    """The columns that formats for people show: all but those that stand in another's cells as the n of `k/n`."""
    inside = {column.of for column in table.columns if column.kind == "count" and column.of}
    return tuple(column for column in table.columns if column.name not in inside)


def lines(table: Table, figures: Figures = PLAIN) -> list[Line]:
    """The rows of the visible columns as people read them: ids by their labels, a count and its denominator as `2/3`."""
    columns = visible_columns(table)
    places = [table.index(column.name) for column in columns]
    beside = [table.index(column.of) if column.kind == "count" and column.of else None for column in columns]
    leading = sum(place < table.group_by for place in places)
    result: list[Line] = []
    above: tuple[Cell, ...] | None = None
    for row in table.rows:
        cells = []
        for column, place, other in zip(columns, places, beside, strict=True):
            text = _shown(row[place], column, figures)
            if other is not None and text != UNDEFINED:
                text += f"/{written(row[other], 'count', figures)}"
            cells.append(text)
        repeated = 0
        while above is not None and repeated < leading and row[places[repeated]] == above[places[repeated]]:
            repeated += 1
        result.append(Line(tuple(cells), repeated))
        above = row
    return result


@dataclass(frozen=True, slots=True)
class Grid:
    """A table as formats for people lay it out; the first `leading` columns are those whose repeated cells are printed once."""

    columns: tuple[Column, ...]
    rows: list[Line]
    leading: int


def grid(table: Table, figures: Figures = PLAIN) -> Grid:
    """The visible columns of a table and their cells."""
    columns = visible_columns(table)
    return Grid(columns, lines(table, figures), sum(table.index(column.name) < table.group_by for column in columns))


def _shown(cell: Cell, column: Column, figures: Figures) -> str:
    if isinstance(cell, str):
        return column.labels.get(cell, cell)
    if isinstance(cell, int) and column.kind in TEXTUAL and str(cell) in column.labels:
        return column.labels[str(cell)]
    return written(cell, column.kind, figures)


def spans(rows: Sequence[Line], leading: int) -> list[tuple[int, ...]]:
    """For each row, how many rows each of its `leading` first cells stands for: itself and those below that repeat it; 0 where it repeats."""
    result: list[tuple[int, ...]] = []
    below = (0,) * leading
    for line in reversed(rows):
        result.append(tuple(0 if place < line.repeated else 1 + more for place, more in enumerate(below)))
        below = tuple(1 + more if place < line.repeated else 0 for place, more in enumerate(below))
    return result[::-1]


def footnotes(table: Table, language: str) -> list[str]:
    """The notes of a table, and what its dash and its shortened lists mean when it has any."""
    columns = [table.index(column.name) for column in visible_columns(table)]
    cells = [row[place] for row in table.rows for place in columns]
    signs = [word("undefined", language)] if any(not defined(cell) for cell in cells) else []
    if any(isinstance(cell, tuple) and len(cell) > LISTED for cell in cells):
        signs.append(word("range", language))
    return [*table.notes, *signs]


def spoken(table: Table, column: Column, row: int) -> str:
    """The language of the cell of a column in a row of the table, where it is not that of the report; empty where nobody knows it."""
    language = table.rows[row][table.index(column.spoken)] if column.spoken else column.language
    return language if isinstance(language, str) and language != UNSURE else ""


def titled(report: Report) -> bool:
    """Whether the report has a title of its own, and not just that of its first table."""
    tables = report.tables()
    return bool(report.title) and not (
        tables and report.title == tables[0].title and not any(section.heading for section in report.sections)
    )


def cleaned(report: Report) -> Report:
    """The report without any character that could act on a terminal or that a document cannot hold."""
    return replace(
        report,
        title=visible(report.title),
        sections=tuple(_section(section) for section in report.sections),
        byline=visible(report.byline),
    )


def _section(section: Section) -> Section:
    return replace(section, heading=visible(section.heading), blocks=tuple(_block(block) for block in section.blocks))


def _block(block: str | Table | Picture) -> str | Table | Picture:
    if isinstance(block, Spoken):
        return Spoken(visible(block), block.language)
    if isinstance(block, str):
        return visible(block)
    if isinstance(block, Picture):
        return replace(block, alt=visible(block.alt), title=visible(block.title))
    return clean_table(block)


def clean_table(table: Table) -> Table:
    """As `cleaned`, for one table."""
    return replace(
        table,
        title=visible(table.title),
        columns=tuple(_column(column) for column in table.columns),
        rows=tuple(tuple(visible(cell) if isinstance(cell, str) else cell for cell in row) for row in table.rows),
        notes=tuple(map(visible, table.notes)),
        warnings=tuple(map(visible, table.warnings)),
    )


def _column(column: Column) -> Column:
    return replace(column, label=visible(column.label), labels={visible(id): visible(label) for id, label in column.labels.items()})
