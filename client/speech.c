/* SPDX-License-Identifier: EUPL-1.2 */
#include "speech.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "crypto.h"
#include "langpack.h"
#include "xalloc.h"

/* The parts of a pack that hold strings. */
static const char *const PARTS[] = {
    "words", "questions", "answers", "themes", "months"};
enum { N_PARTS = sizeof PARTS / sizeof PARTS[0] };

/* What is read aloud of a string; NULL: nothing. */
static const char *spoken(const struct json *string)
{
    const char *speak = json_text(json_get(string, "speak"));
    const char *text = json_text(json_get(string, "text"));

    if (speak != NULL && speak[0] != '\0')
        return speak;
    return text != NULL && strchr(text, '{') == NULL ? text : NULL;
}

static void add_line(struct speech *sp, const char *part, const char *key)
{
    const struct json *string = json_get(json_get(sp->pack, part), key);
    const char *aloud = spoken(string);
    struct speech_line *line;

    if (aloud == NULL || aloud[0] == '\0')
        return;
    sp->line = xrealloc(sp->line, sp->n + 1, sizeof *sp->line);
    line = &sp->line[sp->n];
    *line = (struct speech_line){
        .text = json_text(json_get(string, "text")), .spoken = aloud};
    if ((size_t)snprintf(line->address, sizeof line->address, "%s.%s", part,
            key) < sizeof line->address)
        sp->n++;
    crypto_sha256(aloud, strlen(aloud), line->hash);
}

/* The clips of one voice at one address: both kinds, or neither. */
static void choose(
    const struct speech *sp, struct speech_line *line, bool human, bool stale)
{
    for (size_t i = 0; i < sp->n_clips; i++) {
        const struct store_clip *c = &sp->clip[i];

        if (c->human != human || strcmp(c->address, line->address) != 0 ||
            bytes_equal(c->text_hash, line->hash, HASH_LEN) == stale)
            continue;
        if (c->kind == CLIP_MP4)
            line->aac = line->aac != NULL ? line->aac : c;
        else if (line->opus == NULL)
            line->opus = c;
    }
}

/* A person first, then a machine; what is stale only when nothing fits. */
static void find_clips(const struct speech *sp, struct speech_line *line)
{
    choose(sp, line, true, false);
    if (line->opus == NULL)
        line->opus = line->aac;
    choose(sp, line, false, false);
    line->stale = line->opus == NULL && line->aac == NULL;
    if (line->stale)
        choose(sp, line, true, true);
    if (line->stale && line->opus == NULL && line->aac == NULL)
        choose(sp, line, false, true);
    if (line->opus == NULL)
        line->opus = line->aac;
    line->stale = line->stale && line->opus != NULL;
}

enum wk_err speech_open(
    struct site *s, const char *language, struct speech **out)
{
    struct speech *sp = xcalloc(1, sizeof *sp);
    const struct langpack *pack = langpack_find(language);
    enum wk_err err = WK_ENOTFOUND;

    if (pack != NULL)
        err = store_clip_list(site_store(s), language, &sp->clip, &sp->n_clips);
    if (err != WK_OK) {
        speech_close(sp);
        return err;
    }
    sp->language = pack->language;
    sp->direction = pack->direction;
    sp->is_source = pack->source;
    sp->pack = langpack_json(pack);
    for (size_t p = 0; p < N_PARTS; p++) {
        const struct json *part = json_get(sp->pack, PARTS[p]);

        for (const char *key = json_next_key(part, NULL); key != NULL;
             key = json_next_key(part, key))
            add_line(sp, PARTS[p], key);
    }
    for (size_t i = 0; i < sp->n; i++)
        find_clips(sp, &sp->line[i]);
    *out = sp;
    return WK_OK;
}

void speech_close(struct speech *sp)
{
    if (sp == NULL)
        return;
    json_free(sp->pack);
    free(sp->clip);
    free(sp->line);
    free(sp);
}

const struct speech_line *speech_find(
    const struct speech *sp, const char *address)
{
    for (size_t i = 0; i < sp->n; i++)
        if (strcmp(sp->line[i].address, address) == 0)
            return &sp->line[i];
    return NULL;
}

void speech_count(const struct speech *sp, struct speech_counts *out)
{
    *out = (struct speech_counts){.strings = sp->n};
    for (size_t i = 0; i < sp->n; i++) {
        const struct speech_line *line = &sp->line[i];

        if (line->opus == NULL)
            out->silent++;
        else if (line->stale)
            out->stale++;
        else if (line->opus->human)
            out->human++;
        else
            out->machine++;
    }
}

enum wk_err speech_check(const struct speech *sp, const struct store_clip *c,
    char why[static WHY_MAX])
{
    const struct speech_line *line = speech_find(sp, c->address);

    if (line == NULL) {
        snprintf(why, WHY_MAX, "address: no such string is spoken");
        return WK_ENOTFOUND;
    }
    if (!bytes_equal(c->text_hash, line->hash, HASH_LEN)) {
        snprintf(why, WHY_MAX, "the text is another one now");
        return WK_ECLOSED;
    }
    return WK_OK;
}

enum wk_err speech_check_bytes(const struct store_clip *c, const uint8_t *bytes,
    size_t len, char why[static WHY_MAX])
{
    if (len > MAX_CLIP) {
        snprintf(why, WHY_MAX, "longer than %d kB", MAX_CLIP / 1024);
        return WK_ETOOBIG;
    }
    if (c->kind == CLIP_NONE || clip_kind_of(bytes, len) != c->kind) {
        snprintf(why, WHY_MAX,
            "no sound of that kind: Opus in Ogg or WebM, or AAC in MP4");
        return WK_ECHECK;
    }
    return WK_OK;
}

enum wk_err speech_record(struct site *s, const char *who, struct store_clip *c,
    const uint8_t *bytes, size_t len)
{
    struct store *store = site_store(s);
    int64_t n;
    enum wk_err err = store_begin(store);

    if (err == WK_OK)
        err =
            store_clip_drop(store, c->language, c->address, CLIP_OF_HUMAN, &n);
    if (err == WK_OK)
        err = store_clip_add(store, c, bytes, len);
    if (err == WK_OK)
        err = store_commit(store);
    store_rollback(store);
    if (err == WK_OK)
        site_note(s, who, "recorded %s (%s)", c->address, c->language);
    return err;
}
