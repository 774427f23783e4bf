/* SPDX-License-Identifier: EUPL-1.2 */
/* test_silence.c - who could answer, was asked, answered, and declined,
 * added up. */
#include "../test.h"

#include "silence.h"

enum { FEW = 4 };

static void expect(const struct silence *s, const char *wanted)
{
    struct json *j = silence_json(s, "Gent");
    struct bytes text = bytes_new(4096);

    json_write(j, false, &text);
    assert_string_equal(bytes_text(&text), wanted);
    bytes_free(&text);
    json_free(j);
}

#define NOTHING                                                                \
    "\"releases\":0,\"answer_sets\":0,\"counted\":null,\"asked\":null,"        \
    "\"declined\":null"

static void test_nothing(void **state)
{
    const struct silence s = {0};

    (void)state;
    expect(&s,
        "{\"site\":\"Gent\"," NOTHING
        ",\"channels\":[{\"channel\":\"self\"," NOTHING
        "},{\"channel\":\"assisted\"," NOTHING "}]}");
}

/* 20 of 40 exact; 30 of "at most 34"; one without asked, one with nothing. */
static void test_sums(void **state)
{
    static const struct silence_part PARTS[] = {
        {CHANNEL_SELF, 20, 40, 30, 0, FEW},
        {CHANNEL_SELF, 30, 34, 34, 0, FEW},
        {CHANNEL_SELF, 10, 50, 0, 0, FEW},
        {CHANNEL_ASSISTED, 12, 0, 0, 0, FEW},
    };
    struct silence s = {0};

    (void)state;
    for (size_t i = 0; i < N_OF(PARTS); i++)
        silence_add(&s, &PARTS[i]);
#define KNOWN                                                                  \
    "\"counted\":{\"releases\":3,\"answered\":60,\"eligible\":[120,124],"      \
    "\"response\":{\"low\":0.483871,\"high\":0.5}},"                           \
    "\"asked\":{\"releases\":2,\"answered\":50,\"eligible\":[70,74],"          \
    "\"asked\":[60,64],\"reach\":{\"low\":0.810811,\"high\":0.914286},"        \
    "\"response\":{\"low\":0.78125,\"high\":0.833333}},\"declined\":null"
    expect(&s,
        "{\"site\":\"Gent\",\"releases\":4,\"answer_sets\":72," KNOWN
        ",\"channels\":[{\"channel\":\"self\",\"releases\":3,"
        "\"answer_sets\":60," KNOWN "},{\"channel\":\"assisted\","
        "\"releases\":1,\"answer_sets\":12,\"counted\":null,"
        "\"asked\":null,\"declined\":null}]}");
}

/* Two that tell it, one of them "at most four"; one that does not. */
static void test_declined(void **state)
{
    static const struct silence_part PARTS[] = {
        {CHANNEL_SELF, 20, 40, 30, 4, FEW},
        {CHANNEL_SELF, 30, 0, 0, 9, FEW},
        {CHANNEL_SELF, 10, 50, 0, 0, FEW},
        {CHANNEL_SELF, 40, 0, 0, 5, 5},
        {CHANNEL_ASSISTED, 12, 0, 0, 0, FEW},
    };
    struct silence s = {0};
    const struct silence_declined *d = &s.row[SILENCE_TOTAL].declined;
    struct json *j;

    (void)state;
    for (size_t i = 0; i < N_OF(PARTS); i++)
        silence_add(&s, &PARTS[i]);
    assert_int_equal(d->releases, 3);
    assert_int_equal(d->answered, 90);
    assert_int_equal(d->declined.least, 9);
    assert_int_equal(d->declined.most, 18);
    assert_int_equal(s.row[SILENCE_SELF].declined.declined.most, 18);
    assert_int_equal(s.row[SILENCE_ASSISTED].declined.releases, 0);
    j = silence_json(&s, "Gent");
    assert_int_equal(
        json_int(json_at(json_get(json_get(j, "declined"), "declined"), 0)), 9);
    json_free(j);
}

/* No share is above 1, and each range holds the truth it came from. */
static void test_every_world(void **state)
{
    (void)state;
    for (uint32_t eligible = 10; eligible <= 30; eligible++)
        for (uint32_t asked = 10; asked <= eligible; asked++) {
            const uint32_t told[] = {
                eligible < 14 ? 14 : eligible, asked < 14 ? 14 : asked};
            const struct silence_part p = {
                CHANNEL_SELF, 10, told[0], told[1], 0, FEW};
            struct silence s = {0};
            const struct silence_sum *sum = &s.row[SILENCE_TOTAL].asked;

            silence_add(&s, &p);
            assert_true(sum->eligible.least <= eligible);
            assert_true(sum->eligible.most >= eligible);
            assert_true(sum->asked.least <= asked);
            assert_true(sum->asked.most >= asked);
            assert_true(sum->answered <= sum->asked.least);
        }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_nothing),
        cmocka_unit_test(test_sums),
        cmocka_unit_test(test_declined),
        cmocka_unit_test(test_every_world),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
