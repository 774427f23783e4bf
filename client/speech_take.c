/* SPDX-License-Identifier: EUPL-1.2 */
/* speech_take.c - a recording, a review, a removal, as the staff page sends
 * them. */
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "speech_http.h"
#include "xalloc.h"

/* A request on its way in; status 0 while nothing is wrong. */
struct taking {
    struct site *site;
    struct login_session who;
    struct json *body;
    struct store_clip clip;
    struct speech *speech;
    int status;
    char why[WHY_MAX];
};

static bool refuse(struct taking *t, int status, const char *fmt, ...)
    WK_PRINTF(3, 4);

static bool refuse(struct taking *t, int status, const char *fmt, ...)
{
    va_list ap;

    t->status = status;
    va_start(ap, fmt);
    vsnprintf(t->why, sizeof t->why, fmt, ap);
    va_end(ap);
    return false;
}

/* Exactly these keys, all of them text; NULL ends the list. */
static bool has_keys(struct taking *t, const char *const *key)
{
    size_t n = 0;

    for (; key[n] != NULL; n++)
        if (json_text(json_get(t->body, key[n])) == NULL)
            return refuse(t, 400, "%s: should be there, as text", key[n]);
    if (json_size(t->body) != n)
        return refuse(t, 400, "a key that does not belong there");
    return true;
}

/* The string that is meant. */
static bool read_place(struct taking *t)
{
    struct store_clip *c = &t->clip;
    enum wk_err err =
        speech_open(t->site, json_get_text(t->body, "language"), &t->speech);

    if (err == WK_ENOTFOUND)
        return refuse(t, 404, "language: there is no pack of it");
    if (err != WK_OK)
        return refuse(t, 503, "the site's database cannot be read");
    if (speech_find(t->speech, json_get_text(t->body, "address")) == NULL)
        return refuse(t, 404, "address: no such string is spoken");
    snprintf(c->language, sizeof c->language, "%s", t->speech->language);
    snprintf(
        c->address, sizeof c->address, "%s", json_get_text(t->body, "address"));
    return true;
}

static bool read_hash(struct taking *t)
{
    return hex_decode(
               json_get_text(t->body, "hash"), t->clip.text_hash, HASH_LEN) ||
        refuse(t, 400, "hash: should be 64 lower-case hex digits");
}

static bool read_source(struct taking *t)
{
    t->clip.human = strcmp(json_get_text(t->body, "source"), "human") == 0;
    return t->clip.human ||
        strcmp(json_get_text(t->body, "source"), "tts") == 0 ||
        refuse(t, 400, "source: should be human or tts");
}

/* Begin: logged in, an object with these keys, a string that is spoken. */
static bool begin(struct taking *t, struct login *l, struct http_request *r,
    const char *const *keys)
{
    const uint8_t *body;
    size_t len;

    if (!login_require(l, r, true, &t->who))
        return false;
    body = http_body(r, &len);
    if (json_parse(body, len, &t->body, t->why, sizeof t->why) != WK_OK) {
        t->status = 400;
        return false;
    }
    return has_keys(t, keys) && read_place(t);
}

/* Answer, unless login_require() did, and end. */
static void end(
    struct taking *t, struct http_request *r, int status, const char *done)
{
    struct bytes text = bytes_new(MAX_TEXT);

    if (t->status != 0) {
        http_reply_error(r, t->status, "%s", t->why);
    } else if (status != 0) {
        bytes_add_text(&text, done);
        http_reply_json(r, status, &text);
    }
    bytes_free(&text);
    speech_close(t->speech);
    json_free(t->body);
}

static bool keep(struct taking *t, const uint8_t *bytes, size_t len)
{
    static const struct {
        enum wk_err err;
        int status;
    } STATUS[] = {{WK_ENOTFOUND, 404}, {WK_ECLOSED, 409}, {WK_ETOOBIG, 413},
        {WK_ECHECK, 415}};
    enum wk_err err = speech_check(t->speech, &t->clip, t->why);

    if (err == WK_OK)
        err = speech_check_bytes(&t->clip, bytes, len, t->why);
    for (size_t i = 0; i < sizeof STATUS / sizeof STATUS[0]; i++)
        if (err == STATUS[i].err) {
            t->status = STATUS[i].status;
            return false;
        }
    err = speech_record(t->site, t->who.name, &t->clip, bytes, len);
    if (err != WK_OK && err != WK_EEXIST)
        return refuse(t, err == WK_EFULL ? 507 : 503, "it could not be saved");
    return true;
}

void speech_http_take(struct site *s, struct login *l, struct http_request *r)
{
    static const char *const KEYS[] = {
        "language", "address", "hash", "type", "data", NULL};
    struct taking t = {
        .site = s, .clip = {.human = true, .made = site_today()}};
    bool saved = false;

    if (begin(&t, l, r, KEYS) && read_hash(&t)) {
        const char *data = json_get_text(t.body, "data");
        size_t max = strlen(data) / 4 * 3 + 1, len = 0;
        uint8_t *bytes = xcalloc(max, 1);

        t.clip.kind = clip_kind_typed(json_get_text(t.body, "type"));
        if (!base64_decode(data, bytes, max, &len))
            refuse(&t, 400, "data: should be base64");
        else
            saved = keep(&t, bytes, len);
        free(bytes);
    }
    end(&t, r, saved ? 201 : 0, "{\"saved\":true}");
}

void speech_http_review(struct site *s, struct login *l, struct http_request *r)
{
    static const char *const KEYS[] = {
        "language", "address", "hash", "source", NULL};
    struct taking t = {.site = s, .clip = {.reviewed = site_today()}};
    bool done = begin(&t, l, r, KEYS) && read_hash(&t) && read_source(&t);

    if (done) {
        enum wk_err err;

        snprintf(t.clip.reviewer, sizeof t.clip.reviewer, "%s", t.who.role);
        err = store_clip_review(site_store(s), &t.clip);
        if (err == WK_ENOTFOUND)
            done = refuse(&t, 404, "no such clip of this text");
        else if (err != WK_OK)
            done = refuse(&t, 503, "it could not be saved");
        else
            site_note(s, t.who.name, "reviewed the speech of %s (%s)",
                t.clip.address, t.clip.language);
    }
    end(&t, r, done ? 200 : 0, "{\"saved\":true}");
}

void speech_http_remove(struct site *s, struct login *l, struct http_request *r)
{
    static const char *const KEYS[] = {"language", "address", "source", NULL};
    struct taking t = {.site = s};
    bool done = begin(&t, l, r, KEYS) && read_source(&t);

    if (done) {
        int64_t n = 0;
        enum wk_err err = store_clip_drop(site_store(s), t.clip.language,
            t.clip.address, t.clip.human ? CLIP_OF_HUMAN : CLIP_OF_MACHINE, &n);

        if (err != WK_OK)
            done = refuse(&t, 503, "it could not be saved");
        else if (n == 0)
            done = refuse(&t, 404, "no such clip");
        else
            site_note(s, t.who.name, "removed the speech of %s (%s)",
                t.clip.address, t.clip.language);
    }
    end(&t, r, done ? 200 : 0, "{\"removed\":true}");
}
