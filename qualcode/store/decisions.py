"""What coders have said to suggestions: kept, merged, and learnt from."""

from __future__ import annotations

from qualcode.model import Coder
from qualcode.store.changes import Change

YES, YES_ELSEWHERE = 1, 2
"""A yes as it stands, and a yes on other words."""
NO, NEVER, OTHER_CODE = 0, -1, -2
"""A no; a no to the code here, on whatever words; and a no because another code came in its place."""

DECIDED = """(EXISTS (SELECT 1 FROM decision JOIN coder ON coder.id = decision.coder WHERE coder.guid = :coder AND decision.key = {key})
  OR EXISTS (SELECT 1 FROM suggestion_key AS own JOIN suggestion_key AS other ON other.first = own.first
    JOIN decision ON decision.key = other.key JOIN coder ON coder.id = decision.coder WHERE own.key = {key} AND coder.guid = :coder))"""
"""Whether a coder has decided on the suggestion with this key, or on it under the key that it had in another revision."""

NEVER_HERE = f"""EXISTS (SELECT 1 FROM suggestion_key AS place JOIN suggestion_key AS same ON same.first = place.first
    JOIN decision ON decision.key = same.key AND decision.accepted = {NEVER} JOIN coder ON coder.id = decision.coder
    JOIN turn AS never ON never.revision = place.revision AND never."start" < place."end" AND never."end" > place."start"
  WHERE coder.guid = :coder AND place.revision = revision.id AND place.code = suggestion.code
    AND never."start" < suggestion."end" AND never."end" > suggestion."start")"""
"""Whether a coder has said that a code is never to be suggested in a turn that the suggestion touches; on the tables suggestion and revision."""

UNAIDED = """EXISTS (SELECT 1 FROM unaided JOIN coder ON coder.id = unaided.coder
  WHERE coder.guid = :coder AND unaided.transcript = transcript.id)"""
"""Whether a coder codes a transcript without suggestions; on the table transcript."""


def decide(made: Change, coder: Coder, id: str, *, said: int) -> None:
    """Keep what a coder says to a suggestion, what stands at its place, so that the answer holds after a correction of the text too, and who made it."""
    made.store.connection.execute(
        """INSERT INTO suggestion_key (key, first, transcript, revision, code, "start", "end", suggesters)
        SELECT key, key, transcript, revision, code, "start", "end", group_concat(DISTINCT suggester) FROM suggestion WHERE key = :key
          AND coder IN (0, (SELECT id FROM coder WHERE guid = :coder)) GROUP BY key
        ON CONFLICT (key) DO UPDATE SET suggesters = excluded.suggesters WHERE suggesters = ''""",
        {"key": id, "coder": coder.guid},
    )
    made.set("coder", coder.guid, f"decision:{id}", said)
