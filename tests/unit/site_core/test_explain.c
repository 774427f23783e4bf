/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * test_explain.c - which rule is named for what is told, on both sides of its
 * bound; and that whatever is not told reads the same whatever the cause was.
 * Every batch goes through the rules and over the wire before it is explained.
 */
#include "form_sample.h"

#include "explain.h"
#include "rules.h"
#include "wire.h"

/* Four cups, plain, sensitive, and without a second level; up to three of
 * four; and an attribute that no question is by. */
#define QUESTION(id, more)                                                     \
    "{\"id\":\"" id "\",\"type\":\"one\",\"attribute\":\"age\",\"levels\":"    \
    "[[\"0\",\"1\",\"2\",\"3\"],[[\"0\",\"1\"],[\"2\",\"3\"]]]," more          \
    "\"text\":{\"nl\":\"?\",\"fr\":\"?\",\"en\":\"?\"}},"

static const char FORM[] =
    "{\"id\":\"s\",\"version\":1,\"scope\":\"network\",\"questions\":"
    "[" QUESTION("cup", "") QUESTION(
        "fear", "\"sensitive\":true,") "{\"id\":\"pick\",\"type\":\"many\","
                                       "\"levels\":[[\"a\",\"b\",\"c\",\"d\"]],"
                                       "\"text\":{\"nl\":\"?\",\"fr\":\"?\","
                                       "\"en\":\"?\"}}],\"attributes\":["
                                       "{\"id\":\"age\",\"codings\":[[\"a\","
                                       "\"b\",\"c\",\"d\"],[[\"a\",\"b\"],"
                                       "[\"c\",\"d\"]]]},{\"id\":\"idle\","
                                       "\"codings\":[[\"m\",\"f\"]]}]}";

enum { CUP, FEAR, PICK, AGES = 4, NOT_SAID = AGES, WIDTH = 6, AGE = 0, IDLE };

/* What of a release is asked about. */
enum what { TOTAL, BREAKDOWN, ATTRIBUTE };

/* True rows by age, the last did not say: the cups, refused, skipped. */
struct explain_case {
    const char *name;
    enum what what;
    size_t of;
    uint32_t row[AGES + 1][WIDTH];
    const char *lines;
};

static const char NOTHING[] =
    "not told; no reason is kept, see PRIVACY.md R7\n";

static struct explain_case explain_cases[] = {
    /* R1, R2, NO ANSWER. */
    {"20 in four columns", TOTAL, CUP, {{0}, {5, 5, 3, 2}, {0}, {0, 0, 3, 2}},
        "R2: 10 on one side and 10 on the other, each more than 2: exact"
        " counts\nR2: told in 4 columns, which need 20 answer sets; there are"
        " 20\nNO ANSWER: in three counts, each nobody or at least 5\n"},
    {"18 in two", TOTAL, CUP, {{0}, {4, 1, 7, 2}, {0}, {0, 0, 0, 0, 2, 2}},
        "R2: 5 on one side and 9 on the other, each more than 2: exact"
        " counts\nR2: 4 columns need 20 answer sets, there are 18\nR2: told in"
        " 2 columns, which need 10 answer sets; there are 18\nNO ANSWER: in one"
        " count, for its three parts are not each nobody or at least 5\n"},
    {"a bound", TOTAL, CUP, {{0}, {1, 1, 9, 7}, {0}, {0}},
        "R2: 18 answered, at least 10, and on the smaller side are at most 2:"
        " a bound and nothing else\n"},
    {"nine answered", TOTAL, CUP, {{0}, {1, 1, 7, 0, 9}, {0}, {0}}, NOTHING},
    {"nobody answered", TOTAL, FEAR, {{0}, {0, 0, 0, 0, 6, 6}, {0}, {0}},
        NOTHING},

    /* R3. */
    {"the finest coding", ATTRIBUTE, AGE,
        {{5}, {0, 5}, {0, 0, 5}, {0, 0, 0, 5}},
        "R3: coding 1 of 2, the first in which every group has at least 5"
        " people\nR3: there is nobody who did not say\n"},
    {"the second, and five who did not say", ATTRIBUTE, AGE,
        {{4}, {0, 5}, {0, 0, 5}, {0, 0, 0, 5}, {5}},
        "R3: coding 2 of 2, the first in which every group has at least 5"
        " people\nR3: those who did not say are a group, for they are at least"
        " 5\n"},
    {"a small group", ATTRIBUTE, AGE, {{4}, {0}, {9}, {9}}, NOTHING},
    {"one who did not say", ATTRIBUTE, AGE, {{9}, {9}, {9}, {9}, {1}}, NOTHING},
    {"by which nothing is broken down", ATTRIBUTE, IDLE, {{9}, {9}, {9}, {9}},
        NOTHING},

    /* R4, C2. */
    {"40 in two groups: four columns", BREAKDOWN, CUP,
        {{0}, {5, 5, 5, 5}, {0}, {5, 5, 5, 5}},
        "R4: told in 2 groups by 4 columns, which need 40 answer sets; there"
        " are 40\n"},
    {"39: two", BREAKDOWN, CUP, {{0}, {4, 5, 5, 5}, {0}, {5, 5, 5, 5}},
        "R4: 2 groups by 4 columns need 40 answer sets, there are 39\n"
        "R4: told in 2 groups by 2 columns, which need 20 answer sets; there"
        " are 39\n"},
    {"C2: four in a column: two", BREAKDOWN, CUP,
        {{0}, {2, 9, 9, 9}, {0}, {2, 9, 9, 9}},
        "C2: in 4 columns, one holds 4 people, which is fewer than 5\n"
        "R4: told in 2 groups by 2 columns, which need 20 answer sets; there"
        " are 58\n"},
    {"19 in two groups: nothing", BREAKDOWN, CUP,
        {{0}, {2, 3, 2, 3}, {0}, {2, 2, 3, 2}},
        "R4: 2 groups by 2 columns need 20 answer sets, there are 19\n"},
    {"C2 on one side: nothing", BREAKDOWN, CUP,
        {{0}, {1, 1, 9, 9}, {0}, {1, 1, 9, 9}},
        "C2: in 4 columns, one holds 2 people, which is fewer than 5\n"
        "C2: in 2 columns, one holds 4 people, which is fewer than 5\n"},
    {"under a bound", BREAKDOWN, CUP, {{0}, {1, 0, 9, 9}, {0}, {1, 0, 9, 9}},
        "R4: its total is a bound, and only an exact one has rows\n"},
    {"a question that has none", BREAKDOWN, PICK, {{9}, {9}, {9}, {9}}, ""},

    /* R7: C1, C3, a hidden total, hidden groups: all the same. */
    {"C1: one dissenter in a row", BREAKDOWN, CUP,
        {{0}, {5, 5, 9, 9}, {0}, {1, 0, 9, 9}}, NOTHING},
    {"C1: nobody on the other side of a row", BREAKDOWN, CUP,
        {{0}, {9, 9, 5, 5}, {0}, {9, 9, 0, 0}}, NOTHING},
    {"hidden groups", BREAKDOWN, CUP,
        {{9, 9}, {0, 0, 9, 9}, {0, 9, 9}, {9}, {1}}, NOTHING},
    {"a hidden total", BREAKDOWN, CUP,
        {{0}, {1, 0, 3, 0, 9, 9}, {0}, {1, 0, 3, 0, 9, 9}}, NOTHING},
    {"C3: a zero where it is sensitive, and so two columns", BREAKDOWN, FEAR,
        {{0}, {0, 9, 9, 9}, {0}, {5, 9, 9, 9}},
        "not told; no reason is kept, see PRIVACY.md R7\n"
        "R4: told in 2 groups by 2 columns, which need 20 answer sets; there"
        " are 59\n"},
};

static int load_form(void **state)
{
    (void)state;
    form = sample_form(FORM);
    return 0;
}

static void add(struct tabulation *t, struct answers a, uint32_t n)
{
    for (uint32_t i = 0; i < n; i++)
        tabulate_add(t, &a);
}

/* What the rules make of a batch, as it is read from its canonical bytes. */
static void release_of(
    const struct tabulation *t, const struct rules_set *set, struct entry *e)
{
    struct bytes text = bytes_new(MAX_ENTRY);

    *e = (struct entry){.seq = 1,
        .kind = ENTRY_RELEASE,
        .release = {
            .project = "p", .channel = CHANNEL_SELF, .months = {24312, 24312}}};
    rules_apply(set, form, t, &e->release);
    wire_encode_entry(e, &text);
    memset(e, 0xaa, sizeof *e);
    assert_int_equal(wire_decode_entry(text.data, text.len, e), WK_OK);
    assert_true(release_fits(&e->release, form));
    bytes_free(&text);
}

static void explain(
    enum what what, size_t of, const struct release *r, struct bytes *out)
{
    if (what == TOTAL)
        explain_total(form, r, of, out);
    else if (what == BREAKDOWN)
        explain_breakdown(form, r, of, out);
    else
        explain_attribute(form, r, of, out);
}

static void test_explain(void **state)
{
    static const uint8_t VALUE[WIDTH] = {
        0, 1, 2, 3, ANSWER_REFUSED, ANSWER_SKIPPED};
    const struct explain_case *c = *state;
    struct rules_set set = rules_floors();
    struct tabulation *t = tabulate_new(form);
    struct bytes said = bytes_new(4096);
    struct entry e;

    for (uint8_t age = 0; age <= AGES; age++)
        for (size_t v = 0; v < WIDTH; v++)
            add(t,
                (struct answers){.value = {VALUE[v], VALUE[v], ANSWER_SKIPPED},
                    .attribute = {age == NOT_SAID ? ANSWER_SKIPPED : age, 0}},
                c->row[age][v]);
    release_of(t, &set, &e);
    explain(c->what, c->of, &e.release, &said);
    assert_string_equal(bytes_text(&said), c->lines);
    bytes_free(&said);
    tabulate_free(t);
}

static void test_batch_and_choices(void **state)
{
    struct rules_set set = rules_floors();
    struct tabulation *t = tabulate_new(form);
    struct bytes said = bytes_new(4096);
    struct entry e;

    (void)state;
    add(t,
        (struct answers){
            .value = {ANSWER_SKIPPED, 0, ANSWER_CHOSEN}, .choices = {3}},
        15);
    release_of(t, &set, &e);
    explain_batch(&e.release, &said);
    assert_string_equal(
        bytes_text(&said), "R0: a batch needs 10 answer sets, there are 15\n");
    bytes_clear(&said);
    explain_total(form, &e.release, PICK, &said);
    assert_string_equal(bytes_text(&said),
        "CHOICES: 15 chose something, at least 10 and more than 5; 2 stands"
        " for \"at most 2\", 13 for \"at least 13\"\n");
    bytes_clear(&said);
    e.release.table[CUP] = (struct table){.state = TABLE_NOT_ASKED};
    explain_total(form, &e.release, CUP, &said);
    explain_breakdown(form, &e.release, CUP, &said);
    assert_string_equal(bytes_text(&said),
        "R1: it was not put to everybody in this batch\n"
        "R1: it was not put to everybody in this batch\n");
    bytes_free(&said);
    tabulate_free(t);
}

/* The thresholds that a release was made under, not the floors, are named. */
static void test_own_thresholds(void **state)
{
    struct rules_set set = {
        .version = 1, .batch = 12, .group = 7, .column = 6, .dissent = 3};
    struct tabulation *t = tabulate_new(form);
    struct bytes said = bytes_new(4096);
    struct entry e;

    (void)state;
    add(t, (struct answers){.value = {0, 0, ANSWER_SKIPPED}}, 3);
    add(t,
        (struct answers){.value = {3, 3, ANSWER_SKIPPED}, .attribute = {3, 0}},
        9);
    release_of(t, &set, &e);
    explain_total(form, &e.release, CUP, &said);
    explain_attribute(form, &e.release, AGE, &said);
    assert_string_equal(bytes_text(&said),
        "R2: 12 answered, at least 12, and on the smaller side are at most 3:"
        " a bound and nothing else\n"
        "not told; no reason is kept, see PRIVACY.md R7\n");
    bytes_free(&said);
    tabulate_free(t);
}

int main(void)
{
    enum { N_CASES = sizeof explain_cases / sizeof explain_cases[0] };
    const struct CMUnitTest single[] = {
        cmocka_unit_test(test_batch_and_choices),
        cmocka_unit_test(test_own_thresholds),
    };
    struct CMUnitTest cases[N_CASES];
    int failed;

    for (size_t i = 0; i < N_CASES; i++)
        cases[i] = (struct CMUnitTest){.name = explain_cases[i].name,
            .test_func = test_explain,
            .initial_state = &explain_cases[i]};
    failed =
        cmocka_run_group_tests_name("explain", cases, load_form, free_form);
    failed +=
        cmocka_run_group_tests_name("others", single, load_form, free_form);
    return failed != 0;
}
