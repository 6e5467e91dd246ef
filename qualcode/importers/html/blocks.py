"""The body of a web page while it is read: its paragraphs, and the cells of its tables, which may stand within each other."""

from __future__ import annotations

from qualcode.importers._document import Writing
from qualcode.importers._lines import MAX_LINES, Block, Grid, Paragraph, Row, check_lines

_MAX_SPAN = 1_000
_MAX_COLUMNS = 20
"""Tables with more columns name no speakers; what reaches down in them does not matter."""


class _Cell:
    """A cell while it is read, and over how many rows it goes."""

    def __init__(self, *, header: bool, rows: int) -> None:
        self.blocks: list[Block] = []
        self.header = header
        self.rows = rows


class _Table:
    """A table while it is read, with the rows that are in its head."""

    def __init__(self) -> None:
        self.rows: list[list[_Cell]] = []
        self.heads: set[int] = set()

    def blocks(self) -> list[Block]:
        """The table. One that holds tables is there for the look of the page: its cells follow each other."""
        cells = [cell for row in self.rows for cell in row]
        if any(isinstance(block, Grid) for cell in cells for block in cell.blocks):
            return [block for cell in cells for block in cell.blocks]
        rows = tuple(row for number, cells in enumerate(self.rows) if (row := self._row(number, cells)).cells)
        return [Grid(rows)] if rows else []

    def _row(self, number: int, cells: list[_Cell]) -> Row:
        head = number in self.heads or (len(cells) > 1 and all(cell.header for cell in cells))
        return Row(tuple(tuple(block for block in cell.blocks if isinstance(block, Paragraph)) for cell in cells), head)

    def spread(self) -> None:
        """Put an empty cell wherever one of a row before reaches down to."""
        if max(map(len, self.rows), default=0) > _MAX_COLUMNS:
            return
        down: dict[int, int] = {}
        for number, cells in enumerate(self.rows):
            column = 0
            spread: list[_Cell] = []
            for cell in cells:
                while down.get(column, 0) > number:
                    spread.append(_Cell(header=False, rows=1))
                    column += 1
                if cell.rows > 1:
                    down[column] = number + cell.rows
                spread.append(cell)
                column += 1
            self.rows[number] = spread


class Body:
    """The blocks of a body, paragraph by paragraph; `number` is the paragraph that is being written, from 1.

    Raises Unreadable for more lines than a transcript can have; `name` is the file's.
    """

    def __init__(self, name: str) -> None:
        self.name = name
        self.blocks: list[Block] = []
        self.writing = Writing()
        self.number = 1
        self.times: list[tuple[int, int]] = []
        self._lines = 0
        self._tables: list[_Table] = []

    def end_paragraph(self, heading: int = 0) -> None:
        """The paragraph is done, if there is one. A line break at its end is not seen, and one that is white has no text."""
        if not self.writing.pieces:
            return
        done = self.writing.paragraph()
        text = done.text.rstrip(" ").removesuffix("\n").rstrip(" ")
        times = {"start": self.times[0][0], "end": self.times[-1][1]} if self.times else {}
        self._put(Paragraph(text if text.strip() else "", done.bold, heading, **times))
        self.writing, self.times = Writing(), []
        self.number += 1
        self._count_line()

    def end_line(self) -> None:
        """The line is done, and its paragraph goes on."""
        self.writing.turn()
        self._count_line()

    def _count_line(self) -> None:
        self._lines += 1
        if self._lines > MAX_LINES:
            check_lines(self.name, self._lines)

    def _put(self, block: Block) -> None:
        if not self._tables:
            self.blocks.append(block)
            return
        table = self._tables[-1]
        if not table.rows or not table.rows[-1]:
            self.begin_cell(header=False, rows="1")
        table.rows[-1][-1].blocks.append(block)

    def begin_table(self) -> None:
        """A table begins, perhaps within another."""
        self._tables.append(_Table())

    def begin_row(self, *, head: bool) -> None:
        """A row begins; `head` says that it is in the head of the table."""
        if self._tables:
            table = self._tables[-1]
            table.rows.append([])
            if head:
                table.heads.add(len(table.rows) - 1)

    def begin_cell(self, *, header: bool, rows: str) -> None:
        """A cell begins, which goes over so many rows."""
        if self._tables:
            table = self._tables[-1]
            if not table.rows:
                table.rows.append([])
            table.rows[-1].append(_Cell(header=header, rows=min(int(rows), _MAX_SPAN) if rows.isdecimal() and len(rows) < 9 else 1))

    def end_table(self) -> None:
        """The innermost table is done."""
        if self._tables:
            table = self._tables.pop()
            table.spread()
            for block in table.blocks():
                self._put(block)

    def end(self) -> None:
        """Nothing follows."""
        self.end_paragraph()
        while self._tables:
            self.end_table()
