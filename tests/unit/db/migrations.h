/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * migrations.h - every migration that a list of steps allows, from each
 * version to each later one (version 0: no file), while at each of its writes
 * in turn (each fourth, unless WK_LONG is set; every fault begins at another)
 * the disk fills up, the disk fails, the process is killed, or the power is
 * cut.  What is there afterwards is the old database or the new one,
 * whole, and the migration then goes through.
 */
#ifndef WK_TEST_MIGRATIONS_H
#define WK_TEST_MIGRATIONS_H

#include <signal.h>
#include <sys/wait.h>

#include "db.h"
#include "file.h"

#include "../test.h"
#include "faulty_vfs.h"

enum { MIGRATIONS_TABLES = 40, MIGRATIONS_DUMP = 1 << 20 };

/* One version: its steps, and the tables of it that have sums. */
struct migrations_version {
    struct db_schema schema;
    char name[MIGRATIONS_TABLES][64];
    const char *protected[MIGRATIONS_TABLES + 1];
};

struct migrations {
    const char *const *steps;
    size_t n_steps;
    const char *fill; /* SQL: rows for version 1 and all later ones */
    char *folder, *path, *after, *copy;
    /* How the newest version is reached; in tests of the trial, wrongly. */
    enum wk_err (*migrate)(const struct migrations *m, size_t from, size_t to);
    uint8_t *old; /* the file before, NULL: none */
    size_t old_len;
};

/* ---- Versions ---- */

static inline void migrations_version(
    const struct migrations *m, size_t version, struct migrations_version *out)
{
    static const char SQL[] =
        "SELECT t.name FROM sqlite_schema t, pragma_table_info(t.name) c"
        " WHERE t.type = 'table' AND c.name = 'sum' ORDER BY t.name";
    sqlite3 *conn = NULL;
    sqlite3_stmt *q = NULL;
    size_t n = 0;

    *out = (struct migrations_version){
        .schema = {.migrations = m->steps, .n_migrations = version}};
    assert_int_equal(sqlite3_open(":memory:", &conn), SQLITE_OK);
    for (size_t i = 0; i < version; i++)
        assert_int_equal(
            sqlite3_exec(conn, m->steps[i], NULL, NULL, NULL), SQLITE_OK);
    assert_int_equal(sqlite3_prepare_v2(conn, SQL, -1, &q, NULL), SQLITE_OK);
    while (sqlite3_step(q) == SQLITE_ROW) {
        assert_true(n < MIGRATIONS_TABLES);
        snprintf(out->name[n], sizeof out->name[n], "%s",
            (const char *)sqlite3_column_text(q, 0));
        out->protected[n] = out->name[n];
        n++;
    }
    sqlite3_finalize(q);
    sqlite3_close(conn);
    out->schema.protected_tables = out->protected;
}

static inline void migrations_fault(void *arg, const char *place)
{
    (void)arg;
    fail_msg("%s", place);
}

/* Bring the file at path to a version; it must be sound there. */
static inline void migrations_sound(
    const struct migrations *m, const char *path, size_t version)
{
    struct migrations_version v;
    struct db *db = NULL;

    migrations_version(m, version, &v);
    assert_int_equal(db_open(path, &v.schema, &db), WK_OK);
    assert_int_equal(db_verify(db, migrations_fault, NULL), WK_OK);
    db_close(db);
}

/* The one way there is: db_open() with the steps of the later version. */
static inline enum wk_err migrations_at_once(
    const struct migrations *m, size_t from, size_t to)
{
    struct migrations_version v;
    struct db *db = NULL;
    enum wk_err err;

    (void)from;
    migrations_version(m, to, &v);
    err = db_open(m->path, &v.schema, &db);
    db_close(db);
    return err;
}

/* ---- Files ---- */

static inline void migrations_remove(const char *path)
{
    static const char *const SUFFIX[] = {"", "-wal", "-shm", "-journal"};

    for (size_t i = 0; i < N_OF(SUFFIX); i++) {
        char name[512];

        snprintf(name, sizeof name, "%s%s", path, SUFFIX[i]);
        unlink(name);
    }
}

/* The old file again, and a disk that knows it to be safe. */
static inline void migrations_put_back(const struct migrations *m)
{
    migrations_remove(m->path);
    migrations_remove(m->copy);
    faulty_forget();
    if (m->old == NULL)
        return;
    assert_int_equal(file_replace(m->path, m->old, m->old_len, 0600), WK_OK);
    assert_true(m->old_len <= FAULTY_SIZE);
    snprintf(faulty.safe[0].name, sizeof faulty.safe[0].name, "t.db");
    memcpy(faulty.safe[0].bytes, m->old, m->old_len);
    faulty.safe[0].len = m->old_len;
    faulty.safe[0].exists = true;
}

static inline void migrations_dump_rows(
    sqlite3 *conn, const char *sql, char *out)
{
    sqlite3_stmt *q = NULL;

    assert_int_equal(sqlite3_prepare_v2(conn, sql, -1, &q, NULL), SQLITE_OK);
    while (sqlite3_step(q) == SQLITE_ROW)
        for (int i = 0; i < sqlite3_column_count(q); i++) {
            const char *text = (const char *)sqlite3_column_text(q, i);
            size_t len = strlen(out);

            assert_true(len < MIGRATIONS_DUMP - 4096);
            snprintf(out + len, MIGRATIONS_DUMP - len, "%s|",
                text != NULL ? text : "NULL");
        }
    sqlite3_finalize(q);
}

/* All that a database holds, as text that the caller frees. */
static inline char *migrations_dump(const char *path)
{
    char *out = calloc(MIGRATIONS_DUMP, 1), *tables = calloc(4096, 1);
    sqlite3 *conn = NULL;

    assert_int_equal(
        sqlite3_open_v2(path, &conn, SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE,
            faulty.real->zName),
        SQLITE_OK);
    migrations_dump_rows(conn, "PRAGMA user_version", out);
    migrations_dump_rows(
        conn, "SELECT type, name, sql FROM sqlite_schema ORDER BY 1, 2", out);
    migrations_dump_rows(
        conn, "SELECT name FROM sqlite_schema WHERE type = 'table'", tables);
    for (char *name = strtok(tables, "|"); name != NULL;
         name = strtok(NULL, "|")) {
        char sql[256];

        snprintf(sql, sizeof sql, "SELECT * FROM %s ORDER BY 1, 2", name);
        migrations_dump_rows(conn, sql, out);
    }
    sqlite3_close(conn);
    free(tables);
    return out;
}

/* ---- Faults ---- */

enum migrations_how { DISK_FULL, DISK_BROKEN, KILLED, POWER_CUT, N_HOW };

static const struct migrations *migrations_running; /* for POWER_CUT */

static inline void migrations_kill(void)
{
    raise(SIGKILL);
}

static inline void migrations_cut(void)
{
    faulty_cut(migrations_running->after);
    _exit(9);
}

/* Migrate with the nth write going wrong; whether it went through instead. */
static inline bool migrations_try(const struct migrations *m, size_t from,
    size_t to, enum migrations_how how, long n)
{
    int status = 0;
    pid_t pid;

    faulty.die = how == KILLED ? migrations_kill
        : how == POWER_CUT     ? migrations_cut
                               : NULL;
    migrations_running = m;
    pid = fork();
    assert_true(pid >= 0);
    if (pid == 0) {
        enum wk_err err;

        faulty_arm(n, how == DISK_FULL ? SQLITE_FULL : SQLITE_IOERR_WRITE,
            how == DISK_FULL);
        err = m->migrate(m, from, to);
        _exit(err == WK_OK ? 0 : err == WK_EFULL || err == WK_EIO ? 1 : 2);
    }
    assert_int_equal(waitpid(pid, &status, 0), pid);
    faulty.die = NULL;
    assert_false(WIFEXITED(status) && WEXITSTATUS(status) == 2);
    return WIFEXITED(status) && WEXITSTATUS(status) == 0;
}

/* How often, from one version to another, neither of them was left. */
static inline size_t migrations_pair(
    const struct migrations *m, size_t from, size_t to)
{
    char *old, *wanted;
    size_t neither = 0;

    migrations_put_back(m);
    old = migrations_dump(m->path);
    migrations_put_back(m);
    migrations_sound(m, m->path, to);
    wanted = migrations_dump(m->path);
    for (int how = 0; how < N_HOW; how++) {
        const char *left = how == POWER_CUT ? m->copy : m->path;
        long stride = test_stride(N_HOW), n = 1 + how % stride;

        for (migrations_put_back(m);
             !migrations_try(m, from, to, (enum migrations_how)how, n);
             n += stride) {
            char *found = migrations_dump(left), *healed;
            bool is_old = strcmp(found, old) == 0;

            neither += !is_old && strcmp(found, wanted) != 0;
            if (is_old && from > 0)
                migrations_sound(m, left, from);
            migrations_sound(m, left, to);
            healed = migrations_dump(left);
            assert_string_equal(healed, wanted);
            free(found);
            free(healed);
            migrations_put_back(m);
        }
        assert_true(n > 1 + stride); /* the faults met something */
    }
    free(old);
    free(wanted);
    return neither;
}

/* Every pair of versions; how often a fault left neither of the two. */
static inline size_t migrations_everywhere(struct migrations *m)
{
    size_t neither = 0;

    m->folder = test_folder();
    m->after = test_folder();
    m->path = file_join(m->folder, "t.db");
    m->copy = file_join(m->after, "t.db");
    faulty_install();
    faulty_arm(0, SQLITE_OK, false);
    for (size_t from = 0; from < m->n_steps; from++) {
        m->old = NULL;
        migrations_put_back(m);
        if (from > 0) {
            struct migrations_version v;
            struct db *db = NULL;

            migrations_version(m, from, &v);
            assert_int_equal(db_open(m->path, &v.schema, &db), WK_OK);
            assert_int_equal(db_exec(db, m->fill), WK_OK);
            db_close(db);
            assert_int_equal(
                file_read(m->path, FAULTY_SIZE, &m->old, &m->old_len), WK_OK);
        }
        for (size_t to = from + 1; to <= m->n_steps; to++)
            neither += migrations_pair(m, from, to);
        free(m->old);
    }
    migrations_remove(m->path);
    migrations_remove(m->copy);
    assert_int_equal(sqlite3_vfs_unregister(&faulty.vfs), SQLITE_OK);
    free(m->path);
    free(m->copy);
    test_folder_end(m->folder);
    test_folder_end(m->after);
    return neither;
}

#endif
