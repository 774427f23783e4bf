/* SPDX-License-Identifier: EUPL-1.2 */
#include "digest.h"

#include "crypto.h"

void digest_questionnaire(
    const struct questionnaire *q, uint8_t out[static HASH_LEN])
{
    struct bytes canonical = bytes_new(2 * MAX_QUESTIONNAIRE);

    questionnaire_canonical(q, &canonical);
    crypto_sha256(canonical.data, canonical.len, out);
    bytes_free(&canonical);
}
