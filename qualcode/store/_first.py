"""The tables as the first version of the program made them: SQL text that never changes."""

from __future__ import annotations

FIRST = """
CREATE TABLE project (
  key TEXT PRIMARY KEY,
  value TEXT NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE study_version (
  hash TEXT PRIMARY KEY,
  text TEXT NOT NULL,
  seen TEXT NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE event (
  id TEXT PRIMARY KEY,
  copy TEXT NOT NULL,
  lamport INTEGER NOT NULL,
  time TEXT NOT NULL,
  coder TEXT NOT NULL,
  command TEXT NOT NULL,
  why TEXT NOT NULL,
  study_hash TEXT NOT NULL,
  undoes TEXT REFERENCES event (id)
) STRICT, WITHOUT ROWID;
CREATE INDEX event_by_lamport ON event (lamport);
CREATE INDEX event_by_undoes ON event (undoes) WHERE undoes IS NOT NULL;

CREATE TABLE change (
  event TEXT NOT NULL REFERENCES event (id),
  position INTEGER NOT NULL,
  noun TEXT NOT NULL,
  entity TEXT NOT NULL,
  field TEXT NOT NULL,
  before TEXT,
  after TEXT,
  PRIMARY KEY (event, position)
) STRICT, WITHOUT ROWID;
CREATE INDEX change_by_entity ON change (entity, field);

CREATE TABLE coder (
  id INTEGER PRIMARY KEY,
  guid TEXT NOT NULL UNIQUE,
  slug TEXT NOT NULL UNIQUE,
  name TEXT NOT NULL,
  language TEXT NOT NULL,
  present INTEGER NOT NULL
) STRICT;

CREATE TABLE transcript (
  id INTEGER PRIMARY KEY,
  guid TEXT NOT NULL UNIQUE,
  slug TEXT NOT NULL,
  kind TEXT NOT NULL,
  file_name TEXT NOT NULL,
  file_sha256 TEXT NOT NULL,
  part INTEGER NOT NULL,
  revision INTEGER NOT NULL,
  present INTEGER NOT NULL
) STRICT;
CREATE UNIQUE INDEX transcript_by_slug ON transcript (slug) WHERE present = 1;
CREATE INDEX transcript_by_file ON transcript (file_sha256);

CREATE TABLE revision (
  id INTEGER PRIMARY KEY,
  guid TEXT NOT NULL UNIQUE,
  transcript INTEGER NOT NULL REFERENCES transcript (id),
  number INTEGER NOT NULL,
  sha256 TEXT NOT NULL,
  text TEXT NOT NULL,
  UNIQUE (transcript, number)
) STRICT;

CREATE TABLE participant (
  id INTEGER PRIMARY KEY,
  guid TEXT NOT NULL UNIQUE,
  transcript INTEGER NOT NULL REFERENCES transcript (id),
  label TEXT NOT NULL,
  detail TEXT NOT NULL,
  role TEXT NOT NULL,
  UNIQUE (transcript, label)
) STRICT;

CREATE TABLE turn (
  id INTEGER PRIMARY KEY,
  revision INTEGER NOT NULL REFERENCES revision (id),
  number INTEGER NOT NULL,
  participant INTEGER NOT NULL REFERENCES participant (id),
  "start" INTEGER NOT NULL,
  "end" INTEGER NOT NULL,
  words INTEGER NOT NULL,
  language TEXT NOT NULL,
  time_start INTEGER,
  time_end INTEGER,
  text TEXT NOT NULL,
  UNIQUE (revision, number)
) STRICT;
CREATE INDEX turn_by_participant ON turn (participant);

CREATE TABLE stretch (
  turn INTEGER NOT NULL REFERENCES turn (id),
  "start" INTEGER NOT NULL,
  "end" INTEGER NOT NULL,
  language TEXT NOT NULL,
  PRIMARY KEY (turn, "start")
) STRICT, WITHOUT ROWID;

CREATE VIRTUAL TABLE turn_index USING fts5 (
  text, content='turn', content_rowid='id', tokenize='unicode61 remove_diacritics 2'
);

CREATE TABLE transcript_tag (
  transcript INTEGER NOT NULL REFERENCES transcript (id),
  variable TEXT NOT NULL,
  value TEXT NOT NULL,
  PRIMARY KEY (transcript, variable)
) STRICT, WITHOUT ROWID;

CREATE TABLE participant_tag (
  participant INTEGER NOT NULL REFERENCES participant (id),
  variable TEXT NOT NULL,
  value TEXT NOT NULL,
  PRIMARY KEY (participant, variable)
) STRICT, WITHOUT ROWID;

CREATE TABLE coder_tag (
  coder INTEGER NOT NULL REFERENCES coder (id),
  variable TEXT NOT NULL,
  value TEXT NOT NULL,
  PRIMARY KEY (coder, variable)
) STRICT, WITHOUT ROWID;

CREATE TABLE codebook_version (
  hash TEXT PRIMARY KEY,
  file_name TEXT NOT NULL,
  text TEXT NOT NULL,
  content TEXT NOT NULL,
  loaded TEXT NOT NULL
) STRICT;

CREATE TABLE code (
  id INTEGER PRIMARY KEY,
  guid TEXT NOT NULL UNIQUE,
  slug TEXT NOT NULL,
  parent INTEGER REFERENCES code (id),
  position INTEGER NOT NULL,
  colour TEXT NOT NULL,
  status TEXT NOT NULL,
  codable INTEGER NOT NULL,
  present INTEGER NOT NULL
) STRICT;
CREATE UNIQUE INDEX code_by_slug ON code (slug) WHERE present = 1;

CREATE TABLE code_text (
  code INTEGER NOT NULL REFERENCES code (id),
  field TEXT NOT NULL,
  language TEXT NOT NULL,
  position INTEGER NOT NULL,
  text TEXT NOT NULL,
  PRIMARY KEY (code, field, language, position)
) STRICT, WITHOUT ROWID;

CREATE TABLE code_ancestor (
  code INTEGER NOT NULL REFERENCES code (id),
  ancestor INTEGER NOT NULL REFERENCES code (id),
  PRIMARY KEY (code, ancestor)
) STRICT, WITHOUT ROWID;

CREATE TABLE coding (
  id INTEGER PRIMARY KEY,
  guid TEXT NOT NULL UNIQUE,
  transcript INTEGER NOT NULL REFERENCES transcript (id),
  code INTEGER NOT NULL REFERENCES code (id),
  coder INTEGER NOT NULL REFERENCES coder (id),
  layer TEXT NOT NULL,
  origin TEXT NOT NULL,
  note TEXT NOT NULL,
  time TEXT NOT NULL,
  replaces TEXT,
  present INTEGER NOT NULL
) STRICT;
CREATE INDEX coding_by_transcript ON coding (transcript, code);

CREATE TABLE anchor (
  coding INTEGER NOT NULL REFERENCES coding (id),
  revision INTEGER NOT NULL REFERENCES revision (id),
  "start" INTEGER NOT NULL,
  "end" INTEGER NOT NULL,
  quotation TEXT NOT NULL,
  prefix TEXT NOT NULL,
  suffix TEXT NOT NULL,
  state TEXT NOT NULL,
  PRIMARY KEY (coding, revision)
) STRICT, WITHOUT ROWID;

CREATE TABLE coding_turn (
  coding INTEGER NOT NULL REFERENCES coding (id),
  turn INTEGER NOT NULL REFERENCES turn (id),
  span_start INTEGER NOT NULL,
  span_end INTEGER NOT NULL,
  word_start INTEGER NOT NULL,
  word_end INTEGER NOT NULL,
  PRIMARY KEY (coding, turn)
) STRICT, WITHOUT ROWID;
CREATE INDEX coding_turn_by_turn ON coding_turn (turn);

CREATE TABLE coding_attribute (
  coding INTEGER NOT NULL REFERENCES coding (id),
  attribute TEXT NOT NULL,
  value TEXT NOT NULL,
  PRIMARY KEY (coding, attribute)
) STRICT, WITHOUT ROWID;

CREATE TABLE assignment (
  coder INTEGER NOT NULL REFERENCES coder (id),
  transcript INTEGER NOT NULL REFERENCES transcript (id),
  state TEXT NOT NULL,
  PRIMARY KEY (coder, transcript)
) STRICT, WITHOUT ROWID;

CREATE TABLE suggestion (
  key TEXT NOT NULL,
  suggester TEXT NOT NULL,
  transcript INTEGER NOT NULL REFERENCES transcript (id),
  revision INTEGER NOT NULL REFERENCES revision (id),
  code INTEGER NOT NULL REFERENCES code (id),
  "start" INTEGER NOT NULL,
  "end" INTEGER NOT NULL,
  score REAL NOT NULL,
  reason TEXT NOT NULL,
  PRIMARY KEY (key, suggester)
) STRICT, WITHOUT ROWID;
CREATE INDEX suggestion_by_transcript ON suggestion (transcript);

CREATE TABLE decision (
  coder INTEGER NOT NULL REFERENCES coder (id),
  key TEXT NOT NULL,
  accepted INTEGER NOT NULL,
  PRIMARY KEY (coder, key)
) STRICT, WITHOUT ROWID;

CREATE VIEW coding_quotes AS
SELECT coding.guid, transcript.slug AS transcript, code.slug AS code, coder.slug AS coder, coding.layer, anchor."start", anchor."end",
  anchor.quotation, coding.note, coding.origin, coding.time
FROM coding
JOIN transcript ON transcript.id = coding.transcript
JOIN revision ON revision.transcript = transcript.id AND revision.number = transcript.revision
JOIN anchor ON anchor.coding = coding.id AND anchor.revision = revision.id
JOIN code ON code.id = coding.code
JOIN coder ON coder.id = coding.coder
WHERE coding.present = 1 AND transcript.present = 1;

CREATE VIEW turns_by_speaker AS
SELECT transcript.slug AS transcript, participant.label AS speaker, participant.role, turn.number, turn.language, turn.words, turn.text
FROM turn
JOIN participant ON participant.id = turn.participant
JOIN revision ON revision.id = turn.revision
JOIN transcript ON transcript.id = revision.transcript AND transcript.revision = revision.number
WHERE transcript.present = 1;

CREATE VIEW tally AS
SELECT code.slug AS code, coding.layer, coder.slug AS coder, transcript.slug AS transcript, count(*) AS codings
FROM coding
JOIN code ON code.id = coding.code
JOIN coder ON coder.id = coding.coder
JOIN transcript ON transcript.id = coding.transcript
WHERE coding.present = 1 AND transcript.present = 1
GROUP BY code.id, coding.layer, coder.id, transcript.id;
"""
