/* SPDX-License-Identifier: EUPL-1.2 */
/* audit_sample.h - what the tests of the audit share. */
#ifndef WK_AUDIT_SAMPLE_H
#define WK_AUDIT_SAMPLE_H

#include "../test.h"

#include "audit.h"
#include "rules.h"
#include "wire.h"

static inline struct questionnaire *sample_form(const char *json)
{
    struct questionnaire *q = NULL;
    char why[WHY_MAX];

    if (questionnaire_parse((const uint8_t *)json, strlen(json), &q, why) !=
        WK_OK)
        fail_msg("%s", why);
    return q;
}

/* As bytes, and read back: what would be sent. */
static inline enum wk_err sample_audit(const struct questionnaire *q,
    const struct release *r, char why[static WHY_MAX])
{
    struct entry *e = calloc(1, sizeof *e);
    struct bytes out = bytes_new(MAX_ENTRY);
    enum wk_err err;

    assert_non_null(e);
    e->seq = 1;
    e->kind = ENTRY_RELEASE;
    e->release = *r;
    why[0] = '\0';
    wire_encode_entry(e, &out);
    err = audit_entry(q, out.data, out.len, why);
    bytes_free(&out);
    free(e);
    return err;
}

static inline uint32_t sample_random(uint64_t *seed, uint32_t below)
{
    *seed ^= *seed << 13; /* xorshift64 */
    *seed ^= *seed >> 7;
    *seed ^= *seed << 17;
    return (uint32_t)(*seed >> 33) % below;
}

#endif
