"""Dots on a line for each row, with intervals or a bar between them, and the figures beside: dot plots, dumbbells, forests."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from qualcode.charts._frame import labels_width, rows_axis, values
from qualcode.charts._look import CELL, DOTS, FAINT, INK, LINE, NOTE, SHAPES, SOFT
from qualcode.charts._measure import longest, wrapped
from qualcode.charts._rows import Row, height

if TYPE_CHECKING:
    import altair as alt

_WIDE = 320
_GAP = 16
PERCENT = "format(datum.value * 100, '.0f') + '\u00a0%'"
"""How a share is written on an axis (a Vega expression)."""
_DECIMAL = "replace(format(datum.value, '~g'), /[.]/, '{sign}')"


@dataclass(frozen=True, slots=True)
class Point:
    """A dot: its row and series, its value (None: no dot), the text beside it, and the ends of its interval if it has one."""

    row: str
    series: str
    value: float | None
    text: str
    low: float | None = None
    high: float | None = None
    told: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Line:
    """The axis of values: its title and ends, how its numbers are written (a Vega expression), and values that are marked by a line."""

    title: str
    low: float
    high: float
    labels: str
    steps: tuple[float, ...] = ()
    marks: tuple[float, ...] = ()


def percents(title: str, found: Sequence[float | None], *, points: bool = False) -> Line:
    """An axis of shares, from 0 to the next tenth above the highest; of differences (`points`) as far to either side, with 0 marked."""
    most = max((abs(each) for each in found if each is not None), default=0.0)
    tenths = max(2, min(10, math.ceil(most * 10 - 1e-9)))
    step = 1 if tenths <= 5 else 2
    tenths += tenths % step
    steps = tuple(place / 10 for place in range(-tenths if points else 0, tenths + 1, step))
    if points:
        return Line(title, -tenths / 10, tenths / 10, "datum.value ? format(datum.value * 100, '+.0f') : '0'", steps, (0.0,))
    return Line(title, 0.0, tenths / 10, PERCENT, steps)


def numbers(title: str, found: Sequence[float | None], decimal: str, *, marks: tuple[float, ...] = ()) -> Line:
    """An axis of numbers that holds all of them, 0 and what is marked."""
    known = [0.0, *marks, *(each for each in found if each is not None)]
    low, high = min(known), max(known)
    room = (high - low) * 0.04 or 1.0
    text = _DECIMAL.format(sign=decimal)
    return Line(title, low - room if low < 0 else low, high + room, text, (), tuple(dict.fromkeys((*marks, *((0.0,) if low < 0 else ())))))


def value_axis(line: Line, field_: str = "value") -> alt.X:
    """The axis of values, below the picture."""
    import altair as alt

    return alt.X(
        f"{field_}:Q",
        title=line.title,
        scale=alt.Scale(domain=[line.low, line.high], nice=False, zero=False),
        axis=alt.Axis(
            labelExpr=line.labels,
            **({"values": list(line.steps)} if line.steps else {"tickCount": 6}),
            labelFlush=False,
            grid=True,
            titlePadding=6,
        ),
    )


def points(
    rows: Sequence[Row], series: Sequence[str], found: Sequence[Point], line: Line, *, joined: bool = False, room: float = 0.0
) -> tuple[Any, float]:
    """The chart, and how wide it is with its labels and figures.

    `joined` draws a bar from the lowest to the highest dot of each row. `room` is the width of labels that are to be as wide as others.
    """
    import altair as alt

    high = height(rows)
    wide = _WIDE
    texts, beyond, deep = _columns(series, found, wide)
    axis = value_axis(line)
    y = rows_axis("row", rows, guided=True, room=room)
    drawn = [each for each in found if each.value is not None]
    legend = _Legend.of(series, deep, alt)
    data = values([{"row": each.row, "series": each.series, "value": each.value, "text": each.text, **each.told} for each in drawn])
    dots = (
        alt.Chart(data)
        .mark_point(filled=True, opacity=1, stroke="#ffffff", strokeWidth=0.6, **legend.plain)
        .encode(x=axis, y=y, **legend.all)
    )
    between = _joins(rows, drawn, axis, y, alt) if joined else _intervals(drawn, axis, y, legend, alt)
    if 0.0 in line.marks and not between and len(series) == 1:
        between = [alt.Chart(data).mark_rule(color="#b3b3b3", strokeWidth=3).encode(x=axis, x2=alt.datum(0), y=y)]
    layers = [*_marked(line, alt), *between, dots]
    chart = alt.layer(*layers, *texts(y, alt)).properties(width=wide, height=high * len(rows))
    return chart, (room or labels_width(rows)) + wide + beyond


def _marked(line: Line, alt: Any) -> list[Any]:
    if not line.marks:
        return []
    data = values([{"at": mark} for mark in line.marks])
    scale = alt.Scale(domain=[line.low, line.high], nice=False, zero=False)
    return [alt.Chart(data).mark_rule(color=FAINT, strokeDash=[4, 3]).encode(x=alt.X("at:Q", scale=scale, title=line.title))]


def _joins(rows: Sequence[Row], drawn: Sequence[Point], axis: Any, y: Any, alt: Any) -> list[Any]:
    ends: dict[str, list[float]] = {}
    for each in drawn:
        ends.setdefault(each.row, []).append(each.value or 0.0)
    data = [{"row": row.key, "value": min(ends[row.key]), "most": max(ends[row.key])} for row in rows if len(ends.get(row.key, ())) > 1]
    return [alt.Chart(values(data)).mark_rule(color="#b3b3b3", strokeWidth=3).encode(x=axis, x2="most:Q", y=y)] if data else []


def _intervals(drawn: Sequence[Point], axis: Any, y: Any, legend: _Legend, alt: Any) -> list[Any]:
    data = [
        {"row": each.row, "series": each.series, "value": each.low, "high": each.high}
        for each in drawn
        if each.low is not None and each.high is not None
    ]
    colour = {"color": legend.all["color"]} if legend.all else {}
    rule = alt.Chart(values(data)).mark_rule(strokeWidth=1.6, **({} if colour else {"color": DOTS[0]}))
    return [rule.encode(x=axis, x2="high:Q", y=y, **colour)] if data else []


@dataclass(frozen=True, slots=True)
class _Legend:
    """How series are told apart: by colour, shape and size (`all`); a single one has none of it, but a colour (`plain`)."""

    all: dict[str, Any]
    plain: dict[str, Any]

    @classmethod
    def of(cls, series: Sequence[str], deep: float, alt: Any) -> _Legend:
        """The scales of these series, with a legend above the headings, which are so high."""
        if len(series) == 1:
            return cls({}, {"color": DOTS[0], "size": 70})
        names = list(series)
        shown = alt.Legend(title=None, orient="top", direction="horizontal", symbolSize=80, offset=deep + 8, columns=3)
        ranges = {
            "color": [DOTS[at % len(DOTS)] for at in range(len(names))],
            "shape": [SHAPES[at % len(SHAPES)] for at in range(len(names))],
            # Where dots of one row lie on each other, the lower ones look out from under the upper.
            "size": [max(60, 115 - 30 * at) for at in range(len(names))],
        }
        channels = {"color": alt.Color, "shape": alt.Shape, "size": alt.Size}
        return cls(
            {
                name: channels[name](
                    "series:N", scale=alt.Scale(domain=names, range=ranges[name]), sort=names, legend=None if name == "size" else shown
                )
                for name in channels
            },
            {},
        )


def _columns(series: Sequence[str], found: Sequence[Point], wide: float) -> tuple[Any, float, float]:
    """What draws the figures beside the picture, a column for each series; how wide they are, and how high their headings."""
    heads, places = [], []
    at = wide + _GAP
    for name in series:
        texts = [each.text for each in found if each.series == name]
        room = max(longest(texts, CELL), longest(name.replace("-", "- ").split(" "), NOTE), 40)
        heads.append("\n".join(wrapped(name, room + 1, NOTE)) if len(series) > 1 else "")
        places.append(at + room)
        at += room + _GAP
    deep = max(head.count("\n") for head in heads) * LINE + LINE + 4

    def made(y: Any, alt: Any) -> list[Any]:
        layers = []
        for name, head, place in zip(series, heads, places, strict=True):
            data = values([{"row": each.row, "text": each.text} for each in found if each.series == name])
            layers.append(alt.Chart(data).mark_text(align="right", fontSize=CELL, color=INK).encode(y=y, x=alt.value(place), text="text:N"))
            if head:
                named = alt.Chart(values([{"text": head}])).mark_text(
                    align="right", baseline="line-bottom", fontSize=NOTE, color=SOFT, lineBreak="\n", lineHeight=LINE
                )
                up = alt.value(-5 - head.count("\n") * LINE)
                layers.append(named.encode(x=alt.value(place), y=up, text="text:N"))
        return layers

    return made, at - wide, deep
