/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * compare_fixture.h - five sites, one question of four cups by age, and
 * parts for the tests of compare.h; seeded, so a failure comes back.
 */
#ifndef WK_COMPARE_FIXTURE_H
#define WK_COMPARE_FIXTURE_H

#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>

#include <stdlib.h>
#include <string.h>

#include "compare.h"
#include "xalloc.h"

enum { MONTH = 12 * 2026, CSV_MAX = 1 << 20 };

static const char START[] =
    "{\"id\": \"start\", \"version\": 1, \"scope\": \"network\","
    " \"title\": {\"nl\": \"Begin\", \"fr\": \"Debut\", \"en\": \"Start\"},"
    " \"questions\": [{\"id\": \"C04\", \"type\": \"one\","
    "  \"levels\": [[\"0\", \"1\", \"2\", \"3\"],"
    "   [[\"0\", \"1\"], [\"2\", \"3\"]]],"
    "  \"extra\": [\"not_needed\"], \"attribute\": \"age\","
    "  \"text\": {\"nl\": \"Begrijpt u?\", \"fr\": \"Comprenez-vous ?\","
    "   \"en\": \"Do you understand?\"}}],"
    " \"attributes\": [{\"id\": \"age\","
    "  \"codings\": [[\"a\", \"b\", \"c\"], [[\"a\"], [\"b\", \"c\"]]]}],"
    " \"labels\": {\"b\": {\"nl\": \"=b\", \"fr\": \"b-fr\", \"en\": \"b-en\"},"
    "  \"0\": {\"nl\": \"nee\", \"fr\": \"non\", \"en\": \"no\"},"
    "  \"1\": {\"nl\": \"een beetje\", \"fr\": \"un peu\","
    "   \"en\": \"a little, \\\"so so\\\"\"},"
    "  \"2\": {\"nl\": \"ja\", \"fr\": \"oui\", \"en\": \"yes\"},"
    "  \"3\": {\"nl\": \"=1+1\", \"fr\": \"oui, beaucoup\","
    "   \"en\": \"yes, a lot\"}}}";

static const char *const SITES[] = {
    "Antwerpen", "Brussel", "Charleroi", "Gent", "Li\xc3\xa8ge"};

struct fixture {
    struct questionnaire *q;
    struct compare_part part[64];
    uint32_t cell[64][4 * 6]; /* breakdowns: ages and not said, six columns */
    struct compare_input in;
};

static inline int setup(void **state)
{
    struct fixture *f = xcalloc(1, sizeof(*f));
    char why[WHY_MAX] = "";

    if (questionnaire_parse(
            (const uint8_t *)START, strlen(START), &f->q, why) != WK_OK)
        fail_msg("%s", why);
    f->in = (struct compare_input){
        .question = &f->q->question[0],
        .from = f->q,
        .attribute = &f->q->attribute[0],
        .attribute_from = f->q,
        .months = {MONTH, MONTH + 5},
        .site = SITES,
        .n_sites = 5,
        .part = f->part,
    };
    *state = f;
    return 0;
}

static inline int teardown(void **state)
{
    struct fixture *f = *state;

    questionnaire_free(f->q);
    free(f);
    return 0;
}

/* Add a part of one month; the caller fills in the table. */
static inline struct compare_part *add(struct fixture *f, size_t site,
    enum channel channel, int32_t month, struct table t)
{
    struct compare_part *p = &f->part[f->in.n_parts++];

    assert_true(f->in.n_parts <= 64);
    *p = (struct compare_part){
        .site = site,
        .seq = f->in.n_parts,
        .project = "wijkhuis",
        .questionnaire = "start",
        .channel = channel,
        .months = {MONTH + month, MONTH + month},
        .uncounted = 1,
        .table = t,
        .rows = {.attribute = f->in.attribute,
            .not_asked = t.state == TABLE_NOT_ASKED,
            .breakdown = {.state = BREAKDOWN_HIDDEN}},
    };
    for (size_t i = 0; i < t.n_counts && t.state == TABLE_EXACT; i++)
        p->answer_sets += t.count[i];
    if (t.state == TABLE_AT_LEAST)
        p->answer_sets = t.count[0] + t.count[1];
    else if (t.state != TABLE_EXACT)
        p->answer_sets = 12;
    return p;
}

/* Of so many people who could have answered. */
static inline void of_people(struct compare_part *p, uint32_t eligible)
{
    p->eligible = eligible;
    p->uncounted = 0;
}

/* Give the part that was added last a breakdown; base is its first count, and
 * each next one is one more. */
static inline void by_age(struct fixture *f, uint8_t coding, uint8_t level,
    bool not_said, uint32_t base)
{
    struct crosstab_part *p = &f->part[f->in.n_parts - 1].rows;
    uint32_t *cell = f->cell[f->in.n_parts - 1];
    size_t groups =
        f->in.attribute->coding[coding].n_groups + (not_said ? 1u : 0u);

    p->margin = (struct margin){true, coding, not_said, (uint8_t)groups, 0};
    p->breakdown = (struct breakdown){BREAKDOWN_SHOWN, level,
        groups * breakdown_width(f->in.question, level), 0};
    p->cell = cell;
    for (size_t i = 0; i < p->breakdown.n_cells; i++)
        cell[i] = base + (uint32_t)i;
}

static inline struct table exact(
    uint32_t a, uint32_t b, uint32_t c, uint32_t d, uint32_t none)
{
    return (struct table){
        TABLE_EXACT, 0, false, false, 6, {a, b, c, d, 1, none}};
}

static inline struct table coarse(uint32_t negative, uint32_t positive)
{
    return (struct table){
        TABLE_EXACT, 1, false, false, 4, {negative, positive, 0, 2}};
}

static inline struct table capped(uint32_t answered, bool positive)
{
    return (struct table){
        TABLE_AT_LEAST, 0, false, positive, 3, {3, answered, answered - 2}};
}

static inline struct compare *run(struct fixture *f)
{
    struct compare *c = NULL;

    assert_int_equal(compare_new(&f->in, &c), WK_OK);
    return c;
}

/* A number of any kind, as JSON would print it. */
static inline double number(const struct json *j)
{
    struct json *one = json_new_array();
    struct bytes text = bytes_new(64);
    double v;

    json_append_new(one, json_new_copy(j));
    json_write(one, false, &text);
    v = strtod(bytes_text(&text) + 1, NULL);
    json_free(one);
    bytes_free(&text);
    return v;
}

static inline int64_t member(const struct json *j, const char *key)
{
    return json_int(json_get(j, key));
}

static inline bool is_null(const struct json *j, const char *key)
{
    return json_type_of(json_get(j, key)) == JSON_NULL_T;
}

static inline void random_parts(struct fixture *f, unsigned seed)
{
    srand(seed);
    f->in.n_parts = 0;
    for (int i = 0; i < 40; i++) {
        uint32_t r[5];
        enum channel channel = rand() % 2 ? CHANNEL_SELF : CHANNEL_ASSISTED;
        size_t site = (size_t)(rand() % 5);
        int32_t month = rand() % 8 - 1;

        for (size_t k = 0; k < 5; k++)
            r[k] = (uint32_t)(rand() % 20);
        switch (rand() % 6) {
        case 0:
            add(f, site, channel, month, (struct table){.state = TABLE_HIDDEN});
            break;
        case 1:
            add(f, site, channel, month,
                (struct table){.state = TABLE_NOT_ASKED});
            break;
        case 2:
            add(f, site, channel, month, coarse(r[0] + 3, r[1] + 3));
            break;
        case 3:
            add(f, site, channel, month,
                seed % 2 ? capped(10 + r[0], r[1] % 2)
                         : coarse(r[0] + 3, r[1] + 3));
            break;
        default:
            add(f, site, channel, month, exact(r[0], r[1], r[2], r[3], r[4]));
            if (r[0] % 3 > 0)
                by_age(f, r[1] % 2, r[2] % 2, r[3] % 2, r[4]);
        }
        if (seed % 4 < 2 || r[0] > 0) /* mostly; sometimes all of them */
            of_people(&f->part[i], f->part[i].answer_sets + 4 + r[1]);
    }
}

#endif
