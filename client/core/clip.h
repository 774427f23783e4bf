/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * clip.h - what kind of sound a file holds, told by its first bytes.
 *
 * Pure module.  It tells kinds apart so that a page is given what it expects
 * under the right name; whether the rest can be played, browsers find out.
 *
 * Source  RFC 3533, section 6 (Ogg); RFC 7845, section 5.1 (Opus in Ogg);
 *         RFC 8794, section 8.1 and RFC 9559 (EBML, WebM); ISO/IEC 14496-12,
 *         4.3 (ftyp).
 */
#ifndef WK_CLIP_H
#define WK_CLIP_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum {
    MAX_CLIP = 128 * 1024, /* bytes: half a minute of speech and more */
    MIN_CLIP = 64,
};

enum clip_kind {
    CLIP_NONE, /* none of these */
    CLIP_OGG,  /* Opus in Ogg, as opusenc makes it */
    CLIP_WEBM, /* Opus in WebM, as Chromium and Firefox record it */
    CLIP_MP4,  /* AAC in MP4, for browsers that play no Opus */
    N_CLIP_KINDS,
};

/* The kind of len bytes; CLIP_NONE also below MIN_CLIP and over MAX_CLIP. */
enum clip_kind clip_kind_of(const uint8_t *data, size_t len);

/* "opus", "webm" or "m4a": how a file of the kind ends; "" for none. */
const char *clip_ending(enum clip_kind kind);
/* "audio/ogg" and its like, with the codec. */
const char *clip_type(enum clip_kind kind);

/* The kind whose files end so, or whose type this is, whatever parameters it
 * has; CLIP_NONE for others. */
enum clip_kind clip_kind_ending(const char *ending);
enum clip_kind clip_kind_typed(const char *type);

#endif
