"""What stands around every picture: its title, what is counted, how to read it, and the axis of its rows."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

from qualcode.charts._look import FACTS, LABEL, LINE, NOTE, SOFT, TITLE, Figure, Look, config
from qualcode.charts._measure import longest, wrapped
from qualcode.charts._words import say
from qualcode.table import Table
from qualcode.wording import facts

if TYPE_CHECKING:
    import altair as alt

_INDENT = 10
"""By how many pixels a code is set in below its theme."""

_NARROWEST = 560
"""How wide a picture is at least, so that its title does not go on for many lines."""


def labels_width(labels: Sequence[str], levels: Mapping[str, int] | None = None) -> float:
    """How wide the column of row labels is, with what keeps it from the picture."""
    known = levels or {}
    return max((_INDENT * known.get(label, 0) + longest(label.split("\n"), LABEL, bold=bool(levels)) for label in labels), default=0.0) + 12


def rows_axis(field: str, labels: Sequence[str], levels: Mapping[str, int] | None = None, *, title: str | None = None) -> alt.Y:
    """The axis of rows in this order, labels to the left of the picture and beginning under each other.

    `levels` says how deep labels lie: where there are any below, those at 0 are bold and the others set in.
    """
    import altair as alt

    width = labels_width(labels, levels)
    deep = sorted({level for level in (levels or {}).values() if level})
    at: dict[int, Any] = {
        level: f"indexof({[label for label in labels if (levels or {}).get(label) == level]!r}, datum.value) >= 0" for level in (0, *deep)
    }
    bold: Any = {"condition": {"test": at[0], "value": "bold"}, "value": "normal"}
    padding: Any = {"condition": [{"test": at[level], "value": width - level * _INDENT} for level in deep], "value": width}
    return alt.Y(
        f"{field}:N",
        sort=list(labels),
        scale=alt.Scale(domain=list(labels)),
        title=title,
        axis=alt.Axis(
            labelExpr=r"split(datum.value, '\n')",
            labelAlign="left",
            labelPadding=padding if deep else width,
            labelLineHeight=LINE,
            minExtent=width,
            labelFontWeight=bold if deep else alt.Undefined,
            ticks=False,
            domain=False,
        ),
    )


def values(rows: Sequence[Mapping[str, Any]]) -> alt.InlineData:
    """The data of a picture."""
    import altair as alt

    return alt.InlineData(values=[dict(row) for row in rows])


def cautions(table: Table, look: Look) -> list[str]:
    """The line that says that warnings stand with the table."""
    number = len(table.warnings)
    return [say("caution" if number == 1 else "cautions", look.language, number=number)] if number else []


def framed(chart: Any, *, look: Look, table: Table, title: str, notes: Sequence[str], width: float, alt_text: str) -> Figure:
    """The picture in its frame: the title and what is counted above it, below it how to read it, all parted to `width` pixels.

    `width` is that of the picture with its row labels. What is counted are the unit, the layer and the selection of the table.
    """
    import altair as alt

    room = max(width, _NARROWEST)
    counted = " · ".join(f"{name}: {value}" for name, value in facts(table, look.language))
    foot = [line for note in (*notes, *cautions(table, look)) for line in wrapped(note, room, NOTE)]
    below = alt.TitleParams(
        text=foot, orient="bottom", fontSize=NOTE, fontWeight="normal", color=SOFT, lineHeight=NOTE + 3, offset=14, frame="bounds"
    )
    inner = chart.properties(title=below) if foot else chart
    whole = (
        alt.vconcat(inner)
        .resolve_scale(color="independent", shape="independent", size="independent")
        .resolve_legend(color="independent", shape="independent", size="independent")
        .properties(
            title=alt.TitleParams(text=wrapped(title, room, TITLE, bold=True), subtitle=wrapped(counted, room, FACTS) if counted else []),
            description=alt_text,
        )
    )
    spec = {**whole.to_dict(), "config": config()}
    return Figure(spec, alt_text)


def text_of(lines: str) -> str:
    """A label in one line."""
    return " ".join(lines.split("\n"))
