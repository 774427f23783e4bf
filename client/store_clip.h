/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * store_clip.h - what the kiosk says aloud, in site.db.
 *
 * Why there: the two thousand clips of a site are some 20 MB.  In the database
 * one is saved whole or not at all, stands in every backup and is looked at by
 * "verify", with no code of its own; and answers lie in a table of theirs, so
 * that saving and shuffling them cost the same whatever is said.
 *
 * A clip belongs to a language, an address ("words.I1"), a source (a person or
 * a machine) and a kind; there is one of each.  A new one puts out those of the
 * same source that speak another text, and the one in its place: Ogg and WebM
 * are one place, MP4 is the other.
 */
#ifndef WK_STORE_CLIP_H
#define WK_STORE_CLIP_H

#include "clip.h"
#include "store.h"

enum {
    CLIP_NAME_LEN = 16,
    MAX_TAG = 8,      /* a language, such as "kmr" */
    MAX_ADDRESS = 48, /* "themes.communication_interpreting" */
};

struct store_clip {
    char language[MAX_TAG + 1], address[MAX_ADDRESS + 1];
    bool human;
    enum clip_kind kind;
    uint8_t text_hash[HASH_LEN];
    uint8_t name[CLIP_NAME_LEN]; /* of its bytes */
    int64_t made;                /* dates */
    bool is_reviewed;
    int64_t reviewed;
    char reviewer[MAX_ID + 1]; /* a role */
};

/* Add it, with its bytes; name is set here.  WK_EEXIST (not a failure) when it
 * is there already, and what was said of it stays. */
WK_MUST_USE enum wk_err store_clip_add(
    struct store *s, struct store_clip *c, const uint8_t *bytes, size_t len);

/* Those of a language, by address, those of machines first. */
WK_MUST_USE enum wk_err store_clip_list(
    struct store *s, const char *language, struct store_clip **out, size_t *n);

/* Whether that speaks this text was heard and found good, by whom; WK_ENOTFOUND
 * without such a clip. */
WK_MUST_USE enum wk_err store_clip_review(
    struct store *s, const struct store_clip *c);

enum clip_source { CLIP_OF_ANY = -1, CLIP_OF_MACHINE, CLIP_OF_HUMAN };
/* Remove those of an address (NULL: of all) of a language (NULL: of all);
 * *n: how many. */
WK_MUST_USE enum wk_err store_clip_drop(struct store *s, const char *language,
    const char *address, enum clip_source source, int64_t *n);

/* Append the bytes of a clip. */
WK_MUST_USE enum wk_err store_clip_bytes(struct store *s,
    const uint8_t name[static CLIP_NAME_LEN], enum clip_kind kind,
    struct bytes *out);

#endif
