"""Codings: put on spans, listed, counted by layer."""

from __future__ import annotations

import sqlite3
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field

from qualcode.errors import QualcodeError, unknown
from qualcode.model import UNSURE, Codebook, Coder, Coding, Origin, Role, Selection
from qualcode.store import blinding, coders, codes, selections, transcripts
from qualcode.store.changes import Change
from qualcode.store.database import Store
from qualcode.store.places import INSERT_ANCHOR, INSERT_PIECE, IS_SURE, PLACED, Place, Places

CONSENSUS = "consensus"
_OWN = "coder"


@dataclass(frozen=True, slots=True)
class NewCoding:
    """A coding to be made: ids of transcript and code, and the span in the canonical text."""

    transcript: str
    code: str
    start: int
    end: int
    note: str = ""
    attributes: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Layer:
    """Whose codings are counted: `name` says it to people, `consensus` or a coder's id."""

    name: str
    column: str
    coder: int | None

    @property
    def sql(self) -> str:
        """The condition on the table coding."""
        return f"coding.layer = '{self.column}'" + ("" if self.coder is None else f" AND coding.coder = {self.coder}")


class _Rows:
    """The rows of new codings, by table."""

    def __init__(self) -> None:
        self.codings: list[tuple[object, ...]] = []
        self.anchors: list[tuple[object, ...]] = []
        self.pieces: list[tuple[int, ...]] = []
        self.attributes: list[tuple[object, ...]] = []

    def insert(self, connection: sqlite3.Connection) -> None:
        columns = "id, guid, transcript, code, coder, layer, origin, note, time, present"
        connection.executemany(f"INSERT INTO coding ({columns}) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, 1)", self.codings)
        connection.executemany(INSERT_ANCHOR, self.anchors)
        connection.executemany(INSERT_PIECE, self.pieces)
        connection.executemany("INSERT INTO coding_attribute (coding, attribute, value) VALUES (?, ?, ?)", self.attributes)


def add(
    made: Change,
    coder: Coder,
    new: Iterable[NewCoding],
    *,
    origin: Origin,
    layer: str = _OWN,
    places: Places | None = None,
    retired: bool = False,
) -> tuple[list[str], int]:
    """Put codings on text. Returns the GUIDs of the new ones, and how many were there already (same coder, code, span and layer).

    `retired`: they may have been made when a code that is retired was still in use. Raises QualcodeError for an unknown transcript, code,
    attribute or value, a theme, and a span that is empty or beyond the end.
    """
    store = made.store
    book = codes.book(store)
    code_keys = codes.keys(store)
    coder_key = coders.key(store, coder.guid)
    known = places or Places(store)
    checked: dict[str, int] = {}
    there: dict[str, set[tuple[int, int, int]]] = {}
    rows = _Rows()
    guids: list[str] = []
    already = 0
    now = store.now()
    next_key = (store.value("SELECT max(id) FROM coding") or 0) + 1
    for coding in new:
        place = known[coding.transcript]
        if coding.transcript not in there:
            there[coding.transcript] = _spans(store, place, coder_key, layer)
        if coding.code not in checked:
            checked[coding.code] = code_keys[codes.codable(book, coding.code, retired=retired).id]
        code = checked[coding.code]
        start, end = coding.start, coding.end
        check_span(start, end, place.text, coding.transcript)
        check_attributes(book, coding.attributes)
        if (code, start, end) in there[coding.transcript]:
            already += 1
            continue
        there[coding.transcript].add((code, start, end))
        guid = store.guid()
        guids.append(guid)
        rows.codings.append((next_key, guid, place.key, code, coder_key, layer, origin, coding.note, now))
        rows.anchors.append((next_key, *place.anchor(start, end, PLACED)))
        rows.pieces += [(next_key, *piece) for piece in place.pieces(start, end)]
        rows.attributes += [(next_key, name, value) for name, value in coding.attributes.items()]
        _note(made, guid, coding)
        next_key += 1
    rows.insert(store.connection)
    for slug in there if layer == _OWN else ():
        coders.begin(made, coder, known[slug].guid)
    return guids, already


def _note(made: Change, guid: str, coding: NewCoding) -> None:
    made.note("coding", guid, "present", 0, 1)
    if coding.note:
        made.note_first("coding", guid, note=coding.note)
    for name, value in coding.attributes.items():
        made.note("coding", guid, f"attribute:{name}", None, value)


def _spans(store: Store, place: Place, coder: int, layer: str) -> set[tuple[int, int, int]]:
    sql = f"""SELECT coding.code, anchor."start", anchor."end" FROM coding JOIN anchor ON anchor.coding = coding.id AND anchor.revision = ?
        WHERE coding.transcript = ? AND coding.coder = ? AND coding.layer = ? AND coding.present = 1 AND {IS_SURE}"""
    return {tuple(row) for row in store.rows(sql, (place.revision, place.key, coder, layer))}


def check_span(start: int, end: int, text: str, transcript: str) -> None:
    """Raises QualcodeError for a span that is empty, the wrong way round or beyond the end of the text."""
    if start < 0 or end > len(text):
        raise QualcodeError(
            f"The span {start}-{end} lies beyond the end of {transcript}.",
            f"Its text ends at {len(text)}: qualcode transcripts show {transcript}",
        )
    if start >= end:
        raise QualcodeError(f"The span {start}-{end} is empty.", "Give the start and the end of what is coded, as in 120-164.")
    if not text[start:end].strip():
        raise QualcodeError(f"The span {start}-{end} of {transcript} is only white space.", "Give the start and the end of what is coded.")


def check_attributes(book: Codebook, attributes: Mapping[str, str]) -> None:
    """Raises QualcodeError for an attribute or a value that the codebook does not declare."""
    for name, value in attributes.items():
        declared = next((attribute for attribute in book.attributes if attribute.id == name), None)
        if declared is None:
            raise unknown("attribute", name, (attribute.id for attribute in book.attributes))
        if value not in {known.id for known in declared.values}:
            raise unknown(f"value of {name}", value, (known.id for known in declared.values))


_LIST = """
SELECT coding.guid, transcript.slug AS transcript, code.slug AS code, coder.slug AS coder, coding.layer, coding.origin, coding.note,
  anchor."start", anchor."end", anchor.quotation, coding.id, coding.replaces,
  coalesce((SELECT min(turn.number) FROM coding_turn JOIN turn ON turn.id = coding_turn.turn WHERE coding_turn.coding = coding.id), 0) AS turn
FROM coding
JOIN transcript ON transcript.id = coding.transcript
JOIN revision ON revision.transcript = transcript.id AND revision.number = transcript.revision
JOIN anchor ON anchor.coding = coding.id AND anchor.revision = revision.id
JOIN code ON code.id = coding.code
JOIN coder ON coder.id = coding.coder
WHERE coding.present = 1 AND transcript.present = 1
"""


def all_of(store: Store, selection: Selection | None = None, layer: Layer | None = None) -> list[Coding]:
    """The codings of a layer (None: of every layer, as far as who looks may see them) under a selection, in the order of the text.

    Those whose place is not sure are left out.
    """
    where, values = selections.codings(selection or Selection())
    whose = layer.sql if layer else blinding.SEEN
    return _listed(store, f"{where} AND {whose} AND {IS_SURE}", values | blinding.values(store))


def of_everybody(store: Store) -> list[Coding]:
    """The codings of every layer, whoever looks: for work in which nobody sees them."""
    return _listed(store, IS_SURE, {})


def _listed(store: Store, condition: str, values: dict[str, object]) -> list[Coding]:
    sql = f"""{_LIST} AND {condition} ORDER BY transcript.slug, anchor."start", anchor."end", code.position, coding.guid"""
    attributes: dict[int, dict[str, str]] = {}
    has = "SELECT coding, attribute, value FROM coding_attribute JOIN coding ON coding.id = coding_attribute.coding"
    only = "WHERE coding.guid = :guid" if "guid" in values else ""
    for row in store.rows(f"{has} {only} ORDER BY attribute", values if only else ()):
        attributes.setdefault(row["coding"], {})[row["attribute"]] = row["value"]
    rows = store.rows(sql, values)
    was = _was(store, {row["guid"]: row["code"] for row in rows if row["replaces"]})
    return [
        Coding(
            guid=row["guid"],
            transcript=row["transcript"],
            code=row["code"],
            coder=row["coder"],
            layer=row["layer"],
            start=row["start"],
            end=row["end"],
            quotation=row["quotation"],
            turn=row["turn"],
            origin=row["origin"],
            note=row["note"],
            attributes=attributes.get(row["id"], {}),
            was=was.get(row["guid"], ()),
        )
        for row in rows
    ]


def _was(store: Store, replacing: Mapping[str, str]) -> dict[str, tuple[str, ...]]:
    """The codes that codings had before, the latest first, by GUID; of those that came in the place of others, given with their code."""
    if not replacing:
        return {}
    sql = "SELECT coding.guid, code.slug, coding.replaces FROM coding JOIN code ON code.id = coding.code"
    known = {row["guid"]: (row["slug"], str(row["replaces"] or "").split()) for row in store.rows(sql)}
    found: dict[str, tuple[str, ...]] = {}
    for guid, code in replacing.items():
        steps = [guid]
        for step in steps:
            steps += [before for before in known[step][1] if before in known and before not in steps]
        found[guid] = tuple(dict.fromkeys(known[step][0] for step in steps if known[step][0] != code))
    return found


def find(store: Store, guid: str) -> Coding:
    """The coding whose GUID is or ends in this. Raises QualcodeError when there is none, or more than one, or who looks may not see it yet."""
    if len(guid) < 4:
        raise QualcodeError(f"{guid} is too short to name a coding.", "Give at least its last 4 characters, as in: qualcode coding list")
    sql = """SELECT coding.guid FROM coding JOIN transcript ON transcript.id = coding.transcript
        WHERE coding.present = 1 AND transcript.present = 1 AND substr(coding.guid, -length(?)) = ? LIMIT 2"""
    found = store.rows(sql, (guid, guid))
    if len(found) != 1:
        why = "There is no coding" if not found else "There are several codings"
        raise QualcodeError(f"{why} {guid}.", "See them with: qualcode coding list")
    for transcript in blinding.hidden(store, "coding.guid = :guid", {"guid": found[0]["guid"]}):
        raise QualcodeError(
            f"Coding {guid} is another's, and {blinding.viewer(store)} has not finished {transcript}.",
            f"Finish with: qualcode coders finish {transcript}",
        )
    return _listed(store, "coding.guid = :guid", {"guid": found[0]["guid"]})[0]


def number_suggested(store: Store, coder: Coder, transcript: str) -> int:
    """How many codings of a coder in a transcript (its id) came from suggestions."""
    sql = """SELECT count(*) FROM coding JOIN coder ON coder.id = coding.coder JOIN transcript ON transcript.id = coding.transcript
        WHERE coding.present = 1 AND coding.origin = 'suggested' AND coder.guid = ? AND transcript.slug = ? AND transcript.present = 1"""
    return int(store.value(sql, (coder.guid, transcript)))


def layers(store: Store) -> dict[str, int]:
    """The layers that have codings, and how many: `consensus`, and the coders by id."""
    sql = f"""SELECT CASE coding.layer WHEN '{CONSENSUS}' THEN '{CONSENSUS}' ELSE coder.slug END AS name, count(*) AS codings FROM coding
        JOIN coder ON coder.id = coding.coder JOIN transcript ON transcript.id = coding.transcript
        WHERE coding.present = 1 AND transcript.present = 1 GROUP BY 1 ORDER BY 1"""
    return {row["name"]: row["codings"] for row in store.rows(sql)}


def layer(store: Store, asked: str = "", within: Collection[str] = ()) -> Layer:
    """The layer that a table counts, in some transcripts (ids) or all: the one asked for, else consensus when it has codings, else the only coder's.

    Raises QualcodeError that lists the layers when there are several and none was asked for, and for one that who looks may not see yet.
    """
    if not asked:
        there = layers(store)
        if not there:
            raise QualcodeError(
                "There are no codings yet.", "Code with: qualcode coding add, or bring some in with: qualcode coding import FILE.csv"
            )
        if CONSENSUS not in there and len(there) > 1:
            listed = ", ".join(f"{name} ({codings})" for name, codings in there.items())
            free = blinding.blind(store) or next(iter(there))
            raise QualcodeError(f"Several coders have codings: {listed}", f"Say whose to count: --layer {free}")
        asked = CONSENSUS if CONSENSUS in there else next(iter(there))
    if asked == CONSENSUS:
        found = Layer(CONSENSUS, CONSENSUS, None)
    else:
        found = Layer(asked, _OWN, coders.key(store, coders.get(store, asked).guid))
    blinding.check(store, asked, found.sql, within)
    return found


@dataclass(frozen=True, slots=True)
class Quoted:
    """A coding with who said it: the speaker of its first turn that the selection lets through, the turn's language, the speaker's variables.

    A participant comes before a moderator or observer, whose words count in no table. In no turn (`turn` 0) the speaker is empty. `speakers` is how many have words in it.
    """

    coding: Coding
    turn: int
    speaker: str
    role: Role
    language: str
    variables: Mapping[str, str]
    speakers: int


def quoted(store: Store, selection: Selection, layer: Layer) -> list[Quoted]:
    """The codings of a layer under a selection, with who said them. A participant's variable holds before the transcript's."""
    who, who_values = selections.persons(selection)
    turn, turn_values = selections.turns(selection)
    sql = f"""SELECT coding.guid, participant.label, participant.role, participant.id, turn.number AS turn, turn.language,
          min(turn.number + iif(participant.role = 'participant', 0, 1000000000)),
          (SELECT count(DISTINCT participant) FROM coding_turn JOIN turn ON turn.id = coding_turn.turn
            WHERE coding_turn.coding = coding.id) AS speakers
        FROM coding JOIN transcript ON transcript.id = coding.transcript
        JOIN coding_turn ON coding_turn.coding = coding.id JOIN turn ON turn.id = coding_turn.turn
        JOIN participant ON participant.id = turn.participant
        WHERE coding.present = 1 AND {layer.sql} AND {who} AND {turn} GROUP BY coding.id"""
    said: dict[str, sqlite3.Row] = {row["guid"]: row for row in store.rows(sql, who_values | turn_values)}
    own: dict[int, dict[str, str]] = {}
    for row in store.rows("SELECT participant, variable, value FROM participant_tag"):
        own.setdefault(row["participant"], {})[row["variable"]] = row["value"]
    tags = {transcript.id: transcript.variables for transcript in transcripts.all_of(store)}
    found = []
    for coding in all_of(store, selection, layer):
        shared = tags[coding.transcript]
        if coding.guid in said:
            row = said[coding.guid]
            variables = {**shared, **own.get(row["id"], {})}
            found.append(Quoted(coding, row["turn"], row["label"], row["role"], row["language"], variables, row["speakers"]))
        else:
            found.append(Quoted(coding, 0, "", "participant", UNSURE, shared, 0))
    return found
