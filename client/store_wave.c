/* SPDX-License-Identifier: EUPL-1.2 */
/* store_wave.c - when a project may ask. */
#include <string.h>

#include "store_sql.h"
#include "store_wave.h"

/* NULL for a date that there is not. */
static void bind_date(struct db_stmt *q, const char *name, int64_t date)
{
    if (date != INT64_MIN)
        db_bind_int(q, name, date);
}

static int64_t column_date(const struct db_stmt *q, int column)
{
    return db_text(q, column) == NULL ? INT64_MIN : db_int(q, column);
}

enum wk_err store_wave_add(struct store *s, const struct store_wave *w)
{
    struct db_stmt *q = db_stmt(s->db, SQL_WAVE_ADD);

    db_bind_text(q, ":project", w->project);
    db_bind_int(q, ":first", w->months.first);
    db_bind_int(q, ":last", w->months.last);
    if (w->has_questionnaire)
        db_bind_blob(q, ":questionnaire", w->questionnaire, HASH_LEN);
    db_bind_int(q, ":kind", w->kind);
    db_bind_int(q, ":on", w->promised_on);
    db_bind_text(q, ":role", w->promised_role);
    db_bind_text(q, ":languages", w->languages);
    db_bind_text(q, ":target", w->target);
    bind_date(q, ":until", w->until);
    db_bind_int(q, ":cards", w->cards);
    bind_date(q, ":ended", w->ended_on);
    db_bind_text(q, ":note", w->note);
    return db_run(q);
}

static void read_wave(const struct db_stmt *q, struct store_wave *out)
{
    size_t len;

    *out = (struct store_wave){.id = db_int(q, 0)};
    store_column_text(q, 1, out->project, MAX_ID);
    out->months.first = (int32_t)db_int(q, 2);
    out->months.last = (int32_t)db_int(q, 3);
    out->has_questionnaire = db_blob(q, 4, &len) != NULL;
    store_column_blob(q, 4, out->questionnaire, HASH_LEN);
    out->kind = (enum wave_kind)db_int(q, 5);
    out->promised_on = db_int(q, 6);
    store_column_text(q, 7, out->promised_role, MAX_NAME);
    store_column_text(q, 8, out->languages, MAX_TEXT);
    store_column_text(q, 9, out->target, MAX_NAME);
    out->until = column_date(q, 10);
    out->cards = db_int(q, 11) != 0;
    out->ended_on = column_date(q, 12);
    store_column_text(q, 13, out->note, MAX_NOTE);
}

static enum wk_err read_one(struct db_stmt *q, struct store_wave *out)
{
    enum wk_err err = db_one_row(q);

    if (err != WK_OK)
        return err;
    read_wave(q, out);
    db_reset(q);
    return WK_OK;
}

enum wk_err store_wave_get(struct store *s, int64_t id, struct store_wave *out)
{
    struct db_stmt *q = db_stmt(s->db, SQL_WAVE_GET);

    db_bind_int(q, ":id", id);
    return read_one(q, out);
}

enum wk_err store_wave_at(
    struct store *s, const char *project, int32_t month, struct store_wave *out)
{
    struct db_stmt *q = db_stmt(s->db, SQL_WAVE_AT);

    db_bind_text(q, ":project", project);
    db_bind_int(q, ":month", month);
    return read_one(q, out);
}

enum wk_err store_wave_list(
    struct store *s, const char *project, struct store_wave **out, size_t *n)
{
    struct db_stmt *q = db_stmt(s->db, SQL_WAVE_LIST);
    struct store_rows rows = {.size = sizeof **out};
    bool more;
    enum wk_err err;

    if (project != NULL)
        db_bind_text(q, ":project", project);
    while ((err = db_row(q, &more)) == WK_OK && more)
        read_wave(q, store_rows_next(&rows));
    *out = rows.data;
    *n = rows.n;
    return err;
}

enum wk_err store_wave_end(
    struct store *s, int64_t id, int32_t last, int64_t date)
{
    struct db_stmt *q = db_stmt(s->db, SQL_WAVE_END);

    db_bind_int(q, ":id", id);
    db_bind_int(q, ":last", last);
    db_bind_int(q, ":ended", date);
    return db_run(q);
}

enum wk_err store_wave_note(struct store *s, int64_t id, const char *note)
{
    struct db_stmt *q = db_stmt(s->db, SQL_WAVE_NOTE);

    db_bind_int(q, ":id", id);
    db_bind_text(q, ":note", note);
    return db_run(q);
}

enum wk_err store_wave_drop(struct store *s, int64_t id)
{
    struct db_stmt *q = db_stmt(s->db, SQL_WAVE_DROP);

    db_bind_int(q, ":id", id);
    return db_run(q);
}
