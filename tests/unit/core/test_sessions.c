/* SPDX-License-Identifier: EUPL-1.2 */
#include "sessions.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

static struct session session(uint32_t id, const char *name)
{
    struct session s = {0};

    memcpy(s.id_hash, &id, sizeof id);
    snprintf(s.name, sizeof s.name, "%s", name);
    snprintf(s.csrf, sizeof s.csrf, "token %u", (unsigned)id);
    return s;
}

static void add(struct sessions *s, uint32_t id, const char *name, int64_t now)
{
    struct session x = session(id, name);

    (void)sessions_add(s, &x, now);
}

static bool has(struct sessions *s, uint32_t id, int64_t now)
{
    struct session x = session(id, "");

    return sessions_find(s, x.id_hash, now) != NULL;
}

static void test_found(void **state)
{
    struct sessions *s = sessions_new();
    struct session a = session(1, "an"), nobody = {0};
    const struct session *found = sessions_add(s, &a, 1000);

    (void)state;
    assert_string_equal(found->csrf, "token 1");
    found = sessions_find(s, a.id_hash, 1001);
    assert_non_null(found);
    assert_string_equal(found->name, "an");
    assert_int_equal(found->begun_ms, 1000);
    assert_int_equal(found->used_ms, 1001);
    assert_false(has(s, 2, 1001));
    assert_null(sessions_find(s, nobody.id_hash, 1001)); /* a free place */
    sessions_free(s);
    sessions_free(NULL);
}

static void test_ends(void **state)
{
    struct sessions *s = sessions_new();
    struct session x = session(2, "");

    (void)state;
    add(s, 1, "an", 0);
    add(s, 2, "an", 0);
    add(s, 3, "bo", 0);
    sessions_end(s, x.id_hash);
    sessions_end(s, x.id_hash);
    assert_true(has(s, 1, 0));
    assert_false(has(s, 2, 0));
    sessions_end_name(s, "an");
    assert_false(has(s, 1, 0));
    assert_true(has(s, 3, 0));
    sessions_free(s);
}

static void test_idle(void **state)
{
    struct sessions *s = sessions_new();

    (void)state;
    add(s, 1, "an", 7);
    assert_true(has(s, 1, 6 + SESSIONS_IDLE_MS));
    assert_true(has(s, 1, 5 + 2 * SESSIONS_IDLE_MS)); /* used in between */
    assert_false(has(s, 1, 5 + 3 * SESSIONS_IDLE_MS));
    assert_false(has(s, 1, 5 + 2 * SESSIONS_IDLE_MS)); /* gone for good */
    sessions_free(s);
}

static void test_life(void **state)
{
    struct sessions *s = sessions_new();
    int64_t now = 0;

    (void)state;
    add(s, 1, "an", 0);
    for (; now < SESSIONS_LIFE_MS; now += SESSIONS_IDLE_MS / 2)
        assert_true(has(s, 1, now));
    assert_false(has(s, 1, now));
    sessions_free(s);
}

static void test_bounded_per_name(void **state)
{
    struct sessions *s = sessions_new();

    (void)state;
    add(s, 1000, "bo", 0);
    for (uint32_t i = 1; i <= SESSIONS_PER_NAME; i++)
        add(s, i, "an", i);
    assert_true(has(s, 1, 100)); /* so 2 is the longest idle */
    add(s, 99, "an", 101);
    assert_true(has(s, 99, 101));
    assert_true(has(s, 1, 101));
    assert_false(has(s, 2, 101));
    assert_true(has(s, 3, 101));
    assert_true(has(s, 1000, 101));
    sessions_free(s);
}

static void test_bounded(void **state)
{
    struct sessions *s = sessions_new();
    char name[16];

    (void)state;
    for (uint32_t i = 0; i <= SESSIONS_MAX; i++) {
        snprintf(name, sizeof name, "n%u", (unsigned)i);
        add(s, i + 1, name, i);
    }
    assert_false(has(s, 1, SESSIONS_MAX));
    for (uint32_t i = 1; i <= SESSIONS_MAX; i++)
        assert_true(has(s, i + 1, SESSIONS_MAX));
    /* Those that are over make room before any other goes. */
    assert_true(has(s, 2, SESSIONS_MAX + SESSIONS_IDLE_MS - 1));
    add(s, 1, "new", SESSIONS_MAX + SESSIONS_IDLE_MS);
    assert_true(has(s, 2, SESSIONS_MAX + SESSIONS_IDLE_MS));
    assert_false(has(s, 3, SESSIONS_MAX + SESSIONS_IDLE_MS));
    sessions_free(s);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_found),
        cmocka_unit_test(test_ends),
        cmocka_unit_test(test_idle),
        cmocka_unit_test(test_life),
        cmocka_unit_test(test_bounded_per_name),
        cmocka_unit_test(test_bounded),
    };

    return cmocka_run_group_tests_name("sessions", tests, NULL, NULL);
}
