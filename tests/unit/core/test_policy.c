/* SPDX-License-Identifier: EUPL-1.2 */
/* test_policy.c - a policy may raise a threshold and never lower it. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <string.h>

#include <cmocka.h>

#include "policy.h"

static void test_cases(void **state)
{
    static const struct {
        const char *text;
        enum wk_err err;
        uint32_t batch, dissent;
    } CASES[] = {
        {"{}", WK_OK, 10, 2},
        {"{\"batch\":20,\"dissent\":3}", WK_OK, 20, 3},
        {"{\"batch\":9}", WK_ECHECK, 0, 0},
        {"{\"group\":4}", WK_ECHECK, 0, 0},
        {"{\"column\":4}", WK_ECHECK, 0, 0},
        {"{\"dissent\":1}", WK_ECHECK, 0, 0},
        {"{\"batch\":-1}", WK_EINVAL, 0, 0},
        {"{\"batch\":1001}", WK_EINVAL, 0, 0},
        {"{\"batch\":\"20\"}", WK_EINVAL, 0, 0},
        {"{\"batch\":20,\"batch\":30}", WK_EINVAL, 0, 0},
        {"{\"other\":20}", WK_EINVAL, 0, 0},
        {"[]", WK_EINVAL, 0, 0},
        {"", WK_EINVAL, 0, 0},
    };

    (void)state;
    for (size_t i = 0; i < sizeof CASES / sizeof CASES[0]; i++) {
        struct rules_set set = {.batch = 77};
        char why[WHY_MAX] = "";

        assert_int_equal(
            policy_parse(CASES[i].text, strlen(CASES[i].text), &set, why),
            CASES[i].err);
        if (CASES[i].err == WK_OK) {
            assert_int_equal(set.batch, CASES[i].batch);
            assert_int_equal(set.dissent, CASES[i].dissent);
            assert_int_equal(set.version, RULES_VERSION);
        } else {
            assert_int_equal(set.batch, 77);
            assert_int_not_equal(why[0], '\0');
        }
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(test_cases)};

    return cmocka_run_group_tests(tests, NULL, NULL);
}
