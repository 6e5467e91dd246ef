"""Lines over numbers, with their names at their ends: told apart by dashes as well as by colour."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from qualcode.charts._frame import values
from qualcode.charts._look import DOTS, LABEL, Look
from qualcode.charts._measure import longest

_WIDE, _HIGH = 420, 260
_AXIS = 50
_DASHES: tuple[list[int], ...] = ([1, 0], [6, 3], [2, 2], [8, 3, 2, 3], [1, 3], [10, 4])


def lines(
    data: Sequence[Mapping[str, Any]], series: Sequence[str], look: Look, *, x: str, y: str, most: float, whole: bool = False
) -> tuple[Any, float]:
    """The chart, and how wide it is with the names of its lines: `data` have `series`, `x`, `y`, and with a band `low` and `high`.

    `most` is the end of the upright axis; `whole`: all numbers are whole.
    """
    import altair as alt

    names = list(series)
    ends = [row["x"] for row in data] or [0, 1]
    decimal = f"replace(format(datum.value, '~g'), /[.]/, '{look.figures.decimal}')"
    across = alt.X(
        "x:Q",
        title=x,
        scale=alt.Scale(domain=[min(ends), max(ends) if max(ends) > min(ends) else min(ends) + 1], nice=False, padding=6),
        axis=alt.Axis(grid=False, tickMinStep=1, format="d", tickCount=8),
    )
    up = alt.Scale(domain=[0, most or 1.0], nice=False)
    axis = alt.Axis(tickMinStep=1, format="d") if whole else alt.Axis(labelExpr=decimal)
    colour = alt.Color("series:N", sort=names, scale=alt.Scale(domain=names, range=_repeated(DOTS, names)), legend=None)
    dash = alt.StrokeDash("series:N", sort=names, scale=alt.Scale(domain=names, range=_repeated(_DASHES, names)), legend=None)
    base = alt.Chart(values(data)).encode(x=across, color=colour)
    layers = [
        base.mark_line(strokeWidth=2.4).encode(y=alt.Y("y:Q", scale=up, title=y, axis=axis), strokeDash=dash),
        base.mark_point(filled=True, size=34, opacity=1).encode(y=alt.Y("y:Q", scale=up, title=y, axis=axis)),
    ]
    if any("low" in row for row in data):
        layers.insert(0, base.mark_area(opacity=0.14).encode(y=alt.Y("low:Q", scale=up, title=y, axis=axis), y2="high:Q"))
    named, room = _names(data, names, up, most or 1.0, alt)
    return alt.layer(*layers, *named).properties(width=_WIDE, height=_HIGH), _AXIS + _WIDE + room


def _repeated(kinds: Sequence[Any], names: Sequence[str]) -> list[Any]:
    return [kinds[at % len(kinds)] for at in range(len(names))]


def _names(data: Sequence[Mapping[str, Any]], names: Sequence[str], up: Any, most: float, alt: Any) -> tuple[list[Any], float]:
    """The names of several lines behind their ends, apart from each other, and how wide they are."""
    if len(names) < 2:
        return [], 0.0
    ends = {row["series"]: row["y"] for row in data}
    step = (LABEL + 3) / _HIGH * most
    places: list[dict[str, Any]] = []
    for name in sorted((name for name in names if name in ends), key=lambda name: -ends[name]):
        at = min(ends[name], places[-1]["at"] - step) if places else ends[name]
        places.append({"series": name, "at": at})
    below = min((place["at"] for place in places), default=0.0)
    if below < 0:
        places = [{**place, "at": max(place["at"], (len(places) - 1 - at) * step)} for at, place in enumerate(places)]
    marks = alt.Chart(values(places)).mark_text(align="left", fontSize=LABEL)
    return [marks.encode(x=alt.value(_WIDE + 8), y=alt.Y("at:Q", scale=up), text="series:N")], longest(list(names), LABEL) + 10
