/* SPDX-License-Identifier: EUPL-1.2 */
/* fuzz_wire.c - every message the wire can bring; the first byte says which. */
#include <assert.h>
#include <stdlib.h>
#include <string.h>

#include "floors.h"
#include "ingest.h"
#include "wire.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t len);

/* What decodes has one form: it packs to the same bytes. */
static void try_entry(struct span body)
{
    struct entry *e = malloc(sizeof *e);
    struct bytes again = bytes_new(MAX_ENTRY);

    assert(e != NULL);
    if (wire_decode_entry(body.data, body.len, e) == WK_OK) {
        wire_encode_entry(e, &again);
        assert(again.len == body.len);
        assert(memcmp(again.data, body.data, body.len) == 0);
        if (e->kind == ENTRY_RELEASE)
            (void)floors_broken(&e->release, NULL);
    }
    bytes_free(&again);
    free(e);
}

#define TRY(type, body)                                                        \
    do {                                                                       \
        struct wire_hold *hold = NULL;                                         \
        struct wire_##type *m = malloc(sizeof *m);                             \
                                                                               \
        assert(m != NULL);                                                     \
        if (wire_decode_##type(body, m, &hold) == WK_OK)                       \
            assert(hold != NULL);                                              \
        wire_release(hold);                                                    \
        free(m);                                                               \
    } while (0)

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t len)
{
    struct span body = {data + 1, len - 1};
    uint32_t from;
    uint64_t after;

    if (len == 0)
        return 0;
    switch (data[0] % 11) {
    case 0:
        try_entry(body);
        break;
    case 1:
        TRY(hello, body);
        break;
    case 2:
        TRY(hello_reply, body);
        break;
    case 3:
        TRY(push, body);
        break;
    case 4:
        TRY(push_reply, body);
        break;
    case 5:
        TRY(catalogue, body);
        break;
    case 6:
        TRY(history, body);
        break;
    case 7:
        TRY(enrol, body);
        break;
    case 8:
        TRY(enrol_reply, body);
        break;
    case 9:
        if (wire_decode_catalogue_request(body, &from) != WK_OK)
            from = 0;
        break;
    default:
        if (wire_decode_history_request(body, &after) != WK_OK)
            after = 0;
    }
    return 0;
}
