"""The revisions of a transcript read back: what each holds, and which came in the place of which."""

from __future__ import annotations

import shlex
from dataclasses import dataclass

from qualcode.model import Draft, DraftParticipant, DraftTurn, Stretch
from qualcode.store import transcripts
from qualcode.store.database import Store


def replaced(store: Store, slug: str) -> int:
    """The number of the revision that the current one of a transcript came in the place of, by the log; 0 when it is the first there was."""
    sql = """SELECT change.before FROM transcript
        JOIN change ON change.noun = 'transcript' AND change.entity = transcript.guid AND change.field = 'revision'
          AND change.after = CAST(transcript.revision AS TEXT)
        JOIN event ON event.id = change.event WHERE transcript.slug = ? AND transcript.present = 1
        ORDER BY event.lamport DESC, event.id DESC LIMIT 1"""
    return int(store.value(sql, (slug,)) or 0)


@dataclass(frozen=True, slots=True)
class Origin:
    """Where a revision comes from: the command that made it, and the name and sha256 of the file that it was read from (empty: none was)."""

    number: int
    command: str
    file_name: str
    sha256: str


def origins(store: Store, slug: str) -> list[Origin]:
    """Where each revision of a transcript comes from, the first one first."""
    key, _ = transcripts.key(store, slug)
    sql = """SELECT revision.number, revision.file_name, revision.file_sha256, transcript.file_name AS first, transcript.file_sha256 AS first_sha256,
        (SELECT event.command FROM change JOIN event ON event.id = change.event
          WHERE change.noun = 'transcript' AND change.entity = transcript.guid AND change.field = 'revision'
            AND change.after = CAST(revision.number AS TEXT)
          ORDER BY event.lamport, event.id LIMIT 1) AS command
        FROM revision JOIN transcript ON transcript.id = revision.transcript WHERE transcript.id = ? ORDER BY revision.number"""
    found = []
    for row in store.rows(sql, (key,)):
        name, sha256 = row["file_name"], row["file_sha256"]
        if name is None and not (row["command"] or "").startswith("transcripts "):
            name, sha256 = row["first"], row["first_sha256"]
        found.append(Origin(row["number"], row["command"] or "", name or "", sha256 or ""))
    return found


def taken_up(store: Store, slug: str) -> str:
    """The command that makes the current revision of a transcript again: from the file that it was read from, else typed."""
    origin = next(one for one in origins(store, slug) if one.number == current(store, slug))
    return (
        f"qualcode transcripts correct {slug} {shlex.quote(origin.file_name)}" if origin.file_name else f"qualcode transcripts edit {slug}"
    )


def current(store: Store, slug: str) -> int:
    """The number of the current revision of a transcript."""
    key, _ = transcripts.key(store, slug)
    return int(store.value("SELECT revision FROM transcript WHERE id = ?", (key,)))


def draft(store: Store, slug: str, revision: int = 0) -> Draft:
    """A revision of a transcript (its number; 0: the current one) as a draft that would make just that revision again.

    Its participants are those of the transcript as it is now, with their roles and own variables. Raises QualcodeError for a revision that
    there is not.
    """
    key, _ = transcripts.key(store, slug)
    row, text = transcripts.text(store, key, revision)
    kind, part = store.rows("SELECT kind, part FROM transcript WHERE id = ?", (key,))[0]
    inside: dict[int, tuple[Stretch, ...]] = {}
    sql = """SELECT stretch.turn, stretch."start", stretch."end", stretch.language FROM stretch JOIN turn ON turn.id = stretch.turn
        WHERE turn.revision = ? ORDER BY stretch.turn, stretch."start\""""
    for turn, start, end, language in store.rows(sql, (row,)):
        inside[turn] = (*inside.get(turn, ()), Stretch(start, end, language))
    turns = [
        DraftTurn(
            turn.speaker,
            turn.start,
            turn.end,
            turn.time_start,
            turn.time_end,
            turn.language,
            inside.get(turn.key, (Stretch(turn.start, turn.end, turn.language),)),
        )
        for turn in transcripts.turns(store, slug, revision)
    ]
    people = [DraftParticipant(one.label, one.role, one.detail, one.variables) for one in transcripts.participants(store, slug)]
    return Draft(text, tuple(turns), tuple(people), kind, part)
