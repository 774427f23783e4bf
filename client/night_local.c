/* SPDX-License-Identifier: EUPL-1.2 */
/* night_local.c - a closed batch of a site's own questions: the same figures by
 * the same rules, put where nothing is sent from. */
#include <string.h>

#include "audit.h"
#include "night_private.h"

enum wk_err night_append_local(const struct night_env *env,
    const struct questionnaire *q, const struct entry *value,
    char why[static WHY_MAX])
{
    struct store_local r = {.id = 0};
    struct bytes bytes = bytes_new(MAX_ENTRY);
    enum wk_err err;

    wire_encode_release(&value->release, &bytes);
    err = audit_local(q, bytes.data, bytes.len, why);
    memcpy(r.era, value->era, ERA_LEN);
    r.bytes = bytes.data;
    r.len = bytes.len;
    crypto_sha256(r.bytes, r.len, r.hash);
    if (err == WK_OK)
        err = store_local_add(env->store, &r);
    bytes_free(&bytes);
    return err;
}
