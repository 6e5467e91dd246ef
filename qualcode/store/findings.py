"""Findings: what the study says, by language, with the codes and codings that carry it, and what each session thinks of it."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Mapping
from typing import Literal

from qualcode.conclusions import Finding, Judged, Verdict
from qualcode.errors import unknown
from qualcode.store import clock
from qualcode.store.changes import Change, decoded
from qualcode.store.database import Store


def guid_of(id: str) -> str:
    """A finding's GUID follows from its id, so that the same finding is known in every copy of a project."""
    return clock.named("finding", id)


def add(made: Change, id: str) -> str:
    """Enter a finding, or take one up again that was removed. Returns its GUID."""
    guid = guid_of(id)
    new = made.store.connection.execute("INSERT OR IGNORE INTO finding (guid, slug, present) VALUES (?, ?, 1)", (guid, id)).rowcount
    if new:
        made.note_new("finding", [guid])
    else:
        made.set("finding", guid, "present", 1)
    return guid


def say(made: Change, finding: str, language: str, text: str) -> bool:
    """Give a finding (GUID) a text; an empty one takes it away. False when that stood there already."""
    return made.set("finding", finding, f"text:{language}", text or None)


def link(made: Change, finding: str, noun: Literal["code", "coding"], guid: str, *, there: bool = True) -> bool:
    """Say that a code or coding carries a finding, or no longer does. False when it was so already."""
    return made.set("finding", finding, f"evidence:{noun} {guid}", 1 if there else None)


def judge(made: Change, finding: str, transcript: str, side: Mapping[str, str], verdict: Verdict | None, *, note: str = "") -> bool:
    """Keep what a transcript (GUID), or a side of it, says of a finding; None takes it away. False when that stood there already."""
    cell = json.dumps([transcript, *map(list, sorted(side.items()))], ensure_ascii=False)
    value = None if verdict is None else json.dumps({"verdict": verdict, "note": note}, ensure_ascii=False)
    return made.set("finding", finding, f"verdict:{cell}", value)


def get(store: Store, id: str) -> Finding:
    """The finding with this id. Raises QualcodeError with those there are."""
    known = {finding.id: finding for finding in all_of(store)}
    if id not in known:
        raise unknown("finding", id, known)
    return known[id]


def all_of(store: Store) -> list[Finding]:
    """Every finding, by id: numbers in the order of their value. Codes that are gone, codings and transcripts that were removed are left out."""
    texts = _pairs(store, "SELECT finding, language, value FROM finding_text ORDER BY language")
    evidence = _evidence(store)
    slugs = {row["guid"]: row["slug"] for row in store.rows("SELECT guid, slug FROM transcript WHERE present = 1")}
    verdicts = _pairs(store, "SELECT finding, cell, value FROM finding_verdict ORDER BY cell")
    found = []
    for row in sorted(store.rows("SELECT id, guid, slug FROM finding WHERE present = 1"), key=lambda row: in_order(row["slug"])):
        key = row["id"]
        judged = sorted(_judged(verdicts.get(key, ()), slugs), key=lambda each: (each.transcript, sorted(each.side.items())))
        text = dict(texts.get(key, ()))
        before = _before(store, row["guid"], text) if judged else {}
        codes, codings = (tuple(evidence.get((key, noun), ())) for noun in ("code", "coding"))
        found.append(Finding(row["slug"], row["guid"], text, codes, codings, tuple(judged), before))
    return found


def in_order(id: str) -> tuple[tuple[int, int, str], ...]:
    """What ids are sorted by: the numbers in them by value, so that 10 comes after 9."""
    return tuple((0, int(part), "") if part.isdecimal() else (1, 0, part.casefold()) for part in re.findall(r"\d+|\D+", id))


def _pairs(store: Store, sql: str) -> dict[int, list[tuple[str, str]]]:
    found: dict[int, list[tuple[str, str]]] = {}
    for key, name, value in store.rows(sql):
        found.setdefault(key, []).append((name, value))
    return found


def _evidence(store: Store) -> dict[tuple[int, str], list[str]]:
    """By finding and noun: the ids of codes in the order of the codebook, the GUIDs of codings in the order of the texts."""
    found: dict[tuple[int, str], list[str]] = {}
    sql = """SELECT finding, slug FROM finding_evidence JOIN code ON 'code ' || code.guid = evidence
        WHERE code.present = 1 ORDER BY code.position"""
    for key, slug in store.rows(sql):
        found.setdefault((key, "code"), []).append(slug)
    sql = """SELECT finding, coding.guid FROM finding_evidence JOIN coding ON 'coding ' || coding.guid = evidence
        JOIN transcript ON transcript.id = coding.transcript WHERE coding.present = 1 AND transcript.present = 1
        ORDER BY transcript.slug, coding.guid"""
    for key, guid in store.rows(sql):
        found.setdefault((key, "coding"), []).append(guid)
    return found


def _judged(verdicts: Iterable[tuple[str, str]], slugs: Mapping[str, str]) -> list[Judged]:
    found = []
    for cell, value in verdicts:
        guid, *side = json.loads(cell)
        said = json.loads(value)
        if guid in slugs:
            found.append(Judged(slugs[guid], dict(side), said["verdict"], said["note"]))
    return found


def _before(store: Store, guid: str, now: Mapping[str, str]) -> dict[str, str]:
    """The texts at the first verdict, where they are others now; the log tells."""
    sql = """SELECT field, after FROM change JOIN event ON event.id = change.event
        WHERE noun = 'finding' AND entity = ? AND (field LIKE 'text:%' OR field LIKE 'verdict:%')
        ORDER BY event.lamport, event.id, change.position"""
    then: dict[str, str] = {}
    for field_name, after in store.rows(sql, (guid,)):
        kind, _, language = field_name.partition(":")
        if kind == "verdict":
            break
        then[language] = str(decoded(after) or "")
    return {language: text for language, text in then.items() if text and text != now.get(language, "")}
