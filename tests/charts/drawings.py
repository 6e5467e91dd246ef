"""Pictures as they are drawn: the texts of an .svg with the places that they take."""

from __future__ import annotations

import math
import re
import xml.etree.ElementTree as ET
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from qualcode import plugins
from qualcode.charts._choose import drawn
from qualcode.charts._look import Figure, Look
from qualcode.charts._measure import text_width
from qualcode.table import Table

_SVG = "{http://www.w3.org/2000/svg}"
_UP, _DOWN = 0.72, 0.2
"""How far letters reach above and below their line, in parts of their size."""

Point = tuple[float, float]
Matrix = tuple[float, float, float, float, float, float]


@dataclass(frozen=True)
class Written:
    """A line of text in a picture: its corners, in pixels, and its colour."""

    text: str
    corners: tuple[Point, ...]
    fill: str = ""


def _times(one: Matrix, other: Matrix) -> Matrix:
    a, b, c, d, e, f = one
    g, h, i, j, k, m = other
    return (a * g + c * h, b * g + d * h, a * i + c * j, b * i + d * j, a * k + c * m + e, b * k + d * m + f)


def _matrix(said: str) -> Matrix:
    found: Matrix = (1, 0, 0, 1, 0, 0)
    for name, inside in re.findall(r"(\w+)\(([^)]*)\)", said):
        parts = [float(part) for part in re.split(r"[ ,]+", inside.strip())]
        if name == "translate":
            found = _times(found, (1, 0, 0, 1, parts[0], parts[1] if len(parts) > 1 else 0))
        elif name == "rotate":
            turn = math.radians(parts[0])
            found = _times(found, (math.cos(turn), math.sin(turn), -math.sin(turn), math.cos(turn), 0, 0))
        else:
            raise AssertionError(said)
    return found


def written(svg: str) -> list[Written]:
    """Every line of text of a picture."""
    return list(_written(ET.fromstring(svg), (1, 0, 0, 1, 0, 0)))


def _written(element: ET.Element, above: Matrix) -> Iterator[Written]:
    here = _times(above, _matrix(element.get("transform", "")))
    if element.tag == f"{_SVG}text" and element.get("opacity") != "0":
        size = float(element.get("font-size", "11").removesuffix("px"))
        bold = element.get("font-weight") == "bold"
        down = 0.0
        for part in [element, *element.findall(f"{_SVG}tspan")]:
            down += float(part.get("dy", "0")) if part is not element else 0.0
            if part.text and part.text.strip():
                wide = text_width(part.text, size, bold=bold)
                left = {"start": 0.0, "middle": -wide / 2, "end": -wide}[element.get("text-anchor", "start")]
                box = [
                    (left, down - _UP * size),
                    (left + wide, down - _UP * size),
                    (left + wide, down + _DOWN * size),
                    (left, down + _DOWN * size),
                ]
                a, b, c, d, e, f = here
                yield Written(part.text, tuple((a * x + c * y + e, b * x + d * y + f) for x, y in box), element.get("fill", ""))
    for child in element:
        if child.tag != f"{_SVG}tspan":
            yield from _written(child, here)


def cut(svg: str) -> list[str]:
    """The texts that reach beyond the picture."""
    wide, high = (float(part) for part in ET.fromstring(svg).get("viewBox", "").split()[2:])
    return [each.text for each in written(svg) if any(not (-1 <= x <= wide + 1 and -1 <= y <= high + 1) for x, y in each.corners)]


def overlapping(svg: str) -> list[tuple[str, str]]:
    """The texts that lie over each other."""
    found = []
    open_: list[tuple[float, Written]] = []
    for one in sorted(written(svg), key=lambda each: min(y for _, y in each.corners)):
        top = min(y for _, y in one.corners)
        open_ = [(bottom, other) for bottom, other in open_ if bottom > top]
        found += [(other.text, one.text) for _, other in open_ if _touch(other.corners, one.corners)]
        open_.append((max(y for _, y in one.corners), one))
    return found


def _touch(one: tuple[Point, ...], other: tuple[Point, ...]) -> bool:
    """Whether two boxes share more than their edges: no side of either parts them."""
    for corners in (one, other):
        for (x1, y1), (x2, y2) in ((corners[0], corners[1]), (corners[1], corners[2])):
            across = (y1 - y2, x2 - x1)
            length = math.hypot(*across) or 1.0
            mine, theirs = ([(x * across[0] + y * across[1]) / length for x, y in box] for box in (one, other))
            if max(mine) <= min(theirs) + 0.75 or max(theirs) <= min(mine) + 0.75:
                return False
    return True


def figure(name: str, table: Table, look: Look) -> Figure:
    """A table drawn by the picture of this name."""
    made = plugins.load("charts", name).draw(table, look)
    assert isinstance(made, Figure)
    return made


def svg(name: str, table: Table, look: Look) -> str:
    """A table drawn by the picture of this name, as text of an .svg."""
    return drawn(table, look, form="svg", name=name).data.decode()


def data(figure: Figure) -> list[dict[str, Any]]:
    """All rows of data in a specification, also of its parts."""
    found: list[dict[str, Any]] = []

    def walk(part: Any) -> None:
        if isinstance(part, dict):
            if isinstance(part.get("values"), list) and part["values"] and isinstance(part["values"][0], dict):
                found.extend(part["values"])
            for inner in part.values():
                walk(inner)
        elif isinstance(part, list):
            for inner in part:
                walk(inner)

    spec = dict(figure.spec)
    for rows in spec.get("datasets", {}).values():
        found.extend(rows)
    walk({name: part for name, part in spec.items() if name != "config"})
    return found
