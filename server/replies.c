/* SPDX-License-Identifier: EUPL-1.2 */
#include "replies.h"

#include <assert.h>
#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

#include "clock.h"
#include "crypto.h"
#include "xalloc.h"

enum {
    SHOWN = 16,       /* bytes of the hash that the ETag shows */
    KEPT_MAX = 256,   /* replies, all of which are looked through */
    LARGEST_PART = 4, /* a quarter of the room for one reply at most */
};

struct reply {
    char *key, *headers;
    char etag[2 * SHOWN + 3];
    uint8_t *body;
    size_t len, size; /* of the body; of all of it */
    uint64_t asked;   /* when it was asked for last, by r->turn */
};

struct replies {
    struct ledger *ledger;
    size_t max_bytes, bytes;
    struct reply kept[KEPT_MAX];
    size_t n;
    uint64_t turn, version;
    int64_t date;
};

struct replies *replies_new(struct ledger *l, size_t max_bytes)
{
    struct replies *r = xcalloc(1, sizeof *r);

    r->ledger = l;
    r->max_bytes = max_bytes;
    return r;
}

/* The last one takes its place. */
static void drop(struct replies *r, size_t i)
{
    struct reply *one = &r->kept[i];

    r->bytes -= one->size;
    free(one->key);
    free(one->headers);
    free(one->body);
    *one = r->kept[--r->n];
}

void replies_free(struct replies *r)
{
    if (r == NULL)
        return;
    while (r->n > 0)
        drop(r, r->n - 1);
    free(r);
}

/* Nothing that was kept outlives the state of the ledger, or the day. */
static void refresh(struct replies *r)
{
    uint64_t version = db_version(ledger_db(r->ledger));
    int64_t date = clock_local_date(clock_now());

    if (version != r->version || date != r->date)
        while (r->n > 0)
            drop(r, r->n - 1);
    r->version = version;
    r->date = date;
}

/* "path?query audience"; no path or query has a blank. */
static struct bytes key_of(
    const struct http_request *request, const char *audience)
{
    struct bytes key = bytes_new(2 * MAX_HEAD);

    bytes_addf(
        &key, "%s?%s %s", http_path(request), http_query(request), audience);
    assert(!bytes_over(&key)); /* the request's head was not larger */
    return key;
}

static void answer(struct http_request *request, const struct reply *one)
{
    http_reply_tagged(request, one->etag, one->headers, one->body, one->len);
}

bool replies_answer(
    struct replies *r, struct http_request *request, const char *audience)
{
    struct bytes key = key_of(request, audience);
    size_t i = 0;
    bool found;

    refresh(r);
    while (i < r->n && strcmp(r->kept[i].key, bytes_text(&key)) != 0)
        i++;
    found = i < r->n;
    if (found) {
        r->kept[i].asked = ++r->turn;
        answer(request, &r->kept[i]);
    }
    bytes_free(&key);
    return found;
}

/* ---- Keeping ---- */

/* Drop the ones not asked for longest, until so many bytes more have room. */
static void make_room(struct replies *r, size_t bytes)
{
    while (r->n == KEPT_MAX || r->bytes + bytes > r->max_bytes) {
        size_t oldest = 0;

        for (size_t i = 1; i < r->n; i++)
            if (r->kept[i].asked < r->kept[oldest].asked)
                oldest = i;
        drop(r, oldest);
    }
}

static void set_etag(struct reply *one)
{
    uint8_t hash[HASH_LEN];

    crypto_sha256(one->body, one->len, hash);
    one->etag[0] = '"';
    hex_encode(hash, SHOWN, one->etag + 1);
    memcpy(one->etag + 1 + 2 * SHOWN, "\"", 2);
}

static char *headers_of(const struct reply *one, const char *headers)
{
    struct bytes all = bytes_new(MAX_HEAD);
    size_t len;

    bytes_addf(&all, "%sCache-Control: private, no-cache\r\nETag: %s\r\n",
        headers, one->etag);
    return (char *)bytes_take(&all, &len);
}

void replies_give(struct replies *r, struct http_request *request,
    const char *audience, const char *headers, const void *body, size_t len)
{
    struct bytes key = key_of(request, audience);
    struct reply one = {.body = xmemdup(body, len), .len = len};
    size_t key_len;

    set_etag(&one);
    one.headers = headers_of(&one, headers);
    one.key = (char *)bytes_take(&key, &key_len);
    one.size = len + strlen(one.headers) + key_len + 2 + sizeof one;
    one.asked = ++r->turn;
    answer(request, &one);
    if (one.size <= r->max_bytes / LARGEST_PART) {
        make_room(r, one.size);
        r->bytes += one.size;
        r->kept[r->n++] = one;
    } else {
        free(one.key);
        free(one.headers);
        free(one.body);
    }
}
