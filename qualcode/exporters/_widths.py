"""How wide the columns of a table are: what they need, and how the room is shared out."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from qualcode.exporters._cells import TEXTUAL, Grid, Line
from qualcode.figures import UNDEFINED
from qualcode.table import Column

_PIECE = 10
_WORD = 20
_HEAD = 5
_LONG = 60
_DESERVED = 40
"""What sentences deserve where several columns hold them."""

_LEGIBLE = 24
_TO_FILL = 14

_PIECES = re.compile(r"[^-./_\s]*[-./_]+|[^-./_\s]+")
_HEAD_PARTS = re.compile(r"[^-\s]*-+|[^-\s]+")  # Word and browsers break after a hyphen, not after a dot


@dataclass(frozen=True, slots=True)
class Need:
    """The widths a column can do with, in characters, from one that breaks its words to one that breaks nothing.

    `floor` breaks words, `body` those of the heading only, `least` only very long ones; `fair` is what its sentences deserve, by how much
    they say; `cells` has each line of a cell on a line, `wish` the heading too. `long`: some of its cells are sentences.
    """

    floor: int
    body: int
    least: int
    fair: int
    cells: int
    wish: int
    long: bool


def needs(columns: Sequence[Column], rows: Sequence[Line], measure: Callable[[str], int] = len, spare: int = 0) -> list[Need]:
    """What each of the columns needs to show these rows. Numbers are never broken, words are where they must be.

    `spare`: how many characters more a word of a heading takes than it has.
    """
    found = []
    for place, column in enumerate(columns):
        cells = {line.cells[place] for line in rows}
        whole = max((measure(part) for cell in cells for part in cell.split("\n")), default=0)
        word = max((measure(word) for cell in cells for word in cell.split()), default=0)
        head = max(map(measure, _HEAD_PARTS.findall(column.label)), default=0) + spare
        long = column.kind in TEXTUAL and whole > _LONG
        if long:
            floor = body = _LEGIBLE
        elif column.kind in TEXTUAL:
            piece = max((measure(piece) for cell in cells for piece in _PIECES.findall(cell)), default=0)
            floor, body = min(piece, _PIECE), min(word, _WORD)
        elif column.kind == "rates":
            floor = body = word + 2
        else:
            floor = body = whole
        floor, body = max(floor, 3), max(body, min(head, _HEAD))
        least = max(body, min(head, _WORD), min(whole, _WORD) if column.kind == "rates" else 0)
        average = sum(measure(line.cells[place]) for line in rows) // max(len(rows), 1) if long else 0
        fair = max(least, min(average, _LONG))
        found.append(Need(floor, body, least, fair, max(fair, whole), max(fair, whole, measure(column.label) + spare), long))
    return found


def with_room_to_fill(columns: Sequence[Column], wanted: Sequence[Need]) -> list[Need]:
    """What columns need when some are to be filled in: one as much as the widest has, several less each, a choice the room of its words."""
    widest = max(wanted, key=lambda need: need.fair)
    alone = sum(column.fill and not column.choices for column in columns) == 1
    found = []
    for column, need in zip(columns, wanted, strict=True):
        words = [len(word) for choice in column.choices for word in choice.split()]
        if words:
            longest = max(map(len, column.choices))
            found.append(Need(max(words), max(*words, need.body), max(*words, need.least), longest, longest, longest, long=False))
        elif column.fill:
            found.append(widest if alone else Need(_PIECE, _TO_FILL, _TO_FILL, _TO_FILL, _WORD, _WORD, long=False))
        else:
            found.append(need)
    return found


def broken(word: str, width: int) -> list[str]:
    """A word in pieces of at most this width, parted after `-`, `.`, `/` or `_` where that will do.

    >>> broken("informatie-uitwisseling", 12), broken("concept.brokerage", 12), broken("zorg", 12)
    (['informatie-', 'uitwisseling'], ['concept.', 'brokerage'], ['zorg'])
    """
    pieces = [""]
    for piece in _PIECES.findall(word) if len(word) > width else [word]:
        if len(pieces[-1]) + len(piece) <= width:
            pieces[-1] += piece
        else:
            pieces += [piece[start : start + width] for start in range(0, len(piece), width)]
    return [piece for piece in pieces if piece]


def headed(grid: Grid) -> Grid:
    """The grid; where several rows with sentences share their leading cells, these as a heading above them: sentences want the room."""
    leading = grid.leading
    sentences = any(need.long for need in needs(grid.columns, grid.rows)[leading:])
    if not leading or not sentences or all(line.repeated < leading for line in grid.rows):
        return grid
    rows = [Line(line.cells[leading:], heading="" if line.repeated == leading else line.named(leading)) for line in grid.rows]
    return Grid(grid.columns[leading:], rows, 0)


def gathered(grid: Grid, room: int, between: int = 0, spare: int = 0) -> Grid:
    """The grid; where sentences would not find the room they deserve beside all its other columns, these in one, after the leading ones.

    `between` is what each column takes besides its width, `spare` as in `needs`.
    """
    wanted = needs(grid.columns, grid.rows, spare=spare)
    short = [place for place, need in enumerate(wanted) if place >= grid.leading and not need.long]
    if len(short) < 2 or all(not need.long for need in wanted):
        return grid
    several = sum(need.long for need in wanted) > 1
    if sum((min(need.fair, _DESERVED if several else need.fair) if need.long else need.body) + between for need in wanted) <= room:
        return grid
    label = " · ".join(grid.columns[place].label for place in short)
    rest = [place for place, need in enumerate(wanted) if place >= grid.leading and need.long]
    rows = []
    for line in grid.rows:
        cells = [_told(grid.columns[place], line.cells[place]) for place in short if line.cells[place]]
        others = [line.cells[place] for place in rest]
        rows.append(Line((*line.cells[: grid.leading], " · ".join(cells), *others), line.repeated, line.heading))
    columns = (*grid.columns[: grid.leading], Column("", label, "text"), *(grid.columns[place] for place in rest))
    return Grid(columns, rows, grid.leading)


def _told(column: Column, cell: str) -> str:
    return cell if column.kind in TEXTUAL and cell != UNDEFINED else f"{column.label} {cell}"


def fitted(wanted: Sequence[Need], room: int) -> list[int]:
    """Widths that together fill at most the room, breaking as little as possible; empty when not even the floors fit."""
    stages = [
        [need.floor for need in wanted],
        [need.body for need in wanted],
        [need.least for need in wanted],
        [need.fair for need in wanted],
        [need.cells for need in wanted],
        [need.wish for need in wanted],
    ]
    if sum(stages[0]) > room:
        return []
    while len(stages) > 1 and sum(stages[1]) <= room:
        stages.pop(0)
    widths = stages[0]
    for goal in stages[1:]:
        widths = share_out(widths, goal, room)
    return widths


def squeezed(wanted: Sequence[Need], room: int) -> list[int]:
    """Widths for a room that not even the floors fit in: what is short keeps its words whole, and sentences share what is left, if that will do."""
    sentences = sum(need.long for need in wanted)
    left = (room - sum(need.body for need in wanted if not need.long)) // max(sentences, 1)
    if left < _PIECE:
        return [need.floor for need in wanted]
    return [left if need.long else need.body for need in wanted]


def share_out(start: Sequence[int], wish: Sequence[int], room: int) -> list[int]:
    """Widths from `start` up to `wish` that fill the `room`: columns with modest wishes get theirs, the rest is shared evenly.

    The widths are `start` when even that is more than the room.

    >>> share_out([5, 5, 5], [6, 100, 30], 60)
    [6, 27, 27]
    """
    widths = list(start)
    rest = room - sum(widths)
    while rest > 0 and (low := [place for place, width in enumerate(widths) if width < wish[place]]):
        level = min(widths[place] for place in low)
        for place in low:
            if widths[place] == level and rest > 0:
                widths[place] += 1
                rest -= 1
    return widths
