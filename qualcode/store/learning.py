"""What a coder's suggestions may learn from: the turns with their codes in the layers that she sees, and what she has refused."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass

from qualcode.model import Coder, Coding, Span
from qualcode.store import reading
from qualcode.store.codings import CONSENSUS
from qualcode.store.database import Store
from qualcode.store.places import IS_SURE
from qualcode.text import sentences


@dataclass(frozen=True, slots=True)
class Decided:
    """A participant's turn or sentence, with the ids of the codes that it was given and of those that were refused for it.

    `whole`: the coder has looked at it for every code: it has codings, she has marked it as read, or finished its transcript.
    """

    transcript: str
    turn: int
    text: str
    language: str
    codes: frozenset[str]
    refused: frozenset[str]
    whole: bool


@dataclass(frozen=True, slots=True)
class Given:
    """A code (its id) on a span of the canonical text."""

    code: str
    start: int
    end: int


_SEEN = """coder.guid = :coder OR coding.layer = :consensus AND NOT EXISTS (
    SELECT 1 FROM assignment JOIN coder AS who ON who.id = assignment.coder
    WHERE who.guid = :coder AND assignment.transcript = coding.transcript AND assignment.state <> 'finished')"""
"""Of a coding: whether a coder sees it, her own or the consensus but for what she still codes herself."""

Pieces = Callable[[int, int, str, str], Iterable[tuple[int, str, str]]]
"""A turn (its row, start, text and language) to what is looked at one at a time: start, text and language of each."""


def pieces(store: Store, by: str) -> Pieces:
    """Turns whole, or (`by` sentence) sentence by sentence, each in the language that most of it is in."""
    if by == "turn":
        return lambda _key, start, text, language: ((start, text, language),)
    spoken: defaultdict[int, list[tuple[Span, str]]] = defaultdict(list)
    for row in store.rows('SELECT turn, "start", "end", language FROM stretch'):
        spoken[row["turn"]].append((Span(row["start"], row["end"]), row["language"]))

    def by_sentence(key: int, start: int, text: str, language: str) -> Iterable[tuple[int, str, str]]:
        for place in sentences(text):
            begin, end = start + place.start, start + place.end
            over = {one: max(0, min(end, span.end) - max(begin, span.start)) for span, one in spoken.get(key, ())}
            yield begin, text[place.start : place.end], max(over, key=over.__getitem__) if any(over.values()) else language

    return by_sentence


def spans(store: Store, coder: Coder) -> Mapping[int, list[Given]]:
    """What carries codes in the layers that a coder sees, by turn (its row): her own codings, and the consensus but for what she still codes herself."""
    return _given(store, _SEEN, {"coder": coder.guid, "consensus": CONSENSUS})


def beside(store: Store, coding: Coding) -> Mapping[int, list[Given]]:
    """What carries codes in the layer of a coding, and by its coder where that is not the consensus, by turn (its row)."""
    same = "coding.layer = :layer AND (coding.layer = :consensus OR coder.slug = :coder)"
    return _given(store, same, {"layer": coding.layer, "coder": coding.coder, "consensus": CONSENSUS})


def _given(store: Store, condition: str, values: dict[str, object]) -> Mapping[int, list[Given]]:
    found: defaultdict[int, list[Given]] = defaultdict(list)
    sql = f"""SELECT coding_turn.turn, code.slug, coding_turn.span_start, coding_turn.span_end FROM coding
        JOIN coder ON coder.id = coding.coder
        JOIN coding_turn ON coding_turn.coding = coding.id JOIN code ON code.id = coding.code
        JOIN turn ON turn.id = coding_turn.turn JOIN anchor ON anchor.coding = coding.id AND anchor.revision = turn.revision
        WHERE coding.present = 1 AND {IS_SURE} AND ({condition})"""
    for turn, *given in store.rows(sql, values):
        found[turn].append(Given(*given))
    return found


def quotations(store: Store, coder: Coder, most: int) -> list[tuple[str, str, str]]:
    """Code (its id), words and language of what a coder sees coded, the newest first, so many at most."""
    sql = f"""SELECT code.slug, anchor.quotation, turn.language FROM coding
        JOIN coder ON coder.id = coding.coder JOIN code ON code.id = coding.code
        JOIN coding_turn ON coding_turn.coding = coding.id JOIN turn ON turn.id = coding_turn.turn
        JOIN anchor ON anchor.coding = coding.id AND anchor.revision = turn.revision
        WHERE coding.present = 1 AND {IS_SURE} AND ({_SEEN}) GROUP BY coding.id ORDER BY coding.id DESC LIMIT :most"""
    return [tuple(row) for row in store.rows(sql, {"coder": coder.guid, "consensus": CONSENSUS, "most": most})]


def decided(store: Store, coder: Coder, by: str = "turn") -> list[Decided]:
    """Every participant's turn (or sentence), in the order of the text, with the codes that this coder sees. Others' codings are not seen.

    A sentence without a code is known to have none only where its turn is read or its transcript finished.
    """
    given, refused = spans(store, coder), _refused(store, coder)
    finished = _finished(store, coder)
    read: dict[str, frozenset[int]] = {}
    split = pieces(store, by)
    found = []
    for row in store.rows(_TURNS):
        slug = row["slug"]
        if slug not in read:
            read[slug] = reading.turns(store, coder, slug)
        for start, text, language in split(row["id"], row["start"], row["text"], row["language"]):
            codes, no = (_over(known.get(row["id"], ()), start, start + len(text)) for known in (given, refused))
            whole = bool(codes) or slug in finished or row["number"] in read[slug]
            found.append(Decided(slug, row["number"], text, language, codes, no - codes, whole))
    return found


def _over(given: Iterable[Given], start: int, end: int) -> frozenset[str]:
    return frozenset(one.code for one in given if one.start < end and one.end > start)


def _refused(store: Store, coder: Coder) -> Mapping[int, list[Given]]:
    found: defaultdict[int, list[Given]] = defaultdict(list)
    sql = """SELECT turn.id, code.slug, suggestion_key."start", suggestion_key."end" FROM decision JOIN coder ON coder.id = decision.coder
        JOIN suggestion_key ON suggestion_key.key = decision.key JOIN code ON code.id = suggestion_key.code
        JOIN turn ON turn.revision = suggestion_key.revision
          AND turn."start" < suggestion_key."end" AND turn."end" > suggestion_key."start"
        WHERE coder.guid = :coder AND decision.accepted <= 0"""
    for turn, *given in store.rows(sql, {"coder": coder.guid}):
        found[turn].append(Given(*given))
    return found


_TURNS = """SELECT turn.id, transcript.slug, turn.number, turn."start", turn.text, turn.language FROM turn
    JOIN revision ON revision.id = turn.revision
    JOIN transcript ON transcript.id = revision.transcript AND transcript.revision = revision.number
    JOIN participant ON participant.id = turn.participant
    WHERE transcript.present = 1 AND participant.role = 'participant' ORDER BY transcript.slug, turn.number"""


def _finished(store: Store, coder: Coder) -> set[str]:
    sql = """SELECT transcript.slug FROM assignment JOIN coder ON coder.id = assignment.coder
        JOIN transcript ON transcript.id = assignment.transcript WHERE coder.guid = ? AND assignment.state = 'finished'"""
    return {row["slug"] for row in store.rows(sql, (coder.guid,))}
