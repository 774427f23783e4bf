/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * odds.c - P3: how much better than the prior somebody guesses who knows k of
 * n answers, and what is not promised: that n - 1 known answers do not give
 * the last.
 *
 * People answer no or yes, yes with probability p; nobody is aside.  The
 * victim's total T is released; the attacker knows k of the answers, of which
 * K are yes, and guesses the side of each of the u = n - k others.
 */
#include <math.h>
#include <stdio.h>
#include <stdlib.h>

#include "attacker.h"
#include "rules.h"
#include "spaces.h"
#include "wire.h"

static double binomial(uint32_t n, uint32_t x, double p)
{
    return exp(lgamma(n + 1.0) - lgamma(x + 1.0) - lgamma(n - x + 1.0) +
        x * log(p) + (n - x) * log(1 - p));
}

/* E[max(X, u - X)] / u, X ~ Bin(u, p). */
static double by_formula(uint32_t u, double p)
{
    double sum = 0;

    for (uint32_t x = 0; x <= u; x++)
        sum += binomial(u, x, p) * (2 * x > u ? x : u - x);
    return sum / u;
}

static void release_total(uint32_t n, uint32_t yes, struct release *out)
{
    static struct entry e;
    const struct questionnaire *q = spaces_form(YES);
    struct rules_set set = rules_floors();
    struct tabulation *t = tabulate_new(q);
    struct bytes sent = bytes_new(MAX_ENTRY);

    victim_add(t, q, 0, 0, n - yes);
    victim_add(t, q, 0, 1, yes);
    victim_release(rules_apply, &set, q, t, &sent);
    if (wire_decode_entry(sent.data, sent.len, &e) != WK_OK)
        abort();
    *out = e.release;
    bytes_free(&sent);
    tabulate_free(t);
}

/* Of what was sent and of what he knows, the attacker's guess for the others.
 */
static int guess(
    const struct release *r, uint32_t known, uint32_t known_yes, double p)
{
    const struct table *t = &r->table[0];

    switch (t->state) {
    case TABLE_EXACT: {
        uint32_t no = t->count[0] - (known - known_yes);

        return t->count[1] - known_yes > no;
    }
    case TABLE_AT_LEAST:
        return t->positive;
    default:
        return p > .5;
    }
}

/* The share of the others that is guessed right, played on released bytes. */
static double by_bytes(uint32_t n, uint32_t k, double p)
{
    static struct release r;
    double sum = 0;

    for (uint32_t yes = 0; yes <= n; yes++) {
        release_total(n, yes, &r);
        for (uint32_t known = 0; known <= k && known <= yes; known++) {
            uint32_t others = yes - known;

            if (others > n - k)
                continue;
            sum += binomial(k, known, p) * binomial(n - k, others, p) *
                (guess(&r, k, known, p) ? others : n - k - others);
        }
    }
    return sum / (n - k);
}

bool promise_p3(void)
{
    static const struct {
        uint32_t n, known;
        double p, advantage; /* as it is promised */
    } CASES[] = {{10, 1, .5, .137}, {10, 1, .65, .034}, {15, 1, .5, .105},
        {15, 1, .65, .015}, {15, 9, .5, .156}, {15, 9, .65, .047},
        {30, 1, .5, .075}, {30, 1, .65, .004}, {30, 9, .5, .088},
        {30, 9, .65, .008}};
    bool held = true;

    for (size_t i = 0; i < sizeof CASES / sizeof CASES[0]; i++) {
        uint32_t u = CASES[i].n - CASES[i].known;
        double formula = by_formula(u, CASES[i].p) - CASES[i].p;
        double bytes =
            by_bytes(CASES[i].n, CASES[i].known, CASES[i].p) - CASES[i].p;
        bool good = fabs(formula - CASES[i].advantage) < 5.1e-4 &&
            fabs(bytes - formula) < 1e-9;

        printf("n %u, %u known, p %.2f: %.3f promised, %.4f by the formula, "
               "%.4f played%s\n",
            CASES[i].n, CASES[i].known, CASES[i].p, CASES[i].advantage, formula,
            bytes, good ? "" : ": NOT SO");
        held = held && good;
    }
    return held;
}

bool not_promised_n_minus_1(void)
{
    static const struct space GROUPS = {.name = "two groups",
        .n_rows = 2,
        .n_kinds = 2,
        .value = {0, 1},
        .knows_rows = true};
    struct space s = GROUPS;
    struct findings f;
    uint32_t told = 0, right = 0;

    for (uint32_t n = 10; n <= 30; n++)
        for (uint32_t yes = 3; yes + 3 <= n; yes++)
            for (uint32_t last = 0; last < 2; last++) {
                static struct release r;

                release_total(n, yes, &r);
                told++; /* n - 1 are known: the last one's side is left */
                right += r.table[0].state == TABLE_EXACT &&
                    r.table[0].count[1] - (yes - last) == last;
            }
    s.q = spaces_form(BY_TWO);
    s.rules = rules_apply;
    s.people = 20;
    f = worlds_attack(&s);
    printf("of %u exact totals, n - 1 known answers give the last in %u; in %zu"
           " breakdowns, all but one of a row give that one in all but %zu\n",
        told, right, f.shown, f.last_safe);
    return right == told && f.shown > 0 && f.last_safe == 0;
}
