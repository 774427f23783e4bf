/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * fuzz_site.c - texts and files that people bring or a disk gives back: the
 * head file, a recovery key, a sealed backup, an enrolment code, months and
 * dates.  The first byte says which.  What is taken has one text.
 *
 * Covers client/night_head.c client/recovery.c common/core/bytes.c
 * Covers common/core/period.c
 */
#include <assert.h>
#include <stdlib.h>
#include <string.h>

#include "enrol.h"
#include "night.h"
#include "period.h"
#include "recovery.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t len);

static void try_head(const char *text)
{
    struct bytes again = bytes_new(MAX_TEXT);
    struct wire_head head;

    if (night_head_parse(text, &head) == WK_OK) {
        night_head_text(&head, &again);
        assert(strcmp(bytes_text(&again), text) == 0);
    }
    bytes_free(&again);
}

/* Whether both texts are the same digits; what people add does not count. */
static bool same_digits(const char *typed, const char *digits)
{
    for (; *typed != '\0'; typed++) {
        char c = *typed;

        if (strchr("- \t\r\n", c) != NULL)
            continue;
        if (c >= 'A' && c <= 'Z')
            c = (char)(c + 'a' - 'A');
        if (c != *digits++)
            return false;
    }
    return *digits == '\0';
}

static void try_code(const char *text)
{
    uint8_t raw[ENROL_RAW];
    char again[ENROL_DIGITS + 1];

    if (!base32_decode(text, raw, sizeof raw))
        return;
    base32_encode(raw, sizeof raw, again);
    assert(same_digits(text, again));
}

static void try_recovery_key(const char *text)
{
    uint8_t key[BOX_KEY_LEN], public_key[BOX_KEY_LEN];
    uint8_t raw[1 + BOX_KEY_LEN + 4]; /* as recovery.c lays it out */
    uint8_t sum[HASH_LEN];
    char again[61];

    if (recovery_parse(text, key) != WK_OK)
        return;
    raw[0] = 1;
    memcpy(raw + 1, key, sizeof key);
    crypto_sha256(raw, 1 + BOX_KEY_LEN, sum);
    memcpy(raw + 1 + BOX_KEY_LEN, sum, 4);
    base32_encode(raw, sizeof raw, again);
    assert(same_digits(text, again));
    crypto_box_public(key, public_key);
}

/* Nobody who lacks the keys makes a file that opens. */
static void try_sealed(const uint8_t *data, size_t len)
{
    static const uint8_t KEY[BOX_KEY_LEN] = {7, 7, 7};
    struct recovery r;
    uint8_t *db = NULL;
    size_t db_len = 0;
    enum wk_err err = recovery_open(KEY, data, len, &r, &db, &db_len);

    assert(err == WK_ECHECK && db == NULL);
}

static void try_calendar(const char *text)
{
    char month_again[MONTH_TEXT], date_again[DATE_TEXT];
    enum period_kind kind;
    int32_t month;
    int64_t date;

    if (month_parse(text, &month) == WK_OK) {
        month_text(month, month_again);
        assert(strcmp(month_again, text) == 0);
    }
    if (date_parse(text, &date) == WK_OK) {
        date_text(date, date_again);
        assert(strcmp(date_again, text) == 0);
    }
    if (period_kind_parse(text, &kind) == WK_OK)
        assert(strcmp(period_kind_text(kind), text) == 0);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t len)
{
    char *text;

    if (len == 0)
        return 0;
    if (data[0] == 's') {
        try_sealed(data + 1, len - 1);
        return 0;
    }
    text = malloc(len);
    assert(text != NULL);
    memcpy(text, data + 1, len - 1);
    text[len - 1] = '\0';
    if (data[0] == 'h')
        try_head(text);
    else if (data[0] == 'c')
        try_code(text);
    else if (data[0] == 'k')
        try_recovery_key(text);
    else
        try_calendar(text);
    free(text);
    return 0;
}
