/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * pin.h - the PIN of the team: what a page of the kiosk asks before it does
 * what is not for visitors.
 *
 * Four to eight digits, kept as argon2id, checked on a worker thread.  From
 * the 5th wrong one in a row on an address waits: 1 s, 2 s ... 15 minutes, or
 * until a PIN is set, the same or another.
 * Who enters it gets the cookie "wk_pin" for an hour, or until the PIN
 * changes or the program ends.
 *
 * Ownership  A pin belongs to the loop's thread; site and login outlive it.
 * Source     common/API.md, "POST /api/v1/pin".
 */
#ifndef WK_PIN_H
#define WK_PIN_H

#include "login.h"
#include "site.h"

enum { PIN_MIN = 4, PIN_MAX = 8 };

struct pin;

struct pin *pin_new(struct site *s, struct login *l);
void pin_free(struct pin *p); /* after the loop has ended */

bool pin_is_one(const char *text);
bool pin_is_set(struct site *s);
/* Set what password_hash() made of a PIN; who is for the site's log. */
WK_MUST_USE enum wk_err pin_set(
    struct site *s, const char *who, const char *hash);

/* Whether r comes from a page on which it was entered. */
bool pin_was_entered(struct pin *p, const struct http_request *r);

/* Handlers, for requests that guard.h let pass. */
void pin_handle(struct pin *p, struct http_request *r);
void pin_handle_set(struct pin *p, struct http_request *r);

#endif
