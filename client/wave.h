/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * wave.h - when a project may ask: whole periods, at most 12 months, for which
 * the management has promised that an answer changes nothing for anybody.
 *
 * Only while a wave of kind normal has a month does an answer of it enter the
 * database; seal_add() asks wave_takes(), and there is no other way in.  Of a
 * pilot nothing is stored.  Waves of one project never overlap, but a pilot
 * that was ended may be followed by a wave in the same period.
 *
 * Errors   WK_EINVAL, WK_EEXIST, WK_ECLOSED and WK_ENOTFOUND with a sentence
 *          in why; nothing was changed.
 * Source   client/PRIVACY.md, A, "waves"; common/API.md, "waves".
 */
#ifndef WK_WAVE_H
#define WK_WAVE_H

#include "site.h"
#include "store_wave.h"

enum { WAVE_MONTHS_MAX = 12 };

const char *wave_kind_text(enum wave_kind kind);

/* Whether answers of this month may be stored: WK_OK or WK_EWAVE. */
WK_MUST_USE enum wk_err wave_takes(
    struct store *store, const char *project, int32_t month);
/* Why they may not, and what to do about it. */
void wave_why(struct store *store, const char *project, int32_t month,
    char why[static WHY_MAX]);

/* What is asked in a month of wave w, of n plans in their order: the one that
 * the wave names, or the one whose turn it is.  NULL: none. */
const struct store_plan *wave_plan(const struct store_project *p,
    const struct store_plan *plans, size_t n, const struct store_wave *w,
    int32_t month);
/* What is put to who is helped while base is put, or NULL. */
const struct store_plan *wave_assisted(const struct store_plan *plans, size_t n,
    const uint8_t base[static HASH_LEN], int32_t month);
/* The site's own questions that are put after it; they take turns as well. */
const struct store_plan *wave_local(const struct store_project *p,
    const struct store_plan *plans, size_t n, int32_t month);
/* The wave of kind normal, ended or not, that has this month; NULL: none. */
const struct store_wave *wave_of_month(
    const struct store_wave *waves, size_t n, int32_t month);

/* A wave of 12 months from this one on (a pilot: of one period), promised
 * today, of the turns, and in every language that is ready. */
struct store_wave wave_usual(
    const struct store_project *p, enum wave_kind kind, int32_t month);

/* Whether a role, whom languages are for or a name of a device can be kept: one
 * line that says something, of which nothing forges a second. */
bool wave_is_label(const char *text);

/* Whether the site's own languages can say the intention, and the wave's are
 * sources or reviewed; other ones than the own need a target and an end date. */
WK_MUST_USE enum wk_err wave_check_languages(
    const struct site *s, const struct store_wave *w, char why[static WHY_MAX]);
/* Whether one wave is put in this language today: the site's own always. */
bool wave_has_language(
    const struct site *s, const struct store_wave *w, const char *tag);
/* Whether the kiosk may offer a language today: always its own, and others as
 * any of the present waves has them; without any wave, all. */
WK_MUST_USE enum wk_err wave_offers(
    struct site *s, const char *tag, bool *offered);

/* Check and add it, inside the caller's transaction. */
WK_MUST_USE enum wk_err wave_add(struct site *s, const struct store_project *p,
    const struct store_wave *w, char why[static WHY_MAX]);

/* The same in a transaction of its own, for periods that are not over; who
 * started it is logged. */
WK_MUST_USE enum wk_err wave_start(struct site *s, const char *who,
    const struct store_wave *w, char why[static WHY_MAX]);

/* Take no more answers; one that has not begun is as if it never was.  What is
 * left of its ballot cards is void. */
WK_MUST_USE enum wk_err wave_end(
    struct site *s, const char *who, int64_t id, char why[static WHY_MAX]);

/* Keep what the team learned from a wave; "" takes it back. */
WK_MUST_USE enum wk_err wave_learn(struct site *s, const char *who, int64_t id,
    const char *note, char why[static WHY_MAX]);

#endif
