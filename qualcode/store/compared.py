"""The codings of several coders side by side: who has finished what, and what is known of each coding besides what it says."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from typing import NamedTuple

from qualcode.model import Coding, Selection
from qualcode.store import codings
from qualcode.store.codings import Layer
from qualcode.store.database import Store
from qualcode.store.places import IS_SURE


def finished(store: Store) -> Mapping[str, frozenset[str]]:
    """The coders (ids) who have finished a transcript, by its id."""
    found: defaultdict[str, set[str]] = defaultdict(set)
    sql = """SELECT transcript.slug AS transcript, coder.slug AS coder FROM assignment JOIN coder ON coder.id = assignment.coder
        JOIN transcript ON transcript.id = assignment.transcript
        WHERE assignment.state = 'finished' AND coder.present = 1 AND transcript.present = 1"""
    for row in store.rows(sql):
        found[row["transcript"]].add(row["coder"])
    return {slug: frozenset(ids) for slug, ids in sorted(found.items())}


def own(store: Store, transcript: str = "") -> list[Coding]:
    """The codings of all coders in their own layers (in one transcript), in the order of the text; those whose place is not sure are left out."""
    return codings.all_of(store, Selection(transcripts=(transcript,)) if transcript else None, Layer("", "coder", None))


class Placed(NamedTuple):
    """A coding in a coder's own layer as far as one must know it to tell whether it has changed; `code` and `coder` are GUIDs."""

    transcript: str
    code: str
    coder: str
    start: int
    end: int
    attributes: dict[str, str]


def placed(store: Store) -> dict[str, Placed]:
    """The codings of all coders in their own layers, by GUID, in transcripts where anything is settled; those whose place is not sure are left out."""
    sql = f"""SELECT coding.guid, transcript.slug, code.guid AS code, coder.guid AS coder, anchor."start", anchor."end" FROM coding
        JOIN transcript ON transcript.id = coding.transcript
        JOIN revision ON revision.transcript = transcript.id AND revision.number = transcript.revision
        JOIN anchor ON anchor.coding = coding.id AND anchor.revision = revision.id
        JOIN code ON code.id = coding.code JOIN coder ON coder.id = coding.coder
        WHERE coding.present = 1 AND coding.layer = 'coder' AND transcript.present = 1 AND {IS_SURE}
          AND transcript.id IN (SELECT transcript FROM settlement)"""
    found = {guid: Placed(transcript, code, coder, start, end, {}) for guid, transcript, code, coder, start, end in store.rows(sql)}
    said = "SELECT guid, attribute, value FROM coding_attribute JOIN coding ON coding.id = coding_attribute.coding WHERE coding.layer = 'coder'"
    for guid, attribute, value in store.rows(said):
        if guid in found:
            found[guid].attributes[attribute] = value
    return found


def consensus(store: Store) -> list[Coding]:
    """The codings of the consensus, in the order of the text; those whose place is not sure are left out."""
    return codings.all_of(store, layer=Layer(codings.CONSENSUS, codings.CONSENSUS, None))


def to_finish(store: Store) -> frozenset[str]:
    """The transcripts (ids) that who looks has not finished, and in which she is to see nothing of what others have coded."""
    sql = """SELECT transcript.slug FROM assignment JOIN coder ON coder.id = assignment.coder
        JOIN transcript ON transcript.id = assignment.transcript WHERE coder.guid = ? AND assignment.state <> 'finished'"""
    return frozenset(row["slug"] for row in store.rows(sql, (store.viewer,)))


@dataclass(frozen=True, slots=True)
class Making:
    """When a coding was made, and the codings (GUIDs) in whose place it came."""

    time: str
    replaces: tuple[str, ...]


def makings(store: Store) -> Mapping[str, Making]:
    """How every coding came about, also those that are taken off, by GUID."""
    return {
        row["guid"]: Making(row["time"], tuple(str(row["replaces"] or "").split()))
        for row in store.rows("SELECT guid, time, replaces FROM coding")
    }


def waiting(store: Store) -> Mapping[str, int]:
    """How many codings in the coders' own layers have no sure place, by transcript (its id): they are compared once that is decided."""
    sql = """SELECT transcript.slug, count(*) AS codings FROM coding JOIN transcript ON transcript.id = coding.transcript
        JOIN revision ON revision.transcript = transcript.id AND revision.number = transcript.revision
        JOIN anchor ON anchor.coding = coding.id AND anchor.revision = revision.id
        WHERE coding.present = 1 AND coding.layer = 'coder' AND transcript.present = 1 AND anchor.state IN ('moved', 'unsure', 'missing')
        GROUP BY transcript.id"""
    return {row["slug"]: row["codings"] for row in store.rows(sql)}


@dataclass(frozen=True, slots=True)
class Version:
    """A version of the codebook that was taken into use: its hash, what it calls itself, and since when."""

    hash: str
    name: str
    since: str


def versions(store: Store) -> list[Version]:
    """The versions of the codebook in the order in which they were taken into use; one that came back is there again."""
    sql = """SELECT event.time, codebook_version.hash, codebook_version.content ->> '$.version' AS name FROM change
        JOIN event ON event.id = change.event JOIN codebook_version ON codebook_version.hash = change.after ->> '$'
        WHERE change.noun = 'codebook' AND change.field = 'version' ORDER BY event.lamport, event.id"""
    return [Version(row["hash"], row["name"] or "", row["time"]) for row in store.rows(sql)]
