"""Codings that get other codes in the place of their own: each is taken off, and another comes that says what it replaces."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from qualcode.errors import QualcodeError
from qualcode.model import Origin
from qualcode.store import anchors, codes
from qualcode.store.changes import Change
from qualcode.store.database import Store
from qualcode.store.places import PLACED, SURE


@dataclass(frozen=True, slots=True)
class Held:
    """A coding as it is held: keys of rows, and its place in the current revision of its transcript."""

    id: int
    guid: str
    transcript: int
    code: int
    coder: int
    layer: str
    origin: Origin
    note: str
    time: str
    place: tuple[int, int, str]
    attributes: Mapping[str, str] = field(default_factory=dict)

    @property
    def spot(self) -> tuple[object, ...]:
        """What codings have in common that one coder has put on the very same words; a place that is not sure is nobody else's."""
        alone = 0 if self.place[2] in SURE else self.id
        return self.transcript, self.coder, self.layer, self.place[:2], alone


@dataclass(frozen=True, slots=True)
class Recoded:
    """What became of codings: the GUIDs of the new ones, and how many were taken off for them.

    `joined` is how many new ones came in the place of several; `apart` are those that stand on the same words as another, but say otherwise.
    """

    made: tuple[str, ...] = ()
    replaced: int = 0
    joined: int = 0
    apart: tuple[str, ...] = ()


_HELD = """
SELECT coding.id, coding.guid, coding.transcript, coding.code, coding.coder, coding.layer, coding.origin, coding.note, coding.time,
  anchor."start", anchor."end", anchor.state
FROM coding JOIN transcript ON transcript.id = coding.transcript
JOIN revision ON revision.transcript = transcript.id AND revision.number = transcript.revision
JOIN anchor ON anchor.coding = coding.id AND anchor.revision = revision.id
WHERE coding.present = 1 AND {condition} ORDER BY coding.transcript, anchor."start", anchor."end", coding.id
"""


def with_code(store: Store, code: str) -> list[Held]:
    """The codings that carry a code (its GUID), of all coders and layers, in removed transcripts too."""
    return _held(store, "coding.code = (SELECT id FROM code WHERE code.guid = :code)", {"code": code})


def find(store: Store, guid: str) -> Held:
    """The coding with this GUID. Raises QualcodeError when it is taken off."""
    found = _held(store, "coding.guid = :guid", {"guid": guid})
    if not found:
        raise QualcodeError(f"Coding {guid[-8:]} is not there any more.", "See the codings with: qualcode coding list")
    return found[0]


def _held(store: Store, condition: str, values: dict[str, object]) -> list[Held]:
    said: dict[int, dict[str, str]] = {}
    sql = f"""SELECT coding_attribute.coding, attribute, value FROM coding_attribute JOIN coding ON coding.id = coding_attribute.coding
        WHERE {condition} ORDER BY attribute"""
    for row in store.rows(sql, values):
        said.setdefault(row["coding"], {})[row["attribute"]] = row["value"]
    rows = [tuple(row) for row in store.rows(_HELD.format(condition=condition), values)]
    found = [(*facts, (start, end, state), said.get(facts[0], {})) for *facts, start, end, state in rows]
    return [Held(*each) for each in found]


def recode(made: Change, held: Sequence[Held], targets: Sequence[str], *, keep: bool = False) -> Recoded:
    """Put other codes (ids) in the place of the one that codings have; with `keep` they have that one too.

    A new coding has the coder, layer, origin, note, attributes, time and all places of the old one. Where its coder has the code on the very
    same words already, one comes in the place of both, with the notes of both, unless their attributes contradict each other. Raises
    QualcodeError for a code that codings cannot carry.
    """
    book = codes.book(made.store)
    keys = codes.keys(made.store)
    wanted = [keys[codes.codable(book, id).id] for id in targets]
    gone = {} if keep else dict.fromkeys(coding.guid for coding in held)
    new: list[_New] = []
    apart: list[str] = []
    for code in wanted:
        for spot in _by_spot([*_there(made.store, code, held), *held]):
            came = [_New(made.store.guid(), code, tuple(group)) for group in spot if any(coding.code != code for coding in group)]
            gone.update(dict.fromkeys(coding.guid for one in came for coding in one.group if coding.code == code))
            new += came
            apart += [one.guid for one in came] if len(spot) > 1 else []
    _write(made, new)
    made.take_off("coding", list(gone))
    return Recoded(tuple(one.guid for one in new), len(gone), sum(len(one.group) > 1 for one in new), tuple(apart))


def _there(store: Store, code: int, moving: Sequence[Held]) -> list[Held]:
    """The codings that have a code already and stand on the words of some of those that are to get it."""
    spots = {coding.spot for coding in moving}
    there = json.dumps(sorted({coding.transcript for coding in moving}))
    found = _held(
        store, "coding.transcript IN (SELECT value FROM json_each(:there)) AND coding.code = :code", {"there": there, "code": code}
    )
    return [coding for coding in found if coding.spot in spots]


def _by_spot(held: Iterable[Held]) -> list[list[list[Held]]]:
    """Codings by where they stand and by whom: for each spot the groups that can be one coding."""
    spots: dict[tuple[object, ...], list[list[Held]]] = {}
    for coding in held:
        groups = spots.setdefault(coding.spot, [])
        fitting = next((group for group in groups if all(_agree(coding.attributes, other.attributes) for other in group)), None)
        if fitting is None:
            groups.append([coding])
        else:
            fitting.append(coding)
    return list(spots.values())


def _agree(one: Mapping[str, str], other: Mapping[str, str]) -> bool:
    return all(other.get(name, value) == value for name, value in one.items())


_ORIGINS: tuple[Origin, ...] = ("manual", "adjudicated", "search", "imported", "agreed", "alone", "suggested")
"""What counts as the origin of a coding that comes in the place of several: a person's own hand before all else."""


@dataclass(frozen=True, slots=True)
class _New:
    """A coding that comes in the place of a group of others, with the key of its code."""

    guid: str
    code: int
    group: tuple[Held, ...]

    @property
    def note(self) -> str:
        return "\n".join(dict.fromkeys(coding.note for coding in self.group if coding.note))

    @property
    def replaces(self) -> str:
        return " ".join(coding.guid for coding in self.group)

    @property
    def attributes(self) -> dict[str, str]:
        return {name: value for coding in self.group for name, value in coding.attributes.items()}

    def row(self, key: int) -> tuple[object, ...]:
        """What stands in the table of codings."""
        first = self.group[0]
        origin = min((coding.origin for coding in self.group), key=_ORIGINS.index)
        time = min(coding.time for coding in self.group)
        return key, self.guid, first.transcript, self.code, first.coder, first.layer, origin, self.note, time, self.replaces


_CODING = """INSERT INTO coding (id, guid, transcript, code, coder, layer, origin, note, time, replaces, present)
VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, 1)"""

_PAIRS = "(SELECT json_extract(value, '$[0]') AS new, json_extract(value, '$[1]') AS old FROM json_each(?)) AS pair"

_ANCHORS = f"""INSERT OR IGNORE INTO anchor (coding, revision, "start", "end", quotation, prefix, suffix, state)
SELECT pair.new, revision, "start", "end", quotation, prefix, suffix, state FROM {_PAIRS} CROSS JOIN anchor ON anchor.coding = pair.old"""

_TURNS = f"""INSERT INTO coding_turn (coding, turn, span_start, span_end, word_start, word_end)
SELECT pair.new, turn, span_start, span_end, word_start, word_end FROM {_PAIRS} CROSS JOIN coding_turn ON coding_turn.coding = pair.old"""

_PLACES = """SELECT coding.guid, revision.guid, "start", "end", state FROM anchor JOIN revision ON revision.id = anchor.revision
JOIN coding ON coding.id = anchor.coding WHERE anchor.coding >= ? AND state <> ?"""


def _write(made: Change, new: Sequence[_New]) -> None:
    """Write the rows of new codings, and what the log has to tell of them; table by table, as there may be many."""
    store = made.store
    start = 1 + (store.value("SELECT max(id) FROM coding") or 0)
    by_key = list(enumerate(new, start))
    store.connection.executemany(_CODING, [one.row(key) for key, one in by_key])
    store.connection.executemany(
        "INSERT INTO coding_attribute (coding, attribute, value) VALUES (?, ?, ?)",
        [(key, name, value) for key, one in by_key for name, value in one.attributes.items()],
    )
    store.connection.execute(_ANCHORS, (json.dumps([(key, coding.id) for key, one in by_key for coding in one.group]),))
    store.connection.execute(_TURNS, (json.dumps([(key, one.group[0].id) for key, one in by_key]),))
    for one in new:
        made.note("coding", one.guid, "present", 0, 1)
        made.note_first("coding", one.guid, replaces=one.replaces, **({"note": one.note} if one.note else {}))
        for name, value in one.attributes.items():
            made.note("coding", one.guid, f"attribute:{name}", None, value)
    for guid, revision, begin, end, state in store.rows(_PLACES, (start, PLACED)):
        made.note("coding", guid, f"anchor:{revision}", None, anchors.value(begin, end, state))
