/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * not_asked.h - the questions and attributes that a project does not put.
 *
 * Pure.  Ownership  The list points into itself: it is not to be copied.
 */
#ifndef WK_NOT_ASKED_H
#define WK_NOT_ASKED_H

#include "json.h"
#include "store.h"

struct not_asked {
    size_t n;
    const char *id[MAX_QUESTIONS];
    char text[MAX_TEXT + 1];
};

void not_asked_of(const struct store_project *p, struct not_asked *out);
struct json *not_asked_json(const struct store_project *p); /* as a list */

#endif
