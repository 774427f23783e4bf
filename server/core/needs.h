/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * needs.h - a question of which people choose several options, over all sites:
 * each option in the order in which it is asked, never by how many chose it.
 *
 * Pure module.
 *
 * Source  common/API.md, "GET /api/v1/needs".
 */
#ifndef WK_NEEDS_H
#define WK_NEEDS_H

#include "compare.h"

/* The options of a question of one questionnaire, each compared over the same
 * sites and months. */
struct needs {
    const struct questionnaire *from;
    const struct qn_question *question; /* of type many */
    const struct compare *const *option;
};

/* The reply to GET /api/v1/needs. */
struct json *needs_json(const struct needs *n);

#endif
