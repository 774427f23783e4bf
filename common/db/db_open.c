/* SPDX-License-Identifier: EUPL-1.2 */
/* db_open.c - opening, migrating, closing and copying a database. */
#include "db_private.h"

#include <errno.h>
#include <fcntl.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "log.h"
#include "xalloc.h"

/*
 * What SQLite gives when it finds no memory cannot always be told from an
 * answer: a text that is NULL, SQL that is empty and so does nothing.  Out of
 * memory ends the program, here as elsewhere.
 */
static sqlite3_mem_methods plain;

static void *allocate(int size)
{
    return xgot(plain.xMalloc(size));
}

static void *reallocate(void *p, int size)
{
    return xgot(plain.xRealloc(p, size));
}

/* Before main(), and so before SQLite is used. */
__attribute__((constructor)) static void set_allocation(void)
{
    sqlite3_mem_methods ours;

    sqlite3_config(SQLITE_CONFIG_GETMALLOC, &plain);
    ours = plain;
    ours.xMalloc = allocate;
    ours.xRealloc = reallocate;
    sqlite3_config(SQLITE_CONFIG_MALLOC, &ours);
}

enum {
    PAGE_MIN = 512, /* the smallest page that SQLite knows */
    BUSY_MS = 5000, /* how long to wait for another connection */
    RETRY_MS = 10
};

/* The one value that sql gives, as text in out. */
static enum wk_err get(sqlite3 *conn, const char *sql, char *out, size_t size)
{
    sqlite3_stmt *q = NULL;
    enum wk_err err = db_prepare(conn, sql, &q);
    bool more = false;

    out[0] = '\0';
    if (err == WK_OK)
        err = db_step(q, sql, &more);
    if (err == WK_OK && more)
        snprintf(out, size, "%s", (const char *)sqlite3_column_text(q, 0));
    sqlite3_finalize(q);
    return err;
}

static enum wk_err get_version(sqlite3 *conn, size_t *version)
{
    char text[24];
    enum wk_err err = get(conn, "PRAGMA user_version", text, sizeof text);

    /* A negative one wraps to a number that no program knows. */
    *version = (size_t)strtoll(text, NULL, 10);
    return err;
}

static bool is_memory(const char *path)
{
    return strcmp(path, ":memory:") == 0 ||
        (strncmp(path, "file:", 5) == 0 && strstr(path, "mode=memory") != NULL);
}

/*
 * Two processes that meet at a new file both want to change its journal, and
 * SQLite lets neither wait for the other there: one is told that it is busy.
 */
static enum wk_err use_wal(sqlite3 *conn)
{
    static const char SQL[] = "PRAGMA journal_mode = WAL";
    char mode[16];
    enum wk_err err;

    for (int waited = 0; waited < BUSY_MS; waited += RETRY_MS) {
        int rc = sqlite3_exec(conn, SQL, NULL, NULL, NULL);

        if ((rc & 0xff) != SQLITE_BUSY)
            break;
        sqlite3_sleep(RETRY_MS);
    }
    err = get(conn, SQL, mode, sizeof mode);
    if (err == WK_OK && strcmp(mode, "wal") != 0)
        err = db_fail(conn, SQLITE_IOERR, SQL);
    return err;
}

static enum wk_err set_up(sqlite3 *conn, bool memory)
{
    char mode[16];
    enum wk_err err;

    sqlite3_extended_result_codes(conn, 1);
    sqlite3_busy_timeout(conn, BUSY_MS);
    if (sqlite3_db_config(conn, SQLITE_DBCONFIG_DEFENSIVE, 1, NULL) !=
            SQLITE_OK ||
        sqlite3_db_config(conn, SQLITE_DBCONFIG_DQS_DDL, 0, NULL) !=
            SQLITE_OK ||
        sqlite3_db_config(conn, SQLITE_DBCONFIG_DQS_DML, 0, NULL) != SQLITE_OK)
        return db_fail(conn, SQLITE_ERROR, "settings");
    err = db_sum_register(conn);
    if (err != WK_OK)
        return err;
    /* Every error of the first look at a file is a fault of the file. */
    err = get(conn, "SELECT count(*) FROM sqlite_schema", mode, sizeof mode);
    if (err != WK_OK)
        return err == WK_EDB ? WK_ECHECK : err;
    err = db_sql(conn,
        "PRAGMA synchronous = FULL; PRAGMA secure_delete = ON;"
        "PRAGMA temp_store = MEMORY; PRAGMA trusted_schema = OFF;"
        "PRAGMA cell_size_check = ON");
    return err != WK_OK || memory ? err : use_wal(conn);
}

static void log_place(void *arg, const char *place)
{
    bool *damaged = arg;

    log_warn("database: %s", place);
    *damaged = true;
}

/*
 * Nothing is built on a file that is not what it should be: new sums over
 * damaged rows would hide the damage for good.
 */
static enum wk_err check_before(
    sqlite3 *conn, const struct db_schema *schema, size_t version)
{
    bool damaged = false, kept;
    enum wk_err err;

    err = db_verify_schema(conn, schema, version, log_place, &damaged);
    if (err != WK_OK || version == schema->n_migrations)
        goto out;
    for (const char *const *t = schema->protected_tables;
         version > 0 && t != NULL && *t != NULL; t++) {
        err = db_sum_is_kept(conn, *t, &kept);
        if (err != WK_OK)
            goto out;
        if (kept)
            db_sum_check(conn, *t, log_place, &damaged);
    }
out:
    if (err == WK_OK && damaged) {
        log_warn("%s: damaged, or not a database of this program",
            sqlite3_db_filename(conn, "main"));
        err = WK_ECHECK;
    }
    return err;
}

static enum wk_err run_steps(
    sqlite3 *conn, const struct db_schema *schema, size_t version)
{
    enum wk_err err = WK_OK;
    bool damaged = false;
    char pragma[48];

    for (size_t i = version; i < schema->n_migrations && err == WK_OK; i++)
        err = db_sql(conn, schema->migrations[i]);
    for (const char *const *t = schema->protected_tables;
         err == WK_OK && t != NULL && *t != NULL; t++) {
        err = db_sum_make_triggers(conn, *t);
        if (err == WK_OK)
            err = db_sum_fill(conn, *t);
    }
    if (err != WK_OK)
        return err;
    db_verify_references(conn, log_place, &damaged);
    if (damaged)
        return WK_ECHECK;
    snprintf(pragma, sizeof pragma, "PRAGMA user_version = %zu",
        schema->n_migrations);
    return db_sql(conn, pragma);
}

static enum wk_err migrate(struct db *db)
{
    const struct db_schema *schema = db->schema;
    size_t version;
    enum wk_err err;

    err = get_version(db->conn, &version);
    if (err != WK_OK)
        return err;
    if (version == schema->n_migrations && version > 0)
        return check_before(db->conn, schema, version);
    err = db_begin(db);
    if (err != WK_OK)
        return err;
    /* Another process may have been here before the lock was ours. */
    err = get_version(db->conn, &version);
    if (err == WK_OK && version > schema->n_migrations) {
        log_warn("%s: its format is number %zu and this program knows %zu; "
                 "please use the newer program that wrote it",
            sqlite3_db_filename(db->conn, "main"), version,
            schema->n_migrations);
        err = WK_ESCHEMA;
    }
    if (err == WK_OK)
        err = check_before(db->conn, schema, version);
    if (err == WK_OK && version < schema->n_migrations)
        err = run_steps(db->conn, schema, version);
    if (err == WK_OK)
        err = db_commit(db);
    db_rollback(db);
    return err;
}

static enum wk_err prepare_all(struct db *db)
{
    db->stmts = xcalloc(db->schema->n_sql + 1, sizeof *db->stmts);
    for (size_t i = 0; i < db->schema->n_sql; i++) {
        enum wk_err err =
            db_prepare(db->conn, db->schema->sql[i], &db->stmts[i].stmt);

        if (err != WK_OK)
            return err;
    }
    return WK_OK;
}

/*
 * SQLite would create it readable to all.  O_EXCL: opening and closing a file
 * that exists would drop the locks that other connections of this process
 * hold on it.
 */
static bool create_private(const char *path)
{
    int fd = open(path, O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC, 0600);

    if (fd >= 0)
        close(fd);
    return fd >= 0;
}

/*
 * SQLite takes the first bytes of a database for an empty file, and writes a
 * new one over them.
 */
static bool is_stump(const char *path)
{
    struct stat st;

    return stat(path, &st) == 0 && S_ISREG(st.st_mode) && st.st_size > 0 &&
        st.st_size < PAGE_MIN;
}

/*
 * SQLite asks access() which folder will do for temporary files, and that
 * knows nothing of rules for files (sandbox.h); nor should our pages come to
 * lie elsewhere.  The first database of a process is that of its state
 * directory.  SQLite owns the text.
 */
static void keep_temp_beside(const char *path)
{
    static atomic_flag done = ATOMIC_FLAG_INIT;
    const char *slash = strrchr(path, '/');

    if (slash != NULL && !atomic_flag_test_and_set(&done))
        sqlite3_temp_directory =
            sqlite3_mprintf("%.*s", (int)(slash - path), path);
}

enum wk_err db_open(
    const char *path, const struct db_schema *schema, struct db **out)
{
    int flags = SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE;
    struct db *db = xcalloc(1, sizeof *db);
    bool memory = is_memory(path);
    enum wk_err err;
    int rc;

    db->schema = schema;
    if (!memory)
        keep_temp_beside(path);
    if (!memory && !create_private(path) && is_stump(path)) {
        log_warn("%s: damaged, or not a database of this program", path);
        err = WK_ECHECK;
        goto out;
    }
    rc = sqlite3_open_v2(
        path, &db->conn, memory ? flags | SQLITE_OPEN_URI : flags, NULL);
    if (rc != SQLITE_OK) {
        log_warn("%s: open: %s", path, sqlite3_errmsg(db->conn));
        err = db_classify(db->conn, rc);
        goto out;
    }
    err = set_up(db->conn, memory);
    if (err != WK_OK)
        goto out;
    err = migrate(db);
    if (err != WK_OK)
        goto out;
    /* Only now: a step that rebuilds a table must not trip over them. */
    err = db_sql(db->conn, "PRAGMA foreign_keys = ON");
    if (err != WK_OK)
        goto out;
    err = prepare_all(db);
    if (err != WK_OK)
        goto out;
    *out = db;
    db = NULL;
out:
    db_close(db);
    return err;
}

void db_close(struct db *db)
{
    if (db == NULL)
        return;
    for (size_t i = 0; db->stmts != NULL && i < db->schema->n_sql; i++)
        sqlite3_finalize(db->stmts[i].stmt);
    sqlite3_finalize(db->data_version);
    sqlite3_close(db->conn);
    free(db->stmts);
    free(db);
}

/* VACUUM INTO leaves it to the system when the copy reaches the disk. */
static enum wk_err sync_copy(const char *path)
{
    int fd = open(path, O_RDWR | O_CLOEXEC);
    enum wk_err err = WK_OK;

    if (fd < 0 || fsync(fd) != 0) {
        log_warn("%s: fsync: %s", path, strerror(errno));
        err = WK_EIO;
    }
    if (fd >= 0)
        close(fd);
    return err;
}

enum wk_err db_copy(struct db *db, const char *path)
{
    static const char SQL[] = "VACUUM INTO ?1";
    sqlite3_stmt *q = NULL;
    enum wk_err err;
    bool more;
    int rc;

    if (!create_private(path)) {
        err = errno == EEXIST ? WK_EEXIST : WK_EIO;
        log_warn("%s: create: %s", path, strerror(errno));
        return err;
    }
    err = db_prepare(db->conn, SQL, &q);
    if (err != WK_OK)
        goto out;
    rc = sqlite3_bind_text(q, 1, path, -1, SQLITE_TRANSIENT);
    err = rc == SQLITE_OK ? db_step(q, SQL, &more) : db_fail(db->conn, rc, SQL);
    if (err == WK_OK)
        err = sync_copy(path);
out:
    sqlite3_finalize(q);
    if (err != WK_OK)
        unlink(path);
    return err;
}
