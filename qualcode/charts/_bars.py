"""Bars of several parts, one beside the other in each row, with what each part counts written in it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from qualcode.charts._frame import labels_width, rows_axis, values
from qualcode.charts._look import CELL, INK, readable_on
from qualcode.charts._measure import longest, text_width
from qualcode.charts._points import Line, value_axis
from qualcode.charts._rows import Row, height

_WIDE = 360
_GAP = 14


@dataclass(frozen=True, slots=True)
class Part:
    """A part of a bar: its row and kind, where it begins and ends, and the text in it; `told` goes into the data."""

    row: str
    kind: str
    start: float
    end: float
    text: str
    told: Mapping[str, Any] = field(default_factory=dict)


def bars(
    rows: Sequence[Row],
    kinds: Mapping[str, str],
    parts: Sequence[Part],
    line: Line,
    *,
    beside: Mapping[str, str] | None = None,
    told: bool = True,
) -> tuple[Any, float]:
    """The chart, and how wide it is with its labels. `kinds` have a colour each, in the order of the legend, which `told` asks for.

    `beside` is text to the right of rows. A text that is wider than its part is left out there: the axis and the data say it.
    """
    import altair as alt

    wide = _WIDE
    axis, y = value_axis(line), rows_axis("row", rows)
    scale = (line.high - line.low) or 1.0
    data = [
        {
            "row": part.row,
            "kind": part.kind,
            "value": part.start,
            "end": part.end,
            "text": part.text,
            "ink": readable_on(kinds[part.kind]),
            **part.told,
        }
        for part in parts
    ]
    legend = alt.Legend(title=None, orient="top", direction="horizontal", columns=4, symbolType="square", offset=8)
    colour = alt.Color(
        "kind:N",
        scale=alt.Scale(domain=list(kinds), range=list(kinds.values())),
        sort=list(kinds),
        legend=legend if told and len(kinds) > 1 else None,
    )
    drawn = [
        alt.Chart(values(data))
        .mark_bar(stroke="#ffffff", strokeWidth=0.8, height={"band": 0.74})
        .encode(x=axis, x2="end:Q", y=y, color=colour)
    ]
    fitting = [
        each for each, part in zip(data, parts, strict=True) if text_width(part.text, CELL) + 3 <= (part.end - part.start) / scale * wide
    ]
    if line.marks:
        at = alt.X("at:Q", scale=alt.Scale(domain=[line.low, line.high], nice=False, zero=False), title=line.title)
        drawn.insert(0, alt.Chart(values([{"at": mark} for mark in line.marks])).mark_rule(color=INK, strokeWidth=1).encode(x=at))
    if fitting:
        middle = [
            {"row": each["row"], "at": (each["value"] + each["end"]) / 2, "text": each["text"], "ink": each["ink"]} for each in fitting
        ]
        x = alt.X("at:Q", scale=alt.Scale(domain=[line.low, line.high], nice=False, zero=False), title=line.title)
        drawn.append(
            alt.Chart(values(middle)).mark_text(fontSize=CELL).encode(x=x, y=y, text="text:N", color=alt.Color("ink:N", scale=None))
        )
    room = longest(list((beside or {}).values()), CELL)
    if beside:
        side = [{"row": row, "text": text} for row, text in beside.items()]
        place = alt.value(wide + _GAP + room)
        drawn.append(alt.Chart(values(side)).mark_text(align="right", fontSize=CELL, color=INK).encode(x=place, y=y, text="text:N"))
    chart = alt.layer(*drawn).properties(width=wide, height=height(rows) * len(rows))
    return chart, labels_width(rows) + wide + (_GAP + room if beside else 0.0)
