/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * fuzz_policy.c - no text whatever makes a policy below the floors, and one
 * that is refused changes nothing.
 *
 * Covers common/core/policy.c
 */
#include <assert.h>
#include <stdlib.h>
#include <string.h>

#include "policy.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t len);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t len)
{
    struct rules_set before, set, again;
    struct bytes text = bytes_new(MAX_TEXT);
    char why[WHY_MAX] = "";

    memset(&before, 0x5a, sizeof before);
    set = before;
    if (policy_parse((const char *)data, len, &set, why) != WK_OK) {
        assert(why[0] != '\0' && strlen(why) < WHY_MAX);
        assert(memcmp(&set, &before, sizeof set) == 0);
        return 0;
    }
    assert(len <= MAX_POLICY && set.version == RULES_VERSION);
    assert(set.batch >= FLOOR_BATCH && set.group >= FLOOR_GROUP);
    assert(set.column >= FLOOR_COLUMN && set.dissent >= FLOOR_DISSENT);
    bytes_addf(&text,
        "{\"batch\":%u,\"group\":%u,\"column\":%u,\"dissent\":%u}", set.batch,
        set.group, set.column, set.dissent);
    if (policy_parse(bytes_text(&text), text.len, &again, why) != WK_OK)
        abort();
    assert(memcmp(&set, &again, sizeof set) == 0);
    bytes_free(&text);
    return 0;
}
