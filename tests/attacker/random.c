/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * random.c - the attacker against batches drawn from seeds: 10 to 300 people,
 * one to three attributes of two to five groups in nested codings, questions
 * of every kind, many of them nearly of one mind.
 *
 * The questionnaire of a seed is that of the first seed of its fifty.
 */
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "answers.h"
#include "attacker.h"
#include "reason.h"
#include "rules.h"
#include "victim.h"

enum { SEEDS_PER_FORM = 50, GROUPS = 5 };

static uint64_t start(uint64_t seed)
{
    uint64_t state = seed * UINT64_C(0x9e3779b97f4a7c15) + 1;

    for (int i = 0; i < 8; i++)
        victim_draw(&state);
    return state;
}

/* ---- A questionnaire ---- */

/* The levels of scales, the codings of groups: lists that nest. */
static const char *const LEVELS[] = {
    "[[\"a\",\"b\"]]",
    "[[\"a\",\"b\",\"c\"],[[\"a\",\"b\"],[\"c\"]]]",
    "[[\"a\",\"b\",\"c\",\"d\"],[[\"a\",\"b\"],[\"c\",\"d\"]]]",
    ("[[\"a\",\"b\",\"c\",\"d\",\"e\"],[[\"a\",\"b\"],[\"c\"],[\"d\",\"e\"]],"
     "[[\"a\",\"b\",\"c\"],[\"d\",\"e\"]]]"),
};

static const char *const CODINGS[] = {
    "[[\"a\",\"b\"]]",
    "[[\"a\",\"b\",\"c\"]]",
    "[[\"a\",\"b\",\"c\"],[[\"a\",\"b\"],[\"c\"]]]",
    "[[\"a\",\"b\",\"c\",\"d\"],[[\"a\",\"b\"],[\"c\",\"d\"]]]",
    ("[[\"a\",\"b\",\"c\",\"d\"],[[\"a\",\"b\"],[\"c\"],[\"d\"]],"
     "[[\"a\",\"b\",\"c\"],[\"d\"]]]"),
    "[[\"a\",\"b\",\"c\",\"d\",\"e\"]]",
    ("[[\"a\",\"b\",\"c\",\"d\",\"e\"],[[\"a\"],[\"b\",\"c\"],[\"d\",\"e\"]],"
     "[[\"a\",\"b\",\"c\"],[\"d\",\"e\"]]]"),
};

#define COUNT(list) ((uint32_t)(sizeof(list) / sizeof(list)[0]))

static void draw_question(
    uint64_t *rng, uint32_t id, uint32_t attributes, struct bytes *out)
{
    static const char *const EXTRAS[] = {
        "", "\"extra\":[\"x\"],", "\"extra\":[\"x\",\"y\"],"};
    bool many = id < MAX_MANY && victim_below(rng, 4) == 0;
    uint32_t by = victim_below(rng, attributes + 1);

    bytes_addf(out,
        "%s{\"id\":\"q%u\",\"type\":\"%s\",\"levels\":", id == 0 ? "" : ",", id,
        many ? "many" : "one");
    if (many) {
        uint32_t options = 2 + victim_below(rng, 6);

        bytes_add_text(out, "[[");
        for (uint32_t o = 0; o < options; o++)
            bytes_addf(out, "%s\"o%u\"", o == 0 ? "" : ",", o);
        bytes_add_text(out, "]]");
    } else {
        bytes_add_text(out, LEVELS[victim_below(rng, COUNT(LEVELS))]);
        if (by < attributes)
            bytes_addf(out, ",\"attribute\":\"g%u\"", by);
        if (victim_below(rng, 5) < 2)
            bytes_add_text(out, ",\"sensitive\":true");
    }
    bytes_addf(out, ",%s\"text\":{\"nl\":\"?\",\"fr\":\"?\",\"en\":\"?\"}}",
        EXTRAS[victim_below(rng, 3)]);
}

static struct questionnaire *draw_form(uint64_t seed)
{
    uint64_t rng = start(seed);
    struct bytes questions = bytes_new(16384), attributes = bytes_new(16384);
    uint32_t n_attributes = 1 + victim_below(&rng, MAX_ATTRIBUTES);
    uint32_t n_questions = 3 + victim_below(&rng, 4);
    struct questionnaire *q;

    bytes_add_text(&questions, "[");
    for (uint32_t i = 0; i < n_questions; i++)
        draw_question(&rng, i, n_attributes, &questions);
    bytes_add_text(&questions, "]");
    bytes_add_text(&attributes, "[");
    for (uint32_t i = 0; i < n_attributes; i++)
        bytes_addf(&attributes, "%s{\"id\":\"g%u\",\"codings\":%s}",
            i == 0 ? "" : ",", i, CODINGS[victim_below(&rng, COUNT(CODINGS))]);
    bytes_add_text(&attributes, "]");
    q = victim_form(bytes_text(&questions), bytes_text(&attributes));
    bytes_free(&questions);
    bytes_free(&attributes);
    return q;
}

/* ---- Its answers ---- */

/* How likely things are in one batch, in thousandths. */
struct odds {
    uint32_t group[MAX_ATTRIBUTES][GROUPS + 1]; /* weights; the last not said */
    uint32_t positive[MAX_QUESTIONS][GROUPS + 1]; /* by group */
    uint32_t aside[MAX_QUESTIONS];
    uint32_t skewed[MAX_QUESTIONS]; /* to the first code of a side */
};

static uint32_t one_of(uint64_t *rng, const uint32_t *list, uint32_t n)
{
    return list[victim_below(rng, n)];
}

static void draw_odds(
    uint64_t *rng, const struct questionnaire *q, struct odds *o)
{
    static const uint32_t POSITIVE[] = {
        0, 20, 50, 100, 200, 300, 350, 500, 500, 650, 700, 900, 980, 1000};
    static const uint32_t ASIDE[] = {0, 0, 20, 50, 100, 300, 500, 900};
    static const uint32_t WEIGHT[] = {2, 5, 10, 10, 10, 10, 20};
    static const uint32_t NOT_SAID[] = {0, 0, 0, 0, 1, 6};

    for (size_t i = 0; i < q->n_attributes; i++) {
        for (size_t g = 0; g < GROUPS; g++)
            o->group[i][g] = g < q->attribute[i].n_codes
                ? one_of(rng, WEIGHT, COUNT(WEIGHT))
                : 0;
        o->group[i][GROUPS] = one_of(rng, NOT_SAID, COUNT(NOT_SAID));
    }
    for (size_t i = 0; i < q->n_questions; i++) {
        uint32_t all = one_of(rng, POSITIVE, COUNT(POSITIVE));

        for (size_t g = 0; g <= GROUPS; g++)
            o->positive[i][g] = victim_below(rng, 8) == 0
                ? one_of(rng, POSITIVE, COUNT(POSITIVE))
                : all;
        o->aside[i] = one_of(rng, ASIDE, COUNT(ASIDE));
        o->skewed[i] = one_of(rng, POSITIVE, COUNT(POSITIVE));
    }
}

static uint8_t draw_group(uint64_t *rng, const uint32_t weight[GROUPS + 1])
{
    uint32_t sum = 0, at;

    for (size_t g = 0; g <= GROUPS; g++)
        sum += weight[g];
    at = victim_below(rng, sum);
    for (uint8_t g = 0; g < GROUPS; g++) {
        if (at < weight[g])
            return g;
        at -= weight[g];
    }
    return ANSWER_SKIPPED;
}

static uint8_t draw_aside(uint64_t *rng, const struct qn_question *it)
{
    uint32_t which = victim_below(rng, it->n_extras + 3u);

    if (which < it->n_extras)
        return (uint8_t)(ANSWER_EXTRA + which);
    return (uint8_t)(ANSWER_REFUSED + which - it->n_extras);
}

static uint32_t draw_choices(
    uint64_t *rng, const struct qn_question *it, uint32_t common)
{
    uint32_t wanted = 1 + victim_below(rng, MAX_CHOICES), options = 0;

    if (common > 500)
        wanted = MAX_CHOICES;
    for (uint32_t i = 0; i < wanted; i++) {
        uint32_t o = victim_below(rng, it->n_codes);

        if (victim_below(rng, 1000) < common)
            o = i % it->n_codes;
        options |= 1u << o;
    }
    return options;
}

static uint8_t draw_code(uint64_t *rng, const struct qn_question *it,
    uint32_t positive, uint32_t skewed)
{
    const struct qn_level *halves = &it->level[it->n_levels - 1];
    bool yes = victim_below(rng, 1000) < positive;
    uint8_t first = 0, n = 0;

    for (uint8_t c = 0; c < it->n_codes; c++)
        if ((halves->group_of[c] == 1) == yes) {
            first = n == 0 ? c : first;
            n++;
        }
    if (victim_below(rng, 1000) < skewed)
        return first;
    return (uint8_t)(first + victim_below(rng, n));
}

static void draw_person(uint64_t *rng, const struct questionnaire *q,
    const struct odds *o, struct answers *a)
{
    for (size_t i = 0; i < q->n_attributes; i++)
        a->attribute[i] = draw_group(rng, o->group[i]);
    for (size_t i = 0; i < q->n_questions; i++) {
        const struct qn_question *it = &q->question[i];
        uint8_t by =
            it->attribute < 0 ? ANSWER_SKIPPED : a->attribute[it->attribute];

        if (victim_below(rng, 1000) < o->aside[i]) {
            a->value[i] = draw_aside(rng, it);
        } else if (it->many) {
            a->value[i] = ANSWER_CHOSEN;
            a->choices[it->choices] = draw_choices(rng, it, o->skewed[i]);
        } else {
            a->value[i] = draw_code(rng, it,
                o->positive[i][by == ANSWER_SKIPPED ? GROUPS : by],
                o->skewed[i]);
        }
    }
}

/* The floors, or a stricter policy. */
static struct rules_set draw_rules(uint64_t *rng)
{
    struct rules_set set = rules_floors();

    if (victim_below(rng, 4) == 0) {
        set.dissent += victim_below(rng, 3);
        set.group += victim_below(rng, 6);
        set.column += victim_below(rng, 4);
    }
    return set;
}

static void draw_batch(
    uint64_t seed, const struct questionnaire *q, struct bytes *sent)
{
    static const uint32_t MOST[] = {30, 60, 60, 120, 300};
    uint64_t rng = start(seed);
    struct rules_set set = draw_rules(&rng);
    uint32_t n = 10 + victim_below(&rng, one_of(&rng, MOST, COUNT(MOST)) - 9);
    struct tabulation *t = tabulate_new(q);
    struct odds o;

    draw_odds(&rng, q, &o);
    for (uint32_t i = 0; i < n; i++) {
        struct answers a = {.value = {0}};

        draw_person(&rng, q, &o, &a);
        if (i == 0 && victim_below(&rng, 30) == 0)
            a.value[0] = ANSWER_NOT_ASKED;
        tabulate_add(t, &a);
    }
    victim_release(rules_apply, &set, q, t, sent);
    tabulate_free(t);
}

/* ---- The attack ---- */

static void trace(
    const struct questionnaire *q, uint64_t seed, const struct bytes *sent)
{
    struct bytes text = bytes_new(2 * MAX_QUESTIONNAIRE);

    questionnaire_canonical(q, &text);
    printf("  attacker %" PRIu64 " plays it again\n  %s\n  ", seed,
        bytes_text(&text));
    for (size_t i = 0; i < sent->len; i++)
        printf("%02x", sent->data[i]);
    printf("\n");
    bytes_free(&text);
}

bool random_batches(uint64_t first, uint64_t batches)
{
    struct bytes sent = bytes_new(MAX_ENTRY);
    struct reasoned sum = {.exact = 0};
    struct questionnaire *q = NULL;
    char leak[LEAK_MAX] = "";
    uint64_t form = UINT64_MAX, seed;

    for (seed = first; seed < first + batches; seed++) {
        if (seed / SEEDS_PER_FORM != form) {
            form = seed / SEEDS_PER_FORM;
            questionnaire_free(q);
            q = draw_form(form + 1);
        }
        bytes_clear(&sent);
        draw_batch(seed, q, &sent);
        if (!reason_entry(q, sent.data, sent.len, &sum, leak)) {
            printf("seed %" PRIu64 ": %s\n", seed, leak);
            trace(q, seed, &sent);
            break;
        }
    }
    printf("seeds %" PRIu64 " to %" PRIu64 ": %" PRIu64
           " exact totals, %" PRIu64 " capped, %" PRIu64 " hidden, %" PRIu64
           " of options; %" PRIu64 " margins, %" PRIu64
           " groups merged; breakdowns: %" PRIu64 " told, %" PRIu64
           " told coarser for a zero, %" PRIu64 " hidden for a row, %" PRIu64
           " for their sizes: %s\n",
        first, seed - (leak[0] == '\0'), sum.exact, sum.capped, sum.hidden,
        sum.options, sum.margins, sum.merged, sum.shown, sum.coarser,
        sum.withheld, sum.alike, leak[0] == '\0' ? "nothing found" : "A LEAK");
    questionnaire_free(q);
    bytes_free(&sent);
    return leak[0] == '\0';
}
