/* SPDX-License-Identifier: EUPL-1.2 */
#include "made.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "cells.h"
#include "crypto.h"
#include "view_private.h"
#include "xalloc.h"

enum { SIGNATURE_LEN = 71 };

void made_must(enum wk_err err, const char *what)
{
    if (err == WK_OK)
        return;
    fprintf(stderr, "%s: %s\n", what, wk_err_text(err));
    exit(1);
}

/* The peers have the same formula: tests/bench/comparison/duckdb.mjs. */
void made_counts(unsigned site, unsigned month, unsigned question,
    uint32_t out[static MADE_ANSWERS])
{
    unsigned h = (site * 7919 + month * 104729 + question * 1299709) % 1000003;

    out[0] = h % 10;
    out[1] = h / 10 % 10;
    out[2] = h / 100 % 20;
    out[3] = h / 1000 % 10;
    out[4] =
        50 + (site * 31 + month * 17) % 30 - out[0] - out[1] - out[2] - out[3];
}

static void add_form(struct bytes *text, const struct made *m)
{
    bytes_add_text(text,
        "{\"id\":\"made\",\"version\":1,\"scope\":\"network\","
        "\"questions\":[");
    for (unsigned i = 0; i < m->questions; i++)
        bytes_addf(text,
            "%s{\"id\":\"q%02u\",\"type\":\"one\",\"levels\":[[\"0\",\"1\","
            "\"2\",\"3\"],[[\"0\",\"1\"],[\"2\",\"3\"]]],\"text\":{\"nl\":"
            "\"v%u\",\"fr\":\"q%u\",\"en\":\"q%u\"}}",
            i > 0 ? "," : "", i, i, i, i);
    bytes_add_text(text, "]}");
}

void made_begin(
    struct ledger *l, const struct made *m, uint8_t hash[static HASH_LEN])
{
    struct bytes text = bytes_new(MAX_QUESTIONNAIRE);
    char name[MAX_NAME + 1], why[WHY_MAX] = "";
    int64_t id;

    add_form(&text, m);
    made_must(ledger_begin(l), "begin");
    for (unsigned i = 0; i < m->sites; i++) {
        snprintf(name, sizeof name, "Site %u", i + 1);
        made_must(ledger_site_add(l, name, &id), name);
    }
    made_must(ledger_questionnaire_add(
                  l, (struct span){text.data, text.len}, true, hash, why),
        why);
    made_must(ledger_commit(l), "commit");
    bytes_free(&text);
}

static struct entry *make_entry(const struct made *m,
    const uint8_t hash[static HASH_LEN], unsigned site, unsigned month)
{
    struct entry *e = xcalloc(1, sizeof *e);
    struct release *r = &e->release;

    *e = (struct entry){.seq = month + 1, .kind = ENTRY_RELEASE};
    memset(e->era, (int)(site % 251), ERA_LEN);
    memcpy(r->questionnaire, hash, HASH_LEN);
    strcpy(r->project, "wijkhuis");
    r->channel = CHANNEL_SELF;
    r->months = (struct period){
        MADE_FIRST_MONTH + (int)month, MADE_FIRST_MONTH + (int)month};
    r->rules = (struct rules_set){1, 10, 5, 5, 2};
    r->n_tables = m->questions;
    for (unsigned q = 0; q < m->questions; q++) {
        r->table[q].state = TABLE_EXACT;
        r->table[q].n_counts = MADE_ANSWERS;
        made_counts(site, month, q, r->table[q].count);
    }
    for (unsigned a = 0; a < MADE_ANSWERS; a++)
        r->answer_sets += r->table[0].count[a];
    return e;
}

/* As random as real ones: what cannot be packed. */
static void fill(uint8_t *out, size_t len, const uint8_t seed[static HASH_LEN])
{
    uint8_t block[HASH_LEN];

    memcpy(block, seed, HASH_LEN);
    for (size_t i = 0; i < len; i += HASH_LEN) {
        crypto_sha256(block, HASH_LEN, block);
        memcpy(out + i, block, len - i < HASH_LEN ? len - i : HASH_LEN);
    }
}

void made_store(struct ledger *l, const struct made *m,
    const uint8_t hash[static HASH_LEN], unsigned site, unsigned month)
{
    struct entry *e = make_entry(m, hash, site, month);
    struct ledger_entry row = {
        .site = site + 1, .seq = e->seq, .verdict = VERDICT_STORED};
    struct bytes b = bytes_new(MAX_ENTRY);
    uint8_t signature[SIGNATURE_LEN], seed[HASH_LEN] = {(uint8_t)site};

    fill(e->previous, HASH_LEN, seed);
    wire_encode_entry(e, &b);
    crypto_sha256(b.data, b.len, row.hash);
    fill(signature, sizeof signature, row.hash);
    memcpy(row.era, e->era, ERA_LEN);
    memset(row.key, (int)(site % 251), HASH_LEN);
    row.bytes = (struct span){b.data, b.len};
    row.signature = (struct span){signature, sizeof signature};
    made_must(ledger_entry_add(l, &row, 0), "entry");
    made_must(cells_add(l, &row), "cells");
    bytes_free(&b);
    free(e);
}

/* id is room for the question's, and lent to the query. */
static struct view_query query_of(const struct made *m, unsigned question,
    unsigned first, char id[static MAX_ID + 1])
{
    snprintf(id, MAX_ID + 1, "q%02u", question);
    return (struct view_query){.who = {.opened = INT64_MAX},
        .question = id,
        .months = {(int32_t)(MADE_FIRST_MONTH + first),
            (int32_t)(MADE_FIRST_MONTH + m->months - 1)}};
}

uint64_t made_view(
    struct ledger *l, const struct made *m, unsigned question, unsigned first)
{
    char id[MAX_ID + 1], why[WHY_MAX] = "";
    struct view_query q = query_of(m, question, first, id);
    uint64_t people = 0;
    struct view v;

    made_must(view_open(l, &q, &v, why), why);
    for (size_t i = 0; i < v.in.n_sites; i++)
        people += v.compare->site[i].row[COMPARE_TOTAL].two.n;
    view_close(&v);
    return people;
}

size_t made_json(
    struct ledger *l, const struct made *m, unsigned question, unsigned first)
{
    char id[MAX_ID + 1], why[WHY_MAX] = "";
    struct view_query q = query_of(m, question, first, id);
    struct bytes out = bytes_new(VIEW_MAX);
    size_t len;

    made_must(view_compare(l, &q, VIEW_JSON, &out, why), why);
    len = out.len;
    bytes_free(&out);
    return len;
}
