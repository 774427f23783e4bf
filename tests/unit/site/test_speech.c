/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * test_speech.c - what the kiosk says: a person before a machine, nothing that
 * was made of another text, and only what was checked.
 */
#include "lived_site.h"

#include <sys/stat.h>
#include <unistd.h>

#include "crypto.h"
#include "speech.h"

static char folder[] = "speech_XXXXXX";
static struct site *site;

/* A file of a kind that says n. */
static size_t sound(enum clip_kind kind, uint8_t n, uint8_t out[static 200])
{
    static const struct {
        const char *bytes;
        size_t len;
    } BEGINS[N_CLIP_KINDS] = {
        [CLIP_OGG] = {"OggS\0\2\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\1\x13"
                      "OpusHead",
            36},
        [CLIP_WEBM] = {"\x1a\x45\xdf\xa3\x42\x82\x84webm A_OPUS", 18},
        [CLIP_MP4] = {"\0\0\0\x1c\x66typM4A mp4a", 16},
    };

    memset(out, n, 200);
    memcpy(out, BEGINS[kind].bytes, BEGINS[kind].len);
    return 200;
}

/* A clip of words.I1, of its present text or of another. */
static enum wk_err add(bool human, enum clip_kind kind, bool stale)
{
    struct store_clip c = {.language = "nl",
        .address = "words.I1",
        .human = human,
        .kind = kind,
        .made = 20000};
    struct speech *sp = NULL;
    uint8_t bytes[200];
    size_t len = sound(kind, (uint8_t)(1 + human * 2 + stale), bytes);

    assert_int_equal(speech_open(site, "nl", &sp), WK_OK);
    memcpy(c.text_hash, speech_find(sp, "words.I1")->hash, HASH_LEN);
    c.text_hash[0] ^= stale;
    speech_close(sp);
    return store_clip_add(site_store(site), &c, bytes, len);
}

static void drop_all(void)
{
    int64_t n;

    assert_int_equal(
        store_clip_drop(site_store(site), NULL, NULL, CLIP_OF_ANY, &n), WK_OK);
}

enum { T = 1, H = 2 }; /* a machine's, a person's */

/* Which clips there are, and which of them is heard, as 10 * voice + kind. */
static const struct {
    const char *what;
    struct {
        int voice;
        enum clip_kind kind;
        bool stale;
    } clip[4];
    int opus, aac;
    bool stale;
} HEARD[] = {
    {"nothing", {{0}}, 0, 0, false},
    {"a machine", {{T, CLIP_OGG, false}}, 11, 0, false},
    {"both kinds", {{T, CLIP_OGG, false}, {T, CLIP_MP4, false}}, 11, 13, false},
    {"MP4 alone", {{T, CLIP_MP4, false}}, 13, 13, false},
    {"a person before a machine", {{T, CLIP_OGG, false}, {H, CLIP_WEBM, false}},
        22, 0, false},
    {"where only the machine has MP4",
        {{T, CLIP_OGG, false}, {T, CLIP_MP4, false}, {H, CLIP_WEBM, false}}, 22,
        13, false},
    {"a person in MP4 alone", {{T, CLIP_OGG, false}, {H, CLIP_MP4, false}}, 23,
        23, false},
    {"a person of another text", {{T, CLIP_OGG, false}, {H, CLIP_WEBM, true}},
        11, 0, false},
    {"a machine of another text", {{T, CLIP_OGG, true}, {H, CLIP_OGG, false}},
        21, 0, false},
    {"both of another text", {{T, CLIP_OGG, true}, {H, CLIP_OGG, true}}, 21, 0,
        true},
    {"one voice of another text", {{T, CLIP_MP4, true}}, 13, 13, true},
};

static int code_of(const struct store_clip *c)
{
    return c == NULL ? 0 : 10 * (c->human ? H : T) + (int)c->kind;
}

static void test_heard(void **state)
{
    (void)state;
    for (size_t i = 0; i < N_OF(HEARD); i++) {
        const struct speech_line *line;
        struct speech *sp = NULL;

        drop_all();
        for (size_t k = 0; k < 4 && HEARD[i].clip[k].voice != 0; k++)
            assert_int_equal(add(HEARD[i].clip[k].voice == H,
                                 HEARD[i].clip[k].kind, HEARD[i].clip[k].stale),
                WK_OK);
        assert_int_equal(speech_open(site, "nl", &sp), WK_OK);
        line = speech_find(sp, "words.I1");
        if (code_of(line->opus) != HEARD[i].opus ||
            code_of(line->aac) != HEARD[i].aac || line->stale != HEARD[i].stale)
            fail_msg("%s: %d, %d, %d", HEARD[i].what, code_of(line->opus),
                code_of(line->aac), line->stale);
        speech_close(sp);
    }
}

/* What a new clip puts out, and what it leaves. */
static void test_replace(void **state)
{
    struct store_clip *list = NULL;
    size_t n = 0;

    (void)state;
    drop_all();
    assert_int_equal(add(true, CLIP_OGG, true), WK_OK);
    assert_int_equal(add(true, CLIP_MP4, true), WK_OK);
    assert_int_equal(add(false, CLIP_OGG, true), WK_OK);
    assert_int_equal(add(true, CLIP_WEBM, false), WK_OK);
    assert_int_equal(add(true, CLIP_WEBM, false), WK_EEXIST);
    assert_int_equal(store_clip_list(site_store(site), "nl", &list, &n), WK_OK);
    assert_int_equal(n, 2); /* the machine's, and the new one */
    assert_int_equal(list[0].kind, CLIP_OGG);
    assert_false(list[0].human);
    assert_int_equal(list[1].kind, CLIP_WEBM);
    free(list);
}

static void test_strings(void **state)
{
    struct speech *sp = NULL;
    uint8_t hash[HASH_LEN];
    const struct speech_line *line;

    (void)state;
    assert_int_equal(speech_open(site, "xx", &sp), WK_ENOTFOUND);
    assert_int_equal(speech_open(site, "", &sp), WK_ENOTFOUND);
    assert_int_equal(speech_open(site, "nl", &sp), WK_OK);
    line = speech_find(sp, "words.I2");
    crypto_sha256(line->text, strlen(line->text), hash);
    assert_memory_equal(line->hash, hash, HASH_LEN);
    assert_null(speech_find(sp, "words.step")); /* it holds {n} and {of} */
    line = speech_find(sp, "words.I6"); /* it would, but for its speak */
    assert_null(strchr(line->spoken, '{'));
    assert_non_null(strchr(line->text, '{'));
    assert_non_null(speech_find(sp, "months.03"));
    assert_null(speech_find(sp, "words"));
    speech_close(sp);
}

static void test_review(void **state)
{
    struct store_clip c = {.language = "nl",
        .address = "words.I1",
        .human = true,
        .reviewed = 20001,
        .reviewer = "staff"};
    struct speech *sp = NULL;

    (void)state;
    drop_all();
    assert_int_equal(add(true, CLIP_WEBM, false), WK_OK);
    assert_int_equal(store_clip_review(site_store(site), &c), WK_ENOTFOUND);
    assert_int_equal(speech_open(site, "nl", &sp), WK_OK);
    memcpy(c.text_hash, speech_find(sp, "words.I1")->hash, HASH_LEN);
    assert_false(speech_find(sp, "words.I1")->opus->is_reviewed);
    speech_close(sp);
    assert_int_equal(store_clip_review(site_store(site), &c), WK_OK);
    assert_int_equal(speech_open(site, "nl", &sp), WK_OK);
    assert_true(speech_find(sp, "words.I1")->opus->is_reviewed);
    assert_string_equal(speech_find(sp, "words.I1")->opus->reviewer, "staff");
    speech_close(sp);
}

/* ---- Import ---- */

static void write_file(const char *name, const void *data, size_t len)
{
    char *path = file_join(folder, name);

    assert_int_equal(file_replace(path, data, len, 0600), WK_OK);
    free(path);
}

/* The first of two entries; $ stands for the hash of the text. */
static const struct {
    const char *what, *entry, *wanted; /* NULL: all is fine */
} MANIFESTS[] = {
    {"fine", "{%s,\"text_hash\":\"$\",\"file\":\"in/a.opus\",%s}", NULL},
    {"a file that is none",
        "{%s,\"text_hash\":\"$\",\"file\":\"in/b.opus\",%s}",
        "in/b.opus: no sound"},
    {"a file that is another kind",
        "{%s,\"text_hash\":\"$\",\"file\":\"in/a.m4a\",%s}",
        "in/a.m4a: no sound"},
    {"no file", "{%s,\"text_hash\":\"$\",\"file\":\"in/c.opus\",%s}",
        "cannot be read"},
    {"a file elsewhere", "{%s,\"text_hash\":\"$\",\"file\":\"../a.opus\",%s}",
        "not the name"},
    {"a file elsewhere",
        "{%s,\"text_hash\":\"$\",\"file\":\"in/../a.opus\",%s}",
        "not the name"},
    {"a file of the machine",
        "{%s,\"text_hash\":\"$\",\"file\":\"/a.opus\",%s}", "not the name"},
    {"no hash", "{%s,\"text_hash\":\"1\",\"file\":\"in/a.opus\",%s}",
        "64 hex digits"},
    {"another text",
        "{%s,\"text_hash\":\"00000000000000000000000000000000000000000000000000"
        "00000000000000\",\"file\":\"in/a.opus\",%s}",
        "the text is another one now"},
    {"no source",
        "{\"language\":\"nl\",\"address\":\"words.I1\",\"text_hash\":\"$\","
        "\"file\":\"in/a.opus\"}",
        "source should be"},
    {"another language",
        "{\"language\":\"xx\",\"address\":\"words.I1\",\"text_hash\":\"$\","
        "\"file\":\"in/a.opus\",\"source\":\"tts\"}",
        "no pack"},
    {"another address",
        "{\"language\":\"nl\",\"address\":\"words.I99\",\"text_hash\":\"$\","
        "\"file\":\"in/a.opus\",\"source\":\"tts\"}",
        "no such string"},
    {"no clip", "7", "not the name"},
};

struct said {
    const char *wanted;
    size_t n, named;
};

static void on_complaint(void *arg, const char *what)
{
    struct said *said = arg;

    said->n++;
    said->named += said->wanted != NULL && strstr(what, said->wanted) != NULL;
}

/* Write {"clips": [a good one of I2, entry]}. */
static void write_manifest(const char *entry)
{
    static const char PLACE[] = "\"language\":\"nl\",\"address\":\"words.I1\"";
    char hash[2][2 * HASH_LEN + 1], text[2048], one[1024];
    struct bytes all = bytes_new(8192);
    struct speech *sp = NULL;

    assert_int_equal(speech_open(site, "nl", &sp), WK_OK);
    hex_encode(speech_find(sp, "words.I1")->hash, HASH_LEN, hash[0]);
    hex_encode(speech_find(sp, "words.I2")->hash, HASH_LEN, hash[1]);
    speech_close(sp);
    snprintf(one, sizeof one, "%s", entry);
    if (strstr(one, "%s") != NULL) {
        const char *dollar = strstr(entry, "%s,") + 3;

        snprintf(one, sizeof one, "{%s,%.*s,\"source\":\"tts\"}", PLACE,
            (int)(strlen(dollar) - 4), dollar);
    }
    bytes_addf(&all,
        "{\"clips\":[{\"language\":\"nl\",\"address\":\"words.I2\","
        "\"text_hash\":\"%s\",\"file\":\"in/a.opus\",\"source\":\"human\"},",
        hash[1]);
    snprintf(text, sizeof text, "%s", one);
    for (char *at = text; *at != '\0'; at++)
        if (*at == '$')
            bytes_add_text(&all, hash[0]);
        else
            bytes_add(&all, at, 1);
    bytes_add_text(&all, "]}");
    write_file("manifest.json", all.data, all.len);
    bytes_free(&all);
}

static void test_import(void **state)
{
    uint8_t bytes[200];

    (void)state;
    write_file("in/a.opus", bytes, sound(CLIP_OGG, 1, bytes));
    write_file("in/a.m4a", bytes, 200);
    write_file("in/b.opus", "not a sound", 11);
    for (size_t i = 0; i < N_OF(MANIFESTS); i++) {
        struct said said = {.wanted = MANIFESTS[i].wanted};
        bool fine = MANIFESTS[i].wanted == NULL;
        size_t n = 7;
        enum wk_err err;

        drop_all();
        write_manifest(MANIFESTS[i].entry);
        err = speech_import(site, "test", folder, on_complaint, &said, &n);
        if (err != (fine ? WK_OK : WK_ECHECK) || n != (fine ? 2 : 0) ||
            said.named != said.n || (said.n == 0) != fine)
            fail_msg("%s: %s, %zu, %zu", MANIFESTS[i].what, wk_err_text(err), n,
                said.n);
        err = speech_import(site, "test", folder, on_complaint, &said, &n);
        assert_int_equal(err, fine ? WK_OK : WK_ECHECK);
        assert_int_equal(n, 0); /* they are there, or nothing is */
    }
}

static void test_no_manifest(void **state)
{
    static const char *const BAD[] = {
        "", "[", "{}", "{\"clips\": {}}", "{\"clips\": 7}", "[]"};
    size_t n;

    (void)state;
    for (size_t i = 0; i < N_OF(BAD); i++) {
        struct said said = {.wanted = "manifest.json"};

        write_file("manifest.json", BAD[i], strlen(BAD[i]));
        assert_int_equal(
            speech_import(site, "test", folder, on_complaint, &said, &n),
            WK_ECHECK);
        assert_int_equal(said.named, 1);
    }
}

/* ---- A recording ---- */

static void test_record(void **state)
{
    struct store_clip c = {.language = "nl",
                          .address = "words.I1",
                          .human = true,
                          .kind = CLIP_WEBM},
                      *list = NULL;
    struct bytes back = bytes_new(MAX_CLIP);
    uint8_t bytes[200];
    size_t len = sound(CLIP_WEBM, 9, bytes), n = 0;

    (void)state;
    drop_all();
    assert_int_equal(add(false, CLIP_OGG, false), WK_OK);
    assert_int_equal(add(true, CLIP_MP4, false), WK_OK);
    assert_int_equal(speech_record(site, "test", &c, bytes, len), WK_OK);
    assert_int_equal(store_clip_list(site_store(site), "nl", &list, &n), WK_OK);
    assert_int_equal(n, 2); /* no other take of a person */
    assert_int_equal(
        store_clip_bytes(site_store(site), list[1].name, CLIP_WEBM, &back),
        WK_OK);
    assert_int_equal(back.len, len);
    assert_memory_equal(back.data, bytes, len);
    assert_int_equal(
        store_clip_bytes(site_store(site), list[1].name, CLIP_OGG, &back),
        WK_ENOTFOUND);
    bytes_free(&back);
    free(list);
}

static int set_up(void **state)
{
    char *path;

    (void)state;
    umask(077);
    if (mkdtemp(folder) == NULL)
        return -1;
    site = lived_site_new(folder);
    path = site_path(site, "in");
    assert_int_equal(file_make_folder(path), WK_OK);
    free(path);
    return 0;
}

static int tear_down(void **state)
{
    static const char *const FILES[] = {"site.db", "site.db-wal", "site.db-shm",
        "device.key", "lock", "manifest.json", "in/a.opus", "in/a.m4a",
        "in/b.opus", "in", "tls"};

    (void)state;
    site_close(site);
    for (size_t i = 0; i < N_OF(FILES); i++) {
        char *path = file_join(folder, FILES[i]);

        if (unlink(path) != 0)
            rmdir(path);
        free(path);
    }
    return rmdir(folder);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_heard),
        cmocka_unit_test(test_replace),
        cmocka_unit_test(test_strings),
        cmocka_unit_test(test_review),
        cmocka_unit_test(test_import),
        cmocka_unit_test(test_no_manifest),
        cmocka_unit_test(test_record),
    };

    return cmocka_run_group_tests(tests, set_up, tear_down);
}
