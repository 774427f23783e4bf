/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * speech.h - which strings of a language can be heard, and with which clip.
 *
 * What is spoken is every string of the pack: its "speak", else its "text"
 * unless that holds a {variable}.  A clip belongs to the exact string it was
 * made of, by SHA-256: when the pack says another, the clip is stale and is not
 * heard at the kiosk any more.  A person's voice goes before a machine's.
 *
 * Ownership  speech_open() hands over a speech, ended by speech_close(); its
 *            texts and clips live as long.
 * Errors     WK_ENOTFOUND: no pack of that language.
 * Source     client/content/packs; common/API.md, "Speech".
 */
#ifndef WK_SPEECH_H
#define WK_SPEECH_H

#include "json.h"
#include "site.h"
#include "store_clip.h"

/* One string of the pack that is spoken. */
struct speech_line {
    char address[MAX_ADDRESS + 1];
    const char *text, *spoken;
    uint8_t hash[HASH_LEN]; /* of spoken */
    /* Heard at the kiosk; or, when stale, what would be if the string were
     * still the same.  Both NULL: silent.  opus may be an MP4 clip, when there
     * is nothing else of that voice. */
    const struct store_clip *opus, *aac;
    bool stale;
};

struct speech {
    const char *language, *direction;
    bool is_source; /* others are translated from it */
    struct json *pack;
    struct store_clip *clip;
    size_t n_clips;
    struct speech_line *line; /* in the order of the pack */
    size_t n;
};

WK_MUST_USE enum wk_err speech_open(
    struct site *s, const char *language, struct speech **out);
void speech_close(struct speech *sp); /* NULL has no effect */

/* NULL when the pack has no such string that is spoken. */
const struct speech_line *speech_find(
    const struct speech *sp, const char *address);

struct speech_counts {
    size_t strings, human, machine, stale, silent;
};
void speech_count(const struct speech *sp, struct speech_counts *out);

/* Whether a clip may be kept; else why, as a sentence.  First its place and
 * text: WK_ENOTFOUND when no such string is spoken, WK_ECLOSED when it was made
 * of another text.  Then its bytes: WK_ETOOBIG, WK_ECHECK when they are no
 * sound of its kind. */
WK_MUST_USE enum wk_err speech_check(const struct speech *sp,
    const struct store_clip *c, char why[static WHY_MAX]);
WK_MUST_USE enum wk_err speech_check_bytes(const struct store_clip *c,
    const uint8_t *bytes, size_t len, char why[static WHY_MAX]);

/* Keep a recording, in place of every other of a person at that address. */
WK_MUST_USE enum wk_err speech_record(struct site *s, const char *who,
    struct store_clip *c, const uint8_t *bytes, size_t len);

/*
 * Read manifest.json in a folder, and the files it names, and keep them all:
 * or, when anything does not fit, none, and complain(arg, sentence) of each.
 * WK_ECHECK then.  *n: how many are new; those that are there already stay.
 */
WK_MUST_USE enum wk_err speech_import(struct site *s, const char *who,
    const char *folder, void (*complain)(void *arg, const char *what),
    void *arg, size_t *n);

#endif
