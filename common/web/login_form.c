/* SPDX-License-Identifier: EUPL-1.2 */
#include <stdio.h>
#include <string.h>
#include <strings.h>

#include "bytes.h"
#include "cookie.h"
#include "crypto.h"
#include "json.h"
#include "login_private.h"

enum { COOKIE_NAME_LEN = 24 };

/* Whether the body is declared to be JSON: a form of a foreign page cannot. */
static bool is_json(const struct http_request *r)
{
    static const char TYPE[] = "application/json";
    const char *type = http_header(r, "content-type");
    const size_t len = sizeof TYPE - 1;

    return type != NULL && strncasecmp(type, TYPE, len) == 0 &&
        (type[len] == '\0' || type[len] == ';' || type[len] == ' ');
}

/* Copy member key of j, a text of at most max bytes; or answer 400. */
static bool read_text(struct http_request *r, const struct json *j,
    const char *key, size_t max, char *out)
{
    const char *text = json_text(json_get(j, key));

    if (text == NULL) {
        http_reply_error(r, 400, "%s: text is missing", key);
        return false;
    }
    if (strlen(text) > max) {
        http_reply_error(r, 400, "%s: over %zu bytes", key, max);
        return false;
    }
    memcpy(out, text, strlen(text) + 1);
    return true;
}

static bool read_object(struct http_request *r, const char *first, size_t max,
    const char *second, struct login_form *out)
{
    struct json *j = NULL;
    char why[128];
    size_t len;
    const uint8_t *body = http_body(r, &len);
    bool ok = false;

    if (json_parse(body, len, &j, why, sizeof why) != WK_OK) {
        http_reply_error(r, 400, "%s", why);
    } else if (json_type_of(j) != JSON_OBJECT_T || json_size(j) != 2) {
        http_reply_error(r, 400, "send %s and %s, nothing else", first, second);
    } else {
        ok = read_text(r, j, first, max, out->first) &&
            read_text(r, j, second, PASSWORD_MAX, out->second);
    }
    json_free(j);
    return ok;
}

bool login_form_read(struct http_request *r, const char *first, size_t max,
    const char *second, struct login_form *out)
{
    if (!http_same_origin(r)) {
        http_reply_error(r, 403, "this comes from another page");
        return false;
    }
    if (!is_json(r)) {
        http_reply_error(r, 415, "send application/json");
        return false;
    }
    return read_object(r, first, max, second, out);
}

bool login_form_new_password(
    struct http_request *r, const char *old, const char *new_password)
{
    size_t n = 0;

    for (const char *s = new_password; *s != '\0'; s++)
        n += (*s & 0xc0) != 0x80; /* letters, not bytes, of UTF-8 */
    if (n < PASSWORD_MIN) {
        http_reply_error(r, 400, "new: under %d characters", PASSWORD_MIN);
        return false;
    }
    if (strcmp(old, new_password) == 0) {
        http_reply_error(r, 400, "new: the same as old");
        return false;
    }
    return true;
}

/*
 * Browsers keep cookies by host, whatever the port, so on plain loopback the
 * port is part of the name: two sites on one machine must not log people out
 * of each other.
 */
static void cookie_name(
    bool tls, const struct http_request *r, char out[static COOKIE_NAME_LEN])
{
    const char *host = http_header(r, "host");
    const char *port = host != NULL ? strrchr(host, ':') : NULL;
    size_t digits = port != NULL ? strspn(port + 1, "0123456789") : 0;

    if (tls)
        snprintf(out, COOKIE_NAME_LEN, "__Host-weerklank");
    else if (digits > 0 && port[digits + 1] == '\0')
        snprintf(out, COOKIE_NAME_LEN, "weerklank-%.5s", port + 1);
    else
        snprintf(out, COOKIE_NAME_LEN, "weerklank");
}

bool login_form_cookie(
    bool tls, const struct http_request *r, uint8_t id_hash[static HASH_LEN])
{
    char name[COOKIE_NAME_LEN];

    cookie_name(tls, r, name);
    return cookie_hash(r, name, id_hash);
}

void login_form_set_cookie(bool tls, const struct http_request *r,
    const char *id, struct bytes *headers)
{
    char name[COOKIE_NAME_LEN];

    cookie_name(tls, r, name);
    cookie_set(headers, name, id, 0, tls);
}

void login_form_address(const char *address, uint8_t out[static HASH_LEN])
{
    struct in6_addr v6;

    if (uv_inet_pton(AF_INET6, address, &v6) == 0)
        crypto_sha256(&v6, 8, out);
    else
        crypto_sha256(address, strlen(address), out);
}
