/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * released.h - what left the building, told from the stored canonical bytes
 * and nothing else.
 *
 * Errors  WK_ECHECK: an entry cannot be read (logged).
 */
#ifndef WK_RELEASED_H
#define WK_RELEASED_H

#include "json.h"
#include "store.h"

/* {"releases": [...]}, newest first, as common/API.md has it. */
WK_MUST_USE enum wk_err released_json(struct store *s, struct json **out);

/* Set what a release says of itself, as a release above has it: project,
 * channel, months, answer sets and turnout. */
void released_head(struct store *s, const struct release *r, struct json *out);

/* {"releases": [...]} of the site's own questions, newest first, in the same
 * words; nothing of it ever left. */
WK_MUST_USE enum wk_err released_local_json(struct store *s, struct json **out);

/* One entry in words, line by line; explain: with the rule behind each. */
WK_MUST_USE enum wk_err released_words(struct store *s,
    const struct store_entry *e, bool explain, struct bytes *out);

/* The stored bytes, read; WK_ESCHEMA when a later version wrote them and only
 * the head is known, WK_ECHECK (logged) when they cannot be read. */
WK_MUST_USE enum wk_err released_decode(
    const struct store_entry *e, struct entry *out);

/* The number of the entry that withdraws that one; 0: none does. */
WK_MUST_USE enum wk_err released_withdrawn_by(
    struct store *s, uint64_t of, uint64_t *by);

/*
 * Whether the questionnaire of r is held and r fits it; only then held->q is
 * set, for the caller to free.
 */
bool released_questionnaire(
    struct store *s, const struct release *r, struct store_questionnaire *held);

/* "stored", "set_aside", ..., or "waiting" when there is no receipt. */
const char *released_receipt(enum verdict_kind verdict);

#endif
