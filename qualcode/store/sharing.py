"""A copy of the project for a colleague: one file with the study, the codebooks and the texts, whole or only some transcripts."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Collection
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

from qualcode.errors import QualcodeError
from qualcode.store import foreign
from qualcode.store.database import Store, explained

OTHERS = "(of other transcripts)"
"""The command of an entry of the log about transcripts that a file leaves out."""


@dataclass(frozen=True, slots=True)
class Shared:
    """What a file holds: how many transcripts, codings and coders; `left_out` is how many transcripts it has not."""

    transcripts: int
    codings: int
    coders: int
    left_out: int


def write(store: Store, target: Path, only: Collection[str] | None = None) -> Shared:
    """Write the project as it is now into one file, which only its maker may read, and check it; `only`: just these transcripts (ids).

    Suggestions stay behind: they are made anew. Raises QualcodeError when it cannot be written; then there is no file.
    """
    with foreign.placed(target) as partial, explained(target):
        work = partial.with_name(f"{partial.name}-work")
        work.touch(mode=0o600)
        try:
            with closing(sqlite3.connect(work, isolation_level=None)) as copy:
                store.connection.backup(copy)
                copy.execute("PRAGMA journal_mode = DELETE")
                copy.execute("PRAGMA temp_store = MEMORY")
                copy.execute("BEGIN")
                _facts(copy, store)
                _leave_out(copy, only)
                copy.execute("COMMIT")
                # What was taken out still stands in pages that are free: only what is there goes into the new file, which is empty so far.
                copy.execute("VACUUM INTO ?", (str(partial),))
                found = _counted(copy)
        finally:
            work.unlink()
        _check(partial)
    return found


def _facts(copy: sqlite3.Connection, store: Store) -> None:
    """Put in the study as it is now; leave out what belongs to the folder alone."""
    copy.execute(
        "INSERT OR IGNORE INTO study_version (hash, text, seen) VALUES (?, ?, ?)", (store.study.hash, store.study.text, store.now())
    )
    copy.execute(
        "INSERT INTO project (key, value) VALUES (?, ?) ON CONFLICT DO UPDATE SET value = excluded.value", (foreign.STUDY, store.study.hash)
    )
    copy.execute("DELETE FROM project WHERE key IN ('codebook pending', 'study pending')")
    copy.execute("DELETE FROM suggestion")


def _leave_out(copy: sqlite3.Connection, only: Collection[str] | None) -> None:
    """Take out all that belongs to other transcripts; of the log the headers stay, which say who knew what."""
    copy.execute(
        "CREATE TEMP TABLE kept AS SELECT id, guid FROM transcript WHERE :only IS NULL OR present = 1 AND slug IN (SELECT value FROM json_each(:only))",
        {"only": None if only is None else json.dumps(sorted(only))},
    )
    if only is None:
        return
    for name, sql in _GONE.items():
        copy.execute(f"CREATE TEMP TABLE gone_{name} AS {sql}")
    copy.execute(f"CREATE TEMP TABLE gone AS {' UNION ALL '.join(f'SELECT guid FROM gone_{name}' for name in _GONE)}")
    copy.execute("CREATE INDEX temp.gone_by_guid ON gone (guid)")
    for sql in _TAKE_OUT:
        copy.execute(sql)
    copy.execute("INSERT INTO turn_index (turn_index) VALUES ('rebuild')")


_GONE = {
    "transcript": "SELECT id, guid FROM transcript WHERE id NOT IN (SELECT id FROM kept)",
    "revision": "SELECT id, guid FROM revision WHERE transcript IN (SELECT id FROM gone_transcript)",
    "participant": "SELECT id, guid FROM participant WHERE transcript IN (SELECT id FROM gone_transcript)",
    "coding": "SELECT id, guid FROM coding WHERE transcript IN (SELECT id FROM gone_transcript)",
    "question": """SELECT id, guid FROM question WHERE coding IN (SELECT id FROM gone_coding)
      OR kind = 'merge' AND EXISTS (SELECT 1 FROM gone_transcript WHERE instr(about, guid))""",
}

_NAMES_ONE = "EXISTS (SELECT 1 FROM gone_transcript WHERE instr({column}, gone_transcript.guid))"

_TAKE_OUT = (
    f"""DELETE FROM change WHERE entity IN (SELECT guid FROM gone)
      OR noun = 'coder' AND substr(field, instr(field, ':') + 1) IN (SELECT guid FROM gone)
      OR noun = 'coder' AND substr(field, 1, 9) = 'decision:'
        AND substr(field, 10) IN (SELECT key FROM suggestion_key WHERE transcript IN (SELECT id FROM gone_transcript))
      OR noun = 'finding' AND substr(field, 1, 16) = 'evidence:coding ' AND substr(field, 17) IN (SELECT guid FROM gone_coding)
      OR noun IN ('code', 'finding') AND {_NAMES_ONE.format(column="change.field")}""",
    f"""UPDATE event SET command = '{OTHERS}', why = ''
    WHERE command NOT LIKE 'merge %' AND (id NOT IN (SELECT event FROM change) OR command NOT LIKE 'review %' AND EXISTS (
      SELECT 1 FROM transcript WHERE id IN (SELECT id FROM gone_transcript)
        AND (instr(command, slug) OR instr(command, nullif(file_name, '')) OR instr(why, slug) OR instr(why, nullif(file_name, '')))))""",
    f"DELETE FROM code_summary WHERE {_NAMES_ONE.format(column='cell')}",
    f"DELETE FROM finding_verdict WHERE {_NAMES_ONE.format(column='cell')}",
    "DELETE FROM finding_evidence WHERE substr(evidence, 1, 7) = 'coding ' AND substr(evidence, 8) IN (SELECT guid FROM gone_coding)",
    "DELETE FROM decision WHERE key IN (SELECT key FROM suggestion_key WHERE transcript IN (SELECT id FROM gone_transcript))",
    "DELETE FROM suggestion_key WHERE transcript IN (SELECT id FROM gone_transcript)",
    *(f"DELETE FROM {table} WHERE transcript IN (SELECT id FROM gone_transcript)" for table in ("assignment", "unaided", "settlement")),
    *(f"DELETE FROM {table} WHERE revision IN (SELECT id FROM gone_revision)" for table in ("reading", "sample")),
    "DELETE FROM question WHERE id IN (SELECT id FROM gone_question)",
    *(
        f"DELETE FROM {table} WHERE coding IN (SELECT id FROM gone_coding)"
        for table in ("coding_attribute", "coding_translation", "coding_turn", "anchor")
    ),
    "DELETE FROM coding WHERE id IN (SELECT id FROM gone_coding)",
    "DELETE FROM stretch WHERE turn IN (SELECT id FROM turn WHERE revision IN (SELECT id FROM gone_revision))",
    "DELETE FROM turn WHERE revision IN (SELECT id FROM gone_revision)",
    "DELETE FROM participant_tag WHERE participant IN (SELECT id FROM gone_participant)",
    "DELETE FROM participant WHERE id IN (SELECT id FROM gone_participant)",
    "DELETE FROM transcript_tag WHERE transcript IN (SELECT id FROM gone_transcript)",
    "DELETE FROM revision WHERE id IN (SELECT id FROM gone_revision)",
    "DELETE FROM transcript WHERE id IN (SELECT id FROM gone_transcript)",
)


def _counted(copy: sqlite3.Connection) -> Shared:
    present, placed, coders = (
        copy.execute(sql).fetchone()[0]
        for sql in (
            "SELECT count(*) FROM transcript WHERE present = 1",
            "SELECT count(*) FROM coding JOIN transcript ON transcript.id = coding.transcript WHERE coding.present = 1 AND transcript.present = 1",
            "SELECT count(*) FROM coder WHERE present = 1",
        )
    )
    gone = copy.execute("SELECT 1 FROM temp.sqlite_schema WHERE name = 'gone_transcript'").fetchone()
    return Shared(present, placed, coders, copy.execute("SELECT count(*) FROM gone_transcript").fetchone()[0] if gone else 0)


def _check(path: Path) -> None:
    """Raises QualcodeError unless the file is whole."""
    with closing(sqlite3.connect(path)) as made:
        answer = made.execute("PRAGMA quick_check").fetchone()[0]
        if answer != "ok" or made.execute("PRAGMA foreign_key_check").fetchone():
            raise QualcodeError(f"The copy does not check out: {answer}.", "Run: qualcode check")


def take_over(store: Store, target: Path) -> None:
    """Write a checked copy of a foreign file as the database of another project folder: a copy of its own, with a GUID of its own.

    Raises QualcodeError when it cannot be written; then there is none.
    """
    with foreign.placed(target) as partial, explained(target):
        with closing(sqlite3.connect(partial, isolation_level=None)) as copy:
            store.connection.backup(copy)
            copy.execute("UPDATE project SET value = ? WHERE key = 'copy'", (store.guid(),))
            copy.execute("DELETE FROM project WHERE key IN (?, 'codebook pending', 'study pending')", (foreign.STUDY,))
        _check(partial)
    with closing(sqlite3.connect(target)) as made:
        made.execute("PRAGMA journal_mode = WAL")
