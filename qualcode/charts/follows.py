"""Who speaks after whom, as shaded squares: speakers by speakers, for each transcript."""

from __future__ import annotations

from qualcode.charts._frame import framed, labels_width
from qualcode.charts._heat import Square, heat, percents
from qualcode.charts._look import Figure, Look
from qualcode.charts._panels import panels
from qualcode.charts._rows import Row, has, number, readable
from qualcode.charts._words import say
from qualcode.errors import QualcodeError
from qualcode.figures import written
from qualcode.table import Table
from qualcode.text import visible

_MOST = 12


def draws(table: Table) -> float:
    """How well this picture suits a table."""
    return 0.8 if has(table, "transcript", "speaker", "next", "times_k", "times_share") else 0.0


def draw(table: Table, look: Look) -> Figure:
    """For each transcript a row for each speaker and a column for each who speaks next; the share of the row's turns is the shade."""
    transcripts = list(dict.fromkeys(str(row[table.index("transcript")]) for row in table.rows))
    if len(transcripts) > _MOST:
        raise QualcodeError(
            f"A picture of {len(transcripts)} transcripts could not be read: {_MOST} at most.",
            "Draw fewer: --transcript ID, or another selection.",
        )
    shares = [number(row[table.index("times_share")]) for row in table.rows]
    scale = percents(say("follows_scale", look.language), shares)
    drawn = []
    room = labels_width(Row.of(visible(str(row[table.index("speaker")]))) for row in table.rows)
    for transcript in transcripts:
        rows = [row for row in table.rows if str(row[table.index("transcript")]) == transcript]
        who = list(dict.fromkeys(visible(str(row[table.index(name)])) for row in rows for name in ("speaker", "next")))
        squares = {(one, other): Square(one, other, None, "") for one in who for other in who}
        for row in rows:
            one, other = (visible(str(row[table.index(name)])) for name in ("speaker", "next"))
            text = written(row[table.index("times_k")], "count", look.figures)
            squares[one, other] = Square(one, other, number(row[table.index("times_share")]), text)
        chart = heat(
            list(squares.values()),
            readable([Row.of(each) for each in who]),
            who,
            scale,
            least=28,
            legend=transcript == transcripts[-1],
            room=room,
        )
        drawn.append((visible(transcript), chart))
    chart, width = panels(drawn)
    title = say("follows", look.language)
    told = say("grid_alt", look.language, rows=len(table.rows), columns=len(transcripts))
    return framed(
        chart, look=look, table=table, title=title, notes=[say("follows_cells", look.language)], width=width, alt_text=f"{title}. {told}"
    )
