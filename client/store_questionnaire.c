/* SPDX-License-Identifier: EUPL-1.2 */
/* store_questionnaire.c - questionnaires, the network's and a site's own. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "digest.h"
#include "log.h"
#include "store_sql.h"

/* The present row of a QN_ statement; what is stored was checked before. */
static enum wk_err read_questionnaire(
    struct db_stmt *q, struct store_questionnaire *out)
{
    char why[WHY_MAX];
    size_t len;
    const uint8_t *text = db_blob(q, 1, &len);
    uint8_t hash[HASH_LEN];

    store_column_blob(q, 0, out->hash, HASH_LEN);
    if (text == NULL || questionnaire_parse(text, len, &out->q, why) != WK_OK) {
        log_warn("site.db: table questionnaire: a stored text is damaged");
        return WK_ECHECK;
    }
    digest_questionnaire(out->q, hash);
    if (memcmp(hash, out->hash, HASH_LEN) == 0)
        return WK_OK;
    log_warn("site.db: table questionnaire: %s has another hash", out->q->id);
    questionnaire_free(out->q);
    out->q = NULL;
    return WK_ECHECK;
}

enum wk_err store_questionnaire_list(
    struct store *s, struct store_questionnaire **out, size_t *n)
{
    struct db_stmt *q = db_stmt(s->db, SQL_QN_LIST);
    struct store_rows rows = {.size = sizeof **out};
    struct store_questionnaire row;
    bool more;
    enum wk_err err;

    while ((err = db_row(q, &more)) == WK_OK && more &&
        (err = read_questionnaire(q, &row)) == WK_OK)
        *(struct store_questionnaire *)store_rows_next(&rows) = row;
    *out = rows.data;
    *n = rows.n;
    db_reset(q);
    return err;
}

/* A question of one id has one wording, scale and levels. */
static enum wk_err check_same(const struct questionnaire *a,
    const struct questionnaire *b, char why[static WHY_MAX])
{
    for (size_t i = 0; i < a->n_questions; i++) {
        int j = questionnaire_find(b, a->question[i].id);

        if (j >= 0 &&
            !questionnaire_same_question(&a->question[i], &b->question[j])) {
            snprintf(why, WHY_MAX,
                "question %s differs from the one in questionnaire %s: a"
                " changed question needs a new id",
                a->question[i].id, b->id);
            return WK_ECHECK;
        }
    }
    return WK_OK;
}

static enum wk_err check_against_held(
    struct store *s, const struct questionnaire *q, char why[static WHY_MAX])
{
    struct store_questionnaire *held = NULL;
    size_t n = 0;
    enum wk_err err = store_questionnaire_list(s, &held, &n);

    for (size_t i = 0; i < n; i++) {
        if (err == WK_OK)
            err = check_same(q, held[i].q, why);
        questionnaire_free(held[i].q);
    }
    free(held);
    return err;
}

/* A site's own form is in its namespace with all its questions, and no other
 * is: so no id of it is ever taken for one of the network. */
static enum wk_err check_namespace(
    const struct questionnaire *q, char why[static WHY_MAX])
{
    bool local = questionnaire_is_local(q->id);

    for (size_t i = 0; i < q->n_questions; i++)
        local = local && questionnaire_is_local(q->question[i].id);
    if (local)
        return WK_OK;
    snprintf(why, WHY_MAX,
        "scope \"site\": its id and those of its questions begin with"
        " \"site:\"");
    return WK_EINVAL;
}

static enum wk_err add_questionnaire(
    struct store *s, struct span text, const struct questionnaire *q)
{
    struct db_stmt *row = db_stmt(s->db, SQL_QN_ADD);
    uint8_t hash[HASH_LEN];
    enum wk_err err;

    digest_questionnaire(q, hash);
    db_bind_blob(row, ":hash", hash, HASH_LEN);
    db_bind_text(row, ":id", q->id);
    db_bind_int(row, ":version", q->version);
    db_bind_blob(row, ":text", text.data, text.len);
    err = db_run(row);
    return err == WK_EEXIST ? WK_OK : err;
}

static enum wk_err add_text(struct store *s, struct span text, bool own,
    uint8_t hash[static HASH_LEN], char why[static WHY_MAX])
{
    struct questionnaire *parsed = NULL;
    enum wk_err err;

    snprintf(why, WHY_MAX, "the database failed");
    err = questionnaire_parse(text.data, text.len, &parsed, why);
    if (err == WK_OK && parsed->site_scope && !own) {
        snprintf(why, WHY_MAX, "scope \"site\": only a site adds its own");
        err = WK_EINVAL;
    }
    if (err == WK_OK && parsed->site_scope)
        err = check_namespace(parsed, why);
    if (err == WK_OK)
        err = check_against_held(s, parsed, why);
    if (err == WK_OK)
        err = add_questionnaire(s, text, parsed);
    if (err == WK_OK)
        digest_questionnaire(parsed, hash);
    questionnaire_free(parsed);
    return err;
}

enum wk_err store_questionnaire_add(struct store *s, struct span text,
    uint8_t hash[static HASH_LEN], char why[static WHY_MAX])
{
    return add_text(s, text, false, hash, why);
}

enum wk_err store_questionnaire_add_own(struct store *s, struct span text,
    uint8_t hash[static HASH_LEN], char why[static WHY_MAX])
{
    return add_text(s, text, true, hash, why);
}

enum wk_err store_questionnaire_get(struct store *s, const uint8_t *hash,
    const char *id, struct store_questionnaire *out)
{
    struct db_stmt *q =
        db_stmt(s->db, hash != NULL ? SQL_QN_GET : SQL_QN_NEWEST);
    enum wk_err err;

    if (hash != NULL)
        db_bind_blob(q, ":hash", hash, HASH_LEN);
    else
        db_bind_text(q, ":id", id);
    err = db_one_row(q);
    if (err == WK_OK)
        err = read_questionnaire(q, out);
    db_reset(q);
    return err;
}

enum wk_err store_questionnaire_text(
    struct store *s, const uint8_t hash[static HASH_LEN], struct bytes *text)
{
    struct db_stmt *q = db_stmt(s->db, SQL_QN_GET);
    const void *p;
    size_t len;
    enum wk_err err;

    db_bind_blob(q, ":hash", hash, HASH_LEN);
    err = db_one_row(q);
    if (err != WK_OK)
        return err;
    p = db_blob(q, 1, &len);
    bytes_add(text, p, len);
    db_reset(q);
    return WK_OK;
}
