/* SPDX-License-Identifier: EUPL-1.2 */
/* test_wire.c - entries have one form, messages one size, and bytes that are
 * neither are refused. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <string.h>

#include <cmocka.h>

#include "wire.h"

static struct entry sample(void)
{
    struct entry e = {.seq = 7, .kind = ENTRY_RELEASE};
    struct release *r = &e.release;

    memset(e.era, 0xe1, sizeof e.era);
    memset(e.previous, 0x5a, sizeof e.previous);
    memset(r->questionnaire, 0x11, sizeof r->questionnaire);
    strcpy(r->project, "wijkhuis");
    r->channel = CHANNEL_SELF;
    r->months = (struct period){12 * 2026, 12 * 2026 + 2};
    r->rules = (struct rules_set){RULES_VERSION, 10, 5, 5, 2};
    r->answer_sets = 34;
    r->eligible = 90;
    r->asked = 80;
    r->declined = 12;
    r->n_tables = 5;
    r->table[0] =
        (struct table){TABLE_EXACT, 0, false, false, 5, {1, 8, 14, 7, 4}};
    r->table[1] =
        (struct table){TABLE_EXACT, 1, true, false, 5, {9, 15, 5, 5, 0}};
    r->table[2] =
        (struct table){TABLE_AT_LEAST, 0, false, true, 3, {4, 30, 28}};
    r->table[3] = (struct table){.state = TABLE_HIDDEN};
    r->table[4] = (struct table){.state = TABLE_CHOICES,
        .n_counts = 5,
        .count = {[CHOICES_ASIDE] = 4, 30, 2, 17, 28}};
    r->n_margins = 2;
    r->margin[0] = (struct margin){true, 1, true, 3, 0};
    r->margin[1] = (struct margin){.first = 3};
    r->breakdown[0] = (struct breakdown){BREAKDOWN_SHOWN, 1, 9, 3};
    r->breakdown[1] = (struct breakdown){BREAKDOWN_HIDDEN, .first = 12};
    for (size_t i = 2; i < r->n_tables; i++)
        r->breakdown[i].first = 12;
    r->n_cells = 12;
    memcpy(r->cell, (uint32_t[]){15, 12, 7, 4, 10, 1, 3, 7, 2, 2, 4, 1},
        12 * sizeof r->cell[0]);
    return e;
}

static void assert_same(const struct entry *a, const struct entry *b)
{
    struct bytes x = bytes_new(MAX_ENTRY), y = bytes_new(MAX_ENTRY);

    wire_encode_entry(a, &x);
    wire_encode_entry(b, &y);
    assert_int_equal(x.len, y.len);
    assert_memory_equal(x.data, y.data, x.len);
    bytes_free(&x);
    bytes_free(&y);
}

static void assert_margin(const struct margin *a, const struct margin *b)
{
    assert_int_equal(a->shown, b->shown);
    assert_int_equal(a->coding, b->coding);
    assert_int_equal(a->not_said, b->not_said);
    assert_int_equal(a->n_groups, b->n_groups);
    assert_int_equal(a->first, b->first);
}

static void assert_breakdown(
    const struct breakdown *a, const struct breakdown *b)
{
    assert_int_equal(a->state, b->state);
    assert_int_equal(a->level, b->level);
    assert_int_equal(a->n_cells, b->n_cells);
    assert_int_equal(a->first, b->first);
}

static void test_entry_round_trip(void **state)
{
    struct entry e = sample(), back;
    struct bytes b = bytes_new(MAX_ENTRY);

    (void)state;
    wire_encode_entry(&e, &b);
    assert_int_equal(wire_decode_entry(b.data, b.len, &back), WK_OK);
    assert_same(&e, &back);
    assert_int_equal(back.release.eligible, 90);
    assert_int_equal(back.release.asked, 80);
    assert_int_equal(back.release.declined, 12);
    assert_int_equal(back.release.n_tables, 5);
    assert_memory_equal(
        back.release.table, e.release.table, 5 * sizeof(struct table));
    assert_int_equal(back.release.n_margins, 2);
    for (size_t i = 0; i < 2; i++)
        assert_margin(&back.release.margin[i], &e.release.margin[i]);
    for (size_t i = 0; i < 5; i++)
        assert_breakdown(&back.release.breakdown[i], &e.release.breakdown[i]);
    assert_int_equal(back.release.n_cells, 12);
    assert_memory_equal(
        back.release.cell, e.release.cell, 12 * sizeof e.release.cell[0]);
    bytes_free(&b);
    e.kind = ENTRY_WITHDRAWAL;
    e.withdrawal.seq = 3;
    e.withdrawal.reason = 1;
    wire_encode_entry(&e, &b);
    assert_int_equal(wire_decode_entry(b.data, b.len, &back), WK_OK);
    assert_int_equal(back.withdrawal.seq, 3);
    bytes_free(&b);
}

/* Every cut and every flipped bit is refused, or is another valid value. */
static void test_entry_damage(void **state)
{
    struct entry e = sample(), back;
    struct bytes b = bytes_new(MAX_ENTRY);

    (void)state;
    wire_encode_entry(&e, &b);
    for (size_t len = 0; len < b.len; len++)
        assert_int_not_equal(wire_decode_entry(b.data, len, &back), WK_OK);
    for (size_t i = 0; i < b.len * 8; i++) {
        struct bytes again = bytes_new(MAX_ENTRY);

        b.data[i / 8] ^= (uint8_t)(1u << i % 8);
        if (wire_decode_entry(b.data, b.len, &back) == WK_OK) {
            wire_encode_entry(&back, &again);
            assert_int_equal(again.len, b.len);
            assert_memory_equal(again.data, b.data, b.len);
        }
        bytes_free(&again);
        b.data[i / 8] ^= (uint8_t)(1u << i % 8);
    }
    bytes_free(&b);
}

/* The same number in a longer form, and fields nobody knows. */
static void test_entry_other_forms(void **state)
{
    struct entry e = sample(), back;
    struct bytes b = bytes_new(MAX_ENTRY);
    static const uint8_t UNKNOWN[] = {0xa0, 0x06, 0x01};

    (void)state;
    wire_encode_entry(&e, &b);
    bytes_add(&b, UNKNOWN, sizeof UNKNOWN);
    assert_int_equal(wire_decode_entry(b.data, b.len, &back), WK_EPROTO);
    bytes_clear(&b);
    bytes_add(&b, "\x08\x81\x00", 3); /* format 1, written in two bytes */
    wire_encode_entry(&e, &b);
    assert_int_equal(wire_decode_entry(b.data, b.len, &back), WK_EPROTO);
    bytes_clear(&b);
    wire_encode_entry(&e, &b);
    assert_int_equal(b.data[1], WIRE_FORMAT);
    b.data[1] = WIRE_FORMAT + 1;
    assert_int_equal(wire_decode_entry(b.data, b.len, &back), WK_ESCHEMA);
    assert_int_equal(back.seq, 7);
    bytes_free(&b);
}

static void test_every_padding(void **state)
{
    static uint8_t csr[3 * WIRE_PAD];
    struct wire_hello m = {.software = "0.1.0", .date = 20000}, back;

    (void)state;
    for (size_t len = 1; len < sizeof csr; len++) {
        struct bytes b = bytes_new(MAX_BODY);
        struct wire_hold *hold;

        if (len > 400 && len % WIRE_PAD > 200 &&
            len % WIRE_PAD < WIRE_PAD - 400)
            continue;
        m.csr = (struct span){csr, len};
        wire_encode_hello(&m, &b);
        assert_int_equal(b.len % WIRE_PAD, 0);
        assert_in_range(b.len, len, len + 2 * WIRE_PAD);
        assert_int_equal(
            wire_decode_hello((struct span){b.data, b.len}, &back, &hold),
            WK_OK);
        assert_int_equal(back.csr.len, len);
        wire_release(hold);
        bytes_free(&b);
    }
}

static void test_push_round_trip(void **state)
{
    static struct wire_push m, back;
    static struct wire_push_reply reply, reply_back;
    struct bytes b = bytes_new(MAX_BODY);
    struct wire_hold *hold;

    (void)state;
    m.n_entries = 2;
    for (size_t i = 0; i < 2; i++) {
        m.entry[i].entry = (struct span){(const uint8_t *)"entry", 5};
        m.entry[i].signature = (struct span){(const uint8_t *)"sig", 3};
        m.entry[i].key = (struct span){(const uint8_t *)"key", 3};
    }
    wire_encode_push(&m, &b);
    assert_int_equal(b.len, WIRE_PAD);
    assert_int_equal(
        wire_decode_push((struct span){b.data, b.len}, &back, &hold), WK_OK);
    assert_int_equal(back.n_entries, 2);
    assert_memory_equal(back.entry[1].entry.data, "entry", 5);
    wire_release(hold);
    bytes_clear(&b);
    reply.head.seq = 9;
    reply.n_verdicts = 1;
    reply.verdict[0] =
        (struct wire_verdict){9, VERDICT_SET_ASIDE, CODE_COVERED};
    reply.n_wanted = 1;
    memset(reply.wanted[0], 7, HASH_LEN);
    wire_encode_push_reply(&reply, &b);
    assert_int_equal(b.len, WIRE_PAD);
    assert_int_equal(wire_decode_push_reply(
                         (struct span){b.data, b.len}, &reply_back, &hold),
        WK_OK);
    assert_memory_equal(&reply, &reply_back, sizeof reply);
    wire_release(hold);
    bytes_free(&b);
}

static void test_other_version(void **state)
{
    struct bytes b = bytes_new(MAX_BODY);
    struct wire_hello m = {.software = "0.1.0"}, back;
    struct wire_hold *hold;

    (void)state;
    wire_encode_hello(&m, &b);
    assert_int_equal(b.data[1], WIRE_VERSION);
    b.data[1] = WIRE_VERSION + 1;
    assert_int_equal(
        wire_decode_hello((struct span){b.data, b.len}, &back, &hold),
        WK_ESCHEMA);
    wire_release(hold);
    assert_int_equal(
        wire_decode_hello((struct span){b.data, 5}, &back, &hold), WK_EPROTO);
    wire_release(hold);
    bytes_free(&b);
}

/* Of a message of another version nothing is read but that it is one: it may
 * lack what ours must have, and use our numbers for other things. */
static void test_other_version_of_any_shape(void **state)
{
    static const struct {
        const char *what;
        const char *body;
        size_t len;
        enum wk_err err;
    } CASES[] = {
        {"the next version, and nothing else", "\x08\x02", 2, WK_ESCHEMA},
        {"a version before the first", "\x08\x00", 2, WK_ESCHEMA},
        {"the largest", "\x08\xff\xff\xff\xff\x0f", 6, WK_ESCHEMA},
        {"other types in old places", "\x08\x02\x10\x07\x1a\x01x", 7,
            WK_ESCHEMA},
        {"fields that nobody knows", "\x08\x02\xa0\x06\x01", 5, WK_ESCHEMA},
        {"our version, and nothing else", "\x08\x01", 2, WK_EPROTO},
        {"no version", "\x10\x07", 2, WK_EPROTO},
        {"a version that is no number", "\x0a\x01\x02", 3, WK_EPROTO},
        {"a later version, cut short", "\x08\x02\x1a\x05x", 5, WK_EPROTO},
        {"nothing", "", 0, WK_EPROTO},
    };
    static union {
        struct wire_hello hello;
        struct wire_hello_reply hello_reply;
        struct wire_push_reply push_reply;
        struct wire_history history;
        struct wire_enrol enrol;
        struct wire_enrol_reply enrol_reply;
        struct wire_catalogue catalogue;
    } out;

    (void)state;
    for (size_t i = 0; i < sizeof CASES / sizeof CASES[0]; i++) {
        struct span body = {(const uint8_t *)CASES[i].body, CASES[i].len};
        struct wire_hold *hold[7] = {NULL};
        const enum wk_err got[] = {
            wire_decode_hello(body, &out.hello, &hold[0]),
            wire_decode_hello_reply(body, &out.hello_reply, &hold[1]),
            wire_decode_push_reply(body, &out.push_reply, &hold[2]),
            wire_decode_history(body, &out.history, &hold[3]),
            wire_decode_enrol(body, &out.enrol, &hold[4]),
            wire_decode_enrol_reply(body, &out.enrol_reply, &hold[5]),
            wire_decode_catalogue(body, &out.catalogue, &hold[6]),
            wire_decode_catalogue_request(body, &(uint32_t){0}),
            wire_decode_history_request(body, &(uint64_t){0}),
        };

        for (size_t k = 0; k < sizeof got / sizeof got[0]; k++)
            if (got[k] != CASES[i].err)
                fail_msg("%s, message %zu: %s", CASES[i].what, k,
                    wk_err_text(got[k]));
        for (size_t k = 0; k < sizeof hold / sizeof hold[0]; k++)
            wire_release(hold[k]);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_entry_round_trip),
        cmocka_unit_test(test_entry_damage),
        cmocka_unit_test(test_entry_other_forms),
        cmocka_unit_test(test_every_padding),
        cmocka_unit_test(test_push_round_trip),
        cmocka_unit_test(test_other_version),
        cmocka_unit_test(test_other_version_of_any_shape),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
