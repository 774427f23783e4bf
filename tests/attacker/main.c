/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * main.c - attack releases, and report whether every promise held.
 *
 *   attacker TEST...                      some of the tests below
 *   attacker random [--batches N] [--first SEED]
 *   attacker SEED                         one random batch again
 *
 * Exit status 0: every promise held; 3: a leak was found; 2: wrong usage.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "attacker.h"

static const struct {
    const char *name;
    bool (*run)(void);
} TESTS[] = {
    {"P1.totals", promise_p1_totals},
    {"P1.options", promise_p1_options},
    {"P1.groups", promise_p1_groups},
    {"P2", promise_p2},
    {"P3", promise_p3},
    {"P4", promise_p4},
    {"n-1-known", not_promised_n_minus_1},
    {"nine-interpreted-and-one-alone", pitfall_nine_interpreted},
    {"broken-rules", finds_leaks},
};

static int usage(void)
{
    fprintf(stderr,
        "usage: attacker TEST... | SEED |"
        " random [--batches N] [--first SEED]\nTEST is one of:\n");
    for (size_t i = 0; i < sizeof TESTS / sizeof TESTS[0]; i++)
        fprintf(stderr, "  %s\n", TESTS[i].name);
    return 2;
}

static int run_random(int argc, char *argv[])
{
    uint64_t first = 1, batches = 100000;

    for (int i = 2; i + 1 < argc; i += 2) {
        if (strcmp(argv[i], "--batches") == 0)
            batches = strtoull(argv[i + 1], NULL, 10);
        else if (strcmp(argv[i], "--first") == 0)
            first = strtoull(argv[i + 1], NULL, 10);
        else
            return usage();
    }
    return random_batches(first, batches) ? 0 : 3;
}

int main(int argc, char *argv[])
{
    char *end;
    uint64_t seed;
    bool held = true;

    if (argc < 2)
        return usage();
    if (strcmp(argv[1], "random") == 0)
        return run_random(argc, argv);
    seed = strtoull(argv[1], &end, 10);
    if (*end == '\0' && seed > 0)
        return random_batches(seed, 1) ? 0 : 3;
    for (int i = 1; i < argc; i++) {
        size_t t = 0;

        while (t < sizeof TESTS / sizeof TESTS[0] &&
            strcmp(argv[i], TESTS[t].name) != 0)
            t++;
        if (t == sizeof TESTS / sizeof TESTS[0])
            return usage();
        held = TESTS[t].run() && held;
    }
    return held ? 0 : 3;
}
