/* SPDX-License-Identifier: EUPL-1.2 */
/* ledger_people.c - accounts, the audit log, and sums of files beside us. */
#include "ledger_private.h"

#include <stdlib.h>

enum wk_err ledger_account_set(struct ledger *l, const struct ledger_account *a)
{
    struct db_stmt *q = db_stmt(l->db, SQL_ACCOUNT_SET);

    db_bind_text(q, ":name", a->name);
    db_bind_text(q, ":role", a->role);
    db_bind_text(q, ":hash", a->hash);
    db_bind_int(q, ":must_change", a->must_change);
    db_bind_int(q, ":site", a->site);
    return db_run(q);
}

static void read_account(const struct db_stmt *q, struct ledger_account *out)
{
    ledger_text(q, 0, out->name, sizeof out->name);
    ledger_text(q, 1, out->role, sizeof out->role);
    ledger_text(q, 2, out->hash, sizeof out->hash);
    out->must_change = db_int(q, 3) != 0;
    out->site = db_int(q, 4);
}

enum wk_err ledger_account_get(
    struct ledger *l, const char *name, struct ledger_account *out)
{
    struct db_stmt *q = db_stmt(l->db, SQL_ACCOUNT_GET);
    enum wk_err err;

    db_bind_text(q, ":name", name);
    err = db_one_row(q);
    if (err == WK_OK)
        read_account(q, out);
    db_reset(q);
    return err;
}

enum wk_err ledger_account_remove(struct ledger *l, const char *name)
{
    struct db_stmt *q = db_stmt(l->db, SQL_ACCOUNT_REMOVE);

    db_bind_text(q, ":name", name);
    return ledger_run_one(l, q);
}

enum wk_err ledger_account_list(
    struct ledger *l, struct ledger_account **out, size_t *n)
{
    struct db_stmt *q = db_stmt(l->db, SQL_ACCOUNT_LIST);
    struct ledger_account *list = NULL;
    enum wk_err err;
    size_t found = 0;
    bool more;

    while ((err = db_row(q, &more)) == WK_OK && more) {
        list = ledger_grow(list, found, sizeof *list);
        read_account(q, &list[found++]);
    }
    if (err != WK_OK) {
        free(list);
        return err;
    }
    *out = list;
    *n = found;
    return WK_OK;
}

enum wk_err ledger_log_add(struct ledger *l, const struct ledger_log *line)
{
    struct db_stmt *q = db_stmt(l->db, SQL_LOG_ADD);

    db_bind_int(q, ":date", line->date);
    db_bind_text(q, ":who", line->who);
    db_bind_text(q, ":what", line->what);
    db_bind_int(q, ":alarm", line->alarm);
    db_bind_int(q, ":site", line->site);
    return db_run(q);
}

enum wk_err ledger_log_list(struct ledger *l, bool alarms_only, size_t max,
    struct ledger_log **out, size_t *n)
{
    struct db_stmt *q = db_stmt(l->db, SQL_LOG_LIST);
    struct ledger_log *list = NULL;
    enum wk_err err;
    size_t found = 0;
    bool more;

    db_bind_int(q, ":alarm", alarms_only);
    db_bind_int(q, ":max", (int64_t)max);
    while ((err = db_row(q, &more)) == WK_OK && more) {
        struct ledger_log *line;

        list = ledger_grow(list, found, sizeof *list);
        line = &list[found++];
        line->date = db_int(q, 0);
        ledger_text(q, 1, line->who, sizeof line->who);
        ledger_text(q, 2, line->what, sizeof line->what);
        line->alarm = db_int(q, 3) != 0;
        line->site = db_int(q, 4);
    }
    if (err != WK_OK) {
        free(list);
        return err;
    }
    *out = list;
    *n = found;
    return WK_OK;
}

enum wk_err ledger_file_set(
    struct ledger *l, const char *name, const uint8_t hash[static HASH_LEN])
{
    struct db_stmt *q = db_stmt(l->db, SQL_FILE_SET);

    db_bind_text(q, ":name", name);
    db_bind_blob(q, ":hash", hash, HASH_LEN);
    return db_run(q);
}

enum wk_err ledger_file_get(
    struct ledger *l, const char *name, uint8_t hash[static HASH_LEN])
{
    struct db_stmt *q = db_stmt(l->db, SQL_FILE_GET);
    enum wk_err err;

    db_bind_text(q, ":name", name);
    err = db_one_row(q);
    if (err == WK_OK)
        err = ledger_fixed(q, 0, hash, HASH_LEN);
    db_reset(q);
    return err;
}
