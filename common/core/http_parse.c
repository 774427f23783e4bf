/* SPDX-License-Identifier: EUPL-1.2 */
#include "http_parse.h"

#include <stdlib.h>

#include "bytes.h"
#include "http_head.h"
#include "xalloc.h"

enum { CHUNK_DIGITS = 8 };

/* Where in a chunked body the next byte stands. */
enum chunk_state {
    CHUNK_SIZE, /* hex digits */
    CHUNK_SIZE_LF,
    CHUNK_DATA,
    CHUNK_DATA_CR,
    CHUNK_DATA_LF,
    CHUNK_END_CR, /* after the last chunk: no trailers */
    CHUNK_END_LF,
};

struct http_parse {
    enum http_parse_state state;
    int status;
    struct bytes body;
    enum chunk_state chunk;
    unsigned digits; /* of the chunk's size so far */
    uint64_t left;   /* bytes of this chunk, or of the body, still to come */
    struct http_head head;
};

struct http_parse *http_parse_new(size_t max_body)
{
    struct http_parse *p = xcalloc(1, sizeof *p);

    p->body = bytes_new(max_body);
    return p;
}

void http_parse_free(struct http_parse *p)
{
    if (p == NULL)
        return;
    bytes_free(&p->body);
    free(p);
}

static void fail(struct http_parse *p, int status)
{
    p->state = HTTP_PARSE_FAILED;
    p->status = status;
}

static size_t feed_head(struct http_parse *p, const uint8_t *data, size_t len)
{
    size_t used;
    int status = http_head_feed(&p->head, data, len, &used);

    if (status == HTTP_HEAD_MORE)
        return used;
    if (status != HTTP_HEAD_DONE) {
        fail(p, status);
    } else if (p->head.length > p->body.max) {
        fail(p, 413);
    } else {
        p->left = p->head.length;
        p->state =
            p->head.chunked || p->left > 0 ? HTTP_PARSE_BODY : HTTP_PARSE_DONE;
    }
    return used;
}

/* Take what belongs to the present run of body bytes; left is kept within
 * the maximum by whoever set it. */
static size_t take_body(struct http_parse *p, const uint8_t *data, size_t len)
{
    size_t n = len < p->left ? len : (size_t)p->left;

    bytes_add(&p->body, data, n);
    p->left -= n;
    return n;
}

static int hex_value(uint8_t c)
{
    if (c >= '0' && c <= '9')
        return c - '0';
    c |= 0x20;
    return c >= 'a' && c <= 'f' ? c - 'a' + 10 : -1;
}

/* A byte of a chunk's size line; extensions are refused. */
static void take_size(struct http_parse *p, uint8_t c)
{
    int digit = hex_value(c);

    if (digit >= 0 && p->digits < CHUNK_DIGITS) {
        p->left = p->left << 4 | (uint64_t)digit;
        p->digits++;
    } else if (c == '\r' && p->digits > 0) {
        p->chunk = CHUNK_SIZE_LF;
    } else {
        fail(p, 400);
    }
}

/* The size line is whole. */
static void start_chunk(struct http_parse *p)
{
    p->digits = 0;
    p->chunk = p->left > 0 ? CHUNK_DATA : CHUNK_END_CR;
    if (p->left > p->body.max - p->body.len)
        fail(p, 413);
}

/* A byte of the framing between runs of data. */
static void take_framing(struct http_parse *p, uint8_t c)
{
    static const struct {
        uint8_t wants;
        enum chunk_state next;
    } STEP[] = {
        [CHUNK_SIZE_LF] = {'\n', CHUNK_DATA},
        [CHUNK_DATA_CR] = {'\r', CHUNK_DATA_LF},
        [CHUNK_DATA_LF] = {'\n', CHUNK_SIZE},
        [CHUNK_END_CR] = {'\r', CHUNK_END_LF},
        [CHUNK_END_LF] = {'\n', CHUNK_SIZE},
    };
    enum chunk_state was = p->chunk;

    if (was == CHUNK_SIZE) {
        take_size(p, c);
        return;
    }
    if (c != STEP[was].wants) {
        fail(p, 400);
        return;
    }
    p->chunk = STEP[was].next;
    if (was == CHUNK_SIZE_LF)
        start_chunk(p);
    else if (was == CHUNK_END_LF)
        p->state = HTTP_PARSE_DONE;
}

static size_t feed_chunked(
    struct http_parse *p, const uint8_t *data, size_t len)
{
    size_t used = 0;

    while (used < len && p->state == HTTP_PARSE_BODY) {
        if (p->chunk != CHUNK_DATA) {
            take_framing(p, data[used++]);
            continue;
        }
        used += take_body(p, data + used, len - used);
        if (p->left == 0)
            p->chunk = CHUNK_DATA_CR;
    }
    return used;
}

size_t http_parse_feed(struct http_parse *p, const uint8_t *data, size_t len)
{
    size_t used = 0;

    if (p->state == HTTP_PARSE_HEAD)
        used = feed_head(p, data, len);
    if (p->state != HTTP_PARSE_BODY)
        return used;
    if (p->head.chunked)
        return used + feed_chunked(p, data + used, len - used);
    used += take_body(p, data + used, len - used);
    if (p->left == 0)
        p->state = HTTP_PARSE_DONE;
    return used;
}

enum http_parse_state http_parse_state(const struct http_parse *p)
{
    return p->state;
}

int http_parse_status(const struct http_parse *p)
{
    return p->status;
}

bool http_parse_expects(const struct http_parse *p)
{
    return p->state == HTTP_PARSE_BODY && p->head.expects && !p->head.http10 &&
        p->body.len == 0 && p->chunk == CHUNK_SIZE && p->digits == 0;
}

bool http_parse_keep_alive(const struct http_parse *p)
{
    return p->state == HTTP_PARSE_DONE && p->head.keep_alive;
}

const char *http_parse_method(const struct http_parse *p)
{
    return p->head.method != NULL ? p->head.method : "";
}

const char *http_parse_path(const struct http_parse *p)
{
    return p->head.path != NULL ? p->head.path : "";
}

const char *http_parse_query(const struct http_parse *p)
{
    return p->head.query != NULL ? p->head.query : "";
}

const char *http_parse_header(const struct http_parse *p, const char *name)
{
    return http_head_find(&p->head, name);
}

const uint8_t *http_parse_body(const struct http_parse *p, size_t *len)
{
    *len = p->body.len;
    return p->body.data != NULL ? p->body.data : (const uint8_t *)"";
}
