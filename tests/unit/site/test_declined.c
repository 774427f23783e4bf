/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * test_declined.c - who declined lies among the answer sets, counts once, and
 * closes nothing;
 * the batch that is closed anyway tells how many did.
 */
#include "labels.h"
#include "store_people.h"

enum { MONTHLY = 0, MONTHS = 13 };

/* So many decline in a month; the id of the last is left in id. */
static void decline(struct labels *l, const struct store_series *of,
    int32_t month, uint32_t n, uint8_t id[static ID_LEN])
{
    const struct answers a = {.declined = true};
    struct store_project p;

    assert_int_equal(store_project_get(l->store, of->project, &p), WK_OK);
    assert_int_equal(store_begin(l->store), WK_OK);
    for (uint32_t i = 0; i < n; i++) {
        random_bytes(id, ID_LEN);
        assert_int_equal(
            seal_add(l->seal, l->store, of, &p, month, id, &a), WK_OK);
    }
    assert_int_equal(store_commit(l->store), WK_OK);
}

/* The first release, or NULL. */
static const struct release *first_release(struct labels *l)
{
    static struct entry e;
    struct store_entry held;

    if (store_entry_get(l->store, 1, &held) != WK_OK)
        return NULL;
    assert_int_equal(wire_decode_entry(held.bytes, held.len, &e), WK_OK);
    free(held.bytes);
    return &e.release;
}

/* What happens in each month; 0 answer sets: nothing is released. */
static const struct {
    const char *what;
    struct {
        uint32_t answers, declined;
    } month[3];
    uint32_t months, answer_sets, told;
} CLOSINGS[] = {
    {"ten answered", {{10, 0}}, 1, 10, 4},
    {"and three declined", {{10, 3}}, 1, 10, 4},
    {"and more declined than answered", {{10, 40}}, 1, 10, 40},
    {"nine answered, many declined", {{9, 40}}, 0, 0, 0},
    {"only declined", {{0, 40}}, 0, 0, 0},
    {"a month of declines before", {{0, 12}, {10, 2}}, 2, 10, 14},
    {"three months", {{4, 3}, {4, 2}, {4, 1}}, 3, 12, 6},
};

static void test_closings(void **state)
{
    (void)state;
    for (size_t i = 0; i < N_OF(CLOSINGS); i++) {
        struct labels l;
        struct store_series of;
        const struct release *r;
        uint8_t id[ID_LEN];

        labels_open(&l);
        of = labels_series(&l, MONTHLY, CHANNEL_SELF);
        for (int32_t m = 0; m < 3; m++) {
            labels_answer(
                &l, &of, LABELS_START + m, CLOSINGS[i].month[m].answers);
            decline(
                &l, &of, LABELS_START + m, CLOSINGS[i].month[m].declined, id);
            labels_night(&l, LABELS_START + m);
        }
        r = first_release(&l);
        if ((r == NULL) != (CLOSINGS[i].answer_sets == 0))
            fail_msg("%s: released or not", CLOSINGS[i].what);
        if (r != NULL) {
            assert_int_equal(r->answer_sets, CLOSINGS[i].answer_sets);
            assert_int_equal(r->declined, CLOSINGS[i].told);
            assert_int_equal(
                r->months.last - r->months.first + 1, CLOSINGS[i].months);
            assert_int_equal(labels_pools(&l), 0);
        }
        labels_close(&l);
    }
}

/* One that comes again counts once, before the night and after it. */
static void test_once(void **state)
{
    const struct answers a = {.declined = true};
    struct labels l;
    struct store_series of;
    struct store_project p;
    uint8_t id[ID_LEN];

    (void)state;
    labels_open(&l);
    of = labels_series(&l, MONTHLY, CHANNEL_SELF);
    assert_int_equal(store_project_get(l.store, of.project, &p), WK_OK);
    labels_answer(&l, &of, LABELS_START, 10);
    decline(&l, &of, LABELS_START, 6, id);
    assert_int_equal(
        seal_add(l.seal, l.store, &of, &p, LABELS_START, id, &a), WK_EEXIST);
    labels_night(&l, LABELS_START);
    assert_non_null(first_release(&l));
    assert_int_equal(
        seal_add(l.seal, l.store, &of, &p, LABELS_START + 1, id, &a),
        WK_EEXIST);
    labels_close(&l);
}

/* A year of declines alone ends as a year in which nobody came. */
static void test_year(void **state)
{
    char *said[2];

    (void)state;
    for (uint32_t i = 0; i < 2; i++) {
        struct labels l;
        struct store_series of;
        struct store_log *line = NULL;
        uint8_t id[ID_LEN];
        size_t n = 0;

        labels_open(&l);
        of = labels_series(&l, MONTHLY, CHANNEL_SELF);
        for (int32_t m = 0; m < MONTHS; m++) {
            decline(&l, &of, LABELS_START + m, m < 12 ? 20 * i : 0, id);
            labels_night(&l, LABELS_START + m);
        }
        assert_null(first_release(&l));
        assert_int_equal(labels_pools(&l), 0);
        assert_int_equal(store_log_list(l.store,
                             &(struct store_log_query){.max = 100}, &line, &n),
            WK_OK);
        said[i] = calloc(n + 1, sizeof line->what);
        assert_non_null(said[i]);
        for (size_t k = 0; k < n; k++)
            strcat(said[i], line[k].what);
        free(line);
        labels_close(&l);
    }
    assert_string_equal(said[0], said[1]);
    assert_non_null(strstr(said[0], "not released"));
    free(said[0]);
    free(said[1]);
}

/* A seal that does not open may be an answer: the batch is frozen. */
static void test_damaged(void **state)
{
    struct labels l;
    struct store_series of;
    struct store_pool pool;
    uint32_t n = 0;
    uint8_t id[ID_LEN];

    (void)state;
    labels_open(&l);
    of = labels_series(&l, MONTHLY, CHANNEL_SELF);
    labels_answer(&l, &of, LABELS_START, 9);
    decline(&l, &of, LABELS_START, 1, id);
    assert_int_equal(store_pool_get(l.store, &of, LABELS_START, &pool), WK_OK);
    assert_int_equal(seal_count(l.seal, l.store, &pool, &n), WK_OK);
    assert_int_equal(n, 9);
    assert_int_equal(db_exec(store_db(l.store),
                         "UPDATE answer_set SET sealed = zeroblob(124)"),
        WK_OK);
    assert_int_equal(seal_count(l.seal, l.store, &pool, &n), WK_OK);
    assert_int_equal(n, 10);
    labels_night(&l, LABELS_START);
    assert_null(first_release(&l));
    assert_int_equal(store_pool_get(l.store, &of, LABELS_START, &pool), WK_OK);
    assert_int_equal(pool.state, POOL_FROZEN);
    labels_close(&l);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_closings),
        cmocka_unit_test(test_once),
        cmocka_unit_test(test_year),
        cmocka_unit_test(test_damaged),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
