/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * bytes.h - a byte buffer that is born with a maximum, and text forms of bytes.
 *
 * Pure module.
 *
 * Ownership  The buffer owns data; bytes_free() ends it and leaves it empty.
 *            bytes_take() hands data to the caller.
 * Traces     Memory that a buffer gives back was wiped: it may have held an
 *            answer.
 * Errors     A buffer that would pass its maximum stops growing and stays
 *            "over" (bytes_over()); whoever builds it asks once, at the end.
 */
#ifndef WK_BYTES_H
#define WK_BYTES_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "err.h"

struct bytes {
    uint8_t *data; /* len bytes and a NUL, or NULL when nothing was added */
    size_t len, cap, max;
    bool over;
};

/* Zeros over a secret, which the compiler cannot leave out. */
void bytes_wipe(void *p, size_t len);

/* An empty buffer that may grow to max bytes. */
struct bytes bytes_new(size_t max);
void bytes_free(struct bytes *b);
void bytes_clear(struct bytes *b); /* empty again, memory kept */
bool bytes_over(const struct bytes *b);
uint8_t *bytes_take(struct bytes *b, size_t *len); /* never NULL */

void bytes_add(struct bytes *b, const void *p, size_t len);
void bytes_add_text(struct bytes *b, const char *s);
void bytes_addf(struct bytes *b, const char *fmt, ...) WK_PRINTF(2, 3);

/* The text so far, "" when empty; lent until the next call. */
const char *bytes_text(const struct bytes *b);

/* Lower-case hex of len bytes into out, which holds 2 * len + 1. */
void hex_encode(const uint8_t *p, size_t len, char *out);
/* Exactly 2 * len lower-case hex digits and the end of s, else false. */
bool hex_decode(const char *s, uint8_t *out, size_t len);

/* RFC 4648 base32, lower case, no padding; out holds (len * 8 + 4) / 5 + 1. */
void base32_encode(const uint8_t *p, size_t len, char *out);
/* Accepts upper case and skips '-' and spaces; exactly len bytes or false. */
bool base32_decode(const char *s, uint8_t *out, size_t len);

/* RFC 4648 base64 with padding; out holds (len + 2) / 3 * 4 + 1. */
void base64_encode(const uint8_t *p, size_t len, char *out);
/* The only text that base64_encode() gives for some bytes, at most max of them;
 * false for any other. */
bool base64_decode(const char *s, uint8_t *out, size_t max, size_t *len);

/* Equal in time that does not depend on where they differ. */
bool bytes_equal(const uint8_t *a, const uint8_t *b, size_t len);

/* Well-formed UTF-8 without NUL (RFC 3629: no surrogates, no long forms). */
bool text_is_utf8(const char *s, size_t len);

/* 1 to max of [a-z0-9_-]: an id of a project, questionnaire or question. */
bool text_is_id(const char *s, size_t max);

#endif
