/* SPDX-License-Identifier: EUPL-1.2 */
#include "bytes.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "xalloc.h"

struct bytes bytes_new(size_t max)
{
    return (struct bytes){.max = max};
}

void bytes_wipe(void *p, size_t len)
{
    if (len > 0)
        memset(p, 0, len);
    /* Whoever reads the memory later is unknown to the compiler. */
    __asm__ volatile("" : : "r"(p) : "memory");
}

void bytes_free(struct bytes *b)
{
    bytes_wipe(b->data, b->cap);
    free(b->data);
    *b = bytes_new(b->max);
}

void bytes_clear(struct bytes *b)
{
    b->len = 0;
    b->over = false;
}

bool bytes_over(const struct bytes *b)
{
    return b->over;
}

uint8_t *bytes_take(struct bytes *b, size_t *len)
{
    uint8_t *data = b->data != NULL ? b->data : xcalloc(1, 1);

    *len = b->len;
    b->data = NULL;
    *b = bytes_new(b->max);
    return data;
}

/* Make room for len more bytes and a NUL, or mark the buffer over. */
static bool reserve(struct bytes *b, size_t len)
{
    size_t cap = b->cap > 0 ? b->cap : 64;

    if (b->over || len > b->max || b->len > b->max - len) {
        b->over = true;
        return false;
    }
    while (cap < b->len + len + 1)
        cap *= 2;
    if (cap != b->cap || b->data == NULL) {
        uint8_t *data = xcalloc(cap, 1);

        if (b->len > 0)
            memcpy(data, b->data, b->len);
        bytes_wipe(b->data, b->cap);
        free(b->data);
        b->data = data;
        b->cap = cap;
    }
    return true;
}

void bytes_add(struct bytes *b, const void *p, size_t len)
{
    if (!reserve(b, len))
        return;
    if (len > 0)
        memcpy(b->data + b->len, p, len);
    b->len += len;
    b->data[b->len] = '\0';
}

void bytes_add_text(struct bytes *b, const char *s)
{
    bytes_add(b, s, strlen(s));
}

void bytes_addf(struct bytes *b, const char *fmt, ...)
{
    va_list ap, again;
    int len;

    va_start(ap, fmt);
    va_copy(again, ap);
    len = vsnprintf(NULL, 0, fmt, ap);
    if (len >= 0 && reserve(b, (size_t)len)) {
        vsnprintf((char *)b->data + b->len, (size_t)len + 1, fmt, again);
        b->len += (size_t)len;
    }
    va_end(again);
    va_end(ap);
}

const char *bytes_text(const struct bytes *b)
{
    return b->data != NULL && b->len > 0 ? (const char *)b->data : "";
}

void hex_encode(const uint8_t *p, size_t len, char *out)
{
    static const char DIGITS[] = "0123456789abcdef";

    for (size_t i = 0; i < len; i++) {
        out[2 * i] = DIGITS[p[i] >> 4];
        out[2 * i + 1] = DIGITS[p[i] & 15];
    }
    out[2 * len] = '\0';
}

static int hex_digit(char c)
{
    if (c >= '0' && c <= '9')
        return c - '0';
    return c >= 'a' && c <= 'f' ? c - 'a' + 10 : -1;
}

bool hex_decode(const char *s, uint8_t *out, size_t len)
{
    if (strlen(s) != 2 * len)
        return false;
    for (size_t i = 0; i < len; i++) {
        int high = hex_digit(s[2 * i]), low = hex_digit(s[2 * i + 1]);

        if (high < 0 || low < 0)
            return false;
        out[i] = (uint8_t)(high << 4 | low);
    }
    return true;
}

void base32_encode(const uint8_t *p, size_t len, char *out)
{
    static const char DIGITS[] = "abcdefghijklmnopqrstuvwxyz234567";
    uint32_t bits = 0;
    unsigned held = 0;

    for (size_t i = 0; i < len; i++) {
        bits = (bits << 8 | p[i]) & 0xffff;
        for (held += 8; held >= 5; held -= 5)
            *out++ = DIGITS[bits >> (held - 5) & 31];
    }
    if (held > 0)
        *out++ = DIGITS[bits << (5 - held) & 31];
    *out = '\0';
}

static int base32_digit(char c)
{
    if (c >= 'a' && c <= 'z')
        return c - 'a';
    if (c >= 'A' && c <= 'Z')
        return c - 'A';
    return c >= '2' && c <= '7' ? c - '2' + 26 : -1;
}

bool base32_decode(const char *s, uint8_t *out, size_t len)
{
    uint32_t bits = 0;
    unsigned held = 0;
    size_t n = 0;

    for (; *s != '\0'; s++) {
        int d = base32_digit(*s);

        if (*s == '-' || *s == ' ')
            continue;
        if (d < 0)
            return false;
        bits = (bits << 5 | (uint32_t)d) & 0xffff;
        held += 5;
        if (held >= 8) {
            held -= 8;
            if (n == len)
                return false;
            out[n++] = (uint8_t)(bits >> held & 0xff);
        }
    }
    /* One text for one value: the bits left over must be padding zeros. */
    return n == len && held < 5 && (bits & ((1u << held) - 1)) == 0;
}

static const char BASE64[] =
    "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";

void base64_encode(const uint8_t *p, size_t len, char *out)
{
    for (size_t i = 0; i < len; i += 3) {
        uint32_t v = (uint32_t)p[i] << 16;

        if (i + 1 < len)
            v |= (uint32_t)p[i + 1] << 8;
        if (i + 2 < len)
            v |= p[i + 2];
        *out++ = BASE64[v >> 18];
        *out++ = BASE64[v >> 12 & 63];
        *out++ = i + 1 < len ? BASE64[v >> 6 & 63] : '=';
        *out++ = i + 2 < len ? BASE64[v & 63] : '=';
    }
    *out = '\0';
}

bool base64_decode(const char *s, uint8_t *out, size_t max, size_t *len)
{
    size_t n = strlen(s), pad = 0;
    uint32_t v = 0;

    while (pad < 2 && pad < n && s[n - 1 - pad] == '=')
        pad++;
    if (n % 4 != 0 || n / 4 * 3 - pad > max)
        return false;
    *len = 0;
    for (size_t i = 0; i < n; i++) {
        const char *digit = i < n - pad ? strchr(BASE64, s[i]) : BASE64;

        if (digit == NULL)
            return false;
        v = v << 6 | (uint32_t)(digit - BASE64);
        if (i % 4 != 3)
            continue;
        for (size_t k = 0; k < (i + 1 < n ? 3 : 3 - pad); k++)
            out[(*len)++] = (uint8_t)(v >> (16 - 8 * k));
    }
    /* What the last digit holds beyond the last byte must be nothing. */
    return pad == 0 || (v & (pad == 1 ? 0xff : 0xffff)) == 0;
}

bool bytes_equal(const uint8_t *a, const uint8_t *b, size_t len)
{
    uint8_t diff = 0;

    for (size_t i = 0; i < len; i++)
        diff |= (uint8_t)(a[i] ^ b[i]);
    return diff == 0;
}

/* The length of the sequence that starts at s, or 0 if it is not well formed.
 */
static size_t utf8_step(const uint8_t *s, size_t left)
{
    uint8_t low = 0x80, high = 0xbf; /* bounds of the second byte */
    size_t n;

    if (s[0] < 0x80)
        return s[0] != 0;
    if (s[0] < 0xc2 || s[0] > 0xf4)
        return 0;
    n = s[0] < 0xe0 ? 2 : s[0] < 0xf0 ? 3 : 4;
    if (s[0] == 0xe0)
        low = 0xa0;
    else if (s[0] == 0xed)
        high = 0x9f;
    else if (s[0] == 0xf0)
        low = 0x90;
    else if (s[0] == 0xf4)
        high = 0x8f;
    if (left < n || s[1] < low || s[1] > high)
        return 0;
    for (size_t i = 2; i < n; i++)
        if ((s[i] & 0xc0) != 0x80)
            return 0;
    return n;
}

bool text_is_utf8(const char *s, size_t len)
{
    for (size_t i = 0, n; i < len; i += n) {
        n = utf8_step((const uint8_t *)s + i, len - i);
        if (n == 0)
            return false;
    }
    return true;
}

bool text_is_id(const char *s, size_t max)
{
    size_t n = strspn(s, "abcdefghijklmnopqrstuvwxyz0123456789_-");

    return n > 0 && n <= max && s[n] == '\0';
}
