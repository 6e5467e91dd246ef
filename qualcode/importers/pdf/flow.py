"""From the rows of a PDF file to paragraphs and tables, which it does not know: by indents, gaps, and what would have fitted on a row."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise
from typing import NamedTuple

from qualcode.importers import _forms, _labels, _times
from qualcode.importers._lines import Block, Grid, Line, Paragraph
from qualcode.importers._lines import Row as Cells
from qualcode.importers.pdf.rows import Fragment, Row, parted

_NEAR = 3.0
"""Points by which the beginnings of rows in one column may differ."""
_INDENT = 4.0
_GAP = 1.2
"""How far apart paragraphs are, in distances of rows, when more than those parts them."""
_OTHER_SIZE = 1.08
_OUTLIERS = 0.02
_SURE = 3
"""How many rows must go on in the next for these to tell the margin."""
_SPACE = 0.25
_LONGEST_LABEL = 60
_SHORT_LABEL = 4
_TAB_NEAR = 0.5
_SEEN = 2
"""How often text must begin at one place within a row to make a column."""

_ITEM = re.compile(r"[-–—•▪◦*]\s")
_MANY = 100
"""With more places than these there are no columns."""
_MAX_COLUMNS = 8

_HYPHENED = re.compile(r"[^\W\d_][-\xad]\Z")


class Flow(NamedTuple):
    """A row of one column: its text and its place; `first` is how wide its first word is, `width` the page."""

    text: str
    bold: int
    left: float
    right: float
    level: float
    size: float
    first: float
    page: int
    width: float


class Paragraphs:
    """Joins rows to paragraphs; `broken` counts the words that a hyphen at the end of a row breaks."""

    def __init__(self, leading: float) -> None:
        self.leading = leading
        self.broken = 0

    def of(self, rows: Sequence[Flow], margin: float | None = None) -> list[Paragraph]:
        """The paragraphs of one column of text; `margin` is where its rows end at most, if that is known better than from these."""
        if not rows:
            return []
        margin = _margin(rows) if margin is None else margin
        indents = _indents(rows, margin)
        groups: list[list[Flow]] = []
        for number, row in enumerate(rows):
            if number and not self._begins(rows[number - 1], row, margin, indents):
                groups[-1].append(row)
            else:
                groups.append([row])
        return [self._joined(group) for group in groups]

    def _begins(self, before: Flow, row: Flow, margin: float, indents: int) -> bool:
        """Whether a row begins a paragraph: something sets it off, or its first word would have fitted on the row before."""
        if max(before.size, row.size) > _OTHER_SIZE * min(before.size, row.size) or _sets_off(before, row):
            return True
        if before.page == row.page and before.level - row.level > _GAP * self.leading + 0.5:
            return True
        return not _is_full(before, row, margin) or (before.page == row.page and indents * (row.left - before.left) > _INDENT)

    def _joined(self, rows: Sequence[Flow]) -> Paragraph:
        pieces = [rows[0].text]
        for before, row in pairwise(rows):
            broken = _HYPHENED.search(before.text) is not None and row.text[:1].islower()
            self.broken += broken
            pieces += ["" if broken else " ", row.text]
        return Paragraph("".join(pieces), (rows[0].bold,))


def _margin(rows: Sequence[Flow]) -> float:
    """Where rows end at most.

    Where a row goes on in the next, as one that begins with a small letter does, the first word of that had no room any more: the margin
    is before where it would have ended. Without such rows, the margin is taken to be as wide as that on the left.
    """
    ends = sorted((row.right for row in rows), reverse=True)
    seen = ends[int(_OUTLIERS * len(ends))]
    bounds = sorted(_would_end(before, row) for before, row in pairwise(rows) if row.text[:1].islower() and before.right > 0.5 * seen)
    if len(bounds) >= _SURE:
        return max(seen, bounds[int(_OUTLIERS * len(bounds))] - 0.5)
    return max(seen, min(row.width for row in rows) - min(row.left for row in rows))


def _would_end(before: Flow, row: Flow) -> float:
    """Where a row would have ended with the first word of the next."""
    return before.right + _SPACE * before.size + row.first


def _is_full(before: Flow, row: Flow, margin: float) -> bool:
    """Whether the first word of a row would not have fitted on the row before."""
    return _would_end(before, row) > margin


def _indents(rows: Sequence[Flow], margin: float) -> int:
    """1 where the first rows of paragraphs are indented, -1 where the others are, 0 where none are."""
    votes = 0
    for before, row in pairwise(rows):
        if before.page == row.page and abs(row.left - before.left) > _INDENT and _is_full(before, row, margin):
            votes += 1 if row.left < before.left else -1
    return (votes > 0) - (votes < 0)


def _sets_off(before: Flow, row: Flow) -> bool:
    """Whether a row begins as a turn does: with a label, in bold, with a time, with a dash."""
    line = Line(row.text, row.bold)
    if 0 < row.bold < len(row.text) and before.bold < len(before.text):
        return True
    if row.bold >= len(row.text) > 0 and not before.bold:
        return True
    if before.bold >= len(before.text) and not row.bold:
        return True
    mark = _forms.colon_or_bracket(line) or _forms.tab(line)
    alone = _forms.alone(line)
    return (
        (mark is not None and _labels.looks(mark.label) >= _labels.NAME)
        or (alone is not None and _labels.looks(alone.label) == _labels.KNOWN)
        or _times.leading(row.text)[0] is not None
        or _ITEM.match(row.text) is not None
    )


def blocks(rows: Sequence[Row], paragraphs: Paragraphs) -> Iterator[Block]:
    """The paragraphs and tables of all pages, in reading order."""
    columns = _columns(rows)
    for row in rows:
        row.fragments = [part for fragment in row.fragments for part in parted(fragment, columns)]
    _tab(rows)
    at = 0
    flow: list[Flow] = []
    while at < len(rows):
        table = _Table(columns)
        while at + len(table.rows) < len(rows) and table.takes(rows[at + len(table.rows)]):
            pass
        if table.end():
            yield from paragraphs.of(flow)
            flow = []
            yield table.grid(paragraphs)
            at += table.end()
        else:
            flow.append(_as_flow(rows[at].fragments, rows[at], columns))
            at += 1
    yield from paragraphs.of(flow)


def _tab(rows: Sequence[Row]) -> None:
    """Put a tab after labels where one seems to be: where no space was drawn, and text goes on at one place on several rows."""
    places: Counter[float] = Counter()
    found: list[tuple[Fragment, int, float]] = []
    for row in rows:
        first = row.fragments[0]
        offset, left = next((joint for joint in first.joints if joint[0]), (0, 0.0))
        look = _labels.looks(_labels.split(first.text[:offset])[0]) if 0 < offset <= _LONGEST_LABEL else _labels.NO
        before = first.text[offset - 1 : offset]
        if look >= _labels.NAME and (before == " " or (look == _labels.KNOWN and (not before.isalpha() or offset >= _SHORT_LABEL))):
            places[left] += 1 if look == _labels.NAME else _SEEN
            found.append((first, offset, left))
    for first, offset, left in found:
        if sum(places[near] for near in places if abs(near - left) <= _TAB_NEAR) > _SEEN:
            first.text = f"{first.text[:offset].rstrip()}\t{first.text[offset:]}"


def _as_flow(fragments: Sequence[Fragment], row: Row, columns: Sequence[float]) -> Flow:
    """Fragments of a row as one piece of text: with tabs before those that stand in a column, and after a label, else with spaces."""
    first = fragments[0]
    text, bold, wholly = first.text, first.bold, first.bold == len(first.text)
    labelled = len(fragments) == 2 and _labels.looks(_labels.split(first.text)[0]) > _labels.NO
    for fragment in fragments[1:]:
        text += "\t" if labelled or _place(columns, fragment.left) is not None else " "
        bold = len(text) + fragment.bold if wholly and fragment.bold else bold
        wholly = wholly and fragment.bold == len(fragment.text)
        text += fragment.text
    size = max(fragments, key=lambda fragment: len(fragment.text)).size
    return Flow(text, bold, first.left, fragments[-1].right, first.level, size, first.first - first.left, row.page, row.width)


def _columns(rows: Iterable[Row]) -> list[float]:
    """Where text begins on several rows after a gap; nowhere, if it does so everywhere."""
    lefts = sorted(fragment.left for row in rows for fragment in row.fragments[1:])
    clusters: list[list[float]] = []
    for left in lefts:
        if clusters and left - clusters[-1][-1] <= _NEAR:
            clusters[-1].append(left)
        else:
            clusters.append([left])
    found = [cluster[len(cluster) // 2] for cluster in clusters if len(cluster) >= _SEEN]
    return found if len(found) <= _MANY else []


class _Table:
    """Rows that stand in columns, taken one after the other as long as they do."""

    def __init__(self, columns: Sequence[float]) -> None:
        self.columns = columns
        self.starts: list[float] = []
        self.rows: list[Row] = []

    def takes(self, row: Row) -> bool:
        """Take the next row, if it stands in the columns of those before, or begins a table."""
        lefts = [fragment.left for fragment in row.fragments]
        starts = self.starts or lefts
        if not self.rows and not (len(lefts) > 1 and all(_place(self.columns, left) is not None for left in lefts[1:])):
            return False
        if len(lefts) > 1 and any(_place(starts, left) is not None for left in lefts):
            new = [left for left in lefts if _place(starts, left) is None and self._parts(left, starts)]
            starts = sorted([*starts, *new])
        if len(starts) > _MAX_COLUMNS:
            return False
        cells = _by_column(row, starts)
        if any(column is None for column, _ in cells):
            return False
        if any(column + 1 < len(starts) and fragments[-1].right > starts[column + 1] for column, fragments in cells if column is not None):
            return False
        self.starts = starts
        self.rows.append(row)
        return True

    def _parts(self, left: float, starts: Sequence[float]) -> bool:
        """Whether a column may begin there: no text of the rows before goes over it, and text begins there elsewhere too."""
        if left > starts[0] and _place(self.columns, left) is None:
            return False
        return not any(fragment.left < left < fragment.right for row in self.rows for fragment in row.fragments)

    def end(self) -> int:
        """How many of the rows are a table: what stands below it in its first column only is none of it. 0 when it is no table."""
        count = len(self.rows)
        while count and len(self.rows[count - 1].fragments) == 1 and _place(self.starts, self.rows[count - 1].fragments[0].left) == 0:
            count -= 1
        return count if sum(len(row.fragments) > 1 for row in self.rows[:count]) > 1 else 0

    def grid(self, paragraphs: Paragraphs) -> Grid:
        """The table of the rows before its end."""
        placed = [
            (column or 0, _as_flow(fragments, row, self.columns), (row.page, fragments[0].order))
            for row in self.rows[: self.end()]
            for column, fragments in _by_column(row, self.starts)
        ]
        if _is_ordered(placed):
            placed.sort(key=lambda one: one[2])
        last = len(self.starts) - 1
        margin = _margin([flow for column, flow, _ in placed if column == last] or [flow for _, flow, _ in placed])
        found: list[list[list[Flow]]] = []
        before = last
        for column, flow, _ in placed:
            if not found or column < before or (column == before < last and _is_apart(found[-1][column][-1], flow)):
                found.append([[] for _ in self.starts])
            found[-1][column].append(flow)
            before = column
        return Grid(
            tuple(
                Cells(
                    tuple(_cell(column) if number < last else tuple(paragraphs.of(column, margin)) for number, column in enumerate(cells))
                )
                for cells in found
            )
        )


def _by_column(row: Row, starts: Sequence[float]) -> list[tuple[int | None, list[Fragment]]]:
    """The fragments of a row by the column that they begin in; what begins after the last of them goes on in that. None is no column."""
    found: list[tuple[int | None, list[Fragment]]] = []
    for fragment in row.fragments:
        column = _place(starts, fragment.left)
        if column is None and found and found[-1][0] == len(starts) - 1:
            found[-1][1].append(fragment)
        else:
            found.append((column, [fragment]))
    return found


def _place(starts: Sequence[float], left: float) -> int | None:
    """The column whose rows begin there."""
    return next((number for number, start in enumerate(starts) if abs(start - left) <= _NEAR), None)


def _is_ordered(placed: Sequence[tuple[int, Flow, tuple[int, int]]]) -> bool:
    """Whether the cells were drawn from top to bottom: then the order of drawing tells them best."""
    drawn = sorted(placed, key=lambda one: one[2])
    last: dict[int, Flow] = {}
    wrong = 0
    for column, flow, _ in drawn:
        before = last.get(column)
        wrong += before is not None and before.page == flow.page and flow.level > before.level
        last[column] = flow
    return wrong == 0


def _is_apart(before: Flow, flow: Flow) -> bool:
    return before.page != flow.page or before.level - flow.level > 1.5 * flow.size


def _cell(rows: Sequence[Flow]) -> tuple[Paragraph, ...]:
    return (Paragraph(" ".join(row.text for row in rows), (rows[0].bold,)),) if rows else ()


def without_tables(parts: Iterable[Block]) -> Iterator[Paragraph]:
    """The same with a paragraph for each row of a table, its cells parted by tabs: what looks like columns may be labels and an indent."""
    for part in parts:
        if isinstance(part, Paragraph):
            yield part
            continue
        for row in part.rows:
            heads = [cell[0] for cell in row.cells[:-1] if cell]
            first, *others = row.cells[-1] or (Paragraph(""),)
            texts = [head.text for head in heads] + ([first.text] if first.text or not heads else [])
            bold = (heads or [first])[0].bold[0]
            yield Paragraph("\t".join(texts), (bold,))
            yield from others
