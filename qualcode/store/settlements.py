"""What people have settled where coders differ, and which codings of the consensus rest on it: kept by transcript and disagreement, so that copies merge."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import asdict, dataclass

from qualcode.store.changes import Change
from qualcode.store.database import Store


@dataclass(frozen=True, slots=True)
class Settlement:
    """What was decided on one disagreement (`key`), or on one agreement that was taken as it stands.

    `took` says what: `agreed`, `both`, `neither`, a coder's id, or `other`. `by` is who decided, `coders` are those who were compared (GUIDs).
    `codings` are those that it was about, `made` those of the consensus that came of it, both by GUID.
    """

    transcript: str
    key: str
    took: str
    why: str
    by: str
    coders: tuple[str, ...]
    codings: tuple[str, ...]
    made: tuple[str, ...]


def all_of(store: Store) -> list[Settlement]:
    """Everything that is settled in transcripts that are there, by transcript (its id) and key."""
    sql = """SELECT transcript.slug, settlement.key, settlement.value FROM settlement
        JOIN transcript ON transcript.id = settlement.transcript WHERE transcript.present = 1 ORDER BY transcript.slug, settlement.key"""
    return [_read(*row) for row in store.rows(sql)]


def _read(slug: str, key: str, value: str) -> Settlement:
    said = json.loads(value)
    lists = {name: tuple(said[name]) for name in ("coders", "codings", "made")}
    return Settlement(transcript=slug, key=key, took=said["took"], why=said["why"], by=said["by"], **lists)


def settle(made: Change, transcript: str, one: Settlement) -> None:
    """Keep what was decided, in the place of what was decided on the same before; `transcript` is the GUID."""
    facts = {name: value for name, value in asdict(one).items() if name not in {"transcript", "key"}}
    made.set("transcript", transcript, f"settlement:{one.key}", json.dumps(facts, ensure_ascii=False, sort_keys=True))


def forget(made: Change, transcript: str, key: str) -> None:
    """Take a decision away; `transcript` is the GUID."""
    made.set("transcript", transcript, f"settlement:{key}", None)


def left_over(store: Store) -> list[str]:
    """The codings of the consensus (GUIDs) that came of a decision and on which none rests now: in another copy it was decided otherwise."""
    sql = """SELECT change.before, change.after FROM change JOIN transcript ON transcript.guid = change.entity AND transcript.present = 1
        WHERE change.noun = 'transcript' AND change.field LIKE 'settlement:%'"""
    ever = {guid for row in store.rows(sql) for said in row if said is not None for guid in json.loads(json.loads(said))["made"]}
    ever -= {guid for one in all_of(store) for guid in one.made}
    return present(store, ever)


def present(store: Store, guids: Iterable[str]) -> list[str]:
    """Those of some codings (GUIDs) that are not taken off, in their order by GUID."""
    listed = json.dumps(sorted(guids))
    return [
        row["guid"]
        for row in store.rows(
            "SELECT guid FROM coding WHERE present = 1 AND guid IN (SELECT value FROM json_each(?)) ORDER BY guid", (listed,)
        )
    ]
