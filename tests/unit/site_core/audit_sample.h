/* SPDX-License-Identifier: EUPL-1.2 */
/* audit_sample.h - what the tests of the audit share. */
#ifndef WK_AUDIT_SAMPLE_H
#define WK_AUDIT_SAMPLE_H

#include "form_sample.h"

#include "audit.h"
#include "rules.h"
#include "wire.h"

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

#endif
