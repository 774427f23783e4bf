/* SPDX-License-Identifier: EUPL-1.2 */
#include "uplink.h"

#include <assert.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "backoff.h"
#include "xalloc.h"

const char UPLINK_OTHER_VERSION[] =
    "the centre and this site speak different versions of the protocol: update"
    " the older one";

struct uplink {
    struct uplink_start start;
    struct wire_head head;       /* the site's own, as it stands now */
    enum uplink_do step, resume; /* resume: the step that WAIT goes back to */
    enum uplink_end end;
    char message[WHY_MAX];
    bool alarm, silent;
    uint64_t above, centre_catalogue, centre_figures;
    int64_t central_date;
    unsigned failed, stuck;
    uint32_t retry_after_s;
    size_t n_wanted;
    uint8_t wanted[MAX_CATALOGUE][HASH_LEN];
};

struct uplink *uplink_new(const struct uplink_start *start)
{
    struct uplink *u = xcalloc(1, sizeof *u);

    u->start = *start;
    u->head = start->head;
    u->step = UPLINK_HELLO;
    return u;
}

void uplink_free(struct uplink *u)
{
    free(u);
}

enum uplink_do uplink_next(const struct uplink *u)
{
    return u->step;
}

uint64_t uplink_above(const struct uplink *u)
{
    return u->above;
}

bool uplink_silent(const struct uplink *u)
{
    return u->silent;
}

uint64_t uplink_figures(const struct uplink *u)
{
    return u->centre_figures;
}

int64_t uplink_central_date(const struct uplink *u)
{
    return u->central_date;
}

const uint8_t (*uplink_wanted(const struct uplink *u, size_t *n))[HASH_LEN]
{
    *n = u->n_wanted;
    return u->wanted;
}

uint32_t uplink_wait_bound_ms(const struct uplink *u)
{
    return backoff_bound_ms(u->failed);
}

uint32_t uplink_retry_after_s(const struct uplink *u)
{
    return u->retry_after_s;
}

enum uplink_end uplink_end(const struct uplink *u)
{
    assert(u->step == UPLINK_END);
    return u->end;
}

const char *uplink_message(const struct uplink *u)
{
    return u->message;
}

bool uplink_alarm(const struct uplink *u)
{
    return u->alarm;
}

static void finish(
    struct uplink *u, enum uplink_end end, bool alarm, const char *message)
{
    u->step = UPLINK_END;
    u->end = end;
    u->alarm = alarm;
    snprintf(u->message, sizeof u->message, "%s", message);
}

/* Quarantine: no entries, but the same two exchanges as on any night. */
static void keep_silent(struct uplink *u, const char *message)
{
    u->silent = true;
    u->alarm = !u->start.quarantined;
    u->step = UPLINK_PUSH;
    snprintf(u->message, sizeof u->message, "%s", message);
}

/* The centre's head is in the chain: go on to what the night is for. */
static void go_on(struct uplink *u)
{
    bool changed =
        u->centre_figures > 0 && u->centre_figures != u->start.figures;

    /* An older catalogue is not taken, whatever came with it. */
    u->step = u->centre_catalogue > u->start.catalogue ||
            (changed && u->centre_catalogue == u->start.catalogue)
        ? UPLINK_CATALOGUE
        : UPLINK_CLOSE;
}

static bool may_adopt(const struct uplink *u, const struct wire_hello_reply *r)
{
    return r->readmitted || u->start.adopted == UPLINK_NEVER ||
        u->start.date - u->start.adopted >= UPLINK_ADOPT_DAYS;
}

void uplink_heard(struct uplink *u, const struct wire_hello_reply *r, bool mine)
{
    bool adopt =
        !mine || u->start.lost || (u->start.quarantined && r->readmitted);

    assert(u->step == UPLINK_HELLO);
    u->above = r->head.seq;
    u->centre_catalogue = r->catalogue;
    u->centre_figures = r->figures;
    u->central_date = r->date;
    if (r->quarantined)
        keep_silent(u, "the centre has put this site in quarantine");
    else if (u->start.quarantined && !r->readmitted)
        keep_silent(u, "in quarantine until the centre readmits this site");
    else if (!mine && r->head.seq <= u->head.seq && !r->readmitted)
        keep_silent(u, "the centre holds another history than this site");
    else if (!adopt)
        go_on(u);
    else if (may_adopt(u, r))
        u->step = UPLINK_HISTORY;
    else
        keep_silent(u,
            "restored twice within 30 days: the centre must"
            " readmit this site");
}

void uplink_catalogued(struct uplink *u)
{
    assert(u->step == UPLINK_CATALOGUE);
    u->step = UPLINK_CLOSE;
}

void uplink_fetched(struct uplink *u)
{
    assert(u->step == UPLINK_HISTORY);
    u->step = UPLINK_ADOPT;
}

void uplink_adopted(struct uplink *u, const struct wire_head *head)
{
    assert(u->step == UPLINK_ADOPT);
    u->head = *head;
    u->above = head->seq;
    go_on(u);
}

void uplink_closed(struct uplink *u, const struct wire_head *head)
{
    assert(u->step == UPLINK_CLOSE);
    u->head = *head;
    u->step = UPLINK_PUSH;
}

/* The worst of the verdicts, and whether any was new. */
static enum verdict_kind worst_of(const struct wire_push_reply *r)
{
    enum verdict_kind worst = VERDICT_STORED;

    for (size_t i = 0; i < r->n_verdicts; i++)
        if (r->verdict[i].kind > worst)
            worst = r->verdict[i].kind;
    return worst;
}

static void after_push(struct uplink *u, const struct wire_push_reply *r)
{
    /* A centre that neither moves nor asks would keep us here for ever. */
    u->stuck = r->head.seq > u->above ? 0 : u->stuck + 1;
    u->above = r->head.seq;
    u->n_wanted = r->n_wanted;
    memcpy(u->wanted, r->wanted, sizeof u->wanted);
    if (u->above >= u->head.seq && u->n_wanted == 0)
        finish(u, UPLINK_DONE, false, "the centre holds everything");
    else if (u->stuck >= 3)
        finish(u, UPLINK_REFUSED, true, "the centre does not go on");
}

void uplink_pushed(struct uplink *u, const struct wire_push_reply *r, bool mine)
{
    assert(u->step == UPLINK_PUSH);
    if (u->silent) {
        char message[WHY_MAX];

        memcpy(message, u->message, sizeof message);
        finish(u, UPLINK_QUARANTINED, u->alarm, message);
        return;
    }
    switch (worst_of(r)) {
    case VERDICT_REFUSED:
        finish(u, UPLINK_REFUSED, true, "the centre refused an entry");
        break;
    case VERDICT_CONFLICT:
        finish(u, UPLINK_QUARANTINED, true,
            "another history of this site is at the centre");
        break;
    default:
        if (mine)
            after_push(u, r);
        else
            finish(u, UPLINK_QUARANTINED, true,
                "the centre holds another history than this site");
    }
}

void uplink_waited(struct uplink *u, bool go)
{
    assert(u->step == UPLINK_WAIT);
    u->step = u->resume;
    if (!go)
        finish(u, UPLINK_STOPPED, false, "stopped");
}

/* HTTP: not the centre speaks but a proxy before it, which wants a login. */
enum { PROXY_LOGIN = 407 };

/* Whether trying again tonight can help (PROTOCOL.md, "Retries"). */
static bool may_retry(int status)
{
    return status != 400 && status != 403 && status != 409 && status != 413;
}

void uplink_failed(
    struct uplink *u, int status, uint32_t retry_after_s, bool clock_wrong)
{
    char message[WHY_MAX];

    assert(u->step != UPLINK_WAIT && u->step != UPLINK_END);
    if (clock_wrong) {
        finish(u, UPLINK_CLOCK, true,
            "the certificates are out of their dates: check the clock");
        return;
    }
    if (status == 426) {
        finish(u, UPLINK_REFUSED, true, UPLINK_OTHER_VERSION);
        return;
    }
    if (status == PROXY_LOGIN) {
        /* Not again: an account may be locked after some wrong passwords. */
        finish(u, UPLINK_NO_CONTACT, true,
            "no contact: the proxy does not take proxy_user and its password"
            " (HTTP 407)");
        return;
    }
    if (!may_retry(status)) {
        snprintf(message, sizeof message,
            "the centre refused the exchange (HTTP %d%s)", status,
            status == 403 ? ": certificate unknown or revoked" : "");
        finish(u, UPLINK_REFUSED, true, message);
        return;
    }
    if (++u->failed >= u->start.max_tries) {
        finish(u, UPLINK_NO_CONTACT, false, "no contact with the centre");
        return;
    }
    u->retry_after_s = retry_after_s;
    u->resume = u->step;
    u->step = UPLINK_WAIT;
}

void uplink_refused(struct uplink *u, const char *message)
{
    finish(u, UPLINK_REFUSED, true, message);
}
