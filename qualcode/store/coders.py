"""Coders, and which transcripts they have to do, are doing, have finished."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from qualcode.errors import QualcodeError, unknown
from qualcode.model import AssignmentState, Coder
from qualcode.store import clock, transcripts
from qualcode.store.changes import Change
from qualcode.store.database import Store


@dataclass(frozen=True, slots=True)
class Assignment:
    """Where a coder stands with a transcript (both ids), how many codings of his it has, and whether suggestions are made for him there."""

    coder: str
    transcript: str
    state: AssignmentState
    codings: int
    suggestions: bool = True


def guid_of(slug: str) -> str:
    """A coder's GUID follows from the id, so that the same coder is known in every copy of a project."""
    return clock.named("coder", slug)


def check_apart(slug: str, known: Iterable[str]) -> None:
    """Raises QualcodeError when the id of a new coder differs from a known one by case only: people would take the two for one."""
    for other in known:
        if other != slug and other.casefold() == slug.casefold():
            raise QualcodeError(
                f"There is a coder {other}, whose id differs from {slug} by case only.", f"Write {other}, or take another id."
            )


def add(made: Change, slug: str, name: str, language: str, variables: Mapping[str, str]) -> Coder:
    """Enter a coder. Raises QualcodeError when the id is taken, be it in capitals or small letters."""
    guid = guid_of(slug)
    connection = made.store.connection
    check_apart(slug, (row["slug"] for row in made.store.rows("SELECT slug FROM coder WHERE present = 1")))
    row = connection.execute("SELECT present FROM coder WHERE guid = ?", (guid,)).fetchone()
    if row is not None and row["present"]:
        raise QualcodeError(f"There is a coder {slug} already.", "See them with: qualcode coders list")
    if row is None:
        sql = "INSERT INTO coder (guid, slug, name, language, present) VALUES (?, ?, ?, ?, 1)"
        connection.execute(sql, (guid, slug, name, language))
        made.note_new("coder", [guid])
        made.note_first("coder", guid, name=name, language=language)
    else:
        for field, value in (("present", 1), ("name", name), ("language", language)):
            made.set("coder", guid, field, value)
    for variable, value in variables.items():
        made.set("coder", guid, f"tag:{variable}", value)
    return Coder(slug, guid, name, language, dict(variables))


def all_of(store: Store) -> list[Coder]:
    """The coders of the project by id."""
    tags: dict[int, dict[str, str]] = {}
    for row in store.rows("SELECT coder, variable, value FROM coder_tag ORDER BY variable"):
        tags.setdefault(row["coder"], {})[row["variable"]] = row["value"]
    found = store.rows("SELECT * FROM coder WHERE present = 1 ORDER BY slug")
    return [Coder(row["slug"], row["guid"], row["name"], row["language"], tags.get(row["id"], {})) for row in found]


def get(store: Store, slug: str) -> Coder:
    """The coder with this id. Raises QualcodeError with the known ids."""
    known = {coder.id: coder for coder in all_of(store)}
    if slug not in known:
        error = unknown("coder", slug, known)
        raise QualcodeError(error.message, f"{error.hint} Enter a new one with: qualcode coders add {slug}")
    return known[slug]


def key(store: Store, guid: str) -> int:
    """The row of a coder."""
    return int(store.value("SELECT id FROM coder WHERE guid = ?", (guid,)))


def assign(made: Change, coder: Coder, transcript: str, state: AssignmentState) -> bool:
    """Say where a coder stands with a transcript. False when it stood so already."""
    _, guid = transcripts.key(made.store, transcript)
    return made.set("coder", coder.guid, f"assignment:{guid}", state)


def state(store: Store, coder: Coder, transcript_guid: str) -> AssignmentState | None:
    """Where a coder stands with a transcript; None when it is not assigned."""
    sql = """SELECT state FROM assignment JOIN coder ON coder.id = assignment.coder JOIN transcript ON transcript.id = assignment.transcript
        WHERE coder.guid = ? AND transcript.guid = ?"""
    found: AssignmentState | None = store.value(sql, (coder.guid, transcript_guid))
    return found


def begin(made: Change, coder: Coder, transcript_guid: str) -> None:
    """Note that a coder has begun with a transcript, unless he has begun or finished already."""
    if state(made.store, coder, transcript_guid) in (None, "to do"):
        made.set("coder", coder.guid, f"assignment:{transcript_guid}", "in progress")


def assignments(store: Store) -> list[Assignment]:
    """All assignments, by coder and transcript."""
    sql = """SELECT coder.slug AS coder, transcript.slug AS transcript, assignment.state,
          (SELECT count(*) FROM coding WHERE coding.coder = coder.id AND coding.transcript = transcript.id AND coding.present = 1
            AND coding.layer = 'coder') AS codings,
          NOT EXISTS (SELECT 1 FROM unaided WHERE unaided.coder = coder.id AND unaided.transcript = transcript.id) AS suggestions
        FROM assignment JOIN coder ON coder.id = assignment.coder JOIN transcript ON transcript.id = assignment.transcript
        WHERE coder.present = 1 AND transcript.present = 1 ORDER BY coder.slug, transcript.slug"""
    return [Assignment(row["coder"], row["transcript"], row["state"], row["codings"], bool(row["suggestions"])) for row in store.rows(sql)]


def aid(made: Change, coder: Coder, transcript: str, *, suggestions: bool) -> bool:
    """Say whether suggestions are made for a coder in a transcript. False when it was so already."""
    _, guid = transcripts.key(made.store, transcript)
    return made.set("coder", coder.guid, f"unaided:{guid}", None if suggestions else 1)


def unaided(store: Store, coder: Coder) -> list[str]:
    """The transcripts (ids) that a coder codes without suggestions."""
    sql = """SELECT transcript.slug FROM unaided JOIN coder ON coder.id = unaided.coder JOIN transcript ON transcript.id = unaided.transcript
        WHERE coder.guid = ? AND transcript.present = 1 ORDER BY transcript.slug"""
    return [row["slug"] for row in store.rows(sql, (coder.guid,))]
