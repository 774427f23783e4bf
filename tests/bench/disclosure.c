/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * disclosure.c - what the rules still tell, and how long they take.
 *
 *   disclosure [--batches N | --long] [--seed S] [--utility | --speed]
 *
 * Utility: the share of totals and breakdowns that are told of random batches,
 * by the number of answer sets and of groups, beside the figures of
 * client/PRIVACY.md, D; exit status 1 when one of them is more than four
 * points away, so that nobody makes it safe by telling nothing.  Answers are
 * drawn as form.h says.
 *
 * Speed: the median of one batch tabulated, ruled, packed, read back and
 * audited, and how it grows.  It is printed and never judged.
 */
#include <assert.h>
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "audit.h"
#include "figures.h"
#include "form.h"
#include "wire.h"

/* A whole release, as the closing transaction makes it. */
static void release(const struct questionnaire *q, const struct answers *sets,
    int n, struct entry *back)
{
    struct bytes bytes = bytes_new(MAX_ENTRY);
    struct entry *e = calloc(1, sizeof *e);
    char why[WHY_MAX];

    *e = (struct entry){.seq = 1, .kind = ENTRY_RELEASE};
    form_release(q, sets, n, &e->release);
    wire_encode_entry(e, &bytes);
    if (audit_entry(q, bytes.data, bytes.len, why) != WK_OK) {
        fprintf(stderr, "disclosure: the audit refuses: %s\n", why);
        exit(1);
    }
    if (wire_decode_entry(bytes.data, bytes.len, back) != WK_OK)
        abort();
    bytes_free(&bytes);
    free(e);
}

/* ---- Utility ---- */

enum { SAMPLES_MAX = 1000, NOT_GIVEN = -1 };

static int share_of(int part, int whole)
{
    return (200 * part + whole) / (2 * whole);
}

static bool near(int seen, int expected)
{
    return expected == NOT_GIVEN || abs(seen - expected) <= 4;
}

static void print_expected(int expected)
{
    if (expected == NOT_GIVEN)
        printf("      ");
    else
        printf(" (%3d)", expected);
}

/* One line; whether it is near what is expected of it. */
static bool print_utility(
    int n, int groups, int batches, int total, int breakdown)
{
    struct questionnaire *q = form_new(1, 1, groups, NULL);
    struct answers *sets = calloc((size_t)n, sizeof *sets);
    struct entry *e = calloc(1, sizeof *e);
    int exact = 0, capped = 0, shown = 0, finest = 0;

    for (int b = 0; b < batches; b++) {
        const struct release *r = &e->release;

        form_draw(q, n, sets);
        release(q, sets, n, e);
        exact += r->table[0].state == TABLE_EXACT;
        capped += r->table[0].state == TABLE_AT_LEAST;
        shown += r->breakdown[0].state == BREAKDOWN_SHOWN;
        finest += r->breakdown[0].state == BREAKDOWN_SHOWN &&
            r->breakdown[0].level == 0;
    }
    exact = share_of(exact, batches);
    shown = share_of(shown, batches);
    printf("%5d %6d   %3d %%", n, groups, exact);
    print_expected(total);
    printf("   %3d %%    %3d %%", share_of(capped, batches), shown);
    print_expected(breakdown);
    printf("   %3d %%\n", share_of(finest, batches));
    free(e);
    free(sets);
    questionnaire_free(q);
    return near(exact, total) && near(shown, breakdown);
}

static bool print_all_utility(int batches)
{
    static const struct {
        int n, groups, total, breakdown;
    } LINES[] = {
        {10, 2, 66, NOT_GIVEN},
        {15, 2, 90, NOT_GIVEN},
        {20, 2, 97, 66},
        {30, 2, 100, 93},
        {50, 2, 100, 100},
        {100, 2, 100, 100},
        {30, 3, 100, NOT_GIVEN},
        {50, 3, 100, NOT_GIVEN},
        {100, 3, 100, NOT_GIVEN},
        {50, 4, 100, 70},
        {100, 4, 100, 99},
        {200, 4, 100, NOT_GIVEN},
        {100, 5, 100, NOT_GIVEN},
        {200, 5, 100, NOT_GIVEN},
    };
    bool all = true;

    printf("Told of %d random batches each; in brackets what is expected\n",
        batches);
    printf(
        "    n groups   total exact    capped   breakdown    finest level\n");
    for (size_t i = 0; i < sizeof LINES / sizeof LINES[0]; i++)
        all = print_utility(LINES[i].n, LINES[i].groups, batches,
                  LINES[i].total, LINES[i].breakdown) &&
            all;
    if (!all)
        printf("more than four points from what is expected\n");
    return all;
}

/* ---- Speed ---- */

static double print_speed(
    int n, int questions, int attributes, int groups, double base)
{
    enum { RUNS = 15 };
    struct questionnaire *q = form_new(questions, attributes, groups, NULL);
    struct answers *sets = calloc((size_t)n, sizeof *sets);
    struct entry *e = calloc(1, sizeof *e);
    double took[RUNS], median;

    form_draw(q, n, sets);
    for (int i = 0; i < RUNS; i++) {
        int64_t start = figure_now_ns();

        release(q, sets, n, e);
        took[i] = (double)(figure_now_ns() - start) / 1e6;
    }
    median = figure_quantile(took, RUNS, 0.5);
    printf("%6d %9d %10d %6d %6zu %8.2f ms", n, questions, attributes, groups,
        e->release.n_cells, median);
    if (base > 0)
        printf("   x %.1f", median / base);
    printf("\n");
    free(e);
    free(sets);
    questionnaire_free(q);
    return median;
}

static void print_all_speed(void)
{
    static const struct {
        int n, questions, attributes, groups;
    } LINES[] = {
        {400, 12, 3, 5},
        {2000, 12, 3, 5},
        {20000, 12, 3, 5},
        {2000, 12, 3, 10},
        {2000, 24, 3, 5},
        {2000, 48, 3, 5},
        {2000, 48, 3, 10},
    };
    double base;

    printf("\nOne batch tabulated, ruled, packed, read back and audited (median"
           " of 15)\n");
    printf(
        "     n questions attributes groups  cells     time   to the first\n");
    base = print_speed(200, 12, 3, 5, 0);
    for (size_t i = 0; i < sizeof LINES / sizeof LINES[0]; i++)
        print_speed(LINES[i].n, LINES[i].questions, LINES[i].attributes,
            LINES[i].groups, base);
    figure_print(&(struct figure){.row = "P11",
        .what = "200 answer sets, 12 questions, 3 attributes",
        .unit = "ms",
        .ours = base,
        .want = FIGURE_AT_MOST,
        .goal = 100});
}

int main(int argc, char **argv)
{
    int batches = 3000;
    bool utility = true, speed = true, good = true;

    for (int i = 1; i < argc; i++)
        if (strcmp(argv[i], "--batches") == 0 && i + 1 < argc) {
            batches = atoi(argv[++i]);
        } else if (strcmp(argv[i], "--seed") == 0 && i + 1 < argc) {
            form_seed(strtoull(argv[++i], NULL, 10));
        } else if (strcmp(argv[i], "--long") == 0) {
            batches = 30000;
        } else if (strcmp(argv[i], "--utility") == 0) {
            speed = false;
        } else if (strcmp(argv[i], "--speed") == 0) {
            utility = false;
        } else {
            fputs("usage: disclosure [--batches N | --long] [--seed S]"
                  " [--utility | --speed]\n",
                stderr);
            return 2;
        }
    if (utility)
        good = print_all_utility(batches);
    if (speed)
        print_all_speed();
    return good ? 0 : 1;
}
