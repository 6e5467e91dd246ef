"""The rows of another copy that never change: looked at one by one, and put beside ours by their GUIDs."""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from pathlib import PurePosixPath
from typing import Any

from qualcode import study as studies
from qualcode.errors import QualcodeError
from qualcode.model import KINDS, ORIGINS, Codebook
from qualcode.store import clock, coders, codes, findings, suggestions, transcripts
from qualcode.store.database import Store
from qualcode.text import is_canonical, word_starts

Read = Callable[[str, str], Codebook]
"""Reads the text of a codebook file; the second argument names it."""

_GUID = re.compile(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}")
_ID = re.compile(r"[^\x00-\x20\x7f-\x9f\u200e\u200f\u202a-\u202e\u2066-\u2069]{1,200}")
_BOOKS = (".yaml", ".yml")
ROLES = ("participant", "moderator", "observer", "absent")


def spoilt(what: str) -> QualcodeError:
    """The error that ends a merge: another copy says what cannot be."""
    return QualcodeError(
        f"The copy holds what cannot be: {what}.",
        "Nothing was merged. Was the file changed by other means? Ask for a fresh one: qualcode share",
    )


def unite(store: Store, read: Read) -> None:
    """Put what the attached database `theirs` has and ours has not into ours. Things come as not present: the log says which are there.

    Raises QualcodeError for a row that cannot be.
    """
    _studies(store)
    _codebooks(store, read)
    _named(store)
    _revisions(store)
    _codings(store)
    _keys(store)


def _new(store: Store, table: str, key: str = "guid", columns: str = "*") -> Iterator[Any]:
    """Rows of a table of theirs whose key ours has not."""
    sql = (
        f"SELECT {columns} FROM theirs.{table} AS their WHERE NOT EXISTS (SELECT 1 FROM main.{table} AS our WHERE our.{key} = their.{key})"
    )
    return iter(store.rows(sql))


def _studies(store: Store) -> None:
    for row in _new(store, "study_version", "hash"):
        if hashlib.sha256(row["text"].encode()).hexdigest() != row["hash"]:
            raise spoilt("a study.toml that is not the one it is said to be")
        studies.parse(row["text"], "study.toml of the copy")
        store.connection.execute("INSERT INTO study_version (hash, text, seen) VALUES (?, ?, ?)", tuple(row))


def proper_name(name: str) -> bool:
    """Whether a codebook of a project may lie there: in its folder, as YAML."""
    path = PurePosixPath(name)
    return (
        not path.is_absolute()
        and ".." not in path.parts
        and not set("\\:") & set(name)
        and path.suffix in _BOOKS
        and name == path.as_posix()
    )


def _codebooks(store: Store, read: Read) -> None:
    for row in _new(store, "codebook_version", "hash"):
        if codes.hash_of(row["text"]) != row["hash"] or not proper_name(row["file_name"]):
            raise spoilt("a codebook that is not the one it is said to be")
        codes.keep(store, _book(read, row), row["text"], row["file_name"], row["loaded"])


def _book(read: Read, row: Any) -> Codebook:
    """What a version says; one that an earlier program took and this one does not is what the copy says of it, if that is a codebook."""
    try:
        return read(row["text"], row["file_name"])
    except QualcodeError:
        try:
            return codes.of_content(row["content"])
        except (KeyError, TypeError, ValueError, AttributeError, RecursionError) as error:
            raise spoilt("a codebook that cannot be read") from error


def _named(store: Store) -> None:
    """Coders, transcripts, participants, findings and codes: each is known by a GUID that follows from what it is."""
    put = store.connection.execute
    for row in _new(store, "coder"):
        if row["guid"] != coders.guid_of(row["slug"]) or not _ID.fullmatch(row["slug"]):
            raise spoilt(f"a coder {row['slug']} with the GUID of another")
        put(
            "INSERT INTO coder (guid, slug, name, language, present) VALUES (?, ?, ?, ?, 0)",
            (row["guid"], row["slug"], row["name"], row["language"]),
        )
    for row in _new(store, "transcript"):
        if (
            row["guid"] != transcripts.guid_of(row["file_sha256"], row["part"])
            or not _ID.fullmatch(row["slug"])
            or row["kind"] not in KINDS
        ):
            raise spoilt(f"a transcript {row['slug']} with the GUID of another, or of no known kind")
        facts = (row["guid"], row["slug"], row["kind"], row["file_name"], row["file_sha256"], row["part"])
        put(
            "INSERT INTO transcript (guid, slug, kind, file_name, file_sha256, part, revision, present) VALUES (?, ?, ?, ?, ?, ?, 0, 0)",
            facts,
        )
    sql = """SELECT guid, label, detail, role, (SELECT transcript.guid FROM theirs.transcript WHERE transcript.id = their.transcript) AS of FROM theirs.participant AS their
        WHERE NOT EXISTS (SELECT 1 FROM main.participant AS our WHERE our.guid = their.guid) ORDER BY their.id"""
    for row in store.rows(sql):
        if row["guid"] != transcripts.participant_guid(row["of"], row["label"]) or row["role"] not in ROLES:
            raise spoilt(f"a speaker {row['label']} with the GUID of another, or in no known role")
        put(
            "INSERT INTO participant (guid, transcript, label, detail, role) SELECT ?, id, ?, ?, ? FROM transcript WHERE guid = ?",
            (row["guid"], row["label"], row["detail"], row["role"], row["of"]),
        )
    for row in _new(store, "finding"):
        if row["guid"] != findings.guid_of(row["slug"]) or not _ID.fullmatch(row["slug"]):
            raise spoilt(f"a finding {row['slug']} with the GUID of another")
        put("INSERT INTO finding (guid, slug, present) VALUES (?, ?, 0)", (row["guid"], row["slug"]))
    for row in _new(store, "code"):
        facts = (row["guid"], row["slug"], row["position"], row["colour"], row["status"], row["codable"])
        put("INSERT INTO code (guid, slug, position, colour, status, codable, present) VALUES (?, ?, ?, ?, ?, ?, 0)", facts)


# --- texts ------------------------------------------------------------------------------------------------------------------------------


def _revisions(store: Store) -> None:
    """Texts that are new here, each with its turns. Their numbers are ours: those that are taken get the next one."""
    sql = """SELECT their.*, transcript.guid AS of FROM theirs.revision AS their JOIN theirs.transcript ON transcript.id = their.transcript
        WHERE NOT EXISTS (SELECT 1 FROM main.revision AS our WHERE our.guid = their.guid) ORDER BY their.transcript, their.number"""
    for row in store.rows(sql):
        turns = store.rows(
            """SELECT turn.*, participant.label, participant.guid AS who FROM theirs.turn JOIN theirs.participant ON participant.id = turn.participant
            WHERE turn.revision = ? ORDER BY turn.number""",
            (row["id"],),
        )
        stretches = store.rows(
            """SELECT turn.number, stretch."start", stretch."end", stretch.language FROM theirs.stretch JOIN theirs.turn ON turn.id = stretch.turn
            WHERE turn.revision = ? ORDER BY turn.number, stretch."start\"""",
            (row["id"],),
        )
        _check_text(row, turns, stretches)
        _put_text(store, row, turns, stretches)


def _check_text(row: Any, turns: list[Any], stretches: list[Any]) -> None:
    text = row["text"]
    said = [(t["label"], t["start"], t["end"], t["time_start"], t["time_end"], t["language"]) for t in turns]
    if hashlib.sha256(text.encode()).hexdigest() != row["sha256"] or not is_canonical(text):
        raise spoilt("a text that is not the one it is said to be")
    if transcripts.revision_guid(row["of"], text, said, map(tuple, stretches)) != row["guid"]:
        raise spoilt("a text that is divided otherwise than it is said to be")
    if [turn["number"] for turn in turns] != list(range(1, len(turns) + 1)):
        raise spoilt("turns that are not numbered one by one")
    for turn in turns:
        start, end = turn["start"], turn["end"]
        if not 0 <= start <= end <= len(text) or text[start:end] != turn["text"] or len(word_starts(turn["text"])) != turn["words"]:
            raise spoilt("a turn that is not what stands in its text")


def _put_text(store: Store, row: Any, turns: list[Any], stretches: list[Any]) -> None:
    key = store.value("SELECT id FROM main.transcript WHERE guid = ?", (row["of"],))
    taken = {each["number"] for each in store.rows("SELECT number FROM main.revision WHERE transcript = ?", (key,))}
    number = row["number"] if row["number"] not in taken and row["number"] > 0 else max(taken) + 1
    put = store.connection
    facts = (row["guid"], key, number, row["sha256"], row["text"], row["file_name"], row["file_sha256"])
    revision = put.execute(
        "INSERT INTO main.revision (guid, transcript, number, sha256, text, file_name, file_sha256) VALUES (?, ?, ?, ?, ?, ?, ?)", facts
    ).lastrowid
    first = (store.value("SELECT max(id) FROM main.turn") or 0) + 1
    put.executemany(
        """INSERT INTO main.turn (id, revision, number, participant, "start", "end", words, language, time_start, time_end, text)
        SELECT ?, ?, ?, id, ?, ?, ?, ?, ?, ?, ? FROM main.participant WHERE guid = ?""",
        [
            (
                *(first + at, revision, turn["number"], turn["start"], turn["end"], turn["words"], turn["language"]),
                *(turn["time_start"], turn["time_end"], turn["text"], turn["who"]),
            )
            for at, turn in enumerate(turns)
        ],
    )
    put.executemany(
        'INSERT INTO main.stretch (turn, "start", "end", language) VALUES (?, ?, ?, ?)',
        [(first + one["number"] - 1, one["start"], one["end"], one["language"]) for one in stretches],
    )
    put.execute("INSERT INTO main.turn_index (rowid, text) SELECT id, text FROM main.turn WHERE revision = ?", (revision,))


# --- codings and keys of suggestions ----------------------------------------------------------------------------------------------------

_CODINGS = """
FROM theirs.coding AS their
JOIN theirs.transcript AS their_text ON their_text.id = their.transcript JOIN main.transcript AS our_text ON our_text.guid = their_text.guid
JOIN theirs.code AS their_code ON their_code.id = their.code JOIN main.code AS our_code ON our_code.guid = their_code.guid
JOIN theirs.coder AS their_coder ON their_coder.id = their.coder JOIN main.coder AS our_coder ON our_coder.guid = their_coder.guid
"""


def _codings(store: Store) -> None:
    """New codings, without a note and not present; those that both have are the same."""
    run = store.connection.execute
    run("DROP TABLE IF EXISTS temp.new_coding")
    run(
        f"""CREATE TEMP TABLE new_coding AS SELECT their.id AS theirs, their.guid, our_text.id AS transcript, our_code.id AS code, our_coder.id AS coder,
          their.layer, their.origin, their.time {_CODINGS}
        WHERE NOT EXISTS (SELECT 1 FROM main.coding AS our WHERE our.guid = their.guid) ORDER BY their.id"""
    )
    for guid, layer, origin, time in run("SELECT guid, layer, origin, time FROM temp.new_coding"):
        if not _GUID.fullmatch(guid) or layer not in _LAYERS or origin not in ORIGINS or not _ID.fullmatch(time):
            raise spoilt("a coding of no known kind")
    other = store.value(
        f"""SELECT their.guid {_CODINGS} JOIN main.coding AS our ON our.guid = their.guid
        WHERE (our.transcript, our.code, our.coder, our.layer, our.origin, our.time)
          <> (our_text.id, our_code.id, our_coder.id, their.layer, their.origin, their.time) LIMIT 1"""
    )
    if other is not None:
        raise spoilt(f"coding {other[-8:]} is another one here")
    run(
        """INSERT INTO main.coding (guid, transcript, code, coder, layer, origin, note, time, present)
        SELECT guid, transcript, code, coder, layer, origin, '', time, 0 FROM temp.new_coding ORDER BY theirs"""
    )
    run("CREATE UNIQUE INDEX temp.new_coding_by_guid ON new_coding (guid)")


_LAYERS = ("coder", "consensus")


def _keys(store: Store) -> None:
    """The keys of suggestions that were decided on or carried along, under the numbers that texts have here; and the questions after a split."""
    run = store.connection.execute
    run("DROP TABLE IF EXISTS temp.key_map")
    run("CREATE TEMP TABLE key_map (theirs TEXT PRIMARY KEY, ours TEXT NOT NULL) WITHOUT ROWID")
    rows = store.rows(
        """SELECT their.key, their.first, their.suggesters, their."start", their."end", transcript.guid AS of, their_revision.number AS was,
          our_revision.number, our_revision.id AS revision, our_revision.transcript, length(our_revision.text) AS last,
          their_code.guid AS code_guid, our_code.id AS code FROM theirs.suggestion_key AS their
        JOIN theirs.revision AS their_revision ON their_revision.id = their.revision JOIN main.revision AS our_revision ON our_revision.guid = their_revision.guid
        JOIN theirs.transcript ON transcript.id = their.transcript
        JOIN theirs.code AS their_code ON their_code.id = their.code JOIN main.code AS our_code ON our_code.guid = their_code.guid"""
    )
    ours_of = {}
    for row in rows:
        key = suggestions.id_of(row["of"], row["was"], row["start"], row["end"], row["code_guid"])
        if key != row["key"] or not 0 <= row["start"] < row["end"] <= row["last"]:
            raise spoilt(f"a suggestion {row['key']} with the id of another")
        ours_of[key] = suggestions.id_of(row["of"], row["number"], row["start"], row["end"], row["code_guid"])
    store.connection.executemany("INSERT INTO temp.key_map VALUES (?, ?)", ours_of.items())
    _put_keys(store, rows, ours_of)
    run(
        """INSERT OR IGNORE INTO main.question (guid, kind, coding, choices, present, about)
        SELECT their.guid, their.kind, coding.id, their.choices, 0, their.about FROM theirs.question AS their
        LEFT JOIN theirs.coding AS their_coding ON their_coding.id = their.coding LEFT JOIN main.coding ON coding.guid = their_coding.guid
        WHERE their.kind = 'split' AND coding.id IS NOT NULL"""
    )
    for row in store.rows("SELECT guid, about, choices FROM theirs.question WHERE kind = 'merge'"):
        if row["guid"] != question_guid(row["about"]) or not _is_question(row["about"], row["choices"]):
            raise spoilt("a question with the GUID of another")
    run(
        """INSERT OR IGNORE INTO main.question (guid, kind, coding, choices, present, about)
        SELECT guid, kind, NULL, choices, 0, about FROM theirs.question AS their WHERE kind = 'merge'
          AND EXISTS (SELECT 1 FROM theirs.change WHERE change.entity = their.guid AND change.field = 'present')"""
    )


def _put_keys(store: Store, rows: Iterable[Any], ours_of: Mapping[str, str]) -> None:
    """Keys of theirs beside ours. Those of one suggestion in several texts become one group, whoever has found that out."""
    known = dict(store.connection.execute("SELECT key, first FROM main.suggestion_key").fetchall())
    groups = _Groups()
    new, more = [], []
    for row in rows:
        ours, first = ours_of[row["key"]], ours_of.get(row["first"], row["first"])
        if ours not in known:
            known[ours] = first
            new.append((ours, first, row["transcript"], row["revision"], row["code"], row["start"], row["end"], row["suggesters"]))
        elif row["suggesters"]:
            more.append((row["suggesters"], ours))
        groups.join(known[ours], first)
    put = store.connection.executemany
    put(
        """INSERT INTO main.suggestion_key (key, first, transcript, revision, code, "start", "end", suggesters)
        VALUES (?, ?, ?, ?, ?, ?, ?, ?)""",
        new,
    )
    put("UPDATE main.suggestion_key SET suggesters = max(suggesters, ?) WHERE key = ?", more)
    put("UPDATE main.suggestion_key SET first = ? WHERE first = ?", groups.others())


class _Groups:
    """Names that stand for the same thing; each group goes by its first name in alphabetical order."""

    def __init__(self) -> None:
        self._above: dict[str, str] = {}

    def name(self, one: str) -> str:
        """What the group of a name goes by."""
        last = one
        while (above := self._above.get(last, last)) != last:
            last = above
        while (above := self._above.get(one, one)) != last:
            self._above[one], one = last, above
        return last

    def join(self, one: str, other: str) -> None:
        """Make two groups one."""
        first, second = sorted((self.name(one), self.name(other)))
        if first != second:
            self._above[second] = first

    def others(self) -> Iterator[tuple[str, str]]:
        """What the group goes by, for each name that it does not go by."""
        return ((self.name(one), one) for one in list(self._above))


def _is_question(about: str, choices: str) -> bool:
    try:
        facts, answers = json.loads(about), json.loads(choices)
        return isinstance(facts["what"], str) and all(map(_is_answer, answers))
    except (ValueError, TypeError, KeyError, RecursionError):
        return False


def _is_answer(answer: object) -> bool:
    match answer:
        case [str(), str()]:
            return True
        case _:
            return False


def question_guid(about: str) -> str:
    """The GUID of a question on copies that do not agree follows from what it is about."""
    return clock.named("question", "merge", about)


def described(about: str) -> dict[str, Any]:
    """What a question is about."""
    said: dict[str, Any] = json.loads(about)
    return said
