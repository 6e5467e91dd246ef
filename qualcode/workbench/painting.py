"""What a row of the screen says, in pieces that each look alike. How a look is drawn (colour, underline) is the widget's."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from typing import NamedTuple

from qualcode.model import Turn
from qualcode.workbench.document import Document, Kind, Mark
from qualcode.workbench.viewport import HEAD, Row
from qualcode.workbench.wrapping import cells, cut, shown

LANES = 4
GUTTER = LANES + 2
"""The columns before the text: one for the cursor, the lanes, and one that stays free (or carries a letter)."""

_BARS: Mapping[Kind, str] = {"own": "┃", "other": "│", "suggestion": "┊"}
_NUMBERS = "¹²³⁴"


class Look(NamedTuple):
    """How a piece of the screen looks: what it is, of which code (for its colour), and what it is covered by."""

    part: str
    code: str = ""
    own: int = 0
    other: int = 0
    suggested: int = 0
    selected: bool = False
    found: bool = False
    evident: bool = False


Piece = tuple[str, Look]
_PLAIN = Look("plain")


@dataclass(frozen=True)
class Scene:
    """What is drawn besides the document: the cursor's turn, the span selected, the mark that is meant, letters, places found, turns read.

    `letters` are by turn and position in its text; `found`, and `evident`, the words that speak for the suggestion that is opened, are spans
    of the canonical text.
    """

    turn: int = 0
    span: tuple[int, int] = (0, 0)
    meant: str = ""
    letters: Mapping[tuple[int, int], str] = field(default_factory=dict)
    found: Sequence[tuple[int, int]] = ()
    evident: Sequence[tuple[int, int]] = ()
    read: frozenset[int] = frozenset()


def lanes(marks: Sequence[Mark]) -> dict[str, int]:
    """In which lane of the gutter each mark of a turn stands, by id: the first that is free; the last lane takes what finds none."""
    ends = [-1] * LANES
    found: dict[str, int] = {}
    for mark in marks:
        free = [lane for lane in range(LANES) if ends[lane] <= mark.start]
        lane = free[0] if free else LANES - 1
        ends[lane] = max(ends[lane], mark.end)
        found[mark.id] = lane
    return found


def painted(document: Document, row: Row, scene: Scene, width: int) -> list[Piece]:
    """A row in pieces, at most `width` cells in all."""
    turn = document.turns[row.turn]
    marks = document.on(row.turn)
    cursor: Piece = ("▌" if row.turn == scene.turn else " ", Look("cursor"))
    if row.line == HEAD:
        return [cursor, *_head(turn, marks, scene, width - 1, read=row.turn in scene.read)]
    pieces: list[Piece] = [cursor, *_bars(turn, marks, row)]
    letter = scene.letters.get((row.turn, row.start), "")
    pieces.append((letter[:1] or " ", Look("letter") if letter else _PLAIN))
    return pieces + _text(turn, marks, row, scene)


def _bars(turn: Turn, marks: Sequence[Mark], row: Row) -> list[Piece]:
    bars: list[Piece] = [(" ", _PLAIN)] * LANES
    start, end = turn.start + row.start, turn.start + max(row.end, row.start + 1)
    by_lane = lanes(marks)
    for mark in reversed(marks):
        if mark.start < end and mark.end > start:
            bars[by_lane[mark.id]] = (_BARS[mark.kind], Look("bar", mark.code))
    return bars


def _head(turn: Turn, marks: Sequence[Mark], scene: Scene, width: int, *, read: bool) -> list[Piece]:
    by_lane = lanes(marks)
    used = set(by_lane.values())
    numbers = "".join(_NUMBERS[lane] if lane in used else " " for lane in range(LANES))
    who = cut(turn.speaker, max(4, width // 3))
    number = f"{turn.number} "
    after = f" · {turn.language}{_time(turn.time_start)}{' ✓' if read else ''}"
    role = "speaker" if turn.role == "participant" else "moderator"
    pieces: list[Piece] = [(numbers, Look("faint")), (" ", _PLAIN), (number, Look("faint"))]
    pieces += [(who, Look(role)), (after, Look("faint"))]
    left = width - sum(cells(text) for text, _ in pieces)
    for mark in marks:
        label = cut(f"{_NUMBERS[by_lane[mark.id]]}{legend(mark)}", left - 2)
        if left < 6 or not label:
            if left > 2:
                pieces.append((" …", Look("faint")))
            break
        meant = mark.id == scene.meant
        pieces += [("  ", _PLAIN), (label, Look(mark.kind, mark.code, selected=meant))]
        left -= 2 + cells(label)
    return pieces


def legend(mark: Mark) -> str:
    """A mark in a few words: `coop.secrecy pro *` (`*`: it has a note), `C2:coop.secrecy`, `?coop.secrecy .62`."""
    if mark.kind == "suggestion":
        return f"?{mark.code} {mark.score:.2f}".replace(" 0.", " .")
    who = f"{mark.who}:" if mark.who else ""
    values = "".join(f" {value}" for value in mark.attributes.values())
    return shown(f"{who}{mark.code}{values}{' *' if mark.note else ''}")


def _time(milliseconds: int | None) -> str:
    if milliseconds is None:
        return ""
    minutes, seconds = divmod(milliseconds // 1000, 60)
    return f" · {minutes // 60}:{minutes % 60:02}:{seconds:02}"


def _text(turn: Turn, marks: Sequence[Mark], row: Row, scene: Scene) -> list[Piece]:
    start, end = turn.start + row.start, turn.start + row.end
    here = [mark for mark in marks if mark.start < end and mark.end > start]
    found, evident = ([span for span in spans if span[0] < end and span[1] > start] for spans in (scene.found, scene.evident))
    edges = {start, end, *scene.span}
    for mark in here:
        edges.update(mark.span)
    for span in (*found, *evident):
        edges.update(span)
    letters = {turn.start + at - 1: letter for (which, at), letter in scene.letters.items() if which == row.turn and at > row.start}
    for at in letters:
        edges.update((at, at + 1))
    inside = sorted(edge for edge in edges if start <= edge <= end)
    pieces: list[Piece] = []
    for begins, ends in pairwise(inside):
        if begins in letters and turn.text[begins - turn.start : ends - turn.start].isspace():
            pieces.append((letters[begins][:1], Look("letter")))
            continue
        over = [mark for mark in here if mark.start <= begins and mark.end >= ends]
        counts = {kind: sum(mark.kind == kind for mark in over) for kind in _BARS}
        look = Look(
            "text",
            over[0].code if over else "",
            counts["own"],
            counts["other"],
            counts["suggestion"],
            scene.span[0] <= begins and ends <= scene.span[1],
            any(span[0] <= begins and ends <= span[1] for span in found),
            any(span[0] <= begins and ends <= span[1] for span in evident),
        )
        pieces.append((shown(turn.text[begins - turn.start : ends - turn.start]), look))
    return pieces
