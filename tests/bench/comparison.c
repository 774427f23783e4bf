/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * comparison.c - P7: how long the centre takes to read figures over all sites,
 * and how many bytes they are.
 *
 *   comparison [--long]
 *
 * Releases are made from a formula (made.h) and stored as a push stores them:
 * 565 sites, 120 months, 60 questions of five counts with --long.  A view is
 * what a page asks for before it becomes JSON: the figures of every site for
 * one question and some months; it is asked for over all months, twelve, and
 * one; the median of three times counts, in processor time.  SQLite has the
 * same counts as a row each; DuckDB too, in columns, when WK_DUCKDB names a
 * folder where npm has installed @duckdb/node-api.  All must come to the same
 * sums.
 */
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "figures.h"
#include "made.h"
#include "rig.h"
#include "rows.h"

enum { QUESTIONS = 60, SPANS = 3, GOAL_MS = 5, ALL_MS = 50, GOAL_MB = 64 };

static const unsigned SPAN[SPANS] = {0, 12, 1}; /* months; 0: all */

/* What one store took: each view of each span, and everything. */
struct took {
    double view[SPANS][QUESTIONS], all;
    uint64_t sum[SPANS]; /* people who answered */
};

/* Processor time: whoever reads what is in memory waits for nothing else, and
 * so nothing that runs beside it counts. */
static int64_t cpu_ns(void)
{
    struct timespec t;

    clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &t);
    return t.tv_sec * INT64_C(1000000000) + t.tv_nsec;
}

static double ms(int64_t since_ns)
{
    return (double)(cpu_ns() - since_ns) / 1e6;
}

static unsigned first_month(const struct made *m, size_t span)
{
    unsigned n =
        SPAN[span] == 0 || SPAN[span] > m->months ? m->months : SPAN[span];

    return m->months - n;
}

/* ---- Ours ---- */

static void store_all(struct ledger *l, const struct made *m)
{
    unsigned last = m->months - 1;
    uint8_t hash[HASH_LEN];
    int64_t begun;

    made_begin(l, m, hash);
    for (unsigned month = 0; month < last; month++) {
        made_must(ledger_begin(l), "begin");
        for (unsigned site = 0; site < m->sites; site++)
            made_store(l, m, hash, site, month);
        made_must(ledger_commit(l), "commit");
    }
    begun = figure_now_ns();
    for (unsigned site = 0; site < m->sites; site++) {
        made_must(ledger_begin(l), "begin");
        made_store(l, m, hash, site, last);
        made_must(ledger_commit(l), "commit");
    }
    figure_print(&(struct figure){.row = "P7",
        .what = "releases stored on top of all others, one a commit",
        .unit = "/s",
        .ours = m->sites * 1e9 / (double)(figure_now_ns() - begun)});
}

static uint64_t read_ours(
    void *from, const struct made *m, unsigned question, unsigned first)
{
    return made_view(from, m, question, first);
}

static void print_json(struct ledger *l, const struct made *m)
{
    int64_t begun = cpu_ns();
    size_t len = made_json(l, m, 0, 0);

    figure_print(&(struct figure){.row = "P7",
        .what = "a view over all months as JSON, the first time",
        .unit = "ms",
        .ours = ms(begun)});
    figure_note("P7", "that JSON has %.0f kB", (double)len / 1e3);
}

/* ---- Both ---- */

typedef uint64_t reader(
    void *from, const struct made *m, unsigned question, unsigned first);

/* The median of three times, since a machine does other things too. */
static double time_view(reader *read, void *from, const struct made *m,
    unsigned question, unsigned first, uint64_t *sum)
{
    double took[3];

    for (size_t i = 0; i < 3; i++) {
        int64_t begun = cpu_ns();

        *sum = read(from, m, question, first);
        took[i] = ms(begun);
    }
    return figure_quantile(took, 3, .5);
}

static void read_all(
    reader *read, void *from, const struct made *m, struct took *t)
{
    uint64_t people;

    t->all = 0;
    for (size_t s = 0; s < SPANS; s++) {
        t->sum[s] = 0;
        for (unsigned q = 0; q < m->questions; q++) {
            t->view[s][q] =
                time_view(read, from, m, q, first_month(m, s), &people);
            t->sum[s] += people;
            t->all += s == 0 ? t->view[s][q] : 0;
        }
    }
}

static void print_views(
    struct took *ours, const char *peer, struct took *theirs)
{
    static const char *const WHAT[SPANS] = {"p99 of a view over all months",
        "over twelve months", "over one month"};

    for (size_t s = 0; s < SPANS; s++) {
        double mine = figure_quantile(ours->view[s], QUESTIONS, .99);

        figure_print(&(struct figure){.row = "P7",
            .what = WHAT[s],
            .unit = "ms",
            .ours = mine,
            .peer = peer,
            .theirs = theirs != NULL
                ? figure_quantile(theirs->view[s], QUESTIONS, .99)
                : 0,
            .want = theirs == NULL ? FIGURE_AT_MOST : FIGURE_TOLD,
            .goal = GOAL_MS});
    }
    figure_print(&(struct figure){.row = "P7",
        .what = "all questions over all months",
        .unit = "ms",
        .ours = ours->all,
        .peer = peer,
        .theirs = theirs != NULL ? theirs->all : 0,
        .want = theirs == NULL ? FIGURE_AT_MOST : FIGURE_TOLD,
        .goal = ALL_MS});
}

static void must_agree(
    const struct took *a, const struct took *b, const char *who)
{
    for (size_t s = 0; s < SPANS; s++)
        rig_must(a->sum[s] == b->sum[s],
            "%s counts %" PRIu64 " people, we %" PRIu64, who, b->sum[s],
            a->sum[s]);
}

/* ---- Peers ---- */

static void compare_rows(const struct made *m, struct took *ours)
{
    struct took *theirs = calloc(1, sizeof *theirs);
    struct rows *r = rows_new(rig_path("rows.db"), m);

    read_all(rows_read, r, m, theirs);
    must_agree(ours, theirs, "SQLite");
    print_views(ours, "SQLite rows", theirs);
    figure_note("P7", "SQLite's rows have %.1f MB", rig_size("rows.db") / 1e6);
    rows_free(r);
    free(theirs);
}

/* duckdb.mjs prints "SPAN QUESTION MS", "sum SPAN PEOPLE", "all MS". */
static void take_line(const char *line, struct took *t)
{
    unsigned span, question;
    uint64_t people;
    double took;

    if (sscanf(line, "%u %u %lf", &span, &question, &took) == 3 &&
        span < SPANS && question < QUESTIONS)
        t->view[span][question] = took;
    else if (sscanf(line, "sum %u %" SCNu64, &span, &people) == 2 &&
        span < SPANS)
        t->sum[span] = people;
    else if (sscanf(line, "all %lf", &took) == 1)
        t->all = took;
}

static void compare_duckdb(const struct made *m, struct took *ours)
{
    const char *modules = getenv("WK_DUCKDB");
    struct took *theirs;
    char size[3][16], line[200];
    FILE *f;

    if (modules == NULL) {
        figure_note("P7",
            "DuckDB: not installed (npm install --prefix DIR @duckdb/node-api,"
            " then WK_DUCKDB=DIR)");
        return;
    }
    snprintf(size[0], sizeof size[0], "%u", m->sites);
    snprintf(size[1], sizeof size[1], "%u", m->months);
    snprintf(size[2], sizeof size[2], "%u", m->questions);
    child_run("duckdb",
        (const char *const[]){"/usr/bin/env", "node",
            TESTS_DIR "/bench/rig/duckdb.mjs", modules, size[0], size[1],
            size[2], NULL});
    theirs = calloc(1, sizeof *theirs);
    f = fopen(rig_path("duckdb"), "r");
    rig_must(f != NULL, "duckdb printed nothing");
    while (fgets(line, sizeof line, f) != NULL)
        take_line(line, theirs);
    fclose(f);
    must_agree(ours, theirs, "DuckDB");
    print_views(ours, "DuckDB, one thread", theirs);
    free(theirs);
}

int main(int argc, char *argv[])
{
    bool is_long = figure_is_long(argc, argv);
    const struct made m = {is_long ? 565 : 40, is_long ? 120 : 24, QUESTIONS};
    struct took *ours = calloc(1, sizeof *ours);
    struct ledger *l;

    figure_begin();
    made_must(ledger_open(rig_path("ledger.db"), &l), "ledger");
    store_all(l, &m);
    made_must(db_truncate_wal(ledger_db(l)), "checkpoint");
    read_all(read_ours, l, &m, ours); /* once for the page cache */
    read_all(read_ours, l, &m, ours);
    figure_note("P7", "%u sites, %u months, %u questions of %d counts", m.sites,
        m.months, m.questions, MADE_ANSWERS);
    print_views(ours, NULL, NULL);
    figure_print(&(struct figure){.row = "P7",
        .what = "figures on disk",
        .unit = "MB",
        .ours = rows_bytes(rig_path("ledger.db"), "'head', 'cell'") / 1e6});
    figure_print(&(struct figure){.row = "P7",
        .what = "ledger and figures on disk",
        .unit = "MB",
        .ours = rig_size("ledger.db") / 1e6,
        .want = FIGURE_AT_MOST,
        .goal = GOAL_MB});
    figure_note("P7", "of which the entries as they were signed: %.1f MB",
        rows_bytes(rig_path("ledger.db"), "'entry'") / 1e6);
    print_json(l, &m);
    compare_rows(&m, ours);
    compare_duckdb(&m, ours);
    ledger_close(l);
    free(ours);
    return 0;
}
