/* SPDX-License-Identifier: EUPL-1.2 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>
#include <sqlite3.h>

#include "ledger.h"
#include "ledger_sql.h"

#define SPAN(s) ((struct span){(const uint8_t *)(s), strlen(s)})

/* A questionnaire of one question: id, version, scope, question, wording. */
#define QN(id, version, scope, question, words)                                \
    "{\"id\":\"" id "\",\"version\":" version ",\"scope\":\"" scope "\","      \
    "\"questions\":[{\"id\":\"" question "\",\"type\":\"one\",\"levels\":"     \
    "[[\"0\",\"1\",\"2\"],[[\"0\",\"1\"],[\"2\"]]],\"text\":{\"nl\":\"" words  \
    "\",\"fr\":\"" words "\",\"en\":\"" words "\"}}]}"

static int setup(void **state)
{
    static unsigned number;
    char path[80];
    struct ledger *l = NULL;

    snprintf(
        path, sizeof path, "file:ledger%u?mode=memory&cache=shared", number++);
    assert_int_equal(ledger_open(path, &l), WK_OK);
    *state = l;
    return 0;
}

static int teardown(void **state)
{
    ledger_close(*state);
    return 0;
}

static int64_t add_site(struct ledger *l, const char *name)
{
    int64_t id = 0;

    assert_int_equal(ledger_site_add(l, name, &id), WK_OK);
    return id;
}

static void test_meta(void **state)
{
    struct bytes v = bytes_new(64);

    assert_int_equal(ledger_meta_get(*state, "zone", &v), WK_ENOTFOUND);
    assert_int_equal(ledger_meta_set(*state, "zone", "UTC"), WK_OK);
    assert_int_equal(ledger_meta_set(*state, "zone", "Europe/Brussels"), WK_OK);
    assert_int_equal(ledger_meta_get(*state, "zone", &v), WK_OK);
    assert_string_equal(bytes_text(&v), "Europe/Brussels");
    bytes_free(&v);
}

static void test_sites_keep_their_order(void **state)
{
    struct ledger_site *list = NULL;
    size_t n = 0;
    int64_t again;

    add_site(*state, "Gent");
    add_site(*state, "Antwerpen");
    assert_int_equal(ledger_site_add(*state, "Gent", &again), WK_EEXIST);
    assert_int_equal(ledger_site_list(*state, &list, &n), WK_OK);
    assert_int_equal(n, 2);
    assert_string_equal(list[0].name, "Gent");
    assert_string_equal(list[1].name, "Antwerpen");
    assert_int_equal(list[0].state, SITE_ACTIVE);
    assert_true(list[0].last_contact == INT64_MIN);
    free(list);
}

static void test_site_changes(void **state)
{
    struct ledger_site s, t;
    int64_t id = add_site(*state, "Gent");

    assert_int_equal(ledger_site_get(*state, id, &s), WK_OK);
    s.state = SITE_QUARANTINED;
    s.readmitted = true;
    s.last_contact = 20000;
    strcpy(s.software, "0.1.0");
    assert_int_equal(ledger_site_set(*state, &s), WK_OK);
    assert_int_equal(ledger_site_find(*state, "Gent", &t), WK_OK);
    assert_int_equal(t.state, SITE_QUARANTINED);
    assert_true(t.readmitted);
    assert_int_equal(t.last_contact, 20000);
    assert_string_equal(t.software, "0.1.0");
    assert_int_equal(ledger_site_find(*state, "Luik", &t), WK_ENOTFOUND);
    s.id = 99;
    assert_int_equal(ledger_site_set(*state, &s), WK_ENOTFOUND);
}

static void test_codes(void **state)
{
    struct ledger_code a = {.hash = {1}, .expires = 100}, b = {.hash = {2}}, c;

    a.site = b.site = add_site(*state, "Gent");
    assert_int_equal(ledger_code_set(*state, &a), WK_OK);
    assert_int_equal(ledger_code_set(*state, &b), WK_OK);
    a.used = true;
    assert_int_equal(ledger_code_set(*state, &a), WK_OK);
    assert_int_equal(ledger_code_drop(*state, a.site), WK_OK);
    assert_int_equal(ledger_code_get(*state, b.hash, &c), WK_ENOTFOUND);
    assert_int_equal(ledger_code_get(*state, a.hash, &c), WK_OK);
    assert_true(c.used);
    assert_int_equal(c.expires, 100);
}

static void test_certificates(void **state)
{
    uint8_t der[] = "not really one";
    struct ledger_certificate a = {.fingerprint = {1},
        .key = {7},
        .not_after = 5,
        .der = der,
        .der_len = sizeof der};
    struct ledger_certificate b = a, c = {.der = NULL}, *list = NULL;
    size_t n = 0;

    b.fingerprint[0] = 2;
    b.not_after = 4;
    a.site = b.site = add_site(*state, "Gent");
    assert_int_equal(ledger_certificate_add(*state, &a), WK_OK);
    assert_int_equal(ledger_certificate_add(*state, &b), WK_OK);
    assert_int_equal(ledger_certificate_add(*state, &b), WK_EEXIST);
    assert_int_equal(ledger_certificate_block(*state, b.fingerprint), WK_OK);
    assert_int_equal(ledger_certificate_list(*state, 0, &list, &n), WK_OK);
    assert_int_equal(n, 2);
    assert_int_equal(list[0].fingerprint[0], 2);
    assert_true(list[0].revoked);
    assert_false(list[1].revoked);
    assert_memory_equal(list[1].der, der, sizeof der);
    ledger_certificate_free(list, n);
    assert_int_equal(ledger_certificate_revoke(*state, a.site), WK_OK);
    assert_int_equal(ledger_certificate_get(*state, a.fingerprint, &c), WK_OK);
    assert_true(c.revoked);
    free(c.der);
    c.fingerprint[0] = 9;
    assert_int_equal(
        ledger_certificate_block(*state, c.fingerprint), WK_ENOTFOUND);
}

static void add_entry(struct ledger *l, int64_t site, uint64_t seq)
{
    struct ledger_entry e = {.site = site,
        .seq = seq,
        .era = {3},
        .bytes = SPAN("bytes"),
        .signature = SPAN("signature"),
        .verdict = VERDICT_STORED};

    e.hash[0] = (uint8_t)seq;
    assert_int_equal(ledger_entry_add(l, &e, 0), WK_OK);
    assert_int_equal(ledger_entry_add(l, &e, 0), WK_EEXIST);
}

/* Walks and writes inside a walk. */
struct walk {
    struct ledger *l;
    unsigned outer, inner;
    bool nested;
};

static enum wk_err step(void *arg, const struct ledger_entry *e)
{
    struct walk *w = arg;

    assert_int_equal(e->bytes.len, 5);
    if (w->nested) {
        w->inner++;
        return WK_OK;
    }
    w->outer++;
    w->nested = true;
    assert_int_equal(ledger_entry_each(w->l, e->site, e->seq, step, w), WK_OK);
    w->nested = false;
    return ledger_entry_verdict(
        w->l, e->site, e->seq, VERDICT_SET_ASIDE, CODE_COVERED);
}

static void test_entries(void **state)
{
    struct ledger *l = *state;
    int64_t a = add_site(l, "Gent"), b = add_site(l, "Antwerpen");
    struct walk w = {.l = l};
    struct wire_head head = {.seq = 9};
    uint8_t era[ERA_LEN] = {3}, hash[HASH_LEN];
    struct ledger_counts counts;
    bool seen = true;

    assert_int_equal(ledger_head(l, a, &head), WK_OK);
    assert_true(head.seq == 0);
    assert_int_equal(ledger_era_seen(l, a, era, &seen), WK_OK);
    assert_false(seen);
    for (uint64_t seq = 1; seq <= 3; seq++) {
        add_entry(l, a, seq);
        add_entry(l, b, seq);
    }
    assert_int_equal(ledger_head(l, a, &head), WK_OK);
    assert_true(head.seq == 3);
    assert_int_equal(head.hash[0], 3);
    assert_int_equal(ledger_era_seen(l, a, era, &seen), WK_OK);
    assert_true(seen);
    assert_int_equal(ledger_entry_hash(l, a, 2, hash), WK_OK);
    assert_int_equal(hash[0], 2);
    assert_int_equal(ledger_entry_hash(l, a, 4, hash), WK_ENOTFOUND);
    assert_int_equal(ledger_entry_each(l, a, 1, step, &w), WK_OK);
    assert_int_equal(w.outer, 2);
    assert_int_equal(w.inner, 1);
    assert_int_equal(ledger_entry_counts(l, a, &counts), WK_OK);
    assert_int_equal(counts.entries, 3);
    assert_int_equal(counts.set_aside, 2);
    assert_int_equal(ledger_entry_each(l, 0, 0, step, &w), WK_OK);
    assert_int_equal(w.outer, 8);
}

/* What db.c and the schema refuse, whoever asks. */
static void test_an_entry_never_changes(void **state)
{
    add_entry(*state, add_site(*state, "Gent"), 1);
    assert_int_not_equal(
        db_exec(ledger_db(*state), "UPDATE entry SET bytes = x'00'"), WK_OK);
    assert_int_not_equal(
        db_exec(ledger_db(*state), "DELETE FROM entry"), WK_OK);
}

static uint64_t revision(struct ledger *l)
{
    uint64_t r = 0;

    assert_int_equal(ledger_catalogue(l, &r), WK_OK);
    return r;
}

static enum wk_err add_questionnaire(
    struct ledger *l, const char *text, bool published)
{
    uint8_t hash[HASH_LEN];
    char why[WHY_MAX] = "";

    return ledger_questionnaire_add(l, SPAN(text), published, hash, why);
}

static void test_policy(void **state)
{
    struct bytes text = bytes_new(MAX_POLICY);

    assert_int_equal(ledger_policy_get(*state, &text), WK_OK);
    assert_string_equal(bytes_text(&text), POLICY_DEFAULT);
    assert_true(revision(*state) == 0);
    assert_int_equal(ledger_policy_set(*state, "{\"batch\":12}"), WK_OK);
    bytes_clear(&text);
    assert_int_equal(ledger_policy_get(*state, &text), WK_OK);
    assert_string_equal(bytes_text(&text), "{\"batch\":12}");
    assert_true(revision(*state) == 1);
    bytes_free(&text);
}

static void test_catalogue(void **state)
{
    struct ledger_questionnaire *list = NULL;
    size_t n = 0;
    struct bytes text = bytes_new(MAX_QUESTIONNAIRE);

    assert_int_equal(add_questionnaire(*state,
                         QN("start", "1", "network", "C01", "same"), false),
        WK_OK);
    assert_true(revision(*state) == 0);
    assert_int_equal(add_questionnaire(*state,
                         QN("start", "1", "network", "C01", "same"), true),
        WK_OK);
    assert_true(revision(*state) == 1);
    assert_int_equal(add_questionnaire(*state,
                         QN("start", "1", "network", "C01", "same"), true),
        WK_OK);
    assert_true(revision(*state) == 1);
    assert_int_equal(ledger_policy_set(*state, "{}"), WK_OK);
    assert_int_equal(add_questionnaire(*state,
                         QN("end", "1", "network", "C01", "same"), true),
        WK_OK);
    assert_true(revision(*state) == 3);
    assert_int_equal(ledger_questionnaire_list(*state, &list, &n), WK_OK);
    assert_int_equal(n, 2);
    assert_string_equal(list[0].q->id, "end");
    assert_true(list[1].published);
    assert_int_equal(
        ledger_questionnaire_text(*state, list[1].hash, &text), WK_OK);
    assert_string_equal(
        bytes_text(&text), QN("start", "1", "network", "C01", "same"));
    bytes_free(&text);
    while (n > 0)
        questionnaire_free(list[--n].q);
    free(list);
}

static void test_catalogue_refuses(void **state)
{
    static const struct {
        const char *text;
        enum wk_err err;
    } cases[] = {
        {QN("end", "1", "network", "C01", "other"), WK_ECHECK},
        {QN("start", "1", "network", "C02", "more"), WK_ECHECK},
        {QN("own", "1", "site", "X01", "ours"), WK_ECHECK},
        {"{\"id\":\"end\"}", WK_EINVAL},
        {"nothing", WK_EINVAL},
    };

    assert_int_equal(add_questionnaire(*state,
                         QN("start", "1", "network", "C01", "same"), true),
        WK_OK);
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        char why[WHY_MAX] = "";
        uint8_t hash[HASH_LEN];

        assert_int_equal(ledger_questionnaire_add(
                             *state, SPAN(cases[i].text), true, hash, why),
            cases[i].err);
        assert_true(why[0] != '\0');
    }
    assert_true(revision(*state) == 1);
}

static void test_catalogue_has_an_end(void **state)
{
    char text[600];

    for (int i = 0; i <= MAX_CATALOGUE; i++) {
        snprintf(
            text, sizeof text, QN("q%d", "1", "network", "C01", "same"), i);
        assert_int_equal(add_questionnaire(*state, text, true),
            i < MAX_CATALOGUE ? WK_OK : WK_ETOOBIG);
    }
}

static void test_people(void **state)
{
    struct ledger_account a = {"admin", "admin", "hash", true, 0}, *list = NULL;
    struct ledger_log line = {.date = 20000, .who = "admin", .what = "came"};
    struct ledger_log *lines = NULL;
    uint8_t sum[HASH_LEN] = {5}, held[HASH_LEN];
    size_t n = 0;

    assert_int_equal(ledger_account_set(*state, &a), WK_OK);
    a.must_change = false;
    assert_int_equal(ledger_account_set(*state, &a), WK_OK);
    assert_int_equal(ledger_account_list(*state, &list, &n), WK_OK);
    assert_int_equal(n, 1);
    assert_false(list[0].must_change);
    free(list);
    assert_int_equal(ledger_account_remove(*state, "admin"), WK_OK);
    assert_int_equal(ledger_account_remove(*state, "admin"), WK_ENOTFOUND);
    assert_int_equal(ledger_account_get(*state, "admin", &a), WK_ENOTFOUND);
    assert_int_equal(ledger_log_add(*state, &line), WK_OK);
    line.alarm = true;
    line.site = 4;
    assert_int_equal(ledger_log_add(*state, &line), WK_OK);
    assert_int_equal(ledger_log_list(*state, false, 9, &lines, &n), WK_OK);
    assert_int_equal(n, 2);
    assert_int_equal(lines[0].site, 4);
    free(lines);
    assert_int_equal(ledger_log_list(*state, true, 9, &lines, &n), WK_OK);
    assert_int_equal(n, 1);
    free(lines);
    assert_int_equal(ledger_file_set(*state, "ca/key.pem", sum), WK_OK);
    assert_int_equal(ledger_file_get(*state, "ca/key.pem", held), WK_OK);
    assert_memory_equal(sum, held, HASH_LEN);
}

/* What runs for every entry of every site must not read all sites' rows. */
static void test_a_night_scans_no_table(void **state)
{
    static const char PATH[] = "file:plans?mode=memory&cache=shared";
    /* Reads: what writes needs the functions that db.h adds. */
    static const enum ledger_sql NIGHT[] = {SQL_SITE_GET, SQL_CERTIFICATE_GET,
        SQL_CERTIFICATE_LIST, SQL_ENTRY_NEXT, SQL_ENTRY_HASH, SQL_ENTRY_WANTED,
        SQL_HEAD, SQL_ERA_SEEN, SQL_COVERED, SQL_COVERAGE_OF, SQL_CELL_OF};
    struct ledger *l = NULL;
    sqlite3 *db = NULL;

    (void)state;
    assert_int_equal(ledger_open(PATH, &l), WK_OK);
    assert_int_equal(sqlite3_open_v2(PATH, &db,
                         SQLITE_OPEN_READWRITE | SQLITE_OPEN_URI, NULL),
        SQLITE_OK);
    for (size_t i = 0; i < sizeof NIGHT / sizeof NIGHT[0]; i++) {
        char *sql =
            sqlite3_mprintf("EXPLAIN QUERY PLAN %s", LEDGER_SQL[NIGHT[i]]);
        sqlite3_stmt *q = NULL;

        assert_int_equal(sqlite3_prepare_v2(db, sql, -1, &q, NULL), SQLITE_OK);
        while (sqlite3_step(q) == SQLITE_ROW) {
            const char *plan = (const char *)sqlite3_column_text(q, 3);

            if (strncmp(plan, "SCAN ", 5) == 0 &&
                strcmp(plan, "SCAN CONSTANT ROW") != 0)
                fail_msg("%s: %s", LEDGER_SQL[NIGHT[i]], plan);
        }
        sqlite3_finalize(q);
        sqlite3_free(sql);
    }
    sqlite3_close(db);
    ledger_close(l);
}

#define T(f) cmocka_unit_test_setup_teardown(f, setup, teardown)
int main(void)
{
    const struct CMUnitTest tests[] = {
        T(test_meta),
        T(test_sites_keep_their_order),
        T(test_site_changes),
        T(test_codes),
        T(test_certificates),
        T(test_entries),
        T(test_an_entry_never_changes),
        T(test_policy),
        T(test_catalogue),
        T(test_catalogue_refuses),
        T(test_catalogue_has_an_end),
        T(test_people),
        cmocka_unit_test(test_a_night_scans_no_table),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
