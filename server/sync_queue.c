/* SPDX-License-Identifier: EUPL-1.2 */
#include "sync_queue.h"

#include <stdlib.h>
#include <string.h>

#include "sync.h"
#include "xalloc.h"

/* Over it they are answered at once: the pages wait meanwhile. */
enum { TOGETHER = 64 };

static const char HEADERS[] =
    "Content-Type: application/x-protobuf\r\nCache-Control: no-store\r\n";
static const char LATER_HEADERS[] =
    "Content-Type: application/x-protobuf\r\nCache-Control: no-store\r\n"
    "Retry-After: 60\r\n";

struct batch {
    size_t n;
    struct http_request *request[TOGETHER];
    struct sync_request work[TOGETHER];
    struct bytes reply[TOGETHER];
};

struct sync_queue {
    struct central *central;
    /* check comes after the loop has read from every connection; idle keeps it
     * from waiting before that. */
    uv_check_t check;
    uv_idle_t idle;
    unsigned open; /* handles */
    struct batch batch;
};

static enum wk_err renew(void *arg, const struct ledger_site *site,
    struct span csr, struct bytes *der)
{
    struct central *c = arg;
    enum wk_err err = central_issue(c, site, csr, der);

    if (err == WK_OK)
        err = central_log(c, "sync", site->id, false,
            "certificate of %s renewed", site->name);
    return err;
}

static void answer_all(struct sync_queue *q)
{
    struct sync_env env = {.ledger = q->central->ledger,
        .date = central_today(),
        .figures = true,
        .opened = central_opened(q->central),
        .renew = renew,
        .arg = q->central};
    struct batch b = q->batch; /* a reply may bring the next request */

    q->batch.n = 0;
    uv_idle_stop(&q->idle);
    uv_check_stop(&q->check);
    for (size_t i = 0; i < b.n; i++)
        b.work[i].reply = &b.reply[i];
    if (b.n > 0)
        sync_handle_all(&env, b.work, b.n);
    for (size_t i = 0; i < b.n; i++) {
        int status = b.work[i].status;

        http_reply(b.request[i], status,
            status == 503 ? LATER_HEADERS : HEADERS, b.reply[i].data,
            b.reply[i].len);
        bytes_free(&b.reply[i]);
    }
}

static void on_check(uv_check_t *check)
{
    answer_all(check->data);
}

static void on_idle(uv_idle_t *idle)
{
    (void)idle;
}

struct sync_queue *sync_queue_new(uv_loop_t *loop, struct central *c)
{
    struct sync_queue *q = xcalloc(1, sizeof *q);

    q->central = c;
    uv_check_init(loop, &q->check);
    uv_idle_init(loop, &q->idle);
    q->check.data = q->idle.data = q;
    q->open = 2;
    return q;
}

void sync_queue_add(struct sync_queue *q, struct http_request *r,
    const uint8_t fingerprint[static HASH_LEN])
{
    struct batch *b = &q->batch;
    size_t i = b->n++;

    b->request[i] = r;
    b->reply[i] = bytes_new(2 * MAX_BODY);
    b->work[i] = (struct sync_request){.path = http_path(r)};
    b->work[i].body.data = http_body(r, &b->work[i].body.len);
    memcpy(b->work[i].fingerprint, fingerprint, HASH_LEN);
    if (b->n == TOGETHER) {
        answer_all(q);
        return;
    }
    uv_check_start(&q->check, on_check);
    uv_idle_start(&q->idle, on_idle);
}

static void on_closed(uv_handle_t *handle)
{
    struct sync_queue *q = handle->data;

    if (--q->open == 0)
        free(q);
}

void sync_queue_stop(struct sync_queue *q)
{
    if (q == NULL)
        return;
    answer_all(q);
    uv_close((uv_handle_t *)&q->check, on_closed);
    uv_close((uv_handle_t *)&q->idle, on_closed);
}
