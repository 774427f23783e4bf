/* SPDX-License-Identifier: EUPL-1.2 */
#include "options.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "answers.h"
#include "reason.h"
#include "rules.h"
#include "wire.h"
#include "xalloc.h"

enum { OPTIONS = 6 };

struct choice_world {
    uint8_t chosen, count[OPTIONS];
    const uint8_t *bytes;
    size_t at, len;
};

struct choice_list {
    victim_rules *rules;
    struct questionnaire *q;
    size_t options, n, cap;
    uint32_t people;
    struct choice_world *at;
    struct bytes pool;
};

/* ---- The victim ---- */

/* People who fit: each option is given to the next ones in the round. */
static void draw_people(const struct choice_list *all,
    const struct choice_world *w, struct answers *a)
{
    size_t next = 0;

    for (uint32_t i = 0; i < all->people; i++) {
        a[i].value[0] = i < w->chosen ? ANSWER_CHOSEN : ANSWER_SKIPPED;
        a[i].choices[0] = 0;
    }
    for (size_t o = 0; o < all->options; o++)
        for (uint8_t k = 0; k < w->count[o]; k++)
            a[next++ % w->chosen].choices[0] |= 1u << o;
}

static void take(struct choice_list *all, const struct choice_world *w)
{
    struct answers a[20] = {{.value = {0}}};
    struct rules_set set = rules_floors();
    struct tabulation *t = tabulate_new(all->q);
    struct choice_world *to;

    if (all->n == all->cap) {
        all->cap = all->cap * 2 + 1024;
        all->at = xrealloc(all->at, all->cap, sizeof *all->at);
    }
    to = &all->at[all->n++];
    *to = *w;
    draw_people(all, w, a);
    for (uint32_t i = 0; i < all->people; i++)
        tabulate_add(t, &a[i]);
    to->at = all->pool.len;
    victim_release(all->rules, &set, all->q, t, &all->pool);
    to->len = all->pool.len - to->at;
    tabulate_free(t);
}

static void fill(struct choice_list *all, struct choice_world *w, size_t option,
    uint32_t sum)
{
    if (option == all->options) {
        if (sum >= w->chosen && sum <= MAX_CHOICES * w->chosen)
            take(all, w);
        return;
    }
    for (uint8_t c = 0; c <= w->chosen; c++) {
        w->count[option] = c;
        fill(all, w, option + 1, sum + c);
    }
}

/* ---- The attacker ---- */

/* Whether others can be as w says, without one who chose these options. */
static bool others_of(const struct choice_list *all,
    const struct choice_world *w, uint32_t options, struct choice_world *rest)
{
    uint32_t sum = 0;

    *rest = *w;
    if (options != 0 && rest->chosen-- == 0)
        return false;
    for (size_t o = 0; o < all->options; o++) {
        if ((options >> o & 1) && rest->count[o]-- == 0)
            return false;
        if (rest->count[o] > rest->chosen)
            return false;
        sum += rest->count[o];
    }
    return sum >= rest->chosen && sum <= MAX_CHOICES * rest->chosen &&
        (options != 0 || w->chosen < all->people);
}

static void report(const struct choice_world *w, size_t options, size_t n,
    uint32_t known, struct option_findings *f, size_t *count, const char *what)
{
    int len;

    (*count)++;
    if (f->first[0] != '\0')
        return;
    len = snprintf(f->first, sizeof f->first,
        "%s, known choice %#x; one of %zu worlds: s %u;", what, known, n,
        w->chosen);
    for (size_t o = 0; o < options; o++)
        if (len > 0 && (size_t)len < sizeof f->first)
            len += snprintf(f->first + len, sizeof f->first - (size_t)len,
                " %u", w->count[o]);
}

/* Whether an option's count is not told: all of them, or a bound. */
static bool is_open(const struct release *r, size_t option)
{
    const struct table *t = &r->table[0];
    uint32_t told = t->count[CHOICES_OPTION + option], d = r->rules.dissent;

    return t->state != TABLE_CHOICES || told <= d ||
        told >= t->count[CHOICES_ANSWERED] - d;
}

/* One answer is known: can a count that is not told be computed with it? */
static void attack_counts(const struct choice_list *all,
    const struct choice_world *w, size_t n, uint32_t known,
    const struct release *r, struct option_findings *f)
{
    const struct choice_world *first = NULL;
    uint32_t varies = 0; /* bits: options with two possible counts */
    struct choice_world rest;

    for (size_t i = 0; i < n; i++) {
        if (!others_of(all, &w[i], known, &rest))
            continue;
        if (first == NULL)
            first = &w[i];
        for (size_t o = 0; o < OPTIONS; o++)
            varies |= (uint32_t)(w[i].count[o] != first->count[o]) << o;
    }
    for (size_t o = 0; first != NULL && o < all->options; o++)
        if (is_open(r, o) && !(varies >> o & 1))
            report(first, all->options, n, known, f, &f->computed_by_one,
                "computed with one");
}

/* One answer is known: these options, or 0 for nothing chosen. */
static void attack_sides(const struct choice_list *all,
    const struct choice_world *w, size_t n, uint32_t known,
    struct option_findings *f)
{
    uint32_t yes = 0, no = 0; /* bits: options that somebody else may (not) */

    for (size_t i = 0; i < n; i++) {
        struct choice_world rest;

        if (!others_of(all, &w[i], known, &rest))
            continue;
        for (size_t o = 0; o < all->options; o++) {
            yes |= (uint32_t)(rest.count[o] > 0) << o;
            no |= (uint32_t)(rest.count[o] < rest.chosen) << o;
        }
    }
    if (yes != no)
        report(w, all->options, n, known, f, &f->by_one, "certain by one");
}

static void attack(const struct choice_list *all, const struct choice_world *w,
    size_t n, struct option_findings *f)
{
    static struct entry e;
    const struct table *t = &e.release.table[0];
    struct reasoned sum = {.exact = 0};
    size_t before = f->by_one + f->computed;
    char leak[LEAK_MAX];
    bool reasoned;

    if (wire_decode_entry(w->bytes, w->len, &e) != WK_OK)
        abort();
    f->objects++;
    f->told += t->state == TABLE_CHOICES;
    for (uint32_t known = 0; known < 1u << all->options; known++)
        if (__builtin_popcount(known) <= MAX_CHOICES) {
            attack_sides(all, w, n, known, f);
            attack_counts(all, w, n, known, &e.release, f);
        }
    for (size_t o = 0; o < all->options; o++) {
        bool varies = false;

        for (size_t i = 1; i < n; i++)
            varies = varies || w[i].count[o] != w[0].count[o];
        if (!varies && is_open(&e.release, o))
            report(w, all->options, n, 0, f, &f->computed, "computed");
    }
    reasoned = !reason_entry(all->q, w->bytes, w->len, &sum, leak);
    f->reasoned += reasoned;
    f->differ += t->state == TABLE_CHOICES &&
        reasoned != (f->by_one + f->computed > before);
}

static int by_bytes(const void *a, const void *b)
{
    const struct choice_world *x = a, *y = b;

    if (x->len != y->len)
        return x->len < y->len ? -1 : 1;
    return memcmp(x->bytes, y->bytes, x->len);
}

static struct questionnaire *form(size_t options)
{
    struct bytes text = bytes_new(4096);
    struct questionnaire *q;

    bytes_add_text(&text, "[{\"id\":\"pick\",\"type\":\"many\",\"levels\":[[");
    for (size_t o = 0; o < options; o++)
        bytes_addf(&text, "%s\"o%zu\"", o == 0 ? "" : ",", o);
    bytes_add_text(
        &text, "]],\"text\":{\"nl\":\"?\",\"fr\":\"?\",\"en\":\"?\"}}]");
    q = victim_form(bytes_text(&text), "[]");
    bytes_free(&text);
    return q;
}

struct option_findings options_attack(
    victim_rules *rules, size_t options, uint32_t n, uint32_t chosen)
{
    struct choice_list all = {.rules = rules,
        .q = form(options),
        .options = options,
        .people = n,
        .pool = bytes_new((size_t)1 << 30)};
    struct choice_world w = {.chosen = (uint8_t)chosen};
    struct option_findings f = {.worlds = 0};

    for (uint32_t s = chosen; s <= (chosen > 0 ? chosen : n); s++) {
        w.chosen = (uint8_t)s;
        fill(&all, &w, 0, 0);
    }
    for (size_t i = 0; i < all.n; i++)
        all.at[i].bytes = all.pool.data + all.at[i].at;
    qsort(all.at, all.n, sizeof *all.at, by_bytes);
    for (size_t i = 0, end; i < all.n; i = end) {
        for (end = i + 1;
             end < all.n && by_bytes(&all.at[i], &all.at[end]) == 0;)
            end++;
        attack(&all, &all.at[i], end - i, &f);
    }
    f.worlds = all.n;
    bytes_free(&all.pool);
    questionnaire_free(all.q);
    free(all.at);
    return f;
}
