/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * main.c - attack the centre's views, and report whether every promise held.
 *
 *   attacker_views TEST [--seeds N] [--first SEED] [--plant]
 *
 * --plant makes the views tell too much: then a leak must be found.
 *
 * Exit status 0: as it should be; 3: it is not; 2: wrong usage.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "views.h"

static const struct {
    const char *name;
    bool (*run)(uint64_t first, uint64_t seeds, bool plant);
} TESTS[] = {
    {"bytes", views_bytes},
    {"embargo", views_embargo},
    {"names", views_names},
    {"order", views_order},
    {"company", views_company},
};

int main(int argc, char *argv[])
{
    uint64_t first = 1, seeds = 10;
    bool plant = false;
    size_t t = 0;

    for (int i = 2; i < argc; i++) {
        if (strcmp(argv[i], "--plant") == 0)
            plant = true;
        else if (strcmp(argv[i], "--seeds") == 0 && i + 1 < argc)
            seeds = strtoull(argv[++i], NULL, 10);
        else if (strcmp(argv[i], "--first") == 0 && i + 1 < argc)
            first = strtoull(argv[++i], NULL, 10);
        else
            argc = 0;
    }
    while (argc > 1 && t < sizeof TESTS / sizeof TESTS[0] &&
        strcmp(argv[1], TESTS[t].name) != 0)
        t++;
    if (argc < 2 || t == sizeof TESTS / sizeof TESTS[0]) {
        fprintf(stderr,
            "usage: attacker_views bytes | embargo | names | order"
            " | company [--seeds N] [--first SEED] [--plant]\n");
        return 2;
    }
    return TESTS[t].run(first, seeds, plant) != plant ? 0 : 3;
}
