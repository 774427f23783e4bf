/* SPDX-License-Identifier: EUPL-1.2 */
#include "http_reply.h"

#include <assert.h>
#include <inttypes.h>
#include <stdio.h>
#include <string.h>

#include "period.h"

static const struct {
    int status;
    const char *reason;
} REASONS[] = {
    {200, "OK"},
    {201, "Created"},
    {204, "No Content"},
    {303, "See Other"},
    {304, "Not Modified"},
    {400, "Bad Request"},
    {401, "Unauthorized"},
    {403, "Forbidden"},
    {404, "Not Found"},
    {405, "Method Not Allowed"},
    {408, "Request Timeout"},
    {409, "Conflict"},
    {410, "Gone"},
    {413, "Content Too Large"},
    {415, "Unsupported Media Type"},
    {417, "Expectation Failed"},
    {421, "Misdirected Request"},
    {422, "Unprocessable Content"},
    {426, "Upgrade Required"},
    {429, "Too Many Requests"},
    {431, "Request Header Fields Too Large"},
    {500, "Internal Server Error"},
    {501, "Not Implemented"},
    {503, "Service Unavailable"},
    {505, "HTTP Version Not Supported"},
    {507, "Insufficient Storage"},
};

const char *http_reply_reason(int status)
{
    for (size_t i = 0; i < sizeof REASONS / sizeof REASONS[0]; i++)
        if (REASONS[i].status == status)
            return REASONS[i].reason;
    return "Status";
}

bool http_reply_has_body(int status)
{
    return status >= 200 && status != 204 && status != 304;
}

void http_reply_date(int64_t now, char out[static HTTP_REPLY_DATE_LEN + 1])
{
    static const char DAYS[] = "ThuFriSatSunMonTueWed"; /* from 1970-01-01 */
    static const char MONTHS[] = "JanFebMarAprMayJunJulAugSepOctNovDec";
    const int64_t last = 253402300799; /* 9999-12-31T23:59:59Z */
    int64_t t = now < 0 ? 0 : now > last ? last : now;
    int64_t date = t / 86400;
    int32_t month = date_month(date);
    unsigned day = (unsigned)(date - month_first_date(month)) % 31 + 1;
    unsigned second = (unsigned)(t % 86400);

    snprintf(out, HTTP_REPLY_DATE_LEN + 1,
        "%.3s, %02u %.3s %04u %02u:%02u:%02u GMT", DAYS + date % 7 * 3, day,
        MONTHS + month % 12 * 3, (unsigned)(month / 12) % 10000,
        second / 3600 % 24, second / 60 % 60, second % 60);
}

/* Fields that http_reply_head() writes itself. */
static bool is_framing(const char *name, size_t len)
{
    static const char *const OURS[] = {
        "date", "content-length", "transfer-encoding", "connection"};

    for (size_t i = 0; i < sizeof OURS / sizeof OURS[0]; i++) {
        size_t n = 0;

        /* The name is of letters, digits, '-' and '_': | 32 is lower case. */
        while (n < len && OURS[i][n] != '\0' &&
            (name[n] | 32) == (OURS[i][n] | 32))
            n++;
        if (n == len && OURS[i][n] == '\0')
            return true;
    }
    return false;
}

bool http_reply_is_block(const char *block)
{
    static const char NAME[] =
        "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";

    while (*block != '\0') {
        size_t n = strspn(block, NAME);

        if (n == 0 || is_framing(block, n) || block[n] != ':' ||
            block[n + 1] != ' ')
            return false;
        for (block += n + 2; (unsigned char)*block >= 0x20 && *block != 0x7f;)
            block++;
        if (block[0] != '\r' || block[1] != '\n')
            return false;
        block += 2;
    }
    return true;
}

static void add_block(struct bytes *out, const char *block)
{
    if (block == NULL)
        return;
    assert(http_reply_is_block(block));
    bytes_add_text(out, block);
}

void http_reply_head(const struct http_reply *r, struct bytes *out)
{
    char date[HTTP_REPLY_DATE_LEN + 1];

    assert(r->status >= 200 && r->status <= 599);
    http_reply_date(r->now, date);
    bytes_addf(out, "HTTP/1.1 %d %s\r\nDate: %s\r\n", r->status,
        http_reply_reason(r->status), date);
    add_block(out, r->common);
    add_block(out, r->headers);
    if (http_reply_has_body(r->status))
        bytes_addf(out, "Content-Length: %zu\r\n", r->body_len);
    bytes_add_text(out, r->close ? "Connection: close\r\n\r\n" : "\r\n");
}
