"""Shaded cells with what they hold written in them: codes by cells, codes by codes, codes by parts of a session."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from qualcode.charts._frame import labels_width, rows_axis, values
from qualcode.charts._look import CELL, LABEL, LINE, RULE, SHADES, SOFT, white_from
from qualcode.charts._measure import longest, text_width, wrapped
from qualcode.charts._rows import Row, height
from qualcode.errors import QualcodeError

if TYPE_CHECKING:
    import altair as alt

_WIDEST = 820
"""How wide the cells may be together, with the labels of their rows, as long as their headings stand upright."""
_CELL = 34
_MOST = 80
_COMFORTABLE = 74
_APART = LINE / 0.71 + 2
"""The width of a column from which headings that lean by half a right angle do not touch each other."""


@dataclass(frozen=True, slots=True)
class Square:
    """A cell: its row and column by their labels, how much it is shaded (None: not at all), and the text in it; `told` goes into the data."""

    row: str
    column: str
    value: float | None
    text: str
    told: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Scale:
    """What shades mean: their title, the value that is darkest, and how the values of the legend are written (a Vega expression)."""

    title: str
    most: float
    labels: str = "format(datum.value, 'd')"
    steps: tuple[float, ...] = (0.0, 1.0)


def percents(title: str, found: Sequence[float | None]) -> Scale:
    """A scale of shares, to a round one above the highest."""
    highest = max((each or 0.0 for each in found), default=0.0)
    tenths = next((end for end in (1, 2, 3, 4, 5, 6, 8) if highest <= end / 10), 10)
    step = 1 if tenths <= 5 else 2
    return Scale(
        title, tenths / 10, "format(datum.value * 100, '.0f') + '\u00a0%'", tuple(place / 10 for place in range(0, tenths + 1, step))
    )


def numbers(title: str, found: Sequence[float | None]) -> Scale:
    """A scale of whole numbers, to the highest."""
    most = max((each or 0.0 for each in found), default=0.0) or 1.0
    step = next(step for power in range(12) for step in (10**power, 2 * 10**power, 5 * 10**power) if most / step <= 6)
    return Scale(title, most, steps=tuple(map(float, range(0, int(most) + 1, step))))


@dataclass(frozen=True, slots=True)
class Headed:
    """How the headings of columns stand: the width of a column, the headings as drawn, whether they lean, and how high they are."""

    width: float
    labels: tuple[str, ...]
    leaning: bool


def headed(columns: Sequence[str], texts: Sequence[str], left: float, least: int) -> Headed:
    """Headings upright where their words fit above the cells, in as many lines as they need; else leaning, in one line."""
    if len(columns) > _MOST:
        raise QualcodeError(
            f"A picture of {len(columns)} columns could not be read: {_MOST} at most.", "Draw fewer, by a narrower selection."
        )
    inside = max(least, longest(list(texts), CELL) + 10)
    words = longest([word for label in columns for word in label.replace("\n", " ").replace("-", "- ").split(" ")], LABEL) + 8
    width = max(inside, words)
    if width * len(columns) + left <= _WIDEST or (len(columns) <= 3 and words < 2 * _COMFORTABLE):
        width = max(width, min(_COMFORTABLE, (_WIDEST - left) / max(1, len(columns))))
        parted = ["\n".join(line for part in label.split("\n") for line in wrapped(part, width - 4, LABEL)) for label in columns]
        return Headed(width, tuple(parted), leaning=False)
    return Headed(max(inside, _APART), tuple(label.replace("\n", " · ") for label in columns), leaning=True)


def column_axis(field_: str, head: Headed, title: str | None) -> alt.X:
    """The axis of columns, above the picture."""
    import altair as alt

    deep = max((label.count("\n") for label in head.labels), default=0)
    return alt.X(
        f"{field_}:N",
        sort=list(head.labels),
        scale=alt.Scale(domain=list(head.labels)),
        title=title,
        axis=alt.Axis(
            orient="top",
            labelExpr=r"split(datum.value, '\n')",
            labelAngle=-45 if head.leaning else 0,
            labelAlign="left" if head.leaning else "center",
            labelBaseline="bottom" if head.leaning else alt.Undefined,
            labelPadding=4 if head.leaning else 4 + deep * LINE,
            labelLineHeight=LINE,
            titlePadding=8,
            ticks=False,
            domain=False,
        ),
    )


def heat(
    squares: Sequence[Square],
    rows: Sequence[Row],
    columns: Sequence[str],
    scale: Scale,
    *,
    title: str | None = None,
    least: int = _CELL,
    legend: bool = True,
    room: float = 0.0,
) -> tuple[Any, float]:
    """The chart, and how wide it is with the labels of its rows, which `room` says where several are to be as wide."""
    import altair as alt

    left = room or labels_width(rows)
    head = headed(columns, [square.text for square in squares], left, least)
    drawn = dict(zip(columns, head.labels, strict=True))
    data = [
        {"row": square.row, "column": drawn[square.column], "value": square.value, "text": square.text, **square.told} for square in squares
    ]
    base = alt.Chart(values(data)).encode(x=column_axis("column", head, title), y=rows_axis("row", rows, room=left))
    shades = alt.Color(
        "value:Q",
        scale=alt.Scale(domain=[0, scale.most], range=list(SHADES), interpolate="rgb", clamp=True),
        legend=alt.Legend(
            title=scale.title,
            orient="bottom",
            direction="horizontal",
            titleOrient="left",
            titleAnchor="middle",
            gradientLength=260,
            gradientThickness=10,
            labelExpr=scale.labels,
            offset=12,
            titlePadding=10,
            values=list(scale.steps),
        )
        if legend
        else None,
    )
    light: Any = {"test": f"isValid(datum.value) && datum.value >= {white_from() * scale.most:.4f}", "value": "#ffffff"}
    outline = base.mark_rect(fill="#ffffff", stroke=RULE, strokeWidth=1)
    filled = base.mark_rect(stroke="#ffffff", strokeWidth=1.5).encode(color=shades)
    ink: Any = {"condition": [light, {"test": "!isValid(datum.value)", "value": SOFT}], "value": "#000000"}
    written = base.mark_text(fontSize=CELL).encode(text="text:N", color=ink)
    chart = (outline + filled + written).properties(width=head.width * len(columns), height=height(rows) * len(rows))
    beyond = max((text_width(label, LABEL) * 0.71 for label in head.labels[-1:]), default=0.0) if head.leaning else 0.0
    return chart, left + head.width * len(columns) + beyond
