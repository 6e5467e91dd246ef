"""The tables of a project, as numbered migrations; each is SQL text that never changes once released."""

from __future__ import annotations

from typing import TYPE_CHECKING

from qualcode.errors import QualcodeError
from qualcode.store._first import FIRST

if TYPE_CHECKING:
    from sqlite_utils import Database, Migrations

    from qualcode.store.database import Store

APPLICATION_ID = 0x71756C63
"""`qulc` in ASCII: how SQLite's own tools and we know a project file."""

MIGRATION_SET = "qualcode"

_CORRECTIONS = """
ALTER TABLE revision ADD COLUMN file_name TEXT;
ALTER TABLE revision ADD COLUMN file_sha256 TEXT;
CREATE INDEX revision_by_file ON revision (file_sha256) WHERE file_sha256 IS NOT NULL;
CREATE INDEX anchor_by_state ON anchor (state) WHERE state <> 'placed';

CREATE TABLE suggestion_key (
  key TEXT PRIMARY KEY,
  first TEXT NOT NULL,
  transcript INTEGER NOT NULL REFERENCES transcript (id),
  revision INTEGER NOT NULL REFERENCES revision (id),
  code INTEGER NOT NULL REFERENCES code (id),
  "start" INTEGER NOT NULL,
  "end" INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
CREATE INDEX suggestion_key_by_first ON suggestion_key (first);
CREATE INDEX suggestion_key_by_revision ON suggestion_key (revision);
INSERT INTO suggestion_key (key, first, transcript, revision, code, "start", "end")
SELECT DISTINCT key, key, transcript, revision, code, "start", "end" FROM suggestion WHERE key IN (SELECT key FROM decision);

DROP VIEW coding_quotes;
CREATE VIEW coding_quotes AS
SELECT coding.guid, transcript.slug AS transcript, code.slug AS code, coder.slug AS coder, coding.layer, anchor."start", anchor."end",
  anchor.quotation, coding.note, coding.origin, coding.time
FROM coding
JOIN transcript ON transcript.id = coding.transcript
JOIN revision ON revision.transcript = transcript.id AND revision.number = transcript.revision
JOIN anchor ON anchor.coding = coding.id AND anchor.revision = revision.id AND anchor.state IN ('placed', 'changed')
JOIN code ON code.id = coding.code
JOIN coder ON coder.id = coding.coder
WHERE coding.present = 1 AND transcript.present = 1;

DROP VIEW tally;
CREATE VIEW tally AS
SELECT code.slug AS code, coding.layer, coder.slug AS coder, transcript.slug AS transcript, count(*) AS codings
FROM coding
JOIN code ON code.id = coding.code
JOIN coder ON coder.id = coding.coder
JOIN transcript ON transcript.id = coding.transcript
JOIN revision ON revision.transcript = transcript.id AND revision.number = transcript.revision
JOIN anchor ON anchor.coding = coding.id AND anchor.revision = revision.id AND anchor.state IN ('placed', 'changed')
WHERE coding.present = 1 AND transcript.present = 1
GROUP BY code.id, coding.layer, coder.id, transcript.id;
"""

_CODEBOOK_CHANGES = """
CREATE TABLE question (
  id INTEGER PRIMARY KEY,
  guid TEXT NOT NULL UNIQUE,
  kind TEXT NOT NULL,
  coding INTEGER NOT NULL REFERENCES coding (id),
  choices TEXT NOT NULL,
  present INTEGER NOT NULL
) STRICT;
CREATE INDEX question_by_coding ON question (coding);

ALTER TABLE suggestion ADD COLUMN codebook TEXT;
"""

_READING = """
CREATE TABLE reading (
  coder INTEGER NOT NULL REFERENCES coder (id),
  revision INTEGER NOT NULL REFERENCES revision (id),
  turns TEXT NOT NULL,
  PRIMARY KEY (coder, revision)
) STRICT, WITHOUT ROWID;

CREATE INDEX turn_by_start ON turn (revision, "start");
"""

_SUMMARIES = """
CREATE TABLE code_summary (
  code INTEGER NOT NULL REFERENCES code (id),
  cell TEXT NOT NULL,
  value TEXT NOT NULL,
  PRIMARY KEY (code, cell)
) STRICT, WITHOUT ROWID;

CREATE TABLE coding_translation (
  coding INTEGER NOT NULL REFERENCES coding (id),
  language TEXT NOT NULL,
  value TEXT NOT NULL,
  PRIMARY KEY (coding, language)
) STRICT, WITHOUT ROWID;
"""

_SUGGESTING = """
CREATE TABLE suggestion_again (
  key TEXT NOT NULL,
  suggester TEXT NOT NULL,
  coder INTEGER NOT NULL,
  transcript INTEGER NOT NULL REFERENCES transcript (id),
  revision INTEGER NOT NULL REFERENCES revision (id),
  code INTEGER NOT NULL REFERENCES code (id),
  "start" INTEGER NOT NULL,
  "end" INTEGER NOT NULL,
  score REAL NOT NULL,
  reason TEXT NOT NULL,
  codebook TEXT,
  PRIMARY KEY (key, suggester, coder)
) STRICT, WITHOUT ROWID;
INSERT INTO suggestion_again
SELECT key, suggester, 0, transcript, revision, code, "start", "end", score, reason, codebook FROM suggestion WHERE suggester = 'keywords';
DROP TABLE suggestion;
ALTER TABLE suggestion_again RENAME TO suggestion;
CREATE INDEX suggestion_by_transcript ON suggestion (transcript);
CREATE INDEX suggestion_by_place ON suggestion (revision, "start");

ALTER TABLE suggestion_key ADD COLUMN suggesters TEXT NOT NULL DEFAULT '';

CREATE TABLE threshold (
  coder INTEGER NOT NULL REFERENCES coder (id),
  suggester TEXT NOT NULL,
  value TEXT NOT NULL,
  PRIMARY KEY (coder, suggester)
) STRICT, WITHOUT ROWID;

CREATE TABLE unaided (
  coder INTEGER NOT NULL REFERENCES coder (id),
  transcript INTEGER NOT NULL REFERENCES transcript (id),
  value INTEGER NOT NULL,
  PRIMARY KEY (coder, transcript)
) STRICT, WITHOUT ROWID;

CREATE TABLE sample (
  coder INTEGER NOT NULL REFERENCES coder (id),
  revision INTEGER NOT NULL REFERENCES revision (id),
  turns TEXT NOT NULL,
  PRIMARY KEY (coder, revision)
) STRICT, WITHOUT ROWID;
"""

_FINDINGS = """
CREATE TABLE finding (
  id INTEGER PRIMARY KEY,
  guid TEXT NOT NULL UNIQUE,
  slug TEXT NOT NULL UNIQUE,
  present INTEGER NOT NULL
) STRICT;

CREATE TABLE finding_text (
  finding INTEGER NOT NULL REFERENCES finding (id),
  language TEXT NOT NULL,
  value TEXT NOT NULL,
  PRIMARY KEY (finding, language)
) STRICT, WITHOUT ROWID;

CREATE TABLE finding_evidence (
  finding INTEGER NOT NULL REFERENCES finding (id),
  evidence TEXT NOT NULL,
  value INTEGER NOT NULL,
  PRIMARY KEY (finding, evidence)
) STRICT, WITHOUT ROWID;

CREATE TABLE finding_verdict (
  finding INTEGER NOT NULL REFERENCES finding (id),
  cell TEXT NOT NULL,
  value TEXT NOT NULL,
  PRIMARY KEY (finding, cell)
) STRICT, WITHOUT ROWID;
"""

_TEAMS = """
ALTER TABLE event ADD COLUMN parents TEXT NOT NULL DEFAULT '';
UPDATE event SET parents = before.id
  FROM (SELECT id AS after, lag(id, 1, '') OVER (ORDER BY lamport, id) AS id FROM event) AS before WHERE before.after = event.id;
INSERT INTO project (key, value) SELECT 'heads', id FROM event ORDER BY lamport DESC, id DESC LIMIT 1;

CREATE TABLE question_again (
  id INTEGER PRIMARY KEY,
  guid TEXT NOT NULL UNIQUE,
  kind TEXT NOT NULL,
  coding INTEGER REFERENCES coding (id),
  choices TEXT NOT NULL,
  present INTEGER NOT NULL,
  about TEXT NOT NULL DEFAULT ''
) STRICT;
INSERT INTO question_again (id, guid, kind, coding, choices, present) SELECT id, guid, kind, coding, choices, present FROM question;
DROP TABLE question;
ALTER TABLE question_again RENAME TO question;
CREATE INDEX question_by_coding ON question (coding);
"""

_EVIDENCE = """
ALTER TABLE suggestion ADD COLUMN evidence TEXT NOT NULL DEFAULT '';
"""

_SETTLEMENTS = """
CREATE TABLE settlement (
  transcript INTEGER NOT NULL REFERENCES transcript (id),
  key TEXT NOT NULL,
  value TEXT NOT NULL,
  PRIMARY KEY (transcript, key)
) STRICT, WITHOUT ROWID;
"""


def migrations() -> Migrations:
    """Every migration there is, in order."""
    from sqlite_utils import Migrations

    steps = Migrations(MIGRATION_SET)

    @steps(name="0001_first")
    def first(db: Database) -> None:
        db.executescript(FIRST)

    @steps(name="0002_corrections")
    def corrections(db: Database) -> None:
        db.executescript(_CORRECTIONS)

    @steps(name="0003_codebook_changes")
    def codebook_changes(db: Database) -> None:
        db.executescript(_CODEBOOK_CHANGES)

    @steps(name="0004_reading")
    def reading(db: Database) -> None:
        db.executescript(_READING)

    @steps(name="0005_summaries")
    def summaries(db: Database) -> None:
        db.executescript(_SUMMARIES)

    @steps(name="0006_suggesting")
    def suggesting(db: Database) -> None:
        db.executescript(_SUGGESTING)

    @steps(name="0007_findings")
    def findings(db: Database) -> None:
        db.executescript(_FINDINGS)

    @steps(name="0008_teams")
    def teams(db: Database) -> None:
        db.executescript(_TEAMS)

    @steps(name="0009_settlements")
    def settlements(db: Database) -> None:
        db.executescript(_SETTLEMENTS)

    @steps(name="0010_evidence")
    def evidence(db: Database) -> None:
        db.executescript(_EVIDENCE)

    return steps


NAMES = (
    *("0001_first", "0002_corrections", "0003_codebook_changes", "0004_reading", "0005_summaries", "0006_suggesting", "0007_findings"),
    *("0008_teams", "0009_settlements", "0010_evidence"),
)
"""The names of all migrations, for reading commands that do not load sqlite-utils."""


def applied(store: Store) -> tuple[str, ...]:
    """The names of the migrations that the project has been through."""
    found = store.rows("SELECT name FROM _sqlite_migrations WHERE migration_set = ? ORDER BY id", (MIGRATION_SET,))
    return tuple(str(row["name"]) for row in found)


def pending(store: Store) -> bool:
    """Whether migrations are to be done. Raises QualcodeError when the project was made by a newer version of the program."""
    done = applied(store)
    newer = [name for name in done if name not in NAMES]
    if newer:
        raise QualcodeError(
            f"{store.path} was written by a newer version of qualcode ({newer[-1]}).",
            "Install that version or a later one: pip install --upgrade qualcode",
        )
    return len(done) < len(NAMES)


def migrate(store: Store) -> None:
    """Bring the tables up to date. Call it outside a transaction: it makes one for all that is to be done."""
    from sqlite_utils import Database

    store.connection.execute("PRAGMA foreign_keys = OFF")
    try:
        with store.transaction():
            migrations().apply(Database(store.connection, execute_plugins=False))
            broken = store.connection.execute("PRAGMA foreign_key_check").fetchall()
            if broken:
                raise QualcodeError(f"{store.path} has rows that point nowhere ({broken[0][0]}).", "Restore the newest backup.")
    finally:
        store.connection.execute("PRAGMA foreign_keys = ON")
