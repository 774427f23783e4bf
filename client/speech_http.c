/* SPDX-License-Identifier: EUPL-1.2 */
/* speech_http.c - clips listed and sent; speech_take.c takes what staff send.
 */
#include "speech_http.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "period.h"
#include "site_reply.h"

enum { REPLY_MAX = 1024 * 1024 };

#define CLIP_PATH "/speech/"

/* "/speech/<32 hex digits>.opus", or null. */
static struct json *address_of(const struct store_clip *c)
{
    char name[2 * CLIP_NAME_LEN + 1], path[MAX_TEXT];

    if (c == NULL)
        return json_new_null();
    hex_encode(c->name, CLIP_NAME_LEN, name);
    snprintf(path, sizeof path, CLIP_PATH "%s.%s", name, clip_ending(c->kind));
    return json_new_text(path);
}

static struct json *date_json(int64_t date)
{
    char text[DATE_TEXT];

    date_text(date, text);
    return json_new_text(text);
}

static struct json *clip_json(const struct speech_line *line, bool all)
{
    const struct store_clip *c = line->opus;
    struct json *j = json_new_object();

    json_set_new(j, "url", address_of(c));
    json_set_new(j, "aac", address_of(line->aac));
    json_set_new(j, "source", json_new_text(c->human ? "human" : "tts"));
    json_set_new(j, "stale", json_new_bool(line->stale));
    if (all)
        json_set_new(j, "reviewed",
            c->is_reviewed ? date_json(c->reviewed) : json_new_null());
    if (all)
        json_set_new(j, "reviewer",
            c->is_reviewed ? json_new_text(c->reviewer) : json_new_null());
    return j;
}

/* The strings of the pack, with the source text of a translation. */
static struct json *string_json(
    const struct speech_line *line, const struct speech *source)
{
    const struct speech_line *from =
        source != NULL ? speech_find(source, line->address) : NULL;
    struct json *j = json_new_object();
    char hash[2 * HASH_LEN + 1];

    hex_encode(line->hash, HASH_LEN, hash);
    json_set_new(j, "address", json_new_text(line->address));
    json_set_new(j, "text", json_new_text(line->text));
    json_set_new(j, "spoken", json_new_text(line->spoken));
    json_set_new(j, "hash", json_new_text(hash));
    json_set_new(j, "source",
        from != NULL ? json_new_text(from->spoken) : json_new_null());
    return j;
}

/* A language that this one was translated from: one of the site's own, which
 * its staff read; NULL for a source. */
static const char *translated_from(struct site *s, const struct speech *sp)
{
    return sp->is_source ? NULL
                         : site_config_lang(site_settings(s)->language[0]);
}

static enum wk_err add_strings(
    struct site *s, const struct speech *sp, struct json *out)
{
    const char *from = translated_from(s, sp);
    struct json *list = json_new_array();
    struct speech *source = NULL;
    enum wk_err err = WK_OK;

    if (from != NULL)
        err = speech_open(s, from, &source);
    if (err == WK_ENOTFOUND)
        err = WK_OK; /* the strings are told without it */
    for (size_t i = 0; i < sp->n; i++)
        json_append_new(list, string_json(&sp->line[i], source));
    json_set_new(out, "language", json_new_text(sp->language));
    json_set_new(out, "direction", json_new_text(sp->direction));
    json_set_new(
        out, "from", source != NULL ? json_new_text(from) : json_new_null());
    json_set_new(out, "strings", list);
    speech_close(source);
    return err;
}

static enum wk_err list_json(
    struct site *s, const char *language, bool all, struct json *out)
{
    struct json *clips = json_new_object();
    struct speech *sp = NULL;
    enum wk_err err = speech_open(s, language, &sp);

    for (size_t i = 0; err == WK_OK && i < sp->n; i++)
        if (sp->line[i].opus != NULL && (all || !sp->line[i].stale))
            json_set_new(
                clips, sp->line[i].address, clip_json(&sp->line[i], all));
    json_set_new(out, "clips", clips);
    if (err == WK_OK && all)
        err = add_strings(s, sp, out);
    speech_close(sp);
    return err;
}

/* Whether the query asks for what staff see; false when it is not one. */
static bool read_query(
    struct http_request *r, char language[static MAX_TAG + 1], bool *all)
{
    char flag[8];
    bool has_language = false;

    return http_query_param(
               r, "language", language, MAX_TAG + 1, &has_language) == WK_OK &&
        has_language &&
        http_query_param(r, "all", flag, sizeof flag, all) == WK_OK;
}

void speech_http_list(struct site *s, struct login *l, struct http_request *r)
{
    char language[MAX_TAG + 1];
    struct login_session who;
    struct json *out;
    bool all = false;
    enum wk_err err;

    if (!read_query(r, language, &all)) {
        http_reply_error(r, 400, "language: should be the tag of one");
        return;
    }
    if (all && !login_require(l, r, false, &who))
        return;
    out = json_new_object();
    err = list_json(s, language, all, out);
    if (err == WK_ENOTFOUND) {
        http_reply_error(r, 404, "language: there is no pack of it");
        json_free(out);
    } else {
        site_reply(r, err, out, REPLY_MAX);
    }
}

/* The clip that a path names; CLIP_NONE: none. */
static enum clip_kind read_path(
    const char *path, uint8_t name[static CLIP_NAME_LEN])
{
    char hex[2 * CLIP_NAME_LEN + 1];
    const char *file = path + strlen(CLIP_PATH);

    if (strncmp(path, CLIP_PATH, strlen(CLIP_PATH)) != 0 ||
        strlen(file) < sizeof hex || file[sizeof hex - 1] != '.')
        return CLIP_NONE;
    memcpy(hex, file, sizeof hex - 1);
    hex[sizeof hex - 1] = '\0';
    if (!hex_decode(hex, name, CLIP_NAME_LEN))
        return CLIP_NONE;
    return clip_kind_ending(file + sizeof hex);
}

/* The name is a hash of the bytes, so it may be kept; by this browser alone,
 * since the voice can be that of somebody who takes it back. */
void speech_http_clip(struct site *s, struct http_request *r)
{
    uint8_t name[CLIP_NAME_LEN];
    enum clip_kind kind = read_path(http_path(r), name);
    struct bytes body = bytes_new(MAX_CLIP), headers = bytes_new(MAX_TEXT);
    struct bytes etag = bytes_new(MAX_TEXT);
    enum wk_err err = WK_ENOTFOUND;

    if (kind != CLIP_NONE)
        err = store_clip_bytes(site_store(s), name, kind, &body);
    bytes_addf(&etag, "\"%s\"", http_path(r) + strlen(CLIP_PATH));
    if (err == WK_OK)
        bytes_addf(&headers,
            "Content-Type: %s\r\nETag: %s\r\n"
            "Cache-Control: private, max-age=31536000, immutable\r\n",
            clip_type(kind), bytes_text(&etag));
    if (err == WK_ENOTFOUND)
        http_reply_error(r, 404, "no such clip");
    else if (err != WK_OK)
        http_reply_error(r, 503, "the site's database cannot be read");
    else
        http_reply_tagged(
            r, bytes_text(&etag), bytes_text(&headers), body.data, body.len);
    bytes_free(&body);
    bytes_free(&headers);
    bytes_free(&etag);
}
