"""Transcripts in the project: added whole, listed, tagged, shown by turns."""

from __future__ import annotations

import hashlib
import json
import sqlite3
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from qualcode.errors import QualcodeError, unknown
from qualcode.model import Draft, DraftTurn, Role, Selection, Stretch, Transcript, Turn
from qualcode.store import clock, codes, selections
from qualcode.store.changes import Change
from qualcode.store.database import Store
from qualcode.store.turns import COLUMNS, Turns


@dataclass(frozen=True, slots=True)
class Participant:
    """A speaker in a transcript, with what he said in all; `turns` 0 is one who stayed silent."""

    guid: str
    transcript: str
    label: str
    detail: str
    role: Role
    turns: int
    words: int
    variables: Mapping[str, str]


def guid_of(sha256: str, part: int) -> str:
    """A transcript's GUID: it follows from its file's content and the part of it, so that every copy of the project gives the same."""
    return clock.named("transcript", sha256, str(part))


def known_file(store: Store, sha256: str) -> list[str]:
    """The ids of the transcripts that came from a file with this content, or were corrected after it, and are in the project."""
    sql = """SELECT slug FROM transcript WHERE present = 1 AND (file_sha256 = :file
        OR id IN (SELECT transcript FROM revision WHERE file_sha256 = :file)) ORDER BY part, slug"""
    found = store.rows(sql, {"file": sha256})
    return [row["slug"] for row in found]


def taken(store: Store, slug: str) -> bool:
    """Whether a transcript of the project has this id."""
    return store.value("SELECT 1 FROM transcript WHERE slug = ? AND present = 1", (slug,)) is not None


def add(made: Change, draft: Draft, words: Sequence[int], *, slug: str, file_name: str, sha256: str, variables: Mapping[str, str]) -> str:
    """Put a draft into the project: text, participants, turns with how many words each has, index and tags. Returns its GUID.

    A transcript that was removed before comes back under its old GUID with its codings and tags, read as it is now. Raises QualcodeError
    when it has codings and its text is not the one that they stand on, or when codings come back whose codes are gone.
    """
    guid = guid_of(sha256, draft.part)
    connection = made.store.connection
    row = connection.execute("SELECT id FROM transcript WHERE guid = ?", (guid,)).fetchone()
    begins = {"slug": slug, "kind": draft.kind, "file_name": file_name}
    if row is None:
        key = connection.execute(
            "INSERT INTO transcript (guid, slug, kind, file_name, file_sha256, part, revision, present) VALUES (?, ?, ?, ?, ?, ?, 1, 1)",
            (guid, slug, draft.kind, file_name, sha256, draft.part),
        ).lastrowid
        assert key is not None
        made.note_new("transcript", [guid])
        made.note_first("transcript", guid, **begins, revision=1)
        set_participants(made, key, guid, draft, again=False)
        insert_revision(connection, key, guid, draft, words=words, number=1)
    else:
        revision = _read_again(made, row["id"], guid, draft, words)
        for field, value in begins.items():
            made.set("transcript", guid, field, value)
        made.set("transcript", guid, "revision", revision)
        made.set("transcript", guid, "present", 1)
        lost = codes.without_code(made.store)
        if lost:
            raise QualcodeError(
                f"{slug} comes back with codings whose codes are not in the codebook: {', '.join(lost)}.",
                "Load a codebook that has them first: qualcode codebook load",
            )
    for name, text in variables.items():
        made.set("transcript", guid, f"tag:{name}", text)
    return guid


def _read_again(made: Change, key: int, guid: str, draft: Draft, words: Sequence[int]) -> int:
    """The number of the revision that a file read before has now: one that is there already, or a new one with the codings at their places."""
    connection = made.store.connection
    set_participants(made, key, guid, draft, again=True)
    coded = connection.execute("SELECT 1 FROM coding WHERE transcript = ? LIMIT 1", (key,)).fetchone()
    if coded and text(made.store, key)[1] != draft.text:
        raise QualcodeError(
            "It was here before with another text, and codings stand on that.", "Bring it back as it was with: qualcode undo"
        )
    known = connection.execute("SELECT number FROM revision WHERE guid = ?", (guid_of_revision(guid, draft),)).fetchone()
    if known:
        return int(known["number"])
    number = int(connection.execute("SELECT max(number) FROM revision WHERE transcript = ?", (key,)).fetchone()[0]) + 1
    insert_revision(connection, key, guid, draft, words=words, number=number)
    return number


_NOT_THERE = "absent"
"""The role of a speaker whom only an earlier reading of the file knew."""

_ROLE_THEN = f"""(SELECT change.before ->> '$' FROM change JOIN event ON event.id = change.event
  WHERE change.noun = 'participant' AND change.entity = participant.guid AND change.field = 'role' AND change.after = '"{_NOT_THERE}"'
  ORDER BY event.lamport DESC LIMIT 1)"""
"""The role that such a speaker had before, by the log."""


def set_participants(made: Change, key: int, guid: str, draft: Draft, *, again: bool) -> None:
    """Make the speakers those of the draft; `again`: the file was read before."""
    connection = made.store.connection
    there = {row["label"] for row in made.store.rows("SELECT label FROM participant WHERE transcript = ?", (key,))}
    for label in sorted(there - {speaker.label for speaker in draft.participants}):
        made.set("participant", participant_guid(guid, label), "role", _NOT_THERE)
    for speaker in draft.participants:
        person = participant_guid(guid, speaker.label)
        if speaker.label not in there:
            sql = "INSERT INTO participant (guid, transcript, label, detail, role) VALUES (?, ?, ?, ?, ?)"
            connection.execute(sql, (person, key, speaker.label, speaker.detail, speaker.role))
            made.note("participant", person, "role", _NOT_THERE if again else None, speaker.role)
            made.note_first("participant", person, detail=speaker.detail)
        else:
            made.set("participant", person, "role", speaker.role)
            made.set("participant", person, "detail", speaker.detail)
        for name, value in speaker.variables.items():
            made.set("participant", person, f"tag:{name}", value)


def participant_guid(transcript_guid: str, label: str) -> str:
    """A speaker's GUID: it follows from the transcript and the label."""
    return clock.named("participant", transcript_guid, label)


def guid_of_revision(transcript_guid: str, draft: Draft) -> str:
    """The GUID of the revision that a draft makes."""
    turns = [(turn.speaker, turn.start, turn.end, turn.time_start, turn.time_end, turn.language) for turn in draft.turns]
    stretches = [(at, one.start, one.end, one.language) for at, turn in enumerate(draft.turns, 1) for one in _stretches(turn)]
    return revision_guid(transcript_guid, draft.text, turns, stretches)


def revision_guid(transcript_guid: str, text: str, turns: Iterable[tuple[object, ...]], stretches: Iterable[tuple[object, ...]]) -> str:
    """A revision's GUID: it follows from the text and how it is divided into turns (speaker, span, times, language) and languages."""
    # What is hashed stays in this form: by it the revisions of projects and copies that there are were named.
    reading = json.dumps([text, list(turns), list(stretches)], ensure_ascii=False)
    return clock.named("revision", transcript_guid, hashlib.sha256(reading.encode()).hexdigest())


def _stretches(turn: DraftTurn) -> tuple[Stretch, ...]:
    """The languages of a turn that switches; those of one that does not are its own."""
    return turn.languages if len(turn.languages) > 1 else ()


def insert_revision(
    connection: sqlite3.Connection,
    key: int,
    guid: str,
    draft: Draft,
    *,
    words: Sequence[int],
    number: int,
    file: tuple[str, str] | None = None,
) -> None:
    """The rows of a revision with its turns, the words of each, and their index; `file` is the name and sha256 of the file that it came from, if not the transcript's."""
    digest = hashlib.sha256(draft.text.encode()).hexdigest()
    revision = connection.execute(
        "INSERT INTO revision (guid, transcript, number, sha256, text, file_name, file_sha256) VALUES (?, ?, ?, ?, ?, ?, ?)",
        (guid_of_revision(guid, draft), key, number, digest, draft.text, *(file or (None, None))),
    ).lastrowid
    speakers = {row["label"]: row["id"] for row in connection.execute("SELECT id, label FROM participant WHERE transcript = ?", (key,))}
    first = (connection.execute("SELECT max(id) FROM turn").fetchone()[0] or 0) + 1
    connection.executemany(
        """INSERT INTO turn (id, revision, number, participant, "start", "end", words, language, time_start, time_end, text)
        VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)""",
        [
            (
                first + at,
                revision,
                at + 1,
                speakers[turn.speaker],
                turn.start,
                turn.end,
                count,
                turn.language,
                turn.time_start,
                turn.time_end,
                draft.text[turn.start : turn.end],
            )
            for at, (turn, count) in enumerate(zip(draft.turns, words, strict=True))
        ],
    )
    connection.executemany(
        'INSERT INTO stretch (turn, "start", "end", language) VALUES (?, ?, ?, ?)',
        [(first + at, one.start, one.end, one.language) for at, turn in enumerate(draft.turns) for one in _stretches(turn)],
    )
    connection.execute("INSERT INTO turn_index (rowid, text) SELECT id, text FROM turn WHERE revision = ?", (revision,))


_LIST = """
SELECT transcript.id, transcript.slug, transcript.guid, transcript.kind, transcript.file_name, transcript.revision,
  count(turn.id) AS turns, coalesce(sum(turn.words) FILTER (WHERE participant.role = 'participant'), 0) AS words,
  (SELECT count(*) FROM participant AS p WHERE p.transcript = transcript.id AND p.role = 'participant') AS participants
FROM transcript
JOIN revision ON revision.transcript = transcript.id AND revision.number = transcript.revision
LEFT JOIN turn ON turn.revision = revision.id
LEFT JOIN participant ON participant.id = turn.participant
WHERE transcript.present = 1
GROUP BY transcript.id
ORDER BY transcript.slug
"""


def all_of(store: Store) -> list[Transcript]:
    """The transcripts of the project by id. `words` are the participants' words, `participants` those with that role, silent ones too."""
    tags: dict[int, dict[str, str]] = {}
    for row in store.rows("SELECT transcript, variable, value FROM transcript_tag ORDER BY variable"):
        tags.setdefault(row["transcript"], {})[row["variable"]] = row["value"]
    return [
        Transcript(
            id=row["slug"],
            guid=row["guid"],
            kind=row["kind"],
            file_name=row["file_name"],
            revision=row["revision"],
            turns=row["turns"],
            words=row["words"],
            participants=row["participants"],
            variables=tags.get(row["id"], {}),
        )
        for row in store.rows(_LIST)
    ]


def key(store: Store, slug: str) -> tuple[int, str]:
    """The row and the GUID of the transcript with this id. Raises QualcodeError with the known ids."""
    found = store.rows("SELECT id, guid FROM transcript WHERE slug = ? AND present = 1", (slug,))
    if not found:
        known = slugs(store)
        if not known:
            raise QualcodeError(f"Unknown transcript: {slug}", "There is no transcript yet; bring some in with: qualcode import PATH")
        raise unknown("transcript", slug, known)
    return found[0]["id"], found[0]["guid"]


def file_of(store: Store, slug: str) -> tuple[str, str, int]:
    """The name and the sha256 of the file that a transcript was read from, and which part of it it is (from 0)."""
    transcript, _ = key(store, slug)
    row = store.rows("SELECT file_name, file_sha256, part FROM transcript WHERE id = ?", (transcript,))[0]
    return row["file_name"], row["file_sha256"], row["part"]


def parts(store: Store, slug: str) -> int:
    """How many transcripts came from the file of this one, itself counted."""
    _, sha256, _ = file_of(store, slug)
    return int(store.value("SELECT count(*) FROM transcript WHERE file_sha256 = ?", (sha256,)))


def slugs(store: Store) -> list[str]:
    """The ids of all transcripts of the project."""
    return [row["slug"] for row in store.rows("SELECT slug FROM transcript WHERE present = 1 ORDER BY slug")]


def chosen(store: Store, selection: Selection) -> set[str]:
    """The ids of the transcripts that have a speaker whom the selection lets through."""
    where, values = selections.persons(selection)
    sql = f"""SELECT DISTINCT transcript.slug FROM transcript LEFT JOIN participant ON participant.transcript = transcript.id
        WHERE transcript.present = 1 AND coalesce(participant.role, '') <> :absent AND {where}"""
    return {row["slug"] for row in store.rows(sql, values | {"absent": _NOT_THERE})}


def speakers(store: Store) -> set[str]:
    """The labels of all speakers of the project."""
    sql = """SELECT DISTINCT label FROM participant JOIN transcript ON transcript.id = participant.transcript
        WHERE transcript.present = 1 AND participant.role <> ?"""
    return {row["label"] for row in store.rows(sql, (_NOT_THERE,))}


def text(store: Store, transcript: int, revision: int = 0) -> tuple[int, str]:
    """The row of a revision (its number; 0: the current one) and its canonical text. Raises QualcodeError for one that there is not."""
    sql = """SELECT revision.id, revision.text FROM revision JOIN transcript ON transcript.id = revision.transcript
        WHERE transcript.id = :key AND revision.number = coalesce(nullif(:number, 0), transcript.revision)"""
    found = store.rows(sql, {"key": transcript, "number": revision})
    if not found:
        slug, last = store.rows(
            "SELECT slug, max(number) FROM transcript JOIN revision ON revision.transcript = transcript.id WHERE transcript.id = ?",
            (transcript,),
        )[0]
        raise QualcodeError(
            f"{slug} has no revision {revision}.", f"Its revisions are 1 to {last}." if last > 1 else "It was never corrected."
        )
    return found[0]["id"], found[0]["text"]


def turns(store: Store, slug: str, revision: int = 0) -> list[Turn]:
    """The turns of a transcript's revision (its number; 0: the current one), in order. Raises QualcodeError for one that there is not.

    A speaker whom only an earlier revision knew has the role that he had then.
    """
    return list(turn_by_turn(store, slug, revision))


def turn_by_turn(store: Store, slug: str, revision: int = 0) -> Turns:
    """The same turns, each made when it is asked for."""
    transcript, _ = key(store, slug)
    row_of_revision, _ = text(store, transcript, revision)
    role = f"CASE participant.role WHEN '{_NOT_THERE}' THEN coalesce({_ROLE_THEN}, '{_NOT_THERE}') ELSE participant.role END"
    sql = f"""SELECT {COLUMNS.format(role=role)} FROM turn JOIN participant ON participant.id = turn.participant
        WHERE turn.revision = :revision ORDER BY turn.number"""
    return Turns(store.rows(sql, {"slug": slug, "revision": row_of_revision}))


def participants(store: Store, slug: str) -> list[Participant]:
    """The speakers of a transcript in order of appearance, silent ones too."""
    transcript, _ = key(store, slug)
    revision, _ = text(store, transcript)
    tags: dict[int, dict[str, str]] = {}
    sql = "SELECT participant, variable, value FROM participant_tag WHERE participant IN (SELECT id FROM participant WHERE transcript = ?)"
    for row in store.rows(sql, (transcript,)):
        tags.setdefault(row["participant"], {})[row["variable"]] = row["value"]
    sql = """SELECT participant.*, count(turn.id) AS turns, coalesce(sum(turn.words), 0) AS words FROM participant
        LEFT JOIN turn ON turn.participant = participant.id AND turn.revision = ?
        WHERE participant.transcript = ? AND participant.role <> ? GROUP BY participant.id ORDER BY participant.id"""
    return [
        Participant(row["guid"], slug, row["label"], row["detail"], row["role"], row["turns"], row["words"], tags.get(row["id"], {}))
        for row in store.rows(sql, (revision, transcript, _NOT_THERE))
    ]


def participant(store: Store, slug: str, label: str) -> Participant:
    """The speaker of a transcript with this label. Raises QualcodeError with the known labels."""
    known = {speaker.label: speaker for speaker in participants(store, slug)}
    if label not in known:
        raise unknown(f"speaker in {slug}", label, known)
    return known[label]


def remove(made: Change, slug: str) -> int:
    """Take a transcript out of the project (undo brings it back); returns how many codings go with it."""
    transcript, guid = key(made.store, slug)
    codings = int(made.store.value("SELECT count(*) FROM coding WHERE transcript = ? AND present = 1", (transcript,)))
    made.set("transcript", guid, "present", 0)
    return codings


def tag(made: Change, slug: str, values: Mapping[str, str | None], *, speaker: str = "") -> bool:
    """Set (or with None take away) variables of a transcript, or of one of its speakers. False when nothing changed."""
    store = made.store
    noun, guid = ("participant", participant(store, slug, speaker).guid) if speaker else ("transcript", key(store, slug)[1])
    changed = [made.set(noun, guid, f"tag:{name}", value) for name, value in values.items()]
    return any(changed)


def set_role(made: Change, slug: str, speaker: str, role: str) -> bool:
    """Say that a speaker is a participant, the moderator or an observer. False when he was that already."""
    if role not in ("participant", "moderator", "observer"):
        raise QualcodeError(f"Unknown role: {role}", "Known: participant, moderator, observer.")
    return made.set("participant", participant(made.store, slug, speaker).guid, "role", role)


def languages(store: Store) -> dict[str, str]:
    """The language that most of the participants' words of each transcript are in, by its id."""
    sql = """SELECT slug, language, max(words) FROM (
          SELECT transcript.slug, turn.language, sum(turn.words) AS words FROM turn
          JOIN participant ON participant.id = turn.participant AND participant.role = 'participant'
          JOIN revision ON revision.id = turn.revision
          JOIN transcript ON transcript.id = revision.transcript AND transcript.revision = revision.number
          WHERE transcript.present = 1 GROUP BY transcript.id, turn.language)
        GROUP BY slug"""
    return {row["slug"]: row["language"] for row in store.rows(sql)}
