"""What a person has to decide about codings, kept until it is decided: after a split, which codes come in the place of the old one."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from qualcode.errors import QualcodeError
from qualcode.model import Coder, Selection
from qualcode.store import clock, selections
from qualcode.store.changes import Change
from qualcode.store.codings import Layer
from qualcode.store.database import Store
from qualcode.store.places import IS_SURE
from qualcode.store.recoding import Held

SPLIT = "split"


@dataclass(frozen=True, slots=True)
class Waiting:
    """A coding that waits to be re-coded: what it is and where it stands, and the ids of the codes to choose from. `turn` is 0 outside of turns."""

    guid: str
    transcript: str
    code: str
    coder: str
    layer: str
    note: str
    start: int
    end: int
    quotation: str
    before: str
    after: str
    turn: int
    choices: tuple[str, ...]


def guid_of(coding: str) -> str:
    """A question's GUID follows from its coding's."""
    return clock.named("question", SPLIT, coding)


def ask(made: Change, held: Iterable[Held], choices: Sequence[str]) -> int:
    """Put codings on the list of those to be re-coded, with the GUIDs of the codes to choose from. Returns how many."""
    connection = made.store.connection
    said = " ".join(choices)
    asked = 0
    for coding in held:
        guid = guid_of(coding.guid)
        new = connection.execute(
            "INSERT OR IGNORE INTO question (guid, kind, coding, choices, present) VALUES (?, ?, ?, ?, 1)", (guid, SPLIT, coding.id, said)
        ).rowcount
        if new:
            made.note("question", guid, "present", 0, 1)
            made.note("question", guid, "choices", None, said)
        else:
            made.set("question", guid, "choices", said)
            made.set("question", guid, "present", 1)
        asked += 1
    return asked


def settle(made: Change, coding: str) -> None:
    """Take a coding (its GUID) off the list."""
    made.set("question", guid_of(coding), "present", 0)


def follow(made: Change, gone: Iterable[str], into: str) -> None:
    """Where one of these codes (GUIDs) was to choose from, another is now."""
    old = set(gone)
    for row in made.store.rows("SELECT guid, choices FROM question WHERE present = 1 AND kind = 'split'"):
        choices = list(dict.fromkeys(into if choice in old else choice for choice in row["choices"].split()))
        made.set("question", row["guid"], "choices", " ".join(choices))


_WAITING = f"""
SELECT coding.guid, transcript.slug AS transcript, code.slug AS code, coder.slug AS coder, coding.layer, coding.note, anchor."start",
  anchor."end", anchor.quotation, anchor.prefix, anchor.suffix,
  coalesce((SELECT min(turn.number) FROM coding_turn JOIN turn ON turn.id = coding_turn.turn WHERE coding_turn.coding = coding.id), 0) AS turn,
  question.choices
FROM question JOIN coding ON coding.id = question.coding
JOIN transcript ON transcript.id = coding.transcript
JOIN revision ON revision.transcript = transcript.id AND revision.number = transcript.revision
JOIN anchor ON anchor.coding = coding.id AND anchor.revision = revision.id AND {IS_SURE}
JOIN code ON code.id = coding.code
JOIN coder ON coder.id = coding.coder
WHERE question.present = 1 AND question.kind = '{SPLIT}' AND coding.present = 1 AND transcript.present = 1
"""


def waiting(store: Store, coder: Coder | None = None, selection: Selection | None = None) -> list[Waiting]:
    """The codings (of one coder) that wait to be re-coded, in the order of the text.

    Those whose place waits for a decision come once that is made; codes that are retired meanwhile, or gone, are not to choose from.
    """
    where, values = selections.codings(selection or Selection())
    return _waiting(store, f":coder IN ('', coder.guid) AND {where}", {**values, "coder": coder.guid if coder else ""})


def _waiting(store: Store, condition: str, values: dict[str, object]) -> list[Waiting]:
    known = {
        row["guid"]: row["slug"]
        for row in store.rows("SELECT guid, slug FROM code WHERE present = 1 AND codable = 1 AND status <> 'retired'")
    }
    sql = f"""{_WAITING} AND {condition} ORDER BY transcript.slug, anchor."start", anchor."end", coding.guid"""
    rows = [tuple(row) for row in store.rows(sql, values)]
    found = [(*facts, tuple(known[choice] for choice in choices.split() if choice in known)) for *facts, choices in rows]
    return [Waiting(*each) for each in found]


def find(store: Store, id: str) -> Waiting:
    """The coding whose GUID is or ends in this and that waits to be re-coded. Raises QualcodeError when there is none, or more than one."""
    if len(id) < 4:
        raise QualcodeError(
            f"{id} is too short to name a coding.", "Give at least its last 4 characters, as in: qualcode review --kind split --list"
        )
    found = _waiting(store, "substr(coding.guid, -length(:id)) = :id", {"id": id})
    if len(found) == 1:
        return found[0]
    if found:
        raise QualcodeError(f"There are several codings {id}.", "Give more of its characters.")
    raise QualcodeError(f"No coding {id} waits to be re-coded.", "See those that do with: qualcode review --kind split --list")


def number_waiting(store: Store, layer: Layer | None, selection: Selection) -> int:
    """How many codings of a layer (None: of all) wait to be re-coded under a selection; they count with their old code."""
    where, values = selections.codings(selection)
    sql = f"SELECT count(*) FROM ({_WAITING} AND {layer.sql if layer else '1 = 1'} AND {where})"
    return int(store.value(sql, values))
