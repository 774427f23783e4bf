/* SPDX-License-Identifier: EUPL-1.2 */
/* test_clip.c - kinds of sound files, told by their first bytes. */
#include "../test.h"

#include "clip.h"

/* Beginnings as encoders write them, up to what tells the kind. */
static const char OGG[] =
    "OggS\0\2\0\0\0\0\0\0\0\0\x44\x81\x93\x36\0\0\0\0\xe8\xe7\xbe\xf0\1\x13"
    "OpusHead\1\1\x38\1";
static const char WEBM[] =
    "\x1a\x45\xdf\xa3\x9f\x42\x86\x81\1\x42\xf7\x81\1\x42\xf2\x81\4\x42\xf3"
    "\x81\x8\x42\x82\x84webm\x42\x87\x81\4\x42\x85\x81\2\x18\x53\x80\x67\x86"
    "\x86\x41_OPUS";
static const char MP4[] = "\0\0\0\x1c\x66typM4A \0\0\2\0M4A isomiso2\0\0\4\x23"
                          "moov\0\0\0\x5amp4a";

struct clip_case {
    const char *what, *begins;
    size_t len;   /* of that; zeros follow */
    size_t total; /* of the file */
    size_t spoil; /* offset of a byte to change, 0: none */
    enum clip_kind kind;
};

static const struct clip_case CASES[] = {
    {"Ogg", OGG, sizeof OGG, 200, 0, CLIP_OGG},
    {"WebM", WEBM, sizeof WEBM, 200, 0, CLIP_WEBM},
    {"MP4", MP4, sizeof MP4, 200, 0, CLIP_MP4},
    {"the shortest", OGG, sizeof OGG, MIN_CLIP, 0, CLIP_OGG},
    {"shorter", OGG, sizeof OGG, MIN_CLIP - 1, 0, CLIP_NONE},
    {"the longest", MP4, sizeof MP4, MAX_CLIP, 0, CLIP_MP4},
    {"longer", MP4, sizeof MP4, MAX_CLIP + 1, 0, CLIP_NONE},
    {"zeros", "", 0, 200, 0, CLIP_NONE},
    {"a page", "<!DOCTYPE html>", 15, 200, 0, CLIP_NONE},
    {"Ogg that goes on with another page", OGG, sizeof OGG, 200, 5, CLIP_NONE},
    {"Ogg with more segments", OGG, sizeof OGG, 200, 26, CLIP_NONE},
    {"Ogg with another codec", OGG, sizeof OGG, 200, 30, CLIP_NONE},
    {"another EBML document", WEBM, sizeof WEBM, 200, 25, CLIP_NONE},
    {"WebM with another codec", WEBM, sizeof WEBM, 200, 44, CLIP_NONE},
    {"MP4 that begins with another box", MP4, sizeof MP4, 200, 4, CLIP_NONE},
    {"MP4 whose first box is huge", MP4, sizeof MP4, 200, 1, CLIP_NONE},
    {"MP4 without sound", MP4, sizeof MP4, 200, 40, CLIP_NONE},
};

static void test_kinds(void **state)
{
    static uint8_t bytes[MAX_CLIP + 1];

    (void)state;
    for (size_t i = 0; i < N_OF(CASES); i++) {
        const struct clip_case *c = &CASES[i];

        memset(bytes, 0, sizeof bytes);
        memcpy(bytes, c->begins, c->len < c->total ? c->len : c->total);
        if (c->spoil > 0)
            bytes[c->spoil] ^= 0x15;
        if (clip_kind_of(bytes, c->total) != c->kind)
            fail_msg("%s: %d", c->what, clip_kind_of(bytes, c->total));
    }
}

/* However much of a file has come, nothing is read past its end. */
static void test_cut(void **state)
{
    const struct {
        const char *begins;
        size_t len;
    } ALL[] = {{OGG, sizeof OGG}, {WEBM, sizeof WEBM}, {MP4, sizeof MP4}};

    (void)state;
    for (size_t i = 0; i < N_OF(ALL); i++)
        for (size_t len = MIN_CLIP; len < 100; len++) {
            uint8_t *cut = calloc(len, 1);

            assert_non_null(cut);
            memcpy(cut + len - MIN_CLIP, ALL[i].begins,
                ALL[i].len < MIN_CLIP ? ALL[i].len : MIN_CLIP);
            assert_int_equal(
                clip_kind_of(cut, len) != CLIP_NONE, len == MIN_CLIP);
            free(cut);
        }
}

static void test_names(void **state)
{
    static const struct {
        const char *type;
        enum clip_kind kind;
    } TYPES[] = {{"audio/ogg; codecs=opus", CLIP_OGG}, {"audio/ogg", CLIP_OGG},
        {"audio/webm;codecs=opus", CLIP_WEBM}, {"audio/mp4", CLIP_MP4},
        {"audio/mp4; codecs=mp4a.40.2", CLIP_MP4}, {"audio/mpeg", CLIP_NONE},
        {"audio/og", CLIP_NONE}, {"audio/oggs", CLIP_NONE}, {"", CLIP_NONE},
        {"video/webm", CLIP_NONE}};

    (void)state;
    for (size_t i = 0; i < N_OF(TYPES); i++)
        if (clip_kind_typed(TYPES[i].type) != TYPES[i].kind)
            fail_msg("%s", TYPES[i].type);
    for (int k = CLIP_OGG; k < N_CLIP_KINDS; k++)
        assert_int_equal(clip_kind_ending(clip_ending((enum clip_kind)k)), k);
    assert_int_equal(clip_kind_ending(""), CLIP_NONE);
    assert_int_equal(clip_kind_ending("wav"), CLIP_NONE);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_kinds),
        cmocka_unit_test(test_cut),
        cmocka_unit_test(test_names),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
