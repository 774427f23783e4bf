/* SPDX-License-Identifier: EUPL-1.2 */
#include "cookie.h"

#include <string.h>

#include "crypto.h"
#include "random.h"

void cookie_new(char text[static COOKIE_TEXT], uint8_t hash[static HASH_LEN])
{
    uint8_t secret[COOKIE_LEN];

    random_bytes(secret, sizeof secret);
    hex_encode(secret, sizeof secret, text);
    crypto_sha256(secret, sizeof secret, hash);
    crypto_wipe(secret, sizeof secret);
}

/*
 * Find the value of the cookie that stands there once; twice means that
 * somebody planted one.  Returns its length, or 0.
 */
static size_t find(const char *header, const char *name, const char **value)
{
    size_t name_len = strlen(name), value_len = 0;
    bool found = false;

    for (const char *p = header; p != NULL && *p != '\0';) {
        size_t len = strcspn(p, ";");

        if (len > name_len && memcmp(p, name, name_len) == 0 &&
            p[name_len] == '=') {
            if (found)
                return 0;
            found = true;
            *value = p + name_len + 1;
            value_len = len - name_len - 1;
        }
        p += len;
        p += strspn(p, "; ");
    }
    return value_len;
}

bool cookie_hash(const struct http_request *r, const char *name,
    uint8_t hash[static HASH_LEN])
{
    char text[COOKIE_TEXT];
    const char *value;
    uint8_t secret[COOKIE_LEN];

    if (find(http_header(r, "cookie"), name, &value) != sizeof text - 1)
        return false;
    memcpy(text, value, sizeof text - 1);
    text[sizeof text - 1] = '\0';
    if (!hex_decode(text, secret, sizeof secret))
        return false;
    crypto_sha256(secret, sizeof secret, hash);
    return true;
}

void cookie_set(struct bytes *headers, const char *name, const char *text,
    unsigned max_age_s, bool tls)
{
    bytes_addf(headers, "Set-Cookie: %s=%s; Path=/;%s", name,
        text != NULL ? text : "", tls ? " Secure;" : "");
    if (text == NULL || max_age_s > 0)
        bytes_addf(headers, " Max-Age=%u;", text != NULL ? max_age_s : 0);
    bytes_add_text(headers, " HttpOnly; SameSite=Strict\r\n");
}
