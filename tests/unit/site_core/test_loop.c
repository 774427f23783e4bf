/* SPDX-License-Identifier: EUPL-1.2 */
/* test_loop.c - themes, states, and how long a text may be. */
#include "../test.h"

#include "loop.h"

static void test_states(void **state)
{
    static const char *const STATES[] = {
        "heard", "discussed", "doing", "done", "cannot", "passed_on"};
    enum loop_state s;

    (void)state;
    for (size_t i = 0; i < N_OF(STATES); i++) {
        assert_int_equal(loop_state_parse(STATES[i], &s), WK_OK);
        assert_int_equal(s, LOOP_HEARD + i);
        assert_string_equal(loop_state_text(s), STATES[i]);
    }
    assert_int_equal(loop_state_parse("", &s), WK_EINVAL);
    assert_int_equal(loop_state_parse("Done", &s), WK_EINVAL);
}

static void test_themes(void **state)
{
    static const struct {
        const char *code;
        bool is;
    } CASES[] = {
        {"language_learning", true},
        {"communication_interpreting", true},
        {"other", true},
        {"", false},
        {"house", false},
        {"Housing", false},
    };

    (void)state;
    for (size_t i = 0; i < N_OF(CASES); i++)
        assert_int_equal(loop_is_theme(CASES[i].code), CASES[i].is);
}

static void test_lengths(void **state)
{
    static const struct {
        const char *of; /* one character, repeated */
        size_t n;
        bool fits;
    } CASES[] = {
        {"a", 0, true},
        {"a", 200, true},
        {"a", 201, false},
        {"\xc3\xa9", 200, true},
        {"\xc3\xa9", 201, false},
        {"\xf0\x9f\x8f\xa0", 200, true},
        {"\xf0\x9f\x8f\xa0", 201, false},
    };

    (void)state;
    for (size_t i = 0; i < N_OF(CASES); i++) {
        char text[LOOP_TEXT_BYTES + 8] = "";

        for (size_t k = 0; k < CASES[i].n; k++)
            strcat(text, CASES[i].of);
        assert_int_equal(loop_text_fits(text), CASES[i].fits);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_states),
        cmocka_unit_test(test_themes),
        cmocka_unit_test(test_lengths),
    };

    return cmocka_run_group_tests_name("loop", tests, NULL, NULL);
}
