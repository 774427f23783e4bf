/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * store_wave.h - waves in site.db, as store.h keeps the rest.  What may stand
 * here is wave.h's to say.
 */
#ifndef WK_STORE_WAVE_H
#define WK_STORE_WAVE_H

#include "store.h"

enum wave_kind { WAVE_NORMAL = 1, WAVE_PILOT };
enum { MAX_NOTE = 4 * MAX_TEXT }; /* 400 characters, in bytes */
struct store_wave {
    int64_t id; /* of the row, given when it is added */
    char project[MAX_ID + 1];
    struct period months;   /* whole periods of the project */
    bool has_questionnaire; /* else the one whose turn it is */
    uint8_t questionnaire[HASH_LEN];
    enum wave_kind kind;
    int64_t promised_on;
    char promised_role[MAX_NAME + 1];
    char languages[MAX_TEXT + 1]; /* tags with spaces between; "": any */
    char target[MAX_NAME + 1];    /* whom the extra languages are for */
    int64_t until;                /* their last date; INT64_MIN: none */
    bool cards;                   /* a card is asked first */
    int64_t ended_on;             /* INT64_MIN: not ended by anybody */
    char note[MAX_NOTE + 1];      /* what the team learned; stays here */
};
WK_MUST_USE enum wk_err store_wave_add(
    struct store *s, const struct store_wave *w);
WK_MUST_USE enum wk_err store_wave_get(
    struct store *s, int64_t id, struct store_wave *out);
/* The one of a project that has this month and that nobody ended. */
WK_MUST_USE enum wk_err store_wave_at(struct store *s, const char *project,
    int32_t month, struct store_wave *out);
/* project NULL: of all; by project and month. */
WK_MUST_USE enum wk_err store_wave_list(
    struct store *s, const char *project, struct store_wave **out, size_t *n);
/* Its last month becomes last. */
WK_MUST_USE enum wk_err store_wave_end(
    struct store *s, int64_t id, int32_t last, int64_t date);
WK_MUST_USE enum wk_err store_wave_note(
    struct store *s, int64_t id, const char *note);
WK_MUST_USE enum wk_err store_wave_drop(struct store *s, int64_t id);

#endif
