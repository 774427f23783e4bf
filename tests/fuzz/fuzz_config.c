/* SPDX-License-Identifier: EUPL-1.2 */
/* fuzz_config.c - config_parse() over any text; what it accepts keeps its
 * values whole. */
#include <assert.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "config.h"
#include "wk_limits.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t len);

static const struct config_key KEYS[] = {
    {"a", "b", NULL},
    {"a", "c", "yes"},
    {"site", "name", NULL},
    {"site", "night_at", "02:30"},
    {"sync", "url", NULL},
};
enum { N_KEYS = sizeof KEYS / sizeof KEYS[0] };

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t len)
{
    struct config *c = NULL;
    char why[100], *text;
    long number;
    _Bool on;

    if (len > 2 * MAX_CONFIG)
        return 0;
    text = malloc(len + 1);
    assert(text != NULL);
    memcpy(text, data, len);
    text[len] = '\0';
    if (config_parse(text, KEYS, N_KEYS, &c, why, sizeof why) == WK_OK) {
        for (size_t i = 0; i < N_KEYS; i++) {
            const char *v = config_get(c, KEYS[i].section, KEYS[i].key);

            /* A value that inih cut or joined would not be in the text. */
            assert(
                v == NULL || v == KEYS[i].fallback || strstr(text, v) != NULL);
        }
        (void)!config_bool(c, "a", "c", &on);
        (void)!config_int(c, "a", "b", -9, 9, &number);
        config_free(c);
    }
    free(text);
    return 0;
}
