/* SPDX-License-Identifier: EUPL-1.2 */
/* verify_history.c - the entries of each site against each other. */
#include "verify.h"

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>

#include "history.h"
#include "xalloc.h"

struct audit {
    void (*report)(void *arg, const char *place);
    void *arg;
    bool faulty;
    struct history *history; /* of site; NULL: none yet */
    int64_t site;
    struct entry entry;
};

/* An entry that waits for its questionnaire covers its months already. */
static enum history_standing standing_of(const struct ledger_entry *e)
{
    return e->verdict == VERDICT_STORED ||
            (e->verdict == VERDICT_SET_ASIDE && e->code == CODE_QUESTIONNAIRE)
        ? HISTORY_COUNTS
        : HISTORY_ASIDE;
}

static enum wk_err take(void *arg, const struct ledger_entry *e)
{
    struct audit *a = arg;
    enum history_breach b;
    char place[WHY_MAX];

    if (a->history == NULL || e->site != a->site) {
        history_free(a->history);
        a->history = history_new(false);
        a->site = e->site;
    }
    if (e->bytes.data == NULL ||
        wire_decode_entry(e->bytes.data, e->bytes.len, &a->entry) != WK_OK) {
        history_unread(a->history, e->seq);
        return WK_OK;
    }
    b = history_entry(a->history, &a->entry, standing_of(e));
    if (b != HISTORY_SOUND) {
        snprintf(place, sizeof place, "site %" PRId64 ", entry %" PRIu64 ": %s",
            e->site, e->seq, history_text(b));
        a->report(a->arg, place);
        a->faulty = true;
    }
    return WK_OK;
}

enum wk_err verify_history(
    struct ledger *l, void (*report)(void *arg, const char *place), void *arg)
{
    struct audit *a = xcalloc(1, sizeof *a);
    enum wk_err err;

    a->report = report;
    a->arg = arg;
    /* A reader's transaction: one state of the ledger, no writer waits. */
    err = db_exec(ledger_db(l), "BEGIN");
    if (err == WK_OK)
        err = ledger_entry_each(l, 0, 0, take, a);
    ledger_rollback(l);
    if (err == WK_OK && a->faulty)
        err = WK_ECHECK;
    history_free(a->history);
    free(a);
    return err;
}
