/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * assisted.h - questionnaires of which somebody helps with the answers.
 *
 * Such a one has the attribute "mode": who helped.  It is set by staff, asked
 * of nobody, and no question is broken down by it, so that a question keeps one
 * attribute.  It is taken in the channel assisted only, and never without the
 * mode.  "X-assisted" has the questions of X and is put when X is.
 *
 * Pure module.  Source  client/PRIVACY.md, "Who helped".
 */
#ifndef WK_ASSISTED_H
#define WK_ASSISTED_H

#include "answers.h"
#include "release.h"

/* The attribute "mode" of q, or -1: q is no such questionnaire. */
int assisted_mode(const struct questionnaire *q);

/* Whether id is the assisted form of base: "base-assisted". */
bool assisted_is_of(const char *id, const char *base);

/* What is wrong with taking this answer set so, or NULL. */
const char *assisted_fault(const struct questionnaire *q, enum channel channel,
    const struct answers *a);

#endif
