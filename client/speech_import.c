/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * speech_import.c - clips from a folder: manifest.json and the files it names.
 *
 * Everything is checked before anything is kept.  Keeping goes language by
 * language in small transactions: an answer that is given meanwhile waits for
 * one of them at most, and an import that was killed is repeated.
 */
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "file.h"
#include "speech.h"

enum {
    MAX_MANIFEST = 2 * 1024 * 1024,
    MAX_CLIPS = 8192, /* of one manifest */
    AT_ONCE = 32,     /* of one transaction */
    MAX_SAID = 50,
};

struct import {
    struct site *site;
    const char *folder;
    void (*complain)(void *arg, const char *what);
    void *arg;
    size_t faults, added;
    struct speech *speech; /* of the language looked at last */
    bool keep;             /* the second time through the list */
};

static void fault(struct import *im, const char *fmt, ...) WK_PRINTF(2, 3);

static void fault(struct import *im, const char *fmt, ...)
{
    char what[WHY_MAX + MAX_TEXT];
    va_list ap;

    if (im->faults++ >= MAX_SAID)
        return;
    va_start(ap, fmt);
    vsnprintf(what, sizeof what, fmt, ap);
    va_end(ap);
    im->complain(im->arg, what);
}

/* "nl/words.I1.opus": below the folder, and no hidden file. */
static bool is_below(const char *file)
{
    static const char ALLOWED[] = "abcdefghijklmnopqrstuvwxyz"
                                  "ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789._-/";

    return file[0] != '\0' && file[0] != '/' && file[0] != '.' &&
        strlen(file) <= MAX_TEXT && file[strspn(file, ALLOWED)] == '\0' &&
        strstr(file, "/.") == NULL;
}

static bool open_language(struct import *im, const char *language)
{
    enum wk_err err;

    if (im->speech != NULL && strcmp(im->speech->language, language) == 0)
        return true;
    speech_close(im->speech);
    im->speech = NULL;
    err = speech_open(im->site, language, &im->speech);
    if (err != WK_OK)
        fault(im, "%.20s: there is no pack of this language", language);
    return err == WK_OK;
}

/* What the manifest says of one clip; false after a fault. */
static bool read_clip(
    struct import *im, const struct json *j, struct store_clip *c)
{
    const char *file = json_get_text(j, "file"),
               *source = json_get_text(j, "source");
    const char *ending = strrchr(file, '.');

    *c = (struct store_clip){.made = site_today(),
        .human = strcmp(source, "human") == 0,
        .kind = clip_kind_ending(ending != NULL ? ending + 1 : "")};
    if (!is_below(file)) {
        fault(im, "%.80s: not the name of a file below the folder", file);
        return false;
    }
    if (!c->human && strcmp(source, "tts") != 0) {
        fault(im, "%s: source should be tts or human", file);
        return false;
    }
    if (!hex_decode(json_get_text(j, "text_hash"), c->text_hash, HASH_LEN)) {
        fault(im, "%s: text_hash should be 64 hex digits", file);
        return false;
    }
    if (!open_language(im, json_get_text(j, "language")))
        return false;
    snprintf(c->language, sizeof c->language, "%s", im->speech->language);
    snprintf(c->address, sizeof c->address, "%s", json_get_text(j, "address"));
    return true;
}

static enum wk_err keep(
    struct import *im, struct store_clip *c, const uint8_t *bytes, size_t len)
{
    enum wk_err err = store_clip_add(site_store(im->site), c, bytes, len);

    if (err == WK_OK)
        im->added++;
    return err == WK_EEXIST ? WK_OK : err;
}

static enum wk_err take_clip(struct import *im, const struct json *j)
{
    char *path = file_join(im->folder, json_get_text(j, "file")), why[WHY_MAX];
    struct store_clip c;
    uint8_t *bytes = NULL;
    size_t len = 0;
    enum wk_err err = WK_OK;

    if (!read_clip(im, j, &c))
        goto out;
    if (speech_check(im->speech, &c, why) != WK_OK)
        fault(
            im, "%s, %.48s: %s", c.language, json_get_text(j, "address"), why);
    else if (file_read_plain(path, MAX_CLIP, &bytes, &len) != WK_OK)
        fault(im, "%s: cannot be read: no plain file, or too long",
            json_get_text(j, "file"));
    else if (speech_check_bytes(&c, bytes, len, why) != WK_OK)
        fault(im, "%s: %s", json_get_text(j, "file"), why);
    else if (im->keep)
        err = keep(im, &c, bytes, len);
out:
    free(bytes);
    free(path);
    return err;
}

/* Go through the list, and keep what it names from here on, if at all, some at
 * a time. */
static enum wk_err take_all(struct import *im, const struct json *clips)
{
    struct store *store = site_store(im->site);
    size_t n = json_size(clips);
    enum wk_err err = WK_OK;

    for (size_t i = 0; i < n && err == WK_OK;) {
        size_t end = i + AT_ONCE < n ? i + AT_ONCE : n;

        if (im->keep)
            err = store_begin(store);
        for (; i < end && err == WK_OK; i++)
            err = take_clip(im, json_at(clips, i));
        if (im->keep && im->faults > 0)
            err = WK_ECHECK; /* a file was changed under our hands */
        if (im->keep && err == WK_OK)
            err = store_commit(store);
        store_rollback(store);
    }
    return err;
}

/* What is wrong with a manifest as a whole; NULL: nothing. */
static const char *fault_of(const struct json *manifest)
{
    const struct json *clips = json_get(manifest, "clips");

    if (clips == NULL || json_type_of(clips) != JSON_ARRAY_T)
        return "clips: should be a list";
    return json_size(clips) > MAX_CLIPS ? "clips: too many" : NULL;
}

static enum wk_err read_manifest(struct import *im, struct json **out)
{
    char *path = file_join(im->folder, "manifest.json"), why[WHY_MAX];
    uint8_t *text = NULL;
    size_t len = 0;
    enum wk_err err = file_read_plain(path, MAX_MANIFEST, &text, &len);

    if (err == WK_OK && json_parse(text, len, out, why, sizeof why) != WK_OK)
        fault(im, "manifest.json: %s", why);
    else if (err == WK_OK && fault_of(*out) != NULL)
        fault(im, "manifest.json: %s", fault_of(*out));
    free(text);
    free(path);
    return err;
}

enum wk_err speech_import(struct site *s, const char *who, const char *folder,
    void (*complain)(void *arg, const char *what), void *arg, size_t *n)
{
    struct import im = {
        .site = s, .folder = folder, .complain = complain, .arg = arg};
    struct json *manifest = NULL;
    enum wk_err err = read_manifest(&im, &manifest);

    if (err == WK_OK && im.faults == 0)
        err = take_all(&im, json_get(manifest, "clips"));
    im.keep = err == WK_OK && im.faults == 0;
    if (im.keep)
        err = take_all(&im, json_get(manifest, "clips"));
    if (im.faults > MAX_SAID) {
        im.faults = MAX_SAID - 1;
        fault(&im, "... and more");
    }
    if (im.added > 0)
        site_note(s, who, "took in %zu clips of speech", im.added);
    *n = im.added;
    speech_close(im.speech);
    json_free(manifest);
    return err == WK_OK && im.faults > 0 ? WK_ECHECK : err;
}
