/* SPDX-License-Identifier: EUPL-1.2 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

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

static int setup(void **state)
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

static int teardown(void **state)
{
    struct fix *f = *state;

    ledger_close(f->l);
    free(f);
    return 0;
}

/* A release of one question exact and by age, one of many, one capped. */
static struct entry release(const struct fix *f, uint64_t seq, int32_t month)
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

static struct entry withdrawal(uint64_t seq, uint64_t of)
{
    struct entry e = {.era = {1}, .seq = seq, .kind = ENTRY_WITHDRAWAL};

    e.withdrawal.seq = of;
    e.withdrawal.reason = 4;
    return e;
}

static void add(struct fix *f, const struct entry *e, enum verdict_kind verdict,
    enum verdict_code code)
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

static void store(struct fix *f, struct entry e)
{
    add(f, &e, VERDICT_STORED, CODE_NONE);
}

static size_t parts(struct fix *f, const char *question)
{
    struct cells c;
    size_t n;

    assert_int_equal(cells_list(f->l, question, 0, ALWAYS, &c), WK_OK);
    n = c.n;
    cells_free(&c);
    return n;
}

static bool covered(struct fix *f, int32_t first, int32_t last)
{
    struct entry e = release(f, 1, first);
    bool yes = false;

    e.release.months.last = last;
    assert_int_equal(ledger_is_covered(f->l, f->site, &e.release, &yes), WK_OK);
    return yes;
}

static void report(void *arg, const char *place)
{
    struct fix *f = arg;

    f->faults++;
    snprintf(f->place, sizeof f->place, "%s", place);
}

static void assert_sound(struct fix *f)
{
    f->faults = 0;
    assert_int_equal(cells_verify(f->l, report, f), WK_OK);
    assert_int_equal(f->faults, 0);
}

static void test_a_release_becomes_cells(void **state)
{
    struct fix *f = *state;
    struct cells c;
    struct period months = {0, 0};

    assert_int_equal(cells_months(f->l, 0, &months), WK_ENOTFOUND);
    store(f, release(f, 1, 24300));
    store(f, release(f, 2, 24302));
    assert_int_equal(cells_list(f->l, "C02", 0, ALWAYS, &c), WK_OK);
    assert_int_equal(c.n, 2);
    assert_true(c.part[0].seq == 1 && c.part[1].seq == 2);
    assert_int_equal(c.part[1].months.first, 24302);
    assert_int_equal(c.part[0].answer_sets, 20);
    assert_string_equal(c.part[0].project, "wijkhuis");
    assert_memory_equal(c.part[0].questionnaire, f->qn, HASH_LEN);
    assert_int_equal(c.part[0].table.state, TABLE_AT_LEAST);
    assert_true(c.part[0].table.positive);
    assert_int_equal(c.part[0].table.n_counts, 3);
    assert_int_equal(c.part[0].table.count[2], 16);
    assert_int_equal(c.part[0].breakdown.state, BREAKDOWN_NONE);
    assert_int_equal(c.n_cells, 0);
    cells_free(&c);
    assert_int_equal(parts(f, "C03"), 0);
    assert_int_equal(cells_months(f->l, 0, &months), WK_OK);
    assert_int_equal(months.first, 24300);
    assert_int_equal(months.last, 24302);
    assert_sound(f);
}

static void test_breakdowns(void **state)
{
    struct fix *f = *state;
    struct entry hidden = release(f, 2, 24301);
    struct cells c;

    store(f, release(f, 1, 24300));
    hidden.release.breakdown[0] =
        (struct breakdown){.state = BREAKDOWN_HIDDEN, .first = 3};
    hidden.release.n_cells = 3;
    store(f, hidden);
    store(f, release(f, 3, 24302));
    assert_int_equal(cells_list(f->l, "C01", 0, ALWAYS, &c), WK_OK);
    assert_int_equal(c.n, 3);
    assert_int_equal(c.n_cells, 18);
    for (size_t i = 0; i < 3; i++) {
        const struct cells_part *p = &c.part[i];
        bool shown = i != 1;

        assert_int_equal(
            p->breakdown.state, shown ? BREAKDOWN_SHOWN : BREAKDOWN_HIDDEN);
        assert_int_equal(p->margin.shown, shown);
        if (!shown)
            continue;
        assert_true(p->margin.coding == 1 && p->margin.not_said);
        assert_int_equal(p->margin.n_groups, 3);
        assert_int_equal(p->breakdown.level, 1);
        assert_int_equal(p->breakdown.n_cells, 9);
        assert_memory_equal(c.cell + p->breakdown.first, CELLS + 3, 36);
    }
    cells_free(&c);
    assert_int_equal(cells_rebuild(f->l), WK_OK);
    assert_sound(f);
}

/* Each option of a question of many has rows of its own; the question none. */
static void test_options(void **state)
{
    struct fix *f = *state;
    struct cells c;

    store(f, release(f, 1, 24300));
    assert_int_equal(parts(f, "N01"), 0);
    assert_int_equal(parts(f, "N01.k"), 1);
    assert_int_equal(cells_list(f->l, "N01.h", 0, ALWAYS, &c), WK_OK);
    assert_int_equal(c.part[0].table.state, TABLE_AT_LEAST);
    assert_false(c.part[0].table.positive);
    cells_free(&c);
    assert_int_equal(cells_list(f->l, "N01.w", 0, ALWAYS, &c), WK_OK);
    assert_int_equal(c.part[0].table.state, TABLE_EXACT);
    assert_int_equal(c.part[0].table.count[1], 9);
    cells_free(&c);
    store(f, withdrawal(2, 1));
    assert_int_equal(parts(f, "N01.k"), 0);
    assert_int_equal(parts(f, "C01"), 0);
    assert_sound(f);
}

static void test_covered_months(void **state)
{
    struct fix *f = *state;
    struct entry e = release(f, 1, 24300);

    e.release.months.last = 24303;
    store(f, e);
    assert_false(covered(f, 24297, 24299));
    assert_true(covered(f, 24297, 24300));
    assert_true(covered(f, 24301, 24302));
    assert_true(covered(f, 24290, 24310));
    assert_true(covered(f, 24303, 24303));
    assert_false(covered(f, 24304, 24304));
}

static void test_waiting_covers_and_counts_later(void **state)
{
    struct fix *f = *state;
    struct entry e = release(f, 1, 24300);
    struct bytes b = bytes_new(MAX_ENTRY);
    struct ledger_entry row = {
        .site = f->site, .seq = 1, .verdict = VERDICT_STORED};

    add(f, &e, VERDICT_SET_ASIDE, CODE_QUESTIONNAIRE);
    assert_true(covered(f, 24300, 24300));
    assert_int_equal(parts(f, "C01"), 0);
    assert_sound(f);
    wire_encode_entry(&e, &b);
    row.bytes = (struct span){b.data, b.len};
    assert_int_equal(
        ledger_entry_verdict(f->l, f->site, 1, VERDICT_STORED, CODE_NONE),
        WK_OK);
    assert_int_equal(cells_add(f->l, &row), WK_OK);
    assert_int_equal(parts(f, "C01"), 1);
    assert_sound(f);
    bytes_free(&b);
}

static void test_waiting_in_vain_covers_no_more(void **state)
{
    struct fix *f = *state;
    struct entry e = release(f, 1, 24300);
    struct ledger_entry row = {
        .seq = 1, .verdict = VERDICT_SET_ASIDE, .code = CODE_FLOOR};

    row.site = f->site;
    add(f, &e, VERDICT_SET_ASIDE, CODE_QUESTIONNAIRE);
    assert_true(covered(f, 24300, 24300));
    assert_int_equal(
        ledger_entry_verdict(f->l, f->site, 1, VERDICT_SET_ASIDE, CODE_FLOOR),
        WK_OK);
    assert_int_equal(ledger_entry_forget(f->l, f->site, 1), WK_OK);
    assert_int_equal(cells_add(f->l, &row), WK_OK);
    assert_false(covered(f, 24300, 24300));
    assert_sound(f);
}

static void test_set_aside_covers_nothing(void **state)
{
    struct fix *f = *state;
    struct entry e = release(f, 1, 24300);

    add(f, &e, VERDICT_SET_ASIDE, CODE_RULES);
    assert_false(covered(f, 24300, 24300));
    assert_int_equal(parts(f, "C01"), 0);
    assert_sound(f);
}

static void test_a_withdrawal_hides(void **state)
{
    struct fix *f = *state;

    store(f, release(f, 1, 24300));
    store(f, release(f, 2, 24301));
    store(f, withdrawal(3, 1));
    assert_int_equal(parts(f, "C01"), 1);
    assert_true(covered(f, 24300, 24300));
    assert_sound(f);
    assert_int_equal(cells_rebuild(f->l), WK_OK);
    assert_int_equal(parts(f, "C01"), 1);
    assert_true(covered(f, 24300, 24300));
    assert_sound(f);
}

static void test_withdrawn_while_waiting(void **state)
{
    struct fix *f = *state;
    struct entry e = release(f, 1, 24300);
    struct bytes b = bytes_new(MAX_ENTRY);
    struct ledger_entry row = {
        .site = f->site, .seq = 1, .verdict = VERDICT_STORED};

    add(f, &e, VERDICT_SET_ASIDE, CODE_QUESTIONNAIRE);
    store(f, withdrawal(2, 1));
    wire_encode_entry(&e, &b);
    row.bytes = (struct span){b.data, b.len};
    assert_int_equal(
        ledger_entry_verdict(f->l, f->site, 1, VERDICT_STORED, CODE_NONE),
        WK_OK);
    assert_int_equal(cells_add(f->l, &row), WK_OK);
    assert_int_equal(parts(f, "C01"), 0);
    assert_sound(f);
    bytes_free(&b);
}

static void test_rebuild_mends(void **state)
{
    struct fix *f = *state;

    store(f, release(f, 1, 24300));
    assert_int_equal(
        db_exec(ledger_db(f->l),
            "DELETE FROM cell WHERE question = 'C02'; DELETE FROM coverage"),
        WK_OK);
    assert_int_equal(cells_verify(f->l, report, f), WK_ECHECK);
    assert_int_equal(f->faults, 2);
    assert_int_equal(cells_rebuild(f->l), WK_OK);
    assert_sound(f);
}

static void assert_same_parts(
    const struct cells_part *a, const struct cells_part *b)
{
    assert_true(a->site == b->site && a->seq == b->seq &&
        a->channel == b->channel && a->months.first == b->months.first &&
        a->answer_sets == b->answer_sets);
    assert_int_equal(a->table.n_counts, b->table.n_counts);
    assert_memory_equal(
        a->table.count, b->table.count, a->table.n_counts * sizeof(uint32_t));
}

/* Two questionnaires by turns, more numbers than a chunk has, some withdrawn:
 * every release stands where it should, however its cells came about. */
static void test_chunks(void **state)
{
    enum { N = 300 };
    struct fix *f = *state;
    char other[sizeof QN_TEXT], why[WHY_MAX];
    uint8_t own[HASH_LEN], second[HASH_LEN];
    struct cells c, again;
    size_t n = 0;

    /* Of another id, without C02. */
    strcpy(other, QN_TEXT);
    memcpy(strstr(other, "start"), "later", 5);
    memcpy(strstr(other, "C02"), "C05", 3);
    assert_int_equal(ledger_questionnaire_add(f->l,
                         (struct span){(const uint8_t *)other, strlen(other)},
                         true, second, why),
        WK_OK);
    memcpy(own, f->qn, HASH_LEN);
    for (uint64_t seq = 1; seq <= N; seq++) {
        memcpy(f->qn, seq % 3 == 0 ? second : own, HASH_LEN);
        store(f, release(f, seq, 24000 + (int)seq));
    }
    store(f, withdrawal(N + 1, 1));
    store(f, withdrawal(N + 2, 128));
    store(f, withdrawal(N + 3, 299));
    assert_sound(f);
    assert_int_equal(cells_list(f->l, "C02", 0, ALWAYS, &c), WK_OK);
    for (uint64_t seq = 2; seq <= N; seq++) {
        if (seq % 3 == 0 || seq == 128 || seq == 299)
            continue;
        assert_int_equal(c.part[n].seq, seq);
        assert_int_equal(c.part[n].months.first, 24000 + (int)seq);
        assert_memory_equal(c.part[n++].questionnaire, own, HASH_LEN);
    }
    assert_int_equal(c.n, n);
    assert_int_equal(parts(f, "C05"), N / 3);
    assert_int_equal(cells_rebuild(f->l), WK_OK);
    assert_sound(f);
    assert_int_equal(cells_list(f->l, "C02", 0, ALWAYS, &again), WK_OK);
    assert_int_equal(again.n, n);
    for (size_t i = 0; i < n; i++)
        assert_same_parts(&c.part[i], &again.part[i]);
    cells_free(&c);
    cells_free(&again);
}

/* Sums hold as much as their parts, and leave alone what lies outside. */
static void test_sums(void **state)
{
    struct fix *f = *state;
    struct entry wide = release(f, 4, 24303);
    struct entry assisted = release(f, 5, 24301);
    struct cells c;

    store(f, release(f, 1, 24300));
    store(f, release(f, 2, 24301));
    store(f, release(f, 3, 24302));
    wide.release.months.last = 24305;
    store(f, wide);
    assisted.release.channel = CHANNEL_ASSISTED;
    store(f, assisted);
    assert_int_equal(
        cells_list(f->l, "C02", 0, (struct period){24301, 24303}, &c), WK_OK);
    /* All that touch the months, each for itself. */
    assert_int_equal(c.n, 4);
    assert_int_equal(c.part[0].seq, 2);
    cells_free(&c);
    assert_int_equal(
        cells_sums(f->l, "C02", 0, (struct period){24301, 24303}, &c), WK_OK);
    /* The one that straddles, then a sum for each channel. */
    assert_int_equal(c.n, 3);
    assert_true(c.part[0].seq == 4 && c.part[0].releases == 1);
    assert_true(c.part[1].releases == 2 && c.part[1].channel == CHANNEL_SELF);
    assert_int_equal(c.part[1].answer_sets, 40);
    assert_int_equal(c.part[1].table.state, TABLE_AT_LEAST);
    assert_int_equal(c.part[1].table.count[0], 4);
    assert_int_equal(c.part[1].table.count[1], 36);
    assert_int_equal(c.part[1].table.count[2], 32);
    assert_true(
        c.part[2].releases == 1 && c.part[2].channel == CHANNEL_ASSISTED);
    cells_free(&c);
    assert_int_equal(
        cells_sums(f->l, "N01.w", 0, (struct period){24300, 24302}, &c), WK_OK);
    assert_int_equal(c.part[0].releases, 3);
    assert_int_equal(c.part[0].table.count[0], 27);
    assert_int_equal(c.part[0].table.count[1], 27);
    assert_int_equal(c.part[0].table.count[2], 6);
    cells_free(&c);
    /* With a breakdown each stays a part. */
    assert_int_equal(
        cells_sums(f->l, "C01", 0, (struct period){24300, 24302}, &c), WK_OK);
    assert_int_equal(c.n, 4);
    cells_free(&c);
}

/* People who could have answered are added up with the rest; releases that do
 * not tell are counted. */
static void test_people(void **state)
{
    const struct period months = {24301, 24303};
    struct fix *f = *state;
    struct entry silent = release(f, 2, 24302), wide = release(f, 4, 24304);
    struct cells c;

    silent.release.eligible = silent.release.asked = 0;
    silent.release.declined = 0;
    wide.release.months.first = 24303;
    strcpy(wide.release.project, "other");
    store(f, release(f, 1, 24301));
    store(f, silent);
    store(f, release(f, 3, 24303));
    store(f, wide);
    assert_int_equal(cells_sums(f->l, "C02", 0, months, &c), WK_OK);
    assert_int_equal(c.n, 2);
    for (size_t i = 0; i < c.n; i++) {
        assert_int_equal(c.part[i].eligible, c.part[i].releases == 3 ? 80 : 40);
        assert_int_equal(c.part[i].uncounted, c.part[i].releases == 3 ? 1 : 0);
    }
    cells_free(&c);
    assert_int_equal(cells_releases(f->l, 0, months, &c), WK_OK);
    assert_int_equal(c.n, 3);
    for (size_t i = 0; i < c.n; i++) {
        const struct cells_part *p = &c.part[i];

        assert_int_equal(p->seq, i + 1);
        assert_int_equal(p->answer_sets, 20);
        assert_int_equal(p->eligible, i == 1 ? 0 : 40);
        assert_int_equal(p->asked, i == 1 ? 0 : 30);
        assert_int_equal(p->declined, i == 1 ? 0 : 4);
        assert_int_equal(p->uncounted, i == 1 ? 1 : 0);
        assert_int_equal(p->few, 4);
    }
    cells_free(&c);
}

/* Thousands of releases may have more answer sets than a part can hold. */
static void test_sums_that_are_too_large(void **state)
{
    struct fix *f = *state;
    uint64_t answer_sets = 0, answered = 0;
    struct cells c;

    for (uint64_t seq = 1; seq <= 3; seq++)
        store(f, release(f, seq, 24300 + (int)seq));
    assert_int_equal(
        db_exec(ledger_db(f->l),
            "UPDATE head SET heads ="
            " x'"
            "01000001ED5E0000ED5E0000005ED0B200000000000000000000000000000000"
            "02000001EE5E0000EE5E0000005ED0B200000000000000000000000000000000"
            "03000001EF5E0000EF5E0000005ED0B200000000000000000000000000000000"
            "'"),
        WK_OK);
    assert_int_equal(
        cells_sums(f->l, "C02", 0, (struct period){24300, 24310}, &c), WK_OK);
    for (size_t i = 0; i < c.n; i++) {
        answer_sets += c.part[i].answer_sets;
        answered += c.part[i].table.count[1];
    }
    assert_int_equal(answer_sets, 9000000000);
    assert_int_equal(answered, 54);
    cells_free(&c);
}

/* One change of each column of the derived tables, and where it is seen. */
static void test_verify_names_the_place(void **state)
{
    static const char *const changes[] = {
        "cell SET question = 'C03'",
        "cell SET question = 'A01'",
        "cell SET site = 2",
        "cell SET chunk = 1",
        "cell SET kinds = x'000003'",
        "cell SET kinds = x''",
        "cell SET kinds = zeroblob(1100)",
        "cell SET counts = zeroblob(length(counts))",
        "cell SET counts = x''",
        "cell SET counts = zeroblob(1000000)",
        "head SET site = 2",
        "head SET chunk = 1",
        "head SET releases = 2",
        "head SET releases = 1000000",
        "head SET first_month = 24299",
        "head SET last_month = 24301",
        "head SET questionnaires = zeroblob(32)",
        "head SET projects = zeroblob(25)",
        "head SET heads = zeroblob(28)",
        "head SET heads = x''",
        "coverage SET site = 2",
        "coverage SET questionnaire = zeroblob(32)",
        "coverage SET project = 'other'",
        "coverage SET channel = 2",
        "coverage SET first_month = 24299",
        "coverage SET last_month = 24301",
        "coverage SET seq = 7",
    };
    struct fix *f = *state;

    store(f, release(f, 1, 24300));
    for (size_t i = 0; i < sizeof changes / sizeof changes[0]; i++) {
        char sql[200];

        snprintf(sql, sizeof sql, "UPDATE %s%s", changes[i],
            strncmp(changes[i], "cell", 4) == 0 ? " WHERE question = 'C01'"
                                                : "");
        assert_int_equal(db_exec(ledger_db(f->l), sql), WK_OK);
        f->faults = 0;
        assert_int_equal(cells_verify(f->l, report, f), WK_ECHECK);
        assert_true(f->faults > 0);
        assert_non_null(strstr(f->place, "site "));
        assert_int_equal(cells_rebuild(f->l), WK_OK);
        assert_sound(f);
    }
}

#define T(f) cmocka_unit_test_setup_teardown(f, setup, teardown)
int main(void)
{
    const struct CMUnitTest tests[] = {
        T(test_a_release_becomes_cells),
        T(test_breakdowns),
        T(test_options),
        T(test_covered_months),
        T(test_waiting_covers_and_counts_later),
        T(test_waiting_in_vain_covers_no_more),
        T(test_set_aside_covers_nothing),
        T(test_a_withdrawal_hides),
        T(test_withdrawn_while_waiting),
        T(test_rebuild_mends),
        T(test_chunks),
        T(test_sums),
        T(test_people),
        T(test_sums_that_are_too_large),
        T(test_verify_names_the_place),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
