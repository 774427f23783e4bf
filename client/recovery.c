/* SPDX-License-Identifier: EUPL-1.2 */
#include "recovery.h"

#include <stdlib.h>
#include <string.h>

#include "random.h"
#include "xalloc.h"

#define TITLE "weerklank backup with answers, version 1\n"

enum {
    TITLE_LEN = sizeof TITLE - 1,
    HEAD_LEN = TITLE_LEN + BOX_KEY_LEN,
    LENGTH_LEN = 8,
    /* Some thousands of answer sets: the size of a file tells no number. */
    PADDED_TO = 1024 * 1024,

    VERSION = 1,
    CHECK_LEN = 4,
    RAW_LEN = 1 + BOX_KEY_LEN + CHECK_LEN,
    GROUP = 5, /* digits between two dashes */
    DIGITS = 60,
};

/* ---- The key as text: version, private half, four bytes of checksum ---- */

static void fill_check(uint8_t raw[static RAW_LEN])
{
    uint8_t sum[HASH_LEN];

    raw[0] = VERSION;
    crypto_sha256(raw, 1 + BOX_KEY_LEN, sum);
    memcpy(raw + 1 + BOX_KEY_LEN, sum, CHECK_LEN);
}

void recovery_new(
    char text[static RECOVERY_TEXT], uint8_t public_key[static BOX_KEY_LEN])
{
    uint8_t raw[RAW_LEN];
    char digits[DIGITS + 1];
    char *p = text;

    random_bytes(raw + 1, BOX_KEY_LEN);
    fill_check(raw);
    crypto_box_public(raw + 1, public_key);
    base32_encode(raw, sizeof raw, digits);
    for (size_t i = 0; i < DIGITS; i++) {
        if (i > 0 && i % GROUP == 0)
            *p++ = '-';
        *p++ = digits[i];
    }
    *p = '\0';
    crypto_wipe(raw, sizeof raw);
    crypto_wipe(digits, sizeof digits);
}

enum wk_err recovery_parse(
    const char *text, uint8_t private_key[static BOX_KEY_LEN])
{
    uint8_t raw[RAW_LEN], again[RAW_LEN];
    char digits[DIGITS + 1];
    size_t n = 0;
    enum wk_err err = WK_EINVAL;

    for (; *text != '\0' && n < sizeof digits; text++)
        if (strchr(" -\t\r\n", *text) == NULL)
            digits[n++] = *text;
    if (n == DIGITS) {
        digits[n] = '\0';
        if (base32_decode(digits, raw, sizeof raw)) {
            memcpy(again, raw, sizeof raw);
            fill_check(again);
            if (bytes_equal(again, raw, sizeof raw))
                err = WK_OK;
        }
    }
    if (err == WK_OK)
        memcpy(private_key, raw + 1, BOX_KEY_LEN);
    crypto_wipe(raw, sizeof raw);
    crypto_wipe(again, sizeof again);
    crypto_wipe(digits, sizeof digits);
    return err;
}

/* ---- The file ---- */

/* Both keys, from a private half of one pair and the public one of the other.
 * once and public_key are the public halves, whoever's private half it is. */
static enum wk_err agree(struct recovery *r,
    const uint8_t private_key[static BOX_KEY_LEN], const uint8_t *peer,
    const uint8_t public_key[static BOX_KEY_LEN])
{
    uint8_t info[HEAD_LEN + BOX_KEY_LEN], keys[2 * SEAL_KEY_LEN];
    enum wk_err err;

    memcpy(info, TITLE, TITLE_LEN);
    memcpy(info + TITLE_LEN, r->once, BOX_KEY_LEN);
    memcpy(info + HEAD_LEN, public_key, BOX_KEY_LEN);
    err = crypto_box_agree(
        private_key, peer, info, sizeof info, keys, sizeof keys);
    if (err == WK_OK) {
        memcpy(r->file_key, keys, SEAL_KEY_LEN);
        memcpy(r->pool_key, keys + SEAL_KEY_LEN, SEAL_KEY_LEN);
    }
    crypto_wipe(keys, sizeof keys);
    return err;
}

enum wk_err recovery_begin(
    struct recovery *r, const uint8_t public_key[static BOX_KEY_LEN])
{
    uint8_t once[BOX_KEY_LEN];
    enum wk_err err;

    random_bytes(once, sizeof once);
    crypto_box_public(once, r->once);
    err = agree(r, once, public_key, public_key);
    crypto_wipe(once, sizeof once);
    return err;
}

void recovery_seal(const struct recovery *r, const uint8_t *db, size_t len,
    uint8_t **out, size_t *out_len)
{
    size_t padded = (LENGTH_LEN + len + PADDED_TO - 1) / PADDED_TO * PADDED_TO;
    uint8_t *plain = xcalloc(padded, 1);
    uint8_t *file = xcalloc(HEAD_LEN + padded + SEAL_OVERHEAD, 1);

    for (size_t i = 0; i < LENGTH_LEN; i++)
        plain[i] = (uint8_t)((uint64_t)len >> 8 * (LENGTH_LEN - 1 - i));
    memcpy(plain + LENGTH_LEN, db, len);
    memcpy(file, TITLE, TITLE_LEN);
    memcpy(file + TITLE_LEN, r->once, BOX_KEY_LEN);
    crypto_seal(r->file_key, file, HEAD_LEN, plain, padded, file + HEAD_LEN);
    free(plain);
    *out = file;
    *out_len = HEAD_LEN + padded + SEAL_OVERHEAD;
}

bool recovery_is_sealed(const uint8_t *file, size_t len)
{
    return len >= TITLE_LEN && memcmp(file, TITLE, TITLE_LEN) == 0;
}

/* What stands behind the length; WK_ECHECK when it does not fit. */
static enum wk_err unpad(
    const uint8_t *plain, size_t len, uint8_t **db, size_t *db_len)
{
    uint64_t n = 0;

    if (len < LENGTH_LEN)
        return WK_ECHECK;
    for (size_t i = 0; i < LENGTH_LEN; i++)
        n = n << 8 | plain[i];
    if (n > len - LENGTH_LEN)
        return WK_ECHECK;
    *db = xmemdup(plain + LENGTH_LEN, (size_t)n);
    *db_len = (size_t)n;
    return WK_OK;
}

enum wk_err recovery_open(const uint8_t private_key[static BOX_KEY_LEN],
    const uint8_t *file, size_t len, struct recovery *r, uint8_t **db,
    size_t *db_len)
{
    uint8_t public_key[BOX_KEY_LEN];
    uint8_t *plain = NULL;
    size_t padded;
    enum wk_err err;

    if (!recovery_is_sealed(file, len) || len < HEAD_LEN + SEAL_OVERHEAD)
        return WK_ECHECK;
    padded = len - HEAD_LEN - SEAL_OVERHEAD;
    memcpy(r->once, file + TITLE_LEN, BOX_KEY_LEN);
    crypto_box_public(private_key, public_key);
    err = agree(r, private_key, r->once, public_key);
    if (err == WK_OK) {
        plain = xcalloc(padded + 1, 1);
        err = crypto_open(r->file_key, file, HEAD_LEN, file + HEAD_LEN,
            len - HEAD_LEN, plain);
    }
    if (err == WK_OK)
        err = unpad(plain, padded, db, db_len);
    free(plain);
    return err;
}
