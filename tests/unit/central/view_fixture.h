/* SPDX-License-Identifier: EUPL-1.2 */
/* view_fixture.h - a ledger to be looked at, and releases for it. */
#ifndef WK_TEST_VIEW_FIXTURE_H
#define WK_TEST_VIEW_FIXTURE_H

#include "json.h"
#include "told.h"
#include "view.h"

#define MANY                                                                   \
    "{\"id\":\"needs\",\"version\":1,\"scope\":\"network\",\"questions\":[{"   \
    "\"id\":\"N01\",\"type\":\"many\",\"levels\":[[\"house\",\"work\"]],"      \
    "\"text\":{\"nl\":\"Wat?\",\"fr\":\"Quoi ?\",\"en\":\"What?\"}}],"         \
    "\"labels\":{\"work\":{\"nl\":\"werk\",\"fr\":\"travail\",\"en\":"         \
    "\"work\"}}}"

struct fix {
    struct centre *centre;
    struct ledger *l;
    struct crypto_key *key;
    uint8_t qn[HASH_LEN];
    int64_t date; /* on which entries come to stand there */
};

static inline int set_up(void **state)
{
    struct fix *f = calloc(1, sizeof *f);
    char why[WHY_MAX];

    f->centre = centre_new();
    f->l = f->centre->c->ledger;
    f->key = crypto_key_new();
    assert_int_equal(ledger_questionnaire_add(
                         f->l, SPAN(QN("start", "C02")), true, f->qn, why),
        WK_OK);
    *state = f;
    return 0;
}

static inline int tear_down(void **state)
{
    struct fix *f = *state;

    crypto_key_free(f->key);
    centre_free(f->centre);
    free(f);
    return 0;
}

static inline void store(
    struct fix *f, const char *site, struct entry *e, enum verdict_kind verdict)
{
    struct bytes b = bytes_new(MAX_ENTRY);
    struct ledger_entry row = {.site = centre_site(f->centre, site).id,
        .seq = e->seq,
        .signature = SPAN("s"),
        .verdict = verdict,
        .code = verdict == VERDICT_STORED ? CODE_NONE : CODE_COVERED};

    wire_encode_entry(e, &b);
    row.bytes = (struct span){b.data, b.len};
    row.hash[0] = (uint8_t)e->seq;
    assert_int_equal(ledger_entry_add(f->l, &row, f->date), WK_OK);
    assert_int_equal(cells_add(f->l, &row), WK_OK);
    bytes_free(&b);
    free(e);
}

static inline struct entry *new_release(
    struct fix *f, uint64_t seq, int32_t month, struct table table)
{
    struct entry *e = calloc(1, sizeof *e);

    e->seq = seq;
    told_release(e, f->qn, (struct period){month, month});
    e->release.channel = CHANNEL_ASSISTED;
    e->release.eligible = 40;
    e->release.table[0] = table;
    return e;
}

static inline void add(struct fix *f, const char *site, uint64_t seq,
    int32_t month, struct table table)
{
    store(f, site, new_release(f, seq, month, table), VERDICT_STORED);
}

/* Ten people and half of them, for each group of the questionnaire's first
 * attribute. */
static inline void add_rows(
    struct fix *f, const char *site, uint64_t seq, uint8_t groups)
{
    struct entry *e = new_release(f, seq, 24300,
        (struct table){.state = TABLE_EXACT,
            .n_counts = 3,
            .count = {5u * groups, 5u * groups, 0}});
    struct release *r = &e->release;

    r->answer_sets = 10u * groups;
    r->n_margins = 1;
    r->margin[0] = (struct margin){true, 0, false, groups, 0};
    r->breakdown[0] =
        (struct breakdown){BREAKDOWN_SHOWN, 0, 3u * groups, groups};
    for (size_t i = 0; i < groups; i++) {
        r->cell[i] = 10;
        r->cell[groups + 3 * i] = r->cell[groups + 3 * i + 1] = 5;
    }
    r->n_cells = 4u * groups;
    store(f, site, e, VERDICT_STORED);
}

static inline void release(struct fix *f, const char *site, uint64_t seq,
    int32_t month, enum verdict_kind verdict)
{
    store(f, site,
        new_release(f, seq, month,
            (struct table){
                .state = TABLE_EXACT, .n_counts = 4, .count = {5, 6, 7, 2}}),
        verdict);
}

/* Somebody who may see all of what came to stand here by that date. */
static const struct audience ALL = {AUDIENCE_ADMIN, 0, 0};

static inline struct json *parse(struct bytes *b)
{
    struct json *j = NULL;
    char why[WHY_MAX];

    if (json_parse(b->data, b->len, &j, why, sizeof why) != WK_OK)
        fail_msg("%s", why);
    bytes_free(b);
    return j;
}

/* Five sites, with a project each. */
static const char *const SITES[] = {
    "Antwerpen", "Brussel", "Charleroi", "Gent", "Liège"};
static const char *const PROJECTS[] = {
    "haven", "zennestraat", "sambre", "leie", "meuse"};

/* Each site's release of a month; site i has 5 + value[i] high. */
static inline void tell_all(
    struct fix *f, uint64_t seq, int32_t month, const uint32_t *value)
{
    for (size_t i = 0; i < N_OF(SITES); i++) {
        struct entry *e = new_release(f, seq, month,
            (struct table){.state = TABLE_EXACT,
                .n_counts = 4,
                .count = {5, 15, 5 + value[i], 2}});

        e->release.answer_sets = 27 + value[i];
        strcpy(e->release.project, PROJECTS[i]);
        store(f, SITES[i], e, VERDICT_STORED);
    }
}

static const uint32_t SAME[] = {0, 0, 0, 0, 0};

#endif
