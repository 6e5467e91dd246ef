-- A project as the first version of the program left it: something of everything, with things removed and undone.
PRAGMA application_id = 1903520867;
CREATE TABLE "_sqlite_migrations" (
   "id" INTEGER PRIMARY KEY,
   "migration_set" TEXT,
   "name" TEXT,
   "applied_at" TEXT
);
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
CREATE TABLE decision (
  coder INTEGER NOT NULL REFERENCES coder (id),
  key TEXT NOT NULL,
  accepted INTEGER NOT NULL,
  PRIMARY KEY (coder, key)
) STRICT, WITHOUT ROWID;
INSERT INTO _sqlite_migrations VALUES (1, 'qualcode', '0001_first', '2026-11-22 00:52:19.994470+00:00');
INSERT INTO project VALUES ('codebook', '5cdae400b64338160a1cbcc9fdecdd5564a957893108436d0687992d86379c5c');
INSERT INTO project VALUES ('copy', '01a200bd-5da7-72e2-b671-8cd5a06592dc');
INSERT INTO project VALUES ('created', '2026-11-22T00:52:20.007Z');
INSERT INTO project VALUES ('lamport', '13');
INSERT INTO project VALUES ('project', '01a200bd-5da7-7b1e-8332-26b800da0045');
INSERT INTO study_version VALUES ('b976d0d3d1c9edfd0df9b39abc81fd5ad26c592ff18235b2f151ed2ca88dbb62', '
name = "A small study"
languages = ["nl", "fr"]
codebook = "codebooks/book.yaml"
[variables.region]
label = { nl = "Arrondissement", fr = "Arrondissement", en = "District" }
values.antwerp = { nl = "Antwerpen", fr = "Anvers" }
values.charleroi = { nl = "Charleroi", fr = "Charleroi" }
[variables.sector]
label = { nl = "Sector", fr = "Secteur" }
values.justice = { nl = "Justitie", fr = "Justice" }
values.care = { nl = "Hulpverlening", fr = "Soins" }
', '2026-11-22T00:52:20.026Z');
INSERT INTO event VALUES ('01a200bd-5dba-7142-b2e6-18f6c5e1614b', '01a200bd-5da7-72e2-b671-8cd5a06592dc', 1, '2026-11-22T00:52:20.031Z', '0657923f-e148-5a4f-8dbd-11906754012c', 'coders add', '', 'b976d0d3d1c9edfd0df9b39abc81fd5ad26c592ff18235b2f151ed2ca88dbb62', NULL);
INSERT INTO event VALUES ('01a200bd-5dcb-7c35-8286-9b6942377f9b', '01a200bd-5da7-72e2-b671-8cd5a06592dc', 2, '2026-11-22T00:52:20.045Z', '0657923f-e148-5a4f-8dbd-11906754012c', 'codebook load', '', 'b976d0d3d1c9edfd0df9b39abc81fd5ad26c592ff18235b2f151ed2ca88dbb62', NULL);
INSERT INTO event VALUES ('01a200bd-5dee-7d65-95d8-535cec28edb6', '01a200bd-5da7-72e2-b671-8cd5a06592dc', 3, '2026-11-22T00:52:20.084Z', '0657923f-e148-5a4f-8dbd-11906754012c', 'import fg1', '', 'b976d0d3d1c9edfd0df9b39abc81fd5ad26c592ff18235b2f151ed2ca88dbb62', NULL);
INSERT INTO event VALUES ('01a200bd-5dff-7af5-a561-080d8403fdf7', '01a200bd-5da7-72e2-b671-8cd5a06592dc', 4, '2026-11-22T00:52:20.096Z', '0657923f-e148-5a4f-8dbd-11906754012c', 'import in1', '', 'b976d0d3d1c9edfd0df9b39abc81fd5ad26c592ff18235b2f151ed2ca88dbb62', NULL);
INSERT INTO event VALUES ('01a200bd-5e03-7eba-86f7-86cf82335214', '01a200bd-5da7-72e2-b671-8cd5a06592dc', 5, '2026-11-22T00:52:20.101Z', '0657923f-e148-5a4f-8dbd-11906754012c', 'coding add', '', 'b976d0d3d1c9edfd0df9b39abc81fd5ad26c592ff18235b2f151ed2ca88dbb62', NULL);
INSERT INTO event VALUES ('01a200bd-5e0b-763a-b38c-06bda5698879', '01a200bd-5da7-72e2-b671-8cd5a06592dc', 6, '2026-11-22T00:52:20.108Z', 'a42537a4-5347-59a3-a5a6-d92314ba2d15', 'coding add', '', 'b976d0d3d1c9edfd0df9b39abc81fd5ad26c592ff18235b2f151ed2ca88dbb62', NULL);
INSERT INTO event VALUES ('01a200bd-5e13-79a1-bacb-4ea52fa0ddb4', '01a200bd-5da7-72e2-b671-8cd5a06592dc', 7, '2026-11-22T00:52:20.116Z', '0657923f-e148-5a4f-8dbd-11906754012c', 'coding add', '', 'b976d0d3d1c9edfd0df9b39abc81fd5ad26c592ff18235b2f151ed2ca88dbb62', NULL);
INSERT INTO event VALUES ('01a200bd-5e1b-7d96-b357-ff83effbaea4', '01a200bd-5da7-72e2-b671-8cd5a06592dc', 8, '2026-11-22T00:52:20.123Z', '0657923f-e148-5a4f-8dbd-11906754012c', 'coding remove', '', 'b976d0d3d1c9edfd0df9b39abc81fd5ad26c592ff18235b2f151ed2ca88dbb62', NULL);
INSERT INTO event VALUES ('01a200bd-5e2c-7f61-83c3-2fac5257a72f', '01a200bd-5da7-72e2-b671-8cd5a06592dc', 9, '2026-11-22T00:52:20.141Z', '0657923f-e148-5a4f-8dbd-11906754012c', 'review', '', 'b976d0d3d1c9edfd0df9b39abc81fd5ad26c592ff18235b2f151ed2ca88dbb62', NULL);
INSERT INTO event VALUES ('01a200bd-5e35-7591-9bfe-d3faaa1bb79e', '01a200bd-5da7-72e2-b671-8cd5a06592dc', 10, '2026-11-22T00:52:20.149Z', 'a42537a4-5347-59a3-a5a6-d92314ba2d15', 'transcripts tag', '', 'b976d0d3d1c9edfd0df9b39abc81fd5ad26c592ff18235b2f151ed2ca88dbb62', NULL);
INSERT INTO event VALUES ('01a200bd-5e3c-7257-b2ca-03630115fe1e', '01a200bd-5da7-72e2-b671-8cd5a06592dc', 11, '2026-11-22T00:52:20.157Z', 'a42537a4-5347-59a3-a5a6-d92314ba2d15', 'undo transcripts tag', '', 'b976d0d3d1c9edfd0df9b39abc81fd5ad26c592ff18235b2f151ed2ca88dbb62', '01a200bd-5e35-7591-9bfe-d3faaa1bb79e');
INSERT INTO event VALUES ('01a200bd-5e44-7d77-b4a2-c739c8279fdd', '01a200bd-5da7-72e2-b671-8cd5a06592dc', 12, '2026-11-22T00:52:20.164Z', 'a42537a4-5347-59a3-a5a6-d92314ba2d15', 'redo transcripts tag', '', 'b976d0d3d1c9edfd0df9b39abc81fd5ad26c592ff18235b2f151ed2ca88dbb62', '01a200bd-5e3c-7257-b2ca-03630115fe1e');
INSERT INTO event VALUES ('01a200bd-5e45-7f9b-8e57-012127a6a2af', '01a200bd-5da7-72e2-b671-8cd5a06592dc', 13, '2026-11-22T00:52:20.172Z', '0657923f-e148-5a4f-8dbd-11906754012c', 'codebook load', '', 'b976d0d3d1c9edfd0df9b39abc81fd5ad26c592ff18235b2f151ed2ca88dbb62', NULL);
INSERT INTO change VALUES ('01a200bd-5dba-7142-b2e6-18f6c5e1614b', 0, 'coder', '0657923f-e148-5a4f-8dbd-11906754012c', 'present', '0', '1');
INSERT INTO change VALUES ('01a200bd-5dba-7142-b2e6-18f6c5e1614b', 1, 'coder', '0657923f-e148-5a4f-8dbd-11906754012c', 'name', NULL, '"Coder A"');
INSERT INTO change VALUES ('01a200bd-5dba-7142-b2e6-18f6c5e1614b', 2, 'coder', '0657923f-e148-5a4f-8dbd-11906754012c', 'language', NULL, '"nl"');
INSERT INTO change VALUES ('01a200bd-5dba-7142-b2e6-18f6c5e1614b', 3, 'coder', 'a42537a4-5347-59a3-a5a6-d92314ba2d15', 'present', '0', '1');
INSERT INTO change VALUES ('01a200bd-5dba-7142-b2e6-18f6c5e1614b', 4, 'coder', 'a42537a4-5347-59a3-a5a6-d92314ba2d15', 'name', NULL, '"Coder B"');
INSERT INTO change VALUES ('01a200bd-5dba-7142-b2e6-18f6c5e1614b', 5, 'coder', 'a42537a4-5347-59a3-a5a6-d92314ba2d15', 'language', NULL, '"fr"');
INSERT INTO change VALUES ('01a200bd-5dba-7142-b2e6-18f6c5e1614b', 6, 'coder', 'a42537a4-5347-59a3-a5a6-d92314ba2d15', 'tag:region', NULL, '"antwerp"');
INSERT INTO change VALUES ('01a200bd-5dcb-7c35-8286-9b6942377f9b', 0, 'codebook', 'codebook', 'version', NULL, '"1f207dbfac02b421476fcbd449c8374c1da7ea81ac69ddf119674a8173e8dd01"');
INSERT INTO change VALUES ('01a200bd-5dee-7d65-95d8-535cec28edb6', 0, 'transcript', 'c8a8bde0-8d6c-5386-aed3-de91b81cf426', 'present', '0', '1');
INSERT INTO change VALUES ('01a200bd-5dee-7d65-95d8-535cec28edb6', 1, 'transcript', 'c8a8bde0-8d6c-5386-aed3-de91b81cf426', 'slug', NULL, '"fg1"');
INSERT INTO change VALUES ('01a200bd-5dee-7d65-95d8-535cec28edb6', 2, 'transcript', 'c8a8bde0-8d6c-5386-aed3-de91b81cf426', 'kind', NULL, '"focus-group"');
INSERT INTO change VALUES ('01a200bd-5dee-7d65-95d8-535cec28edb6', 3, 'transcript', 'c8a8bde0-8d6c-5386-aed3-de91b81cf426', 'file_name', NULL, '"fg1.txt"');
INSERT INTO change VALUES ('01a200bd-5dee-7d65-95d8-535cec28edb6', 4, 'transcript', 'c8a8bde0-8d6c-5386-aed3-de91b81cf426', 'revision', NULL, '1');
INSERT INTO change VALUES ('01a200bd-5dee-7d65-95d8-535cec28edb6', 5, 'participant', '4a9844af-44c9-5b20-ba68-7c8ee25b3fcc', 'role', NULL, '"moderator"');
INSERT INTO change VALUES ('01a200bd-5dee-7d65-95d8-535cec28edb6', 6, 'participant', '4a9844af-44c9-5b20-ba68-7c8ee25b3fcc', 'detail', NULL, '""');
INSERT INTO change VALUES ('01a200bd-5dee-7d65-95d8-535cec28edb6', 7, 'participant', '1e3363d0-d99c-50c0-bfc1-d1880d930142', 'role', NULL, '"participant"');
INSERT INTO change VALUES ('01a200bd-5dee-7d65-95d8-535cec28edb6', 8, 'participant', '1e3363d0-d99c-50c0-bfc1-d1880d930142', 'detail', NULL, '""');
INSERT INTO change VALUES ('01a200bd-5dee-7d65-95d8-535cec28edb6', 9, 'participant', '7b0872d2-d76f-599b-9a9b-f958aa457017', 'role', NULL, '"participant"');
INSERT INTO change VALUES ('01a200bd-5dee-7d65-95d8-535cec28edb6', 10, 'participant', '7b0872d2-d76f-599b-9a9b-f958aa457017', 'detail', NULL, '""');
INSERT INTO change VALUES ('01a200bd-5dee-7d65-95d8-535cec28edb6', 11, 'participant', '7b0872d2-d76f-599b-9a9b-f958aa457017', 'tag:sector', NULL, '"justice"');
INSERT INTO change VALUES ('01a200bd-5dee-7d65-95d8-535cec28edb6', 12, 'participant', 'f68712c0-57e8-5449-adbe-0ca026da5996', 'role', NULL, '"participant"');
INSERT INTO change VALUES ('01a200bd-5dee-7d65-95d8-535cec28edb6', 13, 'participant', 'f68712c0-57e8-5449-adbe-0ca026da5996', 'detail', NULL, '""');
INSERT INTO change VALUES ('01a200bd-5dee-7d65-95d8-535cec28edb6', 14, 'transcript', 'c8a8bde0-8d6c-5386-aed3-de91b81cf426', 'tag:region', NULL, '"antwerp"');
INSERT INTO change VALUES ('01a200bd-5dee-7d65-95d8-535cec28edb6', 15, 'transcript', 'c8a8bde0-8d6c-5386-aed3-de91b81cf426', 'tag:sector', NULL, '"care"');
INSERT INTO change VALUES ('01a200bd-5dff-7af5-a561-080d8403fdf7', 0, 'transcript', '122e0f0a-f962-55e7-be0b-7e164ec6bed2', 'present', '0', '1');
INSERT INTO change VALUES ('01a200bd-5dff-7af5-a561-080d8403fdf7', 1, 'transcript', '122e0f0a-f962-55e7-be0b-7e164ec6bed2', 'slug', NULL, '"in1"');
INSERT INTO change VALUES ('01a200bd-5dff-7af5-a561-080d8403fdf7', 2, 'transcript', '122e0f0a-f962-55e7-be0b-7e164ec6bed2', 'kind', NULL, '"interview"');
INSERT INTO change VALUES ('01a200bd-5dff-7af5-a561-080d8403fdf7', 3, 'transcript', '122e0f0a-f962-55e7-be0b-7e164ec6bed2', 'file_name', NULL, '"in1.txt"');
INSERT INTO change VALUES ('01a200bd-5dff-7af5-a561-080d8403fdf7', 4, 'transcript', '122e0f0a-f962-55e7-be0b-7e164ec6bed2', 'revision', NULL, '1');
INSERT INTO change VALUES ('01a200bd-5dff-7af5-a561-080d8403fdf7', 5, 'participant', '7a55a2e1-70b0-52a9-8f76-7079f76128ff', 'role', NULL, '"participant"');
INSERT INTO change VALUES ('01a200bd-5dff-7af5-a561-080d8403fdf7', 6, 'participant', '7a55a2e1-70b0-52a9-8f76-7079f76128ff', 'detail', NULL, '""');
INSERT INTO change VALUES ('01a200bd-5e03-7eba-86f7-86cf82335214', 0, 'coding', '01a200bd-5e04-733e-9a71-bc38a4d31df6', 'present', '0', '1');
INSERT INTO change VALUES ('01a200bd-5e03-7eba-86f7-86cf82335214', 1, 'coding', '01a200bd-5e04-733e-9a71-bc38a4d31df6', 'note', NULL, '"noot"');
INSERT INTO change VALUES ('01a200bd-5e03-7eba-86f7-86cf82335214', 2, 'coding', '01a200bd-5e04-733e-9a71-bc38a4d31df6', 'attribute:stance', NULL, '"pro"');
INSERT INTO change VALUES ('01a200bd-5e03-7eba-86f7-86cf82335214', 3, 'coding', '01a200bd-5e04-7365-9948-0252813c7298', 'present', '0', '1');
INSERT INTO change VALUES ('01a200bd-5e03-7eba-86f7-86cf82335214', 4, 'coder', '0657923f-e148-5a4f-8dbd-11906754012c', 'assignment:c8a8bde0-8d6c-5386-aed3-de91b81cf426', NULL, '"in progress"');
INSERT INTO change VALUES ('01a200bd-5e0b-763a-b38c-06bda5698879', 0, 'coding', '01a200bd-5e0b-751a-b120-8542a1d022fe', 'present', '0', '1');
INSERT INTO change VALUES ('01a200bd-5e0b-763a-b38c-06bda5698879', 1, 'coder', 'a42537a4-5347-59a3-a5a6-d92314ba2d15', 'assignment:c8a8bde0-8d6c-5386-aed3-de91b81cf426', NULL, '"in progress"');
INSERT INTO change VALUES ('01a200bd-5e13-79a1-bacb-4ea52fa0ddb4', 0, 'coding', '01a200bd-5e13-796e-971f-04ab01afc19e', 'present', '0', '1');
INSERT INTO change VALUES ('01a200bd-5e13-79a1-bacb-4ea52fa0ddb4', 1, 'coder', '0657923f-e148-5a4f-8dbd-11906754012c', 'assignment:122e0f0a-f962-55e7-be0b-7e164ec6bed2', NULL, '"in progress"');
INSERT INTO change VALUES ('01a200bd-5e1b-7d96-b357-ff83effbaea4', 0, 'coding', '01a200bd-5e13-796e-971f-04ab01afc19e', 'present', '1', '0');
INSERT INTO change VALUES ('01a200bd-5e2c-7f61-83c3-2fac5257a72f', 0, 'coder', '0657923f-e148-5a4f-8dbd-11906754012c', 'decision:701cf104adb7', NULL, '1');
INSERT INTO change VALUES ('01a200bd-5e2c-7f61-83c3-2fac5257a72f', 1, 'coding', '01a200bd-5e2d-75a0-8068-c6a21edeeebc', 'present', '0', '1');
INSERT INTO change VALUES ('01a200bd-5e2c-7f61-83c3-2fac5257a72f', 2, 'coder', '0657923f-e148-5a4f-8dbd-11906754012c', 'decision:c5315afadf96', NULL, '0');
INSERT INTO change VALUES ('01a200bd-5e35-7591-9bfe-d3faaa1bb79e', 0, 'transcript', '122e0f0a-f962-55e7-be0b-7e164ec6bed2', 'tag:region', NULL, '"charleroi"');
INSERT INTO change VALUES ('01a200bd-5e35-7591-9bfe-d3faaa1bb79e', 1, 'coder', 'a42537a4-5347-59a3-a5a6-d92314ba2d15', 'assignment:122e0f0a-f962-55e7-be0b-7e164ec6bed2', NULL, '"to do"');
INSERT INTO change VALUES ('01a200bd-5e3c-7257-b2ca-03630115fe1e', 0, 'coder', 'a42537a4-5347-59a3-a5a6-d92314ba2d15', 'assignment:122e0f0a-f962-55e7-be0b-7e164ec6bed2', '"to do"', NULL);
INSERT INTO change VALUES ('01a200bd-5e3c-7257-b2ca-03630115fe1e', 1, 'transcript', '122e0f0a-f962-55e7-be0b-7e164ec6bed2', 'tag:region', '"charleroi"', NULL);
INSERT INTO change VALUES ('01a200bd-5e44-7d77-b4a2-c739c8279fdd', 0, 'transcript', '122e0f0a-f962-55e7-be0b-7e164ec6bed2', 'tag:region', NULL, '"charleroi"');
INSERT INTO change VALUES ('01a200bd-5e44-7d77-b4a2-c739c8279fdd', 1, 'coder', 'a42537a4-5347-59a3-a5a6-d92314ba2d15', 'assignment:122e0f0a-f962-55e7-be0b-7e164ec6bed2', NULL, '"to do"');
INSERT INTO change VALUES ('01a200bd-5e45-7f9b-8e57-012127a6a2af', 0, 'codebook', 'codebook', 'version', '"1f207dbfac02b421476fcbd449c8374c1da7ea81ac69ddf119674a8173e8dd01"', '"5cdae400b64338160a1cbcc9fdecdd5564a957893108436d0687992d86379c5c"');
INSERT INTO coder VALUES (1, '0657923f-e148-5a4f-8dbd-11906754012c', 'anna', 'Coder A', 'nl', 1);
INSERT INTO coder VALUES (2, 'a42537a4-5347-59a3-a5a6-d92314ba2d15', 'bram', 'Coder B', 'fr', 1);
INSERT INTO transcript VALUES (1, 'c8a8bde0-8d6c-5386-aed3-de91b81cf426', 'fg1', 'focus-group', 'fg1.txt', 'sha of fg1', 0, 1, 1);
INSERT INTO transcript VALUES (2, '122e0f0a-f962-55e7-be0b-7e164ec6bed2', 'in1', 'interview', 'in1.txt', 'sha of in1', 0, 1, 1);
INSERT INTO revision VALUES (1, '425e0d05-df3d-59d5-be16-137e451434fd', 1, 1, 'd4e3d7339e45e8aac778547b05b7bb49be5f2e83a55fd56bf6e2b9210165c0fb', 'M: Wat denken jullie over het beroepsgeheim?
R1: Het beroepsgeheim is heilig. Zonder vertrouwen geen hulp.
R2: Oui, mais le secret partagé existe aussi.
R1: Ja.
');
INSERT INTO revision VALUES (2, 'd2c5f19c-0843-59e8-a6a6-63c6ed061499', 2, 1, '87ef0f8760f98c8379bd80e0b331b5c939acad0f84e0ff297f167465df2591f4', 'R9: Zeker nodig. Absolument nécessaire.
R9: Ja.
');
INSERT INTO participant VALUES (1, '4a9844af-44c9-5b20-ba68-7c8ee25b3fcc', 1, 'M', '', 'moderator');
INSERT INTO participant VALUES (2, '1e3363d0-d99c-50c0-bfc1-d1880d930142', 1, 'R1', '', 'participant');
INSERT INTO participant VALUES (3, '7b0872d2-d76f-599b-9a9b-f958aa457017', 1, 'R2', '', 'participant');
INSERT INTO participant VALUES (4, 'f68712c0-57e8-5449-adbe-0ca026da5996', 1, 'R3', '', 'participant');
INSERT INTO participant VALUES (5, '7a55a2e1-70b0-52a9-8f76-7079f76128ff', 2, 'R9', '', 'participant');
INSERT INTO turn VALUES (1, 1, 1, 1, 3, 44, 6, 'nl', NULL, NULL, 'Wat denken jullie over het beroepsgeheim?');
INSERT INTO turn VALUES (2, 1, 2, 2, 49, 106, 8, 'nl', NULL, NULL, 'Het beroepsgeheim is heilig. Zonder vertrouwen geen hulp.');
INSERT INTO turn VALUES (3, 1, 3, 3, 111, 152, 7, 'fr', NULL, NULL, 'Oui, mais le secret partagé existe aussi.');
INSERT INTO turn VALUES (4, 1, 4, 2, 157, 160, 1, 'nl', NULL, NULL, 'Ja.');
INSERT INTO turn VALUES (5, 2, 1, 5, 4, 39, 4, 'nl', NULL, NULL, 'Zeker nodig. Absolument nécessaire.');
INSERT INTO turn VALUES (6, 2, 2, 5, 44, 47, 1, 'nl', 1500, NULL, 'Ja.');
INSERT INTO stretch VALUES (5, 0, 13, 'nl');
INSERT INTO stretch VALUES (5, 13, 35, 'fr');
INSERT INTO transcript_tag VALUES (1, 'region', 'antwerp');
INSERT INTO transcript_tag VALUES (1, 'sector', 'care');
INSERT INTO transcript_tag VALUES (2, 'region', 'charleroi');
INSERT INTO participant_tag VALUES (3, 'sector', 'justice');
INSERT INTO coder_tag VALUES (2, 'region', 'antwerp');
INSERT INTO codebook_version VALUES ('1f207dbfac02b421476fcbd449c8374c1da7ea81ac69ddf119674a8173e8dd01', 'codebooks/book.yaml', 'Codebook(id=''book'', version=''1'', languages=(''nl'', ''fr''), codes=(Code(id=''coop'', guid=''guid of coop'', parent='''', label={''nl'': ''COOP''}, definition={}, include={}, exclude={}, examples={}, keywords={''nl'': (''coop'', ''coop*'')}, colour='''', status=''active'', codable=False), Code(id=''coop.secrecy'', guid=''guid of coop.secrecy'', parent=''coop'', label={''nl'': ''COOP.SECRECY''}, definition={}, include={}, exclude={}, examples={}, keywords={''nl'': (''coop.secrecy'', ''coop.secrecy*'')}, colour='''', status=''active'', codable=True), Code(id=''coop.linking'', guid=''guid of coop.linking'', parent=''coop'', label={''nl'': ''COOP.LINKING''}, definition={}, include={}, exclude={}, examples={}, keywords={''nl'': (''coop.linking'', ''coop.linking*'')}, colour='''', status=''active'', codable=True), Code(id=''coop.linking.formal'', guid=''guid of coop.linking.formal'', parent=''coop.linking'', label={''nl'': ''COOP.LINKING.FORMAL''}, definition={}, include={}, exclude={}, examples={}, keywords={''nl'': (''coop.linking.formal'', ''coop.linking.formal*'')}, colour='''', status=''active'', codable=True), Code(id=''value'', guid=''guid of value'', parent='''', label={''nl'': ''VALUE''}, definition={}, include={}, exclude={}, examples={}, keywords={''nl'': (''value'', ''value*'')}, colour='''', status=''active'', codable=False), Code(id=''value.need'', guid=''guid of value.need'', parent=''value'', label={''nl'': ''VALUE.NEED''}, definition={}, include={}, exclude={}, examples={}, keywords={''nl'': (''value.need'', ''value.need*'')}, colour='''', status=''active'', codable=True)), attributes=(Attribute(id=''stance'', label={''nl'': ''Houding''}, values=(AttributeValue(id=''pro'', label={''nl'': ''voor''}), AttributeValue(id=''contra'', label={''nl'': ''tegen''})), ordered=False), Attribute(id=''tone'', label={''nl'': ''Toon''}, values=(AttributeValue(id=''calm'', label={}), AttributeValue(id=''angry'', label={})), ordered=False)))', '{"id": "book", "version": "1", "languages": ["nl", "fr"], "codes": [{"id": "coop", "guid": "guid of coop", "parent": "", "label": {"nl": "COOP"}, "definition": {}, "include": {}, "exclude": {}, "examples": {}, "keywords": {"nl": ["coop", "coop*"]}, "colour": "", "status": "active", "codable": false}, {"id": "coop.secrecy", "guid": "guid of coop.secrecy", "parent": "coop", "label": {"nl": "COOP.SECRECY"}, "definition": {}, "include": {}, "exclude": {}, "examples": {}, "keywords": {"nl": ["coop.secrecy", "coop.secrecy*"]}, "colour": "", "status": "active", "codable": true}, {"id": "coop.linking", "guid": "guid of coop.linking", "parent": "coop", "label": {"nl": "COOP.LINKING"}, "definition": {}, "include": {}, "exclude": {}, "examples": {}, "keywords": {"nl": ["coop.linking", "coop.linking*"]}, "colour": "", "status": "active", "codable": true}, {"id": "coop.linking.formal", "guid": "guid of coop.linking.formal", "parent": "coop.linking", "label": {"nl": "COOP.LINKING.FORMAL"}, "definition": {}, "include": {}, "exclude": {}, "examples": {}, "keywords": {"nl": ["coop.linking.formal", "coop.linking.formal*"]}, "colour": "", "status": "active", "codable": true}, {"id": "value", "guid": "guid of value", "parent": "", "label": {"nl": "VALUE"}, "definition": {}, "include": {}, "exclude": {}, "examples": {}, "keywords": {"nl": ["value", "value*"]}, "colour": "", "status": "active", "codable": false}, {"id": "value.need", "guid": "guid of value.need", "parent": "value", "label": {"nl": "VALUE.NEED"}, "definition": {}, "include": {}, "exclude": {}, "examples": {}, "keywords": {"nl": ["value.need", "value.need*"]}, "colour": "", "status": "active", "codable": true}], "attributes": [{"id": "stance", "label": {"nl": "Houding"}, "values": [{"id": "pro", "label": {"nl": "voor"}}, {"id": "contra", "label": {"nl": "tegen"}}], "ordered": false}, {"id": "tone", "label": {"nl": "Toon"}, "values": [{"id": "calm", "label": {}}, {"id": "angry", "label": {}}], "ordered": false}]}', '2026-11-22T00:52:20.044Z');
INSERT INTO codebook_version VALUES ('5cdae400b64338160a1cbcc9fdecdd5564a957893108436d0687992d86379c5c', 'codebooks/book.yaml', 'Codebook(id=''book'', version=''2'', languages=(''nl'', ''fr''), codes=(Code(id=''coop'', guid=''guid of coop'', parent='''', label={''nl'': ''Samen''}, definition={}, include={}, exclude={}, examples={}, keywords={''nl'': (''coop'', ''coop*'')}, colour='''', status=''active'', codable=False), Code(id=''coop.secrecy'', guid=''guid of coop.secrecy'', parent=''coop'', label={''nl'': ''COOP.SECRECY''}, definition={}, include={}, exclude={}, examples={}, keywords={''nl'': (''coop.secrecy'', ''coop.secrecy*'')}, colour='''', status=''active'', codable=True), Code(id=''coop.linking'', guid=''guid of coop.linking'', parent=''coop'', label={''nl'': ''COOP.LINKING''}, definition={}, include={}, exclude={}, examples={}, keywords={''nl'': (''coop.linking'', ''coop.linking*'')}, colour='''', status=''active'', codable=True), Code(id=''coop.linking.formal'', guid=''guid of coop.linking.formal'', parent=''coop.linking'', label={''nl'': ''COOP.LINKING.FORMAL''}, definition={}, include={}, exclude={}, examples={}, keywords={''nl'': (''coop.linking.formal'', ''coop.linking.formal*'')}, colour='''', status=''active'', codable=True), Code(id=''value'', guid=''guid of value'', parent='''', label={''nl'': ''VALUE''}, definition={}, include={}, exclude={}, examples={}, keywords={''nl'': (''value'', ''value*'')}, colour='''', status=''active'', codable=False), Code(id=''value.need'', guid=''guid of value.need'', parent=''value'', label={''nl'': ''VALUE.NEED''}, definition={}, include={}, exclude={}, examples={}, keywords={''nl'': (''value.need'', ''value.need*'')}, colour='''', status=''active'', codable=True)), attributes=(Attribute(id=''stance'', label={''nl'': ''Houding''}, values=(AttributeValue(id=''pro'', label={''nl'': ''voor''}), AttributeValue(id=''contra'', label={''nl'': ''tegen''})), ordered=False), Attribute(id=''tone'', label={''nl'': ''Toon''}, values=(AttributeValue(id=''calm'', label={}), AttributeValue(id=''angry'', label={})), ordered=False)))', '{"id": "book", "version": "2", "languages": ["nl", "fr"], "codes": [{"id": "coop", "guid": "guid of coop", "parent": "", "label": {"nl": "Samen"}, "definition": {}, "include": {}, "exclude": {}, "examples": {}, "keywords": {"nl": ["coop", "coop*"]}, "colour": "", "status": "active", "codable": false}, {"id": "coop.secrecy", "guid": "guid of coop.secrecy", "parent": "coop", "label": {"nl": "COOP.SECRECY"}, "definition": {}, "include": {}, "exclude": {}, "examples": {}, "keywords": {"nl": ["coop.secrecy", "coop.secrecy*"]}, "colour": "", "status": "active", "codable": true}, {"id": "coop.linking", "guid": "guid of coop.linking", "parent": "coop", "label": {"nl": "COOP.LINKING"}, "definition": {}, "include": {}, "exclude": {}, "examples": {}, "keywords": {"nl": ["coop.linking", "coop.linking*"]}, "colour": "", "status": "active", "codable": true}, {"id": "coop.linking.formal", "guid": "guid of coop.linking.formal", "parent": "coop.linking", "label": {"nl": "COOP.LINKING.FORMAL"}, "definition": {}, "include": {}, "exclude": {}, "examples": {}, "keywords": {"nl": ["coop.linking.formal", "coop.linking.formal*"]}, "colour": "", "status": "active", "codable": true}, {"id": "value", "guid": "guid of value", "parent": "", "label": {"nl": "VALUE"}, "definition": {}, "include": {}, "exclude": {}, "examples": {}, "keywords": {"nl": ["value", "value*"]}, "colour": "", "status": "active", "codable": false}, {"id": "value.need", "guid": "guid of value.need", "parent": "value", "label": {"nl": "VALUE.NEED"}, "definition": {}, "include": {}, "exclude": {}, "examples": {}, "keywords": {"nl": ["value.need", "value.need*"]}, "colour": "", "status": "active", "codable": true}], "attributes": [{"id": "stance", "label": {"nl": "Houding"}, "values": [{"id": "pro", "label": {"nl": "voor"}}, {"id": "contra", "label": {"nl": "tegen"}}], "ordered": false}, {"id": "tone", "label": {"nl": "Toon"}, "values": [{"id": "calm", "label": {}}, {"id": "angry", "label": {}}], "ordered": false}]}', '2026-11-22T00:52:20.166Z');
INSERT INTO code VALUES (1, 'guid of coop', 'coop', NULL, 0, '', 'active', 0, 1);
INSERT INTO code VALUES (2, 'guid of coop.secrecy', 'coop.secrecy', 1, 1, '', 'active', 1, 1);
INSERT INTO code VALUES (3, 'guid of coop.linking', 'coop.linking', 1, 2, '', 'active', 1, 1);
INSERT INTO code VALUES (4, 'guid of coop.linking.formal', 'coop.linking.formal', 3, 3, '', 'active', 1, 1);
INSERT INTO code VALUES (5, 'guid of value', 'value', NULL, 4, '', 'active', 0, 1);
INSERT INTO code VALUES (6, 'guid of value.need', 'value.need', 5, 5, '', 'active', 1, 1);
INSERT INTO code_text VALUES (1, 'keywords', 'nl', 0, 'coop');
INSERT INTO code_text VALUES (1, 'keywords', 'nl', 1, 'coop*');
INSERT INTO code_text VALUES (1, 'label', 'nl', 0, 'Samen');
INSERT INTO code_text VALUES (2, 'keywords', 'nl', 0, 'coop.secrecy');
INSERT INTO code_text VALUES (2, 'keywords', 'nl', 1, 'coop.secrecy*');
INSERT INTO code_text VALUES (2, 'label', 'nl', 0, 'COOP.SECRECY');
INSERT INTO code_text VALUES (3, 'keywords', 'nl', 0, 'coop.linking');
INSERT INTO code_text VALUES (3, 'keywords', 'nl', 1, 'coop.linking*');
INSERT INTO code_text VALUES (3, 'label', 'nl', 0, 'COOP.LINKING');
INSERT INTO code_text VALUES (4, 'keywords', 'nl', 0, 'coop.linking.formal');
INSERT INTO code_text VALUES (4, 'keywords', 'nl', 1, 'coop.linking.formal*');
INSERT INTO code_text VALUES (4, 'label', 'nl', 0, 'COOP.LINKING.FORMAL');
INSERT INTO code_text VALUES (5, 'keywords', 'nl', 0, 'value');
INSERT INTO code_text VALUES (5, 'keywords', 'nl', 1, 'value*');
INSERT INTO code_text VALUES (5, 'label', 'nl', 0, 'VALUE');
INSERT INTO code_text VALUES (6, 'keywords', 'nl', 0, 'value.need');
INSERT INTO code_text VALUES (6, 'keywords', 'nl', 1, 'value.need*');
INSERT INTO code_text VALUES (6, 'label', 'nl', 0, 'VALUE.NEED');
INSERT INTO code_ancestor VALUES (1, 1);
INSERT INTO code_ancestor VALUES (2, 1);
INSERT INTO code_ancestor VALUES (2, 2);
INSERT INTO code_ancestor VALUES (3, 1);
INSERT INTO code_ancestor VALUES (3, 3);
INSERT INTO code_ancestor VALUES (4, 1);
INSERT INTO code_ancestor VALUES (4, 3);
INSERT INTO code_ancestor VALUES (4, 4);
INSERT INTO code_ancestor VALUES (5, 5);
INSERT INTO code_ancestor VALUES (6, 5);
INSERT INTO code_ancestor VALUES (6, 6);
INSERT INTO coding VALUES (1, '01a200bd-5e04-733e-9a71-bc38a4d31df6', 1, 2, 1, 'coder', 'manual', 'noot', '2026-11-22T00:52:20.099Z', NULL, 1);
INSERT INTO coding VALUES (2, '01a200bd-5e04-7365-9948-0252813c7298', 1, 6, 1, 'coder', 'manual', '', '2026-11-22T00:52:20.099Z', NULL, 1);
INSERT INTO coding VALUES (3, '01a200bd-5e0b-751a-b120-8542a1d022fe', 1, 3, 2, 'coder', 'manual', '', '2026-11-22T00:52:20.107Z', NULL, 1);
INSERT INTO coding VALUES (4, '01a200bd-5e13-796e-971f-04ab01afc19e', 2, 3, 1, 'coder', 'manual', '', '2026-11-22T00:52:20.115Z', NULL, 0);
INSERT INTO coding VALUES (5, '01a200bd-5e2d-75a0-8068-c6a21edeeebc', 1, 2, 1, 'coder', 'suggested', '', '2026-11-22T00:52:20.140Z', NULL, 1);
INSERT INTO anchor VALUES (1, 1, 70, 76, 'heilig', 'beroepsgeheim?
R1: Het beroepsgeheim is ', '. Zonder vertrouwen geen hulp.
R2: Oui, ', 'placed');
INSERT INTO anchor VALUES (2, 1, 124, 138, 'secret partagé', ' vertrouwen geen hulp.
R2: Oui, mais le ', ' existe aussi.
R1: Ja.
', 'placed');
INSERT INTO anchor VALUES (3, 1, 157, 160, 'Ja.', 'ais le secret partagé existe aussi.
R1: ', '
', 'placed');
INSERT INTO anchor VALUES (4, 2, 17, 27, 'Absolument', 'R9: Zeker nodig. ', ' nécessaire.
R9: Ja.
', 'placed');
INSERT INTO anchor VALUES (5, 1, 49, 52, 'Het', 'nken jullie over het beroepsgeheim?
R1: ', ' beroepsgeheim is heilig. Zonder vertrou', 'placed');
INSERT INTO coding_turn VALUES (1, 2, 70, 76, 3, 4);
INSERT INTO coding_turn VALUES (2, 3, 124, 138, 3, 5);
INSERT INTO coding_turn VALUES (3, 4, 157, 160, 0, 1);
INSERT INTO coding_turn VALUES (4, 5, 17, 27, 2, 3);
INSERT INTO coding_turn VALUES (5, 2, 49, 52, 0, 1);
INSERT INTO coding_attribute VALUES (1, 'stance', 'pro');
INSERT INTO assignment VALUES (1, 1, 'in progress');
INSERT INTO assignment VALUES (1, 2, 'in progress');
INSERT INTO assignment VALUES (2, 1, 'in progress');
INSERT INTO assignment VALUES (2, 2, 'to do');
INSERT INTO suggestion VALUES ('0137f9f28484', 'test', 2, 2, 2, 44, 47, 0.5, 'x');
INSERT INTO suggestion VALUES ('40872043684c', 'test', 2, 2, 2, 4, 7, 0.5, 'x');
INSERT INTO suggestion VALUES ('701cf104adb7', 'test', 1, 1, 2, 49, 52, 0.5, 'x');
INSERT INTO suggestion VALUES ('c5315afadf96', 'test', 1, 1, 2, 111, 114, 0.5, 'x');
INSERT INTO suggestion VALUES ('fe9a1b5e4775', 'test', 1, 1, 2, 157, 160, 0.5, 'x');
INSERT INTO decision VALUES (1, '701cf104adb7', 1);
INSERT INTO decision VALUES (1, 'c5315afadf96', 0);
INSERT INTO turn_index (rowid, text) SELECT id, text FROM turn;
CREATE UNIQUE INDEX "idx__sqlite_migrations_migration_set_name"
    ON "_sqlite_migrations" ("migration_set", "name");
CREATE INDEX event_by_lamport ON event (lamport);
CREATE INDEX event_by_undoes ON event (undoes) WHERE undoes IS NOT NULL;
CREATE INDEX change_by_entity ON change (entity, field);
CREATE UNIQUE INDEX transcript_by_slug ON transcript (slug) WHERE present = 1;
CREATE INDEX transcript_by_file ON transcript (file_sha256);
CREATE INDEX turn_by_participant ON turn (participant);
CREATE UNIQUE INDEX code_by_slug ON code (slug) WHERE present = 1;
CREATE INDEX coding_by_transcript ON coding (transcript, code);
CREATE INDEX coding_turn_by_turn ON coding_turn (turn);
CREATE INDEX suggestion_by_transcript ON suggestion (transcript);
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
