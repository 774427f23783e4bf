/* SPDX-License-Identifier: EUPL-1.2 */
/* form_sample.h - a questionnaire that tests have as text, and dice. */
#ifndef WK_FORM_SAMPLE_H
#define WK_FORM_SAMPLE_H

#include "../test.h"

#include "questionnaire.h"

static inline struct questionnaire *sample_form(const char *json)
{
    struct questionnaire *q = NULL;
    char why[WHY_MAX];

    if (questionnaire_parse((const uint8_t *)json, strlen(json), &q, why) !=
        WK_OK)
        fail_msg("%s", why);
    return q;
}

/* The one that a group of tests is about: loaded by its set-up, ended by
 * free_form(). */
static struct questionnaire *form;

static inline int free_form(void **state)
{
    (void)state;
    questionnaire_free(form);
    return 0;
}

static inline uint32_t sample_random(uint64_t *seed, uint32_t below)
{
    *seed ^= *seed << 13; /* xorshift64 */
    *seed ^= *seed >> 7;
    *seed ^= *seed << 17;
    return (uint32_t)(*seed >> 33) % below;
}

#endif
