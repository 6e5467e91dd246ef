"""Tallies and bases: what grows with the corpus, counted by SQL.

A grouping is crossed dimensions: variables, `language`, `transcript`, `speaker`, `kind`, `origin`, or an attribute as `attribute:stance`.
"""

from __future__ import annotations

import sqlite3
from dataclasses import dataclass

from qualcode.model import Base, Selection, Tally
from qualcode.store import selections
from qualcode.store.codings import Layer
from qualcode.store.database import Store

_ATTRIBUTE = "attribute:"


@dataclass(frozen=True, slots=True)
class _Grouping:
    """The SQL of the dimensions by where they belong, in the order asked (`d0`, `d1`, ...)."""

    person: dict[str, str]
    turn: dict[str, str]
    coding: dict[str, str]
    values: dict[str, object]

    @property
    def all(self) -> list[str]:
        return sorted(self.person | self.turn | self.coding)


def _grouping(by: tuple[str, ...]) -> _Grouping:
    made = _Grouping({}, {}, {}, {})
    for at, name in enumerate(by):
        column = f"d{at}"
        if name.startswith(_ATTRIBUTE):
            made.values[column] = name.removeprefix(_ATTRIBUTE)
            made.coding[column] = (
                f"(SELECT value FROM coding_attribute WHERE coding_attribute.coding = coding.id AND attribute = :{column})"
            )
            continue
        belongs, sql = selections.dimension(name, column)
        getattr(made, belongs)[column] = sql
        if f":{column}" in sql:
            made.values[column] = name
    return made


def _columns(parts: dict[str, str]) -> str:
    return "".join(f", {sql} AS {column}" for column, sql in sorted(parts.items()))


def _names(columns: list[str], prefix: str = "") -> str:
    return "".join(f", {prefix}{column}" for column in columns)


def _person(grouping: _Grouping, selection: Selection) -> tuple[str, dict[str, object]]:
    """The participants that count: those with this role, in transcripts of the project, that the selection lets through."""
    where, values = selections.persons(selection)
    sql = f"""SELECT participant.id AS id, participant.transcript AS transcript, transcript.slug AS slug, revision.id AS revision{_columns(grouping.person)}
        FROM participant
        JOIN transcript ON transcript.id = participant.transcript
        JOIN revision ON revision.transcript = transcript.id AND revision.number = transcript.revision
        WHERE participant.role = 'participant' AND transcript.present = 1 AND {where}"""
    return sql, values


def tallies(store: Store, selection: Selection, layer: Layer, by: tuple[str, ...] = (), *, themes: bool = True) -> list[Tally]:
    """One Tally per code and cell of the grouping that has anything, codes in the order of the codebook.

    With `themes` every code counts for those above it too, by union. Codings on moderators' words only are in none of them.
    """
    grouping = _grouping(by)
    with store.transaction() if store.writable else _reading(store.connection):
        _fill(store, grouping, selection, layer, themes=themes)
        return _collected(store, grouping)


class _reading:  # noqa: N801
    """Lets a connection that may not change the project make its temporary table."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self.connection = connection

    def __enter__(self) -> None:
        self.connection.execute("PRAGMA query_only = OFF")

    def __exit__(self, *_: object) -> None:
        self.connection.execute("PRAGMA query_only = ON")


def _fill(store: Store, grouping: _Grouping, selection: Selection, layer: Layer, *, themes: bool) -> None:
    """One row per code, island (a run of overlapping codings of it) and turn, in a temporary table."""
    person, values = _person(grouping, selection)
    turn, turn_values = selections.turns(selection)
    numerator, numerator_values = selections.numerator(selection)
    dimensions = grouping.all
    apart = _names(sorted(grouping.coding))
    rolled = "JOIN code_ancestor ON code_ancestor.code = coding.code" if themes else ""
    code = "code_ancestor.ancestor" if themes else "coding.code"
    store.connection.execute("DROP TABLE IF EXISTS temp.island")
    store.connection.execute(
        f"""CREATE TEMP TABLE island AS
        WITH person AS MATERIALIZED ({person}),
        piece AS (
          SELECT coding.id AS coding, {code} AS code, coding.transcript AS transcript, coding_turn.turn AS turn, turn.participant AS participant,
            coding_turn.span_start AS span_start, coding_turn.span_end AS span_end, coding_turn.word_start AS word_start,
            coding_turn.word_end AS word_end{_columns(grouping.coding)}{_columns(grouping.turn)}{_names(sorted(grouping.person), "person.")}
          FROM coding
          {rolled}
          JOIN coding_turn ON coding_turn.coding = coding.id
          JOIN turn ON turn.id = coding_turn.turn
          JOIN person ON person.id = turn.participant
          WHERE coding.present = 1 AND {layer.sql} AND {turn} AND {numerator}
        ),
        reached AS (
          SELECT *, max(span_end) OVER (PARTITION BY transcript, code{apart} ORDER BY span_start, coding, turn
            ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING) AS reach FROM piece
        ),
        numbered AS (
          SELECT *, sum(reach IS NULL OR reach <= span_start) OVER (PARTITION BY transcript, code{apart} ORDER BY span_start, coding, turn
            ROWS UNBOUNDED PRECEDING) AS number FROM reached
        )
        SELECT code, transcript, number, turn, participant, max(word_end) - min(word_start) AS words{_names(dimensions)}
        FROM numbered GROUP BY transcript, code{apart}, number, turn""",
        values | turn_values | numerator_values | grouping.values,
    )


def _collected(store: Store, grouping: _Grouping) -> list[Tally]:
    """The temporary table summed up per code and cell."""
    dimensions = grouping.all
    cells: dict[tuple[object, ...], list[sqlite3.Row]] = {}
    by_person = store.rows(
        f"""SELECT code.slug AS code{_names(dimensions)}, transcript.slug AS transcript, participant, words, segments, turns FROM (
          SELECT code{_names(dimensions)}, transcript, participant, sum(words) AS words, count(DISTINCT number) AS segments, count(DISTINCT turn) AS turns
          FROM island GROUP BY code, transcript, participant{_names(dimensions)}) AS part
        JOIN code ON code.id = part.code AND code.present = 1 JOIN transcript ON transcript.id = part.transcript
        ORDER BY code.position, transcript.slug"""
    )
    for row in by_person:
        cells.setdefault((row["code"], *(row[column] for column in dimensions)), []).append(row)
    segments = {
        tuple(row)[:-1]: row["segments"]
        for row in store.rows(
            f"""SELECT code.slug{_names(dimensions)}, sum(segments) AS segments FROM (
              SELECT code{_names(dimensions)}, transcript, count(DISTINCT number) AS segments FROM island
              GROUP BY code, transcript{_names(dimensions)}) AS part
            JOIN code ON code.id = part.code GROUP BY part.code{_names(dimensions)}"""
        )
    }
    return [_tally(key, rows, segments[key]) for key, rows in cells.items()]


def _tally(key: tuple[object, ...], rows: list[sqlite3.Row], segments: int) -> Tally:
    by_transcript: dict[str, int] = {}
    for row in rows:
        by_transcript[row["transcript"]] = by_transcript.get(row["transcript"], 0) + row["words"]
    return Tally(
        code=str(key[0]),
        key=tuple(None if value is None else str(value) for value in key[1:]),
        segments=segments,
        turns=sum(row["turns"] for row in rows),
        words=sum(row["words"] for row in rows),
        participants=len(rows),
        transcripts=len(by_transcript),
        shares=tuple(sorted((row["segments"] for row in rows), reverse=True)),
        by_transcript=tuple(by_transcript.items()),
    )


def bases(store: Store, selection: Selection, by: tuple[str, ...] = ()) -> list[Base]:
    """The denominators of every cell of the grouping that has participants; dimensions of codings are left out of it.

    Silent participants are counted, unless turns are grouped or selected by a property of their own (language).
    """
    grouping = _grouping(tuple(name for name in by if not name.startswith(_ATTRIBUTE) and name not in selections.CODING_DIMENSIONS))
    person, values = _person(grouping, selection)
    turn, turn_values = selections.turns(selection)
    spoken = bool(grouping.turn or selection.languages)
    dimensions = grouping.all
    found = store.rows(
        f"""WITH person AS MATERIALIZED ({person})
        SELECT person.slug AS transcript, person.id AS participant, count(turn.id) AS turns, coalesce(sum(turn.words), 0) AS words
          {_columns(grouping.turn)}{_names(sorted(grouping.person), "person.")}
        FROM person {"" if spoken else "LEFT"} JOIN turn ON turn.participant = person.id AND turn.revision = person.revision AND {turn}
        GROUP BY person.id{_names(sorted(grouping.turn))} ORDER BY person.slug""",
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
