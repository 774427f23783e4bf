/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * test_audit_turnout.c - on both sides of each bound of who could answer, was
 * asked and declined, beside one batch: the audit names what tells of a few.
 */
#include "audit_batch.h"

/* Both numbers, beside 20 answer sets. */
static void test_turnout(void **state)
{
    static const struct {
        uint32_t eligible, asked, group;
        const char *why;
    } CASES[] = {
        {40, 40, 5, ""},
        {40, 35, 5, ""},
        {40, 36, 5, "TURNOUT: a few were not asked"},
        {40, 39, 5, "TURNOUT: a few were not asked"},
        {40, 41, 5, "TURNOUT: more were asked than eligible"},
        {40, 24, 5, ""},
        {40, 23, 5, "TURNOUT: asked tells of a few"},
        {40, 20, 5, "TURNOUT: asked tells of a few"},
        {24, 24, 5, ""},
        {25, 24, 5, "TURNOUT: a few were not asked"},
        /* Under a raised k_g. */
        {40, 34, 7, "TURNOUT: a few were not asked"},
        {40, 33, 7, ""},
        {25, 0, 7, "TURNOUT: eligible tells of a few"},
        {26, 0, 7, ""},
    };

    (void)state;
    for (size_t i = 0; i < N_OF(CASES); i++) {
        struct release r = good();
        char why[WHY_MAX];

        r.eligible = CASES[i].eligible;
        r.asked = CASES[i].asked;
        r.rules.group = CASES[i].group;
        assert_int_equal(sample_audit(form, &r, why),
            CASES[i].why[0] == '\0' ? WK_OK : WK_ECHECK);
        assert_string_equal(why, CASES[i].why);
    }
}

/* Who declined, beside 20 answer sets. */
static void test_declined(void **state)
{
    static const char FEW[] = "TURNOUT: declined tells of a few";
    static const char ALL[] = "TURNOUT: all but a few who kept silent declined";
    static const char SEEN[] = "TURNOUT: declined, and not at the kiosk";
    static const struct {
        uint32_t eligible, asked, declined, group;
        enum channel channel;
        const char *why;
    } CASES[] = {
        {0, 0, 1, 5, CHANNEL_SELF, FEW},
        {0, 0, 3, 5, CHANNEL_SELF, FEW},
        {0, 0, 4, 5, CHANNEL_SELF, ""},
        {0, 0, 5, 5, CHANNEL_SELF, ""},
        {0, 0, 5, 7, CHANNEL_SELF, FEW},
        {0, 0, 6, 7, CHANNEL_SELF, ""},
        {0, 0, 5, 5, CHANNEL_ASSISTED, SEEN},
        {40, 0, 15, 5, CHANNEL_SELF, ""},
        {40, 0, 16, 5, CHANNEL_SELF, ALL},
        {40, 0, 20, 5, CHANNEL_SELF, ALL},
        {40, 0, 4000000000, 5, CHANNEL_SELF, ALL},
        {40, 35, 10, 5, CHANNEL_SELF, ""},
        {40, 35, 11, 5, CHANNEL_SELF, ALL},
        {40, 33, 6, 7, CHANNEL_SELF, ""},
        {40, 33, 7, 7, CHANNEL_SELF, ALL},
        {29, 29, 4, 5, CHANNEL_SELF, ""},
        {28, 28, 4, 5, CHANNEL_SELF, ALL},
        {24, 24, 4, 5, CHANNEL_SELF, ALL},
    };

    (void)state;
    for (size_t i = 0; i < N_OF(CASES); i++) {
        struct release r = good();
        char why[WHY_MAX] = "";

        r.channel = CASES[i].channel;
        r.eligible = CASES[i].eligible;
        r.asked = CASES[i].asked;
        r.declined = CASES[i].declined;
        r.rules.group = CASES[i].group;
        assert_int_equal(audit_release(form, &r, why),
            CASES[i].why[0] == '\0' ? WK_OK : WK_ECHECK);
        assert_string_equal(why, CASES[i].why);
    }
}

int main(void)
{
    static const struct CMUnitTest TESTS[] = {
        cmocka_unit_test(test_turnout),
        cmocka_unit_test(test_declined),
    };

    return cmocka_run_group_tests_name(
        "audit_turnout", TESTS, load_form, free_form);
}
