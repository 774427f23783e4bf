/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * test_crosstab.c - breakdowns added up, against the people themselves.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "crosstab.h"

enum { N_AGES = 4, N_ANSWERS = 5, NONE = 9, WIDTH_MAX = N_ANSWERS + 2 };

/* 5 answers in three levels, and an exit; 4 ages in three codings. */
static const struct qn_question QUESTION = {
    .id = "L1",
    .n_codes = N_ANSWERS,
    .n_levels = 3,
    .n_extras = 1,
    .code = {"1", "2", "3", "4", "5"},
    .extra = {"exit"},
    .level = {{5, {0, 1, 2, 3, 4}}, {3, {0, 0, 1, 2, 2}}, {2, {0, 0, 0, 1, 1}}},
};
static const struct qn_attribute AGE = {
    .id = "age",
    .text = {{"leeftijd", "age", "age"}},
    .n_codes = N_AGES,
    .n_codings = 3,
    .code = {"a", "b", "c", "d"},
    .coding = {{4, {0, 1, 2, 3}}, {3, {0, 1, 1, 2}}, {2, {0, 1, 1, 1}}},
};

/* age NONE: did not say; answer N_ANSWERS: the exit, N_ANSWERS + 1: none. */
struct person {
    size_t age, answer;
};

/* One release of these people, at one coding and level. */
struct release_of {
    uint32_t cell[MAX_GROUPS * WIDTH_MAX];
    struct crosstab_part part;
};

static void tell(const struct person *p, size_t n, uint8_t coding,
    uint8_t level, struct release_of *out)
{
    size_t groups = AGE.coding[coding].n_groups;
    size_t answers = QUESTION.level[level].n_groups;
    size_t width = breakdown_width(&QUESTION, level);
    bool not_said = false;

    *out = (struct release_of){.cell = {0}};
    for (size_t i = 0; i < n; i++) {
        size_t row =
            p[i].age == NONE ? groups : AGE.coding[coding].group_of[p[i].age];
        size_t column = p[i].answer >= N_ANSWERS
            ? answers + p[i].answer - N_ANSWERS
            : QUESTION.level[level].group_of[p[i].answer];

        out->cell[row * width + column]++;
        not_said = not_said || p[i].age == NONE;
    }
    groups += not_said ? 1 : 0;
    out->part = (struct crosstab_part){.attribute = &AGE,
        .margin = {true, coding, not_said, (uint8_t)groups, 0},
        .breakdown = {BREAKDOWN_SHOWN, level, groups * width, 0}};
}

static enum wk_err add(struct crosstab *x, struct release_of *r)
{
    r->part.cell = r->cell;
    return crosstab_add(x, &QUESTION, &AGE, &r->part);
}

static void same(const struct crosstab *a, const struct crosstab *b)
{
    assert_int_equal(a->coding, b->coding);
    assert_int_equal(a->level, b->level);
    assert_int_equal(a->not_said, b->not_said);
    assert_memory_equal(a->people, b->people, sizeof a->people);
    assert_memory_equal(a->count, b->count, sizeof a->count);
}

/* Releases at any coding and level say, added up, what one release of all
 * their people would have said at the coarsest of both. */
static void test_sums(void **state)
{
    (void)state;
    srand(1);
    for (int round = 0; round < 300; round++) {
        struct person all[240];
        struct crosstab sum = {.shown = 0}, whole = {.shown = 0};
        struct release_of r;
        uint8_t coding = 0, level = 0;
        size_t n = 0, releases = 1 + (size_t)(rand() % 4);

        for (size_t i = 0; i < releases; i++) {
            uint8_t own_coding = (uint8_t)(rand() % 3);
            uint8_t own_level = (uint8_t)(rand() % 3);
            size_t first = n, size = 10 + (size_t)(rand() % 50);

            for (; n < first + size; n++)
                all[n] = (struct person){
                    rand() % 7 == 0 ? NONE : (size_t)(rand() % N_AGES),
                    (size_t)(rand() % (N_ANSWERS + 2))};
            coding = own_coding > coding ? own_coding : coding;
            level = own_level > level ? own_level : level;
            tell(all + first, size, own_coding, own_level, &r);
            assert_int_equal(add(&sum, &r), WK_OK);
        }
        tell(all, n, coding, level, &r);
        assert_int_equal(add(&whole, &r), WK_OK);
        same(&sum, &whole);
        assert_int_equal(sum.shown, releases);
    }
}

static void test_figures(void **state)
{
    /* c did not answer much; two did not say. */
    static const struct person PEOPLE[] = {{0, 0}, {0, 4}, {1, 2}, {1, 3},
        {1, 5}, {2, 4}, {2, 6}, {3, 1}, {3, 6}, {NONE, 0}, {NONE, 3}};
    struct crosstab x = {.shown = 0};
    struct release_of r;
    size_t place[MAX_GROUPS];
    struct figure f;

    (void)state;
    assert_int_equal(crosstab_groups(&x, &AGE, place), 0);
    tell(PEOPLE, sizeof PEOPLE / sizeof PEOPLE[0], 1, 1, &r);
    assert_int_equal(add(&x, &r), WK_OK);
    assert_int_equal(crosstab_groups(&x, &AGE, place), 4);
    assert_int_equal(place[3], CROSSTAB_NOT_SAID);
    f = crosstab_figure(&x, &QUESTION, place[1]);
    assert_int_equal(f.answer_sets, 5);
    assert_int_equal(figure_aside(&f), 2);
    assert_int_equal(f.two.n, 3);
    assert_int_equal(f.two.positive, 2);
    assert_int_equal(f.level, 1);
    assert_int_equal(f.count[1], 1);
    assert_int_equal(f.count[2], 2);
    f = crosstab_figure(&x, &QUESTION, place[3]);
    assert_int_equal(f.two.n, 2);
    assert_int_equal(f.two.negative, 1);
}

/* Parts without a breakdown by this attribute change counts of parts only. */
static void test_what_is_not_added(void **state)
{
    static const struct person PEOPLE[] = {{0, 0}, {1, 4}, {2, 2}, {3, 3}};
    struct qn_attribute other[6];
    struct crosstab x = {.shown = 0}, before;
    struct release_of r, gone;

    (void)state;
    tell(PEOPLE, 4, 0, 0, &r);
    assert_int_equal(add(&x, &r), WK_OK);
    before = x;
    gone = r;
    gone.part.breakdown = (struct breakdown){.state = BREAKDOWN_HIDDEN};
    gone.part.margin = (struct margin){.shown = false};
    assert_int_equal(add(&x, &gone), WK_OK);
    gone.part.not_asked = true;
    assert_int_equal(add(&x, &gone), WK_OK);
    gone.part.breakdown.state = BREAKDOWN_NONE;
    gone.part.attribute = NULL;
    assert_int_equal(add(&x, &gone), WK_OK);
    assert_int_equal(x.apart, 1); /* its plan has none: it is not forgotten */
    for (size_t i = 0; i < 6; i++) {
        other[i] = AGE;
        r.part.attribute = &other[i];
        assert_int_equal(add(&x, &r), WK_OK); /* a copy is the same */
        x = before;
    }
    strcpy(other[0].id, "sex");
    other[1].text.in[LANG_FR] = "l'age";
    other[2].text.in[LANG_EN] = NULL;
    strcpy(other[3].code[2], "x");
    other[4].n_codings = 2;
    other[5].coding[1].group_of[1] = 0;
    for (size_t i = 0; i < 6; i++) {
        r.part.attribute = &other[i];
        assert_int_equal(add(&x, &r), WK_OK);
        assert_int_equal(x.apart, i + 1);
    }
    same(&x, &before);
    assert_int_equal(x.shown, 1);
}

static void test_misfits(void **state)
{
    static const struct person PEOPLE[] = {{0, 0}, {1, 4}, {2, 2}, {3, 3}};
    struct crosstab x = {.shown = 0}, before;
    struct release_of good, r;

    (void)state;
    tell(PEOPLE, 4, 0, 0, &good);
    before = x;
    for (int i = 0; i < 5; i++) {
        r = good;
        r.part.margin.coding = i == 0 ? 3 : 0;
        r.part.breakdown.level = i == 1 ? 3 : 0;
        r.part.margin.n_groups = i == 2 ? 3 : 4;
        r.part.margin.not_said = i == 3;
        r.part.breakdown.n_cells -= i == 4 ? 1 : 0;
        assert_int_equal(add(&x, &r), WK_EINVAL);
        assert_memory_equal(&x, &before, sizeof x);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_sums),
        cmocka_unit_test(test_figures),
        cmocka_unit_test(test_what_is_not_added),
        cmocka_unit_test(test_misfits),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
