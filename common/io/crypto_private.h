/* SPDX-License-Identifier: EUPL-1.2 */
/* crypto_private.h - what the files of crypto share. */
#ifndef WK_CRYPTO_PRIVATE_H
#define WK_CRYPTO_PRIVATE_H

#include <openssl/evp.h>

#include "crypto.h"

struct crypto_key {
    EVP_PKEY *pkey; /* P-256, with its private half */
    uint8_t id[HASH_LEN];
};

/*
 * End the process unless ok: for calls of OpenSSL that fail only for want of
 * memory or through a fault of our own, never for what a peer sent.
 */
void crypto_must(int ok, const char *what);

/* Forget the errors that a refused input left in this thread's queue, which
 * would else be taken for one of a later call. */
void crypto_clear_errors(void);

/* Whether pkey is a key on the curve P-256, the only kind we take. */
int crypto_is_p256(const EVP_PKEY *pkey);

#endif
