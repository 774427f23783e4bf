/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * register.h - what a restored centre must not forget: certificates issued,
 * certificates revoked, codes used.
 *
 * A text file beside the database, one fact a line, each line begun by the
 * SHA-256 over the sum of the line before and the rest of its own; so a line
 * that was changed is named, and a line that is missing is found by what the
 * database knows.  Lines are only ever appended, and are on disk before the
 * transaction that depends on them is committed.
 *
 *   SUM weerklank-register 1 ID
 *   SUM issued SITE FINGERPRINT DER NAME OF THE SITE
 *   SUM revoked SITE FINGERPRINT - NAME
 *   SUM code SITE HASH - NAME
 *
 * Writers    register_add() is called only inside a transaction of the ledger,
 *            which keeps two processes apart.
 * Ownership  A book ends with register_close(); facts are lent until the next
 *            call on it.
 * Errors     WK_ENOTFOUND: no file.  WK_ECHECK: a line is damaged, and why
 *            names it; a last line without its end is damage too, except for
 *            register_open() with mend, which cuts it off: it was being written
 *            when the machine stopped, and nothing depends on it yet.
 */
#ifndef WK_REGISTER_H
#define WK_REGISTER_H

#include "bytes.h"
#include "wk_limits.h"
#include "questionnaire.h"

enum register_kind { REGISTER_ISSUED, REGISTER_REVOKED, REGISTER_CODE };

struct register_fact {
    enum register_kind kind;
    int64_t site;
    char name[MAX_NAME + 1];
    uint8_t hash[HASH_LEN]; /* of the certificate, or of the code's secret */
    uint8_t *der;           /* of an issued certificate */
    size_t der_len;
};

struct register_book;

/* A new file with a random id; WK_EEXIST. */
WK_MUST_USE enum wk_err register_create(const char *path);

/* why may hold a sentence on any failure. */
WK_MUST_USE enum wk_err register_open(const char *path, bool mend,
    struct register_book **out, char why[static WHY_MAX]);
void register_close(struct register_book *b); /* NULL has no effect */

/* Read what another process appended since. */
WK_MUST_USE enum wk_err register_refresh(struct register_book *b);

/* 32 hex digits, drawn by register_create(). */
const char *register_id(const struct register_book *b);

size_t register_size(const struct register_book *b);
const struct register_fact *register_at(
    const struct register_book *b, size_t index);
bool register_has(const struct register_book *b, enum register_kind kind,
    const uint8_t hash[static HASH_LEN]);

/* Append, durably; a fact that is there already changes nothing. */
WK_MUST_USE enum wk_err register_add(
    struct register_book *b, const struct register_fact *fact);

/* The facts of the undamaged lines at the start of a damaged file. */
WK_MUST_USE enum wk_err register_salvage(
    const char *path, struct register_book **out);

#endif
