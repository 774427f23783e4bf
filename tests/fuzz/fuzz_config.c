/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * fuzz_config.c - config_parse() over any text; what it accepts keeps its
 * values whole.  The same text as a site's settings: what is taken is usable.
 *
 * Covers common/core/config.c client/site_config.c
 */
#include <assert.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "config.h"
#include "site_config.h"
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

static void try_site(const char *text)
{
    struct site_config c;

    if (site_config_read("fuzz", text, &c) != WK_OK)
        return;
    assert(c.night_at_s >= 0 && c.night_at_s < 24 * 3600);
    assert(c.kiosk_per_minute > 0 && c.kiosk_per_minute <= 1000000);
    assert(c.n_languages >= 1 && c.n_languages <= N_LANGS);
    for (size_t i = 0; i < c.n_languages; i++)
        for (size_t k = 0; k < i; k++)
            assert(c.language[i] != c.language[k]);
    assert(text_is_utf8(c.name, strlen(c.name)));
    assert(strncmp(c.listen, "127.", 4) == 0 ||
        strncmp(c.listen, "[::1]:", 6) == 0);
    assert(c.url[0] == '\0' || strncmp(c.url, "https://", 8) == 0);
}

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
    try_site(text);
    free(text);
    return 0;
}
