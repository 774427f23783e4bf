/* SPDX-License-Identifier: EUPL-1.2 */
#include "people.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "../victim.h"
#include "rules.h"
#include "xalloc.h"

enum { MONTHS = 3, PEOPLE_MAX = 44, TRIES = 60 };

#define TEXT "\"text\":{\"nl\":\"?\",\"fr\":\"?\",\"en\":\"?\"}"
#define HALVES(id, more)                                                       \
    "{\"id\":\"" id "\",\"type\":\"one\",\"levels\":[[\"0\",\"1\",\"2\","      \
    "\"3\"],[[\"0\",\"1\"],[\"2\",\"3\"]]]," more TEXT "}"
#define BY(id) "{\"id\":\"" id "\",\"codings\":[[\"a\",\"b\"]]}"

static const char *const FORMS[] = {
    "{\"id\":\"start\",\"version\":1,\"scope\":\"network\",\"questions\":"
    "[" HALVES("C04", "\"attribute\":\"age\",") "," HALVES(
        "C07", "\"extra\":[\"x\"],") "," HALVES("C08", "") "," HALVES("C12",
        "\"sensitive\":true,\"attribute\":\"age\",") ",{\"id\":\"N01\","
                                                     "\"type\":\"many\","
                                                     "\"levels\":[[\"house\","
                                                     "\"work\","
                                                     "\"care\"]]," TEXT
                                                     "}],\"attributes\":[" BY(
                                                         "age") "]}",
    "{\"id\":\"ways\",\"version\":1,\"scope\":\"network\",\"questions\":"
    "[" HALVES("C04", "\"attribute\":\"gender\",") "," HALVES(
        "C07", "\"extra\":[\"x\"],") "],\"attributes\":[" BY("gender") "]}",
};
enum { N_FORMS = sizeof FORMS / sizeof FORMS[0] };

/* Parsed once, with their hashes. */
static struct {
    struct questionnaire *q;
    uint8_t hash[HASH_LEN];
} form[N_FORMS];

static void parse_forms(void)
{
    char why[WHY_MAX];

    for (size_t i = 0; i < N_FORMS; i++) {
        if (form[i].q == NULL)
            office_must(questionnaire_parse((const uint8_t *)FORMS[i],
                            strlen(FORMS[i]), &form[i].q, why) == WK_OK,
                FORMS[i]);
        office_hash(FORMS[i], form[i].hash);
    }
}

/* ---- One batch ---- */

struct batch {
    const struct questionnaire *q;
    struct entry head; /* whose, by which channel, when */
    struct answers answer[PEOPLE_MAX];
    uint32_t n;
};

static void draw_value(uint64_t *rng, const struct questionnaire *q, size_t at,
    uint32_t positive, struct answers *a)
{
    const struct qn_question *it = &q->question[at];

    if (victim_below(rng, 12) == 0) {
        a->value[at] = (uint8_t)(ANSWER_REFUSED + victim_below(rng, 3));
    } else if (it->many) {
        a->value[at] = ANSWER_CHOSEN;
        a->choices[it->choices] = 1u << victim_below(rng, it->n_codes) |
            (victim_below(rng, 1000) < positive ? 1u : 0);
    } else {
        a->value[at] = (uint8_t)(victim_below(rng, 2) +
            (victim_below(rng, 1000) < positive ? 2 : 0));
    }
}

static void draw_people(uint64_t *rng, struct batch *b)
{
    static const uint32_t POSITIVE[] = {0, 30, 300, 500, 700, 970, 1000};
    uint32_t positive[MAX_QUESTIONS];

    b->n = 10 + victim_below(rng, PEOPLE_MAX - 9);
    for (size_t i = 0; i < b->q->n_questions; i++)
        positive[i] = POSITIVE[victim_below(rng, 7)];
    for (uint32_t p = 0; p < b->n; p++) {
        b->answer[p] = (struct answers){.value = {0}};
        b->answer[p].attribute[0] = (uint8_t)victim_below(rng, 2);
        for (size_t i = 0; i < b->q->n_questions; i++)
            draw_value(rng, b->q, i, positive[i], &b->answer[p]);
    }
}

static void seal(const struct batch *b, struct entry *e, struct bytes *out)
{
    const struct rules_set floors = rules_floors();
    struct tabulation *t = tabulate_new(b->q);

    for (uint32_t p = 0; p < b->n; p++)
        tabulate_add(t, &b->answer[p]);
    *e = b->head;
    rules_apply(&floors, b->q, t, &e->release);
    wire_encode_entry(e, out);
    tabulate_free(t);
}

/* Let people answer otherwise, one after the other, as long as it shows
 * nowhere; how many do. */
static uint32_t change(uint64_t *rng, struct batch *b)
{
    struct bytes sent = bytes_new(MAX_ENTRY), now = bytes_new(MAX_ENTRY);
    static struct entry e; /* large */
    uint32_t changed = 0;

    seal(b, &e, &sent);
    for (int i = 0; i < TRIES; i++) {
        struct answers *a = &b->answer[victim_below(rng, b->n)];
        struct answers before = *a;
        size_t at = victim_below(rng, (uint32_t)b->q->n_questions);

        draw_value(rng, b->q, at, 500, a);
        bytes_clear(&now);
        seal(b, &e, &now);
        if (now.len != sent.len || memcmp(now.data, sent.data, now.len) != 0)
            *a = before;
        else
            changed += memcmp(a, &before, sizeof before) != 0;
    }
    bytes_free(&sent);
    bytes_free(&now);
    return changed;
}

static uint64_t truth_of(const struct batch *b)
{
    uint64_t sum = 0;

    for (uint32_t p = 0; p < b->n; p++)
        for (size_t i = 0; i < b->q->n_questions; i++)
            sum = sum * 31 + b->answer[p].value[i] + b->answer[p].choices[0];
    return sum;
}

/* ---- A history ---- */

/* Eligible and asked, as the rules tell them. */
static void draw_turnout(uint64_t *rng, uint32_t n, struct release *r)
{
    if (victim_below(rng, 3) == 0)
        return;
    r->eligible = n + 4 + victim_below(rng, 30);
    if (victim_below(rng, 2) == 0)
        r->asked = r->eligible - 5 >= n + 4 ? r->eligible - 5 : r->eligible;
}

static void add_batch(uint64_t *rng, struct history *const world[2],
    size_t site, struct period months, int64_t date, struct people *sum)
{
    static struct batch b;
    static struct entry e;
    struct bytes unused = bytes_new(MAX_ENTRY);
    size_t which = victim_below(rng, 5) == 0 ? 1 : 0;

    memset(&b.head, 0, sizeof b.head);
    b.q = form[which].q;
    b.head.kind = ENTRY_RELEASE;
    memcpy(b.head.release.questionnaire, form[which].hash, HASH_LEN);
    snprintf(b.head.release.project, MAX_ID, "p%zu-%zu", site,
        world[0]->told[site].n);
    b.head.release.channel =
        victim_below(rng, 4) == 0 ? CHANNEL_ASSISTED : CHANNEL_SELF;
    b.head.release.months = months;
    draw_people(rng, &b);
    draw_turnout(rng, b.n, &b.head.release);
    for (int w = 0; w < 2 && world[w] != NULL; w++) {
        if (w == 1)
            sum->changed += change(rng, &b);
        bytes_clear(&unused);
        seal(&b, &e, &unused);
        history_add(world[w], site, &e, date);
        sum->truth[w] = sum->truth[w] * 31 + truth_of(&b);
    }
    sum->batches++;
    bytes_free(&unused);
}

static void add_withdrawal(
    struct history *const world[2], size_t site, uint64_t seq, int64_t date)
{
    for (int w = 0; w < 2 && world[w] != NULL; w++) {
        struct entry *e = xcalloc(1, sizeof *e);

        e->kind = ENTRY_WITHDRAWAL;
        e->withdrawal.seq = seq;
        e->withdrawal.reason = 1;
        history_add(world[w], site, e, date);
        free(e);
    }
}

void people_draw(uint64_t seed, struct history *one, struct history *other,
    struct people *sum)
{
    struct history *const world[2] = {one, other};
    uint64_t rng = seed * UINT64_C(0x9e3779b97f4a7c15) + 1;

    int32_t usual;

    /* Most have the same months, so that there is company: two of them once. */
    victim_draw(&rng);
    usual = FIRST_MONTH + (int32_t)victim_below(&rng, MONTHS);
    parse_forms();
    *one =
        (struct history){.form = FORMS, .n_forms = N_FORMS, .n_months = MONTHS};
    if (other != NULL)
        *other = *one;
    for (size_t site = 0; site < SITES; site++) {
        int64_t date = FIRST_DAY + victim_below(&rng, 5);
        int32_t m = FIRST_MONTH + (victim_below(&rng, 5) == 0);
        bool withdrawn = false;

        while (m < FIRST_MONTH + MONTHS) {
            bool differs = victim_below(&rng, 5) == 0;
            int32_t last = m + ((m == usual) != differs);

            last = last < FIRST_MONTH + MONTHS ? last : m;
            for (uint32_t i = 0; i < 1 + victim_below(&rng, 2); i++)
                add_batch(
                    &rng, world, site, (struct period){m, last}, date, sum);
            date += 7 * (1 + victim_below(&rng, 4));
            if (!withdrawn && victim_below(&rng, 8) == 0) {
                add_withdrawal(world, site, 1, date);
                withdrawn = true;
            }
            m = last + 1;
        }
    }
}
