/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * crypto.h - hashes, sealing, keys, signatures and certificates; with tls.c
 * the only user of OpenSSL.
 *
 * Ownership  Keys end with crypto_key_free(); DER and PEM handed out are the
 *            caller's.
 * Errors     WK_ECHECK: a signature, tag or certificate does not fit.
 *            WK_EINVAL: bytes that are not what they should be.
 */
#ifndef WK_CRYPTO_H
#define WK_CRYPTO_H

#include "bytes.h"
#include "wk_limits.h"

void crypto_sha256(const void *data, size_t len, uint8_t out[static HASH_LEN]);

/* SHA-256 over parts. */
struct crypto_hash;
struct crypto_hash *crypto_hash_new(void);
void crypto_hash_add(struct crypto_hash *h, const void *data, size_t len);
void crypto_hash_end(struct crypto_hash *h, uint8_t out[static HASH_LEN]);

/* HMAC-SHA256 (RFC 2104). */
void crypto_hmac(const void *key, size_t key_len, const void *data, size_t len,
    uint8_t out[static HASH_LEN]);

/* AES-256-GCM: 12 bytes of random nonce, the ciphertext, 16 bytes of tag. */
enum { SEAL_KEY_LEN = 32, SEAL_OVERHEAD = 28 };
void crypto_seal(const uint8_t key[static SEAL_KEY_LEN], const void *aad,
    size_t aad_len, const void *plain, size_t len, uint8_t *out);
/* WK_ECHECK, and plain wiped, unless key, aad and every byte fit. */
WK_MUST_USE enum wk_err crypto_open(const uint8_t key[static SEAL_KEY_LEN],
    const void *aad, size_t aad_len, const uint8_t *sealed, size_t sealed_len,
    void *plain); /* sealed_len - SEAL_OVERHEAD bytes */

/*
 * Sealing to somebody who is not here: X25519 (RFC 7748) and HKDF-SHA256
 * without salt (RFC 5869).  Any 32 random bytes are a private key.
 */
enum { BOX_KEY_LEN = 32 };
void crypto_box_public(const uint8_t private_key[static BOX_KEY_LEN],
    uint8_t public_key[static BOX_KEY_LEN]);
/* len bytes that the other pair of keys gives as well, for the same info;
 * WK_ECHECK when public_key is one that anybody could agree with. */
WK_MUST_USE enum wk_err crypto_box_agree(
    const uint8_t private_key[static BOX_KEY_LEN],
    const uint8_t public_key[static BOX_KEY_LEN], const void *info,
    size_t info_len, uint8_t *out, size_t len);

/* A P-256 key. */
struct crypto_key;
struct crypto_key *crypto_key_new(void);
void crypto_key_free(struct crypto_key *k);
WK_MUST_USE enum wk_err crypto_key_from_pem(
    const uint8_t *pem, size_t len, struct crypto_key **out);
char *crypto_key_to_pem(const struct crypto_key *k);
void crypto_key_spki(const struct crypto_key *k, struct bytes *der);
void crypto_key_id(const struct crypto_key *k, uint8_t out[static HASH_LEN]);
void crypto_sign(const struct crypto_key *k, const void *data, size_t len,
    struct bytes *signature);
/* spki is a DER SubjectPublicKeyInfo of a P-256 key. */
WK_MUST_USE enum wk_err crypto_verify(const uint8_t *spki, size_t spki_len,
    const void *data, size_t len, const uint8_t *signature, size_t sig_len);

/* Certificates.  Times are seconds since 1970-01-01 UTC. */
struct crypto_cert_info {
    char name[MAX_NAME + 1];       /* CN */
    uint8_t fingerprint[HASH_LEN]; /* SHA-256 of the DER */
    uint8_t key_id[HASH_LEN];      /* SHA-256 of the SPKI */
    int64_t not_before, not_after;
};
WK_MUST_USE enum wk_err crypto_cert_read(
    const uint8_t *der, size_t len, struct crypto_cert_info *out);
void crypto_cert_spki(const uint8_t *der, size_t len, struct bytes *spki);
/* The SPKI of this id in a certificate of ours, known by its bytes: OpenSSL
 * takes long to read a certificate.  Appends nothing when there is none. */
void crypto_cert_find_key(const uint8_t *der, size_t len,
    const uint8_t id[static HASH_LEN], struct bytes *spki);

enum cert_use { CERT_CLIENT, CERT_SERVER };
/* A self-signed CA, valid from now for days. */
void crypto_make_ca(const struct crypto_key *key, const char *name, int64_t now,
    unsigned days, struct bytes *der);
/* A CSR in DER for key; the CN is name. */
void crypto_make_csr(
    const struct crypto_key *key, const char *name, struct bytes *der);
/*
 * A certificate for the key of csr (whose self-signature is checked), with
 * the CN name (1 to MAX_NAME bytes) whatever the CSR says.  hosts (n of them)
 * become SAN entries, as IP addresses where they are such.  WK_EINVAL too if
 * the CA's certificate is not for ca_key.
 */
WK_MUST_USE enum wk_err crypto_issue(const struct crypto_key *ca_key,
    const uint8_t *ca_der, size_t ca_len, const uint8_t *csr, size_t csr_len,
    const char *name, enum cert_use use, const char *const *hosts, size_t n,
    int64_t now, unsigned days, struct bytes *der);

/* DER to PEM and back ("CERTIFICATE"). */
char *crypto_cert_to_pem(const uint8_t *der, size_t len);
WK_MUST_USE enum wk_err crypto_cert_from_pem(
    const uint8_t *pem, size_t len, struct bytes *der);

/* Overwrite a secret so that the compiler cannot leave it out. */
void crypto_wipe(void *p, size_t len);

#endif
