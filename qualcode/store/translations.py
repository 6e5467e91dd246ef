"""Translations of quotations, as coders have given them."""

from __future__ import annotations

from qualcode.store.changes import Change
from qualcode.store.database import Store


def put(made: Change, coding: str, language: str, text: str) -> bool:
    """Keep a translation of a coding's quotation (by GUID); an empty text takes it away. False when that stood there already."""
    return made.set("coding", coding, f"translation:{language}", text or None)


def all_of(store: Store) -> dict[str, dict[str, str]]:
    """The translations by coding (GUID) and language; a coding that came in the place of another has those of the same words."""
    sql = """SELECT coding.guid, language, value FROM coding_translation JOIN coding ON coding.id = coding_translation.coding
        ORDER BY coding.guid, language"""
    found: dict[str, dict[str, str]] = {}
    for row in store.rows(sql):
        found.setdefault(row["guid"], {})[row["language"]] = row["value"]
    if not found:
        return {}
    sql = """SELECT coding.guid, coding.replaces, anchor.quotation FROM coding JOIN transcript ON transcript.id = coding.transcript
        JOIN revision ON revision.transcript = transcript.id AND revision.number = transcript.revision
        JOIN anchor ON anchor.coding = coding.id AND anchor.revision = revision.id"""
    known = {row["guid"]: (str(row["replaces"] or "").split(), row["quotation"]) for row in store.rows(sql)}
    for guid, (replaced, quotation) in known.items():
        steps = list(replaced)
        for step in steps:
            before, words = known.get(step, ([], ""))
            steps += [each for each in before if each not in steps]
            if words == quotation and step in found:
                found[guid] = found[step] | found.get(guid, {})
    return found
