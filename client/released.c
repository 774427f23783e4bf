/* SPDX-License-Identifier: EUPL-1.2 */
#include "released.h"

#include <stdlib.h>
#include <string.h>

#include "log.h"
#include "qn_json.h"
#include "released_tables.h"
#include "turnout.h"
#include "xalloc.h"

static const char *const RECEIPTS[] = {
    [0] = "waiting",
    [VERDICT_STORED] = "stored",
    [VERDICT_ALREADY_HELD] = "stored",
    [VERDICT_SET_ASIDE] = "set_aside",
    [VERDICT_OUT_OF_ORDER] = "out_of_order",
    [VERDICT_CONFLICT] = "conflict",
    [VERDICT_REFUSED] = "refused",
};

const char *released_receipt(enum verdict_kind verdict)
{
    return (size_t)verdict < sizeof RECEIPTS / sizeof RECEIPTS[0]
        ? RECEIPTS[verdict]
        : "waiting";
}

static struct json *project_name(struct store *s, const char *id)
{
    struct store_project p;

    return store_project_get(s, id, &p) == WK_OK ? qn_json_project(&p)
                                                 : qn_json_text(NULL, id);
}

bool released_questionnaire(
    struct store *s, const struct release *r, struct store_questionnaire *held)
{
    *held = (struct store_questionnaire){.q = NULL};
    if (store_questionnaire_get(s, r->questionnaire, NULL, held) != WK_OK)
        return false;
    if (release_fits(r, held->q))
        return true;
    log_warn(
        "site.db: a release does not fit its questionnaire %s", held->q->id);
    questionnaire_free(held->q);
    held->q = NULL;
    return false;
}

/* {"count": 40}, {"at_most": 24}, or null: not told. */
static struct json *people_json(uint32_t people, bool is_bound)
{
    struct json *j;

    if (people == 0)
        return json_new_null();
    j = json_new_object();
    json_set_new(j, is_bound ? "at_most" : "count", json_new_int(people));
    return j;
}

void released_head(struct store *s, const struct release *r, struct json *out)
{
    json_set_new(out, "project", json_new_text(r->project));
    json_set_new(out, "project_name", project_name(s, r->project));
    json_set_new(out, "channel", json_new_text(channel_text(r->channel)));
    json_set_new(out, "first", json_new_month(r->months.first));
    json_set_new(out, "last", json_new_month(r->months.last));
    json_set_new(out, "answer_sets", json_new_int(r->answer_sets));
    json_set_new(out, "eligible",
        people_json(r->eligible, turnout_is_bound(r->eligible, r)));
    json_set_new(
        out, "asked", people_json(r->asked, turnout_is_bound(r->asked, r)));
    json_set_new(out, "declined",
        people_json(r->declined, turnout_is_declined_bound(r)));
}

static void add_release(
    struct store *s, const struct release *r, struct json *out)
{
    struct store_questionnaire held;
    char hex[2 * HASH_LEN + 1];
    bool known = released_questionnaire(s, r, &held);

    hex_encode(r->questionnaire, HASH_LEN, hex);
    released_head(s, r, out);
    json_set_new(out, "questionnaire", json_new_text(known ? held.q->id : hex));
    json_set_new(
        out, "title", known ? qn_json_title(held.q) : qn_json_text(NULL, hex));
    json_set_new(out, "attributes",
        known ? released_attributes(held.q, r) : json_new_array());
    json_set_new(
        out, "tables", known ? released_tables(held.q, r) : json_new_array());
    questionnaire_free(held.q);
}

enum wk_err released_decode(const struct store_entry *e, struct entry *out)
{
    enum wk_err err = wire_decode_entry(e->bytes, e->len, out);

    if (err == WK_OK || err == WK_ESCHEMA)
        return err;
    log_warn("site.db: table entry, row %llu: cannot be read",
        (unsigned long long)e->seq);
    return WK_ECHECK;
}

enum wk_err released_withdrawn_by(struct store *s, uint64_t of, uint64_t *by)
{
    struct entry *value = xcalloc(1, sizeof *value);
    struct wire_head head;
    uint64_t seq = of;
    enum wk_err err = store_head(s, &head);

    *by = 0;
    while (err == WK_OK && *by == 0 && seq < head.seq) {
        struct store_entry e = {.len = 0};

        err = store_entry_get(s, ++seq, &e);
        if (err == WK_OK && wire_decode_entry(e.bytes, e.len, value) == WK_OK &&
            value->kind == ENTRY_WITHDRAWAL && value->withdrawal.seq == of)
            *by = e.seq;
        free(e.bytes);
    }
    free(value);
    return err;
}

/* Whether a newer entry, already walked past, withdraws this one. */
static bool is_withdrawn(const struct json *withdrawn, uint64_t seq)
{
    for (size_t i = 0; i < json_size(withdrawn); i++)
        if ((uint64_t)json_int(json_at(withdrawn, i)) == seq)
            return true;
    return false;
}

/* When the centre's receipt came; null before. */
static struct json *sent_json(const struct store_entry *e)
{
    char text[DATE_TEXT];

    if (e->verdict == 0)
        return json_new_null();
    date_text(e->receipt_date, text);
    return json_new_text(text);
}

static struct json *entry_json(struct store *s, const struct store_entry *e,
    const struct entry *value, struct json *withdrawn)
{
    bool release = value->kind == ENTRY_RELEASE;
    struct json *one = json_new_object();

    json_set_new(one, "seq", json_new_int((int64_t)e->seq));
    json_set_new(
        one, "kind", json_new_text(release ? "release" : "withdrawal"));
    json_set_new(one, "receipt",
        e->verdict == 0 ? json_new_null()
                        : json_new_text(released_receipt(e->verdict)));
    json_set_new(one, "sent", sent_json(e));
    json_set_new(
        one, "withdrawn", json_new_bool(is_withdrawn(withdrawn, e->seq)));
    if (release) {
        add_release(s, &value->release, one);
    } else {
        struct json *seq = json_new_int((int64_t)value->withdrawal.seq);

        json_set_new(one, "withdraws", json_new_copy(seq));
        json_append_new(withdrawn, seq);
    }
    return one;
}

enum wk_err released_json(struct store *s, struct json **out)
{
    struct json *list = json_new_array(), *withdrawn = json_new_array();
    struct entry *value = xcalloc(1, sizeof *value);
    struct wire_head head;
    enum wk_err err = store_head(s, &head);

    for (uint64_t seq = err == WK_OK ? head.seq : 0; seq > 0 && err == WK_OK;
         seq--) {
        struct store_entry e = {0};

        err = store_entry_get(s, seq, &e);
        if (err == WK_OK && e.len > 0) {
            err = released_decode(&e, value);
            if (err == WK_OK)
                json_append_new(list, entry_json(s, &e, value, withdrawn));
            /* A later version wrote it, and this one cannot tell it. */
            else if (err == WK_ESCHEMA)
                err = WK_OK;
        }
        free(e.bytes);
    }
    if (err == WK_OK) {
        *out = json_new_object();
        json_set_new(*out, "releases", list);
    } else {
        json_free(list);
    }
    json_free(withdrawn);
    free(value);
    return err;
}

enum wk_err released_local_json(struct store *s, struct json **out)
{
    struct json *list = json_new_array();
    struct release *r = xcalloc(1, sizeof *r);
    struct store_local *locals = NULL;
    size_t n = 0;
    enum wk_err err = store_local_list(s, &locals, &n);

    for (size_t i = n; i-- > 0 && err == WK_OK;) {
        struct json *one;

        if (wire_decode_release(locals[i].bytes, locals[i].len, r) != WK_OK) {
            log_warn("site.db: table local_release, row %lld: cannot be read",
                (long long)locals[i].id);
            err = WK_ECHECK;
            break;
        }
        one = json_new_object();
        json_set_new(one, "id", json_new_int(locals[i].id));
        add_release(s, r, one);
        json_append_new(list, one);
    }
    store_free_locals(locals, n);
    free(r);
    *out = json_new_object();
    json_set_new(*out, "releases", list);
    return err;
}
