/* SPDX-License-Identifier: EUPL-1.2 */
/* What becomes of releases as cells: listed, summed, rebuilt, verified. */
#include "cells_fixture.h"

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
        T(test_rebuild_mends),
        T(test_chunks),
        T(test_sums),
        T(test_people),
        T(test_sums_that_are_too_large),
        T(test_verify_names_the_place),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
