"""The coded turns of participants, one after the other: what sweeps over the text in its order read."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby
from operator import itemgetter
from typing import Any, NamedTuple

from qualcode.counts import Key
from qualcode.model import Selection
from qualcode.store import selections
from qualcode.store.codings import Layer
from qualcode.store.database import Store
from qualcode.store.groupings import Grouping, columns, people

_FIXED = 4


class CodedTurn(NamedTuple):
    """A turn of a participant that carries codings: transcript and participant by row, the turn's number, its cell.

    Each of `pieces` is one coding on it: the code by row, and the extra columns that were asked for.
    """

    transcript: int
    number: int
    participant: int
    key: Key
    pieces: list[tuple[Any, ...]]


def coded_pieces(
    store: Store,
    grouping: Grouping,
    selection: Selection,
    layer: Layer,
    *,
    extra: tuple[str, ...] = (),
    values: dict[str, object] | None = None,
) -> Iterator[tuple[Any, ...]]:
    """The codings of a layer under a selection in each turn that they touch, in the order of the text, whoever speaks.

    Rows of transcript, number of the turn, participant, code, the `extra` columns, and the dimensions that belong to turns.
    """
    turn, turn_values = selections.turns(selection)
    numerator, numerator_values = selections.numerator(selection)
    more = "".join(f", {sql}" for sql in extra)
    sql = f"""SELECT coding.transcript, turn.number, turn.participant, coding.code{more}{columns(grouping.turn)}
        FROM coding
        JOIN coding_turn ON coding_turn.coding = coding.id
        JOIN turn ON turn.id = coding_turn.turn
        WHERE coding.present = 1 AND {layer.sql} AND {turn} AND {numerator}
        ORDER BY coding.transcript, turn.number"""
    cursor = store.connection.cursor()
    cursor.row_factory = None
    return cursor.execute(sql, turn_values | numerator_values | grouping.values | (values or {}))


def coded_turns(
    store: Store,
    grouping: Grouping,
    selection: Selection,
    layer: Layer,
    *,
    extra: tuple[str, ...] = (),
    values: dict[str, object] | None = None,
) -> Iterator[CodedTurn]:
    """The turns of participants that carry codings of a layer under a selection, transcript by transcript in their order.

    `extra` is SQL for further columns of the pieces, on the tables coding, coding_turn and turn, `values` their parameters.
    """
    persons = people(store, grouping, selection)
    rows = coded_pieces(store, grouping, selection, layer, extra=extra, values=values)
    end = _FIXED + len(extra)
    for (transcript, number), found in groupby(rows, key=itemgetter(0, 1)):
        pieces = list(found)
        participant = pieces[0][2]
        if participant in persons:
            key = grouping.arranged(persons[participant][1], pieces[0][end:], ())
            yield CodedTurn(transcript, number, participant, key, [piece[3:end] for piece in pieces])
