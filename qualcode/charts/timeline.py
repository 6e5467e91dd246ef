"""Where in the session codes stand, as shaded squares: codes by parts of one transcript, or of all together; one code by transcripts."""

from __future__ import annotations

from collections import defaultdict

from qualcode.charts._frame import framed
from qualcode.charts._heat import Square, heat, numbers
from qualcode.charts._look import Figure, Look
from qualcode.charts._rows import Row, cell_of, code_rows, dimensions, has, number, readable
from qualcode.charts._words import say
from qualcode.figures import written
from qualcode.table import Table
from qualcode.text import visible
from qualcode.wording import colon


def draws(table: Table) -> float:
    """How well this picture suits a table."""
    return 0.8 if has(table, "code", "transcript", "turns", "first", "part_1") else 0.0


def draw(table: Table, look: Look) -> Figure:
    """A row for each code (or, of one code, each transcript), a column for each part; how many turns is the shade and stands in it."""
    parts = [column for column in table.columns if column.name.startswith("part_")]
    codes, code = code_rows(table, look), table.index("code")
    split = [column for column in dimensions(table) if column.name != "transcript"]
    transcripts = list(dict.fromkeys(str(row[table.index("transcript")]) for row in table.rows))
    one_code = len(codes) == 1 and len(transcripts) > 1
    rows: dict[str, Row] = {}
    turns: defaultdict[tuple[str, str], float] = defaultdict(float)
    for row in table.rows:
        here = Row.of(visible(str(row[table.index("transcript")]))) if one_code else codes[str(row[code])]
        if split:
            here = Row.of(f"{here.key} · {' × '.join(cell_of(row, table, split))}")
        rows.setdefault(here.key, here)
        for column in parts:
            turns[here.key, visible(column.label)] += number(row[table.index(column.name)]) or 0.0
    squares = [Square(row, part, count, written(count, "count", look.figures) if count else "") for (row, part), count in turns.items()]
    heads = [visible(column.label) for column in parts]
    scale = numbers(say("timeline_scale", look.language), [square.value for square in squares])
    chart, width = heat(squares, readable(list(rows.values())), heads, scale, title=say("timeline_x", look.language))
    title = say("timeline", look.language)
    if one_code:
        title = say("timeline_of", look.language, what=next(iter(codes.values())).key)
    elif len(transcripts) == 1:
        title = f"{colon(title, look.language)}{visible(transcripts[0])}"
    together = not one_code and len(transcripts) > 1
    notes = [say("timeline_sum", look.language, number=len(transcripts)) if together else say("timeline_cells", look.language)]
    told = say("grid_alt", look.language, rows=len(rows), columns=len(heads))
    return framed(chart, look=look, table=table, title=title, notes=notes, width=width, alt_text=f"{title}. {told}")
