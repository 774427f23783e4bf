/* SPDX-License-Identifier: EUPL-1.2 */
#include "http_text.h"

#include <string.h>

#include "bytes.h"

static int hex_value(char c)
{
    if (c >= '0' && c <= '9')
        return c - '0';
    if (c >= 'a' && c <= 'f')
        return c - 'a' + 10;
    return c >= 'A' && c <= 'F' ? c - 'A' + 10 : -1;
}

/* The byte that the escape at s[0] ('%') stands for, or -1. */
static int escape_value(const char *s, size_t left)
{
    int high, low;

    if (left < 3)
        return -1;
    high = hex_value(s[1]);
    low = hex_value(s[2]);
    return high < 0 || low < 0 ? -1 : high << 4 | low;
}

static bool is_path_char(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') ||
        (c >= '0' && c <= '9') ||
        (c != '\0' && strchr("-._~!$&'()*+,;=:@/", c) != NULL);
}

static bool is_plain_text(const char *s, size_t len)
{
    for (size_t i = 0; i < len; i++)
        if ((unsigned char)s[i] < 0x20 || s[i] == 0x7f)
            return false;
    return text_is_utf8(s, len);
}

/* Whether no segment of a decoded path is empty (but the last), "." or "..". */
static bool has_plain_segments(const char *path)
{
    while (*path == '/') {
        size_t n = strcspn(++path, "/");

        if (n == 0 && path[n] == '/')
            return false;
        if ((n == 1 && path[0] == '.') ||
            (n == 2 && path[0] == '.' && path[1] == '.'))
            return false;
        path += n;
    }
    return true;
}

enum wk_err http_text_path(char *path)
{
    size_t len = strlen(path), n = 0;

    if (path[0] != '/')
        return WK_EINVAL;
    for (size_t i = 0; i < len; i++) {
        if (path[i] == '%') {
            int c = escape_value(path + i, len - i);

            if (c < 0 || c == '/')
                return WK_EINVAL;
            path[n++] = (char)c;
            i += 2;
        } else if (is_path_char(path[i])) {
            path[n++] = path[i];
        } else {
            return WK_EINVAL;
        }
    }
    /* Before the NUL is set, so that an escaped NUL is seen. */
    if (!is_plain_text(path, n))
        return WK_EINVAL;
    path[n] = '\0';
    return has_plain_segments(path) ? WK_OK : WK_EINVAL;
}

bool http_text_is_query(const char *query)
{
    for (; *query != '\0'; query++)
        if (*query <= 0x20 || *query >= 0x7f || *query == '#')
            return false;
    return true;
}

/* Decode len bytes of a query into out, which holds len + 1 at least or cap;
 * WK_ETOOBIG when the text goes on past cap - 1. */
static enum wk_err decode(
    const char *s, size_t len, char *out, size_t cap, size_t *out_len)
{
    size_t n = 0;

    for (size_t i = 0; i < len; i++) {
        int c = (unsigned char)s[i];

        if (c == '+') {
            c = ' ';
        } else if (c == '%') {
            c = escape_value(s + i, len - i);
            if (c < 0)
                return WK_EINVAL;
            i += 2;
        }
        if (n + 1 < cap)
            out[n] = (char)c;
        n++;
    }
    *out_len = n;
    if (n + 1 > cap)
        return WK_ETOOBIG;
    out[n] = '\0';
    return WK_OK;
}

/* Whether the len bytes at s decode to name; WK_EINVAL on a bad escape. */
static enum wk_err is_named(
    const char *s, size_t len, const char *name, bool *same)
{
    char text[64];
    size_t n;
    enum wk_err err = decode(s, len, text, sizeof text, &n);

    *same = err == WK_OK && n == strlen(name) && memcmp(text, name, n) == 0;
    return err == WK_EINVAL ? err : WK_OK;
}

enum wk_err http_text_param(
    const char *query, const char *name, char *out, size_t out_len, bool *found)
{
    const char *p = query;

    *found = false;
    while (*p != '\0') {
        size_t len = strcspn(p, "&");
        size_t name_len = strcspn(p, "=&"), n;
        const char *value = p + name_len + (name_len < len);
        bool same;

        if (is_named(p, name_len, name, &same) != WK_OK)
            return WK_EINVAL;
        if (same) {
            if (*found ||
                decode(value, len - (size_t)(value - p), out, out_len, &n) !=
                    WK_OK ||
                !is_plain_text(out, n))
                return WK_EINVAL;
            *found = true;
        }
        p += len + (p[len] == '&');
    }
    return WK_OK;
}

bool http_text_lists(const char *list, const char *etag)
{
    size_t len = strlen(etag);

    if (strcmp(list, "*") == 0)
        return true;
    while (*list != '\0') {
        const char *end;

        list += strspn(list, " \t,");
        if (strncmp(list, "W/", 2) == 0)
            list += 2;
        end = *list == '"' ? strchr(list + 1, '"') : NULL;
        if (end == NULL)
            return false; /* not a list of tags */
        end++;
        if ((size_t)(end - list) == len && memcmp(list, etag, len) == 0)
            return true;
        list = end;
    }
    return false;
}

/* Whether the n bytes at s are a weight, ";q=0.5", above zero, or nothing. */
static bool is_wanted(const char *s, size_t n)
{
    bool wanted = false;

    while (n > 0 && strchr("; \t", *s) != NULL)
        s++, n--;
    if (n == 0)
        return true;
    if (n < 3 || (s[0] | 0x20) != 'q' || s[1] != '=')
        return false;
    for (size_t i = 2; i < n; i++) {
        if (s[i] != '.' && (s[i] < '0' || s[i] > '9'))
            return false;
        wanted = wanted || (s[i] >= '1' && s[i] <= '9');
    }
    return wanted;
}

/* Whether the n bytes at s are "gzip", in any case. */
static bool is_gzip(const char *s, size_t n)
{
    static const char NAME[] = "gzip";

    if (n != strlen(NAME))
        return false;
    for (size_t i = 0; i < n; i++)
        if ((s[i] | 0x20) != NAME[i])
            return false;
    return true;
}

bool http_text_takes_gzip(const char *accepted)
{
    for (const char *p = accepted; *p != '\0';) {
        size_t len, name;

        p += strspn(p, " \t,");
        len = strcspn(p, ",");
        name = strcspn(p, " \t;,");
        if (is_gzip(p, name))
            return is_wanted(p + name, len - name);
        p += len;
    }
    return false;
}
