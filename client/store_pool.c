/* SPDX-License-Identifier: EUPL-1.2 */
/* store_pool.c - labels, headcounts, pools and sealed answer sets. */
#include <stdlib.h>
#include <string.h>

#include "store.h"
#include "store_sql.h"

bool store_series_same(
    const struct store_series *a, const struct store_series *b)
{
    return a->channel == b->channel && strcmp(a->project, b->project) == 0 &&
        memcmp(a->questionnaire, b->questionnaire, HASH_LEN) == 0;
}

static void bind_series(struct db_stmt *q, const struct store_series *of)
{
    db_bind_blob(q, ":questionnaire", of->questionnaire, HASH_LEN);
    db_bind_text(q, ":project", of->project);
    db_bind_int(q, ":channel", of->channel);
}

static void read_series(
    const struct db_stmt *q, int column, struct store_series *out)
{
    store_column_blob(q, column, out->questionnaire, HASH_LEN);
    store_column_text(q, column + 1, out->project, MAX_ID);
    out->channel = (enum channel)db_int(q, column + 2);
}

static void read_label(const struct db_stmt *q, struct store_label *out)
{
    read_series(q, 0, &out->series);
    out->next_month = (int32_t)db_int(q, 3);
    out->tested_month = (int32_t)db_int(q, 4);
}

enum wk_err store_label_get(
    struct store *s, const struct store_series *of, struct store_label *out)
{
    struct db_stmt *q = db_stmt(s->db, SQL_LABEL_GET);
    enum wk_err err;

    bind_series(q, of);
    err = db_one_row(q);
    if (err != WK_OK)
        return err;
    read_label(q, out);
    db_reset(q);
    return WK_OK;
}

static enum wk_err run_on_headcount(struct store *s, enum store_sql sql,
    const struct store_series *of, int32_t month)
{
    struct db_stmt *q = db_stmt(s->db, sql);

    bind_series(q, of);
    db_bind_int(q, ":first", month);
    return db_run(q);
}

enum wk_err store_label_set(struct store *s, const struct store_label *label)
{
    struct db_stmt *q = db_stmt(s->db, SQL_LABEL_SET);
    enum wk_err err;

    bind_series(q, &label->series);
    db_bind_int(q, ":next", label->next_month);
    db_bind_int(q, ":tested", label->tested_month);
    err = db_run(q);
    if (err == WK_OK)
        err = run_on_headcount(
            s, SQL_HEADCOUNT_FORGET, &label->series, label->next_month);
    return err;
}

enum wk_err store_label_list(
    struct store *s, struct store_label **out, size_t *n)
{
    struct db_stmt *q = db_stmt(s->db, SQL_LABEL_LIST);
    struct store_rows rows = {.size = sizeof **out};
    bool more;
    enum wk_err err;

    while ((err = db_row(q, &more)) == WK_OK && more)
        read_label(q, store_rows_next(&rows));
    *out = rows.data;
    *n = rows.n;
    return err;
}

enum wk_err store_headcount_set(
    struct store *s, const struct store_headcount *h)
{
    struct db_stmt *q = db_stmt(s->db, SQL_HEADCOUNT_SET);

    bind_series(q, &h->series);
    db_bind_int(q, ":first", h->first_month);
    db_bind_int(q, ":eligible", h->eligible);
    if (h->has_asked)
        db_bind_int(q, ":asked", h->asked);
    else
        db_bind_blob(q, ":asked", NULL, 0);
    return db_run(q);
}

enum wk_err store_headcount_get(struct store *s, const struct store_series *of,
    int32_t first_month, struct store_headcount *out)
{
    struct db_stmt *q = db_stmt(s->db, SQL_HEADCOUNT_GET);
    enum wk_err err;

    bind_series(q, of);
    db_bind_int(q, ":first", first_month);
    err = db_one_row(q);
    if (err != WK_OK)
        return err;
    *out = (struct store_headcount){.series = *of,
        .first_month = first_month,
        .eligible = (uint32_t)db_int(q, 0),
        .asked = (uint32_t)db_int(q, 1),
        .has_asked = db_int(q, 2) != 0};
    db_reset(q);
    return WK_OK;
}

enum wk_err store_headcount_drop(
    struct store *s, const struct store_series *of, int32_t first_month)
{
    return run_on_headcount(s, SQL_HEADCOUNT_DROP, of, first_month);
}

enum wk_err store_pool_add(struct store *s, const struct store_pool *p)
{
    struct db_stmt *q = db_stmt(s->db, SQL_POOL_ADD);

    db_bind_blob(q, ":id", p->id, ID_LEN);
    bind_series(q, &p->series);
    db_bind_int(q, ":first", p->months.first);
    db_bind_int(q, ":last", p->months.last);
    db_bind_blob(q, ":key", p->wrapped_key, WRAPPED_LEN);
    db_bind_text(q, ":policy", p->policy);
    db_bind_int(q, ":state", p->state);
    return db_run(q);
}

static void read_pool(const struct db_stmt *q, struct store_pool *out)
{
    size_t len;

    store_column_blob(q, 0, out->id, ID_LEN);
    read_series(q, 1, &out->series);
    out->months.first = (int32_t)db_int(q, 4);
    out->months.last = (int32_t)db_int(q, 5);
    out->has_key = db_blob(q, 6, &len) != NULL;
    store_column_blob(q, 6, out->wrapped_key, WRAPPED_LEN);
    store_column_text(q, 7, out->policy, MAX_TEXT);
    out->state = (enum pool_state)db_int(q, 8);
}

enum wk_err store_pool_get(struct store *s, const struct store_series *of,
    int32_t first_month, struct store_pool *out)
{
    struct db_stmt *q = db_stmt(s->db, SQL_POOL_GET);
    enum wk_err err;

    bind_series(q, of);
    db_bind_int(q, ":first", first_month);
    err = db_one_row(q);
    if (err != WK_OK)
        return err;
    read_pool(q, out);
    db_reset(q);
    return WK_OK;
}

enum wk_err store_pool_list(struct store *s, const struct store_series *of,
    enum pool_state state, struct store_pool **out, size_t *n)
{
    struct db_stmt *q = db_stmt(s->db, SQL_POOL_LIST);
    struct store_rows rows = {.size = sizeof **out};
    bool more;
    enum wk_err err;

    if (of != NULL)
        bind_series(q, of);
    db_bind_int(q, ":state", (int64_t)state);
    while ((err = db_row(q, &more)) == WK_OK && more)
        read_pool(q, store_rows_next(&rows));
    *out = rows.data;
    *n = rows.n;
    return err;
}

static enum wk_err run_on_pool(struct store *s, enum store_sql sql,
    const uint8_t id[static ID_LEN], int64_t night)
{
    struct db_stmt *q = db_stmt(s->db, sql);

    db_bind_blob(q, ":pool", id, ID_LEN);
    if (sql == SQL_POOL_SPEND)
        db_bind_int(q, ":night", night);
    return db_run(q);
}

enum wk_err store_pool_end(struct store *s, const uint8_t id[static ID_LEN],
    enum pool_state state, int64_t night)
{
    struct db_stmt *q;
    enum wk_err err = WK_OK;

    if (state == POOL_FROZEN) {
        q = db_stmt(s->db, SQL_POOL_STATE);
        db_bind_blob(q, ":id", id, ID_LEN);
        db_bind_int(q, ":state", state);
        return db_run(q);
    }
    if (state == POOL_RELEASED)
        err = run_on_pool(s, SQL_POOL_SPEND, id, night);
    if (err == WK_OK)
        err = run_on_pool(s, SQL_POOL_EMPTY, id, night);
    if (err == WK_OK)
        err = run_on_pool(s, SQL_POOL_DROP, id, night);
    return err;
}

enum wk_err store_pool_empty(struct store *s, const uint8_t id[static ID_LEN])
{
    struct db_stmt *q = db_stmt(s->db, SQL_POOL_KEY); /* to none */
    enum wk_err err;

    db_bind_blob(q, ":id", id, ID_LEN);
    err = db_run(q);
    return err == WK_OK ? run_on_pool(s, SQL_POOL_EMPTY, id, 0) : err;
}

enum wk_err store_pool_key(struct store *s, const uint8_t id[static ID_LEN],
    const uint8_t wrapped_key[static WRAPPED_LEN])
{
    struct db_stmt *q = db_stmt(s->db, SQL_POOL_KEY);

    db_bind_blob(q, ":id", id, ID_LEN);
    db_bind_blob(q, ":key", wrapped_key, WRAPPED_LEN);
    return db_run(q);
}

enum wk_err store_label_advance(
    struct store *s, const struct store_label *to, int64_t night)
{
    struct store_label label = {.series = to->series,
        .next_month = INT32_MIN,
        .tested_month = INT32_MIN};
    struct store_pool *pool = NULL;
    size_t n = 0;
    enum wk_err err = store_label_get(s, &to->series, &label);

    if (err != WK_OK && err != WK_ENOTFOUND)
        return err;
    if (label.next_month < to->next_month)
        label.next_month = to->next_month;
    if (label.tested_month < to->tested_month)
        label.tested_month = to->tested_month;
    err = store_label_set(s, &label);
    if (err == WK_OK)
        err = store_pool_list(s, &to->series, POOL_OPEN, &pool, &n);
    for (size_t i = 0; i < n && err == WK_OK; i++)
        if (pool[i].months.first < to->next_month)
            /* Perhaps told: by an entry that was adopted or replaced. */
            err = store_pool_end(s, pool[i].id, POOL_RELEASED, night);
    free(pool);
    return err;
}

enum wk_err store_pool_count(
    struct store *s, const uint8_t id[static ID_LEN], uint32_t *n)
{
    struct db_stmt *q = db_stmt(s->db, SQL_POOL_COUNT);
    int64_t v;
    enum wk_err err;

    db_bind_blob(q, ":pool", id, ID_LEN);
    err = db_one_int(q, &v);
    if (err == WK_OK)
        *n = (uint32_t)v;
    return err;
}

enum wk_err store_answer_add(struct store *s, const uint8_t id[static ID_LEN],
    const uint8_t pool[static ID_LEN], const uint8_t *sealed, size_t len)
{
    struct db_stmt *q = db_stmt(s->db, SQL_SPENT_HAS);
    bool spent;
    enum wk_err err;

    db_bind_blob(q, ":id", id, ID_LEN);
    err = db_row(q, &spent);
    if (err != WK_OK)
        return err;
    db_reset(q);
    if (spent)
        return WK_EEXIST;
    q = db_stmt(s->db, SQL_ANSWER_ADD);
    db_bind_blob(q, ":id", id, ID_LEN);
    db_bind_blob(q, ":pool", pool, ID_LEN);
    db_bind_blob(q, ":sealed", sealed, len);
    return db_run(q);
}

enum wk_err store_answer_held(
    struct store *s, const uint8_t id[static ID_LEN], bool *held)
{
    struct db_stmt *q = db_stmt(s->db, SQL_ANSWER_HELD);
    enum wk_err err;

    db_bind_blob(q, ":id", id, ID_LEN);
    err = db_row(q, held);
    db_reset(q);
    return err;
}

enum wk_err store_answer_each(struct store *s,
    const uint8_t pool[static ID_LEN],
    enum wk_err (*each)(
        void *arg, const uint8_t *id, const uint8_t *sealed, size_t len),
    void *arg)
{
    struct db_stmt *q = db_stmt(s->db, SQL_ANSWER_EACH);
    bool more;
    enum wk_err err;

    db_bind_blob(q, ":pool", pool, ID_LEN);
    while ((err = db_row(q, &more)) == WK_OK && more) {
        uint8_t id[ID_LEN];
        size_t len;
        const uint8_t *sealed = db_blob(q, 1, &len);

        store_column_blob(q, 0, id, ID_LEN);
        err = each(arg, id, sealed, len);
        if (err != WK_OK)
            break;
    }
    db_reset(q);
    return err;
}

enum wk_err store_answer_shuffle(struct store *s)
{
    /* The temporary table is in memory.  Rows that are added in the order of
     * their keys lie in it. */
    static const char SQL[] =
        "CREATE TEMP TABLE shuffle AS SELECT id, pool, sealed FROM answer_set;"
        "DELETE FROM answer_set;"
        "INSERT INTO answer_set (id, pool, sealed)"
        " SELECT id, pool, sealed FROM shuffle ORDER BY id;"
        "DROP TABLE shuffle;"
        "CREATE TEMP TABLE shuffle AS SELECT hash, wave FROM card;"
        "DELETE FROM card;"
        "INSERT INTO card (hash, wave)"
        " SELECT hash, wave FROM shuffle ORDER BY hash;"
        "DROP TABLE shuffle";
    enum wk_err err = store_begin(s);

    if (err == WK_OK)
        err = db_exec(s->db, SQL);
    if (err == WK_OK)
        err = store_commit(s);
    store_rollback(s);
    return err == WK_OK ? db_truncate_wal(s->db) : err;
}

enum wk_err store_spent_forget(struct store *s, int64_t night)
{
    struct db_stmt *q = db_stmt(s->db, SQL_SPENT_FORGET);

    db_bind_int(q, ":night", night);
    return db_run(q);
}
