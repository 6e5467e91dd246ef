"""What people have settled where coders differ, and which codings of the consensus rest on it: kept by transcript and disagreement, so that copies merge."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass
from typing import Any

from qualcode.store.changes import Change, decoded
from qualcode.store.database import Store

TAKEN = frozenset({"agreed", "both", "neither", "other"})
"""What can be taken besides a coder's side."""


@dataclass(frozen=True, slots=True)
class Settlement:
    """What was decided on one disagreement (`key`), or on one agreement that was taken as it stands.

    `took` says what: one of TAKEN, or a coder's id. `by` is who decided, `coders` are those who were compared (GUIDs).
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
    """Everything that is settled in transcripts that are there, by transcript (its id) and key.

    A decision that cannot be read, as of a copy that was tampered with, is none: it is asked anew.
    """
    sql = """SELECT transcript.slug, settlement.key, settlement.value FROM settlement
        JOIN transcript ON transcript.id = settlement.transcript WHERE transcript.present = 1 ORDER BY transcript.slug, settlement.key"""
    read = ((slug, key, _facts(value)) for slug, key, value in store.rows(sql))
    return [_settlement(slug, key, facts) for slug, key, facts in read if facts is not None]


_TEXTS, _LISTS = ("took", "why", "by"), ("coders", "codings", "made")


def _facts(value: str) -> dict[str, Any] | None:
    """What a register holds; None where that is no decision."""
    try:
        said = json.loads(value)
    except (ValueError, RecursionError):
        return None
    if not isinstance(said, dict) or not all(isinstance(said.get(name), str) for name in _TEXTS):
        return None
    lists = [said.get(name) for name in _LISTS]
    return said if all(isinstance(each, list) and all(isinstance(one, str) for one in each) for each in lists) else None


def _settlement(slug: str, key: str, said: Mapping[str, Any]) -> Settlement:
    coders, codings, made = (tuple(said[name]) for name in _LISTS)
    return Settlement(slug, key, said["took"], said["why"], said["by"], coders, codings, made)


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
    values = (decoded(said) for row in store.rows(sql) for said in row if said is not None)
    ever = {guid for value in values for guid in (_facts(str(value)) or {"made": ()})["made"]}
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
