/* SPDX-License-Identifier: EUPL-1.2 */
/* test_trace.c - the bytes in proto/PROTOCOL.md, section 10, are the bytes we
 * send.  With WK_PRINT_TRACE set it prints them as they should stand there. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "crypto.h"
#include "file.h"
#include "wire.h"

enum { LINE_BYTES = 32, DATE = 20492 }; /* 2026-02-08 */

static void sample_entry(struct entry *e)
{
    struct release *r = &e->release;

    *e = (struct entry){.seq = 1, .kind = ENTRY_RELEASE};
    for (size_t i = 0; i < ERA_LEN; i++)
        e->era[i] = (uint8_t)(0xe0 + i);
    memset(r->questionnaire, 0x11, HASH_LEN);
    strcpy(r->project, "wijkhuis");
    r->channel = CHANNEL_SELF;
    r->months = (struct period){12 * 2026, 12 * 2026};
    r->rules = (struct rules_set){RULES_VERSION, 10, 5, 5, 2};
    r->answer_sets = 34;
    r->n_tables = 2;
    r->table[0] =
        (struct table){TABLE_EXACT, 0, false, false, 5, {1, 8, 14, 7, 4}};
    r->table[1] =
        (struct table){TABLE_AT_LEAST, 0, false, true, 3, {4, 30, 28}};
}

/* Without its padding: field 15, which stands last. */
static size_t unpadded(const struct bytes *b)
{
    size_t len = b->len;

    while (len > 0 && b->data[len - 1] == 0)
        len--;
    while (len > 0 && b->data[len - 1] != 0x7a)
        len--;
    return len - 1;
}

/* The block "```trace NAME" of the document, its lines joined. */
static void read_block(const char *doc, const char *name, struct bytes *out)
{
    char fence[64];
    const char *p;

    snprintf(fence, sizeof fence, "```trace %s\n", name);
    p = strstr(doc, fence);
    assert_non_null(p);
    for (p += strlen(fence); strncmp(p, "```", 3) != 0; p++)
        if (*p != '\n')
            bytes_add(out, p, 1);
}

static void check(const char *doc, const char *name, const void *data,
    size_t len)
{
    struct bytes hex = bytes_new(MAX_BODY), block = bytes_new(MAX_BODY);
    char pair[3];

    for (size_t i = 0; i < len; i++) {
        hex_encode((const uint8_t *)data + i, 1, pair);
        bytes_add_text(&hex, pair);
    }
    if (getenv("WK_PRINT_TRACE") != NULL) {
        printf("```trace %s\n", name);
        for (size_t i = 0; i < hex.len; i += (size_t)2 * LINE_BYTES)
            printf("%.*s\n", 2 * LINE_BYTES, bytes_text(&hex) + i);
        printf("```\n");
    } else {
        read_block(doc, name, &block);
        assert_string_equal(bytes_text(&block), bytes_text(&hex));
    }
    bytes_free(&hex);
    bytes_free(&block);
}

static void test_trace(void **state)
{
    static struct entry e;
    static struct wire_push push = {.n_entries = 1};
    static struct wire_push_reply verdicts = {.n_verdicts = 1};
    struct wire_hello hello = {
        .catalogue = 3, .software = "0.1.0", .date = DATE, .disk_free = 50};
    struct wire_hello_reply reply = {.catalogue = 3, .date = DATE};
    struct bytes entry = bytes_new(MAX_ENTRY), b = bytes_new(MAX_BODY);
    uint8_t *doc = NULL, key[HASH_LEN];
    size_t len;

    (void)state;
    assert_int_equal(
        file_read(SOURCE_DIR "/proto/PROTOCOL.md", MAX_BODY, &doc, &len),
        WK_OK);
    sample_entry(&e);
    wire_encode_entry(&e, &entry);
    check((char *)doc, "entry", entry.data, entry.len);
    memcpy(hello.head.era, e.era, ERA_LEN);
    hello.head.seq = 1;
    crypto_sha256(entry.data, entry.len, hello.head.hash);
    check((char *)doc, "hash", hello.head.hash, HASH_LEN);
    wire_encode_hello(&hello, &b);
    check((char *)doc, "hello", b.data, unpadded(&b));
    bytes_clear(&b);
    wire_encode_hello_reply(&reply, &b);
    check((char *)doc, "hello-reply", b.data, unpadded(&b));
    memset(key, 0x22, sizeof key);
    push.entry[0] = (struct wire_signed){{entry.data, entry.len},
        {(const uint8_t *)"\1\2\3", 3}, {key, HASH_LEN}, {NULL, 0}};
    bytes_clear(&b);
    wire_encode_push(&push, &b);
    check((char *)doc, "push", b.data, unpadded(&b));
    verdicts.head = hello.head;
    verdicts.verdict[0] = (struct wire_verdict){1, VERDICT_STORED, CODE_NONE};
    bytes_clear(&b);
    wire_encode_push_reply(&verdicts, &b);
    check((char *)doc, "push-reply", b.data, unpadded(&b));
    bytes_free(&b);
    bytes_free(&entry);
    free(doc);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(test_trace)};

    return cmocka_run_group_tests(tests, NULL, NULL);
}
