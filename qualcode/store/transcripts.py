"""Transcripts in the project: added whole, listed, tagged, shown by turns."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass

from qualcode.errors import QualcodeError, unknown
from qualcode.model import Draft, Selection, Transcript, Turn
from qualcode.store import clock, codes, selections
from qualcode.store.changes import Change
from qualcode.store.database import Store
from qualcode.text import words as words_of


@dataclass(frozen=True, slots=True)
class Participant:
    """A speaker in a transcript, with what he said in all; `turns` 0 is one who stayed silent."""

    guid: str
    transcript: str
    label: str
    detail: str
    role: str
    turns: int
    words: int
    variables: Mapping[str, str]


def guid_of(sha256: str, part: int) -> str:
    """A transcript's GUID: it follows from its file's content and the part of it, so that every copy of the project gives the same."""
    return clock.named("transcript", sha256, str(part))


def known_file(store: Store, sha256: str) -> list[str]:
    """The ids of the transcripts that came from a file with this content and are in the project."""
    found = store.rows("SELECT slug FROM transcript WHERE file_sha256 = ? AND present = 1 ORDER BY part", (sha256,))
    return [row["slug"] for row in found]


def taken(store: Store, slug: str) -> bool:
    """Whether a transcript of the project has this id."""
    return store.value("SELECT 1 FROM transcript WHERE slug = ? AND present = 1", (slug,)) is not None


def add(made: Change, draft: Draft, *, slug: str, file_name: str, sha256: str, variables: Mapping[str, str]) -> str:
    """Put a draft into the project: text, participants, turns, index and tags. Returns its GUID.

    A transcript that was removed before comes back as it was, under its old GUID, with the tags given now.
    """
    guid = guid_of(sha256, draft.part)
    connection = made.store.connection
    if connection.execute("SELECT 1 FROM transcript WHERE guid = ?", (guid,)).fetchone():
        made.set("transcript", guid, "slug", slug)
        made.set("transcript", guid, "present", 1)
        lost = codes.without_code(made.store)
        if lost:
            raise QualcodeError(
                f"{slug} comes back with codings whose codes are not in the codebook: {', '.join(lost)}.",
                "Load a codebook that has them first: qualcode codebook load",
            )
    else:
        _insert(made, guid, draft, slug=slug, file_name=file_name, sha256=sha256)
        made.note_new("transcript", [guid])
        made.note_first("transcript", guid, slug=slug, kind=draft.kind)
    for name, value in variables.items():
        made.set("transcript", guid, f"tag:{name}", value)
    return guid


def _insert(made: Change, guid: str, draft: Draft, *, slug: str, file_name: str, sha256: str) -> None:
    connection = made.store.connection
    transcript = connection.execute(
        "INSERT INTO transcript (guid, slug, kind, file_name, file_sha256, part, revision, present) VALUES (?, ?, ?, ?, ?, ?, 1, 1)",
        (guid, slug, draft.kind, file_name, sha256, draft.part),
    ).lastrowid
    digest = hashlib.sha256(draft.text.encode()).hexdigest()
    revision = connection.execute(
        "INSERT INTO revision (guid, transcript, number, sha256, text) VALUES (?, ?, 1, ?, ?)",
        (clock.named("revision", guid, digest), transcript, digest, draft.text),
    ).lastrowid
    keys: dict[str, int | None] = {}
    for speaker in draft.participants:
        speaker_guid = clock.named("participant", guid, speaker.label)
        keys[speaker.label] = connection.execute(
            "INSERT INTO participant (guid, transcript, label, detail, role) VALUES (?, ?, ?, ?, ?)",
            (speaker_guid, transcript, speaker.label, speaker.detail, speaker.role),
        ).lastrowid
        made.note_first("participant", speaker_guid, role=speaker.role)
        for name, value in speaker.variables.items():
            made.set("participant", speaker_guid, f"tag:{name}", value)
    first = (connection.execute("SELECT max(id) FROM turn").fetchone()[0] or 0) + 1
    said = [draft.text[turn.start : turn.end] for turn in draft.turns]
    connection.executemany(
        """INSERT INTO turn (id, revision, number, participant, "start", "end", words, language, time_start, time_end, text)
        VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)""",
        [
            (
                first + at,
                revision,
                at + 1,
                keys[turn.speaker],
                turn.start,
                turn.end,
                len(words_of(text)),
                turn.language,
                turn.time_start,
                turn.time_end,
                text,
            )
            for at, (turn, text) in enumerate(zip(draft.turns, said, strict=True))
        ],
    )
    connection.executemany(
        'INSERT INTO stretch (turn, "start", "end", language) VALUES (?, ?, ?, ?)',
        [
            (first + at, stretch.start, stretch.end, stretch.language)
            for at, turn in enumerate(draft.turns)
            if len(turn.languages) > 1
            for stretch in turn.languages
        ],
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
        raise unknown("transcript", slug, slugs(store))
    return found[0]["id"], found[0]["guid"]


def slugs(store: Store) -> list[str]:
    """The ids of all transcripts of the project."""
    return [row["slug"] for row in store.rows("SELECT slug FROM transcript WHERE present = 1 ORDER BY slug")]


def chosen(store: Store, selection: Selection) -> set[str]:
    """The ids of the transcripts that have a speaker whom the selection lets through."""
    where, values = selections.persons(selection)
    sql = f"""SELECT DISTINCT transcript.slug FROM transcript LEFT JOIN participant ON participant.transcript = transcript.id
        WHERE transcript.present = 1 AND {where}"""
    return {row["slug"] for row in store.rows(sql, values)}


def text(store: Store, transcript: int) -> tuple[int, str]:
    """The row of the current revision and its canonical text."""
    sql = """SELECT revision.id, revision.text FROM revision
        JOIN transcript ON transcript.id = revision.transcript AND transcript.revision = revision.number WHERE transcript.id = ?"""
    row = store.rows(sql, (transcript,))[0]
    return row["id"], row["text"]


def turns(store: Store, slug: str) -> list[Turn]:
    """The turns of a transcript's current revision, in order."""
    transcript, _ = key(store, slug)
    revision, _ = text(store, transcript)
    sql = """SELECT turn.*, participant.label, participant.role FROM turn JOIN participant ON participant.id = turn.participant
        WHERE turn.revision = ? ORDER BY turn.number"""
    return [
        Turn(
            key=row["id"],
            transcript=slug,
            number=row["number"],
            speaker=row["label"],
            role=row["role"],
            start=row["start"],
            end=row["end"],
            words=row["words"],
            language=row["language"],
            text=row["text"],
            time_start=row["time_start"],
            time_end=row["time_end"],
        )
        for row in store.rows(sql, (revision,))
    ]


def participants(store: Store, slug: str) -> list[Participant]:
    """The speakers of a transcript in order of appearance, silent ones too."""
    transcript, _ = key(store, slug)
    revision, _ = text(store, transcript)
    tags: dict[int, dict[str, str]] = {}
    sql = "SELECT participant, variable, value FROM participant_tag WHERE participant IN (SELECT id FROM participant WHERE transcript = ?)"
    for row in store.rows(sql, (transcript,)):
        tags.setdefault(row["participant"], {})[row["variable"]] = row["value"]
    sql = """SELECT participant.*, count(turn.id) AS turns, coalesce(sum(turn.words), 0) AS words FROM participant
        LEFT JOIN turn ON turn.participant = participant.id AND turn.revision = ? WHERE participant.transcript = ?
        GROUP BY participant.id ORDER BY participant.id"""
    return [
        Participant(row["guid"], slug, row["label"], row["detail"], row["role"], row["turns"], row["words"], tags.get(row["id"], {}))
        for row in store.rows(sql, (revision, transcript))
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
