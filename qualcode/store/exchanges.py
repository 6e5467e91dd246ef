"""How a code goes from one speaker to the next: taken up or not, prompted by a moderator or not."""

from __future__ import annotations

from collections import defaultdict, deque
from collections.abc import Mapping
from dataclasses import dataclass, field
from itertools import groupby
from operator import attrgetter

from qualcode.counts import Exchange, Key
from qualcode.model import Selection, Unit
from qualcode.store import selections
from qualcode.store.codings import Layer
from qualcode.store.database import Store
from qualcode.store.groupings import ancestors, grouping_of
from qualcode.store.passages import CodedTurn, coded_turns

Mentions = Mapping[tuple[str, str], int]
"""The first turn of a moderator that names a code, by transcript and code."""


@dataclass(slots=True)
class _Counted:
    turns: int = 0
    answered: int = 0
    prompted: int = 0
    spontaneous: int = 0
    replies: defaultdict[str, int] = field(default_factory=lambda: defaultdict(int))


@dataclass(slots=True)
class _Said:
    """A turn that carries a code, until it is too far back to be answered."""

    turn: CodedTurn
    answered: bool = False


def exchanges(
    store: Store, selection: Selection, layer: Layer, by: tuple[str, ...] = (), *, attribute: str, within: int, named: Mentions
) -> dict[tuple[Key, str], Exchange]:
    """What becomes of each code, with those below it, in each cell: `within` turns (moderators' too) count as an answer.

    `named` says where moderators name codes by words of theirs; their own codings of the layer count besides.
    """
    grouping = grouping_of(by)
    above = ancestors(store, themes=True)
    codes = {row["id"]: row["slug"] for row in store.rows("SELECT id, slug FROM code WHERE present = 1")}
    slugs = {row["id"]: row["slug"] for row in store.rows("SELECT id, slug FROM transcript")}
    first = _coded_by_moderators(store, layer)
    counted: defaultdict[tuple[Key, int], _Counted] = defaultdict(_Counted)
    value = "(SELECT value FROM coding_attribute WHERE coding_attribute.coding = coding.id AND attribute = :move)"
    turns = coded_turns(store, grouping, selection, layer, extra=(value,), values={"move": attribute})
    for transcript, coded in groupby(turns, key=attrgetter("transcript")):
        begun: set[tuple[Key, int]] = set()
        open_: defaultdict[int, deque[_Said]] = defaultdict(deque)
        for turn in coded:
            values: defaultdict[int, set[str]] = defaultdict(set)
            for code, move in turn.pieces:
                for ancestor in above[code]:
                    values[ancestor] |= {move} if move else set()
            for code, moves in values.items():
                cell = counted[turn.key, code]
                if (turn.key, code) not in begun:
                    begun.add((turn.key, code))
                    said = min(named.get((slugs[transcript], codes[code]), turn.number), first.get((transcript, code), turn.number))
                    cell.prompted += said < turn.number
                    cell.spontaneous += said >= turn.number
                cell.turns += 1
                if _answers(open_[code], turn, within, counted, code):
                    for move in moves:
                        cell.replies[move] += 1
                open_[code].append(_Said(turn))
    return {
        (key, codes[code]): Exchange(each.turns, each.answered, dict(each.replies), each.prompted, each.spontaneous)
        for (key, code), each in counted.items()
    }


def _answers(before: deque[_Said], turn: CodedTurn, within: int, counted: dict[tuple[Key, int], _Counted], code: int) -> bool:
    """Whether a turn takes up what another participant has said; those turns are answered."""
    while before and before[0].turn.number < turn.number - within:
        before.popleft()
    others = [said for said in before if said.turn.participant != turn.participant]
    for said in others:
        if not said.answered:
            said.answered = True
            counted[said.turn.key, code].answered += 1
    return bool(others)


def _coded_by_moderators(store: Store, layer: Layer) -> dict[tuple[int, int], int]:
    """The first turn of a moderator that carries a code, with those below it, by transcript and code."""
    sql = f"""SELECT coding.transcript, code_ancestor.ancestor, min(turn.number) AS number
        FROM coding
        JOIN coding_turn ON coding_turn.coding = coding.id
        JOIN turn ON turn.id = coding_turn.turn
        JOIN participant ON participant.id = turn.participant
        JOIN code_ancestor ON code_ancestor.code = coding.code
        WHERE coding.present = 1 AND participant.role = 'moderator' AND {layer.sql}
        GROUP BY coding.transcript, code_ancestor.ancestor"""
    return {(row["transcript"], row["ancestor"]): row["number"] for row in store.rows(sql)}


def moderators_turns(store: Store, selection: Selection) -> list[tuple[int, Unit]]:
    """The turns of moderators in the transcripts of a selection, with their numbers."""
    where, values = selections.transcripts(selection)
    sql = f"""SELECT transcript.slug, transcript.revision, turn.number, turn."start", turn.text, turn.language FROM turn
        JOIN revision ON revision.id = turn.revision
        JOIN transcript ON transcript.id = revision.transcript AND transcript.revision = revision.number
        JOIN participant ON participant.id = turn.participant
        WHERE transcript.present = 1 AND participant.role = 'moderator' AND {where} ORDER BY transcript.slug, turn.number"""
    return [
        (row["number"], Unit(row["slug"], row["revision"], row["start"], row["text"], row["language"])) for row in store.rows(sql, values)
    ]
