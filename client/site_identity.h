/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * site_identity.h - who this site is to the centre: tls/{key,cert,ca}.pem.
 *
 * A new identity is written beside the old one (NAME.new), counts from the
 * transaction that stores its sums, and only then takes the old one's place;
 * what was interrupted after that is finished whenever the directory is
 * opened.
 *
 * Errors  Each is logged, naming the file.  WK_ECHECK: damaged, readable by
 *         others, or not what this program wrote.
 */
#ifndef WK_SITE_IDENTITY_H
#define WK_SITE_IDENTITY_H

#include "crypto.h"
#include "site.h"

struct site_identity {
    struct crypto_key *key;
    struct crypto_cert_info cert;
    char *key_path, *cert_path, *ca_path;
};

/* WK_ENOTFOUND (not logged) when the site is not enrolled. */
WK_MUST_USE enum wk_err site_identity_load(
    const struct site *s, struct site_identity *out);
void site_identity_end(struct site_identity *id);

/*
 * Write a new certificate (DER) and, unless they are NULL or of length 0, a
 * new key and CA, inside the caller's transaction, which it then commits and
 * ends with site_identity_finish().  id is the key's.
 */
WK_MUST_USE enum wk_err site_identity_prepare(struct site *s,
    const struct crypto_key *key, struct span cert, struct span ca);
WK_MUST_USE enum wk_err site_identity_finish(struct site *s);

/* Names of the files that this program writes and keeps sums of. */
enum { SITE_IDENTITY_FILES = 3 };
extern const char *const SITE_IDENTITY_FILE[SITE_IDENTITY_FILES];

/* The SHA-256 of a file of the state directory. */
WK_MUST_USE enum wk_err site_identity_sum(
    const struct site *s, const char *name, uint8_t sum[static HASH_LEN]);

#endif
