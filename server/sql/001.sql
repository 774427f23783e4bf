-- SPDX-License-Identifier: EUPL-1.2
-- The centre's facts that cannot be recomputed, and the tables derived from
-- them.  Never edit a step that has shipped: append one.  A column "sum" is
-- kept by db.c (see db.h).

CREATE TABLE meta (
    key TEXT PRIMARY KEY,
    value TEXT NOT NULL,
    sum BLOB
) STRICT, WITHOUT ROWID;

-- id is the fixed order in which pages show the sites.
-- state: 1 active, 2 quarantined, 3 revoked.
CREATE TABLE site (
    id INTEGER PRIMARY KEY,
    name TEXT NOT NULL UNIQUE,
    state INTEGER NOT NULL CHECK (state IN (1, 2, 3)),
    readmitted INTEGER NOT NULL CHECK (readmitted IN (0, 1)),
    last_contact INTEGER,
    software TEXT,
    sum BLOB
) STRICT;

-- Enrolment codes: only the hash of the secret.
CREATE TABLE code (
    hash BLOB PRIMARY KEY,
    site INTEGER NOT NULL REFERENCES site (id),
    expires INTEGER NOT NULL,
    used INTEGER NOT NULL CHECK (used IN (0, 1)),
    sum BLOB
) STRICT, WITHOUT ROWID;

-- Kept for ever, so that old entries stay verifiable.  key is the SHA-256 of
-- the SPKI.
CREATE TABLE certificate (
    fingerprint BLOB PRIMARY KEY,
    site INTEGER NOT NULL REFERENCES site (id),
    key BLOB NOT NULL,
    der BLOB NOT NULL,
    not_after INTEGER NOT NULL,
    revoked INTEGER NOT NULL CHECK (revoked IN (0, 1)),
    sum BLOB
) STRICT, WITHOUT ROWID;
CREATE INDEX certificate_site ON certificate (site);

-- Bytes exactly as received.  bytes is NULL where a privacy floor was broken:
-- the entry keeps its number, its tables are not kept.
CREATE TABLE entry (
    site INTEGER NOT NULL REFERENCES site (id),
    seq INTEGER NOT NULL CHECK (seq > 0),
    era BLOB NOT NULL CHECK (length(era) = 16),
    hash BLOB NOT NULL CHECK (length(hash) = 32),
    bytes BLOB,
    signature BLOB NOT NULL,
    key BLOB NOT NULL,
    verdict INTEGER NOT NULL,
    code INTEGER NOT NULL,
    sum BLOB,
    PRIMARY KEY (site, seq)
) STRICT, WITHOUT ROWID;
CREATE INDEX entry_era ON entry (site, era);
CREATE INDEX entry_waiting ON entry (site, seq) WHERE code = 4;
CREATE TRIGGER entry_no_update
BEFORE UPDATE OF site, seq, era, hash, signature, key ON entry
BEGIN SELECT RAISE(ABORT, 'an entry never changes'); END;
CREATE TRIGGER entry_no_other_bytes
BEFORE UPDATE OF bytes ON entry WHEN NEW.bytes IS NOT NULL
BEGIN SELECT RAISE(ABORT, 'an entry never changes'); END;
CREATE TRIGGER entry_no_delete BEFORE DELETE ON entry
BEGIN SELECT RAISE(ABORT, 'an entry never goes'); END;

-- On which date a site's entries came to stand here, up to which number: what
-- the embargo counts from.  No time of day.
CREATE TABLE arrival (
    site INTEGER NOT NULL REFERENCES site (id),
    date INTEGER NOT NULL,
    seq INTEGER NOT NULL,
    sum BLOB,
    PRIMARY KEY (site, date)
) STRICT, WITHOUT ROWID;

-- published: 0 when a site uploaded it, else the revision that brought it.
CREATE TABLE questionnaire (
    hash BLOB PRIMARY KEY CHECK (length(hash) = 32),
    id TEXT NOT NULL,
    version INTEGER NOT NULL,
    published INTEGER NOT NULL,
    text BLOB NOT NULL,
    sum BLOB
) STRICT, WITHOUT ROWID;

-- revision counts every change of the catalogue: policy and questionnaires.
CREATE TABLE policy (
    revision INTEGER PRIMARY KEY,
    text TEXT NOT NULL,
    sum BLOB
) STRICT;

-- site: that an account of role "network" belongs to.
CREATE TABLE account (
    name TEXT PRIMARY KEY,
    role TEXT NOT NULL,
    hash TEXT NOT NULL,
    must_change INTEGER NOT NULL,
    site INTEGER REFERENCES site (id),
    sum BLOB
) STRICT, WITHOUT ROWID;

CREATE TABLE audit_log (
    id INTEGER PRIMARY KEY,
    date INTEGER NOT NULL,
    who TEXT NOT NULL,
    what TEXT NOT NULL,
    alarm INTEGER NOT NULL,
    site INTEGER,
    sum BLOB
) STRICT;

CREATE TABLE file (
    name TEXT PRIMARY KEY,
    hash BLOB NOT NULL,
    sum BLOB
) STRICT, WITHOUT ROWID;

-- Derived from entry and questionnaire; "verify" rebuilds and compares.

-- One row a release that covers its months, counted or waiting for its
-- questionnaire.
CREATE TABLE coverage (
    site INTEGER NOT NULL,
    questionnaire BLOB NOT NULL,
    project TEXT NOT NULL,
    channel INTEGER NOT NULL,
    first_month INTEGER NOT NULL,
    last_month INTEGER NOT NULL,
    seq INTEGER NOT NULL,
    PRIMARY KEY (site, questionnaire, project, channel, first_month)
) STRICT, WITHOUT ROWID;
CREATE UNIQUE INDEX coverage_entry ON coverage (site, seq);

-- Figures are packed in chunks of a site's chain, 128 numbers each: see
-- server/core/pack.h.  Here the releases of a chunk that are counted and not
-- withdrawn: of which questionnaires (32 bytes each) and projects (25 bytes
-- each), and a head for each release that names one of both.
CREATE TABLE head (
    site INTEGER NOT NULL,
    chunk INTEGER NOT NULL,
    releases INTEGER NOT NULL,
    first_month INTEGER NOT NULL,
    last_month INTEGER NOT NULL,
    questionnaires BLOB NOT NULL,
    projects BLOB NOT NULL,
    heads BLOB NOT NULL,
    PRIMARY KEY (site, chunk)
) STRICT;

-- And what they say of a question, or of an option of a question that has
-- many: "N01.house".
CREATE TABLE cell (
    site INTEGER NOT NULL,
    chunk INTEGER NOT NULL,
    question TEXT NOT NULL,
    kinds BLOB NOT NULL,
    counts BLOB NOT NULL,
    PRIMARY KEY (site, chunk, question)
) STRICT, WITHOUT ROWID;
