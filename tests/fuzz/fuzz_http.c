/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * fuzz_http.c - a stream of requests, read whole, byte by byte and in uneven
 * pieces: the same requests, the same refusal, and nothing lent that the
 * parser's contract forbids.
 *
 * Covers common/core/http_head.c common/core/http_parse.c
 */
#include <assert.h>
#include <stdlib.h>
#include <string.h>

#include "bytes.h"
#include "http_parse.h"
#include "http_text.h"
#include "xalloc.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t len);

enum { BODY_MAX = 4096, STREAM_MAX = 1 << 20 };

static void note_text(struct bytes *b, const char *s)
{
    bytes_add(b, s, strlen(s) + 1);
}

/* What every request keeps to, whatever was sent. */
static void check_done(const struct http_parse *p)
{
    const char *path = http_parse_path(p);
    char value[64];
    bool found;
    size_t len;

    assert(path[0] == '/' && text_is_utf8(path, strlen(path)));
    assert(strstr(path, "//") == NULL && strstr(path, "/../") == NULL);
    assert(strpbrk(path, "\r\n") == NULL);
    assert(http_parse_method(p)[0] != '\0');
    assert(!http_parse_expects(p));
    (void)http_parse_body(p, &len);
    assert(len <= BODY_MAX);
    if (http_text_param(
            http_parse_query(p), "q", value, sizeof value, &found) == WK_OK &&
        found)
        assert(text_is_utf8(value, strlen(value)));
}

/* Write down one finished or refused request. */
static void note(struct bytes *b, const struct http_parse *p)
{
    static const char *const FIELDS[] = {"host", "cookie", "x"};
    const uint8_t *body;
    size_t len;

    bytes_addf(b, "%d %d %d\n", (int)http_parse_state(p), http_parse_status(p),
        http_parse_keep_alive(p));
    note_text(b, http_parse_method(p));
    note_text(b, http_parse_path(p));
    note_text(b, http_parse_query(p));
    for (size_t i = 0; i < sizeof FIELDS / sizeof FIELDS[0]; i++) {
        const char *value = http_parse_header(p, FIELDS[i]);

        if (value == NULL)
            continue;
        assert(strpbrk(value, "\r\n") == NULL);
        note_text(b, value);
    }
    body = http_parse_body(p, &len);
    bytes_add(b, body, len);
}

/* Read the stream in pieces; what was in it. */
static struct bytes read_stream(const uint8_t *data, size_t len, size_t piece)
{
    struct bytes seen = bytes_new(4 * STREAM_MAX);
    struct http_parse *p = http_parse_new(BODY_MAX);
    size_t used = 0;

    while (used < len) {
        size_t n = piece < len - used ? piece : len - used;
        size_t took = http_parse_feed(p, data + used, n);

        used += took;
        if (http_parse_state(p) < HTTP_PARSE_DONE) {
            assert(took == n);
            continue;
        }
        note(&seen, p);
        if (http_parse_state(p) == HTTP_PARSE_FAILED)
            break;
        check_done(p);
        http_parse_free(p);
        p = http_parse_new(BODY_MAX);
    }
    bytes_addf(&seen, "%zu %d", used, (int)http_parse_state(p));
    http_parse_free(p);
    return seen;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t len)
{
    static const size_t PIECES[] = {1, 7};
    struct bytes whole;

    if (len > STREAM_MAX)
        return 0;
    whole = read_stream(data, len, len > 0 ? len : 1);
    for (size_t i = 0; i < sizeof PIECES / sizeof PIECES[0]; i++) {
        struct bytes other = read_stream(data, len, PIECES[i]);

        assert(other.len == whole.len);
        assert(memcmp(other.data, whole.data, whole.len) == 0);
        bytes_free(&other);
    }
    bytes_free(&whole);
    return 0;
}
