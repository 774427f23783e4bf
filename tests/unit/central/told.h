/* SPDX-License-Identifier: EUPL-1.2 */
/* told.h - entries as an enrolled site would sign them, for a centre. */
#ifndef WK_TEST_TOLD_H
#define WK_TEST_TOLD_H

#include "centre.h"

/* A site that is enrolled, and what it signs with. */
struct told_site {
    int64_t id;
    struct crypto_key *key;
    uint8_t fingerprint[HASH_LEN]; /* of its certificate */
};

static inline void told_site_new(
    struct told_site *s, struct centre *c, const char *name)
{
    struct ledger_certificate *list = NULL;
    size_t n = 0;

    s->key = crypto_key_new();
    s->id = centre_enrolled(c, name, s->key).id;
    assert_int_equal(
        ledger_certificate_list(c->c->ledger, s->id, &list, &n), WK_OK);
    assert_int_equal(n, 1);
    memcpy(s->fingerprint, list[0].fingerprint, HASH_LEN);
    ledger_certificate_free(list, n);
}

static inline void told_site_end(struct told_site *s)
{
    crypto_key_free(s->key);
}

/* Twenty answer sets to a questionnaire of one question (QN of centre.h). */
static inline void told_release(struct entry *e,
    const uint8_t questionnaire[static HASH_LEN], struct period months)
{
    struct release *r = &e->release;

    e->kind = ENTRY_RELEASE;
    memcpy(r->questionnaire, questionnaire, HASH_LEN);
    strcpy(r->project, "wijkhuis");
    r->channel = CHANNEL_SELF;
    r->months = months;
    r->rules = (struct rules_set){RULES_VERSION, 10, 5, 5, 2};
    r->answer_sets = 20;
    r->n_tables = 1;
    r->table[0] = (struct table){
        .state = TABLE_EXACT, .n_counts = 4, .count = {5, 6, 7, 2}};
}

/* The body of a push of one entry. */
static inline void told_push(
    const struct told_site *s, const struct entry *e, struct bytes *body)
{
    struct wire_push *m = calloc(1, sizeof *m);
    struct bytes bytes = bytes_new(MAX_ENTRY), sig = bytes_new(200);
    uint8_t id[HASH_LEN];

    wire_encode_entry(e, &bytes);
    crypto_sign(s->key, bytes.data, bytes.len, &sig);
    crypto_key_id(s->key, id);
    m->n_entries = 1;
    m->entry[0] = (struct wire_signed){.entry = {bytes.data, bytes.len},
        .signature = {sig.data, sig.len},
        .key = {id, HASH_LEN}};
    wire_encode_push(m, body);
    bytes_free(&bytes);
    bytes_free(&sig);
    free(m);
}

/* The verdict in the reply to it. */
static inline struct wire_verdict told_verdict(const struct bytes *reply)
{
    struct wire_push_reply *m = calloc(1, sizeof *m);
    struct wire_hold *hold = NULL;
    struct wire_verdict verdict;

    assert_int_equal(wire_decode_push_reply(
                         (struct span){reply->data, reply->len}, m, &hold),
        WK_OK);
    assert_int_equal(m->n_verdicts, 1);
    verdict = m->verdict[0];
    wire_release(hold);
    free(m);
    return verdict;
}

/* Count an entry, whatever the centre would have said of it. */
static inline void told_counted(
    const struct told_site *s, const struct entry *e, struct ledger *l)
{
    struct ledger_entry row = {
        .site = s->id, .seq = e->seq, .verdict = VERDICT_STORED};
    struct bytes bytes = bytes_new(MAX_ENTRY), sig = bytes_new(200);

    wire_encode_entry(e, &bytes);
    crypto_sign(s->key, bytes.data, bytes.len, &sig);
    crypto_sha256(bytes.data, bytes.len, row.hash);
    crypto_key_id(s->key, row.key);
    memcpy(row.era, e->era, ERA_LEN);
    row.bytes = (struct span){bytes.data, bytes.len};
    row.signature = (struct span){sig.data, sig.len};
    assert_int_equal(ledger_begin(l), WK_OK);
    assert_int_equal(ledger_entry_add(l, &row, 0), WK_OK);
    assert_int_equal(cells_add(l, &row), WK_OK);
    assert_int_equal(ledger_commit(l), WK_OK);
    bytes_free(&bytes);
    bytes_free(&sig);
}

#endif
