/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * pin.h - the PIN of the team: what a page of the kiosk asks before it does
 * what is not for visitors.
 *
 * Four to eight digits, kept as argon2id, checked on a worker thread.  From
 * the 5th wrong one in a row on an address waits: 1 s, 2 s ... 15 minutes, or
 * until a PIN is set, the same or another.
 * Who enters it gets a ticket, with which answers say that somebody helped.
 * It is the same for everybody and for good: it tells neither who entered the
 * PIN nor when, and what waits on a page still counts after another start and
 * another PIN.
 *
 * Ownership  A pin belongs to the loop's thread; site and login outlive it.
 * Source     common/API.md, "POST /api/v1/pin".
 */
#ifndef WK_PIN_H
#define WK_PIN_H

#include "login.h"
#include "site.h"

enum { PIN_MIN = 4, PIN_MAX = 8, PIN_TICKET_LEN = 2 * HASH_LEN };

struct pin;

struct pin *pin_new(struct site *s, struct login *l);
void pin_free(struct pin *p); /* after the loop has ended */

bool pin_is_one(const char *text);
bool pin_is_set(struct site *s);
/* Set what password_hash() made of a PIN; who is for the site's log. */
WK_MUST_USE enum wk_err pin_set(
    struct site *s, const char *who, const char *hash);

/* The ticket in hex, never kept or logged; and whether text is it. */
void pin_ticket(struct site *s, char out[static PIN_TICKET_LEN + 1]);
bool pin_ticket_fits(struct site *s, const char *text);

/* Handlers, for requests that guard.h let pass. */
void pin_handle(struct pin *p, struct http_request *r);
void pin_handle_set(struct pin *p, struct http_request *r);

#endif
