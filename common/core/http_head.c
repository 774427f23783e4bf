/* SPDX-License-Identifier: EUPL-1.2 */
#include "http_head.h"

#include <string.h>

#include "http_text.h"

enum { METHOD_MAX = 16, LENGTH_DIGITS = 15 };

/* Fields that decide something here or above: a second one is an attack or a
 * fault, so it is refused rather than chosen between. */
static const char *const SINGLE[] = {"host", "content-length",
    "transfer-encoding", "content-type", "cookie", "origin", "expect",
    "authorization", "x-csrf-token", "x-weerklank-token"};

static bool is_digit(char c)
{
    return c >= '0' && c <= '9';
}

static bool is_token_char(char c)
{
    return is_digit(c) || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') ||
        (c != '\0' && strchr("!#$%&'*+-.^_`|~", c) != NULL);
}

static char lower(char c)
{
    return c >= 'A' && c <= 'Z' ? (char)(c + ('a' - 'A')) : c;
}

/* Whether the len bytes at s are word, in any case. */
static bool is_word(const char *s, size_t len, const char *word)
{
    if (len != strlen(word))
        return false;
    for (size_t i = 0; i < len; i++)
        if (lower(s[i]) != word[i])
            return false;
    return true;
}

/* Whether a comma-separated list has word in it. */
static bool has_item(const char *list, const char *word)
{
    while (*list != '\0') {
        size_t len = strcspn(list, ","), end = len;
        size_t start = strspn(list, " \t");

        while (end > start && (list[end - 1] == ' ' || list[end - 1] == '\t'))
            end--;
        if (end > start && is_word(list + start, end - start, word))
            return true;
        list += len + (list[len] == ',');
    }
    return false;
}

/* name[:port], an IPv4 address, or an IPv6 address in brackets. */
static bool is_host(const char *s)
{
    static const char LETTERS[] =
        "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789.-_";
    size_t n;

    if (*s == '[') {
        n = strspn(s + 1, "0123456789abcdefABCDEF:.");
        if (n == 0 || s[n + 1] != ']')
            return false;
        s += n + 2;
    } else {
        n = strspn(s, LETTERS);
        if (n == 0)
            return false;
        s += n;
    }
    if (*s == '\0')
        return true;
    n = strspn(s + 1, "0123456789");
    return *s == ':' && n > 0 && n <= 5 && s[n + 1] == '\0';
}

/* "HTTP/1.0" or "HTTP/1.1": 0; another version: 505; else 400. */
static int read_version(struct http_head *h, const char *s)
{
    if (strncmp(s, "HTTP/", 5) != 0 || !is_digit(s[5]) || s[6] != '.' ||
        !is_digit(s[7]) || s[8] != '\0')
        return 400;
    if (s[5] != '1' || s[7] > '1')
        return 505;
    h->http10 = s[7] == '0';
    h->keep_alive = !h->http10;
    return 0;
}

/* line ends with NUL. */
static int read_request_line(struct http_head *h, char *line)
{
    size_t n = strspn(line, "ABCDEFGHIJKLMNOPQRSTUVWXYZ");
    char *target = line + n + 1, *query;
    int status;

    if (n == 0 || n > METHOD_MAX || line[n] != ' ')
        return 400;
    line[n] = '\0';
    n = strcspn(target, " ");
    if (target[n] != ' ')
        return 400; /* HTTP/0.9 had no version. */
    target[n] = '\0';
    status = read_version(h, target + n + 1);
    if (status != 0)
        return status;

    query = strchr(target, '?');
    if (query != NULL)
        *query++ = '\0';
    else
        query = target + n;
    /* Origin form only: we are no proxy, and OPTIONS * has no handler. */
    if (!http_text_is_query(query) || http_text_path(target) != WK_OK)
        return 400;
    h->method = line;
    h->path = target;
    h->query = query;
    return 0;
}

static int read_length(struct http_head *h, const char *value)
{
    size_t n = strspn(value, "0123456789");

    if (n == 0 || value[n] != '\0')
        return 400;
    h->has_length = true;
    for (size_t i = 0; i < n; i++) {
        if (i == LENGTH_DIGITS)
            return 413;
        h->length = h->length * 10 + (uint64_t)(value[i] - '0');
    }
    return 0;
}

/* What a field means for the reading of this request. */
static int apply_field(struct http_head *h, const char *name, const char *value)
{
    if (strcmp(name, "host") == 0)
        return is_host(value) ? 0 : 400;
    if (strcmp(name, "content-length") == 0)
        return read_length(h, value);
    if (strcmp(name, "transfer-encoding") == 0) {
        h->chunked = is_word(value, strlen(value), "chunked");
        return h->chunked ? 0 : 501;
    }
    if (strcmp(name, "expect") == 0) {
        h->expects = is_word(value, strlen(value), "100-continue");
        return h->expects ? 0 : 417;
    }
    if (strcmp(name, "connection") == 0 && has_item(value, "close"))
        h->keep_alive = false;
    return 0;
}

static bool is_repeated(const struct http_head *h, const char *name)
{
    for (size_t i = 0; i < sizeof SINGLE / sizeof SINGLE[0]; i++)
        if (strcmp(name, SINGLE[i]) == 0)
            return http_head_find(h, name) != NULL;
    return false;
}

/* line ends with NUL, after len bytes. */
static int read_field(struct http_head *h, char *line, size_t len)
{
    char *end = line + len, *value;
    size_t n = 0;

    if (h->n_fields == HTTP_HEAD_FIELDS)
        return 431;
    for (; is_token_char(line[n]); n++)
        line[n] = lower(line[n]);
    if (n == 0 || line[n] != ':')
        return 400; /* Also obs-fold, and a space before the colon. */
    line[n] = '\0';
    value = line + n + 1;
    value += strspn(value, " \t");
    while (end > value && (end[-1] == ' ' || end[-1] == '\t'))
        end--;
    *end = '\0';
    if (is_repeated(h, line))
        return 400;
    h->field[h->n_fields].name = line;
    h->field[h->n_fields++].value = value;
    return apply_field(h, line, value);
}

/* The blank line came: do the fields fit together? */
static int finish(const struct http_head *h)
{
    if (h->chunked && (h->has_length || h->http10))
        return 400; /* The ambiguity that request smuggling lives on. */
    if (!h->http10 && http_head_find(h, "host") == NULL)
        return 400;
    return HTTP_HEAD_DONE;
}

/* The bytes from h->line on end with CR LF. */
static int end_line(struct http_head *h)
{
    char *line = h->text + h->line;
    size_t len = h->len - h->line - 2;

    line[len] = '\0';
    h->line = h->len;
    if (h->method == NULL)
        return read_request_line(h, line);
    return len == 0 ? finish(h) : read_field(h, line, len);
}

/* Take one byte: 0 to go on, HTTP_HEAD_DONE, or a status. */
static int take(struct http_head *h, char c)
{
    bool after_cr = h->len > h->line && h->text[h->len - 1] == '\r';
    bool control = ((unsigned char)c < 0x20 && c != '\t') || c == 0x7f;

    if (h->len == MAX_HEAD)
        return 431;
    if (after_cr ? c != '\n' : control && c != '\r')
        return 400; /* A bare CR, a bare LF, NUL and the other controls. */
    h->text[h->len++] = c;
    return after_cr ? end_line(h) : 0;
}

int http_head_feed(
    struct http_head *h, const uint8_t *data, size_t len, size_t *used)
{
    int status = HTTP_HEAD_MORE;
    size_t i = 0;

    while (i < len && status == HTTP_HEAD_MORE)
        status = take(h, (char)data[i++]);
    *used = i;
    return status;
}

const char *http_head_find(const struct http_head *h, const char *name)
{
    for (size_t i = 0; i < h->n_fields; i++)
        if (strcmp(h->field[i].name, name) == 0)
            return h->field[i].value;
    return NULL;
}
