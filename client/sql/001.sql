-- SPDX-License-Identifier: EUPL-1.2
-- The site's facts that cannot be recomputed.  Never edit a step that has
-- shipped: append one.  A column "sum" is kept by db.c (see db.h).

CREATE TABLE meta (
    key TEXT PRIMARY KEY,
    value TEXT NOT NULL,
    sum BLOB
) STRICT, WITHOUT ROWID;

-- text is the publisher's bytes, as they travelled; hash is over its
-- canonical form.
CREATE TABLE questionnaire (
    hash BLOB PRIMARY KEY CHECK (length(hash) = 32),
    id TEXT NOT NULL,
    version INTEGER NOT NULL,
    text BLOB NOT NULL,
    sum BLOB
) STRICT, WITHOUT ROWID;

-- period is the number of months; not_asked is a list of question ids with
-- spaces between.
CREATE TABLE project (
    id TEXT PRIMARY KEY,
    position INTEGER NOT NULL,
    name_nl TEXT NOT NULL,
    name_fr TEXT NOT NULL,
    name_en TEXT NOT NULL,
    period INTEGER NOT NULL CHECK (period IN (1, 3, 6, 12)),
    first_month INTEGER NOT NULL,
    not_asked TEXT NOT NULL,
    sum BLOB
) STRICT, WITHOUT ROWID;

-- Which questionnaires a project puts, from its first month to its last
-- (NULL: no end), in the order of their turns.  One with a base has no turn of
-- its own: it is put to whoever is helped, while its base is put.
CREATE TABLE plan (
    project TEXT NOT NULL REFERENCES project (id),
    questionnaire BLOB NOT NULL REFERENCES questionnaire (hash),
    position INTEGER NOT NULL,
    first_month INTEGER NOT NULL,
    last_month INTEGER,
    base BLOB REFERENCES questionnaire (hash),
    sum BLOB,
    PRIMARY KEY (project, questionnaire)
) STRICT, WITHOUT ROWID;

-- When a project may ask: whole periods, at most 12 months, for which the
-- management gave its promise.  kind: 1 normal, 2 a pilot, of which nothing is
-- kept.  questionnaire NULL: the one whose turn it is.  until is the last date
-- of the languages that are no official ones here; ended_on when staff ended
-- it; note what the team learned.
CREATE TABLE wave (
    id INTEGER PRIMARY KEY,
    project TEXT NOT NULL REFERENCES project (id),
    first_month INTEGER NOT NULL,
    last_month INTEGER NOT NULL CHECK (last_month >= first_month),
    questionnaire BLOB REFERENCES questionnaire (hash),
    kind INTEGER NOT NULL CHECK (kind IN (1, 2)),
    promised_on INTEGER NOT NULL,
    promised_role TEXT NOT NULL,
    languages TEXT NOT NULL,
    target TEXT NOT NULL,
    until INTEGER,
    cards INTEGER NOT NULL CHECK (cards IN (0, 1)),
    ended_on INTEGER,
    note TEXT NOT NULL,
    sum BLOB
) STRICT;

-- Where the labels of one series of releases stand: the next label begins at
-- next_month, and every period up to tested_month has had its closing night.
CREATE TABLE label (
    questionnaire BLOB NOT NULL,
    project TEXT NOT NULL,
    channel INTEGER NOT NULL CHECK (channel IN (1, 2)),
    next_month INTEGER NOT NULL,
    tested_month INTEGER NOT NULL,
    sum BLOB,
    PRIMARY KEY (questionnaire, project, channel)
) STRICT, WITHOUT ROWID;

-- How many people could answer in a period of a series, and how many were
-- asked (NULL: not known), as staff counted them; gone when the label moves on.
CREATE TABLE headcount (
    questionnaire BLOB NOT NULL,
    project TEXT NOT NULL,
    channel INTEGER NOT NULL CHECK (channel IN (1, 2)),
    first_month INTEGER NOT NULL,
    eligible INTEGER NOT NULL CHECK (eligible >= 0),
    asked INTEGER CHECK (asked BETWEEN 0 AND eligible),
    sum BLOB,
    PRIMARY KEY (questionnaire, project, channel, first_month)
) STRICT, WITHOUT ROWID;

-- Ballot cards that were printed and not used yet: a keyed hash of wave and
-- number, and the wave.  No order, no date, no number to be read, and no
-- tie to the answer set for which a card went.  No foreign key: with one,
-- SQLite deletes row by row, and what it leaves in a page tells some of how the
-- rows lay; without, store_answer_shuffle() begins with pages of zeros.
CREATE TABLE card (
    hash BLOB PRIMARY KEY CHECK (length(hash) = 32),
    wave INTEGER NOT NULL,
    sum BLOB
) STRICT, WITHOUT ROWID;

-- The thresholds that ever held here, in the order they came, each from a date
-- of the centre's on; the last is in force.  A batch is judged by all that held
-- during its label, so these are of the calendar and never of an answer.
CREATE TABLE policy (
    id INTEGER PRIMARY KEY,
    since INTEGER NOT NULL,
    text TEXT NOT NULL,
    sum BLOB
) STRICT;

-- state: 1 open, 4 frozen by the audit.  One that was released or destroyed
-- leaves no row: it would tell that somebody answered in its period.
CREATE TABLE pool (
    id BLOB PRIMARY KEY CHECK (length(id) = 16),
    questionnaire BLOB NOT NULL REFERENCES questionnaire (hash),
    project TEXT NOT NULL REFERENCES project (id),
    channel INTEGER NOT NULL CHECK (channel IN (1, 2)),
    first_month INTEGER NOT NULL,
    last_month INTEGER NOT NULL,
    wrapped_key BLOB,
    policy TEXT NOT NULL,
    state INTEGER NOT NULL CHECK (state IN (1, 4)),
    sum BLOB,
    UNIQUE (questionnaire, project, channel, first_month)
) STRICT, WITHOUT ROWID;

-- Pairs of keys to which pages of the kiosk seal what waits for its 201: the
-- public half, and the private one sealed by the device key.  since is a date;
-- a row goes after eight weeks, and nothing sealed to it opens any more.
CREATE TABLE box (
    id BLOB PRIMARY KEY CHECK (length(id) = 16),
    public BLOB NOT NULL CHECK (length(public) = 32),
    wrapped BLOB NOT NULL,
    since INTEGER NOT NULL,
    sum BLOB
) STRICT, WITHOUT ROWID;

-- No order, no time: the key is random, and the seal covers id and pool, so a
-- changed row does not open.  No index on pool either: each answer set would
-- pay for it, and the few nights that ask for a pool can read all of them.
CREATE TABLE answer_set (
    id BLOB PRIMARY KEY CHECK (length(id) = 16),
    pool BLOB NOT NULL REFERENCES pool (id),
    sealed BLOB NOT NULL
) STRICT, WITHOUT ROWID;

-- Ids of answer sets that were told, or may have been, and nothing else of
-- them: a page that never got its 201 and tries again after the night is told
-- "saved" and counts nothing twice.  Forgotten after some nights.
CREATE TABLE spent (
    id BLOB PRIMARY KEY CHECK (length(id) = 16),
    night INTEGER NOT NULL,
    sum BLOB
) STRICT, WITHOUT ROWID;

-- The chain.  An entry never changes and never goes, except when the site
-- adopts the centre's history (meta key "adopting").
CREATE TABLE entry (
    seq INTEGER PRIMARY KEY CHECK (seq > 0),
    era BLOB NOT NULL CHECK (length(era) = 16),
    bytes BLOB NOT NULL,
    hash BLOB NOT NULL CHECK (length(hash) = 32),
    sum BLOB
) STRICT;
CREATE TRIGGER entry_no_update
BEFORE UPDATE OF seq, era, bytes, hash ON entry
BEGIN SELECT RAISE(ABORT, 'an entry never changes'); END;
CREATE TRIGGER entry_no_delete BEFORE DELETE ON entry
WHEN NOT EXISTS (SELECT 1 FROM meta WHERE key = 'adopting')
BEGIN SELECT RAISE(ABORT, 'an entry never goes'); END;

-- Releases of the site's own questions ("site:"): the same rules and the same
-- bytes, outside the chain.  Nothing here is ever sent.
CREATE TABLE local_release (
    id INTEGER PRIMARY KEY,
    era BLOB NOT NULL CHECK (length(era) = 16),
    bytes BLOB NOT NULL,
    hash BLOB NOT NULL CHECK (length(hash) = 32),
    sum BLOB
) STRICT;
CREATE TRIGGER local_release_no_update
BEFORE UPDATE OF id, era, bytes, hash ON local_release
BEGIN SELECT RAISE(ABORT, 'a release never changes'); END;
CREATE TRIGGER local_release_no_delete BEFORE DELETE ON local_release
BEGIN SELECT RAISE(ABORT, 'a release never goes'); END;

-- Releases that staff withdraw: the next night makes an entry of each, and it
-- is gone from here.  hash is of the release that was meant.
CREATE TABLE withdrawal (
    seq INTEGER PRIMARY KEY,
    hash BLOB NOT NULL CHECK (length(hash) = 32),
    reason INTEGER NOT NULL CHECK (reason BETWEEN 1 AND 4),
    sum BLOB
) STRICT;

-- Signed again when the key changes before a receipt came.
CREATE TABLE signature (
    seq INTEGER PRIMARY KEY,
    key BLOB NOT NULL,
    signature BLOB NOT NULL,
    sum BLOB
) STRICT;

CREATE TABLE receipt (
    seq INTEGER PRIMARY KEY,
    verdict INTEGER NOT NULL,
    code INTEGER NOT NULL,
    date INTEGER NOT NULL,
    sum BLOB
) STRICT;

-- Entries that an adoption put aside: never counted, kept for the record.
CREATE TABLE orphan (
    hash BLOB PRIMARY KEY,
    bytes BLOB NOT NULL,
    sum BLOB
) STRICT, WITHOUT ROWID;

-- Every key that ever signed here; certificate is the newest for it.
CREATE TABLE signing_key (
    id BLOB PRIMARY KEY,
    spki BLOB NOT NULL,
    certificate BLOB,
    sum BLOB
) STRICT, WITHOUT ROWID;

CREATE TABLE account (
    name TEXT PRIMARY KEY,
    role TEXT NOT NULL,
    hash TEXT NOT NULL,
    must_change INTEGER NOT NULL,
    sum BLOB
) STRICT, WITHOUT ROWID;

-- "You said, we did": what staff heard of a theme, and what became of it.  told
-- is the date on which people heard of it (NULL: not yet); the texts are of
-- staff, in the site's own languages, or "".
CREATE TABLE loop (
    id INTEGER PRIMARY KEY,
    project TEXT NOT NULL REFERENCES project (id),
    theme TEXT NOT NULL,
    said_month INTEGER NOT NULL,
    state INTEGER NOT NULL CHECK (state BETWEEN 1 AND 6),
    told INTEGER,
    archived INTEGER NOT NULL CHECK (archived IN (0, 1)),
    text_nl TEXT NOT NULL,
    text_fr TEXT NOT NULL,
    text_en TEXT NOT NULL,
    sum BLOB
) STRICT;

-- The last review of each language pack: hash (hex) is of the strings that were
-- read, role is how whoever read them knows the language; never a name.
CREATE TABLE pack_review (
    language TEXT PRIMARY KEY,
    hash TEXT NOT NULL CHECK (length(hash) = 64),
    date INTEGER NOT NULL,
    role TEXT NOT NULL,
    sum BLOB
) STRICT, WITHOUT ROWID;

-- Tablets that were paired: the hash of what each shows, and since when.
CREATE TABLE device (
    id BLOB PRIMARY KEY CHECK (length(id) = 16),
    secret BLOB NOT NULL UNIQUE CHECK (length(secret) = 32),
    name TEXT NOT NULL,
    since INTEGER NOT NULL,
    sum BLOB
) STRICT, WITHOUT ROWID;

-- What staff did and saw, what the nights did; never anything of visitors.
CREATE TABLE audit_log (
    id INTEGER PRIMARY KEY,
    date INTEGER NOT NULL,
    who TEXT NOT NULL,
    what TEXT NOT NULL,
    alarm INTEGER NOT NULL,
    sum BLOB
) STRICT;

-- SHA-256 of the files beside the database that this program wrote.
CREATE TABLE file (
    name TEXT PRIMARY KEY,
    hash BLOB NOT NULL,
    sum BLOB
) STRICT, WITHOUT ROWID;

-- What the kiosk says aloud.  text_hash is SHA-256 of the string that it was
-- made of; while the pack says another, the clip is stale and not heard.  kind
-- is enum clip_kind; name, the first half of the bytes' SHA-256, is its address.
-- bytes stand last, so that lists are read without them.
CREATE TABLE clip (
    id INTEGER PRIMARY KEY,
    language TEXT NOT NULL,
    address TEXT NOT NULL,
    human INTEGER NOT NULL CHECK (human IN (0, 1)),
    kind INTEGER NOT NULL CHECK (kind BETWEEN 1 AND 3),
    text_hash BLOB NOT NULL CHECK (length(text_hash) = 32),
    name BLOB NOT NULL CHECK (length(name) = 16),
    made INTEGER NOT NULL,
    reviewed INTEGER,
    reviewer TEXT,
    sum BLOB,
    bytes BLOB NOT NULL,
    UNIQUE (language, address, human, kind)
) STRICT;
CREATE INDEX clip_name ON clip (name);
