"""Where in a session codes stand."""

from __future__ import annotations

from collections import defaultdict
from itertools import accumulate, groupby
from operator import attrgetter
from statistics import median

from qualcode.counts import Key, Moments
from qualcode.model import Selection
from qualcode.store.codings import Layer
from qualcode.store.database import Store
from qualcode.store.groupings import ancestors, grouping_of
from qualcode.store.passages import CodedTurn, coded_turns


def moments(store: Store, selection: Selection, layer: Layer, by: tuple[str, ...] = (), *, parts: int = 5) -> list[Moments]:
    """Where each code, with those below it, stands in each transcript and cell; codes in the order of the codebook, then by transcript."""
    grouping = grouping_of(by)
    above = ancestors(store, themes=True)
    order = {row["id"]: row["slug"] for row in store.rows("SELECT id, slug FROM code WHERE present = 1 ORDER BY position")}
    slugs = {row["id"]: row["slug"] for row in store.rows("SELECT id, slug FROM transcript")}
    found: list[tuple[int, Moments]] = []
    rank = {code: at for at, code in enumerate(order)}
    turns = coded_turns(store, grouping, selection, layer, extra=("coding_turn.word_start", "turn.time_start"))
    for transcript, coded in groupby(turns, key=attrgetter("transcript")):
        before, whole = _before(store, transcript)
        places: defaultdict[tuple[int, Key], dict[int, tuple[float, int | None]]] = defaultdict(dict)
        for turn in coded:
            _put(turn, places, above, before, max(whole, 1))
        for (code, key), at in places.items():
            found.append((rank[code], _moments(key, slugs[transcript], order[code], at, parts)))
    found.sort(key=lambda each: (each[0], each[1].transcript))
    return [each for _, each in found]


def _before(store: Store, transcript: int) -> tuple[dict[int, int], int]:
    """The words said before each turn of a transcript, by its number, and in all."""
    sql = """SELECT turn.number, turn.words FROM turn JOIN revision ON revision.id = turn.revision
        JOIN transcript ON transcript.id = revision.transcript AND transcript.revision = revision.number
        WHERE transcript.id = ? ORDER BY turn.number"""
    rows = store.rows(sql, (transcript,))
    sums = list(accumulate((row["words"] for row in rows), initial=0))
    return {row["number"]: said for row, said in zip(rows, sums[:-1], strict=True)}, sums[-1]


def _put(
    turn: CodedTurn,
    places: dict[tuple[int, Key], dict[int, tuple[float, int | None]]],
    above: dict[int, tuple[int, ...]],
    before: dict[int, int],
    whole: int,
) -> None:
    """Keep the first place of each code in a turn."""
    for code, word, time in turn.pieces:
        place = min((before[turn.number] + word) / whole, 1.0)
        for ancestor in above[code]:
            at = places[ancestor, turn.key]
            if turn.number not in at or place < at[turn.number][0]:
                at[turn.number] = (place, time)


def _moments(key: Key, transcript: str, code: str, at: dict[int, tuple[float, int | None]], parts: int) -> Moments:
    first = min(at)
    shares = sorted(place for place, _ in at.values())
    counts = [0] * parts
    for share in shares:
        counts[min(int(share * parts), parts - 1)] += 1
    return Moments(key, transcript, code, len(at), shares[0], median(shares), shares[-1], first, at[first][1], tuple(counts))
