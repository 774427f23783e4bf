/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * fuzz_json.c - what json_parse() accepts, it writes and reads back alike.
 *
 * Covers common/core/json.c
 */
#include <assert.h>
#include <stdlib.h>
#include <string.h>

#include "json.h"
#include "wk_limits.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t len);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t len)
{
    struct bytes once = bytes_new(8 * MAX_BODY),
                 twice = bytes_new(8 * MAX_BODY);
    struct json *a = NULL, *b = NULL;
    char why[100];

    if (len > MAX_BODY || json_parse(data, len, &a, why, sizeof why) != WK_OK)
        return 0;
    assert(json_type_of(a) == JSON_OBJECT_T || json_type_of(a) == JSON_ARRAY_T);
    json_write(a, true, &once);
    assert(text_is_utf8(bytes_text(&once), once.len));
    if (json_parse(once.data, once.len, &b, why, sizeof why) != WK_OK)
        abort();
    json_write(b, true, &twice);
    assert(once.len == twice.len);
    assert(memcmp(once.data, twice.data, once.len) == 0);
    json_free(a);
    json_free(b);
    bytes_free(&once);
    bytes_free(&twice);
    return 0;
}
