"""Where in the session a code stands: when it first comes, its middle, and how it is spread over the parts of the session."""

from __future__ import annotations

from collections.abc import Sequence

from qualcode.analysis._asked import Asked, chosen_codes, code_label, columns_of
from qualcode.analysis._rows import code_columns, title_by
from qualcode.analysis._saying import say
from qualcode.analysis._words import column
from qualcode.counts import Moments
from qualcode.model import Codebook, Study
from qualcode.saying import amount
from qualcode.table import Column, Table

_COUNTED = "Counted in the layer {layer}, in turns of participants. A turn counts once for a code and those above it."
_PARTS = "{columns} 1/{parts} to {parts}/{parts}: turns in each part of the session, of equal numbers of words."


def timeline(found: Sequence[Moments], book: Codebook, *, asked: Asked, study: Study | None = None, parts: int) -> Table:
    """A row for each code and transcript (and cell of `asked.by`) that has it: turns, and where they stand, from 0 (the beginning) to 1.

    Places are shares of the words of the session. `part_1` and so on count the turns in each of the equal parts.
    """
    wanted = {code.id: code_label(code, asked) for code in chosen_codes(book, asked)}
    order = {id: rank for rank, id in enumerate(wanted)}
    shown = sorted(
        (each for each in found if each.code in wanted),
        key=lambda each: (order[each.code], each.transcript, [value or "" for value in each.key]),
    )
    head = (*code_columns(asked.words), column("transcript", "text", language=asked.words))
    figures = (
        column("turns", "count", language=asked.words),
        column("first", "share", language=asked.words),
        column("middle", "share", language=asked.words),
        column("last", "share", language=asked.words),
        column("first_turn", "number", language=asked.words),
        column("first_time", "text", language=asked.words),
        *(Column(f"part_{at}", f"{at}/{parts}", "count") for at in range(1, parts + 1)),
    )
    return Table(
        title=title_by(asked, "Timeline", "Timeline by {by}", study, book),
        unit="turn",
        columns=(*head, *columns_of(asked.by, asked, study, book, beside=(each.name for each in (*head, *figures))), *figures),
        rows=tuple(
            (
                *(each.code, wanted[each.code], each.transcript, *each.key, each.turns, each.first, each.middle, each.last),
                each.first_turn,
                clock(each.first_time),
                *each.parts,
            )
            for each in shown
        ),
        layer=asked.layer,
        selection=asked.described(),
        notes=(
            say(asked.words, _COUNTED, layer=asked.layer),
            say(
                asked.words,
                "first, middle, last: where the turns stand, in the share of all words of the session (moderators' too) said before.",
            ),
            say(asked.words, _PARTS, columns=amount(parts, "column", asked.words), parts=parts),
        ),
        group_by=2,
    )


def clock(milliseconds: int | None) -> str | None:
    """A time in the session; None where it is not known.

    >>> clock(3_725_000), clock(None)
    ('1:02:05', None)
    """
    if milliseconds is None:
        return None
    seconds = milliseconds // 1000
    return f"{seconds // 3600}:{seconds // 60 % 60:02}:{seconds % 60:02}"
