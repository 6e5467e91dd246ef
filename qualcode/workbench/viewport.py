"""Which rows of a transcript stand on the screen. Only turns that are seen are laid into lines, so that length costs nothing."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass

from qualcode.workbench.document import Document
from qualcode.workbench.wrapping import wrapped

HEAD = -1
"""The row above the lines of a turn that says who speaks."""


@dataclass(frozen=True)
class Row:
    """A row of the screen: the turn it belongs to, and which line of it, from `start` to `end` in the turn's text; or its head."""

    turn: int
    line: int
    start: int = 0
    end: int = 0


@dataclass(frozen=True)
class Top:
    """What stands first on the screen: a turn by its place among those that are shown, and a row of it (0: its head)."""

    place: int = 0
    row: int = 0


class Viewport:
    """The rows of a document at a width; `shown` are its turns that the filter lets through, ascending."""

    def __init__(self, document: Document, shown: Sequence[int], width: int, height: int) -> None:
        self.document = document
        self.shown = shown
        self.width = max(1, width)
        self.height = max(1, height)

    def lines(self, turn: int) -> tuple[tuple[int, int], ...]:
        """The lines of a turn."""
        return wrapped(self.document.turns[turn].text, self.width)

    def tall(self, place: int) -> int:
        """How many rows a turn takes."""
        return 1 + len(self.lines(self.shown[place]))

    def rows(self, top: Top) -> list[Row]:
        """The rows from here on, as many as there is room for or as there are."""
        found: list[Row] = []
        place, skip = top.place, top.row
        while place < len(self.shown) and len(found) < self.height:
            turn = self.shown[place]
            own = [Row(turn, HEAD)]
            own += [Row(turn, at, start, end) for at, (start, end) in enumerate(self.lines(turn))]
            found += own[skip:]
            place, skip = place + 1, 0
        return found[: self.height]

    def place(self, turn: int) -> int:
        """Where a turn stands among those shown; for one that is not, the next that is, or the last."""
        return min(bisect_left(self.shown, turn), max(0, len(self.shown) - 1))

    def scrolled(self, top: Top, by: int) -> Top:
        """The top after so many rows downwards (negative: upwards); the last turn stays on the screen."""
        place, row = top.place, top.row + by
        while row < 0 and place > 0:
            place -= 1
            row += self.tall(place)
        while place < len(self.shown) - 1 and row >= self.tall(place):
            row -= self.tall(place)
            place += 1
        last = self.tall(place) - 1 if self.shown else 0
        return Top(place, max(0, min(row, last)))

    def revealing(self, top: Top, turn: int, start: int, end: int) -> Top:
        """The top from which a stretch of a turn is seen with the turn's head where possible; the same one if it is seen already."""
        place = self.place(turn)
        lines = self.lines(turn)
        first = 1 + max(at for at, (begins, _) in enumerate(lines) if begins <= start or at == 0)
        last = 1 + max(at for at, (begins, _) in enumerate(lines) if begins < max(end, start + 1) or at == 0)
        distance = self._distance(top, place)
        # What is too long for the screen is shown from its beginning.
        last = min(last, first + self.height - 1)
        seen = distance is not None and distance + first >= 1 and distance + last < self.height
        if seen:
            return top
        head = 0 if last < self.height else first
        above = max(0, min(self.height // 4, self.height - 1 - (last - head)))
        return self.scrolled(Top(place, head), -above)

    def leading(self, top: Top, turn: int) -> Top:
        """The top from which a turn stands in the upper part of the screen, so that what follows it is seen; never further up than `top`."""
        distance = self._distance(top, self.place(turn))
        return top if distance is None else self.scrolled(top, max(0, distance - self.height // 6))

    def _distance(self, top: Top, place: int) -> int | None:
        """How many rows below the first row of the screen the head of a turn stands (negative: above); None beyond the screen."""
        if place < top.place:
            return None
        rows = -top.row
        for before in range(top.place, place):
            rows += self.tall(before)
            if rows > self.height:
                return None
        return rows
