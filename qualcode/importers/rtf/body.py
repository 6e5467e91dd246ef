"""A rich text while it is read: what holds within a group, what stands beside the body, and the body itself."""

from __future__ import annotations

import re

from qualcode.importers._document import Writing
from qualcode.importers._lines import MAX_LINES, Block, Grid, Paragraph, Row, check_lines

_SURROGATE = re.compile("[\ud800-\udfff]")


BODY, BESIDE, DRAWN, FONTS, STYLES, SKIPPED = "body", "beside", "drawn", "fonts", "styles", "skipped"
"""Where the text of a group goes."""


class State:
    """What holds within a group: where its text goes, and what the text is like.

    `fallback` is how many characters after a numbered one say the same for programs that do not know it.
    """

    __slots__ = ("aside", "bold", "change", "fallback", "font", "heading", "hidden", "in_table", "into")

    def __init__(self, outer: State | None = None) -> None:
        self.into: str = outer.into if outer else BODY
        self.aside: Aside | None = outer.aside if outer else None
        self.font: int | None = outer.font if outer else None
        self.bold: bool = outer.bold if outer else False
        self.hidden: bool = outer.hidden if outer else False
        self.change: str = outer.change if outer else ""
        self.in_table: bool = outer.in_table if outer else False
        self.fallback: int = outer.fallback if outer else 1
        self.heading: int = outer.heading if outer else 0


class Aside:
    """Text beside the body while it is read: what it is, and the paragraph of the body at which it stands."""

    def __init__(self, kind: str, paragraph: int, within: Aside | None) -> None:
        self.kind = kind
        self.paragraph = paragraph
        self.within = within
        self.pieces: list[str] = []
        self.pictured = kind == "picture"

    def words(self) -> str:
        """What stands in it, with single blanks between the words."""
        return " ".join(whole("".join(self.pieces)).split())

    def drawing(self) -> Aside | None:
        """The drawing that it says something about."""
        found: Aside | None = self
        while found and found.kind in ("name", "value"):
            found = found.within
        return found if found and found.kind in ("picture", "shape") else None


class Body:
    """The blocks of a body, paragraph by paragraph and cell by cell; `number` is the paragraph that is being written, from 1.

    Raises Unreadable for more lines than a transcript can have; `name` is the file's.
    """

    def __init__(self, name: str) -> None:
        self.name = name
        self.lines = 0
        self.blocks: list[Block] = []
        self.writing = Writing()
        self.number = 1
        self.heading = False
        self._rows: list[Row] = []
        self._cells: list[tuple[Paragraph, ...]] = []
        self._cell: list[Paragraph] = []
        self._merged: list[bool] = []
        self._merges = False

    def end_paragraph(self, *, in_table: bool, heading: int = 0) -> None:
        """The paragraph is done; one that stands in a table belongs to the cell that is not done yet."""
        done = self.writing.paragraph(heading)
        self.writing = Writing()
        self.number += 1
        self._count_line()
        paragraph = Paragraph(whole(done.text), done.bold, heading)
        if in_table or self._cells:
            self._cell.append(paragraph)
        else:
            self.end_table()
            self.blocks.append(paragraph)

    def end_line(self) -> None:
        """The line is done, and its paragraph goes on."""
        self.writing.turn()
        self._count_line()

    def _count_line(self) -> None:
        self.lines += 1
        if self.lines > MAX_LINES:
            check_lines(self.name, self.lines)

    def end_cell(self) -> None:
        """The cell is done, and the last paragraph in it."""
        self.end_paragraph(in_table=True)
        self._cells.append(tuple(self._cell))
        self._cell = []

    def end_row(self) -> None:
        """The row is done. Empty cells that are joined with the one before them are none."""
        if self._cell or self.writing.pieces:
            self.end_cell()
        joined = {number for number, merged in enumerate(self._merged) if merged}
        cells = tuple(cell for number, cell in enumerate(self._cells) if number not in joined or any(each.text.strip() for each in cell))
        if cells:
            self._rows.append(Row(cells, self.heading))
        self._cells = []

    def end_table(self) -> None:
        """What follows does not stand in a table."""
        if self._cells or self._cell:
            self.end_row()
        if self._rows:
            self.blocks.append(Grid(tuple(self._rows)))
        self._rows = []

    def end(self) -> None:
        """Nothing follows."""
        if self._cells or self._cell:
            self.end_row()
        elif self.writing.pieces:
            self.end_paragraph(in_table=False)
        self.end_table()

    def describe_row(self) -> None:
        """The description of a row begins."""
        self.heading, self._merged, self._merges = False, [], False

    def describe_cell(self, word: str) -> None:
        """`clmrg` says of a cell that it is joined with the one before it, `cellx` ends the description of a cell."""
        if word == "cellx":
            self._merged.append(self._merges)
        self._merges = word == "clmrg"


def whole(text: str) -> str:
    """A text in which characters that were written as two halves are one; halves that are alone become �."""
    if not _SURROGATE.search(text):
        return text
    return text.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")
