"""What stands around every picture: its title, what is counted, how to read it, and the axis of its rows."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING, Any

from qualcode.charts._look import FACTS, LABEL, LINE, NOTE, SOFT, TITLE, Figure, Look, config
from qualcode.charts._measure import longest, wrapped
from qualcode.charts._rows import Row
from qualcode.charts._words import say
from qualcode.table import Table
from qualcode.wording import colon, facts

if TYPE_CHECKING:
    import altair as alt

_INDENT = 10
"""By how many pixels a code is set in below its theme."""

_NARROWEST = 560
"""How wide a picture is at least, so that its title does not go on for many lines."""


def labels_width(rows: Iterable[Row]) -> float:
    """How wide the column of row labels is, with what keeps it from the picture."""
    rows = list(rows)
    bold = any(row.level for row in rows)
    return max((_INDENT * row.level + longest(row.label.split("\n"), LABEL, bold=bold) for row in rows), default=0.0) + 12


def rows_axis(field: str, rows: Sequence[Row], *, guided: bool = False, room: float = 0.0) -> alt.Y:
    """The axis of rows in this order, labels to the left of the picture and beginning under each other.

    Where some lie deeper, those at the top are bold and the others set in. `guided`: with a dotted line through each row. `room` is the
    width of the labels, where they are to be as wide as others.
    """
    import altair as alt

    width = room or labels_width(rows)
    deep = sorted({row.level for row in rows if row.level})
    at: dict[int, Any] = {
        level: f"indexof({_listed(row.key for row in rows if row.level == level)}, datum.value) >= 0" for level in (0, *deep)
    }
    bold: Any = {"condition": {"test": at[0], "value": "bold"}, "value": "normal"}
    padding: Any = {"condition": [{"test": at[level], "value": width - level * _INDENT} for level in deep], "value": width}
    more = sorted({lines for row in rows if (lines := row.label.count("\n"))})
    longer = {lines: _listed(row.key for row in rows if row.label.count("\n") == lines) for lines in more}
    # A label of several lines begins where one of a single line stands: it is moved up by half of what is more.
    up: Any = {
        "condition": [{"test": f"indexof({longer[lines]}, datum.value) >= 0", "value": -lines * LINE / 2} for lines in more],
        "value": 0,
    }
    told = {row.key: row.label for row in rows if row.key != row.label}
    text = f"({json.dumps(told, ensure_ascii=False)}[datum.value] || datum.value)" if told else "datum.value"
    return alt.Y(
        f"{field}:N",
        sort=[row.key for row in rows],
        scale=alt.Scale(domain=[row.key for row in rows]),
        title=None,
        axis=alt.Axis(
            labelExpr=f"split({text}, '\\n')" if any("\n" in row.label for row in rows) else text,
            labelAlign="left",
            labelPadding=padding if deep else width,
            labelLineHeight=LINE,
            labelOffset=up if more else alt.Undefined,
            minExtent=width,
            labelFontWeight=bold if deep else alt.Undefined,
            ticks=False,
            domain=False,
            grid=guided,
            gridDash=[1, 3],
        ),
    )


def _listed(texts: Iterable[str]) -> str:
    return json.dumps(list(texts), ensure_ascii=False)


def values(rows: Sequence[Mapping[str, Any]]) -> alt.InlineData:
    """The data of a picture."""
    import altair as alt
    from altair.utils.schemapi import debug_mode

    # Altair copies lists with all that is in them whenever charts are put together, and checks them each time; a tuple it leaves alone.
    with debug_mode(arg=False):
        return alt.InlineData(values=tuple(dict(row) for row in rows))


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
    counted = " · ".join(f"{colon(name, look.language)}{value}" for name, value in facts(table, look.language))
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
    spec = {**whole.to_dict(validate=False), "config": config()}
    return Figure(spec, alt_text, title)
