/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * langpack_review.h - whether somebody who speaks the language has read a pack.
 *
 * A review is of exactly these strings: when a new version of the program says
 * something else, the pack is a draft again, until it is read again.  It says
 * in which role they did, never who; who recorded it is in the log.
 *
 * Errors  WK_ENOTFOUND: no such pack.  WK_EINVAL: not a role, or a source.
 *         WK_ECHECK: other strings are in this program than were read.
 */
#ifndef WK_LANGPACK_REVIEW_H
#define WK_LANGPACK_REVIEW_H

#include "langpack.h"
#include "site.h"

enum langpack_status { LANGPACK_SOURCE, LANGPACK_REVIEWED, LANGPACK_DRAFT };

struct langpack_state {
    enum langpack_status status;
    bool has_review; /* of these strings, or (a draft) of earlier ones */
    struct store_review review;
};

const char *langpack_status_text(enum langpack_status status); /* "reviewed" */

WK_MUST_USE enum wk_err langpack_state(
    struct store *store, const struct langpack *p, struct langpack_state *out);

/* "native_speaker", "translator" or "interpreter". */
bool langpack_is_role(const char *role);

/* Record a review of today; hash (NULL: what is here) is what was read. */
WK_MUST_USE enum wk_err langpack_review(struct site *s, const char *who,
    const char *language, const char *hash, const char *role);

#endif
