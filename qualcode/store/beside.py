"""What several coders have put on the transcripts that they have finished, one transcript after the other."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby
from operator import itemgetter
from typing import Any

from qualcode.agreed import Heard, Put, Shared
from qualcode.model import AssignmentState, Selection
from qualcode.store import coders, selections
from qualcode.store.database import Store
from qualcode.store.groupings import columns, grouping_of

_HEARD, _PUT = 6, 9
"""How many columns of a turn come before the dimensions, and of a coding in it before the attributes."""


@dataclass(frozen=True, slots=True)
class Standing:
    """Where coders stand with a transcript, by coder's id; who is not assigned to it has none."""

    transcript: str
    states: Mapping[str, AssignmentState]

    def finished(self, coders: Sequence[str]) -> tuple[int, ...]:
        """The places of those among these coders who have finished it."""
        return tuple(place for place, coder in enumerate(coders) if self.states.get(coder) == "finished")

    def pending(self, coders: Sequence[str]) -> bool:
        """Whether one of these coders still has it to code, or to finish."""
        return any(self.states.get(coder, "finished") != "finished" for coder in coders)


def standings(store: Store, selection: Selection) -> list[Standing]:
    """The transcripts that a selection has speakers in, by id, with where every coder stands."""
    where, values = selections.persons(selection)
    found: dict[str, dict[str, AssignmentState]] = {}
    sql = f"""SELECT slug FROM transcript WHERE present = 1
        AND EXISTS (SELECT 1 FROM participant WHERE participant.transcript = transcript.id AND {where}) ORDER BY slug"""
    for row in store.rows(sql, values):
        found[row["slug"]] = {}
    sql = """SELECT transcript.slug, coder.slug AS coder, assignment.state FROM assignment
        JOIN transcript ON transcript.id = assignment.transcript JOIN coder ON coder.id = assignment.coder
        WHERE coder.present = 1 AND transcript.present = 1"""
    for row in store.rows(sql):
        if row["slug"] in found:
            found[row["slug"]][row["coder"]] = row["state"]
    return [Standing(slug, states) for slug, states in found.items()]


@dataclass(frozen=True, slots=True)
class Wanted:
    """What is to be compared: the coders' ids, the transcripts with the places of who has finished them, and how.

    `moderators`: what moderators and observers say counts too. Turns of more than `longest` words come with their text (0: all, None: none).
    `attributes` are those whose values are asked for.
    """

    coders: tuple[str, ...]
    finished: Mapping[str, tuple[int, ...]]
    by: tuple[str, ...] = ()
    moderators: bool = False
    longest: int | None = None
    attributes: tuple[str, ...] = ()


def shared(store: Store, selection: Selection, wanted: Wanted) -> Iterator[Shared]:
    """The transcripts with their turns and what those put on them who have finished them. Only one is held at a time."""
    slugs: dict[int, str] = {
        row["id"]: row["slug"] for row in store.rows("SELECT id, slug FROM transcript WHERE present = 1") if row["slug"] in wanted.finished
    }
    places = {coders.key(store, coders.get(store, slug).guid): place for place, slug in enumerate(wanted.coders)}
    there = json.dumps(list(slugs))
    puts = groupby(_puts(store, selection, wanted, there, json.dumps(list(places))), key=itemgetter(0))
    at, rows = next(puts, (-1, iter(())))
    for transcript, heard in groupby(_turns(store, selection, wanted, there), key=itemgetter(0)):
        finished = wanted.finished[slugs[transcript]]
        turns = [Heard(row[1], row[_HEARD:], *row[2:_HEARD]) for row in heard]
        while -1 < at < transcript:
            at, rows = next(puts, (-1, iter(())))
        put = [_put(row, places) for row in (rows if at == transcript else ())]
        numbers = {turn.number for turn in turns}
        yield Shared(slugs[transcript], finished, turns, [one for one in put if one.coder in finished and one.turn in numbers])


def _put(row: tuple[Any, ...], places: Mapping[int, int]) -> Put:
    number, coding, coder, code, start, end, first, last = row[1:_PUT]
    return Put(number, coding, places[coder], code, start, end, first, last, row[_PUT:])


def _turns(store: Store, selection: Selection, wanted: Wanted, there: str) -> Iterator[tuple[Any, ...]]:
    """The turns that count, transcript by transcript in their order: its row, number, span, words, text, dimensions."""
    grouping = grouping_of(wanted.by)
    who, values = selections.persons(selection)
    turn, more = selections.turns(selection)
    role = "participant.role <> 'absent'" if wanted.moderators else "participant.role = 'participant'"
    sql = f"""SELECT transcript.id, turn.number, turn."start", turn."end", turn.words, iif(turn.words > :longest, turn.text, NULL)
          {columns(grouping.person | grouping.turn)}
        FROM transcript
        JOIN revision ON revision.transcript = transcript.id AND revision.number = transcript.revision
        JOIN turn ON turn.revision = revision.id
        JOIN participant ON participant.id = turn.participant
        WHERE transcript.id IN (SELECT value FROM json_each(:there)) AND {role} AND {who} AND {turn}
        ORDER BY transcript.id, turn.number"""
    return _plain(store, sql, values | more | grouping.values | {"there": there, "longest": wanted.longest})


def _puts(store: Store, selection: Selection, wanted: Wanted, there: str, by: str) -> Iterator[tuple[Any, ...]]:
    """What these coders put on each turn, transcript by transcript: its row, and the parts of a Put with the coder by row."""
    numerator, values = selections.numerator(selection)
    named = {f"named_{at}": name for at, name in enumerate(wanted.attributes)}
    given = "".join(f", (SELECT value FROM coding_attribute WHERE coding = coding.id AND attribute = :{each})" for each in named)
    sql = f"""SELECT coding.transcript, turn.number, coding.id, coding.coder, code.slug, coding_turn.span_start, coding_turn.span_end,
          coding_turn.word_start, coding_turn.word_end{given}
        FROM coding
        JOIN coding_turn ON coding_turn.coding = coding.id
        JOIN turn ON turn.id = coding_turn.turn
        JOIN code ON code.id = coding.code
        WHERE coding.present = 1 AND coding.layer = 'coder' AND coding.coder IN (SELECT value FROM json_each(:by))
          AND coding.transcript IN (SELECT value FROM json_each(:there)) AND {numerator}
        ORDER BY coding.transcript, turn.number, coding_turn.span_start, coding.id"""
    return _plain(store, sql, values | named | {"there": there, "by": by})


def _plain(store: Store, sql: str, values: dict[str, object]) -> Iterator[tuple[Any, ...]]:
    cursor = store.connection.cursor()
    cursor.row_factory = None
    return cursor.execute(sql, values)
