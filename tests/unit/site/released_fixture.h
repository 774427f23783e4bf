/* SPDX-License-Identifier: EUPL-1.2 */
/* released_fixture.h - a store with entries that somebody made by hand. */
#ifndef WK_RELEASED_FIXTURE_H
#define WK_RELEASED_FIXTURE_H

#include "../test.h"

#include "crypto.h"
#include "store.h"

static const char FIXTURE_FORM[] =
    "{\"id\":\"s\",\"version\":1,\"scope\":\"network\",\"questions\":["
    "{\"id\":\"q1\",\"type\":\"one\",\"attribute\":\"age\",\"levels\":[[\"0\","
    "\"1\",\"2\"],[[\"0\"],[\"1\",\"2\"]]],\"extra\":[\"x\"],\"text\":"
    "{\"nl\":\"Een?\",\"fr\":\"Un?\",\"en\":\"One?\"}},"
    "{\"id\":\"q2\",\"type\":\"one\",\"attribute\":\"age\",\"levels\":[[\"0\","
    "\"1\",\"2\"],[[\"0\"],[\"1\",\"2\"]]],\"text\":"
    "{\"nl\":\"Twee?\",\"fr\":\"Deux?\",\"en\":\"Two?\"}},"
    "{\"id\":\"q3\",\"type\":\"many\",\"levels\":[[\"0\",\"1\",\"2\"]],"
    "\"text\":{\"nl\":\"Drie?\",\"fr\":\"Trois?\",\"en\":\"Three?\"}},"
    "{\"id\":\"q4\",\"type\":\"one\",\"attribute\":\"home\",\"levels\":"
    "[[\"0\",\"1\"]],\"text\":{\"nl\":\"Vier?\",\"fr\":\"Quatre?\",\"en\":"
    "\"Four?\"}},"
    "{\"id\":\"q5\",\"type\":\"one\",\"levels\":[[\"0\",\"1\"]],\"text\":"
    "{\"nl\":\"Vijf?\",\"fr\":\"Cinq?\",\"en\":\"Five?\"}}],"
    "\"attributes\":[{\"id\":\"age\",\"codings\":[[\"a\",\"b\"]],\"text\":"
    "{\"nl\":\"Leeftijd\",\"fr\":\"Âge\",\"en\":\"Age\"}},"
    "{\"id\":\"home\",\"codings\":[[\"a\",\"b\"]]}],"
    "\"labels\":{\"0\":{\"nl\":\"nee\",\"fr\":\"non\",\"en\":\"no\"},\"a\":{"
    "\"nl\":\"jong\",\"fr\":"
    "\"âgé\",\"en\":\"âgé\"}}}";

/* 45 answer sets; three, two and nothing said of five questions. */
static const struct release FIXTURE_RELEASE = {
    .project = "p",
    .channel = CHANNEL_SELF,
    .months = {24312, 24313},
    .rules = {1, 10, 5, 5, 2},
    .answer_sets = 45,
    .eligible = 80,
    .asked = 60,
    .declined = 4,
    .n_tables = 5,
    .table =
        {
            {.state = TABLE_EXACT,
                .split = true,
                .n_counts = 7,
                .count = {11, 7, 5, 7, 0, 6, 9}},
            {.state = TABLE_AT_LEAST,
                .positive = true,
                .n_counts = 3,
                .count = {13, 32, 30}},
            {.state = TABLE_CHOICES,
                .n_counts = 5,
                .count = {4, 41, 2, 21, 39}},
            {.state = TABLE_HIDDEN},
            {.state = TABLE_NOT_ASKED},
        },
    .n_margins = 2,
    .margin = {{.shown = true, .not_said = true, .n_groups = 3}},
    .breakdown =
        {
            {.state = BREAKDOWN_SHOWN, .n_cells = 15, .first = 3},
            {.state = BREAKDOWN_HIDDEN},
            {.state = BREAKDOWN_NONE},
            {.state = BREAKDOWN_HIDDEN},
            {.state = BREAKDOWN_NONE},
        },
    .n_cells = 18,
    .cell = {20, 19, 6, 5, 3, 3, 3, 6, 4, 2, 1, 3, 9, 2, 2, 1, 1, 0},
};

struct fixture {
    char *folder, path[256];
    struct store *store;
    uint8_t questionnaire[HASH_LEN];
    uint64_t seq;
};

static inline void fixture_open(struct fixture *f)
{
    char why[WHY_MAX] = "";
    const struct store_key key = {.spki = {(const uint8_t *)"k", 1},
        .certificate = {(const uint8_t *)"c", 1}};

    *f = (struct fixture){.folder = test_folder()};
    snprintf(f->path, sizeof f->path, "%s/site.db", f->folder);
    assert_int_equal(store_open(f->path, &f->store), WK_OK);
    if (store_questionnaire_add(f->store,
            (struct span){
                (const uint8_t *)FIXTURE_FORM, sizeof FIXTURE_FORM - 1},
            f->questionnaire, why) != WK_OK)
        fail_msg("%s", why);
    assert_int_equal(
        store_meta_set(f->store, "era", "00000000000000000000000000000000"),
        WK_OK);
    assert_int_equal(store_key_add(f->store, &key), WK_OK);
}

static inline void fixture_close(struct fixture *f)
{
    store_close(f->store);
    test_folder_end(f->folder);
}

/* Store one entry; verdict 0: the centre has not confirmed it. */
static inline void fixture_entry(
    struct fixture *f, struct entry *e, enum verdict_kind verdict)
{
    struct bytes bytes = bytes_new(MAX_ENTRY);
    struct store_entry row = {.seq = ++f->seq, .signature_len = 1};

    e->seq = f->seq;
    wire_encode_entry(e, &bytes);
    crypto_sha256(bytes.data, bytes.len, row.hash);
    row.bytes = bytes.data;
    row.len = bytes.len;
    assert_int_equal(store_begin(f->store), WK_OK);
    assert_int_equal(store_entry_add(f->store, &row), WK_OK);
    if (verdict != 0)
        assert_int_equal(
            store_receipt_set(f->store, f->seq, verdict, CODE_NONE, 20454),
            WK_OK);
    assert_int_equal(store_commit(f->store), WK_OK);
    bytes_free(&bytes);
}

static inline void fixture_add(
    struct fixture *f, const struct release *r, enum verdict_kind verdict)
{
    struct entry *e = calloc(1, sizeof *e);

    assert_non_null(e);
    e->kind = ENTRY_RELEASE;
    e->release = *r;
    memcpy(e->release.questionnaire, f->questionnaire, HASH_LEN);
    fixture_entry(f, e, verdict);
    free(e);
}

static inline void fixture_withdraw(struct fixture *f, uint64_t seq)
{
    struct entry *e = calloc(1, sizeof *e);

    assert_non_null(e);
    e->kind = ENTRY_WITHDRAWAL;
    e->withdrawal.seq = seq;
    e->withdrawal.reason = 1;
    fixture_entry(f, e, VERDICT_STORED);
    free(e);
}

#endif
