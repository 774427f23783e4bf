/* SPDX-License-Identifier: EUPL-1.2 */
/* staff_private.h - what the files of staff share; only they include it. */
#ifndef WK_STAFF_PRIVATE_H
#define WK_STAFF_PRIVATE_H

#include "json.h"
#include "staff.h"

struct staff {
    uv_loop_t *loop;
    struct site *site;
    struct login *login;
    int64_t (*next_night)(void *arg);
    void *arg;
    bool making; /* a first password (staff_accounts.c) */
};

/* What a request asks of who sends it; without either, to be logged in. */
enum {
    STAFF_CHANGES = 1,     /* the session's token, since it changes something */
    STAFF_COORDINATOR = 2, /* the role */
};

/* Whether who is logged in may do that; otherwise it is answered. */
bool staff_enter(struct staff *st, struct http_request *r, unsigned needs,
    struct login_session *who);

/* Answer with what was built, or say that the store failed; frees j. */
void staff_reply(struct http_request *r, enum wk_err err, struct json *j);

/* Answer {"saved": true} to a status of 200, and why to any other. */
void staff_reply_saved(struct http_request *r, int status, const char *why);

/* Answer with what list() builds. */
void staff_list(struct staff *st, struct http_request *r,
    enum wk_err (*list)(struct site *s, struct json **out));

/* Have act() do what the body says: a status, and why where it is not 200.
 * needs is what a request must have beside the session's token. */
typedef int staff_act(struct site *s, const char *who, const uint8_t *body,
    size_t len, char why[static WHY_MAX]);
void staff_take(
    struct staff *st, struct http_request *r, unsigned needs, staff_act *act);

/* Log, once a day, that who looked at what: "results". */
void staff_note_view(struct staff *st, const char *who, const char *what);

#endif
