/* SPDX-License-Identifier: EUPL-1.2 */
/* sample.h - a small schema of every kind of protected table. */
#ifndef WK_SAMPLE_H
#define WK_SAMPLE_H

#include "db.h"

#include "../test.h"

static const char *const SAMPLE_STEPS[] = {
    "CREATE TABLE item (id INTEGER PRIMARY KEY, name TEXT NOT NULL UNIQUE,"
    " amount INTEGER, share REAL, data BLOB, sum BLOB);"
    "CREATE TABLE pair (a BLOB, b TEXT, n INTEGER NOT NULL, sum BLOB,"
    " PRIMARY KEY (a, b)) STRICT, WITHOUT ROWID;"
    "CREATE TABLE keyless (x, y, sum BLOB);"
    "CREATE TABLE entry (seq INTEGER PRIMARY KEY, bytes BLOB NOT NULL,"
    " sum BLOB) STRICT;"
    "CREATE TRIGGER entry_no_update BEFORE UPDATE OF seq, bytes ON entry"
    " BEGIN SELECT RAISE(ABORT, 'an entry never changes'); END;"
    "CREATE TRIGGER entry_no_delete BEFORE DELETE ON entry"
    " BEGIN SELECT RAISE(ABORT, 'an entry never goes'); END;"
    "CREATE TABLE child (id INTEGER PRIMARY KEY,"
    " item INTEGER NOT NULL REFERENCES item (id));",
};

static const char *const SAMPLE_PROTECTED[] = {
    "item", "pair", "keyless", "entry", NULL};

enum {
    SQL_ADD_ITEM,
    SQL_SET_AMOUNT,
    SQL_ITEM,
    SQL_COUNT,
    SQL_MAX_AMOUNT,
    SQL_ADD_PAIR,
    SQL_ADD_CHILD,
    SQL_WRONG_NAME,
    SQL_SUMS,
    N_SQL
};

static const char *const SAMPLE_SQL[N_SQL] = {
    [SQL_ADD_ITEM] = ("INSERT INTO item (name, amount, share, data)"
                      " VALUES (:name, :amount, :share, :data)"),
    [SQL_SET_AMOUNT] = "UPDATE item SET amount = :amount WHERE name = :name",
    [SQL_ITEM] = "SELECT id, name, amount, data FROM item ORDER BY id",
    [SQL_COUNT] = "SELECT count(*) FROM item",
    [SQL_MAX_AMOUNT] = "SELECT max(amount) FROM item WHERE name = :name",
    [SQL_ADD_PAIR] = "INSERT INTO pair (a, b, n) VALUES (:a, :b, :n)",
    [SQL_ADD_CHILD] = "INSERT INTO child (item) VALUES (:item)",
    [SQL_WRONG_NAME] = "SELECT :there",
    [SQL_SUMS] = "SELECT count(*) FROM item WHERE length(sum) = 32",
};

static const struct db_schema SAMPLE = {
    SAMPLE_STEPS, N_OF(SAMPLE_STEPS), SAMPLE_SQL, N_SQL, SAMPLE_PROTECTED};

/* What later versions might do to it: n of these steps, and the tables that
 * they leave. */
static const char *const NEXT_STEPS[] = {
    NULL, /* the sample's */
    "ALTER TABLE item ADD COLUMN colour TEXT NOT NULL DEFAULT 'red';"
    "INSERT INTO keyless (x) VALUES ('from a step');"
    "UPDATE item SET amount = amount + 1",
    "CREATE TABLE late (k TEXT PRIMARY KEY, v, sum BLOB) WITHOUT ROWID;"
    "INSERT INTO late (k) VALUES ('first')",
};
static const char *const NEXT_PROTECTED[] = {
    "item", "pair", "keyless", "entry", "late", NULL};

static inline struct db_schema next_schema(
    const char *steps[static 3], size_t n)
{
    struct db_schema s = SAMPLE;

    memcpy(steps, NEXT_STEPS, sizeof NEXT_STEPS);
    steps[0] = SAMPLE_STEPS[0];
    s.migrations = steps;
    s.n_migrations = n;
    if (n == 3)
        s.protected_tables = NEXT_PROTECTED;
    return s;
}

static inline enum wk_err add_item(
    struct db *db, const char *name, int64_t amount)
{
    struct db_stmt *q = db_stmt(db, SQL_ADD_ITEM);

    db_bind_text(q, ":name", name);
    db_bind_int(q, ":amount", amount);
    db_bind_int(q, ":share", 1); /* REAL: stored as 1, read as 1.0 */
    db_bind_blob(q, ":data", "\0\1\2", 3);
    return db_run(q);
}

/* One row of each kind. */
static inline void fill_sample(struct db *db)
{
    assert_int_equal(add_item(db, "apple", 3), WK_OK);
    assert_int_equal(add_item(db, "pear", 4), WK_OK);
    assert_int_equal(
        db_exec(db,
            "INSERT INTO pair (a, b, n) VALUES (x'01ff', 'one', 1);"
            "INSERT INTO pair (a, b, n) VALUES (x'', 'two', 2);"
            "INSERT INTO keyless (x, y) VALUES (NULL, 'y');"
            "INSERT INTO keyless (x, y) VALUES (2.5, x'00');"
            "INSERT INTO entry (bytes) VALUES (x'aabbcc');"
            "INSERT INTO child (item) VALUES (1)"),
        WK_OK);
}

/* What db_verify() found. */
struct faults {
    size_t n;
    char first[512];
};

static inline void note_fault(void *arg, const char *place)
{
    struct faults *f = arg;

    if (f->n++ == 0)
        snprintf(f->first, sizeof f->first, "%s", place);
}

static inline struct faults verify(struct db *db)
{
    struct faults f = {0, ""};
    enum wk_err err = db_verify(db, note_fault, &f);

    assert_int_equal(err, f.n == 0 ? WK_OK : WK_ECHECK);
    return f;
}

static inline void assert_sound(struct db *db)
{
    struct faults f = verify(db);

    assert_string_equal(f.first, "");
}

#endif
