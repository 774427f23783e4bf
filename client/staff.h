/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * staff.h - the pages for the people who work here: how the site is doing and
 * what left the building, behind a login.
 *
 * Ownership  A staff belongs to the loop's thread and uses the site it was
 *            made for, which outlives it.
 * Source     common/API.md, "Staff".
 */
#ifndef WK_STAFF_H
#define WK_STAFF_H

#include "login.h"
#include "site.h"

struct staff;

/* next_night(arg) gives the instant of the next night, for the status. */
struct staff *staff_new(uv_loop_t *loop, struct site *s,
    int64_t (*next_night)(void *arg), void *arg);
void staff_free(struct staff *st); /* after the loop has ended */

struct login *staff_login(struct staff *st); /* lent, for its handlers */

/* Handlers, for requests that guard.h let pass. */
void staff_page(struct staff *st, struct http_request *r);
void staff_status(struct staff *st, struct http_request *r);
void staff_releases(struct staff *st, struct http_request *r);
void staff_others(struct staff *st, struct http_request *r);
void staff_headcounts(struct staff *st, struct http_request *r);
void staff_take_headcount(struct staff *st, struct http_request *r);
void staff_feet(struct staff *st, struct http_request *r);
void staff_open_ballots(struct staff *st, struct http_request *r);
void staff_ballots(struct staff *st, struct http_request *r);
void staff_cards(struct staff *st, struct http_request *r);
void staff_results(struct staff *st, struct http_request *r);
void staff_local(struct staff *st, struct http_request *r);
void staff_take_local(struct staff *st, struct http_request *r);
void staff_waves(struct staff *st, struct http_request *r);
void staff_take_wave(struct staff *st, struct http_request *r);
void staff_loop(struct staff *st, struct http_request *r);
void staff_take_loop(struct staff *st, struct http_request *r);
void staff_languages(struct staff *st, struct http_request *r);
void staff_review_language(struct staff *st, struct http_request *r);
void staff_log(struct staff *st, struct http_request *r);
void staff_accounts(struct staff *st, struct http_request *r);
void staff_account_add(struct staff *st, struct http_request *r);
void staff_account_role(struct staff *st, struct http_request *r);
void staff_account_password(struct staff *st, struct http_request *r);
void staff_account_remove(struct staff *st, struct http_request *r);

#endif
