"""What people must decide after a merge, found from what both copies hold; and what is done when they have."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Any

from qualcode.errors import QualcodeError
from qualcode.model import Draft
from qualcode.store import blinding, corrections, revisions, transcripts
from qualcode.store.changes import Change
from qualcode.store.database import Store
from qualcode.store.merging import log
from qualcode.store.merging import texts as merged_texts
from qualcode.store.merging.causes import Causes
from qualcode.store.merging.rows import described, question_guid

MERGE = "merge"
CODING, TRANSCRIPT, TEXT = "coding", "transcript", "text"
KEEP, REMOVE = "keep", "remove"
ALL = "both"
"""The answer that takes the corrections of all copies; what it means is the text (a GUID) that they come from."""

Choices = Sequence[tuple[str, str]]
"""What a question may be answered by: the word for it, and what that means."""


@dataclass(frozen=True, slots=True)
class Asked:
    """A question: what it is about as it is kept, and what it may be answered by."""

    about: str
    choices: Choices


@dataclass(frozen=True, slots=True)
class Waiting:
    """A question that waits: its GUID, what kind of thing it is about (`what`), the facts of that, and the choices."""

    guid: str
    what: str
    facts: Mapping[str, Any]
    choices: Choices

    def choice(self, said: str) -> str:
        """The choice that is meant. Raises QualcodeError with those there are."""
        known = [name for name, _ in self.choices]
        if said not in known:
            raise QualcodeError(f"{said} is no answer to question {self.guid[-8:]}.", f"Its answers: {', '.join(known)}.")
        return said


def ask(store: Store, found: Iterable[Asked]) -> int:
    """Make the questions those that follow from what is there; what was answered stays answered. Returns how many came."""
    before = {row["guid"] for row in store.rows("SELECT guid FROM question WHERE kind = ? AND present = 1", (MERGE,))}
    store.connection.execute(
        """DELETE FROM question WHERE kind = ? AND NOT EXISTS (
          SELECT 1 FROM change WHERE change.noun = 'question' AND change.entity = question.guid AND change.field = 'present')""",
        (MERGE,),
    )
    new = [(question_guid(one.about), MERGE, log.as_json(one.choices), one.about) for one in found]
    store.connection.executemany("INSERT OR IGNORE INTO question (guid, kind, choices, present, about) VALUES (?, ?, ?, 1, ?)", new)
    now = {row["guid"] for row in store.rows("SELECT guid FROM question WHERE kind = ? AND present = 1", (MERGE,))}
    return len(now - before)


def waiting(store: Store) -> list[Waiting]:
    """The questions that wait, in an order that is the same in every copy."""
    rows = store.rows("SELECT guid, about, choices FROM question WHERE kind = ? AND present = 1 ORDER BY about", (MERGE,))
    found = []
    for row in rows:
        facts = described(row["about"])
        found.append(Waiting(row["guid"], facts["what"], facts, tuple((name, text) for name, text in json.loads(row["choices"]))))
    return found


def find(store: Store, id: str) -> Waiting:
    """The question whose GUID is or ends in this. Raises QualcodeError when there is none, or more than one."""
    found = [one for one in waiting(store) if one.guid.endswith(id)] if len(id) >= 4 else []
    if len(found) != 1:
        why = "There are several questions" if found else "No question waits that is called"
        raise QualcodeError(f"{why} {id}.", "See those that wait with: qualcode review --kind merge --list")
    return found[0]


def settle(made: Change, question: Waiting) -> None:
    """Take a question off the list: it was answered."""
    made.set("question", question.guid, "present", 0)


# --- what follows from the log ----------------------------------------------------------------------------------------------------------

_TAKEN_OFF = f"""
SELECT coding.guid, (SELECT event.id FROM change JOIN event ON event.id = change.event
    WHERE change.noun = 'coding' AND change.entity = coding.guid AND change.field = 'present' AND NOT {log.IS_MERGE}
    ORDER BY event.lamport DESC, event.id DESC LIMIT 1) AS removed, event.id AS edited
FROM coding JOIN transcript ON transcript.id = coding.transcript AND transcript.present = 1
JOIN change ON change.noun = 'coding' AND change.entity = coding.guid AND change.field NOT IN ('present', 'replaces')
JOIN event ON event.id = change.event AND NOT {log.IS_MERGE}
  AND (change.field NOT LIKE 'anchor:%' OR event.command LIKE 'review %')
WHERE coding.present = 0 GROUP BY coding.guid, event.id ORDER BY coding.guid, event.id
"""
"""Codings that were taken off, with each entry by which something else was said of them."""

_TEXT_TAKEN_OUT = f"""
SELECT transcript.guid, (SELECT event.id FROM change JOIN event ON event.id = change.event
    WHERE change.noun = 'transcript' AND change.entity = transcript.guid AND change.field = 'present' AND NOT {log.IS_MERGE}
    ORDER BY event.lamport DESC, event.id DESC LIMIT 1) AS removed, event.id AS edited
FROM (
  SELECT transcript, guid, 'coding' AS noun FROM coding
  UNION ALL SELECT transcript, guid, 'participant' FROM participant
  UNION ALL SELECT id, guid, 'transcript' FROM transcript) AS part
JOIN transcript ON transcript.id = part.transcript AND transcript.present = 0
JOIN change ON change.entity = part.guid AND change.noun = part.noun AND (part.noun, change.field) <> ('transcript', 'present')
JOIN event ON event.id = change.event AND NOT {log.IS_MERGE}
GROUP BY transcript.guid, event.id ORDER BY transcript.guid, event.id
"""
"""Transcripts that were taken out, with each entry by which something was said of them, of their speakers or of their codings."""


def questions(store: Store, causes: Causes) -> Iterator[Asked]:
    """What one copy has taken away while another worked on it, and texts that several have corrected."""
    for what, sql in ((CODING, _TAKEN_OFF), (TRANSCRIPT, _TEXT_TAKEN_OUT)):
        for guid, rows in groupby(store.rows(sql), lambda row: row["guid"]):
            pairs = [(row["removed"], row["edited"]) for row in rows]
            edits = [edited for removed, edited in pairs if removed is not None and causes.apart(removed, edited)]
            if edits:
                about = log.as_json({"what": what, what: guid, "removed": pairs[0][0], "edited": edits})
                yield Asked(about, ((KEEP, "it stays, as it was changed"), (REMOVE, "it stays away")))
    yield from _texts(store, causes)


_CORRECTED = f"""
SELECT change.entity, event.id, revision.guid, coalesce(coder.slug, '') AS coder FROM change JOIN event ON event.id = change.event
JOIN transcript ON transcript.guid = change.entity AND transcript.present = 1
JOIN revision ON revision.transcript = transcript.id AND revision.number = CAST(change.after AS INTEGER)
LEFT JOIN coder ON coder.guid = event.coder
WHERE change.noun = 'transcript' AND change.field = 'revision' AND NOT {log.IS_MERGE}
  AND (SELECT count(*) FROM revision WHERE revision.transcript = transcript.id) > 1
ORDER BY change.entity, event.lamport, event.id
"""


def _texts(store: Store, causes: Causes) -> Iterator[Asked]:
    """Transcripts of which copies have made other texts, neither knowing of the other's: the choices are by whom."""
    for guid, rows in groupby(store.rows(_CORRECTED), lambda row: row["entity"]):
        texts = {row["id"]: (row["guid"], row["coder"]) for row in rows}
        newest = {texts[event][0]: texts[event][1] for event in causes.newest(list(texts))}
        if len(newest) > 1:
            choices = named(sorted(newest.items(), key=lambda item: (item[1], item[0])))
            heads = causes.newest(list(texts))
            known = [event for event in texts if event not in heads and all(causes.knew(head, event) for head in heads)]
            base = texts[known[-1]][0] if known else ""
            if base and _together(store, guid, base, sorted(newest)) is not None:
                choices.setdefault(ALL, base)
            yield Asked(log.as_json({"what": TEXT, "transcript": guid, "texts": sorted(newest)}), tuple(choices.items()))


def _together(store: Store, guid: str, base: str, corrected: Sequence[str]) -> Draft | None:
    """The text of a transcript with the corrections that several revisions (GUIDs) have made to another; None where they contradict each other."""
    slug = store.value("SELECT slug FROM transcript WHERE guid = ?", (guid,))
    numbers = [store.value("SELECT number FROM revision WHERE guid = ?", (each,)) for each in (base, *corrected)]
    return merged_texts.together(store, slug, numbers[0], numbers[1:])


def named(things: Iterable[tuple[str, str]]) -> dict[str, str]:
    """Things by who made them; of several by one coder the later ones have a number."""
    found: dict[str, str] = {}
    for thing, coder in things:
        names = (coder or "nobody", *(f"{coder or 'nobody'}-{number}" for number in range(2, len(found) + 3)))
        found[next(name for name in names if name not in found)] = thing
    return found


# --- what is done -----------------------------------------------------------------------------------------------------------------------


def answer(made: Change, question: Waiting, choice: str) -> None:
    """Do what was chosen for a coding, a transcript or its text, and take the question off the list.

    Raises QualcodeError when it cannot be done, as when the code of a coding is no longer in the codebook.
    """
    facts = question.facts
    if question.what == CODING and choice == KEEP:
        made.set("coding", facts["coding"], "present", 1)
    elif question.what == TRANSCRIPT and choice == KEEP:
        slug = made.store.value("SELECT slug FROM transcript WHERE guid = ?", (facts["transcript"],))
        if transcripts.taken(made.store, slug):
            raise QualcodeError(f"There is another transcript {slug} now.", "Remove that one first, or leave this one away.")
        made.set("transcript", facts["transcript"], "present", 1)
    elif question.what == TEXT:
        _take_text(made, question, choice)
    settle(made, question)


def _take_text(made: Change, question: Waiting, choice: str) -> None:
    store, guid = made.store, question.facts["transcript"]
    slug = store.value("SELECT slug FROM transcript WHERE guid = ? AND present = 1", (guid,))
    if slug is None:
        raise QualcodeError(
            "The transcript is not in the project any more.", "Leave the question: qualcode review --kind merge --reject ID"
        )
    revision = dict(question.choices)[choice]
    if choice == ALL:
        draft = _together(store, guid, revision, question.facts["texts"])
        if draft is None:
            raise QualcodeError("These corrections cannot be brought together.", "Take one of them, and correct it after that.")
        corrections.correct(made, slug, draft)
        return
    number = store.value("SELECT number FROM revision WHERE guid = ?", (revision,))
    if number != revisions.current(store, slug):
        corrections.correct(made, slug, revisions.draft(store, slug, number))


def numbers_of(store: Store, question: Waiting) -> dict[str, int]:
    """The texts of a transcript to choose from, by who made them, as numbers of revisions here; what all are together has none yet."""
    found = {who: store.value("SELECT number FROM revision WHERE guid = ?", (guid,)) for who, guid in question.choices if who != ALL}
    return {who: int(number) for who, number in found.items()}


def words_of(store: Store, question: Waiting) -> str:
    """What a question is about, in words: of a coding its code and quotation, of a transcript its id."""
    if question.what == CODING:
        for transcript in blinding.hidden(store, "coding.guid = :guid", {"guid": question.facts["coding"]}, present=0):
            return f"a coding of another in {transcript}, hidden until you have finished it"
        rows = store.rows(
            """SELECT transcript.slug, code.slug AS code, coder.slug AS coder, anchor.quotation, coding.note FROM coding
            JOIN transcript ON transcript.id = coding.transcript JOIN code ON code.id = coding.code JOIN coder ON coder.id = coding.coder
            JOIN revision ON revision.transcript = transcript.id AND revision.number = transcript.revision
            JOIN anchor ON anchor.coding = coding.id AND anchor.revision = revision.id WHERE coding.guid = ?""",
            (question.facts["coding"],),
        )
        return " · ".join(
            str(part) for row in rows for part in (row["slug"], row["coder"], row["code"], f"“{row['quotation']}”", row["note"]) if part
        )
    return str(store.value("SELECT slug FROM transcript WHERE guid = ?", (question.facts["transcript"],)) or "")
