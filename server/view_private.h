/* SPDX-License-Identifier: EUPL-1.2 */
/* view_private.h - what the views share. */
#ifndef WK_VIEW_PRIVATE_H
#define WK_VIEW_PRIVATE_H

#include "cells.h"
#include "compare.h"
#include "json.h"
#include "option.h"
#include "roster.h"
#include "view.h"

/* One question or option over sites and months, and all that it borrows.  It
 * points into itself: it may not be copied. */
struct view {
    struct roster roster;
    bool lent; /* the roster is the query's */
    struct cells cells;
    struct compare_part *parts;
    size_t n_parts;
    struct option option; /* when that is the question */
    size_t pair[2];       /* when one is asked for */
    struct compare_input in;
    struct compare *compare;
};

/* Ended by view_close(), also after an error.  WK_ENOTFOUND as in view.h. */
WK_MUST_USE enum wk_err view_open(struct ledger *l, const struct view_query *q,
    struct view *v, char why[static WHY_MAX]);
void view_close(struct view *v);

/* Write j, unless err is set, and end it. */
WK_MUST_USE enum wk_err view_finish(
    struct json *j, enum wk_err err, struct bytes *out);

/* A question, and where it stands first. */
struct view_asked {
    const struct questionnaire *from;
    const struct qn_question *question;
};

/* Every question of these once, by its id; free(). */
struct view_asked *view_asked_list(
    const struct questionnaire *const *list, size_t n, size_t *out_n);

/* The values of view_questions() and view_dictionary(); json_free(), also after
 * an error. */
typedef enum wk_err view_json_fn(struct ledger *l, const struct audience *a,
    struct view_terms terms, struct json **out);
view_json_fn view_questions_json, view_dictionary_json;

#endif
