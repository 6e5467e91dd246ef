"""Tallies and bases: what grows with the corpus, counted in one pass over sorted rows.

The union of overlapping spans could be left to SQL's window functions, but over 100,000 codings they take several times as long as
this pass, whose memory grows with the cells and not with the codings.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable

from qualcode.counts import Base, Tally
from qualcode.model import Selection
from qualcode.store import selections
from qualcode.store.codings import Layer
from qualcode.store.database import Store
from qualcode.store.groupings import Above, Grouping, Key, ancestors, columns, grouping_of, names, of_codings, people, persons_of

_FIXED = 8
"""How many columns of a piece come before the dimensions."""


class _Cell:
    """What is counted of one code in one cell. An island is a run of overlapping codings of the code; `last` is the newest one seen.

    `persons` holds for each participant the newest island seen, how many there were, and the words covered.
    """

    __slots__ = ("last", "persons", "segments", "turns")

    def __init__(self) -> None:
        self.last = -1
        self.segments = 0
        self.turns = 0
        self.persons: dict[int, list[int]] = {}


def tallies(store: Store, selection: Selection, layer: Layer, by: tuple[str, ...] = (), *, themes: bool = True) -> list[Tally]:
    """One Tally per code and cell of the grouping that has anything, codes in the order of the codebook.

    With `themes` every code counts for those above it too, by union. Codings on moderators' words only are in none of them.
    """
    grouping = grouping_of(by)
    persons = people(store, grouping, selection)
    counted = _counted(_pieces(store, grouping, selection, layer), persons, ancestors(store, themes=themes), grouping)
    order = {row["id"]: row["slug"] for row in store.rows("SELECT id, slug FROM code WHERE present = 1 ORDER BY position")}
    return [_tally(slug, key, cells[code], persons) for code, slug in order.items() for key, cells in counted.items() if code in cells]


def _pieces(store: Store, grouping: Grouping, selection: Selection, layer: Layer) -> Iterable[tuple[int, ...]]:
    """The part of each coding in each turn, transcript by transcript, by where the coding begins."""
    turn, turn_values = selections.turns(selection)
    numerator, numerator_values = selections.numerator(selection)
    sql = f"""SELECT coding.transcript, coding.code, coding_turn.turn, turn.participant, coding_turn.span_start, coding_turn.span_end,
          coding_turn.word_start, coding_turn.word_end{columns(grouping.turn)}{columns(grouping.coding)}
        FROM coding
        JOIN coding_turn ON coding_turn.coding = coding.id
        JOIN turn ON turn.id = coding_turn.turn
        WHERE coding.present = 1 AND {layer.sql} AND {turn} AND {numerator}
        ORDER BY coding.transcript, coding_turn.span_start"""
    cursor = store.connection.cursor()
    cursor.row_factory = None
    return cursor.execute(sql, turn_values | numerator_values | grouping.values)


def _counted(
    pieces: Iterable[tuple[int, ...]], persons: dict[int, tuple[str, Key]], above: Above, grouping: Grouping
) -> dict[Key, dict[int, _Cell]]:
    """The cells by key and code. This loop is what a count waits for: it is kept flat, with as few look-ups as the union needs."""
    cells: dict[Key, dict[int, _Cell]] = {}
    reached: dict[object, list[int]] = {}
    covered: dict[object, int] = {}
    here = -1
    island = 0
    turn_ends = _FIXED + len(grouping.turn)
    for piece in pieces:
        transcript, code, turn, participant, start, end, word_start, word_end = piece[:_FIXED]
        if participant not in persons:
            continue
        if transcript != here:
            here = transcript
            reached.clear()
            covered.clear()
        apart = piece[turn_ends:]
        key = grouping.arranged(persons[participant][1], piece[_FIXED:turn_ends], apart)
        of_key = cells.get(key)
        if of_key is None:
            of_key = cells[key] = {}
        for ancestor in above[code]:
            name = (ancestor, apart) if apart else ancestor
            run = reached.get(name)
            if run is None or start >= run[0]:
                island += 1
                run = reached[name] = [end, island]
            elif end > run[0]:
                run[0] = end
            now = run[1]
            cell = of_key.get(ancestor)
            if cell is None:
                cell = of_key[ancestor] = _Cell()
            if cell.last != now:
                cell.last = now
                cell.segments += 1
            person = cell.persons.get(participant)
            if person is None:
                person = cell.persons[participant] = [now, 1, 0]
            elif person[0] != now:
                person[0] = now
                person[1] += 1
            place = (name, turn)
            before = covered.get(place)
            if before is None:
                cell.turns += 1
                person[2] += word_end - word_start
                covered[place] = word_end
            elif word_end > before:
                person[2] += word_end - max(word_start, before)
                covered[place] = word_end
    return cells


def _tally(code: str, key: Key, cell: _Cell, persons: dict[int, tuple[str, Key]]) -> Tally:
    by_transcript: dict[str, int] = {}
    for participant, (_, _, words) in cell.persons.items():
        slug = persons[participant][0]
        by_transcript[slug] = by_transcript.get(slug, 0) + words
    return Tally(
        code=code,
        key=key,
        segments=cell.segments,
        turns=cell.turns,
        words=sum(by_transcript.values()),
        participants=len(cell.persons),
        transcripts=len(by_transcript),
        shares=tuple(sorted((segments for _, segments, _ in cell.persons.values()), reverse=True)),
        by_transcript=tuple(sorted(by_transcript.items())),
    )


def bases(store: Store, selection: Selection, by: tuple[str, ...] = ()) -> list[Base]:
    """The denominators of every cell of the grouping that has participants; dimensions of codings are left out of it.

    Silent participants are counted, unless turns are grouped or selected by a property of their own (language).
    """
    grouping = grouping_of(tuple(name for name in by if not of_codings(name)))
    person, values = persons_of(grouping, selection)
    turn, turn_values = selections.turns(selection)
    spoken = bool(grouping.turn or selection.languages)
    dimensions = grouping.all
    found = store.rows(
        f"""WITH person AS MATERIALIZED ({person})
        SELECT person.slug AS transcript, person.id AS participant, count(turn.id) AS turns, coalesce(sum(turn.words), 0) AS words
          {columns(grouping.turn)}{names(sorted(grouping.person), "person.")}
        FROM person {"" if spoken else "LEFT"} JOIN turn ON turn.participant = person.id AND turn.revision = person.revision AND {turn}
        GROUP BY person.id{names(sorted(grouping.turn))} ORDER BY person.slug""",
        values | turn_values | grouping.values,
    )
    cells: dict[tuple[object, ...], list[sqlite3.Row]] = {}
    for row in found:
        cells.setdefault(tuple(row[column] for column in dimensions), []).append(row)
    return [_base(key, rows) for key, rows in cells.items()]


def _base(key: tuple[object, ...], rows: list[sqlite3.Row]) -> Base:
    by_transcript: dict[str, int] = {}
    for row in rows:
        by_transcript[row["transcript"]] = by_transcript.get(row["transcript"], 0) + row["words"]
    return Base(
        key=tuple(None if value is None else str(value) for value in key),
        turns=sum(row["turns"] for row in rows),
        words=sum(row["words"] for row in rows),
        participants=len({row["participant"] for row in rows}),
        transcripts=len(by_transcript),
        by_transcript=tuple(by_transcript.items()),
    )
