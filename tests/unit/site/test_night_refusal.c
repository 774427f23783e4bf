/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * test_night_refusal.c - R5: what a night does with a batch that the audit
 * refuses.  The linker puts a function of this file before audit_entry()
 * (tests/tests.cmake); it refuses what a test asks it to refuse.
 */
#include "../test.h"
#include "../../helpers/promised_wave.h"

#include "audit.h"
#include "night.h"
#include "store_people.h"

enum { JANUARY = 12 * 2026, DAYS_OF_GRACE = 7, EACH = 12 };

enum wk_err __real_audit_entry(const struct questionnaire *q,
    const uint8_t *entry, size_t len, char why[static WHY_MAX]);
enum wk_err __wrap_audit_entry(const struct questionnaire *q,
    const uint8_t *entry, size_t len, char why[static WHY_MAX]);

/* ---- The audit's stand-in ---- */

static struct {
    const char *project; /* refuse its releases of January; NULL: none */
    unsigned asked, refused;
} plan;

enum wk_err __wrap_audit_entry(const struct questionnaire *q,
    const uint8_t *entry, size_t len, char why[static WHY_MAX])
{
    struct entry *e = calloc(1, sizeof *e);
    enum wk_err err = __real_audit_entry(q, entry, len, why);

    assert_non_null(e);
    assert_int_equal(err, WK_OK);
    assert_int_equal(wire_decode_entry(entry, len, e), WK_OK);
    plan.asked++;
    if (plan.project != NULL && strcmp(e->release.project, plan.project) == 0 &&
        e->release.months.first == JANUARY) {
        plan.refused++;
        snprintf(why, WHY_MAX, "R2, cup: planted");
        err = WK_ECHECK;
    }
    free(e);
    return err;
}

/* ---- A site with two projects ---- */

static const char FORM[] =
    "{\"id\":\"s\",\"version\":1,\"scope\":\"network\",\"questions\":["
    "{\"id\":\"cup\",\"type\":\"one\",\"levels\":[[\"n\",\"y\"]],"
    "\"text\":{\"nl\":\"?\",\"fr\":\"?\",\"en\":\"?\"}}]}";

struct machine {
    struct store *store;
    struct seal *seal;
    struct crypto_key *key;
    struct bytes head;
    struct store_series series[2];
    struct store_project project[2];
};

static const char *const PROJECTS[] = {"p", "q"};

static enum wk_err head_read(void *arg, struct bytes *text)
{
    struct machine *m = arg;

    if (m->head.len == 0)
        return WK_ENOTFOUND;
    bytes_add(text, m->head.data, m->head.len);
    return WK_OK;
}

static enum wk_err head_write(void *arg, const struct bytes *text)
{
    struct machine *m = arg;

    bytes_clear(&m->head);
    bytes_add(&m->head, text->data, text->len);
    return WK_OK;
}

static void machine_new(struct machine *m)
{
    static const uint8_t DEVICE_KEY[32] = {1, 2, 3};
    static unsigned count;
    char uri[64], why[WHY_MAX];

    *m = (struct machine){.seal = seal_new(DEVICE_KEY),
        .key = crypto_key_new(),
        .head = bytes_new(512)};
    snprintf(
        uri, sizeof uri, "file:refusal%u?mode=memory&cache=shared", ++count);
    assert_int_equal(store_open(uri, &m->store), WK_OK);
    assert_int_equal(
        store_meta_set(m->store, "era", "00000000000000000000000000000000"),
        WK_OK);
    for (size_t i = 0; i < N_OF(PROJECTS); i++) {
        struct store_plan p = {.first_month = JANUARY, .last_month = INT32_MAX};

        m->series[i].channel = CHANNEL_SELF;
        assert_int_equal(
            store_questionnaire_add(m->store,
                (struct span){(const uint8_t *)FORM, sizeof FORM - 1},
                m->series[i].questionnaire, why),
            WK_OK);
        m->project[i] = (struct store_project){.period = PERIOD_MONTH,
            .name = {"een", "un", "one"},
            .first_month = JANUARY};
        strcpy(m->project[i].id, PROJECTS[i]);
        strcpy(m->series[i].project, PROJECTS[i]);
        strcpy(p.project, PROJECTS[i]);
        memcpy(p.questionnaire, m->series[i].questionnaire, HASH_LEN);
        assert_int_equal(store_project_add(m->store, &m->project[i]), WK_OK);
        assert_int_equal(store_plan_add(m->store, &p), WK_OK);
        assert_int_equal(promised_wave(m->store, p.project, JANUARY), WK_OK);
    }
}

static void machine_free(struct machine *m)
{
    store_close(m->store);
    seal_free(m->seal);
    crypto_key_free(m->key);
    bytes_free(&m->head);
}

/* Twelve answer sets in either project, of which no_of say no. */
static void answer(struct machine *m, int32_t month, uint8_t no_of)
{
    static uint8_t id[ID_LEN];

    assert_int_equal(store_begin(m->store), WK_OK);
    for (size_t i = 0; i < N_OF(PROJECTS); i++)
        for (uint8_t k = 0; k < EACH; k++) {
            struct answers a = {.value = {k >= no_of}};

            id[id[0] == UINT8_MAX]++;
            assert_int_equal(seal_add(m->seal, m->store, &m->series[i],
                                 &m->project[i], month, id, &a),
                WK_OK);
        }
    assert_int_equal(store_commit(m->store), WK_OK);
}

/* Close what is closable on the closing night of a month, and later. */
static unsigned close_after(struct machine *m, int32_t month, int64_t later)
{
    struct night_report report = {.closed = 0};
    struct night_env env = {.store = m->store,
        .seal = m->seal,
        .key = m->key,
        .date = month_first_date(month + 1) + DAYS_OF_GRACE + later,
        .head_read = head_read,
        .head_write = head_write,
        .arg = m};

    assert_int_equal(night_close(&env, env.date, &report), WK_OK);
    return report.closed;
}

/* ---- What the site holds afterwards ---- */

static struct release entry_at(struct machine *m, uint64_t seq)
{
    struct store_entry held = {.seq = 0};
    struct entry *e = calloc(1, sizeof *e);
    struct release r;

    assert_non_null(e);
    assert_int_equal(store_entry_get(m->store, seq, &held), WK_OK);
    assert_int_equal(wire_decode_entry(held.bytes, held.len, e), WK_OK);
    r = e->release;
    free(held.bytes);
    free(e);
    return r;
}

static uint64_t entries(struct machine *m)
{
    struct wire_head head;

    assert_int_equal(store_head(m->store, &head), WK_OK);
    return head.seq;
}

/* The only pool of a project's January: its state, 0 when nothing is left of
 * it, and its answer sets. */
static enum pool_state january(struct machine *m, size_t project, uint32_t *n)
{
    struct store_pool pool;
    enum wk_err err =
        store_pool_get(m->store, &m->series[project], JANUARY, &pool);

    *n = 0;
    if (err == WK_ENOTFOUND)
        return 0;
    assert_int_equal(err, WK_OK);
    assert_int_equal(store_pool_count(m->store, pool.id, n), WK_OK);
    assert_int_equal(pool.has_key, *n > 0);
    return pool.state;
}

static size_t alarms(struct machine *m, const char *wanted)
{
    struct store_log *line = NULL;
    size_t n = 0, found = 0;

    assert_int_equal(
        store_log_list(m->store,
            &(struct store_log_query){.kind = STORE_LOG_ALARM, .max = 100},
            &line, &n),
        WK_OK);
    for (size_t i = 0; i < n; i++)
        found += strstr(line[i].what, wanted) != NULL;
    free(line);
    return found;
}

/* Every table, count for count, whatever stands around them. */
static void assert_same_figures(
    const struct release *a, const struct release *b)
{
    assert_int_equal(a->answer_sets, b->answer_sets);
    assert_int_equal(a->n_tables, b->n_tables);
    assert_int_equal(a->table[0].state, b->table[0].state);
    assert_memory_equal(
        a->table[0].count, b->table[0].count, sizeof a->table[0].count);
}

static void test_refused(void **state)
{
    struct machine good, bad;
    struct release release, other;
    uint32_t n = 0;

    (void)state;
    machine_new(&good);
    machine_new(&bad);
    answer(&good, JANUARY, 5);
    answer(&bad, JANUARY, 5);

    /* The control: two projects, two entries, and nothing is left. */
    plan.project = NULL;
    assert_int_equal(close_after(&good, JANUARY, 0), 2);
    assert_int_equal(entries(&good), 2);
    assert_int_equal(january(&good, 0, &n), 0);
    assert_int_equal(n, 0);
    assert_int_equal(alarms(&good, ""), 0);

    /* The same, and the audit refuses one of them. */
    plan.project = "p";
    assert_int_equal(close_after(&bad, JANUARY, 0), 1);
    assert_int_equal(plan.refused, 1);
    assert_int_equal(entries(&bad), 1);
    assert_int_equal(january(&bad, 0, &n), POOL_FROZEN);
    assert_int_equal(n, EACH);
    assert_int_equal(alarms(&bad, "R2, cup: planted"), 1);
    assert_int_equal(alarms(&bad, "frozen"), 1);

    /* The other project's figures are what they would have been. */
    release = entry_at(&bad, 1);
    other = entry_at(&good, 2);
    assert_string_equal(release.project, "q");
    assert_same_figures(&release, &other);
    machine_free(&good);
    machine_free(&bad);
}

/*
 * Whoever saw what is sent after a refusal, with the refused table left out,
 * would know what the audit saw in it.  So it is asked once, and what it
 * refused is never told, in no form, on no night.
 */
static void test_dropping_after_an_audit_tells_what_the_audit_saw(void **state)
{
    struct machine m;
    struct release release;
    struct store_label label;
    uint32_t n = 0;

    (void)state;
    machine_new(&m);
    answer(&m, JANUARY, 5);
    plan.project = "p";
    plan.asked = plan.refused = 0;
    assert_int_equal(close_after(&m, JANUARY, 0), 1);
    assert_int_equal(plan.asked, 2);

    /* The nights after it have nothing to ask or to send. */
    for (int64_t later = 1; later < 20; later++)
        assert_int_equal(close_after(&m, JANUARY, later), 0);
    assert_int_equal(plan.asked, 2);
    assert_int_equal(entries(&m), 1);

    /* The label goes on: February is told for itself, without January. */
    assert_int_equal(store_label_get(m.store, &m.series[0], &label), WK_OK);
    assert_int_equal(label.next_month, JANUARY + 1);
    answer(&m, JANUARY + 1, 4);
    assert_int_equal(close_after(&m, JANUARY + 1, 0), 2);
    assert_int_equal(plan.asked, 4);
    assert_int_equal(plan.refused, 1);
    assert_int_equal(entries(&m), 3);
    for (uint64_t seq = 2; seq <= 3; seq++) {
        release = entry_at(&m, seq);
        assert_int_equal(release.months.first, JANUARY + 1);
        assert_int_equal(release.months.last, JANUARY + 1);
        assert_int_equal(release.answer_sets, EACH);
        assert_int_equal(release.table[0].count[0], 4);
        assert_int_equal(release.table[0].count[1], EACH - 4);
    }
    assert_int_equal(january(&m, 0, &n), POOL_FROZEN);
    assert_int_equal(n, EACH);
    assert_int_equal(alarms(&m, "frozen"), 1);
    machine_free(&m);
}

int main(void)
{
    static const struct CMUnitTest TESTS[] = {
        cmocka_unit_test(test_refused),
        cmocka_unit_test(test_dropping_after_an_audit_tells_what_the_audit_saw),
    };

    return cmocka_run_group_tests_name("refusal", TESTS, NULL, NULL);
}
