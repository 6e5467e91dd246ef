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

    axis, y = value_axis(line), rows_axis("row", rows)
    legend = alt.Legend(title=None, orient="top", direction="horizontal", columns=4, symbolType="square", offset=8)
    colour = alt.Color(
        "kind:N",
        scale=alt.Scale(domain=list(kinds), range=list(kinds.values())),
        sort=list(kinds),
        legend=legend if told and len(kinds) > 1 else None,
    )
    data = [_record(part, kinds) for part in parts]
    drawn = [
        *_marked(line, alt),
        alt.Chart(values(data))
        .mark_bar(stroke="#ffffff", strokeWidth=0.8, height={"band": 0.74})
        .encode(x=axis, x2="end:Q", y=y, color=colour),
        *_written(data, line, y, alt),
    ]
    room = longest(list((beside or {}).values()), CELL)
    if beside:
        side = [{"row": row, "text": text} for row, text in beside.items()]
        place = alt.value(_WIDE + _GAP + room)
        drawn.append(alt.Chart(values(side)).mark_text(align="right", fontSize=CELL, color=INK).encode(x=place, y=y, text="text:N"))
    chart = alt.layer(*drawn).properties(width=_WIDE, height=height(rows) * len(rows))
    return chart, labels_width(rows) + _WIDE + (_GAP + room if beside else 0.0)


def _record(part: Part, kinds: Mapping[str, str]) -> dict[str, Any]:
    """A part as a row of data, with the colour that its text is to have."""
    ink = readable_on(kinds[part.kind])
    return {"row": part.row, "kind": part.kind, "value": part.start, "end": part.end, "text": part.text, "ink": ink, **part.told}


def _place(line: Line, alt: Any) -> Any:
    return alt.X("at:Q", scale=alt.Scale(domain=[line.low, line.high], nice=False, zero=False), title=line.title)


def _marked(line: Line, alt: Any) -> list[Any]:
    """The lines at marked values, behind the bars."""
    data = values([{"at": mark} for mark in line.marks])
    return [alt.Chart(data).mark_rule(color=INK, strokeWidth=1).encode(x=_place(line, alt))] if line.marks else []


def _written(data: Sequence[Mapping[str, Any]], line: Line, y: Any, alt: Any) -> list[Any]:
    """The texts that fit into their parts."""
    scale = (line.high - line.low) or 1.0
    middle = [
        {"row": each["row"], "at": (each["value"] + each["end"]) / 2, "text": each["text"], "ink": each["ink"]}
        for each in data
        if text_width(each["text"], CELL) + 3 <= (each["end"] - each["value"]) / scale * _WIDE
    ]
    colour = alt.Color("ink:N", scale=None)
    texts = alt.Chart(values(middle)).mark_text(fontSize=CELL).encode(x=_place(line, alt), y=y, text="text:N", color=colour)
    return [texts] if middle else []
