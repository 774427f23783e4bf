/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * tablets.h - kiosks on other machines of the house, over HTTPS.
 *
 * The second listener ([tablet] of the settings) answers with the kiosk and
 * nothing of the team's, and only to devices that were paired: a coordinator
 * makes a code that is good for one device within ten minutes; the device gets
 * a cookie for 397 days, of which a hash is kept beside the name it was given.
 * Taken back, it is refused from the next request on.
 *
 * Ownership  A tablets belongs to the loop's thread; site and login outlive it.
 * Source     common/API.md, "Tablets".
 */
#ifndef WK_TABLETS_H
#define WK_TABLETS_H

#include "login.h"
#include "site.h"

struct tablets;

struct tablets *tablets_new(struct site *s, struct login *l);
void tablets_free(struct tablets *t); /* after the loop has ended */

/*
 * Open the listener, if the settings name one: with these routes, whose
 * handlers ask tablets_may() first.  Prints "listening for tablets on
 * https://NAME:PORT"; staff are told 30 days before its certificate ends.
 * Errors: those of tls_server_ctx() and http_server_start().
 */
WK_MUST_USE enum wk_err tablets_listen(struct tablets *t, uv_loop_t *loop,
    const struct http_route *routes, size_t n_routes, size_t max_body,
    void *app);
void tablets_stop(struct tablets *t, unsigned grace_ms);

/* Whether a request to that listener may go on; otherwise it has answered. */
bool tablets_may(struct tablets *t, struct http_request *r);

/* Handlers of that listener. */
void tablets_pair_page(struct tablets *t, struct http_request *r);
void tablets_pair(struct tablets *t, struct http_request *r);
/* Handlers for staff. */
void tablets_list(struct tablets *t, struct http_request *r);
void tablets_make_code(struct tablets *t, struct http_request *r);
void tablets_revoke(struct tablets *t, struct http_request *r);

#endif
