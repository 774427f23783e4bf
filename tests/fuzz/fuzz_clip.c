/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * fuzz_clip.c - any bytes as a sound file, and as base64 of one.
 *
 * Covers client/core/clip.c
 */
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "bytes.h"
#include "clip.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t len);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t len)
{
    enum clip_kind kind = clip_kind_of(data, len);
    char *text = malloc((len + 2) / 3 * 4 + 1), *given = malloc(len + 1);
    uint8_t *back = malloc(len + 1);
    size_t n = 0;

    if (text == NULL || given == NULL || back == NULL)
        abort();
    if (kind != CLIP_NONE &&
        (len < MIN_CLIP || len > MAX_CLIP ||
            clip_kind_typed(clip_type(kind)) != kind))
        abort();
    base64_encode(data, len, text);
    if (!base64_decode(text, back, len, &n) || n != len ||
        memcmp(back, data, len) != 0)
        abort();
    memcpy(given, data, len);
    given[len] = '\0';
    if (base64_decode(given, back, len, &n)) { /* then it is the only one */
        base64_encode(back, n, text);
        if (strcmp(text, given) != 0)
            abort();
    }
    free(text);
    free(given);
    free(back);
    return 0;
}
