/* SPDX-License-Identifier: EUPL-1.2 */
#include "device_key.h"

#include <stdlib.h>
#include <string.h>

#include "file.h"
#include "log.h"
#include "random.h"

#define TITLE "weerklank device key, version 1\n"

enum { FILE_MAX = 256 };

/* The one text for a key. */
static void write_text(
    const uint8_t key[static SEAL_KEY_LEN], struct bytes *out)
{
    char hex[2 * HASH_LEN + 1];
    uint8_t check[HASH_LEN];

    hex_encode(key, SEAL_KEY_LEN, hex);
    bytes_addf(out, TITLE "%s\n", hex);
    crypto_sha256(out->data, out->len, check);
    hex_encode(check, sizeof check, hex);
    bytes_addf(out, "%s\n", hex);
    crypto_wipe(hex, sizeof hex);
}

static void wipe(struct bytes *text)
{
    if (text->data != NULL)
        crypto_wipe(text->data, text->len);
    bytes_free(text);
}

enum wk_err device_key_create(const char *path)
{
    struct bytes text = bytes_new(FILE_MAX);
    uint8_t key[SEAL_KEY_LEN];
    enum wk_err err;

    random_bytes(key, sizeof key);
    write_text(key, &text);
    err = file_replace(path, text.data, text.len, 0600);
    crypto_wipe(key, sizeof key);
    wipe(&text);
    return err;
}

/* The key of a text that write_text() would write. */
static bool parse(
    const uint8_t *data, size_t len, uint8_t key[static SEAL_KEY_LEN])
{
    struct bytes text = bytes_new(FILE_MAX);
    char hex[2 * SEAL_KEY_LEN + 1] = "";
    size_t title = strlen(TITLE);
    bool sound = false;

    if (len > title + 2 * SEAL_KEY_LEN)
        memcpy(hex, data + title, 2 * SEAL_KEY_LEN);
    if (hex_decode(hex, key, SEAL_KEY_LEN)) {
        write_text(key, &text);
        sound = text.len == len && bytes_equal(text.data, data, len);
    }
    crypto_wipe(hex, sizeof hex);
    wipe(&text);
    return sound;
}

enum wk_err device_key_read(const char *path, uint8_t key[static SEAL_KEY_LEN],
    uint8_t sum[static HASH_LEN])
{
    uint8_t *data = NULL;
    size_t len;
    enum wk_err err = file_read_secret(path, FILE_MAX, &data, &len);

    if (err == WK_ETOOBIG)
        err = WK_ECHECK;
    if (err != WK_OK)
        return err;
    if (!parse(data, len, key)) {
        log_warn("%s: damaged, or not a device key", path);
        err = WK_ECHECK;
    }
    crypto_sha256(data, len, sum);
    crypto_wipe(data, len);
    free(data);
    return err;
}
