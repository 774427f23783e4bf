/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * kiosk.h - the page that asks, what it asks, and the answers that come back.
 *
 * Nothing here is logged, counted or timed by submission, and nothing of an
 * earlier answer can be had from a later request.
 *
 * Ownership  A kiosk belongs to the loop's thread and uses the site it was
 *            made for, which outlives it.
 * Source     common/API.md, "The site".
 */
#ifndef WK_KIOSK_H
#define WK_KIOSK_H

#include "http_server.h"
#include "site.h"

struct kiosk;

struct kiosk *kiosk_new(struct site *s);
void kiosk_free(struct kiosk *k);

/* From time to time, and at the end: have nothing on disk tell in which order
 * answers came, nor open what waited too long.  Failures are logged, and made
 * good the next time. */
void kiosk_shuffle(struct kiosk *k);
/* Others added answer sets as well: there is something to shuffle. */
void kiosk_mark(struct kiosk *k);

/* Handlers, for requests that guard.h let pass. */
void kiosk_page(struct kiosk *k, struct http_request *r);
void kiosk_describe(struct kiosk *k, struct http_request *r);
void kiosk_take(struct kiosk *k, struct http_request *r);
void kiosk_card(struct kiosk *k, struct http_request *r);

#endif
