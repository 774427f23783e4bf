/* SPDX-License-Identifier: EUPL-1.2 */
#include "history.h"

#include <stdlib.h>
#include <string.h>

#include "xalloc.h"

/* How far the labels of one series have come. */
struct track {
    struct history_series of;
    int32_t next;  /* where the next label begins; NOWHERE: not known */
    bool released; /* all before next is behind a release */
    size_t breaks; /* of the history, when it came to stand at next */
};

struct frozen {
    struct history_series of;
    int32_t last_month;
};

/* What a withdrawal may name. */
struct named {
    uint64_t seq;
    bool withdrawn;
};

struct history {
    bool explains;
    bool begun; /* era holds that of an entry */
    uint8_t era[ERA_LEN];
    size_t breaks; /* how often something may have excused a gap */
    struct track *track;
    size_t n_tracks;
    struct frozen *frozen;
    size_t n_frozen;
    struct named *named;
    size_t n_named;
};

static const int32_t NOWHERE = INT32_MIN;

struct history *history_new(bool explains)
{
    struct history *h = xcalloc(1, sizeof *h);

    h->explains = explains;
    return h;
}

void history_free(struct history *h)
{
    if (h == NULL)
        return;
    free(h->track);
    free(h->frozen);
    free(h->named);
    free(h);
}

static bool is_same(
    const struct history_series *a, const struct history_series *b)
{
    return a->channel == b->channel && strcmp(a->project, b->project) == 0 &&
        memcmp(a->questionnaire, b->questionnaire, HASH_LEN) == 0;
}

static struct track *find(struct history *h, const struct history_series *of)
{
    struct track *t;

    for (size_t i = 0; i < h->n_tracks; i++)
        if (is_same(&h->track[i].of, of))
            return &h->track[i];
    h->track = xrealloc(h->track, h->n_tracks + 1, sizeof *h->track);
    t = &h->track[h->n_tracks++];
    *t = (struct track){.of = *of, .next = NOWHERE};
    return t;
}

void history_start(
    struct history *h, const struct history_series *of, int32_t month)
{
    find(h, of)->next = month;
}

void history_frozen(
    struct history *h, const struct history_series *of, int32_t last_month)
{
    h->frozen = xrealloc(h->frozen, h->n_frozen + 1, sizeof *h->frozen);
    h->frozen[h->n_frozen++] = (struct frozen){*of, last_month};
}

/* ---- Labels ---- */

/* The last month of a label that began at from and gave no release. */
static int64_t ended_at(
    const struct history *h, const struct track *t, int64_t from)
{
    int64_t last = from + LABEL_MONTHS_MAX - 1; /* destroyed */

    for (size_t i = 0; i < h->n_frozen; i++)
        if (h->frozen[i].last_month >= from && h->frozen[i].last_month < last &&
            is_same(&h->frozen[i].of, &t->of))
            last = h->frozen[i].last_month;
    return last;
}

/* Whether a label may begin at month, the series standing where it does. */
static enum history_breach run_on(
    const struct history *h, const struct track *t, int32_t month)
{
    int64_t at = t->next; /* no sum of months from a row overflows */

    if (t->released && month < t->next)
        return HISTORY_AGAIN;
    if (!h->explains || at == NOWHERE || t->breaks != h->breaks)
        return HISTORY_SOUND;
    while (at < month)
        at = ended_at(h, t, at) + 1;
    return at == month ? HISTORY_SOUND : HISTORY_GAP;
}

/* An era that is not the one before excuses every gap, once in each series. */
static void enter_era(struct history *h, const uint8_t era[static ERA_LEN])
{
    if (h->begun && memcmp(h->era, era, ERA_LEN) != 0)
        h->breaks++;
    h->begun = true;
    memcpy(h->era, era, ERA_LEN);
}

static enum history_breach take_release(
    struct history *h, const struct release *r)
{
    struct history_series of = {.channel = r->channel};
    struct track *t;
    enum history_breach breach;
    int32_t behind = r->months.last + 1;

    memcpy(of.questionnaire, r->questionnaire, HASH_LEN);
    memcpy(of.project, r->project, sizeof of.project);
    t = find(h, &of);
    if (behind - r->months.first > LABEL_MONTHS_MAX)
        breach = HISTORY_LONG;
    else
        breach = run_on(h, t, r->months.first);
    if (t->next < behind)
        t->next = behind;
    t->released = true;
    t->breaks = h->breaks;
    return breach;
}

/* ---- Withdrawals ---- */

static void name(struct history *h, uint64_t seq)
{
    h->named = xrealloc(h->named, h->n_named + 1, sizeof *h->named);
    h->named[h->n_named++] = (struct named){.seq = seq};
}

static enum history_breach take_withdrawal(struct history *h, uint64_t seq)
{
    for (size_t i = 0; i < h->n_named; i++) {
        struct named *n = &h->named[i];

        if (n->seq != seq)
            continue;
        if (n->withdrawn)
            return HISTORY_WITHDRAWN;
        n->withdrawn = true;
        return HISTORY_SOUND;
    }
    return HISTORY_NO_RELEASE;
}

/* ---- The walk ---- */

enum history_breach history_entry(
    struct history *h, const struct entry *e, enum history_standing standing)
{
    enum history_breach breach;

    enter_era(h, e->era);
    if (e->kind == ENTRY_RELEASE)
        name(h, e->seq);
    if (standing == HISTORY_ASIDE)
        return HISTORY_SOUND;
    breach = e->kind == ENTRY_RELEASE ? take_release(h, &e->release)
                                      : take_withdrawal(h, e->withdrawal.seq);
    return standing == HISTORY_COUNTS ? breach : HISTORY_SOUND;
}

void history_unread(struct history *h, uint64_t seq)
{
    name(h, seq); /* it may be a release */
    history_excuse(h);
}

void history_excuse(struct history *h)
{
    h->breaks++;
}

enum history_breach history_label(struct history *h,
    const struct history_series *of, const uint8_t era[static ERA_LEN],
    int32_t next, int32_t tested, enum period_kind kind)
{
    int64_t stood = (int64_t)tested + 1 - next; /* months it was extended by */

    enter_era(h, era);
    /* A label that cannot take in one more period was ended on its night. */
    if (stood < 0 || stood + (int64_t)kind > LABEL_MONTHS_MAX)
        return HISTORY_CALENDAR;
    return run_on(h, find(h, of), next);
}

const char *history_text(enum history_breach b)
{
    static const char *const TEXT[] = {
        [HISTORY_SOUND] = "sound",
        [HISTORY_AGAIN] = ("covers months that an earlier release covered or "
                           "passed over"),
        [HISTORY_GAP] = "does not begin where the label before it ended",
        [HISTORY_LONG] = "has a label of more than twelve months",
        [HISTORY_CALENDAR] = "stands where the calendar cannot have brought it",
        [HISTORY_NO_RELEASE] = "withdraws what is no earlier release",
        [HISTORY_WITHDRAWN] = "withdraws what is withdrawn already",
    };

    return TEXT[b];
}
