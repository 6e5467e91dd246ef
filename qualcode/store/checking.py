"""The promises of the design, proved on a project: each check is a function that yields what does not hold."""

from __future__ import annotations

import hashlib
import sqlite3
from collections.abc import Callable, Iterator, Mapping
from contextlib import closing, contextmanager
from itertools import groupby

from qualcode.errors import Problem
from qualcode.store import anchors, coders, codes, places, questions, registers, suggestions, transcripts
from qualcode.store.changes import decoded
from qualcode.store.database import Store
from qualcode.text import is_canonical, word_starts

Check = Callable[[Store], Iterator[Problem]]

_RESTORE = "restore the newest file from backups/"
_FOREIGN = "somebody changed the file by other means"


@contextmanager
def _copied(store: Store) -> Iterator[sqlite3.Connection]:
    """The project in memory, where a check may work out anew what is derived."""
    with closing(sqlite3.connect(":memory:", isolation_level=None)) as copy:
        store.connection.backup(copy)
        copy.row_factory = sqlite3.Row
        yield copy


def _file(store: Store) -> Iterator[Problem]:
    for row in store.rows("PRAGMA integrity_check(20)"):
        if row[0] != "ok":
            yield Problem(store.path.name, row[0], _RESTORE)


def _references(store: Store) -> Iterator[Problem]:
    for row in store.rows("PRAGMA foreign_key_check"):
        yield Problem(f"{store.path.name}: {row[0]} {row[1]}", f"points to a row of {row[2]} that is not there", _RESTORE)


def _texts(store: Store) -> Iterator[Problem]:
    sql = """SELECT transcript.slug, revision.number, revision.sha256, revision.text FROM revision
        JOIN transcript ON transcript.id = revision.transcript"""
    for row in store.connection.execute(sql):
        where = f"{row['slug']}, revision {row['number']}"
        if _sha256(row["text"]) != row["sha256"]:
            yield Problem(where, "the text is not the one that was imported", _RESTORE)
        elif not is_canonical(row["text"]):
            yield Problem(where, "the text is not in canonical form", "remove the transcript and import it again")
    for table in ("codebook_version", "study_version"):
        for row in store.connection.execute(f"SELECT hash, text FROM {table}"):
            if _sha256(row["text"]) != row["hash"]:
                yield Problem(f"{table} {row['hash'][:8]}", "the text is not the one that was read", _RESTORE)


def _sha256(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()


def _turns(store: Store) -> Iterator[Problem]:
    """Turns are cut from the text as they were at import, and their words are counted right."""
    sql = """SELECT transcript.slug, transcript.guid, revision.id, revision.guid AS revision, revision.number, revision.text FROM revision
        JOIN transcript ON transcript.id = revision.transcript"""
    for row in store.connection.execute(sql):
        turns = store.rows(
            """SELECT turn.*, participant.label, participant.transcript FROM turn JOIN participant ON participant.id = turn.participant
            WHERE turn.revision = ? ORDER BY turn.number""",
            (row["id"],),
        )
        for turn in turns:
            where = f"{row['slug']}, turn {turn['number']}"
            if row["text"][turn["start"] : turn["end"]] != turn["text"]:
                yield Problem(where, "is not what stands in the text", _RESTORE)
            if len(word_starts(turn["text"])) != turn["words"]:
                yield Problem(where, f"has not the {turn['words']} words that are counted", _RESTORE)
        said = [(t["label"], t["start"], t["end"], t["time_start"], t["time_end"], t["language"]) for t in turns]
        stretches = store.rows(
            """SELECT turn.number, stretch."start", stretch."end", stretch.language FROM stretch JOIN turn ON turn.id = stretch.turn
            WHERE turn.revision = ? ORDER BY turn.number, stretch."start\"""",
            (row["id"],),
        )
        if transcripts.revision_guid(row["guid"], row["text"], said, map(tuple, stretches)) != row["revision"]:
            yield Problem(f"{row['slug']}, revision {row['number']}", "is not divided as it was at import", _RESTORE)


def _names(store: Store) -> Iterator[Problem]:
    """What is known by what it is has its own GUID."""
    found = [
        (f"transcript {row['slug']}", row["guid"], transcripts.guid_of(row["file_sha256"], row["part"]))
        for row in store.rows("SELECT slug, guid, file_sha256, part FROM transcript")
    ]
    sql = "SELECT participant.guid, label, transcript.guid AS transcript FROM participant JOIN transcript ON transcript.id = participant.transcript"
    found += [
        (f"speaker {row['label']}", row["guid"], transcripts.participant_guid(row["transcript"], row["label"])) for row in store.rows(sql)
    ]
    found += [(f"coder {row['slug']}", row["guid"], coders.guid_of(row["slug"])) for row in store.rows("SELECT slug, guid FROM coder")]
    sql = """SELECT key, transcript.guid, revision.number, "start", "end", code.guid AS code FROM suggestion_key
        JOIN transcript ON transcript.id = suggestion_key.transcript JOIN revision ON revision.id = suggestion_key.revision JOIN code ON code.id = suggestion_key.code"""
    found += [
        (f"question {row['guid'][-8:]}", row["guid"], questions.guid_of(row["coding"]))
        for row in store.rows("SELECT question.guid, coding.guid AS coding FROM question JOIN coding ON coding.id = question.coding")
    ]
    found += [
        (f"suggestion {row['key']}", row["key"], suggestions.id_of(row["guid"], row["number"], row["start"], row["end"], row["code"]))
        for row in store.rows(sql)
    ]
    for where, guid, right in found:
        if guid != right:
            yield Problem(where, "is not the one that was entered", _RESTORE)


def _quotations(store: Store) -> Iterator[Problem]:
    sql = """SELECT anchor.revision, transcript.slug, coding.guid, anchor."start", anchor."end", anchor.quotation, anchor.prefix, anchor.suffix, anchor.state
        FROM anchor JOIN coding ON coding.id = anchor.coding JOIN transcript ON transcript.id = coding.transcript ORDER BY anchor.revision"""
    for revision, rows in groupby(store.connection.execute(sql), lambda row: row["revision"]):
        text = store.value("SELECT text FROM revision WHERE id = ?", (revision,))
        for row in rows:
            start, end = row["start"], row["end"]
            if not anchors.is_state(row["state"], start, end):
                yield Problem(f"{row['slug']}, coding {row['guid'][-8:]}", f"has a place of no known kind: {row['state']}", _RESTORE)
            elif not 0 <= start <= end <= len(text) or text[start:end] != row["quotation"]:
                yield Problem(f"{row['slug']}, coding {row['guid'][-8:]}", "its quotation is not what stands at its place", _RESTORE)
            elif not text.endswith(row["prefix"], 0, start) or not text.startswith(row["suffix"], end):
                yield Problem(f"{row['slug']}, coding {row['guid'][-8:]}", "what stands around it is not what is kept of that", _RESTORE)


def _places(store: Store) -> Iterator[Problem]:
    for guid in places.without_place(store):
        yield Problem(f"coding {guid[-8:]}", "has no place in the current revision", _RESTORE)
    there = store.connection.execute("SELECT coding, turn, span_start, span_end, word_start, word_end FROM coding_turn")
    unexplained = set(map(tuple, there))
    sql = """SELECT transcript.id, transcript.slug, revision.id AS revision FROM transcript
        LEFT JOIN revision ON revision.transcript = transcript.id AND revision.number = transcript.revision"""
    for row in store.rows(sql):
        if row["revision"] is None:
            yield Problem(row["slug"], "has not the revision that is in use", _RESTORE)
            continue
        for piece in places.pieces(store.connection, places.Place(store.connection, row["id"])):
            if piece in unexplained:
                unexplained.remove(piece)
            else:
                yield Problem(f"coding {_name(store, piece[0])}", "is not counted where it stands", _RESTORE)
    for coding in sorted({piece[0] for piece in unexplained}):
        yield Problem(f"coding {_name(store, coding)}", "is counted at another place than its own", _RESTORE)


def _name(store: Store, coding: int) -> str:
    return str(store.value("SELECT guid FROM coding WHERE id = ?", (coding,)))[-8:]


def _codebook(store: Store) -> Iterator[Problem]:
    for code in codes.without_code(store):
        yield Problem(f"code {code}", "has codings and is not in the codebook", "load a codebook that has it: qualcode codebook load")
    queries = (
        "SELECT id, guid, slug, parent, position, colour, status, codable FROM code WHERE present = 1 ORDER BY id",
        "SELECT * FROM code_text ORDER BY code, field, language, position",
        "SELECT * FROM code_ancestor ORDER BY code, ancestor",
    )
    with _copied(store) as copy:
        try:
            codes.activate(copy, store.value("SELECT value FROM project WHERE key = 'codebook'"))
        except (KeyError, TypeError, ValueError):
            yield Problem(store.path.name, "the codebook that was loaded cannot be understood", _RESTORE)
            return
        for query in queries:
            right, there = ({tuple(row) for row in connection.execute(query)} for connection in (copy, store.connection))
            for code in sorted({row[0] for row in right ^ there}):
                slug = store.value("SELECT slug FROM code WHERE id = ?", (code,))
                yield Problem(f"code {slug}", "is not as in the codebook that was loaded", _RESTORE)


def _index(store: Store) -> Iterator[Problem]:
    with _copied(store) as copy:
        try:
            copy.execute("INSERT INTO turn_index (turn_index, rank) VALUES ('integrity-check', 1)")
        except sqlite3.DatabaseError:
            yield Problem(store.path.name, "the search index does not agree with the turns", _RESTORE)


_HELD = """
SELECT 'coding' AS noun, guid AS entity, 'present' AS field FROM coding WHERE present = 1
UNION ALL SELECT 'coding', guid, 'note' FROM coding WHERE note <> ''
UNION ALL SELECT 'coding', guid, 'replaces' FROM coding WHERE replaces IS NOT NULL
UNION ALL SELECT 'question', guid, 'present' FROM question WHERE present = 1 AND kind = 'split'
UNION ALL SELECT 'coding', coding.guid, 'anchor:' || revision.guid FROM anchor JOIN coding ON coding.id = anchor.coding
  JOIN revision ON revision.id = anchor.revision WHERE anchor.state <> 'placed'
UNION ALL SELECT 'coding', guid, 'attribute:' || attribute FROM coding_attribute JOIN coding ON coding.id = coding_attribute.coding
UNION ALL SELECT 'coding', guid, 'translation:' || language FROM coding_translation JOIN coding ON coding.id = coding_translation.coding
UNION ALL SELECT 'code', guid, 'summary:' || cell FROM code_summary JOIN code ON code.id = code_summary.code
UNION ALL SELECT 'finding', guid, 'present' FROM finding WHERE present = 1
UNION ALL SELECT 'finding', guid, 'text:' || language FROM finding_text JOIN finding ON finding.id = finding_text.finding
UNION ALL SELECT 'finding', guid, 'evidence:' || evidence FROM finding_evidence JOIN finding ON finding.id = finding_evidence.finding
UNION ALL SELECT 'finding', guid, 'verdict:' || cell FROM finding_verdict JOIN finding ON finding.id = finding_verdict.finding
UNION ALL SELECT 'transcript', guid, 'present' FROM transcript WHERE present = 1
UNION ALL SELECT 'transcript', guid, 'tag:' || variable FROM transcript_tag JOIN transcript ON transcript.id = transcript_tag.transcript
UNION ALL SELECT 'transcript', guid, 'settlement:' || key FROM settlement JOIN transcript ON transcript.id = settlement.transcript
UNION ALL SELECT 'participant', guid, 'role' FROM participant
UNION ALL SELECT 'participant', guid, 'tag:' || variable FROM participant_tag JOIN participant ON participant.id = participant_tag.participant
UNION ALL SELECT 'coder', guid, 'present' FROM coder WHERE present = 1
UNION ALL SELECT 'coder', guid, 'tag:' || variable FROM coder_tag JOIN coder ON coder.id = coder_tag.coder
UNION ALL SELECT 'coder', guid, 'decision:' || key FROM decision JOIN coder ON coder.id = decision.coder
UNION ALL SELECT 'coder', coder.guid, 'assignment:' || transcript.guid FROM assignment
  JOIN coder ON coder.id = assignment.coder JOIN transcript ON transcript.id = assignment.transcript
UNION ALL SELECT 'coder', coder.guid, 'read:' || revision.guid FROM reading
  JOIN coder ON coder.id = reading.coder JOIN revision ON revision.id = reading.revision
UNION ALL SELECT 'coder', coder.guid, 'sample:' || revision.guid FROM sample
  JOIN coder ON coder.id = sample.coder JOIN revision ON revision.id = sample.revision
UNION ALL SELECT 'coder', coder.guid, 'unaided:' || transcript.guid FROM unaided
  JOIN coder ON coder.id = unaided.coder JOIN transcript ON transcript.id = unaided.transcript
UNION ALL SELECT 'coder', guid, 'threshold:' || suggester FROM threshold JOIN coder ON coder.id = threshold.coder
"""


def _log(store: Store) -> Iterator[Problem]:
    """The newest entry of the log for each field is what the field holds, and what a field holds has an entry."""
    sql = """SELECT noun, entity, field, after FROM (
          SELECT change.*, row_number() OVER (PARTITION BY noun, entity, field ORDER BY
            change.field LIKE 'anchor:%' AND event.command LIKE 'merge %', event.lamport DESC, event.id DESC, position DESC) AS newest
          FROM change JOIN event ON event.id = change.event) WHERE newest = 1"""
    for row in store.rows(sql):
        where = f"{row['noun']} {row['entity'][-8:]}"
        try:
            agrees = registers.read(store.connection, row["noun"], row["entity"], row["field"]) == decoded(row["after"])
        except (KeyError, ValueError):
            yield Problem(where, f"the log has an entry that cannot be understood: {row['field']}", _RESTORE)
            continue
        if not agrees:
            yield Problem(where, f"{row['field']} is not what the log says", _FOREIGN)
    sql = f"""SELECT * FROM ({_HELD}) AS held WHERE NOT EXISTS (
        SELECT 1 FROM change WHERE change.entity = held.entity AND change.field = held.field AND change.noun = held.noun)"""
    for row in store.rows(sql):
        yield Problem(f"{row['noun']} {row['entity'][-8:]}", f"{row['field']} has no entry in the log", _FOREIGN)


def _suggested(store: Store) -> Iterator[Problem]:
    """A coding that came from a suggestion has the yes of its coder to that suggestion, in the same event of the log.

    One that came in the place of others, when codes were joined or split, rests on what they came from.
    """
    sql = """SELECT coding.guid, transcript.guid AS transcript, revision.number, anchor."start", anchor."end", code.guid AS code,
          coder.guid AS coder, coding.replaces FROM coding
        JOIN transcript ON transcript.id = coding.transcript JOIN code ON code.id = coding.code JOIN coder ON coder.id = coding.coder
        JOIN anchor ON anchor.coding = coding.id JOIN revision ON revision.id = anchor.revision
        WHERE coding.origin = 'suggested'"""
    said = """SELECT 1 FROM change AS said JOIN change AS made ON made.event = said.event
        WHERE said.noun = 'coder' AND said.entity = ? AND said.field = ? AND said.after = '1' AND made.entity = ? AND made.field = 'present'"""
    elsewhere = """SELECT 1 FROM change AS said JOIN change AS made ON made.event = said.event
        JOIN suggestion_key ON 'decision:' || suggestion_key.key = said.field JOIN code ON code.id = suggestion_key.code
        WHERE said.noun = 'coder' AND said.entity = ? AND said.after = '2' AND made.entity = ? AND made.field = 'present' AND code.guid = ?"""
    accepted: dict[str, bool] = {}
    before: dict[str, list[str]] = {}
    for guid, rows in groupby(store.rows(sql), lambda row: row["guid"]):
        for row in rows:
            key = suggestions.id_of(row["transcript"], row["number"], row["start"], row["end"], row["code"])
            before[guid] = str(row["replaces"] or "").split()
            there = accepted.get(guid, False) or store.value(said, (row["coder"], f"decision:{key}", guid)) is not None
            accepted[guid] = there or store.value(elsewhere, (row["coder"], guid, row["code"])) is not None
    for guid in accepted:
        if not _rests_on(guid, accepted, before):
            yield Problem(f"coding {guid[-8:]}", "came from a suggestion that nobody accepted", "remove it: qualcode coding remove")


def _rests_on(guid: str, accepted: Mapping[str, bool], before: Mapping[str, list[str]]) -> bool:
    """Whether a suggestion was accepted for a coding or for one of those in whose place it came."""
    waiting, seen = [guid], {guid}
    while waiting:
        each = waiting.pop()
        if accepted.get(each):
            return True
        more = [other for other in before.get(each, ()) if other not in seen]
        seen.update(more)
        waiting += more
    return False


CHECKS: dict[str, Check] = {
    "the file is whole": _file,
    "every row points to one that is there": _references,
    "texts are those that were imported": _texts,
    "transcripts, speakers and coders are those that were entered": _names,
    "turns are what stands in the text": _turns,
    "a quotation is the text at its place": _quotations,
    "codings are counted at their place": _places,
    "codes are those of the codebook": _codebook,
    "the search index agrees with the turns": _index,
    "the log tells what the project holds": _log,
    "suggestions count only once accepted": _suggested,
}
"""What is promised, and the function that proves it."""


def check(store: Store) -> dict[str, list[Problem]]:
    """Every promise, and what does not hold of it (nothing, if all is well). Later checks are left out when the file itself is damaged."""
    found: dict[str, list[Problem]] = {}
    for promise, look in CHECKS.items():
        try:
            found[promise] = list(look(store))
        except (sqlite3.Error, UnicodeDecodeError) as error:
            found[promise] = [Problem(store.path.name, f"cannot be read: {error}", _RESTORE)]
        if look in {_file, _references} and found[promise]:
            break
    return found
