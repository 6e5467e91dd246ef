"""Whose codings a coder may see: until she has finished a transcript that she codes, only her own there.

It keeps coders from being led, not secrets from those who want to know: the file lies on their own disk. Who looks without saying who she is, or
has nothing to do in a transcript, as whoever leads a team, sees all of it.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping

from qualcode.errors import QualcodeError
from qualcode.store.database import Store

_UNFINISHED = """EXISTS (SELECT 1 FROM assignment JOIN coder AS who ON who.id = assignment.coder
  WHERE who.guid = :viewer AND assignment.transcript = coding.transcript AND assignment.state <> 'finished')"""

_OWN = "(coding.layer = 'coder' AND coding.coder = (SELECT id FROM coder WHERE guid = :viewer))"

SEEN = f"(:viewer = '' OR {_OWN} OR NOT {_UNFINISHED})"
"""Whether the coder with the GUID `:viewer` (empty: nobody says who looks) may see a coding; on the table coding."""


def values(store: Store) -> dict[str, object]:
    """The value that `SEEN` needs."""
    return {"viewer": store.viewer}


def hidden(store: Store, condition: str, more: Mapping[str, object] | None = None, *, present: int = 1) -> dict[str, int]:
    """The transcripts (ids) in which codings that fulfil a condition are hidden from who looks, and how many; with `present` 0 taken off ones."""
    if not store.viewer:
        return {}
    sql = f"""SELECT transcript.slug, count(*) AS codings FROM coding JOIN transcript ON transcript.id = coding.transcript
        WHERE coding.present = {present} AND transcript.present = 1 AND {condition} AND NOT {SEEN} GROUP BY transcript.id ORDER BY transcript.slug"""
    return {row["slug"]: row["codings"] for row in store.rows(sql, values(store) | dict(more or {}))}


def look_as(store: Store, slug: str) -> None:
    """It is the coder with this id who looks, if the project knows her."""
    store.viewer = str(store.value("SELECT guid FROM coder WHERE slug = ? AND present = 1", (slug,)) or "")


def check(store: Store, layer: str, condition: str, within: Collection[str] = ()) -> None:
    """Raises QualcodeError when who looks may not see a layer (its name, its condition) yet, with what she can do.

    `within`: only these transcripts (ids) are looked at; all when there are none.
    """
    transcripts = [id for id in hidden(store, condition) if not within or id in within]
    if transcripts:
        me = viewer(store)
        raise QualcodeError(
            f"{_listed(transcripts)}: {me} sees only her own codings there until she has finished, so {layer} cannot be counted.",
            f"Finish with: qualcode coders finish {transcripts[0]}; her own are counted with: --layer {me}",
        )


def viewer(store: Store) -> str:
    """The id of who looks; empty when nobody says who it is."""
    return str(store.value("SELECT slug FROM coder WHERE guid = ?", (store.viewer,)) or "")


def blind(store: Store) -> str:
    """The id of who looks when there is a transcript that she has not finished; empty when there is none, or nobody says who looks."""
    sql = """SELECT coder.slug FROM assignment JOIN coder ON coder.id = assignment.coder JOIN transcript ON transcript.id = assignment.transcript
        WHERE coder.guid = ? AND assignment.state <> 'finished' AND transcript.present = 1 LIMIT 1"""
    return str(store.value(sql, (store.viewer,)) or "")


def _listed(transcripts: list[str]) -> str:
    most = 3
    return ", ".join(transcripts[:most]) + (f" and {len(transcripts) - most} more" if len(transcripts) > most else "")
