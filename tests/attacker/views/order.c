/* SPDX-License-Identifier: EUPL-1.2 */
/* order.c - sites stand in the order of their admission, in every list. */
#include "views.h"

#include <inttypes.h>
#include <stdio.h>
#include <string.h>

#include "people.h"

static size_t site_of(const char *name)
{
    size_t i = 0;

    while (strncmp(name, OFFICE_NAME[i], strlen(OFFICE_NAME[i])) != 0)
        office_must(++i < SITES, "the name of a site");
    return i;
}

static size_t next_site(size_t site)
{
    return (site + 1) % SITES;
}

/* The name in this line of CSV; NULL: it has none, as the head. */
static const char *name_in_line(const char *line)
{
    const char *p = line;

    for (int i = 0; i < 3; i++) {
        p += strcspn(p, ",\r\n");
        if (*p != ',')
            return NULL;
        p++;
    }
    return line[0] == 'q' ? NULL : p; /* "question,from,to,site" */
}

/* Every site once or more, then the next; all of them in the end. */
static bool csv_in_order(const char *text, const char *end)
{
    size_t last = SITES - 1;

    while (text < end) {
        const char *name = name_in_line(text);

        if (name != NULL) {
            size_t site = site_of(name);

            if (site != last && site != next_site(last))
                return false;
            last = site;
        }
        text += strcspn(text, "\n") + 1;
    }
    return last == SITES - 1;
}

/* Every list of all sites has all of them in their order. */
static bool json_in_order(const char *text, const char *end)
{
    static const char KEY[] = "\"site\":\"";
    size_t last = SITES - 1;

    while ((text = strstr(text, KEY)) != NULL && text < end) {
        size_t site = site_of(text += strlen(KEY));

        if (site != next_site(last))
            return false;
        last = site;
    }
    return last == SITES - 1;
}

/* Changes by their questions, and of each by the sites. */
static bool changes_in_order(const char *text, const char *end)
{
    static const char KEY[] = "{\"question\":\"", SITE[] = "\",\"site\":\"";
    const char *question = "", *p = text;
    size_t last = 0;

    while ((p = strstr(p, KEY)) != NULL && p < end) {
        size_t site;
        int order;

        p += strlen(KEY);
        if (strncmp(p + strcspn(p, "\""), SITE, strlen(SITE)) != 0)
            continue; /* a fresh result */
        site = site_of(p + strcspn(p, "\"") + strlen(SITE));
        order = strncmp(question, p, strcspn(p, "\""));
        if (order > 0 || (order == 0 && site <= last))
            return false;
        question = p;
        last = site;
    }
    return true;
}

static bool is(const char *address, const char *what)
{
    return strncmp(address, what, strlen(what)) == 0;
}

/* All that was seen, address by address. */
static bool in_order(const char *text)
{
    for (const char *p = strstr(text, "\n== "); p != NULL;) {
        const char *address = p + strlen("\n== ");
        const char *from = address + strcspn(address, "\n") + 1;
        const char *next = strstr(from, "\n== ");
        const char *end = next != NULL ? next : from + strlen(from);
        bool held = true;

        if (is(address, "compare.csv") || is(address, "figures.csv"))
            held = csv_in_order(from, end);
        else if (is(address, "overview"))
            held = changes_in_order(from, end);
        else if (from[-2] == ' ') /* no pair of sites is asked for */
            held = json_in_order(from, end);
        if (!held) {
            printf("  %.*s is not in order\n", (int)strcspn(address, "\n"),
                address);
            return false;
        }
        p = next;
    }
    return true;
}

bool views_order(uint64_t first, uint64_t seeds, bool plant)
{
    struct people sum = {.batches = 0};
    bool held = true;
    uint64_t seed;

    for (seed = first; held && seed < first + seeds; seed++) {
        struct bytes seen = bytes_new(OFFICE_MAX);
        struct history h;
        struct office *o;
        struct audience a;

        people_draw(seed, &h, NULL, &sum);
        o = office_new(&h, NULL, "secret", INT64_MAX);
        a = office_who(o, AUDIENCE_ANALYST, 0, LAST_DAY);
        office_look(o, &a, &seen);
        if (plant) /* the first list, by a value */
            bytes_addf(&seen,
                "\n== plant \n[{\"site\":\"%s\"},{\"site\":\"%s\"}]",
                OFFICE_NAME[1], OFFICE_NAME[0]);
        held = in_order(bytes_text(&seen));
        bytes_free(&seen);
        office_free(o);
        history_free(&h);
    }
    printf("order: seeds %" PRIu64 " to %" PRIu64 ": %s\n", first, seed - 1,
        held ? "nothing found" : "A LEAK");
    return held;
}
