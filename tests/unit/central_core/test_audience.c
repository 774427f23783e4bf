/* SPDX-License-Identifier: EUPL-1.2 */
/* Who may see what: roles, keys, letters, and company. */
#include "audience.h"

#include "../test.h"

static void test_roles(void **state)
{
    static const struct {
        const char *role;
        int64_t site;
        bool is;
        const char *key;
        bool names_4, names_5;
    } CASES[] = {
        {"admin", 0, true, "names/0/20000", true, true},
        {"analyst", 0, true, "names/0/20000", true, true},
        {"network", 4, true, "letters/4/20000", true, false},
        {"funding", 0, true, "together/0/20000", false, false},
        {"network", 0, false, "", false, false},
        {"funding", 4, false, "", false, false},
        {"admin", 4, false, "", false, false},
        {"Admin", 0, false, "", false, false},
        {"", 0, false, "", false, false},
    };

    (void)state;
    for (size_t i = 0; i < N_OF(CASES); i++) {
        struct audience a;
        char key[AUDIENCE_KEY];

        assert_int_equal(audience_make(CASES[i].role, CASES[i].site, 20000, &a),
            CASES[i].is);
        if (!CASES[i].is)
            continue;
        audience_key(&a, key);
        assert_string_equal(key, CASES[i].key);
        assert_string_equal(audience_role_text(a.role), CASES[i].role);
        assert_int_equal(audience_names(&a, 4), CASES[i].names_4);
        assert_int_equal(audience_names(&a, 5), CASES[i].names_5);
        /* An alarm that belongs to no site is for those who see all. */
        assert_int_equal(
            audience_names(&a, 0), CASES[i].names_4 && CASES[i].names_5);
    }
}

static void test_letters(void **state)
{
    static const struct {
        size_t i;
        const char *letters;
    } CASES[] = {{0, "A"}, {1, "B"}, {25, "Z"}, {26, "AA"}, {27, "AB"},
        {51, "AZ"}, {52, "BA"}, {701, "ZZ"}, {702, "AAA"}, {90000, "ECCO"}};

    (void)state;
    for (size_t i = 0; i < N_OF(CASES); i++) {
        char out[AUDIENCE_LETTERS];

        audience_letter(CASES[i].i, out);
        assert_string_equal(out, CASES[i].letters);
    }
}

/* ---- Company ---- */

enum { NOBODY = 99 };

/* One part in a line: its site, months, channel and states. */
struct line {
    size_t site;
    struct period months;
    enum channel channel;
    enum table_state table;
    enum breakdown_state breakdown;
};

#define PART(site, month)                                                      \
    {                                                                          \
        site, {month, month}, CHANNEL_SELF, TABLE_EXACT, BREAKDOWN_SHOWN       \
    }

/* kept has a letter for each part: k kept, b without its breakdown, - gone. */
static void check_parts(enum audience_role role, size_t own,
    const struct audience_part *part, size_t n, const char *kept)
{
    const struct audience a = {role, role == AUDIENCE_NETWORK ? 1 : 0, 0};
    enum audience_sees *sees = audience_sees(&a, own, part, n);
    char found[17] = "----------------";

    assert_true(n < sizeof found && strlen(kept) == n);
    for (size_t i = 0; i < n; i++)
        found[i] = sees[i] == AUDIENCE_SEES_ALL ? 'k'
            : sees[i] == AUDIENCE_SEES_LESS     ? 'b'
                                                : '-';
    free(sees);
    found[n] = '\0';
    assert_string_equal(found, kept);
}

static void check(enum audience_role role, size_t own, const struct line *line,
    size_t n, const char *kept)
{
    struct audience_part part[16];

    assert_true(n <= N_OF(part));
    for (size_t i = 0; i < n; i++)
        part[i] = (struct audience_part){
            .site = line[i].site,
            .channel = line[i].channel,
            .months = line[i].months,
            .tells = line[i].table != TABLE_HIDDEN &&
                line[i].table != TABLE_NOT_ASKED,
            .more = line[i].breakdown == BREAKDOWN_SHOWN,
        };
    check_parts(role, own, part, n, kept);
}

static void test_three_others(void **state)
{
    static const struct line THREE[] = {
        PART(0, 1), PART(1, 1), PART(2, 1), PART(3, 1)};
    static const struct line TWO_MONTHS[] = {PART(0, 1), PART(1, 1), PART(2, 1),
        PART(3, 1), PART(0, 2), PART(1, 2), PART(2, 2), PART(2, 2)};

    (void)state;
    check(AUDIENCE_ADMIN, NOBODY, THREE, 2, "kk");
    check(AUDIENCE_ANALYST, NOBODY, THREE, 1, "k");
    check(AUDIENCE_NETWORK, 0, THREE, 4, "kkkk");
    check(AUDIENCE_NETWORK, 0, THREE, 3, "k--");
    check(AUDIENCE_NETWORK, 3, THREE, 3, "kkk"); /* three others, and silent */
    check(AUDIENCE_FUNDING, SIZE_MAX, THREE, 3, "kkk");
    check(AUDIENCE_FUNDING, SIZE_MAX, THREE, 2, "--");
    /* A month of its own, or the two months less the first would be bare. */
    check(AUDIENCE_NETWORK, 0, TWO_MONTHS, 8, "kkkkk---");
    check(AUDIENCE_FUNDING, SIZE_MAX, TWO_MONTHS, 8, "kkkkkkkk");
    check(AUDIENCE_FUNDING, SIZE_MAX, TWO_MONTHS, 6, "kkkk--");
}

static void test_what_counts_as_company(void **state)
{
    static const struct line HIDDEN[] = {PART(0, 1), PART(1, 1), PART(2, 1),
        {3, {1, 1}, CHANNEL_SELF, TABLE_HIDDEN, BREAKDOWN_SHOWN}};
    static const struct line NOT_ASKED[] = {PART(0, 1), PART(1, 1), PART(2, 1),
        {3, {1, 1}, CHANNEL_SELF, TABLE_NOT_ASKED, BREAKDOWN_NONE}};
    static const struct line CHANNEL[] = {PART(0, 1), PART(1, 1), PART(2, 1),
        {3, {1, 1}, CHANNEL_ASSISTED, TABLE_EXACT, BREAKDOWN_SHOWN}};
    static const struct line LONG[] = {
        {1, {1, 3}, CHANNEL_SELF, TABLE_EXACT, BREAKDOWN_SHOWN},
        {2, {1, 3}, CHANNEL_SELF, TABLE_AT_LEAST, BREAKDOWN_SHOWN}, PART(3, 1),
        PART(3, 3), PART(3, 2)};
    static const struct line ROWS[] = {PART(1, 1), PART(2, 1),
        {3, {1, 1}, CHANNEL_SELF, TABLE_EXACT, BREAKDOWN_HIDDEN}, PART(4, 2)};

    (void)state;
    check(AUDIENCE_NETWORK, 0, HIDDEN, 4, "k---");
    check(AUDIENCE_NETWORK, 0, NOT_ASKED, 4, "k---");
    check(AUDIENCE_NETWORK, 0, CHANNEL, 4, "k---");
    check(AUDIENCE_NETWORK, 0, LONG, 5, "kkkkk");
    check(AUDIENCE_NETWORK, 0, LONG, 4, "--kk");
    check(AUDIENCE_FUNDING, SIZE_MAX, ROWS, 4, "bbk-");
    /* The first month alone would be that of 3. */
    check(AUDIENCE_FUNDING, SIZE_MAX, LONG, 5, "-----");
}

/* What is told of each site in one month: 0 nothing but the total, 1 and 2
 * something more. */
static void test_not_all_tell_alike(void **state)
{
    static const struct {
        const char *more; /* a digit for each site */
        const char *together, *letters;
    } CASES[] = {
        {"111", "kkk", "kkk"},
        {"1111", "kkkk", "kkkk"},
        {"11", "--", "--"},
        {"110", "bbk", "bbk"},
        {"1110", "bbbk", "kkkk"}, /* all less these would be the last one's */
        {"11100", "bbbkk", "kkkkk"},
        {"111000", "kkkkkk", "kkkkkk"},
        {"11122", "bbbbb", "kkkbb"},
        {"111222", "kkkkkk", "kkkkkk"},
        {"1112220", "bbbbbbk", "kkkkkkk"},
    };

    (void)state;
    for (size_t i = 0; i < N_OF(CASES); i++) {
        struct audience_part part[8];
        size_t n = strlen(CASES[i].more);

        for (size_t s = 0; s < n; s++)
            part[s] = (struct audience_part){s, CHANNEL_SELF, {1, 1}, true,
                (size_t)(CASES[i].more[s] - '0')};
        check_parts(AUDIENCE_FUNDING, SIZE_MAX, part, n, CASES[i].together);
        check_parts(AUDIENCE_NETWORK, NOBODY, part, n, CASES[i].letters);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_roles),
        cmocka_unit_test(test_letters),
        cmocka_unit_test(test_three_others),
        cmocka_unit_test(test_what_counts_as_company),
        cmocka_unit_test(test_not_all_tell_alike),
    };

    return cmocka_run_group_tests_name("audience", tests, NULL, NULL);
}
