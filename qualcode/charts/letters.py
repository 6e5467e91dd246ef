"""Cases by codes, with a short value in each cell: how far a project applies what, or what a participant says of it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from qualcode.charts._frame import framed, labels_width, rows_axis, values
from qualcode.charts._heat import column_axis, headed
from qualcode.charts._look import CELL, RULE, SHADES, Figure, Look, readable_on
from qualcode.charts._rows import Row, dimensions, height, readable, said
from qualcode.charts._words import say
from qualcode.table import Column, Table
from qualcode.text import visible

_LONGEST = 5
_CASES = frozenset({"transcript", "speaker", "kind"})
_MOVES: Mapping[str, str] = {"A": "#33709f", "SE": "#08284f", "D": "#e08214", "SD": "#9b4a05", "S": "#c3d7ea", "NR": "#ffffff"}
_UNSAID = "#d9d9d9"
_NOTHING = "NR"
_ROOM = 360


def _codes(table: Table) -> list[Column]:
    """The columns of short values that have no words of their own, behind what names the rows; none if any value is longer."""
    if any(column.kind != "text" for column in table.columns) or table.columns[0].name != "transcript":
        return []
    found = [column for column in table.columns if column.name not in _CASES and not column.labels]
    parts = (part for row in table.rows for column in found for part in str(row[table.index(column.name)] or "").split(" "))
    return found if all(len(part) <= _LONGEST for part in parts) else []


def draws(table: Table) -> float:
    """How well this picture suits a table."""
    return 0.7 if _codes(table) else 0.0


def draw(table: Table, look: Look) -> Figure:
    """A row for each case and a column for each code; the values stand in the cells, the darker the further."""
    import altair as alt

    codes = _codes(table)
    cases = _cases(table, codes)
    labels = [visible(column.label) for column in codes]
    heads = [
        label if labels.count(label) == 1 else f"{label} ({visible(column.name)})" for column, label in zip(codes, labels, strict=True)
    ]
    found = sorted(
        {str(row[table.index(column.name)] or "") for row in table.rows for column in codes} - {""}, key=lambda text: (len(text), text)
    )
    moves = any(part in _MOVES for value in found for part in value.split())
    left = labels_width(cases)
    head = headed(heads, found, left, 22)
    data = [
        {
            "row": case.key,
            "column": drawn,
            "code": column.name,
            "text": "" if value == _NOTHING else value,
            "value": value,
            "fill": fill,
            "ink": readable_on(fill),
        }
        for case, row in zip(cases, table.rows, strict=True)
        for column, drawn in zip(codes, head.labels, strict=True)
        for value in [str(row[table.index(column.name)] or "")]
        for fill in [_fill(value, found, moves=moves)]
    ]
    base = alt.Chart(values(data)).encode(x=column_axis("column", head, None), y=rows_axis("row", cases))
    squares = base.mark_rect(stroke=RULE).encode(color=alt.Color("fill:N", scale=None))
    texts = base.mark_text(fontSize=CELL).encode(text="text:N", color=alt.Color("ink:N", scale=None))
    chart = (squares + texts).properties(width=head.width * len(codes), height=height(cases) * len(cases))
    title = say("consensus" if moves else "inventory", look.language)
    told = say("grid_alt", look.language, rows=len(cases), columns=len(codes))
    width = left + head.width * len(codes)
    notes = [_legend(found, look, moves=moves)]
    return framed(chart, look=look, table=table, title=title, notes=notes, width=width, alt_text=f"{title}. {told}")


def _cases(table: Table, codes: Sequence[Column]) -> list[Row]:
    """What each case is called: its transcript, its speaker, and its values of variables that are not the same for all."""
    split = [column for column in dimensions(table) if column not in codes]
    telling = [column for column in split if column.name == "transcript" or len({row[table.index(column.name)] for row in table.rows}) > 1]
    named = [
        [said(row[table.index(column.name)], column) for column in telling if row[table.index(column.name)] is not None]
        for row in table.rows
    ]
    return readable([Row.of(" · ".join(parts), room=_ROOM) for parts in named])


def _fill(value: str, found: Sequence[str], *, moves: bool) -> str:
    if not value:
        return "#ffffff"
    if moves:
        known = [_MOVES[part] for part in value.split() if part in _MOVES]
        return known[0] if known else _UNSAID
    if not value.isdecimal():
        return _UNSAID
    ranked = sorted((each for each in found if each.isdecimal()), key=int)
    return SHADES[round(ranked.index(value) * (len(SHADES) - 1) / max(1, len(ranked) - 1))]


def _legend(found: Sequence[str], look: Look, *, moves: bool) -> str:
    """What the values mean, in one line."""
    parts = list(dict.fromkeys(part for value in found for part in value.split()))
    words: dict[str, Any] = {part: say(f"letter_{part}", look.language) for part in parts if part in {*_MOVES, "x"}}
    words.update({part: visible(look.values[part]) for part in parts if part in look.values})
    meant = [f"{part} = {words[part]}" for part in parts if part in words and part != _NOTHING]
    return "; ".join([*meant, say("letter_silent" if moves else "letter_empty", look.language)]) + "."
