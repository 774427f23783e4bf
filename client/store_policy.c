/* SPDX-License-Identifier: EUPL-1.2 */
/* store_policy.c - the thresholds that held here, and since when. */
#include <stdlib.h>
#include <string.h>

#include "store.h"
#include "store_sql.h"

enum wk_err store_policy_list(
    struct store *s, int64_t date, struct store_policy **out, size_t *n)
{
    struct db_stmt *q = db_stmt(s->db, SQL_POLICY_LIST);
    struct store_rows rows = {.size = sizeof **out};
    bool more;
    enum wk_err err;

    db_bind_int(q, ":date", date);
    while ((err = db_row(q, &more)) == WK_OK && more) {
        struct store_policy *p = store_rows_next(&rows);

        p->since = db_int(q, 0);
        store_column_text(q, 1, p->text, MAX_TEXT);
    }
    *out = rows.data;
    *n = rows.n;
    return err;
}

enum wk_err store_policy_now(struct store *s, struct bytes *text)
{
    struct store_policy *last = NULL;
    size_t n = 0;
    enum wk_err err = store_policy_list(s, INT64_MAX, &last, &n);

    if (err == WK_OK)
        bytes_add_text(text, n > 0 ? last[n - 1].text : POLICY_DEFAULT);
    free(last);
    return err;
}

enum wk_err store_policy_set(struct store *s, int64_t since, const char *text)
{
    struct bytes now = bytes_new(MAX_TEXT);
    struct db_stmt *q;
    enum wk_err err = store_policy_now(s, &now);

    if (err == WK_OK && strcmp(bytes_text(&now), text) != 0) {
        q = db_stmt(s->db, SQL_POLICY_ADD);
        db_bind_int(q, ":since", since);
        db_bind_text(q, ":text", text);
        err = db_run(q);
    }
    bytes_free(&now);
    return err;
}
