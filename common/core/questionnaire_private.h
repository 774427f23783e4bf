/* SPDX-License-Identifier: EUPL-1.2 */
/* questionnaire_private.h - what the files of questionnaire share. */
#ifndef WK_QUESTIONNAIRE_PRIVATE_H
#define WK_QUESTIONNAIRE_PRIVATE_H

#include "questionnaire.h"

/* How the ids of a site's own forms and questions begin. */
static const char QUESTIONNAIRE_LOCAL[] = "site:";

/* Fill q from its json, and say what is wrong with it; questionnaire_free()
 * ends it either way. */
WK_MUST_USE enum wk_err questionnaire_read(
    struct questionnaire *q, char why[static WHY_MAX]);

#endif
