/* SPDX-License-Identifier: EUPL-1.2 */
/* cells_fixture.h - a ledger of one site and one questionnaire, and entries for
 * it, whose figures are kept as cells. */
#ifndef WK_TEST_CELLS_FIXTURE_H
#define WK_TEST_CELLS_FIXTURE_H

#include "../test.h"

#include "cells.h"
#include "crypto.h"

static const char QN_TEXT[] =
    "{\"id\":\"start\",\"version\":1,\"scope\":\"network\",\"questions\":["
    "{\"id\":\"C01\",\"type\":\"one\",\"levels\":[[\"0\",\"1\",\"2\"],"
    "[[\"0\",\"1\"],[\"2\"]]],\"attribute\":\"age\","
    "\"text\":{\"nl\":\"a\",\"fr\":\"a\",\"en\":\"a\"}},"
    "{\"id\":\"N01\",\"type\":\"many\",\"levels\":[[\"h\",\"w\",\"k\"]],"
    "\"text\":{\"nl\":\"n\",\"fr\":\"n\",\"en\":\"n\"}},"
    "{\"id\":\"C02\",\"type\":\"one\",\"levels\":[[\"0\",\"1\",\"2\"],"
    "[[\"0\",\"1\"],[\"2\"]]],\"text\":{\"nl\":\"b\",\"fr\":\"b\",\"en\":\"b\"}"
    "}],\"attributes\":[{\"id\":\"age\",\"codings\":"
    "[[\"x\",\"y\",\"z\"],[[\"x\"],[\"y\",\"z\"]]]}]}";

/* Seven, six and seven who did not say; then each of them by C01. */
static const uint32_t CELLS[] = {7, 6, 7, 4, 2, 1, 4, 2, 0, 3, 3, 1};

static const struct period ALWAYS = {INT32_MIN, INT32_MAX};

struct fix {
    struct ledger *l;
    int64_t site;
    uint8_t qn[HASH_LEN];
    unsigned faults;
    char place[200];
};

static inline int setup(void **state)
{
    static unsigned number;
    struct fix *f = calloc(1, sizeof *f);
    char path[80], why[WHY_MAX];

    snprintf(
        path, sizeof path, "file:cells%u?mode=memory&cache=shared", number++);
    assert_int_equal(ledger_open(path, &f->l), WK_OK);
    assert_int_equal(ledger_site_add(f->l, "Gent", &f->site), WK_OK);
    assert_int_equal(
        ledger_questionnaire_add(f->l,
            (struct span){(const uint8_t *)QN_TEXT, strlen(QN_TEXT)}, true,
            f->qn, why),
        WK_OK);
    *state = f;
    return 0;
}

static inline int teardown(void **state)
{
    struct fix *f = *state;

    ledger_close(f->l);
    free(f);
    return 0;
}

/* A release of one question exact and by age, one of many, one capped. */
static inline struct entry release(
    const struct fix *f, uint64_t seq, int32_t month)
{
    struct entry e = {.era = {1}, .seq = seq, .kind = ENTRY_RELEASE};
    struct release *r = &e.release;

    memcpy(r->questionnaire, f->qn, HASH_LEN);
    strcpy(r->project, "wijkhuis");
    r->channel = CHANNEL_SELF;
    r->months = (struct period){month, month};
    r->rules = (struct rules_set){1, 10, 5, 5, 2};
    r->answer_sets = 20;
    r->eligible = 40;
    r->declined = 4;
    r->asked = 30;
    r->n_tables = 3;
    r->table[0] = (struct table){
        .state = TABLE_EXACT, .n_counts = 4, .count = {5, 6, 7, 2}};
    r->table[1] = (struct table){
        .state = TABLE_CHOICES, .n_counts = 5, .count = {2, 18, 2, 9, 16}};
    r->table[2] = (struct table){.state = TABLE_AT_LEAST,
        .positive = true,
        .n_counts = 3,
        .count = {2, 18, 16}};
    r->n_margins = 1;
    r->margin[0] = (struct margin){true, 1, true, 3, 0};
    r->breakdown[0] = (struct breakdown){BREAKDOWN_SHOWN, 1, 9, 3};
    r->n_cells = 12;
    memcpy(r->cell, CELLS, sizeof CELLS);
    return e;
}

static inline struct entry withdrawal(uint64_t seq, uint64_t of)
{
    struct entry e = {.era = {1}, .seq = seq, .kind = ENTRY_WITHDRAWAL};

    e.withdrawal.seq = of;
    e.withdrawal.reason = 4;
    return e;
}

static inline void add(struct fix *f, const struct entry *e,
    enum verdict_kind verdict, enum verdict_code code)
{
    struct bytes b = bytes_new(MAX_ENTRY);
    struct ledger_entry row = {.site = f->site,
        .seq = e->seq,
        .era = {1},
        .signature = {(const uint8_t *)"s", 1},
        .verdict = verdict,
        .code = code};

    wire_encode_entry(e, &b);
    crypto_sha256(b.data, b.len, row.hash);
    row.bytes = (struct span){b.data, b.len};
    assert_int_equal(ledger_begin(f->l), WK_OK);
    assert_int_equal(ledger_entry_add(f->l, &row, 0), WK_OK);
    assert_int_equal(cells_add(f->l, &row), WK_OK);
    assert_int_equal(ledger_commit(f->l), WK_OK);
    bytes_free(&b);
}

static inline void store(struct fix *f, struct entry e)
{
    add(f, &e, VERDICT_STORED, CODE_NONE);
}

static inline size_t parts(struct fix *f, const char *question)
{
    struct cells c;
    size_t n;

    assert_int_equal(cells_list(f->l, question, 0, ALWAYS, &c), WK_OK);
    n = c.n;
    cells_free(&c);
    return n;
}

static inline void report(void *arg, const char *place)
{
    struct fix *f = arg;

    f->faults++;
    snprintf(f->place, sizeof f->place, "%s", place);
}

static inline void assert_sound(struct fix *f)
{
    f->faults = 0;
    assert_int_equal(cells_verify(f->l, report, f), WK_OK);
    assert_int_equal(f->faults, 0);
}

#endif
