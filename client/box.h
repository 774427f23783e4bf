/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * box.h - what a page of the kiosk keeps until the site has said 201, readable
 * by the site alone.
 *
 * A box is an X25519 pair.  Its public half goes to the pages; its private one
 * lies in the store, sealed by the device key.  Each day that it is four weeks
 * old a new one takes its place, and at eight weeks it is destroyed: within the
 * 62 nights for which ids are remembered after a closing, so that what waited
 * can never count twice.
 *
 * What a page makes of a request's body is
 *
 *   16 bytes   the id of the box
 *   32 bytes   the public half of a pair that is made for this body alone
 *   the rest   AES-256-GCM (crypto.h) over the body, with blanks behind it up
 *              to BOX_PLAIN_LEN; AAD: what stands before
 *
 * under the key on which both pairs agree (crypto.h; info: BOX_TITLE, what
 * stands before, and the public half of the box).
 *
 * Errors  WK_ENOTFOUND: no such box, any more.  WK_ECHECK: does not open.
 * Source  client/PRIVACY.md, G; client/web/kiosk_seal.js is the page's side.
 */
#ifndef WK_BOX_H
#define WK_BOX_H

#include "seal.h"

#define BOX_TITLE "weerklank answers that wait, version 1\n"

enum {
    BOX_HEAD_LEN = ID_LEN + BOX_KEY_LEN,
    BOX_PLAIN_LEN = 8192,
    BOX_SEALED_LEN = BOX_HEAD_LEN + BOX_PLAIN_LEN + SEAL_OVERHEAD,
    BOX_NEW_DAYS = 28,  /* then another one is given out */
    BOX_KEEP_DAYS = 55, /* then it is destroyed */
    BOX_AHEAD_DAYS = 7, /* of the clock: one from further on is destroyed too */
};

/* What pages are told. */
struct box {
    uint8_t id[ID_LEN], public_key[BOX_KEY_LEN];
};

/* The box of this date; makes one and destroys others as it is time.  *gone:
 * some were destroyed, which the WAL still holds. */
WK_MUST_USE enum wk_err box_now(const struct seal *seal, struct store *s,
    int64_t date, struct box *out, bool *gone);

WK_MUST_USE enum wk_err box_open(const struct seal *seal, struct store *s,
    const uint8_t sealed[static BOX_SEALED_LEN],
    uint8_t plain[static BOX_PLAIN_LEN]);

/* Open every box; report(arg, place) for each that does not. */
WK_MUST_USE enum wk_err box_verify(const struct seal *seal, struct store *s,
    void (*report)(void *arg, const char *place), void *arg);

#endif
