/* SPDX-License-Identifier: EUPL-1.2 */
#include "bytes.h"

#include "../test.h"

static void test_wipe(void **state)
{
    uint8_t secret[9] = {1, 2, 3, 4, 5, 6, 7, 8, 9};

    (void)state;
    bytes_wipe(secret, 8);
    assert_memory_equal(secret, "\0\0\0\0\0\0\0\0\x09", 9);
    bytes_wipe(secret, 0);
    bytes_wipe(NULL, 0);
}

static void test_empty(void **state)
{
    struct bytes b = bytes_new(10);
    size_t len = 7;
    uint8_t *data;

    (void)state;
    assert_string_equal(bytes_text(&b), "");
    assert_false(bytes_over(&b));
    bytes_add(&b, NULL, 0);
    bytes_add_text(&b, "");
    assert_string_equal(bytes_text(&b), "");
    data = bytes_take(&b, &len);
    assert_non_null(data);
    assert_int_equal(len, 0);
    free(data);
    data = bytes_take(&b, &len); /* never NULL, even of nothing at all */
    assert_non_null(data);
    free(data);
    bytes_free(&b);
    bytes_free(&b);
}

/* Filling up to each maximum, in pieces of each size. */
static void test_the_maximum(void **state)
{
    (void)state;
    for (size_t max = 0; max <= 200; max += max < 5 || max > 60 ? 1 : 13)
        for (size_t piece = 1; piece <= 70; piece += 23) {
            struct bytes b = bytes_new(max);
            size_t want = 0;

            while (want + piece <= max) {
                uint8_t data[70];

                memset(data, (int)want, sizeof data);
                bytes_add(&b, data, piece);
                want += piece;
            }
            assert_false(bytes_over(&b));
            assert_int_equal(b.len, want);
            for (size_t i = 0; i < want; i++)
                assert_int_equal(b.data[i], i / piece * piece % 256);
            bytes_add(&b,
                "0123456789012345678901234567890123456789"
                "012345678901234567890123456789",
                piece);
            assert_true(bytes_over(&b));
            assert_int_equal(b.len, want);
            bytes_add(&b, "", 0); /* it stays over */
            assert_true(bytes_over(&b));
            bytes_clear(&b);
            assert_false(bytes_over(&b));
            assert_int_equal(b.len, 0);
            bytes_free(&b);
        }
}

static void test_a_huge_length_is_over(void **state)
{
    struct bytes b = bytes_new(SIZE_MAX / 2);

    (void)state;
    bytes_add(&b, "abc", 3);
    bytes_add(&b, "x", SIZE_MAX);
    assert_true(bytes_over(&b));
    assert_int_equal(b.len, 3);
    bytes_clear(&b);
    bytes_add(&b, "x", SIZE_MAX / 2 + 1);
    assert_true(bytes_over(&b));
    bytes_free(&b);
}

static void test_take_moves(void **state)
{
    struct bytes b = bytes_new(100);
    size_t len;
    uint8_t *data;

    (void)state;
    bytes_add_text(&b, "one");
    data = bytes_take(&b, &len);
    assert_string_equal((char *)data, "one");
    assert_int_equal(len, 3);
    assert_string_equal(bytes_text(&b), "");
    bytes_add_text(&b, "two");
    assert_string_equal(bytes_text(&b), "two");
    assert_string_equal((char *)data, "one");
    free(data);
    bytes_free(&b);
}

static void test_printf(void **state)
{
    struct bytes b = bytes_new(12);

    (void)state;
    bytes_addf(&b, "%s-%d", "ab", 12);
    bytes_addf(&b, "%s", "");
    assert_string_equal(bytes_text(&b), "ab-12");
    bytes_addf(&b, "%07d", 7); /* exactly full */
    assert_string_equal(bytes_text(&b), "ab-120000007");
    assert_false(bytes_over(&b));
    bytes_addf(&b, "%c", 'x');
    assert_true(bytes_over(&b));
    assert_string_equal(bytes_text(&b), "ab-120000007");
    bytes_free(&b);
}

static const struct {
    const char *text;
    size_t len;
    bool fits;
} HEX[] = {
    {"", 0, true},
    {"00", 1, true},
    {"09af", 2, true},
    {"09AF", 2, false}, /* one text for one value */
    {"0", 1, false},
    {"000", 1, false},
    {"0000", 1, false},
    {"00", 2, false},
    {"0g", 1, false},
    {"0/", 1, false},
    {"0:", 1, false},
    {"0`", 1, false},
    {" 0", 1, false},
    {"0x", 1, false},
    {"-1", 1, false},
};

static void test_hex(void **state)
{
    uint8_t p[256], got[256];
    char text[513];

    (void)state;
    for (size_t i = 0; i < sizeof p; i++)
        p[i] = (uint8_t)i;
    for (size_t len = 0; len <= sizeof p; len += 16) {
        hex_encode(p, len, text);
        assert_int_equal(strlen(text), 2 * len);
        assert_true(hex_decode(text, got, len));
        assert_memory_equal(got, p, len);
    }
    hex_encode((const uint8_t *)"\x01\xab\xff", 3, text);
    assert_string_equal(text, "01abff");
    for (size_t i = 0; i < N_OF(HEX); i++)
        assert_int_equal(hex_decode(HEX[i].text, got, HEX[i].len), HEX[i].fits);
}

/* RFC 4648, section 10, in lower case and without padding. */
static const char *const BASE32[][2] = {{"", ""}, {"f", "my"}, {"fo", "mzxq"},
    {"foo", "mzxw6"}, {"foob", "mzxw6yq"}, {"fooba", "mzxw6ytb"},
    {"foobar", "mzxw6ytboi"}};

static const struct {
    const char *text;
    size_t len;
    bool fits;
} BASE32_TEXTS[] = {
    {"MZXW6YTBOI", 6, true},
    {"mzxw-6ytb oi", 6, true},
    {"--mzxw6ytboi  ", 6, true},
    {"mzxw6ytboi", 5, false},
    {"mzxw6ytboi", 7, false},
    {"mzxw6ytboi======", 6, false},
    {"mzxw6ytbo1", 6, false},
    {"mzxw6ytbo0", 6, false},
    {"mzxw6ytbo8", 6, false},
    {"mzxw6ytbo9", 6, false},
    {"mz", 1, false}, /* padding bits that are not zero */
    {"m", 0, false},
    {"a", 0, false}, /* a sign that says nothing */
    {"mya", 1, false},
    {"my", 1, true},
    {"m\xc3\xbd", 1, false},
};

static void test_base32(void **state)
{
    uint8_t got[64];
    char text[128];

    (void)state;
    for (size_t i = 0; i < N_OF(BASE32); i++) {
        size_t len = strlen(BASE32[i][0]);

        base32_encode((const uint8_t *)BASE32[i][0], len, text);
        assert_string_equal(text, BASE32[i][1]);
        assert_true(base32_decode(text, got, len));
        assert_memory_equal(got, BASE32[i][0], len);
    }
    for (size_t i = 0; i < N_OF(BASE32_TEXTS); i++)
        assert_int_equal(
            base32_decode(BASE32_TEXTS[i].text, got, BASE32_TEXTS[i].len),
            BASE32_TEXTS[i].fits);
    for (unsigned seed = 1; seed < 200; seed++) {
        uint8_t p[40];
        size_t len = seed % sizeof p;

        for (size_t i = 0; i < len; i++)
            p[i] = (uint8_t)(seed * (2 * i + 1) * 2654435761u >> 24);
        base32_encode(p, len, text);
        assert_int_equal(strlen(text), (len * 8 + 4) / 5);
        assert_true(base32_decode(text, got, len));
        assert_memory_equal(got, p, len);
    }
}

/* RFC 4648, section 10. */
static const char *const BASE64[][2] = {{"", ""}, {"f", "Zg=="}, {"fo", "Zm8="},
    {"foo", "Zm9v"}, {"foob", "Zm9vYg=="}, {"fooba", "Zm9vYmE="},
    {"foobar", "Zm9vYmFy"}, {"\xff\xff\xfe\xfb", "///++w=="}};

static void test_base64(void **state)
{
    char text[32];

    (void)state;
    for (size_t i = 0; i < N_OF(BASE64); i++) {
        base64_encode(
            (const uint8_t *)BASE64[i][0], strlen(BASE64[i][0]), text);
        assert_string_equal(text, BASE64[i][1]);
    }
}

static void test_base64_back(void **state)
{
    static const char *const BAD[] = {"Z", "Zg",
        "Zg=", "Zh==", "Zm9=", "====", "Zg==Zg==", "Zm9v\n", " Zm9v", "Zm-v",
        "Zm_v", "=Zm9", "Z===", "Zm9vYmFyYmFy"};
    uint8_t out[8];
    size_t len;

    (void)state;
    for (size_t i = 0; i < N_OF(BASE64); i++) {
        assert_true(base64_decode(BASE64[i][1], out, sizeof out, &len));
        assert_int_equal(len, strlen(BASE64[i][0]));
        assert_memory_equal(out, BASE64[i][0], len);
    }
    for (size_t i = 0; i < N_OF(BAD); i++)
        if (base64_decode(BAD[i], out, sizeof out, &len))
            fail_msg("%s", BAD[i]);
    assert_true(base64_decode("Zm9v", out, 3, &len));
    assert_false(base64_decode("Zm9v", out, 2, &len));
}

static void test_equal(void **state)
{
    uint8_t a[33], b[33];

    (void)state;
    memset(a, 0x5a, sizeof a);
    memset(b, 0x5a, sizeof b);
    assert_true(bytes_equal(a, b, 0));
    assert_true(bytes_equal(a, b, sizeof a));
    for (size_t bit = 0; bit < 8 * sizeof a; bit++) {
        b[bit / 8] ^= (uint8_t)(1 << bit % 8);
        assert_false(bytes_equal(a, b, sizeof a));
        assert_true(bytes_equal(a, b, bit / 8)); /* what lies before it */
        b[bit / 8] ^= (uint8_t)(1 << bit % 8);
    }
}

/* The borders of RFC 3629, and what lies just past each. */
static const struct {
    const char *text;
    bool fits;
} UTF8[] = {
    {"", true},
    {"a", true},
    {"\x01", true},
    {"\x7f", true},
    {"\x80", false},
    {"\xbf", false},
    {"\xc0\x80", false}, /* a long form of NUL */
    {"\xc1\xbf", false},
    {"\xc2\x80", true},
    {"\xc2", false},
    {"\xc2\x7f", false},
    {"\xc2\xc0", false},
    {"\xdf\xbf", true},
    {"\xe0\x9f\xbf", false},
    {"\xe0\xa0\x80", true},
    {"\xe0\xa0", false},
    {"\xe1\x80\x80", true},
    {"\xe1\x80\xc0", false},
    {"\xed\x9f\xbf", true},
    {"\xed\xa0\x80", false}, /* the first surrogate */
    {"\xed\xbf\xbf", false},
    {"\xee\x80\x80", true},
    {"\xef\xbf\xbf", true},
    {"\xf0\x8f\xbf\xbf", false},
    {"\xf0\x90\x80\x80", true},
    {"\xf0\x90\x80", false},
    {"\xf0\x90\x80\x7f", false},
    {"\xf3\xbf\xbf\xbf", true},
    {"\xf4\x8f\xbf\xbf", true},
    {"\xf4\x90\x80\x80", false}, /* past U+10FFFF */
    {"\xf5\x80\x80\x80", false},
    {"\xff", false},
    {"caf\xc3\xa9 \xe1\x8a\xa0\xf0\x9f\x99\x82.", true},
    {"caf\xe9", false},
    {"ok\xc3", false},
};

static void test_utf8(void **state)
{
    (void)state;
    for (size_t i = 0; i < N_OF(UTF8); i++) {
        size_t len = strlen(UTF8[i].text);
        char *exact = malloc(len + 1); /* no NUL: the sanitizer looks on */

        memcpy(exact, UTF8[i].text, len);
        exact = realloc(exact, len > 0 ? len : 1);
        assert_int_equal(text_is_utf8(exact, len), UTF8[i].fits);
        free(exact);
    }
    assert_false(text_is_utf8("a\0b", 3));
    assert_false(text_is_utf8("", 1));
}

static const struct {
    const char *text;
    size_t max;
    bool fits;
} IDS[] = {
    {"a", 1, true},
    {"", 5, false},
    {"ab", 1, false},
    {"az09_-", 6, true},
    {"az09_-", 5, false},
    {"-", 5, true},
    {"A", 5, false},
    {"a b", 5, false},
    {"a.b", 5, false},
    {"a/b", 5, false},
    {"a\n", 5, false},
    {"\xc3\xa9", 5, false},
};

static void test_ids(void **state)
{
    (void)state;
    for (size_t i = 0; i < N_OF(IDS); i++)
        assert_int_equal(text_is_id(IDS[i].text, IDS[i].max), IDS[i].fits);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_wipe),
        cmocka_unit_test(test_empty),
        cmocka_unit_test(test_the_maximum),
        cmocka_unit_test(test_a_huge_length_is_over),
        cmocka_unit_test(test_take_moves),
        cmocka_unit_test(test_printf),
        cmocka_unit_test(test_hex),
        cmocka_unit_test(test_base32),
        cmocka_unit_test(test_base64),
        cmocka_unit_test(test_base64_back),
        cmocka_unit_test(test_equal),
        cmocka_unit_test(test_utf8),
        cmocka_unit_test(test_ids),
    };
    return cmocka_run_group_tests_name("bytes", tests, NULL, NULL);
}
