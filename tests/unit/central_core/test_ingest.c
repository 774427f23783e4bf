/* SPDX-License-Identifier: EUPL-1.2 */
/* test_ingest.c - each verdict by the one fact that brings it about. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <string.h>

#include <cmocka.h>

#include "ingest.h"

static struct questionnaire
    *form; /* one question of four codes, and an extra */

static const char FORM[] =
    "{\"id\":\"f\",\"version\":1,\"scope\":\"network\",\"questions\":[{"
    "\"id\":\"q\",\"type\":\"one\",\"levels\":[[\"0\",\"1\",\"2\",\"3\"],"
    "[[\"0\",\"1\"],[\"2\",\"3\"]]],\"extra\":[\"not_needed\"],"
    "\"text\":{\"nl\":\"a\",\"fr\":\"b\",\"en\":\"c\"}}]}";

static int parse_form(void **state)
{
    char why[WHY_MAX];

    (void)state;
    return questionnaire_parse(
               (const uint8_t *)FORM, sizeof FORM - 1, &form, why) != WK_OK;
}

static int free_form(void **state)
{
    (void)state;
    questionnaire_free(form);
    return 0;
}

/* An entry that counts: n = 30 as 5, 6, 10, 7, one not needed, one without. */
static struct entry *good_entry(void)
{
    static struct entry e;

    e = (struct entry){.seq = 5, .kind = ENTRY_RELEASE};
    memset(e.era, 1, ERA_LEN);
    memset(e.previous, 2, HASH_LEN);
    e.release = (struct release){.months = {24000, 24000},
        .rules = {RULES_VERSION, 10, 5, 5, 2},
        .answer_sets = 30,
        .n_tables = 1,
        .channel = CHANNEL_SELF,
        .project = "p"};
    e.release.table[0] =
        (struct table){TABLE_EXACT, 0, false, false, 6, {5, 6, 10, 7, 1, 1}};
    return &e;
}

static struct ingest_facts good_facts(const struct entry *e)
{
    struct ingest_facts f = {.decoded = WK_OK,
        .entry = e,
        .key_known = true,
        .signature_fits = true,
        .questionnaire = form,
        .era_seen = true};

    f.head.seq = 4;
    memset(f.head.era, 1, ERA_LEN);
    memset(f.head.hash, 2, HASH_LEN);
    return f;
}

static void is(const struct ingest_facts *f, enum verdict_kind kind,
    enum verdict_code code)
{
    struct ingest_verdict v = ingest_judge(f);

    assert_int_equal(v.kind, kind);
    assert_int_equal(v.code, code);
    assert_int_equal(
        v.takes_number, kind == VERDICT_STORED || kind == VERDICT_SET_ASIDE);
    assert_int_equal(v.keeps_bytes, v.takes_number && code != CODE_FLOOR);
}

static void test_counted(void **state)
{
    struct entry *e = good_entry();
    struct ingest_facts f = good_facts(e);

    (void)state;
    is(&f, VERDICT_STORED, CODE_NONE);
    memset(e->era, 9, ERA_LEN); /* a new era opens at head + 1 */
    f.era_seen = false;
    is(&f, VERDICT_STORED, CODE_NONE);
    f.era_seen = true; /* but one that was closed stays so */
    is(&f, VERDICT_CONFLICT, CODE_CLOSED_ERA);
}

static void test_refused(void **state)
{
    struct ingest_facts f = good_facts(good_entry());

    (void)state;
    f.decoded = WK_EPROTO;
    is(&f, VERDICT_REFUSED, CODE_MALFORMED);
    f.decoded = WK_OK;
    f.signature_fits = false;
    is(&f, VERDICT_REFUSED, CODE_SIGNATURE);
    f.key_known = false;
    is(&f, VERDICT_REFUSED, CODE_KEY);
}

static void test_held_or_out_of_line(void **state)
{
    struct entry *e = good_entry();
    struct ingest_facts f = good_facts(e);

    (void)state;
    f.held = f.held_same = true;
    is(&f, VERDICT_ALREADY_HELD, CODE_NONE);
    f.quarantined = true; /* what is held is held */
    is(&f, VERDICT_ALREADY_HELD, CODE_NONE);
    f.held_same = false;
    is(&f, VERDICT_CONFLICT, CODE_OTHER_BYTES);
    f = good_facts(e);
    f.quarantined = true;
    is(&f, VERDICT_CONFLICT, CODE_CLOSED_ERA);
    f = good_facts(e);
    e->seq = 6;
    is(&f, VERDICT_OUT_OF_ORDER, CODE_NONE);
    e->seq = 5;
    e->previous[0] ^= 1;
    is(&f, VERDICT_CONFLICT, CODE_LINK);
}

static void test_set_aside(void **state)
{
    struct entry *e = good_entry();
    struct ingest_facts f = good_facts(e);

    (void)state;
    f.covered = true;
    is(&f, VERDICT_SET_ASIDE, CODE_COVERED);
    f = good_facts(e);
    f.questionnaire = NULL;
    is(&f, VERDICT_SET_ASIDE, CODE_QUESTIONNAIRE);
    f = good_facts(e);
    f.decoded = WK_ESCHEMA;
    is(&f, VERDICT_SET_ASIDE, CODE_FORMAT);
    f.decoded = WK_OK;
    e->release.rules.version = RULES_VERSION + 1;
    is(&f, VERDICT_SET_ASIDE, CODE_RULES);
    e->kind = ENTRY_WITHDRAWAL;
    is(&f, VERDICT_SET_ASIDE, CODE_WITHDRAWAL);
    f.withdrawn_exists = true;
    is(&f, VERDICT_STORED, CODE_NONE);
    f.withdrawn_again = true;
    is(&f, VERDICT_SET_ASIDE, CODE_WITHDRAWAL);
}

/* Which floors there are is test_floors.c. */
static void test_floor(void **state)
{
    struct entry *e = good_entry();
    struct ingest_facts f = good_facts(e);

    (void)state;
    e->release.answer_sets = 9;
    is(&f, VERDICT_SET_ASIDE, CODE_FLOOR);
    f.covered = true; /* told first: its tables are not kept */
    is(&f, VERDICT_SET_ASIDE, CODE_FLOOR);
    f.questionnaire = NULL;
    is(&f, VERDICT_SET_ASIDE, CODE_FLOOR);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_counted),
        cmocka_unit_test(test_refused),
        cmocka_unit_test(test_held_or_out_of_line),
        cmocka_unit_test(test_set_aside),
        cmocka_unit_test(test_floor),
    };

    return cmocka_run_group_tests(tests, parse_form, free_form);
}
